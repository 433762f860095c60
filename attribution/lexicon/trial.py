"""Whether entries match their own examples, with no parse: the first level of ``attribution lexicon check``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from attribution.document import Sentence, Span, Token, Word
from attribution.lexicon.lookup import Lexicon
from attribution.lexicon.schema import Entry

__all__ = ["Problem", "check_matching", "flat_sentence", "matching_entries"]

_TOKEN = re.compile(r"(?:\w|[\u064b-\u0652\u0670\u0640])+|[^\w\s]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an entry.

    ``level``: ``matching`` (found without a parse) or ``analysis`` (found in the full analysis of the sentence).
    """

    file: str
    entry: str
    level: Literal["matching", "analysis"]
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.message}"


def check_matching(lexicon: Lexicon) -> tuple[Problem, ...]:
    """Every example sentence that its entry does not match, in file order.

    Counterexamples are no matter of matching: most are homographs, which only a parse tells apart
    (:func:`attribution.firing.check_firing`).

    Parameters
    ----------
    lexicon : Lexicon
        Loaded, so that its schema, ids and references are known to be right.
    """
    return tuple(
        Problem(lexicon.origins[entry.id], entry.id, "matching", f"its example does not contain it: {example}")
        for entries in lexicon.kinds.values()
        for entry in entries
        for example in entry.examples
        if not _matches(flat_sentence(example), entry, lexicon)
    )


def matching_entries(sentence: Sentence, lexicon: Lexicon) -> dict[str, tuple[int, ...]]:
    """Ids of all entries that match somewhere in a sentence, with the words of the first match.

    Parameters
    ----------
    sentence : Sentence
        Parsed, or from :func:`flat_sentence`.
    lexicon : Lexicon
        Where the entries are.

    Returns
    -------
    dict of str to tuple of int
        In the order of the words; 1-based ids of the words.

    Examples
    --------
    >>> from attribution.lexicon import load_lexicon
    >>> "verb.qala" in matching_entries(flat_sentence("وقالت الوزيرة إن العمل بدأ."), load_lexicon())
    True
    """
    found: dict[str, tuple[int, ...]] = {}
    for word in sentence.words:
        for form in lexicon.verb_forms(word.form):
            found.setdefault(form.entry.id, (word.id,))
    for token in sentence.tokens:
        for form in lexicon.verb_forms(token.text) if len(token.words) > 1 else ():
            found.setdefault(form.entry.id, token.words)
    for match in lexicon.phrases(sentence, lexicon.kinds):
        found.setdefault(match.entry.id, match.words)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def flat_sentence(text: str) -> Sentence:
    """A sentence whose words are its tokens, none split, with no tree: what matching needs, without a parser."""
    tokens, words = [], []
    for index, match in enumerate(_TOKEN.finditer(text)):
        span = Span(*match.span())
        tokens.append(Token(index, match.group(), span, (index + 1,)))
        form = _MARKS.sub("", match.group())
        words.append(Word(index + 1, form, "_", "X", "_", {}, 0 if index == 0 else 1, "dep", span, index))
    return Sentence(0, Span(0, len(text)), 0, tuple(tokens), tuple(words))


def _matches(sentence: Sentence, entry: Entry, lexicon: Lexicon) -> bool:
    """Whether an entry matches; tags, which a flat sentence lacks, are not asked for."""
    if any(entry.id == form.entry.id for word in sentence.words for form in lexicon.verb_forms(word.form)):
        return True
    return any(match.entry.id == entry.id for match in lexicon.phrases(sentence, (lexicon.kind(entry.id),)))
