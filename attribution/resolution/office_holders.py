"""An office told of alone, and the phrase that names who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from attribution.resolution.names import bare
from attribution.resolution.naming import name_places
from attribution.resolution.nominals import Nominal, TypeNoun
from attribution.resolution.noun_words import has_article, is_name_tag

__all__ = ["is_definite_office", "is_one_office", "names_holder"]

_RANKS = frozenset(
    {"role.general", "role.colonel", "role.junior_officer", "role.lieutenant_colonel", "role.excellency"}
)
_FUNCTION_TAGS = frozenset({"ADP", "CCONJ", "PRON", "SCONJ"})
_OF_OFFICES = frozenset({"على", "ل", "ب", "باسم"})
_FULL_NAME = 2


def is_one_office(phrase: Nominal) -> bool:
    """Whether a phrase is one man's office without his name: «وزير العدل», «المتحدث باسم الهيئة»."""
    noun = phrase.head_noun
    if noun is None or noun.kind != "roles" or phrase.name:
        return False
    if noun.entry.id == "role.excellency" and len(phrase.roles) == 1:
        return False
    return phrase.number == "Sing" and not phrase.one_of and not phrase.some_of


def is_definite_office(phrase: Nominal) -> bool:
    """Whether only one man may be meant: «الوزير», «رئيس الهيئة العامة للغذاء», «حاكم دبي»; not «متحدث باسم الهيئة»."""
    role = next((noun.places for noun in phrase.roles), (phrase.head_place,))
    if has_article(phrase.words[role[0]]) or any(map(is_name_tag, phrase.words[role[-1] + 1 : role[-1] + 2])):
        return True
    of_it = takewhile(lambda word: word.upos != "ADP", phrase.words[: phrase.core])
    return any(map(has_article, of_it))


def names_holder(phrase: Nominal, office: Sequence[str]) -> bool:
    """Whether a phrase holds an office's words and then the name of its holder.

    Neither another man's office nor a conjunction with one may stand between: «وزير العدل *ونظيره* التركي جمال أوزان».
    """
    places = name_places(phrase)
    if not places or not is_name_tag(phrase.words[places[0]]):
        return False
    between = phrase.words[1 : places[0]]
    held = {bare(word.form) for word in phrase.words[: places[0]] if word.upos not in _FUNCTION_TAGS}
    if not set(office) <= held or any(bare(word.form) == "نظير" for word in between):
        return False
    prepositions = {word.form for word in between if word.upos == "ADP"}
    if prepositions and (len(places) < _FULL_NAME or (has_article(phrase.head) and not prepositions <= _OF_OFFICES)):
        return False
    return not any(_is_another(phrase, noun) for noun in phrase.type_nouns if 0 < noun.places[0] < places[0])


def _is_another(phrase: Nominal, noun: TypeNoun) -> bool:
    """Whether a role or trade is another man's.

    It stands behind a conjunction or preposition; or it has the article and is no genitive of the role before it
    («نائب *الرئيس* سامي …»).
    """
    if noun.kind not in ("roles", "persons") or noun.entry.type in ("honorific", "former") or noun.entry.id in _RANKS:
        return False
    place = noun.places[0]
    before, word = phrase.words[place - 1], phrase.words[place]
    if word.upos != "NOUN" or noun.entry.number == "Plur":
        return False
    genitive = not has_article(before) and any(place - 1 in n.places for n in phrase.type_nouns if n.kind == "roles")
    return before.upos in ("ADP", "CCONJ") or (has_article(word) and not genitive)
