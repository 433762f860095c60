"""Where a verb has its subject: after it, before it, or before the relative pronoun of its clause."""

from __future__ import annotations

import re

from attribution.document import Word
from attribution.event_nouns import is_event_noun
from attribution.function_words import folded
from attribution.lexicon import CueEntry, fold
from attribution.nominal import (
    is_preposition,
    is_setting,
    noun_phrase_end,
    phrase_start_before,
    skip_settings,
)
from attribution.sources.clause import Clause
from attribution.syntax import Unit

__all__ = [
    "AUXILIARIES",
    "Stretch",
    "author_of_text",
    "clashing_subject",
    "modified_noun",
    "object_source",
    "relative_head",
    "subject_after",
    "subject_before",
    "tree_subject_after",
]

Stretch = tuple[int, int]
"""Indices of the first and last token of a noun phrase."""

_BEFORE_A_SUBJECT = folded("لكن ولكن أن وأن فيما بينما")
_NOMINAL = frozenset({"NOUN", "PROPN", "X", "ADJ", "DET", "NUM"})
AUXILIARIES = frozenset({"كان", "كانت", "وكان", "وكانت", "كانا", "كانوا", "قد", "وقد", "فقد", "لقد", "سبق", "فكان"})
_WAS = frozenset({"كان", "كانت", "وكان", "وكانت", "وكانا", "وكانوا", "كانوا", "فكان"})
_CLAUSE_OPENERS = folded("لكن ولكن فيما بينما وبينما حيث إذ حين و ف كما غير إلا أن")
_LONGEST_TOPIC = 26
_TEXTS = folded("كلمة خطاب خطابا مقال مقالا مقالة بيان بيانا تقرير تقريرا تغريدة منشور منشورا محاضرة مداخلة تدوينة")
_AGAIN = folded("ثانية مجددا مرة لذلك")
_RELATIVES = {
    "الذي": ("Masc", "Sing", "ه"),
    "التي": ("Fem", "Sing", "ها"),
    "الذين": ("Masc", "Plur", "هم"),
}
_FIRST_PERSON = re.compile(r"_1[mf]?[sdp]$")
_PREPOSITIONS = frozenset({"في", "من", "علي", "الي", "عن", "مع", "ب", "ل", "وراء", "خلف"})


def subject_after(clause: Clause) -> Stretch | None:
    """The noun phrase that follows the verb, settings skipped; for a verb in the first person, none."""
    units = clause.reading.units
    if clause.agreement.person == "1":
        return None
    after_this = clause.content.evidence.rule == "content.told_before"
    start = skip_settings(clause.reading, clause.last + (2 if after_this else 1), clause.limit)
    if start >= clause.limit or start >= len(units):
        return tree_subject_after(clause)
    unit = units[start]
    if unit.is_verb and start == clause.limit - 1:
        return start, start
    if unit.is_mark:
        pass
    elif (
        unit.is_punctuation
        or unit.key in _PREPOSITIONS
        or unit.is_verb
        or _is_preposition_phrase(unit)
        or unit.upos == "ADV"
        or _is_accusative(unit)
        or _is_told(clause, start)
    ):
        return tree_subject_after(clause)
    limit = clause.limit
    entry = clause.entry_of(clause.cue)
    if entry is not None and entry.source_introduced_by:
        limit = _relay_preposition(clause, start, limit, entry)
    last = noun_phrase_end(clause.reading, start, limit)
    return (start, last) if last >= start else None


def _relay_preposition(clause: Clause, start: int, limit: int, entry: CueEntry) -> int:
    in_relative = False
    for index in range(start, limit):
        unit = clause.reading.units[index]
        in_relative = unit.is_relative or (in_relative and not (unit.is_comma or unit.is_dash))
        if not in_relative and unit.key in {fold(p) for p in entry.source_introduced_by}:
            return index
    return limit


def object_source(clause: Clause) -> Stretch | None:
    """What the preposition right after the verb governs, where that is the source: «جاء في *بيان الشركة* أن»."""
    units, entry = clause.reading.units, clause.entry_of(clause.cue)
    start = clause.last + 1
    if entry is None or start + 1 >= min(clause.limit, len(units)):
        return None
    if units[start].key not in {fold(preposition) for preposition in entry.source_introduced_by}:
        return None
    last = noun_phrase_end(clause.reading, start + 1, clause.limit)
    return (start + 1, last) if last > start else None


