"""What a check sees of an article, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from attribution.checks.texts import CheckData
from attribution.claims import AnalysedDocument, Claim
from attribution.document import Span
from attribution.printings import Printings
from attribution.report.model import ClaimScores
from attribution.resolution import Source
from attribution.restatement import ClaimKey, Proposition, load_restatement_settings, proposition

__all__ = ["Article", "Hit", "Rule", "excerpt"]

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: the claim and source it concerns, the words it rests on, and the fields of its message."""

    spans: tuple[Span, ...]
    arguments: Mapping[str, str]
    claim: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article among all of a call, with its scores and what its claims have to do with others.

    ``propositions`` is filled as they are asked for, for all articles of the call together.
    """

    index: int
    documents: Sequence[AnalysedDocument]
    labels: Sequence[str]
    scores: Mapping[ClaimKey, ClaimScores]
    printings: Printings
    data: CheckData
    propositions: MutableMapping[ClaimKey, Proposition]

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
        return self.scores[self.key(claim)]

    def key(self, claim: Claim) -> ClaimKey:
        """The name of one of its claims among all of the call."""
        return ClaimKey(self.index, claim.id)

    def words(self, *spans: Span) -> str:
        """The words of spans, for a message."""
        return excerpt(" … ".join(span.of(self.text) for span in spans))

    def place(self, other: ClaimKey) -> str:
        """How a message names a claim: its id, with the article's if that is another."""
        return other.claim if other.document == self.index else f"{self.labels[other.document]}#{other.claim}"

    def other(self, key: ClaimKey) -> Claim:
        """A claim of any article."""
        return self.documents[key.document].claim(key.claim)

    def proposition(self, key: ClaimKey) -> Proposition:
        """What a claim of any article asserts."""
        if key not in self.propositions:
            found = proposition(self.documents[key.document], self.other(key), load_restatement_settings())
            self.propositions[key] = found
        return self.propositions[key]

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
