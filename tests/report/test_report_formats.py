from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.errors import ConfigurationError
from attribution.report import FORMATS, RenderOptions, render
from attribution.report.csv import COLUMNS, guard_cell
from attribution.report.folder import file_stems, report_files
from attribution.report.labels import LANGUAGES, load_labels
from attribution.report.markdown import escape_markdown
from attribution.report.model import DocumentRecord, Report

FROM_RECORDS = [name for name, form in FORMATS.items() if form.module != "graphs"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FROM_RECORDS)
def test_same_report_same_text(report: Report, name: str, lang: str) -> None:
    options = RenderOptions(lang=lang)
    copy = Report.model_validate_json(report.model_dump_json())
    assert render(report, name, options) == render(copy, name, options)


@pytest.mark.parametrize("name", ["text", "html", "md"])
def test_languages_differ_and_say_that_it_is_no_verdict(report: Report, name: str) -> None:
    for lang in LANGUAGES:
        assert load_labels(lang).ui("disclaimer") in render(report, name, RenderOptions(lang=lang))


@pytest.mark.parametrize("name", FROM_RECORDS)
def test_articles_without_claims(
    report_of: Callable[..., Report], plain_document: Callable[..., DocumentRecord], name: str
) -> None:
    assert render(report_of(plain_document("لا قول هنا.")), name)
    render(report_of(), name)


def test_unknown_format_lists_the_known(report: Report) -> None:
    with pytest.raises(ConfigurationError, match=r"no report format 'pdf'.*text, html"):
        render(report, "pdf")


def test_graph_formats_need_the_analysis(report: Report) -> None:
    with pytest.raises(ConfigurationError, match="neither trees nor graph"):
        render(report, "graphml")


def test_labels_are_complete_in_every_language() -> None:
    arabic, english = load_labels("ar"), load_labels("en")
    assert {group: set(keys) for group, keys in arabic.groups.items()} == {
        group: set(keys) for group, keys in english.groups.items()
    }
    assert all(
        text.strip() for labels in (arabic, english) for keys in labels.groups.values() for text in keys.values()
    )


def test_every_label_of_the_interface_is_used() -> None:
    folder = Path(__file__).parents[2] / "attribution"
    files = [*folder.glob("report/*.py"), *folder.glob("report/templates/*"), *folder.glob("cli/*.py")]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    filters = {"weak", "hedged", "denied", "unnamed"}
    assert [key for key in load_labels("en").groups["ui"] if f'ui("{key}")' not in source and key not in filters] == []


def test_labels_name_every_value_of_the_model() -> None:
    definitions = Report.model_json_schema()["$defs"]
    labels = load_labels("ar")
    fields = {
        "quote": "quote", "act": "act", "certainty": "certainty", "polarity": "polarity",
    }  # fmt: skip
    for field, group in fields.items():
        assert set(definitions["ClaimRecord"]["properties"][field]["enum"]) == set(labels.groups[group])
    assert set(definitions["RelationRecord"]["properties"]["kind"]["enum"]) == set(labels.groups["relation"])
    assert set(definitions["Finding"]["properties"]["severity"]["enum"]) == set(labels.groups["severity"])


