"""Lookup: which entries a written form or a stretch of a sentence may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from attribution.document import Sentence
from attribution.lexicon.folding import fold
from attribution.lexicon.phrases import PRONOUNS, Line, PhraseTrie
from attribution.lexicon.schema import CueEntry, Entry, Pattern, VerbPart
from attribution.lexicon.verbs import CONJUNCTIONS, VerbTable

__all__ = ["Lexicon", "PhraseMatch", "VerbForm"]

_REMEMBERED_FORMS: Final = 1 << 16
_REMEMBERED_SENTENCES: Final = 512


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


class Lexicon:
    """All entries of a language, compiled for lookup.

    Verbs are conjugated and phrases compiled at the first lookup.

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
        self._verbs = VerbTable(self._by_id.values())
        self._verb_forms = lru_cache(maxsize=_REMEMBERED_FORMS)(self._read_verb_forms)
        self._phrase_verbs = lru_cache(maxsize=_REMEMBERED_FORMS)(self._read_phrase_verbs)
        self._bare = lru_cache(maxsize=_REMEMBERED_FORMS)(_bare)
        self._verb_tries: dict[str, PhraseTrie] = {}
        self._matched: dict[int, tuple[Sentence, Mapping[str, tuple[PhraseMatch, ...]]]] = {}

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id; ``KeyError`` if there is none."""
        return self._by_id[entry_id]

    def cue_entry(self, entry_id: str) -> CueEntry | None:
        """The entry with an id if it is one of a cue, else None."""
        entry = self._by_id.get(entry_id)
        return entry if isinstance(entry, CueEntry) else None

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
        return self._verb_forms(fold(form))

    def _read_verb_forms(self, key: str) -> tuple[VerbForm, ...]:
        return tuple(
            VerbForm(entry, part, slot, taken)
            for entry, part, slot, taken in self._verbs.readings(key)
            if isinstance(entry, CueEntry) and not entry.match.phrases
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
        by_kind = self._matches(sentence)
        found = [match for kind in dict.fromkeys(kinds) for match in by_kind.get(kind, ())]
        return tuple(sorted(found, key=_text_order))

    def _matches(self, sentence: Sentence) -> Mapping[str, tuple[PhraseMatch, ...]]:
        """The matches of all kinds, kept for the sentences asked about last: every step asks for some kinds again."""
        known = self._matched.get(id(sentence))
        if known is not None and known[0] is sentence:
            return known[1]
        found = sorted(self._find(sentence, Line(sentence)), key=_text_order)
        by_entry: dict[str, list[PhraseMatch]] = {}
        by_kind: dict[str, list[PhraseMatch]] = {}
        for match in found:
            longer = by_entry.setdefault(match.entry.id, [])
            if not any(set(match.words) <= set(other.words) for other in longer):
                longer.append(match)
                by_kind.setdefault(match.kind, []).append(match)
        result = {kind: tuple(matches) for kind, matches in by_kind.items()}
        if len(self._matched) >= _REMEMBERED_SENTENCES:
            del self._matched[next(iter(self._matched))]
        self._matched[id(sentence)] = sentence, result
        return result

    def _find(self, sentence: Sentence, line: Line) -> Iterator[PhraseMatch]:
        for start, word_id in line.starts:
            for place in _phrase_starts(line, start):
                for entry, phrase, segments in self._trie.matches(line, place):
                    words = line.covered(segments)
                    if self._fits(sentence, entry.match, words):
                        yield PhraseMatch(entry, self._kind_of[entry.id], words, phrase)
            key = line.folded[word_id - 1]
            for entry in self._phrase_verbs(key):
                for place in _verb_ends(key):
                    for phrase, rest in self._after_verb(entry, line, start + place):
                        words = tuple(dict.fromkeys((word_id, *rest)))
                        if self._fits(sentence, entry.match, words):
                            yield PhraseMatch(entry, self._kind_of[entry.id], words, phrase)

    def _read_phrase_verbs(self, key: str) -> tuple[Entry, ...]:
        """The entries found by :meth:`phrases` that a form is a verb of."""
        entries = {reading[0].id: reading[0] for reading in self._verbs.readings(key)}
        return tuple(entry for entry in entries.values() if entry.match.phrases or not isinstance(entry, CueEntry))

    def _after_verb(self, entry: Entry, line: Line, place: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        if not entry.match.phrases:
            yield "VERB", ()
            return
        if entry.id not in self._verb_tries:
            self._verb_tries[entry.id] = PhraseTrie((entry, phrase) for phrase in entry.match.phrases)
        for _, phrase, segments in self._verb_tries[entry.id].matches(line, place):
            yield phrase, line.covered(segments)

    @cached_property
    def _trie(self) -> PhraseTrie:
        return PhraseTrie(
            (entry, phrase)
            for entry in self._by_id.values()
            if entry.match.verb is None
            for phrase in entry.match.phrases
        )

    def _fits(self, sentence: Sentence, pattern: Pattern, words: tuple[int, ...]) -> bool:
        if pattern.upos and sentence.word(words[0]).upos not in pattern.upos:
            return False
        before = words[0] - 1
        if before > 1 and _is_attached_pronoun(sentence, before):
            before -= 1
        for place, unwanted in ((before, pattern.not_after), (words[-1] + 1, pattern.not_before)):
            if unwanted and 0 < place <= len(sentence.words):
                beside = self._bare(sentence.word(place).form)
                if any(fold(word) in beside for word in unwanted):
                    return False
        return True


def _is_attached_pronoun(sentence: Sentence, word_id: int) -> bool:
    """The ه of «تمسكه» before «برأيه»: what stands before the phrase is the noun."""
    word = sentence.word(word_id)
    return word.upos == "PRON" and sentence.tokens[word.token].words[0] < word_id


def _text_order(match: PhraseMatch) -> tuple[int, int, int]:
    return match.words[0], -len(match.words), -len(match.phrase)


def _verb_ends(key: str) -> Iterator[int]:
    """Where a verb may end in a word: at its end, or before a pronoun that the tokenizer left on it."""
    yield len(key)
    for pronoun in PRONOUNS:
        if key.endswith(pronoun) and len(key) > len(pronoun) + 1:
            yield len(key) - len(pronoun)


def _phrase_starts(line: Line, start: int) -> Iterator[int]:
    yield start
    if line.letters.startswith(CONJUNCTIONS, start) and not line.ends_word(start + 1):
        yield start + 1


def _bare(form: str) -> frozenset[str]:
    """A form, and what it may be without article and without ل."""
    folded = fold(form)
    return frozenset({folded, *(folded.removeprefix(prefix) for prefix in ("ال", "لل", "ل"))})
