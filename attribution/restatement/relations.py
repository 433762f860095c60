"""Claims that are one proposition, without comparing every claim with every other.

Claims that print one text are one group, compared with others by its first; so what a relation costs is that of texts,
not of printings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
MOST_LIKE = 30
"""Texts of the very same content words (figures and order aside) that every other is compared with: the first ones."""


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
    """The repeats, restatements, contradictions and differences in figures among the claims of all documents.

    A repeat is related to the first printing of its text alone, and two texts are related by their first printings
    alone. Claims whose contents overlap in one document are one printing of the same words (a chain, a closing «بحسب»)
    and stand in no relation.

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
    groups = _groups(documents, propositions, settings)
    relations = [
        Relation("repeats", later, earlier, 1.0)
        for group in groups.values()
        for earlier, later in _copies(group, propositions)
    ]
    for one, other in _candidates({key: propositions[key] for key in groups}, settings):
        first, second = propositions[one], propositions[other]
        comparison = compare(first, second, settings)
        kind = _kind(comparison, first, second, _sources(documents, one, other), settings)
        apart = _first_apart(groups[one], groups[other], propositions) if kind is not None else None
        if kind is not None and apart is not None:
            earlier, later = sorted(apart, key=order.__getitem__)
            relations.append(Relation(kind, later, earlier, round(comparison.similarity, 4)))
    return tuple(sorted(relations, key=lambda relation: (order[relation.first], order[relation.second])))


def _groups(
    documents: Sequence[AnalysedDocument], propositions: Mapping[ClaimKey, Proposition], settings: RestatementSettings
) -> dict[ClaimKey, list[ClaimKey]]:
    """Claims that print one text, by the first of them: of one source where the text is too short for a copy."""
    grouped: defaultdict[Hashable, list[ClaimKey]] = defaultdict(list)
    for key, found in propositions.items():
        voice = None
        if found.words < settings.thresholds.copied_words:
            (source,) = _sources(documents, key)
            voice = identity_key(source) if source is not None else None
        text = found.text if found.words > 1 else key
        grouped[text, found.negative, found.asserted, voice].append(key)
    return {group[0]: group for group in grouped.values()}


def _copies(
    group: Sequence[ClaimKey], propositions: Mapping[ClaimKey, Proposition]
) -> Iterator[tuple[ClaimKey, ClaimKey]]:
    """Each printing after the first; what overlaps the first (a chain) is tied to the first printing apart from it."""
    first, *others = group
    apart = [key for key in others if not _overlap(first, key, propositions)]
    for later in apart:
        yield first, later
    for beside in others if len(apart) < len(others) else ():
        if _overlap(first, beside, propositions):
            other = next((key for key in apart if not _overlap(key, beside, propositions)), None)
            if other is not None:
                yield (beside, other) if group.index(beside) < group.index(other) else (other, beside)


def _first_apart(
    one: Sequence[ClaimKey], other: Sequence[ClaimKey], propositions: Mapping[ClaimKey, Proposition]
) -> tuple[ClaimKey, ClaimKey] | None:
    """The first printings of two texts that are not one printing of the same words."""
    pairs = chain(((one[0], key) for key in other), ((key, other[0]) for key in one))
    return next((pair for pair in pairs if not _overlap(*pair, propositions)), None)


def _candidates(
    propositions: Mapping[ClaimKey, Proposition], settings: RestatementSettings
) -> Iterator[tuple[ClaimKey, ClaimKey]]:
    """Pairs, earlier first, that may be one proposition; each pair once.

    Of two that are, one holds all terms of the other but light ones: every claim is filed under its rarest term and
    looked up by the terms of every other. Of those with the same terms :data:`MOST_LIKE` are filed.
    """
    frequency = Counter(term for found in propositions.values() for term in found.terms)
    order = {key: place for place, key in enumerate(propositions)}
    heavy = {key: found.heavy for key, found in propositions.items()}
    filed: dict[str, dict[frozenset[str], list[ClaimKey]]] = defaultdict(lambda: defaultdict(list))
    by_text: dict[str, list[ClaimKey]] = defaultdict(list)
    for key, found in propositions.items():
        terms = heavy[key]
        if len(terms) >= settings.thresholds.terms:
            like = filed[min(terms, key=lambda term: (frequency[term], term))][terms]
            if len(like) < MOST_LIKE:
                like.append(key)
        if found.words > 1 and len(by_text[found.text]) < MOST_LIKE:
            by_text[found.text].append(key)
    for key, found in propositions.items():
        filings = (filing for term in found.terms for filing in filed.get(term, {}).items())
        others = {other for terms, like in filings if terms <= found.terms.keys() for other in like}
        others.update(by_text.get(found.text, ()))
        for other in others - {key}:
            if not heavy[other] <= found.terms.keys():
                continue
            if order[other] < order[key]:
                yield other, key
            elif not heavy[key] <= propositions[other].terms.keys():
                yield key, other


def _overlap(one: ClaimKey, other: ClaimKey, propositions: Mapping[ClaimKey, Proposition]) -> bool:
    first, second = propositions[one].spans, propositions[other].spans
    return one.document == other.document and any(a.overlaps(b) for a in first for b in second)


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
