"""Lookup: which entries a written form or a stretch of a sentence may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from attribution.document import Sentence, Word
from attribution.lexicon.conjugation import paradigm, skeleton
from attribution.lexicon.folding import fold
from attribution.lexicon.phrases import Line, PhraseTrie
from attribution.lexicon.schema import CueEntry, Entry, Pattern, VerbPart, VerbPattern

__all__ = ["Lexicon", "PhraseMatch", "VerbForm"]

_CUE_KINDS: Final = ("reporting_verbs", "reporting_nouns", "reporting_particles")
_CONJUNCTIONS: Final = ("و", "ف")
_SUFFIXES: Final = ("هما", "هم", "هن", "ها", "نا", "ني", "كم", "ه", "ك", "ي")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a written form: the entry, the part of the paradigm and its slot (``past_3ms`` …).

    ``stripped`` holds the clitics that had to be taken off an unsplit word to find it (``و…ه``), else it is empty.
    """

    entry: CueEntry
    part: VerbPart
    slot: str
    stripped: str = ""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence: its entry, its kind, the 1-based ids of its words and the phrase as written.

    The first of ``words`` is the phrase's first word, or the verb where the phrase begins with one; words that an ``…``
    skipped are not among them.
    """

    entry: Entry
    kind: str
    words: tuple[int, ...]
    phrase: str = ""


@cache
def _paradigm(verb: VerbPattern) -> Mapping[str, tuple[tuple[VerbPart, str], ...]]:
    return paradigm(verb)


class Lexicon:
    """All entries of a language, compiled for lookup.

    Verbs are conjugated when a word first shows the strong radicals of their root, phrases compiled when their kind is
    first asked for.

    Parameters
    ----------
    kinds : mapping of str to sequence of Entry
        The entries of each kind, in file order.
    references : mapping of str to str
        ``bibliography.yaml``.
    fingerprint : str
        Hash of the files' contents.
    origins : mapping of str to str
        For each entry id its file.
    """

    def __init__(
        self,
        kinds: Mapping[str, Sequence[Entry]],
        *,
        references: Mapping[str, str],
        fingerprint: str,
        origins: Mapping[str, str],
    ) -> None:
        self.kinds = kinds
        self.references = references
        self.fingerprint = fingerprint
        self.origins = origins
        self._by_id = {entry.id: entry for entries in kinds.values() for entry in entries}
        self._kind_of = {entry.id: kind for kind, entries in kinds.items() for entry in entries}
        self._verbs = [
            (skeleton(entry.match.verb.root), entry) for entry in self._by_id.values() if entry.match.verb is not None
        ]
        self._excluded = {
            entry.id: frozenset(map(fold, entry.match.verb.exclude)) for _, entry in self._verbs if entry.match.verb
        }
        self._readings: dict[str, tuple[tuple[Entry, VerbPart, str], ...]] = {}
        self._tries: dict[str, PhraseTrie] = {}
        self._verb_tries: dict[str, PhraseTrie] = {}

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id; ``KeyError`` if there is none."""
        return self._by_id[entry_id]

    def entries(self, kind: str) -> Sequence[Entry]:
        """All entries of a kind, in file order; none for a kind without a file."""
        return self.kinds.get(kind, ())

    def kind(self, entry_id: str) -> str:
        """The kind of the entry with an id; ``KeyError`` if there is none."""
        return self._kind_of[entry_id]

    def verb_forms(self, form: str) -> tuple[VerbForm, ...]:
        """The readings of a syntactic word's form as a conjugated cue verb, participle or masdar.

        Entries whose verb needs a following phrase (``VERB … التعليق``) are found by :meth:`phrases` instead. A form
        that may begin with a conjunction the tokenizer left on it is read both ways (ورد: وَرَدَ or وَ + رَدَّ); other
        clitics are taken off only where the form is unknown with them.

        Parameters
        ----------
        form : str
            A word, vowelled or not.

        Returns
        -------
        tuple of VerbForm
            In the order of the lexicon; empty for a word that is no form of a cue verb.

        Examples
        --------
        >>> [(reading.entry.lemma, reading.slot) for reading in load_lexicon().verb_forms("وأوضحت")][:1]
        [('أَوْضَحَ', 'past_1s')]
        """
        key = fold(form)
        whole = self._cue_forms(key, "", key)
        if key[:1] in _CONJUNCTIONS and len(key) > 2:
            whole += self._cue_forms(key[1:], key[0], key)
        return whole or next(filter(None, (self._cue_forms(stem, taken, key) for stem, taken in _stems(key))), ())

    def _cue_forms(self, stem: str, stripped: str, key: str) -> tuple[VerbForm, ...]:
        return tuple(
            VerbForm(entry, part, slot, stripped)
            for entry, part, slot in self._forms(stem)
            if isinstance(entry, CueEntry) and not entry.match.phrases and key not in self._excluded[entry.id]
        )

    def phrases(self, sentence: Sentence, kinds: Iterable[str]) -> tuple[PhraseMatch, ...]:
        """Every phrase of the given kinds in a sentence, in text order, longest first at one place.

        A verb without phrases is found here in kinds other than those of cues (``hedges``: يبدو).

        Parameters
        ----------
        sentence : Sentence
            Its tree is not read, only its words, and their tags where an entry gives ``upos``.
        kinds : iterable of str
            Names of kinds; one without a file yields nothing.

        Returns
        -------
        tuple of PhraseMatch
            Matches of different entries may overlap; of one entry, only the longest at a place is given.
        """
        line = Line(sentence)
        found = [match for kind in dict.fromkeys(kinds) for match in self._matches(sentence, line, kind)]
        found.sort(key=lambda match: (match.words[0], -len(match.words), -len(match.phrase)))
        kept: dict[str, list[PhraseMatch]] = {}
        for match in found:
            others = kept.setdefault(match.entry.id, [])
            if not any(set(match.words) <= set(other.words) for other in others):
                others.append(match)
        chosen = {id(match) for others in kept.values() for match in others}
        return tuple(match for match in found if id(match) in chosen)

    def _matches(self, sentence: Sentence, line: Line, kind: str) -> Iterator[PhraseMatch]:
        trie = self._trie(kind)
        for start, word_id in line.starts:
            word = sentence.word(word_id)
            for place in _phrase_starts(line, start):
                for entry, phrase, segments in trie.matches(line, place):
                    words = line.covered(segments)
                    if _fits(sentence, entry.match, words):
                        yield PhraseMatch(entry, kind, words, phrase)
            for match in self._verb_matches(line, kind, word, start):
                if _fits(sentence, match.entry.match, match.words):
                    yield match

    def _verb_matches(self, line: Line, kind: str, word: Word, start: int) -> Iterator[PhraseMatch]:
        form = fold(word.form)
        for stem, _ in _stems(form):
            entries = dict.fromkeys(entry.id for entry, _, _ in self._forms(stem) if self._kind_of[entry.id] == kind)
            for entry_id in entries:
                entry = self._by_id[entry_id]
                if not entry.match.phrases:
                    if kind not in _CUE_KINDS:
                        yield PhraseMatch(entry, kind, (word.id,), "VERB")
                    continue
                for _, phrase, segments in self._verb_trie(entry).matches(line, start + len(form)):
                    yield PhraseMatch(entry, kind, (word.id, *line.covered(segments)), phrase)
            if entries:
                return

    def _forms(self, stem: str) -> tuple[tuple[Entry, VerbPart, str], ...]:
        readings = self._readings.get(stem)
        if readings is None:
            found: list[tuple[Entry, VerbPart, str]] = []
            for radicals, entry in self._verbs:
                if entry.match.verb is not None and _in_order(radicals, stem):
                    found.extend((entry, part, slot) for part, slot in _paradigm(entry.match.verb).get(stem, ()))
            readings = self._readings[stem] = tuple(found)
        return readings

    def _trie(self, kind: str) -> PhraseTrie:
        if kind not in self._tries:
            self._tries[kind] = PhraseTrie(
                (entry, phrase)
                for entry in self.entries(kind)
                if entry.match.verb is None
                for phrase in entry.match.phrases
            )
        return self._tries[kind]

    def _verb_trie(self, entry: Entry) -> PhraseTrie:
        if entry.id not in self._verb_tries:
            self._verb_tries[entry.id] = PhraseTrie((entry, phrase) for phrase in entry.match.phrases)
        return self._verb_tries[entry.id]


