"""Words reduced to what different forms of them share."""

from __future__ import annotations

import re
from functools import lru_cache

from attribution.document import Word
from attribution.lexicon import fold

__all__ = ["NUMBER", "bare", "dictionary_form", "folded_words", "number_value", "skeleton", "strip_article"]

NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_SUFFIXES = (("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4), ("وا", 3), ("ها", 3), ("يه", 3), ("ه", 3), ("ت", 3), ("ي", 3))
_MASDAR_OF_II = re.compile(r"^ت(..)ي(.)$")
_HAMZA = str.maketrans({"ء": "", "ئ": "", "ؤ": ""})
_SHORTEST = 3


def strip_article(word: str) -> str:
    """A folded word without ال (also بال، وال، كال، فال, لل), where at least three letters remain.

    Examples
    --------
    >>> strip_article("والرئيس"), strip_article("للشرطه"), strip_article("الم")
    ('رئيس', 'شرطه', 'الم')
    """
    for prefix in ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            return word[len(prefix) :]
    return word


def bare(word: str) -> str:
    """A word folded and without article, as word lists are compared.

    Examples
    --------
    >>> bare("الشُّرطة") == bare("شرطه")
    True
    """
    return strip_article(fold(word))


def dictionary_form(word: Word) -> str:
    """The lemma, or the form where the parse has no lemma."""
    return word.lemma if word.lemma and word.lemma != "_" else word.form


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants that a verb, its noun of action and their inflected forms share.

    Article and endings are taken off as in light stemming [1]_; then long vowels inside the word and hamzas are
    dropped, and the noun of action of form II (توقيع) is brought to its verb (وقع). A lemma gives a better key than a
    form, since prefixes of the imperfect are left alone.

    Parameters
    ----------
    word : str
        A lemma, or a form without clitics; vowelled or not.

    Returns
    -------
    str
        A key for comparison, not a root.

    References
    ----------
    .. [1] L. S. Larkey, L. Ballesteros, M. E. Connell: Improving stemming for Arabic information retrieval: light
       stemming and co-occurrence analysis. SIGIR 2002.

    Examples
    --------
    >>> skeleton("اِنخَفَض") == skeleton("انخفاضًا")
    True
    >>> skeleton("التوقيع") == skeleton("وَقَّع")
    True
    >>> skeleton("زيادة") == skeleton("زاد")
    True
    """
    stem = bare(word)
    for suffix, shortest in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= shortest:
            stem = stem[: -len(suffix)]
            break
    if len(stem) > _SHORTEST and stem.endswith("ا"):
        stem = stem[:-1]
    stem = _MASDAR_OF_II.sub(r"\1\2", stem).translate(_HAMZA) or stem
    return stem[:1] + re.sub("[اوي]", "", stem[1:]) if len(stem) >= _SHORTEST else stem


def number_value(text: str) -> str | None:
    """The digits of a written number in one form: ``1,200`` and ``١٢٠٠`` are ``1200``; None if it is none.

    Examples
    --------
    >>> number_value("1,200"), number_value("٣٫٥"), number_value("37.50"), number_value("12:30")
    ('1200', '3.5', '37.5', None)
    """
    written = fold(text).strip("%٪")
    if not NUMBER.fullmatch(written):
        return None
    plain = re.sub(r"[,٬](?=\d{3}(?!\d))", "", written).replace("٫", ".").replace(",", ".")
    whole, _, rest = plain.partition(".")
    fraction = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without punctuation: equal for two printings of one paragraph."""
    return tuple("".join(c if c.isalnum() else " " for c in fold(text)).split())
