"""A parsed sentence as the extraction steps read it: tokens as written beside the tree.

Newspaper parses are wrong in one arc out of four or five, so no step trusts one arc: each asks what is written
(hamza of أن and إن, marks, clitics) and what the tree says, and a :class:`Reading` answers both from one index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.document import Document, Sentence, Span, Word
from attribution.function_words import HOW_OFTEN, folded
from attribution.intervals import SpanIndex
from attribution.lexicon import fold
from attribution.parsing.sentences import joins_letter_names
from attribution.quotation import MARKS, Quotation, find_quotations
from attribution.reading.entities import entity_at

__all__ = ["Complementiser", "Reading", "Unit", "read_sentences"]

_COMPLEMENTISER = re.compile(r"([وف]?)(ب?)ان(|ه|ها|هم|هما|هن|نا|ني|ي|ك|كم)")
_NEGATIVE_COMPLEMENTISER = re.compile(r"[وف]?أل[اّ]+")
_ABBREVIATION = re.compile(r"[^\W\d_]{1,3}\.[^\W\d_]")
"""What follows a dot inside «آي.أو.بي.إي»: letters, a dot, a letter, with no space."""
_ABBREVIATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}\.[^\W\d_]{1,3}$")
_SENTENCE_STOPS = frozenset(".؟?!…")
_CLAUSE_MARKS = frozenset("،,؛;")
_OPENING_MARKS = frozenset('([«“"”')
_DASHES = frozenset("-–—ـ")
_RELATIVES = folded("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي اللائي")
_DOTLESS_ALA = " على "
_LETTERS_BEFORE_N = folded("سي لسي بسي وسي")
_LETTERS_AFTER_N = folded("تي بي دي")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Complementiser:
    """أن, إن, بأن, أنه … before a clause.

    ``kind``: ``an`` (أن), ``inna`` (إن) or ``bare`` (ان, written without hamza); ``preposition`` is the ب glued to it;
    ``conjoined`` says that و or ف stands before it in the same token.
    """

    kind: Literal["an", "inna", "bare"]
    preposition: str
    conjoined: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """An orthographic token with what the steps ask of it.

    ``key`` is its folded text, ``bare`` the same without a و or ف that the parser split off (or that cannot belong to
    the word); ``head`` the word that the token is about: its first verb, noun or name, else its first word;
    ``is_stop`` says that it ends a sentence (not the dots of an ellipsis, of «د. ب. أ» or inside a number), ``is_name``
    that it is tagged as a name, or is علي with dots in an article that writes the preposition على without.
    """

    index: int
    text: str
    span: Span
    key: str
    bare: str
    words: tuple[Word, ...]
    head: Word
    is_stop: bool
    is_name: bool

    @property
    def upos(self) -> str:
        """The tag of the head word."""
        return self.head.upos

    @property
    def is_verb(self) -> bool:
        """Whether the parser tagged it as a verb."""
        return self.head.upos in _VERBAL

    @property
    def is_relative(self) -> bool:
        """Whether it is الذي, التي … (with or without و)."""
        return self.bare in _RELATIVES or self.key.lstrip("وف") in _RELATIVES

    @property
    def is_punctuation(self) -> bool:
        """Whether it holds neither letters nor digits."""
        return not any(c.isalnum() for c in self.text)

    @property
    def is_mark(self) -> bool:
        """Whether it is a quotation mark."""
        return self.text in MARKS

    @property
    def is_comma(self) -> bool:
        """Whether it is a comma or semicolon."""
        return self.text[0] in _CLAUSE_MARKS

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash."""
        return self.text[0] in _DASHES and self.is_punctuation

    @property
    def is_colon(self) -> bool:
        """Whether it is a colon."""
        return self.text == ":"

    @property
    def conjunction(self) -> bool:
        """Whether و or ف is joined to it."""
        return self.bare != self.key

    def is_in(self, keys: frozenset[str]) -> bool:
        """Whether the token, with or without a leading و or ف, is one of some folded words."""
        return self.bare in keys or self.key in keys or (self.key[:1] in ("و", "ف") and self.key[1:] in keys)


