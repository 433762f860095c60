"""How content is worded: direct, indirect or mixed, and its main predicate."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.content.context import Opening
from attribution.content.record import Quote
from attribution.document import Span, Word, WordRef
from attribution.function_words import folded
from attribution.nominal import is_event_noun
from attribution.quotation import MARKS, Quotation
from attribution.syntax import Reading

__all__ = ["main_predicate", "quote_of"]

_PHRASE_OPENERS = folded("على في من لا لم لن إلى عن غير")
_NAMING_WORDS = folded(
    """
    اسم باسم إسم تسمى يسمى سمى سماه سماها تسميته المسماة المسمى يدعى تدعى المدعو يعرف تعرف المعروف
    المعروفة بـ بعنوان عنوان عنوانها عنوانه لقب بلقب
    """
)


def quote_of(reading: Reading, opening: Opening, spans: Sequence[Span], quotations: Sequence[Quotation]) -> Quote:
    """Whether content is the source's own words, the author's, or the author's with quoted parts."""
    if opening.quotation is not None or opening.rule in ("content.speech_after_colon", "content.headline"):
        return "direct"
    inside = [q for q in quotations if any(_begins_in(q, s) for s in spans)]
    if any(opening.kind == "predication" or not _is_name(reading, q) for q in inside):
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
    """Whether «I», «my» stands in the content outside its quotation marks: the source's own words with no marks."""
    for word in reading.sentence.words:
        if not span.contains(word.span) or any(q.outer.overlaps(word.span) for q in quotations):
            continue
        feats = word.feats
        if feats.get("Person") == "1" and feats.get("Number") == "Sing" and word.upos in ("PRON", "VERB"):
            return True
    return False


def _is_name(reading: Reading, quotation: Quotation) -> bool:
    """Marks around a name («إيبولا»), not around words of the source.

    A name is short; it follows the noun it names (برنامج «…»), another name or a verb of naming, or has the article,
    digits or Latin letters.
    """
    first, last = reading.unit_at(quotation.inner.start_char), reading.unit_at(quotation.inner.end_char)
    units = [u for u in reading.units[first:last] if not u.is_punctuation]
    if not units or units[0].key in _PHRASE_OPENERS:
        return not units
    before = reading.previous(first)
    if before is not None and (before.is_in(_NAMING_WORDS) or (before.upos in ("PROPN", "X") and len(units) <= 4)):
        return True
    if any(c.isdigit() or (c.isascii() and c.isalpha()) for u in units for c in u.text) and len(units) <= 6:
        return True
    if before is not None and before.upos == "NOUN" and not before.bare.startswith("ال") and not is_event_noun(before):
        return len(units) <= 4
    if any(u.is_verb for u in units) or len(units) > 6:
        return False
    return all(u.upos in ("PROPN", "X") or u.bare.startswith("ال") for u in units)


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
