"""Noun phrases as resolution reads them: head, type nouns, personal name, gender and number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from attribution.document import Document, Sentence, Span, Word
from attribution.lexicon import Lexicon, SourceEntry, fold
from attribution.resolution.names import NAME_PARTICLES, bare
from attribution.sources import Agreement

__all__ = ["UNKNOWN_AGREEMENT", "Nominal", "NominalReader", "TypeNoun"]

UNKNOWN_AGREEMENT = Agreement()
NOWHERE: frozenset[int] = frozenset()
SOURCE_KINDS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous")
_HUMAN_KINDS = frozenset({"roles", "persons", "groups"})
_BODIES = frozenset({"institutions", "media", "documents"})
_QUANTIFIERS_ONE = frozenset({"احد", "احدي"})
_QUANTIFIERS_MANY = frozenset(
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
_DETERMINERS = frozenset({"هذا", "هذه", "هولاء", "ذلك", "تلك", "ذات", "نفس", "كلا", "اولئك"})
_SAME = frozenset({"نفسه", "نفسها", "نفسهم", "ذاته", "ذاتها", "ذات", "نفس", "المذكور", "المذكوره"})
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي", "ممن"})
_DASHES = frozenset({"-", "–", "—", "("})
_QUOTES = frozenset("«»“”\"'„")
_NAME_TAGS = frozenset({"X", "PROPN"})
_NOMINAL = frozenset({"NOUN", "X", "PROPN", "ADJ", "NUM", "PRON", "DET"})
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
        """Place of the head noun: the first that is no determiner, quantifier or preposition."""
        quantified = False
        for place, word in enumerate(self.words[: self.core]):
            key = fold(word.form)
            if key in _DETERMINERS or key in _QUANTIFIERS_ONE or word.upos in ("ADP", "CCONJ"):
                continue
            if key in _QUANTIFIERS_MANY and place + 1 < self.core:
                quantified = True
                continue
            if self._counts(place):
                continue
            if quantified and any(w.form == "من" for w in self.words[place : min(place + 3, self.core)]):
                continue
            return place
        return 0

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
        return joined and noun.kind in ("roles", "persons") and not _is_name_tag(self.head)

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
        return any(fold(word.form) in _QUANTIFIERS_ONE for word in self.words[: self.head_place + 1])

    @cached_property
    def some_of(self) -> bool:
        """«بعض …», «عدد من …»."""
        return any(fold(word.form) in _QUANTIFIERS_MANY for word in self.words[: self.head_place])

    @cached_property
    def same(self) -> bool:
        """«المصدر نفسه», «ذات المصدر»: a repeat by its own words."""
        return any(fold(word.form) in _SAME for word in self.words[: self.core])

    @cached_property
    def definite(self) -> bool:
        """Whether the head has the article, a possessor that has it, or a demonstrative."""
        if any(fold(word.form) in _DETERMINERS for word in self.words[: self.head_place]):
            return True
        return _has_article(self.head) or self.head.feats.get("Definite") == "Def"

    @cached_property
    def name(self) -> tuple[str, ...]:
        """Bare words of the personal name in the phrase; empty if it names nobody."""
        return tuple(bare(self.words[place].form) for place in _name_places(self))

    @property
    def title(self) -> bool:
        """Whether a courtesy title begins the phrase (الدكتور, المهندس)."""
        return any(noun.entry.type == "honorific" for noun in self.head_nouns) and self.core > 1

    @cached_property
    def roles(self) -> tuple[TypeNoun, ...]:
        """Type nouns of roles and persons that belong to the phrase's own referent, courtesy titles left out."""
        name = _name_places(self)
        after_name = name[-1] if name else -1 if self.head_noun is None else self.core
        found = []
        for noun in self.type_nouns:
            if noun.kind not in ("roles", "persons") or noun.entry.type in ("honorific", "former"):
                continue
            first = noun.places[0]
            beside = first > after_name and _in_apposition(self, first)
            if first == self.head_place or beside or self._after_title(first):
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
        if self.some_of or self.counted:
            return "Plur"
        noun = self.head_noun
        if noun is not None and noun.entry.number:
            return noun.entry.number
        if noun is not None and noun.kind == "groups":
            return "Plur"
        if noun is not None and noun.kind in ("roles", "persons"):
            return "Sing"
        if self.head.upos in _NAME_TAGS:
            return "Plur" if _is_nisba_plural(self.head) else "Sing"
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


