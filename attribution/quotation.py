"""Quotation marks: which of them open, which close, and what they enclose.

Newspapers mix « », “ ”, „ “, " and ', turn them the wrong way round (»المدينة»), glue a clitic before the opening one
(لـ«المدينة»), put blanks inside, and forget to close. Marks are paired inside a line (paragraph): the family of a mark
and what stands on either side decide, its direction only where these leave it open.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from attribution.document import Document, Span
from attribution.reading.entities import without_entities

__all__ = ["MARKS", "Quotation", "find_quotations", "pair_marks"]

_FAMILIES = {
    "«": "guillemet",
    "»": "guillemet",
    "“": "double",
    "”": "double",
    "„": "double",
    "‟": "double",
    '"': "double",
    "″": "double",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "'": "single",
}
MARKS = frozenset(_FAMILIES)
_NAME_WORDS = 3
_CLITICS = frozenset("بلكوفـ")
_AFTER_CLOSING = frozenset(" \t\u00a0.,،;؛:؟?!…)]}-–—/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    ``outer`` includes the marks, ``inner`` is between them with blanks at its ends left out. ``closed`` is false where
    the closing mark is missing: the quotation then runs to the end of its line. ``depth`` counts enclosing quotations.
    """

    outer: Span
    inner: Span
    depth: int
    closed: bool


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Every quotation of the document up to its last sentence's line, in order of their opening marks."""
    text = document.text
    end = text.find("\n", document.sentences[-1].span.end_char) if document.sentences else -1
    return pair_marks(text if end < 0 else text[:end])


def pair_marks(text: str) -> tuple[Quotation, ...]:
    """Pair the marks of a text, line by line.

    Examples
    --------
    >>> text = "قال: «نعمل ليلا ونهارا»."
    >>> [q.inner.of(text) for q in pair_marks(text)]
    ['نعمل ليلا ونهارا']

    Marks left as HTML entities count too; offsets are those of the text.

    >>> text = "قال: &quot;نعمل&quot;."
    >>> [q.inner.of(text) for q in pair_marks(text)]
    ['نعمل']
    """
    if "&" in text:
        plain, starts, ends = without_entities(text)
        if len(plain) < len(text):
            return tuple(_moved(q, starts, ends) for q in pair_marks(plain))
    found: list[Quotation] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += _pair_line(text, start, start + len(line.rstrip("\r\n")))
        start += len(line)
    return tuple(sorted(found, key=lambda q: (q.outer.start_char, -q.outer.end_char)))


def _moved(quotation: Quotation, starts: array[int], ends: array[int]) -> Quotation:
    """A quotation of the text without entities, at its place in the original."""
    outer, inner = (Span(starts[s.start_char], ends[s.end_char - 1]) for s in (quotation.outer, quotation.inner))
    return Quotation(outer, inner, quotation.depth, quotation.closed)


def _pair_line(text: str, start: int, end: int) -> list[Quotation]:
    marks = [i for i in range(start, end) if text[i] in MARKS and not _is_apostrophe(text, i, start, end)]
    found: list[Quotation] = []
    stack: list[int] = []
    for number, at in enumerate(marks):
        family = _FAMILIES[text[at]]
        opens, closes = _can_open(text, at, start, end), _can_close(text, at, start, end)
        match = next((k for k in range(len(stack) - 1, -1, -1) if _FAMILIES[text[stack[k]]] == family), None)
        if match is None:
            if opens or not closes or _lacks_opener(text, marks[number + 1 :], family, start, end):
                stack.append(at)
            continue
        if opens and not closes and not _closes_without_blank(text, at):
            stack.append(at)
            continue
        opener = stack[match]
        del stack[match:]
        found.append(_quotation(text, opener, at + 1, len(stack), closed=True))
    stack, mistyped = _pair_openers(text, stack)
    found += [_quotation(text, a, b + 1, 0, closed=True) for a, b in mistyped]
    for depth, opener in enumerate(stack):
        found.append(_quotation(text, opener, end, depth, closed=False))
    return [q for q in found if q.inner.start_char < q.inner.end_char]


def _pair_openers(text: str, stack: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Openers that lack a closer, without those that close a short name before them («قناة “العالم “الإيرانية»)."""
    left: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at in stack:
        if (
            left
            and _FAMILIES[text[left[-1]]] == _FAMILIES[text[at]]
            and len(text[left[-1] : at].split()) <= _NAME_WORDS
        ):
            pairs.append((left.pop(), at))
        else:
            left.append(at)
    return left, pairs


def _lacks_opener(text: str, later: list[int], family: str, start: int, end: int) -> bool:
    """Whether the next mark of the family can only close, so that a mark in closing position must be its opener."""
    following = next((at for at in later if _FAMILIES[text[at]] == family), None)
    return (
        following is not None and _can_close(text, following, start, end) and not _can_open(text, following, start, end)
    )


def _quotation(text: str, opener: int, end: int, depth: int, *, closed: bool) -> Quotation:
    first, last = opener + 1, end - 1 if closed else end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Quotation(Span(opener, end), Span(first, last), depth, closed)


def _can_open(text: str, at: int, start: int, end: int) -> bool:
    """Nothing, a blank, punctuation or a clitic before the mark, and a word right after it."""
    following = text[at + 1 : min(at + 3, end)]
    if not following or not (
        following[0].isalnum() or following[0] in MARKS or following[0] in "(…" or following == ".."
    ):
        return False
    return at == start or not text[at - 1].isalnum() or _after_clitic(text, at, start)


def _after_clitic(text: str, at: int, start: int) -> bool:
    if text[at - 1] == "ـ":
        return True
    word = at
    while word > start and text[word - 1].isalpha():
        word -= 1
    letters = text[word:at]
    return (letters != "" and all(c in _CLITICS for c in letters)) or letters in {
        "ال",
        "بال",
        "وال",
        "لل",
        "كال",
        "فال",
    }


def _can_close(text: str, at: int, start: int, end: int) -> bool:
    """A word or a stop right before the mark, and nothing, a blank or punctuation after it."""
    if at == start or text[at - 1].isspace():
        return False
    return at + 1 == end or text[at + 1] in _AFTER_CLOSING or text[at + 1] in MARKS


def _closes_without_blank(text: str, at: int) -> bool:
    """A straight mark right behind a stop, with no blank before the next sentence («"سنعود قريبا."وكانت …»)."""
    return text[at] == '"' and text[at - 1] in ".؟?!"


def _is_apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """A single mark inside or after a Latin word (O'Neill, drivers')."""
    if _FAMILIES[text[at]] != "single" or at == start:
        return False
    before = text[at - 1]
    return before.isascii() and before.isalpha() and at + 1 < end and text[at + 1].isascii() and text[at + 1].isalpha()
