"""Resolving every mention over the whole article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from attribution.cues import Cue
from attribution.document import Document, Evidence, Span, Word
from attribution.lexicon import CueEntry, Lexicon, fold
from attribution.resolution.antecedents import Antecedent, clause_subjects, find_antecedents
from attribution.resolution.entities import Entity, cluster
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import Nominal
from attribution.resolution.offices import told_elsewhere
from attribution.resolution.records import Resolution, Source
from attribution.resolution.types import source_type
from attribution.sources import Agreement, Mention

__all__ = ["resolve"]

_CONTINUING = frozenset({"اضاف", "تابع", "زاد", "استطرد", "مضي", "اردف", "استدرك", "اكمل", "واصل", "ختم", "اختتم"})
_MENTAL = frozenset({"اعتقد", "ظن", "خشي", "امل", "شك", "اشتبه", "تمني"})
_IMPERSONAL = frozenset({"اعتقد", "ظن", "توقع", "انتظر", "رجح", "خشي", "افترض", "احتمل", "اشتبه"})
_TURNING_OUT = frozenset({"تبين", "اتضح"})
_WITHOUT_REFERENT = frozenset({"PRON", "SCONJ", "ADV", "DET", "PART"})
_SHORTEST_APPOSITION = 3
_REACH_OF_APPOSITION = 10
_BEGINNING = 9
_REFLEXIVES = frozenset({"ذاته", "ذاتها", "نفسه", "نفسها"})
_NEAR_SENTENCES = 3
_SAME_CONTENT = 0.8
_SHARED_HEADLINE_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class _Turn:
    """A resolved attribution: where its cue stands, who spoke, whether inside somebody's content."""

    start: int
    sentence: int
    entity: Entity
    nested: bool
    framing: bool
    imperfect: bool


