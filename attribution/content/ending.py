"""Where content ends: at the sentence's stop, at the next attribution of the same level, before a closing particle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from attribution.content.context import Opening
from attribution.content.return_of_author import author_returns, ends_relative_clause
from attribution.cues import Cue
from attribution.document import Word
from attribution.event_nouns import is_event_noun
from attribution.function_words import RELATIVE_PARTICLES, folded
from attribution.quotation import MARKS, Quotation
from attribution.syntax import Reading, Unit

__all__ = ["Boundaries", "content_end", "sentence_part_end"]

_JOINERS = folded("و وذلك كما فيما بينما حين لكن وكان وكانت كذلك غير ثم حيث")
_FRONTING = folded("فيما وفيما بينما وبينما رغم ورغم مع ومع بعد وبعد بعدما وبعدما عندما وعندما إذ منذ")
_SUBORDINATORS = folded("بعد قبل عندما بعدما قبلما منذ حين حالما")
_SAYING = folded("قائلا قائلة قائلين")
_SAYING_CLAUSE = 8
_MEANWHILE = folded("فيما بينما")
_IN, _WHILE = folded("في وفي"), folded("حين ما")
_CONCERNING = folded("يتعلق يخص يتصل تعلق")
_TIMES_OF = folded("بعد بعيد قبل قبيل عقب إثر غداة عشية")
_BUT = folded("غير إلا بيد")
_THIS = folded("هو هي هذا ذلك")
_WAS_DONE = folded("وتم وتمت وجرى وجرت")
_AFTER_THAT = folded("بعدما وبعدما عندما حينما لذا ولذا لذلك ولذلك")
_WITHOUT = folded("دون بدون")
_THAT_WAS = folded("أثناء خلال رغم برغم ردا على عبر ضمن بحضور")
_CONTRASTS = folded("غير إلا لكن بيد فيما بينما أن")
_PARTICIPLE = re.compile("(م..+|.ا..)(ا|ه|ين|ات)")
_AFTER_RADICAL_WAW = frozenset("جعصفز")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What content may end at in a sentence.

    ``attributed`` are the cues that have content of their own, by the index of their first token; ``closing`` indices
    of tokens at which a closing particle or the introducer of an outer content stands; ``inner_cues`` the heads of cues
    that stand inside another cue's content.
    """

    attributed: Mapping[int, Cue]
    closing: Set[int]
    inner_cues: Set[int] = frozenset()


def content_end(reading: Reading, opening: Opening, cue: Cue, boundaries: Boundaries) -> int:
    """Offset where the content of a cue that opens at ``opening`` ends."""
    if opening.quotation is not None:
        return _quotation_end(reading, opening, opening.quotation, boundaries)
    units = reading.units
    noun_phrase_only = _takes_noun_phrase_only(reading, opening, cue)
    for index in range(opening.token, len(units)):
        if units[index].is_stop and not _goes_on(reading, index):
            return units[index].span.start_char
        if index == opening.token:
            continue
        if (
            (noun_phrase_only and _closes_noun_phrase(reading, opening, index))
            or index in boundaries.closing
            or _contrasts(reading, index, cue, boundaries)
            or _opens_authors_clause(reading, opening, cue, index, boundaries)
            or _is_next_act(reading, opening, index)
            or _closes_bracket(reading, opening, cue, index)
            or _is_quoted_behind(reading, opening, index)
            or _ends_noun_phrase(reading, opening, index)
        ):
            return _before(reading, index)
        if _next_report(reading, opening, index, cue, boundaries):
            return _before(reading, _clause_of_saying(reading, opening, index))
    return units[-1].span.end_char


def sentence_part_end(reading: Reading, cues: Sequence[Cue]) -> int | None:
    """Offset where a content ends that goes on from the sentence before; None where the author has the word at once."""
    starts = {reading.sentence.word(min(c.words)).token: c for c in cues}
    for index, unit in enumerate(reading.units):
        cue = starts.get(index)
        joined = unit.conjunction or unit.key[:1] == "و"
        reports = cue is not None and (cue.part == "participle" or (cue.part in ("finite", "passive") and joined))
        if reports and (index == 0 or reading.units[index - 1].is_punctuation):
            return _before(reading, index) if index else None
        if unit.is_stop and not _goes_on(reading, index):
            return unit.span.start_char
    return reading.units[-1].span.end_char


def _quotation_end(reading: Reading, opening: Opening, quotation: Quotation, boundaries: Boundaries) -> int:
    """The end of a quotation, or of its part before a participle of the author's («…، مشددا على أن …»)."""
    units = reading.units
    for index, other in sorted(boundaries.attributed.items()):
        inside = index > opening.token and units[index].span.end_char <= quotation.inner.end_char
        if inside and other.part == "participle" and (units[index - 1].is_comma or units[index - 1].is_stop):
            return _before(reading, index)
    return quotation.inner.end_char


