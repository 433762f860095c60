"""The whole way to one claim: words, tree, lexicon entries, rules, scores, what would change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from attribution.claims import AnalysedDocument, Claim
from attribution.document import Evidence, Sentence, Span, Word
from attribution.errors import ConfigurationError
from attribution.lexicon import Lexicon
from attribution.report.formats import RenderOptions
from attribution.report.labels import Labels, load_labels
from attribution.report.model import ClaimRecord, ClaimScores, DocumentRecord, Report, ScorePart
from attribution.report.terminal import INDENT, SEPARATOR, Row, clean, draw, heading, rows
from attribution.report.view import chain, spans_text
from attribution.report.wording import counterfactual_text, finding_hint, finding_message, part_value, percent
from attribution.scoring import load_weights

__all__ = ["explain"]


def explain(report: Report, claim: str, lexicon: Lexicon, options: RenderOptions | None = None) -> str:
    """Everything that led to a claim, for a terminal.

    Parameters
    ----------
    report : Report
        Of this process: it needs the trees, which a file does not keep.
    claim : str
        ``C3``, or ``document#C3`` where the report has several articles.
    lexicon : Lexicon
        The one that the articles were analysed with.
    options : RenderOptions, optional
        Language, width, colour.

    Raises
    ------
    ConfigurationError
        If there is no such claim; those that there are are listed.
    """
    options = options or RenderOptions()
    labels = load_labels(options.lang or "en")
    index, found = _find(report, claim)
    analysed, document = report.analysed[index], report.documents[index]
    record = document.claims[[item.id for item in analysed.claims].index(found.id)]
    parts = (
        _words(document, record, labels),
        _parse(analysed, found, labels),
        _labeller(analysed, found, labels),
        _rules(analysed, found, labels),
        _entries(analysed, found, lexicon, labels),
        _scores(document, record, labels),
    )
    return draw((renderable for part in parts for renderable in part), options)


def _find(report: Report, wanted: str) -> tuple[int, Claim]:
    document, _, name = wanted.rpartition("#")
    names = {}
    for index, (record, analysed) in enumerate(zip(report.documents, report.analysed, strict=True)):
        for claim in analysed.claims:
            names[f"{record.id}#{claim.id}"] = (index, claim)
    matches = [names[key] for key in names if key == wanted or (not document and key.endswith(f"#{name}"))]
    if len(matches) == 1:
        return matches[0]
    shown = [key.rpartition("#")[2] if len(report.documents) == 1 else key for key in names]
    problem = f"{wanted!r} is a claim of several articles" if matches else f"there is no claim {wanted!r}"
    raise ConfigurationError(problem, way_out=f"choose from {', '.join(shown) or 'none: no claim was found'}")


def _words(document: DocumentRecord, claim: ClaimRecord, labels: Labels) -> Iterator[RenderableType]:
    """What the claim is made of, with its place in the text."""
    spans: list[tuple[str, tuple[int, int]]] = [(labels.ui("cue"), claim.cue)]
    spans += [(labels.ui("source"), claim.source_span)] if claim.source_span else []
    spans += [(labels.ui("content"), span) for span in claim.content]
    spans += [(labels("marker", marker.kind), marker.span) for marker in claim.markers]
    yield Text(f"{claim.id}  {clean(document.path or document.id)}", style="bold")
    pairs: list[Row] = []
    for label, span in spans:
        pairs += [(label, Text(f"{span[0]}:{span[1]}", style="dim")), ("", document.text[slice(*span)])]
    yield heading(labels.ui("words"))
    yield rows(pairs, labels)
    name = next((source.name for source in document.sources if source.id == claim.source), labels.ui("nobody"))
    facts: list[Row] = [(labels.ui("named_as"), labels("mention_form", claim.mention_form)), ("", name)]
    facts += [(labels.ui("quote"), labels("quote", claim.quote)), (labels.ui("act"), labels("act", claim.act))]
    facts += [(labels.ui("polarity"), labels("polarity", claim.polarity))]
    facts += [(labels.ui("certainty"), f"{labels('certainty', claim.certainty)} ({claim.factuality})")]
    facts += [(labels.ui("stance"), labels("stance", claim.stance))]
    for link in chain(document, claim)[1:]:
        facts.append((labels.ui("relayed_by"), f"{link.source or labels.ui('nobody')} ({link.id})"))
    yield rows(facts, labels)


def _roles(claim: Claim, labels: Labels) -> Mapping[str, tuple[Span, ...]]:
    """The spans by what a word in them is to the claim; the first that holds is shown."""
    mention = claim.mention.span or claim.mention.controller
    return {
        labels.ui("cue"): (claim.content.cue.span,),
        labels.ui("source"): (mention,) if mention else (),
        labels.ui("hedge"): tuple(marker.span for marker in claim.assessment.markers if marker.kind == "hedge"),
        labels.ui("content"): claim.content.spans,
    }


def _parse(analysed: AnalysedDocument, claim: Claim, labels: Labels) -> Iterator[RenderableType]:
    """The trees of all sentences that the claim's words stand in, each word with its part in the claim."""
    roles = _roles(claim, labels)
    spans = [span for found in roles.values() for span in found]
    yield heading(labels.ui("parse"))
    for sentence in analysed.document.sentences:
        if any(sentence.span.overlaps(span) for span in spans):
            yield Padding(_tree(sentence, roles), (0, 0, 1, INDENT))


