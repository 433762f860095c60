"""Figures of small comparisons that can be counted by hand, and the errors of broken gold files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attribution.cli.evaluate import app
from attribution.errors import MalformedInput, UnreadableInput
from attribution.evaluation import AnnotatedArticle, compare, evaluate, load_articles, load_report

TEXT = "قال الوزير إن العمل بدأ وأكد المدير أن الطريق مفتوح"


def claim(cue: str, content: str, source: str | None = "S1", **labels: object) -> dict[str, object]:
    base = {"id": cue, "source": source, "source_span": None, "hedges": [], "via": None, "quote": "indirect"}
    base |= {"act": "statement", "certainty": "certain", "polarity": "positive"}
    spans = {"cue": span(cue), "content": [span(content)]}
    return base | spans | labels


def span(text: str) -> list[int]:
    start = TEXT.index(text)
    return [start, start + len(text)]


def article(*claims: dict[str, object], **sources: str) -> AnnotatedArticle:
    listed = [{"id": k, "name": v, "type": "official", "mentions": [span(v)]} for k, v in sources.items()]
    return AnnotatedArticle.model_validate({"text": TEXT, "sources": listed, "claims": list(claims)})


FIRST = claim("قال", "العمل بدأ")
SECOND = claim("وأكد", "الطريق مفتوح", "S2")


def test_perfect() -> None:
    gold = {"a": article(FIRST, SECOND, S1="الوزير", S2="المدير")}
    result = evaluate(gold, gold)
    assert result.claim == result.sourced == result.cue == (1.0, 1.0, 1.0)
    assert result.content90 == result.type == result.certainty_f1 == 1.0
    assert not result.errors


def test_missed_extra_and_wrong_source() -> None:
    gold = {"a": article(FIRST, SECOND, S1="الوزير", S2="المدير")}
    predicted = {"a": article(claim("قال", "العمل بدأ", "S2"), claim("بدأ", "الطريق"), S1="الوزير", S2="المدير")}
    result = evaluate(gold, predicted)
    assert result.claim == (0.5, 0.5, 0.5)
    assert result.sourced == (0.0, 0.0, 0.0)
    assert [line.split(": ")[1].split(" ")[0] for line in result.errors] == ["source", "missed", "extra"]


def test_half_of_the_content_matches_less_does_not() -> None:
    gold = {"a": article(claim("قال", "العمل بدأ"), S1="الوزير")}
    near = {"a": article(claim("قال", "العمل"), S1="الوزير")}
    far = {"a": article(claim("قال", "بدأ"), S1="الوزير")}
    assert evaluate(gold, near).claim.f1 == 1.0
    assert evaluate(gold, near).content90 == 0.0
    assert evaluate(gold, far).claim.f1 == 0.0
    assert evaluate(gold, far).cue.f1 == 1.0


def test_missing_report_counts_as_empty() -> None:
    gold = {"a": article(FIRST, S1="الوزير")}
    result = evaluate(gold, {})
    assert (result.gold, result.predicted, result.claim.recall) == (1, 0, 0.0)


def test_labels_and_macro_f1() -> None:
    gold = {"a": article(FIRST, claim("وأكد", "الطريق مفتوح", "S2", certainty="probable"), S1="الوزير", S2="المدير")}
    predicted = {"a": article(FIRST, SECOND, S1="الوزير", S2="المدير")}
    result = evaluate(gold, predicted)
    assert result.labels["certainty"] == 0.5
    assert result.certainty_f1 == pytest.approx(1 / 3, abs=1e-4)
    assert result.confusions["certainty"]["probable", "certain"] == 1


def test_compare_names_what_changed() -> None:
    gold = {"a": article(FIRST, SECOND, S1="الوزير", S2="المدير")}
    before = {"a": article(FIRST, S1="الوزير")}
    lines = compare(gold, before, gold)
    assert len(lines) == 1
    assert lines[0].startswith("+ a: found: وأكد")


def write(folder: Path, data: object) -> Path:
    path = folder / "a.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_report_under_documents(tmp_path: Path) -> None:
    rules = [{"rule": "cue.verb"}, {"rule": "content.clause"}]
    found = claim("قال", "العمل بدأ", None, evidence=rules)
    report = load_report(write(tmp_path, {"documents": [{"text": TEXT, "claims": [found]}]}))
    assert report.claims[0].construction == "content.clause"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"source": "S9"}, "S9"),
        ({"via": "C9"}, "C9"),
        ({"cue": [0, 999]}, "999"),
        ({"quote": "spoken"}, "quote"),
    ],
)
def test_broken_gold_is_one_line(tmp_path: Path, change: dict[str, object], message: str) -> None:
    broken = claim("قال", "العمل بدأ", None) | change
    path = write(tmp_path, {"text": TEXT, "claims": [broken]})
    with pytest.raises(MalformedInput) as error:
        load_articles(tmp_path)
    assert str(path) in str(error.value)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_no_gold(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        load_articles(tmp_path / "nothing")


def test_command_scores_reports(tmp_path: Path) -> None:
    gold, reports = tmp_path / "gold", tmp_path / "reports"
    gold.mkdir()
    reports.mkdir()
    data = article(FIRST, SECOND, S1="الوزير", S2="المدير").model_dump()
    write(gold, data)
    write(reports, data)
    result = CliRunner().invoke(app, [str(gold), "--predicted", str(reports), "--breakdown", "--compare", str(reports)])
    assert result.exit_code == 0, result.output
    assert "claim        {'P': 1.0, 'R': 1.0, 'F1': 1.0}" in result.output
    assert "nothing changed" in result.output
