"""Noun phrases of the article that may be referred to, whether or not they are the source of a cue themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from attribution.document import Sentence, Span, Word
from attribution.lexicon import fold
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import UNKNOWN_AGREEMENT, Nominal
from attribution.resolution.noun_words import QUOTES
from attribution.sources import Agreement

__all__ = ["Antecedent", "clause_subjects", "find_antecedents", "phrase_span"]

_INSIDE = frozenset({"nmod", "amod", "flat", "appos", "nummod", "det", "case", "compound", "fixed", "dep", "nsubj"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
_NAMES = frozenset({"X", "PROPN"})
_REACH_OF_PREPOSITION = 18
_VERBAL_PREPOSITIONS = frozenset(
    map(fold, ["عن", "مع", "حول", "خلال", "حسب", "بعد", "قبل", "منذ", "عبر", "ضد", "أمام", "حتى", "أثناء"])
)
_NEVER_VERBS = frozenset(map(fold, ["عن", "حول", "بشأن", "بخصوص", "في", "من", "إلى", "ب", "ل"]))
_WITH_WHOM = frozenset(map(fold, ["مع", "ب"]))
_CONTACTS = frozenset(
    map(fold, ["التواصل", "تواصلت", "تواصلنا", "الاتصال", "اتصلت", "اتصلنا", "التقت", "التقينا"]),
)
_REACH_OF_CONTACT = 7
_BEGINNING = 4
_MASCULINE_STATES = frozenset(
    map(fold, ["العراق", "السودان", "المغرب", "لبنان", "اليمن", "الأردن", "الصومال", "الفاتيكان"])
)
_HOLDERS = frozenset({"roles", "persons"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A noun phrase that a dropped subject may resume; ``matrix`` where it is the subject of a main clause."""

    phrase: Nominal
    subject: bool
    matrix: bool


def find_antecedents(reader: NominalReader) -> tuple[Antecedent, ...]:
    """Subjects of all clauses, and named holders of a role anywhere, in text order."""
    return tuple(found for sentence in reader.document.sentences for found in _in_sentence(reader, sentence))


def _in_sentence(reader: NominalReader, sentence: Sentence) -> Iterator[Antecedent]:
    nouns = {ids[0] for _, entry, ids in reader.matches(sentence.index) if entry.type not in ("former", "quoted")}
    roles = {ids[0] for kind, _, ids in reader.matches(sentence.index) if kind in _HOLDERS}
    states = {
        ids[0]
        for _, entry, ids in reader.matches(sentence.index)
        if entry.type == "state" and fold(sentence.word(ids[0]).form) not in _MASCULINE_STATES
    }
    end = -1
    for word in sentence.words:
        if word.span.start_char < end:
            continue
        predicate = _predicate(sentence, word, nouns, states)
        name_first = _begins_name(sentence, word)
        if predicate is None and name_first:
            predicate = _predicate_of_name(sentence, word, nouns, states)
        interviewed = predicate is None and _is_interviewed(sentence, word)
        if predicate is None and word.id not in roles and not name_first and not interviewed:
            continue
        observed = _shown(predicate) if predicate is not None else UNKNOWN_AGREEMENT
        span = _name_and_role(sentence, word, roles) if name_first else None
        if span is None and (predicate is not None or interviewed or not name_first):
            span = _with_apposition(sentence, word, roles)
        phrase = reader.read(span, observed) if span is not None else None
        if phrase is None or (predicate is None and not phrase.name and not interviewed):
            continue
        end = phrase.span.end_char if phrase.name else end
        main = interviewed or (predicate is not None and _is_main(sentence, predicate))
        yield Antecedent(phrase, predicate is not None or interviewed, main)


def _predicate_of_name(sentence: Sentence, word: Word, nouns: set[int], states: set[int]) -> Word | None:
    """The predicate of a name by any of its words, where the tree makes a later one its head («أوضح سامر *الخطيب*»)."""
    for other in sentence.words[word.id :]:
        if other.upos not in _NAMES:
            return None
        if other.deprel in _SUBJECTS:
            return _predicate(sentence, other, nouns, states)
    return None


def _is_interviewed(sentence: Sentence, word: Word) -> bool:
    """Whether the paper has asked somebody: «وبالتواصل مع *الشركة* قالت», «والتقت الصحيفة ب*المدير*، وقال»."""
    if word.id == 1 or fold(sentence.word(word.id - 1).form) not in _WITH_WHOM or word.upos in ("PRON", "DET"):
        return False
    before = sentence.words[max(word.id - _REACH_OF_CONTACT, 0) : word.id - 2]
    return any(fold(other.form) in _CONTACTS and (other.upos == "VERB" or other.id <= _BEGINNING) for other in before)


def _begins_name(sentence: Sentence, word: Word) -> bool:
    """Whether two or more words tagged as names begin here."""
    if word.upos not in _NAMES or word.id == len(sentence.words):
        return False
    return (word.id == 1 or sentence.word(word.id - 1).upos not in _NAMES) and sentence.word(word.id + 1).upos in _NAMES


def _with_apposition(sentence: Sentence, word: Word, roles: set[int]) -> Span:
    """A noun phrase, with the role or trade and name that stand after a comma (لاعب الفريق السابق، المحلل …)."""
    span = phrase_span(sentence, word)
    after = [other for other in sentence.words if other.span.start_char >= span.end_char][:2]
    if word.id in roles and len(after) > 1 and after[0].form in ("،", ",") and after[1].id in roles:
        return Span(span.start_char, phrase_span(sentence, after[1]).end_char)
    return span


