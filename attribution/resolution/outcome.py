"""Sources as records, made from the referents that attributions were resolved to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from attribution.document import Evidence, Span
from attribution.lexicon import Lexicon
from attribution.resolution.entity import Entity
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import Nominal
from attribution.resolution.offices import Offices
from attribution.resolution.records import Resolution, Source, SourceType
from attribution.resolution.types import source_type
from attribution.sources import Mention

__all__ = ["Outcome"]

_NEEDS_NO_REASON = frozenset({"official", "organization", "media", "document"})


@dataclass(frozen=True)
class Outcome:
    """What resolution found: for each mention its own phrase, its referent, and the rule that found it."""

    reader: NominalReader
    lexicon: Lexicon
    mentions: Sequence[Mention]
    nominal: Sequence[Nominal | None]
    assigned: Sequence[Entity | None]
    rules: Sequence[str]
    warnings: Sequence[str]

    def resolution(self) -> Resolution:
        """Sources in order of first mention, and the id of each mention's."""
        used = [entity for entity in self.assigned if entity is not None]
        entities = sorted(dict.fromkeys(used), key=lambda e: min(p.span.start_char for p in e.phrases))
        ids = {id(entity): f"S{number}" for number, entity in enumerate(entities, start=1)}
        sources = tuple(self._source(entity, ids[id(entity)]) for entity in entities)
        assigned = tuple(ids[id(entity)] if entity is not None else None for entity in self.assigned)
        return Resolution(sources, assigned, tuple(dict.fromkeys(self.warnings)))

    def _source(self, entity: Entity, source_id: str) -> Source:
        phrases = sorted(entity.phrases, key=lambda p: p.span.start_char)
        shows = [place for place, phrase in enumerate(phrases) if self._shows(phrase)]
        kind, evidence = source_type(phrases, shows, self._offices.told_elsewhere(phrases), self._proposed(phrases))
        return Source(
            id=source_id,
            name=" ".join(entity.fullest.span.of(self.reader.document.text).split()),
            type=kind,
            mentions=tuple(dict.fromkeys(phrase.span for phrase in phrases)),
            anonymity_reason=self._anonymity_reason(phrases) if kind not in _NEEDS_NO_REASON else None,
            evidence=(evidence, *entity.evidence, *self._resolved(entity)),
        )

    def _resolved(self, entity: Entity) -> tuple[Evidence, ...]:
        """Evidence for the mentions without a noun phrase that were resolved to the entity."""
        return tuple(
            Evidence(self.rules[i], spans=(self.mentions[i].content.cue.span,))
            for i in self._without_phrase[id(entity)]
        )

    @cached_property
    def _offices(self) -> Offices:
        return Offices(self.reader)

    @cached_property
    def _without_phrase(self) -> defaultdict[int, list[int]]:
        """The mentions of each referent that have no noun phrase, in text order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i in sorted(range(len(self.mentions)), key=lambda i: self.mentions[i].content.cue.span.start_char):
            if self.nominal[i] is None:
                found[id(self.assigned[i])].append(i)
        return found

    @cached_property
    def _mention_of(self) -> dict[int, Mention]:
        """The mention that each noun phrase is the source of."""
        pairs = zip(self.mentions, self.nominal, strict=True)
        return {id(phrase): mention for mention, phrase in pairs if phrase is not None}

    def _proposed(self, phrases: Sequence[Nominal]) -> Iterator[tuple[SourceType, float]]:
        """What the labeller says of the type of those phrases that are the source of a claim."""
        for phrase in phrases:
            mention = self._mention_of.get(id(phrase))
            if mention is None:
                continue
            cue = mention.content.cue
            proposal = self.reader.document.sentences[cue.sentence].proposal_at(cue.span)
            if proposal is not None:
                yield proposal.type, proposal.type_probability

    def _shows(self, phrase: Nominal) -> bool:
        mention = self._mention_of.get(id(phrase))
        if mention is None:
            return False
        entry = self.lexicon.cue_entry(mention.content.cue.entry)
        return entry is not None and entry.stance == "endorsing"

    def _anonymity_reason(self, phrases: Sequence[Nominal]) -> Span | None:
        """The words that say why a source is not named, in the sentence of one of its mentions."""
        for phrase in phrases:
            if phrase.name:
                continue
            sentence = self.reader.document.sentences[phrase.sentence]
            for match in self.lexicon.phrases(sentence, ("anonymity_reasons",)):
                words = [sentence.word(word_id) for word_id in match.words]
                if words[0].span.start_char >= phrase.span.start_char:
                    last = max(sentence.tokens[word.token].span.end_char for word in words)
                    return Span(words[0].span.start_char, _reason_end(self.reader.document.text, sentence.span, last))
        return None


def _reason_end(text: str, sentence: Span, end: int) -> int:
    """Where a reason given with لأنه, نظرا ل, خوفا, لحساسية ends: at the next comma, dash or quotation mark."""
    rest = text[end : sentence.end_char]
    if not rest.lstrip().startswith(
        ("لأن", "لان", "نظرا", "نظراً", "خوفا", "خوفاً", "خشية", "لحساسية", "لأسباب", "بسبب", "كونه", "لكونه")
    ):
        return end
    stops = [place for place in (rest.find(mark) for mark in '،,؛-–:«»"”“') if place >= 0]
    return end + len((rest[: min(stops)] if stops else rest).rstrip(" ."))
