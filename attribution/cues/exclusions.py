"""Verbs of reporting that report nothing: only supposed, with a fact as subject, their content before them."""

from __future__ import annotations

from attribution.document import Word
from attribution.event_nouns import is_masdar
from attribution.function_words import RELATIVE_PARTICLES, folded
from attribution.lexicon import CueEntry, Lexicon, fold
from attribution.syntax import Reading, Unit

__all__ = ["why_silent"]

_CONDITIONS = folded("حال حالة إذا لو متى كلما")
_WHOEVER = folded("من لمن")
_ALL = folded("كل لكل وكل فكل")
_CASES = folded("حالة")
_IN = folded("في بحالة")
_HAPPENINGS = folded(
    """
    حادث حادثة حوادث حدث أحداث واقعة وقائع أزمة أزمات حرب حروب معركة معارك هجوم هجمات هجمة عملية غارة غارات
    موجة ظاهرة ظواهر جريمة جرائم كارثة مأساة مجزرة تجاوزات زيارة خطوة خطوات فوز نجاح فشل خسارة هزيمة وفاة مقتل
    غياب وجود تاريخ واقع أعمال جولة جولات مباراة مباريات مفاوضات مباحثات مظاهرات تصرفات ممارسات تطورات ظروف أوضاع
    """
)
"""Happenings that no masdar pattern tells; they show something («تؤكد هذه الحادثة أن»), and say nothing."""
_SPEAKERS = ("documents", "institutions", "groups", "media", "roles", "persons")
_PRONOUNS = ("ه", "ها", "هم", "هما")


def why_silent(reading: Reading, unit: Unit, word: Word, entry: CueEntry, lexicon: Lexicon) -> str | None:
    """The rule by which nobody is credited with anything by a finite verb, whatever follows it; None if somebody is."""
    if _is_supposed(reading, unit):
        return "cue.verb.supposed"
    if _has_a_resumptive_pronoun(reading, unit, entry):
        return "cue.verb.of_antecedent"
    if _has_an_event_as_subject(reading, word, lexicon):
        return "cue.verb.of_fact"
    return None


def _is_supposed(reading: Reading, unit: Unit) -> bool:
    """«في حال تبين أن», «إذا أعلن», «إذا ما كشف», «كل من يعتقد أن»: the report itself is only supposed."""
    before = list(reading.units[max(0, unit.index - 2) : unit.index])
    if before and before[-1].key == "ما":
        before.pop()
    if unit.head.feats.get("Aspect") == "Imp" and before and before[-1].key in _WHOEVER and not _is_passive(unit):
        return len(before) == 1 or before[0].key in _ALL or before[0].is_punctuation
    if not before or not before[-1].is_in(_CONDITIONS):
        return False
    return not before[-1].is_in(_CASES) or before[0].is_in(_IN)


def _is_passive(unit: Unit) -> bool:
    return unit.head.feats.get("Voice") == "Pass"


def _has_a_resumptive_pronoun(reading: Reading, unit: Unit, entry: CueEntry) -> bool:
    """«الاتفاق الذي أعلن عنه الوزير», «ما خلصت إليه»: what is reported is the antecedent, nothing after the verb."""
    before, after = reading.previous(unit.index), reading.following(unit.index)
    if before is None or after is None or not (before.is_relative or before.key in RELATIVE_PARTICLES):
        return False
    prepositions = {fold(p) for frame in entry.frames for p in frame.introduced_by if p}
    return any(after.key == preposition + pronoun for preposition in prepositions for pronoun in _PRONOUNS)


def _has_an_event_as_subject(reading: Reading, word: Word, lexicon: Lexicon) -> bool:
    """«التفجير كشف مدى الحقد», «تؤكد الحادثة أن»: a happening is a fact; only a document among masdars speaks."""
    subject = reading.subject(word.id)
    if subject is None or subject.upos != "NOUN":
        return False
    if any(subject.id in match.words for match in lexicon.phrases(reading.sentence, _SPEAKERS)):
        return False
    unit = reading.unit_of(subject.id)
    if subject.id < word.id:
        return unit.bare.removeprefix("ال") in _HAPPENINGS or is_masdar(unit)
    shown = any(child.id > subject.id for child in reading.children(word.id, "obj", "ccomp"))
    return shown and unit.bare.removeprefix("ال") in _HAPPENINGS
