"""The labeller: its proposals as text, its network on a small encoder, and what becomes of its proposals."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from attribution.claims import AnalysedDocument
from attribution.document import Document, Proposal
from attribution.errors import MalformedInput, ModelError
from attribution.lexicon import load_lexicon
from attribution.parsing import read_conllu, to_conllu
from attribution.parsing.cache import CachedParser
from attribution.parsing.labeller import Labeller, pack, unpack
from attribution.parsing.labeller_network import SOURCE_TYPES, LabellerNetwork
from attribution.parsing.labelling import LABELLER, LabellingParser
from attribution.parsing.models import load_parser
from attribution.parsing.normalisation import fold_letters
from attribution.parsing.proposals import read_proposals, write_proposals
from attribution.parsing.stanza_parser import StanzaParser
from attribution.pipeline import extract
from training.labelling import (
    Example,
    LabelledCue,
    LabellingSettings,
    examples_of,
    read_examples,
    train,
    write_examples,
)

SURE = "cue={cue} start={start} end={end} source={source} antecedent={antecedent} type={type}"

TREE = """\
# newdoc id = port
# text = شرح الهاوي مساء أن السفينة جنحت عند مدخل المرفأ وغادرت القوارب .
# proposals = {proposals}
1 شرح شَرَح VERB _ Aspect=Perf|Gender=Masc|Number=Sing|Person=3|VerbForm=Fin|Voice=Act 0 root _ _
2 الهاوي هَاوِي NOUN _ Definite=Def|Gender=Masc|Number=Sing 1 nsubj _ _
3 مساء مَسَاء NOUN _ _ 1 obl _ _
4 أن أَنَّ SCONJ _ _ 6 mark _ _
5 السفينة سَفِينَة NOUN _ Definite=Def 6 nsubj _ _
6 جنحت جَنَح VERB _ Aspect=Perf|VerbForm=Fin 1 ccomp _ _
7 عند عِندَ ADP _ _ 8 case _ _
8 مدخل مَدخَل NOUN _ _ 6 obl _ _
9 المرفأ مَرفَأ NOUN _ _ 8 nmod _ _
10-11 وغادرت _ _ _ _ _ _ _ _
10 و وَ CCONJ _ _ 11 cc _ _
11 غادرت غَادَر VERB _ Aspect=Perf|VerbForm=Fin 6 conj _ _
12 القوارب قَارِب NOUN _ _ 11 nsubj _ _
13 . . PUNCT _ _ 1 punct _ _
"""

QUOTATION = """\
# newdoc id = guard
# text = قال الحارس : «المرفأ مفتوح منذ الصباح.
# proposals = {proposals}
1 قال قَال VERB _ Aspect=Perf|Gender=Masc|Number=Sing|Person=3|VerbForm=Fin|Voice=Act 0 root _ _
2 الحارس حَارِس NOUN _ Definite=Def|Gender=Masc|Number=Sing 1 nsubj _ _
3 : : PUNCT _ _ 6 punct _ _
4 « « PUNCT _ _ 6 punct _ SpaceAfter=No
5 المرفأ مَرفَأ NOUN _ Definite=Def 6 nsubj _ _
6 مفتوح مَفتُوح ADJ _ _ 1 ccomp _ _
7 منذ مُنذُ ADP _ _ 8 case _ _
8 الصباح صَبَاح NOUN _ Definite=Def 6 obl _ SpaceAfter=No
9 . . PUNCT _ _ 1 punct _ _

