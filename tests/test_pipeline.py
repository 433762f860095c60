"""The steps in order, with trees from a file and no models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import attribution
from attribution.document import Document
from attribution.errors import ModelError, UnreadableInput
from attribution.parsing.models import load_parser
from attribution.pipeline import Analyzer, Settings, extract
from attribution.report.model import Report

SAID = """\
# newdoc id = bridge
# text = قال الوزير إن الجسر سيفتح غدا .
1 قال قَال VERB _ Gender=Masc|Number=Sing|Person=3|VerbForm=Fin|Voice=Act 0 root _ _
2 الوزير وَزِير NOUN _ Definite=Def|Gender=Masc|Number=Sing 1 nsubj _ _
3 إن إِنَّ SCONJ _ _ 6 mark _ _
4 الجسر جِسر NOUN _ Definite=Def 6 nsubj _ _
5-6 سيفتح _ _ _ _ _ _ _ _
5 س سَ AUX _ _ 6 aux _ _
6 يفتح فَتَح VERB _ Aspect=Imp|VerbForm=Fin 1 ccomp _ _
7 غدا غَدًا ADV _ _ 6 advmod _ _
8 . . PUNCT _ _ 1 punct _ _
"""


class NoParser:
    """Fails when asked to parse."""

    name = "none"
    fingerprint = "none"

    def parse(self, documents: object, *, progress: object = None) -> tuple[Document, ...]:
        raise AssertionError("parsed documents need no parser")


def test_one_claim_from_its_tree(tree: Callable[[str], Document]) -> None:
    analyzer = Analyzer(parser=NoParser())
    analysed = extract(tree(SAID), analyzer.lexicon)
    (claim,) = analysed.claims
    text = analysed.document.text
    assert claim.content.cue.span.of(text) == "قال"
    assert [span.of(text) for span in claim.content.spans] == ["الجسر سيفتح غدا"]
    assert claim.source is not None
    assert analysed.source(claim.source).name == "الوزير"


def test_the_report_of_parsed_documents_needs_no_model(tree: Callable[[str], Document]) -> None:
    error = UnreadableInput("no such file", place="b.txt")
    report = Analyzer(parser=NoParser()).report([tree(SAID)], failed=[error])
    assert [document.id for document in report.documents] == ["bridge"]
    assert [(failed.path, failed.problem) for failed in report.failed] == [("b.txt", "b.txt: no such file")]
    assert report.header.model == "conllu"


def test_the_same_input_gives_the_same_report(tree: Callable[[str], Document]) -> None:
    first, second = (Analyzer(parser=NoParser()).report([tree(SAID)]).model_dump_json() for _ in range(2))
    assert first == second


def test_the_date_is_that_of_the_environment(tree: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert Analyzer(parser=NoParser()).report([tree(SAID)]).header.created is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert Analyzer(parser=NoParser()).report([tree(SAID)]).header.created == "1970-01-01T00:00:00+00:00"


def test_documents_keep_their_order_when_only_some_are_parsed(
    tree: Callable[[str], Document], flat_parser: object
) -> None:
    raw = Document(id="raw", text="نص بلا شجرة.")
    analysed = Analyzer(parser=flat_parser).analyze([raw, tree(SAID), raw])  # type: ignore[arg-type]
    assert [item.document.id for item in analysed] == ["raw", "bridge", "raw"]


@pytest.mark.parametrize("text", ["كلمة", "كلمة " * 3000, "« « »", ". . .", "ـ ـ", "1 2 3 نعم", "قال: «"])
def test_hard_text_passes_all_steps(text: str, flat_parser: object) -> None:
    report = Analyzer(parser=flat_parser).report([Document(id="a", text=text)])  # type: ignore[arg-type]
    assert report.documents[0].text == text


def test_a_document_of_too_many_claims_says_so(
    tree: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("attribution.pipeline.MOST_CLAIMS", 1)
    sentence = SAID.partition("\n")[2]
    (document,) = Analyzer(parser=NoParser()).report([tree(f"{SAID}\n{sentence}")]).documents
    assert len(document.claims) == 1
    assert any("2 attributions" in warning for warning in document.warnings)


def test_a_folder_without_models_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no parsing models"):
        load_parser(str(tmp_path))


@pytest.mark.models
def test_an_article_in_one_call(tmp_path: Path) -> None:
    settings = Settings(cache_folder=tmp_path)
    report = attribution.analyze("قال وزير النقل سليم العاني إن الجسر سيفتح الأسبوع المقبل.", settings)
    assert isinstance(report, Report)
    (claim,) = report.documents[0].claims
    assert claim.content_text == ("الجسر سيفتح الأسبوع المقبل",)
    assert claim.source_text == "وزير النقل سليم العاني"
    again = attribution.analyze("قال وزير النقل سليم العاني إن الجسر سيفتح الأسبوع المقبل.", settings)
    assert again.model_dump_json() == report.model_dump_json()
