"""The labels of reports: one YAML file a language in ``report/labels/``, and the texts of scores and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

__all__ = ["LANGUAGES", "Labels", "Language", "load_labels"]

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of one language, by group and key.

    Examples
    --------
    >>> load_labels("en")("source_type", "official")
    'named official'
    >>> load_labels("ar").direction
    'rtl'
    """

    language: Language
    direction: Literal["ltr", "rtl"]
    groups: Mapping[str, Mapping[str, str]]

    def __call__(self, group: str, key: object) -> str:
        """The label of a key; the key itself where the group has no such label (an id of a newer rule)."""
        return self.groups.get(group, {}).get(str(key), str(key))

    def ui(self, key: str) -> str:
        """A label of the interface; ``KeyError`` if there is none."""
        return self.groups["ui"][key]


@lru_cache
def load_labels(language: Language) -> Labels:
    """Read the labels of a language."""
    import yaml

    from attribution.checks import check_texts
    from attribution.scoring import scoring_texts

    content = files("attribution.report").joinpath("labels", f"{language}.yaml").read_text(encoding="utf-8")
    raw = cast("dict[str, object]", yaml.safe_load(content))
    direction = cast("Literal['ltr', 'rtl']", raw.pop("direction"))
    own = cast("Mapping[str, Mapping[str, str]]", raw)
    return Labels(language, direction, {**own, **scoring_texts(language), **check_texts(language)})
