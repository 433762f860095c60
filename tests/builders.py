"""Analysed documents from a compact notation, for tests of what comes after extraction.

One line a source or claim, fields separated by ``|``::

    title | العنوان
    S1 | official | وزير الصحة سامي نادر
    S2 | anonymous | مصدر مطلع | reason=لأنه غير مخول بالتصريح
    C1 | S1 | قال | المستشفى سيفتح غدا | quote=direct certainty=probable hedges=ربما
    C2 | - | يعتقد | الطريق مغلق | via=C1 same=C1

``same=C1`` gives the claim the content of another, ``-`` is no source. Every claim becomes a sentence of its own, words
are split at spaces and tagged as nouns (numbers as numerals), so no parser is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from attribution.certainty import Assessment, Marker
from attribution.claims import AnalysedDocument, Claim
from attribution.content import Content
from attribution.cues import Cue
from attribution.document import Document, Evidence, Sentence, Span, Token, Word
from attribution.resolution import Source
from attribution.sources import Agreement, Mention

EVIDENCE = Evidence("test")
_VALUES = {"certain": "CT", "probable": "PR", "possible": "PS"}


@dataclass
class _Line:
    id: str
    fields: list[str]
    options: dict[str, str] = field(default_factory=dict)


def sentence(text: str, start: int = 0, index: int = 0) -> Sentence:
    """A sentence of words split at spaces and punctuation, with a flat tree."""
    words, tokens = [], []
    for match in re.finditer(r"\w+(?:[.,٫]\d+)*|[^\w\s]", text):
        span = Span(start + match.start(), start + match.end())
        form = match.group()
        upos = "NUM" if form[0].isdigit() else "NOUN" if form[0].isalnum() else "PUNCT"
        number = len(words) + 1
        words.append(Word(number, form, form, upos, "", {}, 0, "dep", span, number - 1))
        tokens.append(Token(number - 1, form, span, (number,)))
    return Sentence(index, Span(start, start + len(text)), index, tuple(tokens), tuple(words))


def build(notation: str, document_id: str = "article") -> AnalysedDocument:
    """The analysed document that a notation describes."""
    lines = [_parse(line) for line in notation.strip().splitlines()]
    sources = {line.id: line for line in lines if line.id.startswith("S")}
    claims = [line for line in lines if line.id.startswith("C")]
    title = next((line.fields[0] for line in lines if line.id == "title"), None)
    pieces: list[str] = [] if title is None else [title]
    places: dict[str, dict[str, Span]] = {}
    position = 0 if title is None else len(title) + 1
    mentions: dict[str, list[Span]] = {name: [] for name in sources}
    reasons: dict[str, Span] = {}
    for claim in claims:
        source_id, cue, content = claim.fields[:3] if len(claim.fields) > 2 else (*claim.fields[:2], "")
        parts = {"cue": cue}
        if source_id in sources:
            line = sources[source_id]
            again = mentions[source_id] and "again" in line.options
            parts["source"] = line.options["again"] if again else line.fields[1]
            if "reason" in line.options and source_id not in reasons:
                parts["reason"] = line.options["reason"]
        if "same" not in claim.options:
            parts["content"] = content
        text, spans = "", {}
        for name, part in parts.items():
            text += " " if text else ""
            spans[name] = Span(position + len(text), position + len(text) + len(part))
            text += part
        if "same" in claim.options:
            spans["content"] = places[claim.options["same"]]["content"]
        if "source" in spans:
            mentions[source_id].append(spans["source"])
        if "reason" in spans:
            reasons[source_id] = spans["reason"]
        places[claim.id] = spans
        pieces.append(text)
        position += len(text) + 1
    text = "\n".join(pieces)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece) + 1)
    document = Document(
        document_id,
        text,
        title=None if title is None else Span(0, len(title)),
        sentences=tuple(sentence(piece, starts[i], i) for i, piece in enumerate(pieces)),
    )
    offset = 0 if title is None else 1
    return AnalysedDocument(
        document,
        tuple(_source(line, tuple(mentions[name]), reasons.get(name)) for name, line in sources.items()),
        tuple(_claim(line, places[line.id], i + offset, text) for i, line in enumerate(claims)),
        (),
    )


def builds(*notations: str) -> Sequence[AnalysedDocument]:
    """Several documents, called a, b, c …"""
    return tuple(build(notation, chr(ord("a") + i)) for i, notation in enumerate(notations))


def _parse(line: str) -> _Line:
    name, *fields = (part.strip() for part in line.split("|"))
    options: dict[str, str] = {}
    if fields and "=" in fields[-1]:
        for match in re.finditer(r"(\w+)=(.*?)(?=\s+\w+=|$)", fields.pop()):
            options[match.group(1)] = match.group(2)
    return _Line(name, fields, options)


def _source(line: _Line, mentions: tuple[Span, ...], reason: Span | None) -> Source:
    return Source(line.id, line.fields[1], line.fields[0], mentions or (Span(0, 0),), reason, ())  # type: ignore[arg-type]


def _claim(line: _Line, spans: dict[str, Span], index: int, text: str) -> Claim:
    options = line.options
    cue = Cue(
        index, (1,), 1, spans["cue"], options.get("entry", "verb.qala"), "finite", negated=False, evidence=EVIDENCE
    )
    content = Content(cue, (spans["content"],), None, options.get("quote", "indirect"), "clause", EVIDENCE)  # type: ignore[arg-type]
    form = "nominal" if "source" in spans else options.get("form", "unexpressed")
    source = line.fields[0] if line.fields[0] != "-" else None
    mention = Mention(content, form, spans.get("source"), None, Agreement(), None, EVIDENCE)  # type: ignore[arg-type]
    act, certainty = options.get("act", "statement"), options.get("certainty", "certain")
    polarity = options.get("polarity", "negative" if act == "denial" else "positive")
    sign = "-" if polarity == "negative" else "+"
    markers = []
    for kind in ("hedge", "booster", "future"):
        for word in options.get(f"{kind}s", "").split():
            place = text.index(word, spans["content"].start_char)
            markers.append(Marker(kind, Span(place, place + len(word)), "content", EVIDENCE))  # type: ignore[arg-type]
    assessment = Assessment(
        act,  # type: ignore[arg-type]
        certainty,  # type: ignore[arg-type]
        "Uu" if certainty == "unknown" or act == "silence" else _VALUES[certainty] + sign,  # type: ignore[arg-type]
        polarity,  # type: ignore[arg-type]
        options.get("stance", "neutral"),  # type: ignore[arg-type]
        tuple(markers),
        (),
    )
    return Claim(line.id, content, mention, source, assessment, options.get("via"))
