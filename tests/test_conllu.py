"""CoNLL-U in and out."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attribution.document import Document, Span
from attribution.errors import MalformedInput
from attribution.parsing import Parser, read_conllu, to_conllu
from attribution.parsing.models import load_parser

PLAIN = """\
# newdoc id = bridge
# newpar
# sent_id = bridge-1
# text = وقالت الوزارة: لا تأخير.
1-2\tوقالت\t_\t_\t_\t_\t_\t_\t_\t_
1\tو\tوَ\tCCONJ\t_\t_\t0\troot\t_\t_
2\tقالت\tقَال\tVERB\t_\tGender=Fem|Number=Sing\t1\tparataxis\t_\t_
3\tالوزارة\tوِزَارَة\tNOUN\t_\t_\t2\tnsubj\t_\tSpaceAfter=No
4\t:\t:\tPUNCT\t_\t_\t2\tpunct\t_\t_
5\tلا\tلَا\tPART\t_\t_\t6\tadvmod\t_\t_
6\tتأخير\tتَأخِير\tNOUN\t_\t_\t2\tccomp\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newpar
# text = انتهى
1\tانتهى\tاِنتَهَى\tVERB\t_\t_\t0\troot\t_\t_

"""


def test_offsets_count_in_the_texts_joined_by_line_breaks() -> None:
    (document,) = read_conllu(PLAIN, name="a.conllu")
    assert document.id == "bridge"
    assert document.text == "وقالت الوزارة: لا تأخير.\nانتهى"
    words = [word for sentence in document.sentences for word in sentence.words]
    assert [word.span.of(document.text) for word in words] == [
        "و",
        "قالت",
        "الوزارة",
        ":",
        "لا",
        "تأخير",
        ".",
        "انتهى",
    ]
    assert [sentence.paragraph for sentence in document.sentences] == [0, 1]


def test_the_initial_conjunction_is_brought_to_the_one_form() -> None:
    (document,) = read_conllu(PLAIN, name="a.conllu")
    assert [(w.head, w.deprel) for w in document.sentences[0].words[:3]] == [(2, "cc"), (0, "root"), (2, "nsubj")]


def test_offsets_of_misc_are_taken() -> None:
    text = "العنوان\r\n\r\nقَالَ ذلك"
    content = (
        "# text = قَالَ ذلك\n"
        "1\tقَالَ\tقَال\tVERB\t_\t_\t0\troot\t_\tstart_char=11|end_char=16\n"
        "2\tذلك\tذٰلِكَ\tDET\t_\t_\t1\tobj\t_\tstart_char=17|end_char=20\n\n"
    )
    (document,) = read_conllu(content, name="a.conllu", texts={"a": text})
    assert document.text == text
    assert [word.span.of(text) for word in document.sentences[0].words] == ["قَالَ", "ذلك"]
    assert document.sentences[0].words[0].form == "قال"
    (alone,) = read_conllu(content, name="a.conllu")
    assert [word.span.of(alone.text) for word in alone.sentences[0].words] == ["قَالَ", "ذلك"]


def test_documents_without_a_name_are_numbered() -> None:
    content = "# newdoc\n" + "1\tنعم\tنعم\tINTJ\t_\t_\t0\troot\t_\t_\n\n"
    assert [d.id for d in read_conllu(content * 2, name="folder/a.conllu")] == ["a", "a-2"]


def test_a_token_of_marks_alone() -> None:
    content = "# text = قال \u200f\n1\tقال\tقال\tVERB\t_\t_\t0\troot\t_\t_\n2\t\u200f\t_\tX\t_\t_\t1\tdep\t_\t_\n\n"
    (document,) = read_conllu(content, name="a.conllu")
    assert document.sentences[0].words[1].span == Span(4, 5)


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        ("", "a.conllu:", "no sentence"),
        ("# text = قال\n\n", "a.conllu:1:", "no words"),
        ("\n\n1\tقال\n\n", "a.conllu:3:", "fewer than ten"),
        ("هذا نص عادي.\n", "a.conllu:1:", ""),
        ("1\tقال\tقال\tVERB\t_\t_\t0\troot\t_\t_\n2\tذلك\tذلك\tDET\t_\t_\t9\tobj\t_\t_\n", "a.conllu:1:", "head 9"),
        ("1\tقال\tقال\tVERB\t_\t_\t_\troot\t_\t_\n", "a.conllu:1:", "not a tree"),
        ("2\tقال\tقال\tVERB\t_\t_\t0\troot\t_\t_\n", "a.conllu:1:", "count from 1"),
        ("# text = كلا\n1\tقال\tقال\tVERB\t_\t_\t0\troot\t_\t_\n", "a.conllu", "is not in the text"),
    ],
)
def test_what_is_no_conllu_names_file_and_line(content: str, place: str, problem: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_conllu(content, name="a.conllu")
    assert str(caught.value).startswith(place)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_offsets_outside_of_the_text() -> None:
    content = "1\tقال\tقال\tVERB\t_\t_\t0\troot\t_\tstart_char=90|end_char=93\n\n"
    with pytest.raises(MalformedInput, match="outside"):
        read_conllu(content, name="a.conllu", texts={"a": "قال"})


def test_output_is_valid_and_complete() -> None:
    (document,) = read_conllu(PLAIN, name="a.conllu")
    lines = to_conllu([document]).splitlines()
    assert lines[:4] == [
        "# newdoc id = bridge",
        "# newpar",
        "# sent_id = bridge-1",
        "# text = وقالت الوزارة: لا تأخير.",
    ]
    assert lines[4] == "1-2\tوقالت\t_\t_\t_\t_\t_\t_\t_\tstart_char=0|end_char=5"
    assert lines[6] == "2\tقالت\tقَال\tVERB\t_\tGender=Fem|Number=Sing\t0\troot\t_\tstart_char=1|end_char=5"
    assert lines[7].endswith("SpaceAfter=No|start_char=6|end_char=13")
    assert all(len(line.split("\t")) == 10 for line in lines if line and not line.startswith("#"))


def test_output_is_in_normal_form_and_offsets_stay() -> None:
    shadda_first = "أك\u0651\u064eد"
    content = f"# text = {shadda_first}\n1\t{shadda_first}\t{shadda_first}\tVERB\t_\t_\t0\troot\t_\t_\n\n"
    (document,) = read_conllu(content, name="a.conllu")
    assert document.text == shadda_first
    written = to_conllu([document])
    printed = [line.split("\t")[1] for line in written.splitlines() if line[:1].isdigit()]
    assert printed == [unicodedata.normalize("NFC", shadda_first)]
    assert written.rstrip().endswith("start_char=0|end_char=5")


def validate(path: Path, level: int) -> str:
    """What Universal Dependencies' own validator says.

    Lemmas are spelled as in the treebank that the models learned from, which has shadda before the vowel where normal
    form C has it after.
    """
    validator = Path(sys.executable).with_name("udvalidate")
    command = [validator, "--lang", "ar", "--level", str(level), "--exclude", "unicode-normalization", "--", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_output_passes_the_validator(flat_parser: Parser, examples: tuple[Path, ...], tmp_path: Path) -> None:
    documents = [Document(id=path.stem, text=path.read_text(encoding="utf-8")) for path in examples]
    (tmp_path / "a.conllu").write_text(to_conllu(flat_parser.parse(documents)), encoding="utf-8")
    assert "PASSED" in validate(tmp_path / "a.conllu", level=1)


@pytest.mark.models
def test_output_of_the_models_passes_the_validator(examples: tuple[Path, ...], tmp_path: Path) -> None:
    documents = [Document(id=path.stem, text=path.read_text(encoding="utf-8")) for path in examples]
    (tmp_path / "a.conllu").write_text(to_conllu(load_parser().parse(documents)), encoding="utf-8")
    assert "PASSED" in validate(tmp_path / "a.conllu", level=2)


def test_there_and_back(flat_parser: Parser, examples: tuple[Path, ...]) -> None:
    for path in examples:
        text = path.read_text(encoding="utf-8")
        (document,) = flat_parser.parse([Document(id=path.stem, text=text, title=Span(0, text.index("\n")))])
        (again,) = read_conllu(to_conllu([document]), name="x.conllu", texts={path.stem: text})
        assert again.sentences == document.sentences
        assert again.title == document.title
        (alone,) = read_conllu(to_conllu([document]), name="x.conllu")
        assert [w.span for s in alone.sentences for w in s.words] == [
            w.span for s in document.sentences for w in s.words
        ]
        assert alone.text.split() == text.split()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ابو \n\t\x00\u064e\u200fﻷ.«»أـ", max_size=80))
def test_any_text_there_and_back(text: str, flat_parser: Parser) -> None:
    (document,) = flat_parser.parse([Document(id="d", text=text)])
    if not document.sentences:
        return
    (again,) = read_conllu(to_conllu([document]), name="x.conllu", texts={"d": text})
    assert [[w.span for w in s.words] for s in again.sentences] == [
        [w.span for w in s.words] for s in document.sentences
    ]
    assert to_conllu([replace(again, sentences=document.sentences)]) == to_conllu([document])


def test_a_treebank_is_read() -> None:
    folder = Path(__file__).parents[2] / "shared" / "treebank"
    if not folder.is_dir():
        pytest.skip(f"NOT TESTED: no treebanks in {folder}")
    for path in sorted(folder.glob("*-dev.conllu")):
        documents = read_conllu(path.read_text(encoding="utf-8"), name=path.name)
        words = [
            (document, word) for document in documents for sentence in document.sentences for word in sentence.words
        ]
        assert all(word.span.of(document.text).strip() for document, word in words)