def test_registry_imports_no_renderer() -> None:
    code = (
        "import sys, attribution.report; print([m for m in ('jinja2', 'rich', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestCsv:
    def rows(self, text: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    def test_one_row_a_claim(self, report: Report) -> None:
        text = render(report, "csv")
        rows = self.rows(text)
        assert text.startswith("\ufeffdocument,")
        assert tuple(rows[0]) == COLUMNS
        assert [row["claim"] for row in rows] == [claim.id for claim in report.documents[0].claims]

    def test_spans_give_the_words_back(self, report: Report) -> None:
        text = report.documents[0].text
        for row in self.rows(render(report, "csv")):
            start, end = map(int, row["cue_span"].split(":"))
            assert text[start:end] == row["cue"]
            parts = (map(int, span.split(":")) for span in row["content_spans"].split(";"))
            assert " … ".join(text[first:last] for first, last in parts) == row["content"]

    @given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")))
    def test_any_cell_comes_back(self, value: str) -> None:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow([guard_cell(value), "x"])
        (cells,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
        assert cells[0].removeprefix("'" if guard_cell(value) != value else "") == value

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " ="])
    def test_formulas_are_disarmed(self, start: str) -> None:
        assert guard_cell(f"{start}HYPERLINK(1)").startswith("'")


class TestJsonLd:
    def nodes(self, report: Report) -> dict[str, list[dict[str, object]]]:
        graph = json.loads(render(report, "jsonld"))
        assert graph["@context"] == "https://schema.org"
        by_type: dict[str, list[dict[str, object]]] = {}
        for node in graph["@graph"]:
            by_type.setdefault(node["@type"], []).append(node)
        return by_type

    def test_claims_appear_in_the_article_and_have_authors(self, report: Report) -> None:
        nodes = self.nodes(report)
        (article,) = nodes["NewsArticle"]
        people = {
            node["@id"] for kind, found in nodes.items() if kind not in {"Claim", "NewsArticle"} for node in found
        }
        for record, node in zip(report.documents[0].claims, nodes["Claim"], strict=True):
            assert node["appearance"] == {"@id": article["@id"]}
            assert node["text"] == " … ".join(record.content_text)
            assert ("author" in node) == (record.source is not None)
            if record.source is not None:
                assert node["author"]["@id"] in people

    def test_never_a_rating(self, report: Report) -> None:
        assert "rating" not in render(report, "jsonld").lower()

    def test_identifiers_are_unique_and_known(self, report: Report) -> None:
        graph = json.loads(render(report, "jsonld"))["@graph"]
        ids = [node["@id"] for node in graph]
        assert len(ids) == len(set(ids))
        assert all(node["isPartOf"]["@id"] in ids for node in graph if "isPartOf" in node)


class TestSarif:
    def test_regions_give_the_words_back(self, report: Report) -> None:
        log = json.loads(render(report, "sarif"))
        (run,) = log["runs"]
        text = report.documents[0].text
        assert log["version"] == "2.1.0"
        assert run["columnKind"] == "unicodeCodePoints"
        for result, finding in zip(run["results"], report.documents[0].findings, strict=True):
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.check
            places = [*result["locations"], *result.get("relatedLocations", [])]
            assert len(places) == len(finding.spans)
            for place in places:
                region = place["physicalLocation"]["region"]
                words = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
                line = text.split("\r\n")[region["startLine"] - 1]
                assert words == region["snippet"]["text"]
                assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == words

    def test_shape(self, report: Report) -> None:
        import jsonschema

        # The part of sarif-schema-2.1.0.json that we write.
        text = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
        place = {
            "type": "object",
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "format": "uri-reference"}}},
                        "region": {
                            "properties": {
                                name: {"type": "integer", "minimum": least}
                                for name, least in {
                                    "charOffset": 0, "charLength": 0, "startLine": 1, "startColumn": 1, "endLine": 1,
                                    "endColumn": 1,
                                }.items()
                            }
                        },
                    },
                }
            },
        }  # fmt: skip
        result = {
            "type": "object",
            "required": ["message", "ruleId"],
            "properties": {
                "message": text,
                "level": {"enum": ["none", "note", "warning", "error"]},
                "locations": {"type": "array", "items": place},
                "relatedLocations": {"type": "array", "items": place},
            },
        }
        schema = {
            "type": "object",
            "required": ["version", "runs"],
            "properties": {
                "version": {"const": "2.1.0"},
                "runs": {"items": {"properties": {"results": {"items": result}}}},
            },
        }
        jsonschema.validate(json.loads(render(report, "sarif")), schema)


class TestMarkdown:
    def test_nothing_of_the_article_is_markup(self, hostile_report: Report) -> None:
        text = render(hostile_report, "md")
        assert "<script" not in text.replace(r"\<", "")
        assert "<img" not in text.replace(r"\<", "")

    @given(st.text())
    def test_escaped_text_is_one_line(self, text: str) -> None:
        assert len(escape_markdown(text).splitlines()) <= 1


class TestFolder:
    def test_an_article_a_file_and_an_index(
        self, report: Report, report_of: Callable[..., Report], plain_document: Callable[..., DocumentRecord]
    ) -> None:
        both = report_of(report.documents[0], plain_document("خبر"))
        files = dict(report_files(both, ["html", "json", "csv", "html"]))
        assert list(files) == [
            "refinery.html", "refinery.json", "plain.html", "plain.json", "report.csv", "index.html",
        ]  # fmt: skip
        assert json.loads(files["plain.json"])["documents"][0]["id"] == "plain"
        assert len(json.loads(files["plain.json"])["documents"]) == 1
        for name in ("refinery.html", "plain.json", "report.csv"):
            assert f'href="{name}"' in files["index.html"]

    @given(st.lists(st.text(min_size=1), max_size=6))
    def test_file_names_are_safe_and_never_the_same(self, ids: list[str]) -> None:
        documents = tuple(DocumentRecord.model_construct(id=name) for name in ids)
        stems = file_stems(Report.model_construct(documents=documents))
        assert len({stem.casefold() for stem in stems}) == len(ids)
        assert not {"index", "report"} & {stem.casefold() for stem in stems}
        assert all(stem and not set(stem) & set('/\\:*?"<>|\x00') and not stem.startswith(".") for stem in stems)
