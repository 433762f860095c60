"""A content without what does not belong to it at its ends: stops, blanks, outer quotation marks."""

from __future__ import annotations

from attribution.document import Span
from attribution.quotation import MARKS, Quotation
from attribution.syntax import Reading

__all__ = ["trim"]

_STRIPPED = " \t\u00a0.،,؛;:–—-ـ"


def trim(reading: Reading, span: Span) -> Span | None:
    """A content without stops and blanks at its ends and without quotation marks that enclose it or lack their pair."""
    text, quotations = reading.document.text, reading.quotations
    start, end = span
    changed = True
    while changed and start < end:
        changed = False
        while start < end and (text[start].isspace() or text[start] in "،,؛;:.–—"):
            start, changed = start + 1, True
        while start < end and (
            text[end - 1].isspace() or (text[end - 1] in _STRIPPED and not _closes_aside(text, start, end))
        ):
            end, changed = end - 1, True
        for quotation in quotations:
            outer = quotation.outer
            if outer.start_char == start and (outer.end_char == end or not quotation.closed):
                start, changed = quotation.inner.start_char, True
                end = min(end, quotation.inner.end_char)
                break
        else:
            if start < end and text[start] in MARKS and not any(q.outer.start_char == start for q in quotations):
                start, changed = start + 1, True
            if start < end and text[end - 1] in MARKS and not _paired(end, start, quotations):
                end, changed = end - 1, True
    return Span(start, end) if start < end else None


def _paired(end: int, start: int, quotations: tuple[Quotation, ...]) -> bool:
    return any(q.closed and q.outer.end_char == end and q.outer.start_char >= start for q in quotations)


def _closes_aside(text: str, start: int, end: int) -> bool:
    """A closing dash of «- حفظه الله -»."""
    return text[end - 1] in "-–—" and any(mark in text[start : end - 1] for mark in (" -", " –", " —"))
