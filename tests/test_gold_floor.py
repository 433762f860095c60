"""The figures on the gold's dev articles may not fall.

``tests/gold_floor.json`` holds the floors with the hash of the gold they were measured on. ``python -m
tests.test_gold_floor`` measures again and raises them; ``--lower REASON`` is needed to lower one, and the reason is
kept in the file. The test skips where the gold is not beside the checkout, and says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import warnings
from pathlib import Path

import pytest

from attribution.evaluation import analyse_texts, evaluate, load_articles
from attribution.pipeline import Settings

FLOORS = Path(__file__).parent / "gold_floor.json"
GOLD = Path(os.environ.get("ATTRIBUTION_GOLD", Path(__file__).parent.parent.parent / "shared" / "gold" / "dev"))
SLACK = 0.0005


def gold_hash() -> str:
    """Hash of names and contents of the gold files."""
    digest = hashlib.sha256()
    for path in sorted(GOLD.glob("*.json")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def measure() -> dict[str, float]:
    """The figures that have a floor, from trees of the embedded models."""
    gold = load_articles(GOLD)
    result = evaluate(gold, analyse_texts(gold, Settings()))
    rates = {"cue": result.cue.f1, "claim": result.claim.f1, "sourced": result.sourced.f1, "hedge": result.hedge.f1}
    return {**rates, "content90": result.content90, "type": result.type, **result.labels}


@pytest.mark.models
def test_no_figure_falls() -> None:
    if not GOLD.is_dir():
        message = f"GOLD GATE SKIPPED: no gold articles at {GOLD} (set ATTRIBUTION_GOLD to their folder)"
        sys.stderr.write(f"{message}\n")
        pytest.skip(message)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert floors["gold"] == gold_hash(), "the gold has changed: measure anew with python -m tests.test_gold_floor"
    figures = measure()
    fallen = {k: (figures[k], floor) for k, floor in floors["floors"].items() if figures[k] < floor - SLACK}
    assert not fallen, f"figures below their floor (measured, floor): {fallen}"


def test_floors_are_well_formed() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {"gold", "floors", "lowered"}
    assert all(0 < value <= 1 for value in floors["floors"].values())
    assert all(set(entry) == {"reason", "from", "to"} for entry in floors["lowered"])


def write_floors(figures: dict[str, float], reason: str | None) -> None:
    """Raise the floors to the figures; lower them only with a reason."""
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors = old.get("floors", {})
    below = {k: v for k, v in figures.items() if v < floors.get(k, 0.0)}
    if below and reason is None:
        warnings.warn(f"not lowered without --lower REASON: {below}", stacklevel=2)
    lowered = list(old.get("lowered", []))
    if below and reason is not None:
        lowered.append({"reason": reason, "from": {k: floors[k] for k in below}, "to": below})
    kept = {k: v if reason is not None else max(v, floors.get(k, 0.0)) for k, v in figures.items()}
    content = {"gold": gold_hash(), "floors": kept, "lowered": lowered}
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", metavar="REASON", help="allow floors to fall, and say why")
    write_floors(measure(), parser.parse_args().lower)
