"""Learn which lemma an inflected word has.

Letters alone do not tell it (``أطباء`` is of ``طَبِيب``, ``يشيرون`` of ``أَشَار``). Three things do, in this order:

1. ``word_readings.tsv``: what 12,000 frequent words of the raw text are, and 1,115 that the treebank does not analyse
   (``X``), written for this project, the most frequent reading first;
2. the paradigms of the verbs that treebank and readings have, made by mazini;
3. the endings of nouns and adjectives, taken off where what stays is a noun or an adjective that treebank or readings
   have.

Words of the treebank are left out: Stanza's lemmatizer knows those.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from attribution.errors import LexiconError
from attribution.lexicon import fold
from attribution.lexicon.conjugation import paradigm
from attribution.lexicon.schema import VerbPattern
from attribution.parsing.lemmas import FormTable, bare_letters, form_key
from attribution.parsing.normalisation import fold_letters
from training.treebank import lemmas_of

__all__ = ["READINGS", "Reading", "WordForms", "past_patterns", "read_readings"]

READINGS = Path(__file__).parent / "word_readings.tsv"
_CLASSES = ("NOUN", "ADJ", "VERB")
_OTHER_NOMINAL = {"NOUN": "ADJ", "ADJ": "NOUN"}
_NAME = "NAME"
_READINGS_A_TOKEN = 50
"""Tokens of raw text that count as much as one of the treebank, when lemmas compete for a word."""

_ENDINGS = (
    ("ين", ("", "ي")),
    ("ون", ("", "ي")),
    ("ان", ("", "ة")),
    ("تين", ("ة",)),
    ("تان", ("ة",)),
    ("ات", ("ة", "")),
    ("تا", ("ة",)),
    ("تي", ("ة",)),
    ("ة", ("",)),
    ("ت", ("ة",)),
    ("ا", ("",)),
    ("ي", ("",)),
    ("و", ("",)),
)
"""Of nouns and adjectives, with what stands in their place in the lemma."""

_SHORTEST_STEM = 2
_DOUBLED = "\u0651"
_FORM_ONE_VOWELS = ("a u", "a i", "a a", "i a", "u u")
_HAMZAS = str.maketrans("أإؤئ", "ءءءء")


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of speech of Universal Dependencies with a lemma, or ``NAME`` or ``BAD`` (no word) with none."""

    upos: str
    lemma: str


