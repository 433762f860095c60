"""Resolution: which source a mention refers to in the whole article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.document import Document, Evidence, Span
from attribution.lexicon import Lexicon
from attribution.sources import Mention

__all__ = ["Resolution", "Source", "SourceType", "resolve"]

SourceType = Literal[
    "person",
    "official",
    "unnamed_official",
    "anonymous",
    "organization",
    "media",
    "document",
    "group",
    "unspecified",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something that claims are credited to.

    ``id`` is ``S1``, ``S2`` … in order of first mention; ``name`` the fullest mention's text; ``mentions`` every span
    that refers to it, in text order; ``anonymity_reason`` the words that say why it is not named, if any do.
    """

    id: str
    name: str
    type: SourceType
    mentions: tuple[Span, ...]
    anonymity_reason: Span | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All sources, and for each mention the id of its source (None: nobody named or recoverable)."""

    sources: tuple[Source, ...]
    assigned: tuple[str | None, ...]
    warnings: tuple[str, ...]


def resolve(document: Document, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Resolution:
    """Resolve every mention over the whole article."""
    raise NotImplementedError
