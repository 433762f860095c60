"""The graph of a report in the formats of :mod:`attribution.graph_formats`."""

from __future__ import annotations

from attribution.graph_formats import write_graph
from attribution.report.formats import RenderOptions
from attribution.report.model import Report

__all__ = ["render_dot", "render_gexf", "render_graphml", "render_node_link"]


def render_graphml(report: Report, _options: RenderOptions) -> str:
    """GraphML, an XML format that most graph tools read."""
    return write_graph(report.graph, "graphml")


def render_gexf(report: Report, _options: RenderOptions) -> str:
    """GEXF, the format of Gephi."""
    return write_graph(report.graph, "gexf")


def render_dot(report: Report, _options: RenderOptions) -> str:
    """DOT, the language of Graphviz."""
    return write_graph(report.graph, "dot")


def render_node_link(report: Report, _options: RenderOptions) -> str:
    """Node-link JSON, as networkx and D3 read it."""
    return write_graph(report.graph, "node-link")
