"""``md``: for notes, tickets and pull requests; nothing of the article is read as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import ClaimRecord, DocumentRecord, Report, SourceRecord
from attribution.report.view import (
    chain,
    claims_by_source,
    display_title,
    in_checking_order,
    source_type,
    sources_by_id,
    spans_text,
    tally,
    telling_reasons,
)
from attribution.report.wording import commitment, counterfactual_text, finding_message

__all__ = ["escape_markdown", "render_md"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~&^$])")
_LINE_MARKER = re.compile(r"^(\d+)([.)])|^([-+=])")


def escape_markdown(text: str) -> str:
    r"""Text on one line that Markdown shows as it is.

    Examples
    --------
    >>> print(escape_markdown("<b>1</b> *x*"))
    \<b\>1\</b\> \*x\*
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(text.replace("\x00", "\ufffd").split()))
    return _LINE_MARKER.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def _claim_facts(
    document: DocumentRecord, claim: ClaimRecord, sources: Mapping[str, SourceRecord], labels: Labels
) -> Iterator[tuple[str, str]]:
    """Label and value of each line of a claim."""
    yield labels.ui("source"), labels("source_type", source_type(claim, sources))
    for relay in chain(document, claim)[1:]:
        yield labels.ui("relayed_by"), f"{relay.source or labels.ui('nobody')} ({relay.id})"
    wording = f"{labels('quote', claim.quote)}, {labels('act', claim.act)}"
    yield labels.ui("cue"), f"{escape_markdown(claim.cue_text)} ({wording})"
    certainty = labels("certainty", claim.certainty)
    scores = claim.scores
    if scores and scores.certainty.probability:
        certainty += f", {commitment(scores.certainty)}"
    yield labels.ui("certainty"), certainty
    for hedge in spans_text(document.text, claim.hedges):
        yield labels.ui("hedge"), escape_markdown(hedge)
    if scores is None:
        return
    grade, level = scores.sourcing.grade, scores.corroboration.level
    yield labels.ui("sourcing"), f"**{grade}** ({labels('grade', grade)})"
    yield labels.ui("corroboration"), f"**{level}** ({labels('level', level)})"
    for rule in telling_reasons(claim):
        yield labels.ui("why_first"), labels("rule", rule)
    for gap in scores.gaps:
        yield labels.ui("gaps"), labels("gap", gap)
    for change in scores.counterfactuals:
        yield labels.ui("counterfactuals_short"), counterfactual_text(change, labels)


def _claim_lines(
    document: DocumentRecord, claim: ClaimRecord, sources: Mapping[str, SourceRecord], labels: Labels
) -> Iterator[str]:
    rank = f"{claim.scores.priority.rank}. " if claim.scores else ""
    name = labels.ui("nobody") if claim.source is None else sources[claim.source].name
    yield f"### {rank}{claim.id} · {escape_markdown(name)}"
    yield ""
    yield from (f"> {escape_markdown(text)}" for text in claim.content_text)
    yield ""
    yield from (f"- {label}: {value}" for label, value in _claim_facts(document, claim, sources, labels))
    yield ""


def _document_lines(document: DocumentRecord, labels: Labels) -> Iterator[str]:
    count = tally(document)
    yield f"# {escape_markdown(display_title(document))}"
    yield ""
    yield (
        f"{labels.ui('claims')}: {count.claims} · {labels.ui('weak')}: {count.weak} · "
        f"{labels.ui('sources')}: {count.sources} · {labels.ui('unnamed_count')}: {count.unnamed} · "
        f"{labels.ui('findings')}: {count.findings}"
    )
    yield ""
    yield f"*{labels.ui('disclaimer')}*"
    yield ""
    yield from (f"- {labels.ui('warnings')}: {escape_markdown(warning)}" for warning in document.warnings)
    yield f"## {labels.ui('in_order')}"
    yield ""
    sources = sources_by_id(document)
    for claim in in_checking_order(document):
        yield from _claim_lines(document, claim, sources, labels)
    if not document.claims:
        yield from (labels.ui("no_claims"), "")
    yield f"## {labels.ui('sources')}"
    yield ""
    yield f"| | {labels.ui('name')} | {labels.ui('type')} | {labels.ui('claims')} |"
    yield "|---|---|---|---|"
    claims = claims_by_source(document)
    for source in document.sources:
        own = " ".join(claims[source.id])
        yield f"| {source.id} | {escape_markdown(source.name)} | {labels('source_type', source.type)} | {own} |"
    yield ""
    yield f"## {labels.ui('findings')}"
    yield ""
    for finding in document.findings:
        words = "; ".join(f"«{escape_markdown(text)}»" for text in spans_text(document.text, finding.spans))
        where = f" {finding.claim}" if finding.claim else ""
        message = escape_markdown(finding_message(finding, labels))
        yield f"- **{labels('severity', finding.severity)}**{where}: {message} {words} (`{finding.check}`)"
    if not document.findings:
        yield labels.ui("no_findings")
    yield ""


def render_md(report: Report, options: RenderOptions) -> str:
    """The report as CommonMark with tables."""
    labels = load_labels(options.lang or "en")
    lines = [line for document in report.documents for line in _document_lines(document, labels)]
    if report.failed:
        lines += [
            f"## {labels.ui('failed')}",
            "",
            *(f"- {escape_markdown(item.problem)}" for item in report.failed),
            "",
        ]
    return "\n".join(lines)
