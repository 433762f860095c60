"""Lemmas looked up rather than guessed.

A lemma of the treebank is vowelled (``سُكَّانِيّ``). The lemmatizer knows the words of a small treebank and guesses the
lemmas of all others, letters and vowels. Two tables beside the models know many: :class:`FormTable`, which lemma a word
has (``training/word_forms.py`` makes it); :class:`LemmaTable`, which vowels a lemma has (``training/vowels.py``). One
more thing follows from grammar rather than from letters: ``أن`` is ``أَن`` before a verb and ``أَنَّ`` elsewhere.
"""

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from attribution.parsing.normalisation import fold_letters

__all__ = ["NOMINAL", "VERBAL", "FormTable", "LemmaTable", "bare_letters", "form_keys", "mend_lemmas"]

NOMINAL, VERBAL = "N", "V"
_CLASSES = {"NOUN": NOMINAL, "ADJ": NOMINAL, "VERB": VERBAL}
_MARKS = re.compile(r"[\u064b-\u0652\u0670]")
_BEFORE_VERB = frozenset({"VERB", "AUX", "PART"})
_SUBJUNCTIVE, _SUBORDINATING = "أ\u064eن", "أ\u064eن\u0651\u064e"  # the order of marks is the treebank's
_AN = frozenset({"أن", "ان"})
_ARTICLE = "ال"
_SHORTEST_WITH_ARTICLE = 5


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


def form_keys(word: str, upos: str) -> tuple[tuple[str, str], ...]:
    """Under which keys a word may stand in a :class:`FormTable`, the likeliest first.

    Letters are folded; a noun or an adjective that is printed with the article (``ال`` with no hamza, three letters or
    more behind it) has a second key without it.

    Examples
    --------
    >>> form_keys("الأطباء", "NOUN")
    (('الاطباء', 'NOUN'), ('اطباء', 'NOUN'))
    >>> form_keys("ألغام", "NOUN"), form_keys("التقى", "VERB")
    ((('الغام', 'NOUN'),), (('التقي', 'VERB'),))
    """
    folded = fold_letters(word)
    if upos == "VERB" or not word.startswith(_ARTICLE) or len(folded) < _SHORTEST_WITH_ARTICLE:
        return ((folded, upos),)
    return (folded, upos), (folded.removeprefix(_ARTICLE), upos)


class FormTable:
    """Which lemma a word has.

    Parameters
    ----------
    entries
        From a key of :func:`form_keys` to the lemma.
    """

    def __init__(self, entries: Mapping[tuple[str, str], str]) -> None:
        self._entries = dict(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @classmethod
    def read(cls, path: Path) -> "FormTable":
        """Read a table written by :meth:`write`.

        Parameters
        ----------
        path
            An xz-compressed text file: a part of speech, a lemma and all its words a line, spaces between them.
        """
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = (line.rstrip("\n").split(" ") for line in lines)
            return cls({(word, upos): lemma for upos, lemma, *words in rows for word in words})

    def write(self, path: Path) -> None:
        """Write the table in order."""
        words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for (word, upos), lemma in sorted(self._entries.items()):
            words[upos, lemma].append(word)
        with lzma.open(path, "wt", encoding="utf-8", preset=9) as out:
            for (upos, lemma), forms in sorted(words.items()):
                out.write(f"{upos} {lemma} {' '.join(forms)}\n")

    def lemma(self, word: str, upos: str) -> str | None:
        """Return the lemma of a word, or None where the table does not have it.

        Examples
        --------
        >>> FormTable({("اطباء", "NOUN"): "طَبِيب"}).lemma("الأطباء", "NOUN")
        'طَبِيب'
        """
        return next((self._entries[key] for key in form_keys(word, upos) if key in self._entries), None)


def mend_lemmas(words: Iterable[Word], forms: FormTable, lemmas: LemmaTable) -> None:
    """Give the words of a sentence the lemmas that tables and grammar say."""
    sentence = list(words)
    for word, following in zip(sentence, [*sentence[1:], None], strict=True):
        if word.upos == "SCONJ" and word.text in _AN:
            is_before_verb = following is not None and following.upos in _BEFORE_VERB
            word.lemma = _SUBJUNCTIVE if is_before_verb else _SUBORDINATING
        else:
            word.lemma = forms.lemma(word.text, word.upos) or lemmas.vowelled(word.lemma, word.upos)
