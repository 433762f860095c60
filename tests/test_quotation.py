"""Quotation marks: pairs, names, reversed and unclosed ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.quotation import MARKS, pair_marks


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال «نعم» ثم مضى", ["نعم"]),
        ('قال "نعم" ثم "لا"', ["نعم", "لا"]),
        ("قال “نعم نحن هنا” وسكت", ["نعم نحن هنا"]),
        ("قال ” نعم نحن هنا“.", ["نعم نحن هنا"]),
        ("كتبت لـ»المدينة» أمس", ["المدينة"]),
        ("قال « العمل مستمر « ، وخرج", ["العمل مستمر"]),
        ('قال" وصلنا مساء أمس" وسكت', ["وصلنا مساء أمس"]),
        ('منذ ال"16"عاما', ["16"]),
        ("قناة “النهار “المحلية", ["النهار"]),
        ("قال: «بدأنا العمل", ["بدأنا العمل"]),
        ('قال "رأيت فيلم "المدينة" أمس"', ['رأيت فيلم "المدينة" أمس', "المدينة"]),
        ("شركة Drivers' Union هنا", []),
        ("لا علامات هنا", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_unclosed_quotation_ends_with_its_line() -> None:
    text = "قال: «بدأنا العمل\nسطر آخر"
    (quotation,) = pair_marks(text)
    assert not quotation.closed
    assert quotation.outer.end_char == text.index("\n")


def test_nested_depth() -> None:
    text = "«قرأ “الرسالة” بصوت عال»"
    assert [(q.depth, q.inner.of(text)) for q in pair_marks(text)] == [(0, text[1:-1]), (1, "الرسالة")]


@given(st.text(alphabet=st.sampled_from("ابجد .،:\n«»“”\"'‘’„()1a"), max_size=60))
def test_spans_hold(text: str) -> None:
    for quotation in pair_marks(text):
        outer, within = quotation.outer, quotation.inner
        assert 0 <= outer.start_char < within.start_char < within.end_char <= outer.end_char <= len(text)
        assert text[outer.start_char] in MARKS
        assert within.of(text) == within.of(text).strip()
        assert "\n" not in outer.of(text)
        assert not quotation.closed or text[outer.end_char - 1] in MARKS
