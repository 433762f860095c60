"""Learn the vowels of lemmas from vowelled text.

The list of words comes from a file of vowelled Arabic; a lemma of a noun is read off a word with the article or with a
case ending, one of a verb off a word that ends in fatha, as the past of the third person does. Where letters allow more
than one lemma of a class, it is taken only if twice as many words speak for it as for the next. Lemmas of the treebank
go before all others.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from attribution.parsing.lemmas import NOMINAL, VERBAL, LemmaTable, bare_letters
from attribution.parsing.normalisation import fold_letters
from training.treebank import lemmas_of

__all__ = ["build_lemma_table", "lemma_of", "vowelled_words"]

_FATHA, _KASRA = "\u064e", "\u0650"
_OUTER_SIGNS = re.compile(r"^[^\u0621-\u064a]+|[^\u0621-\u0652\u0670]+$")
_VOWEL_BEFORE_DOUBLING = re.compile(r"([\u064b-\u0650])\u0651")
_CASE = re.compile(r"(\u0651?)([\u064b-\u0650]+)$")
_ARTICLE = re.compile(r"^ا\u064e?ل([\u0621-\u064a])\u0651?(.+)$")
_BARE_ALIF = re.compile(r"^ا(?=[\u0621-\u064a])")
_PAST = re.compile(r"^(?:ا\u0650|أ\u064e|[\u0621-\u064a]\u064e)")
_CASE_OF_NOUNS = frozenset("\u064b\u064c\u064d\u064f\u0650")
_WITHOUT_LEMMA = frozenset({"X", "PUNCT", "SYM"})
_ENDINGS = ("", "ة", "ات", "ان", "ين", "ون", "ية", "يين", "يون", "ا", "وا", "ت", "ي")


def vowelled_words(path: Path) -> Iterator[str]:
    """Yield the words of a file of vowelled Arabic.

    Parameters
    ----------
    path
        Text, or the word cache of the PyPI package arabic-diacritizer (``word_cache.json.gz``: under ``words``, for
        each word its spellings with their vowels).
    """
    if path.name.endswith(".json.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for spellings in json.load(file)["words"].values():
                yield from spellings.values()
    else:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from line.split()


def lemma_of(word: str) -> tuple[str, str] | None:
    """Return the lemma that a vowelled word shows, in the treebank's spelling, and its class.

    The treebank writes no sukun, no case ending, the doubling mark before the vowel, and a kasra on a connecting alif.

    Examples
    --------
    >>> lemma_of("الزِّرَاعَةِ")
    ('زِرَاعَة', 'N')
    >>> lemma_of("اسْتَقْبَلَ")
    ('اِستَقبَل', 'V')
    >>> lemma_of("يَكْتُبُونَ") is None
    True
    """
    word = _OUTER_SIGNS.sub("", word.replace("\u0652", ""))
    word = _VOWEL_BEFORE_DOUBLING.sub("\u0651\\1", word)
    ending = _CASE.search(word)
    stem = _CASE.sub(r"\1", word)
    article = _ARTICLE.match(stem)
    if article:
        return article.group(1) + article.group(2), NOMINAL
    stem = _BARE_ALIF.sub("ا" + _KASRA, stem)
    mark = ending.group(2) if ending else ""
    if mark == _FATHA and _PAST.match(stem) and not stem.endswith(("ة", "ون", "ين")):
        return stem, VERBAL
    if mark in _CASE_OF_NOUNS or stem.endswith("ة"):
        return stem, NOMINAL
    return None


def build_lemma_table(treebank: Path, vowelled: Iterable[str], words: Iterable[str]) -> LemmaTable:
    """Collect lemmas, those of the treebank first, then such as a word of the raw text can have.

    Parameters
    ----------
    treebank
        CoNLL-U as published.
    vowelled
        Words with vowels.
    words
        Of raw text, clitics taken off, letters folded.
    """
    entries = {
        (letters, kind): most
        for letters, kind, most, _ in _best((lemma, upos) for upos, lemma in _treebank_lemmas(treebank))
    }
    known = set(_stems(words))
    for letters, kind, most, lead in _best(found for word in vowelled if (found := lemma_of(word))):
        if lead >= 2 and fold_letters(letters) in known:
            entries.setdefault((letters, kind), most)
    return LemmaTable(entries)


def _best(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str, float]]:
    """Yield letters, class, their most frequent lemma, and how many times as frequent as the next it is."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lemma, kind in pairs:
        counts[bare_letters(lemma), kind][lemma] += 1
    for (letters, kind), lemmas in counts.items():
        (most, number), *rest = sorted(lemmas.items(), key=lambda item: (-item[1], item[0]))
        yield letters, kind, most, number / (rest[0][1] if rest else 0.5)


def _treebank_lemmas(path: Path) -> Iterator[tuple[str, str]]:
    for _, upos, lemma in lemmas_of(path):
        if upos not in _WITHOUT_LEMMA and lemma != bare_letters(lemma):
            yield upos, lemma


def _stems(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        stem = word.removeprefix("ال")
        yield from (stem.removesuffix(ending) for ending in _ENDINGS if stem.endswith(ending))
