"""Which noun phrases of an article name the same source.

Phrases are taken in text order, those of the headline last, since a headline's short name is explained by the body.
Each joins the best entity that a rule of :data:`RULES` allows, the nearest among equals, or opens a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from attribution.document import Evidence
from attribution.lexicon import fold
from attribution.resolution.names import bare, name_contains, same_name_word
from attribution.resolution.nominals import Nominal, TypeNoun

__all__ = ["RULES", "Entity", "cluster"]

_BODIES = frozenset({"institutions", "media", "documents"})
_UNNAMED_KINDS = frozenset({"anonymous", "groups", "roles", "persons"})
_ROYAL = frozenset({"role.king", "role.prince_governor", "role.custodian", "role.crown_prince"})
_MOST_EXTRA_MODIFIERS = 1
_OFFICE_WORDS = 2
_EXCELLENCIES = frozenset({"معالي", "سعاده", "فخامه", "سمو", "جلاله", "صاحب", "ملكي", "دوله"})
_ARMED_GROUP = ("institution.party", "institution.armed_group_name")
_CLASSES: tuple[tuple[str, ...], ...] = (
    _ARMED_GROUP,
    ("media.agency", "media.agency_name"),
    ("media.newspaper", "media.arab_paper_name", "media.world_name"),
    ("media.channel", "media.arab_channel_name", "media.world_name"),
    ("media.site", "media.world_name", "media.arab_paper_name"),
)


@dataclass(slots=True, eq=False)
class Entity:
    """One referent: its phrases in the order in which they joined, and the rules by which they did.

    ``worded`` are the phrases that differ in their words, the first of each wording: rules ask these, so that the
    thousandth «المصدر» costs what the second does. The rest is kept up to date as phrases join.
    """

    phrases: list[Nominal] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    worded: dict[Hashable, Nominal] = field(default_factory=dict)
    name: tuple[str, ...] = ()
    gender: str | None = None
    attributed: bool = False
    _last: int | None = None

    def join(self, phrase: Nominal, rule: str) -> None:
        """Take in a phrase by a rule.

        ``name`` becomes the fullest personal name, ``gender`` that of the first phrase that shows one, ``attributed``
        whether any phrase is the source of a cue.
        """
        self.phrases.append(phrase)
        self.evidence.append(Evidence(f"resolution.{rule}", spans=(phrase.span,)))
        if self.worded.setdefault(_wording(phrase), phrase) is phrase:
            self.name = max(self.name, phrase.name, key=len)
            self.gender = self.gender or phrase.gender
        self.attributed = self.attributed or phrase.attributed
        if not phrase.in_title:
            self._last = max(self._last or 0, phrase.span.start_char)

    @property
    def last(self) -> int:
        """Where its latest phrase of the body begins; the headline's counts only if there is no other."""
        return self.first.span.start_char if self._last is None else self._last

    @property
    def first(self) -> Nominal:
        """The phrase that opened it."""
        return self.phrases[0]

    @property
    def known(self) -> bool:
        """Whether it is named, or a noun of the source lexicons."""
        return any(phrase.name or phrase.head_noun is not None for phrase in self.worded.values())

    def begins_with(self, phrase: Nominal) -> bool:
        """Whether one of its phrases begins with the very words of another phrase, articles included."""
        words = [fold(word.form) for word in phrase.words[: phrase.core]]
        return any([fold(word.form) for word in p.words[: len(words)]] == words for p in self.worded.values())

    @property
    def fullest(self) -> Nominal:
        """The phrase that tells most: a name with a role, then the most words, then the first."""
        return max(self.phrases, key=lambda p: (bool(p.name) and bool(p.roles), len(p.keys), -p.span.start_char))


def _wording(phrase: Nominal) -> Hashable:
    """All of a phrase that a rule may look at, but for its place."""
    return (
        tuple((w.form, w.upos, w.deprel, w.head - w.id, *w.feats.items()) for w in phrase.words),
        tuple((noun.kind, noun.entry.id, noun.places) for noun in phrase.type_nouns),
        (phrase.core, phrase.breaks, phrase.quoted, phrase.in_title, phrase.observed, phrase.attributed),
    )


