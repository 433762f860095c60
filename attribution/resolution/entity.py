"""A referent of an article: the noun phrases that name it."""

from __future__ import annotations

from dataclasses import dataclass, field

from attribution.document import Evidence
from attribution.lexicon import fold
from attribution.resolution.nominals import Nominal

__all__ = ["Entity", "genders_clash"]


@dataclass(slots=True, eq=False)
class Entity:
    """One referent: its phrases in the order in which they joined, and the rules by which they did."""

    phrases: list[Nominal]
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where its latest phrase of the body begins; the headline's counts only if there is no other."""
        return max((p.span.start_char for p in self.phrases if not p.in_title), default=self.phrases[0].span.start_char)

    @property
    def first(self) -> Nominal:
        """The phrase that opened it."""
        return self.phrases[0]

    @property
    def name(self) -> tuple[str, ...]:
        """Its fullest personal name."""
        return max((phrase.name for phrase in self.phrases), key=len, default=())

    @property
    def known(self) -> bool:
        """Whether it is named, or a noun of the source lexicons."""
        return any(phrase.name or phrase.head_noun is not None for phrase in self.phrases)

    @property
    def attributed(self) -> bool:
        """Whether any of its phrases is the source of a cue."""
        return any(phrase.attributed for phrase in self.phrases)

    @property
    def is_document(self) -> bool:
        """Whether all its phrases name a document."""
        return all(p.head_noun is not None and p.head_noun.kind == "documents" for p in self.phrases)

    @property
    def can_speak(self) -> bool:
        """Whether it is somebody or a body that may make a claim: known to a lexicon, or a sure name."""
        if any(phrase.head_noun is not None or len(phrase.name) > 1 for phrase in self.phrases):
            return True
        return self.attributed or (bool(self.name) and len(self.phrases) > 1)

    def begins_with(self, phrase: Nominal) -> bool:
        """Whether one of its phrases begins with the very words of another phrase, articles included."""
        words = [fold(word.form) for word in phrase.words[: phrase.core]]
        return any([fold(word.form) for word in p.words[: len(words)]] == words for p in self.phrases)

    @property
    def gender(self) -> str | None:
        """Gender, by the first phrase that shows one."""
        return next((phrase.gender for phrase in self.phrases if phrase.gender), None)

    @property
    def fullest(self) -> Nominal:
        """The phrase that tells most: a name with a role, then the most words, then the first."""
        return max(self.phrases, key=lambda p: (bool(p.name) and bool(p.roles), len(p.keys), -p.span.start_char))


def genders_clash(phrase: Nominal, entity: Entity) -> bool:
    """Whether both show a gender, and not the same; a masculine verb tells more than the form of the noun."""
    mine = "Masc" if phrase.observed.gender == "Masc" else phrase.gender
    theirs = entity.gender
    return mine is not None and theirs is not None and mine != theirs
