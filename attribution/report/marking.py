"""Marks in the article: overlapping and nested spans as a flat row of segments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from attribution.report.model import ClaimRecord, DocumentRecord, SpanPair

__all__ = ["Segment", "segments"]

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the article over which the same spans hold.

    ``claims`` are the ids of all claims that it belongs to in any role, innermost content first; ``cue`` the claim that
    it is the cue of; ``last`` whether that cue ends here; ``depth`` how many contents lie over it.
    """

    start: int
    end: int
    text: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    cue: str | None
    last: bool
    hedge: bool
    depth: int

    @property
    def marked(self) -> bool:
        """Whether any span covers the segment."""
        return bool(self.claims or self.sources)


@dataclass(frozen=True, slots=True)
class _Mark:
    span: SpanPair
    role: str
    key: str


def _claim_marks(claim: ClaimRecord) -> Iterator[_Mark]:
    yield _Mark(claim.cue, "cue", claim.id)
    yield from (_Mark(span, "content", claim.id) for span in claim.content)
    yield from (_Mark(span, "hedge", claim.id) for span in claim.hedges)
    if claim.source_span:
        yield _Mark(claim.source_span, "speaker", claim.id)
        if claim.source:
            yield _Mark(claim.source_span, "source", claim.source)


def _marks(document: DocumentRecord) -> Iterator[_Mark]:
    for claim in document.claims:
        yield from _claim_marks(claim)
    for source in document.sources:
        yield from (_Mark(span, "source", source.id) for span in source.mentions)


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _segment(text: str, start: int, end: int, active: list[_Mark]) -> Segment:
    by_size = sorted(active, key=lambda mark: (mark.span[1] - mark.span[0], mark.span, mark.key))
    cue = next((mark for mark in by_size if mark.role == "cue"), None)
    owned = [mark.key for mark in by_size if mark.role != "source"]
    return Segment(
        start=start,
        end=end,
        text=text[start:end],
        claims=_unique([cue.key, *owned] if cue else owned),
        sources=_unique(mark.key for mark in by_size if mark.role == "source"),
        cue=cue.key if cue else None,
        last=cue is not None and cue.span[1] == end,
        hedge=any(mark.role == "hedge" for mark in active),
        depth=len({mark.key for mark in active if mark.role == "content"}),
    )


def segments(document: DocumentRecord) -> tuple[Segment, ...]:
    """Cut the text wherever a span starts or ends and around line ends.

    Returns
    -------
    tuple of Segment
        In text order, none empty; their texts joined are the document's text.
    """
    text = document.text
    marks = sorted(_marks(document), key=lambda mark: (mark.span, mark.role, mark.key))
    edges = {0, len(text)} | {edge for mark in marks for edge in mark.span}
    edges |= {edge for match in _NEWLINE.finditer(text) for edge in match.span()}
    ordered = sorted(edges)
    result = []
    active: list[_Mark] = []
    upcoming = 0
    for start, end in pairwise(ordered):
        while upcoming < len(marks) and marks[upcoming].span[0] <= start:
            active.append(marks[upcoming])
            upcoming += 1
        active = [mark for mark in active if mark.span[1] > start]
        result.append(_segment(text, start, end, active))
    return tuple(result)
