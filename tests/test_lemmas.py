"""Tables of lemmas beside the models, and how they are learned: from vowelled text, from readings of words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from attribution.parsing.lemmas import NOMINAL, VERBAL, FormTable, LemmaTable, bare_letters, form_keys, mend_lemmas
from tests.test_training import conllu
from training import vowels
from training.word_forms import READINGS, WordForms, WordReading, past_patterns, read_readings

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
    mend_lemmas([word] if following is None else [word, following], FormTable({}), LemmaTable({}))
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
    table = vowels.build_lemma_table(treebank, words, ["و", "الزراعة", "كشف"])
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


def test_a_known_word_goes_before_the_vowels_of_a_guess() -> None:
    forms = FormTable({("حكام", "NOUN"): "حَاكِم"})
    lemmas = LemmaTable({("حكام", NOMINAL): "حُكَّام"})
    words = [Word("الحكام", "حكام", "NOUN"), Word("حكام", "حكام", "ADJ"), Word("حكام", "حكام", "X")]
    mend_lemmas(words, forms, lemmas)
    assert [word.lemma for word in words] == ["حَاكِم", "حُكَّام", "حكام"]


def test_round_trip_of_words(tmp_path: Path) -> None:
    entries = {("حكام", "NOUN"): "حَاكِم", ("حاكمين", "NOUN"): "حَاكِم", ("تحكم", "VERB"): "حَكَم", ("تحكم", "NOUN"): "تَحَكُّم"}
    FormTable(entries).write(tmp_path / "forms.txt.xz")
    read = FormTable.read(tmp_path / "forms.txt.xz")
    assert {key: read.lemma(*key) for key in entries} == entries
    assert len(read) == len(entries)


@pytest.mark.parametrize(
    ("lemma", "pattern"),
    [
        ("رَدّ", ("ر د د", "I")),
        ("دَعَا", ("د ع و", "I")),
        ("رَجَّح", ("ر ج ح", "II")),
        ("حَاوَل", ("ح و ل", "III")),
        ("أَشَار", ("ش و ر", "IV")),
        ("آمَن", ("ء م ن", "IV")),
        ("تَآمَر", ("ء م ر", "VI")),
        ("تَوَقَّع", ("و ق ع", "V")),
        ("تَعَاوَن", ("ع و ن", "VI")),
        ("اِنتَظَر", ("ن ظ ر", "VIII")),
        ("اِنسَحَب", ("س ح ب", "VII")),
        ("اِتَّصَل", ("و ص ل", "VIII")),
        ("اِستَنَد", ("س ن د", "VIII")),
        ("اِستَقَلّ", ("ق ل ل", "X")),
        ("تَرجَم", ("ت ر ج م", "QI")),
    ],
)
def test_root_and_form_are_read_off_a_past(lemma: str, pattern: tuple[str, str]) -> None:
    assert pattern in list(past_patterns(lemma))


@pytest.mark.parametrize(
    ("word", "upos", "keys"),
    [
        ("الأطباء", "NOUN", ["الاطباء", "اطباء"]),
        ("الطبي", "ADJ", ["الطبي", "طبي"]),
        ("ألغام", "NOUN", ["الغام"]),
        ("إلغاء", "NOUN", ["الغاء"]),
        ("الان", "NOUN", ["الان"]),
        ("التقى", "VERB", ["التقي"]),
    ],
)
def test_only_an_article_is_cut(word: str, upos: str, keys: list[str]) -> None:
    assert [key for key, _ in form_keys(word, upos)] == keys


WORDS_OF_TREEBANK = (
    ("مؤشر", "NOUN", "مُؤَشِّر"),
    ("الأصدقاء", "NOUN", "صَدِيق"),
    ("قال", "VERB", "قَال"),
    ("بشر", "NOUN", "بَشَر"),
)
WORD_READINGS = {
    ("حكام",): [("NOUN", "حَاكِم")],
    ("أشارت", "اشارت"): [("VERB", "أَشَار")],
    ("ألغام", "الغام"): [("NOUN", "لُغم")],
    ("التماس",): [("NOUN", "اِلتِمَاس")],
    ("تماس",): [("NOUN", "تَمَاسّ")],
    ("قطر",): [("NAME", "-"), ("NOUN", "قُطر"), ("VERB", "قَطَر")],
    ("بشري",): [("ADJ", "بَشَرِيّ")],
    ("كره",): [("VERB", "كَرِه")],
    ("صدرت",): [("VERB", "صَدَر"), ("VERB", "صَدَّر")],
}


class TestWordForms:
    @pytest.fixture
    def lemma(self, tmp_path: Path) -> Callable[[str, str], str | None]:
        lines = (
            f"{number}\t{form}\t{lemma}\t{upos}\t_\t_\t0\troot\t_\t_\n"
            for number, (form, upos, lemma) in enumerate(WORDS_OF_TREEBANK, 1)
        )
        treebank = tmp_path / "xx-ud-train.conllu"
        treebank.write_text("".join(lines) + "\n", encoding="utf-8")
        readings = {key: tuple(WordReading(*pair) for pair in pairs) for key, pairs in WORD_READINGS.items()}
        words = "الحكام يشيرون المؤشرات مؤشر اصدقاء الالغام الغام التماس قطر البشري كرة صدرت يصدرون يقول طبيب".split()
        return WordForms(treebank, readings, {**dict.fromkeys(words, 60), "المؤشرين": 1}).table().lemma

    @pytest.mark.parametrize(
        ("word", "upos", "expected"),
        [
            ("الحكام", "NOUN", "حَاكِم"),
            ("يشيرون", "VERB", "أَشَار"),
            ("المؤشرات", "NOUN", "مُؤَشِّر"),
            ("أصدقاء", "NOUN", "صَدِيق"),
            ("الألغام", "NOUN", "لُغم"),
            ("ألغام", "NOUN", "لُغم"),
            ("التماس", "NOUN", "اِلتِمَاس"),
            ("البشري", "NOUN", "بَشَرِيّ"),
            ("يصدرون", "VERB", "صَدَر"),
            ("يقول", "VERB", "قَال"),
        ],
    )
    def test_a_word_that_is_known(
        self, lemma: Callable[[str, str], str | None], word: str, upos: str, expected: str
    ) -> None:
        assert lemma(word, upos) == expected

    @pytest.mark.parametrize(
        ("word", "upos", "why"),
        [
            ("مؤشر", "NOUN", "the treebank has it so"),
            ("قطر", "NOUN", "a name first"),
            ("كرة", "VERB", "no verb ends so"),
            ("المؤشرين", "NOUN", "occurs once"),
            ("طبيب", "NOUN", "nothing is known of it"),
            ("الحكام", "VERB", "no verb of these letters"),
        ],
    )
    def test_a_word_left_to_the_lemmatizer(
        self, lemma: Callable[[str, str], str | None], word: str, upos: str, why: str
    ) -> None:
        assert lemma(word, upos) is None, why


def test_readings_of_words_are_in_the_treebanks_spelling() -> None:
    readings = read_readings(READINGS)
    assert len(readings) > 13_000
    lemmas = [reading.lemma for choices in readings.values() for reading in choices if reading.lemma != "-"]
    assert not [
        lemma for lemma in lemmas if "\u0652" in lemma or any(f"{v}\u0651" in lemma for v in "\u064e\u064f\u0650")
    ]


@pytest.mark.parametrize(
    ("second", "problem"), [("نص", "UPOS:lemma after a tab"), ("نص/قال\tNOUN:نَصّ", "stands on a line before")]
)
def test_a_broken_line_of_readings_is_named(tmp_path: Path, second: str, problem: str) -> None:
    (tmp_path / "words.tsv").write_text(f"قال\tVERB:قَال\n{second}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"words\.tsv:2: .*{problem}"):
        read_readings(tmp_path / "words.tsv")
