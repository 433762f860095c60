r"""How well sourced: a grade A–F for the originating end of the chain, judged without regard to what is said.

.. math:: v = \min\bigl(c(t),\; i(t) + h \cdot d^{\,n-1} + \textstyle\sum_k w_k\bigr)

with identifiability :math:`i` and ceiling :math:`c` of the origin's type :math:`t`, weight :math:`h` and decay
:math:`d` of the chain's :math:`n` links, and :math:`w_k` for direct words, stated reason or access, speaking on one's
own matter, and (negative) a relay that is not named. ``F`` is an abstention: a source that the text does not make
clear, or whose kind could not be decided.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.graph import originating_chain
from attribution.report.model import ScorePart, SourcingScore
from attribution.resolution import Source
from attribution.restatement import is_named, skeleton
from attribution.restatement.proposition import content_words
from attribution.restatement.words import bare, dictionary_form
from attribution.scoring.weights import ScoringWeights

__all__ = ["Grade", "SourceWords", "Standing", "grade_sourcing", "standing_of"]

Grade = Literal["A", "B", "C", "D", "E", "F"]
_UNNAMED = frozenset({"unnamed_official", "group", "anonymous"})
_NOUNS = frozenset({"NOUN", "PROPN", "X"})
_SHOWN_WORDS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What the grade rests on; :func:`dataclasses.replace` gives the counterfactuals.

    ``type`` is the origin's source type, ``nobody`` where nobody is named, None where it cannot be told; ``hops`` the
    links from the article to it (1: quoted by the article itself, 0: nobody); the spans are those of the words that
    each point rests on, None where there are none.
    """

    type: str | None
    hops: int
    quote: Literal["direct", "indirect", "mixed"]
    origin: str | None = None
    source_spans: tuple[Span, ...] = ()
    quote_spans: tuple[Span, ...] = ()
    relay_spans: tuple[Span, ...] = ()
    unnamed_relay: tuple[Span, ...] | None = None
    reason: tuple[Span, ...] | None = None
    access: tuple[Span, ...] | None = None
    own_matter: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What the mentions of a source say of it: keys of its own nouns and names, and words on how it can know."""

    own: frozenset[str]
    access: tuple[Span, ...] | None


def grade_sourcing(standing: Standing, weights: ScoringWeights) -> SourcingScore:
    """The grade of a standing, with every point and the words it rests on.

    Examples
    --------
    >>> from attribution.scoring import load_weights
    >>> grade_sourcing(Standing("official", 1, "direct"), load_weights()).grade
    'A'
    >>> grade_sourcing(Standing("anonymous", 2, "indirect"), load_weights()).grade
    'E'
    >>> grade_sourcing(Standing(None, 1, "direct"), load_weights()).grade
    'F'
    """
    if standing.type is None:
        return SourcingScore(grade="F", value=None, hops=standing.hops, origin=standing.origin, parts=())
    rules = weights.sourcing
    identifiability = getattr(rules.identifiability, standing.type)
    parts = [_part(f"identifiability.{standing.type}", identifiability.weight, standing.source_spans)]
    if standing.hops:
        value = rules.hops.weight * rules.hops.decay ** (standing.hops - 1)
        parts.append(_part("hops", value, standing.relay_spans))
    if standing.unnamed_relay is not None:
        parts.append(_part("relay_unnamed", rules.relay_unnamed.weight, standing.unnamed_relay))
    if standing.quote != "indirect" and standing.type != "nobody":
        parts.append(_part(standing.quote, getattr(rules, standing.quote).weight, standing.quote_spans))
    for name in ("reason", "access", "own_matter"):
        spans = getattr(standing, name)
        if spans is not None:
            parts.append(_part(name, getattr(rules, name).weight, spans))
    total = round(sum(part.value for part in parts), 4)
    value = min(max(total, 0.0), identifiability.ceiling)
    if value != total:
        parts.append(_part("ceiling", round(value - total, 4), ()))
    return SourcingScore(
        grade=_grade(value, weights), value=value, hops=standing.hops, origin=standing.origin, parts=tuple(parts)
    )


def standing_of(
    item: AnalysedDocument,
    claim: Claim,
    weights: ScoringWeights,
    read: MutableMapping[str, SourceWords] | None = None,
) -> Standing:
    """What the sourcing of a claim rests on; ``read`` keeps the words of the document's sources by their ids."""
    chain = originating_chain(item, claim)
    end = chain[-1]
    links = _distinct_sources(item, chain)
    if end.source is None:
        unexpressed = end.mention.form == "unexpressed"
        return Standing("nobody" if unexpressed else None, 0, claim.content.quote, source_spans=(end.content.cue.span,))
    source = item.source(end.source)
    read = {} if read is None else read
    if source.id not in read:
        read[source.id] = _source_words(item, source, weights)
    relays = links[:-1]
    unnamed = [relay for relay in relays if not is_named(relay)]
    named = _mention_spans(end, source)
    return Standing(
        type=None if source.type == "unspecified" else source.type,
        hops=len(links),
        quote=claim.content.quote,
        origin=source.id,
        source_spans=named,
        quote_spans=claim.content.spans,
        relay_spans=tuple(relay.mentions[0] for relay in relays if relay.mentions),
        unnamed_relay=tuple(relay.mentions[0] for relay in unnamed if relay.mentions) if unnamed else None,
        reason=(source.anonymity_reason,) if source.anonymity_reason and source.type in _UNNAMED else None,
        access=read[source.id].access if source.type in _UNNAMED else None,
        own_matter=_own_matter(item, end, source, read[source.id].own),
    )


def _distinct_sources(item: AnalysedDocument, chain: Sequence[Claim]) -> list[Source]:
    """The sources along a chain, outermost first; one that quotes itself counts once, links without source are left."""
    links: list[Source] = []
    for claim in chain:
        if claim.source is not None and (not links or links[-1].id != claim.source):
            links.append(item.source(claim.source))
    return links


def _mention_spans(claim: Claim, source: Source) -> tuple[Span, ...]:
    if claim.mention.span is not None:
        return (claim.mention.span,)
    return source.mentions[:1]


def _source_words(item: AnalysedDocument, source: Source, weights: ScoringWeights) -> SourceWords:
    own: set[str] = set()
    access: list[Span] = []
    for _, word in content_words(item, source.mentions):
        forms = (bare(word.form), bare(word.lemma))
        if not weights.access_words.isdisjoint(forms):
            access.append(word.span)
        if word.upos in _NOUNS and weights.titles.isdisjoint(forms):
            own.add(skeleton(dictionary_form(word)))
    return SourceWords(frozenset(key for key in own if len(key) > 2), tuple(access[:_SHOWN_WORDS]) or None)


def _own_matter(item: AnalysedDocument, claim: Claim, source: Source, own: frozenset[str]) -> tuple[Span, ...] | None:
    """Words of the content that name the source or its institution, or the first person in its own words."""
    if source.type in {"media", "document", "anonymous"}:
        return None
    found = []
    for _, word in content_words(item, claim.content.spans):
        first_person = claim.content.quote != "indirect" and word.feats.get("Person") == "1"
        if first_person or (word.upos in _NOUNS and skeleton(dictionary_form(word)) in own):
            found.append(word.span)
    return tuple(found) or None


def _grade(value: float, weights: ScoringWeights) -> Grade:
    for grade, step in weights.grades.items():
        if step.start is not None and value >= step.start - 1e-9:
            return grade
    return "E"


def _part(rule: str, value: float, spans: tuple[Span, ...]) -> ScorePart:
    return ScorePart(rule=f"sourcing.{rule}", value=round(value, 4), spans=spans)
