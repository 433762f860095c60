"""From what a parser returns to the words of a document, each with its place in the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from attribution.document import Sentence, Token, Word
from attribution.parsing.normalisation import fold_letters
from attribution.parsing.preparation import PreparedText
from attribution.parsing.sentences import SentenceSpan

__all__ = ["ParsedToken", "ParsedWord", "build_sentence", "partition", "read_feats", "word_ids", "write_feats"]


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A node as the parser gave it; ``feats`` as in CoNLL-U (``Gender=Fem|Number=Sing`` or ``_``)."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class ParsedToken:
    """An orthographic token: a half-open range of the prepared text and its syntactic words."""

    start: int
    end: int
    words: tuple[ParsedWord, ...]


def build_sentence(
    text: str, index: int, place: SentenceSpan, prepared: PreparedText, parsed: Sequence[ParsedToken]
) -> Sentence:
    """A sentence of the document from the parse of its prepared text.

    Parameters
    ----------
    text : str
        The original of the whole article.
    index : int
        The sentence's number in the document, from 0.
    place : SentenceSpan
        Where it stands.
    prepared : PreparedText
        What the parser read.
    parsed : sequence of ParsedToken
        What it answered, in text order; at least one.
    """
    tokens: list[Token] = []
    words: list[Word] = []
    for number, token in enumerate(parsed):
        whole = prepared.original(token.start, token.end)
        first_id = len(words) + 1
        parts = partition(prepared.text[token.start : token.end], [fold_letters(word.form) for word in token.words])
        for word, part in zip(token.words, parts, strict=True):
            span = whole if part is None else prepared.original(token.start + part[0], token.start + part[1])
            words.append(
                Word(
                    id=len(words) + 1,
                    form=intern(word.form),
                    lemma=intern(word.lemma),
                    upos=intern(word.upos),
                    xpos=intern(word.xpos),
                    feats=read_feats(word.feats),
                    head=word.head,
                    deprel=intern(word.deprel),
                    span=whole if span == whole else span,
                    token=number,
                )
            )
        ids = word_ids(first_id, len(token.words))
        tokens.append(Token(index=number, text=intern(whole.of(text)), span=whole, words=ids))
    return Sentence(index, place.span, place.paragraph, tuple(tokens), tuple(words), place.cut)


@lru_cache(maxsize=4096)
def word_ids(first: int, count: int) -> tuple[int, ...]:
    """So many ids from the first on; equal ones are one object, since articles have them by the hundred thousand."""
    return tuple(range(first, first + count))


def partition(token: str, forms: Sequence[str]) -> list[tuple[int, int] | None]:
    """Which letters of a token belong to which of its words.

    Clitics are read off both ends and the stem keeps what is left, which also holds where the spelling changes at the
    seam: لل is ل + ال, the ت of مدرسته is the ة of مدرسة.

    Parameters
    ----------
    token : str
        The token as the parser read it.
    forms : sequence of str
        Its words.

    Returns
    -------
    list
        A half-open range of ``token`` for each word; together they cover it. ``None`` for every word where the letters
        do not tell (a token whose words share letters).

    Examples
    --------
    >>> partition("وللطائرات", ["و", "ل", "الطائرات"])
    [(0, 1), (1, 2), (2, 9)]
    >>> partition("مدرستها", ["مدرسة", "ها"])
    [(0, 5), (5, 7)]
    """
    if len(forms) == 1:
        return [(0, len(token))]
    for stem in sorted(range(len(forms)), key=lambda i: -len(forms[i])):
        ranges = _around_stem(token, forms, stem)
        if ranges is not None:
            return list(ranges)
    return [None] * len(forms)


def _around_stem(token: str, forms: Sequence[str], stem: int) -> list[tuple[int, int]] | None:
    before: list[tuple[int, int]] = []
    after: list[tuple[int, int]] = []
    left, right = 0, len(token)
    for form in forms[:stem]:
        if not form or not token.startswith(form, left):
            return None
        before.append((left, left + len(form)))
        left += len(form)
    for form in reversed(forms[stem + 1 :]):
        if not form or not token.endswith(form, left, right):
            return None
        after.append((right - len(form), right))
        right -= len(form)
    return [*before, (left, right), *reversed(after)] if left < right else None


@lru_cache(maxsize=16384)
def read_feats(feats: str) -> Mapping[str, str]:
    """Universal Features from their CoNLL-U form; equal strings share one mapping.

    Examples
    --------
    >>> read_feats("Gender=Fem|Number=Sing")
    {'Gender': 'Fem', 'Number': 'Sing'}
    """
    if feats in ("", "_"):
        return {}
    return dict(pair.partition("=")[::2] for pair in feats.split("|"))


def write_feats(feats: Mapping[str, str]) -> str:
    """Universal Features in their CoNLL-U form: sorted by name, ``_`` if there are none."""
    return "|".join(f"{name}={feats[name]}" for name in sorted(feats, key=str.lower)) or "_"