def _tree(sentence: Sentence, roles: Mapping[str, tuple[Span, ...]]) -> Tree:
    def node(word: Word) -> Text:
        text = Text(f"{word.deprel} {word.upos}", style="dim")
        role = next((name for name, spans in roles.items() if any(span.contains(word.span) for span in spans)), None)
        if role:
            text.append(f" [{role}]", style="not dim bold")
        return text.append(f"  {clean(word.form)}", style="not dim")

    def grow(tree: Tree, head: int) -> None:
        for word in sentence.words:
            if word.head == head:
                grow(tree.add(node(word)), word.id)

    tree = Tree(Text(f"{sentence.index + 1}", style="dim"), guide_style="dim")
    grow(tree, 0)
    return tree


def _labeller(analysed: AnalysedDocument, claim: Claim, labels: Labels) -> Iterator[RenderableType]:
    """What the labeller reads at the cue, with its probabilities; nothing where it read nothing."""
    sentence = analysed.document.sentences[claim.content.cue.sentence]
    proposal = sentence.proposal_at(claim.content.cue.span)
    if proposal is None:
        return
    start, end, probability = proposal.content
    read = [(labels.ui("cue"), proposal.cue, proposal.probability), (labels.ui("content"), (start, end), probability)]
    read += [(labels.ui("source"), proposal.source, proposal.named)]
    if proposal.named < 1 / 2 <= proposal.present:
        read += [(labels.ui("antecedent"), proposal.antecedent, proposal.present)]
    pairs: list[Row] = []
    for name, words, probability in read:
        span = Span(sentence.word(words[0]).span.start_char, sentence.word(words[1]).span.end_char)
        pairs += [(name, percent((probability,) * 2)), ("", span.of(analysed.document.text))]
    pairs.append((labels("source_type", proposal.type), percent((proposal.type_probability,) * 2)))
    yield heading(labels.ui("labeller"))
    yield rows(pairs, labels)


def _evidence(claim: Claim) -> Iterator[Evidence]:
    yield claim.content.cue.evidence
    yield claim.content.evidence
    yield claim.mention.evidence
    yield from claim.assessment.evidence
    yield from (marker.evidence for marker in claim.assessment.markers)


def _all_evidence(analysed: AnalysedDocument, claim: Claim) -> tuple[Evidence, ...]:
    of_source = analysed.source(claim.source).evidence if claim.source else ()
    return tuple(dict.fromkeys((*_evidence(claim), *of_source)))


