"""Sentences by rule, on the original text, before any model sees it.

A line is a paragraph. Inside it a sentence ends at ``. ؟ ? ! …`` unless the mark stands inside quotation marks that
close in the same paragraph, after an initial or an abbreviation, or inside a number, an address or a name. What is
still too long for the parser is cut at the best punctuation there is, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from attribution.document import Span

__all__ = [
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "SentenceSpan",
    "closed_quotations",
    "joins_letter_names",
    "split_sentences",
]

MAX_WORDS = 120
MAX_CHARACTERS = 900

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.؟?!…۔]+")
_CLOSING = "\"'”“’»›)]}"
_ASCII_OR_CURLY = '"“”„‟'
_LETTER = re.compile(r"[^\W\d_]")
# The word right before a stop that is an initial (أ. ب.), a title (د.) or a Latin abbreviation (Dr.).
_INITIAL = re.compile(r"(?:^|[\s(\[«\"“”.])(?:[^\W\d_]|(?i:mr|mrs|ms|dr|prof|gen|st|vs|no))$")
# Latin letters by their Arabic names, as abbreviations are written («سي. آي. إيه», «أر.إم 52»).
_LETTER_NAMES = (
    "[أاإآ]ي|[أاإ]يه|بي|سي|دي|[إا]ف|جي|[إا]تش|جيه|كي|[إا]ل|[إا]م|[إا]ن|[أا]و|كيو|[أا]ر|[إا]س|تي|يو|دبليو|[إا]كس|واي|زد"
)
_ENDS_IN_LETTER_NAME = re.compile(rf"(?<!\w)(?:{_LETTER_NAMES})$")
_BEGINS_WITH_LETTER_NAME = re.compile(rf" ?(?:{_LETTER_NAMES})(?!\w)")
_WORD = re.compile(r"\S+")
_CUTS = (re.compile(r"[.؟?!…۔]+[\"'”»)\]]*(?=\s)"), re.compile(r"[؛;:]"), re.compile(r"[،,\-–—]"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands; ``paragraph`` and ``cut`` as in :class:`attribution.document.Sentence`."""

    span: Span
    paragraph: int
    cut: bool = False


def split_sentences(text: str, *, title: Span | None = None) -> tuple[SentenceSpan, ...]:
    """The sentences of an article, in order.

    Parameters
    ----------
    text : str
        The decoded original.
    title : Span, optional
        A headline is one sentence whatever stops it has («بعد الحريق.. الوزارة: لا إصابات»).

    Returns
    -------
    tuple of SentenceSpan
        Spans do not overlap, hold no line break and have no white space at their ends; together they hold every
        character of the text that is not white space.

    Examples
    --------
    >>> [s.span.of(t) for t in ["وصل د. سامي الساعة 3.30. ثم غادر."] for s in split_sentences(t)]
    ['وصل د. سامي الساعة 3.30.', 'ثم غادر.']
    """
    return tuple(_sentences(text, title))


