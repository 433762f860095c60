"""Noun phrases as resolution reads them: head, type nouns, personal name, gender and number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from attribution.document import Span, Word
from attribution.lexicon import SourceEntry, fold
from attribution.resolution.names import bare
from attribution.resolution.naming import name_places
from attribution.resolution.noun_words import (
    COLLECTIVES,
    DETERMINERS,
    NAME_TAGS,
    QUANTIFIERS_MANY,
    QUANTIFIERS_ONE,
    SUPERLATIVES,
    has_article,
    is_name_tag,
    is_nisba_plural,
)
from attribution.sources import Agreement

__all__ = ["UNKNOWN_AGREEMENT", "Nominal", "TypeNoun"]

UNKNOWN_AGREEMENT = Agreement()
_HUMAN_KINDS = frozenset({"roles", "persons", "groups"})
_BODIES = frozenset({"institutions", "media", "documents"})
_SAME = frozenset({"نفسه", "نفسها", "نفسهم", "ذاته", "ذاتها", "ذات", "نفس", "المذكور", "المذكوره"})
_SINGULAR_UN = frozenset({"قانون", "شارون", "هارون", "ميليون", "مليون", "تلفزيون", "تليفزيون", "كرتون", "سجون", "شوون"})


@dataclass(frozen=True, slots=True)
class TypeNoun:
    """A noun of the source lexicons inside a noun phrase: its kind, its entry, its words (indices in the phrase)."""

    kind: str
    entry: SourceEntry
    places: tuple[int, ...]


@dataclass(frozen=True)
class Nominal:
    """A noun phrase that may name a source.

    ``words`` leave out punctuation and leading prepositions; ``core`` counts those before a relative clause or an
    aside; ``breaks`` are places that a comma or the like stands before; ``type_nouns`` are matches of the source
    lexicons by place, longest first at each; ``observed`` is the agreement that a verb shows with the phrase;
    ``attributed`` says that it is the source of a cue.
    """

    span: Span
    sentence: int
    words: tuple[Word, ...]
    core: int
    type_nouns: tuple[TypeNoun, ...]
    breaks: frozenset[int]
    quoted: bool
    in_title: bool
    observed: Agreement = UNKNOWN_AGREEMENT
    attributed: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Bare keys of the core's content words, pronouns and prepositions left out."""
        return tuple(bare(w.form) for w in self.words[: self.core] if w.upos not in ("ADP", "CCONJ", "PRON", "SCONJ"))

    @cached_property
    def head_place(self) -> int:
        """Place of the head noun: the first that is no determiner, quantifier or preposition.

        A quantifier is the head itself where no noun follows: «بعضهم», «كثير منهم», «كثيرون في القرية».
        """
        quantified: int | None = None
        for place, word in enumerate(self.words[: self.core]):
            key = fold(word.form)
            if quantified is not None and (word.upos == "PRON" or (word.upos == "ADP" and word.form != "من")):
                return quantified
            if key in DETERMINERS or key in QUANTIFIERS_ONE or word.upos in ("ADP", "CCONJ"):
                continue
            if key in SUPERLATIVES and place + 1 < self.core and self.words[place + 1].upos == "NOUN":
                continue
            if self._quantifies(place):
                quantified = place
                continue
            if self._counts(place):
                continue
            if quantified is not None and any(w.form == "من" for w in self.words[place : min(place + 3, self.core)]):
                continue
            return place
        return 0

    def _quantifies(self, place: int) -> bool:
        """Whether a word at a place may stand for how many of what follows: «بعض», «مجموعة من»."""
        key = fold(self.words[place].form)
        if key in COLLECTIVES:
            return place + 2 < self.core and self.words[place + 1].form == "من" and self.words[place + 2].upos != "PRON"
        return key in QUANTIFIERS_MANY and place + 1 < self.core

    def _counts(self, place: int) -> bool:
        """Whether a numeral at a place counts the noun after it: «14 مختصا», «ثلاثة مسؤولين»."""
        return self.words[place].upos == "NUM" and place + 1 < self.core and self.words[place + 1].upos == "NOUN"

    @property
    def counted(self) -> bool:
        """Whether a numeral counts the head."""
        return self.head_place > 0 and self._counts(self.head_place - 1)

    @cached_property
    def head(self) -> Word:
        """The head noun."""
        return self.words[self.head_place]

    @cached_property
    def head_key(self) -> str:
        """The head noun without article."""
        return bare(self.head.form)

    @cached_property
    def head_nouns(self) -> tuple[TypeNoun, ...]:
        """The type nouns that begin at the head, longest first."""
        found = tuple(noun for noun in self.type_nouns if noun.places[0] == self.head_place)
        return found or tuple(noun for noun in self.type_nouns if self._coordinated(noun))

    def _coordinated(self, noun: TypeNoun) -> bool:
        """A trade or role joined to an unknown head: «منتج ومخرج الفيلم»."""
        place = self.head_place + 1
        joined = place < self.core and self.words[place].upos == "CCONJ" and noun.places[0] == place + 1
        return joined and noun.kind in ("roles", "persons") and not is_name_tag(self.head)

    @cached_property
    def head_noun(self) -> TypeNoun | None:
        """The longest type noun at the head that is more than a courtesy title."""
        real = [noun for noun in self.head_nouns if noun.entry.type not in ("honorific", "former", "quoted")]
        if self.one_of or self.some_of:
            real.sort(key=lambda noun: noun.kind in _BODIES)
        return real[0] if real else None

    @cached_property
    def one_of(self) -> bool:
        """«أحد …»: one of a plurality."""
        return any(fold(word.form) in QUANTIFIERS_ONE for word in self.words[: self.head_place + 1])

    @cached_property
    def some_of(self) -> bool:
        """«بعض …», «عدد من …»."""
        return any(map(self._quantifies, range(self.head_place)))

    @cached_property
    def head_quantifies(self) -> bool:
        """Whether the head itself is a quantifier of people: «بعضهم», «كثيرون في القرية»."""
        return fold(self.head.form) in QUANTIFIERS_MANY and self.core > self.head_place + 1

    @cached_property
    def same(self) -> bool:
        """«المصدر نفسه», «ذات المصدر»: a repeat by its own words."""
        return any(fold(word.form) in _SAME for word in self.words[: self.core])

    @cached_property
    def definite(self) -> bool:
        """Whether the head has the article, a possessor that has it, or a demonstrative."""
        if any(fold(word.form) in DETERMINERS for word in self.words[: self.head_place]):
            return True
        return has_article(self.head) or self.head.feats.get("Definite") == "Def"

    @cached_property
    def name(self) -> tuple[str, ...]:
        """Bare words of the personal name in the phrase; empty if it names nobody."""
        return tuple(bare(self.words[place].form) for place in name_places(self))

    @property
    def title(self) -> bool:
        """Whether a courtesy title begins the phrase (الدكتور, المهندس)."""
        return any(noun.entry.type == "honorific" for noun in self.head_nouns) and self.core > 1

    @cached_property
    def roles(self) -> tuple[TypeNoun, ...]:
        """Type nouns of roles and persons that belong to the phrase's own referent, the longest at each place.

        Courtesy titles are left out.
        """
        name = name_places(self)
        after_name = name[-1] if name else -1 if self.head_noun is None else self.core
        found: list[TypeNoun] = []
        for noun in self.type_nouns:
            if noun.kind not in ("roles", "persons") or noun.entry.type in ("honorific", "former"):
                continue
            first = noun.places[0]
            beside = first > after_name and _in_apposition(self, first)
            longer = found and found[-1].places[0] == first and len(found[-1].places) > len(noun.places)
            if (first == self.head_place or beside or self._after_title(first)) and not longer:
                found.append(noun)
        return tuple(found)

    @cached_property
    def role_key(self) -> str | None:
        """The key of the role or trade that the phrase names its referent by, excellencies left out."""
        for noun in self.roles:
            if noun.entry.id != "role.excellency":
                return bare(self.words[noun.places[0]].form)
        return None

    def _after_title(self, place: int) -> bool:
        return any(
            noun.entry.type == "honorific" or noun.entry.id == "role.excellency"
            for noun in self.type_nouns
            if noun.places[0] == self.head_place and noun.places[-1] + 1 == place
        )

    @cached_property
    def number(self) -> str:
        """Sing, Dual or Plur."""
        if self.one_of:
            return "Sing"
        if self.some_of or self.counted or self.head_quantifies:
            return "Plur"
        noun = self.head_noun
        if noun is not None and noun.entry.number:
            return noun.entry.number
        if noun is not None and noun.kind == "groups":
            return "Plur"
        if noun is not None and noun.kind in ("roles", "persons"):
            return "Sing"
        if self.head.upos in NAME_TAGS:
            return "Plur" if is_nisba_plural(self.head) else "Sing"
        feats = self.head.feats.get("Number")
        key = fold(self.head.form)
        if key.endswith(("ون", "ين", "ات")) and len(key) > 4 and feats != "Sing" and key not in _SINGULAR_UN:
            return "Plur"
        return feats or "Sing"

    @cached_property
    def human(self) -> bool | None:
        """Whether it is a person or people; None where neither lexicon nor form says so."""
        if self.name:
            return True
        noun = self.head_noun
        if noun is not None:
            return noun.kind in _HUMAN_KINDS
        if self.number == "Plur" and fold(self.head.form).endswith(("ون", "ين", "و", "ي")):
            return True
        return None

    @cached_property
    def gender(self) -> str | None:
        """Masc or Fem of a singular, by lexicon, observed agreement, features or ending; None if open."""
        noun = self.head_noun
        if noun is not None and noun.entry.gender:
            return noun.entry.gender
        if self.observed.gender and self.number == "Sing":
            return self.observed.gender
        if self.name and noun is None:
            return None
        key = fold(self.head.form)
        if key.endswith("ه"):
            return "Fem"
        return self.head.feats.get("Gender") or ("Masc" if noun is not None and noun.kind != "institutions" else None)

    def agrees(self, agreement: Agreement) -> bool:
        """Whether a verb or pronoun with such morphology may refer to it.

        A plural that is not human takes the feminine singular (المصادر … أكدت), a human plural the plural; a sound
        feminine or broken plural of people may take the feminine singular too.
        """
        if self.number == "Plur":
            if agreement.number in ("Plur", "Dual"):
                return self.human is not False or self.head_key in ("مصادر", "سلطات", "قوات")
            if agreement.number == "Sing":
                feminine_plural = self.human is not True or not fold(self.head.form).endswith(("ون", "ين"))
                return agreement.gender in ("Fem", None) and feminine_plural
            return True
        if agreement.number == "Plur" and not self._collective:
            return False
        if agreement.number == "Plur":
            return True
        return agreement.gender is None or self.gender is None or agreement.gender == self.gender

    @property
    def _collective(self) -> bool:
        return self.head_key in ("فريق", "وفد", "طاقم", "كتله", "جمهور", "شرطه", "جماعه")


def _in_apposition(nominal: Nominal, place: int) -> bool:
    """Whether a noun at a place stands beside the phrase's first noun, not inside a complement of it.

    Nor is it the genitive of the trade or role before it («سامي حداد لاعب *الرائد*»).
    """
    if place == 0 or nominal.words[place - 1].upos in ("ADP", "CCONJ"):
        return False
    before, word = nominal.words[place - 1], nominal.words[place]
    construct = before.upos == "NOUN" and not has_article(before) and has_article(word) and place not in nominal.breaks
    return not (construct and any(place - 1 in n.places for n in nominal.type_nouns if n.kind in ("roles", "persons")))
