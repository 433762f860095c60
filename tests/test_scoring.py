"""Scores: constructed cases in their order, and axioms that hold for any article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from builders import EVIDENCE, build, builds
from hypothesis import given, settings
from hypothesis import strategies as st

from attribution.certainty import Marker
from attribution.claims import AnalysedDocument
from attribution.document import Span
from attribution.errors import LexiconError
from attribution.graph import build_graph
from attribution.lexicon.reader import embedded_folder
from attribution.report.model import ClaimScores
from attribution.restatement import ClaimKey, document_labels
from attribution.scoring import (
    Standing,
    grade_sourcing,
    load_weights,
    relation_records,
    score,
    score_certainty,
    scoring_texts,
)

WEIGHTS = load_weights()
FACT = "المستشفى الميداني استقبل 14 جريحا من قرية الزهراء"
OTHER_WORDS = "استقبل المستشفى الميداني من قرية الزهراء 14 جريحا"


def wording(number: int) -> str:
    """The fact with its words in another order: a restatement, since no tree tells subject from object."""
    words = FACT.split()
    return " ".join(words[number % len(words) :] + words[: number % len(words)])


NAMED = (
    "official | مدير المستشفى خالد عمر",
    "official | وزير الصحة هيثم نصار",
    "person | الجراح سليم حداد",
    "organization | الهلال الأحمر",
    "organization | بلدية الزهراء",
    "person | المزارع فواز عبيد",
)
UNNAMED = ("anonymous | مصدر طبي", "anonymous | مصدر", "group | شهود عيان", "unnamed_official | مسؤول أمني")
GRADES = "ABCDEF"


def scores_of(documents: Sequence[AnalysedDocument]) -> dict[ClaimKey, ClaimScores]:
    return dict(score(documents, build_graph(documents)))


def first(*notations: str) -> ClaimScores:
    """Scores of the first claim of the first document."""
    documents = builds(*notations)
    return scores_of(documents)[ClaimKey(0, documents[0].claims[0].id)]


def said(source: str, content: str = FACT, options: str = "") -> str:
    return f"S1 | {source}\nC1 | S1 | قال | {content}" + (f" | {options}" if options else "")


# --- How well sourced -------------------------------------------------------------------------------------------------


def test_grades_fall_from_a_named_official_to_nobody() -> None:
    types = ["official", "organization", "media", "unnamed_official", "group", "anonymous"]
    values = [first(said(f"{kind} | اسم")).sourcing.value for kind in types]
    nobody = first(f"C1 | - | يعتقد | {FACT}").sourcing
    assert [*values, nobody.value] == sorted([*values, nobody.value], reverse=True)
    assert len(set(values)) == len(values)
    assert (nobody.grade, nobody.hops, nobody.origin) == ("E", 0, None)


def test_abstention_where_the_speaker_is_not_clear_or_the_type_unknown() -> None:
    dropped = first(f"C1 | - | وأضاف | {FACT} | form=dropped").sourcing
    unspecified = first(said("unspecified | البعض")).sourcing
    assert (dropped.grade, dropped.value) == ("F", None)
    assert (unspecified.grade, unspecified.value) == ("F", None)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (said("official | وزير", options="quote=direct"), said("official | وزير", options="quote=mixed")),
        (said("official | وزير", options="quote=mixed"), said("official | وزير")),
        (said("anonymous | مصدر مطلع"), said("anonymous | مصدر")),
        (said("anonymous | مصدر | reason=لأنه غير مخول"), said("anonymous | مصدر")),
        (said("organization | بلدية الزهراء"), said("organization | بلدية النخيل")),
    ],
    ids=["direct words", "partly direct", "stated access", "stated reason", "own matter"],
)
def test_each_part_counts(better: str, worse: str) -> None:
    assert first(better).sourcing.value > first(worse).sourcing.value


def test_the_origin_of_a_relayed_claim_is_the_end_of_the_chain() -> None:
    scores = scores_of(
        [
            build(f"""
