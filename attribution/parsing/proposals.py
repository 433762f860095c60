"""Proposals of the labeller as text: the comment of a CoNLL-U sentence, and what the cache keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from attribution.document import Proposal, SourceType

__all__ = ["read_proposals", "write_proposals"]

_NONE = "none"


def write_proposals(proposals: Iterable[Proposal]) -> str:
    """Proposals on one line, probabilities to three decimals; ``none`` if there are none.

    Examples
    --------
    >>> given = Proposal((1, 1), 0.98, ((4, 0.9),), ((7, 0.6), (9, 0.4)), (2, 2), 0.99, (9, 9), 0.1, "official", 0.8)
    >>> write_proposals([given])
    'cue=1-1:0.98 start=4:0.9 end=7:0.6,9:0.4 source=2-2:0.99 antecedent=9-9:0.1 type=official:0.8'
    """
    return "; ".join(map(_write, proposals)) or _NONE


def read_proposals(line: str, words: int) -> tuple[Proposal, ...]:
    """Proposals from their line.

    Parameters
    ----------
    line : str
        As :func:`write_proposals` writes it.
    words : int
        How many words the sentence has.

    Raises
    ------
    ValueError
        If the line has another form, or names words that the sentence lacks.

    Examples
    --------
    >>> line = "cue=1-1:0.98 start=4:0.9 end=7:0.6 source=2-3:0.99 antecedent=9-9:0.1 type=official:0.8"
    >>> read_proposals(line, 9)[0].source
    (2, 3)
    """
    if line == _NONE:
        return ()
    found = tuple(_read(part) for part in line.split(";"))
    for proposal in found:
        places = (word for word, _ in (*proposal.starts, *proposal.ends))
        named = (*proposal.cue, *proposal.source, *proposal.antecedent, *places)
        if not all(1 <= word <= words for word in named):
            raise ValueError(f"a word of {_write(proposal)!r} is not in the sentence")
    return found


def _write(proposal: Proposal) -> str:
    return (
        f"cue={_words(proposal.cue)}:{proposal.probability:.3g} "
        f"start={_places(proposal.starts)} end={_places(proposal.ends)} "
        f"source={_words(proposal.source)}:{proposal.named:.3g} "
        f"antecedent={_words(proposal.antecedent)}:{proposal.present:.3g} "
        f"type={proposal.type}:{proposal.type_probability:.3g}"
    )


def _words(words: tuple[int, int]) -> str:
    return f"{words[0]}-{words[1]}"


def _places(places: Iterable[tuple[int, float]]) -> str:
    return ",".join(f"{word}:{probability:.3g}" for word, probability in places)


def _read(text: str) -> Proposal:
    fields = dict(part.partition("=")[::2] for part in text.split())
    try:
        cue, probability = _read_words(fields["cue"])
        source, named = _read_words(fields["source"])
        antecedent, present = _read_words(fields["antecedent"])
        kind, _, share = fields["type"].partition(":")
        starts, ends = _read_places(fields["start"]), _read_places(fields["end"])
        known = next((known for known in get_args(SourceType) if known == kind), None)
        if known is None:
            raise ValueError(f"{kind!r} is no type of source")
        return Proposal(cue, probability, starts, ends, source, named, antecedent, present, known, float(share))
    except KeyError as error:
        raise ValueError(f"a proposal has no {error}: {text.strip()!r}") from error


def _read_words(text: str) -> tuple[tuple[int, int], float]:
    words, _, probability = text.partition(":")
    first, _, last = words.partition("-")
    return (int(first), int(last)), float(probability)


def _read_places(text: str) -> tuple[tuple[int, float], ...]:
    pairs = (place.partition(":") for place in text.split(","))
    return tuple((int(word), float(probability)) for word, _, probability in pairs)
