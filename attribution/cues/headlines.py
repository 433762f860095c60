"""The colon of «X: …» at the head of a line, where X is somebody who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attribution.cues.record import COLON, Cue, evidence_of
from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.syntax import Reading, Unit

__all__ = ["headline_cues"]


_STATES = ("institution.state",)
_PLACES = (*_STATES, "institution.seat")
_AFTER_A_NAME = frozenset({"في", "من", "علي", "الي", "عن", "ل", "ب", "مع", "خلال", "بعد", "قبل", "امس", "اليوم"})
_HEADLINE_LENGTH = 12
_LONGEST_NAME = 4
_LONGEST_TITLE = 12
_TATWEEL = "ـ"
_LONGEST_BARE_NAME = 3
_NAME_TAGS = frozenset({"PROPN", "X"})
_INSIDE_A_NAME = frozenset({"nmod", "flat", "appos"})
_DOTS = frozenset({"..", "...", "…"})
_NOT_A_HEADLINE_SOURCE = folded(
    "رابط المصدر صورة تصوير إعلان كتب تقرير ترجمة متابعات وكالات المزيد قريبا رسميا عاجل غدا اليوم أمس"
)
_SOURCE_KINDS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous")


def headline_cues(readings: tuple[Reading, ...], cues: list[Cue], lexicon: Lexicon) -> Iterator[Cue]:
    """The colon of «X: …» at the head of a line, where X is somebody who speaks."""
    speakers = _names_near(readings, cues)
    actors = _names_of_subjects(readings)
    verbs: defaultdict[int, set[int]] = defaultdict(set)
    for cue in cues:
        if cue.part in ("finite", "passive"):
            verbs[cue.sentence].add(cue.head)
    starts: set[int] = set()
    for reading in readings:
        paragraph = reading.sentence.paragraph
        if paragraph in starts:
            continue
        starts.add(paragraph)
        known = speakers | actors if _is_name_alone(reading, lexicon) else speakers
        colon = _headline_colon(reading, known, verbs[reading.sentence.index], lexicon)
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
            evidence=evidence_of(reading, "cue.colon", COLON, (word,)),
        )


def _is_name_alone(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether nothing but somebody's name of up to three words stands before a headline's colon («المقدشي: …»)."""
    colon = next((u.index for u in reading.units if u.is_colon), 0)
    before = reading.units[:colon]
    if not 0 < colon <= _LONGEST_BARE_NAME or _is_place(reading, before, lexicon, _PLACES):
        return False
    return all(u.upos in _NAME_TAGS for u in before)


def _names_of_subjects(readings: tuple[Reading, ...]) -> frozenset[str]:
    """Folded names of those who do something in the article («دعا كارتر …», «قال اللواء الركن محمد المقدشي»)."""
    names: set[str] = set()
    for reading in readings:
        for unit in reading.units:
            if unit.upos in _NAME_TAGS and len(unit.bare) > 2 and not unit.is_punctuation:
                chain = [unit.head, *reading.ancestors(unit.head.id)]
                above = next((w for w in chain if w.deprel.partition(":")[0] not in _INSIDE_A_NAME), None)
                preposed = any(w.form in _AFTER_A_NAME for w in unit.words[:-1])
                if above is not None and above.deprel.partition(":")[0] == "nsubj" and not preposed:
                    names.add(unit.bare)
    return frozenset(names)


def _headline_colon(reading: Reading, speakers: frozenset[str], verbs: set[int], lexicon: Lexicon) -> Unit | None:
    colons = [u for u in reading.units[: _HEADLINE_LENGTH * 2] if u.is_colon]
    for number, colon in enumerate(colons):
        first = colons[number - 1].index + 1 if number else 0
        before = _after_opening(reading.units[first : colon.index])
        if not before or colon.index + 1 >= len(reading.units) or len(before) > _HEADLINE_LENGTH:
            return None
        if any(w.id in verbs for u in before for w in u.words):
            return None
        if before[0].key in _NOT_A_HEADLINE_SOURCE or any(u.is_dash or u.text == _TATWEEL for u in before):
            continue
        after = reading.units[colon.index + 1 :]
        if _is_place(reading, before, lexicon, _PLACES) and not any(u.is_verb for u in after):
            return None
        if _is_place(reading, before, lexicon, _STATES) and not any(_speaks_of_itself(u) for u in after):
            return None
        if _is_part_of_a_list(reading, before, after):
            return None
        return colon if _is_speaker(reading, before, speakers, lexicon) else None
    return None


