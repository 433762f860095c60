"""The articles that speed and accuracy are measured on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribution.document import Document
from attribution.parsing.batch import distinct_sentences
from attribution.parsing.sentences import split_sentences
from attribution.reading import read_many
from benchmarks.annotated import SPLITS, detach, restore
from benchmarks.articles import write_articles

ANNOTATIONS = Path(__file__).parent.parent / "benchmarks" / "annotations"


def test_no_two_sentences_are_alike(examples: tuple[Path, ...], tmp_path: Path) -> None:
    paths = write_articles(list(examples), tmp_path, count=20)
    documents = [document for document in read_many(paths) if isinstance(document, Document)]
    assert len(documents) == 20
    sentences = sum(len(split_sentences(document.text, title=document.title)) for document in documents)
    assert len(distinct_sentences(documents)) == sentences
    assert all(300 <= len(document.text.split()) < 500 for document in documents)


def test_annotations_come_back_with_their_texts() -> None:
    record = {"id": "7", "title": "عنوان", "text": " قالت البلدية إن الجسر أغلق. "}
    text = "عنوان\nقالت البلدية إن الجسر أغلق.\n"
    source = {"id": "S1", "name": "البلدية", "type": "organization", "mentions": [[11, 18]]}
    claim = {"id": "C1", "source": "S1", "source_span": [11, 18], "cue": [6, 10], "content": [[22, 32]]}
    annotation = {"text": text, "sources": [source], "claims": [claim]}
    ((_, restored),) = restore([detach("7", annotation)], [record, {"id": "8", "title": "", "text": ""}])
    assert restored == {"doc_id": "7", **annotation}
    assert text[slice(*claim["content"][0])] == "الجسر أغلق"


def test_another_text_under_an_id_is_refused() -> None:
    detached = detach("7", {"text": "a\nb\n", "sources": [], "claims": []})
    with pytest.raises(SystemExit, match="article 7"):
        list(restore([detached], [{"id": "7", "title": "a", "text": "c"}]))


def test_annotations_hold_no_words_and_share_no_article() -> None:
    ids: set[str] = set()
    for split in SPLITS:
        content = (ANNOTATIONS / f"{split}.jsonl").read_text(encoding="utf-8")
        assert content.isascii()
        for record in map(json.loads, content.splitlines()):
            assert record["id"] not in ids
            ids.add(record["id"])
            assert set(record) == {"id", "sha256", "sources", "claims"}
            assert {claim["source"] for claim in record["claims"]} - {None} <= {s["id"] for s in record["sources"]}
