"""Paths, standard input and the kinds of file behind them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from attribution.document import Document, Span
from attribution.errors import InputError, MalformedInput, UnreadableInput
from attribution.reading.articles import article
from attribution.reading.decoding import Decoded, decode

__all__ = ["STDIN", "read", "read_bytes", "read_many"]

STDIN = "-"
_JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_JSONL_WAY_OUT = 'one object a line: {"id": …, "title": …, "text": …}'


def read(path: str | Path) -> Iterator[Document | InputError]:
    """The articles of one input; what cannot be used comes as an error, in its place.

    Parameters
    ----------
    path : str or Path
        A text file (one article), a ``.jsonl`` or ``.ndjson`` file (one a line), or ``-`` for standard input, which may
        be either.

    Yields
    ------
    Document or InputError
        Nothing is raised for the content of a file: one broken line does not cost the others.

    Examples
    --------
    >>> [str(result) for result in read("missing.txt")]
    ['missing.txt: no such file (check the path)']
    """
    name = "stdin" if str(path) == STDIN else str(path)
    try:
        decoded = decode(read_bytes(path), name)
    except InputError as error:
        yield error
        return
    if Path(name).suffix.lower() in _JSONL_SUFFIXES or (str(path) == STDIN and _looks_like_jsonl(decoded.text)):
        yield from _read_jsonl(decoded, name)
        return
    try:
        document = article(decoded.text, id=Path(name).stem, source=name, encoding=decoded.encoding)
    except InputError as error:
        yield error
    else:
        yield replace(document, warnings=(*decoded.warnings, *document.warnings))


def read_many(paths: Iterable[str | Path]) -> Iterator[Document | InputError]:
    """The articles of several inputs, in order, their ids made distinct (``a``, ``a-2``)."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for path in paths:
        for result in read(path):
            if isinstance(result, InputError):
                yield result
                continue
            name = result.id
            while name in taken:
                seen[result.id] += 1
                name = f"{result.id}-{seen[result.id] + 1}"
            taken.add(name)
            yield result if name == result.id else replace(result, id=name)


def read_bytes(path: str | Path) -> bytes:
    """The content of a file or of standard input.

    Raises
    ------
    UnreadableInput
        If it is missing, a folder, or may not be read.
    """
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise UnreadableInput("no such file", place=str(path), way_out="check the path") from None
    except IsADirectoryError:
        raise UnreadableInput(
            "a folder, not a file", place=str(path), way_out=f"name its files: {Path(path) / '*.txt'}"
        ) from None
    except PermissionError:
        raise UnreadableInput("no permission to read it", place=str(path), way_out="check its rights") from None
    except OSError as error:
        raise UnreadableInput(f"cannot be read: {error.strerror or error}", place=str(path)) from None


def _read_jsonl(decoded: Decoded, name: str) -> Iterator[Document | InputError]:
    empty = True
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        empty = False
        try:
            document = _jsonl_article(line, number, name, decoded)
        except InputError as error:
            yield error
        else:
            yield replace(document, warnings=(*decoded.warnings, *document.warnings))
    if empty:
        yield UnreadableInput("the file holds no line", place=name, way_out=_JSONL_WAY_OUT)


def _jsonl_article(line: str, number: int, name: str, decoded: Decoded) -> Document:
    place = f"{name}:{number}"
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        column = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        problem = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise MalformedInput(f"not JSON{column}: {problem}", place=place, way_out=_JSONL_WAY_OUT) from None
    if not isinstance(fields, Mapping):
        raise MalformedInput("not a JSON object", place=place, way_out=_JSONL_WAY_OUT)
    text, title = fields.get("text"), fields.get("title")
    if not isinstance(text, str):
        raise MalformedInput('no string in the field "text"', place=place, way_out=_JSONL_WAY_OUT)
    if title is not None and not isinstance(title, str):
        raise MalformedInput('the field "title" is not a string', place=place, way_out=_JSONL_WAY_OUT)
    headline = _well_formed((title or "").strip())
    text = _well_formed(text)
    given_id = fields.get("id")
    return article(
        f"{headline}\n{text}" if headline else text,
        id=str(given_id) if given_id not in (None, "") else f"{Path(name).stem}-{number}",
        source=place,
        title=Span(0, len(headline)) if headline else None,
        encoding=decoded.encoding,
        metadata={key: value for key, value in fields.items() if key not in ("id", "title", "text")},
    )


def _well_formed(text: str) -> str:
    """The text with lone surrogates, which JSON can escape but no encoding can hold, replaced one for one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _looks_like_jsonl(text: str) -> bool:
    first = text.lstrip("\ufeff \t\r\n").partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (json.JSONDecodeError, RecursionError):
        return False
