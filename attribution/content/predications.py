"""The object of a predication: «وصف X بأنه Y», «اعتبر X Y», «أرجع X إلى Y»."""

from __future__ import annotations

from attribution.content.context import Context
from attribution.cues.homographs import ONESELF, considers
from attribution.document import Word
from attribution.function_words import TITLES, folded
from attribution.lexicon import Frame, fold
from attribution.nominal import noun_phrase_end, skip_settings
from attribution.syntax import Reading, Unit

__all__ = [
    "after_preposition",
    "has_object_pronoun",
    "is_complete",
    "is_copula",
    "is_free_pronoun",
    "opens_phrase",
    "predicated_object",
    "second_phrase",
]

_REACH_OF_PRONOUN = 4
_SUPERLATIVES = folded(
    "الأفضل الأسوأ الأخطر الأكبر الأهم الأقوى الأكثر الأقل الأعلى الأول الأولى الأبرز الوحيد الوحيدة"
)
_OF_PREDICATES = folded("غير أحد إحدى مجرد بمثابة أكبر أهم أفضل أسوأ أخطر أول")
_FREE_PRONOUNS = folded("إياه إياها إياهم إياهما إياهن إياي إيانا")


def is_complete(context: Context, frame: Frame) -> bool:
    """Whether an object with a bare predicate is likely: where the verb also takes nouns, only if the tree has both."""
    if any(frame.introduced_by) or not any(f.content == "nominal" for f in context.objects):
        return True
    return any(True for _ in context.reading.children(context.cue.head, "xcomp"))


def after_preposition(context: Context, token: int) -> tuple[int, int]:
    """Past the ب of «ما وصفه بـ«العدوان»», past بأنه of «وصفه بأنه …»."""
    unit = context.reading.units[token]
    if context.reading.complementiser(token) is not None and token + 1 < len(context.reading.units):
        return token + 1, context.reading.units[token + 1].span.start_char
    if len(unit.words) > 1 and unit.words[0].upos == "ADP" and unit.words[1].span.start_char > unit.span.start_char:
        return token, unit.words[1].span.start_char
    if _is_unsplit(unit):
        return token, unit.span.start_char + 1
    if len(unit.key) == 1 and token + 1 < len(context.reading.units):
        return token + 1, context.reading.units[token + 1].span.start_char
    return token, unit.span.start_char


def _is_unsplit(unit: Unit) -> bool:
    """«بالطاغوت» taken for one word."""
    return len(unit.words) == 1 and unit.text.startswith("بال") and unit.upos in ("NOUN", "ADJ", "PROPN", "X")


def has_object_pronoun(context: Context) -> bool:
    """Whether a pronoun attached to the cue is its object (وصفه)."""
    unit = context.reading.unit_of(context.cue.head)
    return context.cue.part in ("finite", "participle") and any(
        w.upos == "PRON" for w in unit.words if w.id > context.cue.head
    )


def is_copula(context: Context) -> bool:
    """«يعد / تعتبر» in the third person singular, with no object pronoun: nobody considers anything."""
    word = context.reading.sentence.word(context.cue.head)
    unit = context.reading.unit_of(context.cue.head)
    if context.cue.part != "finite" or not any(
        (f.content == "predication" and not any(f.introduced_by)) or "ك" in f.introduced_by for f in context.frames
    ):
        return False
    return (
        word.form[:1] in ("ي", "ت")
        and not considers(context.reading, unit)
        and not word.form.endswith(("ون", "ان"))
        and not any(w.upos == "PRON" for w in unit.words[1:])
    )


