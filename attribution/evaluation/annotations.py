"""Annotated articles: what a gold file or a report says, checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from attribution.errors import MalformedInput, UnreadableInput

if TYPE_CHECKING:
    from attribution.report.model import DocumentRecord

__all__ = [
    "AnnotatedArticle",
    "AnnotatedClaim",
    "AnnotatedSource",
    "SpanPair",
    "from_record",
    "load_articles",
    "load_report",
    "load_reports",
]

SpanPair = tuple[int, int]


class _Annotation(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class AnnotatedSource(_Annotation):
    """A source and the spans that name it."""

    id: str
    name: str = ""
    type: str | None = None
    mentions: tuple[SpanPair, ...] = ()


class AnnotatedClaim(_Annotation):
    """A claim, gold or predicted; ``construction`` is the rule that found its content (None in gold)."""

    id: str
    source: str | None = None
    source_span: SpanPair | None = None
    cue: SpanPair
    content: tuple[SpanPair, ...]
    quote: Literal["direct", "indirect", "mixed"]
    act: Literal["statement", "denial", "silence"]
    certainty: Literal["certain", "probable", "possible", "unknown"]
    polarity: Literal["positive", "negative"]
    hedges: tuple[SpanPair, ...] = ()
    via: str | None = None
    construction: str | None = None


class AnnotatedArticle(_Annotation):
    """One article with its sources and claims.

    Offsets are code points of ``text``, half-open; a span outside the text or a reference to a source or claim that
    does not exist is refused.
    """

    doc_id: str = ""
    text: str
    sources: tuple[AnnotatedSource, ...] = ()
    claims: tuple[AnnotatedClaim, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        sources = {s.id for s in self.sources}
        claims = {c.id for c in self.claims}
        for claim in self.claims:
            if claim.source is not None and claim.source not in sources:
                raise ValueError(f"claim {claim.id} names source {claim.source}, which is not listed")
            if claim.via is not None and claim.via not in claims:
                raise ValueError(f"claim {claim.id} is quoted inside {claim.via}, which is not listed")
            spans = [claim.cue, *claim.content, *claim.hedges]
            spans += [claim.source_span] if claim.source_span else []
            for start, end in spans:
                if not 0 <= start < end <= len(self.text):
                    raise ValueError(f"claim {claim.id} has the span [{start}, {end}], which the text does not hold")
        return self


def load_articles(folder: Path) -> dict[str, AnnotatedArticle]:
    """Read every ``*.json`` of a folder as annotated articles, by file name.

    Raises
    ------
    UnreadableInput
        The folder is missing or holds no such file.
    MalformedInput
        A file breaks the form of the guidelines; the message names file and field.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UnreadableInput("no gold files (*.json) here", place=str(folder), way_out="give a folder of gold files")
    return {path.name: _validate(_read_json(path), path) for path in paths}


def load_report(path: Path) -> AnnotatedArticle:
    """Read the report of one article, as ``--format json`` writes it, or a file in the form of the gold.

    Raises
    ------
    MalformedInput
        The file is no report, or a report of several articles.
    """
    data = _read_json(path)
    if isinstance(data, dict) and "claims" not in data and data.get("documents"):
        if len(data["documents"]) != 1:
            raise MalformedInput("a report of several articles", place=str(path), way_out="write one report an article")
        data = data["documents"][0]
    if isinstance(data, dict):
        for claim in data.get("claims", ()):
            claim.setdefault("construction", _construction(e.get("rule", "") for e in claim.get("evidence", ())))
    return _validate(data, path)


def load_reports(folder: Path, gold: Mapping[str, AnnotatedArticle]) -> dict[str, AnnotatedArticle]:
    """The reports of a folder that have the file name of a gold article; a missing one is left out.

    Raises
    ------
    UnreadableInput
        There is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableInput(
            "no such folder", place=str(folder), way_out="write reports with analyze --format json -o"
        )
    return {name: load_report(folder / name) for name in gold if (folder / name).exists()}


def from_record(record: DocumentRecord) -> AnnotatedArticle:
    """The predicted claims of one article of a report."""
    data = record.model_dump()
    for claim, source in zip(data["claims"], record.claims, strict=True):
        claim["construction"] = _construction(e.rule for e in source.evidence)
    return AnnotatedArticle.model_validate(data)


def _construction(rules: Iterable[str]) -> str | None:
    return next((rule for rule in rules if rule.startswith("content.")), None)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableInput(error.strerror or "cannot be read", place=str(path)) from error
    except ValueError as error:
        raise MalformedInput(f"not JSON: {error}", place=str(path)) from error


def _validate(data: object, path: Path) -> AnnotatedArticle:
    try:
        return AnnotatedArticle.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = f"{field}: {first['msg']}" if field else first["msg"]
        raise MalformedInput(problem, place=str(path), way_out="see the annotation guidelines") from error
