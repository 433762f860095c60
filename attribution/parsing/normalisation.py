"""One spelling for letters that Arabic newspapers write in several ways.

Wire copy drops the hamza of the alif (``ان`` for ``أن``), Egyptian papers write a final yeh without its dots, and
digits come in two sets. The models of :mod:`attribution.models` are trained on folded letters, so text has to be folded
the same way before they read it. The folding is one character for one: an offset into the folded text is an offset into
the original.
"""

import re

__all__ = ["fold_letters"]

_LETTERS = str.maketrans(
    "أإآٱ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹",
    "اااا" + "0123456789" + "0123456789",
)
# A dotless yeh that no letter follows; vowel marks may stand between it and the end of the word.
_FINAL_DOTLESS_YEH = re.compile(r"ى(?![\u064b-\u0652\u0670]*[^\W\d_])")


def fold_letters(text: str) -> str:
    """Return ``text`` with letter variants folded, character for character.

    Alifs with hamza, madda or wasla become a bare alif, a word-final dotless yeh becomes a dotted one, and Arabic-Indic
    and Persian digits become ASCII digits.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        A text of the same length in code points.

    Examples
    --------
    >>> fold_letters("أعلن مصطفى أنّ ٢٥ شخصًا")
    'اعلن مصطفي انّ 25 شخصًا'
    """
    return _FINAL_DOTLESS_YEH.sub("ي", text.translate(_LETTERS))
