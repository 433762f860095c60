"""The lexicons: schema, loader and lookup; the only reader of ``lexicons/``.

Every YAML file of ``lexicons/ar/`` holds ``kind:`` and ``entries:``; the kind decides the schema of its entries
(:mod:`attribution.lexicon.schema`). ``lexicons/README.md`` tells a linguist how to write one.
"""

from __future__ import annotations

from attribution.lexicon.folding import fold
from attribution.lexicon.lookup import Lexicon, PhraseMatch, VerbForm
from attribution.lexicon.reader import load_lexicon
from attribution.lexicon.schema import (
    CueEntry,
    Entry,
    Frame,
    MarkerEntry,
    Pattern,
    PhraseEntry,
    SourceEntry,
    VerbPart,
    VerbPattern,
)

__all__ = [
    "CueEntry",
    "Entry",
    "Frame",
    "Lexicon",
    "MarkerEntry",
    "Pattern",
    "PhraseEntry",
    "PhraseMatch",
    "SourceEntry",
    "VerbForm",
    "VerbPart",
    "VerbPattern",
    "fold",
    "load_lexicon",
]
