"""A referent of an article: the noun phrases that name it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from attribution.document import Evidence
from attribution.lexicon import fold
from attribution.resolution.nominals import Nominal
from attribution.sources import Agreement

__all__ = ["Entity", "genders_clash"]


@dataclass(slots=True, eq=False)
class Entity:
    """One referent: its phrases in the order in which they joined, and the rules by which they did.

    ``worded`` are the phrases that differ in their words, the first of each wording: rules ask these, so that the
    thousandth «المصدر» costs what the second does. The rest is kept up to date as phrases join.
    """

    phrases: list[Nominal] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    worded: dict[Hashable, Nominal] = field(default_factory=dict)
    name: tuple[str, ...] = ()
    gender: str | None = None
    attributed: bool = False
    _last: int | None = None

    def join(self, phrase: Nominal, rule: str) -> None:
        """Take in a phrase by a rule.

        ``name`` becomes the fullest personal name, ``gender`` that of the first phrase that shows one, ``attributed``
        whether any phrase is the source of a cue.
        """
        self.phrases.append(phrase)
        self.evidence.append(Evidence(f"resolution.{rule}", spans=(phrase.span,)))
        if self.worded.setdefault(_wording(phrase), phrase) is phrase:
            self.name = max(self.name, phrase.name, key=len)
            self.gender = self.gender or phrase.gender
        self.attributed = self.attributed or phrase.attributed
        if not phrase.in_title:
            self._last = max(self._last or 0, phrase.span.start_char)

    @property
    def last(self) -> int:
        """Where its latest phrase of the body begins; the headline's counts only if there is no other."""
        return self.first.span.start_char if self._last is None else self._last

    @property
    def first(self) -> Nominal:
        """The phrase that opened it."""
        return self.phrases[0]

    @property
    def known(self) -> bool:
        """Whether it is named, or a noun of the source lexicons."""
        return any(phrase.name or phrase.head_noun is not None for phrase in self.worded.values())

    @property
    def is_document(self) -> bool:
        """Whether all its phrases name a document."""
        return all(p.head_noun is not None and p.head_noun.kind == "documents" for p in self.worded.values())

    @property
    def can_speak(self) -> bool:
        """Whether it is somebody or a body that may make a claim: known to a lexicon, or a sure name."""
        if any(phrase.head_noun is not None or len(phrase.name) > 1 for phrase in self.worded.values()):
            return True
        return self.attributed or (bool(self.name) and len(self.phrases) > 1)

    def agrees(self, agreement: Agreement) -> bool:
        """Whether a verb or pronoun may refer to it: its gender where known, and the number of one of its phrases."""
        single = agreement.number == "Sing"
        if single and self.first.number == "Sing" and {self.gender, agreement.gender} == {"Masc", "Fem"}:
            return False
        if self.gender is None and self.name and agreement.gender == "Fem" and single:
            return self.name[-1].endswith("ه") or self.name[0].endswith(("ه", "اء", "ي"))
        return any(phrase.agrees(agreement) for phrase in self.worded.values())

    def begins_with(self, phrase: Nominal) -> bool:
        """Whether one of its phrases begins with the very words of another phrase, articles included."""
        words = [fold(word.form) for word in phrase.words[: phrase.core]]
        return any([fold(word.form) for word in p.words[: len(words)]] == words for p in self.worded.values())

    @property
    def fullest(self) -> Nominal:
        """The phrase that tells most: a name with a role, then the most words, then the first."""
        return max(self.phrases, key=lambda p: (bool(p.name) and bool(p.roles), len(p.keys), -p.span.start_char))


def _wording(phrase: Nominal) -> Hashable:
    """All of a phrase that a rule may look at, but for its place."""
    return (
        tuple((w.form, w.upos, w.deprel, w.head - w.id, *w.feats.items()) for w in phrase.words),
        tuple((noun.kind, noun.entry.id, noun.places) for noun in phrase.type_nouns),
        (phrase.core, phrase.breaks, phrase.quoted, phrase.in_title, phrase.observed, phrase.attributed),
    )


def genders_clash(phrase: Nominal, entity: Entity) -> bool:
    """Whether both show a gender, and not the same; a masculine verb tells more than the form of the noun."""
    mine = "Masc" if phrase.observed.gender == "Masc" else phrase.gender
    theirs = entity.gender
    return mine is not None and theirs is not None and mine != theirs
