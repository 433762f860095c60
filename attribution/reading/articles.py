"""From decoded text to a document: the headline, and what is legal but worth a warning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from attribution.document import Document, Span
from attribution.errors import UnreadableInput
from attribution.reading.language import require_arabic

__all__ = ["article", "find_title"]

_INVISIBLE = r"\s\x00\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_VISIBLE = re.compile(f"[^{_INVISIBLE}]")
_VISIBLE_STRETCH = re.compile(f"[^{_INVISIBLE}](?:.*[^{_INVISIBLE}])?", re.DOTALL)
_LONGEST_TITLE = 250
_LARGE = 2_000_000
_SENTENCE_MARK = re.compile(r"[.؟!…?۔]")
_FEW_MARKS_LENGTH = 600


def article(
    text: str,
    *,
    id: str,  # noqa: A002 - the name of Document's field
    source: str,
    title: Span | None = None,
    encoding: str | None = None,
    metadata: Mapping[str, object] | None = None,
) -> Document:
    """A document, checked.

    Parameters
    ----------
    text : str
        The decoded original.
    id, source, encoding, metadata
        As in :class:`attribution.document.Document`.
    title : Span, optional
        The headline where the input names it; otherwise it is looked for with :func:`find_title`.

    Raises
    ------
    UnreadableInput
        If the text is blank.
    UnsupportedLanguage
        If it is not Arabic.
    """
    if not _VISIBLE.search(text):
        raise UnreadableInput("there is only white space", place=source, way_out="give a file with text")
    require_arabic(text, source)
    document = Document(
        id=id,
        text=text,
        title=title if title is not None else find_title(text),
        metadata=dict(metadata or {}),
        source=source,
        encoding=encoding,
    )
    return replace(document, warnings=_warnings(text))


def find_title(text: str) -> Span | None:
    r"""The first line, if a blank line or a much longer paragraph follows it.

    "Much longer" is at least twice as long. A line of more than 250 characters is no headline.

    Examples
    --------
    >>> find_title("اتفاق جديد\n\nقال الوزير إن الاتفاق وقع.")
    Span(start_char=0, end_char=10)
    >>> find_title("سطر واحد")
    """
    lines = list(_lines(text))
    first = next((i for i, span in enumerate(lines) if span is not None), None)
    if first is None:
        return None
    title = lines[first]
    following = next((span for span in lines[first + 1 :] if span is not None), None)
    if title is None or following is None or _size(title) > _LONGEST_TITLE:
        return None
    blank_between = lines[first + 1] is None
    return title if blank_between or _size(following) >= 2 * _size(title) else None


def _lines(text: str) -> list[Span | None]:
    """The first lines without white space at their ends; None for a blank one."""
    spans: list[Span | None] = []
    start = 0
    for line in text[: 4 * _LONGEST_TITLE + 4000].splitlines(keepends=True):
        visible = _VISIBLE_STRETCH.search(line)
        spans.append(Span(start + visible.start(), start + visible.end()) if visible else None)
        start += len(line)
    return spans


def _size(span: Span) -> int:
    return span.end_char - span.start_char


def _warnings(text: str) -> tuple[str, ...]:
    found = []
    if "\x00" in text:
        found.append(f"{text.count(chr(0))} NUL characters in the text, read as spaces")
    if "\ufffd" in text:
        found.append(f"{text.count(chr(0xFFFD))} replacement characters (U+FFFD): the text was damaged before")
    if len(text) > _LARGE:
        found.append(f"a very long text ({len(text):,} characters): is it one article?")
    if len(text) > _FEW_MARKS_LENGTH and not _SENTENCE_MARK.search(text):
        found.append("no sentence punctuation: sentences are cut by length, and parses may be poor")
    return tuple(found)
