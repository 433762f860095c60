"""Content that goes on behind the stop of its sentence: in a quotation, over dots, with a further «وإن …»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attribution.content.context import Opening
from attribution.content.ending import sentence_part_end
from attribution.cues import Cue
from attribution.document import Word
from attribution.function_words import folded
from attribution.lexicon import fold
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = ["continued_end", "end_behind_cut"]

_STOPS = ".؟?!…"
_SPOKEN = ("content.speech_after_colon", "content.bare_speech")
_LONGEST_QUOTATION = 1500
_HANGS_ON = folded("حيث إذ لأن لأنه لأنها")
_WE = folded("أنا نحن نا")
_NEAR, _SHORTEST = 5, 4


def continued_end(
    readings: Sequence[Reading],
    index: int,
    opening: Opening,
    end: int,
    reports: Callable[[int], bool],
) -> int:
    """Where a content ends that its sentence ends at ``end``.

    Parameters
    ----------
    readings : sequence of Reading
        All sentences.
    index : int
        The sentence of the content.
    opening : Opening
        Where the content begins.
    end : int
        Offset at which the content ends in its sentence.
    reports : callable
        Whether a finite verb reports in the sentence with an index.
    """
    reading = readings[index]
    text = reading.document.text
    if opening.quotation is None and text[end : end + 1] not in (*_STOPS, "") and end < reading.sentence.span.end_char:
        return end
    if opening.quotation is not None and opening.quotation.closed:
        if not _at_the_end(reading, end):
            return end
        return _with_further_clauses(readings, index, opening, end, reports)
    around = _quotation_around(opening, end, reading.quotations)
    if around is not None and around.closed:
        return around.outer.end_char
    if not _at_the_end(reading, end):
        return end
    if around is not None or (opening.quotation is not None and not opening.quotation.closed):
        return _last_of(readings, index, end, lambda i: not reports(i) and not _ends_in_mark(readings[i - 1]))
    if opening.rule in _SPOKEN:
        return _last_of(
            readings,
            index,
            end,
            lambda i: not reports(i) and (_ends_in_dots(readings[i - 1]) or _speaks_on(readings[i])),
        )
    if opening.kind == "clause":
        return _with_further_clauses(readings, index, opening, end, reports)
    return end


def _with_further_clauses(
    readings: Sequence[Reading], index: int, opening: Opening, end: int, reports: Callable[[int], bool]
) -> int:
    """With the «وإنه …» of the next sentences; a quotation right after إن is the first of the clauses."""
    if opening.kind != "clause" and opening.rule != "content.quote_after_complementiser":
        return end
    return _last_of(readings, index, end, lambda i: _begins_with_and_that(readings[i]) and not reports(i))


def _quotation_around(opening: Opening, end: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation that opens inside a content and holds its end: «… نموذج "هو نموذج مصالحة. ونحن …"»."""
    return next(
        (
            q
            for q in quotations
            if opening.start_char < q.outer.start_char < end < q.inner.end_char
            and q.inner.end_char - q.inner.start_char < _LONGEST_QUOTATION
        ),
        None,
    )


def _at_the_end(reading: Reading, end: int) -> bool:
    """Whether nothing but marks stands behind an offset in its sentence."""
    return all(u.is_punctuation for u in reading.units[reading.unit_at(end) :])


def _last_of(readings: Sequence[Reading], index: int, end: int, goes_on: Callable[[int], bool]) -> int:
    """The end of the last of the next sentences of the paragraph that go on with the content."""
    paragraph = readings[index].sentence.paragraph
    following = index + 1
    while following < len(readings) and readings[following].sentence.paragraph == paragraph and goes_on(following):
        end = readings[following].sentence.span.end_char
        following += 1
    return end


def _ends_in_dots(reading: Reading) -> bool:
    return reading.sentence.span.of(reading.document.text).rstrip().endswith(("..", "…"))


def _speaks_on(reading: Reading) -> bool:
    """«كما أوجدنا مسارات …», «ونحن …», «حيث أصبح …»: the first person near the start, or a clause that hangs on."""
    first = reading.following(-1)
    if first is None or first.is_in(_HANGS_ON):
        return first is not None
    return any(_is_first_person(word) for unit in reading.units[:_NEAR] for word in unit.words)


def _is_first_person(word: Word) -> bool:
    """By its tag or, where the parser knows no first person, by its letters («بنينا», «لننبذ», «هدفنا»)."""
    if word.feats.get("Person") == "1" or fold(word.form) in _WE:
        return True
    return word.upos == "X" and (word.form.endswith("نا") or word.form.startswith("لن")) and len(word.form) > _SHORTEST


def _ends_in_mark(reading: Reading) -> bool:
    """Whether a quotation mark closes a sentence, be it of another kind than the one that opened it."""
    last = [u for u in reading.units[-3:] if u.is_punctuation]
    return any(u.is_mark for u in last)


def _begins_with_and_that(reading: Reading) -> bool:
    """«وإن …», «وأنه …» at the head of a sentence goes on with what was said before."""
    complementiser = reading.complementiser(0)
    return complementiser is not None and complementiser.conjoined


def end_behind_cut(readings: Sequence[Reading], index: int, opening: Opening, end: int, cues: Sequence[Cue]) -> int:
    """The end in the next part of a stretch that was cut for its length, with no stop.

    Parameters
    ----------
    readings : sequence of Reading
        All sentences.
    index : int
        The sentence of the content.
    opening : Opening
        Where the content begins.
    end : int
        Offset at which the content ends in its sentence.
    cues : sequence of Cue
        Those of the next sentence.
    """
    reading = readings[index]
    following = readings[index + 1] if index + 1 < len(readings) else None
    if opening.quotation is not None or following is None or not _at_the_end(reading, end):
        return end
    last, same = reading.units[-1], following.sentence.paragraph == reading.sentence.paragraph
    cut = last.is_comma or (reading.sentence.cut and not last.is_stop)
    return (sentence_part_end(following, cues) or end) if cut and same else end
