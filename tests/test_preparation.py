"""The text that parsers read, and that every offset leads back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Span
from attribution.parsing.preparation import plain_form, prepare, untouched

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱةىئؤ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2069\ufeff\u00ad"
FORMS = "ﻻﻷﻹﻵﺍﺑﻟﻣﷲﷺﭖﮎﯼ"
OTHER = '٠١٢٣۴5 \t\u00a0\r\n\x00.،؟!«»"“”-…:()aZé😀'
ARTICLES = st.text(alphabet=LETTERS + MARKS + INVISIBLE + FORMS + OTHER, max_size=120)


@pytest.mark.parametrize(
    ("original", "prepared"),
    [
        ("أَكَّدَ الوَزِيرُ", "اكد الوزير"),
        ("قـــال", "قال"),
        ("دبي ـ وكالات", "دبي - وكالات"),
        ("دبي ــ وكالات", "دبي - وكالات"),
        ("لـ«الميناء»", "ل«الميناء»"),
        ("ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﻷﻥ", "قال الوزير لان"),
        ("ﷲ", "الله"),
        ("\u202bقال\u202c\u200f الوزير", "قال الوزير"),
        ("يوم ٢٣ مايو ۲۰۱۶", "يوم 23 مايو 2016"),
        ("قال \t\u00a0 \x00 الوزير", "قال الوزير"),
        ("على مستوى", "علي مستوي"),
    ],
)
def test_what_the_parser_reads(original: str, prepared: str) -> None:
    assert prepare(original).text == prepared


def test_marks_belong_to_the_letter_before_them() -> None:
    original = "قَالَ الوَزِيرُ، أَمسِ"
    prepared = prepare(original)
    start = prepared.text.index("الوزير")
    assert prepared.original(start, start + 6).of(original) == "الوَزِيرُ"


def test_ligatures_come_from_one_character() -> None:
    original = "قال ﻷنه"
    prepared = prepare(original)
    start = prepared.text.index("لانه")
    assert prepared.original(start, start + 1) == prepared.original(start + 1, start + 2) == Span(4, 5)


def test_a_stretch_keeps_the_offsets_of_the_whole() -> None:
    original = "سطر أول\nقَالَ الوزير"
    prepared = prepare(original, 8)
    assert prepared.text == "قال الوزير"
    assert prepared.original(0, 3).of(original) == "قَالَ"


def test_an_empty_range_has_no_original() -> None:
    with pytest.raises(ValueError, match="empty range"):
        prepare("قال").original(1, 1)


def test_forms_keep_their_hamzas() -> None:
    assert plain_form("أَنَّ") == "أن"
    assert plain_form("ـ") == "-"
    assert plain_form("\u200f") == "\u200f"


@given(ARTICLES)
def test_every_character_leads_back(original: str) -> None:
    prepared = prepare(original)
    assert len(prepared.text) == len(prepared.plain) == len(prepared.starts) == len(prepared.ends)
    for index, character in enumerate(prepared.text):
        span = prepared.original(index, index + 1)
        assert 0 <= span.start_char < span.end_char <= len(original)
        if character != " ":
            assert prepare(original[span.start_char]).text.strip() or original[span.start_char] in "ـ"
    assert list(prepared.starts) == sorted(prepared.starts)
    assert list(prepared.ends) == sorted(prepared.ends)


@given(ARTICLES, st.data())
def test_every_range_covers_its_own_letters(original: str, data: st.DataObject) -> None:
    prepared = prepare(original)
    if not prepared.text:
        return
    start = data.draw(st.integers(0, len(prepared.text) - 1))
    end = data.draw(st.integers(start + 1, len(prepared.text)))
    if prepared.text[start:end].strip() != prepared.text[start:end]:
        return
    covered = prepared.original(start, end).of(original)
    again = prepare(covered).plain
    assert prepared.plain[start:end] in again or "ـ" in covered


@given(ARTICLES)
def test_the_result_is_one_tidy_line(original: str) -> None:
    text = prepare(original).text
    assert text == " ".join(text.split(" "))
    assert text == text.strip(" ")
    assert not any(character in text for character in "\n\r\t\x00" + INVISIBLE + "\u064e\u0651")
    assert "  " not in text


@given(ARTICLES)
def test_preparing_again_changes_nothing(original: str) -> None:
    once = prepare(original).text
    assert prepare(once).text == once


@given(ARTICLES)
def test_untouched_is_one_for_one(original: str) -> None:
    prepared = untouched(original, 0, len(original))
    assert prepared.plain == original
    assert len(prepared.text) == len(original)
