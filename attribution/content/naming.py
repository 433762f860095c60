"""Quotation marks round a name or a title, which are not the source's words."""

from __future__ import annotations

import re

from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.nominal import is_event_noun
from attribution.quotation import Quotation
from attribution.syntax import Reading, Unit

__all__ = ["is_name"]

_PHRASE_OPENERS = folded("على في من لا لم لن إلى عن غير")
_NAMING_WORDS = folded(
    """
    اسم باسم إسم تسمى يسمى سمى سماه سماها تسميته المسماة المسمى يدعى تدعى المدعو يعرف تعرف المعروف
    المعروفة بعنوان عنوان عنوانها عنوانه لقب بلقب
    """
)
_CALLED = folded(
    "أسماه أسماها أسماهم أسمته أسمتها أسمتهم سماه سماها سماهم سمته سمتها وصفه وصفها وصفهم وصفته وصفتها وصفتهم"
)
_FREE_RELATIVES = folded("ما مما عما بما من ممن بمن عمن لما")
_DESCRIBING = re.compile("[وف]?[يت]?وصف|[وف]?واصف")
_REACH_OF_DESCRIPTION = 7
_LATIN_GLOSS = re.compile(r"\s?\(\s?[A-Za-z]")
_LONGEST_NAME = 6
_LONGEST_AFTER_NOUN = 4
_LONGEST_RECURRING = 3
_RECURRENCES = 3


def is_name(reading: Reading, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Marks around a name («إيبولا»), not around words of the source.

    A name is short; it follows the noun it names (برنامج «…»), another name or a verb of naming, is an institution of
    the lexicon, has the article, digits or Latin letters, is given in Latin letters behind, or recurs. What the source
    is said to call or describe something (ما أسماه «…», وصفه بـ«…»), and an adjective of the noun before it, are its
    words.
    """
    first, last = reading.unit_at(quotation.inner.start_char), reading.unit_at(quotation.inner.end_char)
    units = [u for u in reading.units[first:last] if not u.is_punctuation]
    if not units or units[0].key in _PHRASE_OPENERS:
        return not units
    before = reading.previous(first)
    if before is not None and _is_description(reading, before, units):
        return False
    if before is not None and (before.is_in(_NAMING_WORDS) or (before.upos in ("PROPN", "X") and len(units) <= 4)):
        return True
    if len(units) <= _LONGEST_NAME and (_has_other_script(units) or _is_glossed(reading, quotation)):
        return True
    if _is_institution(reading, units, lexicon):
        return True
    if before is not None and before.upos == "NOUN" and not before.bare.startswith("ال") and not is_event_noun(before):
        return len(units) <= _LONGEST_AFTER_NOUN
    if any(u.is_verb for u in units) or len(units) > _LONGEST_NAME:
        return False
    if _recurs(reading, quotation, len(units)):
        return True
    return all(u.upos in ("PROPN", "X") or u.bare.startswith("ال") for u in units)


def _is_description(reading: Reading, before: Unit, units: list[Unit]) -> bool:
    """«ما أسماه «…»», «وصفها السفير بـ«…»», «ضربة «قانونية»»."""
    if before.is_in(_CALLED) and before.index and reading.units[before.index - 1].is_in(_FREE_RELATIVES):
        return True
    if before.key.rstrip("ـ") == "ب":
        window = reading.units[max(before.index - _REACH_OF_DESCRIPTION, 0) : before.index]
        return any(_DESCRIBING.match(u.key) for u in window)
    alone = len(units) == 1 and units[0].upos == "ADJ" and not units[0].bare.startswith("ال")
    return alone and before.upos in ("NOUN", "ADJ") and not before.bare.startswith("ال")


def _recurs(reading: Reading, quotation: Quotation, length: int) -> bool:
    """Whether a short phrase without a verb stands in the article again and again: what the article is about."""
    text = reading.document.text
    return length <= _LONGEST_RECURRING and text.count(quotation.inner.of(text)) >= _RECURRENCES


def _has_other_script(units: list[Unit]) -> bool:
    return any(c.isdigit() or (c.isascii() and c.isalpha()) for u in units for c in u.text)


def _is_glossed(reading: Reading, quotation: Quotation) -> bool:
    return _LATIN_GLOSS.match(reading.document.text, quotation.outer.end_char) is not None


def _is_institution(reading: Reading, units: list[Unit], lexicon: Lexicon) -> bool:
    """Whether the whole of it is a name that the lexicon has (داعش, الحشد الشعبي)."""
    words = {w.id for u in units for w in u.words}
    matches = lexicon.phrases(reading.sentence, ("institutions", "media"))
    return any(words == set(m.words) for m in matches)
