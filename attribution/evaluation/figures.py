"""The figures of a comparison of gold and predicted claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from attribution.evaluation.annotations import AnnotatedArticle, AnnotatedClaim
from attribution.evaluation.matching import CLOSE, claim_score, overlap, pair, same_source
from attribution.intervals import similarity

__all__ = ["Evaluation", "Group", "Rate", "compare", "evaluate"]

LABELS = ("certainty", "polarity", "act", "quote")


class Rate(NamedTuple):
    """Precision, recall and F1, each rounded to four places."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, gold: int, predicted: int) -> Rate:
        """The rate of ``hits`` among ``gold`` and ``predicted`` items; 0 where there are none."""
        p = hits / predicted if predicted else 0.0
        r = hits / gold if gold else 0.0
        return cls(round(p, 4), round(r, 4), round(2 * p * r / (p + r) if p + r else 0.0, 4))

    def as_dict(self) -> dict[str, float]:
        """The rate under the names of the gold's scorer."""
        return {"P": self.precision, "R": self.recall, "F1": self.f1}


@dataclass(frozen=True, slots=True)
class Group:
    """Counts of one construction, source type or act: gold and predicted claims, matches, matches rightly sourced."""

    gold: int
    predicted: int
    matched: int
    sourced: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one comparison.

    ``by_construction`` has no gold counts (the gold does not say which rule applies); ``confusions`` maps a label to
    counts of ``(gold value, predicted value)``; ``errors`` are one line each.
    """

    gold: int
    predicted: int
    cue: Rate
    claim: Rate
    sourced: Rate
    content90: float
    type: float
    labels: Mapping[str, float]
    certainty_f1: float
    hedge: Rate
    by_construction: Mapping[str, Group]
    by_type: Mapping[str, Group]
    by_act: Mapping[str, Group]
    confusions: Mapping[str, Mapping[tuple[str, str], int]]
    errors: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The figures under the names and in the order of the gold's scorer."""
        return {
            "gold": self.gold,
            "predicted": self.predicted,
            "cue": self.cue.as_dict(),
            "claim": self.claim.as_dict(),
            "sourced": self.sourced.as_dict(),
            "content90": self.content90,
            "type": self.type,
            **self.labels,
            "certainty_f1": self.certainty_f1,
            "hedge": self.hedge.as_dict(),
        }


