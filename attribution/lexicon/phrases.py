"""Finding phrases in a parsed sentence, whatever way the tokenizer split its words.

A sentence becomes a line of folded letters with a mark between two words of one token and a space between two tokens;
phrases become a trie over letters. A match begins and ends at a word (or after a و / ف that was left on one).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from attribution.document import Sentence
from attribution.lexicon.folding import fold
from attribution.lexicon.schema import Entry

__all__ = ["PRONOUNS", "Line", "PhraseTrie", "Segments", "compile_phrase"]

_SEAM: Final = "\x1f"
_GAP_WORDS: Final = 24
_STOPS: Final = frozenset((".", "؟", "?", "!", "؛", "ان", "بان"))
PRONOUNS: Final = ("هما", "كما", "هم", "هن", "كم", "كن", "ها", "نا", "ني", "ه", "ك", "ي")
_ONE_LETTER_PREPOSITIONS: Final = frozenset("لبك")

# Instructions of a compiled phrase, beside plain letters and the space.
_MAY_PRONOUN: Final = "~"
_MUST_PRONOUN: Final = "+"
_GAP: Final = "…"
_MAY_ARTICLE: Final = "("
_CONTEXT: Final = "["
_INSTRUCTIONS: Final = (_MAY_PRONOUN, _MUST_PRONOUN, _GAP, _MAY_ARTICLE, _CONTEXT)

Segments = tuple[tuple[int, int], ...]
"""Stretches ``[start, end)`` of a line's letters."""

_Match = tuple[Entry, str, Segments]


def compile_phrase(phrase: str) -> tuple[str, ...]:
    """The letters and instructions of a phrase (:class:`~attribution.lexicon.schema.Pattern` has the notation).

    A phrase with ``VERB`` compiles to what follows the verb.

    Examples
    --------
    >>> compile_phrase("على حد قول+")
    ('ع', 'ل', 'ي', ' ', 'ح', 'د', ' ', 'ق', 'و', 'ل', '+')
    """
    steps: list[str] = []
    for word in phrase.split():
        if word.rstrip("+~") == "VERB":
            steps += [*word.removeprefix("VERB"), " "]
            continue
        if word.startswith("["):
            steps.append(_CONTEXT)
            word = word.removeprefix("[")
        word = word.removesuffix("]")
        if word == _GAP:
            if steps[:1] == [" "]:
                del steps[0]
            steps.append(_GAP)
            continue
        if steps and not {" ", _GAP}.intersection(steps[-2:] if steps[-1] == _CONTEXT else steps[-1:]):
            steps.append(" ")
        if word.startswith("(ال)"):
            steps.append(_MAY_ARTICLE)
            word = word.removeprefix("(ال)")
        steps.extend(fold(word))
    return tuple(steps)


class Line:
    """The folded letters of a sentence, with the word that each belongs to."""

    def __init__(self, sentence: Sentence) -> None:
        letters: list[str] = []
        words: list[int] = []
        self.starts: list[tuple[int, int]] = []
        self.folded: list[str] = []
        token = None
        for word in sentence.words:
            if token is not None:
                letters.append(_SEAM if word.token == token else " ")
                words.append(0)
            token = word.token
            folded = fold(word.form)
            self.folded.append(folded)
            self.starts.append((len(letters), word.id))
            letters.extend(folded)
            words.extend([word.id] * len(folded))
        self.letters = "".join(letters)
        self.words = words

    def ends_word(self, place: int) -> bool:
        """Whether a word ends before ``place``."""
        return place == len(self.letters) or self.letters[place] in (" ", _SEAM)

    def skip_seam(self, place: int) -> int:
        """``place``, or the one after it where a split inside a token stands there."""
        return place + 1 if self.letters.startswith(_SEAM, place) else place

    def next_token(self, place: int) -> int | None:
        """Where the next token begins, or None at the end."""
        space = self.letters.find(" ", place)
        return None if space < 0 else space + 1

    def covered(self, segments: Segments) -> tuple[int, ...]:
        """Ids of the words in the segments; a word of which only a first preposition is in them is left out."""
        ids = dict.fromkeys(word for start, end in segments for word in self.words[start:end] if word)
        end = segments[-1][1] if segments else len(self.words)
        partly = self.words[end] if end < len(self.words) else 0
        return tuple(word for word in ids if word != partly) or tuple(ids)


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    instructions: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[Entry, str]] = field(default_factory=list)


class PhraseTrie:
    """Compiled phrases."""

    def __init__(self, phrases: Iterable[tuple[Entry, str]]) -> None:
        self._root = _Node()
        for entry, phrase in phrases:
            node = self._root
            for step in compile_phrase(phrase):
                onward = node.instructions if step in _INSTRUCTIONS else node.children
                node = onward.setdefault(step, _Node())
            node.entries.append((entry, phrase))

    def matches(self, line: Line, start: int) -> Iterator[_Match]:
        """Entry, phrase and matched stretches (gaps left out) of every phrase that begins at ``start`` of a line."""
        yield from self._walk(self._root, line, start, start, ())

    def _walk(self, node: _Node, line: Line, place: int, opened: int, closed: Segments) -> Iterator[_Match]:
        if node.entries and place > opened:
            at_end = line.ends_word(place)
            for entry, phrase in node.entries:
                if at_end or _closes_with_preposition(phrase):
                    yield entry, phrase, (*closed, (opened, place))
        for step, child in node.instructions.items():
            yield from self._follow(step, child, line, place, opened, closed)
        after = line.skip_seam(place)
        following = node.children.get(line.letters[after : after + 1])
        if following is not None:
            yield from self._walk(following, line, after + 1, opened, closed)

    def _follow(
        self, step: str, child: _Node, line: Line, place: int, opened: int, closed: Segments
    ) -> Iterator[_Match]:
        segments = (*closed, (opened, place)) if place > opened else closed
        if step == _CONTEXT:
            yield from ((entry, phrase, segments) for entry, phrase, _ in self._walk(child, line, place, place, ()))
        elif step == _GAP:
            for after in _after_gap(line, place):
                yield from self._walk(child, line, after, after, segments)
        else:
            places = _after_article(line, place) if step == _MAY_ARTICLE else _after_pronoun(line, place)
            for after in (*places, *(() if step == _MUST_PRONOUN else (place,))):
                yield from self._walk(child, line, after, opened, closed)


def _closes_with_preposition(phrase: str) -> bool:
    last = phrase.rpartition(" ")[2]
    return len(last) == 1 and last in _ONE_LETTER_PREPOSITIONS


def _after_article(line: Line, place: int) -> Iterator[int]:
    if line.letters.startswith("ال", place):
        yield place + 2


def _after_pronoun(line: Line, place: int) -> Iterator[int]:
    place = line.skip_seam(place)
    for pronoun in PRONOUNS:
        end = place + len(pronoun)
        if line.letters.startswith(pronoun, place) and line.ends_word(end):
            yield end


def _after_gap(line: Line, place: int) -> Iterator[int]:
    """Where the word after a gap of none to 24 tokens may begin; a gap holds no full stop and no أن."""
    if not line.ends_word(place):
        return
    for _ in range(_GAP_WORDS + 1):
        following = line.next_token(place)
        if following is None:
            return
        yield following
        token_end = line.letters.find(" ", following)
        token = line.letters[following : token_end if token_end >= 0 else None]
        for seam, letter in enumerate(token):
            if letter == _SEAM:
                yield following + seam + 1
        if token.partition(_SEAM)[0] in _STOPS:
            return
        place = following
