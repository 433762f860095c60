"""Cues: the words that report, show, believe, deny or keep silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.document import Document, Evidence, Span, WordRef
from attribution.lexicon import Lexicon

__all__ = ["Cue", "CuePart", "find_cues"]

CuePart = Literal["finite", "passive", "participle", "masdar", "noun", "particle", "colon", "quotation"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A candidate cue; it becomes an attribution once content is found for it.

    ``words`` are the 1-based ids of its words in ``sentence``, ascending; ``head`` is the one that content and source
    hang on; ``span`` covers the whole orthographic tokens (وأكدت with its و) and a negator (لم تعلن).
    ``entry`` is the id of the lexicon entry; ``negated`` says that a negator governs the cue.
    """

    sentence: int
    words: tuple[int, ...]
    head: int
    span: Span
    entry: str
    part: CuePart
    negated: bool
    evidence: Evidence

    @property
    def ref(self) -> WordRef:
        """The place of the head word."""
        return WordRef(self.sentence, self.head)


def find_cues(document: Document, lexicon: Lexicon) -> tuple[Cue, ...]:
    """Every word or phrase of the parsed document that may carry an attribution, in text order."""
    raise NotImplementedError
