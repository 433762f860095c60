"""``jsonld``: schema.org ``Claim`` with its appearance and author, and never a ``reviewRating``.

A claim of a document has no author (a document is none) but ``isBasedOn`` it; what is denied or kept silent is told in
``disambiguatingDescription``, since schema.org has no term for it.

References
----------
https://schema.org/Claim, https://schema.org/NewsArticle
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import ClaimRecord, DocumentRecord, Report, SourceRecord
from attribution.report.view import display_title, sources_by_id

__all__ = ["render_jsonld"]

_AUTHOR_TYPES = {
    "person": "Person",
    "official": "Person",
    "unnamed_official": "Person",
    "anonymous": "Person",
    "unspecified": "Person",
    "organization": "Organization",
    "group": "Organization",
    "media": "NewsMediaOrganization",
}


def _identifier(*parts: str) -> str:
    return "#" + "/".join(quote(part, safe="") for part in parts)


def _article(document: DocumentRecord) -> dict[str, Any]:
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": _identifier(document.id),
        "identifier": document.id,
        "inLanguage": "ar",
        "headline": display_title(document),
    }
    url = document.metadata.get("url")
    return article | ({"url": url} if isinstance(url, str) else {})


def _source(document: DocumentRecord, source: SourceRecord, labels: Labels) -> dict[str, Any]:
    return {
        "@type": _AUTHOR_TYPES.get(source.type, "CreativeWork"),
        "@id": _identifier(document.id, source.id),
        "name": source.name,
        "description": labels("source_type", source.type),
    }


def _claim(
    document: DocumentRecord, claim: ClaimRecord, sources: dict[str, SourceRecord], labels: Labels
) -> dict[str, Any]:
    described = [labels("act", claim.act), labels("certainty", claim.certainty), labels("polarity", claim.polarity)]
    record: dict[str, Any] = {
        "@type": "Claim",
        "@id": _identifier(document.id, claim.id),
        "identifier": claim.id,
        "inLanguage": "ar",
        "text": " … ".join(claim.content_text),
        "disambiguatingDescription": ", ".join(described),
        "appearance": {"@id": _identifier(document.id)},
    }
    if claim.source is not None:
        is_document = sources[claim.source].type not in _AUTHOR_TYPES
        record["isBasedOn" if is_document else "author"] = {"@id": _identifier(document.id, claim.source)}
    if claim.via is not None:
        record["isPartOf"] = {"@id": _identifier(document.id, claim.via)}
    return record


def render_jsonld(report: Report, options: RenderOptions) -> str:
    """The articles, sources and claims of a report as one JSON-LD graph."""
    labels = load_labels(options.lang or "en")
    nodes: list[dict[str, Any]] = []
    for document in report.documents:
        sources = dict(sources_by_id(document))
        nodes.append(_article(document))
        nodes.extend(_source(document, source, labels) for source in document.sources)
        nodes.extend(_claim(document, claim, sources, labels) for claim in document.claims)
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False, indent=2) + "\n"
