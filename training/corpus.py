"""Raw text in, word counts and segmented sentences out."""

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from attribution.parsing.normalisation import fold_letters
from attribution.parsing.segmentation import SegmentationTable
from training.treebank import Sentence, Token, plain_tokens, strip_marks

__all__ = ["count_strings", "count_words", "paragraphs", "silver_sentences"]

_SENTENCE_END = re.compile(r"(?<=[.؟!])\s+")
_SPACES = re.compile(r"\s+")
_CLOSE = re.compile(r"\s+([،.؟!؛:)»”])")
_QUOTES = (('"', '"'), ("«", "»"), ("“", "”"), ("”", "“"))


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a raw text file, marks removed and letters folded.

    Parameters
    ----------
    path
        Plain text, a paragraph a line, or JSON lines with ``title`` and ``text`` (name ends in ``.jsonl``); either may
        be packed with xz.
    """
    is_json = ".jsonl" in path.suffixes
    with _open(path) as lines:
        for line in lines:
            record = json.loads(line) if is_json else {"text": line}
            for paragraph in f"{record.get('title', '')}\n{record['text']}".split("\n"):
                clean = _SPACES.sub(" ", fold_letters(strip_marks(paragraph))).strip()
                if clean:
                    yield clean


def _open(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def count_strings(path: Path) -> Counter[str]:
    """Return how often each string of letters occurs in a raw text file."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs(path):
        counts.update(token for token in plain_tokens(paragraph) if token.isalpha())
    return counts


def count_words(path: Path, table: SegmentationTable) -> Counter[str]:
    """Return how often each syntactic word occurs in a raw text file, clitics split off as the table says."""
    counts: Counter[str] = Counter()
    for string, number in count_strings(path).items():
        for word in table.words(string) or (string,):
            counts[word] += number
    return counts


def silver_sentences(path: Path, table: SegmentationTable, number: int, seed: int) -> list[Sentence]:
    """Return sentences drawn from the whole raw text, split into words by the table, with some noise.

    Sentences with a string that the table does not know are left out. A fifth lose their final stop, a third get
    quotation marks of another style, a tenth two spaces for one.
    """
    chance = random.Random(seed)
    chosen: list[Sentence] = []
    seen = 0
    for paragraph in paragraphs(path):
        for text in _SENTENCE_END.split(paragraph):
            if not 20 <= len(text) <= 350:
                continue
            seen += 1
            place = len(chosen) if len(chosen) < number else chance.randrange(seen)
            if place >= number:
                continue
            sentence = segment(_noise(text, chance), table)
            if sentence is None:
                continue
            if place == len(chosen):
                chosen.append(sentence)
            else:
                chosen[place] = sentence
    return chosen


def segment(text: str, table: SegmentationTable) -> Sentence | None:
    """Split a text with folded letters into tokens and words, or return None where the table lacks a string."""
    tokens: list[Token] = []
    end = 0
    for form in plain_tokens(text):
        words = table.words(form) if form.isalpha() else (form,)
        if words is None:
            return None
        start = text.index(form, end)
        if tokens and start > end:
            tokens[-1] = replace(tokens[-1], space_after=True)
        end = start + len(form)
        tokens.append(Token(form, words, space_after=False))
    return Sentence(text, tuple(tokens)) if tokens else None


def _noise(text: str, chance: random.Random) -> str:
    if chance.random() < 0.2:
        text = text.rstrip(".؟!")
    if chance.random() < 0.33:
        left, right = chance.choice(_QUOTES)
        text = re.sub(r"[«“]", left, text)
        text = re.sub(r"[»”]", right, text)
    if chance.random() < 0.1:
        spaces = [match.start() for match in re.finditer(" ", text)]
        if spaces:
            place = chance.choice(spaces)
            text = f"{text[:place]} {text[place:]}"
    if chance.random() < 0.1:
        text = _CLOSE.sub(r"\1", text)
    return text.strip()
