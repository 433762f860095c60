"""Editorial checks: a linter for sourcing, each rule resting on a published newsroom rule.

Rules are functions of one article (:class:`attribution.checks.article.Article`), grouped by what they look at; their
severity, reference and texts in Arabic and English are in lexicons/checks.yaml, so that wording is changed there.
"""

from __future__ import annotations

from attribution.checks.configuration import CheckSettings, find_settings
from attribution.checks.running import Severity, exit_code, run_checks
from attribution.checks.texts import Check, check_texts, load_checks

__all__ = [
    "Check",
    "CheckSettings",
    "Severity",
    "check_texts",
    "exit_code",
    "find_settings",
    "load_checks",
    "run_checks",
]
