"""Two contents side by side: is it one proposition?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
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

    One may add to the other but not replace: where both have a content word that the other lacks (another city,
    another name, an antonym), they say different things, however alike the rest. Numbers must agree; each must have
    the other's main predicate; subject and object may not be exchanged; a plan is no event. Then the similarity must
    reach ``thresholds.restates``. Contents with fewer than ``thresholds.terms`` content words are one only where their
    text is the same.

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
    if min(len(first.heavy), len(second.heavy)) < thresholds.terms:
        return Comparison("unrelated", score, "short")
    if score < min(thresholds.restates, thresholds.differs):
        return Comparison("unrelated", score, "similarity")
    if obstacle := _obstacle(first, second):
        return Comparison("unrelated", score, obstacle)
    if first.numbers != second.numbers:
        if _other_figures(first, second) and score >= thresholds.differs and first.negative == second.negative:
            return Comparison("differs", score, "numbers")
        return Comparison("unrelated", score, "numbers")
    if score < thresholds.restates:
        return Comparison("unrelated", score, "similarity")
    return Comparison("opposite" if first.negative != second.negative else "same", score)


def _obstacle(first: Proposition, second: Proposition) -> str | None:
    if first.heavy - second.terms.keys() and second.heavy - first.terms.keys():
        return "replaced"
    if not (_is_about(first, second) and _is_about(second, first)):
        return "predicate"
    if _exchanged(first, second) or _reordered(first, second):
        return "roles"
    return "future" if first.future != second.future else None


def _is_about(first: Proposition, second: Proposition) -> bool:
    """Whether the second has the main predicate of the first among its words."""
    return first.predicate is None or first.predicate in second.terms


def _reordered(first: Proposition, second: Proposition) -> bool:
    """Whether one verb has its arguments in another order (Arabic keeps subject before object, VSO as SVO)."""
    if first.verb is None or first.verb != second.verb:
        return False
    one = [key for key in first.arguments if key in second.arguments]
    return one != [key for key in second.arguments if key in first.arguments]


def _exchanged(first: Proposition, second: Proposition) -> bool:
    """Whether two words have changed places: the one's role is the other's in the second content."""
    return any(
        first.roles[one] & second.roles[other] - first.roles[other] - second.roles[one]
        and first.roles[other] & second.roles[one] - first.roles[one] - second.roles[other]
        for one, other in combinations(sorted(first.roles.keys() & second.roles.keys()), 2)
    )


def _other_figures(first: Proposition, second: Proposition) -> bool:
    """Whether both count one thing with different numbers."""
    counted = {figure.counted for figure in first.figures} & {figure.counted for figure in second.figures} - {None}
    return any(
        {f.value for f in first.figures if f.counted == noun}.isdisjoint(
            f.value for f in second.figures if f.counted == noun
        )
        for noun in counted
    )
