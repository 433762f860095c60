"""What a content asserts, as far as words tell: the terms, names and figures that two claims are compared by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Sentence, Span, Word
from attribution.lexicon import fold
from attribution.restatement.numerals import Figure, read_figures
from attribution.restatement.settings import RestatementSettings
from attribution.restatement.words import strip_article

__all__ = ["Proposition", "content_words", "proposition", "proposition_of_words"]

_SKIPPED = frozenset({"PUNCT", "SYM", "ADP", "CCONJ", "SCONJ", "PRON", "DET", "PART", "AUX"})
_NAMES = frozenset({"PROPN", "X"})
_MODIFIERS = frozenset({"ADJ", "ADV"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Proposition:
    """The comparable side of a content.

    ``text`` is the folded text, word by word; ``terms`` keys of content words with their weights; ``names`` those of
    proper names; ``figures`` the numbers with what they count; ``slots`` for each place (governor and preposition) the
    keys that fill it; ``roles`` the keys of subject and object of the main predicate. ``negative`` and ``future`` are
    of the assertion; ``asserted`` is false for silences and for what the source leaves open (Uu). ``spans`` is where
    it stands.
    """

    text: str
    words: int
    terms: Mapping[str, float]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    slots: Mapping[str, frozenset[str]]
    roles: tuple[str | None, str | None]
    negative: bool
    future: bool
    asserted: bool
    spans: tuple[Span, ...]

    @property
    def numbers(self) -> frozenset[str]:
        """The values of the figures."""
        return frozenset(figure.value for figure in self.figures)


def proposition(item: AnalysedDocument, claim: Claim, settings: RestatementSettings) -> Proposition:
    """What a claim asserts."""
    assessment = claim.assessment
    found = proposition_of_words(
        tuple(content_words(item, claim.content.spans)),
        settings,
        head=claim.content.head,
        spans=claim.content.spans,
        negative=assessment.polarity == "negative",
        future=any(marker.kind == "future" and marker.scope == "content" for marker in assessment.markers),
        asserted=assessment.act != "silence" and assessment.factuality != "Uu",
    )
    if found.words:
        return found
    text = " ".join(span.of(item.document.text) for span in claim.content.spans)
    return Proposition(
        " ".join(fold(text).split()), len(text.split()), found.terms, found.names, found.figures, found.slots,
        found.roles, found.negative, found.future, found.asserted, found.spans,
    )  # fmt: skip


def content_words(item: AnalysedDocument, spans: Sequence[Span]) -> Iterator[tuple[Sentence, Word]]:
    """The words whose characters lie inside the spans, in the order of the spans, each with its sentence."""
    for start, end in spans:
        for sentence in item.document.sentences:
            if sentence.span.start_char < end and start < sentence.span.end_char:
                for word in sentence.words:
                    if start <= word.span.start_char and word.span.end_char <= end:
                        yield sentence, word


def proposition_of_words(
    words: Sequence[tuple[Sentence, Word]],
    settings: RestatementSettings,
    *,
    head: tuple[int, int] | None = None,
    spans: tuple[Span, ...] = (),
    negative: bool = False,
    future: bool = False,
    asserted: bool = True,
) -> Proposition:
    """The proposition that words of a document make (a content, a headline)."""
    figures, numeric = read_figures([word for _, word in words], settings)
    terms: dict[str, float] = {}
    names: set[str] = set()
    slots: dict[str, set[str]] = {}
    roles: list[str | None] = [None, None]
    for position, (sentence, word) in enumerate(words):
        if position in numeric or not _is_content(word, settings):
            continue
        key = _key(word, settings)
        is_name = word.upos in _NAMES and len(word.form) >= _SHORTEST_NAME
        if is_name:
            names.add(key)
        terms[key] = max(terms.get(key, 0.0), _weight(word, key, settings, is_name=is_name))
        if (slot := _slot(sentence, word, settings)) is not None:
            slots.setdefault(slot, set()).add(key)
        if head is not None and (sentence.index, word.head) == tuple(head):
            if word.deprel in _SUBJECTS:
                roles[0] = key
            elif word.deprel == "obj":
                roles[1] = key
    return Proposition(
        text=" ".join(fold(word.form) for _, word in words if word.upos != "PUNCT"),
        words=sum(word.upos != "PUNCT" for _, word in words),
        terms=MappingProxyType(dict(sorted(terms.items()))),
        names=frozenset(names),
        figures=figures,
        slots=MappingProxyType({slot: frozenset(keys) for slot, keys in slots.items()}),
        roles=(roles[0], roles[1]),
        negative=negative,
        future=future,
        asserted=asserted,
        spans=spans,
    )


def _is_content(word: Word, settings: RestatementSettings) -> bool:
    folded = fold(word.form)
    return (
        word.upos not in _SKIPPED
        and any(character.isalnum() for character in folded)
        and folded not in settings.function_words
        and len(folded) > 1
    )


def _key(word: Word, settings: RestatementSettings) -> str:
    if word.upos in _NAMES:
        return strip_article(fold(word.form))
    lemma = word.lemma if word.lemma and word.lemma != "_" else word.form
    return settings.key(lemma)


def _weight(word: Word, key: str, settings: RestatementSettings, *, is_name: bool) -> float:
    if key in settings.light_words:
        return settings.weights.light
    if is_name:
        return settings.weights.name
    return settings.weights.modifier if word.upos in _MODIFIERS else settings.weights.word


def _slot(sentence: Sentence, word: Word, settings: RestatementSettings) -> str | None:
    """Governor and preposition of a noun: two contents that fill one such place differently say different things."""
    if word.upos not in _NAMES and word.upos not in {"NOUN", "ADJ"}:
        return None
    if word.head == 0 or word.deprel in {"conj", "flat", "flat:foreign"}:
        return None
    case = [fold(other.form) for other in sentence.words if other.head == word.id and other.deprel == "case"]
    governor = _key(sentence.word(word.head), settings)
    relation = "mod" if word.deprel in {"nmod", "obl", "obl:arg", "advcl"} else word.deprel.split(":")[0]
    return f"{governor}|{relation}|{' '.join(case)}"
