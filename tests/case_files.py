"""The case files: a linguist's sentences with the claims that must come out of them.

A file of ``tests/cases/ar`` holds ``construction`` and ``cases``; a case has ``id``, ``text`` and ``claims``, each with
``cue``, ``source`` (null where no words name it), ``content`` (a text, or several where it is split), and where it
matters ``quote`` and ``act``. ``xfail`` gives the reason why a case is known to fail. The trees of the texts are frozen
in ``tests/parses``; ``python -m tests.freeze_parses`` makes them again with the embedded models.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from attribution.claims import AnalysedDocument, Claim

CASES = Path(__file__).parent / "cases" / "ar"
PARSES = Path(__file__).parent / "parses"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedClaim(_Strict):
    """A claim that must come out; ``quote`` and ``act`` are compared where they are given."""

    cue: str
    source: str | None
    content: tuple[str, ...]
    quote: Literal["direct", "indirect", "mixed"] | None = None
    act: Literal["statement", "denial", "silence"] | None = None

    @field_validator("content", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Case(_Strict):
    """A text and all of its claims, in text order."""

    id: str
    text: str
    claims: tuple[ExpectedClaim, ...]
    xfail: str | None = None


class CaseFile(_Strict):
    """The cases of one construction."""

    construction: str
    cases: tuple[Case, ...]


def extraction_files() -> Iterator[tuple[str, CaseFile]]:
    """Name and content of every file that has ``construction``."""
    for path in sorted(CASES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(data, dict) and "construction" in data:
            yield path.stem, CaseFile.model_validate(data)


def found_claim(claim: Claim, document: AnalysedDocument, expected: ExpectedClaim | None) -> ExpectedClaim:
    """A claim in the terms of the case files, with the labels that ``expected`` asks for."""
    text = document.document.text
    return ExpectedClaim(
        cue=claim.content.cue.span.of(text),
        source=claim.mention.span.of(text) if claim.mention.span else None,
        content=tuple(span.of(text) for span in claim.content.spans),
        quote=claim.content.quote if expected is not None and expected.quote else None,
        act=claim.assessment.act if expected is not None and expected.act else None,
    )