class _Resolver:
    """State of one pass over an article's mentions."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.document = document
        self.mentions = mentions
        self.lexicon = lexicon
        self.reader = NominalReader(document, lexicon)
        self.order = sorted(range(len(mentions)), key=lambda i: (self._in_title(i), self._cue(i).start_char))
        self.enclosing = [self._innermost(i) for i in range(len(mentions))]
        self.cue_starts = frozenset(
            document.word(mention.content.cue.ref).span.start_char for mention in mentions if document.sentences
        )
        self.nominal = [self._read_nominal(mention) for mention in mentions]
        self.antecedents = self._free_antecedents()
        attributed = [phrase for phrase in self.nominal if phrase is not None]
        _, self.of_phrase, warnings = cluster([*attributed, *(a.phrase for a in self.antecedents)])
        self.warnings = list(warnings)
        self.turns: list[_Turn] = []
        self.assigned: list[Entity | None] = [None] * len(mentions)
        self.rules: list[str] = [""] * len(mentions)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _cue(self, index: int) -> Span:
        return self.mentions[index].content.cue.span

    def _in_title(self, index: int) -> bool:
        return self.document.title is not None and self.document.title.overlaps(self._cue(index))

    def _innermost(self, index: int) -> int | None:
        """The mention whose content holds this one's cue, the smallest content first."""
        cue = self._cue(index)
        holders = [
            (sum(s.end_char - s.start_char for s in other.content.spans), place)
            for place, other in enumerate(self.mentions)
            if place != index and any(span.contains(cue) for span in other.content.spans)
        ]
        return min(holders)[1] if holders else None

    def _read_nominal(self, mention: Mention) -> Nominal | None:
        if mention.form != "nominal" or mention.span is None:
            return None
        phrase = self.reader.read(mention.span, mention.agreement, self.cue_starts)
        if phrase is None or self._cannot_be_source(mention, phrase):
            return None
        if phrase.name and not phrase.roles:
            wider = self.reader.read(self._with_role_before(phrase), mention.agreement, self.cue_starts)
            phrase = wider if wider is not None and wider.name and wider.roles else phrase
        return replace(phrase, attributed=True)

    def _with_role_before(self, phrase: Nominal) -> Span:
        """The phrase with the role that it is in apposition to: «رئيس الحكومة المكلف، *سامي …»."""
        sentence = self.document.sentences[phrase.sentence]
        first = phrase.words[0].id
        start = phrase.span.start_char
        if first < _SHORTEST_APPOSITION or sentence.word(first - 1).form not in ("،", ","):
            return phrase.span
        roles = {ids[0] for kind, _, ids in self.reader.matches(phrase.sentence) if kind == "roles"}
        for word in reversed(sentence.words[max(first - _REACH_OF_APPOSITION, 0) : first - 2]):
            if word.upos in ("VERB", "AUX", "PUNCT", "SCONJ"):
                break
            if word.id in roles:
                start = word.span.start_char
        return Span(start, phrase.span.end_char)

    def _cannot_be_source(self, mention: Mention, phrase: Nominal) -> bool:
        """A phrase that no cue can have as its source, whatever the parse says.

        A pronoun or adverb; anything beside a verb in the first person; the object of a preposition beside a verb that
        takes its source as subject; what follows a cue with an attached pronoun (وفق تعبيره).
        """
        cue = mention.content.cue
        if mention.agreement.person == "1" or fold(phrase.head.form) in _REFLEXIVES:
            return True
        if all(word.upos in _WITHOUT_REFERENT for word in phrase.words):
            return True
        if phrase.span.start_char > cue.span.start_char and self._has_possessor(cue):
            return True
        return cue.part in ("finite", "participle") and self._inside_another_phrase(cue, phrase)

    def _has_possessor(self, cue: Cue) -> bool:
        """Whether a pronoun is attached to the noun of a cue (وفق تعبيره); that of a verb is its object (كما ذكرته)."""
        words = self.document.sentences[cue.sentence].words
        last = words[max(cue.words) - 1]
        if last.upos != "PRON" and last.id < len(words) and _attached(last, words[last.id]):
            last = words[last.id]
        if cue.part == "finite" or last.upos != "PRON" or last.id == 1:
            return False
        return words[last.id - 2].upos == "NOUN" and words[last.id - 2].token == last.token

    def _inside_another_phrase(self, cue: Cue, phrase: Nominal) -> bool:
        """Whether an unknown noun after a verb is the object of a preposition or the second part of a construct."""
        entry = self.lexicon.entry(cue.entry)
        if not isinstance(entry, CueEntry) or entry.source != "subject" or phrase.name or phrase.head_noun:
            return False
        if phrase.words[0].id < cue.head:
            return cue.part == "participle"
        sentence = self.document.sentences[phrase.sentence]
        before = [word for word in sentence.words if word.id < phrase.words[0].id]
        while before and before[-1].upos in ("DET", "PUNCT"):
            before.pop()
        if not before or before[-1].upos == "ADP":
            return bool(before)
        return before[-1].upos == "NOUN" and phrase.head.deprel == "nmod" and phrase.head.head == before[-1].id

    def _free_antecedents(self) -> tuple[Antecedent, ...]:
        """Antecedents that no mention covers already."""
        taken = [phrase.span for phrase in self.nominal if phrase is not None]
        return tuple(
            a for a in find_antecedents(self.reader) if not any(a.phrase.span.overlaps(span) for span in taken)
        )

    # -- resolving -------------------------------------------------------------------------------------------------

    def run(self) -> Resolution:
        for index in self.order:
            entity, rule = self._resolve(index)
            self.assigned[index], self.rules[index] = entity, rule
            if entity is not None:
                cue = self.mentions[index].content.cue
                nested = self.enclosing[index] is not None
                framing = cue.part == "particle" and not self._relays(index)
                word = self.document.sentences[cue.sentence].word(cue.head)
                imperfect = cue.part == "finite" and fold(word.form).startswith(("ي", "ت")) and _is_imperfect(word)
                self.turns.append(_Turn(cue.span.start_char, cue.sentence, entity, nested, framing, imperfect))
        self._resolve_later()
        return self._result()

    def _resolve(self, index: int) -> tuple[Entity | None, str]:
        mention = self.mentions[index]
        phrase = self.nominal[index]
        if phrase is not None:
            return self.of_phrase[id(phrase)], "resolution.nominal"
        if mention.agreement.person == "1":
            return self._first_person(index)
        if mention.form == "unexpressed" and mention.agreement.number != "Plur":
            return None, "resolution.unexpressed"
        return self._third_person(index)

    def _entity_at(self, span: Span) -> Entity | None:
        for phrase in (*self.nominal, *(a.phrase for a in self.antecedents)):
            if phrase is not None and phrase.span.overlaps(span):
                return self.of_phrase[id(phrase)]
        return None

    def _first_person(self, index: int) -> tuple[Entity | None, str]:
        """«نحن», «أنا»: whoever the words are quoted from."""
        outer = self.enclosing[index]
        if outer is not None and self.assigned[outer] is not None:
            return self.assigned[outer], "resolution.first_person"
        for turn in reversed(self.turns):
            if not turn.nested:
                return turn.entity, "resolution.first_person"
        return None, "resolution.nobody"

    def _third_person(self, index: int) -> tuple[Entity | None, str]:
        closed = self._of_closed_clause(index)
        if closed is not None:
            return closed, "resolution.same_clause"
        if self.enclosing[index] is not None:
            return self._inside_content(index)
        if self.mentions[index].content.cue.part == "participle":
            found = self._of_participle(index)
            if found is not None:
                return found, "resolution.participle"
        return self._of_finite(index)

    def _of_closed_clause(self, index: int) -> Entity | None:
        """«حسب قوله» closes a clause that a verb has credited already."""
        mention = self.mentions[index]
        if mention.form != "pronoun":
            return None
        mine = _characters(mention.content.spans)
        for other in reversed([i for i in self.order if self._cue(i).start_char < self._cue(index).start_char]):
            entity = self.assigned[other]
            theirs = _characters(self.mentions[other].content.spans)
            if entity is None or not self._suits(index, entity):
                continue
            if mine and len(mine & theirs) >= _SAME_CONTENT * min(len(mine), len(theirs)):
                return entity
        return None

    def _inside_content(self, index: int) -> tuple[Entity | None, str]:
        """A cue inside somebody's words: the subject of its own clauses there, else a source quoted there, else he."""
        outer = self.enclosing[index]
        assert outer is not None  # noqa: S101 - the caller checked
        inside = self.mentions[outer].content.spans
        for word in self._clause_subjects(index):
            if any(span.contains(word.span) for span in inside):
                entity = self._entity_at(word.span)
                if entity is not None and self._suits(index, entity):
                    return entity, "resolution.clause_subject"
        for turn in reversed(self.turns):
            quoted = turn.nested and any(s.start_char <= turn.start < s.end_char for s in inside)
            if quoted and self._suits(index, turn.entity):
                return turn.entity, "resolution.quoted_speaker"
        spoken = self.assigned[outer]
        if spoken is None or not self._suits(index, spoken):
            found = self._antecedent_inside(index, inside)
            if found is not None:
                return found, "resolution.nearest"
        if spoken is not None and self._suits(index, spoken):
            return spoken, "resolution.outer_speaker"
        near = self._nearest_antecedent(index, quoted=True)
        return (near, "resolution.nearest") if near is not None else (spoken, "resolution.outer_speaker")

    def _of_participle(self, index: int) -> Entity | None:
        """«مؤكدا»: the last speaker of its sentence, else the subject of the clause that it hangs on."""
        mention = self.mentions[index]
        sentence = mention.content.cue.sentence
        turn = self._last_speaker(index, sentence)
        host = self._controller(index)
        if turn is not None and turn.sentence == sentence and (host is None or host[0] < turn.start):
            return turn.entity
        return host[1] if host is not None else self._subject_entity(index)

    def _controller(self, index: int) -> tuple[int, Entity] | None:
        """The subject that the clause of a participle or conjoined verb names, if it is the author's own clause."""
        mention = self.mentions[index]
        if mention.controller is None or self._quoted(mention.controller):
            return None
        entity = self._entity_at(mention.controller)
        if entity is None or not self._suits(index, entity) or not _can_speak(entity):
            return None
        return mention.controller.start_char, entity

    def _subject_entity(self, index: int) -> Entity | None:
        for word in self._clause_subjects(index):
            entity = self._entity_at(word.span)
            if entity is not None and self._suits(index, entity):
                return entity
        return None

    def _clause_subjects(self, index: int) -> list[Word]:
        cue = self.mentions[index].content.cue
        sentence = self.document.sentences[cue.sentence]
        return list(clause_subjects(sentence, sentence.word(cue.head)))

    def _of_finite(self, index: int) -> tuple[Entity | None, str]:
        """A verb without a subject: a continuing verb keeps the last speaker; else the nearest that agrees."""
        mention = self.mentions[index]
        speaker = self._last_speaker(index, mention.content.cue.sentence)
        if self._impersonal(index, speaker):
            return None, "resolution.impersonal"
        if speaker is not None and self._continues(index):
            return speaker.entity, "resolution.continuing_verb"
        near = max(
            (
                found
                for found in (self._nearest_subject(index), self._controller(index), self._introduced(index))
                if found is not None
            ),
            key=lambda found: found[0],
            default=None,
        )
        if near is not None and (speaker is None or near[0] > speaker.start):
            return near[1], "resolution.clause_subject"
        if speaker is not None and not speaker.entity.known:
            found = self._nearest_antecedent(index, quoted=False)
            if found is not None:
                return found, "resolution.nearest"
        if speaker is not None:
            return speaker.entity, "resolution.last_speaker"
        last = self._nearest_antecedent(index, quoted=False) or self._loose_speaker()
        return last, "resolution.nobody" if last is None else "resolution.nearest"

    def _relays(self, index: int) -> bool:
        """Whether a particle is the عن of «نقلت … عن»: its source is who speaks."""
        return self.lexicon.kind(self.mentions[index].content.cue.entry) != "reporting_particles"

    def _last_speaker(self, index: int, sentence: int) -> _Turn | None:
        """The last speaker that agrees; one that only frames (بحسب رويترز) yields to a verb's not far before."""
        fitting = [turn for turn in self.turns if not turn.nested and self._suits(index, turn.entity)]
        if not fitting:
            return None
        spoken = [turn for turn in fitting if not turn.framing]
        recent = [turn for turn in fitting if sentence - turn.sentence <= _NEAR_SENTENCES and turn.entity.known]
        last = fitting[-1] if fitting[-1].entity.known or not recent else recent[-1]
        if last.framing and spoken and sentence - spoken[-1].sentence <= _NEAR_SENTENCES:
            return spoken[-1]
        return last

    def _loose_speaker(self) -> Entity | None:
        return next((turn.entity for turn in reversed(self.turns) if not turn.nested), None)

    def _lemma(self, index: int) -> str:
        """The folded lemma of a cue; empty for a cue that the lexicon does not know."""
        try:
            entry = self.lexicon.entry(self.mentions[index].content.cue.entry)
        except KeyError:
            return ""
        return fold(entry.lemma) if isinstance(entry, CueEntry) else ""

    def _continues(self, index: int) -> bool:
        return self._lemma(index) in _CONTINUING

    def _impersonal(self, index: int, speaker: _Turn | None) -> bool:
        """«ويعتقد أن …», to be read يُعتقد: a verb of belief in the imperfect that nobody in its sentence is subject of.

        A man who speaks earlier in the sentence keeps his verb, and so does one told of in the imperfect all along
        (يقول … ويعتقد أن).
        """
        cue = self.mentions[index].content.cue
        if cue.part == "finite" and self._lemma(index) in _TURNING_OUT:
            return True
        if cue.part != "finite" or self._lemma(index) not in _IMPERSONAL:
            return False
        word = self.document.sentences[cue.sentence].word(cue.head)
        if not fold(word.form).startswith("ي") or self.mentions[index].agreement.number == "Plur":
            return False
        near = self._nearest_subject(index)
        if near is not None and near[0] >= self.document.sentences[cue.sentence].span.start_char:
            return False
        if speaker is None or not any(phrase.human for phrase in speaker.entity.phrases):
            return True
        return speaker.sentence != cue.sentence and not speaker.imperfect

    def _nearest_subject(self, index: int) -> tuple[int, Entity] | None:
        """The latest subject of the author's own clauses, in this sentence or the one before, that can speak."""
        mention = self.mentions[index]
        start = self._cue(index).start_char
        sentence = mention.content.cue.sentence
        for word in self._clause_subjects(index):
            entity = None if self._quoted(word.span) else self._entity_at(word.span)
            if entity is not None and self._suits(index, entity) and _can_speak(entity):
                return word.span.start_char, entity
        for antecedent in reversed(self.antecedents):
            phrase = antecedent.phrase
            if phrase.span.start_char >= start or not antecedent.matrix or self._quoted(phrase.span):
                continue
            if phrase.sentence < sentence - 1:
                return None
            entity = self.of_phrase[id(phrase)]
            if self._suits(index, entity) and _can_speak(entity):
                return phrase.span.start_char, entity
        return None

    def _introduced(self, index: int) -> tuple[int, Entity] | None:
        """Somebody named with a role at the beginning of the sentence before, in whatever relation."""
        mention = self.mentions[index]
        sentence = mention.content.cue.sentence - 1
        if sentence < 0:
            return None
        first = self.document.sentences[sentence].words[:_BEGINNING]
        for antecedent in self.antecedents:
            phrase = antecedent.phrase
            if phrase.sentence == sentence and phrase.name and phrase.roles and phrase.words[0].id <= len(first):
                entity = self.of_phrase[id(phrase)]
                if self._suits(index, entity) and not self._quoted(phrase.span):
                    return phrase.span.start_char, entity
        return None

    def _nearest_antecedent(self, index: int, *, quoted: bool) -> Entity | None:
        start = self._cue(index).start_char
        for antecedent in reversed(self.antecedents):
            phrase = antecedent.phrase
            if phrase.span.start_char >= start or (not quoted and self._quoted(phrase.span)):
                continue
            entity = self.of_phrase[id(phrase)]
            if self._suits(index, entity) and _can_speak(entity):
                return entity
        return None

    def _antecedent_inside(self, index: int, spans: Sequence[Span]) -> Entity | None:
        """The latest subject before a cue inside some spans that agrees."""
        for antecedent in reversed(self.antecedents):
            span = antecedent.phrase.span
            if span.start_char < self._cue(index).start_char and any(other.contains(span) for other in spans):
                entity = self.of_phrase[id(antecedent.phrase)]
                if antecedent.subject and self._suits(index, entity):
                    return entity
        return None

    def _quoted(self, span: Span) -> bool:
        return any(other.contains(span) for mention in self.mentions for other in mention.content.spans)

    def _fits(self, entity: Entity, agreement: Agreement) -> bool:
        """Whether an entity agrees: its gender where known, and the number of one of its phrases."""
        gender = entity.gender
        if gender is None and entity.name and agreement.gender == "Fem" and agreement.number == "Sing":
            return entity.name[-1].endswith("ه") or entity.name[0].endswith(("ه", "اء", "ي"))
        return any(phrase.agrees(agreement) for phrase in entity.phrases)

    def _suits(self, index: int, entity: Entity) -> bool:
        """Whether an entity agrees with a mention and can do what its verb says: no document believes or fears."""
        if self._lemma(index) in _MENTAL and all(_is_document(phrase) for phrase in entity.phrases):
            return False
        return self._fits(entity, self.mentions[index].agreement)

    def _resolve_later(self) -> None:
        """A headline's cue with no source in it takes that of the body's claim with the same words."""
        for index, entity in enumerate(self.assigned):
            if entity is not None or not self._in_title(index):
                continue
            mine = self._content_keys(index)
            best = max(
                (i for i in self.order if self.assigned[i] is not None and not self._in_title(i)),
                key=lambda i: len(mine & self._content_keys(i)),
                default=None,
            )
            if best is not None and mine and len(mine & self._content_keys(best)) >= _SHARED_HEADLINE_WORDS * len(mine):
                self.assigned[index], self.rules[index] = self.assigned[best], "resolution.headline"

    def _content_keys(self, index: int) -> set[str]:
        keys: set[str] = set()
        for span in self.mentions[index].content.spans:
            keys.update(fold(w.form) for w in self.reader.words(span) if len(w.form) > 2)
        return keys

    # -- result ----------------------------------------------------------------------------------------------------

    def _result(self) -> Resolution:
        used = [entity for entity in self.assigned if entity is not None]
        entities = sorted(dict.fromkeys(used), key=lambda e: min(p.span.start_char for p in e.phrases))
        ids = {id(entity): f"S{number}" for number, entity in enumerate(entities, start=1)}
        sources = tuple(self._source(entity, ids[id(entity)]) for entity in entities)
        assigned = tuple(ids[id(entity)] if entity is not None else None for entity in self.assigned)
        return Resolution(sources, assigned, tuple(dict.fromkeys(self.warnings)))

    def _source(self, entity: Entity, source_id: str) -> Source:
        phrases = sorted(entity.phrases, key=lambda p: p.span.start_char)
        shows = [place for place, phrase in enumerate(phrases) if self._shows(phrase)]
        kind, evidence = source_type(phrases, shows, told_elsewhere(self.reader, phrases))
        return Source(
            id=source_id,
            name=" ".join(entity.fullest.span.of(self.document.text).split()),
            type=kind,
            mentions=tuple(dict.fromkeys(phrase.span for phrase in phrases)),
            anonymity_reason=self._anonymity_reason(phrases),
            evidence=(evidence, *entity.evidence, *self._resolved(entity)),
        )

    def _resolved(self, entity: Entity) -> tuple[Evidence, ...]:
        """Evidence for the mentions without a noun phrase that were resolved to the entity."""
        return tuple(
            Evidence(self.rules[i], spans=(self._cue(i),))
            for i in sorted(self.order, key=lambda i: self._cue(i).start_char)
            if self.assigned[i] is entity and self.nominal[i] is None
        )

    def _shows(self, phrase: Nominal) -> bool:
        for mention, own in zip(self.mentions, self.nominal, strict=True):
            if own is phrase:
                try:
                    entry = self.lexicon.entry(mention.content.cue.entry)
                except KeyError:
                    return False
                return isinstance(entry, CueEntry) and entry.stance == "endorsing"
        return False

    def _anonymity_reason(self, phrases: Sequence[Nominal]) -> Span | None:
        """The words that say why a source is not named, in the sentence of one of its mentions."""
        for phrase in phrases:
            if phrase.name:
                continue
            sentence = self.document.sentences[phrase.sentence]
            for match in self.lexicon.phrases(sentence, ("anonymity_reasons",)):
                words = [sentence.word(word_id) for word_id in match.words]
                if words[0].span.start_char >= phrase.span.start_char:
                    last = max(word.span.end_char for word in words)
                    return Span(words[0].span.start_char, _reason_end(self.document.text, sentence.span, last))
        return None


