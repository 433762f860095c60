"""The article as HTML with its cues, sources, contents and hedges marked."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from attribution.report.marking import Segment, segments
from attribution.report.model import DocumentRecord

__all__ = ["marked_article"]

_EMPTY = Markup("")
_CARRIAGE_RETURN = Markup("&#13;")
_PARAGRAPH = Markup("<p>{}</p>")
_HEADLINE = Markup("<h2>{}</h2>")
_SPAN = Markup("<span {}>{}</span>")
_CUE = Markup('<a {} href="#{}" data-number="{}">{}</a>')


def marked_article(document: DocumentRecord, prefix: str = "") -> Markup:
    """One paragraph a line, spans marked; stripped of tags it is the text (NUL, which HTML forbids, as U+FFFD).

    Parameters
    ----------
    document : DocumentRecord
        Whose spans may nest and overlap.
    prefix : str
        Before each id, to keep articles on one page apart.
    """
    seen: set[str] = set()
    title_start, title_end = document.title or (0, 0)
    pieces = []
    for line, line_end in _lines(segments(document)):
        if line:
            is_title = line[0].start < title_end and title_start < line[-1].end
            marked = _EMPTY.join(_marked(segment, prefix, seen) for segment in line)
            pieces.append((_HEADLINE if is_title else _PARAGRAPH).format(marked))
        pieces.append(_escaped(line_end))
    return _EMPTY.join(pieces)


def _lines(parts: tuple[Segment, ...]) -> Iterator[tuple[list[Segment], str]]:
    """The segments of each line and the line end that follows them."""
    line: list[Segment] = []
    for segment in parts:
        if segment.text.strip("\r\n"):
            line.append(segment)
        else:
            yield line, segment.text
            line = []
    yield line, ""


def _escaped(text: str) -> Markup:
    return escape(text.replace("\x00", "\ufffd")).replace("\r", _CARRIAGE_RETURN)


def _classes(segment: Segment) -> str:
    roles = {
        "cue": segment.cue is not None,
        "end": segment.last,
        "source": bool(segment.sources),
        "hedge": segment.hedge,
        "content": segment.depth > 0,
        "deep": segment.depth > 1,
    }
    return " ".join(["mark", *(role for role, holds in roles.items() if holds)])


def _marked(segment: Segment, prefix: str, seen: set[str]) -> Markup:
    """A segment; only the first piece of a cue is a tab stop and has its id."""
    text = _escaped(segment.text)
    if not segment.marked:
        return text
    attributes = {
        "class": _classes(segment),
        "data-claims": " ".join(prefix + claim for claim in segment.claims),
        "data-sources": " ".join(prefix + source for source in segment.sources),
    }
    if segment.cue is None:
        return _SPAN.format(_attributes(attributes), text)
    anchor = prefix + segment.cue
    attributes |= {"tabindex": "-1"} if segment.cue in seen else {"id": f"cue-{anchor}"}
    seen.add(segment.cue)
    return _CUE.format(_attributes(attributes), anchor, segment.cue, text)


def _attributes(values: dict[str, str]) -> Markup:
    return Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in values.items() if value)
