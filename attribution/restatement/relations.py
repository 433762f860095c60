"""All pairs of claims that are one proposition, without comparing every claim with every other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.claims import AnalysedDocument
from attribution.resolution import Source
from attribution.restatement.comparison import Comparison, compare
from attribution.restatement.keys import ClaimKey, iterate_claims
from attribution.restatement.proposition import Proposition, proposition
from attribution.restatement.settings import RestatementSettings, load_restatement_settings
from attribution.restatement.sources import identity_key

__all__ = ["Relation", "RelationKind", "find_relations"]

RelationKind = Literal["repeats", "restates", "contradicts", "differs"]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two claims about one thing, the later one first, as it repeats, restates, contradicts the earlier.

    ``differs``: the same but for the figures. ``similarity`` is between 0 and 1.
    """

    kind: RelationKind
    first: ClaimKey
    second: ClaimKey
    similarity: float


def find_relations(
    documents: Sequence[AnalysedDocument], settings: RestatementSettings | None = None
) -> tuple[Relation, ...]:
    """Every repeat, restatement, contradiction and difference in figures among the claims of all documents.

    Claims whose contents overlap in one document are one printing of the same words (a chain, a closing «بحسب») and
    stand in no relation. Claims are not compared each with each: see the candidates below.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        All documents of one call.
    settings : RestatementSettings, optional
        Thresholds and word lists; the embedded ones by default.

    Returns
    -------
    tuple of Relation
        Ordered by the later claim, then the earlier one.
    """
    settings = settings or load_restatement_settings()
    claims = dict(iterate_claims(documents))
    propositions = {key: proposition(documents[key.document], claim, settings) for key, claim in claims.items()}
    order = {key: place for place, key in enumerate(claims)}
    relations = []
    for earlier, later in sorted(_candidates(propositions, settings), key=lambda p: (order[p[1]], order[p[0]])):
        first, second = propositions[earlier], propositions[later]
        if earlier.document == later.document and _overlap(first, second):
            continue
        comparison = compare(first, second, settings)
        kind = _kind(comparison, first, second, _sources(documents, earlier, later), settings)
        if kind is not None:
            relations.append(Relation(kind, later, earlier, round(comparison.similarity, 4)))
    return tuple(relations)


def _candidates(
    propositions: Mapping[ClaimKey, Proposition], settings: RestatementSettings
) -> Iterator[tuple[ClaimKey, ClaimKey]]:
    """Pairs, earlier first, that may be one proposition; each pair once.

    Of two that are, one holds all terms of the other but light ones: every claim is filed under its rarest term and
    looked up by the terms of every other.
    """
    frequency = Counter(term for found in propositions.values() for term in found.terms)
    order = {key: place for place, key in enumerate(propositions)}
    heavy = {key: found.heavy for key, found in propositions.items()}
    filed: dict[str, list[ClaimKey]] = defaultdict(list)
    by_text: dict[str, list[ClaimKey]] = defaultdict(list)
    for key, found in propositions.items():
        if len(heavy[key]) >= settings.thresholds.terms:
            filed[min(heavy[key], key=lambda term: (frequency[term], term))].append(key)
        if found.words > 1:
            by_text[found.text].append(key)
    for key, found in propositions.items():
        others = {other for term in found.terms for other in filed.get(term, ())}
        others.update(by_text.get(found.text, ()))
        for other in others - {key}:
            if not heavy[other] <= found.terms.keys():
                continue
            if order[other] < order[key]:
                yield other, key
            elif not heavy[key] <= propositions[other].terms.keys():
                yield key, other


def _overlap(first: Proposition, second: Proposition) -> bool:
    return any(a.overlaps(b) for a in first.spans for b in second.spans)


def _sources(documents: Sequence[AnalysedDocument], *keys: ClaimKey) -> tuple[Source | None, ...]:
    found = []
    for key in keys:
        source = documents[key.document].claim(key.claim).source
        found.append(documents[key.document].source(source) if source is not None else None)
    return tuple(found)


def _kind(
    comparison: Comparison,
    first: Proposition,
    second: Proposition,
    sources: tuple[Source | None, ...],
    settings: RestatementSettings,
) -> RelationKind | None:
    same_text = first.text == second.text
    if comparison.verdict == "same" and same_text and _is_copy(first, sources, settings):
        return "repeats"
    if not (first.asserted and second.asserted):
        return None
    return {"same": "restates", "opposite": "contradicts", "differs": "differs"}.get(comparison.verdict)  # type: ignore[return-value]


def _is_copy(found: Proposition, sources: tuple[Source | None, ...], settings: RestatementSettings) -> bool:
    """The same words are a copy unless two different named sources are short enough to have said them by themselves."""
    if found.words >= settings.thresholds.copied_words:
        return True
    keys = [identity_key(source) if source is not None else None for source in sources]
    return None in keys or len(set(keys)) == 1
