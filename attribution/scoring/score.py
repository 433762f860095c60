"""All scores of a call, with gaps and counterfactuals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from attribution.claims import AnalysedDocument, Claim
from attribution.graph import Graph, claim_node, originating_chain, relation_edges
from attribution.report.model import (
    CertaintyScore,
    ClaimScores,
    CorroborationScore,
    CounterfactualRecord,
    RelationRecord,
    SourcingScore,
)
from attribution.restatement import ClaimKey, document_labels, iterate_claims
from attribution.scoring.certainty import score_certainty
from attribution.scoring.corroboration import Corroborator
from attribution.scoring.priority import Grounds, checkable, rank_claims
from attribution.scoring.sourcing import SourceWords, Standing, grade_sourcing, standing_of
from attribution.scoring.weights import ScoringWeights, load_weights

__all__ = ["relation_records", "score"]

_UNNAMED = frozenset({"unnamed_official", "group", "anonymous"})


def score(
    documents: Sequence[AnalysedDocument], graph: Graph, weights: ScoringWeights | None = None
) -> Mapping[ClaimKey, ClaimScores]:
    """The scores of every claim.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        In the order of the call.
    graph : networkx.MultiDiGraph
        What :func:`attribution.graph.build_graph` made of the same documents.
    weights : ScoringWeights, optional
        lexicons/scoring.yaml by default.

    Returns
    -------
    mapping of ClaimKey to ClaimScores
        In document and text order; ranks run over the whole call.

    Examples
    --------
    >>> import networkx
    >>> score((), networkx.MultiDiGraph())
    {}
    """
    weights = weights or load_weights()
    corroborator = Corroborator(documents, graph, weights)
    standings: dict[ClaimKey, Standing] = {}
    grounds: dict[ClaimKey, Grounds] = {}
    claims = dict(iterate_claims(documents))
    read: list[dict[str, SourceWords]] = [{} for _ in documents]
    for key, claim in claims.items():
        item = documents[key.document]
        cue = claim.content.cue.span
        standings[key] = standing_of(item, claim, weights, read[key.document])
        grounds[key] = Grounds(
            sourcing=grade_sourcing(standings[key], weights),
            corroboration=corroborator.score(key),
            certainty=score_certainty(claim.assessment, cue, weights),
            checkable=checkable(item, claim, weights),
            cue=cue,
            listed_already=corroborator.earlier_printing(key) is not None or _passed_on(item, claim),
        )
    priorities = rank_claims(grounds, weights)
    return {
        key: ClaimScores(
            sourcing=found.sourcing,
            corroboration=found.corroboration,
            certainty=found.certainty,
            priority=priorities[key],
            gaps=tuple(_gaps(standings[key], found.corroboration, found.certainty)),
            counterfactuals=(
                *_sourcing_changes(standings[key], found.sourcing, weights),
                *_corroboration_changes(key, found.corroboration, corroborator),
                *_certainty_changes(claims[key], found.certainty, weights),
            ),
        )
        for key, found in grounds.items()
    }


def relation_records(documents: Sequence[AnalysedDocument], graph: Graph) -> tuple[RelationRecord, ...]:
    """Repeats, restatements, contradictions and differing figures as the report holds them."""
    labels = document_labels(documents)
    names = {claim_node(labels, key): f"{labels[key.document]}#{key.claim}" for key, _ in iterate_claims(documents)}
    return tuple(
        RelationRecord(kind=data["kind"], first=names[first], second=names[second], similarity=data["similarity"])
        for first, second, data in relation_edges(graph)
    )


def _passed_on(item: AnalysedDocument, claim: Claim) -> bool:
    """Whether the claim only passes on the whole content of another claim, which is listed for itself."""
    return originating_chain(item, claim)[-1].id != claim.id


def _gaps(standing: Standing, corroboration: CorroborationScore, certainty: CertaintyScore) -> Iterator[str]:
    if standing.type is None:
        yield "origin_unresolved"
    elif standing.type == "nobody":
        yield "origin_unknown"
    elif standing.type in _UNNAMED:
        yield from _anonymity_gaps(standing)
    if standing.hops > 1:
        yield "second_hand"
    if standing.unnamed_relay is not None:
        yield "relay_unnamed"
    if corroboration.contradicted_by:
        yield "contradicted"
    if len(corroboration.origins) == 1:
        yield "single_origin"
    if certainty.probability is None:
        yield "uncommitted"


def _anonymity_gaps(standing: Standing) -> Iterator[str]:
    yield "origin_unnamed"
    if standing.reason is None and standing.type != "group":
        yield "no_reason"
    if standing.access is None and standing.type != "unnamed_official":
        yield "no_access"


def _sourcing_changes(
    standing: Standing, before: SourcingScore, weights: ScoringWeights
) -> Iterator[CounterfactualRecord]:
    changes: dict[str, Standing] = {}
    if standing.type in _UNNAMED or standing.type == "nobody":
        named = "official" if standing.type == "unnamed_official" else "person"
        changes["named"] = replace(standing, type=named, hops=max(1, standing.hops), reason=None, access=None)
    if standing.hops > 1:
        changes["heard_directly"] = replace(standing, hops=1, unnamed_relay=None)
    if standing.quote != "direct" and standing.type not in {None, "nobody"}:
        changes["own_words"] = replace(standing, quote="direct")
    if standing.type in _UNNAMED:
        if standing.reason is None:
            changes["reason_stated"] = replace(standing, reason=())
        if standing.access is None:
            changes["access_stated"] = replace(standing, access=())
    for change, after in changes.items():
        grade = grade_sourcing(after, weights).grade
        if grade != before.grade:
            yield CounterfactualRecord(change=change, axis="sourcing", before=before.grade, after=grade)


def _corroboration_changes(
    key: ClaimKey, before: CorroborationScore, corroborator: Corroborator
) -> Iterator[CounterfactualRecord]:
    if before.level == 6:
        return
    after = {"second_origin": corroborator.level_with_another(key)}
    if before.contradicted_by:
        after["contradiction_resolved"] = corroborator.level_with_another(key, uncontested=True)
    for change, level in after.items():
        if level != before.level:
            yield CounterfactualRecord(change=change, axis="corroboration", before=str(before.level), after=str(level))


def _certainty_changes(claim: Claim, before: CertaintyScore, weights: ScoringWeights) -> Iterator[CounterfactualRecord]:
    assessment = claim.assessment
    hedged = assessment.certainty in {"probable", "possible"}
    if before.probability is None or not hedged:
        return
    sign = assessment.factuality[-1]
    markers = tuple(m for m in assessment.markers if m.kind != "hedge" or m.scope == "side")
    plain = replace(assessment, certainty="certain", factuality="CT+" if sign == "+" else "CT-", markers=markers)
    after = score_certainty(plain, claim.content.cue.span, weights)
    yield CounterfactualRecord(change="unhedged", axis="certainty", before=before.factuality, after=after.factuality)
