"""Checks of wording, of figures, and of text printed twice."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.checks.article import Article, Hit
from attribution.document import Span
from attribution.restatement.numerals import Figure
from attribution.restatement.words import folded_words

__all__ = ["RULES"]

_PARAGRAPH = 8
_UNNAMED = frozenset({"anonymous", "unnamed_official", "group"})


def hedge_dropped(article: Article) -> Iterator[Hit]:
    """A claim told as certain that was hedged where it was told before; once a text that hedges it."""
    for claim in article.item.claims:
        key = article.key(claim)
        if claim.assessment.certainty != "certain":
            continue
        for told in (key, *article.printings.related(key, "restates")):
            earlier = article.printings.earlier(key, article.printings.hedged(told))
            if earlier is not None:
                before, text = article.other(earlier), article.documents[earlier.document].document.text
                hedges = [marker.span.of(text) for marker in before.assessment.markers if marker.kind == "hedge"]
                words = " … ".join(hedges) or before.content.cue.span.of(text)
                arguments = {"place": article.place(earlier), "words": words}
                yield Hit(claim.content.spans, arguments, claim.id, claim.source)


def distancing(article: Article) -> Iterator[Hit]:
    """A verb that puts its source in doubt."""
    yield from _by_stance(article, "distancing", weak_only=False)


def endorsing(article: Article) -> Iterator[Hit]:
    """A verb that presents an unnamed source's words as established."""
    yield from _by_stance(article, "endorsing", weak_only=True)


def figures_differ(article: Article) -> Iterator[Hit]:
    """Two claims about one thing with different numbers; once a text with others."""
    for claim in article.item.claims:
        key = article.key(claim)
        for other in article.printings.related(key, "differs"):
            pair = _first_difference(article.proposition(key).figures, article.proposition(other).figures)
            if pair is not None:
                arguments = {
                    "figure": pair[0].span.of(article.text),
                    "other": pair[1].span.of(article.documents[other.document].document.text),
                    "place": article.place(other),
                }
                yield Hit((pair[0].span, *claim.content.spans), arguments, claim.id, claim.source)


def repeated(article: Article) -> Iterator[Hit]:
    """A sentence or a run of sentences, eight words or more in all, printed again."""
    sentences = article.item.document.sentences
    words = [folded_words(sentence.span.of(article.text)) for sentence in sentences]
    first: dict[tuple[str, ...], int] = {}
    place = 0
    while place < len(sentences):
        earlier = first.get(words[place])
        length = 0
        if earlier is not None and words[place]:
            while place + length < len(sentences) and earlier + length < place:
                if words[place + length] != words[earlier + length]:
                    break
                length += 1
        if sum(map(len, words[place : place + length])) >= _PARAGRAPH and earlier is not None:
            spans = tuple(Span.cover(s.span for s in sentences[i : i + length]) for i in (earlier, place))
            yield Hit((spans[1], spans[0]), {"words": article.words(spans[1])})
        for i in range(place, place + max(length, 1)):
            first.setdefault(words[i], i)
        place += max(length, 1)


def _by_stance(article: Article, stance: str, *, weak_only: bool) -> Iterator[Hit]:
    for claim, source in article.sourced():
        if claim.assessment.stance == stance and (not weak_only or source.type in _UNNAMED):
            cue = claim.content.cue.span
            yield Hit((cue,), {"cue": cue.of(article.text), "source": source.name}, claim.id, source.id)


def _first_difference(here: tuple[Figure, ...], there: tuple[Figure, ...]) -> tuple[Figure, Figure] | None:
    for figure in here:
        for other in there:
            if figure.counted is not None and figure.counted == other.counted and figure.value != other.value:
                return figure, other
    return None


RULES = {
    "wording.hedge_dropped": hedge_dropped,
    "wording.distancing": distancing,
    "wording.endorsing": endorsing,
    "figures.differ": figures_differ,
    "text.repeated": repeated,
}