def tree_subject_after(clause: Clause) -> Stretch | None:
    """A subject that the tree gives where the words showed none: a name that looks like a time (الخميس)."""
    subject = clause.reading.subject(clause.cue.head)
    if subject is None or subject.upos == "PRON":
        return None
    index = clause.reading.unit_of(subject.id).index
    unit = clause.reading.units[index]
    if not clause.last < index < clause.limit or _is_preposition_phrase(unit) or _is_told(clause, index):
        return None
    last = noun_phrase_end(clause.reading, index, clause.limit)
    return (index, max(last, index))


def _is_told(clause: Clause, index: int) -> bool:
    """Whether what follows a verb is what it says, not who: «قال *نؤكد*», «أكد *تعقيبا*», «نفى *اتهامات*».

    A verb in the first person; or a happening without article that is no noun of the source lexicons, but for verbs of
    showing («كشف *تحليل الدم* أن»).
    """
    unit = clause.reading.units[index]
    forms = clause.lexicon.verb_forms(unit.head.form) if unit.upos == "X" else ()
    if forms and all(_FIRST_PERSON.search(form.slot) for form in forms):
        return True
    entry = clause.entry_of(clause.cue)
    if entry is not None and entry.stance == "endorsing":
        return False
    if unit.upos != "NOUN" or unit.bare.startswith("ال") or clause.names_source(index):
        return False
    return is_event_noun(unit) or unit.key in _AGAIN


def _is_accusative(unit: Unit) -> bool:
    """Whether it ends in fathatan, printed or by its tags, or is أي as an object (قال مازحًا، تكشف رسميا، تنفي أي)."""
    if unit.text.endswith(("اً", "ًا")):
        return True
    word = unit.head
    if fold(word.form) == "اي" and word.deprel == "obj":
        return True
    indefinite = word.feats.get("Case") == "Acc" and word.feats.get("Definite") == "Ind"
    return indefinite and word.upos in ("NOUN", "ADJ") and word.form.endswith("ا")


def _is_preposition_phrase(unit: Unit) -> bool:
    return unit.words[0].upos == "ADP" and len(unit.words) > 1


def subject_before(clause: Clause) -> Stretch | None:
    """A subject that stands before its verb: by the tree, or as the noun phrase right before it."""
    anchor = clause.first
    while anchor > 0 and clause.reading.units[anchor - 1].key in AUXILIARIES:
        anchor -= 1
    topic = _after_amma(clause, anchor)
    if topic is not None:
        return topic
    if (clause.verb.conjunction and anchor == clause.first) or _refers_back(clause):
        return None
    if anchor and clause.reading.units[anchor - 1].is_relative:
        return None
    subject = clause.reading.subject(clause.cue.head)
    if subject is not None and subject.upos == "PRON":
        return None
    if subject is not None and clause.reading.unit_of(subject.id).index < clause.first:
        first = _tree_start(clause, subject)
        last = noun_phrase_end(clause.reading, first, anchor)
        nearer = _phrase_before(clause, anchor) if _is_feminine_for_masculine(clause, first) else None
        if nearer is not None:
            return nearer
        if clause.reading.units[first].bare in _PREPOSITIONS or _is_governed(clause, first):
            return None
        if last >= first:
            return first, last
    return None if anchor == 0 else _fronted_auxiliary(clause, anchor) or _phrase_before(clause, anchor)


def _after_amma(clause: Clause, anchor: int) -> Stretch | None:
    """X of «أما X فقال», «أما X فقد أكد»: all that stands between أما and its فاء."""
    units = clause.reading.units
    if not units[anchor].key.startswith("ف") or not (units[anchor].conjunction or units[anchor].key in AUXILIARIES):
        return None
    for index in range(anchor - 1, max(anchor - _LONGEST_TOPIC, -1), -1):
        if units[index].bare == "اما" and index + 1 < anchor:
            last = noun_phrase_end(clause.reading, index + 1, anchor)
            return (index + 1, last) if last > index and units[index + 1].key not in _PREPOSITIONS else None
        if units[index].is_stop or units[index].is_colon:
            return None
    return None