# text = والسفن عادت إليه».
1-2 والسفن _ _ _ _ _ _ _ _
1 و وَ CCONJ _ _ 3 cc _ _
2 السفن سَفِينَة NOUN _ Definite=Def 3 nsubj _ _
3 عادت عَاد VERB _ Aspect=Perf|VerbForm=Fin 0 root _ _
4-5 إليه _ _ _ _ _ _ _ SpaceAfter=No
4 إلي إِلَى ADP _ _ 5 case _ _
5 ه هُوَ PRON _ _ 3 obl _ _
6 » » PUNCT _ _ 3 punct _ SpaceAfter=No
7 . . PUNCT _ _ 3 punct _ _
"""

probabilities = st.integers(1, 999).map(lambda n: n / 1000)


def stretches(words: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(1, words), st.integers(1, words)).map(lambda pair: (min(pair), max(pair)))


proposals = st.builds(
    Proposal,
    cue=stretches(30),
    probability=probabilities,
    starts=st.lists(st.tuples(st.integers(1, 30), probabilities), min_size=1, max_size=4).map(tuple),
    ends=st.lists(st.tuples(st.integers(1, 30), probabilities), min_size=1, max_size=4).map(tuple),
    source=stretches(30),
    named=probabilities,
    antecedent=stretches(30),
    present=probabilities,
    type=st.sampled_from(SOURCE_TYPES),
    type_probability=probabilities,
)


def proposal(
    cue: str = "1-1:0.99",
    start: str = "5:1",
    end: str = "9:1",
    source: str = "2-2:0.99",
    antecedent: str = "2-2:0.01",
    kind: str = "person:0.9",
) -> str:
    return SURE.format(cue=cue, start=start, end=end, source=source, antecedent=antecedent, type=kind)


@given(st.lists(proposals, max_size=4).map(tuple))
def test_proposals_there_and_back(given_proposals: tuple[Proposal, ...]) -> None:
    assert read_proposals(write_proposals(given_proposals), 30) == given_proposals


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nothing", "no 'cue'"),
        ("cue=1-1:0.9", "no 'source'"),
        (proposal(kind="king:0.9"), "'king' is no type"),
        (proposal(end="14:1"), "not in the sentence"),
        (proposal(cue="1:0.9"), "invalid literal"),
        (proposal(start="5:high"), "high"),
    ],
)
def test_a_broken_proposal_names_file_line_and_problem(line: str, problem: str) -> None:
    content = "\n".join("\t".join(row.split()) if row[:1].isdigit() else row for row in TREE.splitlines())
    with pytest.raises(MalformedInput) as caught:
        read_conllu(content.format(proposals=line) + "\n\n", name="a.conllu")
    assert str(caught.value).startswith("a.conllu:1:")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_conllu_and_cache_keep_proposals(tree: Callable[[str], Document], tmp_path: Path) -> None:
    document = tree(TREE.format(proposals=proposal()))
    (found,) = document.sentences[0].proposals or ()
    assert (found.cue, found.ends, found.type) == ((1, 1), ((9, 1.0),), "person")
    (again,) = read_conllu(to_conllu([document]), name="x.conllu", texts={"port": document.text})
    assert again.sentences == document.sentences

    class Parser:
        name = fingerprint = "fixed"
        calls = 0

        def parse(self, documents: Sequence[Document], *, progress: object = None) -> tuple[Document, ...]:
            Parser.calls += 1
            return tuple(replace(d, sentences=document.sentences) for d in documents)

    cached = CachedParser(Parser(), tmp_path)
    raw = replace(document, sentences=())
    assert cached.parse([raw]) == cached.parse([raw])
    assert cached.parse([raw])[0].sentences == document.sentences
    assert Parser.calls == 1


class TestWhatBecomesOfProposals:
    @pytest.fixture
    def analysed(self, tree: Callable[[str], Document]) -> Callable[..., AnalysedDocument]:
        def analyse(line: str) -> AnalysedDocument:
            conllu = TREE.format(proposals=line)
            if not line:
                conllu = "\n".join(row for row in conllu.splitlines() if "proposals" not in row)
            return extract(tree(conllu), load_lexicon())

        return analyse

    @staticmethod
    def contents(document: AnalysedDocument) -> list[tuple[str, list[str]]]:
        text = document.document.text
        return [(c.content.cue.span.of(text), [s.of(text) for s in c.content.spans]) for c in document.claims]

    def test_without_a_labeller_the_rules_decide(self, analysed: Callable[..., AnalysedDocument]) -> None:
        assert [cue for cue, _ in self.contents(analysed(""))] == ["شرح"]

    def test_a_cue_that_the_labeller_does_not_see_is_dropped(self, analysed: Callable[..., AnalysedDocument]) -> None:
        assert analysed("none").claims == ()
        assert analysed(proposal(cue="1-1:0.1")).claims == ()

    def test_of_like_contents_the_rules_stays(self, analysed: Callable[..., AnalysedDocument]) -> None:
        by_rule = analysed("").claims[0].content
        alike = analysed(proposal(end="12:1")).claims[0].content
        assert (alike.spans, alike.evidence.rule) == (by_rule.spans, by_rule.evidence.rule)

    def test_an_unlike_content_takes_its_place(self, analysed: Callable[..., AnalysedDocument]) -> None:
        ((_, [content]),) = self.contents(analysed(proposal(start="5:0.6", end="6:0.6")))
        assert content == "السفينة جنحت"

    @pytest.mark.parametrize(
        ("end", "content"),
        [
            ("8:0.9", "المرفأ مفتوح منذ الصباح. والسفن عادت إليه"),
            ("6:0.9", "المرفأ مفتوح"),
        ],
    )
    def test_a_content_that_goes_on_in_the_next_sentence_stays_where_the_labeller_sees_no_end(
        self, tree: Callable[[str], Document], end: str, content: str
    ) -> None:
        document = extract(tree(QUOTATION.format(proposals=proposal(start="5:0.9", end=end))), load_lexicon())
        assert [said for _, spans in self.contents(document) for said in spans] == [content]

    def test_a_cue_that_no_rule_finds_is_added(self, analysed: Callable[..., AnalysedDocument]) -> None:
        line = "; ".join([proposal(), proposal(cue="10-11:0.99", start="12:1", end="12:1", source="12-12:0.1")])
        document = analysed(line)
        assert [cue for cue, _ in self.contents(document)] == ["شرح", "وغادرت"]
        added = document.claims[1]
        assert added.content.cue.entry == ""
        assert added.content.evidence.rule == "content.labeller"
        unsure = "; ".join([proposal(), proposal(cue="10-11:0.6", start="12:1", end="12:1")])
        assert [cue for cue, _ in self.contents(analysed(unsure))] == ["شرح"]

    def test_the_source_is_the_labellers_where_it_is_sure(self, analysed: Callable[..., AnalysedDocument]) -> None:
        text = analysed("").document.text
        named, unnamed = analysed(proposal()), analysed(proposal(source="2-2:0.1"))
        assert [c.mention.span.of(text) for c in named.claims if c.mention.span] == ["الهاوي"]
        assert [c.mention.span for c in unnamed.claims] == [None]
        assert unnamed.claims[0].mention.evidence.rule == "source.labeller_dropped"

    def test_a_source_left_out_is_the_one_it_sees_in_the_sentence(
        self, analysed: Callable[..., AnalysedDocument]
    ) -> None:
        second = {"cue": "10-11:0.99", "start": "12:1", "end": "12:1", "source": "12-12:0.01"}
        lines = ("; ".join([proposal(), proposal(**second, antecedent=seen)]) for seen in ("5-5:0.9", "5-5:0.2"))
        seen, unseen = (analysed(line) for line in lines)
        assert [source.name for source in seen.sources] == ["الهاوي", "السفينة"]
        assert [source.name for source in unseen.sources] == ["الهاوي"]

    def test_its_type_counts_where_no_lexicon_knows_the_noun(self, analysed: Callable[..., AnalysedDocument]) -> None:
        assert [s.type for s in analysed(proposal(kind="official:0.9")).sources] == ["official"]
        (source,) = analysed(proposal(kind="media:0.3")).sources
        assert source.evidence[0].rule != "source_type.labeller"


VOCABULARY = "قال أعلن الوزير الحارس المدير إن أن الجسر المطعم مغلق قريب أمس وصل غادر مساء".split()
SETTINGS = LabellingSettings(
    layers=1, cue_layers=1, epochs=60, batch_words=60, encoder_rate=2e-3, head_rate=5e-3, warmup=0.1
)


@pytest.fixture(scope="module")
def small_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an untrained encoder of one narrow layer that knows a few whole words."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "encoder"
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *map(fold_letters, VOCABULARY),
    ]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(dict.fromkeys(words))}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", None, [("[CLS]", 2), ("[SEP]", 3)])
    special = {"pad_token": "[PAD]", "mask_token": "[MASK]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    torch.manual_seed(1)
    size = {"hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64, "num_hidden_layers": 2}
    BertModel(BertConfig(vocab_size=len(words), **size), add_pooling_layer=False).save_pretrained(folder)
    return folder


def _example(words: str, cue: int | None = None, content: int = 0, source: int = 0) -> Example:
    parts = tuple(map(fold_letters, words.split()))
    if cue is None:
        return Example(parts, ())
    return Example(parts, (LabelledCue((cue, cue), (content, len(parts) - 1), (source, source), None, "official"),))


EXAMPLES = [
    _example("قال الوزير إن الجسر مغلق", 0, 3, 1),
    _example("أعلن المدير أمس أن المطعم قريب", 0, 4, 1),
    _example("الجسر قريب أمس"),
    _example("وصل الوزير مساء"),
    _example("مساء قال الحارس إن المطعم مغلق", 1, 4, 2),
    _example("غادر المدير الجسر"),
]


@pytest.fixture(scope="module")
def small_labeller(small_encoder: Path) -> Path:
    """The folder of a labeller trained on a handful of sentences."""
    train(EXAMPLES, small_encoder, small_encoder.parent / LABELLER, SETTINGS, "cpu")
    return small_encoder.parent


def test_it_learns_what_it_is_shown(small_labeller: Path) -> None:
    label = Labeller(small_labeller)
    first, second, third = label(["قال المدير إن الجسر مغلق".split(), "غادر الوزير المطعم".split(), []])
    sure = [p for p in first if p.probability > 0.5]
    read = [(p.cue, p.starts[0][0], p.ends[0][0], p.source, p.type) for p in sure]
    assert read == [((1, 1), 4, 5, (2, 2), "official")]
    assert not [p for p in second if p.probability > 0.5]
    assert third == ()


def test_what_stands_beside_it_in_a_batch_changes_nothing(small_labeller: Path) -> None:
    label = Labeller(small_labeller)
    sentences = [example.words for example in EXAMPLES] + [("قال",) * 40]
    together = label(sentences)
    for sentence, found in zip(sentences, together, strict=True):
        (alone,) = label([sentence])
        assert [p.cue for p in alone] == [p.cue for p in found]
        assert [p.probability for p in alone] == pytest.approx([p.probability for p in found], abs=2e-3)


def test_a_sentence_longer_than_the_encoder_is_read_in_parts(small_labeller: Path) -> None:
    words = ["الجسر"] * 600 + "قال الوزير إن الجسر مغلق".split()
    (found,) = Labeller(small_labeller)([words])
    assert all(1 <= place <= len(words) for p in found for place, _ in (*p.starts, *p.ends))
    assert 601 in [p.cue[0] for p in found if p.probability > 0.5]


def test_training_goes_on_from_weights(small_labeller: Path, tmp_path: Path) -> None:
    target = tmp_path / LABELLER
    settings = replace(SETTINGS, epochs=1, encoder_rate=0.0, head_rate=0.0)
    train(EXAMPLES, small_labeller / "encoder", target, settings, "cpu", resume=small_labeller / LABELLER)
    target.rename(small_labeller / "again.safetensors")
    from safetensors.torch import load_file

    before, after = (unpack(load_file(small_labeller / name)) for name in (LABELLER, "again.safetensors"))
    assert before.keys() == after.keys()
    assert all(torch.allclose(before[name], after[name], atol=1e-3) for name in before)


def test_packing_keeps_weights_to_the_level() -> None:
    torch.manual_seed(1)
    network = LabellerNetwork(1, 1, width=16, heads=2, inner=32)
    weights = network.state_dict()
    packed = pack(weights)
    assert packed["layers.0.inner.weight"].dtype == torch.int8
    for name, weight in unpack(packed).items():
        most = weights[name].abs().max()
        assert torch.allclose(weight, weights[name], atol=float(most) / 120 + 1e-3), name
    again = LabellerNetwork.of(unpack(packed), heads=2)
    assert (len(again.layers), len(again.cue_layers), again.farthest) == (1, 1, network.farthest)


def test_a_broken_labeller_is_one_clear_error(small_labeller: Path, flat_parser: Any, tmp_path: Path) -> None:
    (tmp_path / LABELLER).write_bytes(b"not weights")
    (tmp_path / "encoder").symlink_to(small_labeller / "encoder")
    with pytest.raises(ModelError, match="the labeller does not load") as caught:
        LabellingParser(flat_parser, tmp_path).parse([Document(id="a", text="قال الوزير إن الجسر مغلق")])
    assert "\n" not in str(caught.value)


def test_every_sentence_of_every_document_is_labelled(small_labeller: Path, flat_parser: Any) -> None:
    parser = LabellingParser(flat_parser, small_labeller)
    texts = ("قال الوزير إن الجسر مغلق", "غادر المدير الجسر. قال الوزير إن الجسر مغلق")
    documents = parser.parse([Document(id=str(i), text=text) for i, text in enumerate(texts)])
    assert all(sentence.proposals is not None for document in documents for sentence in document.sentences)
    assert documents[0].sentences[0].proposals == documents[1].sentences[1].proposals
    assert parser.fingerprint != flat_parser.fingerprint


def test_progress_rises_to_all_of_it(small_labeller: Path, flat_parser: Any) -> None:
    told: list[float] = []
    documents = [Document(id="a", text="قال الوزير إن الجسر مغلق. غادر المدير الجسر.")]
    LabellingParser(flat_parser, small_labeller).parse(
        documents, progress=lambda done, total: told.append(done / total)
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.8, 1.0)


def test_it_can_be_left_out(small_labeller: Path) -> None:
    (small_labeller / "depparse.pt").touch()
    assert isinstance(load_parser(str(small_labeller)), LabellingParser)
    assert isinstance(load_parser(str(small_labeller), labeller=False), StanzaParser)


def test_examples_there_and_back(tmp_path: Path) -> None:
    write_examples(EXAMPLES, tmp_path / "examples.jsonl")
    assert read_examples(tmp_path / "examples.jsonl") == EXAMPLES


def test_examples_of_an_annotated_article(tree: Callable[[str], Document]) -> None:
    document = tree(TREE.format(proposals="none"))
    text = document.text

    def span(words: str) -> list[int]:
        return [text.index(words), text.index(words) + len(words)]

    claim = {"source": "S1", "source_span": span("الهاوي"), "cue": span("شرح"), "content": [span("السفينة جنحت")]}
    split = {**claim, "source_span": None, "cue": span("عند"), "content": [span("جنحت"), span("مدخل المرفأ")]}
    annotation = {"sources": [{"id": "S1", "type": "person", "mentions": [span("الهاوي")]}], "claims": [claim, split]}
    (example,) = examples_of(document, json.loads(json.dumps(annotation)))
    assert example.words[3] == "ان"
    assert example.cues == (
        LabelledCue((0, 0), (4, 5), (1, 1), None, "person"),
        LabelledCue((6, 6), (7, 8), None, (1, 1), None),
    )
