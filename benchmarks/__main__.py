"""Measure what ``README.md`` claims: ``python -m benchmarks [--articles N] [--compare N] [--output FILE]``.

Each figure comes from a process of its own, so that nothing is warm that would be cold for a user; memory is the peak
of that process as the system counts it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import write_articles

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """Wall-clock seconds, peak memory in MiB, standard output."""

    seconds: float
    mebibytes: float
    output: str


def measure(command: list[str], **variables: str) -> Run:
    """Run a command in a process of its own."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", **variables}
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, cwd=_ROOT) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    kibibytes = usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss / 1024
    return Run(time.perf_counter() - started, kibibytes / 1024, output)


def main() -> None:
    """Print one line a figure, and JSON if asked for."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks")
    arguments.add_argument("--articles", type=int, default=200)
    arguments.add_argument("--compare", type=int, default=60, help="articles for the comparison with bare Stanza")
    arguments.add_argument("--output", type=Path)
    options = arguments.parse_args()
    figures: dict[str, float | str] = {
        "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} CPUs"
    }
    attribution = [sys.executable, "-m", "attribution"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = {"XDG_CACHE_HOME": str(folder / "cache")}
        (folder / "articles").mkdir()
        paths = write_articles(sorted((_ROOT / "examples").glob("*.txt")), folder / "articles", options.articles)
        given = [str(path) for path in paths]
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)

        figures["help, s"] = min(measure([*attribution, "--help"]).seconds for _ in range(5))
        cold = [measure([*attribution, "analyze", "--no-cache", given[0]]) for _ in range(3)]
        figures["one article, cold, s"] = min(run.seconds for run in cold)
        figures["one article, peak memory, MiB"] = max(run.mebibytes for run in cold)

        out = str(folder / "report.json")
        first = measure([*attribution, "analyze", "-f", "json", "-o", out, *given], **cache)
        again = measure([*attribution, "analyze", "-f", "json", "-o", out, *given], **cache)
        figures["articles in one call"] = float(len(given))
        figures["words in them"] = float(words)
        figures["all articles, s"] = first.seconds
        figures["all articles, words/s"] = words / first.seconds
        figures["all articles, peak memory, MiB"] = first.mebibytes
        figures["all articles again, from the cache, s"] = again.seconds

        inside = json.loads(measure([sys.executable, "-m", "benchmarks.inside", *given[: options.compare]]).output)
        figures |= inside
    for label, value in figures.items():
        print(f"{label:55} {value if isinstance(value, str) else round(value, 2)}")
    if options.output is not None:
        options.output.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