class NominalReader:
    """Reads noun phrases of one document; lexicon matches are looked up once for each sentence."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self._lexicon = lexicon
        self._matches: dict[int, tuple[tuple[str, SourceEntry, tuple[int, ...]], ...]] = {}
        self._starts = [sentence.span.start_char for sentence in document.sentences]
        self._titles = tuple(_printings(document))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset, or the nearest before it."""
        return self.document.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def words(self, span: Span) -> tuple[Word, ...]:
        """The words of the sentence at the span's start that overlap it."""
        sentence = self.sentence_at(span.start_char)
        return tuple(word for word in sentence.words if word.span.overlaps(span))

    def read(self, span: Span, observed: Agreement | None = None, stops: frozenset[int] = NOWHERE) -> Nominal | None:
        """The noun phrase that a span covers; None where it holds no word.

        Parameters
        ----------
        span : Span
            Offsets of the phrase.
        observed : Agreement, optional
            What a verb of which it is the subject shows.
        stops : frozenset of int
            Offsets where another cue begins: the phrase's core ends before it.
        """
        sentence = self.sentence_at(span.start_char)
        words = _trim(word for word in sentence.words if word.span.overlaps(span))
        if not words:
            return None
        core = _core(self.document.text, words, stops)
        place_of = {word.id: place for place, word in enumerate(words[:core])}
        nouns = [
            TypeNoun(kind, entry, tuple(place_of[word_id] for word_id in ids if word_id in place_of))
            for kind, entry, ids in self.matches(sentence.index)
            if ids[0] in place_of and (entry.type != "relational" or _has_complement(words[:core], place_of[ids[-1]]))
        ]
        nouns.sort(key=lambda noun: (noun.places[0], -len(noun.places), SOURCE_KINDS.index(noun.kind)))
        return Nominal(
            span=span,
            sentence=sentence.index,
            words=words,
            core=core,
            type_nouns=tuple(nouns),
            breaks=_breaks(self.document.text, words),
            quoted=any(mark in _QUOTES for mark in span.of(self.document.text)),
            in_title=any(title.contains(span) for title in self._titles),
            observed=observed or UNKNOWN_AGREEMENT,
        )

    def matches(self, sentence: int) -> tuple[tuple[str, SourceEntry, tuple[int, ...]], ...]:
        """Kind, entry and word ids of the source nouns in a sentence."""
        if sentence not in self._matches:
            found = self._lexicon.phrases(self.document.sentences[sentence], SOURCE_KINDS)
            self._matches[sentence] = tuple(
                (match.kind, match.entry, match.words) for match in found if isinstance(match.entry, SourceEntry)
            )
        return self._matches[sentence]


def _printings(document: Document) -> Iterator[Span]:
    """The headline wherever it is printed: at the top, and again under «رابط الخبر»."""
    if document.title is None:
        return
    headline = document.title.of(document.text).strip()
    start = document.text.find(headline) if headline else -1
    while start >= 0:
        yield Span(start, start + len(headline))
        start = document.text.find(headline, start + len(headline))