def _reason_end(text: str, sentence: Span, end: int) -> int:
    """Where a reason given with لأنه, نظرا ل, خوفا, لحساسية ends: at the next comma, dash or quotation mark."""
    rest = text[end : sentence.end_char]
    if not rest.lstrip().startswith(
        ("لأن", "لان", "نظرا", "نظراً", "خوفا", "خوفاً", "خشية", "لحساسية", "لأسباب", "بسبب", "كونه", "لكونه")
    ):
        return end
    stops = [place for place in (rest.find(mark) for mark in '،,؛-–:«»"”“') if place >= 0]
    return end + len((rest[: min(stops)] if stops else rest).rstrip(" ."))


def _is_imperfect(word: Word) -> bool:
    return word.feats.get("Aspect") == "Imp" or word.feats.get("VerbForm") == "Imp"


def _attached(word: Word, following: Word) -> bool:
    return following.upos == "PRON" and following.token == word.token


def _is_document(phrase: Nominal) -> bool:
    return phrase.head_noun is not None and phrase.head_noun.kind == "documents"


def _can_speak(entity: Entity) -> bool:
    """Whether an antecedent is somebody or a body that may make a claim: known to a lexicon, or a sure name."""
    if any(phrase.head_noun is not None or len(phrase.name) > 1 for phrase in entity.phrases):
        return True
    return entity.attributed or (bool(entity.name) and len(entity.phrases) > 1)


