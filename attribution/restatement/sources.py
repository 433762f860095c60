"""Who is who across articles: named sources are recognised by their names, unnamed ones never."""

from __future__ import annotations

from attribution.lexicon import fold
from attribution.resolution import Source
from attribution.restatement.settings import load_restatement_settings
from attribution.restatement.words import strip_article

__all__ = ["NAMED_TYPES", "describing_words", "identity_key", "is_named", "name_words"]

NAMED_TYPES = frozenset({"official", "person", "organization", "media", "document"})


def is_named(source: Source) -> bool:
    """Whether a reader could call the source: a named person, an organisation, a medium, a document."""
    return source.type in NAMED_TYPES


def identity_key(source: Source) -> str | None:
    """The key under which one named source is known in several articles; None for unnamed ones.

    The words of the name before its first apposition, folded, without article and without quotation marks.

    Examples
    --------
    >>> from attribution.document import Span
    >>> def named(name, kind="organization"): return Source("S1", name, kind, (Span(0, 1),), None, ())
    >>> identity_key(named("«وكالة الأنباء»")) == identity_key(named("وكالة الانباء"))
    True
    >>> identity_key(named("مصادر مطلعة", "anonymous")) is None
    True
    """
    if not is_named(source):
        return None
    return " ".join(_words(source.name.replace("،", ",").split(",")[0])) or None


def name_words(source: Source) -> frozenset[str]:
    """All words of a name, title and apposition included («المتحدث باسم الوزارة، سامي نادر»)."""
    return frozenset(_words(source.name)) - load_restatement_settings().joining_words


def describing_words(source: Source) -> frozenset[str]:
    """The words of an unnamed source's description that tell it from others («مصدر طبي»: طبي)."""
    return frozenset(_words(source.name)) - load_restatement_settings().undescriptive_words


def _words(name: str) -> tuple[str, ...]:
    letters = "".join(c if c.isalnum() or c.isspace() else " " for c in fold(name))
    return tuple(strip_article(word) for word in letters.split())
