"""HTML reports in a real browser: needs chromium; the checks with axe-core also node and `npm install` here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from attribution.report import RenderOptions, render
from attribution.report.folder import report_files
from attribution.report.model import Report

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: reports not seen in a browser")
needs_axe = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules").is_dir(),
    reason="no node, or no `npm install` in tests/report/browser: accessibility not checked",
)


def dump(path: Path, profile: Path) -> str:
    """The page's DOM after its scripts have run."""
    command = [
        CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={profile}", "--dump-dom",
        path.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True, timeout=300).stdout.decode("utf-8")


@needs_chromium
def test_own_script_runs_and_the_articles_does_not(hostile_report: Report, tmp_path: Path) -> None:
    page = tmp_path / "hostile.html"
    page.write_text(render(hostile_report, "html"), encoding="utf-8")
    dom = dump(page, tmp_path / "profile")
    assert re.search(r"<html[^>]* class=\"live\"", dom), "the policy kept the report's own script from running"
    title = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)
    assert title is not None
    assert title[1] != "run"
    assert "&lt;script&gt;document.title='run'&lt;/script&gt;" in dom


@needs_chromium
def test_the_policy_stops_script_that_got_in(report: Report, tmp_path: Path) -> None:
    page = tmp_path / "injected.html"
    injected = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script></main>"
    page.write_text(render(report, "html").replace("</main>", injected), encoding="utf-8")
    assert "<title>run</title>" not in dump(page, tmp_path / "profile")


@needs_chromium
@needs_axe
def test_accessible_and_usable(report: Report, hostile_report: Report, tmp_path: Path) -> None:
    for lang in ("ar", "en"):
        (tmp_path / f"{lang}.html").write_text(render(report, "html", RenderOptions(lang=lang)), encoding="utf-8")
    (tmp_path / "hostile.html").write_text(render(hostile_report, "html"), encoding="utf-8")
    document = report.documents[0]
    both = report.model_copy(update={"documents": (document, document.model_copy(update={"id": "again"}))})
    (tmp_path / "both.html").write_text(render(both, "html"), encoding="utf-8")
    for name, content in report_files(report, ["html", "csv"]):
        (tmp_path / name).write_text(content, encoding="utf-8")
    pages = [str(tmp_path / name) for name in ("ar.html", "en.html", "both.html", "hostile.html", "index.html")]
    command = ["node", str(HERE / "check.mjs"), CHROMIUM or "", *pages]
    done = subprocess.run(command, capture_output=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr.decode()
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == 3 * len(pages)
    assert [result for result in results if result["problems"]] == []
