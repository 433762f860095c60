"""Words of the source: after a colon, in quotation marks, or with nothing to introduce them."""

from __future__ import annotations

from attribution.content.context import Context, Opening
from attribution.content.ownership import only_subject_between
from attribution.function_words import LISTING, TOPICS
from attribution.quotation import Quotation

__all__ = ["bare_speech", "clause_opening", "speech_after_colon", "spoken_quotation"]

_SHORT_QUOTATION = 4
_LONG_QUOTATION = 12


def clause_opening(context: Context, index: int) -> Opening | None:
    """The opening after a complementiser; a quotation right after it may be the whole content."""
    units = context.reading.units
    after = index + 1
    while after < len(units) and (units[after].is_colon or units[after].is_comma):
        after += 1
    if after >= len(units) or units[after].is_stop:
        return None
    quotation = context.line.quotations.get(after)
    if quotation is not None and _ends_content(context, quotation):
        return Opening(
            "quotation", after, quotation.inner.start_char, index, "content.quote_after_complementiser", quotation
        )
    return Opening("clause", after, units[after].span.start_char, index, "content.clause")


def _ends_content(context: Context, quotation: Quotation) -> bool:
    """Whether a quotation right after أن is the whole content: it closes before a comma, a stop or a next cue."""
    index = context.reading.unit_at(quotation.outer.end_char)
    units = context.reading.units
    words = _words_of(context, quotation)
    if (
        index >= len(units)
        or units[index].is_stop
        or quotation.outer.end_char >= context.reading.sentence.span.end_char
    ):
        return True
    if not quotation.closed:
        return words > _SHORT_QUOTATION
    if words < _SHORT_QUOTATION:
        return False
    if units[index].is_comma or units[index].is_dash:
        return True
    if words > _LONG_QUOTATION and units[index].conjunction and context.reading.complementiser(index) is None:
        return True
    return index in context.line.cues or units[index].is_in(frozenset({"بحسب", "حسب", "وفق", "وفقا"}))


def _words_of(context: Context, quotation: Quotation) -> int:
    first, last = (context.reading.unit_at(x) for x in quotation.inner)
    if quotation.inner.end_char > context.reading.sentence.span.end_char:
        return 99
    return sum(not u.is_punctuation for u in context.reading.units[first:last])


def speech_after_colon(context: Context, index: int) -> Opening | None:
    """The opening after a colon; None where a list or a title follows it."""
    units = context.reading.units
    after = index + 1
    if units[index - 1].is_in(LISTING):
        return None
    if (
        after >= len(units)
        or not (context.clause or context.speech)
        or (context.cue.part in ("masdar",) and index > context.first + 6)
    ):
        return None
    quotation = context.line.quotations.get(after)
    if quotation is not None:
        opening = spoken_quotation(context, after, quotation, forced=True)
        if opening is not None:
            return opening
    if context.reading.complementiser(after) is not None:
        return None
    return Opening("speech", after, units[after].span.start_char, index, "content.speech_after_colon")


def spoken_quotation(context: Context, index: int, quotation: Quotation, *, forced: bool) -> Opening | None:
    """The opening at a quotation mark; None where the marks hold a name. ``forced`` after a colon."""
    if not (context.clause or context.speech) and not forced:
        return None
    units = context.reading.units
    words = _words_of(context, quotation)
    inner_first = context.reading.unit_at(quotation.inner.start_char)
    if not forced:
        if context.cue.part == "noun" or (context.objects and _stands_in_object(context, index)):
            return None
        before = units[index - 1] if index else None
        if before is not None and (
            before.key in ("ل", "لـ", "ب", "في", "من", "الي", "علي") or (len(before.key) == 1 and before.key.isalpha())
        ):
            return None
        starts_clause = inner_first < len(units) and context.reading.complementiser(inner_first) is not None
        inside = units[inner_first : context.reading.unit_at(quotation.inner.end_char)]
        has_verb = any(u.is_verb for u in inside)
        if (
            words < _SHORT_QUOTATION
            and not starts_clause
            and not (has_verb and before is not None and before.index < context.first + 1)
        ):
            return None
        name = all(u.upos in ("PROPN", "X") for u in inside) or _is_name(context, quotation)
        if not starts_clause and not has_verb and name:
            return None
    elif words < 3 and not _closes_sentence(context, quotation):
        return None
    start = quotation.inner.start_char
    token = inner_first
    if inner_first < len(units):
        complementiser = context.reading.complementiser(inner_first)
        if complementiser is not None and complementiser.kind == "inna" and units[inner_first].key == "ان":
            token = inner_first + 1
            start = units[token].span.start_char if token < len(units) else start
    return Opening("quotation", token, start, index, "content.quotation", quotation)


def _stands_in_object(context: Context, index: int) -> bool:
    """Whether marks stand in or behind the object of a verb, around a name or part of it."""
    if not only_subject_between(context, index):
        return True
    units = context.reading.units
    head = context.reading.unit_of(context.cue.head).index
    in_relative = any(u.is_relative for u in units[max(head - 2, 0) : head])
    following = context.reading.following(index)
    goes_on = following is not None and following.conjunction and not following.is_verb
    return index > context.first and (in_relative or goes_on)


def _closes_sentence(context: Context, quotation: Quotation) -> bool:
    index = context.reading.unit_at(quotation.outer.end_char)
    return index >= len(context.reading.units) or context.reading.units[index].is_punctuation


def _is_name(context: Context, quotation: Quotation) -> bool:
    """A name in marks: a complementiser, a relative or a comma with a complementiser follows it."""
    index = context.reading.unit_at(quotation.outer.end_char)
    units = context.reading.units
    if index < len(units) and units[index].is_comma:
        index += 1
    return index < len(units) and (context.reading.complementiser(index) is not None or units[index].is_relative)


def _may_speak_bare(context: Context) -> bool:
    """A verb of saying at the head of its sentence or after a topic, or such a participle after a comma."""
    if not context.speech or not context.clause or context.objects:
        return False
    units = context.reading.units
    if context.cue.part == "participle":
        return context.first >= 2 and units[context.first - 2].is_comma
    return context.cue.part == "finite" and (context.first <= 2 or units[0].bare in TOPICS)


def bare_speech(context: Context, limit: int) -> Opening | None:
    """Speech with nothing to introduce it: «وأضاف ستكون …», «وأضاف المركز تم رصد …», «، مضيفا الحديقة ستفتح …»."""
    if not _may_speak_bare(context) or context.entry.source_introduced_by:
        return None
    units = context.reading.units
    if units[0].bare in TOPICS and context.first < limit and not units[context.first].is_punctuation:
        return Opening(
            "speech", context.first, units[context.first].span.start_char, context.first, "content.bare_speech"
        )
    in_relative = False
    for index in range(context.first, min(context.first + 8, limit)):
        unit = units[index]
        if unit.is_comma or unit.is_stop or unit.is_mark:
            return None
        if unit.is_relative:
            in_relative = True
        if unit.is_verb and not in_relative:
            before = units[index - 1]
            if context.cue.part == "participle":
                first = context.first
                return Opening("speech", first, units[first].span.start_char, first, "content.bare_speech")
            first = index - 1 if before.key in ("لم", "لن", "لا", "قد", "لقد", "سوف", "ما") else index
            return Opening("speech", first, units[first].span.start_char, first, "content.bare_speech")
        if unit.is_verb:
            in_relative = False
    return None
