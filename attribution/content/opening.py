"""Where the content of a cue opens: complementiser, colon, quotation mark, preposition, object, bare words.

A cue is followed from left to right. What is met first decides, unless it belongs to something in between: a cue or
verb inside a relative clause of the subject takes its own أن, a name in quotation marks is no speech.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from attribution.content.context import Context, Line, Opening, is_silent, make_context
from attribution.content.denial import denied_report, withheld_question
from attribution.content.masdars import masdar_object
from attribution.content.objects import (
    direct_object,
    governed,
    is_attribute,
    nominal_after_preposition,
    nominal_or_clause,
    object_of_participle,
)
from attribution.content.ownership import must_be_ours, only_subject_between, owns_complementiser
from attribution.content.resumption import tells_this
from attribution.content.speech import (
    bare_speech,
    clause_opening,
    is_told_a_listener,
    speech_after_colon,
    speech_before_clause,
    spoken_quotation,
)
from attribution.cues import Cue, first_token
from attribution.event_nouns import is_event_noun, is_masdar
from attribution.function_words import FACTS, HOW_OFTEN, RELATIVE_PARTICLES, folded
from attribution.lexicon import CueEntry
from attribution.syntax import Reading

__all__ = ["find_opening", "has_a_thing_as_object"]

_CHARGE = "particle.bituhma"
_BEFORE = folded("قبل وقبل")
_LONGEST_WHAT = 18
"""Tokens of «ما قاله X …» before its إن."""

_REACH_OF_IDENTITY = 4
_IDENTITY = folded("هويته هويتها هويتهم هوياتهم اسمه اسمها اسمهم أسمائهم أسمه")
_WITHOUT = folded("دون بدون من")
"""First words of a silence that is an adverb («مضيفا، دون ذكر تفاصيل: «…»»)."""

_WINDOW = 9
"""How many tokens after a noun or masdar its content may open."""


def find_opening(line: Line, cue: Cue, entry: CueEntry) -> Opening | None:
    """Where the content of a cue opens to its right, if it does.

    Parameters
    ----------
    line : Line
        The sentence with all of its cues and quotations.
    cue : Cue
        The cue.
    entry : CueEntry
        Its lexicon entry, whose frames say what may follow.
    """
    if not cue.reports or _is_said_of_a_fact(line.reading, cue, entry) or _leaves_unnamed(line.reading, cue):
        return None
    if tells_this(line.reading, cue) or (cue.entry == _CHARGE and _charges_in_a_deed(line.reading, cue)):
        return None
    context = make_context(line, cue, entry)
    if cue.part == "participle":
        direct = object_of_participle(context)
        if direct is not None:
            return direct
    found = _scan(context)
    if context.weak and _is_tagged(context):
        opening = found.opening
        return opening if opening is not None and only_subject_between(context, opening.introducer) else None
    if _is_nominal(cue):
        return found.opening or masdar_object(context, found.nominal)
    return _unsaid(context, found) or _choose(context, found)


def _unsaid(context: Context, found: _Found) -> Opening | None:
    """The object of a silence or a denial, where one stands before any clause or speech."""
    limit = found.stopped if found.opening is None else min(found.opening.introducer, found.stopped)
    if is_silent(context):
        return withheld_question(context, limit)
    if context.entry.act != "denial" or context.cue.negated:
        return None
    if found.opening is not None and found.opening.kind == "clause":
        return None
    return denied_report(context, limit) or direct_object(context, limit, predications=False)


def _choose(context: Context, found: _Found) -> Opening | None:
    """The opening of a verb among what stands after it: clause or speech, prepositional object, object, bare speech."""
    opening, nominal = found.opening, found.nominal
    clause = opening is not None and context.reading.complementiser(opening.introducer) is not None
    if opening is not None and clause and (spoken := speech_before_clause(context, opening.introducer)) is not None:
        return spoken
    if opening is not None and nominal is not None and clause:
        return nominal_or_clause(context, nominal, opening)
    if opening is not None and (nominal is None or opening.introducer <= nominal.introducer):
        return opening
    if is_attribute(context) and not _estimates(context):
        return nominal if nominal is not None and nominal.introducer == context.first else None
    if _is_yet_to_be_said(context):
        return None
    if nominal is None:
        return direct_object(context, found.stopped) or bare_speech(context, found.stopped)
    reported = _report_of_what(context, nominal)
    if reported is not None:
        return reported
    direct = direct_object(context, found.stopped, predications=False)
    if direct is None or not (_stands_before(context, direct, nominal) or _is_the_object(context, direct, nominal)):
        return nominal
    return direct


def _is_yet_to_be_said(context: Context) -> bool:
    """«من المنتظر أن تعلن انضمامها»: a happening is not told of yet; «قبل أن تعلن …» tells of it."""
    units = context.reading.units
    place = first_token(context.reading, context.cue) - 1
    complementiser = context.reading.complementiser(place) if place > 0 else None
    if complementiser is None or complementiser.kind == "inna" or context.cue.part != "finite":
        return False
    word = context.reading.sentence.word(context.cue.head)
    return word.feats.get("Aspect") == "Imp" and units[place].key == "ان" and units[place - 1].key not in _BEFORE


def _estimates(context: Context) -> bool:
    """Whether the verb only says something of an object («بضائع تقدر قيمتها بمليون»)."""
    return all(f.content == "predication" and any(f.introduced_by) for f in context.objects)


def _report_of_what(context: Context, nominal: Opening) -> Opening | None:
    """The clause behind «أكد على ما قاله الوزير إن …», «أشار إلى ما تضمنته المادة بأن …»."""
    units = context.reading.units
    if units[nominal.token].key != "ما" or nominal.token + 1 >= len(units) or not units[nominal.token + 1].is_verb:
        return None
    for index in range(nominal.token + 2, min(nominal.token + _LONGEST_WHAT, len(units) - 1)):
        complementiser = context.reading.complementiser(index)
        if complementiser is not None and (complementiser.kind == "inna" or complementiser.preposition):
            clause = clause_opening(context, index)
            return None if clause is None else replace(clause, rule="content.what_was_said")
        if units[index].is_comma or units[index].is_stop:
            return None
    return None


def _stands_before(context: Context, direct: Opening, nominal: Opening) -> bool:
    """Whether an object stands before a prepositional one, not as a subject («أعلن الاتحاد … عن»)."""
    if direct.token >= nominal.introducer or _is_in_subject(context, direct, nominal):
        return False
    comma = context.reading.units[nominal.introducer - 1].is_comma
    subject_end = nominal.introducer - 1 if comma else nominal.introducer
    return not (
        context.reading.units[direct.token].bare.startswith("ال") and only_subject_between(context, subject_end)
    )


def _is_in_subject(context: Context, direct: Opening, nominal: Opening) -> bool:
    """«كشفت هيئة مراقبة الأسواق وحمايتها عن …»: in the subject of the tree, with the object behind a preposition."""
    reading = context.reading
    unit, other = reading.units[direct.token], reading.units[nominal.token].head
    subject = reading.subject(context.cue.head)
    if subject is None or other.head != context.cue.head or other.deprel != "obj":
        return False
    if any(w.upos == "PRON" for w in unit.words) and not unit.conjunction:
        return False
    return unit.head.id == subject.id or any(word.id == subject.id for word in reading.ancestors(unit.head.id))


def _is_the_object(context: Context, direct: Opening, nominal: Opening) -> bool:
    """Whether the tree gives the cue an object, and hangs the prepositional phrase elsewhere or as an adjunct.

    «أكدت، في بيان صادر عن الوزارة، تضامنها», «أعلنت الحركة المسؤولية عن الهجوم», «شدد على التجار ضرورة …».
    """
    units = context.reading.units
    noun, other = units[direct.token].head, units[nominal.token].head
    if noun.head != context.cue.head or noun.deprel != "obj" or direct.token == nominal.token:
        return False
    if other.head == context.cue.head and other.deprel == "obj":
        return direct.token > nominal.token and is_event_noun(units[direct.token])
    return True


def _is_said_of_a_fact(reading: Reading, cue: Cue, entry: CueEntry) -> bool:
    """«ما يدل على أن», «وهذا يعني أن»: a fact is the subject, nobody speaks; «ما يشاع عن» never has a speaker."""
    if entry.source == "none" or cue.part != "finite" or reading.sentence.word(cue.head).feats.get("Aspect") != "Imp":
        return False
    token = first_token(reading, cue)
    if token > 1 and reading.units[token - 1].key == "ما" and reading.units[token - 2].is_in(HOW_OFTEN):
        return False
    return token > 0 and reading.units[token - 1].is_in(FACTS)


def _charges_in_a_deed(reading: Reading, cue: Cue) -> bool:
    """«احتجاز أشخاص بتهمة …», «تم إعدامه بتهمة …»: a masdar tells the deed, and nobody who accuses."""
    first = reading.unit_of(min(cue.words)).index
    clause = takewhile(lambda u: not (u.is_verb or u.is_stop), reversed(reading.units[:first]))
    return any(is_masdar(u) or (is_event_noun(u) and not u.bare.startswith("ال")) for u in clause)


def _leaves_unnamed(reading: Reading, cue: Cue) -> bool:
    """«مصادر لم تذكرها بالاسم أن»: what is not said is the noun before, the clause belongs to another."""
    if not cue.negated or cue.part != "finite":
        return False
    unit = reading.unit_of(cue.head)
    return unit.head.deprel.startswith("acl") and any(w.upos == "PRON" for w in unit.words[1:])


def _is_nominal(cue: Cue) -> bool:
    return cue.part in ("masdar", "noun")


def _is_tagged(context: Context) -> bool:
    return context.reading.sentence.word(context.cue.head).upos not in ("X", "_")


def _is_weak(context: Context, cue: Cue) -> bool:
    if context.reading.unit_of(min(cue.words)).is_in(_WITHOUT):
        return True
    if cue.evidence.rule != "cue.verb.tagged_otherwise":
        return cue.part in ("masdar", "noun", "particle", "colon")
    return context.reading.sentence.word(cue.head).upos not in ("X", "_")


def _is_relative_verb(context: Context, index: int) -> bool:
    before = context.reading.previous(index)
    if before is not None and (before.is_relative or before.key in RELATIVE_PARTICLES):
        return True
    head = context.reading.units[index].head
    return head.deprel.startswith("acl")


def _takes_statement(context: Context, index: int) -> bool:
    """«في بيان نشره على موقعه أن …»: the object of the relative verb is the statement, أن is not its own."""
    unit = context.reading.units[index]
    if not unit.head.deprel.startswith("acl") or unit.words[-1].upos != "PRON":
        return False
    statement = context.line.cues.get(context.reading.unit_of(unit.head.head).index) if unit.head.head else None
    return statement is not None and statement.part == "noun"


@dataclass(slots=True)
class _Found:
    """What a scan met: a clause, speech or quotation; a prepositional object; the token at which it stopped.

    ``pending`` counts cues in relative clauses that have not met their أن yet, ``sated`` those of them that have an
    object and wait for no speech («قال الشاهد الذي نقل المصاب: «…»»).
    """

    opening: Opening | None = None
    nominal: Opening | None = None
    stopped: int = 0
    pending: int = 0
    sated: int = 0
    in_relative: bool = False


def _scan(context: Context) -> _Found:
    """Follow a cue to the right until something opens its content or another cue of the same level begins."""
    units = context.reading.units
    found = _Found(stopped=len(units))
    last = min(len(units), context.first + _WINDOW) if _is_nominal(context.cue) else len(units)
    index = context.first
    while index < last:
        unit = units[index]
        if unit.is_stop or (_is_nominal(context.cue) and (unit.is_comma or unit.is_verb)):
            break
        quotation = context.line.quotations.get(index)
        if quotation is not None:
            awaited = found.pending > found.sated and not is_told_a_listener(context.reading, index)
            found.opening = None if awaited else spoken_quotation(context, index, quotation, forced=False)
            following = max(index + 1, context.reading.unit_at(quotation.outer.end_char - 1) + 1)
        elif unit.is_colon:
            owned = context.speech or not found.pending
            found.opening = speech_after_colon(context, index) if owned else None
            following = index + 1 if context.clause else last
        else:
            found.opening = _step(context, found, index)
            following = index + 1
        if found.opening is not None:
            return found
        if found.stopped < len(units):
            return found
        index = following
    found.stopped = min(found.stopped, index)
    return found


def _hides_a_name(context: Context, cue: Cue) -> bool:
    """«مسؤول - رفض الكشف عن هويته - »: it tells of the source, and ends no search."""
    entry = cue.entry.startswith("verb.rafada")
    last = context.reading.unit_of(max(cue.words)).index
    return entry and any(u.is_in(_IDENTITY) for u in context.reading.units[last : last + _REACH_OF_IDENTITY])


def _step(context: Context, found: _Found, index: int) -> Opening | None:
    """One word of a scan: a complementiser may open a clause, a preposition a nominal, another cue stops the scan.

    In brackets it is a name («قناة (إن بي سي)»).
    """
    unit = context.reading.units[index]
    complementiser = context.reading.complementiser(index)
    if complementiser is not None and context.reading.units[index - 1].text != "(":
        ours = must_be_ours(context, complementiser) or _follows_our_preposition(context, index)
        if found.pending and not ours:
            found.pending -= 1
            found.in_relative = False
        elif owns_complementiser(context, complementiser, index):
            return clause_opening(context, index)
        elif is_silent(context):
            found.stopped = index
        return None
    found.in_relative = unit.is_relative or (found.in_relative and not unit.is_comma)
    if _is_rival(context, index):
        if found.in_relative or _is_relative_verb(context, index):
            wordless = index in context.line.wordless or _takes_statement(context, index)
            waits = not (context.line.cues[index].negated or wordless)
            found.pending += waits
            found.sated += waits and has_a_thing_as_object(context.reading, context.line.cues[index])
        elif context.line.cues[index].part in ("finite", "passive", "participle"):
            found.stopped = index
            return None
    if found.nominal is None:
        candidate = nominal_after_preposition(context, index)
        if candidate is not None and (
            not found.in_relative or governed(context, context.reading.units[candidate.token].head.id)
        ):
            found.nominal = candidate
    return None


def _follows_our_preposition(context: Context, index: int) -> bool:
    """Whether أن stands behind a preposition of the cue's, away from a verb («أشار المصدر الذي يتابع X إلى أن»)."""
    units = context.reading.units
    if units[index - 1].key not in context.clause_prepositions or index - 2 in context.line.cues:
        return False
    return not any(u.is_comma for u in units[context.first : index])


def has_a_thing_as_object(reading: Reading, cue: Cue) -> bool:
    """Whether a noun without preposition stands right behind a verb as its object («الذي نقل المصاب»)."""
    following = reading.following(reading.unit_of(cue.head).index)
    if cue.part != "finite" or following is None or following.upos != "NOUN":
        return False
    return following.head.head == cue.head and following.head.deprel == "obj" and following.words[0].upos != "ADP"


def _is_rival(context: Context, index: int) -> bool:
    other = context.line.cues.get(index)
    if other is None or other is context.cue or _leaves_unnamed(context.reading, other):
        return False
    if _hides_a_name(context, other):
        return False
    return not _is_weak(context, other)