class _Counts:
    """What evaluation adds up over the articles."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.confusions: dict[str, Counter[tuple[str, str]]] = {k: Counter() for k in (*LABELS, "type")}
        self.groups: dict[str, defaultdict[str, Counter[str]]] = {
            k: defaultdict(Counter) for k in ("construction", "type", "act")
        }
        self.errors: list[str] = []

    def group(self, kind: str) -> dict[str, Group]:
        return {
            key: Group(c["gold"], c["predicted"], c["matched"], c["sourced"])
            for key, c in sorted(self.groups[kind].items())
        }


def _excerpt(article: AnnotatedArticle, claim: AnnotatedClaim) -> str:
    cue = article.text[slice(*claim.cue)]
    content = article.text[slice(*claim.content[0])][:70] if claim.content else ""
    return f"cue «{cue}» content «{content}»"


def _count_article(name: str, gold: AnnotatedArticle, predicted: AnnotatedArticle, counts: _Counts) -> None:
    counts.n["gold"] += len(gold.claims)
    counts.n["predicted"] += len(predicted.claims)
    counts.n["cue"] += len(pair(gold.claims, predicted.claims, lambda a, b: float(overlap(a.cue, b.cue))))
    for side, article in (("gold", gold), ("predicted", predicted)):
        for claim in article.claims:
            counts.groups["act"][claim.act][side] += 1
            counts.groups["type"][_type(article, claim) or "none"][side] += 1
    for claim in predicted.claims:
        counts.groups["construction"][claim.construction or "unknown"]["predicted"] += 1

    pairs = pair(gold.claims, predicted.claims, claim_score)
    for i, j in pairs:
        a, b = gold.claims[i], predicted.claims[j]
        right = same_source(gold, predicted, a, b)
        _count_match(gold, predicted, a, b, counts, right=right)
        if not right:
            cue = gold.text[slice(*a.cue)]
            counts.errors.append(f"{name} {a.id}: source {a.source} != predicted {b.source}: …{cue}…")
    found, right_ones = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [c for i, c in enumerate(gold.claims) if i not in found]
    extra = [c for j, c in enumerate(predicted.claims) if j not in right_ones]
    counts.errors += [f"{name} {c.id}: missed: {_excerpt(gold, c)}" for c in missed]
    counts.errors += [f"{name}: extra: {_excerpt(gold, c)}" for c in extra]


def _type(article: AnnotatedArticle, claim: AnnotatedClaim) -> str | None:
    return next((s.type for s in article.sources if s.id == claim.source), None)


def _count_match(
    gold: AnnotatedArticle,
    predicted: AnnotatedArticle,
    a: AnnotatedClaim,
    b: AnnotatedClaim,
    counts: _Counts,
    *,
    right: bool,
) -> None:
    n = counts.n
    n["claim"] += 1
    n["sourced"] += right
    n["content90"] += similarity(a.content, b.content) >= CLOSE
    types = _type(gold, a), _type(predicted, b)
    if a.source and b.source:
        n["type_n"] += 1
        n["type"] += types[0] == types[1]
        counts.confusions["type"][types[0] or "", types[1] or ""] += 1
    for label in LABELS:
        counts.labels[label] += getattr(a, label) == getattr(b, label)
        counts.confusions[label][getattr(a, label), getattr(b, label)] += 1
    n["hedge_gold"] += len(a.hedges)
    n["hedge_predicted"] += len(b.hedges)
    n["hedge"] += len(pair(a.hedges, b.hedges, lambda x, y: float(overlap(x, y))))
    keys = {"act": a.act, "type": types[0] or "none", "construction": b.construction or "unknown"}
    for kind, key in keys.items():
        counts.groups[kind][key]["matched"] += 1
        counts.groups[kind][key]["sourced"] += right


def _macro_f1(confusion: Counter[tuple[str, str]]) -> float:
    values = {a for a, _ in confusion}
    scores = []
    for value in values:
        gold = sum(c for (a, _), c in confusion.items() if a == value)
        predicted = sum(c for (_, b), c in confusion.items() if b == value)
        scores.append(2 * confusion[value, value] / ((gold + predicted) or 1))
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def evaluate(gold: Mapping[str, AnnotatedArticle], predicted: Mapping[str, AnnotatedArticle]) -> Evaluation:
    """Compare predicted articles with gold articles of the same key; a missing one counts as empty.

    Examples
    --------
    >>> article = AnnotatedArticle(text="قال الوزير إن العمل بدأ")
    >>> evaluate({"a": article}, {"a": article}).cue.f1
    0.0
    """
    counts = _Counts()
    for name in sorted(gold):
        empty = AnnotatedArticle(text=gold[name].text)
        _count_article(name, gold[name], predicted.get(name, empty), counts)
    n = counts.n
    matched = n["claim"] or 1
    return Evaluation(
        gold=n["gold"],
        predicted=n["predicted"],
        cue=Rate.of(n["cue"], n["gold"], n["predicted"]),
        claim=Rate.of(n["claim"], n["gold"], n["predicted"]),
        sourced=Rate.of(n["sourced"], n["gold"], n["predicted"]),
        content90=round(n["content90"] / matched, 4),
        type=round(n["type"] / (n["type_n"] or 1), 4),
        labels={label: round(counts.labels[label] / matched, 4) for label in LABELS},
        certainty_f1=_macro_f1(counts.confusions["certainty"]),
        hedge=Rate.of(n["hedge"], n["hedge_gold"], n["hedge_predicted"]),
        by_construction=counts.group("construction"),
        by_type=counts.group("type"),
        by_act=counts.group("act"),
        confusions=counts.confusions,
        errors=tuple(counts.errors),
    )


def compare(
    gold: Mapping[str, AnnotatedArticle],
    before: Mapping[str, AnnotatedArticle],
    after: Mapping[str, AnnotatedArticle],
) -> tuple[str, ...]:
    """What changed between two sets of predictions: each gold claim won or lost, each extra claim added or gone."""
    lines = []
    for name in sorted(gold):
        article = gold[name]
        empty = AnnotatedArticle(text=article.text)
        old, new = (_outcome(article, side.get(name, empty)) for side in (before, after))
        lines += [f"+ {name}: found: {x}" for x in sorted(new[0] - old[0])]
        lines += [f"- {name}: lost: {x}" for x in sorted(old[0] - new[0])]
        lines += [f"+ {name}: no longer extra: {x}" for x in sorted(old[1] - new[1])]
        lines += [f"- {name}: extra: {x}" for x in sorted(new[1] - old[1])]
    return tuple(lines)


def _outcome(gold: AnnotatedArticle, predicted: AnnotatedArticle) -> tuple[set[str], set[str]]:
    pairs = pair(gold.claims, predicted.claims, claim_score)
    right = {j for _, j in pairs}
    found = {f"{gold.claims[i].id} {_excerpt(gold, gold.claims[i])}" for i, _ in pairs}
    extra = {_excerpt(gold, claim) for j, claim in enumerate(predicted.claims) if j not in right}
    return found, extra
