"""Which predicted claim is which gold claim, and whether their sources are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from attribution.evaluation.annotations import AnnotatedArticle, AnnotatedClaim, SpanPair
from attribution.intervals import similarity

__all__ = ["CLOSE", "MATCH", "claim_score", "overlap", "pair", "same_source"]

Item = TypeVar("Item")

MATCH = 0.5
CLOSE = 0.9


def overlap(a: SpanPair, b: SpanPair) -> bool:
    """Whether two half-open ranges share a character."""
    return a[0] < b[1] and b[0] < a[1]


def pair(gold: Sequence[Item], predicted: Sequence[Item], score: Callable[[Item, Item], float]) -> list[SpanPair]:
    """Pairs of indices with a positive score, best first, each index once."""
    candidates = sorted(
        ((score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for value, i, j in candidates:
        if value <= 0:
            break
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def claim_score(gold: AnnotatedClaim, predicted: AnnotatedClaim) -> float:
    """How well a predicted claim matches a gold claim; 0 below :data:`MATCH` or where the cues are apart."""
    if not overlap(gold.cue, predicted.cue):
        return 0.0
    value = similarity(gold.content, predicted.content)
    return value if value >= MATCH else 0.0


def mentions(article: AnnotatedArticle) -> dict[str, list[SpanPair]]:
    mentions: defaultdict[str, list[SpanPair]] = defaultdict(list)
    for source in article.sources:
        mentions[source.id] += source.mentions
    for claim in article.claims:
        if claim.source and claim.source_span:
            mentions[claim.source].append(claim.source_span)
    return mentions


def same_source(gold: AnnotatedArticle, predicted: AnnotatedArticle, a: AnnotatedClaim, b: AnnotatedClaim) -> bool:
    """Whether two claims are credited to the same source: both to none, or to sources with a common mention."""
    if a.source is None or b.source is None:
        return a.source is b.source
    in_gold, in_predicted = mentions(gold)[a.source], mentions(predicted)[b.source]
    if in_gold:
        return any(overlap(x, y) for x in in_gold for y in in_predicted)
    names = [next((s.name for s in d.sources if s.id == i), None) for d, i in ((gold, a.source), (predicted, b.source))]
    return names[0] == names[1]
