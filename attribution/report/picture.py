"""The graph as a picture: sources on one side, their claims on the other, laid out without crossings.

Claims stand under their source in text order, so the edges of attribution never cross; who relays whom is an arc beside
the sources, repeats, restatements and contradictions are arcs beside the claims. All lengths are SVG user units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from attribution.report.model import ClaimRecord, DocumentRecord, RelationRecord
from attribution.report.view import display_title, excerpt, sources_by_id

__all__ = ["Arc", "Box", "Edge", "Picture", "draw"]

WIDTH = 1080
MARGIN = 64
SOURCE_WIDTH = 262
CLAIM_WIDTH = 520
SOURCE_HEIGHT = 46
ROW = 40
CLAIM_HEIGHT = 32
GROUP_GAP = 14
TITLE_HEIGHT = 40
NAME_LENGTH = 34
CONTENT_LENGTH = 72
MAX_BULGE = 52


@dataclass(frozen=True, slots=True)
class Box:
    """A source, a claim or the title of an article. ``key`` is the anchor of what it stands for."""

    kind: Literal["source", "claim", "title"]
    key: str
    x: float
    y: float
    width: float
    height: float
    text: str
    full_text: str
    claim: ClaimRecord | None = None
    source_type: str = ""

    @property
    def middle(self) -> float:
        """Height of its centre line."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """From a source to one of its claims."""

    source: str
    claim: ClaimRecord
    key: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arc:
    """Between two sources (``relays``) or two claims (a relation's kind); ``x``, ``y`` its outermost point."""

    kind: str
    first: str
    second: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing."""

    width: int
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    arcs: tuple[Arc, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of arcs that a legend must name."""
        return frozenset(arc.kind for arc in self.arcs)


def _groups(document: DocumentRecord) -> Iterator[tuple[str | None, list[ClaimRecord]]]:
    """Sources in order of their first claim, each with its claims in text order; those nobody is named for last."""
    groups: dict[str | None, list[ClaimRecord]] = {}
    for claim in document.claims:
        groups.setdefault(claim.source, []).append(claim)
    yield from sorted(groups.items(), key=lambda group: group[0] is None)


class _Drawing:
    def __init__(self, *, mirrored: bool) -> None:
        self.mirrored = mirrored
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []
        self.arcs: list[Arc] = []
        self.y = 4.0

    def x(self, x: float, width: float = 0) -> float:
        return WIDTH - x - width if self.mirrored else x

    def title(self, key: str, document: DocumentRecord) -> None:
        title = display_title(document)
        x = self.x(MARGIN, WIDTH - 2 * MARGIN)
        box = Box("title", key, x, self.y, WIDTH - 2 * MARGIN, TITLE_HEIGHT - 10, excerpt(title, 110), title)
        self.boxes.append(box)
        self.y += TITLE_HEIGHT

    def group(self, key: str, name: str, kind: str, claims: list[ClaimRecord], prefix: str) -> None:
        height = max(len(claims) * ROW - (ROW - CLAIM_HEIGHT), SOURCE_HEIGHT)
        source_y = self.y + (height - SOURCE_HEIGHT) / 2
        left = self.x(MARGIN, SOURCE_WIDTH)
        text = excerpt(name, NAME_LENGTH)
        source = Box("source", key, left, source_y, SOURCE_WIDTH, SOURCE_HEIGHT, text, name, source_type=kind)
        self.boxes.append(source)
        top = self.y + (height - (len(claims) * ROW - (ROW - CLAIM_HEIGHT))) / 2
        for number, claim in enumerate(claims):
            full_text = " … ".join(claim.content_text)
            x = self.x(WIDTH - MARGIN - CLAIM_WIDTH, CLAIM_WIDTH)
            y = top + number * ROW
            text = excerpt(full_text, CONTENT_LENGTH)
            box = Box("claim", prefix + claim.id, x, y, CLAIM_WIDTH, CLAIM_HEIGHT, text, full_text, claim=claim)
            self.boxes.append(box)
            self.edge(source, box, claim)
        self.y += height + GROUP_GAP

    def edge(self, source: Box, box: Box, claim: ClaimRecord) -> None:
        start, end = self.x(MARGIN + SOURCE_WIDTH), self.x(WIDTH - MARGIN - CLAIM_WIDTH)
        bend = (start + end) / 2
        path = f"M{start:g} {source.middle:g}C{bend:g} {source.middle:g} {bend:g} {box.middle:g} {end:g} {box.middle:g}"
        self.edges.append(Edge(source.key, claim, box.key, path, bend, (source.middle + box.middle) / 2))

    def arc(self, kind: str, first: Box, second: Box) -> None:
        outer = MARGIN if first.kind == "source" else WIDTH - MARGIN
        away = -1 if first.kind == "source" else 1
        bulge = min(MAX_BULGE, 16 + abs(first.middle - second.middle) / 6)
        edge, control = self.x(outer), self.x(outer + away * bulge * 4 / 3)
        top, bottom = first.middle, second.middle
        path = f"M{edge:g} {top:g}C{control:g} {top:g} {control:g} {bottom:g} {edge:g} {bottom:g}"
        apex = self.x(outer + away * bulge)
        self.arcs.append(Arc(kind, first.key, second.key, path, apex, (top + bottom) / 2))


def _relays(document: DocumentRecord) -> Iterator[tuple[str, str]]:
    """Pairs of source ids: who is relayed, by whom; once each."""
    claims = {claim.id: claim for claim in document.claims}
    pairs = {
        (claim.source, claims[claim.via].source): None
        for claim in document.claims
        if claim.via in claims and claim.via is not None
    }
    yield from ((inner, outer) for inner, outer in pairs if inner and outer and inner != outer)


def draw(
    documents: Mapping[str, DocumentRecord],
    relations: tuple[RelationRecord, ...],
    *,
    nobody: str,
    mirrored: bool,
) -> Picture:
    """Lay out the sources and claims of articles.

    Parameters
    ----------
    documents : mapping
        Articles by the prefix of their anchors (``d1-``).
    relations : tuple of RelationRecord
        Those between claims that are not drawn are left out.
    nobody : str
        What stands for the source of a claim that has none.
    mirrored : bool
        Sources on the right, for right-to-left readers.
    """
    drawing = _Drawing(mirrored=mirrored)
    keys: dict[str, str] = {}
    relays: list[tuple[str, str]] = []
    for prefix, document in documents.items():
        sources = sources_by_id(document)
        keys |= {f"{document.id}#{claim.id}": prefix + claim.id for claim in document.claims}
        relays += [(prefix + inner, prefix + outer) for inner, outer in _relays(document)]
        if len(documents) > 1 and document.claims:
            drawing.title(prefix + "title", document)
        for source, claims in _groups(document):
            name = nobody if source is None else sources[source].name
            kind = "nobody" if source is None else sources[source].type
            drawing.group(prefix + (source or "nobody"), name, kind, claims, prefix)
    boxes = {box.key: box for box in drawing.boxes}
    for inner, outer in relays:
        drawing.arc("relays", boxes[inner], boxes[outer])
    for relation in relations:
        first, second = keys.get(relation.first), keys.get(relation.second)
        if first is not None and second is not None:
            drawing.arc(relation.kind, boxes[first], boxes[second])
    return Picture(WIDTH, drawing.y, tuple(drawing.boxes), tuple(drawing.edges), tuple(drawing.arcs))
