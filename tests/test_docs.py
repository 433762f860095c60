"""Every command and every Python block that README and docs show is run as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "lexicons" / "README.md", *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NEEDS_ANNOTATIONS = ("GOLD_DIR", "DIR", "FILE")
ON_PURPOSE_ONE = ("--fail-on",)


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


def commands(page: Path) -> list[list[str]]:
    lines = [
        line
        for language in ("", "bash", "console", "sh")
        for body in blocks(page, language)
        for line in body.splitlines()
    ]
    split = [shlex.split(line.removeprefix("$ "), comments=True) for line in lines if "attribution " in line]
    named = [words[1:] for words in split if words and Path(words[0]).name == "attribution"]
    return [words for words in named if not set(words) & set(NEEDS_ANNOTATIONS)]


COMMANDS = sorted({tuple(words) for page in PAGES for words in commands(page)})
PYTHON_PAGES = [page for page in PAGES if blocks(page, "python")]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every input that the pages name."""
    folder = tmp_path_factory.mktemp("reader")
    articles = sorted((ROOT / "examples").glob("*.txt"))
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "news").mkdir()
    for path in articles:
        shutil.copy(path, folder / "news")
    for name in ("article.txt", "A.txt", "B.txt"):
        shutil.copy(articles[0], folder / name)
    rows = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in articles]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    trees = run(folder, "parse", "article.txt", "--format", "conllu")
    (folder / "article.conllu").write_text(trees.stdout, encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}
    given = [str(path) for word in words for path in (sorted(folder.glob(word)) if "*" in word else [word])]
    return subprocess.run(
        [sys.executable, "-m", "attribution", *given],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.models
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_run(workplace: Path, words: tuple[str, ...]) -> None:
    done = run(workplace, *words)
    expected = {0, 1} if set(words) & set(ON_PURPOSE_ONE) else {0}
    assert done.returncode in expected, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.models
@pytest.mark.parametrize("page", PYTHON_PAGES, ids=lambda page: page.name)
def test_python_blocks_run(workplace: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    monkeypatch.setenv("XDG_CACHE_HOME", str(workplace / "cache"))
    names: dict[str, object] = {}
    for body in blocks(page, "python"):
        exec(compile(body, str(page), "exec"), names)


@pytest.mark.models
def test_readme_example_gives_what_it_says() -> None:
    (block,) = blocks(ROOT / "README.md", "python")
    names: dict[str, object] = {}
    *_, last = block.strip().removesuffix("\n").splitlines()
    body = [line for line in block.splitlines() if line and not line.startswith("#")]
    exec("\n".join(body[:-1]), names)
    shown = eval(body[-1], names)
    assert repr(shown) == last.removeprefix("# ")


def test_pages_show_commands() -> None:
    assert len(COMMANDS) >= 10
    assert len(PYTHON_PAGES) >= 2


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "training" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
