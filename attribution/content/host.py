"""The clause that a particle opens, closes or interrupts: «بحسب X», «وفقا لـX», «على حد قوله»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from attribution.cues import Cue
from attribution.document import Span
from attribution.function_words import folded
from attribution.lexicon import Lexicon
from attribution.nominal import is_setting, is_time, noun_phrase_end, skip_settings
from attribution.syntax import Reading, Unit

__all__ = ["HostPhrase", "host_phrase", "host_spans"]

_PARTICLES_AFTER_PHRASE = folded("فإن فان فقد قد فإنه فإنها فإنهم أن إن أنه أنها إنه إنها فسوف")
_OF_MEASURE = frozenset({"particle.bihasab", "particle.wifqa", "particle.tibqan"})
"""Particles that say by what measure something is done as often as who says it."""
_NORMS = folded("قانون قوانين دستور اتفاق اتفاقية اتفاقيات قرار عقد مرسوم لائحة نظام مادة فصل تصنيف معاهدة")
"""What one acts by; it says something only where it opens the clause («وبحسب القانون الجديد فإن …»)."""
_LEADING = folded("و ولكن لكن كما وكما ثم")
_SO_THAT = folded("فإن فان فإنه فإنها فإنهم")
_RESUMPTIONS = _SO_THAT | folded("فقد فسوف")
_LONGEST_APPOSITION = 20
_BACKGROUND = folded("فيما بينما بعد بعدما قبل عقب إثر حيث إذ علما مما لكن إلا غير رغم عندما حين فضلا")
_ALSO = folded("كما وكما")
_CONTRASTS = folded("غير إلا بيد")
_BUT_IT = folded("لكنه لكنها لكنهم ولكنه ولكنها ولكنهم")
_AND_IT = folded("وهو وهي وهم")
_CONCESSIONS = folded("رغم الرغم برغم بالرغم مع")
_CONNECTORS = folded("يذكر تجدر يشار جدير الجدير يلاحظ ومعلوم معلوم المعروف")
_LONGEST_CONNECTOR = 5
_LONGEST_DATELINE = 8
_SPEAKERS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous", "reporting_nouns")
_ESTIMATES = folded("تقدير تقييم تحليل قراءة أرشيف سجل سجلات")
_DETERMINERS = folded("نفس ذات كل بعض كافة جميع")


@dataclass(frozen=True, slots=True)
class HostPhrase:
    """A particle with its source: indices of its first and last token, and where it stands in its sentence.

    ``aside`` says that commas enclose it and the clause goes on behind («تستمر، وفق تقديره، في ظل …»).
    """

    first: int
    last: int
    initial: bool
    final: bool
    aside: bool = False


def host_phrase(reading: Reading, cue: Cue, lexicon: Lexicon) -> HostPhrase | None:
    """The phrase of a particle; None where what follows it is no source («وفقا للمعايير»)."""
    tokens = sorted({reading.sentence.word(w).token for w in cue.words})
    first, after = tokens[0], tokens[-1] + 1
    units = reading.units
    while after < len(units) and units[after].key in ("ل", "لـ"):
        after += 1
    if _is_success(reading, tokens[-1], after):
        return None
    last = after - 1
    owned = _has_pronoun(reading, tokens[-1])
    if after >= len(units) or not (units[after].is_comma or (owned and _begins_setting(units[after]))):
        last = noun_phrase_end(reading, after, len(units), appositions_allowed=False)
    last = _before_object(reading, first, after, last)
    if after <= last < len(units) - 2 and _describes(units[last + 1]):
        last = max(last + 1, noun_phrase_end(reading, last + 2, len(units), appositions_allowed=False))
    if last < after and cue.evidence.rule == "cue.particle.with_verb":
        last = _late_subject_end(reading, after)
    if last < after and cue.evidence.rule == "cue.particle" and not owned:
        return None
    by_measure = cue.evidence.rule == "cue.particle" and cue.entry in _OF_MEASURE and last >= after
    norm = by_measure and _is_norm(reading, after, last)
    measure = by_measure and not _can_speak(reading, after, last, lexicon)
    last = max(last, tokens[-1])
    opened = units[first].conjunction and first and (units[first - 1].is_comma or units[first - 1].is_stop)
    opened = opened or (first > 0 and reading.complementiser(first - 1) is not None)
    opened = opened or (first > 1 and _opens_quotation(reading, first - 1))
    opened = opened or (units[first].conjunction and _is_resumed(reading, last + 1))
    initial = bool(opened) or all(u.is_punctuation or u.key in _LEADING for u in units[:first])
    if not initial and (norm or (measure and not units[first - 1].is_comma)):
        return None
    boundary = skip_settings(reading, last + 1, len(units)) if not initial else last + 1
    following = units[boundary] if boundary < len(units) else None
    final = following is None or units[boundary - 1].is_punctuation or following.is_punctuation
    alone = last == tokens[-1] and (owned or cue.evidence.rule == "cue.particle.with_verb")
    final = final or (alone and _only_settings_follow(reading, last + 1))
    aside = owned and not initial and last == tokens[-1] and _is_aside(reading, first, last)
    aside = aside or (not initial and _parts_subject_from_verb(reading, first, last))
    return HostPhrase(first, last, initial, final and not aside, aside)


def _opens_quotation(reading: Reading, index: int) -> bool:
    """Whether a mark opens the words in which a phrase stands first: «أنه «بحسب التقرير فإن …»»."""
    units = reading.units
    if not units[index].is_mark or sum(u.is_mark for u in units[:index]) % 2:
        return False
    return any(u.is_mark for u in units[index + 1 :]) and not units[index + 1].is_comma


def _stands_in_commas(reading: Reading, first: int, last: int) -> bool:
    """Whether a comma stands on either side of a phrase, with words before the one and behind the other."""
    units = reading.units
    return first >= 2 and last + 2 < len(units) and units[first - 1].is_comma and units[last + 1].is_comma


def _is_aside(reading: Reading, first: int, last: int) -> bool:
    """Whether commas enclose a phrase and its clause goes on: with «بل», «وأن», a preposition («، وفق رأيه، بل …»)."""
    units, after = reading.units, last + 2
    if not _stands_in_commas(reading, first, last):
        return False
    unit, complementiser = units[after], reading.complementiser(after)
    if complementiser is not None:
        return complementiser.conjoined and complementiser.kind != "inna"
    if unit.conjunction or unit.is_in(_BACKGROUND) or _is_background(reading, after):
        return False
    return unit.key == "بل" or (unit.words[0].upos == "ADP" and not is_setting(reading, after))


def _parts_subject_from_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether commas enclose a phrase between subject and verb: «أن البلدة، بحسب التقارير، تحتاج إلى …»."""
    units, after = reading.units, last + 2
    if not _stands_in_commas(reading, first, last):
        return False
    subject = reading.subject(units[after].head.id) if units[after].is_verb else None
    return subject is not None and reading.unit_of(subject.id).index < first


