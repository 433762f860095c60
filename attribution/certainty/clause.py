"""The main clause of a content: its words, its predicate, and which words stand in subordinate clauses before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution.content import Content
from attribution.document import Document, Sentence, Span, Word
from attribution.lexicon import fold

__all__ = ["MainClause", "read_main_clause"]

_NOMINAL_FRAMES = frozenset({"nominal", "topic"})
_RELATIVES = frozenset(
    map(
        fold,
        [
            "الذي",
            "التي",
            "الذين",
            "اللذان",
            "اللذين",
            "اللتان",
            "اللتين",
            "اللواتي",
            "اللاتي",
            "اللائي",
            "ممن",
            "مما",
            "حيث",
            "إذ",
            "لأن",
            "كي",
            "لكي",
        ],
    )
)
_COMPLEMENTISERS = frozenset(
    map(fold, ["أن", "أنه", "أنها", "أنهم", "أننا", "أنني", "بأن", "لأن", "لأنه", "لأنها", "إن", "إنه", "إنها"])
)
_BEING = frozenset(map(fold, ["كان", "كانت", "كانوا", "يكون", "تكون", "يكونوا", "كنا", "كنت", "سيكون", "ستكون"]))
_NOT_BEING = frozenset(map(fold, ["ليس", "ليست", "ليسوا", "لست", "لسنا", "ليسا", "ليستا", "لسن"]))
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSE_MARKS = frozenset("،,؛;.!؟?")


@dataclass(frozen=True, slots=True)
class MainClause:
    """The content's words in its first sentence, and the place of its predicate among them.

    ``predicate`` is None for nominal content and for a sentence without a verb; ``subordinate`` are the places of words
    before the predicate that belong to a relative or other clause; ``end`` is the place of the first clause mark or
    coordinated verb after the predicate.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    predicate: int | None
    subordinate: frozenset[int]
    end: int
    nominal: bool

    @property
    def before_predicate(self) -> range:
        """Places up to the predicate, it included; of a verbless clause, up to its end."""
        return range(self.end if self.predicate is None else self.predicate + 1)


def read_main_clause(document: Document, content: Content) -> MainClause | None:
    """The main clause of a content, read off its words from left to right.

    A relative pronoun, or a complementiser inside the clause, claims the next verb for itself; the first verb that is
    not so claimed is the predicate. Trees decide only where they mark a verb as a relative clause without pronoun: their
    heads are wrong in one case out of four, the order of words is not.

    Returns
    -------
    MainClause or None
        None where no parsed word lies in the content.
    """
    start = content.spans[0]
    sentence = next((s for s in document.sentences if s.span.end_char > start.start_char), None)
    if sentence is None:
        return None
    words = tuple(word for word in sentence.words if _inside(word, content.spans))
    if not words:
        return None
    nominal = content.frame in _NOMINAL_FRAMES
    predicate, subordinate = (None, frozenset[int]()) if nominal else _predicate(words)
    return MainClause(sentence, words, predicate, subordinate, _end(words, predicate), nominal)


def _inside(word: Word, spans: Sequence[Span]) -> bool:
    return any(span.start_char <= word.span.start_char < span.end_char for span in spans)


def _predicate(words: Sequence[Word]) -> tuple[int | None, frozenset[int]]:
    claimed = 0
    subordinate: set[int] = set()
    auxiliary_at = -2
    for place, word in enumerate(words):
        key = fold(word.form)
        if key in _RELATIVES or (key in _COMPLEMENTISERS and _opens_side_clause(words, place)):
            claimed += 1
        verb = word.upos in _VERBAL or key in _NOT_BEING
        if verb and claimed:
            claimed -= 1
            subordinate.add(place)
            auxiliary_at = place if key in _BEING else auxiliary_at
            continue
        if verb and place - auxiliary_at <= 2:
            subordinate.add(place)
            continue
        if verb and not (word.deprel.startswith("acl") and _another_verb(words, place)):
            return place, frozenset(subordinate)
        if claimed or verb:
            subordinate.add(place)
    return None, frozenset(subordinate)


def _opens_side_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a complementiser stands after a noun or preposition (بعد أن), not after a hedge that begins the clause."""
    return place > 0 and words[place - 1].upos in ("ADP", "NOUN", "ADV") and place <= 2 and words[0].upos != "ADP"


def _another_verb(words: Sequence[Word], place: int) -> bool:
    return any(word.upos in _VERBAL and not word.deprel.startswith("acl") for word in words[place + 1 :])


def _end(words: Sequence[Word], predicate: int | None) -> int:
    start = 0 if predicate is None else predicate + 1
    for place in range(start, len(words)):
        word = words[place]
        if word.form[:1] in _CLAUSE_MARKS or (predicate is not None and _begins_clause(words, place)):
            return place
    return len(words)


def _begins_clause(words: Sequence[Word], place: int) -> bool:
    """A relative, a complementiser, or a conjunction with a verb after it."""
    key = fold(words[place].form)
    if key in _RELATIVES or key in _COMPLEMENTISERS:
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    return words[place].upos == "CCONJ" and following is not None and following.upos in _VERBAL
