"""The report as plain data: what every renderer reads and what ``--format json`` writes.

Spans are ``[start_char, end_char]`` in code points of ``text``, half-open. Field names of ``sources`` and ``claims``
are those of the annotation guidelines (docs/json-schema.md); more fields may be added, none are renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from pydantic import BaseModel, ConfigDict, PrivateAttr

from attribution.errors import ConfigurationError

if TYPE_CHECKING:
    from attribution.claims import AnalysedDocument
    from attribution.graph import Graph
    from attribution.report.labels import Language

__all__ = [
    "CertaintyScore",
    "ClaimRecord",
    "ClaimScores",
    "CorroborationScore",
    "CounterfactualRecord",
    "DocumentRecord",
    "EvidenceRecord",
    "FailedInput",
    "Finding",
    "Header",
    "MarkerRecord",
    "PriorityScore",
    "RelationRecord",
    "Report",
    "ScorePart",
    "SentenceRecord",
    "SourceRecord",
    "SourcingScore",
]

SpanPair = tuple[int, int]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EvidenceRecord(_Record):
    """Why a value is what it is: rule name, lexicon id, the spans it rests on."""

    rule: str
    entry: str | None = None
    spans: tuple[SpanPair, ...] = ()


class SentenceRecord(_Record):
    """A sentence of the article; ``cut`` where it is part of a longer stretch."""

    span: SpanPair
    paragraph: int
    cut: bool = False


class SourceRecord(_Record):
    """A source with every span that refers to it."""

    id: str
    name: str
    type: str
    mentions: tuple[SpanPair, ...]
    anonymity_reason: SpanPair | None = None
    evidence: tuple[EvidenceRecord, ...] = ()


class MarkerRecord(_Record):
    """A hedge, booster, negator, conditional, question word or sign of intention, with its scope."""

    kind: str
    span: SpanPair
    text: str
    scope: str
    entry: str | None = None


class ScorePart(_Record):
    """One step of a score: the rule of lexicons/scoring.yaml, what it gave, and the words it rests on."""

    rule: str
    value: float
    spans: tuple[SpanPair, ...] = ()


class SourcingScore(_Record):
    """How well sourced: Admiralty-style grade A (best) to F (cannot be judged).

    ``hops`` from the article to the originating end of the chain; ``origin`` its source id.
    """

    grade: Literal["A", "B", "C", "D", "E", "F"]
    value: float | None
    hops: int
    origin: str | None
    parts: tuple[ScorePart, ...]


class CorroborationScore(_Record):
    """How corroborated: 1 (best) to 6 (cannot be judged), by independent origins.

    ``origins`` are ``document#source`` keys counted once each; ``contradicted_by`` the ``document#claim`` of the first
    printing of each text against it.
    """

    level: Literal[1, 2, 3, 4, 5, 6]
    origins: tuple[str, ...]
    contradicted_by: tuple[str, ...]
    parts: tuple[ScorePart, ...]


class CertaintyScore(_Record):
    """How certain as worded: FactBank value and an interval of probability, 0 to 1."""

    factuality: str
    probability: tuple[float, float] | None
    parts: tuple[ScorePart, ...]


class PriorityScore(_Record):
    """What to check first: rank from 1 over the whole report, a value 0 to 1, and its reasons as rule ids."""

    rank: int
    value: float
    parts: tuple[ScorePart, ...]


class CounterfactualRecord(_Record):
    """A change of the sourcing and the grade it would lead to (``named``: C → A)."""

    change: str
    axis: Literal["sourcing", "corroboration", "certainty"]
    before: str
    after: str


class ClaimScores(_Record):
    """The scores of one claim, each axis judged alone; never summed."""

    sourcing: SourcingScore
    corroboration: CorroborationScore
    certainty: CertaintyScore
    priority: PriorityScore
    gaps: tuple[str, ...]
    counterfactuals: tuple[CounterfactualRecord, ...]


class ClaimRecord(_Record):
    """One claim, as in the guidelines, with the texts and evidence that a reader needs."""

    id: str
    source: str | None
    source_span: SpanPair | None
    source_text: str | None
    cue: SpanPair
    cue_text: str
    content: tuple[SpanPair, ...]
    content_text: tuple[str, ...]
    quote: Literal["direct", "indirect", "mixed"]
    act: Literal["statement", "denial", "silence"]
    certainty: Literal["certain", "probable", "possible", "unknown"]
    polarity: Literal["positive", "negative"]
    hedges: tuple[SpanPair, ...]
    via: str | None
    sentence: int
    factuality: str
    stance: str
    mention_form: str
    markers: tuple[MarkerRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    scores: ClaimScores | None = None


class Finding(_Record):
    """What an editorial check found; ``message`` is English, renderers translate by ``check`` and ``arguments``."""

    check: str
    severity: Literal["error", "warning", "note"]
    claim: str | None
    source: str | None
    spans: tuple[SpanPair, ...]
    message: str
    arguments: dict[str, str] = {}


class RelationRecord(_Record):
    """Two claims about one proposition, each ``document#claim``; ``similarity`` 0 to 1."""

    kind: Literal["repeats", "restates", "contradicts", "differs"]
    first: str
    second: str
    similarity: float


