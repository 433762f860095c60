"""The steps of training that run in no time: files in and out, candidates, labels, scores."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from attribution.parsing.segmentation import SegmentationTable, restore_forms
from training import corpus, lemmatizer, segmentation, treebank
from training.treebank import Sentence, Token

WORDS = [
    # written token, its words, part of speech, lemma
    ("قال", ("قال",), ("VERB",), ("قَال",)),
    ("الأستاذ", ("الأستاذ",), ("NOUN",), ("أُستَاذ",)),
    ("للبنات", ("ل", "البنات"), ("ADP", "NOUN"), ("لِ", "بِنت")),
    ("إنّ", ("إنّ",), ("SCONJ",), ("إِنَّ",)),
    ("مدرسته", ("مدرسة", "ه"), ("NOUN", "PRON"), ("مَدرَسَة", "هُوَ")),
    ("كبرى", ("كبرى",), ("ADJ",), ("أَكبَر",)),
]


def conllu(sentences: int = 1) -> str:
    """A treebank of one invented sentence, as often as asked."""
    lines = ["# newdoc id = invented"]
    for number in range(sentences):
        lines += [f"# sent_id = {number}", "# text = " + " ".join(token for token, *_ in WORDS) + "."]
        index = 0
        for token, words, tags, lemmas in WORDS:
            if len(words) > 1:
                lines.append("\t".join([f"{index + 1}-{index + len(words)}", token, *"________"]))
            for word, tag, lemma in zip(words, tags, lemmas, strict=True):
                relation = "root" if index == 0 else "dep"
                lines.append(
                    "\t".join([str(index + 1), word, lemma, tag, "_", "_", str(min(index, 1)), relation, "_", "_"])
                )
                index += 1
        lines[-1] = lines[-1].removesuffix("_") + "SpaceAfter=No"
        lines += ["\t".join([str(index + 1), ".", ".", "PUNCT", "_", "_", "1", "punct", "_", "_"]), ""]
    return "\n".join(lines) + "\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "xx-ud-train.conllu"
    path.write_text(conllu(), encoding="utf-8")
    return path


def test_folded_file_keeps_lemmas_and_offsets(gold: Path, tmp_path: Path) -> None:
    target = tmp_path / "folded" / "train.conllu"
    treebank.fold_file(gold, target)
    before, after = gold.read_text(encoding="utf-8"), target.read_text(encoding="utf-8")
    assert len(before) == len(after)
    assert "# text = قال الاستاذ للبنات انّ مدرسته كبري." in after
    assert "أُستَاذ" in after


def test_read_keeps_tokens_and_their_words(gold: Path) -> None:
    (sentence,) = treebank.read(gold)
    assert [token.form for token in sentence.tokens] == [*(token for token, *_ in WORDS), "."]
    assert sentence.tokens[2].words == ("ل", "البنات")
    assert [token.space_after for token in sentence.tokens][-2:] == [False, True]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("1\tقال\n", "ten columns"), ("\t".join(["1-2", "له", *"________"]) + "\n", "lacks word '1'")],
)
def test_broken_files_are_named(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(treebank.TreebankError, match=complaint) as caught:
        list(treebank.read(path))
    assert "broken.conllu" in str(caught.value)


def test_silver_file_reads_back(tmp_path: Path) -> None:
    sentence = Sentence(
        "له بيت.", (Token("له", ("ل", "ه")), Token("بيت", ("بيت",), space_after=False), Token(".", (".",)))
    )
    target = tmp_path / "silver.conllu"
    treebank.write_silver([sentence, sentence], target)
    assert list(treebank.read(target)) == [sentence, sentence]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("وللبيت", ("و", "ل", "البيت")),
        ("مدرسته", ("مدرسة", "ه")),
        ("سيكتبونها", ("س", "يكتبون", "ها")),
        ("القاها", ("القي", "ها")),
        ("كتبوه", ("كتبوا", "ه")),
        ("بولندا", ("بولندا",)),
    ],
)
def test_the_right_split_is_among_the_candidates(token: str, words: tuple[str, ...]) -> None:
    options = segmentation.candidates(token)
    assert options[0].words == (token,)
    assert words in [option.words for option in options]


def test_segmenter_learns_a_prefix_from_word_counts() -> None:
    chance = random.Random(1)
    stems = ["".join(chance.choice("بتحدرسعقلمن") for _ in range(5)) for _ in range(60)]
    counts = Counter(dict.fromkeys(stems, 200))
    whole = ["و" + "".join(chance.choice("بتحدرسعقلمن") for _ in range(4)) for _ in range(60)]
    counts.update(dict.fromkeys(whole, 200))
    tokens = [("و" + stem, ("و", stem)) for stem in stems[:50]] + [(string, (string,)) for string in whole[:50]]
    segmenter = segmentation.Segmenter(counts)
    segmenter.fit(tokens, epochs=20, networks=1)
    unseen = ["و" + stem for stem in stems[50:]] + whole[50:]
    right = [("و", stem) for stem in stems[50:]] + [(string,) for string in whole[50:]]
    found = [words for words, _ in segmenter.split(unseen)]
    assert sum(a == b for a, b in zip(found, right, strict=True)) >= 18


def test_table_round_trip_and_postprocessor(tmp_path: Path) -> None:
    table = SegmentationTable({"بيت": ("بيت",), "للبيت": ("ل", "البيت")})
    table.write(tmp_path / "table.txt.xz")
    read = SegmentationTable.read(tmp_path / "table.txt.xz")
    assert len(read) == 2
    assert read.postprocess([["للبيت", ("بيت", True), ("وهو", True)]]) == [[("للبيت", True), "بيت", ("وهو", True)]]
    assert read.expansions() == {"للبيت": "ل البيت"}


@pytest.mark.parametrize(
    ("words", "folded", "original", "restored"),
    [
        (["ل", "الامم"], "للامم", "للأمم", ["ل", "الأمم"]),
        (["و", "ب", "ادارة", "ه"], "وبادارته", "وبإدارته", ["و", "ب", "إدارة", "ه"]),
        (["علي", "ه"], "عليه", "عليه", ["علي", "ه"]),
        (["ف", "ان"], "فان", "فأن", ["ف", "أن"]),
    ],
)
def test_words_get_their_letters_back(words: list[str], folded: str, original: str, restored: list[str]) -> None:
    assert restore_forms(words, folded, original) == restored


def test_raw_text_plain_and_packed(tmp_path: Path) -> None:
    record = json.dumps({"title": "خبر", "text": "قالـت إنّ البيتَ كبير.\n\nوهو للبنات."}, ensure_ascii=False)
    (tmp_path / "raw.jsonl").write_text(record + "\n", encoding="utf-8")
    (tmp_path / "raw.txt").write_text("خبر\nقالت ان البيت كبير.\nوهو للبنات.\n", encoding="utf-8")
    lines = list(corpus.paragraphs(tmp_path / "raw.jsonl"))
    assert lines == ["خبر", "قالت ان البيت كبير.", "وهو للبنات."]
    assert list(corpus.paragraphs(tmp_path / "raw.txt")) == lines
    assert corpus.count_strings(tmp_path / "raw.txt")["البيت"] == 1
    assert corpus.count_words(tmp_path / "raw.txt", SegmentationTable({"البيت": ("ال", "بيت")}))["بيت"] == 1


def test_segmented_sentence_follows_its_text() -> None:
    table = SegmentationTable({"وهو": ("و", "هو"), "هنا": ("هنا",)})
    sentence = corpus.segment('وهو "هنا" .', table)
    assert sentence is not None
    assert [(t.form, t.words, t.space_after) for t in sentence.tokens] == [
        ("وهو", ("و", "هو"), True),
        ('"', ('"',), False),
        ("هنا", ("هنا",), False),
        ('"', ('"',), True),
        (".", (".",), False),
    ]
    assert corpus.segment("وهو هناك", table) is None


def test_word_list_has_both_spellings_and_damped_counts(tmp_path: Path) -> None:
    path = tmp_path / "many.conllu"
    path.write_text(conllu(4), encoding="utf-8")
    words = lemmatizer.write_word_list(path, tmp_path / "words.conllu")
    rows = [line.split("\t") for line in (tmp_path / "words.conllu").read_text(encoding="utf-8").splitlines() if line]
    assert words == len(rows)
    assert Counter(row[1] for row in rows)["الأستاذ"] == 3
    assert Counter(row[1] for row in rows)["الاستاذ"] == 3
    assert {row[2] for row in rows if row[1] == "ان" or row[1] == "كبري"} == {"أَكبَر"}


def test_stanza_labels(gold: Path, tmp_path: Path) -> None:
    from training import tokenizer

    (sentence,) = treebank.read(gold)
    assert tokenizer.labels(sentence).count("3") == 2
    assert tokenizer.labels(sentence)[-2:] == "12"
    text, label, expansions = tokenizer.write_label_files([sentence], tmp_path / "out" / "tokenizer.dev")
    assert text.name == "tokenizer.dev.txt"
    assert len(text.read_text(encoding="utf-8")) == len(label.read_text(encoding="utf-8"))
    assert [["للبنات", ["ل", "البنات"]], 1] in json.loads(expansions.read_text(encoding="utf-8"))


def test_quotes_vary_in_pairs() -> None:
    from training import parser

    varied = {tuple(parser.vary_quotes(['"', "نعم", '"', "«", "لا", "»"], random.Random(seed))) for seed in range(20)}
    assert ("«", "نعم", "»", "«", "لا", "»") in varied
    assert all(len(words) == 6 and words[1] == "نعم" for words in varied)


def test_relation_scores_compare_words_not_positions(gold: Path, tmp_path: Path) -> None:
    from training import evaluate

    text = gold.read_text(encoding="utf-8")
    assert evaluate.relation_scores(gold, gold) == {"root": (100.0, 1), "dep": (100.0, 7), "punct": (100.0, 1)}
    other = tmp_path / "system.conllu"
    other.write_text(text.replace("\t1\tpunct", "\t2\tpunct").replace("\t1\tdep", "\t1\tobj", 1), encoding="utf-8")
    scores = evaluate.relation_scores(gold, other)
    assert scores["punct"] == (0.0, 1)
    assert scores["dep"][0] == pytest.approx(200 * 6 / 13)


def test_a_missing_treebank_file_stops_with_its_name(tmp_path: Path) -> None:
    from training.__main__ import main

    with pytest.raises(SystemExit, match=r"-ud-train\.conllu"):
        main(["prepare", "--treebank", str(tmp_path), "--work", str(tmp_path / "work"), "--threads", "1"])


def test_whole_words_are_masked_and_nothing_else_changes() -> None:
    import torch

    from training.adaptation import _Masker

    class Tokenizer:
        all_special_ids = (0, 1)
        mask_token_id = 2

        def __len__(self) -> int:
            return 8

        def convert_ids_to_tokens(self, ids: range) -> list[str]:
            return ["<s>", "</s>", "<mask>", "▁كتب", "ها", "▁في", "▁بيت", "نا"][: len(ids)]

    torch.manual_seed(1)
    ids = torch.tensor([[0, 3, 4, 5, 6, 7, 1]] * 500)
    seen, chosen = _Masker(Tokenizer(), 0.3, torch.device("cpu"))(ids)
    assert not chosen[:, [0, -1]].any()
    assert torch.equal(chosen[:, 1], chosen[:, 2]), "the pieces of a word are masked together"
    assert torch.equal(chosen[:, 4], chosen[:, 5])
    assert 0.25 < chosen[:, 3].float().mean() < 0.35
    assert torch.equal(seen[~chosen], ids[~chosen])
    assert 0.7 < (seen[chosen] == 2).float().mean() < 0.9


def test_every_silver_tree_goes_to_its_sentence(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from training import parser, silver

    args = parser.ParserSettings().stanza_args(tmp_path)
    vocab = parser.parser_data(gold, args).vocab

    class Teacher:
        """Makes the word قال the root, every other word its dependent."""

        def __init__(self, _folder: Path, _device: str) -> None:
            self.args, self.vocab = args, vocab

        def probabilities(self, batch: list[list[list[str]]]) -> tuple[torch.Tensor, torch.Tensor, list[torch.Tensor]]:
            sentences = batch[15]
            width = max(map(len, sentences)) + 1
            heads = torch.full((len(sentences), width, width), 1e-6)
            for row, words in enumerate(sentences):
                root = words.index("قال") + 1
                heads[row, :, root] = 1.0
                heads[row, root] = torch.tensor([1.0] + [1e-6] * (width - 1))
            words = sum(map(len, sentences))
            tags = [torch.ones(words, size) for size in parser.tag_sizes(vocab)]
            return heads, torch.ones(len(sentences), width, width, len(vocab["deprel"]) - 4), tags

    monkeypatch.setattr(silver, "_Teacher", Teacher)
    texts = [
        ("هنا", "قال", "الولد"),
        ("قال", "الولد"),
        ("الولد", "هنا", "قال"),
        ("قال", "هنا", "الولد"),
        ("هنا", "قال"),
    ]
    source = tmp_path / "raw.conllu"
    treebank.write_silver([Sentence(" ".join(t), tuple(Token(w, (w,)) for w in t)) for t in texts], source)
    assert silver.write_silver_trees([tmp_path], source, tmp_path / "silver.conllu") == len(texts)
    blocks = (tmp_path / "silver.conllu").read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.split("\t") for line in block.split("\n")] for block in blocks]
    assert [tuple(row[1] for row in block) for block in rows] == texts
    assert [next(row[1] for row in block if row[6] == "0") for block in rows] == ["قال"] * len(texts)


def test_learning_rates_rise_and_fall_to_zero() -> None:
    from training.parser import ParserSettings, _scale

    settings = ParserSettings(steps=100, warmup_steps=10)
    scales = [_scale(step, step / 100, settings) for step in range(100)]
    assert scales[9] == pytest.approx(1.0)
    assert scales == sorted(scales[:10]) + sorted(scales[10:], reverse=True)
    assert _scale(50, 1.0, settings) == 0.0, "the time is up before the steps are done"
