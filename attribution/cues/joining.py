"""Cues that a verb makes with other words: the عن of a relayed source, «وتابع قائلا» as one cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attribution.cues.record import Cue, CuePart, evidence_of
from attribution.document import Span, WordRef
from attribution.function_words import folded
from attribution.lexicon import Lexicon, fold
from attribution.syntax import Reading, Unit

__all__ = ["join_complements", "relayed_sources", "without_manner"]


_SPEECH_COMPLEMENTS = folded("قائلا قائلة قائلين قائلان قائلات بالقول قوله قولها قولهم قولهما بقوله بقولها بقولهم")
_SAYING = "القول"
_QALA = "verb.qala"
_LATE_COMPLEMENTS = folded("يقول تقول يقولون بقوله بقولها بقولهم بالقول قائلا قائلة قائلين")
_LONGEST_SUBJECT = 9
_TALKING = "verb.tahaddatha"
_TALK = folded("حديثه حديثها كلامه كلامها تصريحه تصريحها تصريحاته تصريحاتها كلمته كلمتها حديثهم")


def relayed_sources(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """The عن of «نقلت الوكالة عن X أن»: a cue for X, unless a قوله after X is one, or the القول of «عن X القول إن»."""
    for index, cue in verbs.items():
        entry = lexicon.cue_entry(cue.entry)
        if entry is None or not entry.source_introduced_by or cue.part not in ("finite", "passive"):
            continue
        if entry.source == "object" or "من" in entry.source_introduced_by:
            continue
        found = _relayed_unit(reading, index, verbs, frozenset(fold(p) for p in entry.source_introduced_by))
        if found is not None and found.key == _SAYING:
            yield _relayed(reading, found, _QALA, "masdar", "cue.relayed_saying")
        elif found is not None:
            yield _relayed(reading, found, cue.entry, "particle", "cue.relayed_source")


def _relayed_unit(reading: Reading, index: int, verbs: dict[int, Cue], prepositions: frozenset[str]) -> Unit | None:
    """The عن of a relayed source, or the القول behind that source; None if a قوله behind it is a cue by itself."""
    found: Unit | None = None
    in_relative = False
    for unit in reading.units[index + 1 :]:
        in_relative = unit.is_relative or (in_relative and not (unit.is_comma or unit.is_dash))
        if in_relative:
            continue
        if unit.is_stop or unit.is_colon or reading.complementiser(unit.index) is not None:
            break
        if unit.key == _SAYING and found is not None:
            return unit
        if unit.is_in(_SPEECH_COMPLEMENTS) or (unit.index in verbs and verbs[unit.index].part == "masdar" and found):
            return None
        if found is None and unit.key in prepositions:
            found = unit
    return found


def _relayed(reading: Reading, unit: Unit, entry: str, part: CuePart, rule: str) -> Cue:
    word = unit.head.id
    evidence = evidence_of(reading, rule, entry, (word,))
    return Cue(reading.sentence.index, (word,), word, unit.span, entry, part, negated=False, evidence=evidence)


def without_manner(reading: Reading, verbs: dict[int, Cue]) -> dict[int, Cue]:
    """The cues without the participles that tell how something was said.

    They are «قال الوزير متحدثا في العاصمة إن», «قال الرجل مستغربا: …».
    """
    kept: dict[int, Cue] = {}
    for index, cue in sorted(verbs.items()):
        talks = cue.part == "participle" and (cue.entry.startswith(_TALKING) or _is_before_a_colon(reading, index))
        if not talks or not any(_only_subject_between(reading, i, index) for i in kept if kept[i].part == "finite"):
            kept[index] = cue
    return kept


def _is_before_a_colon(reading: Reading, index: int) -> bool:
    following = index + 1
    return (
        following < len(reading.units)
        and reading.units[following].is_colon
        and reading.units[index].key not in _SPEECH_COMPLEMENTS
    )


def _only_subject_between(reading: Reading, first: int, last: int) -> bool:
    """Whether a token follows a verb with no punctuation or complementiser between them."""
    between = reading.units[first + 1 : last]
    return len(between) <= _LONGEST_SUBJECT and not any(
        u.is_comma or u.is_stop or u.is_colon or u.is_verb or reading.complementiser(u.index) is not None
        for u in between
    )


def join_complements(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
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
    entry = lexicon.cue_entry(cue.entry)
    if entry is not None and entry.source_introduced_by:
        return None
    following = index + 1
    while following < len(reading.units) and reading.units[following].key in _TALK:
        following += 1
    if following < len(reading.units) and reading.units[following].key in _SPEECH_COMPLEMENTS:
        return following
    return _complement_after_subject(reading, index)


def _complement_after_subject(reading: Reading, index: int) -> int | None:
    """«وأضاف الوزير يقول: …», «وخاطب جنوده بقوله: …»: speech right after the complement, a noun phrase before it."""
    for unit in reading.units[index + 1 : index + 1 + _LONGEST_SUBJECT]:
        if unit.key in _LATE_COMPLEMENTS:
            after = unit.index + 1
            return unit.index if after < len(reading.units) and _opens_speech(reading, after) else None
        if unit.is_comma or unit.is_stop or unit.is_colon or unit.is_verb:
            return None
        if reading.complementiser(unit.index) is not None:
            return None
    return None


def _opens_speech(reading: Reading, index: int) -> bool:
    unit = reading.units[index]
    return unit.is_colon or unit.is_mark or reading.complementiser(index) is not None