def _takes_noun_phrase_only(reading: Reading, opening: Opening, cue: Cue) -> bool:
    """Whether a comma ends a content: a topic, a thing named in a relative clause or under a noun, «وصفها بالظالمة»."""
    if opening.kind == "topic":
        return reading.complementiser(opening.introducer) is None
    if opening.kind not in ("nominal", "predication"):
        return False
    if opening.kind == "predication" and any(w.upos == "PRON" for w in reading.unit_of(cue.head).words[1:]):
        before = reading.previous(opening.token)
        return before is None or reading.complementiser(before.index) is None
    token = reading.sentence.word(cue.head).token
    return cue.part in ("masdar", "noun") or (token > 0 and reading.units[token - 1].is_relative)


def _closes_noun_phrase(reading: Reading, opening: Opening, index: int) -> bool:
    unit = reading.units[index]
    quoted = opening.kind == "predication" and reading.units[index - 1].is_mark
    return unit.is_colon or (unit.is_comma and (quoted or not _conjoins_noun(reading, index)))


def _conjoins_noun(reading: Reading, comma: int) -> bool:
    """«أهمية …، وضرورة …», «بقدرته على …، وأن …»: the second thing that was named, behind a comma."""
    following = reading.following(comma)
    if following is None or not following.key.startswith("و"):
        return False
    complementiser = reading.complementiser(following.index)
    if complementiser is not None:
        return complementiser.kind != "inna"
    if following.conjunction and len(following.words) > 1 and following.words[1].upos == "ADP":
        after = reading.following(following.index)
        return after is not None and not after.is_verb and not after.key.startswith(("ذلك", "هذا"))
    return following.conjunction and is_event_noun(following) and not following.is_verb


def _contrasts(reading: Reading, index: int, cue: Cue, boundaries: Boundaries) -> bool:
    """«لكن» that goes on with another report, or with the outer one after an inner."""
    unit = reading.units[index]
    if unit.key.startswith(("ولكن", "لكن")) and (
        cue.head in boundaries.inner_cues or index + 1 in boundaries.attributed
    ):
        return True
    if unit.is_in(_MEANWHILE) and _is_reported_next(index, boundaries):
        return True
    if unit.key in _IN and reading.units[index - 1].is_comma and index + 1 < len(reading.units):
        return reading.units[index + 1].key in _WHILE and _reports_after(reading, index + 1, boundaries.attributed)
    after_comma = reading.units[index - 1].is_comma
    return after_comma and unit.is_in(_CONTRASTS) and _reports_after(reading, index, boundaries.attributed)


def _is_reported_next(index: int, boundaries: Boundaries) -> bool:
    """«… فيما أعلنت الوزارة أن …»: somebody else's report, even with no comma before it."""
    other = boundaries.attributed.get(index + 1)
    return other is not None and other.part in ("finite", "passive")


def _next_report(reading: Reading, opening: Opening, index: int, cue: Cue, boundaries: Boundaries) -> bool:
    other = boundaries.attributed.get(index)
    return other is not None and other is not cue and _ends_before(reading, opening, index, cue, other)


def _is_next_act(reading: Reading, opening: Opening, index: int) -> bool:
    """«أكد النادي الصفقة ونشر صورة»: a thing is not coordinated with a verb; of a happening, masdars look like one."""
    unit = reading.units[index]
    if opening.kind != "nominal" or not unit.is_verb or not unit.conjunction:
        return False
    if not reading.units[index - 1].is_comma and is_event_noun(reading.units[opening.token]):
        return False
    return not any(u.is_verb or u.is_relative or u.key == "ما" for u in reading.units[opening.token : index])


def _closes_bracket(reading: Reading, opening: Opening, cue: Cue, index: int) -> bool:
    """The bracket that closes an aside in which cue and content stand: «(كان قد صرح بأن …)، ثم …»."""
    if reading.units[index].text != ")":
        return False
    inside = [u.text for u in reading.units[opening.token : index]]
    return inside.count("(") == inside.count(")") and _is_in_brackets(reading, cue)


def _is_in_brackets(reading: Reading, cue: Cue) -> bool:
    before = [u.text for u in reading.units[: reading.sentence.word(cue.head).token]]
    return before.count("(") > before.count(")")


def _is_quoted_behind(reading: Reading, opening: Opening, index: int) -> bool:
    """«نفى اللاعب تناوله مادة محظورة: «لم أتناول …»»: words of the source behind what was named."""
    following = reading.following(index) if reading.units[index].is_colon else None
    return opening.kind == "nominal" and following is not None and reading.units[index + 1].is_mark


