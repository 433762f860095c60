"""The schema of the lexicon files: what an entry may say, and what each field means."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "KINDS",
    "CueEntry",
    "Entry",
    "Frame",
    "MarkerEntry",
    "Pattern",
    "PhraseEntry",
    "SourceEntry",
    "VerbPart",
    "VerbPattern",
]

VerbPart = Literal["finite", "passive", "active_participle", "passive_participle", "masdar"]
Act = Literal["statement", "denial", "silence"]
CertaintyLabel = Literal["certain", "probable", "possible", "unknown"]
Stance = Literal["neutral", "endorsing", "distancing"]
_VERBS: Final = frozenset({"VERB", "VERB+", "VERB~"})
VerbFormCode = Literal["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QI", "QII", "QIII", "QIV"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VerbPattern(_Strict):
    """A verb as root and form, conjugated by mazini into every person, tense, mood and voice, participles, masdar.

    ``root``: radicals joined by spaces (``ق و ل``). ``form``: ``I`` to ``X``, ``QI`` to ``QIV``. ``vowels``: past and
    non-past vowel of form I (``a u``). ``parts``: which parts may match. ``masdars``: the masdar where the form does
    not determine it (all of form I), ``participles`` likewise the active participle. ``spellings``: further finite
    forms that the engine does not make. ``exclude``: written forms left out because in newspapers they are nearly
    always another word. ``assimilated``: form VIII with the first radical assimilated where that is a choice (اتّخذ).
    """

    root: Annotated[str, Field(pattern=r"^\w( \w){2,3}$")]
    form: VerbFormCode
    vowels: Annotated[str, Field(pattern=r"^[aiu] [aiu]$")] | None = None
    parts: tuple[VerbPart, ...] = ("finite", "passive", "active_participle", "masdar")
    masdars: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    assimilated: bool = False

    @model_validator(mode="after")
    def _form_one_has_vowels(self) -> Self:
        if (self.form == "I") != (self.vowels is not None):
            raise ValueError("'vowels' is needed for form I and for no other form")
        if self.form == "I" and "masdar" in self.parts and not self.masdars:
            raise ValueError("a form I verb needs 'masdars', or 'parts' without masdar")
        return self


class Pattern(_Strict):
    """How an entry is found: a conjugated verb, phrases, or phrases that begin with the conjugated verb.

    A phrase is written as a newspaper prints it, without vowels; it matches whole syntactic words, however the
    tokenizer split them (``بحسب`` finds ب + حسب and بحسب). In a phrase

    - ``VERB`` as first word stands for any form of ``verb``; the entry then fires only with the rest of the phrase
      (``VERB+`` and ``VERB~``: with an attached pronoun, as after other words);
    - ``~`` after a word lets an attached pronoun follow it (``قول~``), ``+`` after a word demands one;
    - ``(ال)`` before a word lets the article precede it;
    - ``…`` between two words lets up to 24 words stand between them, none of them a full stop or أن;
    - ``[`` and ``]`` around the last words: they must be there, but are no part of what is found
      (``VERB [مسؤولية]``).

    A phrase that ends in a one-letter preposition (``وفقا ل``) also matches where that letter was not split off.
    ``upos``: tags that the first word of a phrase may have (none given: any). ``not_after`` and ``not_before``: words
    that may not stand directly before or after the phrase; given without article (أنباء not after وكالة).
    """

    verb: VerbPattern | None = None
    phrases: tuple[str, ...] = ()
    upos: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if self.verb is None and not self.phrases:
            raise ValueError("'match' needs 'verb', 'phrases' or both")
        for phrase in self.phrases:
            words = phrase.split()
            if not words or words[0] in "~+…" or words[-1] == "…" or _VERBS.intersection(words[1:]):
                raise ValueError(f"phrase {phrase!r} is malformed ('VERB' only first, '…' only between words)")
            if ("[" in phrase) != phrase.endswith("]") or words[0].startswith("["):
                raise ValueError(f"phrase {phrase!r} is malformed ('[…]' only around its last words)")
            if (words[0] in _VERBS) != (self.verb is not None):
                raise ValueError(f"phrase {phrase!r}: 'VERB' stands first exactly where 'match' has 'verb'")
        return self


class Frame(_Strict):
    """One way in which a cue takes its content.

    ``content``: ``clause`` (أن / إن / بأن …, with one of ``introduced_by`` before أن if any), ``speech`` (quotation
    marks, colon, or bare words of the source), ``nominal`` (a noun phrase: direct object, or object of one of
    ``introduced_by``), ``predication`` (object and its predicate: وصف X بأنه, اعتبر X كذا, اتهم X بـ; ``introduced_by``
    is what stands before the predicate), ``host`` (the clause that a particle or participle opens or closes: بحسب),
    ``topic`` (what a silence is about).
    ``heads``: for nominal content, which head nouns count: ``any``, or ``event`` (masdars and nouns of happening,
    property or state). ``addressee``: an object naming the person told stands before the content and is skipped.
    ``parts``: the frame holds for these parts of the verb only (none given: all). ``negated_only``: the frame holds
    only under negation. ``except_for``: nouns, without article, that are no content behind a preposition; a name is
    none either where any are given (اعترف بالدولة, اعترف بفلسطين).
    """

    content: Literal["clause", "speech", "nominal", "predication", "host", "topic"]
    introduced_by: tuple[str, ...] = ()
    heads: Literal["any", "event"] = "event"
    addressee: bool = False
    parts: tuple[VerbPart, ...] = ()
    negated_only: bool = False
    except_for: tuple[str, ...] = ()


class Entry(_Strict):
    """What every entry has.

    ``examples`` must fire the entry, ``counterexamples`` must not; ``reference`` is a key of ``bibliography.yaml``.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.]+$")]
    lemma: Annotated[str, Field(min_length=1)]
    match: Pattern
    gloss: Annotated[str, Field(min_length=1)]
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    counterexamples: tuple[str, ...] = ()
    reference: str
    note: str = ""


