"""Sources: who is credited, in the clause of the cue itself."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from attribution.content import Content
from attribution.document import Document, Evidence, Span, Word, WordRef
from attribution.function_words import folded
from attribution.lexicon import CueEntry, Lexicon, VerbForm, fold
from attribution.nominal import is_preposition, noun_phrase_end, phrase_start_before, skip_settings
from attribution.syntax import Reading, Unit, read_sentences

__all__ = ["Agreement", "Mention", "MentionForm", "find_mentions"]

MentionForm = Literal["nominal", "pronoun", "dropped", "unexpressed"]

_SLOT = re.compile(r"_([123])([mf]?)([sdp])$")
_GENDERS = {"m": "Masc", "f": "Fem"}
_NUMBERS = {"s": "Sing", "d": "Dual", "p": "Plur"}
_PARTICIPLE_SLOTS = {
    "m": ("Masc", "Sing"),
    "f": ("Fem", "Sing"),
    "d": (None, "Dual"),
    "p": ("Masc", "Plur"),
    "fp": ("Fem", "Plur"),
}
_PRONOUNS = {
    "ه": ("3", "Masc", "Sing"),
    "ها": ("3", "Fem", "Sing"),
    "هم": ("3", "Masc", "Plur"),
    "هن": ("3", "Fem", "Plur"),
    "هما": ("3", None, "Dual"),
    "ي": ("1", None, "Sing"),
    "ني": ("1", None, "Sing"),
    "نا": ("1", None, "Plur"),
    "ك": ("2", None, "Sing"),
    "كم": ("2", "Masc", "Plur"),
}
_BEFORE_A_SUBJECT = folded("لكن ولكن أن وأن فيما بينما")
_NOMINAL = frozenset({"NOUN", "PROPN", "X", "ADJ", "DET", "NUM"})
_AUXILIARIES = frozenset({"كان", "كانت", "وكان", "وكانت", "كانا", "كانوا", "قد", "وقد", "فقد", "لقد", "سبق", "فكان"})
_WAS = frozenset({"كان", "كانت", "وكان", "وكانت", "وكانا", "وكانوا", "كانوا", "فكان"})
_CLAUSE_OPENERS = folded("لكن ولكن فيما بينما وبينما حيث إذ حين و ف كما غير إلا أن")
_PREPOSITIONS = frozenset({"في", "من", "علي", "الي", "عن", "مع", "ب", "ل"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What verb or pronoun morphology says of the referent; None where the form leaves it open.

    ``person`` 1–3, ``gender`` Masc/Fem, ``number`` Sing/Dual/Plur, as in Universal Features.
    """

    person: str | None = None
    gender: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """The source of one content, as its own clause expresses it.

    ``nominal``: a noun phrase (``span``, ``head``); ``pronoun``: an attached or free pronoun; ``dropped``: the subject
    is in the verb's inflection, or is that of the clause a participle hangs on (``controller`` is that clause's
    subject, if the clause names it); ``unexpressed``: nobody is named or recoverable (passive يُعتقد).
    """

    content: Content
    form: MentionForm
    span: Span | None
    head: WordRef | None
    agreement: Agreement
    controller: Span | None
    evidence: Evidence


