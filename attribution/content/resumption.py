"""A content that stands before its verb: «…، وهو ما نفاه الوزير», «الأمر الذي أكده», «التعديل الذي أعلن عنه»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from attribution.content.record import Content
from attribution.content.wording import main_predicate
from attribution.cues import Cue
from attribution.document import Evidence, Span
from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.lexicon import fold
from attribution.nominal import is_annexed, skip_settings
from attribution.syntax import Reading, Unit

__all__ = ["antecedent", "resume", "resumed_at", "tells_this", "told_before"]

_THIS = folded("هو هي هذا ذلك")
_THING = folded("الأمر الشيء")
_WHICH = folded("الذي")
_REACH_OF_PRONOUN = 6
_TOPIC_PRONOUN = folded("بشأنه بشأنها عليه عليها عنه عنها حوله حولها")
_ABOUT_IT = folded("عنه عنها عنهما عنهم")
_CLAIMS = frozenset({"verb.tabanna", "verb.tabanna_hu"})
_ATTACKS = folded(
    """
    هجوم هجومين هجوما هجمات تفجير تفجيرين تفجيرا تفجيرات اعتداء اعتداءات عملية عمليات اغتيال قتل خطف اختطاف انفجار
    قصف محاولة مجزرة إطلاق سلسلة
    """
)
_ESTIMATES = "verb.qaddara"
_ASCRIBES = {_ESTIMATES: folded("ب"), "verb.nasaba": folded("إلى ل")}
_VERBAL = frozenset({"finite", "passive"})
_PLACES_BEFORE = 2
_LONGEST_DEED = 12
"""Tokens of a deed before the verb that claims it («هجمات في مواقع مختلفة من العاصمة تبناها …»)."""
_ALL_THIS = folded("ذلك بذلك")
_LONGEST_DATELINE = 8
_SHORTEST_RESUMPTION = 4


def resumed_at(reading: Reading, cue: Cue) -> int | None:
    """The token of «وهو ما …» or «الأمر الذي …» right before a cue whose object pronoun takes up what was said."""
    first = reading.unit_of(min(cue.words)).index
    if cue.part not in _VERBAL or first < _PLACES_BEFORE or not _has_resumptive(reading, cue):
        return None
    one, two = reading.units[first - 1], reading.units[first - 2]
    if one.key == "ما" and two.is_in(_THIS):
        return two.index
    if one.is_in(_WHICH) and two.is_in(_THING):
        further = two.index - 1
        start = further if further >= 0 and reading.units[further].is_in(_THIS) else two.index
        set_off = start == 0 or reading.units[start].conjunction or reading.units[start - 1].is_punctuation
        return start if set_off else None
    return None


def _has_resumptive(reading: Reading, cue: Cue) -> bool:
    verb = reading.unit_of(cue.head)
    if _ends_in_pronoun(verb):
        return True
    last = reading.unit_of(max(cue.words)).index
    return any(u.is_in(_TOPIC_PRONOUN) for u in reading.units[last : last + _REACH_OF_PRONOUN])


def _ends_in_pronoun(unit: Unit) -> bool:
    return unit.words[-1].upos == "PRON" or unit.key.endswith(("ه", "ها"))


def resume(reading: Reading, cue: Cue, start: int, contents: Mapping[Cue, Content]) -> dict[Cue, Content]:
    """The contents with that of a resuming cue: what the attribution before it credits, or the clause before it.

    A content that ran on over «وهو ما …» ends before it. What is only described («وهو ما وصفه بالخطأ») keeps what it
    is said to be.
    """
    cut = _end_before(reading, start)
    found = dict(contents)
    antecedents = [
        c for c in contents.values() if c.cue != cue and c.spans[0].start_char < cut <= c.spans[-1].end_char + 1
    ]
    for content in antecedents:
        found[content.cue] = replace(content, spans=_cut(content.spans, cut))
    if cue in contents and contents[cue].frame == "predication":
        return found
    if antecedents:
        nearest = found[max(antecedents, key=lambda c: c.spans[0].start_char).cue]
        spans, head, quote = nearest.spans, nearest.head, nearest.quote
    else:
        clause = _clause_before(reading, cut)
        spans, head, quote = (clause,), main_predicate(reading, (clause,)), "indirect"
    evidence = Evidence("content.resumed", cue.entry, (cue.ref,), spans)
    found[cue] = Content(cue, spans, head, quote, "host", evidence)
    return found


def _end_before(reading: Reading, start: int) -> int:
    """Where what is taken up ends: before «، وهو»."""
    index = start - 1
    while index > 0 and reading.units[index].is_comma:
        index -= 1
    return reading.units[max(index, 0)].span.end_char


def _cut(spans: Sequence[Span], cut: int) -> tuple[Span, ...]:
    return tuple(Span(s.start_char, min(s.end_char, cut)) for s in spans if s.start_char < cut)


def _clause_before(reading: Reading, cut: int) -> Span:
    first = reading.units[0]
    return Span(first.span.start_char + (1 if first.conjunction else 0), cut)


def antecedent(reading: Reading, cue: Cue) -> tuple[Span, ...] | None:
    """What a relative clause reports on its antecedent: an announcement, a claimed attack, what is ascribed to it."""
    if cue.part in _VERBAL and not cue.negated:
        if cue.entry in _CLAIMS:
            return _claimed(reading, cue)
        if cue.entry in _ASCRIBES:
            return _ascribed(reading, cue)
    announced = _announced(reading, cue)
    return None if announced is None else (announced,)


def _claimed(reading: Reading, cue: Cue) -> tuple[Span, ...] | None:
    """The deed of «هجوم تبنته حركة X», «الهجوم الذي تبناه تنظيم X»."""
    if reading.unit_of(cue.head).words[-1].upos != "PRON":
        return None
    last = reading.unit_of(min(cue.words)).index - 1
    while last > 0 and (reading.units[last].is_relative or reading.units[last].is_comma):
        last -= 1
    for first in range(last, max(last - _LONGEST_DEED, -1), -1):
        if reading.units[first].is_verb or reading.units[first].is_stop:
            return None
        if fold(reading.units[first].head.form).removeprefix("ال") in _ATTACKS:
            return (_phrase(reading, first, last),)
    return None


def _ascribed(reading: Reading, cue: Cue) -> tuple[Span, ...] | None:
    """«هجمات نسبت إلى X», «مبلغ يقدر بـ …»: the antecedent, and what it is ascribed or estimated to."""
    units, first = reading.units, reading.unit_of(max(cue.words)).index + 1
    described = _described(reading, cue)
    prepositions = _ASCRIBES[cue.entry]
    first = skip_settings(reading, first, len(units)) if units[first - 1].words[-1].upos != "PRON" else len(units)
    if described is None or first + 1 >= len(units):
        return None
    unit = units[first]
    glued = len(unit.words) > 1 and unit.words[0].form in prepositions
    if not (glued or unit.bare in prepositions):
        return None
    last = first
    while last + 1 < len(units) and not _is_boundary(units[last + 1]):
        last += 1
    if last == first and not glued:
        return None
    if cue.entry == _ESTIMATES:
        start = unit.words[1].span.start_char if glued else units[first + 1].span.start_char
    else:
        start = unit.span.start_char
    return (_phrase(reading, *described), Span(start, units[last].span.end_char))


def _is_boundary(unit: Unit) -> bool:
    return unit.is_comma or unit.is_stop or unit.is_verb or unit.is_relative or unit.conjunction


def _described(reading: Reading, cue: Cue) -> tuple[int, int] | None:
    """First and last token of the noun phrase that a verb describes as its relative clause."""
    verb = reading.sentence.word(cue.head)
    last = reading.unit_of(min(cue.words)).index - 1
    if not 0 < verb.head < cue.head or not (verb.deprel.startswith("acl") or verb.upos == "ADJ") or last < 0:
        return None
    if reading.units[last].is_relative:
        last -= 1
    noun = reading.unit_of(verb.head)
    if noun.upos != "NOUN" or noun.index > last or any(_is_boundary(u) for u in reading.units[noun.index + 1 : last]):
        return None
    first = noun.index
    while first > 0 and is_annexed(reading, first) and reading.units[first - 1].words[0].upos != "ADP":
        first -= 1
    return first, last


def _phrase(reading: Reading, first: int, last: int) -> Span:
    """A noun phrase without the preposition or conjunction on its first word."""
    words = reading.units[first].words
    start = next((w for w in words if w.upos not in ("ADP", "CCONJ")), words[-1]).span.start_char
    return Span(start, reading.units[last].span.end_char)


def _announced(reading: Reading, cue: Cue) -> Span | None:
    """The happening that a relative clause says was announced («التعديل الوزاري الذي أعلن عنه الرئيس»)."""
    token = reading.sentence.word(cue.head).token
    units = reading.units
    if cue.part != "finite" or token < 2 or not units[token - 1].is_relative or token + 1 >= len(units):
        return None
    if units[token + 1].key not in _ABOUT_IT:
        return None
    first = token - 2
    while first > 0 and units[first].upos == "ADJ":
        first -= 1
    while first > 0 and is_annexed(reading, first) and units[first - 1].words[0].upos != "ADP":
        first -= 1
    if not is_event_noun(units[first]):
        return None
    return _phrase(reading, first, token - 2)


def tells_this(reading: Reading, cue: Cue) -> bool:
    """Whether a sentence begins with «أوضح ذلك المدير», «صرح بذلك المتحدث», with no speech right behind it."""
    units = reading.units
    if cue.part not in _VERBAL or cue.negated or reading.unit_of(cue.head).index != 0 or len(cue.words) > 1:
        return False
    if len(units) < _SHORTEST_RESUMPTION or units[1].key not in _ALL_THIS:
        return False
    return not (units[2].is_colon or units[2].is_comma or reading.complementiser(2) is not None)


def told_before(readings: Sequence[Reading], index: int, cue: Cue) -> Span | None:
    """What «أوضح ذلك المدير», «صرح بذلك المتحدث» at the head of a sentence takes up.

    It is what stands before it in its paragraph, else the paragraph before, without a date line («جدة - واس:»).
    """
    if not index or not tells_this(readings[index], cue):
        return None
    paragraph = readings[index - 1].sentence.paragraph
    if paragraph == 0:
        return None
    first = index - 1
    while first > 0 and readings[first - 1].sentence.paragraph == paragraph:
        first -= 1
    opening = readings[first].units
    colon = next((u.index for u in opening[:_LONGEST_DATELINE] if u.is_colon), -1)
    if colon + 1 >= len(opening):
        return None
    start = opening[colon + 1]
    skipped = 1 if start.conjunction else 0
    return Span(start.span.start_char + skipped, readings[index - 1].sentence.span.end_char)
