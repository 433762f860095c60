"""Verbs whose content stands before them: «…، وهو ما نفاه الوزير», «هذا ما أكدته الشركة»."""

from __future__ import annotations

from attribution.cues import Cue
from attribution.function_words import folded
from attribution.syntax import Reading

__all__ = ["resuming_token"]

_RESUMING = folded("هو هي هذا ذلك")


def resuming_token(reading: Reading, cue: Cue) -> int | None:
    """Index of the demonstrative or pronoun that takes up what was said, with ما and a verb with an object pronoun.

    Badawi, Carter and Gully (2016) on resumptive ما: the pronoun on the verb (نفاه) is the clause before.
    """
    word = reading.sentence.word(cue.head)
    token = min(reading.sentence.word(w).token for w in cue.words)
    if cue.part != "finite" or token < 2 or reading.units[token - 1].key != "ما":
        return None
    pronoun = any(w.upos == "PRON" and w.id > word.id for w in reading.units[word.token].words)
    return token - 2 if pronoun and reading.units[token - 2].is_in(_RESUMING) else None
