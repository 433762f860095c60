"""Cues that a verb makes with other words: the عن of a relayed source, «وتابع قائلا» as one cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attribution.cues.record import Cue, evidence_of
from attribution.document import Span, WordRef
from attribution.function_words import folded
from attribution.lexicon import CueEntry, Lexicon, fold
from attribution.syntax import Reading, Unit

__all__ = ["join_complements", "relayed_sayings", "relayed_sources", "without_manner"]


_SPEECH_COMPLEMENTS = folded("قائلا قائلة قائلين قائلان قائلات بالقول قوله قولها قولهم قولهما بقوله بقولها بقولهم")
_LATE_COMPLEMENTS = folded("يقول تقول يقولون بقوله بقولها بقولهم بالقول قائلا قائلة قائلين")
_LONGEST_SUBJECT = 9
_SAY = "verb.qala"
_TALKING = "verb.tahaddatha"
_TALK = folded("حديثه حديثها كلامه كلامها تصريحه تصريحها تصريحاته تصريحاتها كلمته كلمتها حديثهم")


def relayed_sources(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
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
            if _says(reading, unit, verbs, named=found is not None):
                found = None
                break
            if found is None and unit.key in prepositions:
                found = unit
        if found is not None:
            word = found.head.id
            evidence = evidence_of(reading, "cue.relayed_source", cue.entry, (word,))
            yield Cue(cue.sentence, (word,), word, found.span, cue.entry, "particle", negated=False, evidence=evidence)


def _says(reading: Reading, unit: Unit, verbs: dict[int, Cue], *, named: bool) -> bool:
    """Whether a word is the saying of the relayed source (قوله, تأكيده, القول), which then carries the claim."""
    masdar = unit.index in verbs and verbs[unit.index].part == "masdar"
    return unit.is_in(_SPEECH_COMPLEMENTS) or (named and (masdar or _is_saying(reading, unit.index)))


def relayed_sayings(reading: Reading, verbs: dict[int, Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """The القول of «نقلت الوكالة عن X القول إن»: a cue for X."""
    relays = [i for i, c in verbs.items() if _relays(c, lexicon)]
    for unit in reading.units:
        if not _is_saying(reading, unit.index) or not any(i < unit.index for i in relays):
            continue
        word = unit.head.id
        evidence = evidence_of(reading, "cue.masdar", _SAY, (word,))
        yield Cue(reading.sentence.index, (word,), word, unit.span, _SAY, "masdar", negated=False, evidence=evidence)


def _relays(cue: Cue, lexicon: Lexicon) -> bool:
    entry = lexicon.entry(cue.entry)
    return isinstance(entry, CueEntry) and bool(entry.source_introduced_by) and cue.part in ("finite", "passive")


def _is_saying(reading: Reading, index: int) -> bool:
    return reading.units[index].key == "القول" and index + 1 < len(reading.units) and _opens_speech(reading, index + 1)


def without_manner(reading: Reading, verbs: dict[int, Cue]) -> dict[int, Cue]:
    """The cues without the «متحدثا» of «قال الوزير متحدثا في العاصمة إن», which tells how he said it."""
    kept: dict[int, Cue] = {}
    for index, cue in sorted(verbs.items()):
        talks = cue.part == "participle" and cue.entry.startswith(_TALKING)
        if not talks or not any(_only_subject_between(reading, i, index) for i in kept if kept[i].part == "finite"):
            kept[index] = cue
    return kept


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
    entry = lexicon.entry(cue.entry)
    if isinstance(entry, CueEntry) and entry.source_introduced_by:
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
