"""Who has spoken so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

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
    last = next(_fitting(turns, suits), None)
    if last is None or (last.entity.known and not last.framing):
        return last
    recent = list(takewhile(lambda turn: sentence - turn.sentence <= _NEAR_SENTENCES, _fitting(turns, suits)))
    if not last.entity.known:
        last = next((turn for turn in recent if turn.entity.known), last)
    return next((turn for turn in recent if not turn.framing), last) if last.framing else last


def _fitting(turns: Sequence[Turn], suits: Callable[[Entity], bool]) -> Iterator[Turn]:
    """The turns outside anybody's words whose speaker agrees, the latest first; each speaker is asked once."""
    asked: dict[int, bool] = {}
    for turn in reversed(turns):
        if turn.nested:
            continue
        if id(turn.entity) not in asked:
            asked[id(turn.entity)] = suits(turn.entity)
        if asked[id(turn.entity)]:
            yield turn


def last_outer_speaker(turns: Sequence[Turn], *, first_person: bool = False, speaking: bool = False) -> Entity | None:
    """Whoever spoke last, inside nobody else's words; no document says «أنا».

    ``speaking``: one who does not only frame (وفق نص البيان), where there is one.
    """
    spoken = [turn for turn in reversed(turns) if not turn.nested and not (first_person and turn.entity.is_document)]
    heard = (turn for turn in spoken if speaking and not turn.framing)
    turn = next(heard, None) or next(iter(spoken), None)
    return turn.entity if turn is not None else None


def is_imperfect(cue: Cue, word: Word) -> bool:
    """Whether a cue's verb is in the imperfect, third person."""
    imperfect = word.feats.get("Aspect") == "Imp" or word.feats.get("VerbForm") == "Imp"
    return cue.part == "finite" and imperfect and fold(word.form).startswith(("ي", "ت"))
