"""Parses in batches, and kept on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attribution.document import Document, Span
from attribution.parsing.batch import batches
from attribution.parsing.cache import CachedParser

TEXTS = ("قَالَ الوزير إن الاتفاق وقع. وأضاف أنه نافذ.", "أعلنت الهيئة النتائج. قَالَ الوزير إن الاتفاق وقع.")
DOCUMENTS = [Document(id=str(i), text=text, warnings=("w",)) for i, text in enumerate(TEXTS)]


def test_each_distinct_sentence_is_parsed_once(flat_parser: Any) -> None:
    parsed = flat_parser.parse(DOCUMENTS)
    assert len(flat_parser.parsed) == 3
    assert [len(document.sentences) for document in parsed] == [2, 2]
    first, again = parsed[0].sentences[0], parsed[1].sentences[1]
    assert [w.form for w in first.words] == [w.form for w in again.words]
    assert [w.span.of(TEXTS[0]) for w in first.words] == [w.span.of(TEXTS[1]) for w in again.words]


def test_the_order_of_documents_does_not_matter(flat_parser: Any) -> None:
    forward = flat_parser.parse(DOCUMENTS)
    given = list(flat_parser.parsed)
    flat_parser.parsed.clear()
    assert flat_parser.parse(DOCUMENTS[::-1]) == forward[::-1]
    assert flat_parser.parsed == given


def test_progress_ends_at_all_of_it(flat_parser: Any) -> None:
    told: list[tuple[int, int]] = []
    flat_parser.parse(DOCUMENTS, progress=lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1] > 0


def test_text_of_removable_marks_alone_has_no_sentence(flat_parser: Any) -> None:
    (document,) = flat_parser.parse([Document(id="a", text="\u200f \u064e\n\u200f")])
    assert document.sentences == ()


def test_a_cut_stretch_is_a_warning(flat_parser: Any) -> None:
    (document,) = flat_parser.parse([Document(id="a", text="كلمة " * 1000)])
    assert any("cut at punctuation" in warning for warning in document.warnings)


def test_a_document_of_too_many_sentences_says_so(flat_parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribution.parsing.batch.MOST_SENTENCES", 1)
    (document,) = flat_parser.parse(DOCUMENTS[:1])
    assert len(document.sentences) == 1
    assert any(f"up to character {TEXTS[0].index(chr(46)) + 1}," in warning for warning in document.warnings)


def test_batches_are_bounded() -> None:
    sizes = [[len(s) for s in batch] for batch in batches(["ا" * n for n in (3, 3, 3, 9, 12, 1)], characters=9)]
    assert sizes == [[3, 3, 3], [9], [12], [1]]


class TestCache:
    def test_the_same_answer_without_parsing(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        first = cached.parse(DOCUMENTS)
        flat_parser.parsed.clear()
        again = cached.parse(DOCUMENTS)
        assert again == first == flat_parser.parse(DOCUMENTS)
        assert len(flat_parser.parsed) == 3, "parsed only by the comparison"

    def test_only_new_documents_are_parsed(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        cached.parse(DOCUMENTS[:1])
        flat_parser.parsed.clear()
        parsed = cached.parse(DOCUMENTS)
        assert len(flat_parser.parsed) == 2
        assert [document.id for document in parsed] == ["0", "1"]

    def test_identity_and_metadata_are_the_new_documents(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        cached.parse(DOCUMENTS)
        (document,) = cached.parse([replace(DOCUMENTS[0], id="other", warnings=(), metadata={"page": 1})])
        assert (document.id, document.warnings, document.metadata) == ("other", (), {"page": 1})

    def test_another_model_or_title_parses_anew(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        cached.parse(DOCUMENTS[:1])
        flat_parser.parsed.clear()
        cached.parse([replace(DOCUMENTS[0], title=Span(0, 3))])
        assert flat_parser.parsed
        flat_parser.parsed.clear()
        flat_parser.fingerprint = "flat-2"
        cached.parse(DOCUMENTS[:1])
        assert flat_parser.parsed

    @pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100])
    def test_a_broken_cache_is_thrown_away(self, flat_parser: Any, tmp_path: Path, damage: bytes) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        first = cached.parse(DOCUMENTS)
        (tmp_path / "parses" / "cache.db").write_bytes(damage)
        assert cached.parse(DOCUMENTS) == first
        flat_parser.parsed.clear()
        assert cached.parse(DOCUMENTS) == first
        assert not flat_parser.parsed

    def test_a_foreign_entry_is_parsed_anew(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        first = cached.parse(DOCUMENTS)
        with cached._open() as cache:
            for key in list(cache):
                cache.set(key, {"format": 0})
        assert cached.parse(DOCUMENTS) == first

    def test_a_folder_that_cannot_be_written_costs_no_answer(self, flat_parser: Any, tmp_path: Path) -> None:
        (tmp_path / "parses").write_text("a file stands where the folder should be")
        assert CachedParser(flat_parser, tmp_path / "parses").parse(DOCUMENTS) == flat_parser.parse(DOCUMENTS)

    def test_an_interrupted_run_goes_on_where_it_was(
        self, flat_parser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("attribution.parsing.cache.GROUP_CHARACTERS", 10)
        told: list[tuple[int, int]] = []

        def interrupt(done: int, total: int) -> None:
            told.append((done, total))
            if len(told) == 2:
                raise KeyboardInterrupt

        cached = CachedParser(flat_parser, tmp_path / "parses")
        with pytest.raises(KeyboardInterrupt):
            cached.parse(DOCUMENTS, progress=interrupt)
        assert told == [(len(TEXTS[0]), sum(map(len, TEXTS))), (sum(map(len, TEXTS)),) * 2]
        flat_parser.parsed.clear()
        assert cached.parse(DOCUMENTS) == flat_parser.parse(DOCUMENTS)
        assert len(flat_parser.parsed) == 2 + 3, "the second document, then the comparison"

    def test_a_book_is_parsed_but_not_kept(
        self, flat_parser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("attribution.parsing.cache.MOST_WORDS", 5)
        cached = CachedParser(flat_parser, tmp_path / "parses")
        assert cached.parse(DOCUMENTS) == flat_parser.parse(DOCUMENTS)
        with cached._open() as cache:
            assert len(cache) == 0

    def test_nothing_is_pickled(self, flat_parser: Any, tmp_path: Path) -> None:
        cached = CachedParser(flat_parser, tmp_path / "parses")
        cached.parse(DOCUMENTS)
        with cached._open() as cache:
            assert type(cache.disk).__name__ == "JSONDisk"
            assert len(cache) == 2