def predicated_object(context: Context, frame: Frame, limit: int) -> int | None:
    """The object of «وصف X Y بـ»: after the subject where one follows the verb, else at once.

    Where the object is a pronoun, the predicate.
    """
    reading = context.reading
    if has_object_pronoun(context):
        return _predicate_of_pronoun(context, frame, limit)
    limit = _predicate_index(context, frame, limit)
    start = skip_settings(reading, context.first, limit)
    if start >= limit or (reading.units[start].is_punctuation and not reading.units[start].is_mark):
        return None
    if reading.units[context.first].is_comma or not (
        opens_phrase(reading.units[start]) or reading.units[start].is_mark
    ):
        return None
    subject = reading.subject(context.cue.head)
    own = reading.units[start].is_in(ONESELF)
    if own or (subject is not None and reading.unit_of(subject.id).index < context.first):
        return start
    verb = reading.sentence.word(context.cue.head)
    closed = noun_phrase_end(reading, start, limit)
    if subject is None and start <= closed < limit - 2 and reading.units[closed + 1].is_comma:
        after = skip_settings(reading, closed + 1, limit)
        return after if after < limit and opens_phrase(reading.units[after]) else None
    if subject is None or {verb.feats.get("Gender"), _gender(subject)} == {"Masc", "Fem"}:
        return start
    end = noun_phrase_end(reading, start, limit)
    boundary = _object_behind(context, subject, start, end, limit)
    if boundary is None and end < limit - 1:
        after = skip_settings(reading, end + 1, limit)
        boundary = after if after < limit and opens_phrase(reading.units[after]) else None
    if boundary is None and _is_object_after_name(reading, start, end):
        boundary = end
    return start if boundary is None else boundary


def _object_behind(context: Context, subject: Word, start: int, end: int, limit: int) -> int | None:
    """Where an object begins behind the subject: a second phrase, a second subject or an object of the tree."""
    reading = context.reading
    second = next((w for w in reading.children(context.cue.head, "nsubj") if w.id > subject.id), None)
    if second is not None and start < reading.unit_of(second.id).index <= end:
        return reading.unit_of(second.id).index
    boundary = second_phrase(reading, start, end)
    if boundary is not None and not _describes_subject(reading, boundary, subject):
        return boundary
    objects = (
        reading.unit_of(w.id).index
        for w in reading.children(context.cue.head, "obj")
        if not any(c.upos == "ADP" for c in reading.children(w.id, "case"))
    )
    in_tree = next((o for o in objects if start < o and (o < limit or _is_accusative(reading, o))), None)
    return boundary if in_tree is None else in_tree


def _describes_subject(reading: Reading, index: int, subject: Word) -> bool:
    """«اعتبر رئيس الحزب سليم الرياحي ضيف البرنامج قراره …»: a noun that the tree hangs on the subject."""
    word = reading.units[index].head
    return word.head == subject.id and word.deprel.startswith("nmod")


def _predicate_of_pronoun(context: Context, frame: Frame, limit: int) -> int | None:
    """The preposition before what an object pronoun is said to be («ما وصفه بالعدوان»), or the bare predicate."""
    preposition = _predicate_index(context, frame, limit)
    if preposition < limit and preposition <= context.first + _REACH_OF_PRONOUN:
        return preposition
    return _bare_predicate(context) if not any(frame.introduced_by) or "" in frame.introduced_by else None


def _bare_predicate(context: Context) -> int | None:
    """What an object pronoun is said to be, after the subject where one follows («الذي اعتبرته المنظمة جريمة»)."""
    reading = context.reading
    units, first, last = reading.units, context.first, len(reading.units)
    if first >= last or reading.complementiser(first) is not None:
        return None
    if _is_indefinite(reading, first):
        return first
    quotation = context.line.quotations.get(first)
    if quotation is not None:
        after = reading.unit_at(quotation.outer.end_char)
        return after if after < last and (units[after].upos == "ADJ" or _is_indefinite(reading, after)) else first
    if not opens_phrase(units[first]):
        return None
    end = noun_phrase_end(reading, first, last)
    places = [reading.unit_of(w.id).index for r in ("obj", "xcomp") for w in reading.children(context.cue.head, r)]
    in_tree = [i for i in places if first < i <= end + 1 and units[i].words[0].upos != "ADP"]
    if in_tree:
        return min(in_tree)
    after = end + 1
    if after < last and (units[after].is_mark or _is_indefinite(reading, after) or units[after].upos == "ADJ"):
        return after
    return next((i for i in range(first + 1, end + 1) if _is_predicate_after(reading, i)), None)


def _is_predicate_after(reading: Reading, index: int) -> bool:
    """Whether a token is a predicate behind the end of the subject («التنظيم غنائم», «الجمهور الأفضل في …»)."""
    if not _is_closed(reading.units[index - 1]):
        return False
    return _is_indefinite(reading, index) or reading.units[index].is_in(_SUPERLATIVES)


def _is_closed(unit: Unit) -> bool:
    """Whether a noun phrase is complete with a token: a name, a definite word, a noun with a pronoun."""
    return unit.upos in ("PROPN", "X") or unit.bare.startswith("ال") or unit.words[-1].upos == "PRON"


