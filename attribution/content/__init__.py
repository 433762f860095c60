"""Content: what is credited to the source of a cue.

:mod:`~attribution.content.opening` finds where it begins, :mod:`~attribution.content.ending` where it ends,
:mod:`~attribution.content.host` the clause of a particle, :mod:`~attribution.content.wording` how it is worded;
:mod:`~attribution.content.reconciliation` brings this together with what the labeller proposes.
"""

from __future__ import annotations

from attribution.content.finding import find_contents
from attribution.content.reconciliation import is_doubted, reconcile
from attribution.content.record import Content, Quote

__all__ = ["Content", "Quote", "find_contents", "is_doubted", "reconcile"]
