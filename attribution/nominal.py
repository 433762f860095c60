"""Noun phrases: where the phrase that names a source begins and ends.

Titles, names and appositions are long in newspapers («مدير عام … بوزارة …، الدكتور …»), and parsers break them up, so
the extent is read from the words: it runs on until something that cannot belong to a name (a verb, a complementiser, a
setting such as «في تصريح», a time, a listener «لـ«الصحيفة»»), a comma only where an apposition or relative follows.
"""

from __future__ import annotations

from attribution.event_nouns import MONTHS, is_event_noun
from attribution.function_words import folded
from attribution.lexicon import fold
from attribution.syntax import Reading, Unit

__all__ = [
    "is_annexed",
    "is_preposition",
    "is_setting",
    "is_time",
    "noun_phrase_end",
    "phrase_start_before",
    "skip_settings",
]


_PREPOSITIONS = folded("في من على إلى عن ب ل ك مع لدى عند حول ضد بين تجاه نحو حيال")
_FIXED_SETTINGS = folded("هامش لسان خلفية صعيد ضوء متن")
_SETTING_PREPOSITIONS = folded("في ب خلال عبر أمام على عقب بعد قبل إثر أثناء لدى ضمن من إلى عن ل مع حول بشأن")
_SETTING_NOUNS = folded(
    """
    تصريح تصريحات تصريحاته تصريحاتها تصريحه بيان بيانه بيانها بيانات مؤتمر حديث حديثه حديثها أحاديث لقاء
    مقابلة حوار كلمة كلمته كلمتها خطاب خطابه خطابها رسالة تغريدة تغريدات تعليق تعليقه اتصال برقية برنامج
    ختام مستهل وقت الوقت هذا ذات السياق سياق تقرير تقريرها تقريره عددها عدده افتتاح افتتاحه مداخلة صفحته
    صفحتها حسابه حسابها موقعه موقعها ندوة جلسة معرض رده ردا هامش لسان خلفية صعيد ضوء تصريحها منشور
    تدوينة مقال مقطع ندائه مذكرة وثيقة إيجاز جانبه جهته ناحيته جانبها جهتها ناحيتها دوره دورها دورهم
    اجتماع اجتماعه زيارة زيارته محاضرة استضافته ظهور احتفال حفل مؤتمره الصدد الشأن الإطار الخصوص المقابل
    البداية النهاية بلاغ بلاغه بلاغها استقباله استقبالها
    """
)
_DEMONSTRATIVES = folded("هذا هذه ذلك تلك ذات نفس ذاته ذاتها نفسه نفسها")
_TIMES = folded(
    """
    أمس اليوم غدا الليلة البارحة مساء صباح فجر ظهر عصر يوم الأحد الاثنين الإثنين الثلاثاء الأربعاء
    الخميس الجمعة السبت الماضي أيضا كذلك حينها آنذاك لاحقا سابقا مؤخرا أخيرا حاليا ساعة الآن أول ثانية مجددا
    """
)
_ASIDE = 14
_LONGEST_NAME = 5
_BEFORE_A_NAME = folded("بن ابن بنت آل أبو أبي عبد أم")
_IN_CHARGE = folded(
    """
    المشرف مشرف المشرفة القائم القائمون القائمين قائم المطلع مطلع مطلعة المطلعة المطلعين العام المشرفين
    الحاصل
    """
)
_REPLIES = folded("ردا تعليقا معلقا تعقيبا")
_SPEAKING = folded("متحدثا")
_SUBORDINATORS = folded(
    """
    نقلا خلال عقب بعد قبل إثر أثناء عبر منذ حتى بينما فيما حيث عندما إذ إذا لما كما ردا تعليقا معلقا تعقيبا ضمن
    وسط بشأن بخصوص حين حينما حول لكن لكنه بل إنما مما بما لأن كي لكي رغم إلا غير سوى حال ساعيا
    """
)
_STOP_WORDS = _SUBORDINATORS | folded(
    """
    قد وقد فقد فإن لقد سوف هل ما لا لم لن ليس كان كانت هو هي هم وهو وهي وهم وهما إنه أنه ان بالفعل
    """
)
_LISTENERS = folded(
    """
    للصحفيين للصحافيين لوكالة لصحيفة لقناة لموقع للصحيفة لإذاعة لشبكة للجزيرة للعربية لمراسلنا لبرنامج
    للوكالة للإعلاميين
    """
)
_LISTENING = folded("مراسل مراسلة مراسلنا مراسلتنا وكالة صحيفة جريدة مجلة قناة موقع إذاعة شبكة تلفزيون برنامج")


