"""Sentences by rule."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Span
from attribution.parsing.sentences import MAX_CHARACTERS, MAX_WORDS, closed_quotations, split_sentences


def pieces(text: str, title: Span | None = None) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text, title=title)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["وصل الوفد صباحا.", "ثم عقد جلسة مغلقة."],
        ["هل وقع الاتفاق؟", "لا أحد يعلم!", "ربما غدا…", "ربما بعده."],
        ["هل يعقل هذا؟!", "نعم."],
        ["بلغت النسبة 3.5 في المئة.", "وكانت ٢.٨ قبل عام."],
        ["قال د. سامي المرعي إن العيادة تفتح غدا.", "وأكد م. هاني ذلك."],
        ["حضر أ. د. سليم وكيل الوزارة.", "وغاب غيره."],
        ["اشترت شركة ش.م.م حصة.", "ونشرت ذلك على www.harbour.example أمس."],
        ["قال J. Smith ذلك.", "وأعاده Dr. Brown أيضا."],
        ["نشرت قناة بي. بي. سي الخبر أمس.", "ثم حذفته."],
        ["أعلنت شركة سي.بي.إس أرباحها.", "وارتفع سهمها."],
        ["مر القطار من طراز تي.", "ثم توقف."],
        ["قال «لن نوقع. هذا قرارنا» وانصرف.", "وبقي الآخرون."],
        ["قال: «لن نوقع. هذا قرارنا.»", "وانصرف بعدها."],
        ["قال: «لن نوقع. هذا قرارنا».", "وانصرف بعدها."],
        ['قال: "لن نوقع. هذا قرارنا".', "وانصرف بعدها."],
        ["قال: “لن نوقع. هذا قرارنا”.", "وانصرف بعدها."],
        ["قال: ”لن نوقع. هذا قرارنا“.", "وانصرف بعدها."],
        ["قال: ” لن نوقع. هذا قرارنا ” ثم انصرف.", "وبقي الآخرون."],
        ["(عاد الوفد أمس.)", "ولم يصدر بيان."],
        ["قال ذلك «أمس». ولم يزد."],
    ],
)
def test_where_sentences_end(sentences: list[str]) -> None:
    if len(sentences) == 1:
        sentences = sentences[0].split(" ولم", 1)
        sentences[1] = "ولم" + sentences[1]
    assert pieces(" ".join(sentences)) == sentences


def test_a_missing_space_after_the_stop() -> None:
    assert pieces("وصل الوفد صباحا.وعقد جلسة مغلقة.") == ["وصل الوفد صباحا.", "وعقد جلسة مغلقة."]


def test_a_quotation_that_does_not_close_protects_nothing() -> None:
    assert pieces("قال «لن نوقع. هذا قرارنا. ثم انصرف.\nوبقي الآخرون.") == [
        "قال «لن نوقع.",
        "هذا قرارنا.",
        "ثم انصرف.",
        "وبقي الآخرون.",
    ]


def test_one_stray_mark_does_not_join_the_rest() -> None:
    text = 'قال "لن نوقع. ثم انصرف. وقال زميله "سنوقع" غدا. وبقي الآخرون.'
    assert pieces(text)[-1] == "وبقي الآخرون."
    assert len(pieces(text)) == 4


def test_quotations_do_not_reach_over_lines() -> None:
    assert pieces("قال «لن نوقع.\nهذا قرارنا».") == ["قال «لن نوقع.", "هذا قرارنا»."]


def test_a_headline_is_one_sentence() -> None:
    text = "بعد الحريق.. الوزارة: لا إصابات\nقالت الوزارة إن الحريق أخمد. وعاد النزلاء."
    assert pieces(text, Span(0, 31)) == [
        "بعد الحريق.. الوزارة: لا إصابات",
        "قالت الوزارة إن الحريق أخمد.",
        "وعاد النزلاء.",
    ]


def test_paragraphs_count_lines_that_are_not_blank() -> None:
    text = "عنوان\r\n\r\nجملة أولى. جملة ثانية.\n \nجملة ثالثة."
    assert [sentence.paragraph for sentence in split_sentences(text)] == [0, 1, 1, 2]


def test_closed_quotations_are_outermost() -> None:
    text = "قال «ورد في «البيان» ذلك» أمس"
    assert [span.of(text) for span in closed_quotations(text, 0, len(text))] == ["«ورد في «البيان» ذلك»"]


class TestLongStretches:
    def test_fifty_thousand_words_with_no_stop(self) -> None:
        text = "كلمة " * 50_000
        sentences = split_sentences(text)
        assert all(sentence.cut for sentence in sentences)
        assert sum(len(sentence.span.of(text).split()) for sentence in sentences) == 50_000
        assert max(len(sentence.span.of(text).split()) for sentence in sentences) <= MAX_WORDS

    def test_cut_at_the_best_punctuation(self) -> None:
        clause = "وهذه عبارة طويلة بعض الشيء من دون نقطة في آخرها"
        text = "، ".join([clause] * 30)
        parts = pieces(text)
        assert len(parts) > 1
        assert all(part.endswith("،") for part in parts[:-1])

    def test_a_long_quotation_is_cut_at_its_stops(self) -> None:
        text = "قال «" + "هذه جملة من كلام طويل في المؤتمر. " * 40 + "انتهى»."
        parts = pieces(text)
        assert len(parts) > 1
        assert all(part.endswith(".") for part in parts)

    def test_a_word_longer_than_any_sentence(self) -> None:
        text = "ا" * (3 * MAX_CHARACTERS)
        assert "".join(pieces(text)) == text

    def test_an_ordinary_sentence_is_not_cut(self) -> None:
        (sentence,) = split_sentences("قال الوزير إن الاتفاق وقع أمس.")
        assert not sentence.cut


TEXTS = st.text(alphabet='اب و.؟!…«»"“”،؛:()\n\r\u2028\x85 \t.3a\u064e\u200f', max_size=200)


@given(TEXTS)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    sentences = split_sentences(text)
    covered = "".join(sentence.span.of(text) for sentence in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    for before, after in pairwise(sentences):
        assert before.span.end_char <= after.span.start_char
        assert before.paragraph <= after.paragraph


@given(TEXTS)
def test_sentences_are_lines_without_white_space_at_their_ends(text: str) -> None:
    for sentence in split_sentences(text):
        piece = sentence.span.of(text)
        assert piece == piece.strip() != ""
        assert len(piece.splitlines()) == 1
        assert len(piece) <= MAX_CHARACTERS