def _fits(sentence: Sentence, pattern: Pattern, words: tuple[int, ...]) -> bool:
    if pattern.upos and sentence.word(words[0]).upos not in pattern.upos:
        return False
    before, after = words[0] - 1, words[-1] + 1
    if (
        pattern.not_after
        and before > 0
        and not _bare(sentence.word(before).form).isdisjoint(map(fold, pattern.not_after))
    ):
        return False
    inside = after <= len(sentence.words)
    return not (inside and pattern.not_before) or _bare(sentence.word(after).form).isdisjoint(
        map(fold, pattern.not_before)
    )


def _bare(form: str) -> set[str]:
    """A form, and what it may be without article and without ل."""
    folded = fold(form)
    return {folded} | {folded.removeprefix(prefix) for prefix in ("ال", "لل", "ل")}


def _in_order(radicals: str, form: str) -> bool:
    place = 0
    for radical in radicals:
        place = form.find(radical, place) + 1
        if not place:
            return False
    return True


def _phrase_starts(line: Line, start: int) -> Iterator[int]:
    yield start
    if line.letters.startswith(_CONJUNCTIONS, start) and not line.ends_word(start + 1):
        yield start + 1


def _stems(form: str) -> Iterator[tuple[str, str]]:
    """A form as it is, then with clitics taken off: و / ف, the س of the future, an attached pronoun."""
    yield form, ""
    heads = [(form, "")]
    if form[:1] in _CONJUNCTIONS and len(form) > 3:
        heads.append((form[1:], form[0]))
    heads += [(rest[1:], f"{taken}س") for rest, taken in heads if rest[:1] == "س" and rest[1:2] in tuple("ايتن")]
    yield from heads[1:]
    for rest, taken in heads:
        for suffix in _SUFFIXES:
            if rest.endswith(suffix) and len(rest) - len(suffix) > 2:
                base = rest.removesuffix(suffix)
                mark = f"{taken}…{suffix}"
                yield base, mark
                if base.endswith("و"):
                    yield f"{base}ا", mark
                elif base.endswith("ا"):
                    yield f"{base[:-1]}ي", mark
                elif base.endswith("ت"):
                    yield f"{base[:-1]}ه", mark
