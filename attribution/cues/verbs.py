"""Verbs, participles and masdars as cues: which reading of a written form goes with its token.

Verbs are recognised by their conjugated forms, so a wrong tag does not hide one; the tag only decides between readings
of one spelling (ذكر as verb or noun), and a verb that the parser took for something else says so in its rule
(``cue.verb.tagged_otherwise``), for the content step to ask for stronger evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attribution.cues.exclusions import why_silent
from attribution.cues.homographs import SHADDA, is_bayyana, without_homographs
from attribution.cues.record import Cue, CuePart, evidence_of, negator_before
from attribution.document import Sentence, Span, Word
from attribution.function_words import RELATIVE_PARTICLES, folded
from attribution.lexicon import Lexicon, VerbForm, fold
from attribution.syntax import Reading, Unit

__all__ = ["NOMINAL_TAGS", "verb_cue"]


_NEGATORS_OF_NON_PAST = frozenset({"لم", "لن", "ولم", "ولن", "فلم", "فلن"})
_PARTS: Final[Mapping[str, CuePart]] = {
    "finite": "finite",
    "passive": "passive",
    "active_participle": "participle",
    "passive_participle": "participle",
    "masdar": "masdar",
}
_ABOUT = frozenset({"عن", "عنه", "عنها"})
_PREFIXES_OF_IMPERFECT = ("ي", "ت", "ن", "أ")
_VOWEL_OF_PASSIVE = "\u064f"
_VERB_TAGS = frozenset({"VERB", "AUX"})
NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADV"})
_FIRST_PERSON = re.compile(r"_1[mf]?[sdp]$")
_SECOND_PERSON = re.compile(r"_2[mf]?[sdp]$")
_OTHERWISE = "cue.verb.tagged_otherwise"
_AT_THE_END = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_PRONOUN_TAKEN_OFF = "…"
_NO_AND_AFTER = RELATIVE_PARTICLES | folded("حين حينما عندما كما مثلما قد")
_NOT_BEFORE_A_VERB = frozenset({"ب", "ل", "ك", "س", "ال"})
_BEFORE_A_JUSSIVE = folded("لم ولم فلم ألم لما لا ولا إن وإن من ومن مهما")
_BEFORE_AN = folded("على إلى عن من")
_LONGEST_SETTING = 6
_NOT_BEFORE_A_PARTICIPLE = frozenset({"ب", "ل", "ك", "ال"})


def verb_cue(reading: Reading, unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue that one token carries as a verb, participle or masdar."""
    if unit.is_punctuation:
        return None
    for word in unit.words:
        forms = lexicon.verb_forms(word.form) if len(word.form) > 1 else ()
        if forms:
            return _read_verb(reading, unit, word.id, forms, lexicon)
    if len(unit.words) > 1:
        forms = lexicon.verb_forms(unit.key)
        if forms:
            return _read_verb(reading, unit, unit.head.id, forms, lexicon)
    return None


def _read_verb(reading: Reading, unit: Unit, word_id: int, forms: tuple[VerbForm, ...], lexicon: Lexicon) -> Cue | None:
    word = reading.sentence.word(word_id)
    if _is_foreign_name(reading.sentence, word):
        return None
    forms = tuple(f for f in forms if _fits_token(reading, unit, word_id, f))
    forms = without_homographs(reading, unit, forms)
    third = [f for f in forms if not (_FIRST_PERSON.search(f.slot) or _SECOND_PERSON.search(f.slot))]
    if third and word.feats.get("Person") != "1":
        forms = tuple(third)
    chosen = _choose(
        forms, word.upos, passive=word.feats.get("Voice") == "Pass" or _written_passive(reading, unit, forms)
    )
    if chosen is None:
        return None
    form, rule = chosen
    if rule == _OTHERWISE and word.upos in NOMINAL_TAGS and unit.bare.startswith("ال"):
        return None
    if form.entry.id == "verb.bayyana" and rule == _OTHERWISE and is_bayyana(reading, unit):
        rule = "cue.verb"
    part = _PARTS[form.part]
    if part in ("finite", "passive", "masdar"):
        rule = why_silent(reading, unit, word, form.entry, lexicon) or rule
    negator = negator_before(reading, unit) if part in ("finite", "passive") else None
    words = (word_id,) if negator is None else (negator.head.id, word_id)
    start = unit.span.start_char if negator is None else negator.span.start_char
    return Cue(
        sentence=reading.sentence.index,
        words=words,
        head=word_id,
        span=Span(start, unit.span.end_char),
        entry=form.entry.id,
        part=part,
        negated=negator is not None,
        evidence=evidence_of(reading, rule, form.entry.id, words),
    )


