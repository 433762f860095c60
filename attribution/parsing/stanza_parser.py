"""Stanza behind the parser protocol; the only module that imports it."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any, Protocol

from attribution.document import Document
from attribution.errors import ModelError
from attribution.parsing.batch import parse_in_batches
from attribution.parsing.loading import content_digest, first_line
from attribution.parsing.protocol import Progress
from attribution.parsing.trees import root_of_initial_conjunction
from attribution.parsing.words import ParsedToken, ParsedWord

__all__ = ["StanzaParser", "StockModels", "download_stock"]

_PROCESSORS = "tokenize,mwt,pos,lemma,depparse"
_METHOD_VERSION = "2"
"""Of preparation, splitting into sentences and reading the answer: raised when one of them changes, so that no parse of
the old way is taken from a cache."""


class Models(Protocol):
    """Where models lie and how they are read."""

    def files(self) -> tuple[Path, ...]:
        """What a parse depends on."""
        ...

    def load(self) -> Callable[[Sequence[str]], Any]:
        """A function from sentences to a ``stanza.Document``; offsets count in them joined by two line breaks."""
        ...


@dataclass(frozen=True, slots=True)
class StockModels:
    """A package of the user's Stanza folder."""

    folder: Path
    package: str

    def files(self) -> tuple[Path, ...]:
        """See :class:`Models`."""
        return tuple(sorted((self.folder / "ar").glob(f"*/{self.package}*.pt")))

    def load(self) -> Callable[[Sequence[str]], Any]:
        """See :class:`Models`."""
        import stanza

        pipeline = stanza.Pipeline(
            "ar",
            dir=str(self.folder),
            package=self.package,
            processors=_PROCESSORS,
            download_method=None,
            logging_level="ERROR",
            tokenize_no_ssplit=True,
            use_gpu=False,
        )
        return lambda sentences: pipeline("\n\n".join(sentences))


@dataclass
class StanzaParser:
    """A :class:`attribution.parsing.protocol.Parser` over a Stanza pipeline, loaded when it first parses.

    Parameters
    ----------
    name : str
        What ``--model`` takes.
    models : Models
        Where its models lie.
    """

    name: str
    models: Models
    _fingerprint: str = field(default="", init=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """Of the models, the versions of Stanza and torch, and the way text is prepared."""
        if not self._fingerprint:
            from importlib.metadata import version

            contents = [f"{path.name} {content_digest(path)}" for path in self.models.files()]
            parts = [_METHOD_VERSION, version("stanza"), version("torch"), *contents]
            self._fingerprint = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]
        return self._fingerprint

    def parse(self, documents: Sequence[Document], *, progress: Progress | None = None) -> tuple[Document, ...]:
        """See :meth:`attribution.parsing.protocol.Parser.parse`."""
        return parse_in_batches(documents, self.parse_sentences, progress)

    def parse_sentences(self, sentences: Sequence[str]) -> list[tuple[ParsedToken, ...]]:
        """Parse prepared sentences in one batch; offsets in the answer count in each sentence.

        Parameters
        ----------
        sentences : sequence of str
            One line each, marks taken out, letters as printed.

        Raises
        ------
        ModelError
            If the models cannot be loaded.
        """
        run = self._run
        with _quiet():
            answer = run(sentences)
        return list(_split_answer(answer, sentences))

    @cached_property
    def _run(self) -> Callable[[Sequence[str]], Any]:
        with _quiet():
            try:
                return self.models.load()
            except (OSError, RuntimeError, ValueError, KeyError, AttributeError, EOFError) as error:
                raise ModelError(
                    f"the parsing models do not load: {type(error).__name__}: {first_line(error)}",
                    place=self.name,
                    way_out="reinstall the package, or run `attribution models list`",
                ) from error


def download_stock(package: str, folder: Path) -> None:
    """Fetch a package from Stanza's hub; ``ModelError`` says why it cannot."""
    import stanza

    try:
        with _quiet():
            stanza.download("ar", model_dir=str(folder), package=package, processors=_PROCESSORS, logging_level="ERROR")
    except OSError as error:  # what the network library raises when the hub is out of reach
        raise ModelError(
            f"Stanza's {package!r} models cannot be fetched, since its hub cannot be reached from here",
            way_out=f"try where there is a network and copy {folder}; the embedded models need none",
        ) from error
    except Exception as error:
        raise ModelError(
            f"Stanza's {package!r} models cannot be fetched: {first_line(error)}",
            way_out="`stanza:padt` is the package that Stanza has for Arabic",
        ) from error


def _split_answer(answer: Any, sentences: Sequence[str]) -> Iterator[tuple[ParsedToken, ...]]:
    """Stanza's sentences put back to ours by their offsets; a sentence it found no token in is empty."""
    found = iter(answer.sentences)
    current = next(found, None)
    start = 0
    for sentence in sentences:
        end = start + len(sentence)
        tokens: list[ParsedToken] = []
        while current is not None and current.tokens[0].start_char < end:
            tokens.extend(_tokens(current, start, shift=sum(len(token.words) for token in tokens)))
            current = next(found, None)
        yield _one_tree(tokens)
        start = end + 2


def _tokens(sentence: Any, start: int, shift: int) -> Iterator[ParsedToken]:
    for token in sentence.tokens:
        words = tuple(
            ParsedWord(
                form=intern(word.text),
                lemma=intern(word.lemma or "_"),
                upos=intern(word.upos or "X"),
                xpos=intern(word.xpos or "_"),
                feats=intern(word.feats or "_"),
                head=word.head + shift if word.head else 0,
                deprel=intern(word.deprel or "dep"),
            )
            for word in token.words
        )
        yield ParsedToken(token.start_char - start, token.end_char - start, words)


def _one_tree(tokens: list[ParsedToken]) -> tuple[ParsedToken, ...]:
    """The tokens with a sentence-initial conjunction as ``cc``; should there be several roots, the first stays."""
    words = [word for token in tokens for word in token.words]
    roots = [i for i, word in enumerate(words, 1) if word.head == 0]
    for extra in roots[1:]:
        word = words[extra - 1]
        words[extra - 1] = ParsedWord(word.form, word.lemma, word.upos, word.xpos, word.feats, roots[0], "parataxis")
    changed = iter(root_of_initial_conjunction(words))
    return tuple(ParsedToken(t.start, t.end, tuple(next(changed) for _ in t.words)) for t in tokens)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the warnings, log lines and progress bars of the libraries below off the user's terminal."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.getLogger("stanza").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
