"""Articles annotated for this project, kept apart from their texts.

The texts belong to a corpus that this repository must not hold, so ``benchmarks/annotations/SPLIT.jsonl`` has, of each
article, only its id in the corpus, a checksum and the annotation as offsets. With the corpus at hand

    python -m benchmarks.annotated CORPUS.jsonl.xz FOLDER --split unseen
    attribution evaluate FOLDER

brings both together. Nobody who writes rules reads the errors of ``unseen`` and ``heldout``; those of ``read`` are
there to be read, and ``validation`` gives figures while one works. The labeller learns from ``read`` and ``training``,
and from no other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["SPLITS", "article_text", "detach", "main", "restore"]

_FOLDER = Path(__file__).parent / "annotations"
SPLITS = ("unseen", "heldout", "validation", "read", "training")
_SHORT = 16


def article_text(record: dict[str, Any]) -> str:
    r"""The text that offsets count in: title, newline, body, newline, both stripped.

    Examples
    --------
    >>> article_text({"title": " عنوان ", "text": "نص الخبر."})
    'عنوان\nنص الخبر.\n'
    """
    return f"{record['title'].strip()}\n{record['text'].strip()}\n"


def checksum(text: str) -> str:
    """The first hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def detach(corpus_id: str, annotation: dict[str, Any]) -> dict[str, Any]:
    """An annotated article without any of its words: offsets and labels only.

    Parameters
    ----------
    corpus_id : str
        The article's ``id`` in the corpus.
    annotation : dict
        As the annotation guidelines have it, with ``text``, ``sources`` and ``claims``.
    """
    sources = [{key: s[key] for key in ("id", "type", "mentions")} for s in annotation["sources"]]
    return {
        "id": corpus_id,
        "sha256": checksum(annotation["text"]),
        "sources": sources,
        "claims": annotation["claims"],
    }


def restore(
    detached: Iterable[dict[str, Any]], corpus: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and annotation of each article, with its text; names of sources are their longest mention.

    Raises
    ------
    SystemExit
        If the corpus lacks an article or has another text under its id.
    """
    wanted = {record["id"]: (number, record) for number, record in enumerate(detached)}
    found: dict[str, str] = {record["id"]: article_text(record) for record in corpus if record["id"] in wanted}
    for key, (number, record) in wanted.items():
        text = found.get(key)
        if text is None or checksum(text) != record["sha256"]:
            raise SystemExit(f"article {key} is not in this corpus, or has another text there")
        sources = [{**s, "name": _longest(text, s["mentions"])} for s in record["sources"]]
        yield f"{number:03}", {"doc_id": key, "text": text, "sources": sources, "claims": record["claims"]}


def _longest(text: str, mentions: list[list[int]]) -> str:
    return max((text[start:end] for start, end in mentions), key=len, default="")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Write the annotated articles of a split, one file each."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.annotated", description=__doc__)
    arguments.add_argument("corpus", type=Path, help="news.jsonl or news.jsonl.xz: id, title, text")
    arguments.add_argument("folder", type=Path, help="where to write NAME.json")
    arguments.add_argument("--split", choices=SPLITS, default="unseen")
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, article in restore(_lines(_FOLDER / f"{options.split}.jsonl"), _lines(options.corpus)):
        target = options.folder / f"{options.split}-{name}.json"
        target.write_text(json.dumps(article, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
