"""What a name stands for, told elsewhere in the article: an office beside it, or the body that it abbreviates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from attribution.document import Sentence, Span, Word
from attribution.lexicon import fold
from attribution.resolution.names import bare, consonants, name_contains, same_name_word
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import Nominal, TypeNoun
from attribution.resolution.noun_words import QUOTES, has_article, is_name_tag
from attribution.resolution.office_holders import is_definite_office, is_one_office, names_holder

__all__ = ["Offices"]

_BREAKS = frozenset({"VERB", "AUX", "SCONJ"})
_COMMAS = frozenset({"،", ",", '"', "«", "»", "“", "”"})
_ASIDES = _COMMAS | {"(", "-", "–", "—"}
_HOLDS = frozenset({"يشغل", "تشغل", "يتولي", "تتولي", "شغل", "شغلت", "تولي", "تولت"})
_POSTS = frozenset({"منصب", "مهام", "خطة", "مهمة", "وظيفة"})
_BODIES = frozenset({"institutions", "media"})
_CLASSES = frozenset(
    {
        "institution.company",
        "institution.organisation",
        "institution.party",
        "institution.club",
        "institution.university",
        "media.agency",
        "media.newspaper",
        "media.channel",
        "media.site",
    }
)
_PEOPLE = frozenset({"roles", "persons"})
_KIN = frozenset({"person.family", "person.lawyer"})
_EXCELLENCY = "role.excellency"
_SYNONYMS = {
    "role.spokesperson": "متحدث",
    "role.spokesperson.natiq": "متحدث",
    "role.prime_minister": "رئيس الوزراء",
}
_FUNCTION_TAGS = frozenset({"ADP", "CCONJ", "PRON", "SCONJ", "PUNCT"})
_TENSES = frozenset({"سابق", "حالي", "اسبق", "سابقا", "حاليا"})
_REACH_OF_OFFICES = 24
_LETTERS = frozenset({"ه", "ي"})
_ABBREVIATIONS = frozenset({"د", "م", "أ"})
_REACH_BEFORE = 20
_REACH_AFTER = 7
_REACH_OF_OFFICE = 14
_SHORTEST_NAME = 2


class Offices:
    """Offices and bodies that one article tells of; its words are filed once, not gone through for each source."""

    def __init__(self, reader: NominalReader) -> None:
        self.reader = reader

    def told_elsewhere(self, phrases: Sequence[Nominal]) -> Nominal | None:
        """The first noun phrase of the article that says what a source's name stands for; None where there is none.

        A source named without a role is looked up by its name («المشرف على الفريق مروان حداد» … «وقال حداد»); one
        called by a role alone may have its name right behind, cut off by the parser («وزير خارجية النرويج، "بورغ
        ساند"،»).
        """
        name = max((phrase.name for phrase in phrases), key=len, default=()) or _short_name(phrases)
        if not name:
            beside = next((phrase for phrase in _by_role(self.reader, phrases) if phrase.name and phrase.roles), None)
            return beside or self._holder(phrases)
        office = next((phrase for phrase in self._by_name(name) if _has_office(phrase)), None)
        body = office or next(self._bodies_named(name), None)
        person = any(phrase.head_noun is not None or phrase.observed.gender == "Masc" for phrase in phrases)
        return body or (None if person else next(self._after_class(name), None))

    def _holder(self, phrases: Sequence[Nominal]) -> Nominal | None:
        """Where an office by which alone the source is called has its holder's name, if only one man has it."""
        found = [holder for phrase in phrases if is_one_office(phrase) for holder in self._holders(phrase)]
        longest = max(found, key=lambda phrase: len(phrase.name), default=None)
        if longest is None or not all(name_contains(longest.name, phrase.name) for phrase in found):
            return None
        return longest

    def _holders(self, office: Nominal) -> Iterator[Nominal]:
        definite = is_definite_office(office)
        for phrase in self._held.get(_class_of(office), ()):
            here = phrase.words[0].span.start_char == office.head.span.start_char
            if (definite or here) and names_holder(phrase, _complement(office)):
                yield phrase
        for phrase, words in self._held_behind.get(_class_of(office), ()) if definite else ():
            if set(_complement(office)) - _TENSES <= words:
                yield phrase

    @cached_property
    def _held(self) -> dict[str, list[Nominal]]:
        """Phrases that reach from a role to a name behind it, by the class of the role."""
        found: defaultdict[str, list[Nominal]] = defaultdict(list)
        for sentence in self.reader.document.sentences:
            for word_id in sorted({ids[0] for kind, _, ids in self.reader.matches(sentence.index) if kind == "roles"}):
                word = sentence.word(word_id)
                read = _read(self.reader, word, _end_of_phrase(sentence, word, _REACH_OF_OFFICE))
                named = [phrase for phrase in read if phrase.name and not _depends(self.reader, sentence, word)]
                for phrase in named:
                    found[_class_of(phrase)].append(phrase)
        return found

    @cached_property
    def _held_behind(self) -> dict[str, list[tuple[Nominal, frozenset[str]]]]:
        """Full names with the roles behind them and those roles' words, by the class of each role.

        «سامي بن فهد؛ نائب رئيس الدولة *ورئيس مجلس الوزراء* وحاكم الولاية».
        """
        found: defaultdict[str, list[tuple[Nominal, frozenset[str]]]] = defaultdict(list)
        for sentence in self.reader.document.sentences:
            roles = self._offices_in(sentence.index)
            for first in sorted(roles):
                name = _name_before(sentence, first)
                if name is None:
                    continue
                last = _end_of_phrase(sentence, sentence.word(first), _REACH_OF_OFFICES)
                words = _to_comma(sentence.words[first - 1 : last.id])
                held = frozenset(bare(word.form) for word in words)
                for phrase in _read(self.reader, name, sentence.word(roles[first][-1]), whole=True):
                    if not phrase.name or len(phrase.name) < _SHORTEST_NAME:
                        continue
                    for role in words:
                        if role.id == first or (role.id in roles and sentence.word(role.id - 1).upos == "CCONJ"):
                            for office in _read(self.reader, role, sentence.word(roles[role.id][-1])):
                                found[_class_of(office)].append((phrase, held))
        return found

    def _after_class(self, name: Sequence[str]) -> Iterator[Nominal]:
        """Bodies whose name stands behind the noun of their class: «شركة *ميد*»."""
        for index, first, last in self._behind_class.get(name[0], ()):
            sentence = self.reader.document.sentences[index]
            following = sentence.words[last : last + len(name)]
            if [bare(word.form) for word in following] == list(name):
                yield from _read(self.reader, sentence.word(first), following[-1])

    @cached_property
    def _behind_class(self) -> dict[str, list[tuple[int, int, int]]]:
        """Sentence, first and last id of the nouns of a class of bodies without article, by the word behind them."""
        found: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for sentence in self.reader.document.sentences:
            for kind, entry, ids in self.reader.matches(sentence.index):
                common = kind in _BODIES and entry.id in _CLASSES and not has_article(sentence.word(ids[0]))
                for word in sentence.words[ids[-1] : ids[-1] + 1] if common else ():
                    found[bare(word.form)].append((sentence.index, ids[0], ids[-1]))
        return found

    @cached_property
    def _words(self) -> dict[str, list[tuple[int, int]]]:
        """Sentence and id of the words of sentences with a role, by their consonants."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for sentence in self.reader.document.sentences:
            if any(kind == "roles" for kind, _, _ in self.reader.matches(sentence.index)):
                for word in sentence.words:
                    found[consonants(bare(word.form))].append((sentence.index, word.id))
        return found

    @cached_property
    def _brackets(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        """Sentence and id of the opening brackets, by the words between them and the closing ones."""
        found: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for sentence in self.reader.document.sentences:
            for opening in sentence.words:
                if opening.form == "(":
                    inside = takewhile(lambda word: word.form != ")", sentence.words[opening.id :])
                    found[tuple(bare(word.form) for word in inside)].append((sentence.index, opening.id))
        return found

    def _bodies_named(self, name: Sequence[str]) -> Iterator[Nominal]:
        """Bodies whose short name is printed in brackets behind them: «هيئة حماية الشواطئ (*سي غارد*)»."""
        for index, word_id in self._brackets.get(tuple(name), ()):
            sentence = self.reader.document.sentences[index]
            bodies = {ids[0] for kind, _, ids in self.reader.matches(index) if kind == "institutions"}
            before = _before(sentence, sentence.word(word_id))
            yield from (p for w in before if w.id in bodies for p in _read(self.reader, w, w))

    def _offices_in(self, index: int) -> dict[int, tuple[int, ...]]:
        """The words of the roles of a sentence by their first, but for those that begin a trade (*وكيل* أعمال)."""
        matches = self.reader.matches(index)
        trades = {(ids[0], len(ids)) for kind, _, ids in matches if kind == "persons"}
        roles = {ids[0]: ids for kind, _, ids in matches if kind == "roles"}
        longest = {first: max((n for place, n in trades if place == first), default=0) for first in roles}
        return {first: ids for first, ids in roles.items() if longest[first] <= len(ids)}

    def _by_name(self, name: Sequence[str]) -> Iterator[Nominal]:
        for index, word_id in self._words.get(consonants(name[-1]), ()):
            sentence = self.reader.document.sentences[index]
            word = sentence.word(word_id)
            if same_name_word(bare(word.form), name[-1]):
                roles = self._offices_in(index)
                yield from (p for p in _around(self.reader, sentence, word, roles) if _same_person(p.name, name))


def _class_of(office: Nominal) -> str:
    """What two wordings of one office share: the role's first word, or what stands for it and its synonyms."""
    noun = _own_role(office)
    return "" if noun is None else _SYNONYMS.get(noun.entry.id, bare(office.words[noun.places[0]].form))


def _to_comma(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to the first comma that no conjunction follows."""
    commas = (place for place, word in enumerate(words[:-1]) if word.form in ("،", ","))
    end = next((place for place in commas if words[place + 1].form != "و"), None)
    return words[:end]


def _own_role(office: Nominal) -> TypeNoun | None:
    return next((noun for noun in office.roles if noun.entry.id != _EXCELLENCY), office.head_noun)


def _complement(office: Nominal) -> tuple[str, ...]:
    """The words of an office but for the role itself and a title of excellency."""
    noun = _own_role(office)
    role = () if noun is None else noun.places if noun.entry.id in _SYNONYMS else noun.places[:1]
    titles = (n.places for n in office.type_nouns if n.entry.id == _EXCELLENCY or n.entry.type == "honorific")
    places = {*role, *(place for title in titles for place in title)}
    words = [word for place, word in enumerate(office.words[: office.core]) if place not in places]
    return tuple(bare(word.form) for word in words if word.upos not in _FUNCTION_TAGS)


def _name_before(sentence: Sentence, role: int) -> Word | None:
    """The first word of the full name that stands before a role, a comma or semicolon between them or not."""
    before = [word for word in sentence.words[max(role - 3, 0) : role - 1] if word.form not in _ASIDES | {"؛", ";"}]
    if not before or before[-1].id < _SHORTEST_NAME or not is_name_tag(before[-1]):
        return None
    first = _begin_of_name(sentence, before[-1])
    return first if before[-1].id - first.id >= 1 else None


def _short_name(phrases: Sequence[Nominal]) -> tuple[str, ...]:
    """The one word by which alone the article calls the source, if no lexicon knows it: a surname, perhaps."""
    words = {phrase.keys for phrase in phrases}
    return words.pop() if len(words) == 1 and all(len(p.keys) == 1 and p.head_noun is None for p in phrases) else ()


def _has_office(phrase: Nominal) -> bool:
    return bool(phrase.name) and any(noun.kind == "roles" for noun in phrase.roles)


def _same_person(found: Sequence[str], name: Sequence[str]) -> bool:
    return name_contains(found, name) or (len(found) > 1 and name_contains(name, found))


def _around(
    reader: NominalReader, sentence: Sentence, word: Word, roles: dict[int, tuple[int, ...]]
) -> Iterator[Nominal]:
    """Phrases that reach from a role before a name to it, or from the name to a role right after it."""
    for other in _before(sentence, word):
        if other.id in roles and not _is_of_kin(reader, sentence, other):
            yield from _read(reader, other, word)
    following = _first_of(_after_copula(sentence.words[word.id : word.id + 5]), _ASIDES)
    if following is not None and following.id in roles and not _is_of_another(reader, sentence, following):
        yield from _read(reader, _begin_of_name(sentence, word), sentence.word(roles[following.id][-1]), whole=True)


def _before(sentence: Sentence, word: Word) -> Iterator[Word]:
    for other in reversed(sentence.words[max(word.id - 1 - _REACH_BEFORE, 0) : word.id - 1]):
        mark = other.upos == "PUNCT" and other.form not in _COMMAS
        if other.upos in _BREAKS or (mark and not _abbreviates(sentence, other)):
            return
        yield other


def _abbreviates(sentence: Sentence, mark: Word) -> bool:
    """Whether a full stop closes a courtesy title: «*د.* سامي حداد»."""
    return mark.form == "." and mark.id > 1 and sentence.word(mark.id - 1).form in _ABBREVIATIONS


def _after_copula(words: Sequence[Word]) -> Sequence[Word]:
    """The words behind a name without what links it to an office: ليلى حمدان *وهي* نائبة، *التي تشغل منصب* نائبة."""
    while words and words[0].upos == "PRON" and words[0].id > 1 and words[0].form in _LETTERS:
        words = words[1:]
    forms = [word.form for word in words]
    if forms[:1] == ["و"] and forms[1:2] in (["هو"], ["هي"]):
        return words[2:]
    if forms[:1] in (["من"], ["في"], ["ل"], ["ب"]) and forms[1:2] and forms[1] in _POSTS:
        return words[2:]
    if forms[:1] in (["الذي"], ["التي"]) and forms[1:2] and fold(forms[1]) in _HOLDS:
        return next((words[place + 1 :] for place, form in enumerate(forms) if form in _POSTS), ())
    return words[:2]


def _depends(reader: NominalReader, sentence: Sentence, word: Word) -> bool:
    """Whether a role is the genitive of another one or of somebody's kin: نائب *الرئيس*, زوجة *الوزير*."""
    before = sentence.word(word.id - 1) if word.id > 1 else None
    if before is None or has_article(before):
        return False
    matches = reader.matches(sentence.index)
    people = (ids for kind, entry, ids in matches if kind in _PEOPLE and entry.id != _EXCELLENCY)
    return any(before.id in ids for ids in people)


def _is_of_kin(reader: NominalReader, sentence: Sentence, word: Word) -> bool:
    """Whether a role is that of somebody's relative or lawyer: «جدة *الرئيس* سارة …»."""
    kin = (ids for _, entry, ids in reader.matches(sentence.index) if entry.id in _KIN)
    return any(word.id - 1 in ids for ids in kin)


def _first_of(words: Sequence[Word], passed: frozenset[str]) -> Word | None:
    return next((word for word in words if word.form not in passed), None)


def _begin_of_name(sentence: Sentence, word: Word) -> Word:
    first = word
    while first.id > 1 and is_name_tag(sentence.word(first.id - 1)):
        first = sentence.word(first.id - 1)
    return first


def _is_of_another(reader: NominalReader, sentence: Sentence, role: Word) -> bool:
    """Whether a role after a name is rather the next man's: «طالب *سامي* وزير الإسكان ماجد …»."""
    whole = sentence.words[role.id - 1 : _end_of_phrase(sentence, role).id]
    before_quotation = list(takewhile(lambda word: word.form not in QUOTES, whole))
    return any(phrase.name for phrase in _read(reader, role, before_quotation[-1]))


def _end_of_phrase(sentence: Sentence, first: Word, reach: int = _REACH_AFTER) -> Word:
    """The last word before a verb, complementiser or mark that is no comma, within reach; one comma may be passed."""
    last, commas = first, 0
    for word in sentence.words[first.id : first.id + reach]:
        commas += word.form in ("،", ",")
        if word.upos in _BREAKS or commas > 1 or (word.upos == "PUNCT" and word.form not in _COMMAS):
            break
        last = word
    return last


def _by_role(reader: NominalReader, phrases: Sequence[Nominal]) -> Iterator[Nominal]:
    for phrase in phrases:
        last = _end_of_name_after(reader, phrase) if phrase.roles and phrase.number == "Sing" else None
        if last is not None:
            yield from _read(reader, phrase.words[0], last, whole=True)


def _end_of_name_after(reader: NominalReader, phrase: Nominal) -> Word | None:
    """The last word of the name behind a phrase; None if none is.

    It stands right behind, a comma or quotation mark between; or a courtesy title opens it, which may come after some
    words that the parser left out of the phrase («رئيس الجالية … *حول العالم الدكتور* رامي سعد»).
    """
    sentence = reader.document.sentences[phrase.sentence]
    titles = {ids[-1] for _, entry, ids in reader.matches(phrase.sentence) if entry.type == "honorific"}
    known = {word for kind, _, ids in reader.matches(phrase.sentence) if kind in _BODIES for word in ids}
    first = phrase.words[-1].id
    last = _end_of_phrase(sentence, sentence.word(first))
    title = next((word.id for word in sentence.words[first : last.id] if word.id in titles), first)
    following = [word for word in sentence.words[title : title + _REACH_AFTER] if word.form not in _ASIDES]
    if following and following[0].form in ("و", "ف") and following[0].token == sentence.word(following[0].id + 1).token:
        following.pop(0)
    name = list(takewhile(lambda word: is_name_tag(word) and word.id not in known, following))
    return name[-1] if len(name) >= _SHORTEST_NAME else None


def _read(reader: NominalReader, first: Word, last: Word, *, whole: bool = False) -> Iterator[Nominal]:
    span = Span(first.span.start_char, max(last.span.end_char, first.span.end_char))
    found = reader.read(span, whole=whole) if first.id <= last.id else None
    if found is not None:
        yield found