def is_annexed(reading: Reading, index: int) -> bool:
    """Whether a definite noun is the genitive of the article-less noun right before it (وزارة الصحة)."""
    if index == 0:
        return False
    before, unit = reading.units[index - 1], reading.units[index]
    return (
        before.upos == "NOUN"
        and not before.bare.startswith("ال")
        and not before.text.endswith(("ا", "ً"))
        and before.words[-1].upos != "PRON"
        and unit.upos in ("NOUN", "PROPN", "X")
        and unit.key.startswith("ال")
        and unit.words[0].upos != "ADP"
    )


def is_preposition(unit: Unit) -> bool:
    """Whether a token is a preposition by itself (على, not the name علي)."""
    return unit.key in _PREPOSITIONS and not unit.is_name


def is_setting(reading: Reading, index: int) -> bool:
    """Whether an occasion, time or listener begins at a token: «في تصريح», «أمس», «خلال», «لـ«الصحيفة»»."""
    unit = reading.units[index]
    if unit.key in _TIMES or unit.key in _SUBORDINATORS or _is_listener(unit):
        return True
    key = unit.key
    if key in ("ل", "لـ", "ل-"):
        return True
    following = reading.units[index + 1] if index + 1 < len(reading.units) else None
    if following is not None and following.is_mark and key.startswith("ل") and len(key) <= 2:
        return True
    if key == "علي" and following is not None:
        return following.bare in _FIXED_SETTINGS
    if key in _SETTING_PREPOSITIONS and following is not None:
        return (
            following.bare in _SETTING_NOUNS
            or _without_article(following.bare) in _SETTING_NOUNS
            or following.key in _TIMES
        )
    return key[:1] in ("ب", "ل") and key[1:] in _SETTING_NOUNS


def _is_listener(unit: Unit) -> bool:
    """Whether it names whom the words are said to: «للصحفيين», «لمراسلة»."""
    if unit.key in _LISTENERS:
        return True
    words = [word for word in unit.words if word.upos != "CCONJ"]
    return len(words) > 1 and words[0].form == "ل" and fold(words[1].form) in _LISTENING


def _without_article(key: str) -> str:
    return key[2:] if key.startswith("ال") else key


def is_time(unit: Unit) -> bool:
    """A day that governs no noun after it: «أمس», «الخميس», not «يوم»."""
    return unit.key in _TIMES and (unit.key == "امس" or unit.key.startswith("ال"))


def noun_phrase_end(reading: Reading, first: int, limit: int, *, appositions_allowed: bool = True) -> int:
    """Index of the last token of the noun phrase that begins at ``first``, before ``limit``.

    ``first - 1`` if no noun phrase begins there.
    """
    last = first - 1
    index = first
    in_relative = False
    appositions = 0
    while index < limit:
        unit = reading.units[index]
        if unit.is_comma:
            if not _apposition_follows(reading, index, limit, first_one=appositions_allowed and not appositions):
                break
            appositions += 1
            in_relative = False
        elif unit.is_mark or unit.is_dash or unit.text == "(":
            closing = _closing_of(reading, index, limit)
            if closing is None:
                break
            last = index = closing
        elif unit.is_stop or unit.is_colon or not _goes_on(reading, first, index, limit, in_relative=in_relative):
            break
        else:
            in_relative = in_relative or (unit.is_relative and index > first)
            last = index
        index += 1
    while last > first and _is_trailing(reading.units[last]):
        last -= 1
    return last if last < first or not is_preposition(reading.units[last]) else first - 1


