"""What several renderers read off a report: order of checking, kinds of claims, chains, excerpts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribution.report.model import ClaimRecord, DocumentRecord, SourceRecord, SpanPair

__all__ = [
    "UNNAMED_TYPES",
    "WEAK_GRADES",
    "Tally",
    "chain",
    "claims_by_source",
    "display_title",
    "excerpt",
    "in_checking_order",
    "is_denied",
    "is_hedged",
    "is_unnamed",
    "is_weak",
    "source_type",
    "sources_by_id",
    "spans_text",
    "tally",
    "telling_reasons",
]

UNNAMED_TYPES = frozenset({"anonymous", "unnamed_official", "group", "unspecified", "nobody"})
WEAK_GRADES = frozenset({"D", "E", "F"})


def sources_by_id(document: DocumentRecord) -> Mapping[str, SourceRecord]:
    """The sources of an article by their ids."""
    return {source.id: source for source in document.sources}


def in_checking_order(document: DocumentRecord) -> tuple[ClaimRecord, ...]:
    """Claims by rank of checking; those without scores after them, in text order."""
    ranks = {c.id: (0, c.scores.priority.rank) if c.scores else (1, 0) for c in document.claims}
    return tuple(sorted(document.claims, key=lambda claim: ranks[claim.id]))


def source_type(claim: ClaimRecord, sources: Mapping[str, SourceRecord]) -> str:
    """The type of a claim's source; ``nobody`` where it has none."""
    return "nobody" if claim.source is None else sources[claim.source].type


def is_weak(claim: ClaimRecord) -> bool:
    """Whether the sourcing grade is D, E or F."""
    return claim.scores is not None and claim.scores.sourcing.grade in WEAK_GRADES


def telling_reasons(claim: ClaimRecord) -> tuple[str, ...]:
    """The rules that put the claim at its place of checking, without firmness it lacks and weakness it is free of."""
    if claim.scores is None:
        return ()
    applies = {
        "priority.firm": claim.certainty == "certain",
        "priority.weak_sourcing": is_weak(claim),
    }
    return tuple(part.rule for part in claim.scores.priority.parts if applies.get(part.rule, True))


def is_hedged(claim: ClaimRecord) -> bool:
    """Whether a word lowers the certainty of the claim."""
    return bool(claim.hedges) or claim.certainty in {"probable", "possible"}


def is_denied(claim: ClaimRecord) -> bool:
    """Whether the claim is a denial."""
    return claim.act == "denial"


def is_unnamed(claim: ClaimRecord, sources: Mapping[str, SourceRecord]) -> bool:
    """Whether the source has no name that a reader could call."""
    return source_type(claim, sources) in UNNAMED_TYPES


def chain(document: DocumentRecord, claim: ClaimRecord) -> tuple[ClaimRecord, ...]:
    """The claim and those it is quoted inside of, from the innermost to the one that the article itself tells."""
    links = {claim.id: claim}
    while claim.via is not None and claim.via not in links and (outer := _claim(document, claim.via)) is not None:
        claim = links[outer.id] = outer
    return tuple(links.values())


def _claim(document: DocumentRecord, claim_id: str) -> ClaimRecord | None:
    """The claim with an id: at its number, where claims are numbered in order as the tool does."""
    number = claim_id.removeprefix("C")
    if number.isdecimal() and 0 < int(number) <= len(document.claims):
        claim = document.claims[int(number) - 1]
        if claim.id == claim_id:
            return claim
    return next((claim for claim in document.claims if claim.id == claim_id), None)


def claims_by_source(document: DocumentRecord) -> Mapping[str | None, Sequence[str]]:
    """The ids of the claims of each source, in text order; a source without claims has an empty entry."""
    claims: dict[str | None, list[str]] = {source.id: [] for source in document.sources}
    for claim in document.claims:
        claims.setdefault(claim.source, []).append(claim.id)
    return claims


def spans_text(text: str, spans: tuple[SpanPair, ...]) -> tuple[str, ...]:
    """The characters of each span."""
    return tuple(text[start:end] for start, end in spans)


def excerpt(text: str, length: int) -> str:
    """The text on one line, cut at a space to at most ``length`` characters, an ellipsis included.

    Examples
    --------
    >>> excerpt("one two three", 9)
    'one two…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ،,.") + "…"


def display_title(document: DocumentRecord) -> str:
    """The headline on one line, or the document's id."""
    title = excerpt(document.text[slice(*document.title)], 200) if document.title else ""
    return title or document.id


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a summary line; ``unnamed`` counts sources, ``weak`` claims."""

    claims: int
    sources: int
    unnamed: int
    weak: int
    findings: int


def tally(document: DocumentRecord) -> Tally:
    """Count what an article's summary line tells."""
    return Tally(
        claims=len(document.claims),
        sources=len(document.sources),
        unnamed=sum(source.type in UNNAMED_TYPES for source in document.sources),
        weak=sum(map(is_weak, document.claims)),
        findings=len(document.findings),
    )
