"""Comparing personal names across spellings and transliterations."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from attribution.lexicon import fold

__all__ = ["NAME_PARTICLES", "bare", "consonants", "name_contains", "same_name_word"]

NAME_PARTICLES = frozenset({"بن", "ابن", "بنت", "ال", "ابو", "ابا", "ابي", "ام", "دي", "فان", "فون", "دو", "دا"})
_ALIKE = str.maketrans("غقطثصظذضؤئچڤپگ", "جكتتسدددويجفبج")
_VOWELS = frozenset("اويءه")
_SHORTEST_SKELETON = 3
_SHORTEST_NAME = 5
_ALIKE_ENOUGH = 0.6


def bare(form: str) -> str:
    """A folded form without the article.

    Examples
    --------
    >>> bare("المتحدِّث"), bare("الله")
    ('متحدث', 'الله')
    """
    key = fold(form).strip("«»“”\"'()[]")
    if key.startswith("ال") and len(key) > 4:
        return key[2:]
    return key


@lru_cache(maxsize=8192)
def consonants(key: str) -> str:
    """What two transliterations of one name share: its consonants, those that are confused made one, doubles single.

    Examples
    --------
    >>> consonants("موغيريني") == consonants("موجريني")
    True
    """
    letters = [letter for letter in key.translate(_ALIKE) if letter not in _VOWELS]
    return "".join(letter for place, letter in enumerate(letters) if place == 0 or letters[place - 1] != letter)


@lru_cache(maxsize=8192)
def same_name_word(first: str, second: str) -> bool:
    """Whether two bare words may be spellings of one name.

    They are equal, or long enough (five letters) to share a skeleton of three consonants and most letters by
    transliteration alone; سعد and سعيد are two names.

    Examples
    --------
    >>> same_name_word("موغيريني", "موجريني"), same_name_word("سعيد", "سعد")
    (True, False)
    """
    if first == second:
        return True
    if min(len(first), len(second)) < _SHORTEST_NAME:
        return False
    skeleton = consonants(first)
    if len(skeleton) < _SHORTEST_SKELETON or skeleton != consonants(second):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE_ENOUGH


def name_contains(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether the words of one name all occur, in order, among those of another.

    Examples
    --------
    >>> name_contains(["محمد", "جواد", "ظريف"], ["ظريف"]), name_contains(["سامي", "حداد"], ["رامي", "حداد"])
    (True, False)
    """
    words = iter(longer)
    return bool(shorter) and all(any(same_name_word(word, other) for other in words) for word in shorter)