def _goes_on(reading: Reading, first: int, index: int, limit: int, *, in_relative: bool) -> bool:
    """Whether a word belongs to the noun phrase that began at ``first``."""
    unit = reading.units[index]
    if in_relative:
        return unit.key not in _REPLIES and (index < limit - 1 or reading.complementiser(index) is None)
    if index == first:
        return not (unit.is_verb or unit.key in _STOP_WORDS or is_preposition(unit))
    if unit.is_relative or reading.units[index - 1].key in _BEFORE_A_NAME or not _cannot_belong(reading, index):
        return True
    return unit.is_verb and _ends_a_name(reading, index, limit)


def _closing_of(reading: Reading, index: int, limit: int) -> int | None:
    """The token that closes the quotation marks, dashes or brackets that open at one, if it is near."""
    opener = reading.units[index]
    for following in range(index + 1, min(index + _ASIDE, limit)):
        unit = reading.units[following]
        if (
            (unit.is_mark and opener.is_mark)
            or (unit.is_dash and opener.is_dash)
            or (opener.text, unit.text) == ("(", ")")
        ):
            return following
    return None


def _ends_a_name(reading: Reading, index: int, limit: int) -> bool:
    """Whether a word taken for a verb is the last of a name: a name before it, the end of the phrase after it."""
    if reading.units[index - 1].upos not in ("PROPN", "X"):
        return False
    if index + 1 >= limit:
        return True
    after = reading.units[index + 1]
    return after.is_punctuation or after.key in _STOP_WORDS or reading.complementiser(index + 1) is not None


def _is_trailing(unit: Unit) -> bool:
    """What cannot end a name: a preposition, a comma, a day or date at the end of a relative clause."""
    return is_preposition(unit) or unit.is_comma or unit.key in _TIMES or unit.key.isdigit() or unit.key in MONTHS


def _cannot_belong(reading: Reading, index: int) -> bool:
    unit = reading.units[index]
    if reading.complementiser(index) is not None or unit.key in _STOP_WORDS or is_setting(reading, index):
        return True
    if unit.words[0].upos == "ADP" and any(w.upos == "PRON" for w in unit.words):
        return True
    before = reading.units[index - 1]
    if _begins_another(before, unit):
        return True
    if unit.key == "علي" and is_preposition(unit) and before.bare not in _IN_CHARGE:
        return True
    if is_preposition(unit) and unit.key != "من" and before.upos in ("PROPN", "X"):
        return True
    if (
        unit.key.startswith("م")
        and unit.text.endswith(("اً", "ًا", "ا"))
        and (unit.upos in ("ADJ", "ADV") or unit.is_in(_SPEAKING))
        and before.upos != "ADJ"
    ):
        return True
    if unit.key == "متحدثا":
        return True
    return unit.is_verb and not _names_after(reading, index)


def _begins_another(before: Unit, unit: Unit) -> bool:
    """A bare masdar after a definite noun («وفق الوزارة ترميم …») is neither its genitive nor its adjective."""
    definite = before.upos == "NOUN" and before.bare.startswith("ال")
    bare = unit.upos == "NOUN" and not unit.bare.startswith("ال") and unit.words[0].upos == "NOUN"
    return definite and bare and is_event_noun(unit)


def _names_after(reading: Reading, index: int) -> bool:
    """A name that looks like a verb (أحمد, يزيد) stands between names."""
    before = reading.units[index - 1]
    return before.upos == "PROPN" and index + 1 < len(reading.units) and reading.units[index + 1].upos == "PROPN"


def _apposition_follows(reading: Reading, comma: int, limit: int, *, first_one: bool) -> bool:
    """Whether what follows a comma goes on naming: a noun with article, a title, a name, a relative; then a comma."""
    if comma + 1 >= limit:
        return False
    unit = reading.units[comma + 1]
    if unit.is_punctuation or unit.is_verb or unit.key in _STOP_WORDS or is_preposition(unit):
        return False
    if reading.complementiser(comma + 1) is not None or is_setting(reading, comma + 1):
        return False
    if unit.is_relative:
        return True
    if _named_between_commas(reading, comma, limit):
        return True
    if is_event_noun(unit) and not unit.bare.startswith("ال"):
        return False
    return not unit.conjunction and unit.upos in (("NOUN", "PROPN", "ADJ", "X") if first_one else ("ADJ", "PROPN", "X"))


