"""Sentences of a report in the reader's language: findings, gaps, counterfactuals, parts of scores."""

from __future__ import annotations

from attribution.report.labels import Labels
from attribution.report.model import CertaintyScore, CounterfactualRecord, Finding, ScorePart

__all__ = ["commitment", "counterfactual_text", "finding_hint", "finding_message", "part_value", "percent"]


def finding_message(finding: Finding, labels: Labels) -> str:
    """The message of a finding; English as the check wrote it where a language has no wording of its own."""
    template = labels.groups.get("finding", {}).get(finding.check)
    if template is None or labels.language == "en":
        return finding.message
    try:
        return template.format_map(finding.arguments)
    except (KeyError, IndexError, ValueError):
        return finding.message


def finding_hint(finding: Finding, labels: Labels) -> str:
    """What to do about a finding; empty for a check that reports know nothing of."""
    return labels.groups.get("hint", {}).get(finding.check, "")


def counterfactual_text(change: CounterfactualRecord, labels: Labels) -> str:
    """What a change of the sourcing would lead to."""
    return f"{labels('change', change.change)} ({labels('axis', change.axis)}: {change.before} → {change.after})"


def part_value(part: ScorePart) -> str:
    """The value of a part of a score with its sign."""
    return f"{part.value:+.3g}" if part.value else "0"


def percent(bounds: tuple[float, float]) -> str:
    """An interval of probability in per cent.

    Examples
    --------
    >>> percent((0.2, 0.45))
    '20–45 %'
    """
    low, high = (round(100 * bound) for bound in bounds)
    return f"{low} %" if low == high else f"{low}–{high} %"


def commitment(certainty: CertaintyScore) -> str:
    """How sure the source is of what it says; of a negated or denied content, that it is not so. Empty if it is not."""
    if certainty.probability is None:
        return ""
    low, high = certainty.probability
    return percent((1 - high, 1 - low) if certainty.factuality.endswith("-") else (low, high))
