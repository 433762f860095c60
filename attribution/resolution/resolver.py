"""Resolving every mention over the whole article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from attribution.document import Document, Span, Word
from attribution.intervals import SpanIndex
from attribution.lexicon import Lexicon, fold
from attribution.resolution.antecedents import Antecedent, clause_subjects, find_antecedents
from attribution.resolution.attributed import AttributedReader
from attribution.resolution.enclosing import innermost_holders, same_content
from attribution.resolution.entities import cluster
from attribution.resolution.entity import Entity
from attribution.resolution.headline import body_source, is_foretold
from attribution.resolution.impersonal import follows_pronoun, may_be_impersonal, turns_out
from attribution.resolution.nominal_reader import NominalReader
from attribution.resolution.nominals import UNKNOWN_AGREEMENT
from attribution.resolution.outcome import Outcome
from attribution.resolution.records import Resolution
from attribution.resolution.turns import Turn, is_imperfect, last_outer_speaker, last_speaker
from attribution.sources import Mention

__all__ = ["resolve"]

_CONTINUING = frozenset({"اضاف", "تابع", "زاد", "استطرد", "مضي", "اردف", "استدرك", "اكمل", "واصل", "ختم", "اختتم"})
_MENTAL = frozenset({"اعتقد", "ظن", "خشي", "امل", "شك", "اشتبه", "تمني"})
_BEGINNING = 9
_NEAR_CUES = 6


class _Resolver:
    """State of one pass over an article's mentions."""

    def __init__(self, document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.document = document
        self.mentions = mentions
        self.lexicon = lexicon
        self.reader = NominalReader(document, lexicon)
        self.order = sorted(range(len(mentions)), key=lambda i: (self._in_title(i), self._cue(i).start_char))
        self.contents = SpanIndex((span, i) for i, mention in enumerate(mentions) for span in mention.content.spans)
        self.enclosing = innermost_holders(tuple(mentions), self.contents)
        attributed_reader = AttributedReader(self.reader, lexicon, mentions)
        self.nominal = [attributed_reader.read(mention) for mention in mentions]
        self.antecedents = self._free_antecedents()
        attributed = [phrase for phrase in self.nominal if phrase is not None]
        _, self.of_phrase, warnings = cluster([*attributed, *(a.phrase for a in self.antecedents)])
        self.warnings = list(warnings)
        named = [*attributed, *(a.phrase for a in self.antecedents)]
        self.phrases = SpanIndex((phrase.span, (place, phrase)) for place, phrase in enumerate(named))
        self.starts = [a.phrase.span.start_char for a in self.antecedents]
        self.turns: list[Turn] = []
        self.assigned: list[Entity | None] = [None] * len(mentions)
        self.rules: list[str] = [""] * len(mentions)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _cue(self, index: int) -> Span:
        return self.mentions[index].content.cue.span

    def _in_title(self, index: int) -> bool:
        return self.document.title is not None and self.document.title.overlaps(self._cue(index))

    def _free_antecedents(self) -> tuple[Antecedent, ...]:
        """Antecedents that no mention covers already, and those that only the labeller sees."""
        taken = [phrase.span for phrase in self.nominal if phrase is not None]
        found = _outside(taken, find_antecedents(self.reader))
        proposed = _outside([*taken, *(a.phrase.span for a in found)], self._proposed_antecedents())
        return tuple(sorted((*found, *proposed), key=lambda a: a.phrase.span))

    def _proposed_antecedents(self) -> Iterator[Antecedent]:
        for span in sorted({mention.antecedent for mention in self.mentions if mention.antecedent is not None}):
            phrase = self.reader.read(span, UNKNOWN_AGREEMENT)
            if phrase is not None:
                yield Antecedent(phrase, subject=False, matrix=False)

    # -- resolving -------------------------------------------------------------------------------------------------

    def run(self) -> Resolution:
        for index in self.order:
            entity, rule = self._resolve(index)
            self.assigned[index], self.rules[index] = entity, rule
            if entity is not None:
                cue = self.mentions[index].content.cue
                nested = self.enclosing[index] is not None
                framing = cue.part == "particle" and not self._relays(index) and not self._is_told_by_man(index, entity)
                word = self.document.sentences[cue.sentence].word(cue.head)
                imperfect = is_imperfect(cue, word)
                self.turns.append(Turn(cue.span.start_char, cue.sentence, entity, nested, framing, imperfect))
        self._resolve_headline()
        return Outcome(
            self.reader, self.lexicon, self.mentions, self.nominal, self.assigned, self.rules, self.warnings
        ).resolution()

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
        found = (item for own, item in self.phrases.near(span) if own.overlaps(span))
        first = min(found, key=lambda item: item[0], default=None)
        return self.of_phrase[id(first[1])] if first is not None else None

    def _antecedents_before(self, start: int) -> Iterator[Antecedent]:
        """The antecedents that begin before an offset, the latest first."""
        return (self.antecedents[i] for i in range(bisect_left(self.starts, start) - 1, -1, -1))

    def _first_person(self, index: int) -> tuple[Entity | None, str]:
        """«نحن», «أنا»: whoever the words are quoted from."""
        outer = self.enclosing[index]
        spoken = self.assigned[outer] if outer is not None else None
        if spoken is not None and not spoken.is_document:
            return spoken, "resolution.first_person"
        last = last_outer_speaker(self.turns, first_person=True)
        return last, "resolution.nobody" if last is None else "resolution.first_person"

    def _third_person(self, index: int) -> tuple[Entity | None, str]:
        closed = self._of_closed_clause(index)
        if closed is not None:
            return closed, "resolution.same_clause"
        seen = self._seen_by_labeller(index)
        if seen is not None:
            return seen, "resolution.labeller"
        if self.enclosing[index] is not None:
            return self._inside_content(index)
        if self.mentions[index].evidence.rule == "source.participle":
            found = self._of_participle(index)
            if found is not None:
                return found, "resolution.participle"
        return self._of_finite(index)

    def _seen_by_labeller(self, index: int) -> Entity | None:
        """What the labeller takes for the antecedent, if it agrees; «وتابع» and its like keep the last speaker."""
        antecedent = None if self._continues(index) else self.mentions[index].antecedent
        entity = self._entity_at(antecedent) if antecedent is not None else None
        return entity if entity is not None and self._suits(index, entity) else None

    def _of_closed_clause(self, index: int) -> Entity | None:
        """«حسب قوله» closes a clause that a verb has credited already."""
        mention = self.mentions[index]
        after = all(span.start_char > self._cue(index).start_char for span in mention.content.spans)
        if mention.form != "pronoun" or after:
            return None
        near = {i for span in mention.content.spans for _, i in self.contents.near(span)}
        before = [i for i in near if self._cue(i).start_char < self._cue(index).start_char]
        for other in sorted(before, key=lambda i: (not self._in_title(i), self._cue(i).start_char), reverse=True):
            entity = self.assigned[other]
            if entity is not None and self._suits(index, entity) and same_content(mention, self.mentions[other]):
                return entity
        return None

    def _inside_content(self, index: int) -> tuple[Entity | None, str]:
        """A cue inside somebody's words: the subject of its own clauses there, else a source quoted there, else he."""
        outer = self.enclosing[index]
        assert outer is not None  # noqa: S101 - the caller checked
        inside = self.mentions[outer].content.spans
        sentence = self.document.sentences[self.mentions[index].content.cue.sentence]
        spoken = self.assigned[outer]
        if spoken is not None and follows_pronoun(self.mentions[index], sentence) and self._suits(index, spoken):
            return spoken, "resolution.outer_speaker"
        subject = self._subject_inside(index, inside)
        if self._impersonal_inside(index, subject):
            return None, "resolution.impersonal"
        if subject is not None:
            return subject, "resolution.clause_subject"
        begin = min((span.start_char for span in inside), default=0)
        for turn in reversed(self.turns):
            if turn.start < begin:
                break
            quoted = turn.nested and any(s.start_char <= turn.start < s.end_char for s in inside)
            if quoted and self._suits(index, turn.entity):
                return turn.entity, "resolution.quoted_speaker"
        if spoken is None or not self._suits(index, spoken):
            found = self._antecedent_inside(index, inside)
            if found is not None:
                return self._undecided(index, found)
        if spoken is not None and self._suits(index, spoken):
            return spoken, "resolution.outer_speaker"
        near = self._nearest_antecedent(index, quoted=True)
        return self._undecided(index, near) if near is not None else (spoken, "resolution.outer_speaker")

    def _subject_inside(self, index: int, inside: Sequence[Span]) -> Entity | None:
        """The innermost subject of the clauses over a cue in somebody's words that agrees."""
        for word in self._clause_subjects(index):
            if any(span.contains(word.span) for span in inside):
                entity = self._entity_at(word.span)
                if entity is not None and self._suits(index, entity) and entity.can_speak:
                    return entity
        return None

    def _impersonal_inside(self, index: int, subject: Entity | None) -> bool:
        """«… ويعتقد أن» in somebody's words, where no pronoun (إنه يعتقد) and nobody told of there is its subject."""
        mention = self.mentions[index]
        sentence = self.document.sentences[mention.content.cue.sentence]
        if not may_be_impersonal(mention, self._lemma(index), sentence) or follows_pronoun(mention, sentence):
            return False
        return subject is None or not any(phrase.human for phrase in subject.worded.values())

    def _of_participle(self, index: int) -> Entity | None:
        """«مؤكدا»: the last speaker of its sentence, else the subject of the clause that it hangs on."""
        mention = self.mentions[index]
        sentence = mention.content.cue.sentence
        turn = last_speaker(self.turns, sentence, lambda entity: self._suits(index, entity))
        host = self._controller(index)
        governing = self._governing_subject(index)
        if turn is not None and governing is not None and governing[0] > turn.start and turn.sentence == sentence:
            return governing[1]
        if turn is not None and turn.sentence == sentence and turn.framing and governing is not None:
            return governing[1]
        if turn is not None and turn.sentence == sentence and (host is None or host[0] < turn.start):
            return turn.entity
        subject = host or governing
        return subject[1] if subject is not None else None

    def _controller(self, index: int) -> tuple[int, Entity] | None:
        """The subject that the clause of a participle or conjoined verb names, if it is the author's own clause."""
        mention = self.mentions[index]
        if mention.controller is None or self._quoted(mention.controller):
            return None
        entity = self._entity_at(mention.controller)
        if entity is None or not self._suits(index, entity) or not entity.can_speak:
            return None
        return mention.controller.start_char, entity

    def _governing_subject(self, index: int) -> tuple[int, Entity] | None:
        """The subject of the innermost of the author's clauses over a cue that agrees and can speak."""
        for word in self._clause_subjects(index):
            entity = None if self._quoted(word.span) else self._entity_at(word.span)
            if entity is not None and self._suits(index, entity) and entity.can_speak:
                return word.span.start_char, entity
        return None

    def _clause_subjects(self, index: int) -> list[Word]:
        cue = self.mentions[index].content.cue
        sentence = self.document.sentences[cue.sentence]
        return list(clause_subjects(sentence, sentence.word(cue.head)))

    def _of_finite(self, index: int) -> tuple[Entity | None, str]:
        """A verb without a subject: a continuing verb keeps the last speaker; else the nearest that agrees."""
        mention = self.mentions[index]
        speaker = last_speaker(self.turns, mention.content.cue.sentence, lambda entity: self._suits(index, entity))
        if self._impersonal(index, speaker):
            return None, "resolution.impersonal"
        subjects = [found for found in (self._nearest_subject(index), self._controller(index)) if found is not None]
        near = max(subjects, key=lambda found: found[0], default=None)
        begin = self.document.sentences[mention.content.cue.sentence].span.start_char
        if speaker is not None and self._continues(index) and (near is None or near[0] < max(begin, speaker.start)):
            return speaker.entity, "resolution.continuing_verb"
        if near is None and (speaker is None or speaker.sentence < mention.content.cue.sentence - 1):
            near = self._introduced(index)
        if near is not None and (speaker is None or near[0] > speaker.start):
            return near[1], "resolution.clause_subject"
        if speaker is not None and speaker.entity.known:
            return speaker.entity, "resolution.last_speaker"
        nearest = self._nearest_antecedent(index, quoted=False)
        if nearest is not None:
            return self._undecided(index, nearest)
        last = speaker.entity if speaker is not None else last_outer_speaker(self.turns, speaking=True)
        return last, "resolution.nobody" if last is None else "resolution.last_speaker"

    def _undecided(self, index: int, nearest: Entity) -> tuple[None, str]:
        """Nobody, and a warning: all there is is the nearest that agrees, which is more often wrong than right."""
        cue, name = self._cue(index), nearest.fullest.span.of(self.document.text)
        self.warnings.append(
            f"characters {cue.start_char}-{cue.end_char}: it is not told who says this; the nearest that could is "
            f"«{' '.join(name.split())}»"
        )
        return None, "resolution.undecided"

    def _relays(self, index: int) -> bool:
        """Whether a particle is the عن of «نقلت … عن»: its source is who speaks."""
        entry = self.mentions[index].content.cue.entry
        return not entry or self.lexicon.kind(entry) != "reporting_particles"

    def _is_told_by_man(self, index: int, entity: Entity) -> bool:
        """Whether a particle holds the verb of a man who may go on speaking: «طبقا لما ذكره *نائب الحاكم*»."""
        told = self.mentions[index].evidence.rule == "source.subject"
        return told and any(phrase.human for phrase in entity.worded.values())

    def _lemma(self, index: int) -> str:
        """The folded lemma of a cue; empty for a cue that the lexicon does not know."""
        entry = self.lexicon.cue_entry(self.mentions[index].content.cue.entry)
        return fold(entry.lemma) if entry is not None else ""

    def _continues(self, index: int) -> bool:
        cue = self.mentions[index].content.cue
        first = self.document.sentences[cue.sentence].word(min(cue.words))
        words = self.document.sentences[cue.sentence].words[max(first.id - 2, 0) : first.id]
        return self._lemma(index) in _CONTINUING or any(fold(word.lemma or "") in _CONTINUING for word in words)

    def _impersonal(self, index: int, speaker: Turn | None) -> bool:
        """«ويعتقد أن …», to be read يُعتقد: a belief in the imperfect that nobody in its sentence is subject of.

        A man who speaks earlier in the sentence keeps his verb, and so does one told of in the imperfect all along
        (يقول … ويعتقد أن).
        """
        mention = self.mentions[index]
        cue = mention.content.cue
        if turns_out(mention, self._lemma(index)):
            return True
        if not may_be_impersonal(mention, self._lemma(index), self.document.sentences[cue.sentence]):
            return False
        near = self._nearest_subject(index)
        if near is not None and near[0] >= self.document.sentences[cue.sentence].span.start_char:
            return False
        if speaker is None or not any(phrase.human for phrase in speaker.entity.worded.values()):
            return True
        return speaker.sentence != cue.sentence and not speaker.imperfect

    def _nearest_subject(self, index: int) -> tuple[int, Entity] | None:
        """The latest subject of the author's own clauses, in this sentence or the one before, that can speak."""
        mention = self.mentions[index]
        start = self._cue(index).start_char
        sentence = mention.content.cue.sentence
        governing = self._governing_subject(index)
        for antecedent in self._antecedents_before(start):
            phrase = antecedent.phrase
            if not antecedent.matrix or self._quoted(phrase.span):
                continue
            if phrase.sentence < sentence - 1 or (governing is not None and phrase.span.start_char < governing[0]):
                break
            entity = self.of_phrase[id(phrase)]
            if self._suits(index, entity) and entity.can_speak:
                return phrase.span.start_char, entity
        return governing

    def _introduced(self, index: int) -> tuple[int, Entity] | None:
        """Somebody named with a role at the beginning of the sentence before, in whatever relation."""
        mention = self.mentions[index]
        sentence = mention.content.cue.sentence - 1
        if sentence < 0:
            return None
        before = self.document.sentences[sentence]
        first = before.words[:_BEGINNING]
        low, high = bisect_left(self.starts, before.span.start_char), bisect_left(self.starts, before.span.end_char)
        for antecedent in self.antecedents[low:high]:
            phrase = antecedent.phrase
            if phrase.sentence == sentence and phrase.name and phrase.roles and phrase.words[0].id <= len(first):
                entity = self.of_phrase[id(phrase)]
                if self._suits(index, entity) and not self._quoted(phrase.span):
                    return phrase.span.start_char, entity
        return None

    def _nearest_antecedent(self, index: int, *, quoted: bool) -> Entity | None:
        start = self._cue(index).start_char
        for antecedent in self._antecedents_before(start):
            phrase = antecedent.phrase
            if not quoted and self._quoted(phrase.span):
                continue
            entity = self.of_phrase[id(phrase)]
            if self._suits(index, entity) and entity.can_speak:
                return entity
        return None

    def _antecedent_inside(self, index: int, spans: Sequence[Span]) -> Entity | None:
        """The latest subject before a cue inside some spans that agrees."""
        begin = min((span.start_char for span in spans), default=0)
        for antecedent in self._antecedents_before(self._cue(index).start_char):
            span = antecedent.phrase.span
            if span.start_char < begin:
                break
            if any(other.contains(span) for other in spans):
                entity = self.of_phrase[id(antecedent.phrase)]
                if antecedent.subject and self._suits(index, entity):
                    return entity
        return None

    def _quoted(self, span: Span) -> bool:
        """Whether a phrase stands in somebody's words; the author's clause that «بحسب …» closes is not such."""
        return any(other.contains(span) and not self._closes(i, span) for other, i in self.contents.near(span))

    def _closes(self, index: int, span: Span) -> bool:
        cue = self.mentions[index].content.cue
        return cue.part == "particle" and cue.span.start_char > span.start_char

    def _suits(self, index: int, entity: Entity) -> bool:
        """Whether an entity agrees with a mention and can do what its verb says: no document believes or fears."""
        if self._lemma(index) in _MENTAL and entity.is_document:
            return False
        if self.mentions[index].evidence.rule == "source.relayed_pronoun" and entity is self._relayer(index):
            return False
        return entity.agrees(self.mentions[index].agreement)

    def _relayer(self, index: int) -> Entity | None:
        """Who tells what another said: the agency of «نقلت الوكالة عنه قوله»."""
        sentence = self.mentions[index].content.cue.sentence
        for other in range(index - 1, max(index - _NEAR_CUES, -1), -1):
            cue = self.mentions[other].content.cue
            entry = self.lexicon.cue_entry(cue.entry)
            if cue.sentence == sentence and entry is not None and entry.source_introduced_by:
                return self.assigned[other]
        return None

    def _resolve_headline(self) -> None:
        """A headline's cue with no source or an unnamed one takes that of the body's claim with the same words."""
        body = [index for index in self.order if not self._in_title(index)]
        for index, entity in enumerate(self.assigned):
            if not self._in_title(index) or not (entity is None or is_foretold(entity)):
                continue
            found = body_source(self.reader, self.mentions, self.assigned, self.mentions[index], body)
            if found is not None:
                self.assigned[index], self.rules[index] = found, "resolution.headline"
                found.phrases += entity.phrases if entity is not None and entity is not found else []


def _outside(taken: Sequence[Span], antecedents: Iterable[Antecedent]) -> list[Antecedent]:
    """Antecedents that overlap none of the spans taken."""
    spans = SpanIndex((span, span) for span in taken)
    return [a for a in antecedents if not any(a.phrase.span.overlaps(span) for span, _ in spans.near(a.phrase.span))]


def resolve(document: Document, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Resolution:
    """Resolve every mention over the whole article.

    Noun phrases are clustered first (:mod:`attribution.resolution.entities`), those of attributions together with the
    subjects and office-holders that the article names otherwise. Then mentions without a noun phrase are taken in text
    order:

    1. first person: whoever the words are quoted from;
    2. the subject that the participle's clause names;
    3. «حسب قوله» over a clause: the source to which that clause is credited; else what the labeller is sure of in the
       sentence, but for أضاف, تابع and their like;
    4. inside somebody's words: he who is quoted, if a pronoun says so (إنه يتوقع); nobody, for a belief in the
       imperfect (ويتوقع أن); else a subject of the governing clauses, a speaker quoted there, or he who is quoted;
    5. a participle: the last speaker of its sentence that agrees, else the subject of the clause it hangs on;
    6. a finite verb: nobody, for تبين and for a belief in the imperfect whose sentence has no subject (ويعتقد أن);
       after أضاف, تابع and their like the last speaker that agrees; else the nearest of the last speaker and the
       subjects of the author's clauses in this sentence and the one before; where there is neither, nobody, and a
       warning names the nearest phrase that agrees;
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
