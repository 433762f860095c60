"""Running the checks over all articles of a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from attribution.checks import anonymity, balance, headline, sourcing, wording
from attribution.checks.article import Article, Hit, Rule
from attribution.checks.configuration import CheckSettings
from attribution.checks.texts import Severity, load_checks
from attribution.claims import AnalysedDocument
from attribution.errors import ConfigurationError
from attribution.graph import Graph
from attribution.printings import Printings
from attribution.report.model import ClaimScores, Finding
from attribution.restatement import ClaimKey, Proposition, document_labels

__all__ = ["RULES", "Severity", "exit_code", "run_checks"]

RULES: Mapping[str, Rule] = {
    **anonymity.RULES,
    **sourcing.RULES,
    **balance.RULES,
    **headline.RULES,
    **wording.RULES,
}


def run_checks(
    documents: Sequence[AnalysedDocument],
    graph: Graph,
    scores: Mapping[ClaimKey, ClaimScores],
    settings: CheckSettings | None = None,
) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each document, in the order of the documents.

    Parameters
    ----------
    documents : sequence of AnalysedDocument
        In the order of the call.
    graph : networkx.MultiDiGraph
        Of the same documents.
    scores : mapping of ClaimKey to ClaimScores
        What :func:`attribution.scoring.score` gave for them.
    settings : CheckSettings, optional
        Which checks run, and how serious they are; all by default.

    Returns
    -------
    tuple of tuple of Finding
        Each document's in the order of the text, then of the checks. A check that finds nothing says nothing.
    """
    settings = settings or CheckSettings()
    active = settings.active()
    labels = document_labels(documents)
    printings = Printings(documents, graph)
    propositions: dict[ClaimKey, Proposition] = {}
    articles = (
        Article(index, documents, labels, scores, printings, load_checks(), propositions)
        for index in range(len(documents))
    )
    return tuple(_findings(article, active, settings) for article in articles)


def exit_code(findings: Iterable[Finding], level: str | None) -> int:
    """1 if a finding is as serious as ``level`` or more, else 0; 0 where no level is asked for.

    Raises
    ------
    ConfigurationError
        If there is no such level.

    Examples
    --------
    >>> exit_code((), "note")
    0
    """
    if level is None:
        return 0
    levels = get_args(Severity)
    if level not in levels:
        raise ConfigurationError(f"no level {level!r}", way_out=f"one of {', '.join(levels)}")
    return int(any(levels.index(finding.severity) <= levels.index(level) for finding in findings))


def _findings(article: Article, active: Sequence[str], settings: CheckSettings) -> tuple[Finding, ...]:
    found = [(check, hit) for check in active for hit in RULES[check](article)]
    found.sort(key=lambda pair: (pair[1].spans[0] if pair[1].spans else (0, 0), active.index(pair[0])))
    return tuple(_finding(check, hit, settings) for check, hit in found)


def _finding(check: str, hit: Hit, settings: CheckSettings) -> Finding:
    return Finding(
        check=check,
        severity=settings.severity_of(check),
        claim=hit.claim,
        source=hit.source,
        spans=tuple(hit.spans),
        message=load_checks().checks[check].message.en.format_map(hit.arguments),
        arguments=dict(hit.arguments),
    )
