"""How content is worded: direct, indirect or mixed, and its main predicate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribution.content.context import Opening
from attribution.content.naming import is_name
from attribution.content.record import Content, Quote
from attribution.cues import Cue
from attribution.document import Span, Word, WordRef
from attribution.function_words import folded
from attribution.lexicon import Lexicon, fold
from attribution.quotation import MARKS, Quotation
from attribution.syntax import Reading

__all__ = ["as_quoted", "main_predicate", "quote_of"]

_WE = folded("نحن")
_I_SAY = frozenset(
    """
    أعتقد أظن أرى أتوقع أتمنى أتصور أؤكد أجزم أرجح أقول أخشى أرجو آمل نعتقد نظن نرى نتوقع نتمنى نتصور نؤكد نرجح نقول
    نخشى نرجو نأمل
    """.split()
)
"""Cues in the first person, which the tagger knows badly; no perfect is printed like one of them."""
_WE_COMPLEMENTISER = re.compile(r"(?<![ء-ي])[بوف]?[أإا]ن(?:نا|ني|ي)\s+$")


def quote_of(
    reading: Reading,
    cue: Cue,
    opening: Opening,
    spans: Sequence[Span],
    lexicon: Lexicon,
) -> Quote:
    """Whether content is the source's own words, the author's, or the author's with quoted parts."""
    quotations = reading.quotations
    if opening.quotation is not None or opening.rule in ("content.speech_after_colon", "content.headline"):
        return "direct"
    if len(spans) == 1 and any(q.inner == spans[0] and not is_name(reading, q, lexicon) for q in quotations):
        return "direct"
    inside = [q for q in quotations if any(_begins_in(q, s) for s in spans)]
    last = spans[-1].end_char
    predicated = opening.kind == "predication"
    if any((predicated and q.outer.end_char >= last) or not is_name(reading, q, lexicon) for q in inside):
        return "mixed"
    text, end = reading.document.text, spans[-1].end_char
    if text[end : end + 1] in MARKS and not any(q.outer.end_char == end + 1 for q in quotations):
        return "mixed"
    if _is_said_by_self(reading, cue) or _is_we_complementiser(reading, opening):
        return "direct"
    if any(_speaks_of_self(reading, s, inside) for s in spans):
        return "direct"
    if opening.rule == "content.bare_speech" and _first_person(reading, spans[0]):
        return "direct"
    return "indirect"


def as_quoted(reading: Reading, contents: Sequence[Content]) -> list[Content]:
    """The contents of a sentence; one whose cue stands in somebody's own words is in those words too.

    Unless it reports another: «قال: «أعتقد أن …»», but not «قال: «الوزير أكد أن …»».
    """
    direct = [content for content in contents if content.quote == "direct"]
    return [
        replace(content, quote="direct")
        if not _reports_another(reading, content.cue)
        and any(o is not content and any(s.contains(content.cue.span) for s in o.spans) for o in direct)
        else content
        for content in contents
    ]


def _reports_another(reading: Reading, cue: Cue) -> bool:
    """A verb of the third person, or a particle («بحسب»); «اعتقدت», «تتوقع شركتنا» are the source's own."""
    word = reading.sentence.word(cue.head)
    if cue.part not in ("finite", "passive"):
        return cue.part == "particle"
    perfect = word.feats.get("Person") == "3" and word.feats.get("Aspect") != "Imp"
    return word.form[:1] == "ي" or (perfect and not word.form.endswith("ت"))


def _is_said_by_self(reading: Reading, cue: Cue) -> bool:
    """A cue in the first person («أعتقد أن», «ونتمنى أن»): the source speaks, with marks or without."""
    word = reading.sentence.word(cue.head)
    if cue.part != "finite":
        return False
    tagged = word.feats.get("Person") == "1" and word.feats.get("Aspect") == "Imp" and word.form[:1] in ("أ", "ن")
    return tagged or word.form in _I_SAY


def _is_we_complementiser(reading: Reading, opening: Opening) -> bool:
    """«قال إننا مستعدون»: the complementiser carries «we» or «I»."""
    text = reading.document.text
    return _WE_COMPLEMENTISER.search(text[: opening.start_char]) is not None


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
    """A pronoun, or a verb that the tag and its first or last letter make one; not the ي of a dual or plural noun.

    A ي that the parser leaves without person counts behind ت only (زوجتي): elsewhere it cuts adjectives (تنفيذي).
    """
    if fold(word.form) in _WE:
        return True
    if word.upos == "PRON" and word.form == "ي" and "Person" not in word.feats and word.id > 1:
        return reading.sentence.word(word.id - 1).form.endswith("ت")
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
