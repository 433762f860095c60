"""Word classes inside noun phrases: quantifiers, determiners, the article, tags of names."""

from __future__ import annotations

from attribution.document import Word
from attribution.lexicon import fold

__all__ = [
    "DETERMINERS",
    "NAME_TAGS",
    "QUANTIFIERS_MANY",
    "QUANTIFIERS_ONE",
    "QUOTES",
    "has_article",
    "is_ali",
    "is_name_tag",
    "is_nisba_plural",
]

QUANTIFIERS_ONE = frozenset({"احد", "احدي"})
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
    }
)
DETERMINERS = frozenset({"هذا", "هذه", "هولاء", "ذلك", "تلك", "ذات", "نفس", "كلا", "اولئك"})
QUOTES = frozenset("«»“”\"'„")
NAME_TAGS = frozenset({"X", "PROPN"})


def has_article(word: Word) -> bool:
    """Whether a word begins with the article."""
    return fold(word.form).startswith("ال") and len(word.form) > 3


def is_nisba_plural(word: Word) -> bool:
    """Whether a word has the ending of people named after something: إيرانيون, سياسيين."""
    return len(word.form) > 5 and fold(word.form).endswith(("يون", "ييون", "يين"))


def is_name_tag(word: Word) -> bool:
    """Whether a word is tagged as a name or as foreign."""
    return word.upos in NAME_TAGS


def is_ali(word: Word) -> bool:
    """The given name that parsers take for the preposition على."""
    return word.upos == "ADP" and word.form == "علي"
