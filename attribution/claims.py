"""Claims: the records that the report, the graph and the scores are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from attribution.certainty import Assessment
from attribution.content import Content
from attribution.document import Document, Span
from attribution.intervals import SpanIndex, characters
from attribution.resolution import Resolution, Source
from attribution.sources import Mention

__all__ = ["AnalysedDocument", "Claim", "build_claims"]

_SAME_CONTENT = 0.8
_RELAYING_PARTS = frozenset({"particle", "masdar", "noun"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution: content, who it is credited to, how sure, and the claim it is quoted inside of.

    ``id`` is ``C1``, ``C2`` … in text order of the cues; ``source`` a source id or None; ``via`` a claim id or None.
    """

    id: str
    content: Content
    mention: Mention
    source: str | None
    assessment: Assessment
    via: str | None


@dataclass(frozen=True)
class AnalysedDocument:
    """A parsed article with its sources and claims: input of graph, scoring, checks and report."""

    document: Document
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...]

    def source(self, source_id: str) -> Source:
        """The source with an id; ``KeyError`` if there is none."""
        return self._sources_by_id[source_id]

    def claim(self, claim_id: str) -> Claim:
        """The claim with an id; ``KeyError`` if there is none."""
        return self._claims_by_id[claim_id]

    def nested_in(self, claim_id: str) -> tuple[Claim, ...]:
        """The claims that are quoted inside of a claim (their ``via``), in text order."""
        return self._nested.get(claim_id, ())

    @cached_property
    def _sources_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in reversed(self.sources)}

    @cached_property
    def _claims_by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in reversed(self.claims)}

    @cached_property
    def _nested(self) -> Mapping[str, tuple[Claim, ...]]:
        nested: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.via is not None:
                nested[claim.via].append(claim)
        return {outer: tuple(inner) for outer, inner in nested.items()}


def build_claims(
    document: Document,
    mentions: tuple[Mention, ...],
    resolution: Resolution,
    assessments: tuple[Assessment, ...],
) -> AnalysedDocument:
    """Number the claims in text order and link each to the claim it is nested in (``via``).

    A claim is nested in another

    - whose content holds its cue, the innermost if there are several;
    - that relays it: same content and sentence, «نقلت الوكالة عن الوزير قوله إن …», «قال … نقلا عن مصادر إن …»: the
      second cue via the first;
    - that frames it: «ووفقا للوكالة فقد أوضحت مصادر أن …», and where a news medium closes the sentence («…, حسب
      رويترز»): the verb via the particle.

    A particle that closes another's clause otherwise stands beside it and has no ``via``.

    Parameters
    ----------
    document : Document
        Parsed.
    mentions, assessments : tuple
        Parallel, one for each content.
    resolution : Resolution
        Of these mentions.

    Returns
    -------
    AnalysedDocument
        Claims in text order of their cues; ``via`` never leads in a circle.

    Raises
    ------
    ValueError
        If ``mentions``, ``assessments`` and ``resolution.assigned`` differ in length.
    """
    if not len(mentions) == len(assessments) == len(resolution.assigned):
        raise ValueError("mentions, assessments and assigned sources must be parallel")
    order = sorted(range(len(mentions)), key=lambda i: _key(mentions[i].content))
    media = {source.id for source in resolution.sources if source.type == "media"}
    ordered = [mentions[i] for i in order]
    sources = [resolution.assigned[i] for i in order]
    vias = _links(ordered, sources, media)
    claims = tuple(
        Claim(
            id=f"C{place + 1}",
            content=ordered[place].content,
            mention=ordered[place],
            source=sources[place],
            assessment=assessments[index],
            via=None if via is None else f"C{via + 1}",
        )
        for place, (index, via) in enumerate(zip(order, vias, strict=True))
    )
    warnings = (*document.warnings, *resolution.warnings)
    return AnalysedDocument(document, resolution.sources, claims, warnings)


def _key(content: Content) -> tuple[Span, tuple[Span, ...]]:
    return content.cue.span, content.spans


def _links(mentions: Sequence[Mention], sources: Sequence[str | None], media: set[str]) -> list[int | None]:
    """For each mention the place of the one it is nested in."""
    contents = SpanIndex((span, place) for place, mention in enumerate(mentions) for span in mention.content.spans)
    links: list[int | None] = [_innermost_holder(mentions, contents, place) for place in range(len(mentions))]
    in_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        in_sentence[mention.content.cue.sentence].append(place)
    for place, mention in enumerate(mentions):
        if links[place] is None:
            outer = _relay(mentions, sources, media, place, in_sentence[mention.content.cue.sentence])
            if outer is not None and not _leads_to(links, outer, place):
                links[place] = outer
    return links


def _innermost_holder(mentions: Sequence[Mention], contents: SpanIndex[int], place: int) -> int | None:
    cue = mentions[place].content.cue.span
    holders = [
        (sum(part.end_char - part.start_char for part in mentions[index].content.spans), index)
        for span, index in contents.near(cue)
        if index != place and span.contains(cue)
    ]
    return min(holders)[1] if holders else None


def _relay(
    mentions: Sequence[Mention], sources: Sequence[str | None], media: set[str], place: int, beside: Sequence[int]
) -> int | None:
    """The claim with the same content that this one reached the article through, of those beside it in the sentence."""
    mine = mentions[place].content
    for index in beside:
        theirs = mentions[index].content
        if index == place or sources[index] == sources[place]:
            continue
        if not _same_content(mine, theirs):
            continue
        if index < place and _relays(theirs, mine):
            return index
        if theirs.cue.part == "particle" and mine.cue.part != "particle":
            opens = theirs.cue.span.end_char <= min(span.start_char for span in mine.spans)
            closes_as_medium = index > place and sources[index] in media and sources[place] not in media
            if (index < place and opens) or closes_as_medium:
                return index
    return None


def _relays(outer: Content, inner: Content) -> bool:
    """«نقلت … عن», «… قوله», «قال … نقلا عن»: the second cue stands between the first and the content."""
    if inner.cue.part not in _RELAYING_PARTS or outer.cue.part == "particle":
        return False
    return inner.cue.span.end_char <= min(span.start_char for span in inner.spans)


def _same_content(first: Content, second: Content) -> bool:
    mine, theirs = characters(first.spans), characters(second.spans)
    return bool(mine) and len(mine & theirs) >= _SAME_CONTENT * len(mine | theirs)


def _leads_to(links: Sequence[int | None], start: int, target: int) -> bool:
    current: int | None = start
    seen: set[int] = set()
    while current is not None and current not in seen:
        if current == target:
            return True
        seen.add(current)
        current = links[current]
    return False
