"""Quotation marks round a name or a title, which are not the source's words."""

from __future__ import annotations

import re

from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.quotation import Quotation
from attribution.syntax import Reading, Unit

__all__ = ["is_name"]

_PHRASE_OPENERS = folded("على في من لا لم لن إلى عن غير ذات ذو ذي")
_NAMING_WORDS = folded(
    """
    اسم باسم إسم تسمى يسمى سمى سماه سماها تسميته المسماة المسمى يدعى تدعى المدعو يعرف تعرف المعروف
    المعروفة بعنوان عنوان عنوانها عنوانه لقب بلقب يلقب تلقب الملقب الملقبة المكنى المكناة المكنية
    عبارة مصطلح برنامج برامج دورة دورات حملة مبادرة مشروع معرض ملتقى مهرجان ندوة محاضرة كتاب رواية فيلم مسلسل مسرحية
    أغنية قصيدة ديوان مسابقة جائزة لعبة تطبيق جبهة كتيبة لواء نموذج سلسلة
    """
)
_CALLED = folded(
    "أسماه أسماها أسماهم أسمته أسمتها أسمتهم سماه سماها سماهم سمته سمتها وصفه وصفها وصفهم وصفته وصفتها وصفتهم"
)
_WORKS = folded("برنامج برامج دورة حملة مبادرة معرض كتاب رواية فيلم مسلسل مسرحية أغنية قصيدة ديوان مسابقة تطبيق")
_OPERATIONS = folded("عملية عمليات حجة ذريعة سياسة حالة")
_NO_MORE_THAN = folded("مجرد بمثابة")
_MOMENTS = folded("أمس اليوم غدا الآن")
_SURNAME_ENDINGS = ("ي", "يه")
_FREE_RELATIVES = folded("ما مما عما بما من ممن بمن عمن لما")
_DESCRIBING = re.compile("[وف]?[يت]?وصف|[وف]?واصف")
_REACH_OF_DESCRIPTION = 7
_DEFINITE = re.compile("[وفبك]{0,2}ال|[وف]?لل")
_LATIN_GLOSS = re.compile(r"\s?\(\s?[A-Za-z]")
_LONGEST_NAME = 6
_LONGEST_AFTER_NOUN = 4
_LONGEST_RECURRING = 3
_RECURRENCES = 3


