"""Gold annotations against predicted claims.

The figures are those of the gold's own scorer: a predicted claim matches a gold claim where their cues overlap and the
character sets of their contents have intersection / union >= 0.5; pairs are taken best first, one to one.

========== ==================================================================================================
cue        precision, recall, F1 of overlapping cues, whatever the content
claim      the same of matched claims
sourced    the same of matched claims whose source is right too (both none, or mentions of the two overlap)
content90  share of matched claims with intersection / union >= 0.9
others     accuracy over matched claims (``type`` where both have a source); ``certainty_f1`` is the macro F1 over
           the values in the gold; ``hedge`` precision, recall, F1 of hedge spans by overlap
========== ==================================================================================================
"""

from __future__ import annotations

from attribution.evaluation.annotations import (
    AnnotatedArticle,
    AnnotatedClaim,
    AnnotatedSource,
    from_record,
    load_articles,
    load_report,
    load_reports,
)
from attribution.evaluation.figures import Evaluation, Group, Rate, compare, evaluate
from attribution.evaluation.running import analyse_texts

__all__ = [
    "AnnotatedArticle",
    "AnnotatedClaim",
    "AnnotatedSource",
    "Evaluation",
    "Group",
    "Rate",
    "analyse_texts",
    "compare",
    "evaluate",
    "from_record",
    "load_articles",
    "load_report",
    "load_reports",
]
