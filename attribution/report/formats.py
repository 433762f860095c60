"""The registry of report formats: name, file suffix, renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from attribution.errors import ConfigurationError

if TYPE_CHECKING:
    from attribution.report.labels import Language
    from attribution.report.model import Report

__all__ = ["FORMATS", "RenderOptions", "Renderer", "ReportFormat", "render", "report_format"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a user may choose of a rendering.

    Parameters
    ----------
    lang : {"ar", "en"}, optional
        Language of the labels; by default Arabic in ``html`` and English elsewhere.
    width : int
        Columns of ``text``.
    color : bool
        Whether ``text`` may use ANSI colours.
    """

    lang: Language | None = None
    width: int = 80
    color: bool = False


Renderer = Callable[["Report", RenderOptions], str]


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One way of writing a report.

    Parameters
    ----------
    name : str
        What ``--format`` takes.
    suffix : str
        Of the files that it writes.
    scope : {"article", "report"}
        Whether a folder of reports gets one file an article or one for the whole call.
    module : str
        Module under :mod:`attribution.report` with a function ``render(report, options)``.
    summary : str
        One line for ``--help``.
    """

    name: str
    suffix: str
    scope: Literal["article", "report"]
    module: str
    summary: str

    def render(self, report: Report, options: RenderOptions | None = None) -> str:
        """The report in this format; the same report and options give the same text."""
        module = import_module(f"attribution.report.{self.module}")
        renderer = cast("Renderer", getattr(module, f"render_{self.name.replace('-', '_')}"))
        return renderer(report, options or RenderOptions())


_ALL = (
    ReportFormat("text", ".txt", "article", "text", "for the terminal, in order of checking"),
    ReportFormat("html", ".html", "article", "html", "one file to read, filter and print"),
    ReportFormat("json", ".json", "article", "json", "everything, in the published schema"),
    ReportFormat("md", ".md", "article", "markdown", "for notes and tickets"),
    ReportFormat("csv", ".csv", "report", "csv", "one row a claim, for spreadsheets"),
    ReportFormat("jsonld", ".jsonld", "report", "jsonld", "schema.org Claim with appearance and author"),
    ReportFormat("graphml", ".graphml", "report", "graphs", "the graph for yEd, Cytoscape and others"),
    ReportFormat("gexf", ".gexf", "report", "graphs", "the graph for Gephi"),
    ReportFormat("dot", ".dot", "report", "graphs", "the graph for Graphviz"),
    ReportFormat("node-link", ".graph.json", "report", "graphs", "the graph for networkx and D3"),
    ReportFormat("sarif", ".sarif", "report", "sarif", "editorial checks, for code-review tools"),
)
FORMATS: Mapping[str, ReportFormat] = MappingProxyType({form.name: form for form in _ALL})


def report_format(name: str) -> ReportFormat:
    """The format of a name; ``ConfigurationError`` lists the names that exist."""
    try:
        return FORMATS[name]
    except KeyError:
        raise ConfigurationError(
            f"there is no report format {name!r}", way_out=f"choose from {', '.join(FORMATS)}"
        ) from None


def render(report: Report, name: str, options: RenderOptions | None = None) -> str:
    """The report in the format of a name."""
    return report_format(name).render(report, options)
