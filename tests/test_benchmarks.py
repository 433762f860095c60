"""The articles that speed is measured on."""

from __future__ import annotations

from pathlib import Path

from attribution.document import Document
from attribution.parsing.batch import distinct_sentences
from attribution.parsing.sentences import split_sentences
from attribution.reading import read_many
from benchmarks.articles import write_articles


def test_no_two_sentences_are_alike(examples: tuple[Path, ...], tmp_path: Path) -> None:
    paths = write_articles(list(examples), tmp_path, count=20)
    documents = [document for document in read_many(paths) if isinstance(document, Document)]
    assert len(documents) == 20
    sentences = sum(len(split_sentences(document.text, title=document.title)) for document in documents)
    assert len(distinct_sentences(documents)) == sentences
    assert all(300 <= len(document.text.split()) < 500 for document in documents)