def _begins_setting(unit: Unit) -> bool:
    return unit.words[0].upos == "ADP" or is_time(unit)


def _only_settings_follow(reading: Reading, index: int) -> bool:
    """Whether only where and when it was said follows up to a comma or stop («حسب تعبيره في كلمة خلال مؤتمر»)."""
    units = reading.units
    if index >= len(units) or not _begins_setting(units[index]):
        return False
    for unit in units[index:]:
        if unit.is_comma or unit.is_stop or (unit.is_verb and unit.key.endswith("ا")):
            break
        describes = unit.is_verb and unit.head.deprel.startswith("acl") and unit.index > index + 1
        if (unit.is_verb and not describes) or reading.complementiser(unit.index) is not None:
            return False
    return True


def _is_success(reading: Reading, index: int, after: int) -> bool:
    """The verb of «وقد وفق لاختيار …», «وفق بالحصول على …»."""
    units = reading.units
    if units[index].bare != "وفق" or after >= len(units):
        return False
    return units[after].words[0].form in ("ل", "ب") and units[after].words[0].upos == "ADP"


def _is_resumed(reading: Reading, index: int) -> bool:
    """Whether the clause of a fronted phrase begins at a token: «… وبحسب المصادر فإن …»."""
    return index < len(reading.units) and reading.units[index].key in _RESUMPTIONS


