"""What a name stands for, told elsewhere in the article: an office beside it, or the body that it abbreviates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from attribution.document import Sentence, Span, Word
from attribution.resolution.names import bare, name_contains, same_name_word
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import Nominal
from attribution.resolution.noun_words import is_name_tag

__all__ = ["told_elsewhere"]

_BREAKS = frozenset({"VERB", "AUX", "SCONJ"})
_COMMAS = frozenset({"،", ",", '"', "«", "»", "“", "”"})
_BODIES = frozenset({"institutions", "media"})
_REACH_BEFORE = 20
_REACH_AFTER = 7
_SHORTEST_NAME = 2


def told_elsewhere(reader: NominalReader, phrases: Sequence[Nominal]) -> Nominal | None:
    """The first noun phrase of the article that says what a source's name stands for; None where there is none.

    A source named without a role is looked up by its name («المشرف على الفريق مروان حداد» … «وقال حداد»); one called by
    a role alone may have its name right behind, cut off by the parser («وزير خارجية النرويج، "بورغ ساند"،»).
    """
    name = max((phrase.name for phrase in phrases), key=len, default=()) or _short_name(phrases)
    if not name:
        return next((phrase for phrase in _by_role(reader, phrases) if phrase.name and phrase.roles), None)
    office = next((phrase for phrase in _by_name(reader, name) if _has_office(phrase)), None)
    return office or next(_bodies_named(reader, name), None)


def _bodies_named(reader: NominalReader, name: Sequence[str]) -> Iterator[Nominal]:
    """Bodies whose short name is printed in brackets behind them: «هيئة حماية الشواطئ (*سي غارد*)»."""
    for sentence in reader.document.sentences:
        bodies = {ids[0] for kind, _, ids in reader.matches(sentence.index) if kind == "institutions"}
        for opening in sentence.words:
            inside = list(takewhile(lambda word: word.form != ")", sentence.words[opening.id :]))
            if opening.form == "(" and bodies and [bare(word.form) for word in inside] == list(name):
                yield from (p for w in _before(sentence, opening) if w.id in bodies for p in _read(reader, w, w))


def _short_name(phrases: Sequence[Nominal]) -> tuple[str, ...]:
    """The one word by which alone the article calls the source, if no lexicon knows it: a surname, perhaps."""
    words = {phrase.keys for phrase in phrases}
    return words.pop() if len(words) == 1 and all(len(p.keys) == 1 and p.head_noun is None for p in phrases) else ()


def _has_office(phrase: Nominal) -> bool:
    return bool(phrase.name) and any(noun.kind == "roles" for noun in phrase.roles)


def _by_name(reader: NominalReader, name: Sequence[str]) -> Iterator[Nominal]:
    for sentence in reader.document.sentences:
        roles = {ids[0]: ids for kind, _, ids in reader.matches(sentence.index) if kind == "roles"}
        for word in sentence.words:
            if roles and same_name_word(bare(word.form), name[-1]):
                yield from (p for p in _around(reader, sentence, word, roles) if _same_person(p.name, name))


def _same_person(found: Sequence[str], name: Sequence[str]) -> bool:
    return name_contains(found, name) or (len(found) > 1 and name_contains(name, found))


def _around(
    reader: NominalReader, sentence: Sentence, word: Word, roles: dict[int, tuple[int, ...]]
) -> Iterator[Nominal]:
    """Phrases that reach from a role before a name to it, or from the name to a role right after it."""
    for other in _before(sentence, word):
        if other.id in roles:
            yield from _read(reader, other, word)
    following = _first_of(sentence.words[word.id : word.id + 2])
    if following is not None and following.id in roles and not _is_of_another(reader, sentence, following):
        yield from _read(reader, _begin_of_name(sentence, word), sentence.word(roles[following.id][-1]))


def _before(sentence: Sentence, word: Word) -> Iterator[Word]:
    for other in reversed(sentence.words[max(word.id - 1 - _REACH_BEFORE, 0) : word.id - 1]):
        if other.upos in _BREAKS or (other.upos == "PUNCT" and other.form not in _COMMAS):
            return
        yield other


def _first_of(words: Sequence[Word]) -> Word | None:
    return next((word for word in words if word.form not in _COMMAS), None)


def _begin_of_name(sentence: Sentence, word: Word) -> Word:
    first = word
    while first.id > 1 and is_name_tag(sentence.word(first.id - 1)):
        first = sentence.word(first.id - 1)
    return first


def _is_of_another(reader: NominalReader, sentence: Sentence, role: Word) -> bool:
    """Whether a role after a name is rather the next man's: «طالب *سامي* وزير الإسكان ماجد …»."""
    return any(phrase.name for phrase in _read(reader, role, _end_of_phrase(sentence, role)))


def _end_of_phrase(sentence: Sentence, first: Word) -> Word:
    """The last word before a verb, complementiser or mark that is no comma, within reach; one comma may be passed."""
    last, commas = first, 0
    for word in sentence.words[first.id : first.id + _REACH_AFTER]:
        commas += word.form in ("،", ",")
        if word.upos in _BREAKS or commas > 1 or (word.upos == "PUNCT" and word.form not in _COMMAS):
            break
        last = word
    return last


def _by_role(reader: NominalReader, phrases: Sequence[Nominal]) -> Iterator[Nominal]:
    for phrase in phrases:
        last = _end_of_name_after(reader, phrase) if phrase.roles and phrase.number == "Sing" else None
        if last is not None:
            yield from _read(reader, phrase.words[0], last)


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
    following = [word for word in sentence.words[title : title + _REACH_AFTER] if word.form not in _COMMAS]
    name = list(takewhile(lambda word: is_name_tag(word) and word.id not in known, following))
    return name[-1] if len(name) >= _SHORTEST_NAME else None


def _read(reader: NominalReader, first: Word, last: Word) -> Iterator[Nominal]:
    found = reader.read(Span(first.span.start_char, last.span.end_char)) if first.id <= last.id else None
    if found is not None:
        yield found
