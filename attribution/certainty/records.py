"""How a content is put: act, certainty, polarity, stance, and the markers that decide them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.document import Evidence, Span

__all__ = [
    "Act",
    "Assessment",
    "CertaintyLabel",
    "Factuality",
    "Marker",
    "MarkerKind",
    "MarkerScope",
    "Polarity",
    "Stance",
]

Act = Literal["statement", "denial", "silence"]
CertaintyLabel = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
Stance = Literal["neutral", "endorsing", "distancing"]
MarkerKind = Literal["hedge", "booster", "negation", "conditional", "question", "future"]
MarkerScope = Literal["cue", "content", "side"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that moves certainty or polarity: hedge, booster, negator, conditional, question, intention.

    ``scope``: ``cue`` (on the reporting word), ``content`` (on the main predicate), ``side`` (on another clause;
    listed, but it leaves the label alone). ``effect`` is the label that it leads to, if any.
    """

    kind: MarkerKind
    span: Span
    scope: MarkerScope
    evidence: Evidence
    effect: CertaintyLabel | None = None


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
