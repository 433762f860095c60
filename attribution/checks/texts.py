"""The checks of lexicons/checks.yaml: severity, newsroom rule, texts in Arabic and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from attribution.lexicon import fold
from attribution.restatement.data import read_data
from attribution.restatement.words import bare

__all__ = ["Check", "CheckData", "Severity", "check_texts", "load_checks"]

Severity = Literal["error", "warning", "note"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Text(_Strict):
    en: str
    ar: str


class Check(_Strict):
    """One check: how serious, the newsroom rule it rests on, and its texts.

    ``message`` holds ``{fields}`` for words of the article; ``reference`` is a key of bibliography.yaml.
    """

    severity: Severity
    reference: str
    rule: str
    name: _Text
    message: _Text
    hint: _Text


class _Cues(_Strict):
    accusation: frozenset[str]
    opinion: frozenset[str]


class _Words(_Strict):
    plurals: dict[str, str]
    documents: str
    title_hedges: str


class CheckData(_Strict):
    """The whole file."""

    checks: dict[str, Check]
    cues: _Cues
    words: _Words

    @cached_property
    def plurals(self) -> Mapping[str, str]:
        """Folded plural of a source noun to its folded singular."""
        return {fold(plural): fold(singular) for plural, singular in self.words.plurals.items()}

    @cached_property
    def document_words(self) -> frozenset[str]:
        """Folded words that say that something is a document, and no more of it."""
        return frozenset(map(bare, self.words.documents.split()))

    @cached_property
    def title_hedges(self) -> frozenset[str]:
        """Folded words by which a headline keeps a claim open."""
        return frozenset(map(fold, self.words.title_hedges.split()))


@lru_cache
def load_checks(path: Path | None = None) -> CheckData:
    """The embedded lexicons/checks.yaml, or another file of its form; ``LexiconError`` names what is wrong."""
    return read_data("checks.yaml", CheckData, path)


def check_texts(language: Literal["ar", "en"]) -> Mapping[str, Mapping[str, str]]:
    """Names, message templates and hints by check id, for reports: groups ``check``, ``finding`` and ``hint``.

    Examples
    --------
    >>> check_texts("en")["check"]["text.repeated"]
    'printed twice'
    """
    checks = load_checks().checks
    return {
        "check": {name: getattr(check.name, language) for name, check in checks.items()},
        "finding": {name: getattr(check.message, language) for name, check in checks.items()},
        "hint": {name: getattr(check.hint, language) for name, check in checks.items()},
    }
