"""The contents of all cues of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from attribution.content.context import Line, Opening
from attribution.content.continuation import continued_end, end_behind_cut
from attribution.content.ending import Boundaries, content_end
from attribution.content.host import HostPhrase, host_phrase
from attribution.content.hosted import HostedContents
from attribution.content.naming import is_name
from attribution.content.opening import find_opening, has_a_thing_as_object
from attribution.content.record import Content
from attribution.content.resumption import antecedent, resume, resumed_at
from attribution.content.trimming import trim
from attribution.content.wording import as_quoted, main_predicate, quote_of
from attribution.cues import COLON, Cue, first_token, follows_relative
from attribution.document import Evidence, Span, WordRef
from attribution.function_words import folded
from attribution.lexicon import CueEntry, Lexicon
from attribution.quotation import Quotation
from attribution.syntax import Reading

__all__ = ["find_contents"]

_SPOKEN_WORDS = 4
_OF_A_REPORT = frozenset({"content.denied_report", "content.what_was_said"})
"""A clause that another cue brings in and this one denies or takes up: both have it."""
_WITHOUT = folded("دون بدون")
_PLAIN_SAYING = frozenset(
    f"verb.{verb}"
    for verb in ("qala", "adafa", "tabaa", "awdaha", "akkada", "dhakara", "istatrada", "ardafa", "zada", "wasala")
)
"""Verbs that go on with what their subject says, whatever follows («وأضاف …», «وذكر تفاصيل …»)."""


def find_contents(readings: tuple[Reading, ...], cues: tuple[Cue, ...], lexicon: Lexicon) -> tuple[Content, ...]:
    """The content of every cue that has one, in text order of the cues; a cue without content is no attribution."""
    by_sentence: defaultdict[int, list[Cue]] = defaultdict(list)
    for cue in cues:
        by_sentence[cue.sentence].append(cue)
    reporting = frozenset(i for i, own in by_sentence.items() if any(c.evidence.rule == "cue.verb" for c in own))
    found: dict[int, list[Content]] = {}
    for index, own in sorted(by_sentence.items()):
        earlier, following = found.get(index - 1, []), by_sentence.get(index + 1, [])
        sentence = _SentenceContents(readings, index, own, lexicon, earlier, following, reporting)
        found[index] = sentence.find()
    contents = (content for own in found.values() for content in own)
    return tuple(sorted(contents, key=lambda c: (c.cue.span.start_char, c.cue.span.end_char)))


class _SentenceContents:
    def __init__(
        self,
        readings: tuple[Reading, ...],
        index: int,
        cues: list[Cue],
        lexicon: Lexicon,
        earlier: list[Content],
        following: list[Cue],
        reporting: frozenset[int],
    ) -> None:
        self.following = following
        self.reporting = reporting
        self.readings = readings
        self.index = index
        self.reading = readings[index]
        self.cues = cues
        self.lexicon = lexicon
        span = self.reading.sentence.span
        self.hosted = HostedContents(readings, index, lexicon, earlier)
        opened = {
            self.reading.unit_at(q.outer.start_char): q
            for q in self.reading.quotations
            if q.outer.start_char >= span.start_char
        }
        wordless = frozenset(self._token(c) for c in cues if self._takes_no_words(c))
        self.line = Line(self.reading, {self._token(c): c for c in cues}, opened, wordless)

    def _token(self, cue: Cue) -> int:
        return self.reading.sentence.word(cue.head).token

    def find(self) -> list[Content]:
        openings = self._openings()
        hosts = (c for c in self.cues if self._is_host(c))
        phrases = {c: p for c in hosts if (p := host_phrase(self.reading, c, self.lexicon)) is not None}
        antecedents = {c: s for c in self.cues if (s := antecedent(self.reading, c)) is not None}
        openings = {c: o for c, o in openings.items() if c not in antecedents}
        closing = frozenset(p.first for p in phrases.values() if not p.initial and p.final) | self._without()
        closing |= self._reports_without_content(openings)
        contents = self._opened_contents(openings, closing)
        asides = [p for p in phrases.values() if p.aside]
        contents = {cue: self._interrupted(content, asides) for cue, content in contents.items()}
        for cue in self.cues:
            if cue in openings or not (cue.reports or cue in antecedents):
                continue
            phrase = phrases.get(cue)
            content: Content | None
            if cue in antecedents:
                content = self._antecedent_content(cue, antecedents[cue])
            elif phrase is not None:
                content = self.hosted.host_content(cue, phrase, contents, openings)
            else:
                content = self._quoted_before(cue)
            if content is not None:
                contents[cue] = content
        contents = self._resumed_contents(contents)
        return as_quoted(self.reading, tuple(contents.values()))

    def _resumed_contents(self, contents: dict[Cue, Content]) -> dict[Cue, Content]:
        """The contents with those of cues that take up what stands before them («وهو ما نفاه», «أوضح ذلك»)."""
        for cue in self.cues:
            start = resumed_at(self.reading, cue)
            if cue not in contents and (told := self.hosted.told_before(cue)) is not None:
                contents[cue] = told
            if start is None:
                continue
            if start > 1:
                contents = resume(self.reading, cue, start, contents)
            elif cue not in contents and (before := self.hosted.sentence_before(cue)) is not None:
                contents[cue] = before
        return contents

    def _opened_contents(self, openings: Mapping[Cue, Opening], closing: Set[int]) -> dict[Cue, Content]:
        """The contents of cues with an opening.

        Those that turn out to stand in another's content are found again: a contrast there goes on with the other's.
        """
        attributed = {first_token(self.reading, c): c for c in openings}
        contents: dict[Cue, Content] = {}
        inner: Set[int] = frozenset()
        for cues in (tuple(openings), None):
            for cue in cues if cues is not None else [c for c in contents if c.head in inner]:
                stops = closing | self._outer_introducers(cue, openings)
                content = self._content(cue, openings, Boundaries(attributed, stops, inner))
                if content is not None:
                    contents[cue] = content
            inner = frozenset(c.head for c in contents if self._is_inside(c, contents))
        return contents

    def _interrupted(self, content: Content, asides: Sequence[HostPhrase]) -> Content:
        """A content in two spans where «، وفق تقديره،» stands inside it."""
        units = self.reading.units
        spans: list[Span] = []
        for span in content.spans:
            rest = span
            for aside in asides:
                before, after = units[aside.first - 2].span.end_char, units[aside.last + 2].span.start_char
                if rest.start_char < before and after < rest.end_char:
                    spans.append(Span(rest.start_char, before))
                    rest = Span(after, rest.end_char)
                elif rest.start_char < before < rest.end_char <= units[aside.last].span.end_char:
                    rest = Span(rest.start_char, before)
            spans.append(rest)
        return replace(content, spans=tuple(spans))

    def _without(self) -> frozenset[int]:
        """Where a silence of the author's begins: «… دون أن يكشف عن السبب», «… من دون ذكر السبب»."""
        units = self.reading.units
        found: set[int] = set()
        for cue in self.cues:
            first = first_token(self.reading, cue)
            if units[first].is_in(_WITHOUT):
                found.add(first - 1 if first and units[first - 1].key == "من" else first)
            elif units[first].key == "من" and units[first + 1].is_in(_WITHOUT):
                found.add(first)
        return frozenset(found)

    def _reports_without_content(self, openings: Mapping[Cue, Opening]) -> frozenset[int]:
        """Where the author goes on with a report whose content is not found: «…، محذرا من …», «…، وأضاف …»."""
        starts = {first_token(self.reading, c): c for c in self.cues if c not in openings}
        return frozenset(i for i, c in starts.items() if i and self._goes_on_reporting(i, c))

    def _goes_on_reporting(self, index: int, cue: Cue) -> bool:
        """Whether a cue after a comma is a participle, or a verb of plain saying joined by و."""
        unit = self.reading.units[index]
        if not self.reading.units[index - 1].is_comma:
            return False
        if cue.part == "participle":
            return not unit.conjunction
        return cue.part == "finite" and unit.is_verb and unit.conjunction and cue.entry in _PLAIN_SAYING

    def _outer_introducers(self, cue: Cue, openings: Mapping[Cue, Opening]) -> frozenset[int]:
        """Where the contents of cues before this one are introduced after its own began."""
        return frozenset(
            o.introducer
            for c, o in openings.items()
            if self._token(c) < self._token(cue) and o.introducer > openings[cue].token
        )

    def _is_inside(self, cue: Cue, contents: Mapping[Cue, Content]) -> bool:
        return any(other is not cue and any(s.contains(cue.span) for s in c.spans) for other, c in contents.items())

    def _openings(self) -> dict[Cue, Opening]:
        """The opening of each cue; where two cues claim one, a noun («في تصريح … إن») gives way to the verb."""
        openings = {cue: o for cue in self.cues if (o := self._opening(cue)) is not None}
        claimed: defaultdict[int, list[Cue]] = defaultdict(list)
        for cue, opening in openings.items():
            if opening.rule in _OF_A_REPORT:
                continue
            start = opening.quotation.outer.start_char if opening.quotation is not None else opening.start_char
            claimed[start].append(cue)
        for rivals in claimed.values():
            for cue in self._losers(rivals, openings):
                del openings[cue]
        described = [o.token for o in openings.values() if o.kind == "predication"]
        return {c: o for c, o in openings.items() if not any(self._is_described(c, o, token) for token in described)}

    def _losers(self, rivals: list[Cue], openings: Mapping[Cue, Opening]) -> list[Cue]:
        """Cues that give up an opening that several claim: a relative clause's verb with an object, all but the best.

        The agency and its source share one («نقلت الوكالة عن الوزير قوله إن»).
        """
        sated = [c for c in rivals[1:] if follows_relative(self.reading, c) and has_a_thing_as_object(self.reading, c)]
        left = [c for c in rivals if c not in sated]
        if any(self._relays(c) for c in left):
            return sated
        winner = min(left, key=lambda c: self._rank(c, openings[c]))
        return [c for c in rivals if c is not winner]

    def _is_described(self, cue: Cue, opening: Opening, first: int) -> bool:
        """Whether a noun is the object of «وصف هذه الأنباء بأنها …», which owns the بأن behind it."""
        token = self._token(cue)
        if cue.part not in ("noun", "masdar") or not first <= token or opening.kind not in ("clause", "quotation"):
            return False
        between = self.reading.units[first : opening.introducer]
        complementiser = self.reading.complementiser(opening.introducer)
        joined = complementiser is not None and complementiser.preposition == "ب"
        return joined and not any(u.is_punctuation or u.is_verb for u in between)

    def _rank(self, cue: Cue, opening: Opening) -> tuple[int, int]:
        """Which of several cues an opening belongs to: the one right before it, else a verb, else the first."""
        last = max(self.reading.sentence.word(w).token for w in cue.words)
        if cue.part == "colon":
            return 0, 0
        if opening.introducer == last + 1 and cue.part in ("finite", "participle"):
            return 0, last
        weak = cue.part in ("masdar", "noun") or cue.evidence.rule == "cue.verb.tagged_otherwise"
        return (2, -last) if weak else (1, last)

    def _relays(self, cue: Cue) -> bool:
        entry = self._entry(cue)
        return entry is not None and bool(entry.source_introduced_by)

    def _entry(self, cue: Cue) -> CueEntry | None:
        return None if cue.entry == COLON else self.lexicon.cue_entry(cue.entry)

    def _takes_no_words(self, cue: Cue) -> bool:
        entry = self._entry(cue)
        return entry is not None and not any(f.content in ("clause", "speech") for f in entry.frames)

    def _is_host(self, cue: Cue) -> bool:
        entry = self._entry(cue)
        return cue.part == "particle" and entry is not None and any(f.content == "host" for f in entry.frames)

    def _opening(self, cue: Cue) -> Opening | None:
        if cue.part == "colon":
            token = self._token(cue) + 1
            while (
                token < len(self.reading.units)
                and self.reading.units[token].is_punctuation
                and not self.reading.units[token].is_mark
            ):
                token += 1
            if token >= len(self.reading.units):
                return None
            return Opening(
                "speech", token, self.reading.units[token].span.start_char, self._token(cue), "content.headline"
            )
        entry = self._entry(cue)
        if entry is None or self._is_host(cue):
            return None
        return find_opening(self.line, cue, entry)

    def _content(self, cue: Cue, openings: Mapping[Cue, Opening], boundaries: Boundaries) -> Content | None:
        opening = openings[cue]
        bounded = opening if opening.quotation is None or opening.quotation.closed else replace(opening, quotation=None)
        end = content_end(self.reading, bounded, cue, boundaries)
        if opening.rule == "content.headline":
            end = self._headline_end()
        else:
            end = continued_end(self.readings, self.index, opening, end, lambda index: index in self.reporting)
            end = end_behind_cut(self.readings, self.index, opening, end, self.following)
        speech = self._speech_around(Span(cue.span.start_char, opening.start_char + 1))
        if speech is not None:
            end = min(end, speech.inner.end_char)
        if end <= opening.start_char:
            return None
        span = trim(self.reading, Span(opening.start_char, end))
        if span is None:
            return None
        before = self._split_quotation(cue, openings) if opening.quotation is not None else None
        return self._record(cue, opening, (span,) if before is None else (before.inner, span))

    def _speech_around(self, span: Span) -> Quotation | None:
        """The quotation that a cue and its opening stand in: what is credited ends there at the latest."""
        return next((q for q in self.reading.quotations if q.closed and q.inner.contains(span)), None)

    def _split_quotation(self, cue: Cue, openings: Mapping[Cue, Opening]) -> Quotation | None:
        """The first part of «…»، قال X، «…», unless it is another cue's content."""
        before = self._quotation_before(cue)
        if (
            before is None
            or is_name(self.reading, before, self.lexicon)
            or cue.part != "finite"
            or self.reading.units[first_token(self.reading, cue)].conjunction
        ):
            return None
        return None if any(o.quotation is before for o in openings.values()) else before

    def _headline_end(self) -> int:
        """The end of the line where it is the title, else of the sentence."""
        paragraph = self.reading.sentence.paragraph
        last = self.reading.sentence
        for reading in self.readings[self.index :]:
            if paragraph != 0 or reading.sentence.paragraph != paragraph:
                break
            last = reading.sentence
        return last.span.end_char

    def _record(self, cue: Cue, opening: Opening, spans: tuple[Span, ...]) -> Content:
        introducer = self.reading.units[opening.introducer]
        words = tuple(WordRef(self.index, w.id) for w in introducer.words)
        return Content(
            cue=cue,
            spans=spans,
            head=main_predicate(self.reading, spans),
            quote=quote_of(self.reading, cue, opening, spans, self.lexicon),
            frame="speech" if opening.kind == "quotation" else opening.kind,
            evidence=Evidence(opening.rule, cue.entry, words, (introducer.span,)),
        )

    def _quotation_before(self, cue: Cue) -> Quotation | None:
        text = self.reading.document.text
        for quotation in self.reading.quotations:
            end = quotation.outer.end_char
            if quotation.closed and end <= cue.span.start_char and not text[end : cue.span.start_char].strip(" ،,-–—"):
                return quotation
        return None

    def _quoted_before(self, cue: Cue) -> Content | None:
        """«…»، قال X."""
        entry = self._entry(cue)
        if (
            entry is None
            or cue.part not in ("finite", "passive")
            or not any(f.content == "speech" for f in entry.frames)
        ):
            return None
        quotation = self._quotation_before(cue)
        unit = self.reading.units[first_token(self.reading, cue)]
        if quotation is None or len(quotation.inner.of(self.reading.document.text).split()) < _SPOKEN_WORDS:
            return None
        if unit.conjunction or cue.evidence.rule == "cue.verb.tagged_otherwise" or self._names(quotation):
            return None
        if is_name(self.reading, quotation, self.lexicon):
            return None
        return Content(
            cue,
            (quotation.inner,),
            main_predicate(self.reading, (quotation.inner,)),
            "direct",
            "speech",
            Evidence("content.quote_before_cue", cue.entry, (), (quotation.outer,)),
        )

    def _names(self, quotation: Quotation) -> bool:
        """Whether a quotation names what stands before it: «مكتب «بيت الرأي للبحوث والدراسات»، قال مديره …»."""
        first = self.reading.unit_at(quotation.outer.start_char)
        return first > 0 and self.reading.units[first - 1].upos in ("NOUN", "ADJ", "X", "PROPN")

    def _antecedent_content(self, cue: Cue, spans: tuple[Span, ...]) -> Content:
        """The noun phrase that a relative clause of reporting describes, and what is said of it."""
        evidence = Evidence("content.antecedent", cue.entry, (cue.ref,), spans)
        cue = replace(cue, part="passive") if len(spans) > 1 else cue
        return Content(cue, spans, main_predicate(self.reading, spans), "indirect", "nominal", evidence)
