"""Nominal contents: the object of the verb, or of one of its prepositions."""

from __future__ import annotations

from attribution.content.context import Context, Opening, OpeningKind
from attribution.content.predications import (
    after_preposition,
    has_object_pronoun,
    is_complete,
    is_copula,
    opens_phrase,
    predicate_index,
    predicated_object,
)
from attribution.function_words import FIXED_PHRASES, MODAL_NOUNS, PREPOSITIONS
from attribution.lexicon import Frame, fold
from attribution.nominal import is_event_noun, is_setting, skip_settings
from attribution.syntax import Unit

__all__ = [
    "direct_object",
    "governed",
    "is_attribute",
    "masdar_object",
    "nominal_after_preposition",
    "nominal_or_clause",
    "object_of_participle",
    "object_token",
]


def is_attribute(context: Context) -> bool:
    """A verb that describes an indefinite noun («خطط تؤكد استمرار …») reports no noun phrase."""
    word = context.reading.sentence.word(context.cue.head)
    before = context.reading.units[context.first - 2] if context.first >= 2 else None
    if not word.deprel.startswith("acl") or word.feats.get("Aspect") != "Imp" or before is None:
        return False
    return not before.is_relative and before.upos in ("NOUN", "ADJ", "PROPN") and context.cue.part == "finite"


def object_of_participle(context: Context) -> Opening | None:
    """A noun right after a participle («مؤكدا فشل …»): participles have no subject of their own there."""
    start = skip_settings(context.reading, context.first, len(context.reading.units))
    if start >= len(context.reading.units) or context.reading.complementiser(start) is not None:
        return None
    unit = context.reading.units[start]
    for frame in context.objects:
        direct = "" in frame.introduced_by or not frame.introduced_by or frame.content == "predication"
        if (
            direct
            and unit.upos in ("NOUN", "PROPN", "X", "DET")
            and not unit.is_punctuation
            and _head_counts(context, frame, start)
        ):
            return Opening(_kind(frame), start, unit.span.start_char, start, f"content.{_kind(frame)}")
    return None


def masdar_object(context: Context, nominal: Opening | None) -> Opening | None:
    """«وعوده بعدم …», «اتهام X لـY بـ…»: only what stands right after a masdar with its source."""
    if nominal is None or nominal.introducer > context.first + 3:
        return None
    if context.cue.part == "noun":
        return nominal
    owner = context.reading.units[context.first - 1]
    return nominal if any(w.upos == "PRON" for w in owner.words) else None


def nominal_after_preposition(context: Context, index: int) -> Opening | None:
    """A nominal content after one of the prepositions that its frame names."""
    units = context.reading.units
    unit = units[index]
    for frame in context.objects:
        for preposition in (fold(p) for p in frame.introduced_by if p):
            if frame.content == "predication":
                continue
            token: int | None = None
            start = 0
            if unit.key == preposition and index + 1 < len(units):
                following = units[index + 1]
                if context.reading.complementiser(index + 1) is not None or following.is_colon:
                    continue
                if following.bare in FIXED_PHRASES.get(preposition, frozenset()):
                    continue
                token, start = index + 1, following.span.start_char
            elif len(preposition) == 1 and unit.key.startswith(preposition) and len(unit.words) > 1:
                first = unit.words[0]
                if first.form != preposition or context.reading.complementiser(index) is not None:
                    continue
                if not governed(context, first.head) and not is_event_noun(unit):
                    continue
                token, start = index, unit.words[1].span.start_char
            if token is None or not _head_counts(context, frame, token):
                continue
            if preposition == "من" and not is_event_noun(units[token]):
                continue
            return Opening(_kind(frame), token, start, index, f"content.{_kind(frame)}")
    return None


def governed(context: Context, word_id: int) -> bool:
    """Whether the tree hangs a noun on the cue itself, or the noun follows the cue at once."""
    if word_id == 0:
        return False
    word = context.reading.sentence.word(word_id)
    return word.head == context.cue.head or context.reading.unit_of(word_id).index == context.first


def _head_counts(context: Context, frame: Frame, token: int) -> bool:
    if context.cue.part in ("masdar", "noun"):
        return token <= context.first + 2 and is_event_noun(context.reading.units[token])
    if frame.heads == "any" or frame.content != "nominal":
        return True
    unit = context.reading.units[token]
    return is_event_noun(unit) or token > context.first and not any(w.upos == "PRON" for w in unit.words)


