"""The records of sources in their own clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribution.content import Content
from attribution.document import Evidence, Span, WordRef

__all__ = ["Agreement", "Mention", "MentionForm"]

MentionForm = Literal["nominal", "pronoun", "dropped", "unexpressed"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What verb or pronoun morphology says of the referent; None where the form leaves it open.

    ``person`` 1–3, ``gender`` Masc/Fem, ``number`` Sing/Dual/Plur, as in Universal Features.
    """

    person: str | None = None
    gender: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """The source of one content, as its own clause expresses it.

    ``nominal``: a noun phrase (``span``, ``head``); ``pronoun``: an attached or free pronoun; ``dropped``: the subject
    is in the verb's inflection, or is that of the clause a participle hangs on (``controller`` is that clause's
    subject, if the clause names it); ``unexpressed``: nobody is named or recoverable (passive يُعتقد). ``antecedent``:
    what names, in the same sentence, the source of another form than nominal, if the labeller is sure of it.
    """

    content: Content
    form: MentionForm
    span: Span | None
    head: WordRef | None
    agreement: Agreement
    controller: Span | None
    evidence: Evidence
    antecedent: Span | None = None
