"""Thresholds and word lists of lexicons/restatement.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from attribution.lexicon import fold
from attribution.restatement.data import read_data
from attribution.restatement.words import bare, skeleton

__all__ = ["RestatementSettings", "Thresholds", "Weights", "load_restatement_settings"]

Share = Annotated[float, Field(gt=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Thresholds(_Strict):
    """From where on two contents count as the same; ``terms`` and ``copied_words`` are numbers of words."""

    restates: Share
    differs: Share
    terms: Annotated[int, Field(ge=1)]
    copied_words: Annotated[int, Field(ge=1)]


class Weights(_Strict):
    """How much a content word counts in the similarity."""

    name: Annotated[float, Field(gt=0)]
    word: Annotated[float, Field(gt=0)]
    modifier: Annotated[float, Field(gt=0)]
    light: Annotated[float, Field(gt=0)]


class _Numerals(_Strict):
    units: dict[str, int]
    scales: dict[str, int]
    doubles: dict[str, int]


class _File(_Strict):
    references: tuple[str, ...]
    thresholds: Thresholds
    weights: Weights
    function_words: str
    light_words: str
    undescriptive_words: str
    joining_words: str
    synonyms: tuple[str, ...]
    numerals: _Numerals


@dataclass(frozen=True)
class RestatementSettings:
    """The file, with its words reduced to the keys that contents are compared by."""

    file: _File

    @property
    def thresholds(self) -> Thresholds:
        """From where on two contents count as the same."""
        return self.file.thresholds

    @property
    def weights(self) -> Weights:
        """How much a content word counts."""
        return self.file.weights

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Folded forms that carry no content."""
        return frozenset(map(fold, self.file.function_words.split()))

    @cached_property
    def light_words(self) -> frozenset[str]:
        """Folded words that newspapers add or drop freely."""
        return frozenset(map(bare, self.file.light_words.split()))

    @cached_property
    def undescriptive_words(self) -> frozenset[str]:
        """Folded words that do not tell one unnamed source from another."""
        return frozenset(map(bare, self.file.undescriptive_words.split()))

    @cached_property
    def joining_words(self) -> frozenset[str]:
        """Folded words that only join the parts of a name."""
        return frozenset(map(fold, self.file.joining_words.split()))

    @cached_property
    def synonyms(self) -> dict[str, str]:
        """Skeleton of a word to that of the first word of its set."""
        canonical: dict[str, str] = {}
        for line in self.file.synonyms:
            first, *others = (skeleton(word) for word in line.split())
            for other in (first, *others):
                canonical.setdefault(other, canonical.get(first, first))
        return canonical

    @cached_property
    def units(self) -> dict[str, int]:
        """Folded number word to its value."""
        return {fold(word): value for word, value in self.file.numerals.units.items()}

    @cached_property
    def scales(self) -> dict[str, int]:
        """Folded word of a hundred, thousand, million to its value."""
        return {fold(word): value for word, value in self.file.numerals.scales.items()}

    @cached_property
    def doubles(self) -> dict[str, int]:
        """Folded dual of a scale to its value."""
        return {fold(word): value for word, value in self.file.numerals.doubles.items()}

    def key(self, word: str) -> str:
        """The key of a word: its skeleton, or that of its synonyms."""
        stem = skeleton(word)
        return self.synonyms.get(stem, stem)


@lru_cache
def load_restatement_settings(path: Path | None = None) -> RestatementSettings:
    """The embedded lexicons/restatement.yaml, or another file of its form; ``LexiconError`` names what is wrong."""
    return RestatementSettings(read_data("restatement.yaml", _File, path))