class CueEntry(Entry):
    """A reporting verb, noun or particle (kinds ``reporting_verbs``, ``reporting_nouns``, ``reporting_particles``).

    ``source``: where the source stands: ``subject``, ``object`` (جاء في X, by ``source_introduced_by``), ``genitive``
    (بحسب X, تصريح X), ``governor`` (subject of the clause that it hangs on: بحجة), ``none`` (يُعتقد).
    ``source_introduced_by`` of a verb with a subject: what introduces the further source that it quotes (نقلت الوكالة
    عن X). ``joins_verb``: counts only directly before a reporting verb, with which it is one cue (كما قال X, وفق ما
    ذكرت X); source, act and certainty are that verb's. ``negated_act``: the act under negation where it is not ``act``
    (لم تعلن is silence, لم يقل stays a statement); ``negated_certainty`` likewise. ``polarity``: ``negative`` where the
    source holds the content to be untrue and denies nothing (استبعد). ``undoubted``: counts also where the
    labeller, which learned from articles that may lack the word, holds it for no cue.
    """

    frames: Annotated[tuple[Frame, ...], Field(min_length=1)]
    act: Act = "statement"
    certainty: CertaintyLabel = "certain"
    stance: Stance = "neutral"
    source: Literal["subject", "object", "genitive", "governor", "none"] = "subject"
    source_introduced_by: tuple[str, ...] = ()
    joins_verb: bool = False
    negated_act: Act | None = None
    negated_certainty: CertaintyLabel | None = None
    polarity: Literal["positive", "negative"] = "positive"
    undoubted: bool = False


class MarkerEntry(Entry):
    """A hedge, booster, negator, conditional, question word or mark of the future (kinds of the same names).

    ``effect``: the label that it leads to; ``before``: what must follow (``imperfect``: قد before an imperfect).
    """

    effect: CertaintyLabel | None = None
    before: Literal["any", "imperfect", "perfect"] = "any"


class SourceEntry(Entry):
    """A noun that tells a source's type (kinds ``roles``, ``institutions``, ``media``, ``documents``, ``groups``,
    ``persons``, ``anonymous``, ``anonymity_reasons``).
    """

    type: str | None = None
    gender: Literal["Masc", "Fem"] | None = None
    number: Literal["Sing", "Dual", "Plur"] | None = None


class PhraseEntry(Entry):
    """A phrase with no further fields (kind ``connectors``: the author's own, never a cue)."""


KINDS: Final[Mapping[str, type[Entry]]] = MappingProxyType(
    {
        **dict.fromkeys(("reporting_verbs", "reporting_nouns", "reporting_particles"), CueEntry),
        **dict.fromkeys(("hedges", "boosters", "negators", "conditionals", "questions", "future"), MarkerEntry),
        **dict.fromkeys(
            (
                "roles",
                "institutions",
                "media",
                "documents",
                "groups",
                "persons",
                "anonymous",
                "anonymity_reasons",
            ),
            SourceEntry,
        ),
        "connectors": PhraseEntry,
    }
)
