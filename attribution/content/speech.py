"""Words of the source: after a colon, in quotation marks, or with nothing to introduce them."""

from __future__ import annotations

from attribution.content.context import Context, Opening
from attribution.content.ownership import only_subject_between
from attribution.function_words import LISTING, TOPICS, folded
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = [
    "bare_speech",
    "clause_opening",
    "is_told_a_listener",
    "speech_after_colon",
    "speech_before_clause",
    "spoken_quotation",
]

_SHORT_QUOTATION = 4
_LONG_QUOTATION = 12
_COUNTED = folded("ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان ثمانية ثماني تسع تسعة عشر عشرة عدة")
"""Before a colon: so many things follow («وجوه فلسفته الأربعة: …»)."""
_LONGEST_NAME = 6
_LONGEST_LISTENER = 4
_LONGEST_TURN = 6
"""Tokens up to the verb of «من جانبه، قال …»."""
_WORKS = folded("رواية كتاب ديوان قصيدة أغنية مسلسل فيلم مسرحية مجموعة")
"""Before a mark: the title of a work («كتبت رواية «…»»)."""
_CLAUSE_OPENERS = folded("هناك ثمة نحن أنا إذا لو لقد ليس ليست لسنا لست أما إنما")
_VERBAL_PARTICLES = folded("لم لن لا قد لقد سوف ما")
_SETTINGS = folded("خلال أثناء أمس اليوم الأسبوع الشهر قبل بعد عقب مساء صباح ظهر عشية كما وذلك مع ردا تعليقا تعقيبا")


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
    if units[index - 1].is_in(LISTING) or units[index - 1].bare.removeprefix("ال") in _COUNTED:
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
    inner_first = context.reading.unit_at(quotation.inner.start_char)
    spoken = forced or _is_set_off(context, index, quotation)
    if not forced and ((not spoken and _holds_no_speech(context, index)) or _holds_a_name(context, index, quotation)):
        return None
    if forced and _words_of(context, quotation) < 3 and not _closes_sentence(context, quotation):
        return None
    start = quotation.inner.start_char
    token = inner_first
    if inner_first < len(units):
        complementiser = context.reading.complementiser(inner_first)
        if complementiser is not None and complementiser.kind == "inna" and units[inner_first].key == "ان":
            token = inner_first + 1
            start = units[token].span.start_char if token < len(units) else start
    return Opening("quotation", token, start, index, "content.quotation", quotation)


def _holds_no_speech(context: Context, index: int) -> bool:
    """Whether what stands before a mark says that no speech opens there: an object, a preposition, a work."""
    if not context.speech and _is_mere_mark(context, index):
        return True
    if context.cue.part == "noun" or (context.objects and _stands_in_object(context, index)):
        return True
    if not index:
        return False
    before = context.reading.units[index - 1]
    if before.key in ("ل", "لـ", "ب", "في", "من", "الي", "علي") or (len(before.key) == 1 and before.key.isalpha()):
        return True
    return before.bare.removeprefix("ال") in _WORKS


def is_told_a_listener(reading: Reading, index: int) -> bool:
    """«قال الرجل الذي نقل المصاب لوكالة محلية «…»»: a listener before the mark goes with the first verb."""
    for unit in reversed(reading.units[max(index - _LONGEST_LISTENER, 0) : index]):
        if unit.is_punctuation or unit.is_verb:
            return False
        if unit.words[0].form == "ل" and unit.words[0].upos == "ADP":
            return True
    return False


def _is_set_off(context: Context, index: int, quotation: Quotation) -> bool:
    """«وذكر المدير، رئيس مجلس الشركة، «نسعى …»»: a sentence in marks behind a comma or listener of a verb of saying."""
    if not context.speech or not index:
        return False
    if not (context.reading.units[index - 1].is_comma or is_told_a_listener(context.reading, index)):
        return False
    first, last = (context.reading.unit_at(x) for x in quotation.inner)
    has_verb = any(u.is_verb for u in context.reading.units[first:last])
    return has_verb and _words_of(context, quotation) > _LONGEST_NAME


def _holds_a_name(context: Context, index: int, quotation: Quotation) -> bool:
    """Whether marks hold a few words without a verb, or what a noun before them is called."""
    units = context.reading.units
    words = _words_of(context, quotation)
    first = context.reading.unit_at(quotation.inner.start_char)
    if first < len(units) and context.reading.complementiser(first) is not None:
        return False
    inside = units[first : context.reading.unit_at(quotation.inner.end_char)]
    has_verb = any(u.is_verb for u in inside)
    if words < _SHORT_QUOTATION and not (has_verb and 0 < index < context.first + 2):
        return True
    if not has_verb and (_is_name(context, quotation) or all(u.upos in ("PROPN", "X") for u in inside)):
        return True
    return words <= _LONGEST_NAME and _names_the_subject(context, index, quotation)


