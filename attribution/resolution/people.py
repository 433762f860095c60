"""Rules of coreference for people: names, roles, titles, plurals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attribution.resolution.entity import Entity, genders_clash
from attribution.resolution.names import bare, name_contains, same_name_word
from attribution.resolution.nominals import Nominal
from attribution.resolution.noun_words import has_article, is_name_tag

__all__ = [
    "HYPERNYMS",
    "comparable",
    "excellency",
    "family_name_first",
    "group_repeat",
    "name_inside",
    "office_named_later",
    "role_hypernym",
    "role_repeat",
    "same_name",
    "short_name",
    "titled_name",
]

_ROYAL = frozenset({"role.king", "role.prince_governor", "role.custodian", "role.crown_prince"})
_MOST_EXTRA_MODIFIERS = 1
_OFFICE_WORDS = 2
_SHORTEST_TITLED = 3
_KUNYAS = frozenset({"ابو", "ابي", "ابا", "ام"})
_TITLES = frozenset(
    {"امير", "اميره", "شيخ", "شيخه", "ملك", "سلطان", "استاذ", "استاذه", "دكتور", "دكتوره", "سيد", "سيده"}
)
_EXCELLENCIES = frozenset({"معالي", "سعاده", "فخامه", "سمو", "جلاله", "صاحب", "ملكي", "دوله"})
HYPERNYMS = {
    "مسؤول": frozenset(),
    "مسوول": frozenset(),
    "دبلوماسي": frozenset({"سفير", "قنصل", "مبعوث", "مندوب"}),
    "عسكري": frozenset({"قائد", "عميد", "لواء", "عقيد"}),
}


def same_name(phrase: Nominal, entity: Entity) -> bool:
    """One personal name contained in the other; the verbs' genders must not clash."""
    name, known = comparable(phrase.name), comparable(entity.name)
    if not name or not known or genders_clash(phrase, entity):
        return False
    if len(name) == 1 and len(known) > 1 and not same_name_word(name[0], known[-1]):
        return False
    return name_contains(known, name) or (len(known) > 1 and name_contains(name, known)) or name == known


def short_name(phrase: Nominal, entity: Entity) -> bool:
    """A single word, tagged as a name or not, that is one of the words of a known personal name."""
    if len(phrase.keys) != 1 or not entity.name or genders_clash(phrase, entity):
        return False
    if phrase.head_noun is not None:
        return _is_common_surname(phrase) and len(entity.name) > 1 and phrase.keys[0] == entity.name[-1]
    return any(same_name_word(phrase.keys[0], word) for word in entity.name)


def _is_common_surname(phrase: Nominal) -> bool:
    """Whether a word of the source lexicons stands alone as a surname may: «وقال *الشاهد*» for يوسف الشاهد."""
    noun = phrase.head_noun
    alone = phrase.attributed and phrase.number == "Sing" and not phrase.one_of and not phrase.same
    return alone and noun is not None and noun.kind not in ("roles", "anonymous")


def name_inside(phrase: Nominal, entity: Entity) -> bool:
    """The words alone that close a person's role and name, or his kunya in them, whatever the parse took for the name.

    «السالم» for «مدير عام أمن المطار العميد جابر السالم», «أبو سامر» for «الناشط أبو سامر المقيم في …».
    """
    own = _untitled(phrase)
    if not phrase.attributed or not own or len(own) > _OFFICE_WORDS or genders_clash(phrase, entity):
        return False
    if phrase.head_noun is not None and own[0] not in _KUNYAS:
        return False
    return any(_names(own, other) for other in entity.worded.values() if other.attributed and other.human)


def _names(own: tuple[str, ...], other: Nominal) -> bool:
    keys = other.keys
    if own[0] in _KUNYAS and len(own) > 1:
        return any(keys[place : place + len(own)] == own for place in range(len(keys)))
    words = other.words[: other.core]
    if len(own) > 1 or len(words) < _SHORTEST_TITLED:
        return False
    return any(bare(words[place].form) == own[0] and _closes_name(other, place) for place in range(1, len(words)))


def _closes_name(phrase: Nominal, place: int) -> bool:
    """Whether a word is the last of a name: one tagged so stands before it, none behind it."""
    before, following = phrase.words[place - 1], phrase.words[place + 1 : phrase.core][:1]
    covered = any(place - 1 in noun.places for noun in phrase.type_nouns)
    named = is_name_tag(before) and not covered and not has_article(before)
    return named and not any(map(is_name_tag, following))


def _untitled(phrase: Nominal) -> tuple[str, ...]:
    """The keys of a phrase without the courtesy title that begins it: «د. الحداد»."""
    return phrase.keys[1:] if phrase.title else phrase.keys


def titled_name(phrase: Nominal, entity: Entity) -> bool:
    """A courtesy or royal title and one word of the name that followed it: «سمو الأمير ماجد», «الشيخ طلال»."""
    if not phrase.attributed or len(phrase.keys) < _OFFICE_WORDS or genders_clash(phrase, entity):
        return False
    title, name = phrase.keys[-2:]
    if title not in _TITLES or any(key not in _EXCELLENCIES for key in phrase.keys[:-2]):
        return False
    keys = (other.keys for other in entity.worded.values() if other.number == "Sing")
    return any((title, name) in pairwise(words) for words in keys)


