"""The object of a masdar or noun that reports: «اتهام X لـY بـ…», «إعلان النادي رحيل مدربه»."""

from __future__ import annotations

from attribution.content.context import Context, Opening
from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.syntax import Unit

__all__ = ["LONGEST_OWNER", "masdar_object"]

LONGEST_OWNER = 5
"""Tokens that name the owner of a masdar or noun, before its content («اتهامات دول عربية لها بدعم …»)."""
_LONGEST_TITLE = 8
"""Tokens of the owner of a masdar, before its object («إعلان وزير الخارجية الفرنسي رفضه …»)."""
_LONGEST_ACCUSED = 5
_NAMING = ("NOUN", "PROPN", "X", "ADJ")
_NO_REPORT_AFTER = folded("إلى تم يتم جرى يجري")
"""Before a masdar that is a purpose («تهدف إلى تأكيد دور …») or a deed («القانون الذي تم إقراره»)."""


def masdar_object(context: Context, nominal: Opening | None) -> Opening | None:
    """«وعوده بعدم …», «اتهام X لـY بـ…»: only what stands right after a masdar with its source."""
    before = context.reading.previous(context.first - 1)
    if context.cue.part == "masdar" and before is not None and before.key in _NO_REPORT_AFTER:
        return None
    accusation = _accused_after_masdar(context)
    if accusation is not None:
        return accusation
    if nominal is None:
        return _genitive_of_masdar(context) or _object_of_masdar(context)
    if nominal.introducer > context.first + LONGEST_OWNER:
        return None
    if context.cue.part == "noun":
        return nominal
    owner = context.reading.units[context.first - 1]
    owned = any(w.upos == "PRON" for w in owner.words) or nominal.introducer > context.first
    return nominal if owned else None


def _accused_after_masdar(context: Context) -> Opening | None:
    """«اتهامات الوزير للشركة بالتهرب», «اتهامه لجيرانه بسرقة …»: the accused and what of."""
    units = context.reading.units
    if not any(f.content == "predication" and "ب" in f.introduced_by for f in context.objects):
        return None
    accused: Unit | None = None
    for unit in units[context.first : context.first + LONGEST_OWNER + _LONGEST_ACCUSED]:
        if unit.is_punctuation and not unit.is_mark:
            return None
        preposition, governed_noun = unit.words[0].form, len(unit.words) > 1 and unit.words[1].upos in _NAMING
        if accused is None and preposition == "ل" and governed_noun and unit.index <= context.first + LONGEST_OWNER:
            accused = unit
        elif accused is not None and preposition == "ب" and governed_noun:
            return Opening("nominal", accused.index, accused.words[1].span.start_char, accused.index, "content.nominal")
    return None


def _takes_object(context: Context) -> bool:
    """Whether a cue is the masdar of a verb with a bare noun as its object."""
    direct = any(f.content == "nominal" and ("" in f.introduced_by or not f.introduced_by) for f in context.objects)
    return context.cue.part == "masdar" and direct


def _genitive_of_masdar(context: Context) -> Opening | None:
    """«إعلان إعادة فتح السفارة»: a happening right after the masdar of a verb that takes one."""
    units = context.reading.units
    if not _takes_object(context) or context.first + 1 >= len(units):
        return None
    unit = units[context.first]
    if (
        unit.conjunction
        or unit.bare.startswith("ال")
        or not is_event_noun(unit)
        or any(w.upos in ("PRON", "ADP") for w in unit.words)
    ):
        return None
    return Opening("nominal", context.first, unit.span.start_char, context.first, "content.nominal")


def _object_of_masdar(context: Context) -> Opening | None:
    """«إعلان النادي رحيل مدربه», «بعد تأكيد الوزير رفضه»: the object of a masdar behind its owner.

    The tree gives it, or it is a happening with a pronoun behind a definite word, of which it is no genitive.
    """
    if not _takes_object(context):
        return None
    units = context.reading.units
    for index in range(context.first + 1, min(context.first + _LONGEST_TITLE, len(units))):
        unit, before = units[index], units[index - 1]
        if before.is_punctuation or before.is_verb or before.conjunction or unit.words[0].upos == "ADP":
            return None
        owned = len(unit.words) > 1 and unit.words[-1].upos == "PRON" and before.bare.startswith("ال")
        given = unit.head.deprel == "obj" and unit.head.head == context.cue.head
        if (owned or given) and is_event_noun(unit) and not unit.bare.startswith("ال") and not unit.conjunction:
            return Opening("nominal", index, unit.span.start_char, index, "content.nominal")
    return None
