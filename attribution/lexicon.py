"""The lexicons: schema, loader and lookup; the only reader of ``lexicons/``.

Every YAML file of ``lexicons/ar/`` holds ``kind:`` and ``entries:``; the kind decides the schema of its entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from attribution.document import Sentence

__all__ = ["Lexicon", "PhraseMatch", "VerbForm", "VerbPart", "fold", "load_lexicon"]

VerbPart = Literal["finite", "passive", "active_participle", "passive_participle", "masdar"]
Act = Literal["statement", "denial", "silence"]
CertaintyLabel = Literal["certain", "probable", "possible", "unknown"]
Stance = Literal["neutral", "endorsing", "distancing"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VerbPattern(_Strict):
    """A verb as root and form, conjugated by mazini into every person, tense, mood and voice, participles, masdar.

    ``root`` radicals joined by spaces (ق و ل); ``form`` I–X or QI–QIV; ``vowels`` past and non-past vowel of form I
    (``a u``); ``parts`` which parts may match; ``spellings`` further written forms that the engine does not make;
    ``exclude`` written forms that are left out because they are mostly another word (قال → قالب is not one; ذكر n.).
    """

    root: str
    form: str
    vowels: str | None = None
    parts: tuple[VerbPart, ...] = ("finite", "passive", "active_participle", "masdar")
    spellings: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Pattern(_Strict):
    """How an entry is found: a conjugated verb, or phrases.

    A phrase is a sequence of syntactic words separated by spaces; ``~`` after a word allows an attached pronoun to
    follow it, ``…`` allows up to three words between two words. Matching folds both sides with :func:`fold`.
    """

    verb: VerbPattern | None = None
    phrases: tuple[str, ...] = ()


class Frame(_Strict):
    """One way in which a cue takes its content.

    ``content``: ``clause`` (أن / إن / بأن …, with the prepositions of ``introduced_by`` before أن if any), ``speech``
    (quotation marks, colon, or bare words of the source), ``nominal`` (a noun phrase: direct object, or object of one
    of ``introduced_by``), ``predication`` (object and its predicate: وصف X بأنه, اعتبر X كذا, اتهم X بـ; with
    ``introduced_by`` for the preposition before the predicate), ``host`` (the clause that a particle or participle
    closes: بحسب), ``topic`` (what a silence is about).
    ``heads``: for nominal content, which head nouns count: ``any``, ``event`` (masdars and nouns of happening,
    property or state) or ``none_concrete``; ``addressee``: an object naming a person told, skipped over.
    """

    content: Literal["clause", "speech", "nominal", "predication", "host", "topic"]
    introduced_by: tuple[str, ...] = ()
    heads: Literal["any", "event"] = "event"
    addressee: bool = False


class Entry(_Strict):
    """What every entry has.

    ``examples`` must fire the entry, ``counterexamples`` must not; ``reference`` is a key of ``bibliography.yaml``.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.]+$")]
    lemma: str
    match: Pattern
    gloss: str
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    counterexamples: tuple[str, ...] = ()
    reference: str
    note: str = ""


class CueEntry(Entry):
    """A reporting verb, noun or particle (kinds ``reporting_verbs``, ``reporting_nouns``, ``reporting_particles``).

    ``source``: where the source stands: ``subject``, ``object`` (نقلت عن X: see ``introduced_by``), ``genitive``
    (بحسب X, تصريح X), ``none`` (يُعتقد).
    """

    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]
    act: Act = "statement"
    certainty: CertaintyLabel = "certain"
    stance: Stance = "neutral"
    source: Literal["subject", "object", "genitive", "none"] = "subject"
    source_introduced_by: tuple[str, ...] = ()


class MarkerEntry(Entry):
    """A hedge, booster, negator, conditional or question word (kinds of the same names).

    ``effect``: the label that a hedge leads to; ``before``: what must follow (``imperfect``: قد before an imperfect).
    """

    effect: CertaintyLabel | None = None
    before: Literal["any", "imperfect", "perfect"] = "any"


class SourceEntry(Entry):
    """A noun that tells a source's type (kinds ``roles``, ``institutions``, ``media``, ``documents``, ``groups``,
    ``persons``, ``anonymous``, ``anonymity_reasons``)."""

    type: str | None = None
    gender: Literal["Masc", "Fem"] | None = None
    number: Literal["Sing", "Dual", "Plur"] | None = None


class PhraseEntry(Entry):
    """A phrase with no further fields (kinds ``connectors``: the author's own, never a cue; ``background``: opens the
    author's background clause, so content ends before it; ``complementisers``)."""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a written form: the entry, the part of the paradigm and its slot (``past_3ms`` …)."""

    entry: CueEntry
    part: VerbPart
    slot: str


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found in a sentence: its entry, its kind and the 1-based ids of its words."""

    entry: Entry
    kind: str
    words: tuple[int, ...]


def fold(text: str) -> str:
    """The key under which spellings are compared: no diacritics or tatweel, one alef, ى as ي, final ة as ه."""
    raise NotImplementedError


class Lexicon:
    """All entries of a language, compiled for lookup."""

    fingerprint: str

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id; ``KeyError`` if there is none."""
        raise NotImplementedError

    def verb_forms(self, form: str) -> tuple[VerbForm, ...]:
        """The readings of a syntactic word's form as a conjugated cue verb, participle or masdar (clitics off)."""
        raise NotImplementedError

    def phrases(self, sentence: Sentence, kinds: Iterable[str]) -> tuple[PhraseMatch, ...]:
        """Every phrase of the given kinds in a sentence, in text order, longest first at one place."""
        raise NotImplementedError


@lru_cache
def load_lexicon(folder: Path | None = None, language: str = "ar") -> Lexicon:
    """The embedded lexicon, or that of another folder; ``LexiconError`` names file, entry and field."""
    raise NotImplementedError
