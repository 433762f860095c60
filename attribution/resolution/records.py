"""What resolution gives: the sources of an article and, for each mention, which of them it is."""

from __future__ import annotations

from dataclasses import dataclass

from attribution.document import Evidence, SourceType, Span

__all__ = ["Resolution", "Source", "SourceType"]


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
