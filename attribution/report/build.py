"""From analysed documents to the report: plain data, scores, relations and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attribution.certainty import Marker
from attribution.checks import CheckSettings, run_checks
from attribution.claims import AnalysedDocument, Claim
from attribution.document import Document, Evidence, Sentence, Span
from attribution.graph import build_graph
from attribution.report.model import (
    ClaimRecord,
    ClaimScores,
    DocumentRecord,
    EvidenceRecord,
    FailedInput,
    Finding,
    Header,
    MarkerRecord,
    Report,
    SentenceRecord,
    SourceRecord,
)
from attribution.resolution import Source
from attribution.restatement import document_labels
from attribution.scoring import relation_records, score

__all__ = ["build_report"]


def build_report(
    analysed: Sequence[AnalysedDocument],
    *,
    header: Header,
    failed: Sequence[FailedInput] = (),
    checks: CheckSettings | None = None,
) -> Report:
    """The report of one call: records as plain data, with scores, relations and findings.

    Parameters
    ----------
    analysed : sequence of AnalysedDocument
        What the pipeline made; the report keeps their order. Ids that collide are told apart (``a``, ``a~2``).
    header : Header
        Versions and model names.
    failed : sequence of FailedInput
        Inputs that could not be used.
    checks : CheckSettings, optional
        Which editorial checks run; all by default.
    """
    graph = build_graph(analysed)
    scores = score(analysed, graph)
    of_document: list[dict[str, ClaimScores]] = [{} for _ in analysed]
    for key, found in scores.items():
        of_document[key.document][key.claim] = found
    findings = run_checks(analysed, graph, scores, checks)
    documents = tuple(map(_document, analysed, document_labels(analysed), of_document, findings))
    relations = relation_records(analysed, graph)
    report = Report(header=header, documents=documents, relations=relations, failed=tuple(failed))
    return report.keep(tuple(analysed), graph)


def _document(
    analysed: AnalysedDocument, label: str, scores: Mapping[str, ClaimScores], findings: tuple[Finding, ...]
) -> DocumentRecord:
    document = analysed.document
    return DocumentRecord(
        id=label,
        path=document.source,
        text=document.text,
        title=document.title,
        encoding=document.encoding,
        metadata=dict(document.metadata),
        sentences=tuple(map(_sentence, document.sentences)),
        sources=tuple(_source(source, document) for source in analysed.sources),
        claims=tuple(_claim(claim, document, scores[claim.id]) for claim in analysed.claims),
        warnings=tuple(dict.fromkeys((*document.warnings, *analysed.warnings))),
        findings=findings,
    )


def _sentence(sentence: Sentence) -> SentenceRecord:
    return SentenceRecord(span=sentence.span, paragraph=sentence.paragraph, cut=sentence.cut)


def _source(source: Source, document: Document) -> SourceRecord:
    return SourceRecord(
        id=source.id,
        name=source.name,
        type=source.type,
        mentions=source.mentions,
        anonymity_reason=source.anonymity_reason,
        evidence=tuple(_evidence(evidence, document) for evidence in source.evidence),
    )


def _claim(claim: Claim, document: Document, scores: ClaimScores) -> ClaimRecord:
    content, mention, assessment = claim.content, claim.mention, claim.assessment
    evidence = (content.cue.evidence, content.evidence, mention.evidence, *assessment.evidence)
    return ClaimRecord(
        id=claim.id,
        source=claim.source,
        source_span=mention.span,
        source_text=None if mention.span is None else mention.span.of(document.text),
        cue=content.cue.span,
        cue_text=content.cue.span.of(document.text),
        content=content.spans,
        content_text=tuple(span.of(document.text) for span in content.spans),
        quote=content.quote,
        act=assessment.act,
        certainty=assessment.certainty,
        polarity=assessment.polarity,
        hedges=tuple(marker.span for marker in assessment.markers if marker.kind == "hedge"),
        via=claim.via,
        sentence=content.cue.sentence,
        factuality=assessment.factuality,
        stance=assessment.stance,
        mention_form=mention.form,
        markers=tuple(_marker(marker, document) for marker in assessment.markers),
        evidence=tuple(_evidence(item, document) for item in evidence),
        scores=scores,
    )


def _marker(marker: Marker, document: Document) -> MarkerRecord:
    return MarkerRecord(
        kind=marker.kind,
        span=marker.span,
        text=marker.span.of(document.text),
        scope=marker.scope,
        entry=marker.evidence.entry,
    )


def _evidence(evidence: Evidence, document: Document) -> EvidenceRecord:
    spans: dict[Span, None] = dict.fromkeys(document.word(word).span for word in evidence.words)
    return EvidenceRecord(rule=evidence.rule, entry=evidence.entry, spans=(*spans, *evidence.spans))
