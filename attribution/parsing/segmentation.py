"""Clitics of frequent strings, looked up rather than guessed.

The table beside the models lists strings of letters that occur in newspapers, letters folded, with the words each is
made of (``training/segmentation.py`` makes it). Stanza's tokenizer marks clitics from the letters alone; where the
table knows the string, the table is right more often. :meth:`SegmentationTable.postprocess` has the form that Stanza's
``tokenize_postprocessor`` takes; :meth:`SegmentationTable.expansions` belongs in the dictionary of its multi-word
expander. Stanza would let a postprocessor name the words as well, but numbers them wrongly when the expander has
something left to do in the same document.
"""

import lzma
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

__all__ = ["SegmentationTable", "StanzaToken", "restore_forms"]

StanzaToken = str | tuple[str, bool]
"""A token as Stanza hands it to a postprocessor: its text, or its text and whether it is a fused word."""


class SegmentationTable:
    """Which words a string of letters is made of.

    Parameters
    ----------
    entries
        From a string with folded letters to its words; a single word means that the string is not to be split.
    """

    def __init__(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        self._entries = dict(entries)

    def __len__(self) -> int:
        return len(self._entries)

    @classmethod
    def read(cls, path: Path) -> "SegmentationTable":
        """Read a table written by :meth:`write`.

        Parameters
        ----------
        path
            An xz-compressed text file, one string a line, for a fused string a tab and its words after it.
        """
        entries: dict[str, tuple[str, ...]] = {}
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                token, _, words = line.rstrip("\n").partition("\t")
                entries[token] = tuple(words.split(" ")) if words else (token,)
        return cls(entries)

    def write(self, path: Path) -> None:
        """Write the table, strings in order."""
        with lzma.open(path, "wt", encoding="utf-8", preset=9) as out:
            for token, words in sorted(self._entries.items()):
                out.write(token if len(words) == 1 else f"{token}\t{' '.join(words)}")
                out.write("\n")

    def words(self, token: str) -> tuple[str, ...] | None:
        """Return the words of a string with folded letters, or None where the table does not know it."""
        return self._entries.get(token)

    def expansions(self) -> dict[str, str]:
        """Return the fused strings with their words, parted by spaces, as Stanza's expander keeps them.

        Examples
        --------
        >>> SegmentationTable({"ولد": ("ولد",), "للبيت": ("ل", "البيت")}).expansions()
        {'للبيت': 'ل البيت'}
        """
        return {token: " ".join(words) for token, words in self._entries.items() if len(words) > 1}

    def postprocess(self, sentences: Iterable[Iterable[StanzaToken]]) -> list[list[StanzaToken]]:
        """Mark as fused or not every token that the table knows; leave the tokenizer's mark on the others.

        Examples
        --------
        >>> table = SegmentationTable({"ولد": ("ولد",), "للبيت": ("ل", "البيت")})
        >>> table.postprocess([[("ولد", True), "للبيت", ("والبنت", True)]])
        [['ولد', ('للبيت', True), ('والبنت', True)]]
        """
        return [[self._token(token) for token in sentence] for sentence in sentences]

    def _token(self, token: StanzaToken) -> StanzaToken:
        text = token if isinstance(token, str) else token[0]
        words = self._entries.get(text)
        if words is None:
            return token
        return text if len(words) == 1 else (text, True)


def restore_forms(words: Sequence[str], folded: str, original: str) -> list[str]:
    """Spell the words of a fused token as its original text does.

    Parameters
    ----------
    words
        The words, letters folded.
    folded, original
        The token with folded letters and as written, of the same length.

    Returns
    -------
    list of str
        The words, each letter that stands in the token taken from ``original``.

    Examples
    --------
    >>> restore_forms(["و", "الاحزاب"], "والاحزاب", "والأحزاب")
    ['و', 'الأحزاب']
    >>> restore_forms(["ل", "الامم"], "للامم", "للأمم")
    ['ل', 'الأمم']
    >>> restore_forms(["اسرة", "ه"], "اسرته", "أسرته")
    ['أسرة', 'ه']
    """
    start, end = 0, len(folded)
    first, last = 0, len(words)
    restored = list(words)
    while first < last and folded.startswith(words[first], start):
        restored[first] = original[start : start + len(words[first])]
        start += len(words[first])
        first += 1
    while last > first and folded.endswith(words[last - 1], start, end):
        end -= len(words[last - 1])
        restored[last - 1] = original[end : end + len(words[last - 1])]
        last -= 1
    if last - first == 1:
        word, left = words[first], folded[start:end]
        head = _shared(word, left)
        tail = min(_shared(word[::-1], left[::-1]), len(left) - head, len(word) - head)
        inside = word[head : len(word) - tail]
        restored[first] = original[start : start + head] + inside + original[end - tail : end]
    return restored


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
