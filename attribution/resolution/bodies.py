"""Rules of coreference for bodies, media, documents and unnamed sources."""

from __future__ import annotations

from attribution.resolution.entity import Entity
from attribution.resolution.nominals import Nominal, TypeNoun

__all__ = ["anonymous_repeat", "body_repeat", "class_repeat", "proper_part", "source_repeat", "state"]

_BODIES = frozenset({"institutions", "media", "documents"})
_PARTY = ("institution.party", "institution.armed_group_name", "institution.party_name")
_CLASSES: tuple[tuple[str, ...], ...] = (
    _PARTY,
    ("institution.club", "institution.club_name"),
    ("institution.company", "institution.company_name"),
    ("media.agency", "media.agency_name"),
    ("media.newspaper", "media.arab_paper_name", "media.world_name"),
    ("media.channel", "media.arab_channel_name", "media.world_name"),
    ("media.site", "media.world_name", "media.arab_paper_name"),
)
_SAME_DOCUMENT = (
    frozenset({"دراسه", "بحث", "ورقه", "ابحاث", "بحوث"}),
    frozenset({"بيان", "تصريح", "بلاغ", "اعلان", "تصريحات"}),
    frozenset({"تغريده", "منشور"}),
    frozenset({"استطلاع", "مسح", "استبيان"}),
    frozenset({"فيديو", "مقطع", "تسجيل", "شريط"}),
    frozenset({"مقال", "مقاله", "افتتاحيه"}),
)


def body_repeat(phrase: Nominal, entity: Entity) -> bool:
    """The head noun again, with no modifier that the fuller phrase lacks: «المنظمة», «هيئة السياحة»."""
    noun = phrase.head_noun
    if phrase.name or phrase.one_of or (noun is not None and noun.kind not in _BODIES):
        return False
    if not phrase.definite and len(phrase.keys) == 1 and not phrase.in_title:
        return False
    keys = set(phrase.keys)
    for other in entity.worded.values():
        if other.head_key != phrase.head_key or other.name:
            continue
        if keys <= set(other.keys) or (len(other.keys) > 1 and set(other.keys) <= keys):
            return True
    return False


def proper_part(phrase: Nominal, entity: Entity) -> bool:
    """A body's own name without the noun of its class: «أسوس» for «شركة أسوس», or the reverse."""
    if phrase.name and len(phrase.name) > 1:
        return False
    mine = _without_class(phrase)
    for other in entity.worded.values():
        if other.head_noun is not None and other.head_noun.kind == "documents":
            continue
        theirs = _without_class(other)
        one_has_class = (len(mine) < len(phrase.keys)) != (len(theirs) < len(other.keys))
        if mine and set(mine) == set(theirs) and one_has_class:
            return True
    return False


def _without_class(phrase: Nominal) -> tuple[str, ...]:
    """The keys after the noun that says what kind of body it is; of a document or person, nothing."""
    noun = phrase.head_noun
    if noun is None:
        return phrase.keys if not phrase.roles else ()
    if noun.kind in ("institutions", "media") and len(phrase.keys) > 1:
        return tuple(key for key in phrase.keys if key != phrase.head_key)
    return phrase.keys if noun.kind in ("institutions", "media") else ()


def class_repeat(phrase: Nominal, entity: Entity) -> bool:
    """«القناة», «التنظيم», «الدراسة» for one that was named by another word of the class."""
    noun = phrase.head_noun
    if noun is None or noun.kind not in _BODIES or not phrase.head.form.startswith("ال") or len(phrase.keys) > 1:
        return False
    for other in entity.worded.values():
        theirs = other.head_noun
        if theirs is None or other.span.start_char > phrase.span.start_char:
            continue
        if noun.kind == "documents" and theirs.entry.id == noun.entry.id and _same_document(phrase, other):
            return True
        if any(noun.entry.id == group[0] and theirs.entry.id in group[1:] for group in _CLASSES):
            return True
    return False


def _same_document(phrase: Nominal, other: Nominal) -> bool:
    heads = {phrase.head_key, other.head_key}
    return len(heads) == 1 or any(heads <= synonyms for synonyms in _SAME_DOCUMENT)


def state(phrase: Nominal, entity: Entity) -> bool:
    """A state and its capital."""
    mine = _state_entry(phrase.head_noun)
    return mine is not None and any(
        _state_entry(p.head_noun) == mine for p in entity.worded.values() if len(p.keys) == 1
    )


def _state_entry(noun: TypeNoun | None) -> str | None:
    return noun.entry.id if noun is not None and noun.entry.type == "state" else None


def anonymous_repeat(phrase: Nominal, entity: Entity) -> bool:
    """«المصدر», «المصادر»: the text says that it is the one told of; its modifiers must not be new."""
    if not _definite_anonymous(phrase):
        return False
    for other in entity.worded.values():
        theirs = other.head_noun
        if theirs is None or theirs.kind != "anonymous" or other.number != phrase.number:
            continue
        if set(phrase.keys) - {"نفس", "ذات"} <= set(other.keys) | {"نفسه", "ذاته", "ذات"} or phrase.same:
            return True
    return False


def source_repeat(phrase: Nominal, entity: Entity) -> bool:
    """«المصدر» for an unnamed official or a document, where nobody was called a source."""
    if not _definite_anonymous(phrase) or len(set(phrase.keys) - {"نفس", "ذات", "نفسه", "ذاته"}) > 1:
        return False
    first = entity.first
    noun = first.head_noun
    if noun is None or first.name or first.number != phrase.number:
        return False
    return noun.kind in ("documents", "roles", "persons", "media", "anonymous")


def _definite_anonymous(phrase: Nominal) -> bool:
    noun = phrase.head_noun
    return noun is not None and noun.kind == "anonymous" and (phrase.head.form.startswith("ال") or phrase.same)