def _is_foreign_name(sentence: Sentence, word: Word) -> bool:
    """A word with no tag on a noun before it is a name (قنوات روتانا), so is one tagged foreign (جنرال روي).

    So is one on another name after it (عزت العلايلي), or a subject right behind its verb (ولفت عزت إلى).
    """
    relation = word.deprel.partition(":")[0]
    hangs_on_a_name = relation in ("nmod", "flat") and (word.head < word.id or sentence.word(word.head).upos == "X")
    is_subject = relation == "nsubj" and word.head == word.id - 1 and sentence.word(word.head).upos == "VERB"
    return word.upos == "X" and (hangs_on_a_name or is_subject or "Foreign" in word.feats)


def _fits_token(reading: Reading, unit: Unit, word_id: int, form: VerbForm) -> bool:
    """Whether a reading goes with the clitics and the neighbours of its token.

    A verb has no preposition on it, what will be said (سيعلن, ليؤكد) is not said; a past never follows لم or لن, and
    a form of the jussive alone (the نشر of أشار) only follows what governs one; «ما يقال» is a noun phrase, «ما ورد» is
    وَرَدَ; a participle that reports is adverbial: accusative (مؤكدا), or set off from the noun before it (، مؤكدة); a
    masdar after ل is a purpose (لإقرار الخطة), one with س is none (ستوقع).
    """
    before = {w.form for w in unit.words if w.id < word_id}
    if form.part in ("finite", "passive"):
        return before.isdisjoint(_NOT_BEFORE_A_VERB) and _fits_as_verb(reading, unit, word_id, form)
    if form.part == "active_participle":
        return before.isdisjoint(_NOT_BEFORE_A_PARTICIPLE) and _fits_as_participle(reading, unit, form)
    if "س" in before or "س" in form.stripped:
        return False
    return "ل" not in before or unit.words[-1].upos == "PRON"


def _fits_as_verb(reading: Reading, unit: Unit, word_id: int, form: VerbForm) -> bool:
    if "س" in form.stripped or (form.part == "passive" and _PRONOUN_TAKEN_OFF in form.stripped):
        return False
    if not _agrees_with_marks(unit, form) or (form.part == "finite" and _written_passive(reading, unit, (form,))):
        return False
    if _FIRST_PERSON.search(form.slot) and not _may_be_first_person(unit, reading.sentence.word(word_id), form):
        return False
    previous = reading.units[unit.index - 1] if unit.index else None
    before_it = previous.key if previous is not None else ""
    if form.slot.startswith("juss") and before_it not in _BEFORE_A_JUSSIVE:
        return False
    if "و" in form.stripped and previous is not None and (previous.is_relative or before_it in _NO_AND_AFTER):
        return False
    if before_it == "سوف" or (form.part == "passive" and before_it == "ما"):
        return False
    return not (before_it in _NEGATORS_OF_NON_PAST and form.slot.startswith("past"))


def _fits_as_participle(reading: Reading, unit: Unit, form: VerbForm) -> bool:
    if form.slot == "ap_f" and unit.text.endswith("ه"):
        return False
    previous = reading.units[unit.index - 1] if unit.index else None
    if previous is None or previous.is_punctuation:
        return form.slot != "ap_m" or unit.key.endswith("ا") or _lacks_tanwin(reading, unit, previous)
    if form.slot == "ap_m":
        agrees = previous.upos == "NOUN" and previous.key.endswith("ا") and not _introduces(reading, unit.index + 1)
        return unit.key.endswith("ا") and not agrees
    return _introduces_late(reading, unit.index + 1) or _has_an_object(reading, previous, unit, form)


def _has_an_object(reading: Reading, previous: Unit, unit: Unit, form: VerbForm) -> bool:
    """«عن أسفها مؤكدة حرصها على …»: indefinite behind what is definite, so no adjective of it, and before an object."""
    if unit.upos == "NOUN" and not unit.head.deprel.startswith("xcomp"):
        return False
    if not _is_definite(previous):
        return False
    following = reading.following(unit.index)
    if following is None or following.conjunction:
        return False
    prepositions = {fold(p) for frame in form.entry.frames for p in frame.introduced_by if len(p) > 1}
    is_noun = following.upos in ("NOUN", "PROPN", "X") and following.words[0].upos != "ADP"
    return is_noun or following.key in prepositions


