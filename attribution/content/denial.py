"""What is withheld and what is denied: the object of a silence or of a denial."""

from __future__ import annotations

import re

from attribution.content.context import Context, Opening
from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.syntax import Unit

__all__ = ["denied_report", "withheld_question"]

_QUESTION_WORDS = folded("متى كيف أين لماذا ماذا هل كم عما عمن")
_TRUTH = folded("صحة دقة")
_NEWS = folded("أنباء الأنباء أخبار الأخبار تقارير التقارير شائعات الشائعات إشاعات الإشاعات معلومات المعلومات")
_REPORTS = _NEWS | folded("مزاعم المزاعم اتهامات الاتهامات ادعاءات الادعاءات تصريحات التصريحات")
_DETERMINERS = folded("أي أية أيا هذه تلك هذا ذلك كل جميع كافة")
_ABOUT = folded("عن حول بشأن بخصوص")
_TIE = re.compile("(ال)?(صل|علاق|ني)[ته]")
"""صلة, علاقة, نية, with or without a pronoun: ties that no pattern of happenings holds."""
_REACH_OF_TOPIC = 14


def withheld_question(context: Context, limit: int) -> Opening | None:
    """The question that a silence leaves open: «لم توضح الوزارة متى …», «ما إذا كان …»."""
    units = context.reading.units
    for index in range(context.first, limit):
        unit = units[index]
        if unit.is_comma or unit.is_mark or unit.is_colon or unit.is_relative:
            return None
        whether = unit.key in ("ما", "عما", "ان") and index + 1 < len(units) and units[index + 1].key == "اذا"
        if whether or unit.key in _QUESTION_WORDS:
            return Opening("topic", index, unit.span.start_char, index, "content.topic")
    return None


def denied_report(context: Context, limit: int) -> Opening | None:
    """What is denied where the object is a report of it.

    «نفى صحة ما ورد حول إغلاق الفرع», «نفت الأنباء عن إفلاسها»: the happening behind the report's عن or حول; without
    one, the report itself («نفى الاتهامات», «نفى ما نشرته الصحف»).
    """
    units = context.reading.units
    for index in range(context.first, limit):
        unit = units[index]
        if unit.is_mark or unit.is_colon or unit.is_verb or context.reading.complementiser(index) is not None:
            return None
        if unit.is_in(_REPORTS) or unit.is_in(_TRUTH) or _TIE.match(unit.key) or _is_what_was_said(context, index):
            first = _first_determiner(context, index)
            return _happening_behind(context, index, limit) or Opening(
                "nominal", first, units[first].span.start_char, first, "content.denied_report"
            )
    return None


def _first_determiner(context: Context, index: int) -> int:
    """The token of «كل هذه» before a noun."""
    while index > context.first and context.reading.units[index - 1].key in _DETERMINERS:
        index -= 1
    return index


def _is_what_was_said(context: Context, index: int) -> bool:
    units = context.reading.units
    return units[index].key == "ما" and index + 1 < len(units) and units[index + 1].is_verb


def _happening_behind(context: Context, index: int, limit: int) -> Opening | None:
    units = context.reading.units
    for place in range(index + 1, min(index + _REACH_OF_TOPIC, limit, len(units) - 1)):
        if units[place].is_stop or units[place].is_mark:
            return None
        behind = context.reading.complementiser(place + 1) if units[place].key in _ABOUT else None
        if behind is not None and place + 2 < len(units):
            return Opening("clause", place + 2, units[place + 2].span.start_char, place + 1, "content.denied_report")
        if units[index].is_in(_NEWS) and _brings_happening(units[place]):
            return Opening("nominal", place, units[place].words[1].span.start_char, index, "content.denied_report")
        if units[place].key in _ABOUT and is_event_noun(units[place + 1]):
            start = units[place + 1].span.start_char
            return Opening("nominal", place + 1, start, index, "content.denied_report")
    return None


def _brings_happening(unit: Unit) -> bool:
    """«الأنباء التي ترددت بمنع الدخول»: ب glued to a happening."""
    return len(unit.words) > 1 and unit.words[0].form == "ب" and unit.words[0].upos == "ADP" and is_event_noun(unit)
