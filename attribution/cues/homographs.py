"""Spellings of two verbs, or of a verb and a preposition: which one a sentence has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attribution.function_words import EVIDENCE, folded
from attribution.lexicon import VerbForm
from attribution.nominal import is_time
from attribution.syntax import Reading, Unit

__all__ = ["ONESELF", "SHADDA", "considers", "is_bayyana", "is_homograph", "without_homographs"]

SHADDA: Final = "\u0651"
_LEADS = folded("من وعن كما وكما بدوره بدورها هذا وقد وقد قد حيث فيما بينما")
_LONGEST_LEAD = 3
_COUNTS_AS = re.compile("[وف]?[يت]عتبر")
_IS_CALLED = re.compile("[وف]?[يتن]دعى")
_BETWEEN = re.compile("بين(ها|هم|هما|نا)?")
_NEVER: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "verb.abana": re.compile("[وف]?إبان"),
        "verb.tamana": re.compile("[وف]?[اإ]طم[أئا]ن(ت|وا|ا|ّ)?"),
        "verb.tabanna": re.compile("[وف]?تبنّ?ي"),
        "verb.waada": re.compile("[وف]?[أا]عد(ه|ها|هم|هما)"),
    }
)
"""Spellings that are another word: إبان «during», اطمأن, the noun تبني, أعدها «prepared»."""
_LESS_OR_MORE = re.compile("[يت](قل|زيد|زد)")
_NEGATORS = folded("لا ولا ألا وألا لن ولن")
_NO_FINITE_AFTER = folded("يجب ينبغي يمكن يمكننا يمكنك يمكنه يمكنها دون بدون بلا")
_BEFORE_A_JUSSIVE = folded("لم ولم ألم لا")
_AS_FAR_AS = re.compile("استطاع|(ال)?(امكان|مستطاع)")
_LONGEST_SPEAKER = 8
_LONGEST_OBJECT = 6
_SHOWS_OR_APPEARS = frozenset({"يظهر", "تظهر"})
_UNSAID = folded("أنه أنها إنه إنها لأنه لأنها زال زالت كان كانت")
_TANWIN = ("\u064bا", "ا\u064b", "ا")
ONESELF = folded("نفسه نفسها أنفسهم نفسي أنفسنا ذاته ذاتها")
_THIS = folded("هذا هذه ذلك تلك")
_LONGEST_RELAY = 24
_AS_REPORTED = folded("ما مما بما كما وكما فيما حسبما وفقما مثلما بحسبما")
_SIGNED = folded("اتفاق اتفاقا اتفاقية اتفاقيات اتفاقيتين عقد عقدا عقود عقودا مذكرة مذكرات صفقة صفقات بروتوكول وثيقة")
_NO_VERB_AFTER = folded("من ومن ما فيما وفيما وما")
_SEES_TO = re.compile("[وف]?[يتن]طمئن")
_BY_NAME = folded("باسم باسمه باسمها بلقب بكنية")
_HOPE = re.compile("[وف]?[أا]مل(ًا|ا|اً)")
_HARDLY = folded("يكاد تكاد أكاد يكادون")
_IN_TURN = folded("بدوره بدورها بدورهم بدورهما")


def without_homographs(reading: Reading, unit: Unit, forms: tuple[VerbForm, ...]) -> tuple[VerbForm, ...]:
    """The readings of a form that its spelling and its neighbours leave.

    وعد is «promised» where أن or ب with a noun follows before a relative clause, else «and considered»; يدعى with ى is
    «is called» and بين behind a noun «between», unless a complementiser says otherwise; يطمئن على is
    «sees to», اطمأن «was reassured», إبان «during», أقل «less» but for لم أقل, يعتبر with no pronoun «counts as»
    (with أن it has an entry of its own), عرف باسم «is known as»; what stands right after دون or يجب is no finite
    verb, nor is a first name.
    """
    unwanted = {f.entry.id for f in forms if is_homograph(reading, unit, f.entry.id)}
    if {"verb.waada", "verb.adda"} <= {f.entry.id for f in forms}:
        unwanted.add("verb.adda" if _is_promise(reading, unit) else "verb.waada")
    if not _is_about_to_speak(reading, unit):
        unwanted.add("verb.zada")
    if _before(reading, unit) in _NO_FINITE_AFTER or _is_part_of_a_name(reading, unit):
        forms = tuple(f for f in forms if f.part not in ("finite", "passive"))
    return tuple(f for f in forms if f.entry.id not in unwanted)


def is_homograph(reading: Reading, unit: Unit, entry: str) -> bool:
    """Whether a token only looks like a verb of an entry: the noun of «تبني العملية», the preposition بين."""
    return entry in _by_spelling(reading, unit) or entry in _with_what_follows(reading, unit)


def _before(reading: Reading, unit: Unit) -> str:
    return reading.units[unit.index - 1].key if unit.index else ""


def _by_spelling(reading: Reading, unit: Unit) -> Iterator[str]:
    """Verbs that a spelling is not, by itself or with the word before it."""
    yield from (entry for entry, spelling in _NEVER.items() if spelling.fullmatch(unit.text))
    if _IS_CALLED.fullmatch(unit.text) and not _has_complementiser_near(reading, unit):
        yield "verb.iddaa"
    if _BETWEEN.fullmatch(unit.text) and _is_between(reading, unit):
        yield "verb.bayyana"
    if _HOPE.fullmatch(unit.text) and not _has_complementiser_near(reading, unit):
        yield "verb.amala"
    if unit.key in ("تذكر", "يذكر") and _before(reading, unit) in _HARDLY:
        yield "verb.dhakara"
    if _COUNTS_AS.fullmatch(unit.text) and not considers(reading, unit):
        yield "verb.itabara"
    if unit.key == "اقل" and _before(reading, unit) not in _BEFORE_A_JUSSIVE:
        yield "verb.qala"
    if _LESS_OR_MORE.fullmatch(unit.key) and _before(reading, unit) in _NEGATORS:
        yield "verb.qala" if unit.key.endswith("قل") else "verb.zada"


def _with_what_follows(reading: Reading, unit: Unit) -> Iterator[str]:
    """Verbs that are none of saying before a word: يطمئن على, نقل إلى, عرف باسم, يغرد خارج, قدر of «قدر استطاعته»."""
    following = reading.following(unit.index)
    if following is None:
        return
    if following.key == "علي" and _SEES_TO.fullmatch(unit.text):
        yield "verb.tamana"
    if following.key == "الي" or not _relays(reading, unit):
        yield "verb.naqala"
    if unit.bare in ("توقع", "يوقع") and following.bare.removeprefix("ال") in _SIGNED:
        yield "verb.tawaqqaa"
    if unit.bare in _SHOWS_OR_APPEARS and not _is_shown_by_evidence(reading, unit, following):
        yield "verb.azhara"
    if following.key in _BY_NAME:
        yield "verb.arafa"
    if following.key == "خارج":
        yield "verb.gharrada"
    if unit.bare in ("قدر", "بقدر") and _AS_FAR_AS.match(following.bare):
        yield "verb.qaddara"


def considers(reading: Reading, unit: Unit) -> bool:
    """«يعتبر نفسه», «الحملة تعتبر هذا البرنامج جزءا»: a subject before it, an object and its predicate behind it."""
    following = reading.following(unit.index)
    if following is None or following.is_in(ONESELF):
        return following is not None
    definite = following.bare.startswith("ال") and following.upos == "NOUN" and not is_time(following)
    if not (definite or following.is_in(_THIS)):
        return False
    if not _has_subject_before(reading, unit):
        return False
    near = reading.units[following.index + 1 : following.index + 1 + _LONGEST_OBJECT]
    for after in near:
        if after.is_comma or after.is_verb or after.is_relative or after.conjunction:
            return False
        if after.is_mark or after.key == "غير":
            return True
        if after.upos in ("NOUN", "ADJ") and after.text.endswith(_TANWIN) and after.key.endswith("ا"):
            return True
    return False


def _is_shown_by_evidence(reading: Reading, unit: Unit, following: Unit) -> bool:
    """«بيانات تظهر ارتفاع …», «تظهر الدراسات تراجع …»: shows; «تظهر النتائج غدا» appears."""
    before = reading.previous(unit.index)
    return following.bare.removeprefix("ال") in EVIDENCE or (before is not None and before.is_in(EVIDENCE))


def _has_subject_before(reading: Reading, unit: Unit) -> bool:
    """A noun before it, or what leaves its subject unsaid («أنه يعتبر», «ما زال يعتبر»)."""
    subject = reading.subject(unit.head.id)
    if subject is not None:
        return subject.id < unit.head.id
    return unit.index > 0 and reading.units[unit.index - 1].is_in(_UNSAID)


def _relays(reading: Reading, unit: Unit) -> bool:
    """Whether نقل is «relayed»: with عن, a clause or a mark behind it, or after ما or كما; else things are carried."""
    before = _before(reading, unit)
    if before in _AS_REPORTED or before.endswith("ما"):
        return True
    near = reading.units[unit.index + 1 : unit.index + 1 + _LONGEST_RELAY]
    if any(u.key == "عن" for u in near):
        return True
    if unit.index and reading.units[unit.index - 1].is_relative:
        return False
    return any(u.is_mark or reading.complementiser(u.index) is not None for u in near)


def _is_part_of_a_name(reading: Reading, unit: Unit) -> bool:
    """«عزت العلايلي», «نصر الحريري»: tagged a name, with a name beside it."""
    if unit.head.upos != "PROPN" or len(unit.words) > 1:
        return False
    beside = reading.units[unit.index + 1 : unit.index + 2]
    return any(u.head.upos in ("PROPN", "X") and reading.complementiser(u.index) is None for u in beside)


def _is_about_to_speak(reading: Reading, unit: Unit) -> bool:
    """Whether a complementiser, a colon or a mark is near («وزاد المدرب أن», not «تزيد الأسعار»)."""
    near = reading.units[unit.index + 1 : unit.index + 1 + _LONGEST_SPEAKER]
    return any(u.is_colon or u.is_mark or reading.complementiser(u.index) is not None for u in near)


def _has_complementiser_near(reading: Reading, unit: Unit) -> bool:
    near = reading.units[unit.index + 1 : unit.index + 1 + _LONGEST_LEAD]
    return any(reading.complementiser(u.index) is not None for u in near)


def _is_between(reading: Reading, unit: Unit) -> bool:
    """«اللقاء المرتقب بين الفريقين», «يخلط بين», «من بين»: no verb, if no complementiser is right after it."""
    if not unit.index:
        return False
    before = reading.units[unit.index - 1]
    if before.words[-1].upos not in ("NOUN", "ADJ") and not before.is_verb and before.key not in _NO_VERB_AFTER:
        return False
    return unit.index + 1 >= len(reading.units) or reading.complementiser(unit.index + 1) is None


def _is_promise(reading: Reading, unit: Unit) -> bool:
    if SHADDA in unit.text:
        return False
    for following in reading.units[unit.index + 1 :]:
        if following.is_stop or following.is_relative:
            return False
        if reading.complementiser(following.index) is not None:
            return True
        if following.words[0].form == "ب" and following.head.upos == "NOUN" and following.key not in _IN_TURN:
            return True
    return False


def is_bayyana(reading: Reading, unit: Unit) -> bool:
    """بين at the head of a sentence is «made clear» where a complementiser follows; the preposition has none."""
    if SHADDA in unit.text:
        return True
    before = [u for u in reading.units[: unit.index] if not u.is_punctuation]
    if len(before) > _LONGEST_LEAD or (before and not before[0].is_in(_LEADS)):
        return False
    return any(reading.complementiser(u.index) is not None for u in reading.units[unit.index + 1 :])
