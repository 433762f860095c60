from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.report import RenderOptions, render
from attribution.report.article import marked_article
from attribution.report.labels import load_labels
from attribution.report.marking import segments
from attribution.report.model import ClaimRecord, DocumentRecord, Report, SourceRecord

VOID = {"meta", "input", "br", "img", "link"}


class Page(HTMLParser):
    """The text of a page, its elements, and whether every element is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        assert not self.open
        return "".join(self.texts)


@st.composite
def marked_documents(draw: st.DrawFn) -> DocumentRecord:
    """Any text with any spans over it: nested, overlapping, equal, across lines."""
    text = draw(
        st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
        | st.text("قال <&>\"'\r\n\x00", min_size=1)
    )
    offsets = st.integers(0, len(text) - 1)
    spans = st.tuples(offsets, offsets).map(lambda pair: (min(pair), max(pair) + 1))
    claims = [
        ClaimRecord(
            id=f"C{number}", source="S1", source_span=draw(st.none() | spans), source_text=None, cue=draw(spans),
            cue_text="", content=tuple(draw(st.lists(spans, max_size=2))), content_text=(), quote="indirect",
            act="statement", certainty="certain", polarity="positive", hedges=tuple(draw(st.lists(spans, max_size=2))),
            via=None, sentence=0, factuality="CT+", stance="neutral", mention_form="nominal", markers=(), evidence=(),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]  # fmt: skip
    source = SourceRecord(id="S1", name="", type="person", mentions=tuple(draw(st.lists(spans, max_size=2))))
    return DocumentRecord(
        id="d", path=None, text=text, title=draw(st.none() | spans), encoding=None, metadata={}, sentences=(),
        sources=(source,), claims=tuple(claims), warnings=(),
    )  # fmt: skip


@given(marked_documents())
def test_segments_are_the_text(document: DocumentRecord) -> None:
    found = segments(document)
    assert "".join(segment.text for segment in found) == document.text
    assert all(segment.text == document.text[segment.start : segment.end] != "" for segment in found)


@given(marked_documents())
def test_the_marked_article_without_tags_is_the_text(document: DocumentRecord) -> None:
    assert Page(marked_article(document, "d1-")).text == document.text.replace("\x00", "\ufffd")


@given(marked_documents())
def test_marks_lie_exactly_over_their_spans(document: DocumentRecord) -> None:
    covered = {claim.id: "" for claim in document.claims}
    for segment in segments(document):
        for claim in segment.claims:
            covered[claim] += segment.text
    for claim in document.claims:
        spans = [claim.cue, *claim.content, *claim.hedges, *([claim.source_span] if claim.source_span else [])]
        inside = {offset for start, end in spans for offset in range(start, end)}
        assert covered[claim.id] == "".join(document.text[offset] for offset in sorted(inside))


@given(marked_documents())
def test_each_cue_has_one_tab_stop_unless_hidden_by_a_shorter_one(document: DocumentRecord) -> None:
    anchors = [attributes for tag, attributes in Page(marked_article(document)).elements if tag == "a"]
    stops = [attributes["href"] for attributes in anchors if "tabindex" not in attributes]
    assert len(stops) == len(set(stops)) <= len(document.claims)


def test_nested_claims_are_both_marked(report: Report) -> None:
    inner = next(segment for segment in segments(report.documents[0]) if segment.text == "الإنتاج توقف صباح الاثنين")
    assert set(inner.claims) == {"C2", "C3"}
    assert inner.depth == 2


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_is_well_formed_and_stands_alone(report: Report, lang: str) -> None:
    html = render(report, "html", RenderOptions(lang=lang))
    page = Page(html)
    assert page.text
    root = dict(page.elements)["html"]
    assert (root["lang"], root["dir"]) == (lang, load_labels(lang).direction)
    for tag, attributes in page.elements:
        assert tag not in {"link", "iframe", "object", "base"}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href"):
            assert not attributes.get(name) or attributes[name].startswith("#")


def test_ids_are_unique_and_links_lead_somewhere(report: Report) -> None:
    elements = Page(render(report, "html")).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    targets = {attributes["href"][1:] for _, attributes in elements if attributes.get("href")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)


def test_policy_allows_this_style_and_script_only(report: Report) -> None:
    html = render(report, "html")
    policy = next(a["content"] for tag, a in Page(html).elements if tag == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_markup_and_script_show_as_text(hostile_report: Report) -> None:
    html = render(hostile_report, "html")
    page = Page(html)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "img" not in dict(page.elements)
    assert "<script>document.title='run'</script>" in page.text


def test_several_articles_share_one_page(report: Report, report_of: Callable[..., Report]) -> None:
    document = report.documents[0]
    both = report_of(document, document.model_copy(update={"id": "again"}))
    elements = Page(render(both, "html")).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert {"d1-C1", "d2-C1"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert [tag for tag, attributes in elements if attributes.get("class") == "picture"] == ["svg"]


def test_filters_know_the_claims(report: Report) -> None:
    kinds = {
        attributes["id"]: set((attributes["data-kinds"] or "").split())
        for tag, attributes in Page(render(report, "html")).elements
        if tag == "details" and "id" in attributes
    }
    assert kinds["d1-C1"] == {"weak", "unnamed"}
    assert kinds["d1-C4"] == {"hedged"}
    assert kinds["d1-C5"] == {"denied"}
    assert kinds["d1-C8"] == {"weak", "hedged", "unnamed"}


def test_notebooks_show_a_sandboxed_frame(report: Report) -> None:
    ((tag, attributes),) = Page(report._repr_html_()).elements
    assert tag == "iframe"
    assert attributes["sandbox"] == "allow-scripts"
    assert (attributes["srcdoc"] or "").startswith("<!DOCTYPE html>")
