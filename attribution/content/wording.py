"""How content is worded: direct, indirect or mixed, and its main predicate."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.content.context import Opening
from attribution.content.naming import is_name
from attribution.content.record import Quote
from attribution.document import Span, Word, WordRef
from attribution.function_words import folded
from attribution.lexicon import Lexicon, fold
from attribution.quotation import MARKS, Quotation
from attribution.syntax import Reading

__all__ = ["main_predicate", "quote_of"]

_WE = folded("نحن")


def quote_of(
    reading: Reading, opening: Opening, spans: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
) -> Quote:
    """Whether content is the source's own words, the author's, or the author's with quoted parts."""
    if opening.quotation is not None or opening.rule in ("content.speech_after_colon", "content.headline"):
        return "direct"
    if len(spans) == 1 and any(q.inner == spans[0] and not is_name(reading, q, lexicon) for q in quotations):
        return "direct"
    inside = [q for q in quotations if any(_begins_in(q, s) for s in spans)]
    if any(opening.kind == "predication" or not is_name(reading, q, lexicon) for q in inside):
        return "mixed"
    text, end = reading.document.text, spans[-1].end_char
    if text[end : end + 1] in MARKS and not any(q.outer.end_char == end + 1 for q in quotations):
        return "mixed"
    if any(_speaks_of_self(reading, s, inside) for s in spans):
        return "direct"
    if opening.rule == "content.bare_speech" and _first_person(reading, spans[0]):
        return "direct"
    return "indirect"


def _begins_in(quotation: Quotation, span: Span) -> bool:
    return span.start_char <= quotation.outer.start_char < span.end_char


def _speaks_of_self(reading: Reading, span: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether «I», «my» or a free-standing «we» is in the content outside its marks: own words with no marks."""
    return any(
        _is_first_person(reading, word)
        for word in reading.sentence.words
        if span.contains(word.span) and not any(q.outer.overlaps(word.span) for q in quotations)
    )


def _is_first_person(reading: Reading, word: Word) -> bool:
    """A pronoun, or a verb that the tag and its first or last letter make one; not the ي of a dual or plural noun."""
    if fold(word.form) in _WE:
        return True
    if word.feats.get("Person") != "1" or word.feats.get("Number") != "Sing":
        return False
    if word.upos == "PRON":
        return not _is_annexed_ending(reading, word)
    prefixed = word.form[:1] in ("أ", "ا") and word.feats.get("Aspect") == "Imp"
    return word.upos == "VERB" and (prefixed or word.form.endswith("ت"))


def _is_annexed_ending(reading: Reading, word: Word) -> bool:
    """The ي of «مجالي الصحة والتعليم», taken for «my»: a noun that hangs on its host follows."""
    following = next((w for w in reading.sentence.words if w.id == word.id + 1), None)
    return (
        word.form == "ي"
        and following is not None
        and following.upos in ("NOUN", "PROPN")
        and following.deprel.startswith("nmod")
        and following.head in (word.head, word.id)
    )


def _first_person(reading: Reading, span: Span) -> bool:
    first = reading.unit_at(span.start_char)
    return any(u.head.feats.get("Person") == "1" for u in reading.units[first : first + 3])


def main_predicate(reading: Reading, spans: Sequence[Span]) -> WordRef | None:
    """The word of the content that the rest of it hangs on: its governor is outside, it is a predicate if one is."""
    tops: list[Word] = []
    for word in reading.sentence.words:
        if not any(s.start_char <= word.span.start_char < s.end_char for s in spans):
            continue
        if word.upos in ("PUNCT", "CCONJ", "SCONJ", "ADP", "PART"):
            continue
        head = reading.sentence.word(word.head) if word.head else None
        if head is None or not any(s.start_char <= head.span.start_char < s.end_char for s in spans):
            tops.append(word)
    if not tops:
        return None
    best = min(tops, key=lambda w: (_rank(w), w.id))
    return WordRef(reading.sentence.index, best.id)


def _rank(word: Word) -> int:
    relation = word.deprel.partition(":")[0]
    if relation in ("ccomp", "root", "parataxis", "xcomp", "csubj"):
        return 0
    if word.upos == "VERB":
        return 1
    if relation in ("obj", "obl", "nsubj", "advcl"):
        return 2
    return 3
