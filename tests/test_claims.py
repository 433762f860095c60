from __future__ import annotations

import pytest
from marked_text import read_marked

from attribution.certainty import assess
from attribution.claims import AnalysedDocument, build_claims
from attribution.lexicon import load_lexicon
from attribution.resolution import Resolution, resolve


def _claims(text: str) -> AnalysedDocument:
    marked = read_marked(text)
    lexicon = load_lexicon()
    assessments = assess(marked.document, tuple(m.content for m in marked.mentions), lexicon)
    return build_claims(
        marked.document, marked.mentions, resolve(marked.document, marked.mentions, lexicon), assessments
    )


def test_claims_are_numbered_in_text_order_of_cues() -> None:
    analysed = _claims("{قالت} [الشرطة]A إن <أ>. {وقال} [الوزير]B إن <ب>. {وأضاف=B} أن <ج>.")
    assert [claim.id for claim in analysed.claims] == ["C1", "C2", "C3"]
    starts = [claim.content.cue.span.start_char for claim in analysed.claims]
    assert starts == sorted(starts)
    assert [claim.source for claim in analysed.claims] == ["S1", "S2", "S2"]


@pytest.mark.parametrize(
    ("text", "vias"),
    [
        pytest.param("{قال} [الوزير]A إن <{أكد} [المدير]B أن <العمل بدأ>>.", [None, "C1"], id="inside_content"),
        pytest.param(
            "{قال} [الوزير]A إن <{أكد} [المدير]B أن <{أعلن} [النادي]C أن <العقد وقع>>>.",
            [None, "C1", "C2"],
            id="innermost_holder",
        ),
        pytest.param("{بحسب} [رويترز]A فإن {أكد} [الوزير]B أن <العمل بدأ>.", [None, "C1"], id="framing_particle"),
        pytest.param("{أكد} [الوزير]B أن <العمل بدأ>، {بحسب} [رويترز]A.", ["C2", None], id="closing_medium"),
        pytest.param("{أكد} [الوزير]B أن <العمل بدأ>، {بحسب} [المدير]A.", [None, None], id="closing_other"),
        pytest.param("{قال} [المبعوث]A {نقلا عن} [مصادر محلية]B إن <القصف توقف>.", [None, "C1"], id="relayed"),
        pytest.param("{أكد} [الوزير]A أن <العمل بدأ>، {وفق قوله=A}.", [None, None], id="closing_pronoun"),
        pytest.param(
            "{قال} [الوزير]A إن <العمل بدأ>. {وقال} [المدير]B إن <العمل بدأ>.", [None, None], id="two_sentences"
        ),
    ],
)
def test_via(text: str, vias: list[str | None]) -> None:
    assert [claim.via for claim in _claims(text).claims] == vias


def test_via_never_runs_in_a_circle() -> None:
    analysed = _claims("{بحسب} [رويترز]A {قال} [الوزير]B {نقلا عن} [مصادر]C إن <العمل بدأ>، {حسب} [الصحيفة]D.")
    for claim in analysed.claims:
        seen = []
        current = claim
        while current.via is not None:
            assert current.via not in seen
            seen.append(current.via)
            current = analysed.claim(current.via)


def test_lookup_by_id() -> None:
    analysed = _claims("{قال} [الوزير]A إن <العمل بدأ>.")
    assert analysed.claim("C1").source == "S1"
    assert analysed.source("S1").name == "الوزير"
    with pytest.raises(KeyError):
        analysed.claim("C9")
    with pytest.raises(KeyError):
        analysed.source("S9")


def test_records_must_be_parallel() -> None:
    marked = read_marked("{قال} [الوزير]A إن <العمل بدأ>.")
    with pytest.raises(ValueError, match="parallel"):
        build_claims(marked.document, marked.mentions, Resolution((), (), ()), ())


def test_warnings_of_document_and_resolution_are_kept() -> None:
    analysed = _claims(
        "{قال} [رئيس النادي *فارس *جابر]A إن <أ>. {وقال} [المدرب *نزار *جابر]B إن <ب>. {وأكد} [*جابر]B أن <ج>."
    )
    assert len(analysed.warnings) == 1
