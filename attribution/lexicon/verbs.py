"""All written forms of the lexicon's verbs in one table, and the clitics that may stand on a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from attribution.lexicon.conjugation import paradigm
from attribution.lexicon.folding import fold
from attribution.lexicon.schema import Entry, VerbPart

__all__ = ["CONJUNCTIONS", "VerbReading", "VerbTable"]

CONJUNCTIONS: Final = ("و", "ف")
_PRONOUNS: Final = ("هما", "هم", "هن", "ها", "نا", "ني", "كم", "ه", "ك", "ي")
_SHORTEST_STEM: Final = 3

VerbReading = tuple[Entry, VerbPart, str, str]
"""Entry, part of the paradigm, its slot, and the clitics taken off to find it."""


class VerbTable:
    """Folded form → readings; every verb is conjugated when a form is first looked up.

    Parameters
    ----------
    entries : iterable of Entry
        Those with a verb, in the order in which readings are to be given.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entry for entry in entries if entry.match.verb is not None)

    def readings(self, key: str) -> tuple[VerbReading, ...]:
        """The readings of a folded form.

        A form that may begin with a conjunction is read both ways; other clitics are taken off only where the form is
        unknown with them.
        """
        whole = self._of_stem(key, "", key)
        if key[:1] in CONJUNCTIONS and len(key) >= _SHORTEST_STEM:
            whole += self._of_stem(key[1:], key[0], key)
        return whole or next(filter(None, (self._of_stem(stem, taken, key) for stem, taken in _stems(key))), ())

    def _of_stem(self, stem: str, taken: str, key: str) -> tuple[VerbReading, ...]:
        return tuple(
            (entry, part, slot, taken)
            for entry, part, slot in self._table.get(stem, ())
            if key not in self._excluded[entry.id]
        )

    @cached_property
    def _table(self) -> dict[str, list[tuple[Entry, VerbPart, str]]]:
        table: dict[str, list[tuple[Entry, VerbPart, str]]] = {}
        for entry in self._entries:
            if entry.match.verb is not None:
                for form, readings in paradigm(entry.match.verb).items():
                    table.setdefault(form, []).extend((entry, part, slot) for part, slot in readings)
        return table

    @cached_property
    def _excluded(self) -> dict[str, frozenset[str]]:
        """By entry: the paradigm leaves them out, but a form that shows one only with its clitics has to go, too."""
        return {entry.id: frozenset(map(fold, entry.match.verb.exclude)) for entry in self._entries if entry.match.verb}


def _stems(form: str) -> Iterator[tuple[str, str]]:
    """A form with clitics taken off: و / ف, the س of the future, an attached pronoun; what was taken, with … for it."""
    heads = [(form, "")]
    if form[:1] in CONJUNCTIONS and len(form) > _SHORTEST_STEM:
        heads.append((form[1:], form[0]))
    heads += [(rest[1:], f"{taken}س") for rest, taken in heads if rest[:1] == "س" and rest[1:2] in tuple("ايتن")]
    yield from heads[1:]
    for rest, taken in heads:
        for pronoun in _PRONOUNS:
            base = rest.removesuffix(pronoun)
            if base == rest or len(base) < _SHORTEST_STEM:
                continue
            mark = f"{taken}…{pronoun}"
            yield base, mark
            if base.endswith("و"):
                yield f"{base}ا", mark
            elif base.endswith("ا"):
                yield f"{base[:-1]}ي", mark
            elif base.endswith("ت"):
                yield f"{base[:-1]}ه", mark
