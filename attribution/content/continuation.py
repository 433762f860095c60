"""Contents that go on behind the end of their sentence: cut for length, resumed by «وأن …», with a quotation open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attribution.content.context import Opening
from attribution.content.ending import sentence_part_end
from attribution.cues import Cue
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = ["end_in_next_sentence", "end_of_inner_quotation"]

_DOTS = frozenset({"..", "...", "…"})


def end_in_next_sentence(
    readings: Sequence[Reading], index: int, opening: Opening, end: int, cues: Sequence[Cue]
) -> int:
    """The end in the next sentence of what goes on there.

    Where this one was cut for its length, ends in a comma, in speech at two dots; where the next begins with
    «وأن …», «وإنه …».

    Parameters
    ----------
    readings : sequence of Reading
        Of the document.
    index : int
        The sentence in which the content opens.
    opening : Opening
        Where.
    end : int
        Offset of its end in that sentence.
    cues : sequence of Cue
        Those of the next sentence.
    """
    reading, following = readings[index], _next_of_paragraph(readings, index)
    left = reading.document.text[end : reading.sentence.span.end_char]
    if following is None or any(character.isalnum() for character in left):
        return end
    last, first = reading.units[-1], following.complementiser(0)
    cut = last.is_comma or (reading.sentence.cut and not last.is_stop)
    trails_off = opening.kind == "speech" and last.text in _DOTS
    conjoined = opening.kind == "clause" and first is not None and first.conjoined
    return (sentence_part_end(following, cues) or end) if cut or trails_off or conjoined else end


def _next_of_paragraph(readings: Sequence[Reading], index: int) -> Reading | None:
    following = readings[index + 1] if index + 1 < len(readings) else None
    same = following is not None and following.sentence.paragraph == readings[index].sentence.paragraph
    return following if same else None


def end_of_inner_quotation(opening: Opening, end: int, quotations: Iterable[Quotation]) -> int:
    """The end of a quotation that begins inside a content and runs over its sentence: «إن اسمه محمد «رأيت. ثم …»»."""
    ends = (
        quotation.outer.end_char
        for quotation in quotations
        if quotation.closed and opening.start_char < quotation.outer.start_char < end < quotation.inner.end_char
    )
    return max(ends, default=end)
