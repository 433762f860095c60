"""Where the content of a cue opens: complementiser, colon, quotation mark, preposition, object, bare words.

A cue is followed from left to right. What is met first decides, unless it belongs to something in between: a cue or
verb inside a relative clause of the subject takes its own أن, a name in quotation marks is no speech.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attribution.cues import Cue
from attribution.document import Word
from attribution.lexicon import CueEntry, Frame, fold
from attribution.nominal import is_event_noun, is_setting, noun_phrase_end, skip_settings
from attribution.quotation import Quotation
from attribution.syntax import Complementiser, Reading, Unit

__all__ = ["Line", "Opening", "find_opening"]

Kind = Literal["clause", "speech", "quotation", "nominal", "predication", "topic"]

_BLOCKERS = frozenset(
    map(
        fold,
        "بعد قبل منذ إلا غير رغم مع كما حيث إذ خصوصا خاصة سيما علما دون بدون بسبب مجرد باعتبار بدل لدرجة بيد كون سوى "
        "لولا شرط بشرط حال حين طالما لمجرد ريثما قبيل بعيد فور كأن نظرا ولا سواء بما مما فضلا ذلك بد أساس واضح الواضح الحقيقة اللافت المؤسف الغريب المهم المؤكد السبب الأمر المقرر المتوقع المرجح الممكن المحتمل المفترض الضروري المعروف المعلوم الطبيعي الصحيح".split(),
    )
)
_PREPOSITIONS = frozenset(map(fold, "إلى على عن من في ب ل حول بشأن بخصوص".split()))
_LOOSE_PREPOSITIONS = frozenset(map(fold, "إلى على عن من في".split()))
_MODAL_NOUNS = frozenset(
    map(fold, "ضرورة أهمية إمكانية احتمال احتمالية وجوب فكرة حقيقة شرط استحالة مخافة خشية نية عزم قبل بعد".split())
)
_FIXED = {
    "علي": frozenset(map(fold, "هامش لسان خلفية متن صعيد ضوء الرغم رغم حد سبيل مدار مسامع أثر إثر التوالي الفور العكس الهواء الأقل الأكثر".split())),
    "الي": frozenset(map(fold, "جانب ذلك حد جواره أن".split())),
    "عن": frozenset(map(fold, "طريق كثب قرب طيب جدارة".split())),
    "في": frozenset(),
    "من": frozenset(),
}
_MODALS = frozenset(
    map(fold, "يجب يمكن ينبغي يستطيع يريد يود يتعين يفترض يحاول أراد قرر طلب طالب دعا تريد تريدون نريد أريد يكاد كاد عسى يسعى".split())
)
_FACTS = frozenset(map(fold, "ما مما بما هذا ذلك وهو وهي وهذا وذلك".split()))
_TITLES = frozenset(map(fold, "رئيس مدير وزير عضو نائب أمين المتحدث الناطق رئيسة مديرة وزيرة عضوة أستاذ المدير الرئيس الوزير".split()))
_LISTING = frozenset(map(fold, "في منها ومنها وهي هي هما وهما التالي التالية الآتي الآتية كالتالي كالآتي أبرزها وأبرزها أهمها وأهمها بينها بعنوان عنوان عنوانه عنوانها".split()))
_TOPICS = frozenset(map(fold, "عن وعن حول وحول بخصوص بشأن وبخصوص وبشأن".split()))
_SHORT_QUOTATION = 4
_WINDOW = {"masdar": 9, "noun": 9}


@dataclass(frozen=True, slots=True)
class Line:
    """What the search sees of a sentence: its tokens, the cues at their last tokens, the quotations that open in it."""

    reading: Reading
    cues: Mapping[int, Cue]
    quotations: Mapping[int, Quotation]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where content begins.

    ``token`` is the index of its first token, ``start_char`` the offset where it starts, ``introducer`` the token that
    introduces it (complementiser, colon, preposition); ``quotation`` is set where a quotation is the whole content.
    """

    kind: Kind
    token: int
    start_char: int
    introducer: int
    rule: str
    quotation: Quotation | None = None


def find_opening(line: Line, cue: Cue, entry: CueEntry) -> Opening | None:
    """Where the content of a cue opens to its right, if it does."""
    reading = line.reading
    first = max(reading.sentence.word(w).token for w in cue.words) + 1
    frames = [f for f in entry.frames if _frame_holds(f, cue)]
    if _is_said_of_a_fact(reading, cue):
        return None
    search = _Search(line, cue, entry, frames, first)
    return search.run()