def read_readings(path: Path) -> dict[tuple[str, ...], tuple[Reading, ...]]:
    """Read word readings: a line has a word, spellings of it parted by ``/``, and after tabs ``UPOS:lemma``.

    Returns
    -------
    dict of tuple of str to tuple of Reading
        From the spellings, article and clitics left out, to the readings, most frequent first.

    Raises
    ------
    ValueError
        For a line of another form, with its number.
    """
    found: dict[tuple[str, ...], tuple[Reading, ...]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            word, *columns = line.rstrip("\n").split("\t")
            pairs = [column.partition(":") for column in columns]
            if not word or not pairs or any(not upos or not lemma for upos, _, lemma in pairs):
                raise ValueError(f"{path}:{number}: a word, then UPOS:lemma after a tab each, is expected")
            found[tuple(word.split("/"))] = tuple(Reading(upos, lemma) for upos, _, lemma in pairs)
    return found


def past_patterns(lemma: str) -> Iterator[tuple[str, str]]:
    """Roots and forms, as mazini takes them, that a vowelled past may be of; the first that conjugates to it is right.

    Examples
    --------
    >>> list(past_patterns("اِستَقبَل"))
    [('ق ب ل', 'X')]
    >>> list(past_patterns("قَال"))
    [('ق و ل', 'I'), ('ق ي ل', 'I')]
    """
    letters = bare_letters(lemma).translate(_HAMZAS)
    doubled = lemma.endswith(_DOUBLED)
    if letters.startswith("است"):
        yield from _rooted(letters[3:], "X", doubled=doubled)
        if len(letters) == 5:
            yield from _rooted("س" + letters[3:], "VIII", doubled=False)
    elif letters.startswith("ا") and _DOUBLED in lemma[2:5]:  # the assimilated ones: اِتَّصَل، اِدَّعَى، اِطَّلَع
        for first in dict.fromkeys(("و", letters[1])):
            yield from _rooted(first + letters[2:], "VIII", doubled=False)
    elif letters.startswith("ا"):
        if letters[2:3] in ("ت", "ط", "د"):
            yield from _rooted(letters[1] + letters[3:], "VIII", doubled=doubled)
        if letters[1:2] == "ن":
            yield from _rooted(letters[2:], "VII", doubled=doubled)
    elif letters.startswith("آ"):
        yield from _rooted("ء" + letters[1:], "IV", doubled=doubled)
        yield from _rooted("ء" + letters[1:], "III", doubled=doubled)
    else:
        yield from _plain_patterns(lemma, letters, doubled=doubled)


def _plain_patterns(lemma: str, letters: str, *, doubled: bool) -> Iterator[tuple[str, str]]:
    """Those of a past that begins with a consonant of the root, with hamza or with ت."""
    inner = _DOUBLED in lemma and not doubled
    if lemma[0] == "أ" and (len(letters) == 4 or (doubled and len(letters) == 3)) and not inner:
        yield from _rooted(letters[1:], "IV", doubled=doubled)
    if letters[0] == "ت" and len(letters) == 4 and inner:
        yield from _rooted(letters[1:], "V", doubled=False)
    if letters[0] == "ت" and len(letters) == 5:
        if letters[2] == "ا":
            yield from _rooted(letters[1] + letters[3:], "VI", doubled=False)
        yield from _rooted(letters[1:], "QII", doubled=False)
    if len(letters) == 4 and letters[1] == "ا":
        yield from _rooted(letters[0] + letters[2:], "III", doubled=False)
    if len(letters) == 4 and not inner:
        yield from _rooted(letters, "QI", doubled=False)
    if len(letters) == 3 and inner:
        yield from _rooted(letters, "II", doubled=False)
    if (len(letters) == 3 and not inner) or (len(letters) == 2 and doubled):
        yield from _rooted(letters, "I", doubled=doubled)


def _rooted(radicals: str, form: str, *, doubled: bool) -> Iterator[tuple[str, str]]:
    """A root of what a form leaves of the past: a doubled letter twice, a long vowel as و or ي."""
    if doubled:
        radicals += radicals[-1:]
    last = radicals[-1:]
    if len(radicals) not in (3, 4) or "ا" in radicals[:1]:
        return
    lasts = ("و",) if last == "ا" else ("ي",) if last == "ى" else (last,)
    middles = ("و", "ي") if radicals[1] == "ا" else (radicals[1],)
    for middle in middles:
        for end in lasts:
            yield " ".join((radicals[0], middle, *radicals[2:-1], end)), form


class WordForms:
    """What is known of lemmas, and the table that follows.

    Parameters
    ----------
    treebank : Path
        CoNLL-U as published.
    readings : mapping
        As :func:`read_readings` gives them.
    counts : mapping of str to int
        How often each syntactic word occurs in raw text, letters folded.
    """

    def __init__(
        self, treebank: Path, readings: Mapping[tuple[str, ...], tuple[Reading, ...]], counts: Mapping[str, int]
    ) -> None:
        self._counts = counts
        self._in_treebank: set[tuple[str, str]] = set()
        self._forms: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._listed: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self.lemmas: Counter[tuple[str, str]] = Counter()
        """Of part of speech and lemma: how frequent it is."""

        for form, upos, lemma in lemmas_of(treebank):
            if upos in _CLASSES:
                self._in_treebank.add(form_key(form, upos))
                self._forms[upos, lemma].add(fold_letters(form))
                self.lemmas[upos, lemma] += 1
        for spellings, choices in readings.items():
            self._add(spellings, choices)

    def _add(self, spellings: Iterable[str], choices: tuple[Reading, ...]) -> None:
        words = sorted({fold_letters(spelling) for spelling in spellings})
        is_name = choices[0].upos == _NAME
        if is_name:
            self._names.update(words)
        for place, reading in enumerate(choices, 1):
            if reading.upos not in _CLASSES:
                continue
            kind = reading.upos, reading.lemma
            self.lemmas[kind] += 1 + self._counts.get(words[0], 0) // (_READINGS_A_TOKEN * place)
            if is_name and reading.upos != "VERB":
                continue
            for word in words:
                # The lists have no article, and took for one the first letters of التزم.
                is_cut = reading.upos == "VERB" and bare_letters(reading.lemma).startswith("ال")
                form = "ال" + word if is_cut and "ال" + word in self._counts else word
                self._listed.setdefault((form, reading.upos), reading.lemma)
                self._forms[kind].add(form)

    def table(self) -> FormTable:
        """Lemmas of the words of the raw text that the treebank does not have, by word and part of speech."""
        found: dict[tuple[str, str], str] = {}
        for word in sorted(self._counts):
            for upos in _CLASSES:
                key = form_key(word, upos)
                if key in found or key in self._in_treebank:
                    continue
                lemma = self._listed.get(key) or (self._verb(word) if upos == "VERB" else self._nominal(key[0], upos))
                if lemma is not None:
                    found[key] = lemma
        return FormTable(found)

    def _verb(self, word: str) -> str | None:
        return max(
            self._conjugated.get(fold(word), ()), key=lambda lemma: (self.lemmas["VERB", lemma], lemma), default=None
        )

    @cached_property
    def _conjugated(self) -> dict[str, set[str]]:
        """Lemmas by the written forms of their paradigms."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for upos, lemma in sorted(self.lemmas):
            if upos == "VERB":
                for form in self._paradigm(lemma):
                    found[form].add(lemma)
        return dict(found)

    def _paradigm(self, lemma: str) -> frozenset[str]:
        """The written forms of a verb; of several verbs of that past the one that most of its words are of."""
        attested = {fold(form) for form in self._forms["VERB", lemma]}
        paradigms = (forms for root, form in past_patterns(lemma) for forms in _conjugations(root, form, lemma))
        return max(paradigms, key=lambda forms: len(attested & forms), default=frozenset())

    def _nominal(self, stem: str, upos: str) -> str | None:
        if stem in self._names:
            return None
        for kind in (upos, _OTHER_NOMINAL[upos]):
            listed = self._listed.get((stem, kind))
            whole = [listed] if listed else self._by_letters.get((stem, kind), [])
            candidates = whole or [
                lemma
                for ending, lasts in _ENDINGS
                if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM
                for last in lasts
                for lemma in self._by_letters.get((stem.removesuffix(ending) + last, kind), [])
            ]
            if candidates:
                return max(candidates, key=lambda lemma: (self.lemmas[kind, lemma], lemma))
        return None

    @cached_property
    def _by_letters(self) -> dict[tuple[str, str], list[str]]:
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for upos, lemma in sorted(self.lemmas):
            found[fold_letters(bare_letters(lemma)), upos].append(lemma)
        return dict(found)


def _conjugations(root: str, form: str, lemma: str) -> Iterator[frozenset[str]]:
    for vowels in _FORM_ONE_VOWELS if form == "I" else (None,):
        try:
            readings = paradigm(VerbPattern(root=root, form=form, vowels=vowels, parts=("finite", "passive")))
        except (LexiconError, ValueError):
            continue
        if any(slot == "past_3ms" for _, slot in readings.get(fold(bare_letters(lemma)), ())):
            yield frozenset(readings)
