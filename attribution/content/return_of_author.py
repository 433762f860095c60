"""Where the author takes the word again inside a sentence: another act of the source's, a new topic, a new speaker."""

from __future__ import annotations

from collections.abc import Mapping

from attribution.content.context import Opening
from attribution.cues import Cue, first_token
from attribution.function_words import TOPICS, folded
from attribution.syntax import Reading, Unit

__all__ = ["author_returns", "ends_relative_clause"]

_ACTS = folded(
    """
    دعا طالب ناشد رحب حث أشاد شكر هنأ أعرب أثنى تطرق ثمن نوه سأل تمنى ناقش استعرض تناول اقترح
    """
)
"""Acts of speech that assert nothing, or are cues of their own where they have a content."""
_OFFERS = folded("قدم وجه توجه تقدم رفع")
_THANKS = folded("شكر الشكر شكره شكرها التهنئة التهاني تهنئته التعازي تعازيه العزاء تقدير تقديره التقدير")
"""What is offered in an act of that kind («كما توجه بالشكر إلى …»)."""
_REACH = 6
_STEMS = frozenset(act.removesuffix("ي").removesuffix("ا") for act in _ACTS)
_PARTICIPLES_OF_ACTS = folded(
    """
    مطالبا مطالبة مطالبين داعيا داعية داعين معربا معربة معربين مثمنا مثمنة شاكرا شاكرة مهنئا مهنئة
    مناشدا مناشدة مشيدا مشيدة مشيدين معبرا معبرة معبرين متمنيا متمنية راجيا حاثا موجها سائلا مبديا مبدية مبدين
    منتقدا منتقدة منتقدين مثنيا مثنية مثنين متطرقا متطرقة مستنكرا مستنكرة مستنكرين منددا منددة منددين
    مرحبا مرحبة مرحبين مهيبا مهيبة مستغربا مستغربة متسائلا متسائلة مستعرضا مستعرضة معيدا معيدة ساعيا
    """
)
_OFFERING = folded("مقدما مقدمة مقدمين رافعا رافعة رافعين متقدما متقدمة متوجها متوجهة")
_FEMININE, _PLURAL = "ه", "ين"
_SIDES = folded("جهته جهتها جهتهم جانبه جانبها جانبهم ناحيته ناحيتها")
_IN_TURN = folded("بدوره بدورها بدورهم وبدوره وبدورها")
_OF_TOPICS = TOPICS | folded("فيما أما وأما بالنسبة وبالنسبة")
_TELLS = folded("جاء جاءت يأتي تأتي")
_THIS = folded("هذا هذه ذلك")
_SAYINGS = folded("تصريح تصريحه تصريحها تصريحات تصريحاته تصريحاتها كلام كلامه كلامها إعلان إعلانه إعلانها")
_TURNS = folded("تصريح تصريحات حديث حوار لقاء مقابلة مداخلة بيان تغريدة رسالة")
_LONGEST_TOPIC = 30
_NEGATION = folded("ولم ولا ولن")
_ALSO = folded("كما وكما")


def author_returns(reading: Reading, opening: Opening, cue: Cue, index: int, attributed: Mapping[int, Cue]) -> bool:
    """Whether the words from a token on are the author's: no content goes on there, whatever its kind."""
    if _is_participle_of_act(reading, index) and not _disagrees(reading, cue, index):
        return True
    if _tells_of_the_saying(reading, index) or _opens_topic(reading, index, attributed):
        return True
    if _gives_turn(reading, index, attributed):
        return True
    return _is_other_act(reading, opening, cue, index)


def _is_participle_of_act(reading: Reading, index: int) -> bool:
    """«… مطالبا بـ», «…، مطالبة بـ»: with no comma the feminine may be a masdar («تضمن المحضر مطالبة …»)."""
    unit, before = reading.units[index], reading.units[index - 1]
    if before.is_comma and unit.key in _OFFERING:
        return _offers_thanks(reading, index)
    return unit.key in _PARTICIPLES_OF_ACTS and (before.is_punctuation or not unit.key.endswith("ه"))


def _disagrees(reading: Reading, cue: Cue, index: int) -> bool:
    """Whether a participle is of another gender or number than that of the cue («موضحا أن الأسرى …، مطالبين بـ»)."""
    if cue.part != "participle":
        return False
    return _ending(reading.unit_of(cue.head)) != _ending(reading.units[index])


def _ending(unit: Unit) -> str:
    """The ending that shows a participle's gender and number; empty for the masculine singular."""
    return next((ending for ending in (_FEMININE, _PLURAL) if unit.key.endswith(ending)), "")


def _offers_thanks(reading: Reading, index: int) -> bool:
    """«قدم شكره», «متوجها بالتهنئة»: what is offered is thanks or the like."""
    return any(u.key.removeprefix("ب") in _THANKS for u in reading.units[index + 1 : index + _REACH])