_SAME_DOCUMENT = (
    frozenset({"دراسه", "بحث", "ورقه", "ابحاث", "بحوث"}),
    frozenset({"بيان", "تصريح", "بلاغ", "اعلان", "تصريحات"}),
    frozenset({"تغريده", "منشور"}),
    frozenset({"استطلاع", "مسح", "استبيان"}),
    frozenset({"فيديو", "مقطع", "تسجيل", "شريط"}),
    frozenset({"مقال", "مقاله", "افتتاحيه"}),
)
_HYPERNYMS = {
    "مسؤول": frozenset(),
    "مسوول": frozenset(),
    "دبلوماسي": frozenset({"سفير", "قنصل", "مبعوث", "مندوب"}),
    "عسكري": frozenset({"قائد", "عميد", "لواء", "عقيد"}),
}


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
    warnings: list[str] = []
    for phrase in ordered:
        found = _best(phrase, entities, tuple(same_words[phrase.keys].values()))
        if found is None:
            entity, rule = Entity(), "first_mention"
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
        of_phrase[id(phrase)] = entity
    return tuple(entities), of_phrase, tuple(warnings)


def _best(
    phrase: Nominal, entities: Sequence[Entity], of_same_words: Sequence[Entity]
) -> tuple[Entity, str, int] | None:
    for name, rule in RULES:
        asked = of_same_words if rule is _same_words else entities
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
        return not (phrase.name and _genders_clash(phrase, entity))
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


def _same_name(phrase: Nominal, entity: Entity) -> bool:
    """One personal name contained in the other; the verbs' genders must not clash."""
    name, known = _comparable(phrase.name), _comparable(entity.name)
    if not name or not known or _genders_clash(phrase, entity):
        return False
    if len(name) == 1 and len(known) > 1 and not same_name_word(name[0], known[-1]):
        return False
    return name_contains(known, name) or (len(known) > 1 and name_contains(name, known)) or name == known


def _short_name(phrase: Nominal, entity: Entity) -> bool:
    """A single word, tagged as a name or not, that is one of the words of a known personal name."""
    if phrase.head_noun is not None or len(phrase.keys) != 1 or not entity.name or _genders_clash(phrase, entity):
        return False
    return any(same_name_word(phrase.keys[0], word) for word in entity.name)


def _family_name_first(phrase: Nominal, entity: Entity) -> bool:
    """The full name after its family name alone («وقال ظريف» before «محمد جواد ظريف»)."""
    first = entity.first
    known = _comparable(entity.name) or (first.keys if first.head_noun is None and first.attributed else ())
    if (
        len(known) != 1
        or len(phrase.name) < len(known)
        or not phrase.name
        or first.roles
        or _genders_clash(phrase, entity)
    ):
        return False
    return same_name_word(known[0], phrase.name[-1])


@lru_cache(maxsize=8192)
def _comparable(name: tuple[str, ...]) -> tuple[str, ...]:
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


def _genders_clash(phrase: Nominal, entity: Entity) -> bool:
    mine, theirs = phrase.gender, entity.gender
    return mine is not None and theirs is not None and mine != theirs


def _role_repeat(phrase: Nominal, entity: Entity) -> bool:
    """A role alone: «الوزير», «رئيس الغرفة», «المدرب البرتغالي» for who was given that role."""
    role = phrase.role_key
    if role is None or phrase.name or phrase.one_of or phrase.some_of:
        return False
    if phrase.number != entity.first.number or _genders_clash(phrase, entity):
        return False
    keys = set(phrase.keys) - _EXCELLENCIES
    with_article = any(bare(w.form) == role and w.form.startswith("ال") for w in phrase.words[: phrase.core])
    if not with_article and len(keys) == 1:
        return False
    for other in entity.worded.values():
        if role in _role_keys(other):
            extra = keys - set(other.keys)
            if not extra or (with_article and len(extra) <= _MOST_EXTRA_MODIFIERS):
                return True
    return False


def _office_named_later(phrase: Nominal, entity: Entity) -> bool:
    """«وزير الداخلية» first, then «وزير الداخلية هادي …»: the office with its complement, by all words of the first."""
    first = entity.first
    if not phrase.name or not phrase.roles or entity.name or first.number != "Sing" or len(first.keys) < _OFFICE_WORDS:
        return False
    if first.one_of or first.some_of or _genders_clash(phrase, entity) or not _is_office(first):
        return False
    own = [word for word in first.words[: first.core] if word.form.startswith("ال")]
    definite = bool(own) and (own[0] is first.head or not any(w.upos == "ADP" for w in first.words))
    former = any(noun.entry.type == "former" for noun in (*phrase.type_nouns, *first.type_nouns))
    before_name = phrase.keys[: len(first.keys)]
    return definite and not former and first.keys == before_name


