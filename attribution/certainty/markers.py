"""Hedges, boosters, negators, conditionals, questions and signs of the future in cue and content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attribution.certainty.clause import COMPLEMENTISERS, MainClause, words_of
from attribution.certainty.negation import negator_of_predicate
from attribution.certainty.records import Marker, MarkerKind, MarkerScope
from attribution.content import Content
from attribution.document import Document, Evidence, Sentence, Span, Word, WordRef
from attribution.lexicon import Lexicon, MarkerEntry, PhraseMatch, fold

__all__ = ["content_markers", "markers_on_cue"]

_KINDS: Final[Mapping[str, MarkerKind]] = MappingProxyType(
    {
        "hedges": "hedge",
        "boosters": "booster",
        "conditionals": "conditional",
        "questions": "question",
        "future": "future",
    }
)
_NEGATORS = words_of("لم لن لا ليس ليست غير دون")
_BEFORE_IMPERFECT = words_of("لم لن لا س سوف أن كي لكي حتى")
_BEING = words_of("كان كانت يكن تكن يكون تكون")
_ADVERBIAL = frozenset({"hedge.rubbama", "hedge.on_balance", "hedge.apparently"})
_EMBEDDED_QUESTIONS = frozenset(
    {"question.how", "question.when", "question.where", "question.why", "question.how_many"}
)
_QUESTION_MARKS = ("؟", "?")
_STOP = re.compile(r"(?<!\.)\.(?![.\d])|[؟?!]|\n")
_NOMINAL = frozenset({"NOUN", "ADJ", "X"})
_BEGINNING = 3
_REACH_OF_RESUMPTIVE = 8
_ATTITUDES = frozenset(
    f"hedge.{verb}.verb" for verb in ("believe", "think", "expect", "hope", "wish", "fear", "suspect")
)
_NOMINAL_HEDGES = _ATTITUDES | {"hedge.possible", "hedge.prefer_likely.verb"}
_KNOWING = words_of(
    """
    يعرف تعرف نعرف أعرف يعرفون يدري ندري أدري يعلم نعلم أعلم معروفا المعروف معلوما المعلوم واضحا الواضح مؤكدا المؤكد
    """
)
_REACH_OF_KNOWING = 3
_EMBEDDING = frozenset({"conditional.ma_idha"})
_UNDER_NEGATION_NONE = frozenset({"hedge.mumkin", "hedge.conceivable"})
"""«لا يمكن أن», «لا يجوز أن»: it cannot, it must not be."""
_OPENING_CONDITIONS = frozenset({"conditional.in_case", "conditional.provided"})
_MAY = "hedge.qad_imperfect"
_HAD = words_of("كان كانت كانوا")
_OWN_BELIEF = re.compile("[أان](?:عتقد|ظن|توقع|تمنى|خشى|مل|شتبه)")
_OWN_SOURCE = words_of("ه ها هم نا ي")


def content_markers(document: Document, content: Content, clause: MainClause, lexicon: Lexicon) -> tuple[Marker, ...]:
    """Every marker inside the content, in text order, with its scope.

    Scope is ``content`` where the marker stands in the main clause at or before the predicate, or is an adverbial
    (ربما, على الأرجح) later in the same clause; everything else is ``side``.
    """
    found: list[Marker] = []
    touched = {sentence.index: sentence for span in content.spans for sentence in document.sentences_in(span)}
    for _, sentence in sorted(touched.items()):
        found += _in_sentence(sentence, content, clause, lexicon)
    found += _question_mark(document, content)
    negator = negator_of_predicate(document, content, clause)
    hedging = {ref for marker in found if marker.kind in ("hedge", "booster") for ref in marker.evidence.words}
    if negator is not None and not hedging.intersection(negator.evidence.words):
        found.append(negator)
    return tuple(sorted(found, key=lambda marker: (marker.span, marker.kind)))


def _in_sentence(sentence: Sentence, content: Content, clause: MainClause, lexicon: Lexicon) -> Iterator[Marker]:
    taken: set[int] = set()
    for match in lexicon.phrases(sentence, _KINDS):
        words = [sentence.word(word_id) for word_id in match.words]
        if not all(any(_begins_in(word, span) for span in content.spans) for word in words):
            continue
        if taken.intersection(match.words) or not _holds(sentence, match):
            continue
        taken.update(match.words)
        yield _marker(sentence, match, words, content, clause)
    for word in sentence.words[:-1]:
        if word.form == "س" and any(_begins_in(word, span) for span in content.spans):
            ref = (WordRef(sentence.index, word.id),)
            yield Marker("future", word.span, "side", Evidence("certainty.future_prefix", words=ref))


def markers_on_cue(document: Document, content: Content, lexicon: Lexicon) -> Iterator[Marker]:
    """Hedges inside the cue or right before it: «بدا وكأنه يرى أن», «قد يقول»."""
    cue = content.cue
    sentence = document.sentences[cue.sentence]
    taken: set[int] = set()
    for match in lexicon.phrases(sentence, ("hedges",)):
        entry = match.entry
        if taken.intersection(match.words):
            continue
        taken.update(match.words)
        words = [sentence.word(word_id) for word_id in match.words]
        near = match.words[-1] < cue.head and min(cue.words) - match.words[-1] <= 1
        if isinstance(entry, MarkerEntry) and near and _holds(sentence, match) and words[0].upos != "PUNCT":
            span = Span(words[0].span.start_char, words[-1].span.end_char)
            refs = tuple(WordRef(sentence.index, word_id) for word_id in match.words)
            yield Marker("hedge", span, "cue", Evidence("certainty.hedge_on_cue", entry.id, words=refs), entry.effect)


def _begins_in(word: Word, span: Span) -> bool:
    return span.start_char <= word.span.start_char < span.end_char


def _holds(sentence: Sentence, match: PhraseMatch) -> bool:
    """Whether the word after it is of the aspect that the entry wants, and no negator makes it the opposite."""
    entry = match.entry
    if not isinstance(entry, MarkerEntry):
        return False
    if entry.id in _UNDER_NEGATION_NONE and _previous_is_negator(sentence, match):
        return False
    if match.kind == "questions" and not _begins_token(sentence, match.words[0]):
        return False
    if entry.id == "conditional.unless" and _is_resumed(sentence, match.words[-1]):
        return False
    if _is_no_hedge(sentence, match):
        return False
    if entry.before == "any":
        return True
    if entry.id == _MAY and match.words[0] > 1 and fold(sentence.word(match.words[0] - 1).form) in _HAD:
        return False
    following = sentence.words[match.words[-1]] if match.words[-1] < len(sentence.words) else None
    if following is not None and fold(following.form) in ("لا", "لم") and match.words[-1] + 1 < len(sentence.words):
        following = sentence.words[match.words[-1] + 1]
    return following is not None and _is_imperfect(following) == (entry.before == "imperfect")


def _is_no_hedge(sentence: Sentence, match: PhraseMatch) -> bool:
    """The letters of a hedge in another sense: «لن توقع», «المشتبه بهم», «كان من المفترض أن»."""
    return any(rule(sentence, match) for rule in (_is_to_sign, _is_suspect, _was_supposed, _was_expected))


def _is_suspect(sentence: Sentence, match: PhraseMatch) -> bool:
    """A person suspected, not a suspicion: مشتبه with به, بها, بهم behind it."""
    if match.entry.id != "hedge.suspect.verb" or "مشتبه" not in fold(sentence.word(match.words[0]).form):
        return False
    behind = sentence.words[match.words[0] : match.words[0] + 2]
    return bool(behind) and ("".join(fold(w.form) for w in behind).startswith(("به", "بهم", "بها", "فيه")))


def _was_supposed(sentence: Sentence, match: PhraseMatch) -> bool:
    """«كان من المفترض أن …», «كان يفترض أن …»: it was to be, and was not."""
    first = match.words[0]
    return (
        match.entry.id == "hedge.expected"
        and any(fold(sentence.word(i).form) in ("مفترض", "المفترض", "يفترض") for i in match.words)
        and any(fold(w.form) in ("كان", "كانت") for w in sentence.words[max(first - 3, 0) : first - 1])
    )


def _was_expected(sentence: Sentence, match: PhraseMatch) -> bool:
    """«كانت النتيجة متوقعة», «لم يكن متوقعا»: what has come as, or not as, one knew it would."""
    word = sentence.word(match.words[0])
    if match.entry.id != "hedge.expect.verb" or word.upos != "ADJ" or word.form.startswith("ال"):
        return False
    following = sentence.words[word.id] if word.id < len(sentence.words) else None
    if following is not None and fold(following.form).startswith("ان"):
        return False
    return any(fold(w.form) in _BEING for w in sentence.words[max(word.id - 5, 0) : word.id - 1])


def _is_to_sign(sentence: Sentence, match: PhraseMatch) -> bool:
    """«لن توقع اتفاقا», «أن توقع»: will sign. توقع is a perfect, and none follows these."""
    first = match.words[0]
    return (
        match.entry.id == "hedge.expect.verb"
        and fold(sentence.word(first).form) == "توقع"
        and first > 1
        and fold(sentence.word(first - 1).form) in _BEFORE_IMPERFECT
    )


def _is_imperfect(word: Word) -> bool:
    """A prefix of the imperfect; after alif, which begins so much else, only the tag tells."""
    if word.form[:1] in ("أ", "ا"):
        return word.feats.get("Aspect") == "Imp"
    return word.form[:1] in ("ي", "ت", "ن") and word.feats.get("Aspect") != "Perf"


def _begins_token(sentence: Sentence, word_id: int) -> bool:
    """Whether a word begins its token, a conjunction aside; the pronoun of لكم does not."""
    before = [i for i in sentence.tokens[sentence.word(word_id).token].words if i < word_id]
    return all(sentence.word(i).upos == "CCONJ" for i in before)


def _is_resumed(sentence: Sentence, word_id: int) -> bool:
    """«ما لم تظهره الصورة هو …»: what, not unless."""
    return any(fold(word.form) in ("هو", "هي") for word in sentence.words[word_id : word_id + _REACH_OF_RESUMPTIVE])


def _previous_is_negator(sentence: Sentence, match: PhraseMatch) -> bool:
    first = match.words[0]
    return first > 1 and fold(sentence.word(first - 1).form) in _NEGATORS


def _marker(
    sentence: Sentence, match: PhraseMatch, words: Sequence[Word], content: Content, clause: MainClause
) -> Marker:
    entry = match.entry
    assert isinstance(entry, MarkerEntry)  # noqa: S101 - _holds checked
    kind = _KINDS[match.kind]
    scope = _scope(sentence, match, clause)
    if entry.id in _EMBEDDED_QUESTIONS and content.quote == "indirect":
        scope = "side"
    if entry.id == _MAY and scope == "content" and _describes_object(content, clause, match.words[0]):
        scope = "side"
    if match.phrase.startswith("VERB"):
        words = words[:1]
    span = Span(min(word.span.start_char for word in words), max(word.span.end_char for word in words))
    refs = tuple(WordRef(sentence.index, word_id) for word_id in match.words)
    return Marker(kind, span, scope, Evidence(f"certainty.{kind}", entry.id, words=refs), entry.effect)


def _describes_object(content: Content, clause: MainClause, word_id: int) -> bool:
    """«وجود خلل قد يعطل …»: in a noun phrase, a verb can only be that of a relative clause."""
    place = next((i for i, word in enumerate(clause.words) if word.id == word_id), 0)
    said = any(key in COMPLEMENTISERS for key in clause.keys[max(place - 2, 0) : place])
    return clause.nominal or (content.frame == "predication" and not said)


def _scope(sentence: Sentence, match: PhraseMatch, clause: MainClause) -> MarkerScope:
    if sentence.index != clause.sentence.index:
        return "side"
    place_of = {word.id: place for place, word in enumerate(clause.words)}
    place = place_of.get(match.words[0])
    if place is None or place in clause.subordinate:
        return "side"
    return _scope_at(match, clause, place)


def _scope_at(match: PhraseMatch, clause: MainClause, place: int) -> MarkerScope:
    """The scope of a marker whose first word stands at a place of the main clause, in no subordinate one."""
    word = clause.words[place]
    if match.kind == "conditionals" and not _conditions_main(match.entry.id, clause, place):
        return "side"
    if match.kind == "questions" or match.entry.id in _EMBEDDING:
        return "content" if place <= 1 or (place < clause.end and _is_not_known(clause, place)) else "side"
    if match.entry.id in _ATTITUDES and not _own_or_impersonal(clause, place):
        return "side"
    own = word.upos == "X" and _OWN_BELIEF.fullmatch(word.form) is not None
    if match.entry.id in _NOMINAL_HEDGES and len(match.words) == 1 and word.upos in _NOMINAL and not own:
        return "content" if _is_nominal_predicate(clause, place) else "side"
    if place in clause.before_predicate:
        return "content"
    if match.entry.id in _ADVERBIAL and place < clause.end:
        return "content"
    return "side"


def _is_not_known(clause: MainClause, place: int) -> bool:
    """«لا نعرف ما إذا كان …», «ليس واضحا ما إذا …»: whether is what the main predicate leaves open."""
    before = clause.keys[max(place - _REACH_OF_KNOWING, 0) : place]
    return any(key in _KNOWING for key in before) and any(key in _NEGATORS for key in clause.keys[:place])


def _conditions_main(entry_id: str, clause: MainClause, place: int) -> bool:
    """A condition, not «حتى إذا»; before a clause without a verb it stands at the beginning.

    «في حال» and «شرط أن» count only where they open the content: «الشارع في حالة ترقب» tells a state.
    """
    if place and clause.keys[place - 1] == "حتي":
        return False
    if entry_id in _OPENING_CONDITIONS:
        return all(word.upos in ("CCONJ", "SCONJ", "ADV", "PART") for word in clause.words[:place])
    if clause.predicate is None or place == clause.predicate - 1:
        return place <= _BEGINNING
    return True


def _own_or_impersonal(clause: MainClause, place: int) -> bool:
    """«أعتقد», «بلاده تتوقع», and «يُعتقد أن» at the head of the clause; not a belief told of («الناس يعتقدون»)."""
    if _OWN_BELIEF.fullmatch(clause.words[place].form) and place <= 1:
        return True
    if place == clause.predicate == 2 and clause.keys[1] in _OWN_SOURCE and clause.words[1].upos == "PRON":
        return True
    feats = clause.words[place].feats
    if feats.get("Aspect") == "Perf" or (feats.get("Number") == "Plur" and feats.get("Person") == "3"):
        return False
    return (
        feats.get("Person") == "1" or feats.get("Voice") == "Pass" or place == 0 or clause.words[place].upos != "VERB"
    )


def _is_nominal_predicate(clause: MainClause, place: int) -> bool:
    """A hedging noun or adjective that begins the content, or is the indefinite predicate of a verbless clause."""
    if place == 0:
        return clause.predicate is None
    previous = clause.words[place - 1]
    attributive = previous.upos in _NOMINAL and not previous.form.startswith("ال") and previous.upos != "X"
    return clause.predicate is None and not clause.words[place].form.startswith("ال") and not attributive


def _question_mark(document: Document, content: Content) -> Iterator[Marker]:
    """A question mark that ends the content's first sentence, «..» and «…» being pauses inside it."""
    start, end = content.spans[0].start_char, content.spans[-1].end_char
    stop = _STOP.search(document.text, start, min(end + 1, len(document.text)))
    if stop is not None and stop.group() in _QUESTION_MARKS:
        yield Marker("question", Span(*stop.span()), "content", Evidence("certainty.question_mark"), "unknown")
