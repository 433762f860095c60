"""Restatement: words, numbers, who is who, pairs of contents, and the search for pairs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from builders import build, builds, sentence
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Span
from attribution.errors import LexiconError
from attribution.lexicon.reader import embedded_folder
from attribution.resolution import Source
from attribution.restatement import (
    ClaimKey,
    compare,
    describing_words,
    find_relations,
    identity_key,
    iterate_claims,
    load_restatement_settings,
    name_words,
    proposition,
    proposition_of_words,
    skeleton,
)
from attribution.restatement.numerals import read_figures
from attribution.restatement.relations import _candidates
from attribution.restatement.words import folded_words, number_value, strip_article
from benchmarks.restatement import PARSES, outcomes, score

SETTINGS = load_restatement_settings()


def figures(text: str) -> list[tuple[str, str | None]]:
    found, _ = read_figures(sentence(text).words, SETTINGS)
    return [(figure.value, figure.counted) for figure in found]


def of(text: str, *, negative: bool = False) -> object:
    place = sentence(text)
    return proposition_of_words([(place, word) for word in place.words], SETTINGS, negative=negative)


def source(name: str, kind: str = "organization") -> Source:
    return Source("S1", name, kind, (Span(0, 1),), None, ())  # type: ignore[arg-type]


# --- Words and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ارتفع", "ارتفاع"),
        ("انسحب", "الانسحاب"),
        ("أعلن", "إعلان"),
        ("وقّع", "توقيع"),
        ("استقال", "استقالته"[:-1]),
        ("تراجع", "التراجع"),
        ("وصل", "وصول"),
        ("زاد", "زيادة"),
        ("المستشفى", "مستشفي"),
    ],
)
def test_forms_of_one_word_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("قتل", "جرح"), ("رفع", "خفض"), ("شمال", "جنوب"), ("إيران", "العراق")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآءئؤ", min_size=1, max_size=12))
def test_a_skeleton_is_never_empty_or_longer(word: str) -> None:
    assert 0 < len(skeleton(word)) <= len(word)


def test_article_and_punctuation_do_not_count() -> None:
    assert strip_article("للجيش") == "جيش"
    assert folded_words("قال: «نعم»، ثُمّ مضى.") == ("قال", "نعم", "ثم", "مضي")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("مقتل 12 جنديا", ["12"]),
        ("مقتل اثني عشر جنديا", ["12"]),
        ("خمسة وعشرين ألف لاجئ", ["25000"]),
        ("20 ألف لاجئ", ["20000"]),
        ("عشرون مليونا", ["20000000"]),
        ("مليونا حاج", ["2000000"]),
        ("مليوني حاج", ["2000000"]),
        ("500 مليون دولار", ["500000000"]),
        ("1,200 منزل و٣٫٥ في المئة", ["1200", "3.5"]),
        ("ثلاثمئة وأربعون طالبا", ["340"]),
        ("أحد المسؤولين", []),
        ("الساعة 12:30", ["12", "30"]),
    ],
)
def test_figures_have_one_value_however_written(text: str, found: list[str]) -> None:
    assert [value for value, _ in figures(text)] == found


def test_figures_say_what_they_count() -> None:
    assert figures("مقتل 14 شخصا وإصابة 20 طالبا")[0] == ("14", SETTINGS.key("شخصا"))


@given(st.integers(0, 10**9))
def test_grouped_digits_are_the_same_number(number: int) -> None:
    assert number_value(f"{number:,}") == number_value(str(number)) == str(number)


# --- Who is who -------------------------------------------------------------------------------------------------------


def test_a_named_source_is_known_by_its_name() -> None:
    assert identity_key(source("وكالة الأنباء")) == identity_key(source("«وكالة الانباء»"))
    assert identity_key(source("خالد عمر، مدير المستشفى", "official")) == identity_key(source("خالد عمر", "person"))
    assert identity_key(source("مصدر أمني", "anonymous")) is None


def test_descriptions_leave_out_what_many_share() -> None:
    assert describing_words(source("مصادر مطلعة", "anonymous")) == frozenset()
    assert describing_words(source("مصدر طبي", "anonymous")) == {"طبي"}
    assert name_words(source("المتحدث باسم الشرطة، سامي", "official")) == {"متحدث", "شرطه", "سامي"}


# --- Pairs ------------------------------------------------------------------------------------------------------------


def verdict(first: str, second: str, **options: bool) -> str:
    return compare(of(first), of(second, **options), SETTINGS).verdict  # type: ignore[arg-type]


def test_other_words_in_place_of_these_are_another_proposition() -> None:
    here = "الهجوم على نقطة التفتيش في الموصل"
    assert verdict(here, "الهجوم على نقطة التفتيش في تكريت") == "unrelated"
    assert verdict(here, "الهجوم في الموصل على نقطة التفتيش") == "same"


def test_what_is_denied_is_the_opposite() -> None:
    assert verdict("الشركة باعت حصتها كاملة", "الشركة باعت حصتها كاملة", negative=True) == "opposite"


def test_figures_that_differ_are_told_from_other_propositions() -> None:
    assert verdict("مقتل 14 شخصا في انفجار السوق", "مقتل 21 شخصا في انفجار السوق") == "differs"
    assert verdict("مقتل 14 شخصا في انفجار السوق", "مقتل أربعة عشر شخصا في انفجار السوق") == "same"
    assert verdict("السوق أغلق 14 يوما بعد الانفجار", "السوق أغلق بعد الانفجار") == "unrelated"


def test_short_contents_are_one_only_if_their_text_is() -> None:
    assert verdict("نجاح القمة", "نجاح كبير للقمة") == "unrelated"
    assert verdict("نجاح القمة", "نجاح القمة") == "same"


@given(st.permutations(["المستشفى", "الميداني", "استقبل", "جرحى", "من", "قرية", "الزهراء", "أمس"]), st.booleans())
def test_comparison_is_symmetric(words: list[str], negative: bool) -> None:  # noqa: FBT001
    first, second = of("المستشفى الميداني استقبل جرحى القرية"), of(" ".join(words), negative=negative)
    one, other = compare(first, second, SETTINGS), compare(second, first, SETTINGS)  # type: ignore[arg-type]
    assert (one.verdict, one.similarity) == (other.verdict, other.similarity)


def test_measured_precision_and_recall_are_kept() -> None:
    if not PARSES.is_file():
        pytest.fail("parse the pairs: python -m benchmarks.restatement --parse")
    found = list(outcomes())
    assert len(found) >= 60
    for part, precision, recall in FLOORS:
        result = score([outcome for outcome in found if outcome.part == part], "same")
        assert result.precision >= precision
        assert result.recall >= recall


FLOORS = (("tuning", 0.95, 0.7), ("second", 0.95, 0.85), ("held_out", 0.95, 0.8))


# --- The search for pairs ---------------------------------------------------------------------------------------------

NOTE = "S1 | {source}\nC1 | S1 | قال | {content}"
LONG = "المستشفى الميداني استقبل 14 جريحا من قرية الزهراء"


def kinds(*notations: str) -> list[str]:
    return [relation.kind for relation in find_relations(builds(*notations))]


def test_the_later_claim_comes_first() -> None:
    (relation,) = find_relations(builds(*[NOTE.format(source="organization | البلدية", content=LONG)] * 2))
    assert (relation.kind, relation.first, relation.second) == ("repeats", ClaimKey(1, "C1"), ClaimKey(0, "C1"))


def test_the_same_words_under_two_names_are_a_copy_only_if_long() -> None:
    names = ("official | الوزير هيثم نصار", "organization | البلدية")
    assert kinds(*(NOTE.format(source=name, content=LONG) for name in names)) == ["repeats"]
    assert kinds(*(NOTE.format(source=name, content="المفاوضات انتهت بنجاح كبير") for name in names)) == ["restates"]


def test_contents_that_overlap_are_one_printing() -> None:
    chain = f"S1 | media | وكالة\nS2 | official | وزير\nC1 | S1 | نقلت | {LONG}\nC2 | S2 | قوله | | via=C1 same=C1"
    assert kinds(chain) == []


def test_what_is_left_open_is_related_to_nothing() -> None:
    note = NOTE.format(source="organization | البلدية", content="من قرية الزهراء استقبل المستشفى الميداني 14 جريحا")
    assert kinds(NOTE.format(source="person | سامي", content=LONG), note) == ["restates"]
    assert kinds(NOTE.format(source="person | سامي", content=LONG), f"{note} | certainty=unknown") == []


WORDS = [f"كلم{a}{b}{c}" for a in "بتثجحخدرزس" for b in "شصضطظعغفقكل" for c in "منهبتثج"]


@given(st.randoms(use_true_random=False))
def test_no_pair_that_reaches_the_threshold_is_passed_over(chance: random.Random) -> None:
    documents = builds(
        *(
            NOTE.format(source="person | سامي", content=" ".join(chance.sample(WORDS[:12], chance.randint(2, 8))))
            for _ in range(12)
        )
    )
    propositions = {
        key: proposition(documents[key.document], claim, SETTINGS) for key, claim in iterate_claims(documents)
    }
    candidates = list(_candidates(propositions, SETTINGS))
    found = set(candidates)
    assert len(found) == len(candidates)
    keys = list(propositions)
    for place, first in enumerate(keys):
        for second in keys[place + 1 :]:
            if compare(propositions[first], propositions[second], SETTINGS).verdict != "unrelated":
                assert (first, second) in found


def test_the_search_does_not_compare_everything_with_everything() -> None:
    chance = random.Random(1)
    documents = builds_many(400, chance)
    propositions = {
        key: proposition(documents[key.document], claim, SETTINGS) for key, claim in iterate_claims(documents)
    }
    assert sum(1 for _ in _candidates(propositions, SETTINGS)) < 0.001 * len(propositions) ** 2 / 2


def builds_many(number: int, chance: random.Random) -> list[object]:
    return [
        build(NOTE.format(source="person | سامي", content=" ".join(chance.sample(WORDS, 10))), f"d{i}")
        for i in range(number)
    ]


# --- The data file ----------------------------------------------------------------------------------------------------


def test_no_synonym_stands_in_two_sets() -> None:
    seen: dict[str, int] = {}
    for number, line in enumerate(SETTINGS.file.synonyms):
        for word in map(skeleton, line.split()):
            assert seen.setdefault(word, number) == number, word


def test_references_are_in_the_bibliography() -> None:
    known = yaml.safe_load((embedded_folder() / "bibliography.yaml").read_text(encoding="utf-8"))
    assert set(SETTINGS.file.references) <= set(known)


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    content = yaml.safe_load((embedded_folder() / "restatement.yaml").read_text(encoding="utf-8"))
    content["thresholds"]["restates"] = 2
    file = tmp_path / "restatement.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"restatement\.yaml: thresholds\.restates: Input should be less"):
        load_restatement_settings(file)
