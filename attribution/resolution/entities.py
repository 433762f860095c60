"""Which noun phrases of an article name the same source.

Phrases are taken in text order, those of the headline last, since a headline's short name is explained by the body.
Each joins the best entity that a rule of :data:`RULES` allows, the nearest among equals, or opens a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from attribution.resolution import bodies, people
from attribution.resolution.entity import Entity, genders_clash
from attribution.resolution.names import bare, consonants
from attribution.resolution.nominals import Nominal

__all__ = ["RULES", "cluster"]

_FUNCTION_TAGS = frozenset({"ADP", "CCONJ", "PRON", "SCONJ"})
_UNNAMED_KINDS = frozenset({"anonymous", "groups", "roles", "persons"})

Rule = Callable[[Nominal, Entity], bool]


def cluster(phrases: Iterable[Nominal]) -> tuple[tuple[Entity, ...], dict[int, Entity], tuple[str, ...]]:
    """Group phrases by referent.

    Parameters
    ----------
    phrases : iterable of Nominal
        In any order.

    Returns
    -------
    entities : tuple of Entity
        In order of creation.
    of_phrase : dict of int to Entity
        By ``id()`` of the phrase.
    warnings : tuple of str
        Repeats that fit two entities equally well.
    """
    ordered = sorted(phrases, key=lambda p: (p.in_title, p.span.start_char, -p.span.end_char))
    entities: list[Entity] = []
    of_phrase: dict[int, Entity] = {}
    same_words: defaultdict[tuple[str, ...], dict[int, Entity]] = defaultdict(dict)
    akin: defaultdict[str, dict[int, Entity]] = defaultdict(dict)
    number: dict[int, int] = {}
    warnings: list[str] = []
    for phrase in ordered:
        shared = _handles(phrase)
        sharing = {place: entity for handle in shared for place, entity in akin[handle].items()}
        near = tuple(sharing[place] for place in sorted(sharing))
        found = _best(phrase, entities, near, tuple(same_words[phrase.keys].values()))
        if found is None:
            entity, rule = Entity(), "first_mention"
            number[id(entity)] = len(entities)
            entities.append(entity)
        else:
            entity, rule, rivals = found
            if rivals and rule in _AMBIGUOUS_RULES:
                warnings.append(
                    f"characters {phrase.span.start_char}-{phrase.span.end_char}: "
                    f"{rivals + 1} sources fit this mention; the nearest was taken"
                )
        entity.join(phrase, rule)
        same_words[phrase.keys][id(entity)] = entity
        for handle in shared:
            akin[handle][number[id(entity)]] = entity
        of_phrase[id(phrase)] = entity
    return tuple(entities), of_phrase, tuple(warnings)


def _handles(phrase: Nominal) -> frozenset[str]:
    """What an entity is looked up by: its words by their consonants, and the entries of its head.

    Two phrases that a rule outside :data:`_WIDE` brings together share one of these.
    """
    words = [bare(w.form) for w in phrase.words[: phrase.core] if w.upos not in _FUNCTION_TAGS or len(w.form) > 2]
    entry = () if phrase.head_noun is None else (phrase.head_noun.entry.id,)
    return frozenset((*map(consonants, (*words, *people.comparable(phrase.name))), *entry))


def _best(
    phrase: Nominal, entities: Sequence[Entity], sharing: Sequence[Entity], of_same_words: Sequence[Entity]
) -> tuple[Entity, str, int] | None:
    for name, rule in RULES:
        if rule in _WIDE and not _WIDE[rule](phrase):
            continue
        asked = of_same_words if rule is _same_words else entities if rule in _WIDE else sharing
        fitting = [entity for entity in asked if rule(phrase, entity)]
        if fitting:
            start = phrase.span.start_char
            chosen = (
                min(fitting, key=lambda e: (not e.attributed, e.first.span.start_char))
                if phrase.in_title
                else max(fitting, key=lambda e: (e.attributed, e.begins_with(phrase), e.last <= start, e.last))
            )
            return chosen, name, sum(entity.attributed for entity in fitting if entity is not chosen)
    return None


def _same_words(phrase: Nominal, entity: Entity) -> bool:
    """The same words again, unless they are an indefinite «مصدر أمني», which may be another one."""
    if not any(phrase.keys == other.keys for other in entity.worded.values()):
        return False
    if phrase.name or phrase.definite or phrase.in_title or entity.first.in_title:
        return not (phrase.name and genders_clash(phrase, entity))
    noun = phrase.head_noun
    if noun is None or noun.kind not in _UNNAMED_KINDS:
        return True
    return (
        noun.kind in ("roles", "persons") and len(phrase.keys) > 1 and phrase.words[-1].feats.get("Definite") == "Def"
    )


def _headline_repeat(phrase: Nominal, entity: Entity) -> bool:
    """In the headline an indefinite noun is the one that the body's fuller phrase begins with."""
    if not phrase.in_title or phrase.name:
        return False
    return any(p.head_key == phrase.head_key and set(phrase.keys) <= set(p.keys) for p in entity.worded.values())


RULES: tuple[tuple[str, Rule], ...] = (
    ("same_words", _same_words),
    ("same_name", people.same_name),
    ("family_name_first", people.family_name_first),
    ("headline_repeat", _headline_repeat),
    ("short_name", people.short_name),
    ("name_inside", people.name_inside),
    ("titled_name", people.titled_name),
    ("state", bodies.state),
    ("proper_part", bodies.proper_part),
    ("body_repeat", bodies.body_repeat),
    ("anonymous_repeat", bodies.anonymous_repeat),
    ("group_repeat", people.group_repeat),
    ("role_repeat", people.role_repeat),
    ("office_named_later", people.office_named_later),
    ("role_hypernym", people.role_hypernym),
    ("excellency", people.excellency),
    ("class_repeat", bodies.class_repeat),
    ("source_repeat", bodies.source_repeat),
)
"""Rules of coreference, strongest first, each with the name that evidence bears."""

_WIDE: Mapping[Rule, Callable[[Nominal], bool]] = {
    bodies.anonymous_repeat: lambda phrase: _is_kind(phrase, "anonymous"),
    bodies.source_repeat: lambda phrase: _is_kind(phrase, "anonymous"),
    bodies.class_repeat: lambda phrase: (
        len(phrase.keys) == 1 and _is_kind(phrase, "institutions", "media", "documents")
    ),
    people.role_hypernym: lambda phrase: phrase.role_key in people.HYPERNYMS,
    people.excellency: lambda phrase: len(phrase.keys) == 1 and _is_kind(phrase, "roles"),
}
"""Rules that bring together phrases with no word in common, and which phrases they are for."""


def _is_kind(phrase: Nominal, *kinds: str) -> bool:
    return phrase.head_noun is not None and phrase.head_noun.kind in kinds


_AMBIGUOUS_RULES = frozenset({"same_name", "short_name", "family_name_first", "role_repeat", "body_repeat"})
