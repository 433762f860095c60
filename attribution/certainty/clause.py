"""The main clause of a content: its words, its predicate, and which words stand in subordinate clauses before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from attribution.content import Content
from attribution.document import Document, Sentence, Span, Word
from attribution.lexicon import fold

__all__ = ["COMPLEMENTISERS", "NOT_BEING", "MainClause", "read_main_clause", "words_of"]


def words_of(text: str) -> frozenset[str]:
    """The folded words of a string, as a set to look forms up in."""
    return frozenset(map(fold, text.split()))


NOT_BEING = words_of("ليس ليست ليسوا لست لسنا ليسا ليستا لسن")
_NOMINAL_FRAMES = frozenset({"nominal", "topic"})
_RELATIVES = words_of(
    "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي اللائي إللي اللي ممن مما عما فيما حيث إذ لأن كي لكي"
)
COMPLEMENTISERS = words_of("أن أنه أنها أنهم أننا أنني بأن لأن لأنه لأنها إن إنه إنها")
_FREE_RELATIVES = words_of("ما من")
_RESUMPTIVES = words_of("هو هي هم")
_BEING = words_of("كان كانت كانوا يكون تكون يكونوا كنا كنت سيكون ستكون")
_BEFORE_VERB = words_of("لم لن لا قد لقد سوف س")
_NEGATORS = words_of("لم لن لا ما")
_ONLY_BEFORE_VERB = words_of("لم لن")
_VERBAL = frozenset({"VERB", "AUX"})
_SENTENCE_MARKS = frozenset(".!؟?؛;…")
_COMMAS = frozenset("،,")
_CONCESSIONS = words_of("رغم الرغم برغم")
_BUT = words_of("لكن لكنه لكنها لكنهم لكننا لكنني")
_THEREFORE = words_of("لذا")
_AFTER_SOME_WORDS = 2
_OWN_VERB = re.compile(r"س?[نأ][ء-ي]{2,}|[ء-ي]{2,}(?:[ء-ي]ت|نا|وا|تم|تني|ني)")
"""A verb of the first or second person, or one with «me», as written."""
_BEFORE_OWN_VERB = words_of("نعم لا و لقد قد أنا نحن لم لن")
_LONGEST_LEAD = 2
_THERE_IS = words_of("هناك ثمة")
_NAMES = frozenset({"X", "PROPN"})
_REACH_OF_AUXILIARY = 2
_REACH_OF_RESUMPTIVE = 9


@dataclass(frozen=True)
class MainClause:
    """The content's words in its first sentence, and the place of its predicate among them.

    ``predicate`` is None for nominal content and for a clause without a verb; ``subordinate`` are the places of verbs
    and relatives before the predicate that belong to another clause; ``end`` is the place of the first clause mark or
    coordinated clause after the predicate. ``keys`` are folded forms; a form of ليس that the tokenizer cut is whole.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    predicate: int | None
    subordinate: frozenset[int]
    end: int
    nominal: bool

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Folded forms of the words, by place."""
        return _keys(self.sentence, self.words)

    @property
    def before_predicate(self) -> range:
        """Places up to the predicate, it included; of a verbless clause, up to its end."""
        return range(self.end if self.predicate is None else self.predicate + 1)


def read_main_clause(document: Document, content: Content) -> MainClause | None:
    """The main clause of a content, read off its words from left to right.

    A relative pronoun, or a complementiser inside the clause, claims the next verb for itself, and what is coordinated
    to that verb; the first verb that is not so claimed is the predicate, if no other clause has begun before it. The
    tree decides only where it marks a verb as a relative clause without pronoun: its heads are wrong in one case out of
    four, the order of words is not.

    Parameters
    ----------
    document : Document
        Parsed.
    content : Content
        Its first span tells where the clause begins, its frame whether there is one.

    Returns
    -------
    MainClause or None
        None where no parsed word lies in the content.
    """
    start = content.spans[0]
    sentence = next(document.sentences_in(Span(start.start_char, len(document.text))), None)
    if sentence is None:
        return None
    words = tuple(word for word in sentence.words if _inside(word, content.spans))
    if not words:
        return None
    words = words[_after_concession(_keys(sentence, words)) :]
    keys = _keys(sentence, words)
    if content.frame in _NOMINAL_FRAMES:
        return MainClause(sentence, words, None, frozenset(), _end_of_noun(words, keys), nominal=True)
    if keys[0] in _THERE_IS:
        return MainClause(sentence, words, None, frozenset(), _end(words, keys, 1), nominal=False)
    own = _own_verb(words, keys) if content.quote == "direct" else None
    predicate, subordinate, stopped = _predicate(words, keys) if own is None else (own, frozenset[int](), own)
    end = stopped if predicate is None else _end(words, keys, predicate + 1)
    return MainClause(sentence, words, predicate, subordinate, end, nominal=False)


def _after_concession(keys: Sequence[str]) -> int:
    """Where the main clause begins behind «رغم أن …، إلا أن» or «رغم …، فإن»; 0 where no concession opens it."""
    if not any(key in _CONCESSIONS for key in keys[:2]):
        return 0
    for place in range(2, len(keys) - 2):
        but = keys[place] == "الا" and keys[place + 1].startswith("ان")
        if but or (keys[place] == "ف" and keys[place + 1] == "ان"):
            return place + 2
    return 0


def _own_verb(words: Sequence[Word], keys: Sequence[str]) -> int | None:
    """The place of a verb that opens the source's own words and has no tag («أستطيع أن …», «حاولت أن …»).

    The parser learnt from newspapers, where the first and second person are rare: it gives them the tag of names.
    """
    lead = takewhile(lambda key: key in _BEFORE_OWN_VERB, keys[:_LONGEST_LEAD])
    place = sum(1 for _ in lead)
    if place + 1 >= len(words) or words[place].upos != "X" or not _OWN_VERB.fullmatch(words[place].form):
        return None
    following = words[place + 1]
    return None if following.upos in _NAMES | _VERBAL else place


def _inside(word: Word, spans: Sequence[Span]) -> bool:
    return any(span.start_char <= word.span.start_char < span.end_char for span in spans)


def _keys(sentence: Sentence, words: Sequence[Word]) -> tuple[str, ...]:
    found = []
    for word in words:
        token = sentence.tokens[word.token]
        whole = fold(token.text)
        cut = whole.lstrip("وف") in NOT_BEING and whole not in NOT_BEING | {fold(word.form)}
        joined = whole in NOT_BEING and len(token.words) > 1
        if joined or (cut and len(token.words) > 2):
            found.append(whole.lstrip("وف") if word.id == token.words[-1] else "")
        else:
            found.append(fold(word.form))
    return tuple(found)


def _is_verb(word: Word, key: str) -> bool:
    return word.upos in _VERBAL or key in NOT_BEING


def _is_predicate(words: Sequence[Word], keys: Sequence[str], place: int) -> bool:
    """A verb by its tag, or an untagged word after لم or لن, which nothing but a verb follows."""
    if _is_verb(words[place], keys[place]):
        return True
    return words[place].upos == "X" and place > 0 and keys[place - 1] in _ONLY_BEFORE_VERB


def _begins_exception(keys: Sequence[str], place: int) -> bool:
    """The «إلا أن» that means «but»: what follows is another clause."""
    return keys[place] == "الا" and place > 0 and place + 1 < len(keys) and keys[place + 1].startswith("ان")


def _ends_clause(words: Sequence[Word], keys: Sequence[str], place: int) -> bool:
    """A mark, «إلا أن», «لكن», «لذا»: what follows is another clause."""
    if not place:
        return False
    if words[place].form[:1] in _SENTENCE_MARKS or _begins_exception(keys, place):
        return True
    return place >= _AFTER_SOME_WORDS and (keys[place] in _THEREFORE or keys[place] in _BUT)


def _predicate(words: Sequence[Word], keys: Sequence[str]) -> tuple[int | None, frozenset[int], int]:
    """The predicate's place, the places claimed by other clauses, and where the search stopped."""
    claimed = 0
    subordinate: set[int] = set()
    auxiliary = -_REACH_OF_AUXILIARY - 1
    inside_relative = False
    for place, (word, key) in enumerate(zip(words, keys, strict=True)):
        if _ends_clause(words, keys, place):
            return None, frozenset(subordinate), place
        if _opens_other_clause(words, keys, place):
            claimed += 0 if place and keys[place - 1] == key else 1
            subordinate.add(place)
            continue
        if _begins_coordinated(words, keys, place):
            if not inside_relative or words[place - 1].form[:1] in _COMMAS:
                return None, frozenset(subordinate), place
            claimed += 1
        if not _is_predicate(words, keys, place):
            if claimed:
                subordinate.add(place)
            continue
        if claimed or place - auxiliary <= _REACH_OF_AUXILIARY:
            claimed = max(claimed - 1, 0)
            subordinate.add(place)
            inside_relative = True
            auxiliary = place if key in _BEING else -_REACH_OF_AUXILIARY - 1
            continue
        if place and word.deprel.startswith("acl") and _another_verb(words, place):
            subordinate.add(place)
            continue
        return place, frozenset(subordinate), place
    return None, frozenset(subordinate), len(words)