def _is_indefinite(reading: Reading, index: int) -> bool:
    """Whether a token heads an indefinite phrase (سابقة في …, غير دستورية), as a predicate does, not a subject."""
    unit = reading.units[index]
    after = reading.units[index + 1] if index + 1 < len(reading.units) else None
    if len(unit.words) > 1 or unit.upos not in ("NOUN", "ADJ") or unit.bare.startswith("ال"):
        return False
    if unit.bare in _OF_PREDICATES:
        return True
    return after is None or not (after.upos in ("NOUN", "PROPN", "X", "ADJ", "DET", "PRON") and _is_closed(after))


def _is_accusative(reading: Reading, index: int) -> bool:
    """Whether an indefinite noun is written as an object (سائحا), so that a ب before it is no predicate's."""
    unit = reading.units[index]
    return unit.head.feats.get("Case") == "Acc" and unit.text.endswith(("ا", "اً", "ًا"))


def _is_object_after_name(reading: Reading, first: int, last: int) -> bool:
    """«اتهم العضو سمير البيطار الوسيط بـ»: a definite word after a name is its own phrase, unless a نسبة (الفرنسية)."""
    word = reading.units[last]
    return (
        last > first + 1
        and reading.units[last - 1].upos in ("PROPN", "X")
        and word.upos in ("NOUN", "ADJ")
        and word.bare.startswith("ال")
        and not word.bare.endswith(("ي", "يه", "يين", "يون"))
    )


def _predicate_index(context: Context, frame: Frame, limit: int) -> int:
    """Where the preposition before the predicate stands («أرجعت X إلى …»); the limit if the frame names none."""
    prepositions = {fold(p) for p in frame.introduced_by if p}
    first = context.first if has_object_pronoun(context) else context.first + 1
    for index in range(first, limit):
        unit = context.reading.units[index]
        glued = len(unit.words) > 1 and unit.words[0].form in prepositions and unit.words[1].upos != "PRON"
        glued = glued or ("ب" in prepositions and has_object_pronoun(context) and _is_unsplit(unit))
        if (unit.key in prepositions or glued) and not (glued and _is_before_object(context, unit)):
            return index
    return limit


def _is_before_object(context: Context, unit: Unit) -> bool:
    """«اعتبر تجار الخضار بالسوق القرار مجحفا»: a phrase inside the subject, whose verb has an object behind it."""
    reading = context.reading
    subject, noun = reading.subject(context.cue.head), unit.words[-1]
    if subject is None or not any(word.id == subject.id for word in reading.ancestors(noun.id)):
        return False
    return any(
        word.id > noun.id and not any(True for _ in reading.children(word.id, "case"))
        for word in reading.children(context.cue.head, "obj")
    )


def opens_phrase(unit: Unit) -> bool:
    """Whether a noun phrase may begin with a token."""
    if is_free_pronoun(unit):
        return True
    return unit.upos in ("NOUN", "PROPN", "X", "DET", "PRON") and unit.words[0].upos != "ADP"


def is_free_pronoun(unit: Unit) -> bool:
    """A pronoun written by itself as the object, whatever its tag («متهما إياه بالتزوير»)."""
    return unit.is_in(_FREE_PRONOUNS)


def second_phrase(reading: Reading, first: int, last: int) -> int | None:
    """Where a second noun phrase begins inside what looks like one: a noun after a name or after a definite noun."""
    units = reading.units
    for index in range(first, last):
        name, after = units[index], units[index + 1]
        if (
            after.upos not in ("NOUN", "DET")
            or after.conjunction
            or after.is_in(TITLES)
            or after.words[0].upos == "ADP"
        ):
            continue
        if name.upos in ("PROPN", "X"):
            return index + 1
        definite = name.bare.startswith("ال") and name.upos in ("NOUN", "ADJ")
        if definite and not name.is_in(TITLES):
            return index + 1
    return None


def _gender(word: Word) -> str | None:
    """The gender of a singular noun, by its tag or its ending; None where agreement says nothing."""
    if word.upos != "NOUN" or word.feats.get("Number") != "Sing":
        return None
    return word.feats.get("Gender") or ("Fem" if fold(word.form).endswith("ه") else "Masc")
