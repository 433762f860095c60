"""Figures in a text: digits and number words, with what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribution.document import Span, Word
from attribution.lexicon import fold
from attribution.restatement.settings import RestatementSettings
from attribution.restatement.words import dictionary_form, number_value, strip_article

__all__ = ["Figure", "read_figures"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its value in digits, the key of the noun it counts (None if it counts none), and where it stands."""

    value: str
    counted: str | None
    span: Span


def read_figures(words: Sequence[Word], settings: RestatementSettings) -> tuple[tuple[Figure, ...], frozenset[int]]:
    """The figures among words, and the positions of the words that make them.

    Number words add up and scales multiply (خمسة وعشرون ألفا is 25000), a number in digits may stand before a scale
    (20 مليون). What is counted is the next content word.
    """
    figures: list[Figure] = []
    used: set[int] = set()
    position = 0
    while position < len(words):
        length, value = _number_at(words, position, settings)
        if value is None:
            position += 1
            continue
        used.update(range(position, position + length))
        following = next((w for w in words[position + length :][:3] if w.upos not in {"ADP", "PUNCT", "CCONJ"}), None)
        counted = settings.key(dictionary_form(following)) if following is not None else None
        if counted in settings.function_words:
            counted = None
        figures.append(Figure(value, counted, Span.cover(w.span for w in words[position : position + length])))
        position += length
    return tuple(figures), frozenset(used)


def _number_at(words: Sequence[Word], start: int, settings: RestatementSettings) -> tuple[int, str | None]:
    """Length in words and value of the number that starts at a position; ``(0, None)`` if none does."""
    total = current = 0
    end = start
    position = start
    while position < len(words):
        form = strip_article(fold(words[position].form))
        joined = form[1:] if form[:1] == "و" and end > start else form
        digits = number_value(form.removeprefix("و"))
        if digits is not None:
            if end > start:
                break
            scale = _scale_after(words, position, settings)
            if scale is None or "." in digits:
                return position + 1 - start, digits
            current = int(digits)
        elif joined in settings.units:
            current += settings.units[joined]
        elif joined in settings.doubles and (current == 0 or joined not in settings.scales):
            total += settings.doubles[joined]
        elif joined in settings.scales and fold(words[position].form) not in settings.function_words:
            scale = settings.scales[joined]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
        elif words[position].upos == "CCONJ" and end > start:
            position += 1
            continue
        else:
            break
        position += 1
        end = position
    return (end - start, str(total + current)) if end > start else (0, None)


def _scale_after(words: Sequence[Word], position: int, settings: RestatementSettings) -> int | None:
    if position + 1 >= len(words):
        return None
    return settings.scales.get(strip_article(fold(words[position + 1].form)))
