"""Cues: the words that report, show, believe, deny or keep silent.

A cue found here is a candidate: it is an attribution only once :mod:`attribution.content` finds what it credits.
:mod:`~attribution.cues.verbs` reads single words, :mod:`~attribution.cues.phrases` particles, nouns and fixed phrases,
:mod:`~attribution.cues.joining` what a verb makes with other words, :mod:`~attribution.cues.headlines` the colon.
"""

from __future__ import annotations

from attribution.cues.finding import find_cues
from attribution.cues.record import COLON, Cue, CuePart, first_token, follows_relative, negator_before

__all__ = ["COLON", "Cue", "CuePart", "find_cues", "first_token", "follows_relative", "negator_before"]
