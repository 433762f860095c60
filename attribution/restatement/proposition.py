"""What a content asserts, as far as words tell: the terms, figures and roles that two claims are compared by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Sentence, Span, Word, WordRef
from attribution.lexicon import fold
from attribution.restatement.numerals import Figure, read_figures
from attribution.restatement.settings import RestatementSettings
from attribution.restatement.words import bare, dictionary_form

__all__ = ["Proposition", "content_words", "proposition", "proposition_of_words"]

_SKIPPED = frozenset({"PUNCT", "SYM", "ADP", "CCONJ", "SCONJ", "PRON", "DET", "PART", "AUX"})
_NAMES = frozenset({"PROPN", "X"})
_MODIFIERS = frozenset({"ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """The comparable side of a content.

    ``text`` is the folded text, word by word; ``terms`` keys of content words with their weights, ``light`` those of
    them that newspapers add or drop freely; ``figures`` the numbers with what they count; ``roles`` for each dependent
    of the main predicate (subject, object, each preposition) the keys in it. ``predicate`` is the key of the main
    predicate (of its subject, where it is a mere auxiliary); ``verb`` that of a main verb without object pronoun, whose
    ``arguments`` are the keys before the first preposition, in order. ``negative`` and ``future`` are of the assertion;
    ``asserted`` is false for silences and for what the source leaves open (Uu). ``spans`` is where it
    stands.
    """

    text: str
    words: int
    terms: Mapping[str, float]
    light: frozenset[str]
    figures: tuple[Figure, ...]
    roles: Mapping[str, frozenset[str]]
    predicate: str | None
    verb: str | None
    arguments: tuple[str, ...]
    negative: bool
    future: bool
    asserted: bool
    spans: tuple[Span, ...]

    @property
    def heavy(self) -> frozenset[str]:
        """The terms that are not light: what one content may not replace in another."""
        return frozenset(self.terms) - self.light

    @property
    def numbers(self) -> frozenset[str]:
        """The values of the figures."""
        return frozenset(figure.value for figure in self.figures)


def proposition(item: AnalysedDocument, claim: Claim, settings: RestatementSettings) -> Proposition:
    """What a claim asserts."""
    assessment = claim.assessment
    return proposition_of_words(
        tuple(content_words(item, claim.content.spans)),
        settings,
        head=claim.content.head,
        spans=claim.content.spans,
        negative=assessment.polarity == "negative",
        future=any(marker.kind == "future" and marker.scope == "content" for marker in assessment.markers),
        asserted=assessment.act != "silence" and assessment.factuality != "Uu",
    )


def content_words(item: AnalysedDocument, spans: Sequence[Span]) -> Iterator[tuple[Sentence, Word]]:
    """The words whose characters lie inside the spans, in the order of the spans, each with its sentence."""
    for start, end in spans:
        for sentence in item.document.sentences_in(Span(start, end)):
            for word in sentence.words:
                if start <= word.span.start_char and word.span.end_char <= end:
                    yield sentence, word


def proposition_of_words(
    words: Sequence[tuple[Sentence, Word]],
    settings: RestatementSettings,
    *,
    head: WordRef | None = None,
    spans: tuple[Span, ...] = (),
    negative: bool = False,
    future: bool = False,
    asserted: bool = True,
) -> Proposition:
    """The proposition that words of a document make (a content, a headline).

    Without ``head``, the main predicate is the first word whose governor is not among the words.
    """
    figures, numeric = read_figures([word for _, word in words], settings)
    keys = {
        (sentence.index, word.id): _key(word, settings)
        for position, (sentence, word) in enumerate(words)
        if position not in numeric and _is_content(word, settings)
    }
    terms: dict[str, float] = {}
    light: set[str] = set()
    for sentence, word in words:
        key = keys.get((sentence.index, word.id))
        if key is not None:
            terms[key] = max(terms.get(key, 0.0), _weight(word, settings))
            if _is_light(word, settings):
                light.add(key)
    top = _top(words) if head is None else head
    roles = _roles(words, keys, top)
    predicate = keys.get((top.sentence, top.word))
    if predicate is None or predicate in light:
        predicate = _subject(words, keys, top) or predicate
    verb = predicate if _is_plain_verb(words, top) else None
    return Proposition(
        text=" ".join(fold(word.form) for _, word in words if word.upos != "PUNCT"),
        words=sum(word.upos != "PUNCT" for _, word in words),
        terms=MappingProxyType(dict(sorted(terms.items()))),
        light=frozenset(light),
        figures=figures,
        roles=MappingProxyType(roles),
        predicate=predicate,
        verb=verb,
        arguments=_arguments(words, keys, verb),
        negative=negative,
        future=future,
        asserted=asserted,
        spans=spans,
    )


def _roles(
    words: Sequence[tuple[Sentence, Word]], keys: Mapping[tuple[int, int], str], head: WordRef
) -> dict[str, frozenset[str]]:
    """Keys of the words under each dependent of the main predicate, by relation and preposition."""
    found: dict[str, set[str]] = {}
    for sentence, word in words:
        key = keys.get((sentence.index, word.id))
        if key is None or sentence.index != head.sentence:
            continue
        top = word
        for _ in sentence.words:
            if top.head in {0, head.word}:
                break
            top = sentence.word(top.head)
        if top.head == head.word:
            found.setdefault(_role(sentence, top), set()).add(key)
    return {role: frozenset(members) for role, members in sorted(found.items())}


def _top(words: Sequence[tuple[Sentence, Word]]) -> WordRef:
    """The first word whose governor is not among the words."""
    present = {(sentence.index, word.id) for sentence, word in words}
    tops = ((s.index, w.id) for s, w in words if (s.index, w.head) not in present and w.upos != "PUNCT")
    return WordRef(*next(tops, (-1, 0)))


def _subject(words: Sequence[tuple[Sentence, Word]], keys: Mapping[tuple[int, int], str], top: WordRef) -> str | None:
    for sentence, word in words:
        if (sentence.index, word.head) == tuple(top) and word.deprel.startswith("nsubj"):
            return keys.get((sentence.index, word.id))
    return None


def _is_plain_verb(words: Sequence[tuple[Sentence, Word]], top: WordRef) -> bool:
    """Whether the main predicate is a verb that has no pronoun as its object."""
    place = {(sentence.index, word.id): word for sentence, word in words}
    word = place.get((top.sentence, top.word))
    following = place.get((top.sentence, top.word + 1))
    pronoun = following is not None and word is not None and following.upos == "PRON" and following.token == word.token
    return word is not None and word.upos == "VERB" and not pronoun


def _arguments(
    words: Sequence[tuple[Sentence, Word]], keys: Mapping[tuple[int, int], str], verb: str | None
) -> tuple[str, ...]:
    found = []
    for sentence, word in words:
        if word.upos == "ADP":
            break
        key = keys.get((sentence.index, word.id))
        if key is not None and key != verb:
            found.append(key)
    return tuple(dict.fromkeys(found))


def _role(sentence: Sentence, dependent: Word) -> str:
    prepositions = [fold(word.form) for word in sentence.words if word.head == dependent.id and word.deprel == "case"]
    return " ".join((dependent.deprel.split(":")[0] if not prepositions else "obl", *prepositions))


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
        return bare(word.form)
    return settings.key(dictionary_form(word))


def _is_light(word: Word, settings: RestatementSettings) -> bool:
    return not settings.light_words.isdisjoint((bare(word.form), bare(word.lemma)))


def _weight(word: Word, settings: RestatementSettings) -> float:
    if _is_light(word, settings):
        return settings.weights.light
    if word.upos in _NAMES:
        return settings.weights.name
    return settings.weights.modifier if word.upos in _MODIFIERS else settings.weights.word
