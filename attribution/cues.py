"""Cues: the words that report, show, believe, deny or keep silent.

A cue found here is a candidate: it is an attribution only once :mod:`attribution.content` finds what it credits. Verbs
are recognised by their conjugated forms, so a wrong tag does not hide one; the tag only decides between readings of one
spelling (ذكر as verb or noun), and a verb that the parser took for something else says so in its rule
(``cue.verb.tagged_otherwise``), for the content step to ask for stronger evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from attribution.document import Document, Evidence, Span, WordRef
from attribution.function_words import folded
from attribution.lexicon import CueEntry, Lexicon, PhraseMatch, VerbForm, fold
from attribution.syntax import Reading, Unit, read_sentences

__all__ = ["COLON", "Cue", "CuePart", "find_cues"]

CuePart = Literal["finite", "passive", "participle", "masdar", "noun", "particle", "colon", "quotation"]

COLON = "particle.colon"
"""Entry id of the colon of «X: …»."""

_NEGATORS = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم", "فلن", "فلا"})
_NEGATORS_OF_NON_PAST = frozenset({"لم", "لن", "ولم", "ولن", "فلم", "فلن"})
_SPEECH_COMPLEMENTS = folded("قائلا قائلة قائلين قائلان قائلات بالقول قوله قولها قولهم قولهما بقوله بقولها بقولهم")
_PARTS: Final[Mapping[str, CuePart]] = {
    "finite": "finite",
    "passive": "passive",
    "active_participle": "participle",
    "passive_participle": "participle",
    "masdar": "masdar",
}
_PLACES = ("institution.state", "institution.seat")
_TALK = folded("حديثه حديثها كلامه كلامها تصريحه تصريحها تصريحاته تصريحاتها كلمته كلمتها حديثهم")
_VOWEL_OF_PASSIVE = "\u064f"
_VERB_TAGS = frozenset({"VERB", "AUX"})
_NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADV"})
_AFTER_A_NAME = frozenset({"في", "من", "علي", "الي", "عن", "ل", "ب", "مع", "خلال", "بعد", "قبل", "امس", "اليوم"})
_ALSO = frozenset({"كما", "وكما", "مثلما"})
_FIRST_PERSON = re.compile(r"_1[mf]?[sdp]$")
_SECOND_PERSON = re.compile(r"_2[mf]?[sdp]$")
_HEADLINE_LENGTH = 12
_NOT_A_HEADLINE_SOURCE = folded("رابط المصدر صورة تصوير كتب تقرير ترجمة متابعات وكالات المزيد")


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate cue; it becomes an attribution once content is found for it.

    ``words`` are the 1-based ids of its words in ``sentence``, ascending; ``head`` is the one that content and source
    hang on; ``span`` covers the whole orthographic tokens (وأكدت with its و) and a negator (لم تعلن).
    ``entry`` is the id of the lexicon entry; ``negated`` says that a negator governs the cue.
    """

    sentence: int
    words: tuple[int, ...]
    head: int
    span: Span
    entry: str
    part: CuePart
    negated: bool
    evidence: Evidence

    @property
    def ref(self) -> WordRef:
        """The place of the head word."""
        return WordRef(self.sentence, self.head)


def find_cues(document: Document, lexicon: Lexicon) -> tuple[Cue, ...]:
    """Every word or phrase of the parsed document that may carry an attribution, in text order."""
    readings = read_sentences(document)
    found: list[Cue] = []
    for reading in readings:
        found += _sentence_cues(reading, lexicon)
    found += _headline_cues(readings, found, lexicon)
    return tuple(sorted(found, key=lambda cue: (cue.span.start_char, cue.span.end_char)))


def _sentence_cues(reading: Reading, lexicon: Lexicon) -> list[Cue]:
    sentence = reading.sentence
    authors_own = {w for m in lexicon.phrases(sentence, ("connectors",)) for w in m.words}
    verbs = {u.index: c for u in reading.units if (c := _verb_cue(reading, u, lexicon)) is not None}
    verbs = {i: c for i, c in verbs.items() if not authors_own.intersection(c.words)}
    phrases = list(_phrase_cues(reading, lexicon, verbs, authors_own))
    taken = {reading.sentence.word(w).token for cue in phrases for w in cue.words}
    kept = {i: c for i, c in verbs.items() if i not in taken}
    relayed = list(_relayed_sources(reading, kept, lexicon))
    return [*phrases, *relayed, *_join_complements(reading, kept, lexicon)]


