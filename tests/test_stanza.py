"""Stanza behind the protocol: its answers put back to our sentences, and the embedded models themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from attribution.document import Document
from attribution.errors import ModelError
from attribution.parsing.embedded import EmbeddedModels
from attribution.parsing.models import load_parser
from attribution.parsing.protocol import Parser
from attribution.parsing.stanza_parser import StanzaParser, _split_answer


@dataclass
class FakeWord:
    text: str
    head: int
    deprel: str
    upos: str = "X"
    lemma: str | None = None
    xpos: str | None = None
    feats: str | None = None


@dataclass
class FakeToken:
    start_char: int
    end_char: int
    words: list[FakeWord]


@dataclass
class FakeSentence:
    tokens: list[FakeToken]


@dataclass
class FakeAnswer:
    sentences: list[FakeSentence] = field(default_factory=list)


def token(start: int, *words: tuple[str, int, str]) -> FakeToken:
    made = [FakeWord(*word, upos="CCONJ" if word[0] == "و" else "VERB") for word in words]
    return FakeToken(start, start + sum(len(word.text) for word in made), made)


def test_offsets_count_in_each_sentence_and_an_empty_one_stays_empty() -> None:
    answer = FakeAnswer(
        [
            FakeSentence([token(0, ("نعم", 0, "root"))]),
            FakeSentence([token(8, ("و", 0, "root"), ("عاد", 1, "parataxis"))]),
        ]
    )
    first, second, third = _split_answer(answer, ["نعم", "؛", "وعاد"])
    assert [(t.start, t.end) for t in first] == [(0, 3)]
    assert second == ()
    assert [(t.start, t.end) for t in third] == [(0, 4)]
    assert [(w.head, w.deprel) for t in third for w in t.words] == [(2, "cc"), (0, "root")]


def test_pieces_that_stanza_split_become_one_tree() -> None:
    answer = FakeAnswer(
        [
            FakeSentence([token(0, ("نعم", 0, "root"))]),
            FakeSentence([token(4, ("عاد", 0, "root")), token(8, ("غدا", 1, "obl"))]),
        ]
    )
    (sentence,) = _split_answer(answer, ["نعم عاد غدا"])
    assert [(w.head, w.deprel) for t in sentence for w in t.words] == [(0, "root"), (1, "parataxis"), (2, "obl")]


@pytest.mark.models
def test_broken_models_are_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "depparse.pt").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="do not load"):
        load_parser(str(tmp_path)).parse([Document(id="a", text="قال الوزير.")])


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser("ar")


ARTICLE = (
    "عودة الملاحة في الميناء\n\n"
    "قَالَ مُدير الميناءِ إنّ الملاحة عادت صباح اليوم، وإنها ستستمر. وأكدت الهيئة «استئناف الرحلات كلها».\n"
    "ولم تعلق الشركة على ذلك"
)


@pytest.mark.models
class TestEmbedded:
    def test_words_and_trees(self, parser: Parser) -> None:
        (document,) = parser.parse([Document(id="a", text=ARTICLE)])
        assert len(document.sentences) == 4
        for sentence in document.sentences:
            assert [word.id for word in sentence.words] == list(range(1, len(sentence.words) + 1))
            assert sum(word.head == 0 for word in sentence.words) == 1
            assert all(sentence.span.contains(word.span) for word in sentence.words)
            assert [token.text for token in sentence.tokens] == [t.span.of(ARTICLE) for t in sentence.tokens]
        said = document.sentences[1].words[0]
        assert (said.form, said.upos, said.deprel) == ("قال", "VERB", "root")
        confirmed = document.sentences[2]
        assert [word.form for word in confirmed.words[:2]] == ["و", "أكدت"]
        assert (confirmed.words[0].deprel, confirmed.words[1].deprel) == ("cc", "root")

    def test_a_parse_does_not_depend_on_its_batch(self, parser: Parser, examples: tuple[Path, ...]) -> None:
        documents = [Document(id=path.stem, text=path.read_text(encoding="utf-8")) for path in examples]
        together = parser.parse(documents)
        assert parser.parse(documents[::-1]) == together[::-1]
        assert parser.parse(documents[:1]) == together[:1]

    def test_marks_and_forms_of_letters_do_not_change_the_tree(self, parser: Parser) -> None:
        plain = "قال مدير الميناء إن الملاحة عادت."
        marked = "قَالَ مُـديرُ المِينَاءِ \u200fإنّ الملاحةَ عادتْ."
        trees = [
            [(word.head, word.deprel, word.upos) for word in sentence.words]
            for document in parser.parse([Document(id="a", text=plain), Document(id="b", text=marked)])
            for sentence in document.sentences
        ]
        assert trees[0] == trees[1]

    @pytest.mark.parametrize(
        "text", ["؟", "🙂", "http://example.org/a?b=c", "\u064e", "A B C", "ﷺ", "x" * 2000, "«»", "1,000.50"]
    )
    def test_odd_stretches_pass(self, parser: Parser, text: str) -> None:
        document = Document(id="a", text=f"قال المدير {text} نعم.")
        (parsed,) = parser.parse([document])
        assert parsed.sentences
        (alone,) = parser.parse([replace(document, text=text)])
        assert all(word.span.of(text) for sentence in alone.sentences for word in sentence.words)

    def test_fifty_thousand_words_with_no_stop(self, parser: Parser) -> None:
        text = "قال المدير إن الملاحة عادت " * 10_000
        (document,) = parser.parse([Document(id="a", text=text)])
        assert all(sentence.cut for sentence in document.sentences)
        assert sum(len(sentence.tokens) for sentence in document.sentences) == 50_000

    def test_the_fingerprint_is_that_of_the_content(self, tmp_path: Path) -> None:
        parser = load_parser("ar", labeller=False)
        assert parser.fingerprint == load_parser("ar", labeller=False).fingerprint
        assert parser.fingerprint != load_parser("ar").fingerprint
        (tmp_path / "depparse.pt").write_bytes(b"other")
        assert StanzaParser("ar", EmbeddedModels(tmp_path)).fingerprint != parser.fingerprint
