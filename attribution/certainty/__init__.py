"""Certainty: how sure each source is, as worded; act and polarity.

:mod:`~attribution.certainty.clause` finds the content's main predicate, :mod:`~attribution.certainty.markers` the words
that hedge, negate or suspend it, :mod:`~attribution.certainty.assessment` the labels.
"""

from __future__ import annotations

from attribution.certainty.assessment import assess
from attribution.certainty.records import (
    Act,
    Assessment,
    CertaintyLabel,
    Factuality,
    Marker,
    Polarity,
    Stance,
)

__all__ = ["Act", "Assessment", "CertaintyLabel", "Factuality", "Marker", "Polarity", "Stance", "assess"]
