"""Names of claims and sources over several documents, whose ids may collide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attribution.claims import AnalysedDocument, Claim

__all__ = ["ClaimKey", "claim_name", "document_labels", "iterate_claims"]


class ClaimKey(NamedTuple):
    """A claim of a call: position of its document among the documents given, and its id there."""

    document: int
    claim: str


def document_labels(documents: Sequence[AnalysedDocument]) -> tuple[str, ...]:
    """A unique name for each document: its id, with ``~2``, ``~3`` … where ids collide.

    Examples
    --------
    >>> from attribution.document import Document
    >>> twins = [AnalysedDocument(Document("a", ""), (), (), ())] * 2
    >>> document_labels(twins)
    ('a', 'a~2')
    """
    taken = {item.document.id for item in documents}
    used: Counter[str] = Counter()
    labels = []
    for item in documents:
        label = name = item.document.id
        used[name] += 1
        number = used[name]
        while number > 1 and label in taken:
            label = f"{name}~{number}"
            number += 1
        taken.add(label)
        labels.append(label)
    return tuple(labels)


def claim_name(labels: Sequence[str], key: ClaimKey) -> str:
    """``document#claim``, as relations and scores name a claim."""
    return f"{labels[key.document]}#{key.claim}"


def iterate_claims(documents: Sequence[AnalysedDocument]) -> Iterator[tuple[ClaimKey, Claim]]:
    """Every claim of every document, in order."""
    for index, item in enumerate(documents):
        for claim in item.claims:
            yield ClaimKey(index, claim.id), claim
