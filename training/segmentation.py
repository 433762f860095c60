"""Learn which letter strings carry clitics, from a treebank and the word counts of raw text.

In newspaper Arabic the split of a written word hardly depends on its sentence: of the strings that the treebank has
more than once, two in a thousand are split in two ways. What a small treebank lacks is the vocabulary. Raw text has it:
``والحكومة`` is split because ``الحكومة`` is frequent alone, ``بولندا`` is not because ``ولندا`` is unknown.

For every string a few candidate splits are listed and a small network ranks them by counts of the stem (alone, with the
article, with other clitics), by the clitics and by the letters beside them. The result is a table from string to words
for every frequent string of the raw text, which labels raw text for Stanza's tokenizer and expander.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from attribution.parsing.segmentation import SegmentationTable
from training.corpus import count_strings
from training.treebank import read

__all__ = ["Segmenter", "build_table", "candidates"]

_FIRST = ("", "و", "ف")
_SECOND = ("", "ل", "ب", "ك", "س")
_SUFFIXES = ("", "ه", "ها", "هم", "هن", "هما", "نا", "كم", "ك", "ي", "ني", "كما")
_LETTERS = "ءؤئابةتثجحخدذرزسشصضطظعغفقكلمنهويى"
_CONTEXTS = ("", "ال", "و", "ل", "ب", "س", "لل")
_CONTEXTS_AFTER = ("ه", "ها", "ات", "ين")
_FOLDS = 8

Split = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: Split
    prefix: str
    stem: str
    suffix: str
    change: int  # 0 as written, 1 ت from ة, 2 ا from ي, 3 لل from ل+ال, 4 ؤ or ئ from ء, 5 و from وا


def _stems(rest: str, suffix: str) -> Iterable[tuple[str, int]]:
    yield rest, 0
    if suffix:
        if rest.endswith("ت"):
            yield rest[:-1] + "ة", 1
        elif rest.endswith("ا"):
            yield rest[:-1] + "ي", 2
        elif rest.endswith(("ؤ", "ئ")):
            yield rest[:-1] + "ء", 4
        elif rest.endswith("و"):
            yield rest + "ا", 5


def candidates(token: str) -> list[_Candidate]:
    """List the ways to split a string of letters, the unsplit string first.

    Examples
    --------
    >>> [" ".join(c.words) for c in candidates("للبيت")]
    ['للبيت', 'ل لبيت', 'ل البيت']
    """
    found = [_Candidate((token,), "", token, "", 0)]
    for first in _FIRST:
        for second in _SECOND:
            prefix = first + second
            if not token.startswith(prefix):
                continue
            for suffix in _SUFFIXES:
                if not token.endswith(suffix) or not (prefix or suffix):
                    continue
                rest = token[len(prefix) : len(token) - len(suffix)]
                if len(rest) < (1 if suffix else 2):
                    continue
                clitics = tuple(c for c in (first, second) if c)
                after = (suffix,) if suffix else ()
                for stem, change in _stems(rest, suffix):
                    found.append(_Candidate((*clitics, stem, *after), prefix, stem, suffix, change))
                if second == "ل" and rest.startswith("ل") and not suffix and len(rest) > 2:
                    found.append(_Candidate((*clitics, "ا" + rest), prefix, "ا" + rest, suffix, 3))
    return found


class _Features:
    """Numbers that describe one candidate."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.prefixes = {p: i for i, p in enumerate(f + s for f in _FIRST for s in _SECOND)}
        self.suffixes = {s: i for i, s in enumerate(_SUFFIXES)}
        self.letters = {c: i + 1 for i, c in enumerate(_LETTERS)}

    def log(self, text: str) -> float:
        return math.log1p(self.counts[text]) / 6

    def of(self, token: str, candidate: _Candidate, lexicon: Counter[str]) -> list[float]:
        stem = candidate.stem
        bare = stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem
        values = [self.log(before + bare) for before in _CONTEXTS]
        values += [self.log(stem), self.log(token), self.log(token) - self.log(stem)]
        root = bare[:-1] if bare.endswith("ة") else bare
        values += [self.log(root + "ت" + after if bare.endswith("ة") else root + after) for after in _CONTEXTS_AFTER]
        values += [self.log(candidate.prefix + stem), self.log(stem + candidate.suffix)]
        values += [math.log1p(lexicon[stem]) / 3, math.log1p(lexicon[token]) / 3, math.log1p(lexicon[bare]) / 3]
        values += [float(stem.startswith("ال")), min(len(stem), 8) / 8, float(len(stem) < 3), float(len(stem) == 3)]
        values += self._one_hot(self.prefixes[candidate.prefix], len(self.prefixes))
        values += self._one_hot(self.suffixes[candidate.suffix], len(self.suffixes))
        values += self._one_hot(candidate.change, 6)
        for letter in (stem[0], stem[1:2], stem[-1]):
            values += self._one_hot(self.letters.get(letter, 0), len(self.letters) + 1)
        return values

    @staticmethod
    def _one_hot(index: int, size: int) -> list[float]:
        return [float(i == index) for i in range(size)]


