"""``text``: for the terminal, in order of checking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import ClaimRecord, DocumentRecord, Finding, Report, SourceRecord
from attribution.report.terminal import INDENT, SEPARATOR, Row, clean, draw, heading, rows
from attribution.report.view import (
    chain,
    claims_by_source,
    display_title,
    in_checking_order,
    is_weak,
    source_type,
    sources_by_id,
    spans_text,
    tally,
    telling_reasons,
)
from attribution.report.wording import commitment, counterfactual_text, finding_hint, finding_message

__all__ = ["render_text"]

_GRADE_STYLES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "bold red", "F": "bold red"}
_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def _summary(document: DocumentRecord, labels: Labels) -> Text:
    count = tally(document)
    parts = (
        (labels.ui("claims"), count.claims),
        (labels.ui("weak"), count.weak),
        (labels.ui("sources"), count.sources),
        (labels.ui("unnamed_count"), count.unnamed),
        (labels.ui("findings"), count.findings),
    )
    return Text(SEPARATOR.join(f"{label}: {number}" for label, number in parts))


def _grades(claim: ClaimRecord, labels: Labels) -> Iterator[tuple[str, Text]]:
    """What is judged of a claim, each axis alone: label and value."""
    scores = claim.scores
    certainty = Text(labels("certainty", claim.certainty))
    if scores is not None:
        grade = scores.sourcing.grade
        yield labels.ui("sourcing"), Text(grade, style=_GRADE_STYLES[grade])
        yield labels.ui("corroboration"), Text(str(scores.corroboration.level))
        if scores.certainty.probability:
            certainty.append(f" ({commitment(scores.certainty)})")
    yield labels.ui("certainty"), certainty
    if claim.act != "statement":
        yield labels.ui("act"), Text(labels("act", claim.act), style="bold")
    elif claim.polarity == "negative":
        yield labels.ui("polarity"), Text(labels("polarity", claim.polarity))


def _claim_rows(
    document: DocumentRecord, claim: ClaimRecord, sources: Mapping[str, SourceRecord], labels: Labels
) -> Iterator[Row]:
    if claim.source is None:
        yield labels.ui("source"), labels.ui("nobody")
    else:
        kind = f"{claim.source} {labels('source_type', source_type(claim, sources))}"
        yield labels.ui("source"), Text(kind, style="red" if is_weak(claim) else "")
        yield "", claim.source_text or sources[claim.source].name
    for relay in chain(document, claim)[1:]:
        yield labels.ui("relayed_by"), f"{relay.source or labels.ui('nobody')} ({relay.id})"
    yield labels.ui("cue"), claim.cue_text
    for text in claim.content_text:
        yield f"{labels.ui('content')} ({labels('quote', claim.quote)})", text
    for hedge in spans_text(document.text, claim.hedges):
        yield labels.ui("hedge"), hedge
    if claim.scores is None:
        return
    yield labels.ui("why_short"), SEPARATOR.join(labels("rule", rule) for rule in telling_reasons(claim))
    if claim.scores.gaps:
        yield labels.ui("gaps"), " ".join(labels("gap", gap) for gap in claim.scores.gaps)
    for change in claim.scores.counterfactuals:
        yield labels.ui("counterfactuals_short"), counterfactual_text(change, labels)


def _claim(
    document: DocumentRecord, claim: ClaimRecord, sources: Mapping[str, SourceRecord], labels: Labels
) -> RenderableType:
    rank = f"{claim.scores.priority.rank:>2}. " if claim.scores else " " * INDENT
    head = Text(f"{rank}{claim.id}", style="bold")
    pairs = list(_claim_rows(document, claim, sources, labels))
    grades = list(_grades(claim, labels))
    if labels.direction == "rtl":
        return Group(head, rows([*grades, *pairs], labels), Text())
    axes = {labels.ui("sourcing"), labels.ui("corroboration")}
    line = Text(SEPARATOR).join(Text(f"{label} ") + value if label in axes else value for label, value in grades)
    return Group(head + Text("   ") + line, rows(pairs, labels), Text())


def _source(document: DocumentRecord, source: SourceRecord, claims: Sequence[str], labels: Labels) -> RenderableType:
    pairs: list[Row] = [(labels.ui("name"), source.name), (labels.ui("type"), labels("source_type", source.type))]
    pairs.append((labels.ui("claims"), ", ".join(claims) or "–"))
    if source.anonymity_reason:
        pairs.append((labels.ui("reason"), document.text[slice(*source.anonymity_reason)]))
    return Group(Text(f"{'':{INDENT}}{source.id}", style="bold"), rows(pairs, labels), Text())


def _finding(document: DocumentRecord, finding: Finding, labels: Labels) -> RenderableType:
    head = Text(f"{'':{INDENT}}{finding.check}", style=_SEVERITY_STYLES[finding.severity])
    pairs: list[Row] = [(labels("severity", finding.severity), finding_message(finding, labels))]
    hint = finding_hint(finding, labels)
    if hint:
        pairs.append((labels.ui("hint"), hint))
    where = " ".join(filter(None, (finding.claim, finding.source)))
    if where:
        pairs.append((labels.ui("in_article"), where))
    pairs.extend((labels.ui("words"), text) for text in dict.fromkeys(spans_text(document.text, finding.spans)))
    return Group(head, rows(pairs, labels), Text())


def _document(document: DocumentRecord, labels: Labels) -> Iterator[RenderableType]:
    yield Text(clean(document.path or document.id), style="dim")
    yield Text(clean(display_title(document)), style="bold")
    yield _summary(document, labels)
    for warning in document.warnings:
        yield Text(f"! {clean(warning)}", style="yellow")
    yield heading(labels.ui("in_order"))
    if not document.claims:
        yield Text(labels.ui("no_claims"))
    sources, claims = sources_by_id(document), claims_by_source(document)
    yield from (_claim(document, claim, sources, labels) for claim in in_checking_order(document))
    if document.sources:
        yield heading(labels.ui("sources"))
        yield from (_source(document, source, claims[source.id], labels) for source in document.sources)
    yield heading(labels.ui("findings"))
    if not document.findings:
        yield Text(labels.ui("no_findings"))
    yield from (_finding(document, finding, labels) for finding in document.findings)
    yield Text()


def _report(report: Report, labels: Labels) -> Iterator[RenderableType]:
    for document in report.documents:
        yield from _document(document, labels)
    if report.failed:
        yield heading(labels.ui("failed"))
        yield from (Text(clean(failed.problem)) for failed in report.failed)
    yield Text(labels.ui("disclaimer"), style="italic")


def render_text(report: Report, options: RenderOptions) -> str:
    """The report for a terminal of ``options.width`` columns; ANSI colours only with ``options.color``."""
    return draw(_report(report, load_labels(options.lang or "en")), options)
