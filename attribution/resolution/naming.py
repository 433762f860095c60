"""Where the personal name stands in a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attribution.document import Word
from attribution.lexicon import fold
from attribution.resolution.names import NAME_PARTICLES, bare
from attribution.resolution.noun_words import (
    DETERMINERS,
    QUANTIFIERS_MANY,
    QUANTIFIERS_ONE,
    bears_pronoun,
    has_article,
    is_ali,
    is_name_tag,
    is_nisba_plural,
)

if TYPE_CHECKING:
    from attribution.resolution.nominals import Nominal

__all__ = ["name_places"]

_SOURCE_KINDS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous")
_BODIES = frozenset({"institutions", "media", "documents"})
_SECOND = 2
_WAW_NAMES = frozenset(
    map(fold, ["وسام", "وسيم", "وليد", "وائل", "وجدي", "وداد", "وحيد", "وهيب", "ويليام", "وليام", "والتر"])
)
_NO_PART_OF_NAME = frozenset({"اول", "احد", "احدي", "ابرز", "اهم", "اكثر", "افضل", "اخر"})
_SPEECH = frozenset({"قول", "حديث", "كلام", "تاكيد", "كونغرس", "كونجرس"})
_NO_NAMES = frozenset({"غير", "عدم", "سوى", "دون", "شبه", "ذو", "ذي", "ذات", "ايضا", "حاليا", "سابقا", "نفس", "امس"})
_NOMINAL = frozenset({"NOUN", "X", "PROPN", "ADJ", "NUM", "PRON", "DET"})


def _covered(nominal: Nominal, place: int, *kinds: str) -> bool:
    """Whether a type noun of some kinds, courtesy titles left out, covers a place."""
    return any(
        place in noun.places
        for noun in nominal.type_nouns
        if noun.kind in kinds and noun.entry.type not in ("honorific", "quoted", "former")
    )


def name_places(nominal: Nominal) -> tuple[int, ...]:
    """Where the personal name stands.

    It follows a courtesy title; or an indefinite noun follows a definite one inside the phrase (وزير الخارجية سامي …),
    which neither adjective nor construct allows; or it is the head itself, where no lexicon knows the head.
    """
    noun = nominal.head_noun
    start = nominal.head_place
    honorific = nominal.title
    if nominal.words[start].form == "الله":
        return ()
    if noun is not None and noun.kind in _BODIES | {"groups", "anonymous"} and not honorific:
        return ()
    if nominal.number != "Sing" and noun is not None:
        return ()
    if noun is None and not honorific:
        if _is_bare_name(nominal):
            return (start,)
        start += _is_nisba_before_name(nominal, start)
        return _name_run(nominal, start) if _may_be_name(nominal, start) else ()
    for place in sorted(nominal.breaks):
        first = place + _is_split_off(nominal, place)
        if start < place < nominal.core and _closes_with_name(nominal, first):
            return _name_run(nominal, first)
    for place in range(start, nominal.core):
        if place > start and _starts_name(nominal, place):
            return () if _names_superior(nominal, place) else _name_run(nominal, place)
    return ()


def _names_superior(nominal: Nominal, name: int) -> bool:
    """Whether the name is that of the man for whom an unnamed spokesman speaks.

    «متحدث باسم *الرئيس* سليم الحاج», «متحدث باسم *سليم الحاج*».
    """
    if has_article(nominal.head) or not _covered(nominal, nominal.head_place, "roles"):
        return False
    spoken_for = next((place for place in range(name) if fold(nominal.words[place].form) in ("اسم", "باسم")), None)
    if spoken_for is None:
        return False
    begun = all(is_name_tag(word) for word in nominal.words[spoken_for + 1 : name])
    return begun or _covered(nominal, spoken_for + 1, "roles")


def _is_nisba_before_name(nominal: Nominal, place: int) -> bool:
    """Whether a man's origin or party with the article comes before his name: «*الفرنسي* ميشال دوران»."""
    pair = nominal.words[place : place + 2]
    if len(pair) < 2 or place + 1 >= nominal.core or _covered(nominal, place + 1, *_SOURCE_KINDS):
        return False
    nisba = pair[0].upos in ("ADJ", "NOUN") and fold(pair[0].form).endswith(("ي", "يه"))
    return nisba and has_article(pair[0]) and is_name_tag(pair[1]) and not has_article(pair[1])


def _is_bare_name(nominal: Nominal) -> bool:
    """An unknown indefinite noun that is alone the source of a cue: «وقال معروف»."""
    word = nominal.head
    alone = nominal.attributed and nominal.core == 1 and word.upos in ("NOUN", "ADJ")
    known = _covered(nominal, 0, *_SOURCE_KINDS) or fold(word.form) in QUANTIFIERS_MANY | QUANTIFIERS_ONE | DETERMINERS
    return alone and not known and not has_article(word) and nominal.number == "Sing"


def _may_be_name(nominal: Nominal, place: int) -> bool:
    word = nominal.words[place]
    if _covered(nominal, place, *_SOURCE_KINDS):
        return False
    if (is_name_tag(word) and not is_nisba_plural(word)) or fold(word.form) in NAME_PARTICLES:
        return True
    following = nominal.words[place + 1] if place + 1 < nominal.core else None
    if is_nisba_plural(word):
        return False
    if fold(word.form).endswith("ه"):
        return following is not None and nominal.core == place + 2 and is_name_tag(following) and not has_article(word)
    return following is not None and (is_name_tag(following) or fold(following.form) in NAME_PARTICLES)