def _is_said_of_a_fact(reading: Reading, cue: Cue) -> bool:
    """«ما يدل على أن», «وهذا يعني أن»: a fact is the subject, nobody speaks."""
    if cue.part != "finite" or reading.sentence.word(cue.head).feats.get("Aspect") != "Imp":
        return False
    token = min(reading.sentence.word(w).token for w in cue.words)
    return token > 0 and reading.units[token - 1].is_in(_FACTS)


def _frame_holds(frame: Frame, cue: Cue) -> bool:
    if frame.negated_only and not cue.negated:
        return False
    if not frame.parts:
        return True
    part = "active_participle" if cue.part == "participle" else cue.part
    return part in frame.parts or (cue.part == "participle" and "passive_participle" in frame.parts)


class _Search:
    def __init__(self, line: Line, cue: Cue, entry: CueEntry, frames: Sequence[Frame], first: int) -> None:
        self.entry = entry
        self.line = line
        self.reading = line.reading
        self.cue = cue
        self.first = first
        self.frames = frames
        self.clause = [f for f in frames if f.content == "clause"]
        self.speech = [f for f in frames if f.content == "speech"]
        self.objects = [f for f in frames if f.content in ("nominal", "predication", "topic")]
        self.clause_prepositions = {"", *(fold(p) for f in self.clause for p in f.introduced_by)} if self.clause else set()
        self.weak = cue.evidence.rule == "cue.verb.tagged_otherwise"
        self.nominal: Opening | None = None
        self.stopped = len(self.reading.units)

    def run(self) -> Opening | None:
        if self.cue.part == "participle":
            direct = self._object_of_participle()
            if direct is not None:
                return direct
        opening = self._scan()
        if self.weak and self._is_tagged():
            return opening if opening is not None and self._only_subject_between(opening.introducer) else None
        if self.cue.part in _WINDOW:
            return opening if opening is not None else self._masdar_object()
        if opening is not None and opening.kind == "clause" and self.nominal is not None:
            return self._nominal_or_clause(self.nominal, opening)
        if opening is not None and not (self.nominal is not None and opening.introducer > self.nominal.introducer):
            return opening
        if self._is_attribute():
            return None
        if self.nominal is not None:
            direct = self._direct_object(predications=False)
            return direct if direct is not None and direct.token < self.nominal.introducer else self.nominal
        return self._direct_object() or self._bare_speech()

    def _is_attribute(self) -> bool:
        """A verb that describes an indefinite noun («خطط تؤكد استمرار …») reports no noun phrase."""
        word = self.reading.sentence.word(self.cue.head)
        before = self.reading.units[self.first - 2] if self.first >= 2 else None
        if not word.deprel.startswith("acl") or word.feats.get("Aspect") != "Imp" or before is None:
            return False
        return not before.is_relative and before.upos in ("NOUN", "ADJ", "PROPN") and self.cue.part == "finite"

    def _object_of_participle(self) -> Opening | None:
        """A noun right after a participle («مؤكدا فشل …»): participles have no subject of their own there."""
        start = skip_settings(self.reading, self.first, len(self.reading.units))
        if start >= len(self.reading.units) or self.reading.complementiser(start) is not None:
            return None
        unit = self.reading.units[start]
        for frame in self.objects:
            direct = "" in frame.introduced_by or not frame.introduced_by or frame.content == "predication"
            if direct and unit.upos in ("NOUN", "PROPN", "X", "DET") and not unit.is_punctuation and self._head_counts(frame, start):
                return Opening(_kind(frame), start, unit.span.start_char, start, f"content.{_kind(frame)}")
        return None

    def _is_tagged(self) -> bool:
        return self.reading.sentence.word(self.cue.head).upos not in ("X", "_")

    def _masdar_object(self) -> Opening | None:
        """«وعوده بعدم …», «اتهام X لـY بـ…»: only what stands right after a masdar with its source."""
        if self.nominal is None or self.nominal.introducer > self.first + 3:
            return None
        if self.cue.part == "noun":
            return self.nominal
        owner = self.reading.units[self.first - 1]
        return self.nominal if any(w.upos == "PRON" for w in owner.words) else None

    def _scan(self) -> Opening | None:
        units = self.reading.units
        last = min(len(units), self.first + _WINDOW.get(self.cue.part, len(units)))
        pending = 0
        in_relative = False
        index = self.first
        while index < last:
            unit = units[index]
            if unit.is_stop:
                break
            if self.cue.part in _WINDOW and (unit.is_comma or unit.is_verb):
                break
            quotation = self.line.quotations.get(index)
            if quotation is not None:
                opening = self._speech_quotation(index, quotation, forced=False)
                if opening is not None and not pending:
                    return opening
                index = max(index + 1, self.reading.unit_at(quotation.outer.end_char - 1) + 1)
                continue
            if unit.is_colon:
                opening = self._after_colon(index)
                if opening is not None:
                    return opening
                if not self.clause:
                    break
            complementiser = self.reading.complementiser(index)
            if complementiser is not None:
                if pending and not self._must_be_ours(complementiser, index):
                    pending -= 1
                    in_relative = False
                elif self._is_ours(complementiser, index):
                    return self._clause(index, complementiser)
                index += 1
                continue
            if unit.is_relative:
                in_relative = True
            elif unit.is_comma:
                in_relative = False
            other = self.line.cues.get(index)
            if other is not None and other is not self.cue and not self._is_weak(other):
                if in_relative or self._is_relative_verb(index):
                    pending += 1
                elif other.part in ("finite", "passive", "participle"):
                    self.stopped = index
                    break
            if self.nominal is None:
                candidate = self._prepositional(index)
                if candidate is not None and (not in_relative or self._governed(units[candidate.token].head.id)):
                    self.nominal = candidate
            index += 1
        self.stopped = min(self.stopped, index)
        return None

    def _is_weak(self, cue: Cue) -> bool:
        if cue.evidence.rule != "cue.verb.tagged_otherwise":
            return cue.part in ("masdar", "noun", "particle", "colon")
        return self.reading.sentence.word(cue.head).upos not in ("X", "_")

    def _is_relative_verb(self, index: int) -> bool:
        before = self.reading.previous(index)
        if before is not None and (before.is_relative or before.key in ("ما", "من", "مما", "بما", "عما", "فيما")):
            return True
        head = self.reading.units[index].head
        return head.deprel.startswith("acl")

    def _must_be_ours(self, complementiser: Complementiser, index: int) -> bool:
        """إن after a comma or a listener belongs to قال, whatever verb of a relative clause stands between."""
        return complementiser.kind == "inna" and self.cue.entry == "verb.qala"

    def _is_ours(self, complementiser: Complementiser, index: int) -> bool:
        if not self.clause:
            return False
        before = self.reading.previous(index)
        direct = index == self.first
        if self._introduces_purpose(index, complementiser) or self._predicates(index, complementiser):
            return False
        if before is None or direct:
            return complementiser.preposition in self.clause_prepositions or direct
        if complementiser.conjoined and not direct:
            return False
        after_comma = self.reading.units[index - 1].is_comma or self.reading.units[index - 1].is_colon
        if before.is_in(_BLOCKERS) and not after_comma:
            return False
        if before.key in _PREPOSITIONS:
            if before.index == self.first or complementiser.kind == "inna":
                return True
            return before.key in self.clause_prepositions and self._subject_or_aside_between(before.index)
        if before.key in _MODALS or self._is_other_participle(before):
            return False
        if complementiser.preposition:
            return True
        if complementiser.kind == "inna":
            return True
        if before.is_verb and before.head.id != self.cue.head and not after_comma:
            return not (before.index in self.line.cues or self._is_subjunctive(index))
        return True

    def _introduces_purpose(self, index: int, complementiser: Complementiser) -> bool:
        """Whether أن stands before an imperfect («أخبره بأن يعد»): what shall be done, which only hopes and vows report."""
        if self.entry.certainty != "certain" or self.entry.act != "statement" or complementiser.kind == "inna":
            return False
        return self._is_subjunctive(index) and not self._is_vow()

    def _is_subjunctive(self, index: int) -> bool:
        """Whether أن stands right before an imperfect verb."""
        following = self.reading.units[index + 1] if index + 1 < len(self.reading.units) else None
        if following is None or not self.reading.units[index].key.endswith("ان"):
            return False
        head = following.words[0]
        return head.upos == "VERB" and head.feats.get("Aspect") == "Imp"

    def _predicates(self, index: int, complementiser: Complementiser) -> bool:
        """Whether بأن introduces what an object is said to be («وصف المحادثات بأنها …»), the object standing before it."""
        if not complementiser.preposition or not any(f.content == "predication" and "ب" in f.introduced_by for f in self.frames):
            return False
        return skip_settings(self.reading, self.first, index) < index

    def _is_vow(self) -> bool:
        return any("ب" in f.introduced_by for f in self.objects)

    def _is_other_participle(self, unit: Unit) -> bool:
        """«، مؤكدة أن»: a participle set off by a comma takes the clause after it."""
        if not 0 < unit.index or unit.index < self.first or not self.reading.units[unit.index - 1].is_comma:
            return False
        return unit.key.startswith("م") and unit.key.endswith(("ا", "ه", "ين")) and len(unit.key) > 3 and not unit.conjunction

    def _only_subject_between(self, index: int) -> bool:
        start = skip_settings(self.reading, self.first, index)
        return start >= index or noun_phrase_end(self.reading, start, index) == index - 1

    def _subject_or_aside_between(self, index: int) -> bool:
        """Whether nothing but the subject, or an aside that a comma closes, stands between cue and preposition."""
        if self.reading.units[index - 1].is_comma or self._only_subject_between(index):
            return True
        return self._object_token(Frame(content="nominal", heads="event")) is None

    def _clause(self, index: int, complementiser: Complementiser) -> Opening | None:
        units = self.reading.units
        after = index + 1
        while after < len(units) and (units[after].is_colon or units[after].is_comma):
            after += 1
        if after >= len(units) or units[after].is_stop:
            return None
        quotation = self.line.quotations.get(after)
        if quotation is not None and self._ends_content(quotation):
            return Opening("quotation", after, quotation.inner.start_char, index, "content.quote_after_complementiser", quotation)
        return Opening("clause", after, units[after].span.start_char, index, "content.clause")

    def _ends_content(self, quotation: Quotation) -> bool:
        """Whether a quotation right after أن is the whole content: it closes before a comma, a stop or a next cue."""
        index = self.reading.unit_at(quotation.outer.end_char)
        units = self.reading.units
        words = self._words_of(quotation)
        if index >= len(units) or units[index].is_stop or quotation.outer.end_char >= self.reading.sentence.span.end_char:
            return True
        if not quotation.closed:
            return words > _SHORT_QUOTATION
        if words < _SHORT_QUOTATION:
            return False
        if units[index].is_comma or units[index].is_dash:
            return True
        return index in self.line.cues or units[index].is_in(frozenset({"بحسب", "حسب", "وفق", "وفقا"}))

    def _words_of(self, quotation: Quotation) -> int:
        first, last = (self.reading.unit_at(x) for x in quotation.inner)
        if quotation.inner.end_char > self.reading.sentence.span.end_char:
            return 99
        return sum(not u.is_punctuation for u in self.reading.units[first:last])

    def _after_colon(self, index: int) -> Opening | None:
        units = self.reading.units
        after = index + 1
        if units[index - 1].is_in(_LISTING):
            return None
        if after >= len(units) or not (self.clause or self.speech) or self.cue.part in ("masdar",) and index > self.first + 6:
            return None
        quotation = self.line.quotations.get(after)
        if quotation is not None:
            opening = self._speech_quotation(after, quotation, forced=True)
            if opening is not None:
                return opening
        if self.reading.complementiser(after) is not None:
            return None
        return Opening("speech", after, units[after].span.start_char, index, "content.speech_after_colon")

    def _speech_quotation(self, index: int, quotation: Quotation, *, forced: bool) -> Opening | None:
        if not (self.clause or self.speech) and not forced:
            return None
        units = self.reading.units
        words = self._words_of(quotation)
        inner_first = self.reading.unit_at(quotation.inner.start_char)
        if not forced:
            if self.cue.part == "noun":
                return None
            before = units[index - 1] if index else None
            if before is not None and (before.key in ("ل", "لـ", "ب", "في", "من", "الي", "علي") or len(before.key) == 1 and before.key.isalpha()):
                return None
            starts_clause = inner_first < len(units) and self.reading.complementiser(inner_first) is not None
            has_verb = any(u.is_verb for u in units[inner_first : self.reading.unit_at(quotation.inner.end_char)])
            if words < _SHORT_QUOTATION and not starts_clause and not (has_verb and before is not None and before.index < self.first + 1):
                return None
            if not starts_clause and not has_verb and self._is_name(quotation):
                return None
        elif words < 3 and not self._closes_sentence(quotation):
            return None
        start = quotation.inner.start_char
        token = inner_first
        if inner_first < len(units):
            complementiser = self.reading.complementiser(inner_first)
            if complementiser is not None and complementiser.kind == "inna" and units[inner_first].key == "ان":
                token = inner_first + 1
                start = units[token].span.start_char if token < len(units) else start
        return Opening("quotation", token, start, index, "content.quotation", quotation)

    def _closes_sentence(self, quotation: Quotation) -> bool:
        index = self.reading.unit_at(quotation.outer.end_char)
        return index >= len(self.reading.units) or self.reading.units[index].is_punctuation

    def _is_name(self, quotation: Quotation) -> bool:
        """A name in marks: a complementiser, a relative or a comma with a complementiser follows it."""
        index = self.reading.unit_at(quotation.outer.end_char)
        units = self.reading.units
        if index < len(units) and units[index].is_comma:
            index += 1
        return index < len(units) and (self.reading.complementiser(index) is not None or units[index].is_relative)

    def _prepositional(self, index: int) -> Opening | None:
        """A nominal content after one of the prepositions that its frame names."""
        units = self.reading.units
        unit = units[index]
        for frame in self.objects:
            for preposition in (fold(p) for p in frame.introduced_by if p):
                if frame.content == "predication":
                    continue
                token: int | None = None
                start = 0
                if unit.key == preposition and index + 1 < len(units):
                    following = units[index + 1]
                    if self.reading.complementiser(index + 1) is not None or following.is_colon:
                        continue
                    if following.bare in _FIXED.get(preposition, frozenset()):
                        continue
                    token, start = index + 1, following.span.start_char
                elif len(preposition) == 1 and unit.key.startswith(preposition) and len(unit.words) > 1:
                    first = unit.words[0]
                    if first.form != preposition or self.reading.complementiser(index) is not None:
                        continue
                    if not self._governed(first.head) and not is_event_noun(unit):
                        continue
                    token, start = index, unit.words[1].span.start_char
                if token is None or not self._head_counts(frame, token):
                    continue
                if preposition == "من" and not is_event_noun(units[token]):
                    continue
                return Opening(_kind(frame), token, start, index, f"content.{_kind(frame)}")
        return None

    def _governed(self, word_id: int) -> bool:
        """Whether the tree hangs a noun on the cue itself, or the noun follows the cue at once."""
        if word_id == 0:
            return False
        word = self.reading.sentence.word(word_id)
        return word.head == self.cue.head or self.reading.unit_of(word_id).index == self.first

    def _head_counts(self, frame: Frame, token: int) -> bool:
        if self.cue.part in _WINDOW:
            return token <= self.first + 2 and is_event_noun(self.reading.units[token])
        if frame.heads == "any" or frame.content != "nominal":
            return True
        unit = self.reading.units[token]
        return is_event_noun(unit) or token > self.first and not any(w.upos == "PRON" for w in unit.words)

    def _nominal_or_clause(self, nominal: Opening, clause: Opening) -> Opening:
        """A clause wins over a nominal before it, unless أن hangs on that very noun («أكد أهمية أن»)."""
        before = self.reading.previous(clause.introducer)
        complementiser = self.reading.complementiser(clause.introducer)
        if before is not None and before.bare in _MODAL_NOUNS:
            return nominal
        if complementiser is not None and complementiser.kind == "inna" and self.cue.entry == "verb.qala":
            return clause
        noun = self.reading.units[nominal.token].head
        attached = noun.head == self.cue.head and noun.deprel.startswith("obl")
        if before is not None and before.key in _PREPOSITIONS and before.key not in self.clause_prepositions:
            return nominal
        return nominal if attached and not self.reading.units[clause.introducer - 1].is_comma else clause

    def _direct_object(self, *, predications: bool = True) -> Opening | None:
        frames = [
            f
            for f in self.objects
            if predications and f.content == "predication" and self._is_complete(f)
            or f.content != "predication" and ("" in f.introduced_by or not f.introduced_by)
        ]
        frames.sort(key=lambda f: f.content == "predication")
        if not frames or self.first >= len(self.reading.units):
            return None
        if self._has_object_pronoun() and not any(f.content == "predication" for f in frames):
            return None
        if self.entry.certainty == "unknown" and self._is_benefited(self.reading.units[self.first]):
            return None
        for frame in frames:
            if frame.content == "predication" and "ب" not in frame.introduced_by and self._is_copula():
                continue
            token = self._object_token(frame)
            if token is None:
                continue
            start = self.reading.units[token].span.start_char
            if frame.content == "predication" and self._has_object_pronoun():
                token, start = self._after_preposition(token)
            return Opening(_kind(frame), token, start, token, f"content.{_kind(frame)}")
        return None

    def _is_complete(self, frame: Frame) -> bool:
        """Whether an object with a bare predicate is likely: where the verb also takes nouns, only if the tree has both."""
        if any(frame.introduced_by) or not any(f.content == "nominal" for f in self.objects):
            return True
        return any(True for _ in self.reading.children(self.cue.head, "xcomp"))

    def _after_preposition(self, token: int) -> tuple[int, int]:
        """Past the ب of «ما وصفه بـ«العدوان»»."""
        unit = self.reading.units[token]
        if len(unit.words) > 1 and unit.words[0].upos == "ADP" and unit.words[1].span.start_char > unit.span.start_char:
            return token, unit.words[1].span.start_char
        if len(unit.key) == 1 and token + 1 < len(self.reading.units):
            return token + 1, self.reading.units[token + 1].span.start_char
        return token, unit.span.start_char

    def _has_object_pronoun(self) -> bool:
        unit = self.reading.unit_of(self.cue.head)
        return self.cue.part in ("finite", "participle") and any(w.upos == "PRON" for w in unit.words if w.id > self.cue.head)

    def _is_benefited(self, unit: Unit) -> bool:
        """لهم of «أتمنى لهم التوفيق»: a wish for somebody."""
        return unit.words[0].form == "ل" and any(w.upos == "PRON" for w in unit.words)

    def _is_copula(self) -> bool:
        """«يعد / تعتبر» in the third person singular, with no object pronoun: nobody considers anything."""
        word = self.reading.sentence.word(self.cue.head)
        unit = self.reading.unit_of(self.cue.head)
        if self.cue.part != "finite" or not any(f.content == "predication" and not any(f.introduced_by) or "ك" in f.introduced_by for f in self.frames):
            return False
        return word.form[:1] in ("ي", "ت") and not word.form.endswith(("ون", "ان")) and not any(w.upos == "PRON" for w in unit.words[1:])

    def _object_token(self, frame: Frame) -> int | None:
        reading = self.reading
        limit = min(self.stopped, len(reading.units))
        if frame.content == "predication":
            return self._predicated_object(self._predicate_index(frame, limit))
        candidates: list[int] = []
        for relation in ("obj", "nsubj", "obl", "nmod"):
            for word in reading.children(self.cue.head, relation):
                unit = reading.unit_of(word.id)
                if any(w.upos == "ADP" for w in reading.children(word.id, "case")):
                    continue
                if unit.index >= self.first and unit.index < limit and self._plausible(frame, unit, relation):
                    candidates.append(self._phrase_start(unit.index))
            if candidates and relation == "obj":
                break
        if candidates:
            return min(candidates)
        for index in range(self.first, limit):
            unit = reading.units[index]
            if unit.is_relative or unit.is_comma and not (index + 1 < limit and is_event_noun(reading.units[index + 1])):
                break
            if unit.words[0].upos == "ADP" and len(unit.words) > 1:
                continue
            if is_event_noun(unit) and not is_setting(reading, index) and not unit.is_verb:
                before = reading.units[index - 1]
                if before.key not in _PREPOSITIONS and (index == self.first or not is_setting(reading, index - 1)):
                    return index
        return None

    def _phrase_start(self, index: int) -> int:
        """The noun that an adjective taken for the object belongs to."""
        while index > self.first and self.reading.units[index].upos == "ADJ" and self._opens_phrase(self.reading.units[index - 1]):
            index -= 1
        return index

    def _plausible(self, frame: Frame, unit: Unit, relation: str) -> bool:
        if unit.upos not in ("NOUN", "PROPN", "X", "ADJ", "NUM", "DET") or self.reading.complementiser(unit.index) is not None:
            return False
        if relation == "obj":
            return frame.heads == "any" or frame.content != "nominal" or is_event_noun(unit)
        return relation == "nsubj" and frame.content == "nominal" and unit.index == self.first and is_event_noun(unit)

    def _predicated_object(self, limit: int) -> int | None:
        """The object of «وصف X Y بـ»: after the subject where one follows the verb, else at once."""
        reading = self.reading
        if self._has_object_pronoun():
            return limit if limit < len(reading.units) and limit <= self.first + 4 else None
        start = skip_settings(reading, self.first, limit)
        if start >= limit or reading.units[start].is_punctuation and not reading.units[start].is_mark:
            return None
        if reading.units[self.first].is_comma or not (self._opens_phrase(reading.units[start]) or reading.units[start].is_mark):
            return None
        subject = reading.subject(self.cue.head)
        if subject is not None and reading.unit_of(subject.id).index < self.first:
            return start
        verb = reading.sentence.word(self.cue.head)
        closed = noun_phrase_end(reading, start, limit)
        if subject is None and start <= closed < limit - 2 and reading.units[closed + 1].is_comma:
            after = skip_settings(reading, closed + 1, limit)
            return after if after < limit and self._opens_phrase(reading.units[after]) else None
        if subject is None or {verb.feats.get("Gender"), _gender(subject)} == {"Masc", "Fem"}:
            return start
        objects = [reading.unit_of(w.id).index for w in reading.children(self.cue.head, "obj")
                   if not any(c.upos == "ADP" for c in reading.children(w.id, "case"))]
        end = noun_phrase_end(reading, start, limit)
        boundary = self._second_phrase(start, end)
        if boundary is None:
            boundary = next((o for o in objects if start < o < limit), None)
        if boundary is None and end < limit - 1:
            after = skip_settings(reading, end + 1, limit)
            boundary = after if after < limit and self._opens_phrase(reading.units[after]) else None
        return start if boundary is None else boundary

    def _predicate_index(self, frame: Frame, limit: int) -> int:
        """Where the preposition before the predicate stands («أرجعت X إلى …»); the limit if the frame names none."""
        prepositions = {fold(p) for p in frame.introduced_by if p}
        for index in range(self.first + 1, limit):
            unit = self.reading.units[index]
            glued = len(unit.words) > 1 and unit.words[0].form in prepositions
            if unit.key in prepositions or glued:
                return index
        return limit

    def _opens_phrase(self, unit: Unit) -> bool:
        return unit.upos in ("NOUN", "PROPN", "X", "DET", "PRON") and unit.words[0].upos != "ADP"

    def _second_phrase(self, first: int, last: int) -> int | None:
        """Where a second noun phrase begins inside what looks like one: a noun after a name, a bare noun after a definite."""
        units = self.reading.units
        for index in range(first, last):
            name, after = units[index], units[index + 1]
            if after.upos not in ("NOUN", "DET") or after.conjunction or after.is_in(_TITLES) or after.words[0].upos == "ADP":
                continue
            if name.upos in ("PROPN", "X"):
                return index + 1
            definite = name.bare.startswith("ال") and name.upos in ("NOUN", "ADJ")
            if definite and (after.upos == "DET" or not after.bare.startswith("ال")):
                return index + 1
        return None

    def _bare_speech(self) -> Opening | None:
        """Speech with nothing to introduce it: «وأضاف ستكون …», «وأضاف المركز تم رصد …»."""
        if not self.speech or not self.clause or self.objects or self.cue.part != "finite":
            return None
        if self.first > 2 and self.reading.units[0].bare not in _TOPICS:
            return None
        units = self.reading.units
        if units[0].bare in _TOPICS and self.first < self.stopped and not units[self.first].is_punctuation:
            return Opening("speech", self.first, units[self.first].span.start_char, self.first, "content.bare_speech")
        in_relative = False
        for index in range(self.first, min(self.first + 8, self.stopped)):
            unit = units[index]
            if unit.is_comma or unit.is_stop or unit.is_mark:
                return None
            if unit.is_relative:
                in_relative = True
            if unit.is_verb and not in_relative:
                before = units[index - 1]
                first = index - 1 if before.key in ("لم", "لن", "لا", "قد", "لقد", "سوف", "ما") else index
                return Opening("speech", first, units[first].span.start_char, first, "content.bare_speech")
            if unit.is_verb:
                in_relative = False
        return None


def _gender(word: Word) -> str | None:
    """The gender of a singular noun, by its tag or its ending; None where agreement says nothing."""
    if word.upos != "NOUN" or word.feats.get("Number") != "Sing":
        return None
    return word.feats.get("Gender") or ("Fem" if fold(word.form).endswith("ه") else "Masc")


def _kind(frame: Frame) -> Kind:
    if frame.content == "predication":
        return "predication"
    if frame.content == "topic":
        return "topic"
    return "nominal"
