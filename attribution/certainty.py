"""Certainty: how sure each source is, as worded; act and polarity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.content import Content
from attribution.document import Document, Evidence, Span
from attribution.lexicon import Lexicon

__all__ = ["Act", "Assessment", "CertaintyLabel", "Factuality", "Marker", "Polarity", "Stance", "assess"]

Act = Literal["statement", "denial", "silence"]
CertaintyLabel = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
Stance = Literal["neutral", "endorsing", "distancing"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that moves certainty or polarity: hedge, booster, negator, conditional, question, intention.

    ``scope``: ``cue`` (on the reporting word), ``content`` (on the main predicate), ``side`` (on another clause; listed,
    but it leaves the label alone).
    """

    kind: Literal["hedge", "booster", "negation", "conditional", "question", "future"]
    span: Span
    scope: Literal["cue", "content", "side"]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one content is put: act, certainty (guidelines' label and FactBank value), polarity, author's stance."""

    act: Act
    certainty: CertaintyLabel
    factuality: Factuality
    polarity: Polarity
    stance: Stance
    markers: tuple[Marker, ...]
    evidence: tuple[Evidence, ...]


def assess(document: Document, contents: tuple[Content, ...], lexicon: Lexicon) -> tuple[Assessment, ...]:
    """One assessment for each content, in the same order."""
    raise NotImplementedError
