"""Resolution: which source a mention refers to in the whole article.

:mod:`~attribution.resolution.nominals` reads a noun phrase (head, name, gender, number),
:mod:`~attribution.resolution.entities` groups phrases that name one source by the rules of people and bodies,
:mod:`~attribution.resolution.antecedents` finds what a dropped subject may resume,
:mod:`~attribution.resolution.types` tells a source's type, :mod:`~attribution.resolution.resolver` puts them together.
"""

from __future__ import annotations

from attribution.resolution.records import Resolution, Source, SourceType
from attribution.resolution.resolver import resolve

__all__ = ["Resolution", "Source", "SourceType", "resolve"]
