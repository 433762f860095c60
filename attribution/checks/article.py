"""What a check sees of an article, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from attribution.checks.texts import CheckData
from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.report.model import ClaimScores
from attribution.resolution import Source
from attribution.restatement import ClaimKey, Proposition, load_restatement_settings, proposition

__all__ = ["Article", "Hit", "Related", "Rule", "excerpt"]

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Related:
    """A claim of any article that a claim of this one stands in relation to; ``later`` if this one is the later."""

    kind: str
    claim: Claim
    other: ClaimKey
    later: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: the claim and source it concerns, the words it rests on, and the fields of its message."""

    spans: tuple[Span, ...]
    arguments: Mapping[str, str]
    claim: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article among all of a call, with its scores and relations."""

    index: int
    documents: Sequence[AnalysedDocument]
    labels: Sequence[str]
    scores: Mapping[ClaimKey, ClaimScores]
    related: tuple[Related, ...]
    data: CheckData
    _propositions: dict[str, Proposition] = field(default_factory=dict)

    @property
    def item(self) -> AnalysedDocument:
        """The article."""
        return self.documents[self.index]

    @property
    def text(self) -> str:
        """Its original text."""
        return self.item.document.text

    def sourced(self) -> Iterator[tuple[Claim, Source]]:
        """The claims that have a source."""
        for claim in self.item.claims:
            if claim.source is not None:
                yield claim, self.item.source(claim.source)

    def of(self, claim: Claim) -> ClaimScores:
        """The scores of one of its claims."""
        return self.scores[ClaimKey(self.index, claim.id)]

    def words(self, *spans: Span) -> str:
        """The words of spans, for a message."""
        return excerpt(" … ".join(span.of(self.text) for span in spans))

    def place(self, other: ClaimKey) -> str:
        """How a message names a claim: its id, with the article's if that is another."""
        return other.claim if other.document == self.index else f"{self.labels[other.document]}#{other.claim}"

    def other(self, key: ClaimKey) -> Claim:
        """A claim of any article."""
        return self.documents[key.document].claim(key.claim)

    def proposition(self, claim: Claim) -> Proposition:
        """What one of its claims asserts."""
        if claim.id not in self._propositions:
            self._propositions[claim.id] = proposition(self.item, claim, load_restatement_settings())
        return self._propositions[claim.id]

    def in_title(self, claim: Claim) -> bool:
        """Whether the claim stands in the headline."""
        title = self.item.document.title
        return title is not None and title.contains(claim.content.cue.span)


Rule = Callable[[Article], Iterator[Hit]]


def excerpt(text: str) -> str:
    """One line of at most 60 characters, cut between words.

    Examples
    --------
    >>> excerpt("a  b")
    'a b'
    """
    line = " ".join(text.split())
    if len(line) <= _EXCERPT:
        return line
    return line[: _EXCERPT - 1].rsplit(" ", 1)[0] + "…"
