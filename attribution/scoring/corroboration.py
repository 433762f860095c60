r"""How corroborated: a level 1–6 from the number of independent origins of a proposition.

A claim's *support* are the origins of the claims that repeat or restate it and of itself, its *opposition* those of
the claims that contradict it. Printings of the same words (repeats, links of one chain, overlapping attributions) have
one origin. Two origins are dependent if one's name holds the whole of the other's (a spokesman of the ministry and the
ministry), and two unnamed ones unless different words describe each. The strength of a set of origins :math:`O` is
that of its heaviest subset of mutually independent ones,

.. math:: S(O) = \max_{I \subseteq O,\ I\ \text{independent}} \sum_{o \in I} w(o)

so another independent origin never lowers it and a dependent one never raises it. The level is the first that
:math:`S(\text{support})` reaches; with opposition, that of the difference and at least one worse; 5 where opposition
weighs as much; 6 is an abstention (no origin, or nothing asserted).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

import networkx as nx

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.graph import Graph, originating_chain
from attribution.printings import Printing, Printings, asserts
from attribution.report.model import CorroborationScore, ScorePart
from attribution.restatement import (
    ClaimKey,
    claim_name,
    describing_words,
    document_labels,
    is_named,
    name_words,
)
from attribution.scoring.weights import ScoringWeights

__all__ = ["Corroborator", "Level", "Origin", "independent_origins", "level_of"]

Level = Literal[1, 2, 3, 4, 5, 6]
_LARGEST_GROUP = 30


@dataclass(frozen=True, slots=True)
class Origin:
    """The originating end of one printing: ``document#source``, the words that tell it, and where it is named."""

    key: str
    named: bool
    type: str
    words: frozenset[str]
    document: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the corroboration of a text rests on: independent origins for and against, and the texts against it."""

    origins: tuple[Origin, ...]
    opposing: tuple[Origin, ...]
    contradicting: tuple[ClaimKey, ...]


class Corroborator:
    """The support and opposition of every claim of a call, found once for all printings of a text.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        In the order of the call.
    graph : networkx.MultiDiGraph
        Of the same documents.
    weights : ScoringWeights
        Weights of origins and starts of levels.
    """

    def __init__(self, documents: Sequence[AnalysedDocument], graph: Graph, weights: ScoringWeights) -> None:
        self._documents = documents
        self._weights = weights
        self._labels = document_labels(documents)
        self._printings = Printings(documents, graph)
        self._grounds: dict[ClaimKey, _Ground] = {}

    def score(self, key: ClaimKey) -> CorroborationScore:
        """The corroboration of a claim; parts carry the spans that lie in the claim's own document."""
        claim = self._printings.claim(key)
        if not asserts(claim):
            return self._abstention("unasserted", claim)
        ground = self._ground(key)
        if not ground.origins:
            return self._abstention("no_origin", claim)
        parts = [self._part(origin, key.document) for origin in ground.origins]
        parts += [self._part(origin, key.document, opposing=True) for origin in ground.opposing]
        return CorroborationScore(
            level=self._level(ground),
            origins=tuple(origin.key for origin in ground.origins),
            contradicted_by=tuple(claim_name(self._labels, other) for other in ground.contradicting),
            parts=tuple(parts),
        )

    def level_with_another(self, key: ClaimKey, *, uncontested: bool = False) -> Level:
        """The level with one more independent named origin, or with nothing that contradicts."""
        ground = self._ground(key)
        if uncontested:
            return self._level(replace(ground, opposing=(), contradicting=()))
        return self._level(ground, added=self._weights.corroboration.named.weight)

    def earlier_printing(self, key: ClaimKey) -> ClaimKey | None:
        """The first claim that prints the same words before it, if any does."""
        return self._printings.earlier(key, self._printings.of(key))

    def _ground(self, key: ClaimKey) -> _Ground:
        """That of a claim that asserts something; the same for all that print its text."""
        first = self._printings.of(key)[0]
        if first not in self._grounds:
            contradicting = self._printings.related(key, "contradicts")
            self._grounds[first] = _Ground(
                self._independent_origins((key, *self._printings.related(key, "restates"))),
                self._independent_origins(contradicting),
                contradicting,
            )
        return self._grounds[first]

    def _independent_origins(self, texts: Sequence[ClaimKey]) -> tuple[Origin, ...]:
        return independent_origins(self._origins([self._printings.asserting(key) for key in texts]), self._weights)

    def _level(self, ground: _Ground, added: float = 0.0) -> Level:
        support, opposition = self._strength(ground.origins) + added, self._strength(ground.opposing)
        return level_of(support, opposition, self._weights, contested=bool(ground.contradicting))

    def _origins(self, texts: Sequence[Printing]) -> list[Origin]:
        """One origin for each printing: the best identified among those that a printing is credited to."""
        origins = []
        for printing in self._joined(texts):
            found = [origin for key in printing if (origin := self._origin(key)) is not None]
            if found:
                origins.append(max(found, key=self._rank))
        return list({origin.key: origin for origin in origins}.values())

    def _rank(self, origin: Origin) -> float:
        identifiability = self._weights.sourcing.identifiability
        return cast("float", getattr(identifiability, origin.type, identifiability.nobody).weight)

    def _joined(self, texts: Sequence[Printing]) -> list[list[ClaimKey]]:
        """The printings of texts, those put together whose contents overlap somewhere."""
        order = self._printings.order
        together: nx.Graph[ClaimKey] = nx.Graph()
        for text in texts:
            nx.add_star(together, text)
        together.add_edges_from(self._printings.overlapping([key for text in texts for key in text]))
        groups = [sorted(group, key=order.__getitem__) for group in nx.connected_components(together)]
        return sorted(groups, key=lambda group: order[group[0]])

    def _origin(self, key: ClaimKey) -> Origin | None:
        item = self._documents[key.document]
        end = originating_chain(item, self._printings.claim(key))[-1]
        if end.source is None:
            return None
        source = item.source(end.source)
        return Origin(
            key=f"{self._labels[key.document]}#{source.id}",
            named=is_named(source),
            type=source.type,
            words=name_words(source) if is_named(source) else describing_words(source),
            document=key.document,
            spans=(end.mention.span,) if end.mention.span is not None else source.mentions[:1],
        )

    def _strength(self, origins: Sequence[Origin]) -> float:
        return sum(_weight(origin, self._weights) for origin in origins)

    def _part(self, origin: Origin, document: int, *, opposing: bool = False) -> ScorePart:
        rules = self._weights.corroboration
        weight = _weight(origin, self._weights)
        name = "contradicted" if opposing else "named" if origin.named else "unnamed"
        return ScorePart(
            rule=f"corroboration.{name}",
            value=weight * rules.contradicted.weight if opposing else weight,
            spans=origin.spans if origin.document == document else (),
        )

    def _abstention(self, rule: str, claim: Claim) -> CorroborationScore:
        part = ScorePart(rule=f"corroboration.{rule}", value=0.0, spans=(claim.content.cue.span,))
        return CorroborationScore(level=6, origins=(), contradicted_by=(), parts=(part,))


