"""Headlines: a cue in one is resolved by what the body says."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.lexicon import fold
from attribution.resolution.entity import Entity
from attribution.resolution.nominal_reader import NominalReader
from attribution.sources import Mention

__all__ = ["body_source", "is_foretold"]

_SHARED_WORDS = 0.5
_FORETOLD_KINDS = frozenset({"roles", "persons", "anonymous", "documents"})


def is_foretold(entity: Entity) -> bool:
    """Whether a referent is told of in the headline alone, without a name or article: «مسؤول محلي», «تقرير أممي»."""
    return all(
        phrase.in_title
        and not phrase.name
        and not phrase.head.form.startswith("ال")
        and phrase.number == "Sing"
        and phrase.head_noun is not None
        and phrase.head_noun.kind in _FORETOLD_KINDS
        for phrase in entity.phrases
    )


def body_source(
    reader: NominalReader,
    mentions: Sequence[Mention],
    assigned: Sequence[Entity | None],
    headline: Mention,
    body: Sequence[int],
) -> Entity | None:
    """The source of the body's claim that repeats at least half of the words of a headline's claim."""
    mine = _content_keys(reader, headline)
    best = max(
        (index for index in body if assigned[index] is not None),
        key=lambda index: len(mine & _content_keys(reader, mentions[index])),
        default=None,
    )
    if best is None or not mine or len(mine & _content_keys(reader, mentions[best])) < _SHARED_WORDS * len(mine):
        return None
    return assigned[best]


def _content_keys(reader: NominalReader, mention: Mention) -> set[str]:
    return {fold(w.form) for span in mention.content.spans for w in reader.words(span) if len(w.form) > 2}
