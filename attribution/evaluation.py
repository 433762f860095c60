"""Gold annotations against predicted claims.

The figures are those of the gold's own scorer: a predicted claim matches a gold claim where their cues overlap and the
character sets of their contents have intersection / union >= 0.5; pairs are taken best first, one to one.

========== ==================================================================================================
cue        precision, recall, F1 of overlapping cues, whatever the content
claim      the same of matched claims
sourced    the same of matched claims whose source is right too (both none, or mentions of the two overlap)
content90  share of matched claims with intersection / union >= 0.9
others     accuracy over matched claims (``type`` where both have a source); ``certainty_f1`` is the macro F1 over
           the values in the gold; ``hedge`` precision, recall, F1 of hedge spans by overlap
========== ==================================================================================================
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from attribution.errors import MalformedInput, UnreadableInput

if TYPE_CHECKING:
    from attribution.report.model import DocumentRecord

__all__ = [
    "AnnotatedArticle",
    "AnnotatedClaim",
    "AnnotatedSource",
    "Evaluation",
    "Group",
    "Rate",
    "compare",
    "evaluate",
    "from_record",
    "load_articles",
    "load_report",
]

SpanPair = tuple[int, int]
Item = TypeVar("Item")

MATCH = 0.5
CLOSE = 0.9
LABELS = ("certainty", "polarity", "act", "quote")


class _Annotation(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class AnnotatedSource(_Annotation):
    """A source and the spans that name it."""

    id: str
    name: str = ""
    type: str | None = None
    mentions: tuple[SpanPair, ...] = ()


class AnnotatedClaim(_Annotation):
    """A claim, gold or predicted; ``construction`` is the rule that found its content (None in gold)."""

    id: str
    source: str | None = None
    source_span: SpanPair | None = None
    cue: SpanPair
    content: tuple[SpanPair, ...]
    quote: Literal["direct", "indirect", "mixed"]
    act: Literal["statement", "denial", "silence"]
    certainty: Literal["certain", "probable", "possible", "unknown"]
    polarity: Literal["positive", "negative"]
    hedges: tuple[SpanPair, ...] = ()
    via: str | None = None
    construction: str | None = None


class AnnotatedArticle(_Annotation):
    """One article with its sources and claims.

    Offsets are code points of ``text``, half-open; a span outside the text or a reference to a source or claim that
    does not exist is refused.
    """

    doc_id: str = Field(alias="doc_id", default="")
    text: str
    sources: tuple[AnnotatedSource, ...] = ()
    claims: tuple[AnnotatedClaim, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        sources = {s.id for s in self.sources}
        claims = {c.id for c in self.claims}
        for claim in self.claims:
            if claim.source is not None and claim.source not in sources:
                raise ValueError(f"claim {claim.id} names source {claim.source}, which is not listed")
            if claim.via is not None and claim.via not in claims:
                raise ValueError(f"claim {claim.id} is quoted inside {claim.via}, which is not listed")
            spans = [claim.cue, *claim.content, *claim.hedges]
            spans += [claim.source_span] if claim.source_span else []
            for start, end in spans:
                if not 0 <= start < end <= len(self.text):
                    raise ValueError(f"claim {claim.id} has the span [{start}, {end}], which the text does not hold")
        return self


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


def load_articles(folder: Path) -> dict[str, AnnotatedArticle]:
    """Read every ``*.json`` of a folder as annotated articles, by file name.

    Raises
    ------
    UnreadableInput
        The folder is missing or holds no such file.
    MalformedInput
        A file breaks the form of the guidelines; the message names file and field.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise UnreadableInput("no gold files (*.json) here", place=str(folder), way_out="give a folder of gold files")
    return {path.name: _validate(_read_json(path), path) for path in paths}


def load_report(path: Path) -> AnnotatedArticle:
    """Read the report of one article, as ``--format json`` writes it, or a file in the form of the gold.

    Raises
    ------
    MalformedInput
        The file is no report, or a report of several articles.
    """
    data = _read_json(path)
    if isinstance(data, dict) and "claims" not in data and data.get("documents"):
        if len(data["documents"]) != 1:
            raise MalformedInput("a report of several articles", place=str(path), way_out="write one report an article")
        data = data["documents"][0]
    if isinstance(data, dict):
        for claim in data.get("claims", ()):
            claim.setdefault("construction", _construction(e.get("rule", "") for e in claim.get("evidence", ())))
    return _validate(data, path)


def from_record(record: DocumentRecord) -> AnnotatedArticle:
    """The predicted claims of one article of a report."""
    data = record.model_dump()
    for claim, source in zip(data["claims"], record.claims, strict=True):
        claim["construction"] = _construction(e.rule for e in source.evidence)
    return AnnotatedArticle.model_validate(data)


def _construction(rules: Iterable[str]) -> str | None:
    return next((rule for rule in rules if rule.startswith("content.")), None)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableInput(error.strerror or "cannot be read", place=str(path)) from error
    except ValueError as error:
        raise MalformedInput(f"not JSON: {error}", place=str(path)) from error


