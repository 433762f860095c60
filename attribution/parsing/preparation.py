"""The text that a parser reads, and the way back from it to the original.

Marks that newspapers use freely and treebanks do not have are taken out: short vowels, tatweel, zero-width and
bidirectional controls. HTML entities and presentation forms (U+FB50–U+FEFF) become the characters they stand for. Every
character of the result knows the characters of the original that it came from, so no offset is ever guessed.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from attribution.document import Span
from attribution.parsing.normalisation import fold_letters
from attribution.reading.entities import entity_at

__all__ = ["PreparedText", "plain_form", "prepare", "untouched"]

_TATWEEL = "ـ"
# Harakat, Quranic marks and superscript alef: combining characters of the Arabic blocks.
_MARKS = frozenset(
    chr(code)
    for block in (range(0x0610, 0x061B), range(0x064B, 0x0660), range(0x06D6, 0x06EE), range(0x08D3, 0x0900), [0x0670])
    for code in block
    if unicodedata.category(chr(code)) == "Mn"
)
_PRESENTATION_FORMS = frozenset(map(chr, [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]))


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A text for the parser with the place in the original of each of its characters.

    Parameters
    ----------
    text : str
        What the parser reads; one line, letters folded.
    plain : str
        The same before folding: hamzas and dots as printed.
    starts, ends : array of int
        For each character of ``text``, the half-open range of original code points that it came from; vowel marks and
        tatweel belong to the letter before them.
    """

    text: str
    plain: str
    starts: array[int]
    ends: array[int]

    def original(self, start: int, end: int) -> Span:
        """The span of the original behind ``text[start:end]``.

        Raises
        ------
        ValueError
            If the range is empty or outside of the text.

        Examples
        --------
        >>> article = "قالَ الوزيـــر"
        >>> prepared = prepare(article)
        >>> prepared.text, prepared.original(5, 11).of(article)
        ('قال الوزير', 'لوزيـــر')
        """
        if not 0 <= start < end:
            raise ValueError(f"an empty range of the prepared text: {start}, {end}")
        end = min(end, len(self.text))
        return Span(self.starts[start], self.ends[end - 1])


def prepare(text: str, start: int = 0, end: int | None = None) -> PreparedText:
    r"""Make a stretch of the original ready for the parser.

    Parameters
    ----------
    text : str
        The decoded original.
    start, end : int, optional
        The stretch, in code points; the whole text unless given.

    Returns
    -------
    PreparedText
        Its offsets count from the beginning of ``text``, not of the stretch. White space at both ends and runs of it
        inside are reduced.

    Examples
    --------
    >>> prepared = prepare("\ufef7ن المَدرسة")
    >>> prepared.plain, prepared.text
    ('لأن المدرسة', 'لان المدرسة')
    """
    end = len(text) if end is None else end
    characters: list[str] = []
    starts = array("q")
    ends = array("q")
    after = start
    for index in range(start, end):
        if index < after:
            continue
        character, after = entity_at(text, index) or (text[index], index + 1)
        if character == _TATWEEL and _stands_alone(text, index, start, end):
            replacement = "-"
        else:
            replacement = _parser_letters(character)
        if replacement == " " and (not characters or characters[-1] == " "):
            continue
        if not replacement:
            if ends and (character == _TATWEEL or character in _MARKS) and ends[-1] == index:
                ends[-1] = index + 1
            continue
        for letter in replacement:
            characters.append(letter)
            starts.append(index)
            ends.append(after)
    if characters and characters[-1] == " ":
        characters.pop()
    size = len(characters)
    plain = "".join(characters)
    return PreparedText(fold_letters(plain), plain, starts[:size], ends[:size])


def untouched(text: str, start: int, end: int) -> PreparedText:
    """A stretch of the original with nothing taken out, for tokens that consist of removable marks alone."""
    plain = text[start:end]
    return PreparedText(
        fold_letters(plain), plain, array("q", range(start, end)), array("q", range(start + 1, end + 1))
    )


def plain_form(form: str) -> str:
    """A word without marks, letters as printed: what :attr:`attribution.document.Word.form` holds.

    Examples
    --------
    >>> plain_form("أَكَّدَ")
    'أكد'
    """
    return prepare(form).plain or form


@lru_cache(maxsize=4096)
def _parser_letters(character: str) -> str:
    if character in _MARKS or character == _TATWEEL:
        return ""
    if character in _PRESENTATION_FORMS:
        letters = "".join(c for c in unicodedata.normalize("NFKC", character) if c not in _MARKS and c != _TATWEEL)
        if letters.strip():
            return character if " " in letters else letters
        return ""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category in ("Cc", "Zs", "Zl", "Zp", "Cs", "Co", "Cn"):
        return " "
    return character


def _stands_alone(text: str, index: int, start: int, end: int) -> bool:
    """Whether a tatweel is used as a dash: the first of a run with no letter on either side."""
    if index > start and (text[index - 1] == _TATWEEL or _joins(text[index - 1])):
        return False
    after = index
    while after < end and text[after] == _TATWEEL:
        after += 1
    return after == end or not _joins(text[after])


def _joins(character: str) -> bool:
    return character.isalpha() or character in _MARKS
