"""Nominal contents: the object of the verb, or of one of its prepositions."""

from __future__ import annotations

from attribution.content.context import Context, Opening, OpeningKind
from attribution.content.masdars import LONGEST_OWNER
from attribution.content.predications import (
    after_preposition,
    has_object_pronoun,
    is_complete,
    is_copula,
    is_free_pronoun,
    opens_phrase,
    predicated_object,
    second_phrase,
)
from attribution.event_nouns import is_event_noun
from attribution.function_words import BODY, EVIDENCE, FIXED_PHRASES, MODAL_NOUNS, PREPOSITIONS, folded
from attribution.lexicon import Frame, fold
from attribution.nominal import is_annexed, is_setting, is_time, noun_phrase_end, skip_settings
from attribution.syntax import Unit

_DETERMINERS = folded("هذا هذه هذين هاتين هؤلاء ذلك تلك أي أية أيا كل جميع كافة")

__all__ = [
    "direct_object",
    "governed",
    "is_attribute",
    "nominal_after_preposition",
    "nominal_or_clause",
    "object_of_participle",
    "object_token",
]

_ALL_OF = ("جميع", "كل", "انفس", "نفس")
"""With a pronoun they stress the subject («أكدت جميعها»)."""


_RELATING = folded("متعلق متعلقة متعلقين خاص خاصة مرتبط مرتبطة معني معنية محيطة محيط كفيلة منسوبة منسوب")
"""They own the preposition behind them («المخاوف المتعلقة بسلامة …»)."""

_LONGEST_ASIDE = 16
"""Tokens between the commas of an aside."""


def is_attribute(context: Context) -> bool:
    """A verb that describes an indefinite noun («خطط تؤكد استمرار …») reports no noun phrase."""
    word = context.reading.sentence.word(context.cue.head)
    before = context.reading.units[context.first - 2] if context.first >= 2 else None
    if not word.deprel.startswith("acl") or word.feats.get("Aspect") != "Imp" or before is None:
        return False
    if before.is_in(EVIDENCE):
        return False
    return not before.is_relative and before.upos in ("NOUN", "ADJ", "PROPN") and context.cue.part == "finite"


def object_of_participle(context: Context) -> Opening | None:
    """A noun right after a participle («مؤكدا فشل …»): participles have no subject of their own there."""
    start = skip_settings(context.reading, context.first, len(context.reading.units))
    if start >= len(context.reading.units) or context.reading.complementiser(start) is not None:
        return None
    unit = context.reading.units[start]
    for frame in context.objects:
        direct = "" in frame.introduced_by or not frame.introduced_by or frame.content == "predication"
        if (
            direct
            and (unit.upos in ("NOUN", "PROPN", "X", "DET") or is_free_pronoun(unit))
            and not unit.is_punctuation
            and _head_counts(context, frame, start)
        ):
            return Opening(_kind(frame), start, unit.span.start_char, start, f"content.{_kind(frame)}")
    return None


def nominal_after_preposition(context: Context, index: int) -> Opening | None:
    """A nominal content after one of the prepositions that its frame names, if the token at ``index`` is such a one."""
    if any(u.is_in(BODY) or u.key[1:] in BODY for u in context.reading.units[context.first : index]):
        return None
    if index > context.first and context.reading.units[index - 1].bare.removeprefix("ال") in _RELATING:
        return None
    for frame in context.objects:
        if frame.content == "predication" or (has_object_pronoun(context) and not frame.addressee):
            continue
        for preposition in (fold(p) for p in frame.introduced_by if p):
            place = _after(context, index, preposition)
            if place is None or not _head_counts(context, frame, place[0]):
                continue
            if preposition == "من" and not _may_be_feared(context, frame, place[0]):
                continue
            return Opening(_kind(frame), *place, index, f"content.{_kind(frame)}")
    return None


def _may_be_feared(context: Context, frame: Frame, token: int) -> bool:
    """What one warns of or complains of behind من: a happening, or what the tree hangs on the verb («من الروائح»)."""
    unit = context.reading.units[token]
    if is_event_noun(unit):
        return True
    return frame.heads == "any" and unit.upos in ("NOUN", "ADJ") and governed(context, unit.head.id)


