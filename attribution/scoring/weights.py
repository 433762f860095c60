"""Weights of lexicons/scoring.yaml: schema, loader, and the texts by which reports name rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from attribution.restatement.data import read_data
from attribution.restatement.words import bare

__all__ = ["Band", "Rule", "ScoringWeights", "load_weights", "scoring_texts"]

Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Text(_Strict):
    en: str
    ar: str


class Rule(_Text):
    """What a rule gives or takes, the work its order rests on, and its name for a reader."""

    weight: float
    reference: str


class _Identifiability(Rule):
    weight: Share
    ceiling: Share = 1.0


class _Hops(Rule):
    weight: Share
    decay: Share


class _Step(_Text):
    start: Annotated[float | None, Field(alias="from")]


class Band(_Strict):
    """An interval of probability."""

    low: Share
    high: Share
    reference: str

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class _Identifiabilities(_Strict):
    official: _Identifiability
    person: _Identifiability
    organization: _Identifiability
    document: _Identifiability
    media: _Identifiability
    unnamed_official: _Identifiability
    group: _Identifiability
    anonymous: _Identifiability
    nobody: _Identifiability

    @model_validator(mode="after")
    def _in_order(self) -> _Identifiabilities:
        """Named official or person > organisation, document > role without a name > group > anonymous > nobody."""
        steps = (
            min(self.official.weight, self.person.weight),
            max(self.organization.weight, self.document.weight, self.media.weight),
            min(self.organization.weight, self.document.weight, self.media.weight),
            self.unnamed_official.weight,
            self.group.weight,
            self.anonymous.weight,
            self.nobody.weight,
        )
        if list(steps) != sorted(steps, reverse=True):
            raise ValueError("identifiability must fall from named official to nobody")
        return self


class _Sourcing(_Strict):
    identifiability: _Identifiabilities
    hops: _Hops
    relay_unnamed: Rule
    direct: Rule
    mixed: Rule
    reason: Rule
    access: Rule
    own_matter: Rule
    ceiling: Rule


class _Corroboration(_Strict):
    named: Rule
    unnamed: Rule
    contradicted: Rule
    unasserted: Rule
    no_origin: Rule


class _Certainty(_Strict):
    cue: Rule
    stacked_hedge: Rule
    booster: Rule
    uncommitted: Rule


class _Priority(_Strict):
    firm: Rule
    weak_sourcing: Rule
    uncorroborated: Rule
    disputed: Rule
    checkable: Rule
    number: Rule
    date: Rule
    name: Rule
    event: Rule
    short: Rule
    repeated: Rule


class _Words(_Strict):
    access: str
    titles: str
    dates: str


class ScoringWeights(_Strict):
    """The whole file."""

    grades: dict[Literal["A", "B", "C", "D", "E", "F"], _Step]
    levels: dict[Literal["1", "2", "3", "4", "5", "6"], _Step]
    bands: dict[Literal["CT", "PR", "PS"], Band]
    sourcing: _Sourcing
    corroboration: _Corroboration
    certainty: _Certainty
    priority: _Priority
    gaps: dict[str, _Text]
    changes: dict[str, _Text]
    words: _Words

    @cached_property
    def access_words(self) -> frozenset[str]:
        """Folded words that say how a source can know."""
        return frozenset(map(bare, self.words.access.split()))

    @cached_property
    def titles(self) -> frozenset[str]:
        """Folded titles, which do not tell what a source's own matter is."""
        return frozenset(map(bare, self.words.titles.split()))

    @cached_property
    def dates(self) -> frozenset[str]:
        """Folded names of months and days."""
        return frozenset(map(bare, self.words.dates.split()))

    def rules(self) -> Mapping[str, Rule]:
        """Every rule by the id that parts of scores carry (``sourcing.direct``, ``sourcing.identifiability.media``)."""
        found: dict[str, Rule] = {}
        for axis in ("sourcing", "corroboration", "certainty", "priority"):
            group = getattr(self, axis)
            for name in type(group).model_fields:
                value = getattr(group, name)
                if isinstance(value, Rule):
                    found[f"{axis}.{name}"] = value
                else:
                    found |= {f"{axis}.{name}.{key}": getattr(value, key) for key in type(value).model_fields}
        return found


@lru_cache
def load_weights(path: Path | None = None) -> ScoringWeights:
    """The embedded lexicons/scoring.yaml, or another file of its form.

    Raises
    ------
    LexiconError
        Names the file and the field that breaks the schema.

    Examples
    --------
    >>> load_weights().grades["A"].start
    0.8
    """
    return read_data("scoring.yaml", ScoringWeights, path)


def scoring_texts(language: Literal["ar", "en"]) -> Mapping[str, Mapping[str, str]]:
    """What reports call rules, gaps, changes, grades and levels, by group and id.

    Examples
    --------
    >>> scoring_texts("en")["rule"]["sourcing.direct"]
    "in the source's own words"
    """
    weights = load_weights()
    groups: dict[str, dict[str, _Text]] = {
        "rule": {**weights.rules()},
        "gap": {**weights.gaps},
        "change": {**weights.changes},
        "grade": {str(grade): step for grade, step in weights.grades.items()},
        "level": {str(level): step for level, step in weights.levels.items()},
    }
    return {group: {key: getattr(text, language) for key, text in texts.items()} for group, texts in groups.items()}
