"""Verbs whose content stands before them: «…، وهو ما نفاه الوزير», «هذا ما أكدته الشركة», «التعديل الذي أعلن عنه»."""

from __future__ import annotations

from attribution.cues import Cue
from attribution.document import Span
from attribution.function_words import folded
from attribution.nominal import is_annexed, is_event_noun
from attribution.syntax import Reading

__all__ = ["antecedent", "resuming_token"]

_ABOUT_IT = folded("عنه عنها عنهما عنهم")
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


def antecedent(reading: Reading, cue: Cue) -> Span | None:
    """The happening that a relative clause says was announced («التعديل الوزاري الذي أعلن عنه الرئيس»)."""
    token = reading.sentence.word(cue.head).token
    units = reading.units
    if cue.part != "finite" or token < 2 or not units[token - 1].is_relative or token + 1 >= len(units):
        return None
    if units[token + 1].key not in _ABOUT_IT:
        return None
    first = token - 2
    while first > 0 and units[first].upos == "ADJ":
        first -= 1
    while first > 0 and is_annexed(reading, first) and units[first - 1].words[0].upos != "ADP":
        first -= 1
    if not is_event_noun(units[first]):
        return None
    start = next(w for w in units[first].words if w.upos not in ("ADP", "CCONJ")).span.start_char
    return Span(start, units[token - 2].span.end_char)
