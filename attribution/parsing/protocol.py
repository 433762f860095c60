"""What a parser is to the rest of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from attribution.document import Document

__all__ = ["Parser", "Progress"]

Progress = Callable[[int, int], None]
"""Called with the number of characters parsed so far and the number of all."""


class Parser(Protocol):
    """Gives documents their sentences.

    Attributes
    ----------
    name : str
        What ``--model`` takes: ``ar``, ``stanza:padt``.
    fingerprint : str
        Changes whenever the same text could get another parse; the cache is keyed by it.
    """

    @property
    def name(self) -> str:
        """What ``--model`` takes."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another parse."""
        ...

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        """The same documents, in the same order, with ``sentences`` and further ``warnings``.

        Parameters
        ----------
        documents : sequence of Document
            Any number; a parser batches over all of them.
        progress : callable, optional
            Told how far the work has come.

        Raises
        ------
        ModelError
            If models are missing or broken.
        """
        ...
