"""The attribution graph: documents, claims and sources of one call, and what ties them together.

===========  ===================  ==================================================================
edge         from → to            meaning
===========  ===================  ==================================================================
contains     document → claim     the document prints the claim
credits      source → claim       the claim is credited to the source
relays       source → source      the first quotes the second (one edge a link of a chain)
repeats      claim → claim        the same text printed again; from the later to the first printing
restates     claim → claim        the same proposition in other words
contradicts  claim → claim        the same proposition, opposite polarity or act
differs      claim → claim        the same but for its figures
===========  ===================  ==================================================================

A text printed in n articles has n - 1 edges ``repeats``, and what it has to do with other texts is told by one edge,
between their first printings; :class:`attribution.printings.Printings` reads off the rest.

Node and edge attributes are those of :class:`DocumentNode` … :class:`RelationEdge`; every value is a str, int, float or
bool, and absent text is ``""``, so that every export format holds them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypedDict, cast

import networkx as nx

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.resolution import Source
from attribution.restatement import (
    ClaimKey,
    RelationKind,
    RestatementSettings,
    claim_name,
    document_labels,
    find_relations,
    identity_key,
    is_named,
)

__all__ = [
    "RELATIONS",
    "ClaimNode",
    "ContainsEdge",
    "CreditsEdge",
    "DocumentNode",
    "Graph",
    "RelationEdge",
    "RelaysEdge",
    "SourceNode",
    "build_graph",
    "claim_node",
    "document_node",
    "originating_chain",
    "relation_edges",
    "relay_chain",
    "source_node",
]

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_SAME_CONTENT = 0.8
RELATIONS: tuple[RelationKind, ...] = ("repeats", "restates", "contradicts", "differs")


class DocumentNode(TypedDict):
    """An article. ``index`` is its position in the call; ``local_id`` its own id, which another may have too."""

    kind: Literal["document"]
    index: int
    local_id: str
    label: str
    path: str


class ClaimNode(TypedDict):
    """A claim. ``label`` is the content's text, ``cue`` the cue's; ``start_char`` is that of the cue."""

    kind: Literal["claim"]
    document: int
    local_id: str
    label: str
    cue: str
    start_char: int
    end_char: int
    act: str
    certainty: str
    factuality: str
    polarity: str
    stance: str
    quote: str


class SourceNode(TypedDict):
    """A source. ``identity`` is equal for one named source in several documents and ``""`` for unnamed ones."""

    kind: Literal["source"]
    document: int
    local_id: str
    label: str
    type: str
    anonymous: bool
    anonymity_reason: str
    identity: str


class ContainsEdge(TypedDict):
    """document → claim."""

    kind: Literal["contains"]


class CreditsEdge(TypedDict):
    """source → claim."""

    kind: Literal["credits"]
    cue: str
    stance: str
    act: str
    quote: str
    certainty: str


class RelaysEdge(TypedDict):
    """source → source. ``chain`` names the innermost claim; ``hop`` is 1 for the source nearest to the article."""

    kind: Literal["relays"]
    chain: str
    hop: int


class RelationEdge(TypedDict):
    """claim → claim."""

    kind: Literal["repeats", "restates", "contradicts", "differs"]
    similarity: float


def document_node(labels: Sequence[str], index: int) -> str:
    """The node of a document."""
    return f"document:{labels[index]}"


def claim_node(labels: Sequence[str], key: ClaimKey) -> str:
    """The node of a claim."""
    return f"claim:{claim_name(labels, key)}"


def source_node(labels: Sequence[str], index: int, source_id: str) -> str:
    """The node of a source."""
    return f"source:{labels[index]}#{source_id}"


def build_graph(documents: Sequence[AnalysedDocument], settings: RestatementSettings | None = None) -> Graph:
    """The graph over all documents of one call.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        In the order of the call; ids may collide.
    settings : RestatementSettings, optional
        What counts as one proposition; lexicons/restatement.yaml by default.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges in document and text order: the same input gives the same graph.

    Examples
    --------
    >>> build_graph(()).number_of_nodes()
    0
    """
    graph: Graph = nx.MultiDiGraph()
    labels = document_labels(documents)
    for index, item in enumerate(documents):
        _add_document(graph, labels, index, item)
    for relation in find_relations(documents, settings):
        edge = RelationEdge(kind=relation.kind, similarity=relation.similarity)
        graph.add_edge(claim_node(labels, relation.first), claim_node(labels, relation.second), **edge)
    return graph


def relay_chain(item: AnalysedDocument, claim: Claim) -> tuple[Claim, ...]:
    """The claims that a claim is quoted through, from the one the article itself tells to the claim.

    Examples
    --------
    A minister quoted by an agency: ``(agency's claim, minister's claim)``. A chain that bites its own tail is cut.
    """
    links = {claim.id: claim}
    while (via := claim.via) is not None and via not in links:
        claim = links[via] = item.claim(via)
    return tuple(reversed(links.values()))


def originating_chain(item: AnalysedDocument, claim: Claim) -> tuple[Claim, ...]:
    """The chain of claims from the article to the origin of a claim's content.

    A claim that only passes on the whole content of another (an agency quoting a minister) has that other's source as
    its origin; a claim that reports somebody's words among other things has its own.
    """
    end = claim
    visited = {claim.id}
    while (inner := _relayed(item, end)) is not None and inner.id not in visited:
        visited.add(inner.id)
        end = inner
    return relay_chain(item, end)


def _relayed(item: AnalysedDocument, claim: Claim) -> Claim | None:
    nested = item.nested_in(claim.id)
    extent = _letters(item, claim.content.spans) if nested else frozenset()
    for inner in nested:
        if len(extent & _letters(item, inner.content.spans)) >= _SAME_CONTENT * len(extent):
            return inner
    return None


def _letters(item: AnalysedDocument, spans: Sequence[Span]) -> frozenset[int]:
    text = item.document.text
    return frozenset(i for span in spans for i in range(*span) if text[i].isalnum())


def relation_edges(graph: Graph, *kinds: str) -> tuple[tuple[str, str, RelationEdge], ...]:
    """The edges between claims, of the kinds given or of all, in the graph's order."""
    wanted = kinds or RELATIONS
    return tuple(
        (first, second, cast("RelationEdge", data))
        for first, second, data in graph.edges(data=True)
        if data["kind"] in wanted
    )