def _phrase_before(clause: Clause, anchor: int) -> Stretch | None:
    """The noun phrase that ends right before a verb, where a clause begins with it."""
    units = clause.reading.units
    if units[anchor - 1].is_comma and anchor >= 2:
        return None
    first = phrase_start_before(clause.reading, anchor, 0)
    if (first and not _opens_clause(clause, first)) or (first < anchor and units[first].bare in _PREPOSITIONS):
        return None
    if first < anchor and _is_governed(clause, first):
        return None
    while first < anchor and (units[first].key in _PREPOSITIONS or units[first].key in _BEFORE_A_SUBJECT):
        first += 1
    return (first, anchor - 1) if first < anchor and units[first].upos in _NOMINAL else None


def _is_governed(clause: Clause, index: int) -> bool:
    """Whether a phrase is a preposition's, or conjoined to one that is: the topic of «وعن *الطقس ومدى تقلبه* قال»."""
    units = clause.reading.units
    own = [word for word in units[index].words if word.upos != "CCONJ"]
    if len(own) > 1 and own[0].upos == "ADP" and own[1].upos == "NOUN" and fold(own[1].form).startswith("ال"):
        return True
    if index == 0 or not units[index].conjunction or units[index - 1].is_punctuation:
        return False
    before = phrase_start_before(clause.reading, index, 0)
    return before < index and (units[before].bare in _PREPOSITIONS or is_preposition(units[before]))


def clashing_subject(clause: Clause, after: Stretch) -> bool:
    """Whether the noun right after a masculine verb is feminine: its object, for next to its verb a subject agrees."""
    return after[0] == clause.last + 1 and _is_feminine_for_masculine(clause, after[0])


def _is_feminine_for_masculine(clause: Clause, index: int) -> bool:
    """Whether a noun is feminine by its ending and the verb masculine singular."""
    unit = clause.reading.units[index]
    shown = (clause.agreement.person, clause.agreement.gender, clause.agreement.number)
    feminine = unit.text.endswith("ة") and unit.upos in ("NOUN", "ADJ") and unit.head.feats.get("Gender") != "Masc"
    return shown == ("3", "Masc", "Sing") and feminine


def modified_noun(clause: Clause, people: frozenset[str], documents: frozenset[str]) -> Stretch | None:
    """The indefinite noun whose relative clause, with no relative pronoun, the verb opens: «لمصدر مسؤول نفى».

    It is one of the source lexicons' people or documents (تقريرا يكشف), stands right before the verb, and agrees; a
    plural of things takes the feminine singular (معلومات تفيد).
    """
    units, sentence = clause.reading.units, clause.reading.sentence
    word = sentence.word(clause.cue.head)
    if not word.deprel.startswith("acl") or clause.verb.conjunction or not clause.first or _refers_back(clause):
        return None
    noun = sentence.word(word.head)
    place = clause.reading.unit_of(noun.id).index
    kinds = {match.words[0]: match.kind for match in clause.lexicon.phrases(sentence, tuple(people | documents))}
    if noun.id not in kinds or place >= clause.first or any(u.is_punctuation for u in units[place : clause.first]):
        return None
    number = noun.feats.get("Number", "Sing")
    things = number == "Plur" and kinds[noun.id] in documents
    if fold(noun.form).startswith("ال") or (not things and number != (clause.agreement.number or "Sing")):
        return None
    if (things or noun.form.endswith("ة")) != (clause.agreement.gender == "Fem"):
        return None
    return place, clause.first - 1


def _fronted_auxiliary(clause: Clause, anchor: int) -> Stretch | None:
    """X of «وكان X قد أعلن»: all that stands between كان and its verb, with no other verb there."""
    units = clause.reading.units
    for index in range(anchor - 1, max(anchor - 26, -1), -1):
        if units[index].key in _WAS:
            start = skip_settings(clause.reading, index + 1, anchor)
            last = noun_phrase_end(clause.reading, start, anchor)
            return (start, last) if last >= start else None
        unit = units[index]
        if unit.is_verb or unit.is_stop or unit.is_colon or (unit.key in _CLAUSE_OPENERS and not unit.is_punctuation):
            return None
    return None


def _refers_back(clause: Clause) -> bool:
    """«بيانا قالت فيه»: the noun before the verb is the place of the saying, not who says."""
    following = clause.reading.units[clause.last + 1] if clause.last + 1 < len(clause.reading.units) else None
    return following is not None and following.words[0].form == "في" and any(w.upos == "PRON" for w in following.words)


