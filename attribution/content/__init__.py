"""Content: what is credited to the source of a cue.

:mod:`~attribution.content.opening` finds where it begins, :mod:`~attribution.content.ending` where it ends,
:mod:`~attribution.content.host` the clause of a particle, :mod:`~attribution.content.wording` how it is worded.
"""

from __future__ import annotations

from attribution.content.finding import find_contents
from attribution.content.record import Content, Quote

__all__ = ["Content", "Quote", "find_contents"]
