"""Score packed models from raw text with the scorer of Universal Dependencies."""

import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from udtools import udeval

from attribution.parsing.embedded import EmbeddedPipeline
from training.treebank import read

__all__ = ["METRICS", "RELATIONS", "Report", "evaluate", "relation_scores", "write_parse"]

METRICS = ("Tokens", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")
RELATIONS = ("nsubj", "csubj", "obj", "ccomp", "xcomp", "mark", "obl", "nmod", "advcl", "acl", "parataxis", "conj")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Report:
    """Scores in per cent, speed and memory of one run."""

    scores: dict[str, float]
    relations: dict[str, tuple[float, int]]
    words_a_second: float
    load_seconds: float
    peak_megabytes: float

    def lines(self) -> list[str]:
        """Return the report as lines of text."""
        lines = [f"{name:10} {score:6.2f}" for name, score in self.scores.items()]
        lines += [f"  {name:10} {score:6.2f}  ({gold} in gold)" for name, (score, gold) in self.relations.items()]
        lines.append(f"{self.words_a_second:.0f} words a second, models loaded in {self.load_seconds:.1f} s")
        lines.append(f"{self.peak_megabytes:.0f} MB of memory at most")
        return lines


def evaluate(folder: Path, gold: Path, *, int8: bool = False, table: bool = True) -> Report:
    """Parse the ``# text`` lines of a CoNLL-U file and compare with its trees.

    Parameters
    ----------
    folder
        Packed models.
    gold
        The file as published: letters are folded for the models only.
    int8, table
        As :class:`attribution.parsing.embedded.EmbeddedPipeline` takes them.
    """
    begun = time.monotonic()
    pipeline = EmbeddedPipeline(folder, int8=int8, table=table)
    loaded = time.monotonic()
    texts = [sentence.text for sentence in read(gold)]
    parsed = [s for start in range(0, len(texts), _BATCH) for s in pipeline(texts[start : start + _BATCH]).sentences]
    done = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch) / "system.conllu"
        write_parse(parsed, system)
        scores = udeval.evaluate(udeval.load_conllu_file(str(gold)), udeval.load_conllu_file(str(system)))
        relations = relation_scores(gold, system)
    words = sum(len(sentence.words) for sentence in parsed)
    return Report(
        scores={name: 100 * scores[name].f1 for name in METRICS},
        relations={name: relations[name] for name in RELATIONS if name in relations},
        words_a_second=words / (done - loaded),
        load_seconds=loaded - begun,
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def write_parse(sentences: Iterable[Any], target: Path) -> None:
    """Write Stanza's sentences as CoNLL-U."""
    with target.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            for token in sentence.tokens:
                if len(token.words) > 1:
                    span = f"{token.words[0].id}-{token.words[-1].id}"
                    out.write("\t".join([span, token.text, *"________"]) + "\n")
                for word in token.words:
                    columns = [word.id, word.text, word.lemma, word.upos, word.xpos, word.feats, word.head, word.deprel]
                    out.write("\t".join("_" if c is None else str(c) for c in [*columns, None, None]) + "\n")
            out.write("\n")


def relation_scores(gold: Path, system: Path) -> dict[str, tuple[float, int]]:
    """Return labelled F1 and gold count of every relation; subtypes count as their relation.

    A word is right if the other file has a word of the same form in the same token, with the same relation to the same
    head.
    """
    right = _arcs(gold)
    found = _arcs(system)
    gold_counts = Counter(relation for relation, _ in right.values())
    system_counts = Counter(relation for relation, _ in found.values())
    both = Counter(arc[0] for word, arc in right.items() if found.get(word) == arc)
    return {name: (200 * both[name] / (count + system_counts[name]), count) for name, count in gold_counts.items()}


_Word = tuple[int, int, str, int]


def _arcs(path: Path) -> dict[_Word, tuple[str, _Word | None]]:
    arcs: dict[_Word, tuple[str, _Word | None]] = {}
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        places: dict[str, _Word] = {}
        seen: Counter[tuple[int, str]] = Counter()
        characters = last = 0
        for row in rows:
            if "-" in row[0]:
                last = int(row[0].split("-")[1])
                token, characters = characters, characters + len(row[1])
                continue
            if int(row[0]) > last:
                token, characters = characters, characters + len(row[1])
            places[row[0]] = (number, token, row[1], seen[token, row[1]])
            seen[token, row[1]] += 1
        for row in rows:
            if row[0] in places:
                arcs[places[row[0]]] = (row[7].split(":")[0], places.get(row[6]))
    return arcs
