"""How work grows with what is analysed: four times as many claims cost about four times as much.

Calls of functions are counted instead of seconds, so that a busy machine changes nothing.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest
from builders import build
from marked_text import read_marked

from attribution.claims import AnalysedDocument
from attribution.graph import build_graph, relation_edges
from attribution.lexicon import load_lexicon
from attribution.report.build import build_report
from attribution.report.model import Header, Report
from attribution.resolution import resolve
from attribution.restatement import find_relations, relations
from attribution.scoring import score

SOURCE = "S1 | official | وزير النقل سامي نادر"
FACT = "الميناء الجديد سيغلق أبوابه يومين بسبب العاصفة القادمة من الشمال"
HEADER = Header(
    generator="", version="", schema_version="", model="", lexicon="", created=None, disclaimer="An indicator."
)
FEW, FACTOR, ALLOWED = 40, 4, 5.0


def one_text(number: int) -> Sequence[AnalysedDocument]:
    claims = (f"C{i} | S1 | قال | {FACT}" for i in range(1, number + 1))
    return [build("\n".join((SOURCE, *claims)))]


def one_text_in_many_articles(number: int) -> Sequence[AnalysedDocument]:
    return [build(f"{SOURCE}\nC1 | S1 | قال | {FACT}", f"article-{i}") for i in range(number)]


def many_texts(number: int) -> Sequence[AnalysedDocument]:
    chance = random.Random(1)
    words = ["".join(chance.choices("بتثجحخدرزسشصطعغفقكلمن", k=5)) for _ in range(3000)]
    sources = [f"S{i} | person | {' '.join(chance.sample(words, 2))}" for i in range(1, number // 10 + 1)]
    claims = (
        f"C{i} | S{chance.randint(1, len(sources))} | قال | {' '.join(chance.sample(words, 9))}"
        for i in range(1, number + 1)
    )
    return [build("\n".join((*sources, *claims)))]


def texts_that_differ_in_a_figure(number: int) -> Sequence[AnalysedDocument]:
    return [
        build(f"{SOURCE}\nC1 | S1 | قال | المستشفى استقبل {20 + i} جريحا من قرية الزهراء", f"article-{i}")
        for i in range(number)
    ]


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, Python's and built-in ones, and generators resumed."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(step: Callable[[int], Callable[[], object]]) -> float:
    """How many times as much the work on many is, measured after a first run that fills what is kept."""
    step(FEW)()
    return calls(step(FACTOR * FEW)) / calls(step(FEW))


def report_of(documents: Sequence[AnalysedDocument]) -> Report:
    return build_report(documents, header=HEADER)


@pytest.mark.parametrize("kind", [one_text, one_text_in_many_articles, many_texts])
def test_a_report_costs_as_much_a_claim_however_many_there_are(
    kind: Callable[[int], Sequence[AnalysedDocument]],
) -> None:
    def step(number: int) -> Callable[[], object]:
        documents = kind(number)
        return lambda: report_of(documents)

    assert growth(step) < ALLOWED


@pytest.mark.parametrize("format", ["html", "json", "md", "csv", "jsonld", "sarif", "node-link"])
def test_so_does_each_format(format: str) -> None:  # noqa: A002
    def step(number: int) -> Callable[[], object]:
        report = report_of([*many_texts(number), *one_text(number)])
        return lambda: report.render(format)

    assert growth(step) < ALLOWED


def test_a_mention_is_resolved_at_the_same_cost_however_many_others_there_are() -> None:
    def step(number: int) -> Callable[[], object]:
        chance = random.Random(1)
        names = ["".join(chance.choices("بتجحخدرزسشصطعغفقكلمن", k=6)) for _ in range(2 * number)]
        told = (
            f"{{قال}} [*{first} *{second}]A{i} إن <السوق مفتوح>. {{وأكد}} [*{second}]A{i} أن <السعر ثابت>."
            for i, (first, second) in enumerate(zip(names[::2], names[1::2], strict=True))
        )
        marked = read_marked(" ".join(told))
        return lambda: resolve(marked.document, marked.mentions, load_lexicon())

    assert growth(step) < ALLOWED


def test_a_text_in_many_articles_is_tied_to_its_first_printing() -> None:
    documents = one_text_in_many_articles(50)
    graph = build_graph(documents)
    edges = relation_edges(graph)
    assert len(edges) == 49
    assert {(second, data["kind"]) for _, second, data in edges} == {("claim:article-0#C1", "repeats")}
    assert {found.corroboration.origins for found in score(documents, graph).values()} == {("article-0#S1",)}


def test_a_text_is_compared_once_however_often_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    plain = relations.compare

    def counted(*arguments: object) -> object:
        compared.append(arguments)
        return plain(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(relations, "compare", counted)
    denied = build(f"S1 | organization | هيئة الموانئ\nC1 | S1 | نفت | {FACT} | act=denial", "denial")
    found = find_relations([*one_text_in_many_articles(100), denied])
    assert len(compared) == 1
    assert [relation.kind for relation in found if relation.kind != "repeats"] == ["contradicts"]
    compared.clear()
    find_relations(texts_that_differ_in_a_figure(100))
    assert len(compared) <= 100 * relations.MOST_LIKE


def test_every_printing_is_scored_by_what_the_first_is_related_to() -> None:
    denied = build(f"S1 | organization | هيئة الموانئ\nC1 | S1 | نفت | {FACT} | act=denial", "denial")
    report = report_of([*one_text_in_many_articles(5), denied, denied])
    scores = [claim.scores for document in report.documents for claim in document.claims if claim.scores]
    assert {found.corroboration.level for found in scores} == {5}
    assert [found.corroboration.contradicted_by for found in scores] == [("denial#C1",)] * 5 + [("article-0#C1",)] * 2
    contrary = [[f.check for f in document.findings].count("balance.contradicted") for document in report.documents]
    assert contrary == [1] * 7