def family_name_first(phrase: Nominal, entity: Entity) -> bool:
    """The full name after its family name alone («وقال ظريف» before «محمد جواد ظريف»)."""
    first = entity.first
    if not phrase.name or genders_clash(phrase, entity):
        return False
    if _is_common_surname(first) and len(first.keys) == 1:
        return len(phrase.name) > 1 and first.keys[0] == phrase.name[-1]
    known = comparable(entity.name) or (_untitled(first) if first.head_noun is None and first.attributed else ())
    return len(known) == 1 and not first.roles and same_name_word(known[0], phrase.name[-1])


def comparable(name: Sequence[str]) -> tuple[str, ...]:
    """A name without بن and the like; عبد joined to what follows."""
    words: list[str] = []
    for word in name:
        if word in ("بن", "ابن", "بنت", "ال"):
            continue
        if words and words[-1] in ("عبد", "ابو", "ابا", "ابي"):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def role_repeat(phrase: Nominal, entity: Entity) -> bool:
    """A role alone: «الوزير», «رئيس الغرفة», «المدرب البرتغالي» for who was given that role."""
    role = phrase.role_key
    if role is None or phrase.name or phrase.one_of or phrase.some_of:
        return False
    if phrase.number != entity.first.number or genders_clash(phrase, entity):
        return False
    keys = set(phrase.keys) - _EXCELLENCIES
    with_article = any(bare(w.form) == role and w.form.startswith("ال") for w in phrase.words[: phrase.core])
    if not with_article and len(keys) == 1:
        return False
    for other in entity.worded.values():
        if role in _role_keys(other):
            extra = {key for key in keys - set(other.keys) if not any(_is_nisba(key, known) for known in other.keys)}
            if not extra or (with_article and len(extra) <= _MOST_EXTRA_MODIFIERS):
                return True
    return False


def _is_nisba(key: str, noun: str) -> bool:
    """Whether a word is the adjective of a noun: نرويجي of نرويج, قطريه of قطر, نقابي of نقابه, سوري of سوريا."""
    stem = noun.removesuffix("يا").removesuffix("ا").removesuffix("ه")
    return len(stem) > 1 and key in (f"{stem}ي", f"{stem}يه", f"{noun}ي", f"{noun}يه")


def office_named_later(phrase: Nominal, entity: Entity) -> bool:
    """«وزير الداخلية» first, then «وزير الداخلية هادي …»: the office with its complement, by all words of the first."""
    first = entity.first
    if not phrase.name or not phrase.roles or entity.name or first.number != "Sing" or len(first.keys) < _OFFICE_WORDS:
        return False
    if first.one_of or first.some_of or genders_clash(phrase, entity) or not _is_office(first):
        return False
    own = [word for word in first.words[: first.core] if word.form.startswith("ال")]
    definite = bool(own) and (own[0] is first.head or not any(w.upos == "ADP" for w in first.words))
    former = any(noun.entry.type == "former" for noun in (*phrase.type_nouns, *first.type_nouns))
    before_name = phrase.keys[: len(first.keys)]
    return definite and not former and first.keys == before_name


def role_hypernym(phrase: Nominal, entity: Entity) -> bool:
    """«المسؤول الإيراني» for the minister told of before: every modifier must be his."""
    kinds = HYPERNYMS.get(phrase.role_key or "")
    if (
        kinds is None
        or phrase.name
        or phrase.number != "Sing"
        or phrase.one_of
        or not phrase.head.form.startswith("ال")
    ):
        return False
    if not entity.attributed or genders_clash(phrase, entity) or entity.first.number != "Sing":
        return False
    known = {key for other in entity.worded.values() for key in other.keys}
    roles = {key for other in entity.worded.values() if _is_office(other) for key in _role_keys(other)}
    own = set(phrase.keys) - {phrase.head_key}
    new = {key for key in own - known if not any(_is_nisba(key, noun) for noun in known)}
    return bool(roles) and (not kinds or bool(roles & kinds)) and not new


def _is_office(phrase: Nominal) -> bool:
    return any(noun.kind == "roles" for noun in phrase.roles)


def _role_keys(phrase: Nominal) -> set[str]:
    return {bare(phrase.words[noun.places[0]].form) for noun in phrase.roles}


def excellency(phrase: Nominal, entity: Entity) -> bool:
    """«معاليه», «سموه», «سعادته» alone: somebody named before."""
    noun = phrase.head_noun
    if noun is None or noun.entry.id != "role.excellency" or phrase.name or len(phrase.keys) > 1:
        return False
    if entity.first.number != "Sing" or not (entity.name or any(p.roles for p in entity.worded.values())):
        return False
    royal = any(role.entry.id in _ROYAL for p in entity.worded.values() for role in p.roles) or "ال" in entity.name
    return royal is phrase.head_key.startswith(("سمو", "جلال"))


def group_repeat(phrase: Nominal, entity: Entity) -> bool:
    """«الباحثون», «المسؤولون»: the plural with the article for one told of before."""
    noun = phrase.head_noun
    if noun is None or phrase.number != "Plur" or noun.kind not in ("groups", "roles", "persons"):
        return False
    if phrase.one_of or phrase.some_of:
        return False
    keys = set(phrase.keys)
    for other in entity.worded.values():
        theirs = other.head_noun
        if theirs is None or other.number != "Plur" or theirs.entry.id != noun.entry.id:
            continue
        if _stem(phrase.head_key) == _stem(other.head_key) and (keys - {phrase.head_key} <= set(other.keys)):
            return phrase.definite or len(keys) > 1
    return False


def _stem(key: str) -> str:
    """A sound plural without its ending."""
    for ending in ("ون", "ين", "و", "ي"):
        if key.endswith(ending):
            return key.removesuffix(ending)
    return key
