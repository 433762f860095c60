"""The mention of every content's source."""

from __future__ import annotations

from dataclasses import replace

from attribution.content import Content
from attribution.document import Evidence, Proposal, Span, WordRef
from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.nominal import noun_phrase_end, skip_settings
from attribution.sources.agreement import attached_pronoun
from attribution.sources.clause import Clause
from attribution.sources.impersonal import is_impersonal
from attribution.sources.records import Agreement, Mention
from attribution.sources.subjects import (
    AUXILIARIES,
    Stretch,
    author_of_text,
    clashing_subject,
    modified_noun,
    object_source,
    relative_head,
    subject_after,
    subject_before,
    tree_subject_after,
)
from attribution.syntax import Reading

__all__ = ["find_mentions"]


_OF_HIM = folded("عنه عنها عنهم عنهما")
_LONGEST_RELAYER = 8
_SURELY_NAMED = 0.7
_SURELY_UNNAMED = 0.3
_SURELY_PRESENT = 0.7
"""Probabilities of the labeller's, from which it overrules the tree."""
_PEOPLE = frozenset({"roles", "persons", "anonymous", "groups"})
_DOCUMENTS = frozenset({"documents"})


def find_mentions(
    readings: tuple[Reading, ...], contents: tuple[Content, ...], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """One mention for each content, in the same order."""
    found: list[Mention] = []
    for content in contents:
        earlier = tuple(m for m in found[-6:] if m.content.cue.sentence == content.cue.sentence)
        clause = Clause(readings[content.cue.sentence], content, lexicon, earlier)
        found.append(_with_proposal(clause, _mention(clause)))
    return tuple(found)


def _with_proposal(clause: Clause, mention: Mention) -> Mention:
    """The mention, unless the labeller is sure that the clause names a source where none was found, or in other words,
    or that it names none where one was.
    """
    proposal = clause.reading.sentence.proposal_at(clause.cue.span)
    if proposal is None or mention.evidence.rule == "source.impersonal":
        return mention
    if proposal.named >= _SURELY_NAMED:
        named = _proposed(clause, proposal, "source.labeller" if mention.span is None else mention.evidence.rule)
        return named if named is not None and _is_better_put(mention, named) else mention
    if mention.form == "nominal" and proposal.named < _SURELY_UNNAMED:
        mention = _dropped(clause, "source.labeller_dropped", mention.span)
    if mention.form != "nominal" and proposal.present >= _SURELY_PRESENT:
        return replace(mention, antecedent=clause.reading.sentence.tokens_span(*proposal.antecedent))
    return mention


def _proposed(clause: Clause, proposal: Proposal, rule: str) -> Mention | None:
    """The mention that the labeller proposes, unless it stands in the cue itself."""
    start, end = (clause.reading.sentence.word(word) for word in proposal.source)
    first, last = start.token, end.token
    if first <= clause.last and clause.first <= last:
        return None
    units = clause.reading.units
    marks = [index for index in range(first, last + 1) if units[index].is_mark]
    loose = first < last and (len(marks) % 2 == 1 or {first, last} <= set(marks))
    start_char = units[first + 1].span.start_char if loose and units[first].is_mark else start.span.start_char
    end_char = units[last - 1].span.end_char if loose and units[last].is_mark else end.span.end_char
    return _nominal(clause, first, last, rule, Span(start_char, end_char))


def _is_better_put(mention: Mention, other: Mention) -> bool:
    """Whether a mention has no words, or some in common with another that does not reach farther into the content."""
    if mention.span is None or other.span is None:
        return mention.span is None
    reaches = any(other.span.overlaps(span) and not mention.span.overlaps(span) for span in mention.content.spans)
    return mention.span.overlaps(other.span) and not reaches


def _mention(clause: Clause) -> Mention:
    if clause.is_participle:
        return _dropped(clause, "source.participle")
    match clause.cue.part:
        case "colon":
            return _before_colon(clause)
        case "particle" | "noun" | "masdar":
            return _genitive(clause)
        case _:
            return _subject(clause)


def _before_colon(clause: Clause) -> Mention:
    first = clause.first
    while first > 0 and not clause.reading.units[first - 1].is_colon and not clause.reading.units[first - 1].is_stop:
        first -= 1
    if clause.reading.units[first].is_dash:
        first += 1
    last = noun_phrase_end(clause.reading, first, clause.first)
    for index in range(first + 1, last + 1):
        unit = clause.reading.units[index]
        if unit.key in ("عن", "حول", "ل", "لـ") or (unit.key.startswith("لل") and index == last):
            last = index - 1
            break
    if last < first:
        last = first
    return _nominal(clause, first, last, "source.before_colon")


def _genitive(clause: Clause) -> Mention:
    if clause.cue.part == "particle" and _source_place(clause) == "none":
        return _unexpressed(clause, "source.unexpressed", Agreement())
    if _has_subject(clause):
        return _subject(clause)
    relayed = _relayed(clause)
    if relayed is not None:
        return _nominal(clause, *relayed, "source.relayed")
    pronoun = attached_pronoun(clause.reading.units[clause.last])
    if pronoun is None or not _is_pronoun_cue(clause):
        return _following(clause)
    of_another = _relays_pronoun(clause)
    rule = "source.relayed_pronoun" if of_another else "source.pronoun"
    controller = None if of_another else clause.controller
    evidence = Evidence(rule, None, (clause.cue.ref,))
    return Mention(clause.content, "pronoun", None, None, pronoun, controller, evidence)


def _has_subject(clause: Clause) -> bool:
    """Whether a particle holds a verb («حسب ما ذكر X», «وفق ما نشرت X»)."""
    verb = clause.cue.part == "particle" and _source_place(clause) == "subject"
    return verb or clause.cue.evidence.rule == "cue.particle.with_verb"


def _relayed(clause: Clause) -> tuple[int, int] | None:
    """X of «نقلت الوكالة عن X أن», «… عن X قوله», «… عن X القول»."""
    if clause.cue.evidence.rule == "cue.relayed_source":
        start = skip_settings(clause.reading, clause.last + 1, clause.limit)
        last = noun_phrase_end(clause.reading, start, clause.limit)
        return (start, last) if last >= start else None
    unit = clause.reading.units[clause.last]
    if clause.cue.part == "masdar" and unit.key == "القول":
        return _relayed_name(clause)
    owned = attached_pronoun(unit) is not None and _is_pronoun_cue(clause)
    return _relayed_name(clause) if owned and _follows_relay(clause) else None


def _following(clause: Clause) -> Mention:
    """What follows the cue as its genitive, or nobody."""
    units = clause.reading.units
    first = clause.last + 1
    while first < len(units) and units[first].key in ("ل", "لـ", "عن"):
        first += 1
    last = noun_phrase_end(clause.reading, first, clause.limit)
    if last >= first and not _is_adjective(clause, first):
        return _nominal(clause, first, last, "source.genitive")
    if clause.cue.part == "noun" and _source_place(clause) == "genitive":
        return _unexpressed(clause, "source.unnamed", Agreement())
    return _dropped(clause, "source.unnamed")


def _is_adjective(clause: Clause, index: int) -> bool:
    """Whether what follows the noun of a cue is its adjective: «توقعات *سابقة*», «الشائعات *الرائجة*»."""
    unit = clause.reading.units[index]
    return clause.cue.part == "noun" and unit.upos == "ADJ" and not clause.names_source(index)


def _is_pronoun_cue(clause: Clause) -> bool:
    unit = clause.reading.units[clause.last]
    return (
        any(w.upos == "PRON" for w in unit.words)
        or clause.cue.part == "masdar"
        or "masdar" in clause.cue.evidence.rule
        or (clause.cue.part == "particle" and len(clause.cue.words) > 1 and attached_pronoun(unit) is not None)
    )


def _follows_relay(clause: Clause) -> bool:
    """Whether a verb that quotes a further source (نقلت … عن) stands before in the sentence."""
    for mention in clause.earlier:
        entry = clause.entry_of(mention.content.cue)
        if entry is not None and entry.source_introduced_by:
            return True
    return False


def _is_told_of(clause: Clause) -> bool:
    """Whether a verb of relaying without subject is a passive: «ونقل *عنه* قوله», to be read نُقل."""
    entry, following = clause.entry_of(clause.cue), clause.reading.following(clause.last)
    relays = entry is not None and entry.source == "subject" and bool(entry.source_introduced_by)
    masculine = clause.agreement.gender != "Fem" and clause.agreement.number == "Sing"
    return relays and masculine and following is not None and following.bare in _OF_HIM


def _relays_pronoun(clause: Clause) -> bool:
    """Whether the owner of قوله was told of before: «نقلت الوكالة *عنه* قوله», who is not the agency."""
    before = clause.reading.units[max(clause.first - _LONGEST_RELAYER, 0) : clause.first]
    return any(unit.bare in _OF_HIM for unit in before) and _follows_relay(clause)


def _relayed_name(clause: Clause) -> tuple[int, int] | None:
    """X of «نقلت الوكالة عن X قوله»."""
    for index in range(clause.first - 1, max(clause.first - 25, -1), -1):
        unit = clause.reading.units[index]
        if unit.key == "عن" and index + 1 < clause.first:
            last = noun_phrase_end(clause.reading, index + 1, clause.first)
            return (index + 1, last) if last > index else None
    return None


def _subject(clause: Clause) -> Mention:
    named = tree_subject_after(clause) if clause.cue.part == "passive" and clause.content.frame == "clause" else None
    if named is not None:
        return _nominal(clause, *named, "source.subject")
    if clause.cue.part == "passive" or _source_place(clause) == "none":
        return _unexpressed(clause, "source.unexpressed", clause.agreement)
    told = object_source(clause) if _source_place(clause) == "object" else None
    if told is not None:
        return _nominal(clause, *told, "source.object")
    rule, found = _expressed(clause)
    if is_impersonal(clause, found) or (found is None and _is_told_of(clause)):
        return _unexpressed(clause, "source.impersonal", clause.agreement)
    if found is not None:
        return _nominal(clause, *found, rule)
    author = author_of_text(clause)
    return _dropped(clause, rule, None if author is None else clause.reading.span(*author))


def _expressed(clause: Clause) -> tuple[str, Stretch | None]:
    """The noun phrase that is the subject of a verb, with the rule that found it."""
    relative = relative_head(clause)
    if relative is not None:
        return "source.relative_head", relative
    before = None if clause.cue.part == "particle" else subject_before(clause)
    if before is not None and before[0] and clause.reading.units[before[0] - 1].key in AUXILIARIES:
        return "source.topic_subject", before
    after = subject_after(clause)
    if after is not None and (before is None or not clashing_subject(clause, after)):
        return "source.subject", after
    if before is not None:
        return "source.topic_subject", before
    noun = modified_noun(clause, _PEOPLE, _DOCUMENTS)
    return ("source.modified_noun", noun) if noun is not None else ("source.dropped", None)


def _source_place(clause: Clause) -> str:
    entry = clause.entry_of(clause.cue)
    return entry.source if entry is not None else "subject"


def _nominal(clause: Clause, first: int, last: int, rule: str, span: Span | None = None) -> Mention:
    span = span or _strip_clitic(clause, first, last)
    head = clause.reading.units[first].head
    for unit in clause.reading.units[first : last + 1]:
        if unit.head.upos in ("NOUN", "PROPN", "X", "ADJ"):
            head = unit.head
            break
    ref = WordRef(clause.cue.sentence, head.id)
    return Mention(clause.content, "nominal", span, ref, clause.agreement, None, Evidence(rule, None, (ref,), (span,)))


def _strip_clitic(clause: Clause, first: int, last: int) -> Span:
    """The span without و / ف or a one-letter preposition that its first token begins with."""
    span = clause.reading.span(first, last)
    start = span.start_char
    for word in clause.reading.units[first].words[:-1]:
        if (
            word.form in ("و", "ف", "ل", "ب", "ك")
            and word.span.start_char == start
            and len(word.span.of("x" * word.span.end_char)) == 1
        ):
            start = word.span.end_char
    end = span.end_char
    if clause.reading.units[first].is_mark and clause.reading.units[last].is_mark and last > first + 1:
        start, end = clause.reading.units[first + 1].span.start_char, clause.reading.units[last - 1].span.end_char
    return Span(start, end)


def _unexpressed(clause: Clause, rule: str, agreement: Agreement) -> Mention:
    evidence = Evidence(rule, None, (clause.cue.ref,))
    return Mention(clause.content, "unexpressed", None, None, agreement, None, evidence)


def _dropped(clause: Clause, rule: str, controller: Span | None = None) -> Mention:
    return Mention(
        clause.content,
        "dropped",
        None,
        None,
        clause.agreement,
        controller or clause.controller,
        Evidence(rule, None, (clause.cue.ref,)),
    )
