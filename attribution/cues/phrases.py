"""Cues of several words: particles, with the verb they introduce, reporting nouns, verbs with a fixed complement."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.cues.homographs import is_homograph
from attribution.cues.record import COLON, Cue, CuePart, evidence_of, negator_before
from attribution.cues.verbs import NOMINAL_TAGS
from attribution.document import Span
from attribution.lexicon import CueEntry, Lexicon, PhraseMatch, fold
from attribution.syntax import Reading, Unit

__all__ = ["phrase_cues"]


_PREPOSITION_AND_NOUN = 2
_ALSO = frozenset({"كما", "وكما", "مثلما"})


def phrase_cues(reading: Reading, lexicon: Lexicon, verbs: dict[int, Cue], authors_own: set[int]) -> Iterator[Cue]:
    """Particles, reporting nouns and verbs that report only with a further word, longest first, none inside another."""
    matches = lexicon.phrases(reading.sentence, ("reporting_particles", "reporting_nouns", "reporting_verbs"))
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (-len(m.words), m.words[0])):
        if not isinstance(match.entry, CueEntry) or taken.intersection(match.words) or match.entry.id == COLON:
            continue
        if authors_own.intersection(match.words) or _is_aspect(reading, match, match.entry):
            continue
        token = reading.sentence.word(match.words[0]).token
        if match.kind == "reporting_nouns" and token in verbs and reading.units[token].is_verb:
            continue
        if match.kind == "reporting_nouns" and _is_for(reading, match):
            continue
        if match.kind == "reporting_verbs" and is_homograph(reading, reading.unit_of(match.words[0]), match.entry.id):
            continue
        cue = _phrase_cue(reading, match, match.entry, verbs, lexicon)
        if cue is not None:
            taken.update(cue.words)
            yield cue


def _is_for(reading: Reading, match: PhraseMatch) -> bool:
    """The plural of «وكالة إنترفاكس للأنباء», with ل and the article: what something is for; not «للاشتباه في»."""
    unit = reading.unit_of(match.words[0])
    return unit.bare.startswith("لل") and unit.head.feats.get("Number") == "Plur"


def _phrase_cue(
    reading: Reading, match: PhraseMatch, entry: CueEntry, verbs: dict[int, Cue], lexicon: Lexicon
) -> Cue | None:
    indices = sorted({reading.sentence.word(w).token for w in match.words})
    last = indices[-1]
    words = list(match.words)
    head = words[0] if match.kind != "reporting_nouns" else words[-1]
    rule = _rule_of(match, entry)
    if match.kind == "reporting_particles":
        if reading.units[indices[0]].key == "فحسب":
            return None
        joined = _verb_of_particle(reading, last, verbs)
        if joined is None and (entry.joins_verb or _needs_verb(reading.units[last])):
            return None
        also = reading.units[last].key in _ALSO
        if joined is not None and also and _is_also(reading, indices[0], joined[1]):
            return None
        if joined is not None and (also or reading.units[last].key == "ما"):
            verb_entry = lexicon.cue_entry(joined[1].entry)
            prepositions = _prepositions(verb_entry) if also and verb_entry is not None else frozenset()
            if joined[1].reports and _has_own_content(reading, joined[1], prepositions):
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
        negator = negator_before(reading, reading.units[tokens[0]])
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
        evidence_of(reading, rule, entry.id, words),
    )


def _rule_of(match: PhraseMatch, entry: CueEntry) -> str:
    """The name of the rule; a silence whose topic stands right behind the phrase has its own («دون ذكر السبب»)."""
    bare_topic = any(f.content == "topic" and not f.introduced_by for f in entry.frames)
    if match.kind == "reporting_verbs" and entry.act == "silence" and bare_topic:
        return "cue.verb.silent_phrase"
    return f"cue.{match.kind.removeprefix('reporting_').removesuffix('s')}"


def _is_aspect(reading: Reading, match: PhraseMatch, entry: CueEntry) -> bool:
    """«من وجهة نظر قانونية», «من منظور جديد»: a noun with an adjective names an aspect, nobody's opinion."""
    last = max(match.words)
    if match.kind != "reporting_particles" or entry.source != "genitive" or len(match.words) < _PREPOSITION_AND_NOUN:
        return False
    after = reading.following(reading.unit_of(last).index)
    if after is None or reading.sentence.word(last).upos != "NOUN":
        return False
    return after.upos == "ADJ" and not after.bare.startswith("ال") and len(after.words) == 1


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


def _is_also(reading: Reading, first: int, verb: Cue) -> bool:
    """«كما أعلنت البلاد الحداد» is «also announced»: an object of its own, a partner (كما تحدث مع X), or no comma."""
    if not first and not any(u.is_comma or u.is_dash for u in reading.units):
        return True
    following = reading.following(reading.unit_of(verb.head).index)
    if following is not None and following.key == "مع":
        return True
    last = reading.unit_of(verb.head).index
    return any(
        reading.unit_of(word.id).index > last and not any(True for _ in reading.children(word.id, "case"))
        for word in reading.children(verb.head, "obj")
    )


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
    return reading.units[index].upos in NOMINAL_TAGS