def closed_quotations(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Stretches between quotation marks that open and close in ``text[start:end]``, outermost only.

    A mark that does not close there protects nothing: one forgotten » must not join the rest of the article. For the
    marks that open and close alike, the side that the white space is on decides.
    """
    spans: list[Span] = []
    guillemets: list[int] = []
    opened: int | None = None
    for index in range(start, end):
        character = text[index]
        if character == "«":
            guillemets.append(index)
        elif character == "»":
            if guillemets:
                spans.append(Span(guillemets.pop(), index + 1))
        elif character in _ASCII_OR_CURLY:
            may_open, may_close = _quote_sides(text, index, start, end)
            if opened is not None and may_close:
                spans.append(Span(opened, index + 1))
                opened = None
            elif may_open:
                opened = index
    return tuple(_outermost(spans))


def _sentences(text: str, title: Span | None) -> Iterator[SentenceSpan]:
    paragraph = -1
    for line in _LINE.finditer(text):
        whole = _trim(text, *line.span())
        if whole is None:
            continue
        paragraph += 1
        pieces = [whole] if title is not None and title.overlaps(whole) else list(_split_paragraph(text, whole))
        for piece in pieces:
            bounded = list(_bound(text, piece))
            for part in bounded:
                yield SentenceSpan(part, paragraph, cut=len(bounded) > 1)


def _split_paragraph(text: str, whole: Span) -> Iterator[Span]:
    quotations = iter(closed_quotations(text, *whole))
    quotation = next(quotations, None)
    begin = whole.start_char
    for stop in _STOP.finditer(text, *whole):
        if stop.start() < begin:
            continue
        end = stop.end()
        while quotation is not None and quotation.end_char <= stop.start():
            quotation = next(quotations, None)
        if quotation is not None and quotation.start_char < stop.start():
            # A stop right before the closing mark ends the sentence, unless the sentence goes on after the mark.
            if text[end : quotation.end_char].strip(_CLOSING + " ") or not _new_start(text, quotation.end_char, whole):
                continue
            end = quotation.end_char
        elif not _ends_sentence(text, stop, begin, whole.end_char):
            continue
        while end < whole.end_char and text[end] in _CLOSING and not _opens(text, end, whole):
            end += 1
        piece = _trim(text, begin, end)
        if piece is not None:
            yield piece
        begin = end
    last = _trim(text, begin, whole.end_char)
    if last is not None:
        yield last


def _ends_sentence(text: str, stop: re.Match[str], begin: int, end: int) -> bool:
    before = text[max(begin, stop.start() - 8) : stop.start()]
    after = text[stop.end()] if stop.end() < end else " "
    if after in "؟?!،؛,;:":
        return False
    if stop.group() != ".":
        return True
    if _INITIAL.search(before):
        return stop.end() == end
    if joins_letter_names(text, stop.start(), end):
        return False
    if after.isspace() or after in _CLOSING or after in "«([":
        return True
    # «قال ذلك.وأضاف»: a missing space, but not a number, a name (U.N.), an abbreviation (ش.م.م) or an address.
    return _is_arabic(before[-1:]) and _is_arabic(after) and _is_arabic(text[stop.end() + 1 : stop.end() + 2])


def joins_letter_names(text: str, point: int, end: int) -> bool:
    """Whether a full stop stands between the names of Latin letters («سي. إن», «أر.إم»)."""
    before = text[max(point - 8, 0) : point]
    return (
        _ENDS_IN_LETTER_NAME.search(before) is not None
        and _BEGINS_WITH_LETTER_NAME.match(text, point + 1, end) is not None
    )


def _new_start(text: str, index: int, whole: Span) -> bool:
    """Whether a sentence may begin at ``index``: at the end, or after white space and not with a joining mark."""
    if index >= whole.end_char:
        return True
    rest = text[index : whole.end_char].lstrip()
    return text[index].isspace() and bool(rest) and rest[0] not in "،؛,;:.؟?!-–—)"


def _opens(text: str, index: int, whole: Span) -> bool:
    return text[index] in _ASCII_OR_CURLY and _quote_sides(text, index, *whole) == (True, False)


def _quote_sides(text: str, index: int, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark that opens and closes alike may open, and may close, judged by its neighbours."""
    before = text[index - 1] if index > start else " "
    after = text[index + 1] if index + 1 < end else " "
    space_before = before.isspace() or before in "([«:-–—"
    space_after = after.isspace() or after in ")]»،؛,;:.؟?!…-–—"
    if space_before == space_after:
        return True, True
    return space_before, space_after


def _bound(text: str, span: Span) -> Iterator[Span]:
    """The span itself, or the parts that it is cut into."""
    while _too_long(text, span):
        limit = _limit(text, span)
        cut = _cut_place(text, span.start_char, limit)
        head = _trim(text, span.start_char, cut)
        if head is not None:
            yield head
        rest = _trim(text, cut, span.end_char)
        if rest is None:
            return
        span = rest
    yield span


def _too_long(text: str, span: Span) -> bool:
    length = span.end_char - span.start_char
    return length > MAX_CHARACTERS or (length > 2 * MAX_WORDS and _limit(text, span) < span.end_char)


def _limit(text: str, span: Span) -> int:
    """The furthest end of a part: the bound in words or in characters, whichever comes first."""
    end = min(span.end_char, span.start_char + MAX_CHARACTERS)
    last = next(islice(_WORD.finditer(text, span.start_char, end), MAX_WORDS - 1, None), None)
    return end if last is None else last.end()


def _cut_place(text: str, start: int, limit: int) -> int:
    """The last good place to cut in the second half of ``text[start:limit]``; the limit itself if there is none."""
    middle = start + (limit - start) // 2
    for pattern in _CUTS:
        places = [match.end() for match in pattern.finditer(text, middle, limit)]
        if places:
            return places[-1]
    return limit


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _outermost(spans: list[Span]) -> Iterator[Span]:
    reach = -1
    for span in sorted(spans, key=lambda s: (s.start_char, -s.end_char)):
        if span.end_char > reach:
            yield span
            reach = span.end_char


def _is_arabic(character: str) -> bool:
    return bool(character) and "\u0620" <= character <= "\u06d3" and bool(_LETTER.match(character))