def _named_between_commas(reading: Reading, comma: int, limit: int) -> bool:
    """Whether two to five words without article, the last a name, stand between two commas: «، سهام بن نصر،»."""
    between = []
    for unit in reading.units[comma + 1 : limit]:
        if unit.is_comma:
            break
        if not unit.is_mark:
            between.append(unit)
    else:
        return False
    named = 2 <= len(between) <= _LONGEST_NAME and between[-1].upos in ("PROPN", "X") and not between[0].conjunction
    return (
        named
        and not any(unit.is_verb or unit.is_punctuation for unit in between)
        and not between[0].key.startswith("ال")
    )


def skip_settings(reading: Reading, first: int, limit: int) -> int:
    """Index of the first token from ``first`` on that is no setting, listener, time or mark."""
    index = first
    while index < limit:
        unit = reading.units[index]
        if unit.is_comma or unit.is_dash or unit.key in _TIMES:
            index += 1
        elif is_setting(reading, index):
            comma = _comma_after(reading, index, limit)
            if unit.key in _SETTING_PREPOSITIONS and comma is not None:
                index = comma + 1
                continue
            index += 1
            while index < limit and not reading.units[index].is_comma and reading.units[index].is_punctuation:
                index += 1
            index = _past_listener(reading, index, limit)
        else:
            return index
    return index


def _comma_after(reading: Reading, index: int, limit: int) -> int | None:
    """The comma that closes a setting, if one does before any verb."""
    for following in range(index + 1, min(index + 12, limit)):
        unit = reading.units[following]
        if unit.is_comma:
            return following
        if unit.is_verb or unit.is_colon or unit.is_stop:
            return None
    return None


def _past_listener(reading: Reading, index: int, limit: int) -> int:
    """Past the name after لـ («الرياض» in marks, or one word), or past the noun of «في تصريح» with its adjectives."""
    before = reading.units[index - 1]
    if before.is_mark:
        closing = next((i for i in range(index, min(index + 6, limit)) if reading.units[i].is_mark), None)
        return closing + 1 if closing is not None else index
    if before.text == "(":
        return next((i + 1 for i in range(index, min(index + 6, limit)) if reading.units[i].text == ")"), index)
    if _is_listener(before):
        return _past_name_of_listener(reading, index, limit)
    if before.key in _SETTING_PREPOSITIONS and index < limit:
        index += 2 if reading.units[index].key in _DEMONSTRATIVES else 1
        while index < limit and (reading.units[index].upos == "ADJ" or reading.units[index].key in _DEMONSTRATIVES):
            index += 1
    return index


def _past_name_of_listener(reading: Reading, index: int, limit: int) -> int:
    """Past what names a listener: adjectives, a noun with the article, names up to a mark («لوكالة *الأنباء*»)."""
    units = reading.units
    if index < limit and units[index].upos == "NOUN" and units[index].key.startswith("ال"):
        index += 1
    named = index
    while named < limit and units[named].upos in ("X", "PROPN") and not units[named].is_punctuation:
        named += 1
    if index < named < len(units) and (units[named].is_comma or units[named].is_colon):
        return named
    while index < limit and units[index].upos == "ADJ":
        index += 1
    return index


def phrase_start_before(reading: Reading, index: int, limit: int) -> int:
    """Index of the first token of the noun phrase that ends right before ``index``, not before ``limit``.

    ``index`` itself if no noun phrase ends there.
    """
    first = index
    for i in range(index - 1, limit - 1, -1):
        unit = reading.units[i]
        if unit.is_stop or unit.is_colon or unit.is_comma:
            break
        if unit.is_verb:
            if not any(u.is_relative for u in reading.units[max(i - 8, limit) : i]):
                break
            continue
        if reading.complementiser(i) is not None or unit.key in _STOP_WORDS or unit.key in _SUBORDINATORS:
            break
        if is_preposition(unit) and i == limit:
            break
        first = i
        if unit.conjunction and reading.units[i].upos != "PROPN" and i < index - 1:
            break
    return first
