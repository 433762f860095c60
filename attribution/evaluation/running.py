"""The tool run on the texts of gold articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from attribution.document import Document
from attribution.evaluation.annotations import AnnotatedArticle, from_record
from attribution.parsing import read_conllu
from attribution.pipeline import Analyzer, Settings
from attribution.reading import decode, read_bytes
from attribution.reading.articles import article

__all__ = ["analyse_texts"]


def analyse_texts(
    gold: Mapping[str, AnnotatedArticle], settings: Settings, *, trees: Path | None = None
) -> dict[str, AnnotatedArticle]:
    """Run the tool on the texts of gold articles.

    Parameters
    ----------
    gold : mapping of str to AnnotatedArticle
        By file name.
    settings : Settings
        Model, cache and lexicons.
    trees : Path, optional
        A folder with ``NAME.conllu`` for each ``NAME.json``, whose offsets are those of the texts.
    """
    documents = [_document(name, article.text, trees) for name, article in gold.items()]
    report = Analyzer(settings).report(documents)
    return {name: from_record(record) for name, record in zip(gold, report.documents, strict=True)}


def _document(name: str, text: str, trees: Path | None) -> Document:
    document = article(text, id=Path(name).stem, source=name)
    if trees is None:
        return document
    path = (trees / name).with_suffix(".conllu")
    content = decode(read_bytes(path), str(path)).text
    (named,) = read_conllu(content, name=str(path))
    (parsed,) = read_conllu(content, name=str(path), texts={named.id: text})
    return replace(document, sentences=parsed.sentences)
