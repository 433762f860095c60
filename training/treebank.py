"""CoNLL-U files, as far as training needs them, and the tokens of raw text.

A written token and the words inside it are two things in Arabic (``للحظر`` is ``ل`` and ``الحظر``): files keep both.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from attribution.parsing.normalisation import fold_letters

__all__ = [
    "Sentence",
    "Token",
    "TreebankError",
    "fold_file",
    "lemmas_of",
    "plain_tokens",
    "read",
    "strip_marks",
    "write_silver",
]

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*|\S")
_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\ufeff]")


class TreebankError(ValueError):
    """A file that cannot be read as CoNLL-U."""


@dataclass(frozen=True, slots=True)
class Token:
    """A written token, the words it is made of, and whether a space follows."""

    form: str
    words: tuple[str, ...]
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text and its tokens."""

    text: str
    tokens: tuple[Token, ...]


def strip_marks(text: str) -> str:
    """Return the text without vowel marks, lengthening strokes and invisible direction marks."""
    return _MARKS.sub("", text)


def plain_tokens(text: str) -> list[str]:
    """Split a text into strings of letters, numbers and single signs.

    Examples
    --------
    >>> plain_tokens("(قال) 3.5 %")
    ['(', 'قال', ')', '3.5', '%']
    """
    return _TOKEN.findall(text)


def lemmas_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield form, part of speech and lemma of every word of a CoNLL-U file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdecimal():
                yield columns[1], columns[3], columns[2]


def read(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file.

    Raises
    ------
    TreebankError
        Where a line has other than ten columns or a multi-word token lacks a word.
    """
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n"), start=1):
        lines = [line for line in block.split("\n") if line]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if not rows:
            continue
        if any(len(row) != 10 for row in rows):
            raise TreebankError(f"{path}: sentence {number} has a line without ten columns")
        text = next((line[len("# text =") :].strip() for line in lines if line.startswith("# text =")), "")
        yield Sentence(text, tuple(_tokens(rows, path, number)))


def _tokens(rows: list[list[str]], path: Path, number: int) -> Iterator[Token]:
    forms = {row[0]: row[1] for row in rows}
    last = 0
    for row in rows:
        space_after = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            try:
                words = tuple(forms[str(index)] for index in range(first, last + 1))
            except KeyError as error:
                raise TreebankError(f"{path}: sentence {number} lacks word {error} of {row[0]}") from error
            yield Token(row[1], words, space_after)
        elif "." not in row[0] and int(row[0]) > last:
            yield Token(row[1], (row[1],), space_after)


def fold_file(source: Path, target: Path) -> None:
    """Copy a CoNLL-U file with the letters of text and forms folded; lemmas stay as they are."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in lines:
            if line.startswith("# text ="):
                out.write(fold_letters(line))
            elif line.strip() and not line.startswith("#"):
                columns = line.split("\t")
                columns[1] = fold_letters(columns[1])
                out.write("\t".join(columns))
            else:
                out.write(line)


def write_silver(sentences: Iterable[Sentence], target: Path) -> None:
    """Write sentences that have words but no trees as CoNLL-U.

    Every word hangs from the one before it, since Stanza's readers want a tree.
    """
    with target.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write(f"# text = {sentence.text}\n")
            index = 0
            for token in sentence.tokens:
                misc = "_" if token.space_after else "SpaceAfter=No"
                if len(token.words) > 1:
                    span = f"{index + 1}-{index + len(token.words)}"
                    out.write("\t".join([span, token.form, *"_______", misc]) + "\n")
                for word in token.words:
                    relation = "dep" if index else "root"
                    own = misc if len(token.words) == 1 else "_"
                    out.write(f"{index + 1}\t{word}\t_\tX\t_\t_\t{index}\t{relation}\t_\t{own}\n")
                    index += 1
            out.write("\n")