def _opens_other_clause(words: Sequence[Word], keys: Sequence[str], place: int) -> bool:
    key = keys[place]
    if key in _RELATIVES:
        return True
    if key in COMPLEMENTISERS:
        return 0 < place <= 2 and words[place - 1].upos in ("ADP", "NOUN", "ADV") and words[0].upos != "ADP"
    if key in _FREE_RELATIVES and place + 1 < len(words):
        after_preposition = place > 0 and words[place - 1].upos == "ADP"
        opens = place == 0 and any(k in _RESUMPTIVES for k in keys[: _REACH_OF_RESUMPTIVE + 1])
        opens = opens or (place == 0 and key == "ما" and "غير" not in keys[1:3] and "غير" in keys)
        opens = opens or (
            place == 0 and key == "ما" and sum(_is_verb(w, k) for w, k in zip(words, keys, strict=True)) > 1
        )
        verb_follows = _is_verb(words[place + 1], keys[place + 1]) or keys[place + 1] in _BEFORE_VERB
        return verb_follows and (after_preposition or opens)
    return False


def _begins_coordinated(words: Sequence[Word], keys: Sequence[str], place: int) -> bool:
    """A conjunction, after some words, with a verb, a verbal particle or a complementiser behind it.

    «ومن المرجح أن …» begins one too. The ف of «بناء على ذلك فإنه …» brings the main clause, and «لم ولن» is one
    negation.
    """
    if place < 2 or words[place].upos != "CCONJ" or place + 1 >= len(words):
        return False
    following = keys[place + 1]
    if keys[place] == "ف" and following in COMPLEMENTISERS:
        return False
    if following in _NEGATORS and keys[place - 1] in _NEGATORS:
        return False
    if following == "من" and place + 3 < len(words) and words[place + 2].form.startswith("ال"):
        return keys[place + 3] in COMPLEMENTISERS
    return _is_verb(words[place + 1], following) or following in _BEFORE_VERB or following in COMPLEMENTISERS


def _another_verb(words: Sequence[Word], place: int) -> bool:
    return any(word.upos in _VERBAL and not word.deprel.startswith("acl") for word in words[place + 1 :])


def _end(words: Sequence[Word], keys: Sequence[str], start: int) -> int:
    for place in range(start, len(words)):
        if place and words[place].form[:1] in _SENTENCE_MARKS | _COMMAS:
            return place
        if start and (keys[place] in _RELATIVES | COMPLEMENTISERS or _begins_coordinated(words, keys, place)):
            return place
    return len(words)


def _end_of_noun(words: Sequence[Word], keys: Sequence[str]) -> int:
    """The end of nominal content's own words: a relative, or a clause behind a preposition («مع الإشارة إلى أن»)."""
    for place in range(1, len(keys)):
        if keys[place] in _RELATIVES or (keys[place] in COMPLEMENTISERS and words[place - 1].upos == "ADP"):
            return min(place, _end(words, keys, 0))
    return _end(words, keys, 0)
