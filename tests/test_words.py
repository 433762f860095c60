"""Words of tokens, and trees brought to one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.parsing.preparation import prepare
from attribution.parsing.sentences import split_sentences
from attribution.parsing.trees import root_of_initial_conjunction, tree_problem
from attribution.parsing.words import ParsedToken, ParsedWord, build_sentence, partition, read_feats, write_feats


def word(form: str, head: int, deprel: str, upos: str = "VERB") -> ParsedWord:
    return ParsedWord(form, form, upos, "_", "_", head, deprel)


@pytest.mark.parametrize(
    ("token", "words", "parts"),
    [
        ("الوزير", ["الوزير"], ["الوزير"]),
        ("وقالت", ["و", "قالت"], ["و", "قالت"]),
        ("للوزارة", ["ل", "الوزارة"], ["ل", "لوزارة"]),
        ("وللوزارة", ["و", "ل", "الوزارة"], ["و", "ل", "لوزارة"]),
        ("وزارته", ["وزارة", "ه"], ["وزارت", "ه"]),
        ("مستواها", ["مستوى", "ها"], ["مستوا", "ها"]),
        ("وسيقابلهم", ["و", "س", "يقابل", "هم"], ["و", "س", "يقابل", "هم"]),
        ("به", ["ب", "ه"], ["ب", "ه"]),
        ("مما", ["من", "ما"], ["م", "ما"]),
        ("لئلا", ["ل", "ان", "لا"], ["ل", "ئ", "لا"]),
        ("أبناؤهم", ["ابناء", "هم"], ["أبناؤ", "هم"]),
    ],
)
def test_clitics_and_stem_share_the_letters(token: str, words: list[str], parts: list[str]) -> None:
    ranges = partition(token, words)
    assert [token[slice(*r)] for r in ranges if r is not None] == parts


def test_letters_that_do_not_tell() -> None:
    assert partition("عم", ["عن", "ما"]) == [None, None]


@given(st.lists(st.text(alphabet="ابتولهم", min_size=1, max_size=4), min_size=1, max_size=4))
def test_words_written_one_after_the_other_keep_their_places(words: list[str]) -> None:
    token = "".join(words)
    ranges = partition(token, words)
    assert all(r is not None for r in ranges)
    assert [token[slice(*r)] for r in ranges if r is not None] == words


def test_spans_of_words_lie_in_the_original() -> None:
    text = "وَقَالَتْ للوَزارة"
    prepared = prepare(text)
    tokens = [
        ParsedToken(0, 5, (word("و", 2, "cc", "CCONJ"), word("قالت", 0, "root"))),
        ParsedToken(6, 13, (word("ل", 4, "case", "ADP"), word("الوزارة", 2, "obl", "NOUN"))),
    ]
    (place,) = split_sentences(text)
    sentence = build_sentence(text, 0, place, prepared, tokens)
    assert [w.span.of(text) for w in sentence.words] == ["وَ", "قَالَتْ", "ل", "لوَزارة"]
    assert [t.text for t in sentence.tokens] == ["وَقَالَتْ", "للوَزارة"]
    assert [t.words for t in sentence.tokens] == [(1, 2), (3, 4)]
    assert [w.token for w in sentence.words] == [0, 0, 1, 1]


class TestInitialConjunction:
    def test_the_first_clause_becomes_the_root(self) -> None:
        stock = [
            word("و", 0, "root", "CCONJ"),
            word("قال", 1, "parataxis"),
            word("ثم", 4, "advmod"),
            word("عاد", 1, "parataxis"),
        ]
        stock.append(word(".", 1, "punct", "PUNCT"))
        assert [(w.head, w.deprel) for w in root_of_initial_conjunction(stock)] == [
            (2, "cc"),
            (0, "root"),
            (4, "advmod"),
            (2, "parataxis"),
            (2, "punct"),
        ]

    def test_a_clause_that_is_the_root_already_stays(self) -> None:
        ours = [word("و", 2, "cc", "CCONJ"), word("قال", 0, "root")]
        assert root_of_initial_conjunction(ours) == tuple(ours)

    def test_a_noun_that_is_the_root_stays(self) -> None:
        headline = [word("واشنطن", 0, "root", "X"), word("تنفي", 1, "parataxis")]
        assert root_of_initial_conjunction(headline) == tuple(headline)

    def test_a_particle_alone_stays(self) -> None:
        assert root_of_initial_conjunction([word("و", 0, "root", "CCONJ")])[0].deprel == "root"


@pytest.mark.parametrize(
    ("heads", "problem"),
    [
        ([0], None),
        ([2, 0, 2, 3], None),
        ([2, 1], "no word is the root"),
        ([0, 0], "all roots"),
        ([0, 5], "head 5"),
        ([0, -1], "head -1"),
        ([0, 3, 2], "its own ancestor"),
    ],
)
def test_what_is_a_tree(heads: list[int], problem: str | None) -> None:
    found = tree_problem(heads)
    assert found is None if problem is None else problem in (found or "")


@given(st.dictionaries(st.sampled_from(["Case", "Gender", "Number", "Person"]), st.sampled_from(["Nom", "1", "Fem"])))
def test_features_there_and_back(feats: dict[str, str]) -> None:
    assert read_feats(write_feats(feats)) == feats
