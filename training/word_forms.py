"""Learn which lemma an inflected word has.

Letters alone do not tell it (``أطباء`` is of ``طَبِيب``, ``يشيرون`` of ``أَشَار``). Three things do, in this order:

1. ``word_readings.tsv``: what 12,000 frequent words of the raw text are, and 1,100 that the treebank does not analyse
   (``X``), written for this project, the most frequent reading first;
2. the paradigms of the verbs that treebank and readings have, made by mazini;
3. the endings of nouns and adjectives, taken off where what stays is a noun or an adjective that treebank or readings
   have.

Words that the treebank has as they are printed are left out: Stanza's lemmatizer knows those. What it has with the
article only, or without it only, counts as a reading.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from attribution.errors import LexiconError
from attribution.lexicon import fold
from attribution.lexicon.conjugation import paradigm
from attribution.lexicon.schema import VerbPattern
from attribution.parsing.lemmas import FormTable, bare_letters, form_keys
from attribution.parsing.normalisation import fold_letters
from training.treebank import lemmas_of

__all__ = ["READINGS", "WordForms", "WordReading", "past_patterns", "read_readings"]

READINGS = Path(__file__).parent / "word_readings.tsv"

logger = logging.getLogger("training")

_CLASSES = ("NOUN", "ADJ", "VERB")
_OTHER_NOMINAL = {"NOUN": "ADJ", "ADJ": "NOUN"}
_NAME = "NAME"
_LEAST_COUNT = 2
_TOKENS_OF_RAW_TEXT = 50
"""So many count as much as one of the treebank when lemmas compete for a word."""

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
_HAMZAS = str.maketrans({**dict.fromkeys("أإؤئ", "ء"), "آ": "ءا"})


@dataclass(frozen=True, slots=True)
class WordReading:
    """A part of speech of Universal Dependencies with a lemma, or ``NAME`` or ``BAD`` (no word) with none."""

    upos: str
    lemma: str


def read_readings(path: Path) -> dict[tuple[str, ...], tuple[WordReading, ...]]:
    """Read word readings: a line has a word, spellings of it parted by ``/``, and after tabs ``UPOS:lemma``.

    Returns
    -------
    dict of tuple of str to tuple of WordReading
        From the spellings, article and clitics left out, to the readings, most frequent first.

    Raises
    ------
    ValueError
        For a line of another form, or a word that stands on a line before, with the number of the line.
    """
    found: dict[tuple[str, ...], tuple[WordReading, ...]] = {}
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            word, *columns = line.rstrip("\n").split("\t")
            pairs = [column.partition(":") for column in columns]
            if not word or not pairs or any(not upos or not lemma for upos, _, lemma in pairs):
                raise ValueError(f"{path}:{number}: a word, then UPOS:lemma after a tab each, is expected")
            spellings = tuple(word.split("/"))
            folded = set(map(fold_letters, spellings))
            if folded & seen:
                raise ValueError(f"{path}:{number}: {word} stands on a line before; put all its readings on one line")
            seen |= folded
            found[spellings] = tuple(WordReading(upos, lemma) for upos, _, lemma in pairs)
    return found


def past_patterns(lemma: str) -> Iterator[tuple[str, str]]:
    """Roots and forms, as mazini takes them, that a vowelled past may be of.

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
    elif letters.startswith("ءا"):
        yield from _rooted("ء" + letters[2:], "IV", doubled=doubled)
        yield from _rooted("ء" + letters[2:], "III", doubled=doubled)
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
    """What is known of words and lemmas, and the table that follows.

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
        self, treebank: Path, readings: Mapping[tuple[str, ...], tuple[WordReading, ...]], counts: Mapping[str, int]
    ) -> None:
        self._counts = counts
        self._printed: set[tuple[str, str]] = set()
        self._known: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self._frequency: Counter[tuple[str, str]] = Counter()
        self._add_treebank(treebank)
        for spellings, choices in readings.items():
            self._add(spellings, choices)

    def _add_treebank(self, treebank: Path) -> None:
        lemmas: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for form, upos, lemma in lemmas_of(treebank):
            if upos in _CLASSES:
                self._printed.add((fold_letters(form), upos))
                self._frequency[upos, lemma] += 1
                lemmas[form_keys(form, upos)[-1]][lemma] += 1
        for key, found in lemmas.items():
            self._known[key] = max(found, key=lambda lemma: (found[lemma], lemma))

    def _add(self, spellings: Iterable[str], choices: tuple[WordReading, ...]) -> None:
        """Take the readings of a word: the further behind, the less frequent.

        What is a name first (``قطر``) is tagged as a noun where it is one, so its lemma is its own; a verb is no name.
        """
        words = sorted(set(map(fold_letters, spellings)))
        is_name = choices[0].upos == _NAME
        if is_name:
            self._names.update(words)
        for place, reading in enumerate(choices, 1):
            if reading.upos not in _CLASSES:
                continue
            tokens = sum(self._counts.get(word, 0) for word in words)
            self._frequency[reading.upos, reading.lemma] += 1 + tokens // (_TOKENS_OF_RAW_TEXT * place)
            if not is_name or reading.upos == "VERB":
                for word in words:
                    self._known.setdefault((word, reading.upos), reading.lemma)

    def table(self) -> FormTable:
        """Lemmas of the words that occur at least twice in the raw text and not, printed so, in the treebank."""
        found: dict[tuple[str, str], str] = {}
        for word in sorted(word for word, number in self._counts.items() if number >= _LEAST_COUNT):
            for upos in _CLASSES:
                if (word, upos) in self._printed:
                    continue
                entry = self._verb(word) if upos == "VERB" else self._nominal(word, upos)
                if entry is not None:
                    key, lemma = entry
                    found.setdefault((key, upos), lemma)
        return FormTable(found)

    def _verb(self, word: str) -> tuple[str, str] | None:
        lemma = self._known.get((word, "VERB"))
        if lemma is None and not word.endswith("ة"):
            lemma = self._most_frequent("VERB", self._conjugated.get(fold(word), ()))
        return None if lemma is None else (word, lemma)

    def _nominal(self, word: str, upos: str) -> tuple[str, str] | None:
        """The lemma of a noun or adjective, and the key it is for: the whole word, or the word without its article."""
        stems = [key for key, _ in form_keys(word, upos)]
        if stems[-1] in self._names:
            return None
        kinds = (upos, _OTHER_NOMINAL[upos])
        for stem in stems:
            for kind in kinds:
                known = self._known.get((stem, kind))
                best = known or self._most_frequent(kind, self._by_letters.get((stem, kind), ()))
                if best is not None:
                    return stem, best
        for kind in kinds:
            best = self._most_frequent(kind, self._without_ending(stems[-1], kind))
            if best is not None:
                return stems[-1], best
        return None

    def _without_ending(self, stem: str, kind: str) -> Iterator[str]:
        for ending, lasts in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM:
                for last in lasts:
                    yield from self._by_letters.get((stem.removesuffix(ending) + last, kind), ())

    def _most_frequent(self, kind: str, lemmas: Iterable[str]) -> str | None:
        return max(lemmas, key=lambda lemma: (self._frequency[kind, lemma], lemma), default=None)

    @cached_property
    def _conjugated(self) -> dict[str, set[str]]:
        """Lemmas by the written forms of their paradigms."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        unknown = []
        for upos, lemma in sorted(self._frequency):
            if upos == "VERB":
                forms = self._paradigm(lemma)
                if not forms:
                    unknown.append(lemma)
                for form in forms:
                    found[form].add(lemma)
        logger.info("no paradigm: %s", " ".join(unknown) or "none")
        return dict(found)

    def _paradigm(self, lemma: str) -> frozenset[str]:
        """The written forms of a verb; of several verbs of that past (``قَال`` of ق و ل and ق ي ل) the one that most
        words of the raw text are of.
        """
        paradigms = (forms for root, form in past_patterns(lemma) for forms in _conjugations(root, form, lemma))
        return max(paradigms, key=lambda forms: len(self._folded & forms), default=frozenset())

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self._counts))

    @cached_property
    def _by_letters(self) -> dict[tuple[str, str], list[str]]:
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for upos, lemma in sorted(self._frequency):
            found[fold_letters(bare_letters(lemma)), upos].append(lemma)
        return dict(found)


def _conjugations(root: str, form: str, lemma: str) -> Iterator[frozenset[str]]:
    """The written forms of each verb of that root and form whose past is the lemma."""
    for vowels in _FORM_ONE_VOWELS if form == "I" else (None,):
        try:
            readings = paradigm(VerbPattern(root=root, form=form, vowels=vowels, parts=("finite", "passive")))
        except (LexiconError, ValueError):
            continue
        if any(slot == "past_3ms" for _, slot in readings.get(fold(bare_letters(lemma)), ())):
            yield frozenset(readings)
