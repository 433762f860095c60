"""Every case of ``tests/cases/ar``: the claims that come out of a frozen tree, and out of a live one."""

from __future__ import annotations

from functools import lru_cache

import pytest

from attribution.document import Document
from attribution.lexicon import load_lexicon
from attribution.parsing import read_conllu
from attribution.pipeline import Settings, extract, make_parser
from attribution.reading.articles import article
from tests.case_files import PARSES, Case, ExpectedClaim, extraction_files, found_claim

FILES = dict(extraction_files())
LEAST = 8


def _parameters() -> list[object]:
    return [
        pytest.param(
            name,
            case,
            id=f"{name}-{case.id}",
            marks=[pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else [],
        )
        for name, file in FILES.items()
        for case in file.cases
    ]


@lru_cache
def _frozen(name: str) -> dict[str, Document]:
    path = PARSES / f"{name}.conllu"
    texts = {case.id: case.text for case in FILES[name].cases}
    documents = read_conllu(path.read_text(encoding="utf-8"), name=str(path), texts=texts)
    return {document.id: document for document in documents}


def _claims(document: Document, case: Case) -> list[ExpectedClaim]:
    analysed = extract(document, load_lexicon())
    expected = [*case.claims, *[None] * len(analysed.claims)]
    return [found_claim(claim, analysed, want) for claim, want in zip(analysed.claims, expected, strict=False)]


@pytest.mark.parametrize(("name", "case"), _parameters())
def test_frozen_tree_gives_the_claims(name: str, case: Case) -> None:
    document = _frozen(name).get(case.id)
    assert document is not None, f"no frozen tree of {case.id}: run python -m tests.freeze_parses"
    assert _claims(document, case) == list(case.claims)


@pytest.mark.parametrize("name", FILES)
def test_frozen_trees_are_of_these_texts(name: str) -> None:
    frozen = _frozen(name)
    assert set(frozen) == {case.id for case in FILES[name].cases}
    for case in FILES[name].cases:
        text = frozen[case.id].text
        assert all(token.span.of(text) for s in frozen[case.id].sentences for token in s.tokens)
        covered = "".join(t.span.of(text) for s in frozen[case.id].sentences for t in s.tokens)
        assert covered == "".join(case.text.split())


@pytest.mark.parametrize("name", FILES)
def test_each_construction_has_enough_cases(name: str) -> None:
    assert len(FILES[name].cases) >= LEAST
    assert len({case.id for case in FILES[name].cases}) == len(FILES[name].cases)


@pytest.mark.models
def test_live_trees_give_the_same_claims() -> None:
    parser = make_parser(Settings(cache=False))
    cases = [case for file in FILES.values() for case in file.cases if not case.xfail]
    documents = parser.parse([article(case.text, id=case.id, source=case.id) for case in cases])
    wrong = [
        case.id for case, document in zip(cases, documents, strict=True) if _claims(document, case) != list(case.claims)
    ]
    assert not wrong
