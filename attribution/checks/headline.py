"""Checks of the headline against the body."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.checks.article import Article, Hit
from attribution.claims import Claim
from attribution.document import Span
from attribution.lexicon import fold
from attribution.restatement import (
    Proposition,
    load_restatement_settings,
    proposition_of_words,
)
from attribution.restatement.proposition import content_words

__all__ = ["RULES"]

_COVERED = 0.7
_HEDGED = frozenset({"probable", "possible", "unknown"})
_WEAK = frozenset({"D", "E"})


def firmer(article: Article) -> Iterator[Hit]:
    """A headline without hedge over a body that hedges the same."""
    title = article.item.document.title
    if title is None or _is_open(article, title):
        return
    for claim in _told_by_title(article, title):
        if claim.assessment.certainty in _HEDGED and claim.assessment.act == "statement":
            hedges = [m.span for m in claim.assessment.markers if m.kind in {"hedge", "conditional", "question"}]
            words = hedges or [claim.content.cue.span]
            arguments = {"words": article.words(*sorted(words))}
            yield Hit((title, *words, *claim.content.spans), arguments, claim.id, claim.source)
            return


def unattributed(article: Article) -> Iterator[Hit]:
    """A headline that tells as a fact what only a weak source says."""
    title = article.item.document.title
    if title is None or _is_open(article, title) or any(map(article.in_title, article.item.claims)):
        return
    told = list(_told_by_title(article, title))
    if not told or any(article.of(claim).sourcing.grade not in _WEAK for claim in told):
        return
    for claim in told:
        if claim.source is not None and len(article.of(claim).corroboration.origins) == 1:
            source = article.item.source(claim.source)
            yield Hit((title, *source.mentions[:1]), {"source": source.name}, claim.id, source.id)
            return


def _told_by_title(article: Article, title: Span) -> Iterator[Claim]:
    """The claims of the body that hold most of what the headline says."""
    settings = load_restatement_settings()
    headline = proposition_of_words(tuple(content_words(article.item, (title,))), settings)
    if len(headline.terms) < settings.thresholds.terms:
        return
    for claim in article.item.claims:
        if not article.in_title(claim):
            body = article.proposition(article.key(claim))
            if _covered(headline, body) and headline.numbers <= body.numbers:
                yield claim


def _covered(headline: Proposition, body: Proposition) -> bool:
    shared = sum(weight for term, weight in headline.terms.items() if term in body.terms)
    return shared >= _COVERED * sum(headline.terms.values())


def _is_open(article: Article, title: Span) -> bool:
    """Whether the headline asks, quotes or hedges."""
    text = title.of(article.text)
    words = {fold(word.strip('«»"“”:،.!؟?')) for word in text.split()}
    return "؟" in text or "?" in text or bool(words & article.data.title_hedges)


RULES = {"headline.firmer": firmer, "headline.unattributed": unattributed}