S1 | media | وكالة الأنباء
S2 | official | وزير الصحة
C1 | S1 | نقلت | {FACT}
C2 | S2 | قوله | | via=C1 same=C1
""")
        ]
    )
    outer, inner = (scores[ClaimKey(0, name)].sourcing for name in ("C1", "C2"))
    assert outer.origin == inner.origin == "S2"
    assert outer.hops == inner.hops == 2
    assert outer.value == inner.value < first(said("official | وزير الصحة")).sourcing.value


def test_an_unnamed_relay_costs_more_than_a_named_one() -> None:
    chain = (
        "S1 | {relay}\nS2 | official | وزير الصحة\nC2 | S2 | قوله | " + FACT + " | via=C1\nC1 | S1 | نقل | الخبر كله"
    )
    by_agency = first(chain.format(relay="media | وكالة الأنباء")).sourcing
    by_somebody = first(chain.format(relay="anonymous | مصدر")).sourcing
    assert by_somebody.value < by_agency.value
    assert "sourcing.relay_unnamed" in [part.rule for part in by_somebody.parts]


def test_parts_add_up_and_name_the_words_they_rest_on() -> None:
    document = build(said("anonymous | مصدر مطلع | reason=لأنه غير مخول", options="quote=direct"))
    sourcing = scores_of([document])[ClaimKey(0, "C1")].sourcing
    assert sum(part.value for part in sourcing.parts) == pytest.approx(sourcing.value)
    words = {part.rule: [document.document.text[slice(*span)] for span in part.spans] for part in sourcing.parts}
    assert words["sourcing.identifiability.anonymous"] == ["مصدر مطلع"]
    assert words["sourcing.reason"] == ["لأنه غير مخول"]
    assert words["sourcing.access"] == ["مطلع"]
    assert words["sourcing.direct"] == [FACT]


def test_an_unnamed_source_never_gets_the_best_grade() -> None:
    everything: tuple[Span, ...] = ()
    for kind in ("anonymous", "group", "unnamed_official"):
        standing = Standing(kind, 1, "direct", reason=everything, access=everything, own_matter=everything)
        assert grade_sourcing(standing, WEIGHTS).grade not in {"A"}


# --- How corroborated -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "level"),
    [
        (NAMED[:3], 1),
        (NAMED[:2], 2),
        ((NAMED[0], UNNAMED[0]), 3),
        ((UNNAMED[0], UNNAMED[3]), 3),
        ((UNNAMED[0], UNNAMED[1]), 4),
        (NAMED[:1], 4),
        (UNNAMED[:1], 4),
        ((NAMED[0], NAMED[0]), 4),
        (("official | المتحدث باسم الهلال الأحمر سامي", "organization | الهلال الأحمر"), 4),
    ],
)
def test_level_counts_independent_origins(sources: Sequence[str], level: int) -> None:
    assert first(*(said(source, wording(i)) for i, source in enumerate(sources))).corroboration.level == level


def test_a_paragraph_printed_twice_adds_nothing() -> None:
    once = said(NAMED[0])
    twice = f"{once}\nC2 | S1 | قال | {FACT}"
    assert first(twice).corroboration.level == first(once).corroboration.level == 4


def test_a_text_copied_by_another_paper_under_another_name_adds_nothing() -> None:
    assert first(said(NAMED[0]), said(NAMED[1])).corroboration.level == 4


def test_contradiction_lowers_and_denial_of_equal_weight_leaves_it_disputed() -> None:
    denial = said("organization | نقابة الأطباء", wording(1), "act=denial")
    alone = first(said(NAMED[0]), denial).corroboration
    backed = first(said(NAMED[0]), denial, said(NAMED[1], OTHER_WORDS)).corroboration
    assert (alone.level, alone.contradicted_by) == (5, ("b#C1",))
    assert backed.level == 4


@pytest.mark.parametrize("options", ["act=silence", "certainty=unknown"])
def test_what_asserts_nothing_cannot_be_corroborated(options: str) -> None:
    assert first(said(NAMED[0], options=options), said(NAMED[1], OTHER_WORDS)).corroboration.level == 6


def test_what_asserts_nothing_corroborates_nothing() -> None:
    assert first(said(NAMED[0]), said(NAMED[1], OTHER_WORDS, "certainty=unknown")).corroboration.level == 4


def test_a_claim_without_origin_cannot_be_judged() -> None:
    assert first(f"C1 | - | يقال | {FACT}").corroboration.level == 6


# --- How certain ------------------------------------------------------------------------------------------------------


def test_intervals_fall_with_the_value_and_mirror_with_polarity() -> None:
    intervals = [
        first(said(NAMED[0], options=f"certainty={c}")).certainty.probability
        for c in ("certain", "probable", "possible")
    ]
    assert intervals == sorted(intervals, reverse=True)
    low, high = intervals[0]
    denied = first(said(NAMED[0], options="act=denial")).certainty
    assert denied.probability == (pytest.approx(1 - high), pytest.approx(1 - low))
    assert denied.factuality == "CT-"
    assert first(said(NAMED[0], options="certainty=unknown")).certainty.probability is None


def test_stacked_hedges_lower_and_boosters_raise() -> None:
    content = f"ربما قد {FACT} حتما"
    one = first(said(NAMED[0], content, "certainty=possible hedges=ربما")).certainty.probability
    two = first(said(NAMED[0], content, "certainty=possible hedges=ربما قد")).certainty.probability
    plain = first(said(NAMED[0], content)).certainty.probability
    boosted = first(said(NAMED[0], content, "boosters=حتما")).certainty.probability
    assert two < one
    assert boosted > plain


# --- Check first ------------------------------------------------------------------------------------------------------


def test_firm_words_on_weak_ground_come_first() -> None:
    document = build(f"""
