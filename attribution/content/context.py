"""What the search for a content is about: a cue in its sentence, and where the content opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from attribution.cues import Cue
from attribution.lexicon import CueEntry, Frame, fold
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = ["Context", "Line", "Opening", "OpeningKind", "is_silent", "make_context"]

OpeningKind = Literal["clause", "speech", "quotation", "nominal", "predication", "topic"]


@dataclass(frozen=True, slots=True)
class Line:
    """What the search sees of a sentence: its tokens, the cues at their head tokens, the quotations that open in it.

    ``wordless`` are the tokens of cues that take neither a clause nor speech (رفض الكشف عن).
    """

    reading: Reading
    cues: Mapping[int, Cue]
    quotations: Mapping[int, Quotation]
    wordless: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """Where content begins.

    ``token`` is the index of its first token, ``start_char`` the offset where it starts, ``introducer`` the token that
    introduces it (complementiser, colon, preposition); ``quotation`` is set where a quotation is the whole content.
    """

    kind: OpeningKind
    token: int
    start_char: int
    introducer: int
    rule: str
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A cue with the frames of its entry that hold here.

    ``first`` is the index of the token after the cue; ``clause_prepositions`` are what may stand before أن, the empty
    word among them; ``objects`` are the nominal, predication and topic frames; ``weak`` says that the cue's tag does
    not support it.
    """

    line: Line
    cue: Cue
    entry: CueEntry
    first: int
    frames: tuple[Frame, ...]
    clause: tuple[Frame, ...]
    speech: tuple[Frame, ...]
    objects: tuple[Frame, ...]
    clause_prepositions: frozenset[str]
    weak: bool

    @property
    def reading(self) -> Reading:
        """The sentence."""
        return self.line.reading


def make_context(line: Line, cue: Cue, entry: CueEntry) -> Context:
    """The context of a cue: the frames of its entry, by what they take."""
    frames = (
        _silent_frames(line, cue, entry)
        if _is_negated_saying(cue, entry)
        else tuple(f for f in entry.frames if _holds(f, cue))
    )
    clause = tuple(f for f in frames if f.content == "clause")
    return Context(
        line=line,
        cue=cue,
        entry=entry,
        first=max(line.reading.sentence.word(w).token for w in cue.words) + 1,
        frames=frames,
        clause=clause,
        speech=tuple(f for f in frames if f.content == "speech"),
        objects=tuple(f for f in frames if f.content in ("nominal", "predication", "topic")),
        clause_prepositions=frozenset({"", *(fold(p) for f in clause for p in f.introduced_by)} if clause else ()),
        weak=cue.evidence.rule == "cue.verb.tagged_otherwise",
    )


def is_silent(context: Context) -> bool:
    """Whether the cue says that something was not said."""
    return context.entry.act == "silence" or _is_negated_saying(context.cue, context.entry)


def _is_negated_saying(cue: Cue, entry: CueEntry) -> bool:
    return cue.negated and entry.negated_act == "silence"


def _silent_frames(line: Line, cue: Cue, entry: CueEntry) -> tuple[Frame, ...]:
    """The frames of a verb of saying under negation: what is not said is a topic, not words of the source.

    «لم تكشف عن المصير», «لم يذكر السبب»: any noun behind a preposition of its other frames, or its object where it
    takes one; no object after لا, which denies a habit («لا يذكر اسمه حين يوقع»).
    """
    prepositions = tuple(dict.fromkeys(p for f in entry.frames for p in f.introduced_by if p not in ("", "ب")))
    habitual = line.reading.unit_of(min(cue.words)).key.endswith("لا")
    kept = tuple(
        f for f in entry.frames if f.content == "clause" or (f.content == "topic" and (f.introduced_by or not habitual))
    )
    takes_object = not habitual and any(f.content == "nominal" for f in entry.frames)
    introduced_by = ("", *prepositions) if takes_object else prepositions
    return (*kept, Frame(content="topic", introduced_by=introduced_by, heads="any")) if introduced_by else kept


def _holds(frame: Frame, cue: Cue) -> bool:
    if frame.negated_only and not cue.negated:
        return False
    if not frame.parts:
        return True
    part = "active_participle" if cue.part == "participle" else cue.part
    return part in frame.parts or (cue.part == "participle" and "passive_participle" in frame.parts)
