"""The noun phrase that a mention names, where it can be a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribution.cues import Cue
from attribution.document import Span, Word
from attribution.lexicon import Lexicon, fold
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import Nominal
from attribution.sources import Mention

__all__ = ["AttributedReader"]

_WITHOUT_REFERENT = frozenset({"PRON", "SCONJ", "ADV", "DET", "PART", "ADP"})
_SHORTEST_APPOSITION = 3
_REACH_OF_APPOSITION = 10
_REFLEXIVES = frozenset({"ذاته", "ذاتها", "نفسه", "نفسها"})


class AttributedReader:
    """Reads the noun phrases of attributions; ``cue_starts`` are the offsets where the cues begin."""

    def __init__(self, reader: NominalReader, lexicon: Lexicon, mentions: Sequence[Mention]) -> None:
        document = reader.document
        self.document = document
        self.reader = reader
        self.lexicon = lexicon
        self.cue_starts = frozenset(
            document.word(mention.content.cue.ref).span.start_char for mention in mentions if document.sentences
        )

    def read(self, mention: Mention) -> Nominal | None:
        """The phrase; None where the mention has none, or one that no cue can have as its source."""
        if mention.form != "nominal" or mention.span is None:
            return None
        phrase = self.reader.read(mention.span, mention.agreement, self.cue_starts)
        if phrase is None or self._cannot_be_source(mention, phrase):
            return None
        if phrase.name and not phrase.roles:
            wider = self.reader.read(self._with_role_before(phrase), mention.agreement, self.cue_starts)
            phrase = wider if wider is not None and wider.name and wider.roles else phrase
        return replace(phrase, attributed=True)

    def _with_role_before(self, phrase: Nominal) -> Span:
        """The phrase with the role that it is in apposition to: «رئيس الحكومة المكلف، *سامي …»."""
        sentence = self.document.sentences[phrase.sentence]
        first = phrase.words[0].id
        start = phrase.span.start_char
        if first < _SHORTEST_APPOSITION or sentence.word(first - 1).form not in ("،", ","):
            return phrase.span
        roles = {ids[0] for kind, _, ids in self.reader.matches(phrase.sentence) if kind == "roles"}
        for word in reversed(sentence.words[max(first - _REACH_OF_APPOSITION, 0) : first - 2]):
            if word.upos in ("VERB", "AUX", "PUNCT", "SCONJ"):
                break
            if word.id in roles:
                start = word.span.start_char
        return Span(start, phrase.span.end_char)

    def _cannot_be_source(self, mention: Mention, phrase: Nominal) -> bool:
        """A phrase that no cue can have as its source, whatever the parse says.

        A pronoun or adverb; anything beside a verb in the first person; the object of a preposition beside a verb that
        takes its source as subject; what follows a cue with an attached pronoun (وفق تعبيره).
        """
        cue = mention.content.cue
        if mention.agreement.person == "1" or fold(phrase.head.form) in _REFLEXIVES:
            return True
        if all(word.upos in _WITHOUT_REFERENT for word in phrase.words):
            return True
        if phrase.span.start_char > cue.span.start_char and self._has_possessor(cue):
            return True
        return cue.part in ("finite", "participle") and self._inside_another_phrase(cue, phrase)

    def _has_possessor(self, cue: Cue) -> bool:
        """Whether a pronoun is attached to the noun of a cue (وفق تعبيره); that of a verb is its object (كما ذكرته)."""
        words = self.document.sentences[cue.sentence].words
        last = words[max(cue.words) - 1]
        if last.upos != "PRON" and last.id < len(words) and _attached(last, words[last.id]):
            last = words[last.id]
        if cue.part == "finite" or last.upos != "PRON" or last.id == 1:
            return False
        return words[last.id - 2].upos == "NOUN" and words[last.id - 2].token == last.token

    def _inside_another_phrase(self, cue: Cue, phrase: Nominal) -> bool:
        """Whether an unknown noun after a verb is the object of a preposition or the second part of a construct."""
        entry = self.lexicon.cue_entry(cue.entry)
        if entry is None or entry.source != "subject" or phrase.name or phrase.head_noun:
            return False
        if phrase.words[0].id < cue.head:
            return cue.part == "participle"
        sentence = self.document.sentences[phrase.sentence]
        before = [word for word in sentence.words if word.id < phrase.words[0].id]
        while before and before[-1].upos in ("DET", "PUNCT"):
            before.pop()
        if not before or before[-1].upos == "ADP":
            return bool(before)
        return before[-1].upos == "NOUN" and phrase.head.deprel == "nmod" and phrase.head.head == before[-1].id


def _attached(word: Word, following: Word) -> bool:
    return following.upos == "PRON" and following.token == word.token