def _rules(analysed: AnalysedDocument, claim: Claim, labels: Labels) -> Iterator[RenderableType]:
    document = analysed.document
    yield heading(labels.ui("rules"))
    pairs: list[Row] = []
    for evidence in _all_evidence(analysed, claim):
        spans = (*(document.word(ref).span for ref in evidence.words), *evidence.spans)
        name = evidence.rule + (f" ({evidence.entry})" if evidence.entry else "")
        pairs.append((labels.ui("rule"), Text(name)))
        pairs += [("", " ".join(dict.fromkeys(span.of(document.text) for span in spans)))] if spans else []
    yield rows(pairs, labels)


def _entries(analysed: AnalysedDocument, claim: Claim, lexicon: Lexicon, labels: Labels) -> Iterator[RenderableType]:
    yield heading(labels.ui("entries"))
    ids = dict.fromkeys(evidence.entry for evidence in _all_evidence(analysed, claim) if evidence.entry)
    for entry_id in ids:
        entry = lexicon.entry(entry_id)
        pairs: list[Row] = [
            (labels.ui("lemma"), entry.lemma),
            (labels.ui("gloss"), entry.gloss),
            (labels.ui("kind"), lexicon.kind(entry_id)),
            (labels.ui("reference"), entry.reference),
            (labels.ui("example"), entry.examples[0]),
        ]
        yield Group(Text(f"{'':{INDENT}}{entry_id}", style="bold"), rows(pairs, labels), Text())


def _parts(document: DocumentRecord, parts: Iterable[ScorePart], labels: Labels) -> Iterator[Row]:
    references = load_weights().rules()
    for part in parts:
        rule = references.get(part.rule)
        source = f" ({rule.reference})" if rule else ""
        yield part_value(part), Text(f"{labels('rule', part.rule)}{source}")
        yield from (("", text) for text in dict.fromkeys(spans_text(document.text, part.spans)))


def _scores(document: DocumentRecord, claim: ClaimRecord, labels: Labels) -> Iterator[RenderableType]:
    if claim.scores is not None:
        yield heading(labels.ui("scores"))
        yield from _axes(document, claim.scores, labels)
        pairs: list[Row] = [(labels.ui("gaps"), labels("gap", gap)) for gap in claim.scores.gaps]
        name = labels.ui("counterfactuals_short")
        pairs += [(name, counterfactual_text(change, labels)) for change in claim.scores.counterfactuals]
        yield rows(pairs, labels)
    findings = [finding for finding in document.findings if finding.claim == claim.id]
    if findings:
        yield heading(labels.ui("findings"))
    for finding in findings:
        message: list[Row] = [(labels("severity", finding.severity), finding_message(finding, labels))]
        yield rows([*message, (labels.ui("hint"), finding_hint(finding, labels))], labels)
    yield Text()
    yield Text(labels.ui("disclaimer"), style="italic")


def _axes(document: DocumentRecord, scores: ClaimScores, labels: Labels) -> Iterator[RenderableType]:
    grade, level = scores.sourcing.grade, scores.corroboration.level
    probability = f"{SEPARATOR}{percent(scores.certainty.probability)}" if scores.certainty.probability else ""
    axes = (
        (labels.ui("sourcing"), f"{grade}{SEPARATOR}{labels('grade', grade)}", scores.sourcing.parts),
        (labels.ui("corroboration"), f"{level}{SEPARATOR}{labels('level', level)}", scores.corroboration.parts),
        (labels.ui("certainty"), f"{scores.certainty.factuality}{probability}", scores.certainty.parts),
        (labels.ui("check_first"), f"{scores.priority.rank} ({scores.priority.value:g})", scores.priority.parts),
    )
    for name, value, parts in axes:
        head = Text(f"{'':{INDENT}}{name}: ").append(value, style="bold")
        yield Group(head, rows(_parts(document, parts, labels), labels, repeat=True), Text())