def author_of_text(clause: Clause) -> Stretch | None:
    """Whose text it is in which a verb says something: «كلمة *رئيس الجمعية*، أوضح فيها», «مقالا *للكاتب* أشار فيه»."""
    if not _refers_back(clause):
        return None
    units = clause.reading.units
    for index in range(clause.first - 2, max(clause.first - _LONGEST_TOPIC, -1), -1):
        noun = fold(units[index].head.form)
        if noun not in _TEXTS:
            continue
        following = units[index + 1]
        owned = _is_preposition_phrase(following) and following.words[0].form == "ل"
        annexed = following.upos in ("NOUN", "X", "PROPN") and not noun.endswith("ا") and not units[index].is_verb
        if (owned or annexed) and not is_setting(clause.reading, index + 1):
            last = noun_phrase_end(clause.reading, index + 1, clause.first)
            return (index + 1, last) if last > index else None
        return None
    return None


def _opens_clause(clause: Clause, index: int) -> bool:
    """Whether a clause begins at a token: after punctuation, a complementiser or a joining word."""
    before = clause.reading.units[index - 1]
    if (
        before.is_punctuation
        or before.key in _CLAUSE_OPENERS
        or before.key in AUXILIARIES
        or clause.reading.units[index].conjunction
    ):
        return True
    return clause.reading.complementiser(index - 1) is not None


def _tree_start(clause: Clause, subject: Word) -> int:
    ids = [i for i in clause.reading.subtree(subject.id) if clause.reading.sentence.word(i).upos != "PUNCT"]
    tokens = sorted({clause.reading.sentence.word(i).token for i in ids})
    own = clause.reading.sentence.word(subject.id).token
    start = own
    while (
        start - 1 in tokens
        and not clause.reading.units[start - 1].is_verb
        and clause.reading.units[start - 1].key not in _PREPOSITIONS
    ):
        start -= 1
    return start


def _is_object(clause: Clause, relative: Unit) -> bool:
    """Whether the relative pronoun is what the verb says something of.

    The verb does not agree with it («الدورة *التي* قال إنها …», «ناشطين *الذين* يشتبه في …»), or a pronoun on the verb
    does («القرار *الذي* اعتبره سابقة»).
    """
    shown = _RELATIVES.get(fold(relative.bare))
    if shown is None:
        return False
    gender, number, pronoun = shown
    agreement = clause.agreement
    if None not in (gender, agreement.gender) and gender != agreement.gender:
        return True
    if number == "Plur" and agreement.number == "Sing":
        return True
    sentence, verb = clause.reading.sentence, clause.reading.sentence.word(clause.cue.head)
    following = sentence.words[verb.id] if verb.id < len(sentence.words) else None
    return following is not None and following.token == verb.token and following.form == pronoun


def relative_head(clause: Clause) -> Stretch | None:
    """The noun phrase before «الذي / التي» of the cue's clause."""
    units = clause.reading.units
    index = clause.first - 1
    while index >= 0 and units[index].key in AUXILIARIES | {"بدوره", "بدورها"}:
        index -= 1
    if index < 0 or not units[index].is_relative or _is_object(clause, units[index]):
        return None
    after = subject_after(clause)
    if after is not None and clause.reading.subject(clause.cue.head) is not None:
        subject = clause.reading.subject(clause.cue.head)
        if subject is not None and clause.reading.unit_of(subject.id).index > clause.last:
            return None
    last = index - 1
    while last >= 0 and units[last].is_punctuation:
        last -= 1
    first = phrase_start_before(clause.reading, last + 1, 0)
    while first < last and (units[first].key in _PREPOSITIONS or units[first].is_verb):
        first += 1
    feminine = fold(units[index].text).endswith("التي")
    starts = [first, *(i + 1 for i in range(first, last) if is_preposition(units[i]))]
    starts += [i for i in range(first + 1, last + 1) if _is_preposition_phrase(units[i])]
    starts += [i for i in range(first + 1, last + 1) if units[i - 1].upos == "NOUN" and units[i].upos == "NOUN"]
    fitting = [i for i in starts if units[i].bare.endswith("ه") == feminine]
    prepositional = [
        i for i in fitting if i == first or is_preposition(units[i - 1]) or _is_preposition_phrase(units[i])
    ]
    first = max(prepositional or fitting or [first])
    return (first, last) if 0 <= first <= last else None
