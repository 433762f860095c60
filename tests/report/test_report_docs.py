from __future__ import annotations

import re
from pathlib import Path

import pytest

from attribution.report import FORMATS
from attribution.report.json import json_schema
from attribution.report.labels import load_labels

DOCS = Path(__file__).parents[2] / "docs"


def test_every_field_of_the_schema_is_told() -> None:
    text = (DOCS / "json-schema.md").read_text(encoding="utf-8")
    definitions = json_schema()["$defs"].values()
    fields = {name for definition in definitions for name in definition.get("properties", {})}
    assert sorted(name for name in fields if f"`{name}`" not in text) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_guides_tell_every_format_and_use_the_labels(language: str) -> None:
    text = (DOCS / f"how-to-read.{language}.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []
    labels = load_labels(language)
    for key in ("cue", "content", "check_first", "gaps", "counterfactuals", "evidence", "sourcing", "corroboration"):
        assert re.sub(r"\W+", " ", labels.ui(key)).casefold() in re.sub(r"\W+", " ", text).casefold(), key
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", text):
        assert (DOCS / picture).is_file()
