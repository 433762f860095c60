"""Writing the graph: GraphML, GEXF, DOT and node-link JSON, the same bytes for the same graph."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx

from attribution.errors import ConfigurationError
from attribution.graph import Graph

__all__ = ["GRAPH_FORMATS", "write_graph"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r' lastmodifieddate="[^"]*"')
_SHAPES = MappingProxyType({"document": "note", "claim": "box", "source": "ellipse"})


def write_graph(graph: Graph, format: str) -> str:  # noqa: A002
    r"""The graph as text in one of the formats of :data:`GRAPH_FORMATS`.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        What :func:`attribution.graph.build_graph` made.
    format : str
        ``graphml``, ``gexf``, ``dot`` or ``node-link``.

    Returns
    -------
    str
        Ends with a newline. Characters that XML cannot hold (NUL and other controls) are written as U+FFFD in the
        two XML formats.

    Raises
    ------
    ConfigurationError
        If there is no such format.

    Examples
    --------
    >>> write_graph(nx.MultiDiGraph(), "dot")
    'digraph attribution {\n}\n'
    """
    if format not in GRAPH_FORMATS:
        raise ConfigurationError(f"no graph format {format!r}", way_out=f"one of {', '.join(GRAPH_FORMATS)}")
    return GRAPH_FORMATS[format](graph)


def _graphml(graph: Graph) -> str:
    return "\n".join(nx.generate_graphml(_without_controls(graph), named_key_ids=True)) + "\n"


def _gexf(graph: Graph) -> str:
    numbered: Graph = nx.MultiDiGraph()
    clean = _without_controls(graph)
    numbered.add_nodes_from(clean.nodes(data=True))
    for number, (first, second, data) in enumerate(clean.edges(data=True)):
        numbered.add_edge(first, second, key=number, id=str(number), **data)
    return _DATE.sub("", "\n".join(nx.generate_gexf(numbered))) + "\n"


def _dot(graph: Graph) -> str:
    lines = ["digraph attribution {"]
    for node, data in graph.nodes(data=True):
        lines.append(f"  {_quote(node)} [{_attributes({'shape': _SHAPES[data['kind']], **data})}];")
    for first, second, data in graph.edges(data=True):
        label = data.get("cue") or data["kind"]
        lines.append(f"  {_quote(first)} -> {_quote(second)} [{_attributes({'label': label, **data})}];")
    return "\n".join([*lines, "}"]) + "\n"


def _node_link(graph: Graph) -> str:
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1) + "\n"


def _attributes(data: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={_quote(str(value))}" for name, value in data.items())


def _quote(text: str) -> str:
    r"""A DOT string: backslash and quotation mark escaped, line ends as ``\n``, NUL replaced."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\ufffd")
    return '"' + re.sub(r"\r\n?|\n", r"\\n", escaped) + '"'


def _without_controls(graph: Graph) -> Graph:
    clean: Graph = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        clean.add_node(_xml(node), **{name: _xml(value) for name, value in data.items()})
    for first, second, data in graph.edges(data=True):
        clean.add_edge(_xml(first), _xml(second), **{name: _xml(value) for name, value in data.items()})
    return clean


def _xml(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


GRAPH_FORMATS: Mapping[str, Callable[[Graph], str]] = MappingProxyType(
    {"graphml": _graphml, "gexf": _gexf, "dot": _dot, "node-link": _node_link}
)
