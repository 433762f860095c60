"""HTML entities that are left in a text (&quot;, &#8220;, &amp;): read as the characters they stand for.

The text is not changed, so no offset moves: who reads it asks here what stands at a place.
"""

from __future__ import annotations

import html
import re
from array import array

__all__ = ["entity_at", "without_entities"]

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")


def entity_at(text: str, index: int) -> tuple[str, int] | None:
    """The character that the entity at an offset stands for, and where the entity ends.

    Examples
    --------
    >>> entity_at("&quot;نعم&quot;", 0)
    ('"', 6)
    >>> entity_at("نعم", 0) is None
    True
    """
    found = _ENTITY.match(text, index) if text[index] == "&" else None
    if found is None:
        return None
    character = html.unescape(found.group())
    return (character, found.end()) if len(character) == 1 else None


def without_entities(text: str) -> tuple[str, array[int], array[int]]:
    """A text with its entities read, and the range of original offsets that each of its characters came from."""
    characters: list[str] = []
    starts, ends = array("q"), array("q")
    index = 0
    while index < len(text):
        character, after = entity_at(text, index) or (text[index], index + 1)
        characters.append(character)
        starts.append(index)
        ends.append(after)
        index = after
    return "".join(characters), starts, ends
