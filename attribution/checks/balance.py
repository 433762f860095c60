"""Checks of whether the other side is there."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.checks.article import Article, Hit, excerpt
from attribution.claims import Claim
from attribution.document import Span, Word
from attribution.lexicon import fold
from attribution.restatement import name_words
from attribution.restatement.proposition import content_words
from attribution.restatement.words import bare

__all__ = ["RULES"]

_LONGEST = 6
_ATTACHED = 3
_END_TAGS = frozenset({"ADP", "SCONJ", "PUNCT", "VERB"})
_ENDS = frozenset({"مسؤوليه", "مسئوليه", "ان", "انه", "انها", "بان", "بانه", "بانها", "في", "علي", "الي", "من", "عن"})


def accused_not_heard(article: Article) -> Iterator[Hit]:
    """An accusation whose object neither speaks in the article nor is said to have kept silent."""
    speaking = frozenset(word for source in article.item.sources for word in name_words(source))
    for claim in article.item.claims:
        if claim.content.cue.entry not in article.data.cues.accusation:
            continue
        accused = _accused(article, claim)
        names = {bare(word.form) for word in accused}
        if accused and names.isdisjoint(speaking):
            span = Span.cover(word.span for word in accused)
            yield Hit((claim.content.cue.span, span), {"accused": article.words(span)}, claim.id, claim.source)


def contradicted(article: Article) -> Iterator[Hit]:
    """A claim that another article has the contrary of; once a text that says so."""
    for claim in article.item.claims:
        for text in article.printings.related(article.key(claim), "contradicts"):
            other = article.printings.elsewhere(article.index, article.printings.asserting(text))
            if other is not None:
                document = article.documents[other.document].document
                said = " … ".join(span.of(document.text) for span in article.other(other).content.spans)
                arguments = {"document": article.place(other), "other": excerpt(said)}
                yield Hit(claim.content.spans, arguments, claim.id, claim.source)


def _accused(article: Article, claim: Claim) -> list[Word]:
    """The noun phrase that the content of an accusation opens with, up to what it is accused of."""
    found: list[Word] = []
    for _, word in content_words(article.item, claim.content.spans):
        form = fold(word.form)
        attached = bool(found) and form.startswith("ب") and len(form) > _ATTACHED
        if attached or bare(form) in _ENDS or word.upos in _END_TAGS or len(found) == _LONGEST:
            break
        if word.upos not in {"CCONJ", "PRON", "DET"}:
            found.append(word)
    return found


RULES = {"balance.accused_not_heard": accused_not_heard, "balance.contradicted": contradicted}