def _is_definite(unit: Unit) -> bool:
    """A name, a word with the article, a noun with a pronoun."""
    owned = len(unit.words) > 1 and unit.words[-1].upos == "PRON"
    return owned or unit.upos in ("PROPN", "X") or unit.bare.removeprefix("و").startswith("ال")


def _lacks_tanwin(reading: Reading, unit: Unit, previous: Unit | None) -> bool:
    """«، مؤكد أن», «، مشدد على أن»: printed without its ending, yet after a comma and before a clause."""
    if previous is None or not previous.is_comma:
        return False
    return _introduces_late(reading, unit.index + 1)


def _introduces_late(reading: Reading, index: int) -> bool:
    """Whether a clause or speech opens at a token, behind a preposition («إلى أن») or setting («في ذات السياق»)."""
    units = reading.units
    for place in range(index, min(index + _LONGEST_SETTING, len(units))):
        if _introduces(reading, place):
            return place == index or units[place - 1].key in _BEFORE_AN or units[index].key == "في"
        if units[place].is_punctuation or units[place].is_verb or units[index].key not in _BEFORE_AN | {"في"}:
            return False
    return False


def _may_be_first_person(unit: Unit, word: Word, form: VerbForm) -> bool:
    """Whether a form may be «I» or «we» here.

    Taggers trained on news know few first persons and call نأمل and قلت third ones, so only a past that is no verb of
    the entry's lemma is doubted (قلّت), and a noun with a pronoun (واجبنا).
    """
    if not form.slot.startswith("past") or word.feats.get("Person") == "1":
        return True
    if "Person" not in word.feats:
        return unit.words[-1].upos != "PRON"
    return fold(word.lemma or "") == fold(form.entry.lemma)


def _agrees_with_marks(unit: Unit, form: VerbForm) -> bool:
    """Whether a printed shadda may stand in a form: inside of a stem (تكشّف) it is of no form I or IV."""
    verb = form.entry.match.verb
    if verb is None or verb.form not in ("I", "IV") or len(set(verb.root.split())) < 3:
        return True
    return SHADDA not in unit.text.rstrip(_AT_THE_END)[:-1]


def _introduces(reading: Reading, index: int) -> bool:
    """Whether a complementiser, a colon or a quotation mark stands at a token."""
    if index >= len(reading.units):
        return False
    unit = reading.units[index]
    return unit.is_colon or unit.is_mark or reading.complementiser(index) is not None


def _choose(forms: tuple[VerbForm, ...], tag: str, *, passive: bool) -> tuple[VerbForm, str] | None:
    """The reading that goes with a tag, and the rule's name; finite forms that no tag supports are kept, named so."""
    by_part: dict[str, VerbForm] = {}
    for form in forms:
        if not form.slot.endswith("_def") and not _SECOND_PERSON.search(form.slot):
            by_part.setdefault(form.part, form)
    finite = [by_part[p] for p in (("passive", "finite") if passive else ("finite", "passive")) if p in by_part]
    nominal = [by_part[p] for p in ("active_participle", "masdar", "passive_participle") if p in by_part]
    if tag in _VERB_TAGS and finite:
        return finite[0], "cue.verb"
    if tag in NOMINAL_TAGS and nominal:
        return nominal[0], "cue.participle" if "participle" in nominal[0].part else "cue.masdar"
    if finite:
        return finite[0], _OTHERWISE
    if nominal:
        return nominal[0], "cue.participle" if "participle" in nominal[0].part else "cue.masdar"
    return None


def _written_passive(reading: Reading, unit: Unit, forms: tuple[VerbForm, ...]) -> bool:
    """Whether a damma is printed on the first or second letter (يُعتقد, عُلم, ذُكر).

    On the imperfect of forms II to IV it stands in the active too (تُعلن الشركة): there it is one before عن alone (لم
    يُعلن عن الموعد).
    """
    text = unit.text.lstrip("وف") if unit.conjunction else unit.text
    if text[1:2] != _VOWEL_OF_PASSIVE:
        return False
    following = reading.following(unit.index)
    if following is not None and following.bare in _ABOUT:
        return True
    return not (text[:1] in _PREFIXES_OF_IMPERFECT and any(map(_has_damma_in_active, forms)))


def _has_damma_in_active(form: VerbForm) -> bool:
    verb = form.entry.match.verb
    return verb is not None and verb.form in ("II", "III", "IV") and form.part == "finite"
