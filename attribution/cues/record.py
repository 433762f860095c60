"""The record of a cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from attribution.document import Evidence, Span, WordRef
from attribution.function_words import folded
from attribution.syntax import Reading, Unit

__all__ = ["COLON", "Cue", "CuePart", "evidence_of", "first_token", "follows_relative", "negator_before"]


CuePart = Literal["finite", "passive", "participle", "masdar", "noun", "particle", "colon", "quotation"]
COLON: Final = "particle.colon"
"""Entry id of the colon of «X: …»."""

_SILENT = frozenset({"cue.verb.supposed", "cue.verb.of_antecedent", "cue.verb.of_fact"})
_WITHOUT = folded("دون بدون")
_NEGATORS = frozenset({"لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم", "فلن", "فلا"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate cue; it becomes an attribution once content is found for it.

    ``words`` are the 1-based ids of its words in ``sentence``, ascending; ``head`` is the one that content and source
    hang on; ``span`` covers the whole orthographic tokens (وأكدت with its و) and a negator (لم تعلن).
    ``entry`` is the id of the lexicon entry, empty for a cue
    that only the labeller knows; ``negated`` says that a negator governs the cue.
    """

    sentence: int
    words: tuple[int, ...]
    head: int
    span: Span
    entry: str
    part: CuePart
    negated: bool
    evidence: Evidence

    @property
    def reports(self) -> bool:
        """Whether it may have a content; one that may not still bounds the contents of others."""
        return self.evidence.rule not in _SILENT

    @property
    def ref(self) -> WordRef:
        """The place of the head word."""
        return WordRef(self.sentence, self.head)


def evidence_of(reading: Reading, rule: str, entry: str, words: Iterable[int]) -> Evidence:
    """The evidence of a cue: its rule, entry and words."""
    refs = tuple(WordRef(reading.sentence.index, w) for w in words)
    return Evidence(rule, entry, refs)


def first_token(reading: Reading, cue: Cue) -> int:
    """The index of the token at which a cue begins."""
    return min(reading.sentence.word(w).token for w in cue.words)


def follows_relative(reading: Reading, cue: Cue) -> bool:
    """Whether الذي or التي stands right before a cue."""
    token = first_token(reading, cue)
    return token > 0 and reading.units[token - 1].is_relative


def negator_before(reading: Reading, unit: Unit) -> Unit | None:
    """The negator right before a token (لم تعلن), or the preposition that denies a clause (دون أن يكشف)."""
    if unit.index == 0:
        return None
    before = reading.units[unit.index - 1]
    if before.key == "ان" and unit.index > 1 and reading.units[unit.index - 2].is_in(_WITHOUT):
        return reading.units[unit.index - 2]
    return before if before.key in _NEGATORS else None