def _late_subject_end(reading: Reading, after: int) -> int:
    """The last token of a subject behind a setting in commas: «بحسب ما أكده، الخميس، مدير المصنع»."""
    start = skip_settings(reading, after, len(reading.units))
    if start == after:
        return after - 1
    end = noun_phrase_end(reading, start, len(reading.units))
    return end if end >= start else after - 1


def _describes(unit: Unit) -> bool:
    """A verb with an object pronoun after an indefinite noun: «إحصائية نشرها الموقع»."""
    return unit.is_verb and any(w.upos == "PRON" for w in unit.words[1:])


def _is_norm(reading: Reading, first: int, last: int) -> bool:
    """«تعمل وفق القانون», «وفق ذات القرار»: conformity, not a source."""
    determined = first < last and not _DETERMINERS.isdisjoint(_readings(reading.units[first]))
    return not _NORMS.isdisjoint(_readings(reading.units[first + determined]))


def _can_speak(reading: Reading, first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a phrase has a name, or begins with a source or report of the lexicon: not «وفق مصالح الشعب»."""
    phrase = reading.units[first : last + 1]
    units = list(takewhile(lambda u: not u.is_verb and not u.is_relative, phrase))
    if any(u.is_mark or (u.upos in ("PROPN", "X") and u.text.strip("ـ.")) or u.text.isascii() for u in units):
        return True
    if units and units[0].bare in _ESTIMATES:
        return True
    determined = bool(units) and not _DETERMINERS.isdisjoint(_readings(units[0]))
    words = {w.id for u in units[: 1 + determined] for w in u.words}
    return any(not words.isdisjoint(m.words) for m in lexicon.phrases(reading.sentence, _SPEAKERS))


def _readings(unit: Unit) -> frozenset[str]:
    """The folded word, and what it may be without ل and article («للقانون»: قانون)."""
    return frozenset({unit.bare, *(unit.bare.removeprefix(prefix) for prefix in ("ال", "لل", "ل", "لال"))})


def _has_pronoun(reading: Reading, index: int) -> bool:
    unit = reading.units[index]
    return any(w.upos == "PRON" for w in unit.words) or unit.key.endswith(("ه", "ها", "هم", "هما"))


def _completes(reading: Reading, index: int, first: int) -> bool:
    """Whether a noun behind a particle's source is the subject or object of a verb before the particle."""
    word = reading.units[index].head
    if word.deprel.partition(":")[0] not in ("obj", "nsubj") or word.head == 0:
        return False
    return reading.unit_of(word.head).index < first


def _before_object(reading: Reading, first: int, after: int, last: int) -> int:
    """The end of a phrase without what completes the verb before it («ستمكن الخدمة، بحسب المصدر، رواد الشبكة من …»)."""
    commas = (i for i in range(after, last) if reading.units[i].is_comma)
    return next((i - 1 for i in commas if _completes(reading, i + 1, first)), last)


def _is_background(reading: Reading, index: int) -> bool:
    """«، في وقت تشهد …», «، بعد أن …»: the author's own circumstances behind a closing particle."""
    unit, following = reading.units[index], reading.following(index)
    if unit.key == "في" and following is not None and following.key in ("وقت", "الوقت", "حين"):
        return True
    return unit.key in _BACKGROUND


def _resumed_after(reading: Reading, index: int) -> int:
    """Where the clause of a fronted phrase begins: at «فإن» behind what more is said of the source, else at once."""
    units = reading.units
    for place in range(index, min(index + _LONGEST_APPOSITION, len(units))):
        if units[place].is_stop or reading.complementiser(place - 1) is not None:
            break
        if units[place].key in _SO_THAT:
            return place
    return index


def _clause_start(reading: Reading, end: int) -> int:
    """The first token of the clause that a particle closes: after a stop, a leading «كما», a contrast («غير أن …»)."""
    units = reading.units
    start = max((i + 1 for i in range(end) if units[i].is_stop), default=0)
    start = _behind_dateline(reading, start, end)
    start = _behind_connector(reading, start, end)
    contrast = max((i + 2 for i in range(start, end - 2) if _contrasts(reading, i)), default=start)
    if contrast > start:
        return contrast
    conjoined = max((i for i in range(start + 1, end) if _conjoins_clause(reading, i)), default=start)
    if conjoined > start:
        return conjoined
    return start + 1 if start + 1 < end and units[start].key in _ALSO and units[start + 1].is_verb else start


def _behind_dateline(reading: Reading, start: int, end: int) -> int:
    """«وكالات - العاصمة: تراجعت الأسعار، وفق …»: past the colon of what names place and reporter."""
    units = reading.units
    colon = next((i for i in range(start, min(end, start + _LONGEST_DATELINE)) if units[i].is_colon), None)
    if colon is None or colon + 1 >= end or any(u.is_verb or u.is_comma for u in units[start:colon]):
        return start
    return colon + 1


def _behind_connector(reading: Reading, start: int, end: int) -> int:
    """«يذكر أن …», «وتجدر الإشارة إلى أن …»: past the author's own words that bring a clause in."""
    units = reading.units
    if start >= end or not units[start].is_in(_CONNECTORS):
        return start
    reach = range(start + 1, min(end - 1, start + _LONGEST_CONNECTOR))
    return next((i + 1 for i in reach if reading.complementiser(i) is not None), start)


def _conjoins_clause(reading: Reading, index: int) -> bool:
    """«…، وهو …», «…، واجتاحت القارة …»: a clause with a subject of its own behind a comma."""
    unit = reading.units[index]
    if not reading.units[index - 1].is_comma:
        return False
    if not unit.conjunction or not unit.is_verb:
        return unit.key in _AND_IT
    subject = reading.subject(unit.head.id)
    return subject is not None and reading.unit_of(subject.id).index > index


def _contrasts(reading: Reading, index: int) -> bool:
    """«غير أن», «إلا أن», «لكنه», «في حين», «رغم أن» inside; not the answer to a concession («رغم …، إلا أن …»)."""
    units = reading.units
    if units[index].key == "في" and units[index + 1].key == "حين":
        return units[index - 1].is_comma
    if units[index + 1].is_in(_BUT_IT):
        return True
    if index > 2 and (units[index].key == "رغم" or (units[index].key == "من" and units[index - 1].key == "الرغم")):
        return reading.complementiser(index + 1) is not None
    if units[index].key not in _CONTRASTS or reading.complementiser(index + 1) is None:
        return False
    return not any(u.is_in(_CONCESSIONS) or u.key in _CONCESSIONS for u in units[:index])


def _is_only_time(reading: Reading, first: int, end: int) -> bool:
    """«، اليوم (الثلاثاء)» behind the source: when it was said."""
    return all(u.is_punctuation or is_time(u) for u in reading.units[first:end])


def host_spans(reading: Reading, phrase: HostPhrase, stops: Sequence[int]) -> tuple[Span, ...]:
    """The clause around a particle phrase where no other cue reports it.

    ``stops`` are indices of tokens at which another attribution begins.
    """
    units = reading.units
    if phrase.initial:
        start = _resumed_after(reading, phrase.last + 1)
        while start < len(units) and (
            (units[start].is_punctuation and not units[start].is_mark) or units[start].key in _PARTICLES_AFTER_PHRASE
        ):
            start += 1
        end = next((i for i in range(start, len(units)) if units[i].is_stop or i in stops), len(units))
        return (reading.span(start, end - 1),) if start < end else ()
    start = _clause_start(reading, phrase.first)
    spans = []
    if start < phrase.first:
        first = units[start]
        begin = first.span.start_char + (1 if first.conjunction and len(first.words) > 1 else 0)
        last = phrase.first - 1
        while last > start and (units[last].is_comma or units[last].key == "وذلك"):
            last -= 1
        spans.append(Span(begin, units[last].span.end_char))
    after = phrase.last + 1
    while after < len(units) and units[after].is_comma:
        after += 1
    if after < len(units) and units[after].is_verb and not any(u.is_verb for u in units[start : phrase.first]):
        end = next((i for i in range(after, len(units)) if units[i].is_stop), len(units))
        return (*spans, reading.span(after, end - 1))
    if after >= len(units) or not spans or after in stops or units[after].conjunction or _is_background(reading, after):
        return tuple(spans)
    if after > phrase.last + 1 or _completes(reading, after, phrase.first):
        end = next((i for i in range(after, len(units)) if units[i].is_stop or i in stops), len(units))
        if end > after and not units[after].is_relative and not _is_only_time(reading, after, end):
            spans.append(reading.span(after, end - 1))
    return tuple(spans)
