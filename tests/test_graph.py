"""The graph: typed nodes and edges, chains, export formats that open again."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pydot
import pytest
from builders import build, builds
from hypothesis import given
from hypothesis import strategies as st

from attribution.errors import ConfigurationError
from attribution.graph import (
    ClaimNode,
    ContainsEdge,
    CreditsEdge,
    DocumentNode,
    RelationEdge,
    RelaysEdge,
    SourceNode,
    build_graph,
    originating_chain,
    relay_chain,
)
from attribution.graph_formats import write_graph
from attribution.restatement import document_labels

TYPES = {
    "document": DocumentNode,
    "claim": ClaimNode,
    "source": SourceNode,
    "contains": ContainsEdge,
    "credits": CreditsEdge,
    "relays": RelaysEdge,
    "repeats": RelationEdge,
    "restates": RelationEdge,
    "contradicts": RelationEdge,
    "differs": RelationEdge,
}
CHAIN = """
title | الوكالة تنقل عن الوزير أن الميناء سيغلق
S1 | media | وكالة الأنباء
S2 | unnamed_official | مسؤول في الوزارة | reason=لأنه غير مخول بالتصريح
S3 | official | وزير النقل سامي نادر
C1 | S1 | نقلت | الميناء سيغلق أبوابه يومين بسبب العاصفة | stance=neutral
C2 | S2 | عن | | via=C1 same=C1
C3 | S3 | قوله | | via=C2 same=C1 quote=direct
C4 | S3 | وأضاف | العمل سيستأنف صباح الأحد المقبل
"""
RELATED = (
    """
S1 | official | مدير المستشفى خالد عمر
C1 | S1 | قال | المستشفى استقبل 14 جريحا من قرية الزهراء
""",
    """
S1 | organization | نقابة الأطباء
C1 | S1 | نفت | المستشفى استقبل 14 جريحا من قرية الزهراء | act=denial
S2 | anonymous | مصدر طبي
C2 | S2 | قال | المستشفى استقبل 20 جريحا من قرية الزهراء
C3 | S1 | أكدت | من قرية الزهراء استقبل المستشفى 14 جريحا
""",
)


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    return build_graph((build(CHAIN, "chain"), *builds(*RELATED)))


def edges(graph: nx.MultiDiGraph, kind: str) -> list[tuple[str, str]]:
    return [(first, second) for first, second, data in graph.edges(data=True) if data["kind"] == kind]


def test_every_node_and_edge_has_the_attributes_of_its_type(graph: nx.MultiDiGraph) -> None:
    seen = set()
    for data in [*(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))]:
        assert set(data) == set(TYPES[data["kind"]].__annotations__), data["kind"]
        assert all(type(value) in {str, int, float, bool} for value in data.values())
        seen.add(data["kind"])
    assert seen == set(TYPES) - {"repeats"}


def test_nodes_say_what_they_stand_for(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes["document:chain"]["label"] == "الوكالة تنقل عن الوزير أن الميناء سيغلق"
    unnamed = graph.nodes["source:chain#S2"]
    assert (unnamed["type"], unnamed["anonymous"], unnamed["anonymity_reason"], unnamed["identity"]) == (
        "unnamed_official",
        True,
        "لأنه غير مخول بالتصريح",
        "",
    )
    assert graph.nodes["claim:chain#C3"]["quote"] == "direct"
    assert graph.nodes["claim:chain#C1"]["label"] == "الميناء سيغلق أبوابه يومين بسبب العاصفة"


def test_chain_of_relays_has_one_edge_a_link(graph: nx.MultiDiGraph) -> None:
    relays = [(a, b, d["hop"]) for a, b, d in graph.edges(data=True) if d["kind"] == "relays"]
    assert relays == [("source:chain#S1", "source:chain#S2", 1), ("source:chain#S2", "source:chain#S3", 2)]


def test_origin_is_the_end_of_the_chain_for_every_link() -> None:
    item = build(CHAIN)
    assert [c.id for c in relay_chain(item, item.claim("C2"))] == ["C1", "C2"]
    for claim in ("C1", "C2", "C3"):
        assert originating_chain(item, item.claim(claim))[-1].id == "C3"
    assert originating_chain(item, item.claim("C4"))[-1].id == "C4"


def test_a_chain_that_bites_its_tail_ends() -> None:
    item = build("""