def nominal_or_clause(context: Context, nominal: Opening, clause: Opening) -> Opening:
    """A clause wins over a nominal before it, unless أن hangs on that very noun («أكد أهمية أن»)."""
    before = context.reading.previous(clause.introducer)
    complementiser = context.reading.complementiser(clause.introducer)
    if before is not None and before.bare in MODAL_NOUNS:
        return nominal
    if complementiser is not None and complementiser.kind == "inna" and context.cue.entry == "verb.qala":
        return clause
    noun = context.reading.units[nominal.token].head
    attached = noun.head == context.cue.head and noun.deprel.startswith("obl")
    if before is not None and before.key in PREPOSITIONS and before.key not in context.clause_prepositions:
        return nominal
    return nominal if attached and not context.reading.units[clause.introducer - 1].is_comma else clause


def direct_object(context: Context, limit: int, *, predications: bool = True) -> Opening | None:
    frames = [
        f
        for f in context.objects
        if predications
        and f.content == "predication"
        and is_complete(context, f)
        or f.content != "predication"
        and ("" in f.introduced_by or not f.introduced_by)
    ]
    frames.sort(key=lambda f: f.content == "predication")
    if not frames or context.first >= len(context.reading.units):
        return None
    if has_object_pronoun(context) and not any(f.content == "predication" for f in frames):
        return None
    if context.entry.certainty == "unknown" and _is_benefited(context, context.reading.units[context.first]):
        return None
    for frame in frames:
        if frame.content == "predication" and "ب" not in frame.introduced_by and is_copula(context):
            continue
        token = object_token(context, frame, limit)
        if token is None:
            continue
        start = context.reading.units[token].span.start_char
        if frame.content == "predication" and has_object_pronoun(context):
            token, start = after_preposition(context, token)
        return Opening(_kind(frame), token, start, token, f"content.{_kind(frame)}")
    return None


def _is_benefited(context: Context, unit: Unit) -> bool:
    """لهم of «أتمنى لهم التوفيق»: a wish for somebody."""
    return unit.words[0].form == "ل" and any(w.upos == "PRON" for w in unit.words)


def object_token(context: Context, frame: Frame, limit: int) -> int | None:
    reading = context.reading
    if frame.content == "predication":
        return predicated_object(context, predicate_index(context, frame, limit))
    candidates: list[int] = []
    for relation in ("obj", "nsubj", "obl", "nmod"):
        for word in reading.children(context.cue.head, relation):
            unit = reading.unit_of(word.id)
            if any(w.upos == "ADP" for w in reading.children(word.id, "case")):
                continue
            if unit.index >= context.first and unit.index < limit and _plausible(context, frame, unit, relation):
                candidates.append(_phrase_start(context, unit.index))
        if candidates and relation == "obj":
            break
    if candidates:
        return min(candidates)
    for index in range(context.first, limit):
        unit = reading.units[index]
        if unit.is_relative or unit.is_comma and not (index + 1 < limit and is_event_noun(reading.units[index + 1])):
            break
        if unit.words[0].upos == "ADP" and len(unit.words) > 1:
            continue
        if is_event_noun(unit) and not is_setting(reading, index) and not unit.is_verb:
            before = reading.units[index - 1]
            if before.key not in PREPOSITIONS and (index == context.first or not is_setting(reading, index - 1)):
                return index
    return None


def _phrase_start(context: Context, index: int) -> int:
    """The noun that an adjective taken for the object belongs to."""
    while (
        index > context.first
        and context.reading.units[index].upos == "ADJ"
        and opens_phrase(context, context.reading.units[index - 1])
    ):
        index -= 1
    return index


def _plausible(context: Context, frame: Frame, unit: Unit, relation: str) -> bool:
    if (
        unit.upos not in ("NOUN", "PROPN", "X", "ADJ", "NUM", "DET")
        or context.reading.complementiser(unit.index) is not None
    ):
        return False
    if relation == "obj":
        return frame.heads == "any" or frame.content != "nominal" or is_event_noun(unit)
    return relation == "nsubj" and frame.content == "nominal" and unit.index == context.first and is_event_noun(unit)


def _kind(frame: Frame) -> OpeningKind:
    if frame.content == "predication":
        return "predication"
    if frame.content == "topic":
        return "topic"
    return "nominal"
