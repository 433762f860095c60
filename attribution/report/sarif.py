r"""``sarif``: the findings of the editorial checks for tools that show them beside the text (SARIF 2.1.0).

Columns and offsets count code points; lines are counted as ``\n``, ``\r\n`` and ``\r`` end them.

References
----------
OASIS (2020). Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import DocumentRecord, Finding, Report, SpanPair
from attribution.report.wording import finding_message

__all__ = ["render_sarif"]

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
Result = dict[str, Any]
_LINE_END = re.compile(r"\r\n|\r|\n")


class _Lines:
    """Code-point offsets to 1-based lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def region(self, span: SpanPair) -> dict[str, Any]:
        start_line, start_column = self.position(span[0])
        end_line, end_column = self.position(span[1])
        return {
            "charOffset": span[0],
            "charLength": span[1] - span[0],
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
            "snippet": {"text": self.text[slice(*span)]},
        }


def _uri(document: DocumentRecord) -> str:
    path = PurePath(document.path or document.id)
    return quote(path.as_posix(), safe="/#") if not path.is_absolute() else path.as_uri()


def _locations(document: DocumentRecord, finding: Finding, lines: _Lines) -> list[Result]:
    """One location for each span, or the article where there is none; the first names the claim."""
    artifact = {"uri": _uri(document)}
    regions = [{"region": lines.region(span)} for span in finding.spans] or [{}]
    locations: list[dict[str, Any]] = [
        {"physicalLocation": {"artifactLocation": artifact} | region} for region in regions
    ]
    if finding.claim:
        locations[0]["logicalLocations"] = [{"name": finding.claim, "kind": "member"}]
    return locations


def _result(document: DocumentRecord, finding: Finding, rules: list[str], lines: _Lines, labels: Labels) -> Result:
    first, *others = _locations(document, finding, lines)
    result: Result = {
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": finding.severity,
        "message": {"text": finding_message(finding, labels)},
        "locations": [first],
    }
    related = [location | {"id": number} for number, location in enumerate(others, 1)]
    return result | ({"relatedLocations": related} if related else {})


def _rule(check: str, labels: Labels) -> Result:
    rule: Result = {"id": check, "shortDescription": {"text": labels("check", check)}}
    hint = labels.groups["hint"].get(check)
    return rule | ({"help": {"text": hint}} if hint else {})


def render_sarif(report: Report, options: RenderOptions) -> str:
    """All findings of a report as one SARIF run."""
    labels = load_labels(options.lang or "en")
    rules = sorted({finding.check for document in report.documents for finding in document.findings})
    results: list[Result] = []
    for document in report.documents:
        lines = _Lines(document.text)
        results.extend(_result(document, finding, rules, lines, labels) for finding in document.findings)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": report.header.generator,
                "version": report.header.version,
                "rules": [_rule(rule, labels) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"
