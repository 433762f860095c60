"""A parser whose sentences the labeller reads as well."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from attribution.document import Document, Proposal, Sentence
from attribution.errors import ModelError
from attribution.parsing.loading import content_digest, first_line
from attribution.parsing.protocol import Parser, Progress

__all__ = ["LABELLER", "LabellingParser"]

LABELLER: Final = "labeller.safetensors"
"""The file of the labeller's weights beside the parsing models."""

_AT_ONCE: Final = 2_000
_PARTS: Final = 5


@dataclass
class LabellingParser:
    """A parser that gives sentences the labeller's proposals beside their trees.

    Parameters
    ----------
    parser : Parser
        Makes the trees.
    folder : Path
        Where the labeller lies.
    """

    parser: Parser
    folder: Path

    @property
    def name(self) -> str:
        """Of the parser inside."""
        return self.parser.name

    @cached_property
    def fingerprint(self) -> str:
        """Of the parser inside and the labeller's weights."""
        labeller = content_digest(self.folder / LABELLER)
        return hashlib.sha256(f"{self.parser.fingerprint} {labeller}".encode()).hexdigest()[:20]

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        """See :meth:`attribution.parsing.protocol.Parser.parse`."""
        parsed = self.parser.parse(documents, progress=_first_part(progress))
        words = {_words(sentence) for document in parsed for sentence in document.sentences}
        distinct = sorted(words, key=lambda forms: (len(forms), forms))
        proposals: dict[tuple[str, ...], tuple[Proposal, ...]] = {}
        for start in range(0, len(distinct), _AT_ONCE):
            part = distinct[start : start + _AT_ONCE]
            proposals.update(zip(part, self._label(part), strict=True))
            if progress is not None:
                parts = len(distinct) * _PARTS
                progress(len(distinct) * (_PARTS - 1) + len(proposals), parts)
        return tuple(_labelled(document, proposals) for document in parsed)

    @cached_property
    def _label(self) -> Callable[[Sequence[Sequence[str]]], Sequence[tuple[Proposal, ...]]]:
        from safetensors import SafetensorError

        from attribution.parsing.labeller import Labeller

        try:
            return Labeller(self.folder)
        except (OSError, RuntimeError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(
                f"the labeller does not load: {type(error).__name__}: {first_line(error)}",
                place=str(self.folder / LABELLER),
                way_out="reinstall the package",
            ) from error


def _first_part(progress: Progress | None) -> Progress | None:
    """Progress of the trees as progress of all: the labeller has the last of so many parts of the time."""
    if progress is None:
        return None
    return lambda done, total: progress(done * (_PARTS - 1), total * _PARTS)


def _words(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.form for word in sentence.words)


def _labelled(document: Document, proposals: dict[tuple[str, ...], tuple[Proposal, ...]]) -> Document:
    sentences = (replace(sentence, proposals=proposals[_words(sentence)]) for sentence in document.sentences)
    return replace(document, sentences=tuple(sentences))
