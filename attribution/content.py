"""Content: what is credited to the source of a cue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.cues import Cue
from attribution.document import Document, Evidence, Span, WordRef
from attribution.lexicon import Lexicon

__all__ = ["Content", "Quote", "find_contents"]

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


def find_contents(document: Document, cues: tuple[Cue, ...], lexicon: Lexicon) -> tuple[Content, ...]:
    """The content of every cue that has one, in text order of the cues; a cue without content is no attribution."""
    raise NotImplementedError