def _starts_name(nominal: Nominal, place: int) -> bool:
    word, previous = nominal.words[place], nominal.words[place - 1]
    if (word.upos not in _NOMINAL and not is_ali(word)) or word.upos in ("NUM", "PRON", "DET"):
        return False
    if _covered(nominal, place, *_SOURCE_KINDS):
        return False
    if place - nominal.head_place > 1 and _is_waw_name(previous, word):
        return _definite(nominal, place - 2)
    if previous.upos in ("ADP", "CCONJ", "SCONJ"):
        return False
    if fold(word.form) in _NO_NAMES and not is_name_tag(word):
        return False
    after_title = any(
        noun.entry.type == "honorific" and noun.places[-1] == place - 1 and noun.places[0] >= nominal.head_place
        for noun in nominal.type_nouns
    )
    last = place + 1 == nominal.core
    if after_title and (is_name_tag(word) or not has_article(word) or word.upos != "ADJ" or last):
        return True
    if has_article(word):
        of_body = _covered(nominal, place - 1, "institutions") and not has_article(previous)
        return is_name_tag(word) and _definite(nominal, place - 1) and not of_body
    if _definite(nominal, place - 1):
        return word.upos != "ADJ" and not _opens_construct(nominal, place - 1, word)
    if not is_name_tag(word) or place - nominal.head_place <= 1:
        return False
    return is_name_tag(previous) or _family_name_closes(nominal, place)


def _is_waw_name(before: Word, word: Word) -> bool:
    """Whether the و of a given name was taken for a conjunction: «المدير *وسام* الحداد»."""
    joined = before.upos == "CCONJ" and before.token == word.token
    return joined and is_name_tag(word) and fold(before.form + word.form) in _WAW_NAMES


def _family_name_closes(nominal: Nominal, place: int) -> bool:
    """Two or more names to the end, the last with the article, behind a noun that is no body or role itself.

    «مدير فريق شباب صفاقس *كمال الجلاصي*»: a place or club before, by a name that the tagger does not know.
    """
    own = place < _SECOND or nominal.words[place - 2].upos != "ADP"
    if _covered(nominal, place - 1, "institutions", "roles", *(("persons",) if own else ())):
        return False
    rest = nominal.words[place : nominal.core]
    return len(rest) > 1 and all(map(is_name_tag, rest)) and has_article(rest[-1]) and not has_article(rest[0])


def _is_split_off(nominal: Nominal, place: int) -> bool:
    """Whether the first letter of a word after a comma was taken for a preposition: ب of «، بسام الحربي»."""
    pair = nominal.words[place : place + 2]
    return len(pair) == 2 and pair[0].upos == "ADP" and len(pair[0].form) == 1 and pair[0].token == pair[1].token


def _closes_with_name(nominal: Nominal, place: int) -> bool:
    """Whether two to five unknown words alone stand from a comma to the end: «مدير القسم بالنادي، سامي الحربي»."""
    rest = nominal.words[place : nominal.core]
    unknown = not any(_covered(nominal, later, *_SOURCE_KINDS) for later in range(place, nominal.core))
    return 2 <= len(rest) <= 5 and unknown and not has_article(rest[0]) and all(w.upos in _NOMINAL for w in rest)


def _definite(nominal: Nominal, place: int) -> bool:
    word = nominal.words[place]
    if has_article(word) or word.upos == "PRON":
        return True
    return place > 0 and _covered(nominal, place, "institutions") and not _is_class_noun(nominal, place)


def _is_class_noun(nominal: Nominal, place: int) -> bool:
    """Whether the noun of a class of bodies, alone and without article, takes the body's name: «حاكم *ولاية* تكساس»."""
    nouns = [noun for noun in nominal.type_nouns if place in noun.places and noun.kind == "institutions"]
    return all(len(noun.places) == 1 and noun.entry.type != "state" and "_name" not in noun.entry.id for noun in nouns)


def _opens_construct(nominal: Nominal, place: int, following: Word) -> bool:
    """Whether a body's common noun without article takes a noun as its genitive: «رئيس *نادي كرة* القدم»."""
    proper = any(place in noun.places and noun.entry.type == "state" for noun in nominal.type_nouns)
    return not (has_article(nominal.words[place]) or proper or is_name_tag(following)) and _covered(
        nominal, place, "institutions"
    )


def _name_run(nominal: Nominal, start: int) -> tuple[int, ...]:
    """The name's places from its first word up to punctuation, a preposition or the next role."""
    return tuple(_run(nominal, start))


def _run(nominal: Nominal, start: int) -> Iterator[int]:
    for place in range(start, nominal.core):
        word = nominal.words[place]
        if place > start:
            inside = fold(word.form) in NAME_PARTICLES or is_ali(word) or _is_end_of_name(nominal, place)
            if has_article(word) and (fold(word.form) in QUANTIFIERS_MANY or bare(word.form) in _SPEECH):
                return
            if word.upos in ("ADP", "CCONJ", "SCONJ", "PRON", "VERB", "NUM") and not inside:
                return
            if _covered(nominal, place, "roles", "persons", "institutions", "media") and not is_name_tag(word):
                return
            if place in nominal.breaks or (fold(word.form) in _NO_PART_OF_NAME and not is_name_tag(word)):
                return
            if not is_name_tag(word) and not inside and bears_pronoun(nominal.words, place):
                return
            if word.upos == "ADJ" and has_article(word) and place - start > 1 and word.deprel == "amod":
                return
        yield place


def _is_end_of_name(nominal: Nominal, place: int) -> bool:
    """Whether the last letter of a given name was taken for a pronoun: ه of «عبدربه منصور»."""
    before, word = nominal.words[place - 1], nominal.words[place]
    following = nominal.words[place + 1] if place + 1 < nominal.core else None
    split = word.upos == "PRON" and is_name_tag(before) and word.token == before.token
    return split and following is not None and is_name_tag(following)
