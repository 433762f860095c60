"""Scores: how well sourced, how corroborated, how certain as worded, and what to check first.

Each axis is judged alone and none is summed with another, after the Admiralty (NATO) grading of sources A–F and of
information 1–6 [1]_; F and 6 are abstentions. The scores tell of wording and sourcing, not of truth. Weights and their
references are in lexicons/scoring.yaml, formulas in the docstrings of :mod:`attribution.scoring.sourcing`,
:mod:`~attribution.scoring.corroboration`, :mod:`~attribution.scoring.certainty` and
:mod:`~attribution.scoring.priority`.

References
----------
.. [1] NATO AJP-2.1, Allied Joint Doctrine for Intelligence Procedures (earlier STANAG 2511).
"""

from __future__ import annotations

from attribution.scoring.certainty import score_certainty
from attribution.scoring.corroboration import Corroborator
from attribution.scoring.priority import rank_claims
from attribution.scoring.score import relation_records, score
from attribution.scoring.sourcing import Standing, grade_sourcing, standing_of
from attribution.scoring.weights import ScoringWeights, load_weights, scoring_texts

__all__ = [
    "Corroborator",
    "ScoringWeights",
    "Standing",
    "grade_sourcing",
    "load_weights",
    "rank_claims",
    "relation_records",
    "score",
    "score_certainty",
    "scoring_texts",
    "standing_of",
]