def _after(context: Context, index: int, preposition: str) -> tuple[int, int] | None:
    """Token and offset of what a preposition at a token governs: the next token, or the rest of this one."""
    reading = context.reading
    unit = reading.units[index]
    if unit.key == preposition and index + 1 < len(reading.units):
        following = reading.units[index + 1]
        if reading.complementiser(index + 1) is not None or following.is_colon:
            return None
        fixed = following.bare in FIXED_PHRASES.get(preposition, frozenset())
        return None if fixed else (index + 1, following.span.start_char)
    if len(preposition) > 1 or not unit.key.startswith(preposition) or len(unit.words) < 2:
        return None
    first = unit.words[0]
    fixed = unit.bare.removeprefix(preposition) in FIXED_PHRASES.get(preposition, frozenset())
    if first.form != preposition or fixed or reading.complementiser(index) is not None:
        return None
    return (index, unit.words[1].span.start_char) if governed(context, first.head) or is_event_noun(unit) else None


def governed(context: Context, word_id: int) -> bool:
    """Whether the tree hangs a noun on the cue itself, or the noun follows the cue at once."""
    if word_id == 0:
        return False
    word = context.reading.sentence.word(word_id)
    return word.head == context.cue.head or context.reading.unit_of(word_id).index == context.first


def _head_counts(context: Context, frame: Frame, token: int) -> bool:
    if context.cue.part in ("masdar", "noun"):
        return token <= context.first + LONGEST_OWNER and is_event_noun(context.reading.units[token])
    if frame.heads == "any" or frame.content != "nominal":
        return True
    unit = context.reading.units[token]
    if frame.except_for and _is_excepted(frame, unit):
        return False
    owned = any(w.upos == "PRON" for w in unit.words) and unit.key != "ما"
    several = _is_plan_of_the_source(context, unit)
    return is_event_noun(unit) or (token > context.first and (several or not owned))


def _is_plan_of_the_source(context: Context, unit: Unit) -> bool:
    """«كشفت عن هواتفها», «أعلن عن خطته لتوسيع …»: a thing of the source's is told of where it is many or goes on."""
    if unit.upos not in ("NOUN", "X"):
        return False
    following = context.reading.following(unit.index)
    while following is not None and following.upos == "ADJ" and following.words[0].upos != "ADP":
        following = context.reading.following(following.index)
    goes_on = following is not None and following.words[0].upos == "ADP"
    return goes_on or unit.head.feats.get("Number") == "Plur"


def _is_excepted(frame: Frame, unit: Unit) -> bool:
    """«اعترفت فرنسا بالدولة الجديدة», «… بفلسطين»: recognised, not confessed."""
    noun = fold(unit.head.form).removeprefix("ال")
    return unit.head.upos in ("PROPN", "X") or noun in {fold(word) for word in frame.except_for}


def nominal_or_clause(context: Context, nominal: Opening, clause: Opening) -> Opening:
    """A clause wins over a nominal before it, unless أن hangs on that very noun («أكد أهمية أن»)."""
    before = context.reading.previous(clause.introducer)
    complementiser = context.reading.complementiser(clause.introducer)
    if before is not None and before.bare in MODAL_NOUNS:
        return nominal
    if before is not None and before.key in context.clause_prepositions and before.index != nominal.introducer:
        return clause
    if complementiser is not None and complementiser.kind == "inna" and context.cue.entry == "verb.qala":
        return clause
    noun = context.reading.units[nominal.token].head
    attached = noun.head == context.cue.head and noun.deprel.startswith("obl")
    if before is not None and before.key in PREPOSITIONS and before.key not in context.clause_prepositions:
        return nominal
    return nominal if attached and not context.reading.units[clause.introducer - 1].is_comma else clause


def direct_object(context: Context, limit: int, *, predications: bool = True) -> Opening | None:
    """The opening at the object of the cue, before ``limit``; without predications where a preposition was found."""
    frames = [
        f
        for f in context.objects
        if (predications and f.content == "predication" and is_complete(context, f))
        or (f.content != "predication" and ("" in f.introduced_by or not f.introduced_by))
    ]
    frames.sort(key=lambda f: f.content == "predication")
    if not frames or context.first >= len(context.reading.units):
        return None
    if has_object_pronoun(context) and not any(f.content == "predication" for f in frames):
        return None
    if context.entry.source == "none" and context.cue.part == "finite" and not _is_object_at_hand(context):
        return None
    if context.entry.certainty == "unknown" and _is_benefited(context.reading.units[context.first]):
        return None
    for frame in frames:
        if frame.content == "predication" and "ب" not in frame.introduced_by and is_copula(context):
            continue
        token = object_token(context, frame, limit)
        if token is None:
            continue
        start = context.reading.units[token].span.start_char
        if frame.content == "predication" and has_object_pronoun(context):
            token, start = after_preposition(context, token)
        return Opening(_kind(frame), token, start, token, f"content.{_kind(frame)}")
    return None


