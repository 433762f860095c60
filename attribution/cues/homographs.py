"""Spellings of two verbs, or of a verb and a preposition: which one a sentence has."""

from __future__ import annotations

from typing import Final

from attribution.function_words import folded
from attribution.lexicon import VerbForm
from attribution.syntax import Reading, Unit

__all__ = ["SHADDA", "is_bayyana", "without_homographs"]

SHADDA: Final = "\u0651"
_LEADS = folded("من وعن كما وكما بدوره بدورها هذا وقد وقد قد حيث فيما بينما")
_LONGEST_LEAD = 3
_IN_TURN = folded("بدوره بدورها بدورهم بدورهما")


def without_homographs(reading: Reading, unit: Unit, forms: tuple[VerbForm, ...]) -> tuple[VerbForm, ...]:
    """وعد is «promised» where أن or ب with a noun follows before a relative clause, else «and considered»."""
    entries = {f.entry.id for f in forms}
    if not {"verb.waada", "verb.adda"} <= entries:
        return forms
    unwanted = "verb.adda" if _is_promise(reading, unit) else "verb.waada"
    return tuple(f for f in forms if f.entry.id != unwanted)


def _is_promise(reading: Reading, unit: Unit) -> bool:
    if SHADDA in unit.text:
        return False
    for following in reading.units[unit.index + 1 :]:
        if following.is_stop or following.is_relative:
            return False
        if reading.complementiser(following.index) is not None:
            return True
        if following.words[0].form == "ب" and following.head.upos == "NOUN" and following.key not in _IN_TURN:
            return True
    return False


def is_bayyana(reading: Reading, unit: Unit) -> bool:
    """بين at the head of a sentence is «made clear» where a complementiser follows; the preposition has none."""
    if SHADDA in unit.text:
        return True
    before = [u for u in reading.units[: unit.index] if not u.is_punctuation]
    if len(before) > _LONGEST_LEAD or (before and before[0].key not in _LEADS):
        return False
    return any(reading.complementiser(u.index) is not None for u in reading.units[unit.index + 1 :])
