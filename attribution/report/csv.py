"""``csv``: one row a claim, RFC 4180, for spreadsheets.

The text starts with a byte order mark, because Excel reads a UTF-8 file without one as a Windows code page and shows
Arabic as rubbish; read it elsewhere with ``encoding="utf-8-sig"``. A cell that a spreadsheet would take for a formula
(``=``, ``+``, ``-``, ``@``, tab or return in front, also in full-width form) gets an apostrophe in front.

References
----------
Shafranovich, Y. (2005). RFC 4180. OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attribution.report.formats import RenderOptions
from attribution.report.model import ClaimRecord, DocumentRecord, Report, SourceRecord, SpanPair
from attribution.report.view import display_title, source_type, sources_by_id, spans_text

__all__ = ["COLUMNS", "guard_cell", "render_csv"]

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

COLUMNS = (
    "document",
    "path",
    "title",
    "claim",
    "check_first",
    "source",
    "source_name",
    "source_type",
    "source_text",
    "cue",
    "content",
    "quote",
    "act",
    "certainty",
    "factuality",
    "probability_low",
    "probability_high",
    "polarity",
    "stance",
    "hedges",
    "via",
    "sourcing",
    "hops",
    "corroboration",
    "gaps",
    "checks",
    "cue_span",
    "source_span",
    "content_spans",
)


def guard_cell(value: str) -> str:
    """The value, with an apostrophe before what a spreadsheet would run as a formula.

    Examples
    --------
    >>> guard_cell("=1+1"), guard_cell("قال")
    ("'=1+1", 'قال')
    """
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def _spans(spans: tuple[SpanPair, ...]) -> str:
    return ";".join(f"{start}:{end}" for start, end in spans)


def _row(
    document: DocumentRecord, claim: ClaimRecord, sources: Mapping[str, SourceRecord], checks: Iterable[str]
) -> dict[str, str]:
    source = sources[claim.source] if claim.source is not None else None
    scores = claim.scores
    probability = scores.certainty.probability if scores else None
    low, high = (f"{bound:g}" for bound in probability) if probability else ("", "")
    values = {
        "document": document.id,
        "path": document.path or "",
        "title": display_title(document),
        "claim": claim.id,
        "check_first": str(scores.priority.rank) if scores else "",
        "source": claim.source or "",
        "source_name": source.name if source else "",
        "source_type": source_type(claim, sources),
        "source_text": claim.source_text or "",
        "cue": claim.cue_text,
        "content": " … ".join(claim.content_text),
        "quote": claim.quote,
        "act": claim.act,
        "certainty": claim.certainty,
        "factuality": claim.factuality,
        "probability_low": low,
        "probability_high": high,
        "polarity": claim.polarity,
        "stance": claim.stance,
        "hedges": " | ".join(spans_text(document.text, claim.hedges)),
        "via": claim.via or "",
        "sourcing": scores.sourcing.grade if scores else "",
        "hops": str(scores.sourcing.hops) if scores else "",
        "corroboration": str(scores.corroboration.level) if scores else "",
        "gaps": " ".join(scores.gaps) if scores else "",
        "checks": " ".join(checks),
        "cue_span": _spans((claim.cue,)),
        "source_span": _spans((claim.source_span,)) if claim.source_span else "",
        "content_spans": _spans(claim.content),
    }
    return {column: guard_cell(value) for column, value in values.items()}


def _rows(report: Report) -> Iterator[dict[str, str]]:
    for document in report.documents:
        sources = sources_by_id(document)
        checks: defaultdict[str | None, dict[str, None]] = defaultdict(dict)
        for finding in document.findings:
            checks[finding.claim][finding.check] = None
        for claim in document.claims:
            yield _row(document, claim, sources, checks[claim.id])


def render_csv(report: Report, _options: RenderOptions) -> str:
    """One row a claim, in text order, articles in the order of the call; lines end in CR LF."""
    buffer = io.StringIO(newline="")
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_rows(report))
    return buffer.getvalue()