def _trim(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words without punctuation, without leading conjunctions and prepositions."""
    kept = [word for word in words if word.upos not in ("PUNCT", "SYM") and any(c.isalnum() for c in word.form)]
    while len(kept) > 1 and kept[0].upos in ("ADP", "CCONJ") and len(kept[0].form) == 1:
        kept.pop(0)
    return tuple(kept)


def _core(text: str, words: Sequence[Word], stops: frozenset[int]) -> int:
    """How many words stand before the first relative pronoun, dash, parenthesis or cue (the first word aside)."""
    for place, word in enumerate(words):
        if place == 0:
            continue
        if fold(word.form) in _RELATIVES:
            previous = words[place - 1]
            return place - 1 if previous.upos == "CCONJ" and place > 1 else place
        between = text[words[place - 1].span.end_char : word.span.start_char]
        if (any(mark in _DASHES for mark in between) and not word.form.isdigit()) or word.span.start_char in stops:
            return place
    return len(words)


def _has_complement(words: Sequence[Word], place: int) -> bool:
    """Whether a noun is followed by whom it stands for: «ممثل الادعاء», «ممثلة عن النقابة»; not «الممثل المصري»."""
    if place + 1 >= len(words):
        return False
    following = words[place + 1]
    if following.upos == "ADP":
        return fold(following.form) in ("ل", "عن", "لدي", "في")
    return not _has_article(words[place]) and following.upos in ("NOUN", "X", "PROPN")


def _breaks(text: str, words: Sequence[Word]) -> frozenset[int]:
    """Places with punctuation before them that is no quotation mark."""
    return frozenset(
        place
        for place in range(1, len(words))
        if any(
            not mark.isalnum() and not mark.isspace() and mark not in _QUOTES
            for mark in text[words[place - 1].span.end_char : words[place].span.start_char]
        )
    )


def _has_article(word: Word) -> bool:
    return fold(word.form).startswith("ال") and len(word.form) > 3


def _is_nisba_plural(word: Word) -> bool:
    return len(word.form) > 5 and fold(word.form).endswith(("يون", "ييون", "يين"))


def _is_name_tag(word: Word) -> bool:
    return word.upos in _NAME_TAGS


def _is_ali(word: Word) -> bool:
    """The given name that parsers take for the preposition على."""
    return word.upos == "ADP" and word.form == "علي"


def _covered(nominal: Nominal, place: int, *kinds: str) -> bool:
    """Whether a type noun of some kinds, courtesy titles left out, covers a place."""
    return any(
        place in noun.places
        for noun in nominal.type_nouns
        if noun.kind in kinds and noun.entry.type not in ("honorific", "quoted", "former")
    )


def _in_apposition(nominal: Nominal, place: int) -> bool:
    """Whether a noun at a place stands beside the phrase's first noun, not inside a complement of it."""
    return place > 0 and nominal.words[place - 1].upos not in ("ADP", "CCONJ")


def _name_places(nominal: Nominal) -> tuple[int, ...]:
    """Where the personal name stands.

    It follows a courtesy title; or an indefinite noun follows a definite one inside the phrase (وزير الخارجية سامي …),
    which neither adjective nor construct allows; or it is the head itself, where no lexicon knows the head.
    """
    noun = nominal.head_noun
    start = nominal.head_place
    honorific = nominal.title
    if noun is not None and noun.kind in _BODIES | {"groups", "anonymous"} and not honorific:
        return ()
    if nominal.number != "Sing" and noun is not None:
        return ()
    if noun is None and not honorific:
        if _is_bare_name(nominal):
            return (start,)
        return _name_run(nominal, start) if _may_be_name(nominal, start) else ()
    for place in sorted(nominal.breaks):
        first = place + _is_split_off(nominal, place)
        if start < place < nominal.core and _closes_with_name(nominal, first):
            return _name_run(nominal, first)
    for place in range(start, nominal.core):
        if place > start and _starts_name(nominal, place):
            return _name_run(nominal, place)
    return ()


def _is_bare_name(nominal: Nominal) -> bool:
    """An unknown indefinite noun that is alone the source of a cue: «وقال معروف»."""
    word = nominal.head
    alone = nominal.attributed and nominal.core == 1 and word.upos in ("NOUN", "ADJ")
    known = (
        _covered(nominal, 0, *SOURCE_KINDS) or fold(word.form) in _QUANTIFIERS_MANY | _QUANTIFIERS_ONE | _DETERMINERS
    )
    return alone and not known and not _has_article(word) and nominal.number == "Sing"


def _may_be_name(nominal: Nominal, place: int) -> bool:
    word = nominal.words[place]
    if _covered(nominal, place, *SOURCE_KINDS):
        return False
    if (_is_name_tag(word) and not _is_nisba_plural(word)) or fold(word.form) in NAME_PARTICLES:
        return True
    following = nominal.words[place + 1] if place + 1 < nominal.core else None
    if _is_nisba_plural(word):
        return False
    if fold(word.form).endswith("ه"):
        return (
            following is not None and nominal.core == place + 2 and _is_name_tag(following) and not _has_article(word)
        )
    return following is not None and (_is_name_tag(following) or fold(following.form) in NAME_PARTICLES)


def _starts_name(nominal: Nominal, place: int) -> bool:
    word, previous = nominal.words[place], nominal.words[place - 1]
    if (word.upos not in _NOMINAL and not _is_ali(word)) or word.upos in ("NUM", "PRON", "DET"):
        return False
    if _covered(nominal, place, *SOURCE_KINDS) or previous.upos in ("ADP", "CCONJ", "SCONJ"):
        return False
    after_title = any(
        noun.entry.type == "honorific" and noun.places[-1] == place - 1 and noun.places[0] >= nominal.head_place
        for noun in nominal.type_nouns
    )
    last = place + 1 == nominal.core
    if after_title and (_is_name_tag(word) or not _has_article(word) or word.upos != "ADJ" or last):
        return True
    if _has_article(word):
        of_body = _covered(nominal, place - 1, "institutions") and not _has_article(previous)
        return _is_name_tag(word) and _definite(nominal, place - 1) and not of_body
    if _definite(nominal, place - 1):
        return word.upos != "ADJ" or _is_name_tag(word)
    return _is_name_tag(word) and _is_name_tag(previous) and place - nominal.head_place > 1


def _is_split_off(nominal: Nominal, place: int) -> bool:
    """Whether the first letter of a word after a comma was taken for a preposition: ب of «، بسام الحربي»."""
    pair = nominal.words[place : place + 2]
    return len(pair) == 2 and pair[0].upos == "ADP" and len(pair[0].form) == 1 and pair[0].token == pair[1].token


def _closes_with_name(nominal: Nominal, place: int) -> bool:
    """Whether two to five unknown words alone stand from a comma to the end: «مدير القسم بالنادي، سامي الحربي»."""
    rest = nominal.words[place : nominal.core]
    unknown = not any(_covered(nominal, later, *SOURCE_KINDS) for later in range(place, nominal.core))
    return 2 <= len(rest) <= 5 and unknown and not _has_article(rest[0]) and all(w.upos in _NOMINAL for w in rest)


def _definite(nominal: Nominal, place: int) -> bool:
    word = nominal.words[place]
    return _has_article(word) or word.upos == "PRON" or (_covered(nominal, place, "institutions") and place > 0)


def _name_run(nominal: Nominal, start: int) -> tuple[int, ...]:
    """The name's places from its first word up to punctuation, a preposition or the next role."""
    return tuple(_run(nominal, start))


def _run(nominal: Nominal, start: int) -> Iterator[int]:
    for place in range(start, nominal.core):
        word = nominal.words[place]
        if place > start:
            inside = fold(word.form) in NAME_PARTICLES or _is_ali(word)
            if word.upos in ("ADP", "CCONJ", "SCONJ", "PRON", "VERB", "NUM") and not inside:
                return
            if _covered(nominal, place, "roles", "persons", "institutions", "media") and not _is_name_tag(word):
                return
            if place in nominal.breaks:
                return
            if word.upos == "ADJ" and _has_article(word) and place - start > 1 and word.deprel == "amod":
                return
        yield place