def find_mentions(document: Document, contents: tuple[Content, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """One mention for each content, in the same order."""
    readings = read_sentences(document)
    found: list[Mention] = []
    for content in contents:
        earlier = tuple(m for m in found[-6:] if m.content.cue.sentence == content.cue.sentence)
        found.append(_Clause(readings[content.cue.sentence], content, lexicon, earlier).mention())
    return tuple(found)


class _Clause:
    """One content's clause, in which its source is looked for."""

    def __init__(self, reading: Reading, content: Content, lexicon: Lexicon, earlier: tuple[Mention, ...]) -> None:
        self.reading = reading
        self.content = content
        self.cue = content.cue
        self.lexicon = lexicon
        self.earlier = earlier
        tokens = sorted({reading.sentence.word(w).token for w in self.cue.words})
        self.first, self.last = tokens[0], tokens[-1]
        self.verb = reading.unit_of(self.cue.head)
        self.limit = self._limit()
        gap = next((a for a, b in itertools.pairwise(tokens) if b > a + 1), None)
        if self.cue.part == "finite" and gap is not None:
            self.last, self.limit = gap, min(t for t in tokens if t > gap)

    def _limit(self) -> int:
        """Index of the token that introduces the content, if that follows the cue, else the sentence's length."""
        rule = self.content.evidence.rule
        if rule.startswith("content.host") or rule == "content.quote_before_cue" or not self.content.evidence.spans:
            return len(self.reading.units)
        index = self.reading.unit_at(self.content.evidence.spans[0].start_char)
        return index if index > self.last else len(self.reading.units)

    def mention(self) -> Mention:
        match self.cue.part:
            case "colon":
                return self._before_colon()
            case "particle" | "noun" | "masdar":
                return self._genitive()
            case "participle":
                return self._dropped("source.participle")
            case _:
                return self._subject()

    def _nominal(self, first: int, last: int, rule: str) -> Mention:
        span = self._strip_clitic(first, last)
        head = self.reading.units[first].head
        for unit in self.reading.units[first : last + 1]:
            if unit.head.upos in ("NOUN", "PROPN", "X", "ADJ"):
                head = unit.head
                break
        ref = WordRef(self.cue.sentence, head.id)
        return Mention(
            self.content, "nominal", span, ref, self._agreement(), None, Evidence(rule, None, (ref,), (span,))
        )

    def _strip_clitic(self, first: int, last: int) -> Span:
        """The span without و / ف or a one-letter preposition that its first token begins with."""
        span = self.reading.span(first, last)
        start = span.start_char
        for word in self.reading.units[first].words[:-1]:
            if (
                word.form in ("و", "ف", "ل", "ب", "ك")
                and word.span.start_char == start
                and len(word.span.of("x" * word.span.end_char)) == 1
            ):
                start = word.span.end_char
        end = span.end_char
        if self.reading.units[first].is_mark and self.reading.units[last].is_mark and last > first + 1:
            start, end = self.reading.units[first + 1].span.start_char, self.reading.units[last - 1].span.end_char
        return Span(start, end)

    def _before_colon(self) -> Mention:
        first = self.first
        while first > 0 and not self.reading.units[first - 1].is_colon and not self.reading.units[first - 1].is_stop:
            first -= 1
        while first < self.first - 1 and self.reading.units[first].is_dash:
            first += 1
        last = noun_phrase_end(self.reading, first, self.first)
        for index in range(first + 1, last + 1):
            unit = self.reading.units[index]
            if unit.key in ("عن", "حول", "ل", "لـ") or (unit.key.startswith("لل") and index == last):
                last = index - 1
                break
        if last < first:
            last = first
        return self._nominal(first, last, "source.before_colon")

    def _genitive(self) -> Mention:
        units = self.reading.units
        if self.cue.evidence.rule == "cue.relayed_source":
            start = skip_settings(self.reading, self.last + 1, self.limit)
            last = noun_phrase_end(self.reading, start, self.limit)
            if last >= start:
                return self._nominal(start, last, "source.relayed")
        if self.cue.evidence.rule == "cue.particle.with_verb":
            return self._subject()
        pronoun = self._pronoun(units[self.last])
        if pronoun is not None and self._is_pronoun_cue():
            relayed = self._relayed_name() if self._follows_relay() else None
            if relayed is not None:
                return self._nominal(*relayed, "source.relayed")
            return Mention(
                self.content,
                "pronoun",
                None,
                None,
                pronoun,
                self._controller(),
                Evidence("source.pronoun", None, (self.cue.ref,)),
            )
        first = self.last + 1
        while first < len(units) and units[first].key in ("ل", "لـ", "عن"):
            first += 1
        last = noun_phrase_end(self.reading, first, self.limit)
        if last >= first:
            return self._nominal(first, last, "source.genitive")
        return self._dropped("source.unnamed")

    def _is_pronoun_cue(self) -> bool:
        unit = self.reading.units[self.last]
        return (
            any(w.upos == "PRON" for w in unit.words)
            or self.cue.part == "masdar"
            or "masdar" in self.cue.evidence.rule
            or (self.cue.part == "particle" and len(self.cue.words) > 1 and self._pronoun(unit) is not None)
        )

    def _pronoun(self, unit: Unit) -> Agreement | None:
        """The pronoun attached to a token, by the parse or by its letters."""
        for word in unit.words[1:]:
            if word.form in _PRONOUNS:
                return Agreement(*_PRONOUNS[word.form])
        if len(unit.words) > 1:
            return None
        for form in ("هما", "ها", "هم", "ه"):
            if unit.key.endswith(form) and unit.text[-1] != "ة" and len(unit.key) > len(form) + 2:
                return Agreement(*_PRONOUNS[form])
        return None

    def _follows_relay(self) -> bool:
        """Whether a verb that quotes a further source (نقلت … عن) stands before in the sentence."""
        for mention in self.earlier:
            entry = self.lexicon.entry(mention.content.cue.entry)
            if isinstance(entry, CueEntry) and entry.source_introduced_by:
                return True
        return False

    def _relayed_name(self) -> tuple[int, int] | None:
        """X of «نقلت الوكالة عن X قوله»."""
        for index in range(self.first - 1, max(self.first - 25, -1), -1):
            unit = self.reading.units[index]
            if unit.key == "عن" and index + 1 < self.first:
                last = noun_phrase_end(self.reading, index + 1, self.first)
                return (index + 1, last) if last > index else None
        return None

    def _subject(self) -> Mention:
        named = self._tree_subject_after() if self.cue.part == "passive" and self.content.frame == "clause" else None
        if named is not None:
            return self._nominal(*named, "source.subject")
        if self.cue.part == "passive" or self._source_place() == "none":
            return Mention(
                self.content,
                "unexpressed",
                None,
                None,
                self._agreement(),
                None,
                Evidence("source.unexpressed", None, (self.cue.ref,)),
            )
        relative = self._antecedent()
        if relative is not None:
            return self._nominal(*relative, "source.relative_head")
        before = self._subject_before()
        if before is not None and before[0] and self.reading.units[before[0] - 1].key in _AUXILIARIES:
            return self._nominal(*before, "source.topic_subject")
        after = self._subject_after()
        if after is not None:
            return self._nominal(*after, "source.subject")
        if before is not None:
            return self._nominal(*before, "source.topic_subject")
        return self._dropped("source.dropped")

    def _source_place(self) -> str:
        entry = self.lexicon.entry(self.cue.entry)
        return entry.source if isinstance(entry, CueEntry) else "subject"

    def _subject_after(self) -> tuple[int, int] | None:
        units = self.reading.units
        if self._has_first_person():
            return None
        start = skip_settings(self.reading, self.last + 1, self.limit)
        if start >= self.limit or start >= len(units):
            return self._tree_subject_after()
        unit = units[start]
        if unit.is_verb and start == self.limit - 1:
            return start, start
        if unit.is_mark:
            pass
        elif (
            unit.is_punctuation
            or unit.key in _PREPOSITIONS
            or unit.is_verb
            or self._is_preposition_phrase(unit)
            or unit.upos == "ADV"
        ):
            return self._tree_subject_after()
        limit = self.limit
        entry = self.lexicon.entry(self.cue.entry)
        if isinstance(entry, CueEntry) and entry.source_introduced_by:
            limit = self._relay_preposition(start, limit, entry)
        last = noun_phrase_end(self.reading, start, limit)
        return (start, last) if last >= start else None

    def _relay_preposition(self, start: int, limit: int, entry: CueEntry) -> int:
        in_relative = False
        for index in range(start, limit):
            unit = self.reading.units[index]
            in_relative = unit.is_relative or (in_relative and not (unit.is_comma or unit.is_dash))
            if not in_relative and unit.key in {fold(p) for p in entry.source_introduced_by}:
                return index
        return limit

    def _tree_subject_after(self) -> tuple[int, int] | None:
        """A subject that the tree gives where the words showed none: a name that looks like a time (الخميس)."""
        subject = self.reading.subject(self.cue.head)
        if subject is None or subject.upos == "PRON":
            return None
        index = self.reading.unit_of(subject.id).index
        if not self.last < index < self.limit or self._is_preposition_phrase(self.reading.units[index]):
            return None
        last = noun_phrase_end(self.reading, index, self.limit)
        return (index, max(last, index))

    def _is_preposition_phrase(self, unit: Unit) -> bool:
        return unit.words[0].upos == "ADP" and len(unit.words) > 1

    def _has_first_person(self) -> bool:
        return self._agreement().person == "1"

    def _subject_before(self) -> tuple[int, int] | None:
        """A subject that stands before its verb: by the tree, or as the noun phrase right before it."""
        anchor = self.first
        while anchor > 0 and self.reading.units[anchor - 1].key in _AUXILIARIES:
            anchor -= 1
        if (self.verb.conjunction and anchor == self.first) or self._refers_back():
            return None
        subject = self.reading.subject(self.cue.head)
        if subject is not None and subject.upos == "PRON":
            return None
        if subject is not None and self.reading.unit_of(subject.id).index < self.first:
            first = self._tree_start(subject)
            last = noun_phrase_end(self.reading, first, anchor)
            if last >= first:
                return first, last
        return None if anchor == 0 else self._fronted_auxiliary(anchor) or self._phrase_before(anchor)

    def _phrase_before(self, anchor: int) -> tuple[int, int] | None:
        """The noun phrase that ends right before a verb, where a clause begins with it."""
        units = self.reading.units
        if units[anchor - 1].is_comma and anchor >= 2:
            return None
        first = phrase_start_before(self.reading, anchor, 0)
        if (first and not self._opens_clause(first)) or (first < anchor and units[first].bare in _PREPOSITIONS):
            return None
        while first < anchor and (units[first].key in _PREPOSITIONS or units[first].key in _BEFORE_A_SUBJECT):
            first += 1
        return (first, anchor - 1) if first < anchor and units[first].upos in _NOMINAL else None

    def _agrees(self, subject: Word) -> bool:
        """Whether a verb that follows its subject may have it: a singular in ة takes no masculine verb."""
        noun = subject.upos == "NOUN" and subject.feats.get("Number") != "Plur"
        return not (noun and fold(subject.form).endswith("ه") and self._agreement().gender == "Masc")

    def _fronted_auxiliary(self, anchor: int) -> tuple[int, int] | None:
        """X of «وكان X قد أعلن»: all that stands between كان and its verb, with no other verb there."""
        units = self.reading.units
        for index in range(anchor - 1, max(anchor - 26, -1), -1):
            if units[index].key in _WAS:
                start = skip_settings(self.reading, index + 1, anchor)
                last = noun_phrase_end(self.reading, start, anchor)
                return (start, last) if last >= start else None
            if units[index].is_verb or units[index].is_stop or units[index].is_colon:
                return None
        return None

    def _refers_back(self) -> bool:
        """«بيانا قالت فيه»: the noun before the verb is the place of the saying, not who says."""
        following = self.reading.units[self.last + 1] if self.last + 1 < len(self.reading.units) else None
        return (
            following is not None and following.words[0].form == "في" and any(w.upos == "PRON" for w in following.words)
        )

    def _opens_clause(self, index: int) -> bool:
        """Whether a clause begins at a token: after punctuation, a complementiser or a joining word."""
        before = self.reading.units[index - 1]
        if (
            before.is_punctuation
            or before.key in _CLAUSE_OPENERS
            or before.key in _AUXILIARIES
            or self.reading.units[index].conjunction
        ):
            return True
        return self.reading.complementiser(index - 1) is not None

    def _tree_start(self, subject: Word) -> int:
        ids = [i for i in self.reading.subtree(subject.id) if self.reading.sentence.word(i).upos != "PUNCT"]
        tokens = sorted({self.reading.sentence.word(i).token for i in ids})
        own = self.reading.sentence.word(subject.id).token
        start = own
        while (
            start - 1 in tokens
            and not self.reading.units[start - 1].is_verb
            and self.reading.units[start - 1].key not in _PREPOSITIONS
        ):
            start -= 1
        return start

    def _antecedent(self) -> tuple[int, int] | None:
        """The noun phrase before «الذي / التي» of the cue's clause."""
        units = self.reading.units
        index = self.first - 1
        while index >= 0 and units[index].key in _AUXILIARIES | {"بدوره", "بدورها"}:
            index -= 1
        if index < 0 or not units[index].is_relative:
            return None
        after = self._subject_after()
        if after is not None and self.reading.subject(self.cue.head) is not None:
            subject = self.reading.subject(self.cue.head)
            if subject is not None and self.reading.unit_of(subject.id).index > self.last:
                return None
        last = index - 1
        while last >= 0 and units[last].is_punctuation:
            last -= 1
        first = phrase_start_before(self.reading, last + 1, 0)
        while first < last and (units[first].key in _PREPOSITIONS or units[first].is_verb):
            first += 1
        feminine = fold(units[index].text).endswith("التي")
        starts = [first, *(i + 1 for i in range(first, last) if is_preposition(units[i]))]
        starts += [i for i in range(first + 1, last + 1) if self._is_preposition_phrase(units[i])]
        starts += [i for i in range(first + 1, last + 1) if units[i - 1].upos == "NOUN" and units[i].upos == "NOUN"]
        fitting = [i for i in starts if units[i].bare.endswith("ه") == feminine]
        prepositional = [
            i for i in fitting if i == first or is_preposition(units[i - 1]) or self._is_preposition_phrase(units[i])
        ]
        first = max(prepositional or fitting or [first])
        return (first, last) if 0 <= first <= last else None

    def _dropped(self, rule: str) -> Mention:
        return Mention(
            self.content,
            "dropped",
            None,
            None,
            self._agreement(),
            self._controller(),
            Evidence(rule, None, (self.cue.ref,)),
        )

    def _controller(self) -> Span | None:
        """The subject of the clause before it in the sentence, if that names one."""
        for mention in reversed(self.earlier):
            if mention.span is not None and mention.content.cue.part in ("finite", "participle"):
                return mention.span
            if mention.controller is not None:
                return mention.controller
        return None

    def _agreement(self) -> Agreement:
        word = self.reading.sentence.word(self.cue.head)
        forms = [f for f in self.lexicon.verb_forms(word.form) if f.entry.id == self.cue.entry]
        return _agreement_of(forms, word)


def _agreement_of(forms: list[VerbForm], word: Word) -> Agreement:
    """Person, gender and number of a verb form: of its readings the one that its tags name, else the third person."""
    for form in forms:
        if form.slot.startswith(("ap_", "pp_")):
            gender, number = _PARTICIPLE_SLOTS.get(form.slot.split("_")[1], (None, None))
            return Agreement("3", gender, number)
    slots = [m.groups() for f in forms if (m := _SLOT.search(f.slot))]
    person = word.feats.get("Person")
    fitting = [s for s in slots if s[0] == person] if person in ("1", "2") else [s for s in slots if s[0] == "3"]
    for chosen in fitting or slots:
        gender = _GENDERS.get(chosen[1]) or (word.feats.get("Gender") if chosen[0] == "3" else None)
        return Agreement(chosen[0], gender, _NUMBERS[chosen[2]])
    return Agreement(person, word.feats.get("Gender"), word.feats.get("Number"))