def _verb_cue(reading: Reading, unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue that one token carries as a verb, participle or masdar."""
    if unit.is_punctuation:
        return None
    for word in unit.words:
        forms = lexicon.verb_forms(word.form) if len(word.form) > 1 else ()
        if forms:
            return _read_verb(reading, unit, word.id, forms)
    if len(unit.words) > 1:
        forms = lexicon.verb_forms(unit.key)
        if forms:
            return _read_verb(reading, unit, unit.head.id, forms)
    return None


def _read_verb(reading: Reading, unit: Unit, word_id: int, forms: tuple[VerbForm, ...]) -> Cue | None:
    word = reading.sentence.word(word_id)
    forms = tuple(f for f in forms if _fits_token(reading, unit, word_id, f))
    third = [f for f in forms if not _FIRST_PERSON.search(f.slot)]
    if third and word.feats.get("Person") != "1":
        forms = tuple(third)
    chosen = _choose(forms, word.upos, passive=word.feats.get("Voice") == "Pass" or _written_passive(unit))
    if chosen is None:
        return None
    form, rule = chosen
    part = _PARTS[form.part]
    negator = _negator(reading, unit) if part in ("finite", "passive") else None
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
        evidence=_evidence(reading, rule, form.entry.id, words),
    )


def _fits_token(reading: Reading, unit: Unit, word_id: int, form: VerbForm) -> bool:
    """Whether a reading goes with the clitics and the neighbours of its token.

    A verb has no preposition on it, and what will be said (سيعلن, ليؤكد) is not said; a past never follows لم or
    لن; «ما يقال» is a noun phrase; a participle that reports is adverbial: accusative (مؤكدا), or set off from the
    noun before it (، مؤكدة).
    """
    before = [w for w in unit.words if w.id < word_id]
    if _FIRST_PERSON.search(form.slot) and reading.sentence.word(word_id).feats.get("Person") not in ("1", None):
        return False
    if form.part in ("finite", "passive"):
        if "س" in form.stripped or any(w.form in ("ب", "ل", "ك", "س", "ال") for w in before):
            return False
        before_it = reading.units[unit.index - 1].key if unit.index else ""
        if before_it == "سوف" or (form.part == "passive" and before_it == "ما"):
            return False
        return not (before_it in _NEGATORS_OF_NON_PAST and form.slot.startswith("past"))
    if form.part == "active_participle":
        if any(w.form in ("ب", "ل", "ك", "ال") for w in before):
            return False
        previous = reading.units[unit.index - 1] if unit.index else None
        if previous is None or previous.is_punctuation:
            return form.slot != "ap_m" or unit.key.endswith("ا")
        if form.slot == "ap_m":
            agrees = previous.upos == "NOUN" and previous.key.endswith("ا") and not _introduces(reading, unit.index + 1)
            return unit.key.endswith("ا") and not agrees
        return _introduces(reading, unit.index + 1)
    return True


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
    if tag in _NOMINAL_TAGS and nominal:
        return nominal[0], "cue.participle" if "participle" in nominal[0].part else "cue.masdar"
    if finite:
        return finite[0], "cue.verb.tagged_otherwise"
    if nominal:
        return nominal[0], "cue.participle" if "participle" in nominal[0].part else "cue.masdar"
    return None


def _written_passive(unit: Unit) -> bool:
    """Whether a damma is printed on the first or second letter (يُعتقد, عُلم, ذُكر)."""
    text = unit.text.lstrip("وف") if unit.conjunction else unit.text
    return text[1:2] == _VOWEL_OF_PASSIVE


def _negator(reading: Reading, unit: Unit) -> Unit | None:
    if unit.index == 0:
        return None
    before = reading.units[unit.index - 1]
    return before if before.key in _NEGATORS else None


def _evidence(reading: Reading, rule: str, entry: str, words: Iterable[int]) -> Evidence:
    refs = tuple(WordRef(reading.sentence.index, w) for w in words)
    return Evidence(rule, entry, refs)


def _phrase_cues(reading: Reading, lexicon: Lexicon, verbs: dict[int, Cue], authors_own: set[int]) -> Iterator[Cue]:
    """Particles, reporting nouns and verbs that report only with a further word, longest first, none inside another."""
    matches = lexicon.phrases(reading.sentence, ("reporting_particles", "reporting_nouns", "reporting_verbs"))
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (-len(m.words), m.words[0])):
        if not isinstance(match.entry, CueEntry) or taken.intersection(match.words) or match.entry.id == COLON:
            continue
        if authors_own.intersection(match.words):
            continue
        token = reading.sentence.word(match.words[0]).token
        if match.kind == "reporting_nouns" and token in verbs and reading.units[token].is_verb:
            continue
        cue = _phrase_cue(reading, match, match.entry, verbs, lexicon)
        if cue is not None:
            taken.update(cue.words)
            yield cue


def _phrase_cue(
    reading: Reading, match: PhraseMatch, entry: CueEntry, verbs: dict[int, Cue], lexicon: Lexicon
) -> Cue | None:
    indices = sorted({reading.sentence.word(w).token for w in match.words})
    last = indices[-1]
    words = list(match.words)
    head = words[0] if match.kind != "reporting_nouns" else words[-1]
    rule = f"cue.{match.kind.removeprefix('reporting_').removesuffix('s')}"
    if match.kind == "reporting_particles":
        if reading.units[indices[0]].key == "فحسب":
            return None
        joined = _verb_of_particle(reading, last, verbs)
        if joined is None and (entry.joins_verb or _needs_verb(reading.units[last])):
            return None
        also = reading.units[last].key in _ALSO
        if joined is not None and (also or reading.units[last].key == "ما"):
            verb_entry = lexicon.entry(joined[1].entry)
            prepositions = _prepositions(verb_entry) if also and isinstance(verb_entry, CueEntry) else frozenset()
            if _has_own_content(reading, joined[1], prepositions):
                return None
        if joined is not None:
            ma, verb = joined
            words += [*(w.id for w in ma.words), *verb.words] if ma is not None else list(verb.words)
            head = verb.head
            rule = "cue.particle.with_verb" if verb.part in ("finite", "passive") else "cue.particle.with_masdar"
    words = sorted(set(_without_trailing_preposition(reading, words, match.phrase)))
    tokens = sorted({reading.sentence.word(w).token for w in words})
    span = reading.span(tokens[0], tokens[-1])
    part: CuePart = "particle" if match.kind == "reporting_particles" else "noun"
    negated = False
    if match.kind == "reporting_verbs":
        part = "finite"
        negator = _negator(reading, reading.units[tokens[0]])
        if negator is not None:
            negated, span, words = True, Span(negator.span.start_char, span.end_char), [negator.head.id, *words]
    return Cue(
        reading.sentence.index,
        tuple(words),
        head,
        span,
        entry.id,
        part,
        negated,
        _evidence(reading, rule, entry.id, words),
    )


def _without_trailing_preposition(reading: Reading, words: list[int], phrase: str) -> list[int]:
    """The words of «وفقا» without the ل that is glued to what follows it."""
    last = reading.unit_of(max(words))
    if not phrase.endswith(" ل") or len(last.words) < 2 or last.index == reading.unit_of(min(words)).index:
        return words
    return [w for w in words if reading.unit_of(w).index != last.index]


def _prepositions(entry: CueEntry) -> frozenset[str]:
    return frozenset(fold(p) for f in entry.frames for p in f.introduced_by if p)


def _has_own_content(reading: Reading, verb: Cue, prepositions: frozenset[str]) -> bool:
    """Whether «كما أكد» is «also confirmed»: a complementiser, colon, mark or preposition follows before any comma."""
    for unit in reading.units[reading.unit_of(verb.head).index + 1 :]:
        if unit.is_comma or unit.is_stop:
            return False
        complementiser = reading.complementiser(unit.index)
        if unit.is_colon or (complementiser is not None and not complementiser.conjoined):
            return True
        if prepositions and (unit.is_mark or unit.key in prepositions or unit.words[0].form in prepositions):
            return True
    return False


def _needs_verb(unit: Unit) -> bool:
    """Whether a particle ends in ما (حسبما, وفق ما), so that a verb has to follow."""
    return unit.key.endswith("ما")


def _verb_of_particle(reading: Reading, last: int, verbs: dict[int, Cue]) -> tuple[Unit | None, Cue] | None:
    """The reporting verb or noun right after a particle: «بحسب ما ذكرت», «حسب تأكيده», «بحسب قول …»."""
    following = last + 1
    ma = None
    if following < len(reading.units) and reading.units[following].key == "ما":
        ma = reading.units[following]
        following += 1
    cue = verbs.get(following)
    if cue is None:
        return None
    tagged_noun = cue.part == "masdar" or (cue.part == "finite" and _has_masdar_reading(reading, following))
    return (ma, cue) if ma is not None or tagged_noun or _needs_verb(reading.units[last]) else None


def _has_masdar_reading(reading: Reading, index: int) -> bool:
    return reading.units[index].upos in _NOMINAL_TAGS


def _relayed_sources(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """The عن of «نقلت الوكالة عن X أن»: a cue for X, unless a قوله after X is one."""
    for index, cue in verbs.items():
        entry = lexicon.entry(cue.entry)
        if not isinstance(entry, CueEntry) or not entry.source_introduced_by or cue.part not in ("finite", "passive"):
            continue
        if entry.source == "object" or "من" in entry.source_introduced_by:
            continue
        prepositions = {fold(p) for p in entry.source_introduced_by}
        found: Unit | None = None
        in_relative = False
        for unit in reading.units[index + 1 :]:
            in_relative = unit.is_relative or (in_relative and not (unit.is_comma or unit.is_dash))
            if in_relative:
                continue
            if unit.is_stop or unit.is_colon or reading.complementiser(unit.index) is not None:
                break
            if unit.is_in(_SPEECH_COMPLEMENTS) or (
                unit.index in verbs and verbs[unit.index].part == "masdar" and found
            ):
                found = None
                break
            if found is None and unit.key in prepositions:
                found = unit
        if found is not None:
            word = found.head.id
            evidence = _evidence(reading, "cue.relayed_source", cue.entry, (word,))
            yield Cue(cue.sentence, (word,), word, found.span, cue.entry, "particle", negated=False, evidence=evidence)


def _join_complements(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """«وتابع قائلا», «وأضاف قوله», «وختم حديثه قائلا» as one cue."""
    joined: set[int] = set()
    for index, cue in sorted(verbs.items()):
        if index in joined:
            continue
        end = _complement_of(reading, index, cue, lexicon)
        if end is None:
            yield cue
            continue
        joined.add(end)
        words = tuple(sorted({*cue.words, verbs[end].head if end in verbs else reading.units[end].head.id}))
        span = Span(cue.span.start_char, reading.units[end].span.end_char)
        evidence = replace(cue.evidence, rule="cue.joined", words=tuple(WordRef(cue.sentence, w) for w in words))
        yield replace(cue, words=words, span=span, evidence=evidence)


def _complement_of(reading: Reading, index: int, cue: Cue, lexicon: Lexicon) -> int | None:
    if cue.part not in ("finite", "participle"):
        return None
    entry = lexicon.entry(cue.entry)
    if isinstance(entry, CueEntry) and entry.source_introduced_by:
        return None
    following = index + 1
    while following < len(reading.units) and reading.units[following].key in _TALK:
        following += 1
    if following < len(reading.units) and reading.units[following].key in _SPEECH_COMPLEMENTS:
        return following
    return None


def _headline_cues(readings: tuple[Reading, ...], cues: list[Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """The colon of «X: …» at the head of a line, where X is somebody who speaks."""
    speakers = _names_near(readings, cues)
    starts: set[int] = set()
    for reading in readings:
        paragraph = reading.sentence.paragraph
        if paragraph in starts:
            continue
        starts.add(paragraph)
        verbs = {c.head for c in cues if c.sentence == reading.sentence.index and c.part in ("finite", "passive")}
        colon = _headline_colon(reading, speakers, verbs, lexicon)
        if colon is None:
            continue
        word = colon.head.id
        yield Cue(
            reading.sentence.index,
            (word,),
            word,
            colon.span,
            COLON,
            "colon",
            negated=False,
            evidence=_evidence(reading, "cue.colon", COLON, (word,)),
        )


def _headline_colon(reading: Reading, speakers: frozenset[str], verbs: set[int], lexicon: Lexicon) -> Unit | None:
    colons = [u for u in reading.units[: _HEADLINE_LENGTH * 2] if u.is_colon]
    for number, colon in enumerate(colons):
        first = colons[number - 1].index + 1 if number else 0
        before = reading.units[first : colon.index]
        if not before or colon.index + 1 >= len(reading.units) or len(before) > _HEADLINE_LENGTH:
            return None
        if any(w.id in verbs for u in before for w in u.words):
            return None
        if before[0].key in _NOT_A_HEADLINE_SOURCE or any(u.is_dash for u in before):
            continue
        return colon if _is_speaker(reading, before, speakers, lexicon) else None
    return None


_SOURCE_KINDS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous")


def _is_speaker(reading: Reading, units: tuple[Unit, ...], speakers: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a line's first words name somebody: known to speak in the article, or a role, document, group …"""
    if any(u.is_verb and u.index for u in units):
        return False
    name = [u for u in units if not u.is_punctuation]
    for position, unit in enumerate(name):
        if position and unit.key in ("عن", "حول", "في", "ل", "لـ"):
            name = name[:position]
            break
    if not name:
        return False
    if name[-1].bare in speakers or name[0].bare in speakers:
        return True
    first = {w.id for w in name[0].words}
    return any(
        first.intersection(m.words) and not m.entry.id.startswith(_PLACES)
        for m in lexicon.phrases(reading.sentence, _SOURCE_KINDS)
    )


def _names_near(readings: tuple[Reading, ...], cues: list[Cue]) -> frozenset[str]:
    """Folded tokens between a finite cue and what it introduces: the names of those who speak."""
    names: set[str] = set()
    for cue in cues:
        if cue.part != "finite":
            continue
        reading = readings[cue.sentence]
        index = reading.unit_of(cue.head).index
        for following in range(index + 1, min(index + 14, len(reading.units))):
            unit = reading.units[following]
            if unit.is_colon or unit.is_stop or unit.is_mark or reading.complementiser(following) is not None:
                break
            if unit.key in _AFTER_A_NAME:
                break
            if not unit.is_punctuation and len(unit.bare) > 2:
                names.add(unit.bare)
            if unit.words[0].upos == "ADP":
                break
    return frozenset(names)
