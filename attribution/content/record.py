"""The record of a content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.cues import Cue
from attribution.document import Evidence, Span, WordRef

__all__ = ["Content", "Quote"]

Quote = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Content:
    """What one cue credits to its source.

    ``spans`` leave out complementiser, outer quotation marks and final stop; ``head`` is the content's main predicate
    (None where no parse supports one); ``frame`` names the frame of the lexicon entry that matched.
    """

    cue: Cue
    spans: tuple[Span, ...]
    head: WordRef | None
    quote: Quote
    frame: str
    evidence: Evidence