def _add_document(graph: Graph, labels: Sequence[str], index: int, item: AnalysedDocument) -> None:
    document = item.document
    title = document.title.of(document.text).strip() if document.title else ""
    node = DocumentNode(
        kind="document", index=index, local_id=document.id, label=title or document.id, path=document.source or ""
    )
    graph.add_node(document_node(labels, index), **node)
    for source in item.sources:
        graph.add_node(source_node(labels, index, source.id), **_source_attributes(item, index, source))
    for claim in item.claims:
        graph.add_node(claim_node(labels, ClaimKey(index, claim.id)), **_claim_attributes(item, index, claim))
    for claim in item.claims:
        _add_claim_edges(graph, labels, index, item, claim)


def _add_claim_edges(graph: Graph, labels: Sequence[str], index: int, item: AnalysedDocument, claim: Claim) -> None:
    target = claim_node(labels, ClaimKey(index, claim.id))
    graph.add_edge(document_node(labels, index), target, **ContainsEdge(kind="contains"))
    if claim.source is not None:
        credit = CreditsEdge(
            kind="credits",
            cue=claim.content.cue.span.of(item.document.text),
            stance=claim.assessment.stance,
            act=claim.assessment.act,
            quote=claim.content.quote,
            certainty=claim.assessment.certainty,
        )
        graph.add_edge(source_node(labels, index, claim.source), target, **credit)
    chain = relay_chain(item, claim)
    if len(chain) < 2:
        return
    outer, inner = chain[-2], chain[-1]
    if outer.source is not None and inner.source is not None and outer.source != inner.source:
        relay = RelaysEdge(kind="relays", chain=claim_name(labels, ClaimKey(index, claim.id)), hop=len(chain) - 1)
        graph.add_edge(source_node(labels, index, outer.source), source_node(labels, index, inner.source), **relay)


def _source_attributes(item: AnalysedDocument, index: int, source: Source) -> SourceNode:
    reason = source.anonymity_reason
    return SourceNode(
        kind="source",
        document=index,
        local_id=source.id,
        label=source.name,
        type=source.type,
        anonymous=not is_named(source),
        anonymity_reason=reason.of(item.document.text) if reason else "",
        identity=identity_key(source) or "",
    )


def _claim_attributes(item: AnalysedDocument, index: int, claim: Claim) -> ClaimNode:
    cue: Span = claim.content.cue.span
    return ClaimNode(
        kind="claim",
        document=index,
        local_id=claim.id,
        label=" … ".join(span.of(item.document.text) for span in claim.content.spans),
        cue=cue.of(item.document.text),
        start_char=cue.start_char,
        end_char=cue.end_char,
        act=claim.assessment.act,
        certainty=claim.assessment.certainty,
        factuality=claim.assessment.factuality,
        polarity=claim.assessment.polarity,
        stance=claim.assessment.stance,
        quote=claim.content.quote,
    )