class Segmenter:
    """Ranks the splits of a string.

    Parameters
    ----------
    counts
        How often each string of letters occurs in raw text, letters folded, marks removed.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._features = _Features(counts)
        self._lexicon: Counter[str] = Counter()
        self._seen: dict[str, Split] = {}
        self._networks: list[nn.Module] = []

    def fit(self, tokens: Sequence[tuple[str, Split]], *, epochs: int = 60, networks: int = 3, seed: int = 1) -> float:
        """Learn from the tokens of a treebank and return the share of strings ranked rightly when held out.

        A string is described by the words of the other folds of the treebank only, as an unseen one will be.
        """
        by_token: defaultdict[str, Counter[Split]] = defaultdict(Counter)
        for token, words in tokens:
            if token.isalpha():
                by_token[token][words] += 1
        types = sorted(by_token)
        chance = random.Random(seed)
        chance.shuffle(types)
        self._seen = {t: by_token[t].most_common(1)[0][0] for t in types if by_token[t].total() > 1}
        self._lexicon = _words_of(by_token, types)
        examples: list[tuple[torch.Tensor, int, float]] = []
        held_out: list[bool] = []
        for fold in range(_FOLDS):
            inside = types[fold::_FOLDS]
            lexicon = self._lexicon - _words_of(by_token, inside)
            for token in inside:
                right = by_token[token].most_common(1)[0][0]
                options = candidates(token)
                target = next((i for i, c in enumerate(options) if c.words == right), None)
                if target is None:
                    continue
                rows = torch.tensor([self._features.of(token, c, lexicon) for c in options])
                examples.append((rows, target, math.log1p(by_token[token].total())))
                held_out.append(fold == 0)
        test = [e for e, out in zip(examples, held_out, strict=True) if out]
        network = _fit_network([e for e, out in zip(examples, held_out, strict=True) if not out], epochs, seed)
        accuracy = sum(int(network(rows).argmax()) == target for rows, target, _ in test) / max(1, len(test))
        self._networks = [_fit_network(examples, epochs, seed + i) for i in range(networks)]
        return accuracy

    def split(self, tokens: Sequence[str]) -> list[tuple[Split, float]]:
        """Return the best split of each string of letters and its probability."""
        found: dict[str, tuple[Split, float]] = {}
        unknown: list[tuple[str, list[_Candidate]]] = []
        for token in dict.fromkeys(tokens):
            options = candidates(token)
            if token in self._seen:
                found[token] = self._seen[token], 1.0
            elif len(options) == 1:
                found[token] = options[0].words, 1.0
            else:
                unknown.append((token, options))
        for start in range(0, len(unknown), 512):
            chunk = unknown[start : start + 512]
            for (token, options), share in zip(chunk, self._shares(chunk), strict=True):
                best = int(share.argmax())
                found[token] = options[best].words, float(share[best])
        return [found[token] for token in tokens]

    def _shares(self, chunk: list[tuple[str, list[_Candidate]]]) -> list[torch.Tensor]:
        """Return for each string the probabilities of its candidates."""
        rows = torch.tensor([self._features.of(t, c, self._lexicon) for t, options in chunk for c in options])
        sizes = [len(options) for _, options in chunk]
        with torch.no_grad():
            scores = [network(rows).squeeze(1).split(sizes) for network in self._networks]
        return [torch.stack([s.softmax(0) for s in each]).mean(0) for each in zip(*scores, strict=True)]


def build_table(train_file: Path, raw: Path, *, minimum: int = 2, seed: int = 1) -> tuple[SegmentationTable, float]:
    """Learn from a treebank and segment every frequent string of a raw text.

    Parameters
    ----------
    train_file
        CoNLL-U with folded letters.
    raw
        Raw text, as :func:`training.corpus.paragraphs` reads it.
    minimum
        How often a string has to occur in the raw text to enter the table; strings of the treebank always do.

    Returns
    -------
    SegmentationTable, float
        The table and the share of held-out strings of the treebank that were split rightly.
    """
    counts = count_strings(raw)
    segmenter = Segmenter(counts)
    tokens = [(token.form, token.words) for sentence in read(train_file) for token in sentence.tokens]
    accuracy = segmenter.fit(tokens, seed=seed)
    known = {token for token, _ in tokens if token.isalpha()}
    strings = sorted(known | {string for string, count in counts.items() if count >= minimum})
    splits = segmenter.split(strings)
    return SegmentationTable({string: words for string, (words, _) in zip(strings, splits, strict=True)}), accuracy


def _words_of(by_token: dict[str, Counter[Split]], types: Iterable[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for token in types:
        for split, count in by_token[token].items():
            for word in split:
                words[word] += count
    return words


def _fit_network(examples: list[tuple[torch.Tensor, int, float]], epochs: int, seed: int) -> nn.Module:
    torch.manual_seed(seed)
    width = examples[0][0].shape[1]
    network = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 1))
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.02)
    batch = 256
    steps = epochs * math.ceil(len(examples) / batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps + 1)
    chance = random.Random(seed)
    order = list(range(len(examples)))
    for _ in range(epochs):
        chance.shuffle(order)
        for start in range(0, len(order), batch):
            chosen = [examples[i] for i in order[start : start + batch]]
            sizes = [len(rows) for rows, _, _ in chosen]
            scores = network(torch.cat([rows for rows, _, _ in chosen])).squeeze(1).split(sizes)
            padded = nn.utils.rnn.pad_sequence(list(scores), batch_first=True, padding_value=-1e4)
            targets = torch.tensor([target for _, target, _ in chosen])
            weights = torch.tensor([weight for _, _, weight in chosen])
            losses = nn.functional.cross_entropy(padded, targets, reduction="none")
            optimizer.zero_grad()
            torch.autograd.backward((losses * weights).sum() / weights.sum())
            optimizer.step()
            schedule.step()
    return network.eval()
