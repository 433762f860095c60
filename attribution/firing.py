"""Which lexicon entries fire on a sentence, and why the others that match it do not.

An entry *matches* where one of its forms or phrases stands; it *fires* where the analysis then makes an attribution of
it (cues), or a marker of certainty (hedges, boosters …). Nouns of sources fire by matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution.claims import AnalysedDocument, Claim
from attribution.content import is_doubted
from attribution.cues import Cue, find_cues
from attribution.document import Document, Sentence, WordRef
from attribution.lexicon import CueEntry, Entry, Lexicon, MarkerEntry
from attribution.lexicon.schema import Frame
from attribution.lexicon.trial import Problem, matching_entries
from attribution.parsing.protocol import Parser
from attribution.pipeline import extract
from attribution.syntax import read_sentences

__all__ = ["Firing", "Trial", "check_firing", "failed_trials", "find_firings", "list_trials"]


@dataclass(frozen=True, slots=True)
class Firing:
    """An entry that matches a sentence: where, whether it fires, what it made or why not.

    ``words`` are 1-based ids in sentence ``sentence``; ``outcome`` is a phrase for people.
    """

    sentence: int
    entry: Entry
    kind: str
    words: tuple[int, ...]
    fires: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence of an entry; ``wanted`` says whether the entry has to fire on it."""

    entry: Entry
    text: str
    wanted: bool


def find_firings(document: Document, lexicon: Lexicon) -> tuple[Firing, ...]:
    """Every entry that matches a parsed document, and what becomes of it.

    Parameters
    ----------
    document : Document
        Parsed.
    lexicon : Lexicon
        Whose entries are tried.

    Returns
    -------
    tuple of Firing
        In text order.
    """
    analysed = extract(document, lexicon)
    cues = find_cues(read_sentences(document), lexicon)
    return tuple(
        _firing(sentence, lexicon.entry(entry_id), words, analysed, cues, lexicon)
        for sentence in document.sentences
        for entry_id, words in matching_entries(sentence, lexicon).items()
    )


def list_trials(lexicon: Lexicon) -> tuple[Trial, ...]:
    """The examples and counterexamples of every cue and marker, in the order of the lexicon."""
    return tuple(
        Trial(entry, text, wanted)
        for entries in lexicon.kinds.values()
        for entry in entries
        if isinstance(entry, CueEntry | MarkerEntry)
        for wanted, sentences in ((True, entry.examples), (False, entry.counterexamples))
        for text in sentences
    )


def failed_trials(trials: Sequence[Trial], parsed: Sequence[Document], lexicon: Lexicon) -> tuple[Problem, ...]:
    """The trials that do not come out as wanted by the rules alone: entries are tried, not what the labeller thinks.

    Parameters
    ----------
    trials : sequence of Trial
        From :func:`list_trials`.
    parsed : sequence of Document
        Their sentences, parsed, in the same order.
    lexicon : Lexicon
        Whose entries they are.
    """
    return tuple(
        Problem(lexicon.origins[trial.entry.id], trial.entry.id, "analysis", _complaint(trial))
        for trial, document in zip(trials, map(Document.without_proposals, parsed), strict=True)
        if trial.wanted is not any(f.fires for f in find_firings(document, lexicon) if f.entry.id == trial.entry.id)
    )


def check_firing(lexicon: Lexicon, parser: Parser) -> tuple[Problem, ...]:
    """The examples of cues and markers that do not fire their entry, and the counterexamples that do, in full analysis.

    Parameters
    ----------
    lexicon : Lexicon
        Whose examples are analysed.
    parser : Parser
        Parses them, all in one batch.
    """
    trials = list_trials(lexicon)
    documents = [Document(id=str(number), text=trial.text) for number, trial in enumerate(trials)]
    return failed_trials(trials, parser.parse(documents), lexicon)


def _complaint(trial: Trial) -> str:
    fault = "its example does not fire it" if trial.wanted else "its counterexample fires it"
    return f"{fault}: {trial.text}"


def _firing(
    sentence: Sentence,
    entry: Entry,
    words: tuple[int, ...],
    analysed: AnalysedDocument,
    cues: Sequence[Cue],
    lexicon: Lexicon,
) -> Firing:
    kind = lexicon.kind(entry.id)
    fires, outcome = True, "matches; this kind has no further condition"
    if isinstance(entry, CueEntry):
        fires, outcome = _cue_outcome(sentence, entry, words, analysed, cues, lexicon)
    elif isinstance(entry, MarkerEntry):
        fires, outcome = _marker_outcome(sentence, entry, words, analysed)
    return Firing(sentence.index, entry, kind, words, fires, outcome)


def _cue_outcome(
    sentence: Sentence,
    entry: CueEntry,
    words: tuple[int, ...],
    analysed: AnalysedDocument,
    cues: Sequence[Cue],
    lexicon: Lexicon,
) -> tuple[bool, str]:
    here = [claim for claim in analysed.claims if claim.content.cue.sentence == sentence.index]
    for claim in here:
        if claim.content.cue.entry == entry.id:
            return True, _describe(claim, analysed)
    own = [word for match in lexicon.phrases(sentence, ("connectors",)) for word in match.words]
    if set(words) & set(own):
        return False, "the author's own connector, no report"
    for claim in here:
        if set(words) & set(claim.content.cue.words):
            other = claim.content.cue.entry or "the labeller's reading"
            return False, f"gives way to {other} on the same words"
    candidates = [cue for cue in cues if cue.entry == entry.id and cue.sentence == sentence.index]
    if any(is_doubted(sentence, cue) for cue in candidates):
        return False, "a candidate, but the labeller holds it for no cue (the entry may say `undoubted: true`)"
    if candidates:
        return False, f"a candidate, but nothing stands where it takes its content ({_frames(entry.frames)})"
    tagged = "، ".join(f"{sentence.word(word).form} as {sentence.word(word).upos}" for word in words)
    return False, f"matches, but the parse reads {tagged}"


def _describe(claim: Claim, analysed: AnalysedDocument) -> str:
    text = analysed.document.text
    source = next((s.name for s in analysed.sources if s.id == claim.source), "nobody named")
    content = " … ".join(span.of(text) for span in claim.content.spans)
    assessment = claim.assessment
    return (
        f"{claim.id} by {source}: {content} "
        f"({claim.content.frame}, {claim.content.quote}, {assessment.act}, {assessment.certainty})"
    )


def _frames(frames: Sequence[Frame]) -> str:
    return " or ".join(
        frame.content + (f" after {'/'.join(p or '∅' for p in frame.introduced_by)}" if frame.introduced_by else "")
        for frame in frames
    )


def _marker_outcome(
    sentence: Sentence, entry: MarkerEntry, words: tuple[int, ...], analysed: AnalysedDocument
) -> tuple[bool, str]:
    if not analysed.claims:
        return True, "matches; there is no claim that it could mark"
    for claim in analysed.claims:
        cue = claim.content.cue
        if cue.sentence == sentence.index and set(words) & set(cue.words):
            return True, f"on the cue of {claim.id}"
        for marker in claim.assessment.markers:
            refs: tuple[WordRef, ...] = marker.evidence.words
            if marker.evidence.entry == entry.id and any(ref.sentence == sentence.index for ref in refs):
                return True, f"{marker.kind} on {claim.id} ({marker.scope})"
    return False, "stands in no claim, or outside the scope of its predicate"