def _characters(spans: Sequence[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start_char, span.end_char)}


def resolve(document: Document, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Resolution:
    """Resolve every mention over the whole article.

    Noun phrases are clustered first (:mod:`attribution.resolution.entities`), those of attributions together with the
    subjects and office-holders that the article names otherwise. Then mentions without a noun phrase are taken in text
    order:

    1. first person: whoever the words are quoted from;
    2. the subject that the participle's clause names;
    3. «حسب قوله» over a clause: the source to which that clause is credited;
    4. inside somebody's words: a subject of the governing clauses there, a speaker quoted there, or he who is quoted;
    5. a participle: the last speaker of its sentence that agrees, else the subject of the clause it hangs on;
    6. a finite verb: nobody, for تبين and for a belief in the imperfect whose sentence has no subject (ويعتقد أن);
       after أضاف, تابع and their like the last speaker that agrees; else the nearest of the last speaker and the
       subjects of the author's clauses in this sentence and the one before;
    7. in the headline: the source of the body's claim that shares most words.

    A passive with nobody behind it stays without a source.

    Parameters
    ----------
    document : Document
        Parsed.
    mentions : tuple of Mention
        One for each attribution.
    lexicon : Lexicon
        Of the article's language.

    Returns
    -------
    Resolution
        Sources in order of first mention; ``assigned`` is parallel to ``mentions``.

    References
    ----------
    Salience by recency and clause subject follows centering (Grosz, Joshi and Weinstein 1995); agreement of plurals
    Ryding 2005, §5.
    """
    return _Resolver(document, mentions, lexicon).run()
