"""Sentences, words and trees: the parser protocol, Stanza behind it, CoNLL-U in and out, the parse cache."""

from __future__ import annotations

from attribution.parsing.conllu_reader import read_conllu
from attribution.parsing.conllu_writer import to_conllu
from attribution.parsing.protocol import Parser, Progress

__all__ = ["Parser", "Progress", "read_conllu", "to_conllu"]