class DocumentRecord(_Record):
    """One article with its sources, claims, warnings and check findings."""

    id: str
    path: str | None
    text: str
    title: SpanPair | None
    encoding: str | None
    metadata: dict[str, object]
    sentences: tuple[SentenceRecord, ...]
    sources: tuple[SourceRecord, ...]
    claims: tuple[ClaimRecord, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


class FailedInput(_Record):
    """An input that could not be used, with the line printed for it."""

    path: str
    problem: str


class Header(_Record):
    """The only block that may differ between two runs on one input: versions and time."""

    generator: str
    version: str
    schema_version: str
    model: str
    lexicon: str
    created: str | None
    disclaimer: str


class Report(_Record):
    """One call of ``attribution analyze``.

    Examples
    --------
    >>> report = Report.model_validate_json(path.read_text())  # doctest: +SKIP
    >>> report.render("md", lang="ar")  # doctest: +SKIP
    """

    header: Header
    documents: tuple[DocumentRecord, ...]
    relations: tuple[RelationRecord, ...] = ()
    failed: tuple[FailedInput, ...] = ()

    _graph: Graph | None = PrivateAttr(default=None)
    _analysed: tuple[AnalysedDocument, ...] = PrivateAttr(default=())

    def keep(self, analysed: tuple[AnalysedDocument, ...], graph: Graph) -> Report:
        """The report itself, with what it was made from; a report read from a file has neither."""
        self._analysed, self._graph = analysed, graph
        return self

    @property
    def analysed(self) -> tuple[AnalysedDocument, ...]:
        """The parsed documents and records behind the report, with sentences, trees and evidence.

        Raises
        ------
        ConfigurationError
            If the report was read from a file.
        """
        self._check_kept()
        return self._analysed

    @property
    def graph(self) -> Graph:
        """Documents, sources and claims as a networkx ``MultiDiGraph`` (:func:`attribution.graph.build_graph`).

        Raises
        ------
        ConfigurationError
            If the report was read from a file: it keeps the relations, not the graph.
        """
        self._check_kept()
        return cast("Graph", self._graph)

    def _check_kept(self) -> None:
        if self._graph is None:
            raise ConfigurationError(
                "a report read from a file has neither trees nor graph", way_out="analyse the articles again"
            )

    def render(self, format: str, *, lang: Language | None = None) -> str:  # noqa: A002 - as --format
        """The report as text in one of :data:`attribution.report.FORMATS`.

        Raises
        ------
        ConfigurationError
            If there is no such format.
        """
        from attribution.report.formats import RenderOptions, render

        return render(self, format, RenderOptions(lang=lang))

    def _repr_html_(self) -> str:
        """The HTML report in a frame, for notebooks."""
        from attribution.report.html import frame

        return frame(self)