def _name_and_role(sentence: Sentence, word: Word, roles: set[int]) -> Span | None:
    """A name with the role that follows it, a comma between them or not."""
    following = iter(sentence.words[word.id :])
    last = word
    for other in following:
        if other.upos in _NAMES:
            last = other
        elif other.id in roles:
            return Span(word.span.start_char, phrase_span(sentence, other).end_char)
        elif other.form not in ("،", ",", "؛", ";") and other.form not in QUOTES:
            return None
    return Span(word.span.start_char, last.span.end_char) if last.id != word.id else None


def _predicate(sentence: Sentence, word: Word, nouns: set[int], states: set[int]) -> Word | None:
    """The predicate of which a word is the subject.

    By the tree; or, for a name or a noun of the source lexicons, because it stands right after a verb that agrees
    (عبر عامر …), where the tree may have taken it for an object; a state is feminine, so «حث اليونان» has it as object.
    """
    if word.upos in ("PRON", "DET", "VERB", "PART", "PUNCT", "ADP", "CCONJ") or _is_after_preposition(sentence, word):
        return None
    if word.deprel in _SUBJECTS and word.head:
        predicate = sentence.word(word.head)
        return None if word.id in states and _is_masculine_verb(predicate) else predicate
    previous = next((w for w in reversed(sentence.words[: word.id - 1]) if w.upos != "PUNCT"), None)
    if previous is None or not (word.id in nouns or word.upos in _NAMES):
        return None
    if previous.upos != "VERB" and not _misread_verb(sentence, previous):
        return None
    if previous.feats.get("Person") not in (None, "3") or previous.feats.get("Number") not in (None, "Sing"):
        return None
    if previous.upos != "VERB":
        return previous
    if word.id in states and _is_masculine_verb(previous):
        return None
    feminine = word.form.endswith("ة")
    return previous if feminine is (previous.feats.get("Gender") == "Fem") or word.upos in _NAMES else None


def _is_after_preposition(sentence: Sentence, word: Word) -> bool:
    """Whether a preposition stands right before it, whatever the tree says: «وعن *راموس* قال»."""
    first = word.id
    while first > 1 and word.upos in _NAMES and sentence.word(first - 1).upos in _NAMES:
        first -= 1
    return first > 1 and fold(sentence.word(first - 1).form) in _NEVER_VERBS


def _is_masculine_verb(word: Word) -> bool:
    return word.upos == "VERB" and word.feats.get("Gender") == "Masc"


def phrase_span(sentence: Sentence, head: Word) -> Span:
    """The contiguous stretch of a noun and its nominal dependents, from the head or a quantifier before it.

    Clauses, conjuncts and asides are left out.
    """
    children: dict[int, list[Word]] = {}
    for word in sentence.words:
        children.setdefault(word.head, []).append(word)
    inside = {head.id}
    stack = [head.id]
    while stack:
        for child in children.get(stack.pop(), ()):
            if (
                child.id > head.id
                and not _governed(children, child)
                and child.deprel.partition(":")[0] in _INSIDE
                and child.upos != "VERB"
            ):
                inside.add(child.id)
                stack.append(child.id)
    last = head
    for word in sentence.words[head.id :]:
        if word.id in inside:
            last = word
        elif word.upos != "PUNCT" or word.form not in ("،", ",", '"', "»", "«", "“", "”"):
            break
    return Span(head.span.start_char, max(last.span.end_char, head.span.end_char))


def _misread_verb(sentence: Sentence, word: Word) -> bool:
    """«عبّر … عن», which parsers take for the preposition عبر."""
    later = sentence.words[word.id : word.id + _REACH_OF_PREPOSITION]
    return fold(word.form) == "عبر" and any(fold(other.form) == "عن" for other in later)


def _governed(children: Mapping[int, Sequence[Word]], word: Word) -> bool:
    """Whether a preposition stands before it that rather belongs to the verb (عن ارتياحه, خلال المؤتمر)."""
    return any(
        child.deprel == "case" and fold(child.form) in _VERBAL_PREPOSITIONS for child in children.get(word.id, ())
    )


def _shown(predicate: Word) -> Agreement:
    if predicate.upos not in ("VERB", "AUX"):
        return UNKNOWN_AGREEMENT
    gender = "Fem" if _has_feminine_ending(predicate) else predicate.feats.get("Gender")
    return Agreement("3", gender, predicate.feats.get("Number"))


def _has_feminine_ending(predicate: Word) -> bool:
    """«نفت», a perfect whose ت is not of its root, whatever gender it is tagged with."""
    root = fold(predicate.lemma or "ت")
    return predicate.feats.get("Aspect") == "Perf" and predicate.form.endswith("ت") and not root.endswith("ت")


def _is_main(sentence: Sentence, predicate: Word) -> bool:
    """Whether a predicate is the root, or conjoined to it, or stands beside it."""
    if predicate.upos == "ADP":
        return True
    current = predicate
    for _ in range(len(sentence.words)):
        if current.head == 0:
            return True
        if current.deprel.partition(":")[0] not in ("conj", "parataxis"):
            return False
        current = sentence.word(current.head)
    return False


def clause_subjects(sentence: Sentence, word: Word) -> Iterator[Word]:
    """Subjects of the clauses that govern a word, the innermost first; those after it are left out.

    From a conjoined or dependent verb this climbs to the verb that it hangs on; from a relative clause past the noun to
    the verb of the main clause (أصدرت اللجنة بيانا أكدت فيه).
    """
    current = word
    for _ in range(len(sentence.words)):
        if not current.head:
            return
        current = sentence.word(current.head)
        if current.upos not in _PREDICATES:
            continue
        for other in sentence.words:
            if other.head == current.id and other.deprel in _SUBJECTS and other.upos != "PRON" and other.id < word.id:
                yield other
