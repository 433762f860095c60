"""What every sentence parser shares: split, prepare, parse each distinct sentence once, put the answers back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from attribution.document import Document, Sentence
from attribution.parsing.preparation import PreparedText, prepare
from attribution.parsing.protocol import Progress
from attribution.parsing.sentences import SentenceSpan, split_sentences
from attribution.parsing.words import ParsedToken, build_sentence

__all__ = ["SentenceBatchParser", "batches", "distinct_sentences", "padded_batches", "parse_in_batches"]

BATCH_CHARACTERS = 24_000
MOST_SENTENCES = 5_000
"""Of one document: a hundred thousand words and more, a thick book."""

SentenceBatchParser = Callable[[Sequence[str]], Sequence[tuple[ParsedToken, ...]]]
"""Takes prepared sentences, gives the tokens of each."""


_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class _Prepared:
    place: SentenceSpan
    prepared: PreparedText


def parse_in_batches(
    documents: Sequence[Document], parse_batch: SentenceBatchParser, progress: Progress | None = None
) -> tuple[Document, ...]:
    """Parse all sentences of all documents together.

    Each distinct sentence is parsed once, in batches of sentences of like length, so that a word's tree depends
    neither on the order of the documents nor on how often a paragraph is printed.

    Parameters
    ----------
    documents : sequence of Document
        The articles.
    parse_batch : callable
        The parser proper.
    progress : callable, optional
        Told the characters done and the characters in all, after each batch.
    """
    prepared = [_prepare_document(document) for document in documents]
    distinct = _distinct(prepared)
    total = sum(map(len, distinct))
    done = 0
    parses: dict[str, tuple[ParsedToken, ...]] = {}
    for batch in batches(distinct):
        parses.update(zip(batch, parse_batch(batch), strict=True))
        done += sum(map(len, batch))
        if progress is not None:
            progress(done, total)
    uses = Counter(item.prepared.plain for items in prepared for item in items)
    return tuple(
        _with_sentences(document, items, parses, uses) for document, items in zip(documents, prepared, strict=True)
    )


def distinct_sentences(documents: Sequence[Document]) -> list[str]:
    """The prepared sentences of documents, each once, by length."""
    return _distinct([_prepare_document(document) for document in documents])


def batches(sentences: Iterable[str], characters: int = BATCH_CHARACTERS) -> Iterator[list[str]]:
    """Runs of sentences with at most so many characters in each; one longer sentence is a batch of its own."""
    batch: list[str] = []
    size = 0
    for sentence in sentences:
        if batch and size + len(sentence) > characters:
            yield batch
            batch, size = [], 0
        batch.append(sentence)
        size += len(sentence)
    if batch:
        yield batch


def padded_batches(items: Iterable[_Item], size: Callable[[_Item], int], pieces: int) -> Iterator[list[_Item]]:
    """Items, smallest first, in runs that hold about so many pieces with their padding; a larger item is alone.

    Examples
    --------
    >>> list(padded_batches(["ا", "اا", "اااا"], len, 4))
    [['ا', 'اا'], ['اااا']]
    """
    batch: list[_Item] = []
    for item in items:
        if batch and (len(batch) + 1) * size(item) > pieces:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _distinct(prepared: Sequence[Sequence[_Prepared]]) -> list[str]:
    return sorted({item.prepared.plain for items in prepared for item in items}, key=lambda text: (len(text), text))


def _prepare_document(document: Document) -> list[_Prepared]:
    places = split_sentences(document.text, title=document.title)[: MOST_SENTENCES + 1]
    items = (_Prepared(place, prepare(document.text, *place.span)) for place in places)
    return [item for item in items if item.prepared.text]


def _with_sentences(
    document: Document, items: Sequence[_Prepared], parses: dict[str, tuple[ParsedToken, ...]], uses: Counter[str]
) -> Document:
    """The document with its sentences; a parse is dropped once its last use is made."""
    sentences: list[Sentence] = []
    for item in items[:MOST_SENTENCES]:
        key = item.prepared.plain
        parsed = parses[key]
        if parsed:
            sentences.append(build_sentence(document.text, len(sentences), item.place, item.prepared, parsed))
        uses[key] -= 1
        if not uses[key]:
            del parses[key]
    warnings = (*document.warnings, *_cut_warnings(sentences), *_length_warnings(items))
    return replace(document, sentences=tuple(sentences), warnings=warnings)


def _cut_warnings(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    cut = sum(sentence.cut for sentence in sentences)
    if not cut:
        return ()
    return (f"{cut} sentences are parts of longer stretches with no full stop, cut at punctuation or white space",)


def _length_warnings(items: Sequence[_Prepared]) -> tuple[str, ...]:
    if len(items) <= MOST_SENTENCES:
        return ()
    end = items[MOST_SENTENCES - 1].place.span.end_char
    what = f"only the first {MOST_SENTENCES:,} sentences, up to character {end:,}, are analysed"
    return (f"far longer than an article: {what}; give its articles one by one, or one a line as JSONL",)
