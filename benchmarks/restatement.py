"""How well restatements are told: precision and recall on the pairs of tests/cases/ar/restatement.yaml.

python -m benchmarks.restatement            # on the frozen parses of tests/parses/restatement.conllu
python -m benchmarks.restatement --parse    # parse the pairs anew with the embedded models and freeze them
python -m benchmarks.restatement --errors   # the pairs that come out wrong, and why
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from attribution.document import Document
from attribution.parsing import read_conllu
from attribution.restatement import Comparison, compare, load_restatement_settings, proposition_of_words

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "ar" / "restatement.yaml"
PARSES = ROOT / "tests" / "parses" / "restatement.conllu"
VERDICTS = ("same", "opposite", "differs")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A pair, what it is and what the comparison says."""

    id: str
    part: str
    expected: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one verdict; precision and recall are 1 where there is nothing to get wrong."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the pairs given the verdict that have it."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that have the verdict and are given it."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def outcomes() -> Iterator[Outcome]:
    """Every pair, compared by its frozen parses."""
    settings = load_restatement_settings()
    parsed = {document.id: document for document in read_conllu(PARSES.read_text(encoding="utf-8"), name=PARSES.name)}
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        first, second = (
            proposition_of_words(
                [(sentence, word) for sentence in parsed[f"{case['id']}.{side}"].sentences for word in sentence.words],
                settings,
                negative=case.get("negative") == side,
            )
            for side in ("first", "second")
        )
        yield Outcome(case["id"], case["part"], case["verdict"], compare(first, second, settings))


def score(found: Sequence[Outcome], verdict: str) -> Score:
    """The counts of one verdict."""
    return Score(
        right=sum(o.expected == o.comparison.verdict == verdict for o in found),
        wrong=sum(o.comparison.verdict == verdict != o.expected for o in found),
        missed=sum(o.expected == verdict != o.comparison.verdict for o in found),
    )


def parse_cases() -> None:
    """Parse the pairs with the embedded models."""
    from attribution.parsing import to_conllu
    from attribution.parsing.models import load_parser

    documents = [
        Document(f"{case['id']}.{side}", f"{case[side]}.")
        for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))
        for side in ("first", "second")
    ]
    PARSES.write_text(to_conllu(load_parser().parse(documents)), encoding="utf-8")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description="Precision and recall of restatement on the project's own pairs")
    options.add_argument("--parse", action="store_true", help="parse the pairs anew and freeze the parses")
    options.add_argument("--errors", action="store_true", help="list the pairs that come out wrong")
    chosen = options.parse_args()
    if chosen.parse:
        parse_cases()
    found = list(outcomes())
    print(f"{'':<10}{'verdict':<10}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}")
    for part in ("tuning", "second", "held_out"):
        of_part = [outcome for outcome in found if outcome.part == part]
        for verdict in VERDICTS:
            result = score(of_part, verdict)
            print(
                f"{part:<10}{verdict:<10}{result.right:>6}{result.wrong:>6}{result.missed:>7}"
                f"{result.precision:>11.2f}{result.recall:>8.2f}"
            )
    if chosen.errors:
        for outcome in found:
            if outcome.comparison.verdict != outcome.expected:
                comparison = outcome.comparison
                print(
                    f"{outcome.id}: {outcome.expected}, found {comparison.verdict} "
                    f"({comparison.obstacle or 'no obstacle'}, similarity {comparison.similarity:.2f})"
                )


if __name__ == "__main__":
    main()
