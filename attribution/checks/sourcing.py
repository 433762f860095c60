"""Checks of what a claim or an article rests on."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.checks.article import Article, Hit
from attribution.claims import Claim
from attribution.document import Span
from attribution.graph import originating_chain
from attribution.resolution import Source
from attribution.restatement import name_words

__all__ = ["RULES"]

_FEW = 3


def nobody(article: Article) -> Iterator[Hit]:
    """A claim that the wording credits to nobody (يُعتقد, عُلم)."""
    for claim in article.item.claims:
        if claim.source is None and claim.mention.form == "unexpressed" and claim.via is None:
            yield _at_cue(article, claim)


def unclear(article: Article) -> Iterator[Hit]:
    """A claim whose speaker the text leaves open."""
    for claim in article.item.claims:
        if claim.source is None and claim.mention.form != "unexpressed":
            yield _at_cue(article, claim)


def second_hand(article: Article) -> Iterator[Hit]:
    """A claim that reaches the article over somebody who quotes somebody."""
    for claim in article.item.claims:
        scores = article.of(claim)
        chain = originating_chain(article.item, claim)
        if scores.sourcing.hops > 1 and chain[-1].id == claim.id:
            names = dict.fromkeys(article.item.source(link.source).name for link in chain if link.source is not None)
            spans = tuple(link.mention.span or link.content.cue.span for link in chain)
            arguments = {"hops": str(scores.sourcing.hops), "chain": " ← ".join(names)}
            yield Hit(spans, arguments, claim.id, claim.source)


def other_media(article: Article) -> Iterator[Hit]:
    """A claim whose last known origin is another medium; once a medium."""
    seen = set()
    for claim, source in article.sourced():
        if source.type == "media" and article.of(claim).sourcing.origin == source.id and source.id not in seen:
            seen.add(source.id)
            yield _of_source(claim, source)


def single_origin(article: Article) -> Iterator[Hit]:
    """An article all of whose claims have one origin."""
    asserted = [claim for claim in article.item.claims if claim.assessment.act != "silence"]
    origins = {article.of(claim).sourcing.origin for claim in asserted}
    if len(asserted) >= _FEW and len(origins) == 1 and (origin := origins.pop()) is not None:
        source = article.item.source(origin)
        yield Hit(source.mentions[:1], {"source": source.name, "count": str(len(asserted))}, source=origin)


def unidentified_document(article: Article) -> Iterator[Hit]:
    """A document of which nothing is told but that it is one; once a document."""
    seen = set()
    for claim, source in article.sourced():
        if source.type == "document" and source.id not in seen and not name_words(source) - article.data.document_words:
            seen.add(source.id)
            yield _of_source(claim, source)


def _at_cue(article: Article, claim: Claim) -> Hit:
    cue: Span = claim.content.cue.span
    return Hit((cue, *claim.content.spans), {"cue": cue.of(article.text)}, claim.id)


def _of_source(claim: Claim, source: Source) -> Hit:
    spans = (claim.mention.span,) if claim.mention.span is not None else source.mentions[:1]
    return Hit(spans, {"source": source.name}, claim.id, source.id)


RULES = {
    "sourcing.nobody": nobody,
    "sourcing.unclear": unclear,
    "sourcing.second_hand": second_hand,
    "sourcing.other_media": other_media,
    "sourcing.single_origin": single_origin,
    "sourcing.unidentified_document": unidentified_document,
}
