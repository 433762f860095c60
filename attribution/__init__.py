"""Who says what in an Arabic news article, how sure, and how well sourced.

>>> import attribution
>>> report = attribution.analyze("قال الوزير إن الاتفاق وقع.")  # doctest: +SKIP

Everything in ``__all__`` is public; names are imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribution.claims import AnalysedDocument, Claim
    from attribution.document import Document, Sentence, Span, Token, Word
    from attribution.errors import (
        AttributionError,
        ConfigurationError,
        InputError,
        LexiconError,
        MalformedInput,
        ModelError,
        UnreadableInput,
        UnsupportedLanguage,
    )
    from attribution.lexicon import Lexicon, load_lexicon
    from attribution.parsing import Parser, read_conllu, to_conllu
    from attribution.pipeline import Analyzer, Settings, analyze
    from attribution.reading import read, read_many
    from attribution.report.model import Report
    from attribution.resolution import Source

__all__ = [
    "AnalysedDocument",
    "Analyzer",
    "AttributionError",
    "Claim",
    "ConfigurationError",
    "Document",
    "InputError",
    "Lexicon",
    "LexiconError",
    "MalformedInput",
    "ModelError",
    "Parser",
    "Report",
    "Sentence",
    "Settings",
    "Source",
    "Span",
    "Token",
    "UnreadableInput",
    "UnsupportedLanguage",
    "Word",
    "analyze",
    "load_lexicon",
    "read",
    "read_conllu",
    "read_many",
    "to_conllu",
]

__version__ = "0.6.0"

_MODULES = {
    "attribution.claims": ("AnalysedDocument", "Claim"),
    "attribution.document": ("Document", "Sentence", "Span", "Token", "Word"),
    "attribution.errors": (
        "AttributionError",
        "ConfigurationError",
        "InputError",
        "LexiconError",
        "MalformedInput",
        "ModelError",
        "UnreadableInput",
        "UnsupportedLanguage",
    ),
    "attribution.lexicon": ("Lexicon", "load_lexicon"),
    "attribution.parsing": ("Parser", "read_conllu", "to_conllu"),
    "attribution.pipeline": ("Analyzer", "Settings", "analyze"),
    "attribution.reading": ("read", "read_many"),
    "attribution.report.model": ("Report",),
    "attribution.resolution": ("Source",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
