r"""What to check first: firm words on weak ground, and what can be checked.

.. math:: p = f \cdot \bigl(w_s (1 - s) + w_c (1 - c) + w_d\,[\text{contradicted}]\bigr)
   \cdot (1 - w_k + w_k\,k) \cdot (1 + w_l\,[\text{short}]) \cdot (1 + w_r\,[\text{already listed}])

with :math:`f` the middle of the interval of certainty as worded (that of the assertion, so a flat denial is firm),
:math:`s` the value of the sourcing, :math:`c` that of the level of corroboration (1 → 1, 5 → 0), and :math:`k` the sum
of what is checkable: a number, a date, a name, an event (Graves 2016 on how fact-checkers choose). Contents of one or
two words cannot be checked by themselves and go down, as does what another claim lists already. Claims rank by
:math:`p` over the whole call, equal ones in text order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.report.model import CertaintyScore, CorroborationScore, PriorityScore, ScorePart, SourcingScore
from attribution.restatement import ClaimKey
from attribution.restatement.proposition import content_words
from attribution.restatement.words import bare, number_value
from attribution.scoring.weights import ScoringWeights

__all__ = ["Checkable", "Grounds", "checkable", "prioritise", "rank_claims"]

_UNCOMMITTED = 0.2
_SHORT = 3
_NAMES = frozenset({"PROPN", "X"})


@dataclass(frozen=True, slots=True)
class Checkable:
    """The words of a content that can be checked."""

    number: tuple[Span, ...] = ()
    date: tuple[Span, ...] = ()
    name: tuple[Span, ...] = ()
    event: tuple[Span, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a claim's priority rests on."""

    sourcing: SourcingScore
    corroboration: CorroborationScore
    certainty: CertaintyScore
    checkable: Checkable
    cue: Span
    listed_already: bool = False


def prioritise(grounds: Grounds, weights: ScoringWeights) -> tuple[float, tuple[ScorePart, ...]]:
    """Value (0 to 1) and reasons of one claim."""
    rules = weights.priority
    firmness = _firmness(grounds.certainty)
    sourcing = grounds.sourcing.value or 0.0
    level = min(grounds.corroboration.level, 5)
    contested = bool(grounds.corroboration.contradicted_by)
    reasons = [
        ("firm", rules.firm.weight * firmness, (grounds.cue,)),
        ("weak_sourcing", rules.weak_sourcing.weight * (1 - sourcing), _spans(grounds.sourcing.parts[:1])),
        ("uncorroborated", rules.uncorroborated.weight * (level - 1) / 4, ()),
        ("disputed", rules.disputed.weight * contested, ()),
    ]
    weakness = sum(value for _, value, _ in reasons[1:])
    found = {name: getattr(grounds.checkable, name) for name in ("number", "date", "name", "event")}
    handles = [(name, getattr(rules, name).weight, spans) for name, spans in found.items() if spans]
    share = min(1.0, sum(value for _, value, _ in handles))
    value = rules.firm.weight * firmness * weakness * (1 - rules.checkable.weight * (1 - share))
    for name, applies in (("short", grounds.checkable.words < _SHORT), ("repeated", grounds.listed_already)):
        if applies:
            value *= 1 + getattr(rules, name).weight
            reasons.append((name, getattr(rules, name).weight, ()))
    parts = tuple(
        ScorePart(rule=f"priority.{name}", value=round(amount, 4), spans=spans)
        for name, amount, spans in (*reasons, *handles)
        if amount
    )
    return round(min(1.0, max(0.0, value)), 4), parts


def rank_claims(grounds: Mapping[ClaimKey, Grounds], weights: ScoringWeights) -> dict[ClaimKey, PriorityScore]:
    """Rank from 1 over all claims of a call."""
    valued = {key: prioritise(found, weights) for key, found in grounds.items()}
    order = sorted(valued, key=lambda key: -valued[key][0])
    return {
        key: PriorityScore(rank=rank, value=valued[key][0], parts=valued[key][1]) for rank, key in enumerate(order, 1)
    }


def checkable(item: AnalysedDocument, claim: Claim, weights: ScoringWeights) -> Checkable:
    """What can be checked in a claim's content: figures, dates, names, and a main predicate in the perfect."""
    numbers, dates, names, words = [], [], [], 0
    for _, word in content_words(item, claim.content.spans):
        words += word.upos != "PUNCT"
        if word.upos == "NUM" or number_value(word.form) is not None:
            numbers.append(word.span)
        if bare(word.form) in weights.dates:
            dates.append(word.span)
        if word.upos in _NAMES and any(character.isalpha() for character in word.form) and len(word.form) > 1:
            names.append(word.span)
    return Checkable(tuple(numbers), tuple(dates), tuple(names), _event(item, claim), words)


def _event(item: AnalysedDocument, claim: Claim) -> tuple[Span, ...]:
    if claim.content.head is None or claim.assessment.polarity == "negative":
        return ()
    head = item.document.word(claim.content.head)
    return (head.span,) if head.upos == "VERB" and head.feats.get("Aspect") == "Perf" else ()


def _firmness(certainty: CertaintyScore) -> float:
    if certainty.probability is None:
        return _UNCOMMITTED
    middle = sum(certainty.probability) / 2
    return middle if certainty.factuality.endswith("+") else 1 - middle


def _spans(parts: Sequence[ScorePart]) -> tuple[tuple[int, int], ...]:
    return tuple(span for part in parts for span in part.spans)