def _is_other_act(reading: Reading, opening: Opening, cue: Cue, index: int) -> bool:
    """«…، ودعا إلى …», «…، كما أثنى على …»: another act of him who speaks, joined to the verb of saying."""
    unit, before, following = reading.units[index], reading.units[index - 1], reading.following(index)
    if unit.key in _ALSO and before.is_comma and following is not None and _is_act(reading, following.index):
        return True
    if not unit.key.startswith("و") or not _is_act(reading, index):
        return False
    if before.is_comma or before.is_mark:
        return True
    joined = unit.is_verb and opening.kind == "clause" and cue.part == "finite" and _agrees(reading, cue, unit)
    return joined and not _has_a_verb_alike(reading, opening, unit)


def _is_act(reading: Reading, index: int) -> bool:
    """Whether a token is دعا, دعت or دعوا of one of those acts, or offers thanks («وتقدم بالشكر»)."""
    unit = reading.units[index]
    key = unit.key.removeprefix("و")
    stems = {key, *(key.removesuffix(end) for end in ("ت", "وا") if key.endswith(end))}
    if stems & (_ACTS | _STEMS):
        return True
    return bool(stems & _OFFERS) and _offers_thanks(reading, index)


def _agrees(reading: Reading, cue: Cue, unit: Unit) -> bool:
    """Whether a verb is of the gender of the cue's; unknown agrees with nothing."""
    gender = reading.sentence.word(cue.head).feats.get("Gender")
    return gender is not None and gender == unit.head.feats.get("Gender")


def _has_a_verb_alike(reading: Reading, opening: Opening, unit: Unit) -> bool:
    """Whether a verb of the content itself is of the same gender and aspect, so that و may join it to that one."""
    shown = (unit.head.feats.get("Gender"), unit.head.feats.get("Aspect"))
    own = reading.units[opening.token : unit.index]
    return any(u.is_verb and (u.head.feats.get("Gender"), u.head.feats.get("Aspect")) == shown for u in own)


def _tells_of_the_saying(reading: Reading, index: int) -> bool:
    """«وجاء هذا البيان ردا على …», «، ويأتي ذلك بعد …», «ويأتي تصريحه في وقت …»."""
    unit, following = reading.units[index], reading.following(index)
    if following is None or not unit.is_in(_TELLS):
        return False
    return (following.key in _THIS or following.key in _SAYINGS) and (
        unit.key.startswith("و") or reading.units[index - 1].is_comma
    )


def _opens_topic(reading: Reading, index: int, attributed: Mapping[int, Cue]) -> bool:
    """«…، وعن سبب ذلك، قال إن …», «…، وفي تصريح للصحيفة قال إن …»: the topic or place of the next report."""
    units, following = reading.units, reading.following(index)
    key = units[index].key
    place = key == "وفي" and following is not None and following.key in _TURNS
    topic = key in _OF_TOPICS and key.startswith(("و", "ا"))
    if not units[index - 1].is_comma or not (topic or place):
        return False
    for other in range(index + 2, min(index + _LONGEST_TOPIC, len(units))):
        if units[other].is_stop:
            return False
        cue = attributed.get(other)
        if cue is not None and cue.part in ("finite", "participle"):
            return cue.part == "finite" and not units[other].conjunction
    return False


def _gives_turn(reading: Reading, index: int, attributed: Mapping[int, Cue]) -> bool:
    """«…، من جهته قال الرئيس …», «…، بدوره أكد …»."""
    units = reading.units
    if not units[index - 1].is_comma:
        return False
    if units[index].key in _IN_TURN:
        return index + 1 in attributed
    if units[index].key not in ("من", "ومن") or index + 2 >= len(units) or units[index + 1].key not in _SIDES:
        return False
    return any(place in attributed for place in (index + 2, index + 3))


def ends_relative_clause(reading: Reading, opening: Opening, cue: Cue, index: int) -> bool:
    """«أشلاء يعتقد أنها لمهاجم، ولا تزال …»: behind a relative clause of reporting the main clause goes on.

    After a comma and و, at a verb or its negation; not where the relative clause is of speech at length («بيانا
    قالت فيه»).
    """
    unit = reading.units[index]
    if (
        opening.kind != "clause"
        or not reading.units[index - 1].is_comma
        or not _stands_in_relative_clause(reading, cue)
    ):
        return False
    return unit.key in _NEGATION or (unit.conjunction and unit.is_verb)


def _stands_in_relative_clause(reading: Reading, cue: Cue) -> bool:
    before = reading.previous(first_token(reading, cue))
    if before is None or cue.part not in ("finite", "passive"):
        return False
    if before.is_relative:
        return True
    word = reading.sentence.word(cue.head)
    return word.deprel.startswith("acl") and word.head < word.id and before.upos in ("NOUN", "ADJ")
