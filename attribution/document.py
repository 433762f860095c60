"""An article and its Universal Dependencies trees.

All offsets are Unicode code points of the original decoded input, half-open: ``[start_char, end_char)``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

__all__ = ["Document", "Evidence", "Proposal", "Sentence", "SourceType", "Span", "Token", "Word", "WordRef"]

SourceType = Literal[
    "person",
    "official",
    "unnamed_official",
    "anonymous",
    "organization",
    "media",
    "document",
    "group",
    "unspecified",
]
"""What a source is (annotation guidelines)."""


class Span(NamedTuple):
    """A half-open range of code points of the original text.

    Examples
    --------
    >>> Span(4, 7).of("قال وزير")
    'وزي'
    """

    start_char: int
    end_char: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start_char : self.end_char]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start_char < other.end_char and other.start_char < self.end_char

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start_char <= other.start_char and other.end_char <= self.end_char

    @classmethod
    def cover(cls, spans: Iterable[Span]) -> Span:
        """The smallest span around all of ``spans``; ``ValueError`` if there are none."""
        collected = list(spans)
        return cls(min(s.start_char for s in collected), max(s.end_char for s in collected))


class WordRef(NamedTuple):
    """The place of a syntactic word: index of its sentence in the document, 1-based id in that sentence."""

    sentence: int
    word: int


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word (a node of the tree).

    ``form`` is the normalised form that the parser saw (no diacritics, no tatweel). The spans of the words of one
    token partition the token's span where its letters allow it; otherwise a word has the span of the whole token.
    ``head`` is the 1-based id of the governor, 0 for the root. ``feats`` are Universal Features.
    """

    id: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    span: Span
    token: int


@dataclass(frozen=True, slots=True)
class Token:
    """An orthographic token; a multi-word token has several ``words`` (1-based ids, ascending)."""

    index: int
    text: str
    span: Span
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution that the labeller reads in a sentence, with its probabilities (0 to 1).

    ``cue`` is the first and the last of the cue's words, as 1-based ids; ``starts`` and ``ends`` the words that its
    content may begin and end with, likeliest first; ``source`` the first and last of the words that most likely name
    the source at the cue, ``named`` the probability that any do; ``antecedent`` those that most likely name it
    elsewhere in the sentence if none do, ``present`` the probability of that; ``type`` the likeliest type of source.
    """

    cue: tuple[int, int]
    probability: float
    starts: tuple[tuple[int, float], ...]
    ends: tuple[tuple[int, float], ...]
    source: tuple[int, int]
    named: float
    antecedent: tuple[int, int]
    present: float
    type: SourceType
    type_probability: float

    @property
    def content(self) -> tuple[int, int, float]:
        """First and last word of the likeliest content, and its probability."""
        pairs = ((p * q, -start, end) for start, p in self.starts for end, q in self.ends if start <= end)
        first = self.starts[0][0]
        probability, start, end = max(pairs, default=(0.0, -first, first))
        return -start, end, probability


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tree. ``paragraph`` counts the article's non-blank lines from 0 (the title's is 0).

    ``cut`` is true where a longer stretch with no stop was cut at punctuation to bound memory. ``proposals`` are in
    text order of their cues; None where no labeller read the sentence.
    """

    index: int
    span: Span
    paragraph: int
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    cut: bool = False
    proposals: tuple[Proposal, ...] | None = None

    def word(self, word_id: int) -> Word:
        """The word with a 1-based id."""
        return self.words[word_id - 1]

    def tokens_span(self, first: int, last: int) -> Span:
        """From the token of one word to that of another, both included."""
        start, end = (self.tokens[self.word(word_id).token].span for word_id in (first, last))
        return Span(start.start_char, end.end_char)

    def proposal_at(self, span: Span) -> Proposal | None:
        """The likeliest of the labeller's proposals whose cue shares a letter with a span."""
        same = [p for p in self.proposals or () if self.tokens_span(*p.cue).overlaps(span)]
        return max(same, key=lambda proposal: proposal.probability, default=None)


@dataclass(frozen=True)
class Document:
    """One article: its original text and, once parsed, its sentences.

    Parameters
    ----------
    id : str
        File name without suffix, or the ``id`` of a JSONL line.
    text : str
        The decoded original; never changed.
    title : Span or None
        The headline, if the text has one.
    metadata : mapping
        Further fields of the input, as they were.
    source : str or None
        Path and line that the article came from.
    encoding : str or None
        What the bytes were decoded from.
    sentences : tuple of Sentence
        Empty until parsed.
    warnings : tuple of str
        What a reader should know about the input or the parse.
    """

    id: str
    text: str
    title: Span | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    source: str | None = None
    encoding: str | None = None
    sentences: tuple[Sentence, ...] = ()
    warnings: tuple[str, ...] = ()

    def without_proposals(self) -> Document:
        """The document as its trees alone have it."""
        return replace(self, sentences=tuple(replace(sentence, proposals=None) for sentence in self.sentences))

    def word(self, ref: WordRef) -> Word:
        """The word at a place."""
        return self.sentences[ref.sentence].word(ref.word)

    def sentences_in(self, span: Span) -> Iterator[Sentence]:
        """The sentences that share a character with a span, in order."""
        starts, ends = self._edges
        for place in range(bisect_right(ends, span.start_char), bisect_left(starts, span.end_char)):
            if self.sentences[place].span.overlaps(span):
                yield self.sentences[place]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """Where sentences start and end, made ascending: the least start from each on, the greatest end up to each."""
        starts = list(accumulate((sentence.span.start_char for sentence in reversed(self.sentences)), min))
        return starts[::-1], list(accumulate((sentence.span.end_char for sentence in self.sentences), max))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a record exists: the rule that made it, the lexicon entry it rests on, the words it read.

    ``rule`` is a stable dotted name (``content.clause``); ``entry`` is a lexicon id or None.
    """

    rule: str
    entry: str | None = None
    words: tuple[WordRef, ...] = ()
    spans: tuple[Span, ...] = ()
