"""Masdars of derived verbs (forms II to X), known by pattern and root.

A word is one if its letters fit the masdar pattern of a form and the list of attested verbs has its root in that form:
تحسّن (ح س ن, V), إلغاء (ل غ و, IV), استقالة (ق ي ل, X). Masdars of form I have no fixed pattern and are not told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from attribution.lexicon.folding import fold

__all__ = ["is_masdar"]

_SHORTEST: Final = 3
_R: Final = r"(\w)"
_PATTERNS: Final = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        ("II", f"ت{_R}{_R}ي{_R}"),
        ("II", f"ت{_R}{_R}{_R}ه"),
        ("III", f"م{_R}ا{_R}{_R}ه"),
        ("IV", f"ا{_R}{_R}ا{_R}"),
        ("V", f"ت{_R}{_R}{_R}"),
        ("VI", f"ت{_R}ا{_R}{_R}"),
        ("VII", f"ان{_R}{_R}ا{_R}"),
        ("VIII", f"ا{_R}ت{_R}ا{_R}"),
        ("VIII", f"ا(ت){_R}ا{_R}"),
        ("X", f"است{_R}{_R}ا{_R}"),
    )
)
_HOLLOW: Final = (("IV", re.compile(f"ا{_R}ا{_R}ه")), ("X", re.compile(f"است{_R}ا{_R}ه")))
# What a folded letter may be in the root.
_RADICALS: Final = {"ا": "ءوي", "ئ": "ء", "ؤ": "ء", "ء": "ءوي", "ي": "يو", "و": "وي", "ت": "تو"}


@lru_cache(maxsize=1 << 14)
def is_masdar(form: str) -> bool:
    """Whether a word, with or without the article, is the masdar of an attested verb of form II to X.

    Parameters
    ----------
    form : str
        A word without other clitics; vowels are ignored.

    Returns
    -------
    bool
        False for form I, whose masdars have no pattern, and for a plural أفعال, whose hamza tells it from إفعال.

    Examples
    --------
    >>> [is_masdar(word) for word in ("تحسن", "التأخر", "إلغاء", "استقالة", "أسعار", "سيارة")]
    [True, True, True, True, False, False]

    References
    ----------
    Marwan al-Bawwab and Yahya Mir Alam, the list of attested Arabic verbs, as :mod:`mazini.lexicon` has it.
    """
    from mazini.lexicon import is_attested

    written = form.removeprefix("ال") if len(form) > len("ال") + _SHORTEST else form
    plural = written.startswith("أ")
    return any(is_attested(root, code) for code, root in _roots(fold(written)) if not (plural and code == "IV"))


def _roots(stem: str) -> Iterator[tuple[str, str]]:
    """Forms and roots that a stem may be the masdar of."""
    for code, pattern in _PATTERNS:
        if match := pattern.fullmatch(stem):
            for root in product(*(_RADICALS.get(letter, letter) for letter in match.groups())):
                yield code, "".join(root)
    for code, pattern in _HOLLOW:
        if match := pattern.fullmatch(stem):
            first, last = match.groups()
            yield from ((code, f"{first}{middle}{last}") for middle in "وي")