def _ends_noun_phrase(reading: Reading, opening: Opening, index: int) -> bool:
    """What goes on after a thing that was named, not inside it.

    «، إلا أن …», «، لكن …», «في حين …», «، كما أصدر …», «، بعدما …», «وهو ما …», «وتم …», «هذا
    الهجوم، الذي …»: the author's own clause.
    """
    following = reading.following(index)
    if opening.kind not in ("nominal", "predication", "topic") or following is None:
        return False
    unit = reading.units[index]
    if opening.kind == "topic" and (unit.key.startswith(("لكن", "ولكن")) or _is_but_that(reading, index)):
        return True
    if (unit.is_in(_THIS) and following.key == "ما") or (unit.key in ("في", "وفي") and following.key == "حين"):
        return True
    if not reading.units[index - 1].is_comma:
        inside = reading.units[opening.token : index]
        return unit.key in _WAS_DONE and not any(u.is_verb or u.is_relative for u in inside)
    this_one = reading.units[opening.token].upos == "DET"
    return _tells_more(reading, index, following) or (unit.is_relative and this_one)


def _is_but_that(reading: Reading, index: int) -> bool:
    return reading.units[index].is_in(_BUT) and reading.complementiser(index + 1) is not None


def _tells_more(reading: Reading, index: int, following: Unit) -> bool:
    """«إلا أن», «لكن», «بعدما», «بعد أن», «تحت وقع», «كما أصدر» behind a comma."""
    unit = reading.units[index]
    if unit.is_in(_BUT) or unit.is_in(_TIMES_OF) or unit.is_in(_WITHOUT):
        return reading.complementiser(index + 1) is not None
    if unit.key in ("من", "ومن") and following.key in _WITHOUT:
        return reading.complementiser(index + 2) is not None
    if _is_circumstance(unit):
        return True
    if unit.key == "تحت":
        return following.key in ("وقع", "ضغط")
    return (
        unit.key.startswith(("لكن", "ولكن"))
        or unit.key in _AFTER_THAT
        or (unit.key in ("كما", "وكما") and following.is_verb)
    )


def _is_circumstance(unit: Unit) -> bool:
    """What the source does besides («أكدت دعمها للجهود، متقدمة بالشكر …»): an active participle in the accusative."""
    if unit.upos != "ADJ" or len(unit.words) > 1 or not _PARTICIPLE.fullmatch(unit.key):
        return False
    derived = unit.key.startswith("م") and unit.key.endswith("ا")
    return derived or unit.head.deprel in ("xcomp", "advcl")


def _clause_of_saying(reading: Reading, opening: Opening, index: int) -> int:
    """Where the clause of «…، ليرد عليه المدير قائلا» begins: at the verb of قائلا, if a mark or comma sets it off."""
    units = reading.units
    if units[index].key not in _SAYING:
        return index
    for verb in range(index - 1, max(opening.token, index - _SAYING_CLAUSE), -1):
        if units[verb].is_comma or units[verb].is_mark:
            break
        if units[verb].is_verb and (units[verb - 1].is_comma or units[verb - 1].is_mark):
            return verb
    return index


def _opens_authors_clause(reading: Reading, opening: Opening, cue: Cue, index: int, boundaries: Boundaries) -> bool:
    """The main clause after a fronted one («فيما أعلن X أن …، قتل …»), or another act of the source's."""
    units = reading.units
    unit = units[index]
    if author_returns(reading, opening, cue, index, boundaries.attributed):
        return True
    if ends_relative_clause(reading, opening, cue, index):
        return True
    if not units[index - 1].is_comma and not units[index - 1].is_mark:
        return False
    if unit.key in ("اما", "واما"):
        return any(other > index for other in boundaries.attributed)
    if opening.kind in ("nominal", "predication") and _tells_background(reading, index):
        return True
    before = reading.previous(reading.sentence.word(cue.head).token)
    has_predicate = opening.kind == "nominal" or any(u.is_verb for u in units[opening.token : index])
    if (
        opening.kind != "speech"
        and unit.is_verb
        and before is not None
        and has_predicate
        and _is_subordinated(reading, before.index)
    ):
        return True
    first = next((u for u in units if not u.is_punctuation), unit)
    second = units[first.index + 1] if first.index + 1 < len(units) else first
    fronting = first.key in _FRONTING or (first.key in ("في", "وفي") and second.key in ("وقت", "الوقت"))
    has_predicate = has_predicate or cue.part == "masdar"
    fronted = fronting and reading.sentence.word(cue.head).token < 14
    return fronted and unit.is_verb and not unit.conjunction and opening.kind != "speech" and has_predicate