def _after_opening(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What stands behind the dash of a subheading, or behind the dots of a headline in two parts."""
    dots = {i for i, u in enumerate(units) if u.text in _DOTS or (i and u.text == units[i - 1].text == ".")}
    starts = [i + 1 for i, u in enumerate(units) if i in dots or (i == 0 and u.is_dash)]
    return units[max(starts, default=0) :]


def _speaks_of_itself(unit: Unit) -> bool:
    """«إيران: لن نتراجع», «فرنسا: «…»»: a state that says we, or whose words stand in marks."""
    return unit.is_mark or (unit.is_verb and unit.head.feats.get("Person") == "1")


def _is_part_of_a_list(reading: Reading, before: tuple[Unit, ...], after: tuple[Unit, ...]) -> bool:
    """«- المعالج: ثماني النواة»: a dash, one common noun, and no verb after the colon."""
    noun = before[-1]
    return (
        reading.units[0].is_dash
        and len(before) == 1
        and noun.upos in ("NOUN", "ADJ")
        and not any(u.is_verb for u in after)
    )


def _is_place(reading: Reading, units: tuple[Unit, ...], lexicon: Lexicon, kinds: tuple[str, ...]) -> bool:
    """Whether a country or capital alone stands before the colon: a date line or topic, if no clause follows."""
    words = {w.id for u in units if not u.is_punctuation for w in u.words}
    return any(
        words == set(m.words) and m.entry.id.startswith(kinds) for m in lexicon.phrases(reading.sentence, _SOURCE_KINDS)
    )


def _is_speaker(reading: Reading, units: tuple[Unit, ...], speakers: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a line's first words name somebody: known to speak in the article, or a role, document, group …"""
    name = [u for u in units if not u.is_punctuation]
    for position, unit in enumerate(name):
        if position and (unit.key in ("عن", "حول", "في", "ل", "لـ") or unit.words[0].form == "ل"):
            name = name[:position]
            break
    if not name or any(u.is_verb and u.index for u in name):
        return False
    if name[-1].bare in speakers or name[0].bare in speakers:
        return True
    if name[0].words[0].upos == "ADP":
        return False
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
            if unit.is_colon or unit.is_stop or reading.complementiser(following) is not None:
                break
            if unit.is_mark and not _is_near_a_mark(reading, following):
                break
            if unit.key in _AFTER_A_NAME:
                names.update(_name_before_content(reading, following))
                break
            if not unit.is_punctuation and len(unit.bare) > 2:
                names.add(unit.bare)
            if unit.words[0].upos == "ADP":
                break
    return frozenset(names)


def _name_before_content(reading: Reading, start: int) -> Iterator[str]:
    """The name that ends a long title, right before the complementiser («أكد مدير البعثة في لندن سالم العتوم أن»)."""
    for index in range(start + 2, min(start + _LONGEST_TITLE, len(reading.units))):
        unit = reading.units[index]
        if unit.is_punctuation:
            return
        if reading.complementiser(index) is not None:
            first, last = reading.units[index - 2 : index]
            if {first.upos, last.upos} <= {"PROPN", "X"} and last.words[0].upos != "ADP":
                yield last.bare
            return


def _is_near_a_mark(reading: Reading, index: int) -> bool:
    """Whether a quotation mark opens or closes a short name («هاني مسهور»)."""
    near = (*range(index - _LONGEST_NAME, index - 1), *range(index + 2, index + _LONGEST_NAME + 1))
    return any(0 <= i < len(reading.units) and reading.units[i].is_mark for i in near)