def _is_object_at_hand(context: Context) -> bool:
    """An indefinite noun right behind a verb of becoming clear, or behind «له» («تبين وجود …», «اتضح لها خلو …»)."""
    units, place = context.reading.units, context.first
    if place < len(units) and _is_benefited(units[place]):
        place += 1
    return not context.cue.negated and place < len(units) and not units[place].bare.startswith("ال")


def _is_benefited(unit: Unit) -> bool:
    """لهم of «أتمنى لهم التوفيق»: a wish for somebody."""
    return unit.words[0].form == "ل" and any(w.upos == "PRON" for w in unit.words)


def object_token(context: Context, frame: Frame, limit: int) -> int | None:
    """Index of the token at which the direct object of a frame begins, before ``limit``."""
    if frame.content == "predication":
        return predicated_object(context, frame, limit)
    if context.cue.evidence.rule == "cue.verb.silent_phrase":
        return context.first if opens_phrase(context.reading.units[context.first]) else None
    in_tree = _tree_objects(context, frame, limit)
    if in_tree:
        return min(in_tree)
    thing = _thing_after_subject(context, limit)
    if frame.heads == "event" and thing is not None:
        limit = thing
    event = _event_noun_after(context, limit)
    if event is not None or frame.heads == "event" or context.weak:
        return event
    return _noun_after_subject(context, limit)


def _tree_objects(context: Context, frame: Frame, limit: int) -> list[int]:
    """Where objects begin that the tree gives the cue; a masdar right after the verb is one though tagged a subject."""
    reading = context.reading
    for relation in ("obj", "nsubj"):
        found = [
            _phrase_start(context, reading.unit_of(word.id).index)
            for word in reading.children(context.cue.head, relation)
            if context.first <= reading.unit_of(word.id).index < limit
            and not any(w.upos == "ADP" for w in reading.children(word.id, "case"))
            and not (
                reading.unit_of(word.id).index > context.first and is_annexed(reading, reading.unit_of(word.id).index)
            )
            and _plausible(context, frame, reading.unit_of(word.id), relation)
        ]
        if found:
            return found
    return []


def _thing_after_subject(context: Context, limit: int) -> int | None:
    """The object of a verb that has its subject, where it is a thing («أورد الموقع مقالا تحدث فيه عن صمت …»)."""
    reading = context.reading
    subjects = [reading.unit_of(word.id).index for word in reading.children(context.cue.head, "nsubj")]
    if not subjects:
        return None
    for word in reading.children(context.cue.head, "obj"):
        unit = reading.unit_of(word.id)
        if max(context.first, *subjects) < unit.index < limit and unit.upos == "NOUN" and not is_event_noun(unit):
            return unit.index
    return None


def _event_noun_after(context: Context, limit: int) -> int | None:
    """The first noun of happening after the cue that no preposition governs."""
    units = context.reading.units
    named_to = 0
    for index in range(context.first, limit):
        unit = units[index]
        quotation = context.line.quotations.get(index)
        if quotation is not None and index > context.first:
            named_to = context.reading.unit_at(quotation.outer.end_char)
        if index < named_to:
            continue
        if unit.is_relative:
            return _own_noun_after(context, index, limit)
        if unit.is_comma and not (index + 1 < limit and is_event_noun(units[index + 1])):
            return _event_noun_after_aside(context, index, limit)
        if (unit.is_verb and not _is_masdar_as_verb(context, unit)) or unit.upos == "ADJ" or not is_event_noun(unit):
            continue
        if (unit.words[0].upos == "ADP" and len(unit.words) > 1) or _is_according_to(context, index):
            continue
        if index > context.first and (is_annexed(context.reading, index) or _is_in_subject(context, index)):
            continue
        before = units[index - 1]
        governed_before = is_setting(context.reading, index - 1) and not is_time(before)
        free = index == context.first or before.key.endswith("ا") or not governed_before
        if free and not is_setting(context.reading, index) and units[index - 1].key not in PREPOSITIONS:
            return _phrase_start(context, index)
    return None


