"""A folder of reports: one file an article or a call for each format, and an index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attribution.report.formats import RenderOptions, ReportFormat, report_format
from attribution.report.labels import load_labels
from attribution.report.model import ClaimRecord, DocumentRecord, RelationRecord, Report
from attribution.report.view import in_checking_order

__all__ = ["INDEX", "article_report", "file_stems", "report_files"]

INDEX = "index.html"
_RESERVED = {"index", "report"}


def file_stems(report: Report) -> tuple[str, ...]:
    """A file name without suffix for each article: its id without what file systems forbid, never the same twice.

    Names that differ in case only count as the same.
    """
    taken = set(_RESERVED)
    stems = []
    for document in report.documents:
        base = re.sub(r"[^\w.\-]+", "_", document.id).strip("._")[:80] or "article"
        stem, number = base, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem.casefold())
        stems.append(stem)
    return tuple(stems)


def _ranked_alone(document: DocumentRecord) -> DocumentRecord:
    """The article with its claims ranked among themselves, since ranks run over the articles of a report."""
    ranks = {claim.id: rank for rank, claim in enumerate(in_checking_order(document), 1)}

    def ranked(claim: ClaimRecord) -> ClaimRecord:
        if claim.scores is None:
            return claim
        priority = claim.scores.priority.model_copy(update={"rank": ranks[claim.id]})
        return claim.model_copy(update={"scores": claim.scores.model_copy(update={"priority": priority})})

    return document.model_copy(update={"claims": tuple(map(ranked, document.claims))})


def article_report(report: Report, document: DocumentRecord, relations: Sequence[RelationRecord]) -> Report:
    """The report of one article of a call, with the relations that touch it and ranks of its own."""
    update = {"documents": (_ranked_alone(document),), "relations": tuple(relations), "failed": ()}
    return report.model_copy(update=update)


def _touching(report: Report) -> Mapping[str, Sequence[RelationRecord]]:
    """The relations that touch each article."""
    touching: defaultdict[str, list[RelationRecord]] = defaultdict(list)
    for relation in report.relations:
        for document in {name.rpartition("#")[0] for name in (relation.first, relation.second)}:
            touching[document].append(relation)
    return touching


def report_files(
    report: Report, formats: Sequence[str], options: RenderOptions | None = None
) -> Iterator[tuple[str, str]]:
    """File names and contents of a folder of reports, in the order of the articles; ``index.html`` last.

    Raises
    ------
    ConfigurationError
        If there is no such format.

    Examples
    --------
    >>> for name, content in report_files(report, ["html", "csv"]):  # doctest: +SKIP
    ...     (folder / name).write_text(content, encoding="utf-8", newline="")
    """
    options = options or RenderOptions()
    chosen = [report_format(name) for name in dict.fromkeys(formats)]
    stems = file_stems(report)
    touching = _touching(report)
    for document, stem in zip(report.documents, stems, strict=True):
        single = article_report(report, document, touching[document.id])
        for form in chosen:
            if form.scope == "article":
                yield stem + form.suffix, form.render(single, options)
    for form in chosen:
        if form.scope == "report":
            yield "report" + form.suffix, form.render(report, options)
    yield (
        INDEX,
        _index(report, stems, chosen, options),
    )


def _index(report: Report, stems: Sequence[str], chosen: Sequence[ReportFormat], options: RenderOptions) -> str:
    from attribution.report.html import asset, content_security_policy, environment

    style = asset("report.css")
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            report=report,
            labels=load_labels(options.lang or "ar"),
            articles=list(zip(report.documents, stems, strict=True)),
            article_formats=[form for form in chosen if form.scope == "article"],
            report_formats=[form for form in chosen if form.scope == "report"],
            style=style,
            policy=content_security_policy(style),
        )
    )