S1 | official | وزير الصحة هيثم نصار
S2 | anonymous | مصدر
C1 | S1 | قال | المركز الجديد في الحي افتتح صباحا
C2 | S2 | قال | {FACT}
C3 | S2 | قال | اللجنة ربما تجتمع قريبا في المدينة | certainty=possible hedges=ربما
""")
    scores = scores_of([document])
    ranks = {name: scores[ClaimKey(0, name)].priority.rank for name in ("C1", "C2", "C3")}
    assert ranks["C2"] == 1
    assert sorted(ranks.values()) == [1, 2, 3]
    rules = {part.rule for part in scores[ClaimKey(0, "C2")].priority.parts}
    assert {"priority.firm", "priority.weak_sourcing", "priority.number"} <= rules


def test_a_claim_listed_already_goes_down() -> None:
    scores = scores_of([build(f"{said(UNNAMED[0])}\nC2 | S1 | قال | {FACT}")])
    first_printing, second_printing = (scores[ClaimKey(0, name)].priority for name in ("C1", "C2"))
    assert second_printing.value < first_printing.value
    assert "priority.repeated" in [part.rule for part in second_printing.parts]


# --- Gaps and counterfactuals -----------------------------------------------------------------------------------------


def test_counterfactuals_say_what_would_change_the_grade() -> None:
    scores = first(said("unnamed_official | مسؤول في الوزارة", options="quote=direct"))
    changes = {(c.change, c.axis): (c.before, c.after) for c in scores.counterfactuals}
    assert changes["named", "sourcing"] == ("C", "A")
    assert changes["second_origin", "corroboration"] == ("4", "3")
    assert {"origin_unnamed", "no_reason", "single_origin"} <= set(scores.gaps)
    hedged = first(said(NAMED[0], options="certainty=probable"))
    assert ("unhedged", "PR+", "CT+") in [(c.change, c.before, c.after) for c in hedged.counterfactuals]


def test_every_gap_change_and_rule_has_a_text_in_both_languages() -> None:
    arabic, english = scoring_texts("ar"), scoring_texts("en")
    assert {group: set(texts) for group, texts in arabic.items()} == {g: set(texts) for g, texts in english.items()}
    scores = [
        first(said(source, options=options))
        for source in (*NAMED, *UNNAMED)
        for options in ("", "certainty=probable", "certainty=unknown", "act=denial", "quote=direct")
    ]
    for found in scores:
        parts = (*found.sourcing.parts, *found.corroboration.parts, *found.certainty.parts, *found.priority.parts)
        assert {part.rule for part in parts} <= set(english["rule"])
        assert set(found.gaps) <= set(english["gap"])
        assert {c.change for c in found.counterfactuals} <= set(english["change"])


def test_relations_are_named_by_document_and_claim() -> None:
    documents = builds(said(NAMED[0]), said(NAMED[1], OTHER_WORDS))
    (relation,) = relation_records(documents, build_graph(documents))
    assert (relation.kind, relation.first, relation.second) == ("restates", "b#C1", "a#C1")


# --- Axioms -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voice:
    """Somebody who says the proposition, or denies it."""

    source: str
    denies: bool
    hedged: bool
    quote: str

    def notation(self, content: str) -> str:
        options = [f"quote={self.quote}", *(["act=denial"] if self.denies else [])]
        options += ["certainty=possible"] if self.hedged else []
        return said(self.source, content, " ".join(options))


voices = st.builds(
    Voice,
    source=st.sampled_from([*NAMED[:-1], *UNNAMED]),
    denies=st.booleans(),
    hedged=st.booleans(),
    quote=st.sampled_from(["direct", "indirect", "mixed"]),
)
choirs = st.lists(voices, min_size=1, max_size=6)


def _notations(choir: Sequence[Voice]) -> list[str]:
    return [voice.notation(wording(number)) for number, voice in enumerate(choir)]


def _level(choir: Sequence[Voice], *more: str) -> int:
    return first(*_notations(choir), *more).corroboration.level


@given(choirs)
def test_an_added_independent_named_source_never_lowers_corroboration(choir: list[Voice]) -> None:
    word = "act=denial" if choir[0].denies else ""
    assert _level(choir, said(NAMED[-1], OTHER_WORDS, word)) <= _level(choir)


@given(choirs)
def test_a_denial_never_raises_corroboration(choir: list[Voice]) -> None:
    contrary = "" if choir[0].denies else "act=denial"
    assert _level(choir, said(NAMED[-1], OTHER_WORDS, contrary)) >= _level(choir)


@given(choirs, st.data())
def test_a_repeat_changes_nothing(choir: list[Voice], data: st.DataObject) -> None:
    copy = data.draw(st.integers(0, len(choir) - 1))
    notations = _notations(choir)
    before, after = first(*notations), first(*notations, notations[copy])
    assert after.corroboration.level == before.corroboration.level
    assert after.sourcing == before.sourcing
    assert after.certainty == before.certainty


@given(choirs)
def test_order_of_the_other_documents_changes_no_level(choir: list[Voice]) -> None:
    assert _level([choir[0], *reversed(choir[1:])]) == _level(choir)


@given(st.sampled_from([*NAMED, *UNNAMED]), st.sampled_from(["media | وكالة", "anonymous | مصدر", "official | وزير"]))
def test_a_relay_never_beats_its_origin(origin: str, relay: str) -> None:
    direct = first(said(origin)).sourcing
    chain = f"S1 | {relay}\nS2 | {origin}\nC1 | S1 | نقل | {FACT}\nC2 | S2 | قوله | | via=C1 same=C1"
    for found in scores_of([build(chain)]).values():
        assert found.sourcing.value <= direct.value
        assert GRADES.index(found.sourcing.grade) >= GRADES.index(direct.grade)


TYPES = ["official", "person", "organization", "document", "media", "unnamed_official", "group", "anonymous"]
_maybe = st.sampled_from([None, ()])
standings = st.builds(
    Standing,
    type=st.sampled_from(TYPES),
    hops=st.integers(1, 5),
    quote=st.sampled_from(["direct", "indirect", "mixed"]),
    unnamed_relay=_maybe,
    reason=_maybe,
    access=_maybe,
    own_matter=_maybe,
)


def _value(standing: Standing) -> float:
    value = grade_sourcing(standing, WEIGHTS).value
    assert value is not None
    assert 0 <= value <= 1
    return value


@given(standings)
def test_anonymising_never_raises_the_grade(standing: Standing) -> None:
    for unnamed in ("unnamed_official", "group", "anonymous"):
        if TYPES.index(standing.type) < TYPES.index(unnamed):
            named = replace(standing, reason=None, access=None) if TYPES.index(standing.type) < 5 else standing
            bare = replace(standing, type=unnamed, reason=None, access=None)
            assert _value(bare) <= _value(named)


@given(standings)
def test_what_a_reader_is_told_never_lowers_the_grade(standing: Standing) -> None:
    for told in ("reason", "access", "own_matter"):
        assert _value(replace(standing, **{told: ()})) >= _value(replace(standing, **{told: None}))
    assert _value(replace(standing, unnamed_relay=None)) >= _value(replace(standing, unnamed_relay=()))
    assert _value(replace(standing, quote="direct")) >= _value(standing)


@given(standings)
def test_another_hop_never_raises_the_grade(standing: Standing) -> None:
    assert _value(replace(standing, hops=standing.hops + 1)) <= _value(standing)


@given(
    st.sampled_from(["certain", "probable", "possible"]),
    st.sampled_from("+-"),
    st.lists(st.sampled_from(["hedge", "booster", "future"]), max_size=4),
    st.integers(0, 2),
)
def test_a_hedge_never_raises_certainty(label: str, sign: str, kinds: list[str], steps_down: int) -> None:
    labels = ["certain", "probable", "possible"]
    values = dict(zip(labels, ("CT", "PR", "PS"), strict=True))
    assessment = replace(
        build(said(NAMED[0])).claims[0].assessment,
        certainty=label,
        factuality=values[label] + sign,
        markers=tuple(Marker(kind, Span(0, 1), "content", EVIDENCE) for kind in kinds),
    )
    lower = labels[min(2, labels.index(label) + steps_down)]
    hedged = replace(
        assessment,
        certainty=lower,
        factuality=values[lower] + sign,
        markers=(*assessment.markers, Marker("hedge", Span(1, 2), "content", EVIDENCE)),
    )
    before = score_certainty(assessment, Span(0, 1), WEIGHTS).probability
    after = score_certainty(hedged, Span(0, 1), WEIGHTS).probability
    assert before is not None
    assert after is not None
    for was, now in zip(before, after, strict=True):
        assert now <= was if sign == "+" else now >= was


@settings(max_examples=40)
@given(choirs)
def test_scores_are_the_same_each_time(choir: list[Voice]) -> None:
    notations = _notations(choir)
    assert scores_of(builds(*notations)) == scores_of(builds(*notations))


def test_ranks_run_over_the_whole_call() -> None:
    documents = builds(*(said(source) for source in UNNAMED))
    scores = scores_of(documents)
    assert sorted(found.priority.rank for found in scores.values()) == [1, 2, 3, 4]
    assert document_labels(documents) == ("a", "b", "c", "d")


# --- The weights ------------------------------------------------------------------------------------------------------


def _broken(tmp_path: Path, change: dict[str, object]) -> Path:
    content = yaml.safe_load((embedded_folder() / "scoring.yaml").read_text(encoding="utf-8"))
    file = tmp_path / "scoring.yaml"
    file.write_text(yaml.safe_dump(content | change, allow_unicode=True), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bonus": 1}, r"scoring.yaml: bonus: Extra inputs"),
        ({"bands": {"CT": {"low": 2, "high": 1, "reference": "x"}}}, r"bands"),
        ({"gaps": 3}, r"scoring.yaml: gaps"),
    ],
)
def test_a_broken_file_is_said_in_one_line(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=message) as caught:
        load_weights(_broken(tmp_path, change))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_yaml_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "scoring.yaml"
    file.write_text("grades: [", encoding="utf-8")
    with pytest.raises(LexiconError, match="cannot be read") as caught:
        load_weights(file)
    assert "\n" not in str(caught.value)


def test_every_reference_is_in_the_bibliography() -> None:
    known = yaml.safe_load((embedded_folder() / "bibliography.yaml").read_text(encoding="utf-8"))
    used = {rule.reference for rule in WEIGHTS.rules().values()} | {band.reference for band in WEIGHTS.bands.values()}
    assert used <= set(known)


def test_the_page_shows_every_weight() -> None:
    page = (Path(__file__).parent.parent / "docs" / "scoring.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {rule.weight:g} | {rule.en}" for name, rule in WEIGHTS.rules().items()]
    rows += [f"| {name} | {band.low:g}–{band.high:g} | {band.reference} |" for name, band in WEIGHTS.bands.items()]
    rows += [f"| {name} | {step.start:g} |" for name, step in WEIGHTS.grades.items() if step.start is not None]
    rows += [f"| {name} | {step.start:g} |" for name, step in WEIGHTS.levels.items() if step.start is not None]
    assert [row for row in rows if row not in page] == []
