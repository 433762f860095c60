r"""How certain, as the source words it: FactBank value and an interval of probability.

The value (certain CT, probable PR, possible PS, with polarity; Uu uncommitted) is that of Saurí and Pustejovsky [1]_.
Its interval is a band of ICD 203 [2]_ ("almost certain" 95–99 %, "likely" 55–80 %); "possible" carries no odds for Kent
[3]_ and is given the two bands from "unlikely" to "roughly even". Every further hedge lowers both ends of the band,
a booster in words that are not hedged raises the lower end:

.. math:: [\,l + b_{+} n_b - b_{-} (n_h - n_0),\; u - b_{-} (n_h - n_0)\,]

with :math:`n_h` hedges of which :math:`n_0` made the value. The interval of a negative value is mirrored,
:math:`[1-u, 1-l]`: it is that of the content's main predicate holding.

References
----------
.. [1] R. Saurí, J. Pustejovsky: FactBank: a corpus annotated with event factuality. LRE 43, 2009.
.. [2] ODNI: Intelligence Community Directive 203, Analytic Standards. 2015.
.. [3] S. Kent: Words of Estimative Probability. Studies in Intelligence 8(4), 1964.
"""

from __future__ import annotations

from typing import Literal, cast

from attribution.certainty import Assessment, Marker
from attribution.document import Span
from attribution.report.model import CertaintyScore, ScorePart
from attribution.scoring.weights import ScoringWeights

__all__ = ["score_certainty"]

_LEAST = 0.01


def score_certainty(assessment: Assessment, cue: Span, weights: ScoringWeights) -> CertaintyScore:
    """The certainty of a claim as worded.

    Parameters
    ----------
    assessment : Assessment
        Value and markers; those of scope ``side`` leave the interval alone.
    cue : Span
        The reporting word.
    weights : ScoringWeights
        Bands and steps.

    Returns
    -------
    CertaintyScore
        ``probability`` is None for Uu and for silences.
    """
    rules = weights.certainty
    if assessment.factuality == "Uu" or assessment.act == "silence":
        part = ScorePart(rule="certainty.uncommitted", value=0.0, spans=(cue,))
        return CertaintyScore(factuality="Uu", probability=None, parts=(part,))
    band = weights.bands[cast("Literal['CT', 'PR', 'PS']", assessment.factuality[:2])]
    hedges = _in_scope(assessment, "hedge")
    further = hedges[1:] if assessment.certainty in {"probable", "possible"} else hedges
    boosters = () if hedges else _in_scope(assessment, "booster")
    parts = [ScorePart(rule="certainty.cue", value=band.low, spans=(cue,))]
    parts += [
        ScorePart(rule="certainty.stacked_hedge", value=rules.stacked_hedge.weight, spans=(hedge.span,))
        for hedge in further
    ]
    parts += [
        ScorePart(rule="certainty.booster", value=rules.booster.weight, spans=(booster.span,)) for booster in boosters
    ]
    lowered = rules.stacked_hedge.weight * len(further)
    high = max(_LEAST, band.high + lowered)
    low = min(high, max(_LEAST, band.low + lowered + rules.booster.weight * len(boosters)))
    interval = (low, high) if assessment.factuality.endswith("+") else (1 - high, 1 - low)
    return CertaintyScore(
        factuality=assessment.factuality,
        probability=(round(interval[0], 4), round(interval[1], 4)),
        parts=tuple(parts),
    )


def _in_scope(assessment: Assessment, kind: str) -> tuple[Marker, ...]:
    return tuple(marker for marker in assessment.markers if marker.kind == kind and marker.scope != "side")
