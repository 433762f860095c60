"""Word classes inside noun phrases: quantifiers, determiners, the article, tags of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribution.document import Word
from attribution.lexicon import fold

__all__ = [
    "COLLECTIVES",
    "DETERMINERS",
    "NAME_TAGS",
    "QUANTIFIERS_MANY",
    "QUANTIFIERS_ONE",
    "QUOTES",
    "SUPERLATIVES",
    "bears_pronoun",
    "has_article",
    "is_ali",
    "is_name_tag",
    "is_nisba_plural",
]

QUANTIFIERS_ONE = frozenset({"احد", "احدي", "واحد", "واحده"})
SUPERLATIVES = frozenset({"احدث", "اخر", "اكبر", "ابرز"})
QUANTIFIERS_MANY = frozenset(
    {
        "بعض",
        "عدد",
        "عده",
        "كثير",
        "كثيرون",
        "كثيرين",
        "عديد",
        "معظم",
        "غالبيه",
        "اغلبيه",
        "اغلب",
        "جميع",
        "كل",
        "عشرات",
        "مئات",
        "الاف",
        "العديد",
        "الكثير",
        "الغالبيه",
        "الاغلبيه",
    }
)
COLLECTIVES = frozenset({"مجموعه", "نخبه", "ثله", "لفيف", "حشد", "جمع", "طائفه", "جمله", "فريق"})
"""Nouns that with من count people as a quantifier does: «مجموعة من الباحثين»."""
DETERMINERS = frozenset({"هذا", "هذه", "هولاء", "ذلك", "تلك", "ذات", "نفس", "كلا", "اولئك"})
QUOTES = frozenset("«»“”\"'„")
NAME_TAGS = frozenset({"X", "PROPN"})
_OTHER_ALEFS = frozenset("أإآ")
_FORM_IV = re.compile("ال.ا.")


def has_article(word: Word) -> bool:
    """Whether a word begins with the article.

    An alef with hamza or madda begins none (ألفة, ألكسندر); but a masdar of form IV (إلقاء) shall not open a name.
    """
    key = fold(word.form)
    if word.form[0] in _OTHER_ALEFS:
        return word.upos == "NOUN" and _FORM_IV.fullmatch(key) is not None
    return key.startswith("ال") and len(word.form) > 3


def bears_pronoun(words: Sequence[Word], place: int) -> bool:
    """Whether a pronoun is attached to the word at a place: «حديثه», «نفسه»."""
    pair = words[place : place + 2]
    return len(pair) == 2 and pair[1].upos == "PRON" and pair[0].token == pair[1].token


def is_nisba_plural(word: Word) -> bool:
    """Whether a word has the ending of people named after something: إيرانيون, سياسيين."""
    return len(word.form) > 5 and fold(word.form).endswith(("يون", "ييون", "يين"))


def is_name_tag(word: Word) -> bool:
    """Whether a word is tagged as a name or as foreign."""
    return word.upos in NAME_TAGS


def is_ali(word: Word) -> bool:
    """The given name that parsers take for the preposition على."""
    return word.upos == "ADP" and word.form == "علي"