def _is_mere_mark(context: Context, index: int) -> bool:
    """Marks behind a verb that takes clauses only («تحدث عن «النحل»»): no أن, no «قائلا», a word before them."""
    if index == context.first or context.cue.evidence.rule == "cue.joined":
        return False
    return not any(context.reading.complementiser(i) is not None for i in range(context.first, index))


def _stands_in_object(context: Context, index: int) -> bool:
    """Whether marks stand in or behind the object of a verb, around a name or part of it."""
    if not only_subject_between(context, index):
        return not is_told_a_listener(context.reading, index)
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


def _names_the_subject(context: Context, index: int, quotation: Quotation) -> bool:
    """«كتب معرض «صنع في بلدي» للأسر قصة نجاح»: marks right behind a bare noun after the verb, a preposition behind."""
    units = context.reading.units
    before = units[index - 1]
    behind = context.reading.unit_at(quotation.outer.end_char)
    if index != context.first + 1 or before.upos != "NOUN" or before.bare.startswith("ال") or behind >= len(units):
        return False
    return units[behind].words[0].upos == "ADP" and not units[behind].conjunction


def _may_speak_bare(context: Context) -> bool:
    """A verb of saying at the head of its sentence or after a topic, or such a participle after a comma."""
    if not context.speech or not context.clause or context.objects:
        return False
    units = context.reading.units
    if context.cue.part == "participle":
        return context.first >= 2 and units[context.first - 2].is_comma
    return context.cue.part == "finite" and (
        context.first <= 2
        or units[0].bare in TOPICS
        or (context.first <= _LONGEST_TURN and units[context.first - 2].is_comma)
        or _goes_on_speaking(context, context.first)
    )


def _goes_on_speaking(context: Context, index: int) -> bool:
    """«، ويقول إذا أردنا …», «، وأضاف بلغت الكلفة …»: after a comma, right before what can only open a clause."""
    units = context.reading.units
    if index < 3 or index >= len(units) or not units[index - 1].conjunction:
        return False
    opens = units[index].key in _CLAUSE_OPENERS | _VERBAL_PARTICLES or units[index].is_verb
    return units[index - 2].is_comma and opens


def _speech_after_comma(context: Context) -> Opening | None:
    """«وأضاف، كل محافظة مستعدة …»: a comma in the place of the colon, no setting after it."""
    units = context.reading.units
    after = context.first + 1
    if after + 1 >= len(units) or not units[context.first].is_comma:
        return None
    unit = units[after]
    if unit.is_punctuation or unit.is_in(_SETTINGS) or unit.words[0].upos == "ADP" or unit.upos in ("ADV", "ADP"):
        return None
    if context.reading.complementiser(after) is not None or unit.is_relative:
        return None
    return _bare(context, after)


def bare_speech(context: Context, limit: int) -> Opening | None:
    """Speech with nothing to introduce it: «وأضاف ستكون …», «وأضاف المركز تم رصد …», «، مضيفا الحديقة ستفتح …»."""
    if not _may_speak_bare(context) or context.entry.source_introduced_by:
        return None
    units, first = context.reading.units, context.first
    if units[0].bare in TOPICS and first < limit and not units[first].is_punctuation:
        return _bare(context, first)
    return _speech_after_comma(context) or _clause_after_subject(context, limit)


def speech_before_clause(context: Context, introducer: int) -> Opening | None:
    """«قال الأب لقد تعودت أن أزور …», «قال أؤكد أن …»: speech in the first person, whose أن is its own."""
    found = bare_speech(context, introducer)
    if found is None or context.reading.complementiser(introducer) is None:
        return None
    units = context.reading.units
    said = units[found.token + 1 if units[found.token].key in _VERBAL_PARTICLES else found.token]
    return found if said.is_verb and said.head.feats.get("Person") == "1" else None


def _clause_after_subject(context: Context, limit: int) -> Opening | None:
    """The first verb or «هناك», «نحن», «إذا» that is in no relative clause of the subject."""
    units = context.reading.units
    in_relative = False
    for index in range(context.first, min(context.first + 8, limit)):
        unit = units[index]
        if unit.is_comma or unit.is_stop or unit.is_mark:
            return None
        in_relative = in_relative or unit.is_relative
        if unit.key in _CLAUSE_OPENERS and not in_relative:
            return _bare(context, index)
        if unit.head.deprel.startswith("acl") and unit.is_verb and unit.head.head < unit.head.id:
            continue
        if unit.is_verb and not in_relative:
            if context.cue.part == "participle":
                return _bare(context, context.first)
            return _bare(context, index - 1 if units[index - 1].key in _VERBAL_PARTICLES else index)
        if unit.is_verb:
            in_relative = False
    return None


def _bare(context: Context, index: int) -> Opening:
    return Opening("speech", index, context.reading.units[index].span.start_char, index, "content.bare_speech")