S1 | media | وكالة
C1 | S1 | قالت | الطريق الساحلي مغلق | via=C2
C2 | S1 | قالت | | via=C1 same=C1
""")
    assert [c.id for c in relay_chain(item, item.claim("C1"))] == ["C2", "C1"]
    build_graph([item])


def test_relations_between_claims(graph: nx.MultiDiGraph) -> None:
    assert edges(graph, "contradicts") == [
        ("claim:b#C1", "claim:a#C1"),
        ("claim:b#C3", "claim:b#C1"),
    ]
    assert edges(graph, "restates") == [("claim:b#C3", "claim:a#C1")]
    assert edges(graph, "differs") == [("claim:b#C2", "claim:a#C1"), ("claim:b#C3", "claim:b#C2")]


def test_the_same_named_source_is_known_again_and_an_unnamed_one_is_not() -> None:
    first, second = builds(
        "S1 | organization | وكالة الأنباء\nS2 | anonymous | مصدر أمني\nC1 | S1 | قالت | أ ب\nC2 | S2 | قال | د و",
        "S1 | organization | «وكالة الانباء»\nS2 | anonymous | مصدر أمني\nC1 | S1 | قالت | ز ح\nC2 | S2 | قال | ي ك",
    )
    nodes = build_graph((first, second)).nodes
    assert nodes["source:a#S1"]["identity"] == nodes["source:b#S1"]["identity"] != ""
    assert nodes["source:a#S2"]["identity"] == nodes["source:b#S2"]["identity"] == ""


def test_documents_with_one_id_stay_apart() -> None:
    items = [build(notation, "same") for notation in RELATED] + [build(CHAIN, "same~2")]
    assert document_labels(items) == ("same", "same~3", "same~2")
    assert sum(d["kind"] == "document" for _, d in build_graph(items).nodes(data=True)) == 3


def _shape(graph: nx.MultiDiGraph) -> tuple[list[str], list[tuple[str, str, str]]]:
    return sorted(graph.nodes), sorted((a, b, str(d["kind"])) for a, b, d in graph.edges(data=True))


def test_graphml_opens_again(graph: nx.MultiDiGraph) -> None:
    again = nx.read_graphml(io.BytesIO(write_graph(graph, "graphml").encode()), force_multigraph=True)
    assert _shape(again) == _shape(graph)
    assert dict(again.nodes["source:chain#S2"]) == dict(graph.nodes["source:chain#S2"])


def test_gexf_opens_again(graph: nx.MultiDiGraph) -> None:
    again = nx.read_gexf(io.BytesIO(write_graph(graph, "gexf").encode()))
    assert _shape(again) == _shape(graph)
    assert again.nodes["source:chain#S2"]["local_id"] == "S2"


def test_node_link_opens_again(graph: nx.MultiDiGraph) -> None:
    again = nx.node_link_graph(json.loads(write_graph(graph, "node-link")), edges="edges")
    assert _shape(again) == _shape(graph)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dot_opens_again(graph: nx.MultiDiGraph) -> None:
    (again,) = pydot.graph_from_dot_data(write_graph(graph, "dot"))
    names = [node.get_name().strip('"') for node in again.get_nodes()]
    assert sorted(names) == sorted(graph.nodes)
    assert len(again.get_edges()) == graph.number_of_edges()
    (claim,) = again.get_node('"claim:chain#C1"')
    assert claim.get("label") == '"الميناء سيغلق أبوابه يومين بسبب العاصفة"'


@pytest.mark.parametrize("name", ["graphml", "gexf", "node-link"])
@given(text=st.text(min_size=1, max_size=30))
def test_any_text_can_be_written_and_read(name: str, text: str) -> None:
    graph = nx.MultiDiGraph()
    data = DocumentNode(kind="document", index=0, local_id=text, label=text, path="")
    graph.add_node(f"document:{text}", **data)
    written = write_graph(graph, name)
    if name == "graphml":
        nx.read_graphml(io.BytesIO(written.encode("utf-8", "surrogatepass")))
    elif name == "gexf":
        nx.read_gexf(io.BytesIO(written.encode("utf-8", "surrogatepass")))
    else:
        assert list(nx.node_link_graph(json.loads(written), edges="edges")) == list(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("text", ["قال «نعم»", 'a "b" \\ c', "one\r\ntwo", "\0", "} -> {", "// <b>", "\\", '\\"'])
def test_dot_holds_any_text(text: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(f"document:{text}", **DocumentNode(kind="document", index=0, local_id=text, label=text, path=""))
    (again,) = pydot.graph_from_dot_data(write_graph(graph, "dot"))
    assert len(again.get_nodes()) == 1


def test_unknown_format_is_said(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(ConfigurationError, match="no graph format 'xlsx'"):
        write_graph(graph, "xlsx")


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from test_graph import *\n"
        "from attribution.graph_formats import GRAPH_FORMATS\n"
        "g = build_graph((build(CHAIN, 'chain'), *builds(*RELATED)))\n"
        "sys.stdout.buffer.write(''.join(write_graph(g, f) for f in GRAPH_FORMATS).encode())\n"
    )
    tests = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(tests), str(tests.parent)],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert b"lastmodifieddate" not in outputs.pop()
