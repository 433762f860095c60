"""Verbs of belief and estimate that nobody is subject of: «أشلاء يعتقد أنها», «يشتبه في», «تقدر قيمتها بـ»."""

from __future__ import annotations

from attribution.function_words import folded
from attribution.lexicon import fold
from attribution.sources.clause import SOURCE_KINDS, Clause
from attribution.sources.subjects import Stretch

__all__ = ["BELIEFS", "is_impersonal"]

BELIEFS = frozenset({"اعتقد", "ظن", "توقع", "انتظر", "رجح", "خشي", "افترض", "احتمل", "اشتبه"})
"""Verbs, by their folded lemma, whose imperfect may have nobody as subject (يعتقد, to be read يُعتقد)."""
_SUSPICIONS = frozenset({"اشتبه"})
_ESTIMATES = frozenset({"قدر"})
_PEOPLE = ("roles", "persons", "anonymous", "groups")
_QUANTIFIERS = folded("بعض البعض معظم أغلب غالبية جميع كل أحد إحدى كثير الكثير عدد عديد العديد كثيرون آخرون")
_PRONOUNS = folded("هو هي هم أنا نحن هما")
_NEGATORS = folded("لا لم لن ما")


def is_impersonal(clause: Clause, subject: Stretch | None) -> bool:
    """Whether a verb of belief or estimate in the imperfect has no source; ``subject`` is the noun found for one.

    What is estimated or believed something of is no source («تقدر *قيمتها* بـ», «*المركبة* التي يعتقد أنها»); nor is
    there one where the verb opens a relative clause of an indefinite noun («أشلاء يعتقد أنها»); يشتبه needs none.
    """
    lemma = _lemma(clause)
    if clause.cue.part not in ("finite", "passive") or not _is_imperfect(clause, lemma):
        return False
    if subject is not None:
        if lemma in _ESTIMATES:
            return not _can_be_source(clause, subject, _PEOPLE if subject[0] < clause.first else SOURCE_KINDS)
        return subject[0] < clause.first and not _can_be_source(clause, subject) and _is_relative(clause, subject)
    if lemma in _ESTIMATES and _gives_amount(clause):
        return True
    if _after_pronoun(clause):
        return lemma in _SUSPICIONS and _clashes_with_speaker(clause)
    return lemma in _SUSPICIONS or lemma in _ESTIMATES or _modifies_thing(clause)


def _lemma(clause: Clause) -> str:
    entry = clause.entry_of(clause.cue)
    return fold(entry.lemma) if entry is not None else ""


def _is_imperfect(clause: Clause, lemma: str) -> bool:
    """Whether the verb is third person singular imperfect; a feminine one only where an amount is estimated."""
    form = fold(clause.reading.sentence.word(clause.cue.head).form)
    if clause.agreement.number == "Plur" or clause.agreement.person in ("1", "2"):
        return False
    return (lemma in BELIEFS and form.startswith("ي")) or (lemma in _ESTIMATES and form.startswith(("ي", "ت")))


def _is_relative(clause: Clause, subject: Stretch) -> bool:
    """Whether the verb stands in a relative clause of the noun before it: الذي follows, or the noun is indefinite."""
    units = clause.reading.units
    if any(unit.is_relative for unit in units[subject[1] + 1 : clause.first]):
        return True
    return units[subject[0]].head.feats.get("Definite") != "Def"


def _can_be_source(clause: Clause, subject: Stretch, kinds: tuple[str, ...] = SOURCE_KINDS) -> bool:
    """Whether a noun is a name or one of the source lexicons: «يقدر *المحللون* حجم السوق»."""
    units = clause.reading.units[subject[0] : subject[1] + 1]
    first = units[0]
    known = {match.words[0] for match in clause.lexicon.phrases(clause.reading.sentence, kinds)}
    if first.is_mark or first.is_name or any(word.id in known for word in first.words) or first.is_in(_PRONOUNS):
        return True
    return first.bare in _QUANTIFIERS and (
        len(units) == 1 or any(word.id in known for unit in units for word in unit.words)
    )


def _gives_amount(clause: Clause) -> bool:
    """Whether the amount follows the verb at once: «تقدر بنحو مليون»."""
    following = clause.reading.following(clause.last)
    return following is not None and following.bare.startswith("ب")


def _before(clause: Clause) -> int:
    """The index of the token before the verb and its negator."""
    index = clause.first - 1
    while index >= 0 and clause.reading.units[index].bare in _NEGATORS:
        index -= 1
    return index


def _after_pronoun(clause: Clause) -> bool:
    """Whether a pronoun stands before the verb as its subject: «إنه يتوقع», «وهو يعتقد»."""
    index = _before(clause)
    if index < 0 or clause.verb.conjunction:
        return False
    unit = clause.reading.units[index]
    return unit.bare in _PRONOUNS or (len(unit.words) > 1 and unit.words[-1].upos == "PRON")


def _clashes_with_speaker(clause: Clause) -> bool:
    """Whether the pronoun cannot be that of who speaks before: «وقالت الشرطة إنه يشتبه في»."""
    speaker = clause.earlier[-1].agreement if clause.earlier else None
    return speaker is not None and speaker.gender == "Fem"


def _modifies_thing(clause: Clause) -> bool:
    """Whether the verb stands right after an indefinite noun that is no source: «أشلاء يعتقد أنها»."""
    index = _before(clause)
    if index < 0 or clause.verb.conjunction:
        return False
    unit = clause.reading.units[index]
    if unit.upos not in ("NOUN", "ADJ"):
        return False
    return unit.head.feats.get("Definite") != "Def" and not _can_be_source(clause, (index, index))
