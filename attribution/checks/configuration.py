"""Which checks run and how serious they are: attribution.toml, or ``[tool.attribution]`` of pyproject.toml.

::

    select = ["anonymity", "headline.firmer"]   # a check or a whole group; all by default
    ignore = ["anonymity.no_reason"]
    [severity]
    "sourcing.second_hand" = "warning"
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from attribution.checks.texts import Severity, load_checks
from attribution.errors import ConfigurationError

__all__ = ["CheckSettings", "find_settings", "read_settings"]

_KEYS = ("select", "ignore", "severity")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Checks or groups to run (None: all), to leave out, and severities that differ from lexicons/checks.yaml.

    Raises
    ------
    ConfigurationError
        If a check, group or severity does not exist; the nearest one is suggested.

    Examples
    --------
    >>> CheckSettings(select=("headline",)).active()
    ('headline.firmer', 'headline.unattributed')
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    place: str | None = None

    def __post_init__(self) -> None:
        for name in (*(self.select or ()), *self.ignore, *self.severity):
            self._expand(name)
        for value in self.severity.values():
            if value not in get_args(Severity):
                raise ConfigurationError(
                    f"no severity {value!r}", place=self.place, way_out=f"one of {', '.join(get_args(Severity))}"
                )

    def active(self) -> tuple[str, ...]:
        """The ids of the checks that run, in the order of lexicons/checks.yaml."""
        selected = set(load_checks().checks) if self.select is None else self._all(self.select)
        left_out = self._all(self.ignore)
        return tuple(name for name in load_checks().checks if name in selected and name not in left_out)

    def severity_of(self, check: str) -> Severity:
        """How serious a check's findings are."""
        group = check.split(".")[0]
        return self.severity.get(check) or self.severity.get(group) or load_checks().checks[check].severity

    def _all(self, names: Iterable[str]) -> set[str]:
        return {check for name in names for check in self._expand(name)}

    def _expand(self, name: str) -> tuple[str, ...]:
        """The checks of an id or a group."""
        checks = load_checks().checks
        found = tuple(check for check in checks if check == name or check.startswith(f"{name}."))
        if not found:
            known = [*checks, *dict.fromkeys(check.split(".")[0] for check in checks)]
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            way_out = f"did you mean {near[0]}?" if near else "attribution checks lists them"
            raise ConfigurationError(f"no check {name!r}", place=self.place, way_out=way_out)
        return found


def find_settings(folder: Path | None = None) -> CheckSettings:
    """The settings of the nearest attribution.toml or pyproject.toml with ``[tool.attribution]``, upwards of a folder.

    Parameters
    ----------
    folder : Path, optional
        Where to begin; the current folder by default.

    Raises
    ------
    ConfigurationError
        If the file cannot be read or names what does not exist.
    """
    start = (folder or Path.cwd()).resolve()
    for place in (start, *start.parents):
        own = place / "attribution.toml"
        if own.is_file():
            return read_settings(_toml(own), place=str(own))
        project = place / "pyproject.toml"
        if project.is_file() and (table := _toml(project).get("tool", {}).get("attribution")) is not None:
            return read_settings(table, place=f"{project} [tool.attribution]")
    return CheckSettings()


def read_settings(table: Mapping[str, Any], *, place: str | None = None) -> CheckSettings:
    """Check a table of ``select``, ``ignore`` and ``severity``."""
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            way_out = f"did you mean {near[0]}?" if near else f"one of {', '.join(_KEYS)}"
            raise ConfigurationError(f"no setting {key!r}", place=place, way_out=way_out)
    for key in ("select", "ignore"):
        if not (isinstance(table.get(key, []), list) and all(isinstance(name, str) for name in table.get(key, []))):
            raise ConfigurationError(f"{key} must be a list of check ids", place=place)
    severity = table.get("severity", {})
    if not isinstance(severity, dict):
        raise ConfigurationError(
            "severity must be a table", place=place, way_out='[severity] with lines like "headline.firmer" = "warning"'
        )
    return CheckSettings(
        select=tuple(table["select"]) if "select" in table else None,
        ignore=tuple(table.get("ignore", ())),
        severity=MappingProxyType(cast("dict[str, Severity]", dict(severity))),
        place=place,
    )


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"cannot be read: {error}", place=str(file)) from error
