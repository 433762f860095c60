from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest

from attribution.claims import AnalysedDocument
from attribution.document import Document
from attribution.errors import ConfigurationError
from attribution.lexicon import load_lexicon
from attribution.pipeline import extract
from attribution.report import RenderOptions, render
from attribution.report.build import build_report
from attribution.report.explain import explain
from attribution.report.labels import load_labels
from attribution.report.model import Header, Report

HEADER = Header(
    generator="attribution-analyzer", version="0", schema_version="1.0", model="ar", lexicon="x", created=None,
    disclaimer="An indicator of wording and sourcing, no verdict on truth.",
)  # fmt: skip

TREE = """
# text = وأكد الوزير أن الجسر قد يفتح غدا.
1-2 وأكد      _     _     _ _ _ _ _ _
1   و         و     CCONJ _ _ 2 cc _ _
2   أكد       أَكَّد VERB  _ Aspect=Perf|Gender=Masc|Number=Sing|Person=3 0 root _ _
3   الوزير    وزير  NOUN  _ Gender=Masc|Number=Sing 2 nsubj _ _
4   أن        أن    SCONJ _ _ 7 mark _ _
5   الجسر     جسر   NOUN  _ _ 7 nsubj _ _
6   قد        قد    AUX   _ _ 7 aux _ _
7   يفتح      فتح   VERB  _ Aspect=Imp|Person=3 2 ccomp _ _
8   غدا       غدا   ADV   _ _ 7 advmod _ SpaceAfter=No
9   .         .     PUNCT _ _ 2 punct _ _
"""


@pytest.fixture
def analysed(tree: Callable[[str], Document]) -> AnalysedDocument:
    return extract(tree(TREE), load_lexicon())


@pytest.fixture
def real(analysed: AnalysedDocument) -> Report:
    return build_report((analysed, analysed), header=HEADER)


def test_the_report_of_an_analysis(real: Report) -> None:
    first, second = real.documents
    (claim,) = first.claims
    assert first.id != second.id
    assert claim.content_text == ("الجسر قد يفتح غدا",)
    assert claim.scores is not None
    assert {relation.kind for relation in real.relations} == {"repeats"}


@pytest.mark.parametrize("name", ["graphml", "gexf", "dot", "node-link"])
def test_graph_formats(real: Report, name: str) -> None:
    assert "الجسر قد يفتح غدا" in unescape(render(real, name))
    assert render(real, name) == render(real, name)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_whole_way(real: Report, lang: str) -> None:
    key = f"{real.documents[0].id}#{real.documents[0].claims[0].id}"
    text = explain(real, key, load_lexicon(), RenderOptions(lang=lang))
    for needed in ("verb.akkada", "hedge.qad", "ccomp VERB", "الجسر قد يفتح غدا", "PS+"):
        assert needed in text
    for label in ("parse", "rules", "entries", "scores", "disclaimer"):
        assert load_labels(lang).ui(label) in text


def test_every_word_of_the_sentence_is_in_the_tree(real: Report, analysed: AnalysedDocument) -> None:
    text = explain(real, f"{real.documents[0].id}#C1", load_lexicon())
    parse = text.split("Parse ")[1].split("Rules ")[0]
    nodes = [line.split("── ")[1] for line in parse.splitlines() if "── " in line]
    words = analysed.document.sentences[0].words
    assert sorted(node.split()[0] for node in nodes) == sorted(word.deprel for word in words)
    assert sorted(node.split()[-1] for node in nodes) == sorted(word.form for word in words)


def test_unknown_and_ambiguous_claims(real: Report) -> None:
    with pytest.raises(ConfigurationError, match="no claim 'C9'"):
        explain(real, "C9", load_lexicon())
    with pytest.raises(ConfigurationError, match="several articles"):
        explain(real, "C1", load_lexicon())


def test_a_report_read_from_a_file_has_no_trees(real: Report) -> None:
    again = Report.model_validate_json(real.render("json"))
    assert again.model_dump() == real.model_dump()
    with pytest.raises(ConfigurationError, match="neither trees nor graph"):
        explain(again, "C1", load_lexicon())