def _validate(data: object, path: Path) -> AnnotatedArticle:
    try:
        return AnnotatedArticle.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = f"{field}: {first['msg']}" if field else first["msg"]
        raise MalformedInput(problem, place=str(path), way_out="see the annotation guidelines") from error


def _characters(spans: Iterable[SpanPair]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _overlap(a: SpanPair, b: SpanPair) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _similarity(a: Sequence[SpanPair], b: Sequence[SpanPair]) -> float:
    first, second = _characters(a), _characters(b)
    union = first | second
    return len(first & second) / len(union) if union else 0.0


def _pair(gold: Sequence[Item], predicted: Sequence[Item], score: Callable[[Item, Item], float]) -> list[SpanPair]:
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


def _claim_score(gold: AnnotatedClaim, predicted: AnnotatedClaim) -> float:
    if not _overlap(gold.cue, predicted.cue):
        return 0.0
    value = _similarity(gold.content, predicted.content)
    return value if value >= MATCH else 0.0


def _mentions(article: AnnotatedArticle) -> dict[str, list[SpanPair]]:
    mentions: defaultdict[str, list[SpanPair]] = defaultdict(list)
    for source in article.sources:
        mentions[source.id] += source.mentions
    for claim in article.claims:
        if claim.source and claim.source_span:
            mentions[claim.source].append(claim.source_span)
    return mentions


def _same_source(gold: AnnotatedArticle, predicted: AnnotatedArticle, a: AnnotatedClaim, b: AnnotatedClaim) -> bool:
    if a.source is None or b.source is None:
        return a.source is b.source
    in_gold, in_predicted = _mentions(gold)[a.source], _mentions(predicted)[b.source]
    if in_gold:
        return any(_overlap(x, y) for x in in_gold for y in in_predicted)
    names = [next((s.name for s in d.sources if s.id == i), None) for d, i in ((gold, a.source), (predicted, b.source))]
    return names[0] == names[1]


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
    n, groups = counts.n, counts.groups
    types = ({s.id: s.type or "" for s in gold.sources}, {s.id: s.type or "" for s in predicted.sources})
    n["gold"] += len(gold.claims)
    n["predicted"] += len(predicted.claims)
    n["cue"] += len(_pair(gold.claims, predicted.claims, lambda a, b: float(_overlap(a.cue, b.cue))))
    for claim in gold.claims:
        groups["act"][claim.act]["gold"] += 1
        groups["type"][types[0].get(claim.source or "", "none")]["gold"] += 1
    for claim in predicted.claims:
        groups["act"][claim.act]["predicted"] += 1
        groups["type"][types[1].get(claim.source or "", "none")]["predicted"] += 1
        groups["construction"][claim.construction or "unknown"]["predicted"] += 1

    pairs = _pair(gold.claims, predicted.claims, _claim_score)
    for i, j in pairs:
        a, b = gold.claims[i], predicted.claims[j]
        right = _same_source(gold, predicted, a, b)
        n["claim"] += 1
        n["sourced"] += right
        n["content90"] += _similarity(a.content, b.content) >= CLOSE
        if a.source and b.source:
            n["type_n"] += 1
            n["type"] += types[0].get(a.source) == types[1].get(b.source)
            counts.confusions["type"][types[0].get(a.source, ""), types[1].get(b.source, "")] += 1
        for label in LABELS:
            counts.labels[label] += getattr(a, label) == getattr(b, label)
            counts.confusions[label][getattr(a, label), getattr(b, label)] += 1
        n["hedge_gold"] += len(a.hedges)
        n["hedge_predicted"] += len(b.hedges)
        n["hedge"] += len(_pair(a.hedges, b.hedges, lambda x, y: float(_overlap(x, y))))
        keys = {"act": a.act, "type": types[0].get(a.source or "", "none"), "construction": b.construction or "unknown"}
        for kind, key in keys.items():
            groups[kind][key]["matched"] += 1
            groups[kind][key]["sourced"] += right
        if not right:
            cue = gold.text[slice(*a.cue)]
            counts.errors.append(f"{name} {a.id}: source {a.source} != predicted {b.source}: …{cue}…")
    found = {i for i, _ in pairs}
    right_ones = {j for _, j in pairs}
    for i, claim in enumerate(gold.claims):
        if i not in found:
            counts.errors.append(f"{name} {claim.id}: missed: {_excerpt(gold, claim)}")
    for j, claim in enumerate(predicted.claims):
        if j not in right_ones:
            counts.errors.append(f"{name}: extra: {_excerpt(gold, claim)}")


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
    pairs = _pair(gold.claims, predicted.claims, _claim_score)
    right = {j for _, j in pairs}
    found = {f"{gold.claims[i].id} {_excerpt(gold, gold.claims[i])}" for i, _ in pairs}
    extra = {_excerpt(gold, claim) for j, claim in enumerate(predicted.claims) if j not in right}
    return found, extra
