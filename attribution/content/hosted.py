"""The contents of particles, and of cues that take up what stands before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attribution.content.context import Opening
from attribution.content.host import HostPhrase, host_spans
from attribution.content.record import Content
from attribution.content.resumption import told_before
from attribution.content.trimming import trim
from attribution.content.wording import main_predicate, quote_of
from attribution.cues import Cue, first_token, follows_relative
from attribution.document import Evidence, Span
from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.syntax import Reading

__all__ = ["HostedContents"]


_SINCE = folded("إذ حيث")


class HostedContents:
    """Finds them in one sentence; ``earlier`` are the contents of the sentence before."""

    def __init__(
        self,
        readings: tuple[Reading, ...],
        index: int,
        lexicon: Lexicon,
        earlier: Sequence[Content],
    ) -> None:
        self.readings = readings
        self.index = index
        self.reading = readings[index]
        self.lexicon = lexicon
        self.earlier = earlier

    def host_content(
        self, cue: Cue, phrase: HostPhrase, contents: Mapping[Cue, Content], openings: Mapping[Cue, Opening]
    ) -> Content | None:
        """What a particle credits: the content of the report that it stands with, else its clause."""
        hosted = self._reported_host(phrase, contents, openings)
        if hosted is not None:
            return Content(
                cue,
                hosted.spans,
                hosted.head,
                hosted.quote,
                "host",
                Evidence("content.host_attribution", cue.entry, (hosted.cue.ref,), hosted.spans),
            )
        nominal = ("masdar", "noun", "particle") if phrase.initial else ("masdar", "noun")
        stops = [first_token(self.reading, c) for c in openings if c.part not in nominal]
        if phrase.initial:
            stops = [s for s in stops if self._begins_clause(s)]
        spans = tuple(
            s for span in host_spans(self.reading, phrase, stops) if (s := trim(self.reading, span)) is not None
        )
        if not spans and phrase.initial:
            return self.sentence_before(cue)
        if not spans:
            return None
        opening = Opening("clause", 0, spans[0].start_char, phrase.first, "content.host")
        return Content(
            cue,
            spans,
            main_predicate(self.reading, spans),
            quote_of(self.reading, cue, opening, spans, self.lexicon),
            "host",
            Evidence("content.host", cue.entry, (cue.ref,), spans),
        )

    def _begins_clause(self, token: int) -> bool:
        """Whether a cue goes on after a comma or by و: one inside («الخطاب الذي يؤكد أن») ends no host."""
        unit, before = self.reading.units[token], self.reading.units[max(token - 1, 0)]
        return unit.conjunction or before.is_punctuation or unit.key[:1] == "و" or before.key in _SINCE

    def told_before(self, cue: Cue) -> Content | None:
        """What stands before «أوضح ذلك المدير» that begins a sentence."""
        told = told_before(self.readings, self.index, cue)
        span = None if told is None else trim(self.readings[self.index - 1], told)
        if span is None:
            return None
        evidence = Evidence("content.told_before", cue.entry, (cue.ref,), (span,))
        return Content(
            cue, (span,), main_predicate(self.readings[self.index - 1], (span,)), "indirect", "host", evidence
        )

    def sentence_before(self, cue: Cue) -> Content | None:
        """The sentence before a particle that is a sentence of its own («… . وفقا لوكالة X»)."""
        if self.earlier:
            hosted = max(self.earlier, key=lambda c: c.spans[-1].end_char)
            evidence = Evidence("content.host_sentence", cue.entry, (hosted.cue.ref,), hosted.spans)
            return Content(cue, hosted.spans, hosted.head, hosted.quote, "host", evidence)
        before = self.readings[self.index - 1] if self.index else None
        if before is None or before.sentence.paragraph != self.reading.sentence.paragraph:
            return None
        first = before.units[0]
        start = first.span.start_char + (1 if first.conjunction else 0)
        span = trim(before, Span(start, before.sentence.span.end_char))
        if span is None:
            return None
        evidence = Evidence("content.host_sentence", cue.entry, (cue.ref,), (span,))
        return Content(cue, (span,), main_predicate(before, (span,)), "indirect", "host", evidence)

    def _reported_host(
        self, phrase: HostPhrase, contents: Mapping[Cue, Content], openings: Mapping[Cue, Opening]
    ) -> Content | None:
        """The content of the attribution that a particle stands with: before its verb, inside it, or closing it."""
        best: Content | None = None
        for cue, content in contents.items():
            if cue not in openings:
                continue
            token, opening = first_token(self.reading, cue), openings[cue]
            if phrase.initial:
                if phrase.last < token <= phrase.last + 4:
                    return content
                continue
            inside = token < phrase.first < opening.introducer
            around = phrase.aside and any(s.end_char <= self._start(phrase.first) for s in content.spans[:-1])
            closes = opening.token < phrase.first and abs(self._end_token(content) - phrase.first) <= 3
            if closes and follows_relative(self.reading, cue) and not phrase.aside:
                continue
            if inside or closes or around:
                best = best or content
        return best

    def _start(self, token: int) -> int:
        return self.reading.units[token].span.start_char

    def _end_token(self, content: Content) -> int:
        return self.reading.unit_at(content.spans[-1].end_char - 1) + 1
