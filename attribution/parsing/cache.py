"""Parses kept on disk, by text and model."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from sys import intern
from typing import Any

from attribution.document import Document, Sentence, Span, Token, Word
from attribution.parsing.proposals import read_proposals, write_proposals
from attribution.parsing.protocol import Parser, Progress
from attribution.parsing.words import read_feats, word_ids, write_feats

__all__ = ["CachedParser", "default_cache_folder"]

SIZE_LIMIT = 512 * 2**20
MOST_WORDS = 200_000
"""A longer document is parsed but not kept: its entry would take more memory to write than its parse."""

GROUP_CHARACTERS = 3_000_000
"""Parses are stored group by group, so that a long run that is interrupted goes on where it was."""

_FORMAT = 3


@dataclass(frozen=True, slots=True)
class _Parse:
    sentences: tuple[Sentence, ...]
    warnings: tuple[str, ...]

    def given_to(self, document: Document) -> Document:
        return replace(document, sentences=self.sentences, warnings=(*document.warnings, *self.warnings))


def default_cache_folder() -> Path:
    """The platform's cache folder for the project (``~/.cache/attribution`` on Linux)."""
    from platformdirs import user_cache_path

    return user_cache_path("attribution", appauthor=False) / "parses"


@dataclass(frozen=True, slots=True)
class CachedParser:
    """A parser that remembers.

    Entries are compressed JSON, never pickled; the least recently stored go first when the bound is reached. A cache
    that cannot be read or written is thrown away or left alone: it costs time, never an answer.

    Parameters
    ----------
    parser : Parser
        Does the parsing that is not there yet.
    folder : Path
        Where to keep parses.
    size_limit : int
        Bytes.
    """

    parser: Parser
    folder: Path
    size_limit: int = SIZE_LIMIT

    @property
    def name(self) -> str:
        """Of the parser inside."""
        return self.parser.name

    @property
    def fingerprint(self) -> str:
        """Of the parser inside."""
        return self.parser.fingerprint

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        """See :meth:`attribution.parsing.protocol.Parser.parse`."""
        keys = [self._key(document) for document in documents]
        parses = self._load(dict(zip(keys, documents, strict=True)))
        missing = {key: document for key, document in zip(keys, documents, strict=True) if key not in parses}
        total = sum(len(document.text) for document in missing.values())
        done = 0
        for group in _groups(missing):
            size = sum(len(document.text) for document in group.values())
            parsed = self.parser.parse(list(group.values()), progress=_part(progress, done, size, total))
            fresh = {key: _parse_of(new, old) for (key, old), new in zip(group.items(), parsed, strict=True)}
            self._store(fresh)
            parses |= fresh
            done += size
        return tuple(parses[key].given_to(document) for key, document in zip(keys, documents, strict=True))

    def _key(self, document: Document) -> str:
        head = f"{_FORMAT} {self.fingerprint} {document.title} ".encode()
        return hashlib.sha256(head + document.text.encode("utf-8", "surrogatepass")).hexdigest()

    def _load(self, documents: Mapping[str, Document]) -> dict[str, _Parse]:
        try:
            with self._open() as cache:
                found = {key: cache.get(key) for key in documents}
        except (sqlite3.Error, OSError, ValueError, TypeError):
            with suppress(OSError):
                shutil.rmtree(self.folder)
            return {}
        return {key: _decode(value, documents[key].text) for key, value in found.items() if _is_parse(value)}

    def _store(self, parses: Mapping[str, _Parse]) -> None:
        with suppress(sqlite3.Error, OSError), self._open() as cache, cache.transact():
            for key, parse in parses.items():
                if sum(len(sentence.words) for sentence in parse.sentences) <= MOST_WORDS:
                    cache.set(key, _encode(parse))

    def _open(self) -> Any:
        from diskcache import Cache, JSONDisk

        return Cache(
            str(self.folder),
            disk=JSONDisk,
            disk_compress_level=1,
            size_limit=self.size_limit,
            eviction_policy="least-recently-stored",
            timeout=10,
        )


def _groups(documents: Mapping[str, Document]) -> Iterator[dict[str, Document]]:
    """Documents in runs of about :data:`GROUP_CHARACTERS`."""
    group: dict[str, Document] = {}
    size = 0
    for key, document in documents.items():
        if group and size + len(document.text) > GROUP_CHARACTERS:
            yield group
            group, size = {}, 0
        group[key] = document
        size += len(document.text)
    if group:
        yield group


def _part(progress: Progress | None, done: int, size: int, total: int) -> Progress | None:
    """Progress of one group as progress of all."""
    if progress is None:
        return None
    return lambda part, whole: progress(done + size * part // max(whole, 1), total)


def _parse_of(parsed: Document, before: Document) -> _Parse:
    return _Parse(parsed.sentences, parsed.warnings[len(before.warnings) :])


def _encode(parse: _Parse) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "warnings": list(parse.warnings),
        "sentences": [_encode_sentence(sentence) for sentence in parse.sentences],
    }


def _encode_sentence(sentence: Sentence) -> list[Any]:
    words = [
        [w.form, w.lemma, w.upos, w.xpos, write_feats(w.feats), w.head, w.deprel, *w.span, w.token]
        for w in sentence.words
    ]
    tokens = [[*token.span, len(token.words)] for token in sentence.tokens]
    proposals = None if sentence.proposals is None else write_proposals(sentence.proposals)
    return [*sentence.span, sentence.paragraph, int(sentence.cut), proposals, tokens, words]


def _decode(value: dict[str, Any], text: str) -> _Parse:
    sentences = tuple(_decode_sentence(i, row, text) for i, row in enumerate(value["sentences"]))
    return _Parse(sentences, tuple(value["warnings"]))


def _decode_sentence(index: int, row: list[Any], text: str) -> Sentence:
    start, end, paragraph, cut, line, token_rows, word_rows = row
    words = tuple(
        Word(
            i,
            intern(form),
            intern(lemma),
            intern(upos),
            intern(xpos),
            read_feats(feats),
            head,
            intern(deprel),
            Span(first, last),
            token,
        )
        for i, (form, lemma, upos, xpos, feats, head, deprel, first, last, token) in enumerate(word_rows, 1)
    )
    tokens = []
    next_id = 1
    for number, (first, last, count) in enumerate(token_rows):
        tokens.append(Token(number, intern(text[first:last]), Span(first, last), word_ids(next_id, count)))
        next_id += count
    proposals = None if line is None else read_proposals(line, len(words))
    return Sentence(index, Span(start, end), paragraph, tuple(tokens), words, bool(cut), proposals)


def _is_parse(value: Any) -> bool:
    return isinstance(value, dict) and value.get("format") == _FORMAT and "sentences" in value and "warnings" in value
