"""Whether a complementiser belongs to a cue, or to something that stands between the two."""

from __future__ import annotations

from attribution.content.context import Context
from attribution.content.objects import object_token
from attribution.content.predications import has_object_pronoun
from attribution.function_words import BLOCKERS, MODALS, PREPOSITIONS
from attribution.lexicon import Frame, fold
from attribution.nominal import noun_phrase_end, skip_settings
from attribution.syntax import Complementiser, Unit

__all__ = ["must_be_ours", "only_subject_between", "owns_complementiser"]

_HOLDS = "verb.raa"


def owns_complementiser(context: Context, complementiser: Complementiser, index: int) -> bool:
    """Whether the complementiser at a token introduces what the cue credits."""
    if not context.clause:
        return False
    if not must_be_ours(context, complementiser) and _has_another_object(context, index):
        return False
    if _introduces_purpose(context, index, complementiser) or _predicates(context, index, complementiser):
        return False
    before = context.reading.previous(index)
    if before is None or index == context.first:
        return True
    if complementiser.conjoined or _is_modal(before) or _is_other_participle(context, before):
        return False
    mark = context.reading.units[index - 1]
    set_off = mark.is_comma or mark.is_colon
    if before.is_in(BLOCKERS) and not (before.key == "ذلك" and complementiser.preposition):
        return set_off
    if before.key in PREPOSITIONS:
        return _follows_our_preposition(context, complementiser, before)
    if complementiser.preposition or complementiser.kind == "inna" or set_off or not before.is_verb:
        return True
    return before.index not in context.line.cues and not _is_subjunctive(context, index)


def _has_another_object(context: Context, index: int) -> bool:
    """«مصادر لم تذكرها», «يتابع الصادرات», «زاد النادي إصرارا»: the object of a verb that tells nobody is no clause."""
    if context.cue.part != "finite" or any(f.addressee or f.content == "predication" for f in context.frames):
        return False
    if has_object_pronoun(context) and not _ends_in_ha(context):
        return True
    if context.entry.source_introduced_by or any(f.content == "nominal" for f in context.frames):
        return False
    reading = context.reading
    before = reading.previous(context.first - 1)
    subjects = [reading.unit_of(word.id).index for word in reading.children(context.cue.head, "nsubj")]
    if before is not None and before.is_relative:
        subjects.append(before.index)
    objects = [
        reading.unit_of(word.id).index
        for word in reading.children(context.cue.head, "obj")
        if word.upos == "NOUN" and not any(True for _ in reading.children(word.id, "case"))
    ]
    return bool(subjects) and any(max(context.first - 1, *subjects) < i < index for i in objects)


def _ends_in_ha(context: Context) -> bool:
    """تشتبه: a root whose last letter parsers take for a pronoun."""
    verb = context.entry.match.verb
    return verb is not None and verb.root.endswith("ه")


def _is_modal(unit: Unit) -> bool:
    return unit.key in MODALS or (unit.is_verb and fold(unit.head.lemma) in MODALS)


def _follows_our_preposition(context: Context, complementiser: Complementiser, preposition: Unit) -> bool:
    if preposition.index == context.first or complementiser.kind == "inna":
        return True
    return preposition.key in context.clause_prepositions and _subject_or_aside_between(context, preposition.index)


def must_be_ours(context: Context, complementiser: Complementiser) -> bool:
    """إن after a comma or a listener belongs to قال, whatever verb of a relative clause stands between."""
    return complementiser.kind == "inna" and context.cue.entry == "verb.qala"


def _introduces_purpose(context: Context, index: int, complementiser: Complementiser) -> bool:
    """Whether أن stands before an imperfect («أخبره بأن يعد»): what shall be done, which only hopes and vows report."""
    if context.entry.certainty != "certain" or context.entry.act != "statement" or complementiser.kind == "inna":
        return False
    return _is_subjunctive(context, index) and not (_is_vow(context) or _is_held_or_laid_down(context, index))


def _is_held_or_laid_down(context: Context, index: int) -> bool:
    """«ينص القانون على أن تلتزم …», «رأى المدير أن يؤجل …»: a rule, or what somebody holds right."""
    before = context.reading.units[index - 1].key
    if before == "علي":
        return before in context.clause_prepositions
    return context.cue.entry == _HOLDS and not has_object_pronoun(context) and only_subject_between(context, index)


def _is_subjunctive(context: Context, index: int) -> bool:
    """Whether أن stands right before an imperfect verb."""
    following = context.reading.units[index + 1] if index + 1 < len(context.reading.units) else None
    if following is None or not context.reading.units[index].key.endswith("ان"):
        return False
    head = following.words[0]
    return head.upos == "VERB" and head.feats.get("Aspect") == "Imp"


def _predicates(context: Context, index: int, complementiser: Complementiser) -> bool:
    """Whether بأن introduces what an object is said to be («وصف المحادثات بأنها …»), the object standing before it."""
    if not complementiser.preposition or not any(
        f.content == "predication" and "ب" in f.introduced_by for f in context.frames
    ):
        return False
    return skip_settings(context.reading, context.first, index) < index


def _is_vow(context: Context) -> bool:
    return any("ب" in f.introduced_by for f in context.objects)


def _is_other_participle(context: Context, unit: Unit) -> bool:
    """«، مؤكدة أن»: a participle set off by a comma takes the clause after it."""
    if not unit.index > 0 or unit.index < context.first or not context.reading.units[unit.index - 1].is_comma:
        return False
    return (
        unit.key.startswith("م") and unit.key.endswith(("ا", "ه", "ين")) and len(unit.key) > 3 and not unit.conjunction
    )


def only_subject_between(context: Context, index: int) -> bool:
    """Whether nothing but a subject and settings stands between the cue and a token."""
    start = skip_settings(context.reading, context.first, index)
    return start >= index or noun_phrase_end(context.reading, start, index) == index - 1


def _only_subject_and_setting_between(context: Context, index: int) -> bool:
    """«أشارت المنظمة في بيانها إلى أن»: the same, with a setting behind the subject."""
    start = skip_settings(context.reading, context.first, index)
    if start >= index:
        return True
    end = noun_phrase_end(context.reading, start, index)
    return end == index - 1 or skip_settings(context.reading, end + 1, index) >= index


def _subject_or_aside_between(context: Context, index: int) -> bool:
    """Whether nothing but the subject, or an aside that a comma closes, stands between cue and preposition."""
    if context.reading.units[index - 1].is_comma or _only_subject_and_setting_between(context, index):
        return True
    return object_token(context, Frame(content="nominal", heads="event"), index) is None
