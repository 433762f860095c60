"""The passive with «تم»: «تم التأكيد على أن», «تمت إفادتها بأن», «لم يتم الكشف عن …»."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.cues.record import Cue, evidence_of, negator_before
from attribution.document import Span
from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.lexicon import CueEntry, Lexicon, VerbForm, fold
from attribution.syntax import Reading, Unit

__all__ = ["periphrastic_passives"]

_DONE = folded("تم تمت جرى جرت وقع")
_NOT_DONE = folded("يتم تتم يجر تجر يقع")
"""After لم only: «يتم الإعلان عن …» is a habit or a plan."""
_REACH = 7


def periphrastic_passives(reading: Reading, lexicon: Lexicon) -> Iterator[Cue]:
    """A cue for «تم» with the masdar of a verb of reporting right behind it, where a clause or its preposition follows.

    «تم إعلان النتائج» and «تم إقرار القانون» are deeds.
    """
    for done in reading.units[:-1]:
        masdar = reading.units[done.index + 1]
        negator = negator_before(reading, done)
        if not (done.is_in(_DONE) if negator is None else done.is_in(_NOT_DONE)):
            continue
        form = _masdar_form(masdar, lexicon)
        if form is None or not _introduces(reading, masdar, form.entry, negated=negator is not None):
            continue
        words: tuple[int, ...] = (done.head.id, masdar.head.id)
        start = done.span.start_char
        if negator is not None:
            words, start = (negator.head.id, *words), negator.span.start_char
        yield Cue(
            reading.sentence.index,
            words,
            masdar.head.id,
            Span(start, masdar.span.end_char),
            form.entry.id,
            "passive",
            negated=negator is not None,
            evidence=evidence_of(reading, "cue.verb", form.entry.id, words),
        )


def _masdar_form(unit: Unit, lexicon: Lexicon) -> VerbForm | None:
    if unit.conjunction or unit.words[0].upos == "ADP":
        return None
    forms = lexicon.verb_forms(unit.head.form)
    return next((f for f in forms if f.part == "masdar"), None)


def _introduces(reading: Reading, masdar: Unit, entry: CueEntry, *, negated: bool) -> bool:
    """Whether أن follows, or a preposition of the entry with a happening; under negation with any noun."""
    prepositions = {fold(p) for frame in entry.frames for p in frame.introduced_by if p}
    for unit in reading.units[masdar.index + 1 : masdar.index + _REACH]:
        if reading.complementiser(unit.index) is not None:
            return True
        if unit.is_punctuation or unit.is_verb or unit.is_relative:
            return False
        if unit.key in prepositions and unit.index + 1 < len(reading.units):
            following = reading.units[unit.index + 1]
            return reading.complementiser(following.index) is not None or negated or is_event_noun(following)
    return False
