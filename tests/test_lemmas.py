"""Vowels of lemmas: the table beside the models, and how it is learned from vowelled text."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from attribution.parsing.lemmas import NOMINAL, VERBAL, LemmaTable, bare_letters
from attribution.parsing.segmentation import SegmentationTable
from tests.test_training import conllu
from training import vowels

ANNA = "أ\u064eن\u0651\u064e"
AN = "أ\u064eن"


@dataclass
class Word:
    """As much of Stanza's word as the table asks for."""

    text: str
    lemma: str
    upos: str


def test_vowels_come_from_the_table_and_letters_from_the_lemmatizer() -> None:
    table = LemmaTable({("زراعة", NOMINAL): "زِرَاعَة", ("رجح", VERBAL): "رَجَّح"})
    assert table.vowelled("زَرَاعَة", "NOUN") == "زِرَاعَة"
    assert table.vowelled("رَجَح", "VERB") == "رَجَّح"
    assert table.vowelled("رَجَح", "NOUN") == "رَجَح"
    assert table.vowelled("زراعة", "X") == "زراعة"


def test_a_part_of_speech_goes_before_its_class() -> None:
    table = LemmaTable({("مصري", NOMINAL): "مِصرِيّ", ("مصري", "NOUN"): "مَصرِيّ"})
    assert table.vowelled("مصري", "NOUN") == "مَصرِيّ"
    assert table.vowelled("مصري", "ADJ") == "مِصرِيّ"


@pytest.mark.parametrize(
    ("following", "lemma"),
    [
        (Word("يفتح", "فَتَح", "VERB"), AN),
        (Word("لا", "لَا", "PART"), AN),
        (Word("الجسر", "جِسر", "NOUN"), ANNA),
        (None, ANNA),
    ],
)
def test_an_is_told_from_anna_by_what_follows(following: Word | None, lemma: str) -> None:
    word = Word("أن", "؟", "SCONJ")
    LemmaTable({}).mend([word] if following is None else [word, following])
    assert word.lemma == lemma


def test_round_trip(tmp_path: Path) -> None:
    entries = {("زراعة", NOMINAL): "زِرَاعَة", ("كشف", VERBAL): "كَشَف", ("كشف", NOMINAL): "كَشف", ("كشف", "NOUN"): "كَشف"}
    LemmaTable(entries).write(tmp_path / "lemmas.txt.xz")
    read = LemmaTable.read(tmp_path / "lemmas.txt.xz")
    assert len(read) == len(entries)
    assert {(read.vowelled(letters, "VERB" if kind == VERBAL else "NOUN")) for letters, kind in entries} == set(
        entries.values()
    )


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("الزِّرَاعَةِ،", ("زِرَاعَة", NOMINAL)),
        ("وَكَالَةٌ", ("وَكَالَة", NOMINAL)),
        ("سُكَّانِيٍّ", ("سُكَّانِيّ", NOMINAL)),
        ("اسْتَقْبَلَ", ("اِستَقبَل", VERBAL)),
        ("رَجَّحَ", ("رَجَّح", VERBAL)),
        ("يَكْتُبُونَ", None),
        ("مِنْ", None),
    ],
)
def test_lemmas_are_read_off_vowelled_words(word: str, lemma: tuple[str, str] | None) -> None:
    found = vowels.lemma_of(word)
    assert (found and (bare_letters(found[0]), found[1])) == (lemma and (bare_letters(lemma[0]), lemma[1]))
    assert found is None or sorted(found[0]) == sorted((lemma or ("",))[0])


def test_table_takes_the_treebank_first_and_only_words_of_the_raw_text(tmp_path: Path) -> None:
    treebank = tmp_path / "xx-ud-train.conllu"
    treebank.write_text(conllu(), encoding="utf-8")
    words = ["المَدْرَسَةُ", "المُدَرِّسَةُ", "المُدَرِّسَةِ", "زِرَاعَةٌ", "حِيلَةٌ", "كَشْفٌ", "كَشَفٌ"]
    segmentation = SegmentationTable({"والزراعة": ("و", "الزراعة")})
    table = vowels.build_lemma_table(treebank, words, segmentation, ["والزراعة", "كشف"])
    assert table.vowelled("مدرسة", "NOUN") == "مَدرَسَة"
    assert table.vowelled("زراعة", "NOUN") == "زِرَاعَة"
    assert table.vowelled("حيلة", "NOUN") == "حيلة"
    assert table.vowelled("كشف", "NOUN") == "كشف", "two lemmas are equally likely"


def test_vowelled_words_of_a_text_and_of_a_word_cache(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("كَتَبَ الوَلَدُ\n", encoding="utf-8")
    cache = {"words": {"كتب": {"كتب": "كَتَبَ"}, "الولد": {"الولد": "الوَلَدُ"}}}
    with gzip.open(tmp_path / "word_cache.json.gz", "wt", encoding="utf-8") as out:
        json.dump(cache, out)
    expected = ["كَتَبَ", "الوَلَدُ"]
    assert list(vowels.vowelled_words(tmp_path / "text.txt")) == expected
    assert list(vowels.vowelled_words(tmp_path / "word_cache.json.gz")) == expected
