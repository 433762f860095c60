"""Two contents side by side: is it one proposition?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.restatement.proposition import Proposition
from attribution.restatement.settings import RestatementSettings

__all__ = ["Comparison", "compare", "similarity"]

Verdict = Literal["same", "opposite", "differs", "unrelated"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``same`` or ``opposite`` proposition, ``differs`` in figures alone, or ``unrelated``; ``obstacle`` says why not.

    ``similarity`` is between 0 and 1.
    """

    verdict: Verdict
    similarity: float
    obstacle: str | None = None


def similarity(first: Proposition, second: Proposition) -> float:
    r"""Weighted Jaccard similarity of the content words.

    .. math:: J(A, B) = \frac{\sum_t \min(w_A(t), w_B(t))}{\sum_t \max(w_A(t), w_B(t))}

    Parameters
    ----------
    first, second : Proposition
        What is compared; synonyms share a term.

    Returns
    -------
    float
        0 (no content word in common) to 1.

    References
    ----------
    .. [1] S. Ioffe: Improved consistent sampling, weighted minhash and L1 sketching. ICDM 2010 (the definition).
    """
    terms = first.terms.keys() | second.terms.keys()
    shared = sum(min(first.terms.get(t, 0.0), second.terms.get(t, 0.0)) for t in sorted(terms))
    total = sum(max(first.terms.get(t, 0.0), second.terms.get(t, 0.0)) for t in sorted(terms))
    return shared / total if total else 0.0


def compare(first: Proposition, second: Proposition, settings: RestatementSettings) -> Comparison:
    """Decide whether two contents are one proposition.

    Names and numbers must agree, no antonym may stand on either side, no place of the sentence may be filled
    differently, subject and object may not be exchanged; then the similarity must reach ``thresholds.restates``.
    Contents with fewer than ``thresholds.terms`` content words are one only where their text is the same.

    Returns
    -------
    Comparison
        ``opposite`` where one is asserted and the other denied or negated; ``differs`` where the figures for the same
        counted thing are all that stands between them.
    """
    if first.text == second.text and first.words > 1:
        return Comparison("opposite" if first.negative != second.negative else "same", 1.0)
    score = similarity(first, second)
    thresholds = settings.thresholds
    if min(len(first.terms), len(second.terms)) < thresholds.terms:
        return Comparison("unrelated", score, "short")
    if score < min(thresholds.restates, thresholds.differs):
        return Comparison("unrelated", score, "similarity")
    if obstacle := _obstacle(first, second, settings):
        return Comparison("unrelated", score, obstacle)
    if first.numbers != second.numbers:
        if _other_figures(first, second) and score >= thresholds.differs and first.negative == second.negative:
            return Comparison("differs", score, "numbers")
        return Comparison("unrelated", score, "numbers")
    if score < thresholds.restates:
        return Comparison("unrelated", score, "similarity")
    return Comparison("opposite" if first.negative != second.negative else "same", score)


def _obstacle(first: Proposition, second: Proposition, settings: RestatementSettings) -> str | None:
    left, right = first.terms.keys() - second.terms.keys(), second.terms.keys() - first.terms.keys()
    if any(frozenset((a, b)) in settings.antonyms for a in left for b in right):
        return "antonyms"
    if first.names & left and second.names & right:
        return "names"
    if any(keys & left and second.slots.get(slot, frozenset()) & right for slot, keys in first.slots.items()):
        return "slot"
    subjects_exchanged = first.roles[0] is not None and first.roles[0] == second.roles[1]
    objects_exchanged = first.roles[1] is not None and first.roles[1] == second.roles[0]
    if subjects_exchanged or objects_exchanged:
        return "roles"
    return "future" if first.future != second.future else None


def _other_figures(first: Proposition, second: Proposition) -> bool:
    """Whether both count one thing with different numbers."""
    counted = {figure.counted for figure in first.figures} & {figure.counted for figure in second.figures} - {None}
    return any(
        {f.value for f in first.figures if f.counted == noun}.isdisjoint(
            f.value for f in second.figures if f.counted == noun
        )
        for noun in counted
    )
