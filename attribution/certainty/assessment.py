"""From cue and markers to act, certainty, polarity and FactBank value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attribution.certainty.clause import read_main_clause
from attribution.certainty.markers import content_markers, markers_on_cue
from attribution.certainty.records import Act, Assessment, CertaintyLabel, Factuality, Marker, Polarity, Stance
from attribution.content import Content
from attribution.cues import Cue
from attribution.document import Document, Evidence, Span
from attribution.lexicon import CueEntry, Lexicon

__all__ = ["assess"]

_STRENGTH: Final[tuple[CertaintyLabel, ...]] = ("certain", "probable", "possible", "unknown")
_FACTBANK: Final[dict[tuple[CertaintyLabel, Polarity], Factuality]] = {
    ("certain", "positive"): "CT+",
    ("certain", "negative"): "CT-",
    ("probable", "positive"): "PR+",
    ("probable", "negative"): "PR-",
    ("possible", "positive"): "PS+",
    ("possible", "negative"): "PS-",
    ("unknown", "positive"): "Uu",
    ("unknown", "negative"): "Uu",
}
_DECIDING = frozenset({"hedge", "conditional", "question"})


def assess(document: Document, contents: tuple[Content, ...], lexicon: Lexicon) -> tuple[Assessment, ...]:
    """One assessment for each content, in the same order.

    Certainty is that of the source as worded, not of the author. It is the weakest of what the cue's lexicon entry says
    (رجح: probable) and of the markers that have scope over the content's main predicate; markers on side clauses are
    listed and leave it alone. Weakest, since each modal operator can only lower what its complement offers: FactBank
    combines «might» under «probably» to the lower value (Saurí and Pustejovsky 2009, §4). Boosters do not raise it
    above plain assertion; future and intention are plain assertions of plans. Silence leaves the topic open: unknown.

    A conditional (إذا, لو, في حال) counts where it stands before the main predicate, a question where it opens or ends
    the content. Polarity is negative for a denial, and where the first main predicate is negated.

    Parameters
    ----------
    document : Document
        Parsed.
    contents : tuple of Content
        What is credited, with cue and frame.
    lexicon : Lexicon
        Of the article's language.

    Returns
    -------
    tuple of Assessment
        ``factuality`` is the FactBank value: CT, PR or PS with + or −, and Uu where the source commits to nothing.

    References
    ----------
    Roser Saurí and James Pustejovsky. FactBank: a corpus annotated with event factuality. Language Resources and
    Evaluation 43, 2009, 227–268.
    """
    return tuple(_assess(document, content, lexicon) for content in contents)


def _assess(document: Document, content: Content, lexicon: Lexicon) -> Assessment:
    entry = lexicon.cue_entry(content.cue.entry)
    act = _act(entry, negated=content.cue.negated)
    clause = read_main_clause(document, content)
    inside = content_markers(document, content, clause, lexicon) if clause is not None else ()
    on_cue = _cue_markers(document, content, entry, act, lexicon)
    markers = (*on_cue, *inside)
    certainty, why = _certainty(act, entry, content, markers)
    negator = next((marker for marker in inside if marker.kind == "negation" and marker.scope == "content"), None)
    negated = negator is not None and act != "silence"
    negative = negated != _cue_negates(entry, act, inside, negated=content.cue.negated)
    polarity: Polarity = "negative" if act == "denial" or negative else "positive"
    stance: Stance = entry.stance if entry is not None else "neutral"
    return Assessment(
        act=act,
        certainty=certainty,
        factuality=_FACTBANK[certainty, polarity],
        polarity=polarity,
        stance=stance,
        markers=markers,
        evidence=(Evidence(f"certainty.act.{act}", entry.id if entry else None), why),
    )


def _act(entry: CueEntry | None, *, negated: bool) -> Act:
    if entry is None:
        return "statement"
    if not negated:
        return entry.act
    if entry.negated_act is not None:
        return entry.negated_act
    return "statement" if entry.act == "denial" else entry.act


def _cue_negates(entry: CueEntry | None, act: Act, markers: Sequence[Marker], *, negated: bool) -> bool:
    """Whether the cue makes its content untrue to the source: «استبعد أن», «لا أعتقد أن»; not «لا يعرف ما …»."""
    if entry is None or act != "statement" or entry.act != "statement":
        return False
    asked = any(m.kind in ("question", "conditional") for m in markers)
    unbelieved = negated and not asked and entry.certainty != "certain"
    return (entry.polarity == "negative") != unbelieved


def _cue_certainty(entry: CueEntry | None, *, negated: bool) -> CertaintyLabel:
    if entry is None:
        return "certain"
    if negated and entry.negated_certainty is not None:
        return entry.negated_certainty
    return entry.certainty


def _cue_markers(
    document: Document, content: Content, entry: CueEntry | None, act: Act, lexicon: Lexicon
) -> tuple[Marker, ...]:
    """The cue itself as a hedge, where its entry says that it is weaker than certain; and hedges right before it."""
    if act == "silence":
        return ()
    label = _cue_certainty(entry, negated=content.cue.negated)
    found = list(markers_on_cue(document, content, lexicon))
    if entry is not None and label != "certain":
        evidence = Evidence("certainty.cue", entry.id, words=(content.cue.ref,))
        found.append(Marker("hedge", _hedging_part(document, content.cue), "cue", evidence, label))
    return tuple(found)


def _hedging_part(document: Document, cue: Cue) -> Span:
    """The cue; of one in several words, the noun behind a preposition («أعرب الوزير عن أمله»: أمله)."""
    sentence = document.sentences[cue.sentence]
    nouns = [i for i in cue.words[1:] if i - 1 in cue.words and sentence.word(i - 1).upos == "ADP"]
    if not nouns or sentence.word(nouns[-1]).upos != "NOUN":
        return cue.span
    return sentence.tokens[sentence.word(nouns[-1]).token].span


def _certainty(
    act: Act, entry: CueEntry | None, content: Content, markers: Sequence[Marker]
) -> tuple[CertaintyLabel, Evidence]:
    if act == "silence":
        return "unknown", Evidence("certainty.silence", entry.id if entry else None)
    label, why = _cue_certainty(entry, negated=content.cue.negated), Evidence("certainty.plain")
    if label != "certain" and entry is not None:
        why = Evidence("certainty.cue", entry.id, words=(content.cue.ref,))
    for marker in markers:
        if marker.kind not in _DECIDING or marker.scope == "side" or marker.effect is None:
            continue
        if _STRENGTH.index(marker.effect) > _STRENGTH.index(label):
            label, why = marker.effect, marker.evidence
    return label, why
