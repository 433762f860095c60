"""Any input to documents: encodings, titles, JSONL, and what is refused."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.document import Document
from attribution.errors import InputError, MalformedInput, UnreadableInput, UnsupportedLanguage
from attribution.reading import article, decode, find_title, read, read_many

ARTICLE = (
    "انطلاق أعمال ترميم الجسر القديم\n\n"
    "قال رئيس البلدية إن أعمال ترميم الجسر القديم تبدأ الأسبوع المقبل، وإن المرور سيحول إلى طريق الميناء.\n"
    "وأضاف أن الكلفة لن تتجاوز مليوني دينار.\n"
)


def read_one(path: Path) -> Document:
    (result,) = read(path)
    assert isinstance(result, Document), result
    return result


def read_error(path: Path | str) -> InputError:
    (result,) = read(path)
    assert isinstance(result, InputError), result
    assert "\n" not in str(result)
    return result


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1256", "windows-1256"),
        ("iso8859_6", "iso-8859-6"),
    ],
)
def test_encodings_are_recognised_and_said(tmp_path: Path, codec: str, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode(codec))
    document = read_one(path)
    assert document.text == ARTICLE
    assert document.encoding == name
    guessed = name in ("utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6")
    assert any(name in warning for warning in document.warnings) == guessed


@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
def test_short_legacy_texts_are_told_apart(codec: str) -> None:
    for text in ("قال الوزير إن الاتفاق وقع", "أعلنت الهيئة النتائج.", "وأكد أن الأسعار، حتى الآن، لم ترتفع؟"):
        assert decode(text.encode(codec), "a.txt").text == text


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    document = read_one(path)
    assert document.text.count("\r\n") == 4
    assert document.title is not None
    assert document.title.of(document.text) == "انطلاق أعمال ترميم الجسر القديم"


def test_id_and_source_come_from_the_path(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    document = read_one(path)
    assert (document.id, document.source) == ("bridge", str(path))


class TestTitle:
    def test_before_a_blank_line(self) -> None:
        assert find_title("عنوان قصير\n\nفقرة قصيرة.") == (0, 10)

    def test_before_a_much_longer_paragraph(self) -> None:
        assert find_title("عنوان\nهذه فقرة أطول من عنوانها بكثير جدا.") == (0, 5)

    def test_not_before_a_paragraph_of_like_length(self) -> None:
        assert find_title("هذه جملة أولى في المتن.\nوهذه جملة ثانية بعدها.") is None

    def test_not_a_whole_paragraph(self) -> None:
        assert find_title("كلمة " * 80 + "\n\n" + "كلمة " * 300) is None

    def test_not_without_a_body(self) -> None:
        assert find_title("سطر واحد فقط\n") is None

    def test_after_blank_lines_and_marks(self) -> None:
        text = "\n \u200fعنوان\n\nمتن المقال هنا."
        title = find_title(text)
        assert title is not None
        assert title.of(text) == "عنوان"


class TestJsonl:
    def write(self, path: Path, *lines: object) -> Path:
        content = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text(content + "\n", encoding="utf-8")
        return path

    def test_fields(self, tmp_path: Path) -> None:
        row = {"id": 7, "title": "عنوان الخبر", "text": "قال الوزير إن الاتفاق وقع.", "paper": "الضفة", "page": 3}
        document = read_one(self.write(tmp_path / "a.jsonl", row))
        assert document.id == "7"
        assert document.text == "عنوان الخبر\nقال الوزير إن الاتفاق وقع."
        assert document.title is not None
        assert document.title.of(document.text) == "عنوان الخبر"
        assert document.metadata == {"paper": "الضفة", "page": 3}
        assert document.source is not None
        assert document.source.endswith("a.jsonl:1")

    def test_a_broken_line_costs_no_other(self, tmp_path: Path) -> None:
        good = {"text": "قال الوزير إن الاتفاق وقع."}
        path = self.write(tmp_path / "a.jsonl", good, '{"text": "قال', "[1]", {"title": "x"}, good)
        results = list(read(path))
        assert [type(result) for result in results] == [
            Document,
            MalformedInput,
            MalformedInput,
            MalformedInput,
            Document,
        ]
        assert [str(r).partition(" ")[0].rpartition("/")[2] for r in results if isinstance(r, InputError)] == [
            "a.jsonl:2:",
            "a.jsonl:3:",
            "a.jsonl:4:",
        ]

    def test_lone_surrogates_are_replaced_in_place(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "a.jsonl", '{"text": "قال \\ud800الوزير إن الاتفاق وقع"}')
        document = read_one(path)
        assert document.text == "قال \ufffdالوزير إن الاتفاق وقع"
        assert any("U+FFFD" in warning for warning in document.warnings)

    def test_no_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text("\n\n", encoding="utf-8")
        assert isinstance(read_error(path), UnreadableInput)


class TestStandardInput:
    def give(self, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8"))

    def test_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.give(monkeypatch, ARTICLE)
        (document,) = read("-")
        assert isinstance(document, Document)
        assert (document.id, document.text) == ("stdin", ARTICLE)

    def test_jsonl(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = json.dumps({"id": "a", "text": "قال الوزير إن الاتفاق وقع."}, ensure_ascii=False)
        self.give(monkeypatch, f"{row}\n{row}\n")
        assert [getattr(result, "id", None) for result in read_many(["-"])] == ["a", "a-2"]


def test_ids_are_distinct_over_inputs(tmp_path: Path) -> None:
    paths = []
    for folder in ("x", "y", "z"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "a.txt")
        paths[-1].write_text(ARTICLE, encoding="utf-8")
    assert [result.id for result in read_many(paths) if isinstance(result, Document)] == ["a", "a-2", "a-3"]


class TestRefused:
    def write(self, path: Path, content: bytes | str) -> Path:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def test_missing(self, tmp_path: Path) -> None:
        error = read_error(tmp_path / "none.txt")
        assert "no such file" in str(error)
        assert error.exit_code == 2

    def test_folder(self, tmp_path: Path) -> None:
        assert "a folder" in str(read_error(tmp_path))

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; the next test stands in")
    def test_no_permission(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "a.txt", ARTICLE)
        path.chmod(0)
        assert "permission" in str(read_error(path))

    def test_no_permission_said_by_the_system(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        assert "no permission" in str(read_error(tmp_path / "a.txt"))

    def test_empty(self, tmp_path: Path) -> None:
        assert "empty" in str(read_error(self.write(tmp_path / "a.txt", b"")))

    @pytest.mark.parametrize("content", ["\n \t\n", "\ufeff", "\ufeff\r\n", "\u200f\n\u00a0", "\x00\x00 "])
    def test_blank(self, tmp_path: Path, content: str) -> None:
        assert isinstance(read_error(self.write(tmp_path / "a.txt", content)), UnreadableInput)

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"%PDF-1.7\n", "PDF"),
            (b"PK\x03\x04rest", "office document"),
            (b"\x89PNG\r\n\x1a\n", "image"),
            (bytes(range(256)) * 20, "binary"),
        ],
    )
    def test_binary(self, tmp_path: Path, content: bytes, kind: str) -> None:
        error = read_error(self.write(tmp_path / "a.txt", content))
        assert isinstance(error, UnreadableInput)
        assert kind in str(error)

    def test_damaged_utf8_names_the_line(self, tmp_path: Path) -> None:
        content = ARTICLE.encode()
        place = content.index("وأضاف".encode()) + 1
        error = read_error(self.write(tmp_path / "a.txt", content[:place] + b"\xff" + content[place:]))
        assert isinstance(error, UnreadableInput)
        assert f"a.txt:{ARTICLE[: ARTICLE.index('وأضاف')].count(chr(10)) + 1}:" in str(error)

    def test_unknown_encoding(self, tmp_path: Path) -> None:
        text = "Министр заявил, что соглашение подписано и вступит в силу в начале года. " * 3
        assert isinstance(read_error(self.write(tmp_path / "a.txt", text.encode("koi8-r"))), UnreadableInput)

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("The minister said on Monday that the agreement was signed and will take effect in May.", "English"),
            ("Le ministre a déclaré lundi que les accords sont signés et entreront en vigueur en mai.", "French"),
            ("وزیر امور خارجه گفت که این توافق در ماه آینده اجرا می شود و با همه طرف ها گفتگو شده است.", "Persian"),
            ("وزیر خارجہ نے کہا کہ اس معاہدے پر اگلے ماہ سے عمل شروع ہو گا اور یہ سب کے لیے اہم ہے۔", "Urdu"),
            ("وەزیر ڕایگەیاند کە ئەم ڕێککەوتنە لە مانگی داهاتوو جێبەجێ دەکرێت و بۆ هەموو لایەک گرنگە.", "Kurdish"),
            ("Министр заявил, что соглашение подписано.", "Cyrillic"),
            ("השר אמר כי ההסכם נחתם ביום שני.", "Hebrew"),
            ("部长周一表示协议已经签署。", "Chinese"),
            ("12 345 67,8 %", "no letters"),
        ],
    )
    def test_other_languages_are_named(self, tmp_path: Path, text: str, language: str) -> None:
        error = read_error(self.write(tmp_path / "a.txt", text))
        assert language in str(error)
        if language != "no letters":
            assert isinstance(error, UnsupportedLanguage)


class TestAccepted:
    @pytest.mark.parametrize(
        "text",
        [
            "قال مدير شركة Blue Harbor Logistics إن العقد وقع.",
            "أعلن",
            "قال الوزیر إن الاتفاق وقع في الرياض، وإنه سيعرض على المجلس.",
            "قَالَ الوَزِيرُ إِنَّ الاتِّفَاقَ وُقِّعَ",
            "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻻﺗﻔﺎﻕ ﻭﻗﻊ",
        ],
    )
    def test_arabic_of_every_kind(self, text: str) -> None:
        assert article(text, id="a", source="a").text == text

    def test_nul_characters_are_a_warning(self) -> None:
        document = article("قال الوزير\x00 إن الاتفاق وقع.", id="a", source="a")
        assert any("NUL" in warning for warning in document.warnings)

    def test_no_sentence_punctuation_is_a_warning(self) -> None:
        document = article("قال الوزير إن الاتفاق وقع " * 50, id="a", source="a")
        assert any("no sentence punctuation" in warning for warning in document.warnings)

    def test_a_very_long_text_is_a_warning(self) -> None:
        document = article("قال الوزير إن الاتفاق وقع. " * 100_000, id="a", source="a")
        assert any("very long" in warning for warning in document.warnings)

    def test_an_ordinary_text_has_none(self) -> None:
        assert article(ARTICLE, id="a", source="a").warnings == ()


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_input_error(content: bytes) -> None:
    with contextlib.suppress(UnreadableInput):
        assert isinstance(decode(content, "a.txt").text, str)
