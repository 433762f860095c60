"""``html``: one file to read, filter and print, with no network and no server.

Everything from the article is escaped; a content security policy lets only this file's own style and script run, by
their hashes. Without script every claim can still be opened, read and printed.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from attribution.report import view, wording
from attribution.report.article import marked_article
from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import DocumentRecord, Finding, RelationRecord, Report
from attribution.report.picture import draw

__all__ = ["content_security_policy", "frame", "render_html"]

TEMPLATES = Path(__file__).parent / "templates"
MAX_PICTURE_CLAIMS = 80
Related = tuple[str, str]

_VIEW = (
    view.chain,
    view.claims_by_source,
    view.display_title,
    view.excerpt,
    view.in_checking_order,
    view.is_denied,
    view.is_hedged,
    view.is_unnamed,
    view.is_weak,
    view.source_type,
    view.sources_by_id,
    view.spans_text,
    view.tally,
)
_WORDING = (
    wording.counterfactual_text,
    wording.finding_hint,
    wording.finding_message,
    wording.part_value,
    wording.percent,
)


@lru_cache
def environment() -> Environment:
    """The templates: everything escaped, nothing undefined."""
    loaded = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    loaded.globals.update({function.__name__: function for function in (*_VIEW, *_WORDING)})
    loaded.filters["type_of_source"] = view.source_type
    return loaded


@lru_cache
def asset(name: str) -> str:
    """A style sheet or script of ``templates/``, as it is put into the page."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def content_security_policy(style: str, script: str = "") -> str:
    """The policy of a page with one style sheet and at most one script, both inline."""

    def source(text: str) -> str:
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'" if text else "'none'"

    directives = {
        "default-src": "'none'",
        "style-src": source(style),
        "script-src": source(script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _anchors(report: Report) -> Mapping[str, str]:
    """The anchor in the page of each ``document#claim`` and ``document#source``."""
    return {
        f"{document.id}#{name}": f"d{number}-{name}"
        for number, document in enumerate(report.documents, 1)
        for name in (*(source.id for source in document.sources), *(claim.id for claim in document.claims))
    }


def _related(relations: Sequence[RelationRecord]) -> Mapping[str, Sequence[Related]]:
    """The relations of each claim: kind, and the claim at the other end; those to earlier claims first."""
    related: defaultdict[str, list[Related]] = defaultdict(list)
    for relation in relations:
        related[relation.first].append((relation.kind, relation.second))
    for relation in relations:
        related[relation.second].append((relation.kind, relation.first))
    return related


def _findings(document: DocumentRecord) -> Mapping[str | None, Sequence[Finding]]:
    """The findings of each claim."""
    findings: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in document.findings:
        findings[finding.claim].append(finding)
    return findings


def _context(report: Report, labels: Labels) -> dict[str, Any]:
    prefixes = {f"d{number}-": document for number, document in enumerate(report.documents, 1)}
    total = sum(len(document.claims) for document in report.documents)
    together = len(report.documents) > 1 and total <= MAX_PICTURE_CLAIMS
    groups = [prefixes] if together else [{prefix: document} for prefix, document in prefixes.items()]
    mirrored = labels.direction == "rtl"
    inside: defaultdict[str, list[RelationRecord]] = defaultdict(list)
    for relation in report.relations:
        document, other = (name.rpartition("#")[0] for name in (relation.first, relation.second))
        if document == other:
            inside[document].append(relation)
    pictures = [
        draw(
            group,
            report.relations if together else tuple(r for document in group.values() for r in inside[document.id]),
            nobody=labels.ui("nobody"),
            mirrored=mirrored,
        )
        for group in groups
    ]
    return {
        "report": report,
        "labels": labels,
        "ui": labels.ui,
        "prefixes": prefixes,
        "together": pictures[0] if together else None,
        "pictures": {} if together else dict(zip(prefixes, pictures, strict=True)),
        "anchors": _anchors(report),
        "marked": marked_article,
        "related": _related(report.relations),
        "findings_by_claim": _findings,
    }


def render_html(report: Report, options: RenderOptions) -> str:
    """The report as one HTML page; Arabic labels from right to left unless ``options.lang`` is ``en``."""
    labels = load_labels(options.lang or "ar")
    style, script = asset("report.css"), asset("report.js")
    page = environment().get_template("report.html.j2")
    return page.render(
        _context(report, labels), style=style, script=script, policy=content_security_policy(style, script)
    )


def frame(report: Report, options: RenderOptions | None = None, *, height: int = 860) -> str:
    """The page inside a sandboxed frame, for a notebook; ``height`` in CSS pixels."""
    page = escape(render_html(report, options or RenderOptions()))
    return f'<iframe sandbox="allow-scripts" srcdoc="{page}" width="100%" height="{height}" frameborder="0"></iframe>'
