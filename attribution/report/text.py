"""``text``: for the terminal, in order of checking.

English labels stand in a column of their own beside the Arabic; Arabic labels stand before their value on a line that
is Arabic only. So each line has one direction, and reads in a terminal that reorders nothing as in one that does.
Letters are left as they are; shaping is the terminal's. Control and bidi characters of the article are left out.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import ClaimRecord, DocumentRecord, Finding, Report, SourceRecord
from attribution.report.view import (
    chain,
    display_title,
    in_checking_order,
    is_weak,
    source_type,
    sources_by_id,
    spans_text,
    tally,
)
from attribution.report.wording import counterfactual_text, finding_hint, finding_message, percent

__all__ = ["render_text"]

Row = tuple[str, str | Text]

_GRADE_STYLES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "bold red", "F": "bold red"}
_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_SEPARATOR = " · "
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INDENT = 4
_LABEL_WIDTH = 18


def _clean(text: str) -> str:
    """The text on one line, without characters that would steer a terminal or turn its direction."""
    line = " ".join(text.split())
    return "".join(char for char in line if unicodedata.category(char) != "Cc" and char not in _BIDI_CONTROLS)


def _value(value: str | Text) -> Text:
    return value if isinstance(value, Text) else Text(_clean(value))


def _rows(rows: Iterable[Row], labels: Labels) -> RenderableType:
    if labels.direction == "rtl":
        lines = (Text(f"{label}: ", style="dim") + _value(value) if label else _value(value) for label, value in rows)
        return Padding(Group(*lines), (0, 0, 0, _INDENT))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=_INDENT - 1)
    table.add_column(width=_LABEL_WIDTH, style="dim")
    table.add_column(ratio=1, overflow="fold")
    previous = ""
    for label, value in rows:
        table.add_row("", "" if label == previous else label, _value(value))
        previous = label or previous
    return table


def _heading(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold"), align="left", characters="─", style="dim"), (1, 0, 1, 0))


def _summary(document: DocumentRecord, labels: Labels) -> Text:
    count = tally(document)
    parts = (
        (labels.ui("claims"), count.claims),
        (labels.ui("weak"), count.weak),
        (labels.ui("sources"), count.sources),
        (labels.ui("unnamed_count"), count.unnamed),
        (labels.ui("findings"), count.findings),
    )
    return Text(_SEPARATOR.join(f"{label}: {number}" for label, number in parts))


def _grades(claim: ClaimRecord, labels: Labels) -> Iterator[tuple[str, Text]]:
    """What is judged of a claim, each axis alone: label and value."""
    scores = claim.scores
    certainty = Text(labels("certainty", claim.certainty))
    if scores is not None:
        grade = scores.sourcing.grade
        yield labels.ui("sourcing"), Text(grade, style=_GRADE_STYLES[grade])
        yield labels.ui("corroboration"), Text(str(scores.corroboration.level))
        if scores.certainty.probability:
            certainty.append(f" ({percent(scores.certainty.probability)})")
    yield labels.ui("certainty"), certainty
    if claim.act != "statement":
        yield labels.ui("act"), Text(labels("act", claim.act), style="bold")
    elif claim.polarity == "negative":
        yield labels.ui("polarity"), Text(labels("polarity", claim.polarity))


def _claim_rows(document: DocumentRecord, claim: ClaimRecord, labels: Labels) -> Iterator[Row]:
    sources = sources_by_id(document)
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
    yield labels.ui("why_short"), _SEPARATOR.join(labels("rule", part.rule) for part in claim.scores.priority.parts)
    if claim.scores.gaps:
        yield labels.ui("gaps"), " ".join(labels("gap", gap) for gap in claim.scores.gaps)
    for change in claim.scores.counterfactuals:
        yield labels.ui("counterfactuals_short"), counterfactual_text(change, labels)


def _claim(document: DocumentRecord, claim: ClaimRecord, labels: Labels) -> RenderableType:
    rank = f"{claim.scores.priority.rank:>2}. " if claim.scores else " " * _INDENT
    head = Text(f"{rank}{claim.id}", style="bold")
    rows = list(_claim_rows(document, claim, labels))
    grades = list(_grades(claim, labels))
    if labels.direction == "rtl":
        return Group(head, _rows([*grades, *rows], labels), Text())
    axes = {labels.ui("sourcing"), labels.ui("corroboration")}
    line = Text(_SEPARATOR).join(Text(f"{label} ") + value if label in axes else value for label, value in grades)
    return Group(head + Text("   ") + line, _rows(rows, labels), Text())


def _source(document: DocumentRecord, source: SourceRecord, labels: Labels) -> RenderableType:
    claims = [claim.id for claim in document.claims if claim.source == source.id]
    rows: list[Row] = [(labels.ui("name"), source.name), (labels.ui("type"), labels("source_type", source.type))]
    rows.append((labels.ui("claims"), ", ".join(claims) or "–"))
    if source.anonymity_reason:
        rows.append((labels.ui("reason"), document.text[slice(*source.anonymity_reason)]))
    return Group(Text(f"{'':{_INDENT}}{source.id}", style="bold"), _rows(rows, labels), Text())


def _finding(document: DocumentRecord, finding: Finding, labels: Labels) -> RenderableType:
    head = Text(f"{'':{_INDENT}}{finding.check}", style=_SEVERITY_STYLES[finding.severity])
    rows: list[Row] = [(labels("severity", finding.severity), finding_message(finding, labels))]
    hint = finding_hint(finding, labels)
    if hint:
        rows.append((labels.ui("hint"), hint))
    where = " ".join(filter(None, (finding.claim, finding.source)))
    if where:
        rows.append((labels.ui("in_article"), where))
    rows.extend((labels.ui("words"), text) for text in dict.fromkeys(spans_text(document.text, finding.spans)))
    return Group(head, _rows(rows, labels), Text())


def _document(document: DocumentRecord, labels: Labels) -> Iterator[RenderableType]:
    yield Text(_clean(document.path or document.id), style="dim")
    yield Text(_clean(display_title(document)), style="bold")
    yield _summary(document, labels)
    for warning in document.warnings:
        yield Text(f"! {_clean(warning)}", style="yellow")
    yield _heading(labels.ui("in_order"))
    if not document.claims:
        yield Text(labels.ui("no_claims"))
    yield from (_claim(document, claim, labels) for claim in in_checking_order(document))
    if document.sources:
        yield _heading(labels.ui("sources"))
        yield from (_source(document, source, labels) for source in document.sources)
    yield _heading(labels.ui("findings"))
    if not document.findings:
        yield Text(labels.ui("no_findings"))
    yield from (_finding(document, finding, labels) for finding in document.findings)
    yield Text()


def _report(report: Report, labels: Labels) -> Iterator[RenderableType]:
    for document in report.documents:
        yield from _document(document, labels)
    if report.failed:
        yield _heading(labels.ui("failed"))
        yield from (Text(_clean(failed.problem)) for failed in report.failed)
    yield Text(labels.ui("disclaimer"), style="italic")


def render_text(report: Report, options: RenderOptions) -> str:
    """The report for a terminal of ``options.width`` columns; ANSI colours only with ``options.color``."""
    labels = load_labels(options.lang or "en")
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=options.width,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for renderable in _report(report, labels):
        console.print(renderable)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))