def _tells_background(reading: Reading, index: int) -> bool:
    """«، وذلك بعد …», «، في الوقت الذي …», «، فيما …» after a noun phrase: when it was said, not what."""
    unit, following = reading.units[index], reading.following(index)
    if following is None:
        return False
    if unit.key in ("في", "وفي"):
        return following.key == "الوقت"
    meanwhile = unit.is_in(_MEANWHILE) and following.key not in _CONCERNING
    return meanwhile or (unit.key == "وذلك" and following.key in _TIMES_OF | _THAT_WAS)


def _reports_after(reading: Reading, index: int, attributed: Mapping[int, Cue]) -> bool:
    """Whether somebody else's report follows a contrast: «، غير أن الوزير أكد أن …»."""
    for following in range(index + 1, min(index + 12, len(reading.units))):
        unit = reading.units[following]
        if unit.is_comma or unit.is_relative:
            return False
        cue = attributed.get(following)
        if cue is not None and cue.part == "finite":
            return True
    return False


def _is_subordinated(reading: Reading, index: int) -> bool:
    """Whether a verb after the token at ``index`` stands in «بعد أن …», «عندما …»."""
    if reading.units[index].is_in(_SUBORDINATORS):
        return not (index and reading.units[index - 1].key in ("في", "وفي"))
    return index > 0 and reading.complementiser(index) is not None and reading.units[index - 1].is_in(_SUBORDINATORS)


def _goes_on(reading: Reading, index: int) -> bool:
    """A question or exclamation mark, or dots, in the middle of a sentence."""
    if index == len(reading.units) - 1:
        return reading.units[index].text[0] in "؟?!"
    following = reading.units[index + 1]
    return following.is_punctuation or (following.text[:1].isascii() and following.text[:1].isalnum())


def _ends_before(reading: Reading, opening: Opening, index: int, cue: Cue, other: Cue) -> bool:
    """Whether another cue stands on the level of the content's own, not inside it."""
    before = reading.units[index - 1]
    if before.is_relative or before.key in RELATIVE_PARTICLES:
        return False
    head = reading.sentence.word(other.head)
    if other.part == "participle" or _is_participle_of_phrase(other, head):
        return True
    if other.part not in ("finite", "passive"):
        return False
    if _is_first_person(head) and opening.kind != "nominal" and not _is_first_person(reading.sentence.word(cue.head)):
        return False
    if other.part == "passive" and before.key == "حيث":
        return False
    if opening.rule == "content.speech_after_colon" and head.feats.get("Aspect") == "Imp":
        return False
    return _joins(reading, index, opening, other)


def _is_first_person(word: Word) -> bool:
    """«أعتقد», or «نحمل» that the parser leaves without features: he who is quoted speaks on."""
    untagged = "Person" not in word.feats and "Aspect" not in word.feats
    return word.feats.get("Person") == "1" or (untagged and word.upos != "VERB" and word.form[:1] == "ن")


def _is_participle_of_phrase(cue: Cue, head: Word) -> bool:
    """«لافتا النظر إلى أن»: a phrase whose verb stands as a participle."""
    return cue.part == "finite" and len(cue.words) > 1 and not cue.negated and head.upos in ("ADJ", "NOUN", "ADV")


def _joins(reading: Reading, index: int, opening: Opening, other: Cue) -> bool:
    """Whether a finite cue is joined to the verb before the content: after a comma, a joining word, by و."""
    units = reading.units
    unit, before = units[index], units[index - 1]
    with_waw = unit.conjunction or unit.key[:1] in ("و", "ف")
    if with_waw and (before.is_comma or before.is_dash or before.text in MARKS or before.is_stop):
        return True
    if before.key in _JOINERS and index >= 2 and (units[index - 2].is_comma or units[index - 2].text in MARKS):
        return True
    if unit.conjunction or (unit.key[:1] == "و" and unit.key[1:2] not in _AFTER_RADICAL_WAW):
        return not _conjoined_inside(reading, opening, other)
    return False


def _conjoined_inside(reading: Reading, opening: Opening, other: Cue) -> bool:
    """Whether the tree joins a verb to something that stands inside the content."""
    word = reading.sentence.word(other.head)
    if word.deprel != "conj" or word.head == 0:
        return False
    return reading.unit_of(word.head).index >= opening.token


def _before(reading: Reading, index: int) -> int:
    """The end of what stands before a token, joining words and punctuation left out."""
    last = index - 1
    while last >= 0 and (
        (reading.units[last].is_punctuation and reading.units[last].text not in MARKS | {")", "]", "%", "٪"})
        or reading.units[last].key in _JOINERS
    ):
        last -= 1
    return reading.units[last].span.end_char if last >= 0 else reading.units[index].span.start_char
