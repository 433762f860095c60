"""Who has spoken so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attribution.cues import Cue
from attribution.document import Word
from attribution.lexicon import fold
from attribution.resolution.entity import Entity

__all__ = ["Turn", "is_imperfect", "last_outer_speaker", "last_speaker"]

_NEAR_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A resolved attribution: where its cue stands, who spoke, whether inside somebody's content.

    ``framing`` is a particle's (بحسب رويترز), ``imperfect`` that of a verb in the imperfect.
    """

    start: int
    sentence: int
    entity: Entity
    nested: bool
    framing: bool
    imperfect: bool


def last_speaker(turns: Sequence[Turn], sentence: int, suits: Callable[[Entity], bool]) -> Turn | None:
    """The last speaker that agrees; one that only frames (بحسب رويترز) yields to a verb's not far before."""
    fitting = [turn for turn in turns if not turn.nested and suits(turn.entity)]
    if not fitting:
        return None
    spoken = [turn for turn in fitting if not turn.framing]
    recent = [turn for turn in fitting if sentence - turn.sentence <= _NEAR_SENTENCES and turn.entity.known]
    last = fitting[-1] if fitting[-1].entity.known or not recent else recent[-1]
    if last.framing and spoken and sentence - spoken[-1].sentence <= _NEAR_SENTENCES:
        return spoken[-1]
    return last


def last_outer_speaker(turns: Sequence[Turn]) -> Entity | None:
    """Whoever spoke last, inside nobody else's words."""
    return next((turn.entity for turn in reversed(turns) if not turn.nested), None)


def is_imperfect(cue: Cue, word: Word) -> bool:
    """Whether a cue's verb is in the imperfect, third person."""
    imperfect = word.feats.get("Aspect") == "Imp" or word.feats.get("VerbForm") == "Imp"
    return cue.part == "finite" and imperfect and fold(word.form).startswith(("ي", "ت"))