class Reading:
    """One sentence, indexed once: tokens, words, children, tokens of words, and the quotations that touch it."""

    def __init__(self, document: Document, sentence: Sentence, quotations: tuple[Quotation, ...]) -> None:
        self.document = document
        self.sentence = sentence
        self.quotations = quotations
        self.units = tuple(_unit(document.text, sentence, i) for i in range(len(sentence.tokens)))
        self._children: list[list[int]] = [[] for _ in range(len(sentence.words) + 1)]
        for word in sentence.words:
            self._children[word.head].append(word.id)

    def unit_of(self, word_id: int) -> Unit:
        """The token that holds a word."""
        return self.units[self.sentence.word(word_id).token]

    def children(self, word_id: int, *relations: str) -> Iterator[Word]:
        """Dependents of a word, in order; only those of some relations, subtypes included, if any are given."""
        for child in self._children[word_id]:
            word = self.sentence.word(child)
            if not relations or word.deprel in relations or word.deprel.partition(":")[0] in relations:
                yield word

    def ancestors(self, word_id: int) -> Iterator[Word]:
        """The governors of a word, nearest first."""
        seen = 0
        head = self.sentence.word(word_id).head
        while head and seen < len(self.sentence.words):
            word = self.sentence.word(head)
            yield word
            head = word.head
            seen += 1

    def subtree(self, word_id: int) -> tuple[int, ...]:
        """Ids of a word and all its descendants, ascending."""
        found = []
        stack = [word_id]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self._children[current])
        return tuple(sorted(found))

    def subject(self, word_id: int) -> Word | None:
        """The nearest subject of a verb, if the tree gives it one."""
        subjects = [w for w in self.children(word_id) if w.deprel in _SUBJECTS and not self._is_expletive(w)]
        return min(subjects, key=lambda w: abs(w.id - word_id), default=None)

    def _is_expletive(self, word: Word) -> bool:
        """The ما of «غالبا ما», which parsers take for a subject."""
        return word.form == "ما" and word.token > 0 and self.units[word.token - 1].is_in(HOW_OFTEN)

    def complementiser(self, index: int) -> Complementiser | None:
        """What the token at an index is as a complementiser, if it is one."""
        unit = self.units[index]
        match = _COMPLEMENTISER.fullmatch(unit.key)
        if match is None:
            if _NEGATIVE_COMPLEMENTISER.fullmatch(unit.text):
                return Complementiser("an", "", unit.text[0] in "وف")
            return None
        written = unit.text
        kind: Literal["an", "inna", "bare"] = "an" if "أ" in written else "inna" if "إ" in written else "bare"
        if (match[3] == "ي" and kind != "inna") or self._is_god_willing(index):
            return None
        if self._is_letter(index) or self._is_ban_ki_moon(index):
            return None
        return Complementiser(kind, match[2], bool(match[1]))

    def _is_letter(self, index: int) -> bool:
        """The N of «سي إن إن», «(إن تي في)», «إن بي سي»."""
        if self.units[index].key != "ان":
            return False
        before, after = (
            u.key for u in (self.units[max(index - 1, 0)], self.units[min(index + 1, len(self.units) - 1)])
        )
        if before in _LETTERS_BEFORE_N:
            return after == "ان"
        if before == "ان" and index > 1:
            return self.units[index - 2].key in _LETTERS_BEFORE_N
        return after in _LETTERS_AFTER_N and index > 0 and self.units[index - 1].text[0] in _OPENING_MARKS

    def _is_god_willing(self, index: int) -> bool:
        """«إن شاء الله»: a condition."""
        return [u.key for u in self.units[index + 1 : index + 3]] == ["شاء", "الله"]

    def _is_ban_ki_moon(self, index: int) -> bool:
        """«بان كي مون»: a name, written like بأن."""
        return [u.key for u in self.units[index : index + 2]] == ["بان", "كي"]

    def previous(self, index: int) -> Unit | None:
        """The nearest token before an index that is no punctuation."""
        for i in range(index - 1, -1, -1):
            if not self.units[i].is_punctuation:
                return self.units[i]
        return None

    def following(self, index: int) -> Unit | None:
        """The nearest token after an index that is no punctuation."""
        for unit in self.units[index + 1 :]:
            if not unit.is_punctuation:
                return unit
        return None

    def unit_at(self, offset: int) -> int:
        """Index of the first token that ends after an offset; the number of tokens if there is none."""
        low, high = 0, len(self.units)
        while low < high:
            middle = (low + high) // 2
            if self.units[middle].span.end_char <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, first: int, last: int) -> Span:
        """From the token at ``first`` to the one at ``last``, both included."""
        return Span(self.units[first].span.start_char, self.units[last].span.end_char)


def read_sentences(document: Document) -> tuple[Reading, ...]:
    """Every sentence of a parsed document, indexed."""
    quoted = SpanIndex((quotation.outer, quotation) for quotation in find_quotations(document))
    return tuple(
        Reading(
            document, sentence, tuple(q for outer, q in quoted.near(sentence.span) if outer.overlaps(sentence.span))
        )
        for sentence in document.sentences
    )


def _unit(text: str, sentence: Sentence, index: int) -> Unit:
    token = sentence.tokens[index]
    words = tuple(sentence.word(i) for i in token.words)
    written = token.span.of(text)
    entity = entity_at(written, 0)
    if entity is not None and entity[1] == len(written):
        written = entity[0]
    key = fold(written)
    bare = key
    if len(words) > 1 and words[0].form in ("و", "ف") and key[:1] == words[0].form:
        bare = key[1:]
    stop = _is_stop(text, sentence, index)
    head = _head(words)
    dotted = key == fold("علي") and written.endswith("ي")
    name = head.upos == "PROPN" or (dotted and (head.upos != "ADP" or _DOTLESS_ALA in text))
    return Unit(index, written, token.span, key, bare, words, head, stop, name)


def _is_stop(text: str, sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    written = token.span.of(text)
    if written[0] not in _SENTENCE_STOPS or written in ("..", "...", "…") or any(c.isalnum() for c in written):
        return False
    if written != ".":
        return True
    before, after = token.span.start_char - 1, token.span.end_char
    if text[after : after + 1] == "." or text[before : before + 1] == "." or _ABBREVIATION.match(text, after):
        return False
    if _ABBREVIATED.search(text, max(before - 6, 0), before + 1) and text[after : after + 1].isalpha():
        return False
    if joins_letter_names(text, token.span.start_char, len(text)):
        return False
    initial = text[before : before + 1].isalpha() and not text[before - 1 : before].isalpha()
    if initial and index + 1 < len(sentence.tokens):
        return False
    return not (text[after : after + 1].isalnum() and text[before : before + 1].isdigit())


def _head(words: Sequence[Word]) -> Word:
    for tags in (("VERB", "AUX"), ("NOUN", "PROPN", "ADJ", "NUM", "X", "ADV")):
        for word in words:
            if word.upos in tags:
                return word
    return words[0]
