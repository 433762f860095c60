from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from marked_text import read_marked

from attribution.certainty import Assessment, assess
from attribution.content import Content, Quote
from attribution.document import Document, Span
from attribution.lexicon import fold, load_lexicon

CASES = Path(__file__).parent / "cases" / "ar" / "certainty.yaml"


def _assess(
    text: str, *, cue: str = "قال", frame: str = "clause", quote: Quote = "indirect", negated: bool = False
) -> tuple[Document, Assessment]:
    marked = read_marked(f"{{{cue}}} [الوزير]A إن <{text}>.")
    content = replace(marked.mentions[0].content, frame=frame, quote=quote)
    if negated:
        content = replace(content, cue=replace(content.cue, negated=True))
    (assessment,) = assess(marked.document, (content,), load_lexicon())
    return marked.document, assessment


def _cases() -> list[Any]:
    groups = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=f"{group['construction']}-{case['id']}") for group in groups for case in group["cases"]
    ]


@pytest.mark.parametrize("case", _cases())
def test_labels_and_hedges(case: dict[str, Any]) -> None:
    options = {name: case[name] for name in ("cue", "frame", "quote") if name in case}
    document, found = _assess(case["text"], **options)
    if "certainty" in case:
        assert found.certainty == case["certainty"], found.markers
    if "polarity" in case:
        assert found.polarity == case["polarity"], found.markers
    hedges = sorted(marker.span for marker in found.markers if marker.kind == "hedge")
    if "hedges" in case or case.get("certainty") == "certain":
        assert [fold(span.of(document.text)) for span in hedges] == [fold(word) for word in case.get("hedges", [])]


@pytest.mark.parametrize(
    ("text", "cue", "value"),
    [
        ("المصنع ^عاد", "قال", "CT+"),
        ("المصنع لم ^يعد", "قال", "CT-"),
        ("المصنع ^سيعود", "رجح", "PR+"),
        ("المصنع لن ^يعود", "رجح", "PR-"),
        ("المصنع قد ^يعود", "قال", "PS+"),
        ("المصنع قد لا ^يعود", "قال", "PS-"),
        ("هل ^يعود المصنع؟", "قال", "Uu"),
        ("المصنع ^أغلق", "نفى", "CT-"),
    ],
)
def test_factbank_value(text: str, cue: str, value: str) -> None:
    assert _assess(text, cue=cue)[1].factuality == value


def test_denial_is_negative_and_a_negated_denial_is_none() -> None:
    assert _assess("المصنع ^أغلق", cue="نفى")[1].act == "denial"
    assert _assess("المصنع ^أغلق", cue="نفى")[1].polarity == "negative"
    assert _assess("المصنع ^أغلق", cue="نفى", negated=True)[1].act == "silence"
    assert _assess("المصنع ^أغلق", cue="نفى", negated=True)[1].polarity == "positive"


def test_stance_is_that_of_the_cue() -> None:
    assert _assess("المصنع ^أغلق", cue="زعم")[1].stance == "distancing"
    assert _assess("المصنع ^أغلق", cue="قال")[1].stance == "neutral"


def test_markers_lie_in_cue_or_content_and_carry_entry() -> None:
    document, found = _assess("من المرجح أن ^تتأخر الرحلة لأن الضباب قد ^يستمر")
    content = Span(document.text.index("من المرجح"), len(document.text))
    assert [(m.span.of(document.text), m.scope) for m in found.markers if m.kind == "hedge"] == [
        ("من المرجح", "content"),
        ("قد", "side"),
    ]
    for marker in found.markers:
        assert content.contains(marker.span)
        assert marker.evidence.entry is not None


def test_question_mark_of_a_later_sentence_leaves_the_first_alone() -> None:
    assert _assess("المصنع ^أغلق. متى ^يعود؟")[1].certainty == "certain"
    assert _assess("متى ^يعود المصنع؟ لا أحد ^يعرف")[1].certainty == "unknown"
    assert _assess("المصنع بعد عام.. متى ^يعود؟")[1].certainty == "unknown"


def test_content_without_parsed_words_is_plain() -> None:
    marked = read_marked("{قال} [الوزير]A إن <المصنع أغلق>.")
    content: Content = replace(marked.mentions[0].content, spans=(Span(900, 910),))
    (found,) = assess(marked.document, (content,), load_lexicon())
    assert (found.certainty, found.polarity, found.factuality) == ("certain", "positive", "CT+")