def _is_according_to(context: Context, index: int) -> bool:
    """«قررت اللجنة بناء على التقرير»: an adverb, no building."""
    following = context.reading.following(index)
    return context.reading.units[index].key == "بناء" and following is not None and following.key == "علي"


def _is_masdar_as_verb(context: Context, unit: Unit) -> bool:
    """A masdar taken for a verb: the cue's object, or with no الذي behind a definite subject («أكدت الشركة مضيها»)."""
    relation, governor = unit.head.deprel, unit.head.head
    if relation == "obj" and governor == context.cue.head:
        return True
    subject = context.reading.subject(context.cue.head)
    before = context.reading.units[unit.index - 1]
    described = subject is not None and relation.startswith("acl") and governor == subject.id
    return described and before.bare.startswith("ال") and any(w.upos == "PRON" for w in unit.words)


def _is_in_subject(context: Context, index: int) -> bool:
    """Whether the tree makes a noun the genitive of the subject right before it («أعلنت لجنة مكافحة …»)."""
    unit, before = context.reading.units[index], context.reading.units[index - 1]
    subject = context.reading.subject(context.cue.head)
    return (
        subject is not None
        and before.head.id == subject.id
        and unit.head.head == subject.id
        and unit.head.deprel.startswith("nmod")
    )


def _own_noun_after(context: Context, relative: int, limit: int) -> int | None:
    """The subject's own act after a relative clause and its comma («أكد النادي … الذي …، رفضه للقرار»)."""
    units = context.reading.units
    comma = next((i for i in range(relative, limit - 1) if units[i].is_comma), None)
    if comma is None or not is_event_noun(units[comma + 1]):
        return None
    return comma + 1 if any(w.upos == "PRON" for w in units[comma + 1].words) else None


def _event_noun_after_aside(context: Context, comma: int, limit: int) -> int | None:
    """The noun of happening after an aside on the subject («نفى مسؤول، فضل عدم ذكر اسمه، سقوط البلدة»)."""
    units = context.reading.units
    if comma + 1 >= limit:
        return None
    after = units[comma + 1]
    if not (after.is_verb or after.is_relative or is_setting(context.reading, comma + 1)):
        return None
    for index in range(comma + 2, min(comma + _LONGEST_ASIDE, limit - 1)):
        if units[index].is_comma:
            return index + 1 if is_event_noun(units[index + 1]) else None
    return None


def _noun_after_subject(context: Context, limit: int) -> int | None:
    """A second noun phrase in «نفى اللاعب الخبر», where the tree made one of the two."""
    reading = context.reading
    start = skip_settings(reading, context.first, limit)
    if start >= limit or not opens_phrase(reading.units[start]) or reading.subject(context.cue.head) is None:
        return None
    return second_phrase(reading, start, noun_phrase_end(reading, start, limit))


def _phrase_start(context: Context, index: int) -> int:
    """Where the phrase of an object begins: at the noun of an adjective taken for it, at «هذا», «أي» before it."""
    if index > context.first and context.reading.units[index - 1].bare in _DETERMINERS:
        return index - 1
    while (
        index > context.first
        and context.reading.units[index].upos == "ADJ"
        and opens_phrase(context.reading.units[index - 1])
    ):
        index -= 1
    return index


def _plausible(context: Context, frame: Frame, unit: Unit, relation: str) -> bool:
    if (
        unit.upos not in ("NOUN", "PROPN", "X", "ADJ", "NUM", "DET")
        or (unit.bare.startswith(_ALL_OF) and any(w.upos == "PRON" for w in unit.words))
        or context.reading.complementiser(unit.index) is not None
    ):
        return False
    if relation == "obj":
        return frame.heads == "any" or frame.content != "nominal" or is_event_noun(unit)
    return relation == "nsubj" and frame.content == "nominal" and unit.index == context.first and is_event_noun(unit)


def _kind(frame: Frame) -> OpeningKind:
    if frame.content == "predication":
        return "predication"
    if frame.content == "topic":
        return "topic"
    return "nominal"
