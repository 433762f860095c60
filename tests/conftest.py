"""Fixtures that several test files share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from attribution.document import Document
from attribution.parsing import Progress, read_conllu
from attribution.parsing.batch import parse_in_batches
from attribution.parsing.words import ParsedToken, ParsedWord

# Machines that run tests are busy machines: a slow example is not a wrong one.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> tuple[Path, ...]:
    """The example articles of the project."""
    return tuple(sorted((ROOT / "examples").glob("*.txt")))


@pytest.fixture
def tree() -> Callable[[str], Document]:
    """Makes a parsed document of CoNLL-U whose columns are separated by any white space."""

    def make(conllu: str) -> Document:
        lines = (
            line.strip() if line.lstrip().startswith("#") else "\t".join(line.split()) for line in conllu.splitlines()
        )
        return read_conllu("\n".join(lines).strip("\n") + "\n\n", name="test.conllu")[0]

    return make


class FlatParser:
    """Splits at white space and punctuation and hangs every word on the first: trees without models."""

    name = "flat"
    fingerprint = "flat-1"

    def __init__(self) -> None:
        self.parsed: list[str] = []

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        return parse_in_batches(documents, self._parse_sentences, progress)

    def _parse_sentences(self, sentences: Sequence[str]) -> list[tuple[ParsedToken, ...]]:
        self.parsed.extend(sentences)
        return [tuple(self._tokens(sentence)) for sentence in sentences]

    @staticmethod
    def _tokens(sentence: str) -> Iterator[ParsedToken]:
        for number, match in enumerate(re.finditer(r"\w+|[^\w\s]", sentence)):
            form = match.group()
            upos = "NOUN" if form[0].isalnum() else "PUNCT"
            head, deprel = (0, "root") if number == 0 else (1, "dep")
            word = ParsedWord(form, form, upos, "_", "_", head, deprel)
            yield ParsedToken(match.start(), match.end(), (word,))


@pytest.fixture
def flat_parser() -> FlatParser:
    """A parser that needs no models; its ``parsed`` lists the sentences it was given."""
    return FlatParser()
