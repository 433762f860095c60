"""Looking up spans by place, without trying them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from attribution.document import Span

__all__ = ["SpanIndex", "characters", "similarity"]

_BLOCK = 256
_Item = TypeVar("_Item")


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    """The places of all characters in half-open ranges."""
    return {place for start, end in spans for place in range(start, end)}


def similarity(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> float:
    """Characters that two lots of half-open ranges share, over those that either has; 0 where both are empty.

    Examples
    --------
    >>> similarity([(0, 4)], [(2, 4), (6, 8)])
    0.3333333333333333
    """
    mine, theirs = characters(one), characters(other)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


class SpanIndex(Generic[_Item]):
    """Things that stand somewhere in a text, filed by blocks of 256 characters.

    Parameters
    ----------
    spans : iterable of (Span, item)
        Where each thing stands; one may stand in several places.

    Examples
    --------
    >>> index = SpanIndex([(Span(0, 400), "a"), (Span(300, 310), "b")])
    >>> [item for _, item in index.near(Span(305, 306))], [item for _, item in index.near(Span(10, 20))]
    (['a', 'b'], ['a'])
    """

    def __init__(self, spans: Iterable[tuple[Span, _Item]]) -> None:
        self._blocks: defaultdict[int, list[tuple[Span, _Item]]] = defaultdict(list)
        for span, item in spans:
            for block in range(span.start_char // _BLOCK, span.end_char // _BLOCK + 1):
                self._blocks[block].append((span, item))

    def near(self, span: Span) -> list[tuple[Span, _Item]]:
        """All that overlaps a span or holds its start, in the order given, and no more than is in its blocks."""
        first, last = span.start_char // _BLOCK, span.end_char // _BLOCK
        if first == last:
            return self._blocks.get(first, [])
        found = {id(pair): pair for block in range(first, last + 1) for pair in self._blocks.get(block, ())}
        return list(found.values())
