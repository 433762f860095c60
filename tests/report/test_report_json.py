from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from attribution.report import render
from attribution.report.json import json_schema
from attribution.report.model import Report

SCHEMA = Path(__file__).parents[2] / "attribution" / "report" / "schema.json"


def test_the_published_schema_is_that_of_the_model() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema(), (
        "write it anew: python -m attribution.report.json"
    )


def test_a_report_keeps_the_schema(report: Report, hostile_report: Report) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    for each in (report, hostile_report):
        validator.validate(json.loads(render(each, "json")))


def test_a_broken_report_breaks_the_schema(report: Report) -> None:
    broken = json.loads(render(report, "json"))
    del broken["documents"][0]["claims"][0]["cue"]
    with pytest.raises(jsonschema.ValidationError, match="'cue' is a required property"):
        jsonschema.validate(broken, json_schema())


def test_fields_of_the_annotation_guidelines_are_there(report: Report) -> None:
    (document,) = json.loads(render(report, "json"))["documents"]
    assert {"id", "name", "type", "mentions"} <= set(document["sources"][0])
    assert {
        "id", "source", "source_span", "cue", "content", "quote", "act", "certainty", "polarity", "hedges", "via",
    } <= set(document["claims"][0])  # fmt: skip


def test_every_span_gives_its_words(report: Report) -> None:
    (document,) = json.loads(render(report, "json"))["documents"]
    text = document["text"]
    for claim in document["claims"]:
        assert text[slice(*claim["cue"])] == claim["cue_text"]
        assert [text[slice(*span)] for span in claim["content"]] == claim["content_text"]
        assert (claim["source_span"] and text[slice(*claim["source_span"])]) == claim["source_text"]


def test_reads_back(report: Report) -> None:
    assert Report.model_validate_json(render(report, "json")) == report
