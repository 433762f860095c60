"""The list of checks for a reader of the command line."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from pydantic import RootModel

from attribution.checks.configuration import CheckSettings, find_settings
from attribution.checks.texts import Severity, load_checks
from attribution.restatement.data import read_data

__all__ = ["ListedCheck", "list_checks", "print_as_json", "print_as_text"]

_WIDTH = 80


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """A check with its severity in the settings at hand; ``active`` is false where they leave it out."""

    id: str
    name: str
    severity: Severity
    active: bool
    rule: str
    reference: str
    hint: str


def list_checks(names: Sequence[str] = (), language: Literal["ar", "en"] = "en") -> tuple[ListedCheck, ...]:
    """The checks of the ids or groups given, all by default.

    Raises
    ------
    ConfigurationError
        If there is no such check, or the settings file is broken.
    """
    settings = find_settings()
    wanted = CheckSettings(select=tuple(names) or None).active()
    active = settings.active()
    references = read_data("bibliography.yaml", RootModel[dict[str, str]]).root
    found = []
    for name in wanted:
        check = load_checks().checks[name]
        found.append(
            ListedCheck(
                id=name,
                name=getattr(check.name, language),
                severity=settings.severity_of(name),
                active=name in active,
                rule=check.rule,
                reference=references[check.reference],
                hint=getattr(check.hint, language),
            )
        )
    return tuple(found)


def print_as_text(listed: Sequence[ListedCheck]) -> str:
    """One block a check, at most 80 columns wide."""
    blocks = []
    for check in listed:
        off = "" if check.active else ", off here"
        lines = [f"{check.id} ({check.severity}{off}): {check.name}"]
        for text in (check.rule, check.reference, check.hint):
            lines += textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def print_as_json(listed: Sequence[ListedCheck]) -> str:
    """A JSON array."""
    return json.dumps([asdict(check) for check in listed], ensure_ascii=False, indent=2) + "\n"
