"""What each part is worth: ``python -m benchmarks.ablation GOLD_DIR [--treebank FILE.conllu]``.

The articles are parsed once; each row then takes one part away. With a treebank, the claims found on its own trees are
compared with those found on trees parsed from its text: what errors of the parser cost.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from attribution.claims import AnalysedDocument
from attribution.document import Document, Sentence
from attribution.evaluation import AnnotatedArticle, Evaluation, evaluate, from_record, load_articles
from attribution.lexicon import Entry, Lexicon, VerbPart, load_lexicon
from attribution.lexicon.verbs import VerbTable
from attribution.parsing import read_conllu
from attribution.pipeline import Analyzer, extract
from attribution.reading.articles import article
from attribution.report.build import build_report
from attribution.report.model import Header
from attribution.resolution import Source

CITATION_SLOT = "past_3ms"
_HEADER = Header(generator="", version="", schema_version="", model="", lexicon="", created=None, disclaimer="")


@dataclass(frozen=True)
class Ablation:
    """One row: what is taken away from the documents, from the lexicon, from the result."""

    name: str
    documents: Callable[[Document], Document] = lambda document: document
    citation_forms_only: bool = False
    result: Callable[[AnalysedDocument], AnalysedDocument] = lambda analysed: analysed


def without_trees(document: Document) -> Document:
    """Every word hangs on the first one, with no relation named."""

    def flat(sentence: Sentence) -> Sentence:
        words = tuple(
            replace(word, head=0 if word.id == 1 else 1, deprel="root" if word.id == 1 else "dep")
            for word in sentence.words
        )
        return replace(sentence, words=words)

    return replace(document, sentences=tuple(map(flat, document.sentences)))


def without_tags(document: Document) -> Document:
    """Trees stay; part of speech, features and lemmas go."""

    def bare(sentence: Sentence) -> Sentence:
        words = tuple(replace(word, upos="X", xpos="_", feats={}, lemma="_") for word in sentence.words)
        return replace(sentence, words=words)

    return replace(document, sentences=tuple(map(bare, document.sentences)))


def without_resolution(analysed: AnalysedDocument) -> AnalysedDocument:
    """A claim's source is the phrase in its own clause, or nobody."""
    sources, claims = [], []
    for claim in analysed.claims:
        span = claim.mention.span
        if span is None:
            claims.append(replace(claim, source=None))
            continue
        types = {source.id: source.type for source in analysed.sources}
        name = f"S{len(sources) + 1}"
        kind = types.get(claim.source or "", "unspecified")
        sources.append(Source(name, span.of(analysed.document.text), kind, (span,), None, ()))
        claims.append(replace(claim, source=name))
    return replace(analysed, sources=tuple(sources), claims=tuple(claims))


ABLATIONS = (
    Ablation("everything"),
    Ablation("without the labeller", documents=Document.without_proposals),
    Ablation("without trees", documents=without_trees),
    Ablation("without tags, features, lemmas", documents=without_tags),
    Ablation("without trees and tags", documents=lambda document: without_tags(without_trees(document))),
    Ablation("without labeller, trees, tags", documents=lambda d: without_tags(without_trees(d)).without_proposals()),
    Ablation("without the conjugation table", citation_forms_only=True),
    Ablation("without resolution", result=without_resolution),
)


@contextmanager
def citation_forms() -> Iterator[Lexicon]:
    """A lexicon whose verbs match in the third person masculine of the past alone."""
    readings = VerbTable.readings

    def cited(table: VerbTable, key: str) -> tuple[tuple[Entry, VerbPart, str, str], ...]:
        return tuple(reading for reading in readings(table, key) if reading[2] == CITATION_SLOT)

    with patch.object(VerbTable, "readings", cited):
        load_lexicon.cache_clear()
        yield load_lexicon()
    load_lexicon.cache_clear()


def run(ablation: Ablation, documents: dict[str, Document]) -> dict[str, AnnotatedArticle]:
    """The claims of all documents with one part taken away."""

    def all_of_them(lexicon: Lexicon) -> dict[str, AnnotatedArticle]:
        analysed = [ablation.result(extract(ablation.documents(document), lexicon)) for document in documents.values()]
        report = build_report(analysed, header=_HEADER)
        return {name: from_record(record) for name, record in zip(documents, report.documents, strict=True)}

    if ablation.citation_forms_only:
        with citation_forms() as lexicon:
            return all_of_them(lexicon)
    return all_of_them(load_lexicon())


def row(name: str, result: Evaluation) -> str:
    """One line of the table in docs/evaluation.md."""
    return (
        f"| {name} | {result.cue.f1:.3f} | {result.claim.precision:.3f} | {result.claim.recall:.3f} "
        f"| {result.claim.f1:.3f} | {result.sourced.f1:.3f} | {result.content90:.3f} |"
    )


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.ablation")
    arguments.add_argument("gold", type=Path, metavar="GOLD_DIR")
    arguments.add_argument("--treebank", type=Path, metavar="FILE.conllu")
    options = arguments.parse_args()

    print("| | cue F1 | claim P | claim R | claim F1 | sourced F1 | content90 |")
    print("|---|---|---|---|---|---|---|")
    gold = load_articles(options.gold)
    parser = Analyzer().parser
    texts = [article(annotated.text, id=Path(name).stem, source=name) for name, annotated in gold.items()]
    documents = dict(zip(gold, parser.parse(texts), strict=True))
    for ablation in ABLATIONS:
        print(row(ablation.name, evaluate(gold, run(ablation, documents))), flush=True)

    if options.treebank:
        trees = read_conllu(options.treebank.read_text(encoding="utf-8"), name=options.treebank.name)
        on_trees = {document.id: document for document in trees}
        texts = [replace(document, sentences=()) for document in trees]
        on_text = {document.id: document for document in parser.parse(texts)}
        rules = ABLATIONS[1]
        result = evaluate(run(rules, on_trees), run(rules, on_text))
        print(row("parsed trees, against claims found on the treebank's own", result))


if __name__ == "__main__":
    main()
