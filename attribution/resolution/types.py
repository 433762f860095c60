"""The type of a source, from its noun phrases."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attribution.document import Evidence
from attribution.lexicon import fold
from attribution.resolution.names import bare
from attribution.resolution.nominals import Nominal, TypeNoun
from attribution.resolution.noun_words import has_article
from attribution.resolution.records import SourceType

__all__ = ["TypeReading", "source_type", "type_of_phrase"]

_BODY_TYPES: dict[str, SourceType] = {
    "institutions": "organization",
    "media": "media",
    "documents": "document",
    "groups": "group",
    "anonymous": "anonymous",
}


_RANKS = frozenset({"role.general", "role.colonel", "role.junior_officer", "role.lieutenant_colonel"})
_RETIRED = frozenset({"متقاعد", "المتقاعد", "م"})
_NOT_SPOKEN_FOR = frozenset({"institution.university", "institution.hospital", "institution.municipality"})
_ABOUT = frozenset({"نحو", "حوالي", "قرابه", "زهاء", "اكثر", "اقل"})
_PARTS = frozenset({"نصف", "ثلث", "ثلثا", "ثلثي", "ربع"})
_LITTLE_SAID = frozenset(
    f"source_type.{rule}" for rule in ("default", "bare_name", "definite_common_noun", "abstract_noun")
)
"""Rules that go by the form alone: the labeller decides, as a rule from a probability of one half on."""

_ROLE_ALONE = "source_type.role_without_name"
_NAMELESS = frozenset({_ROLE_ALONE, "source_type.unnamed_expert"})
_SURE: dict[tuple[str, SourceType], float] = {
    ("source_type.bare_name", "official"): 0.8,  # a name beside which the article names no office
    (_ROLE_ALONE, "official"): 0.75,  # a role whose holder the sentence names elsewhere
    ("source_type.role_with_name", "person"): 0.75,  # a title of one who speaks for nobody but himself
}
"""How sure the labeller has to be of a type, where that is more than usual or the rule goes by a noun."""

_NUMBER = re.compile("[0-9٠-٩.,٫]+[%٪]?")
_MAN = re.compile("ال.*ي|ال.ا..|ال..ا.")
_ABSTRACT = re.compile("ت..ي.|ا[^ا]{2,3}ا.|است..ا.|[^م][^ا].*[^ي]ه")


@dataclass(frozen=True, slots=True)
class TypeReading:
    """A type, the rule that gave it, the lexicon entry it rests on, and how much it weighs against other readings.

    ``weight``: 3 where a lexicon noun and a name decide, 2 where a lexicon noun does, 1 by form alone, 0 by default.
    """

    type: SourceType
    rule: str
    entry: str | None
    weight: int


def type_of_phrase(phrase: Nominal, *, shows: bool = False) -> TypeReading:
    """The type that one noun phrase speaks for.

    Parameters
    ----------
    phrase : Nominal
        The phrase.
    shows : bool
        Whether it is the subject of a verb of showing (أظهر, أثبت), which takes documents and data.

    Returns
    -------
    TypeReading
        By the head noun where a lexicon knows it; else by a role or trade in apposition; else by form.
    """
    paper = _paper_in_quotation_marks(phrase)
    if paper is not None:
        return TypeReading("media", "source_type.media_name", paper.entry.id, 2)
    if phrase.head.form == "الله":
        return TypeReading("unspecified", "source_type.god", None, 2)
    noun = phrase.head_noun
    if noun is None:
        return _without_head_noun(phrase, shows=shows)
    if noun.kind in ("roles", "persons"):
        return _human(phrase, noun)
    if phrase.one_of and (noun.kind == "groups" or (noun.entry.id == "institution.party" and _of_people(phrase))):
        expert = noun.entry.id in ("group.experts", "group.researchers", "group.journalists", "group.diplomats")
        return TypeReading("anonymous" if expert else "person", "source_type.one_of", noun.entry.id, 2)
    return TypeReading(_BODY_TYPES[noun.kind], f"source_type.{noun.kind}", noun.entry.id, 2)


def _of_people(phrase: Nominal) -> bool:
    """Whether the head is a sound plural of men: أحد *المقاتلين*."""
    return fold(phrase.head.form).endswith(("ون", "ين"))


def _human(phrase: Nominal, noun: TypeNoun) -> TypeReading:
    role = next((n for n in phrase.roles if n.kind == "roles" and n.entry.id != "role.excellency"), None)
    role = role or next((n for n in phrase.roles if n.kind == "roles"), None)
    if role is not None and role.entry.id == "role.excellency" and not phrase.name:
        return TypeReading("official", "source_type.title_alone", role.entry.id, 1)
    if role is not None:
        if not phrase.name and role.entry.type != "unique":
            return TypeReading("unnamed_official", "source_type.role_without_name", role.entry.id, 2)
        if role.entry.id in _RANKS and _is_retired(phrase, role):
            return TypeReading("person", "source_type.retired_officer", role.entry.id, 3)
        return TypeReading("official", "source_type.role_with_name", role.entry.id, 3)
    if phrase.name:
        return TypeReading("person", "source_type.named_person", noun.entry.id, 3)
    if phrase.counted or phrase.some_of:
        return TypeReading("group", "source_type.counted_people", noun.entry.id, 2)
    if noun.entry.type == "expert" and not has_article(phrase.head):
        return TypeReading("anonymous", "source_type.unnamed_expert", noun.entry.id, 2)
    return TypeReading("person", "source_type.ordinary_person", noun.entry.id, 2)


def _is_retired(phrase: Nominal, rank: TypeNoun) -> bool:
    """Whether an officer is out of service and has no other office: «اللواء *المتقاعد* سامي», «العميد *م.* سامي»."""
    others = any(noun.kind == "roles" and noun.entry.id not in _RANKS for noun in phrase.roles)
    words = phrase.words[rank.places[0] + 1 : rank.places[-1] + 2]
    return not others and any(fold(word.form) in _RETIRED for word in words)


def _spoken_for(phrase: Nominal) -> TypeNoun | None:
    """The body that a name without a role belongs to: «سامي حداد *من شرطة العاصمة*»; a university is none."""
    for noun in phrase.type_nouns:
        place = noun.places[0]
        if noun.kind == "institutions" and noun.entry.type != "state" and noun.entry.id not in _NOT_SPOKEN_FOR:
            before = phrase.words[max(place - 2, 0) : place]
            if [word.form for word in before[1:]] == ["من"] and bare(before[0].form) == phrase.name[-1]:
                return noun
    return None


def _named(phrase: Nominal) -> TypeReading:
    """The type of a name that no noun of the lexicons begins: by what stands beside it."""
    roles = [noun for noun in phrase.roles if noun.kind == "roles"]
    if roles:
        return TypeReading("official", "source_type.name_and_role", roles[0].entry.id, 3)
    body = _spoken_for(phrase) if not phrase.roles else None
    if body is not None:
        return TypeReading("official", "source_type.name_and_body", body.entry.id, 3)
    if phrase.roles or phrase.title:
        entry = phrase.roles[0].entry.id if phrase.roles else None
        return TypeReading("person", "source_type.name_and_trade", entry, 3 if phrase.roles else 1)
    if len(phrase.name) == 1 and phrase.quoted and phrase.observed.gender == "Fem":
        return TypeReading("organization", "source_type.quoted_name", None, 0)
    return TypeReading("person", "source_type.bare_name", None, 0)


def _without_head_noun(phrase: Nominal, *, shows: bool) -> TypeReading:
    if phrase.name:
        return _named(phrase)
    if phrase.number == "Plur" and phrase.human:
        return TypeReading("group", "source_type.plural_people", None, 1)
    if phrase.head_quantifies or _is_share(phrase):
        return TypeReading("group", "source_type.share_of_people", None, 1)
    if _inanimate(phrase) or (shows and not _man_by_form(phrase)):
        return TypeReading("document", "source_type.showing_thing", None, 1)
    if _abstract(phrase):
        return TypeReading("unspecified", "source_type.abstract_noun", None, 0)
    if phrase.definite and phrase.number == "Sing" and len(phrase.keys) == 1:
        return TypeReading("person", "source_type.definite_common_noun", None, 0)
    return TypeReading("organization", "source_type.default", None, 0)


def _paper_in_quotation_marks(phrase: Nominal) -> TypeNoun | None:
    """The name of a paper or channel that is another word without its quotation marks: «الوطن», «الاقتصادية»."""
    quoted = [noun for noun in phrase.head_nouns if noun.entry.type == "quoted"]
    alone = quoted and (phrase.head_noun is None or len(quoted[0].places) == phrase.core)
    return quoted[0] if alone and phrase.quoted else None


def _is_share(phrase: Nominal) -> bool:
    """A part of those asked: «57% من المشاركين», «نحو نصف الآباء»; not of bodies («نصف الشركات»)."""
    keys = [key for key in phrase.keys if key not in _ABOUT]
    if not keys or any(noun.kind == "institutions" for noun in phrase.type_nouns):
        return False
    partitive = phrase.head.upos == "NUM" or any(word.form == "من" for word in phrase.words)
    return keys[0] in _PARTS or (partitive and _NUMBER.fullmatch(keys[0]) is not None)


def _inanimate(phrase: Nominal) -> bool:
    """A masdar or a feminine plural by its form: تفعيل, انفعال, استفعال, مفاعلة, ـات."""
    key = fold(phrase.head.form).removeprefix("ال")
    return phrase.head.upos == "NOUN" and key.endswith("ات") and phrase.number == "Plur"


def _abstract(phrase: Nominal) -> bool:
    """A singular with the article that by its form is no person: تفعيل, افتعال, استفعال; ـة but for فاعلة, مفعولة."""
    key = fold(phrase.head.form)
    if phrase.head.upos != "NOUN" or not key.startswith("ال") or phrase.number != "Sing":
        return False
    if phrase.observed.gender == "Masc" and key.endswith("ه"):
        return False
    return len(phrase.keys) == 1 and _ABSTRACT.fullmatch(key.removeprefix("ال")) is not None


def _man_by_form(phrase: Nominal) -> bool:
    """One word with the article and a masculine verb that is a nisba or active participle: a man (الخراز, المالكي)."""
    key = fold(phrase.head.form)
    alone = len(phrase.keys) == 1 and has_article(phrase.head) and phrase.observed.gender == "Masc"
    return alone and phrase.number == "Sing" and _MAN.fullmatch(key) is not None


def source_type(
    phrases: Sequence[Nominal],
    shows: Iterable[int] = (),
    elsewhere: Nominal | None = None,
    proposed: Iterable[tuple[SourceType, float]] = (),
) -> tuple[SourceType, Evidence]:
    """The type of a source from all its noun phrases.

    The weightiest reading decides, the fuller phrase first among equals. A source that is a role in one place and a
    name in another is an official (المدرب … وقال مورينيو).

    Parameters
    ----------
    phrases : sequence of Nominal
        Its mentions, in text order; none gives ``unspecified``.
    shows : iterable of int
        Places in ``phrases`` that are subjects of a verb of showing.
    elsewhere : Nominal, optional
        Where the article says what the name is, apart from those phrases (:mod:`attribution.resolution.offices`).
    proposed : iterable of (type, probability)
        What the labeller says of the mentions; it decides where no noun of the lexicons does and the form says little,
        and where it is sure whether a name or a role is an official or a person.
    """
    showing = set(shows)
    pairs = [(type_of_phrase(phrase, shows=place in showing), phrase) for place, phrase in enumerate(phrases)]
    if not pairs:
        return "unspecified", Evidence("source_type.none")
    readings = [reading for reading, _ in pairs]
    best, phrase = max(pairs, key=lambda pair: (pair[0].weight, len(pair[1].keys), -pair[1].span.start_char))
    words = (phrase.span,)
    named = any(phrase.name for phrase in phrases)
    role = next((r for r in readings if r.type == "unnamed_official" and r.weight > 1), None)
    if named and role is not None and best.type in ("person", "unnamed_official"):
        return "official", Evidence("source_type.role_and_name_apart", role.entry, spans=words)
    if elsewhere is not None and (best.weight <= 1 or best.rule in _NAMELESS or best.type == "person"):
        told = type_of_phrase(elsewhere)
        return told.type, Evidence("source_type.told_elsewhere", told.entry, spans=(elsewhere.span,))
    likeliest, probability = _likeliest(proposed)
    if likeliest is not None and probability >= _least_probability(best.rule, likeliest):
        return likeliest, Evidence("source_type.labeller", spans=words)
    return best.type, Evidence(best.rule, best.entry, spans=words)


def _least_probability(rule: str, proposed: SourceType) -> float:
    """Of a type that the labeller proposes in place of the rule's."""
    return _SURE.get((rule, proposed), 0.0 if rule in _LITTLE_SAID else math.inf)


def _likeliest(proposed: Iterable[tuple[SourceType, float]]) -> tuple[SourceType | None, float]:
    """The type that most proposals are for, weighted by their probabilities, and its share of all that there could be;
    no type if that is less than half.
    """
    weights: defaultdict[SourceType, float] = defaultdict(float)
    number = 0
    for kind, probability in proposed:
        weights[kind] += probability
        number += 1
    if not weights:
        return None, 0.0
    kind, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
    return kind if weight >= number / 2 else None, weight / number
