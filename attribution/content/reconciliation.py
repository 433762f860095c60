"""Two readings of an article brought together: the contents that rules found, and what the labeller proposes.

Rules know the words of the lexicon and read trees, of which one arc in five is wrong; the labeller knows no word for
certain and has read annotated articles. Where they disagree on a cue, its probability decides (:data:`DOUBTED`,
:data:`TRUSTED`); where they do on a content, the labeller's counts, as far as it sees. The evidence of a content says
which of them it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from attribution.content.context import Opening
from attribution.content.record import Content
from attribution.content.trimming import trim
from attribution.content.wording import as_quoted, main_predicate, quote_of
from attribution.cues import Cue, CuePart, negator_before
from attribution.document import Evidence, Proposal, Sentence, Span, WordRef
from attribution.function_words import folded
from attribution.intervals import similarity
from attribution.lexicon import Lexicon, fold
from attribution.syntax import Reading, Unit

__all__ = ["DOUBTED", "TRUSTED", "is_doubted", "reconcile"]

DOUBTED: Final = 0.2
"""A cue that the labeller holds less likely than this is dropped."""

TRUSTED: Final = 0.85
"""A cue that only the labeller finds counts from this probability on."""

_ALIKE: Final = 0.9
"""Contents that share so much of their characters are one, in the words of the rules."""

_INNER: Final = frozenset({"content.denied_report"})
"""Contents inside of what the labeller takes whole: what is denied in «نفى صحة ما ورد حول إغلاق السوق»."""

_THIS: Final = folded("هذا هذه ذلك تلك")
_RULE: Final = "content.labeller"
_SPOKEN: Final = "content.speech_after_colon"
_CUE_RULE: Final = "cue.labeller"
_VERBAL: Final = frozenset({"VERB", "AUX"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "X", "ADJ", "NUM"})


def reconcile(
    readings: tuple[Reading, ...], cues: Sequence[Cue], contents: Sequence[Content], lexicon: Lexicon
) -> tuple[Content, ...]:
    """The contents that count, in text order of their cues.

    Parameters
    ----------
    readings : tuple of Reading
        Of all sentences; those without proposals keep the contents that the rules found.
    cues : sequence of Cue
        All candidates, those without content too.
    contents : sequence of Content
        Of :func:`attribution.content.find_contents`.
    lexicon : Lexicon
        From :func:`attribution.lexicon.load_lexicon`.
    """
    if all(reading.sentence.proposals is None for reading in readings):
        return tuple(contents)
    candidates: defaultdict[int, list[Cue]] = defaultdict(list)
    by_rule: defaultdict[int, list[Content]] = defaultdict(list)
    for cue in cues:
        candidates[cue.sentence].append(cue)
    for content in contents:
        by_rule[content.cue.sentence].append(content)
    found: list[Content] = []
    for index, reading in enumerate(readings):
        if reading.sentence.proposals is None:
            found += by_rule[index]
            continue
        sentence = _Sentence(reading, candidates[index], lexicon)
        found += as_quoted(reading, tuple(sentence.reconciled(by_rule[index])))
    return tuple(sorted(found, key=lambda c: (c.cue.span.start_char, c.cue.span.end_char)))


def is_doubted(sentence: Sentence, cue: Cue) -> bool:
    """Whether the labeller read a sentence and holds a cue for none."""
    proposal = sentence.proposal_at(cue.span)
    return sentence.proposals is not None and (proposal is None or proposal.probability < DOUBTED)


@dataclass(frozen=True, slots=True)
class _Sentence:
    reading: Reading
    cues: Sequence[Cue]
    lexicon: Lexicon

    def reconciled(self, contents: Sequence[Content]) -> Iterator[Content]:
        proposals = self.reading.sentence.proposals or ()
        for content in contents:
            proposal = self.reading.sentence.proposal_at(content.cue.span)
            if proposal is not None and proposal.probability >= DOUBTED:
                yield self._preferred(content, proposal)
            elif self._is_undoubted(content.cue):
                yield content
        taken = [content.cue.span for content in contents]
        for proposal in sorted(proposals, key=lambda p: -p.probability):
            span = self.reading.sentence.tokens_span(*proposal.cue)
            if proposal.probability < TRUSTED or any(span.overlaps(other) for other in taken):
                continue
            added = self._content(self._cue(proposal), proposal)
            if added is not None:
                taken.append(span)
                yield added

    def _is_undoubted(self, cue: Cue) -> bool:
        entry = self.lexicon.cue_entry(cue.entry)
        return entry is not None and entry.undoubted

    def _preferred(self, content: Content, proposal: Proposal) -> Content:
        """The content of the labeller, unless it is much the same or the labeller cannot see all of the rules'."""
        proposed = self._content(content.cue, proposal)
        if proposed is None or self._is_alike(content, proposed) or self._is_out_of_sight(content, proposed):
            return content
        is_inner = content.evidence.rule in _INNER and proposed.spans[0].start_char < content.spans[0].start_char
        return content if is_inner else proposed

    def _is_alike(self, content: Content, proposed: Content) -> bool:
        """Whether contents are much the same, or the labeller's, which is never parted, is a part of one that is."""
        whole = Span(content.spans[0].start_char, content.spans[-1].end_char)
        choices = {content.spans, (whole,), *((span,) for span in content.spans)}
        return any(similarity(spans, proposed.spans) >= _ALIKE for spans in choices)

    def _is_out_of_sight(self, content: Content, proposed: Content) -> bool:
        """Whether a content goes on in the next sentence, where the labeller's ends with its own, or stands in an
        earlier one, where the labeller has a mere «this» («صرح بذلك الناطق»).
        """
        sentence = self.reading.sentence.span
        first, behind = (self.reading.unit_at(at) for at in (proposed.spans[0].start_char, proposed.spans[-1].end_char))
        if content.spans[-1].end_char <= sentence.start_char:
            return fold(self.reading.units[first].words[-1].form) in _THIS
        is_cut_off = all(unit.is_punctuation for unit in self.reading.units[behind:])
        return content.spans[-1].end_char > sentence.end_char and is_cut_off

    def _cue(self, proposal: Proposal) -> Cue:
        """The cue of a proposal: the candidate of the rules there, else a new one."""
        span = self.reading.sentence.tokens_span(*proposal.cue)
        known = next((cue for cue in self.cues if cue.reports and cue.span.overlaps(span)), None)
        if known is not None:
            return known
        first, last = proposal.cue
        units = [self.reading.unit_of(word) for word in range(first, last + 1)]
        unit = next((u for u in units if u.is_verb), next((u for u in units if u.upos in _NOMINAL), units[0]))
        negator = negator_before(self.reading, units[0]) if unit.is_verb else None
        words = tuple(range(first, last + 1))
        sentence = self.reading.sentence.index
        return Cue(
            sentence=sentence,
            words=words if negator is None else (negator.head.id, *words),
            head=unit.head.id,
            span=span if negator is None else Span(negator.span.start_char, span.end_char),
            entry="",
            part=_part(unit),
            negated=negator is not None,
            evidence=Evidence(_CUE_RULE, None, tuple(WordRef(sentence, word) for word in words)),
        )

    def _content(self, cue: Cue, proposal: Proposal) -> Content | None:
        """The content that a proposal gives a cue, if it can be one."""
        start, end, _ = proposal.content
        words = self.reading.sentence
        whole = Span(words.word(start).span.start_char, words.word(end).span.end_char)
        span = trim(self.reading, whole)
        if span is None or span.overlaps(cue.span):
            return None
        token = self.reading.unit_at(span.start_char)
        if self._says_nothing(self.reading.units[token], span):
            return None
        opened = next((q for q in self.reading.quotations if q.inner.start_char == span.start_char), None)
        quotation = opened if opened is not None and opened.inner.end_char <= span.end_char + 1 else None
        introducer = max(token - 1, 0) if token and self.reading.complementiser(token - 1) is not None else token
        spoken = self._introduces_speech(cue, token)
        opening = Opening("clause", token, span.start_char, introducer, _SPOKEN if spoken else _RULE, quotation)
        spans = (span,)
        return Content(
            cue=cue,
            spans=spans,
            head=main_predicate(self.reading, spans),
            quote=quote_of(self.reading, cue, opening, spans, self.lexicon),
            frame="speech" if quotation is not None else "clause",
            evidence=Evidence(_RULE, cue.entry or None, (), (self.reading.units[introducer].span,)),
        )

    def _says_nothing(self, first: Unit, span: Span) -> bool:
        """A mere «this» («نفى ذلك»), or why the source is not named («…، فضل عدم ذكر اسمه، …»)."""
        if first.is_in(_THIS) and first.span.end_char >= span.end_char:
            return True
        reasons = self.lexicon.phrases(self.reading.sentence, ("anonymity_reasons",))
        return any(word.id in reason.words for reason in reasons for word in first.words)

    def _introduces_speech(self, cue: Cue, token: int) -> bool:
        """Whether a colon stands before a content, its marks aside."""
        while token and self.reading.units[token - 1].is_mark:
            token -= 1
        return cue.part == "colon" or (token > 0 and self.reading.units[token - 1].is_colon)


def _part(unit: Unit) -> CuePart:
    if unit.is_colon:
        return "colon"
    if unit.upos in _VERBAL:
        return "passive" if unit.head.feats.get("Voice") == "Pass" else "finite"
    if unit.upos in _NOMINAL:
        return "participle" if unit.key.endswith("ا") and unit.upos != "PROPN" else "noun"
    return "particle"
