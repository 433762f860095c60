"""Checks of wording, of figures, and of text printed twice."""

from __future__ import annotations

from collections.abc import Iterator

from attribution.checks.article import Article, Hit
from attribution.document import Span
from attribution.restatement import load_restatement_settings
from attribution.restatement.numerals import Figure
from attribution.restatement.proposition import proposition
from attribution.restatement.words import folded_words

__all__ = ["RULES"]

_PARAGRAPH = 8
_UNNAMED = frozenset({"anonymous", "unnamed_official", "group"})


def hedge_dropped(article: Article) -> Iterator[Hit]:
    """A claim told as certain that was hedged where it was told before."""
    for related in article.related:
        before = article.other(related.other)
        if (
            related.kind in {"repeats", "restates"}
            and related.later
            and related.claim.assessment.certainty == "certain"
            and before.assessment.certainty in {"probable", "possible"}
        ):
            text = article.documents[related.other.document].document.text
            hedges = [marker.span.of(text) for marker in before.assessment.markers if marker.kind == "hedge"]
            words = " … ".join(hedges) or before.content.cue.span.of(text)
            arguments = {"place": article.place(related.other), "words": words}
            yield Hit(related.claim.content.spans, arguments, related.claim.id, related.claim.source)


def distancing(article: Article) -> Iterator[Hit]:
    """A verb that puts its source in doubt."""
    yield from _by_stance(article, "distancing", weak_only=False)


def endorsing(article: Article) -> Iterator[Hit]:
    """A verb that presents an unnamed source's words as established."""
    yield from _by_stance(article, "endorsing", weak_only=True)


def figures_differ(article: Article) -> Iterator[Hit]:
    """Two claims about one thing with different numbers."""
    for related in article.related:
        if related.kind != "differs":
            continue
        other_item = article.documents[related.other.document]
        here = article.proposition(related.claim).figures
        there = proposition(other_item, article.other(related.other), load_restatement_settings()).figures
        pair = _first_difference(here, there)
        if pair is not None:
            arguments = {
                "figure": pair[0].span.of(article.text),
                "other": pair[1].span.of(other_item.document.text),
                "place": article.place(related.other),
            }
            yield Hit((pair[0].span, *related.claim.content.spans), arguments, related.claim.id, related.claim.source)


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
