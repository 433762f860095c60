"""Which claims say the same: repeats, restatements, contradictions, and figures that differ.

Contents are compared by their words alone: lemmas reduced to a consonant skeleton, numbers and names that must agree,
then a similarity with a threshold that was measured (docs/scoring.md). Nothing here knows who says it but for the rule
that a text printed again under two names is no copy unless it is long.
"""

from __future__ import annotations

from attribution.restatement.comparison import Comparison, compare
from attribution.restatement.keys import ClaimKey, claim_name, document_labels, iterate_claims
from attribution.restatement.proposition import Proposition, proposition, proposition_of_words
from attribution.restatement.relations import Relation, RelationKind, find_relations
from attribution.restatement.settings import RestatementSettings, load_restatement_settings
from attribution.restatement.sources import describing_words, identity_key, is_named, name_words
from attribution.restatement.words import skeleton

__all__ = [
    "ClaimKey",
    "Comparison",
    "Proposition",
    "Relation",
    "RelationKind",
    "RestatementSettings",
    "claim_name",
    "compare",
    "describing_words",
    "document_labels",
    "find_relations",
    "identity_key",
    "is_named",
    "iterate_claims",
    "load_restatement_settings",
    "name_words",
    "proposition",
    "proposition_of_words",
    "skeleton",
]
