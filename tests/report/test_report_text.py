from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from attribution.report import RenderOptions, render
from attribution.report.model import Report


def directions(line: str) -> set[str]:
    """The strong directions on a line of a report, its column of labels left out."""
    classes = {unicodedata.bidirectional(char) for char in line[22:]}
    return {"rtl" if found in {"R", "AL"} else "ltr" for found in classes & {"L", "R", "AL"}}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_fits_the_terminal(report: Report, lang: str, width: int) -> None:
    text = render(report, "text", RenderOptions(lang=lang, width=width))
    assert max(map(cell_len, text.splitlines())) <= width


def test_arabic_stands_alone_in_its_column(report: Report) -> None:
    body = render(report, "text").split("Claims, in order of checking")[1].split("An indicator")[0]
    assert all(len(directions(line)) <= 1 for line in body.splitlines())


def test_plain_unless_colour_is_asked_for(report: Report) -> None:
    assert "\x1b" not in render(report, "text")
    assert "\x1b[" in render(report, "text", RenderOptions(color=True))


def test_claims_come_in_order_of_checking(report: Report) -> None:
    text = render(report, "text")
    heads = [line.split()[1] for line in text.splitlines() if line.lstrip()[:1].isdigit() and ". C" in line]
    assert heads == ["C1", "C7", "C8", "C2", "C3", "C5", "C6", "C9"]


def test_says_what_a_fact_checker_needs(report: Report) -> None:
    text = render(report, "text")
    for words in ("anonymous-source", "لأنه غير مخول بالتصريح", "nobody named", "denial", "silence", "S2 (C2)"):
        assert words in text


def test_the_article_cannot_steer_the_terminal(report: Report) -> None:
    document = report.documents[0]
    evil = document.claims[0].model_copy(update={"content_text": ("\x1b[2J\x07خبر\u202e\x9b31m",)})
    changed = document.model_copy(update={"claims": (evil, *document.claims[1:]), "warnings": ("\x1b]0;x\x07",)})
    text = render(report.model_copy(update={"documents": (changed,)}), "text")
    assert not {char for char in text if unicodedata.category(char) == "Cc"} - {"\n"}
    assert "\u202e" not in text