def independent_origins(origins: Sequence[Origin], weights: ScoringWeights) -> tuple[Origin, ...]:
    """The heaviest set of mutually independent origins, in the order given.

    Found for each group of dependent origins by itself; of a group of more than 30 only the 30 heaviest are weighed.
    """
    dependent: nx.Graph[int] = nx.Graph()
    dependent.add_nodes_from(range(len(origins)))
    dependent.add_edges_from(
        (i, j) for i in range(len(origins)) for j in range(i) if not _independent(origins[i], origins[j])
    )
    chosen: list[int] = []
    for group in nx.connected_components(dependent):
        heaviest = sorted(group, key=lambda i: (-_weight(origins[i], weights), i))[:_LARGEST_GROUP]
        if len(heaviest) == 1:
            chosen += heaviest
            continue
        choices = nx.complement(dependent.subgraph(sorted(heaviest)))
        for node in choices:
            choices.nodes[node]["weight"] = round(1000 * _weight(origins[node], weights))
        clique, _ = nx.max_weight_clique(choices, weight="weight")
        chosen += clique
    return tuple(origins[i] for i in sorted(chosen))


def level_of(support: float, opposition: float, weights: ScoringWeights, *, contested: bool = False) -> Level:
    """The level for the strength of support and opposition.

    Examples
    --------
    >>> from attribution.scoring import load_weights
    >>> [level_of(s, 0.0, load_weights()) for s in (3.0, 2.0, 1.6, 1.0)]
    [1, 2, 3, 4]
    >>> level_of(3.0, 1.0, load_weights(), contested=True), level_of(1.0, 1.0, load_weights(), contested=True)
    (2, 5)
    """
    if support <= 0:
        return 6
    reached = _reached(support, weights)
    if not contested:
        return reached
    rest = support - opposition
    if rest <= 1e-9:
        return 5
    return cast("Level", min(5, max(_reached(rest, weights), reached + 1)))


def _reached(strength: float, weights: ScoringWeights) -> Level:
    for level, step in weights.levels.items():
        if step.start is not None and strength >= step.start - 1e-9:
            return cast("Level", int(level))
    return 4


def _weight(origin: Origin, weights: ScoringWeights) -> float:
    rules = weights.corroboration
    return rules.named.weight if origin.named else rules.unnamed.weight


def _independent(first: Origin, second: Origin) -> bool:
    if first.named and second.named:
        return not (first.words <= second.words or second.words <= first.words)
    if first.named != second.named:
        named, unnamed = (first, second) if first.named else (second, first)
        return not unnamed.words or not unnamed.words <= named.words
    return bool(first.words) and bool(second.words) and first.words.isdisjoint(second.words)