def is_name(reading: Reading, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Marks around a name («إيبولا»), not around words of the source.

    A name is short; it follows the noun it names (برنامج «…»), another name or a verb of naming, is an institution of
    the lexicon, has the article, digits or Latin letters, is given in Latin letters behind, or recurs. What the source
    is said to call or describe something (ما أسماه «…», وصفه بـ«…»), and an adjective of the noun before it, are its
    words.
    """
    first, last = reading.unit_at(quotation.inner.start_char), reading.unit_at(quotation.inner.end_char)
    units = [u for u in reading.units[first:last] if not u.is_punctuation]
    before = reading.previous(first)
    if not units or units[0].key in _PHRASE_OPENERS:
        return not units or (before is not None and before.bare in _WORKS)
    if before is not None and _is_description(reading, before, units):
        return False
    if before is not None and _is_named_by(reading, before):
        return True
    if len(units) == 1 and _is_scare_word(before, units[0]) and not _is_institution(reading, units, lexicon):
        return False
    return _looks_like_a_name(reading, quotation, before, units, lexicon)


def _looks_like_a_name(
    reading: Reading, quotation: Quotation, before: Unit | None, units: list[Unit], lexicon: Lexicon
) -> bool:
    """A short phrase behind a name or noun, with digits or Latin letters, of the lexicon, recurring, or definite."""
    if before is not None and before.upos in ("PROPN", "X") and len(units) <= _LONGEST_AFTER_NOUN:
        return not _is_said_of_name(units)
    if len(units) <= _LONGEST_NAME and (_has_other_script(units) or _is_glossed(reading, quotation)):
        return True
    if _is_institution(reading, units, lexicon):
        return True
    if before is not None and before.upos == "NOUN" and not before.bare.startswith("ال") and not is_event_noun(before):
        return len(units) <= _LONGEST_AFTER_NOUN
    if any(u.is_verb for u in units) or len(units) > _LONGEST_NAME:
        return False
    if _recurs(reading, quotation, len(units)):
        return True
    return not _is_plain_phrase(units) and all(u.upos in ("PROPN", "X") or u.bare.startswith("ال") for u in units)


def _is_scare_word(before: Unit | None, word: Unit) -> bool:
    """One word that judges: a happening, a plural or an adjective («الإرهاب», «المتشددين», عملية «تحرير» المدينة)."""
    if word.head.upos not in ("NOUN", "ADJ"):
        return False
    if not word.bare.startswith("ال"):
        return before is not None and before.bare in _OPERATIONS and is_event_noun(word)
    return is_event_noun(word) or word.head.feats.get("Number") == "Plur"


def _is_description(reading: Reading, before: Unit, units: list[Unit]) -> bool:
    """«ما أسماه «…»», «وصفها السفير بـ«…»», «مجرد «…»», «ضربة «قانونية»», «القرار «الجائر»»."""
    if before.is_in(_NO_MORE_THAN) or _is_verb_in_marks(before, units[0]):
        return True
    if before.is_in(_CALLED) and before.index and reading.units[before.index - 1].is_in(_FREE_RELATIVES):
        return True
    if before.key.rstrip("ـ") == "ب":
        window = reading.units[max(before.index - _REACH_OF_DESCRIPTION, 0) : before.index]
        return any(_DESCRIBING.match(u.key) for u in window)
    if before.head.upos in ("NOUN", "ADJ") and _DEFINITE.match(before.bare) and _are_definite_adjectives(units):
        return len(units) > 1 or not units[0].key.endswith(_SURNAME_ENDINGS)
    plain = units[0].upos == "ADJ" and not units[0].bare.startswith("ال")
    return plain and before.upos in ("NOUN", "ADJ") and not before.bare.startswith("ال")


def _is_named_by(reading: Reading, before: Unit) -> bool:
    """A word of naming before the marks, with or without a separate بـ («الملقب بـ«…»»)."""
    if before.key.rstrip("ـ") == "ب" and before.index:
        return reading.units[before.index - 1].is_in(_NAMING_WORDS)
    return before.is_in(_NAMING_WORDS)


def _is_said_of_name(units: list[Unit]) -> bool:
    """What the source says of a name before the marks: «بريكست «أمر عظيم»», «بريطانيا «سريعا»»."""
    if len(units) > 1 and units[0].upos == "NOUN" and units[0].bare.endswith("ا"):
        return True
    if any(u.bare.startswith("ال") or u.upos in ("PROPN", "X") for u in units):
        return False
    if len(units) == 1:
        return units[0].upos == "ADJ" and units[0].bare.endswith("ا")
    return units[0].upos == "NOUN" and all(u.upos == "ADJ" for u in units[1:])


def _is_verb_in_marks(before: Unit, first: Unit) -> bool:
    """A verb of the sentence, behind an accusative or a word of time («17 شخصا «استشهدوا»»); not a title."""
    if not first.is_verb or first.head.feats.get("Person") != "3":
        return False
    return before.is_in(_MOMENTS) or (before.upos == "NOUN" and before.bare.endswith("ا"))


def _are_definite_adjectives(units: list[Unit]) -> bool:
    return all(u.head.upos == "ADJ" and u.bare.removeprefix("و").startswith("ال") for u in units)


def _is_plain_phrase(units: list[Unit]) -> bool:
    """A plural or a happening with its adjectives («الأنشطة المؤذية», «الحياد الإيجابي»): few names are so made."""
    head, rest = units[0], units[1:]
    if not rest or head.head.upos != "NOUN" or not _are_definite_adjectives(rest):
        return False
    return head.head.feats.get("Number") == "Plur" or is_event_noun(head)


def _recurs(reading: Reading, quotation: Quotation, length: int) -> bool:
    """Whether a short phrase without a verb stands in the article again and again: what the article is about."""
    text = reading.document.text
    return length <= _LONGEST_RECURRING and text.count(quotation.inner.of(text)) >= _RECURRENCES


def _has_other_script(units: list[Unit]) -> bool:
    return any(c.isdigit() or (c.isascii() and c.isalpha()) for u in units for c in u.text)


def _is_glossed(reading: Reading, quotation: Quotation) -> bool:
    return _LATIN_GLOSS.match(reading.document.text, quotation.outer.end_char) is not None


def _is_institution(reading: Reading, units: list[Unit], lexicon: Lexicon) -> bool:
    """Whether the whole of it is a name that the lexicon has (داعش, الحشد الشعبي)."""
    words = {w.id for u in units for w in u.words}
    matches = lexicon.phrases(reading.sentence, ("institutions", "media"))
    return any(words == set(m.words) for m in matches)
