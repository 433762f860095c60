"""Sources: who is credited, in the clause of the cue itself.

:mod:`~attribution.sources.subjects` finds the subject of a verb, :mod:`~attribution.sources.agreement` reads what its
form says of it, :mod:`~attribution.sources.finding` decides which of them, or of the words beside a particle, is meant.
"""

from __future__ import annotations

from attribution.sources.finding import find_mentions
from attribution.sources.records import Agreement, Mention, MentionForm

__all__ = ["Agreement", "Mention", "MentionForm", "find_mentions"]
