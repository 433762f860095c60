"""How content is worded: direct, indirect or mixed, and its main predicate."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.content.opening import Opening
from attribution.content.record import Quote
from attribution.document import Span, Word, WordRef
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = ["main_predicate", "quote_of"]

_NAMING = frozenset({"NOUN", "PROPN"})


def quote_of(
    reading: Reading, opening: Opening, spans: Sequence[Span], quotations: Sequence[Quotation]
) -> Quote:
    """Whether content is the source's own words, the author's, or the author's with quoted parts."""
    if opening.quotation is not None or opening.rule in ("content.speech_after_colon", "content.headline"):
        return "direct"
    inside = [q for q in quotations if any(s.contains(q.inner) for s in spans)]
    if any(not _is_name(reading, q) for q in inside):
        return "mixed"
    if opening.rule == "content.bare_speech" and _first_person(reading, spans[0]):
        return "direct"
    return "indirect"


def _is_name(reading: Reading, quotation: Quotation) -> bool:
    """Marks around a name («إيبولا»), not around words of the source."""
    first, last = reading.unit_at(quotation.inner.start_char), reading.unit_at(quotation.inner.end_char)
    units = [u for u in reading.units[first:last] if not u.is_punctuation]
    if not units:
        return True
    if any(u.is_verb for u in units) or len(units) > 6:
        return False
    before = reading.previous(first)
    if any(c.isdigit() or c.isascii() and c.isalpha() for u in units for c in u.text):
        return True
    if units[0].text.endswith(("ًا", "اً", "ا")) and units[0].upos in ("ADJ", "ADV") or units[0].key in ("علي", "في", "من", "لا"):
        return False
    if before is not None and before.upos in _NAMING and not before.is_verb:
        return True
    return len(units) == 1 and units[0].bare.startswith("ال") or units[0].upos == "PROPN"


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
