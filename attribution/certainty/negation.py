"""The negator of a content's main predicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attribution.certainty.clause import COMPLEMENTISERS, NOT_BEING, MainClause, words_of
from attribution.certainty.records import Marker
from attribution.content import Content
from attribution.document import Document, Evidence, Span, Word, WordRef
from attribution.lexicon import fold

__all__ = ["negator_of_predicate"]

_BEFORE_VERB = words_of("لم لن لا ألا لما")
_CONDITIONS = words_of("إذا لو")
_EVEN = words_of("حتى ولو")
_MATTERS = words_of("أمر أمرا شيء شيئا")
"""What «غير مقبول» is said of without article («التأجيل أمر غير مقبول»)."""
_SEPARATING = words_of("هو هي هم")
_COLLOQUIAL = words_of("مو مش موب")
_NEVERTHELESS = words_of(
    """
    زال زالت زالوا زالا زالتا زلنا زلت يزال تزال أزال نزال يزالون يزالان تزالان يزل تزل انفك ينفك فتئ برح يلبث
    """
)
_EXCEPT = words_of("إلا سوى")
_ABSENCE = words_of("عدم")
_ONLY = words_of("فحسب حسب فقط وحسب")
_IDIOMS = words_of("بد شك ريب محالة سيما جدال زال قدر سمح")
"""What لا goes with and negates nothing: لا بد, لا شك, «لا قدر الله»."""
_NOT_MERELY = words_of("فحسب حسب وحسب")
_REACH_OF_EXCEPTION = 14
_REACH_OF_RATHER = 40
_NOMINAL = frozenset({"NOUN", "ADJ", "X"})


def negator_of_predicate(document: Document, content: Content, clause: MainClause) -> Marker | None:
    """The negator of the content's first main predicate, if it has one.

    لم, لن, لا before the predicate; ليس; غير before an indefinite adjective that is predicate; لا before an indefinite
    noun at the head of the clause; عدم as head of nominal content; ألا in place of أن. ما زال, لا بد, لا شك, لا يستبعد
    negate nothing, nor does a negator that إلا or سوى takes back.
    """
    place = _negator_place(document, content, clause)
    if place is None:
        return None
    if content.frame == "predication" and place > 0 and not _is_predicated(clause, place):
        return None
    if place < 0:
        span = Span(content.spans[0].start_char, content.spans[0].start_char)
        return Marker("negation", span, "content", Evidence("certainty.negative_complementiser"))
    if _taken_back(clause, place) or _not_only(clause, place):
        return None
    word = clause.words[place]
    ref = (WordRef(clause.sentence.index, word.id),)
    return Marker("negation", word.span, "content", Evidence("certainty.negation", _negator_entry(word), words=ref))


def _is_predicated(clause: MainClause, place: int) -> bool:
    """Whether a negator begins what is said of an object («وصف القرار بأنه لا يكفي», «اتهمه بعدم الوفاء»)."""
    before = clause.keys[max(place - 2, 0) : place]
    return any(key in COMPLEMENTISERS for key in before) or clause.keys[place] in _ABSENCE | {"غير"}


def _negator_place(document: Document, content: Content, clause: MainClause) -> int | None:
    predicate = clause.predicate
    apodosis = _apodosis(clause)
    if apodosis is not None:
        return apodosis if clause.keys[apodosis].removeprefix("ف") in NOT_BEING | _BEFORE_VERB else None
    if predicate is not None:
        decided, place = _beside_predicate(clause, predicate)
        if decided:
            return place
    counterfactual = _counterfactual(clause)
    if counterfactual is not None:
        return counterfactual
    nominal = _verbless_negation(clause)
    if nominal is not None:
        return nominal
    if predicate in (0, 1, None) and not clause.nominal and _negative_complementiser(document, content):
        return -1
    return None


def _beside_predicate(clause: MainClause, predicate: int) -> tuple[bool, int | None]:
    """Whether the predicate and the words before it decide, and the negator among them."""
    if clause.keys[predicate] in NOT_BEING:
        return True, None if _predicates_already(clause, predicate) else predicate
    for place in range(max(predicate - 2, 0), predicate):
        if clause.keys[place] in _BEFORE_VERB and place not in clause.subordinate:
            return True, None if clause.keys[predicate] in _NEVERTHELESS else place
    return False, None


def _apodosis(clause: MainClause) -> int | None:
    """The word that begins the main clause behind a condition: «إذا لم يعترض أحد، فإن …», «إن لم يحضر، فلن …»."""
    keys = clause.keys
    opener = 1 if keys[0] in _EVEN and len(keys) > 1 else 0
    if keys[opener] not in _CONDITIONS or clause.nominal:
        return None
    for place in range(2, len(keys) - 1):
        joined = keys[place].startswith(("فان", "فلن"))
        if not joined and (keys[place] != "ف" or clause.words[place].upos != "CCONJ"):
            continue
        first = place if joined else place + 1
        begins = keys[first].startswith("ان") or keys[first] in _BEFORE_VERB
        if joined or begins or clause.words[place - 1].form[:1] in "،,؛;":
            return first
    return None


def _predicates_already(clause: MainClause, predicate: int) -> bool:
    """«الحوار هو الحل، ليس …», «الأمر بسيط، اللاعب ليس …»: a whole clause stands before the comma."""
    commas = [place for place in range(1, predicate) if clause.words[place].form[:1] in "،,"]
    if not commas:
        return False
    if any(key in _SEPARATING for key in clause.keys[1 : commas[-1]]):
        return commas[-1] == predicate - 1
    return clause.words[commas[-1] - 1].upos == "ADJ" or _is_adverb_of_degree(clause, commas[-1] - 1)


def _is_adverb_of_degree(clause: MainClause, place: int) -> bool:
    return clause.keys[place] == "جدا"


def _counterfactual(clause: MainClause) -> int | None:
    """The لما of «لو … لما …»."""
    keys = clause.keys
    if "لو" not in keys[: clause.end]:
        return None
    for place in range(keys.index("لو"), len(keys)):
        if keys[place] == "لما" or (keys[place] == "ما" and place and keys[place - 1] == "ل"):
            return place
    return None


def _verbless_negation(clause: MainClause) -> int | None:
    words = clause.words
    if clause.keys[0] in _ABSENCE and clause.predicate is None:
        return 0
    limit = clause.end if clause.predicate is None else clause.predicate
    for place in range(limit):
        key = clause.keys[place]
        following = words[place + 1] if place + 1 < len(words) else None
        if following is None or place in clause.subordinate:
            continue
        if key == "لا" and following.upos in _NOMINAL and not following.form.startswith("ال"):
            return place if _really_negates(words, place) and _heads_clause(words, place) else None
        if key in NOT_BEING | _COLLOQUIAL:
            return place
        if key == "غير" and _is_predicative(words, place):
            return place
        if key == "غير" and place == 1 and clause.keys[0] == "من" and following.form.startswith("ال"):
            return place
    return None


def _really_negates(words: Sequence[Word], place: int) -> bool:
    return fold(words[place + 1].form) not in _IDIOMS


def _heads_clause(words: Sequence[Word], place: int) -> bool:
    """Whether only conjunctions, adverbs or an adverbial phrase stand before; not «قانون لا إنساني»."""
    return (
        place == 0
        or words[place - 1].upos in ("CCONJ", "SCONJ", "PUNCT", "X", "PRON", "ADV")
        or (words[place - 1].form.startswith("ال"))
    )


def _is_predicative(words: Sequence[Word], place: int) -> bool:
    """«النبأ غير صحيح», not «الدعم غير المشروط» nor «أمور غير واضحة»."""
    if words[place + 1].form.startswith("ال") or fold(words[place + 1].form) == "ان":
        return False
    if place == 0:
        return True
    previous = words[place - 1]
    definite = previous.form.startswith("ال") or previous.upos in ("X", "PROPN", "PRON", "ADV", "PUNCT")
    return definite or fold(previous.form) in _MATTERS


def _negative_complementiser(document: Document, content: Content) -> bool:
    before = document.text[: content.spans[0].start_char].rstrip(' «"“').rpartition(" ")[2]
    return before.lstrip("وفب") in ("ألا", "ألّا", "الّا")


def _taken_back(clause: MainClause, place: int) -> bool:
    """إلا or سوى in the negated clause; إلا أن is «but»."""
    for later in range(place + 1, min(len(clause.words), place + _REACH_OF_EXCEPTION)):
        word = clause.words[later]
        if word.form[:1] in "،,؛.":
            return False
        if fold(word.form) in ("لان", "لانه", "لانها", "حيث", "لكن", "بل"):
            return False
        if fold(word.form) in _EXCEPT:
            following = clause.words[later + 1] if later + 1 < len(clause.words) else None
            return following is None or not fold(following.form).startswith("ان") or len(following.form) > 4
    return False


def _not_only(clause: MainClause, place: int) -> bool:
    """«ليس … فحسب», «ليس فقط … بل», «لم … فحسب، بل»."""
    within = clause.keys[place : place + _REACH_OF_EXCEPTION]
    if clause.keys[place] in NOT_BEING:
        return any(key in _ONLY for key in within)
    following = clause.keys[place : place + _REACH_OF_RATHER]
    return "بل" in following and any(key in _NOT_MERELY for key in following)


def _negator_entry(word: Word) -> str | None:
    for entry, forms in _NEGATOR_ENTRIES.items():
        if fold(word.form).lstrip("وف") in forms or fold(word.form) in forms:
            return entry
    return None


_NEGATOR_ENTRIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "negator.lam": frozenset({"لم"}),
        "negator.lan": frozenset({"لن"}),
        "negator.la": frozenset({"لا"}),
        "negator.laysa": NOT_BEING,
        "negator.mu": _COLLOQUIAL,
        "negator.ghayr": frozenset({"غير"}),
        "negator.adam": _ABSENCE,
    }
)
