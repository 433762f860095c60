"""The key under which two spellings of a word are the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold"]

# Harakat, tanwin, shadda, sukun, superscript alef, Quranic marks, tatweel, zero-width and bidirectional marks.
_DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTERS = str.maketrans("أإآٱٲٳٵىةیکہ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹", "اااااااي" + "هيكه" + "0123456789" * 2)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The key under which spellings are compared.

    Diacritics, tatweel and invisible marks are dropped; every alef is a bare alef, ى is ي, ة is ه; letters
    in a presentation form (ﻭﻗﺎﻝ) are plain ones; digits are ASCII.

    Parameters
    ----------
    text : str
        A word or a phrase.

    Returns
    -------
    str
        The key.

    Examples
    --------
    >>> fold("أكَّدَتْ") == fold("اكدت")
    True
    >>> fold("إشارةٌ")
    'اشاره'
    """
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _DROPPED.sub("", text).translate(_LETTERS)
