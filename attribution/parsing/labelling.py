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
from attribution.parsing.protocol import Parser, Progress

__all__ = ["LABELLER", "LabellingParser"]

LABELLER: Final = "labeller.safetensors"
"""The file of the labeller's weights beside the parsing models."""


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
        with (self.folder / LABELLER).open("rb") as file:
            labeller = hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.sha256(f"{self.parser.fingerprint} {labeller}".encode()).hexdigest()[:20]

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        """See :meth:`attribution.parsing.protocol.Parser.parse`."""
        parsed = self.parser.parse(documents, progress=progress)
        words = {_words(sentence) for document in parsed for sentence in document.sentences}
        distinct = sorted(words, key=lambda forms: (len(forms), forms))
        proposals = dict(zip(distinct, self._label(distinct), strict=True))
        return tuple(_labelled(document, proposals) for document in parsed)

    @cached_property
    def _label(self) -> Callable[[Sequence[Sequence[str]]], Sequence[tuple[Proposal, ...]]]:
        from safetensors import SafetensorError

        from attribution.parsing.labeller import Labeller

        try:
            return Labeller(self.folder)
        except (OSError, RuntimeError, ValueError, KeyError, SafetensorError) as error:
            first_line = (str(error).strip().splitlines() or ["no details"])[0][:200]
            raise ModelError(
                f"the labeller does not load: {type(error).__name__}: {first_line}",
                place=str(self.folder / LABELLER),
                way_out="reinstall the package",
            ) from error


def _words(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.form for word in sentence.words)


def _labelled(document: Document, proposals: dict[tuple[str, ...], tuple[Proposal, ...]]) -> Document:
    sentences = (replace(sentence, proposals=proposals[_words(sentence)]) for sentence in document.sentences)
    return replace(document, sentences=tuple(sentences))
