"""Claims by the text that they print, read off the graph: what is found for one printing holds for all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from attribution.claims import AnalysedDocument, Claim
from attribution.graph import Graph, claim_node, relation_edges
from attribution.restatement import ClaimKey, RelationKind, document_labels, iterate_claims

__all__ = ["Printing", "Printings", "asserts"]

Printing = tuple[ClaimKey, ...]
"""The claims that print one text, in the order of the call."""


class Printings:
    """The printings of every text of a call, and how texts are related.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        In the order of the call.
    graph : networkx.MultiDiGraph
        What :func:`attribution.graph.build_graph` made of the same documents.

    Examples
    --------
    >>> Printings((), nx.MultiDiGraph()).of(ClaimKey(0, "C1"))
    Traceback (most recent call last):
    KeyError: ClaimKey(document=0, claim='C1')
    """

    def __init__(self, documents: Sequence[AnalysedDocument], graph: Graph) -> None:
        self._documents = documents
        labels = document_labels(documents)
        self.order: Mapping[ClaimKey, int] = {key: i for i, (key, _) in enumerate(iterate_claims(documents))}
        nodes = {claim_node(labels, key): key for key in self.order}
        self._printings: dict[ClaimKey, Printing] = {}
        self._asserting: dict[ClaimKey, Printing] = {}
        self._hedged: dict[ClaimKey, Printing] = {}
        self._group(relation_edges(graph, "repeats"), nodes)
        related: defaultdict[tuple[str, ClaimKey], set[ClaimKey]] = defaultdict(set)
        for first, second, data in relation_edges(graph, "restates", "contradicts", "differs"):
            one, other = self.of(nodes[first])[0], self.of(nodes[second])[0]
            if one != other:
                related[data["kind"], one].add(other)
                related[data["kind"], other].add(one)
        self._related = {place: sorted(firsts, key=self.order.__getitem__) for place, firsts in related.items()}

    def _group(self, repeats: Sequence[tuple[str, str, object]], nodes: Mapping[str, ClaimKey]) -> None:
        together: nx.Graph[ClaimKey] = nx.Graph()
        together.add_nodes_from(self.order)
        together.add_edges_from((nodes[first], nodes[second]) for first, second, _ in repeats)
        for members in nx.connected_components(together):
            printing = tuple(sorted(members, key=self.order.__getitem__))
            self._printings.update(dict.fromkeys(printing, printing))
            claims = {key: self.claim(key) for key in printing}
            self._asserting[printing[0]] = tuple(key for key, claim in claims.items() if asserts(claim))
            self._hedged[printing[0]] = tuple(
                key for key, claim in claims.items() if claim.assessment.certainty in {"probable", "possible"}
            )

    def claim(self, key: ClaimKey) -> Claim:
        """The claim of a key."""
        return self._documents[key.document].claim(key.claim)

    def of(self, key: ClaimKey) -> Printing:
        """All printings of a claim's text, itself among them; ``KeyError`` if there is no such claim."""
        return self._printings[key]

    def asserting(self, key: ClaimKey) -> Printing:
        """Those printings of a claim's text that assert it."""
        return self._asserting[self.of(key)[0]]

    def hedged(self, key: ClaimKey) -> Printing:
        """Those printings of a claim's text that hedge it."""
        return self._hedged[self.of(key)[0]]

    def related(self, key: ClaimKey, kind: RelationKind) -> tuple[ClaimKey, ...]:
        """The texts that a claim's text restates, contradicts or differs from: the first that asserts each, in order.

        Nothing for a claim that asserts nothing.
        """
        if not asserts(self.claim(key)):
            return ()
        found = (self.asserting(first) for first in self._related.get((kind, self.of(key)[0]), ()))
        return tuple(printing[0] for printing in found if printing)

    def earlier(self, key: ClaimKey, printings: Printing) -> ClaimKey | None:
        """The first of some printings that comes before a claim and is no part of the same chain."""
        before = (other for other in printings if not self.overlap(key, other))
        other = next(before, None)
        return other if other is not None and self.order[other] < self.order[key] else None

    def elsewhere(self, document: int, printings: Printing) -> ClaimKey | None:
        """The first of some printings that another document has."""
        if not printings or printings[0].document != document:
            return printings[0] if printings else None
        place = bisect_right(printings, document, key=lambda key: key.document)
        return printings[place] if place < len(printings) else None

    def overlap(self, first: ClaimKey, second: ClaimKey) -> bool:
        """Whether two contents share words of one document."""
        return first.document == second.document and any(
            a.overlaps(b) for a in self.claim(first).content.spans for b in self.claim(second).content.spans
        )

    def overlapping(self, keys: Sequence[ClaimKey]) -> Iterator[tuple[ClaimKey, ClaimKey]]:
        """Pairs by which all claims are tied together whose contents share words, directly or over others."""
        places = sorted(
            (key.document, span.start_char, span.end_char, self.order[key], key)
            for key in keys
            for span in self.claim(key).content.spans
        )
        document, end, last = -1, 0, None
        for index, start, stop, _, key in places:
            if last is not None and index == document and start < end:
                yield last, key
                end = max(end, stop)
            else:
                document, end, last = index, stop, key


def asserts(claim: Claim) -> bool:
    """Whether a claim commits its source to anything: no silence, nothing left open."""
    return claim.assessment.act != "silence" and claim.assessment.factuality != "Uu"
