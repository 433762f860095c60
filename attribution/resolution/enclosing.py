"""Whose words a cue stands inside, and which attributions share them."""

from __future__ import annotations

from attribution.intervals import SpanIndex, characters
from attribution.sources import Mention

__all__ = ["innermost_holders", "same_content"]

_SAME = 0.8


def innermost_holders(mentions: tuple[Mention, ...], contents: SpanIndex[int]) -> list[int | None]:
    """For each mention the one whose content holds its cue.

    The smallest content; of equals that of the last cue («نقلت الوكالة عنه *قوله*»).
    """
    return [_innermost(mentions, contents, index) for index in range(len(mentions))]


def _innermost(mentions: tuple[Mention, ...], contents: SpanIndex[int], index: int) -> int | None:
    cue = mentions[index].content.cue.span
    holders = {
        place
        for span, place in contents.near(cue)
        if place != index and span.contains(cue) and not _closes(mentions, place, index)
    }
    return min(holders, key=lambda i: (_size(mentions[i]), -mentions[i].content.cue.span.start_char), default=None)


def _closes(mentions: tuple[Mention, ...], particle: int, index: int) -> bool:
    """Whether a particle closes the clause that a cue opens: «أكد أن …، بحسب تصريحاته» is nobody else's words."""
    closing, cue = mentions[particle].content.cue, mentions[index].content.cue
    return closing.part == "particle" and closing.span.start_char > cue.span.start_char


def _size(mention: Mention) -> int:
    return sum(span.end_char - span.start_char for span in mention.content.spans)


def same_content(first: Mention, second: Mention) -> bool:
    """Whether two attributions are over nearly the same words."""
    mine, theirs = characters(first.content.spans), characters(second.content.spans)
    return bool(mine) and len(mine & theirs) >= _SAME * min(len(mine), len(theirs))
