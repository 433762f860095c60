"""Checks of sources without a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attribution.checks.article import Article, Hit
from attribution.claims import Claim
from attribution.lexicon import fold
from attribution.resolution import Source
from attribution.restatement import describing_words
from attribution.restatement.words import strip_article

__all__ = ["RULES"]


def single(article: Article) -> Iterator[Hit]:
    """An anonymous source that nobody independent confirms."""
    alone: dict[str, list[Claim]] = defaultdict(list)
    for claim, source in article.sourced():
        if source.type == "anonymous" and len(article.of(claim).corroboration.origins) == 1:
            alone[source.id].append(claim)
    for source_id, claims in alone.items():
        source = article.item.source(source_id)
        yield _hit(article, claims[0], source, count=str(len(claims)))


def opinion(article: Article) -> Iterator[Hit]:
    """A judgement or forecast by an unnamed source."""
    yield from _by_cue(article, article.data.cues.opinion)


def accusation(article: Article) -> Iterator[Hit]:
    """An accusation by an unnamed source."""
    yield from _by_cue(article, article.data.cues.accusation)


def plural(article: Article) -> Iterator[Hit]:
    """«Sources» that go on as «the source»."""
    for source in article.item.sources:
        heads = {_head(article, source, i): span for i, span in enumerate(source.mentions)}
        for many, one in article.data.plurals.items():
            if many in heads and one in heads:
                spans = (heads[many], heads[one])
                arguments = {"plural": article.words(spans[0]), "singular": article.words(spans[1])}
                yield Hit(spans, arguments, source=source.id)
                break


def no_reason(article: Article) -> Iterator[Hit]:
    """An anonymous source and no word on why."""
    for claim, source in _first_claims(article):
        if source.anonymity_reason is None:
            yield _hit(article, claim, source)


def bare(article: Article) -> Iterator[Hit]:
    """«A source», and nothing more."""
    for claim, source in _first_claims(article):
        if not describing_words(source):
            yield _hit(article, claim, source)


def _by_cue(article: Article, entries: frozenset[str]) -> Iterator[Hit]:
    for claim, source in article.sourced():
        if claim.content.cue.entry in entries and _is_unnamed(article, source):
            yield _hit(article, claim, source, claim.content.cue.span.of(article.text))


def _first_claims(article: Article) -> Iterator[tuple[Claim, Source]]:
    """Each anonymous source with its first claim."""
    seen = set()
    for claim, source in article.sourced():
        if source.type == "anonymous" and source.id not in seen:
            seen.add(source.id)
            yield claim, source


def _hit(article: Article, claim: Claim, source: Source, cue: str | None = None, **arguments: str) -> Hit:
    fields = {"source": article.words(source.mentions[0]) if source.mentions else source.name, **arguments}
    if cue is not None:
        fields["cue"] = cue
    spans = source.mentions[:1] if cue is None else (claim.content.cue.span, *claim.content.spans)
    return Hit(spans, fields, claim.id, source.id)


def _is_unnamed(article: Article, source: Source) -> bool:
    """Whether nobody could tell who it is; a definite role («الوزير») names its holder."""
    definite = source.mentions and source.mentions[0].of(article.text).startswith("ال")
    return source.type == "anonymous" or (source.type == "unnamed_official" and not definite)


def _head(article: Article, source: Source, mention: int) -> str:
    words = fold(source.mentions[mention].of(article.text)).split()
    return strip_article(words[0]) if words else ""


RULES = {
    "anonymity.single": single,
    "anonymity.opinion": opinion,
    "anonymity.accusation": accusation,
    "anonymity.plural": plural,
    "anonymity.no_reason": no_reason,
    "anonymity.bare": bare,
}
