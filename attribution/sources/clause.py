"""The clause in which the source of one content is looked for."""

from __future__ import annotations

import itertools

from attribution.content import Content
from attribution.cues import Cue
from attribution.document import Span
from attribution.lexicon import CueEntry, Lexicon
from attribution.sources.agreement import verb_agreement
from attribution.sources.records import Agreement, Mention
from attribution.syntax import Reading

__all__ = ["SOURCE_KINDS", "Clause"]

SOURCE_KINDS = ("roles", "persons", "anonymous", "groups", "institutions", "media", "documents")


class Clause:
    """One content's cue in its sentence.

    ``first`` and ``last`` are the indices of the cue's tokens; ``limit`` that of the token that introduces the content;
    ``earlier`` are the mentions found before in the sentence.
    """

    def __init__(self, reading: Reading, content: Content, lexicon: Lexicon, earlier: tuple[Mention, ...]) -> None:
        self.reading = reading
        self.content = content
        self.cue = content.cue
        self.lexicon = lexicon
        self.earlier = earlier
        tokens = sorted({reading.sentence.word(w).token for w in self.cue.words})
        self.first, self.last = tokens[0], tokens[-1]
        self.verb = reading.unit_of(self.cue.head)
        self.limit = self._limit()
        gap = next((a for a, b in itertools.pairwise(tokens) if b > a + 1), None)
        if self.cue.part == "finite" and gap is not None:
            self.last, self.limit = gap, min(t for t in tokens if t > gap)

    def _limit(self) -> int:
        """Index of the token that introduces the content, if that follows the cue, else the sentence's length."""
        rule = self.content.evidence.rule
        if rule.startswith("content.host") or rule == "content.quote_before_cue" or not self.content.evidence.spans:
            return len(self.reading.units)
        index = self.reading.unit_at(self.content.evidence.spans[0].start_char)
        return index if index > self.last else len(self.reading.units)

    def entry_of(self, cue: Cue) -> CueEntry | None:
        """A cue's entry of the lexicon, if it is one of a reporting word."""
        return self.lexicon.cue_entry(cue.entry)

    def names_source(self, index: int, kinds: tuple[str, ...] = SOURCE_KINDS) -> bool:
        """Whether a noun of the source lexicons begins at a token."""
        known = {match.words[0] for match in self.lexicon.phrases(self.reading.sentence, kinds)}
        return any(word.id in known for word in self.reading.units[index].words)

    @property
    def is_participle(self) -> bool:
        """Whether the cue is a participle that hangs on another verb: مؤكدا, or in a phrase «معربا عن أمله»."""
        if self.cue.part != "finite" or len(self.cue.words) == 1:
            return self.cue.part == "participle"
        word = self.reading.sentence.word(self.cue.head)
        return word.upos in ("ADJ", "NOUN") and word.form.rstrip("ً").endswith("ا")

    @property
    def agreement(self) -> Agreement:
        """What the form of the cue's verb says of its subject."""
        word = self.reading.sentence.word(self.cue.head)
        forms = [f for f in self.lexicon.verb_forms(word.form) if f.entry.id == self.cue.entry]
        return verb_agreement(forms, word)

    @property
    def controller(self) -> Span | None:
        """The subject of the clause before it in the sentence, if that names one."""
        for mention in reversed(self.earlier):
            if mention.span is not None and mention.content.cue.part in ("finite", "participle"):
                return mention.span
            if mention.controller is not None:
                return mention.controller
        return None
