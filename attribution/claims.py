"""Claims: the records that the report, the graph and the scores are made from."""

from __future__ import annotations

from dataclasses import dataclass

from attribution.certainty import Assessment
from attribution.content import Content
from attribution.document import Document
from attribution.resolution import Resolution, Source
from attribution.sources import Mention

__all__ = ["AnalysedDocument", "Claim", "build_claims"]


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


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A parsed article with its sources and claims: input of graph, scoring, checks and report."""

    document: Document
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...]

    def source(self, source_id: str) -> Source:
        """The source with an id; ``KeyError`` if there is none."""
        return next(s for s in self.sources if s.id == source_id)

    def claim(self, claim_id: str) -> Claim:
        """The claim with an id; ``KeyError`` if there is none."""
        return next(c for c in self.claims if c.id == claim_id)


def build_claims(
    document: Document,
    mentions: tuple[Mention, ...],
    resolution: Resolution,
    assessments: tuple[Assessment, ...],
) -> AnalysedDocument:
    """Number the claims in text order and link each to the claim it is nested in (``via``)."""
    raise NotImplementedError
