from __future__ import annotations

from itertools import combinations

import pytest

from attribution.report.model import ClaimRecord, DocumentRecord, RelationRecord, Report, SourceRecord
from attribution.report.picture import Box, draw


def many(claims: int, sources: int, base: ClaimRecord) -> DocumentRecord:
    """An article with many claims, dealt out to its sources in turn, the last ones to nobody."""
    records = tuple(
        base.model_copy(update={"id": f"C{i}", "source": f"S{i % sources}" if i % 7 else None}) for i in range(claims)
    )
    return DocumentRecord(
        id="many", path=None, text="", title=None, encoding=None, metadata={}, sentences=(),
        sources=tuple(SourceRecord(id=f"S{i}", name=f"مصدر {i}", type="person", mentions=()) for i in range(sources)),
        claims=records, warnings=(),
    )  # fmt: skip


def apart(first: Box, second: Box) -> bool:
    return (
        first.x + first.width <= second.x
        or second.x + second.width <= first.x
        or first.y + first.height <= second.y
        or second.y + second.height <= first.y
    )


@pytest.mark.parametrize("mirrored", [True, False])
def test_thirty_claims_overlap_nowhere_and_edges_never_cross(report: Report, *, mirrored: bool) -> None:
    document = many(30, 8, report.documents[0].claims[0])
    picture = draw({"d1-": document}, (), nobody="–", mirrored=mirrored)
    assert all(apart(first, second) for first, second in combinations(picture.boxes, 2))
    assert all(box.x >= 0 and box.x + box.width <= picture.width for box in picture.boxes)
    assert all(box.y + box.height <= picture.height for box in picture.boxes)
    assert len(picture.edges) == 30
    heights = {box.key: box.middle for box in picture.boxes}
    ends = sorted((heights[edge.source], heights[edge.key]) for edge in picture.edges)
    assert [claim for _, claim in ends] == sorted(claim for _, claim in ends)


def test_sources_stand_on_the_readers_first_side(report: Report) -> None:
    for mirrored in (True, False):
        picture = draw({"d1-": report.documents[0]}, (), nobody="–", mirrored=mirrored)
        sources = {box.x for box in picture.boxes if box.kind == "source"}
        claims = {box.x for box in picture.boxes if box.kind == "claim"}
        assert (min(sources) > max(claims)) == mirrored


def test_relays_and_relations_are_arcs(report: Report) -> None:
    picture = draw({"d1-": report.documents[0]}, report.relations, nobody="–", mirrored=True)
    assert {(arc.kind, arc.first, arc.second) for arc in picture.arcs} == {
        ("relays", "d1-S3", "d1-S2"),
        ("repeats", "d1-C9", "d1-C3"),
    }


def test_relations_to_claims_outside_are_left_out(report: Report) -> None:
    relation = RelationRecord(kind="restates", first="refinery#C1", second="elsewhere#C1", similarity=0.9)
    assert not [
        a
        for a in draw({"d1-": report.documents[0]}, (relation,), nobody="–", mirrored=True).arcs
        if a.kind == "restates"
    ]
