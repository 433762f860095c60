"""One form for trees of different parsers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribution.parsing.words import ParsedWord

__all__ = ["root_of_initial_conjunction", "tree_problem"]

_CONJUNCTIONS = frozenset({"و", "ف"})


def root_of_initial_conjunction(words: Sequence[ParsedWord]) -> tuple[ParsedWord, ...]:
    """Make the clause the root where a sentence-initial و or ف was made one.

    The published PADT, and Stanza's stock Arabic models with it, hang the clauses of «وقال …» under the particle as
    ``parataxis``; here the first of them is the root and the particle is its ``cc``, as in later UD.

    Parameters
    ----------
    words : sequence of ParsedWord
        The words of one sentence.

    Returns
    -------
    tuple of ParsedWord
        The same words; unchanged where the root is no such particle.

    References
    ----------
    https://universaldependencies.org/u/dep/cc.html
    """
    root = next((i for i, word in enumerate(words, 1) if word.head == 0), None)
    if root is None or words[root - 1].form not in _CONJUNCTIONS or words[root - 1].upos not in ("CCONJ", "PART", "X"):
        return tuple(words)
    dependents = [i for i, word in enumerate(words, 1) if word.head == root and word.upos != "PUNCT"]
    clauses = [i for i in dependents if words[i - 1].deprel.startswith("parataxis")] or dependents
    if not clauses:
        return tuple(words)
    clause = clauses[0]
    changed = list(words)
    for i, word in enumerate(words, 1):
        if i == clause:
            changed[i - 1] = replace(word, head=0, deprel="root")
        elif i == root:
            changed[i - 1] = replace(word, head=clause, deprel="cc")
        elif word.head == root:
            changed[i - 1] = replace(word, head=clause)
    return tuple(changed)


def tree_problem(heads: Sequence[int]) -> str | None:
    """Why a list of heads is no tree, or None if it is one.

    Parameters
    ----------
    heads : sequence of int
        The 1-based id of each word's governor; 0 for the root.

    Examples
    --------
    >>> tree_problem([2, 0])
    >>> tree_problem([2, 1])
    'no word is the root'
    """
    roots = [i for i, head in enumerate(heads, 1) if head == 0]
    if not roots:
        return "no word is the root"
    if len(roots) > 1:
        return f"words {', '.join(map(str, roots))} are all roots"
    for i, head in enumerate(heads, 1):
        if not 0 <= head <= len(heads):
            return f"word {i} has head {head}, and there are {len(heads)} words"
    settled = {0}
    for i in range(1, len(heads) + 1):
        path: set[int] = set()
        while i not in settled and i not in path:
            path.add(i)
            i = heads[i - 1]
        if i in path:
            return f"word {i} is its own ancestor"
        settled |= path
    return None