def _role_hypernym(phrase: Nominal, entity: Entity) -> bool:
    """«المسؤول الإيراني» for the minister told of before: every modifier must be his."""
    kinds = _HYPERNYMS.get(phrase.role_key or "")
    if kinds is None or phrase.name or phrase.number != "Sing" or phrase.one_of or not _article_on_head(phrase):
        return False
    if not entity.attributed or _genders_clash(phrase, entity) or entity.first.number != "Sing":
        return False
    known = {key for other in entity.worded.values() for key in other.keys}
    roles = {key for other in entity.worded.values() if _is_office(other) for key in _role_keys(other)}
    return bool(roles) and (not kinds or bool(roles & kinds)) and set(phrase.keys) - {phrase.head_key} <= known


def _is_office(phrase: Nominal) -> bool:
    return any(noun.kind == "roles" for noun in phrase.roles)


def _role_keys(phrase: Nominal) -> set[str]:
    return {bare(phrase.words[noun.places[0]].form) for noun in phrase.roles}


def _article_on_head(phrase: Nominal) -> bool:
    return phrase.head.form.startswith("ال")


def _excellency(phrase: Nominal, entity: Entity) -> bool:
    """«معاليه», «سموه», «سعادته» alone: somebody named before."""
    noun = phrase.head_noun
    if noun is None or noun.entry.id != "role.excellency" or phrase.name or len(phrase.keys) > 1:
        return False
    if entity.first.number != "Sing" or not (entity.name or any(p.roles for p in entity.worded.values())):
        return False
    royal = any(role.entry.id in _ROYAL for p in entity.worded.values() for role in p.roles)
    return royal is (phrase.head_key in ("سمو", "جلاله"))


def _body_repeat(phrase: Nominal, entity: Entity) -> bool:
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


def _proper_part(phrase: Nominal, entity: Entity) -> bool:
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


def _class_repeat(phrase: Nominal, entity: Entity) -> bool:
    """«القناة», «التنظيم», «الدراسة» for one that was named by another word of the class."""
    noun = phrase.head_noun
    if noun is None or noun.kind not in _BODIES or not _article_on_head(phrase) or len(phrase.keys) > 1:
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


def _state(phrase: Nominal, entity: Entity) -> bool:
    """A state and its capital."""
    mine = _state_entry(phrase.head_noun)
    return mine is not None and any(
        _state_entry(p.head_noun) == mine for p in entity.worded.values() if len(p.keys) == 1
    )


def _state_entry(noun: TypeNoun | None) -> str | None:
    return noun.entry.id if noun is not None and noun.entry.type == "state" else None


def _anonymous_repeat(phrase: Nominal, entity: Entity) -> bool:
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


def _source_repeat(phrase: Nominal, entity: Entity) -> bool:
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
    return noun is not None and noun.kind == "anonymous" and (_article_on_head(phrase) or phrase.same)


def _group_repeat(phrase: Nominal, entity: Entity) -> bool:
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


RULES: tuple[tuple[str, Rule], ...] = (
    ("same_words", _same_words),
    ("same_name", _same_name),
    ("family_name_first", _family_name_first),
    ("headline_repeat", _headline_repeat),
    ("short_name", _short_name),
    ("state", _state),
    ("proper_part", _proper_part),
    ("body_repeat", _body_repeat),
    ("anonymous_repeat", _anonymous_repeat),
    ("group_repeat", _group_repeat),
    ("role_repeat", _role_repeat),
    ("office_named_later", _office_named_later),
    ("role_hypernym", _role_hypernym),
    ("excellency", _excellency),
    ("class_repeat", _class_repeat),
    ("source_repeat", _source_repeat),
)
"""Rules of coreference, strongest first, each with the name that evidence bears."""

_AMBIGUOUS_RULES = frozenset({"same_name", "short_name", "family_name_first", "role_repeat", "body_repeat"})
