"""Vowels of lemmas, looked up rather than guessed.

A lemma of the treebank is vowelled (``سُكَّانِيّ``). Its letters follow from the word, its vowels do not: one has to know
them. The lemmatizer knows those of a small treebank and guesses the rest; the table beside the models has them from
vowelled text (``training/vowels.py`` makes it). One more thing follows from grammar rather than from letters: ``أن`` is
``أَن`` before a verb and ``أَنَّ`` elsewhere.
"""

import lzma
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

__all__ = ["NOMINAL", "VERBAL", "LemmaTable", "bare_letters"]

NOMINAL, VERBAL = "N", "V"
_CLASSES = {"NOUN": NOMINAL, "ADJ": NOMINAL, "VERB": VERBAL}
_MARKS = re.compile(r"[\u064b-\u0652\u0670]")
_BEFORE_VERB = frozenset({"VERB", "AUX", "PART"})
_SUBJUNCTIVE, _SUBORDINATING = "أ\u064eن", "أ\u064eن\u0651\u064e"  # the order of marks is the treebank's
_AN = frozenset({"أن", "ان"})


class Word(Protocol):
    """What is asked of a word, as Stanza's words have it."""

    text: str
    lemma: str
    upos: str


def bare_letters(word: str) -> str:
    """Return a word without its vowel marks.

    Examples
    --------
    >>> bare_letters("سُكَّانِيّ")
    'سكاني'
    """
    return _MARKS.sub("", word)


class LemmaTable:
    """Which vowels a lemma of these letters has.

    Parameters
    ----------
    entries
        From letters and a part of speech of Universal Dependencies, :data:`NOMINAL` or :data:`VERBAL`, to the lemma;
        the part of speech goes before the class.
    """

    def __init__(self, entries: Mapping[tuple[str, str], str]) -> None:
        self._entries = dict(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @classmethod
    def read(cls, path: Path) -> "LemmaTable":
        """Read a table written by :meth:`write`.

        Parameters
        ----------
        path
            An xz-compressed text file, a class and a lemma a line, a space between them.
        """
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pairs = (line.rstrip("\n").split(" ") for line in lines)
            return cls({(bare_letters(lemma), kind): lemma for kind, lemma in pairs})

    def write(self, path: Path) -> None:
        """Write the table in order."""
        with lzma.open(path, "wt", encoding="utf-8", preset=9) as out:
            for (_, kind), lemma in sorted(self._entries.items()):
                out.write(f"{kind} {lemma}\n")

    def vowelled(self, lemma: str, upos: str) -> str:
        """Return the lemma with the vowels of the table, or as it is where the table has none for its letters.

        Examples
        --------
        >>> LemmaTable({("سكاني", NOMINAL): "سُكَّانِيّ"}).vowelled("سِكَانِيّ", "ADJ")
        'سُكَّانِيّ'
        """
        letters = bare_letters(lemma)
        return self._entries.get((letters, upos)) or self._entries.get((letters, _CLASSES.get(upos, upos)), lemma)

    def mend(self, words: Iterable[Word]) -> None:
        """Give the words of a sentence the lemmas that table and grammar say."""
        sentence = list(words)
        for word, following in zip(sentence, [*sentence[1:], None], strict=True):
            if word.upos == "SCONJ" and word.text in _AN:
                is_before_verb = following is not None and following.upos in _BEFORE_VERB
                word.lemma = _SUBJUNCTIVE if is_before_verb else _SUBORDINATING
            else:
                word.lemma = self.vowelled(word.lemma, word.upos)
