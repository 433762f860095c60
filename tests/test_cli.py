"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENVIRONMENT = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"}


def run(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "attribution", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, env={**ENVIRONMENT, **variables}, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trees") / "bridge.conllu"
    path.write_text(
        "# newdoc id = bridge\n# text = قال الوزير إن الجسر سيفتح غدا .\n"
        "1\tقال\tقَال\tVERB\t_\tGender=Masc|Number=Sing|Person=3|VerbForm=Fin|Voice=Act\t0\troot\t_\t_\n"
        "2\tالوزير\tوَزِير\tNOUN\t_\tDefinite=Def|Gender=Masc|Number=Sing\t1\tnsubj\t_\t_\n"
        "3\tإن\tإِنَّ\tSCONJ\t_\t_\t6\tmark\t_\t_\n"
        "4\tالجسر\tجِسر\tNOUN\t_\tDefinite=Def\t6\tnsubj\t_\t_\n"
        "5-6\tسيفتح\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "5\tس\tسَ\tAUX\t_\t_\t6\taux\t_\t_\n"
        "6\tيفتح\tفَتَح\tVERB\t_\tAspect=Imp|VerbForm=Fin\t1\tccomp\t_\t_\n"
        "7\tغدا\tغَدًا\tADV\t_\t_\t6\tadvmod\t_\t_\n"
        "8\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n",
        encoding="utf-8",
    )
    return path


class TestHelp:
    def test_lists_the_commands(self) -> None:
        done = run("--help")
        assert done.returncode == 0
        for name in ("analyze", "parse", "models", "lexicon", "evaluate", "checks", "explain"):
            assert name in done.stdout

    def test_every_command_has_its_own(self) -> None:
        for name in ("analyze", "parse", "models", "lexicon", "evaluate", "checks", "explain"):
            done = run(name, "--help")
            assert done.returncode == 0, done.stderr
            assert "Usage:" in done.stdout

    def test_imports_nothing_heavy(self) -> None:
        script = (
            "import sys; sys.argv = ['attribution', '--help']\n"
            "from attribution.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "heavy = {'torch', 'stanza', 'pydantic', 'networkx', 'transformers', 'numpy', 'jinja2', 'yaml', 'conllu'}\n"
            "print('HEAVY', sorted(heavy & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "HEAVY []"

    def test_takes_little_processor_time(self) -> None:
        before = os.times()
        run("--help")
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        assert spent <= 0.8

    def test_version(self) -> None:
        from attribution import __version__

        assert run("--version").stdout == f"attribution {__version__}\n"


class TestBadInput:
    def check(self, done: subprocess.CompletedProcess[str], *words: str) -> None:
        assert done.returncode == 2, done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        for word in words:
            assert word in done.stderr
        assert "Traceback" not in done.stderr

    def test_no_article(self) -> None:
        self.check(run("analyze"), "no article")

    def test_missing_file(self, tmp_path: Path) -> None:
        self.check(run("analyze", tmp_path / "none.txt"), "none.txt: no such file")

    def test_folder(self, tmp_path: Path) -> None:
        self.check(run("analyze", tmp_path), "a folder")

    def test_empty_standard_input(self) -> None:
        self.check(run("analyze", "-"), "stdin: the file is empty")

    def test_another_language(self) -> None:
        self.check(run("analyze", "-", stdin=b"The minister said that the deal was signed."), "English")

    def test_broken_conllu(self, tmp_path: Path) -> None:
        path = tmp_path / "a.conllu"
        path.write_text("# text = x\n1\tx\n\n", encoding="utf-8")
        self.check(run("analyze", "--conllu", path), "a.conllu:1:")

    def test_unknown_format(self, trees: Path) -> None:
        self.check(run("analyze", "--conllu", trees, "--format", "docx"), "docx", "json")

    def test_unknown_model(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("قال الوزير إن الاتفاق وقع.", encoding="utf-8")
        self.check(run("analyze", path, "--model", "nonesuch"), "nonesuch")
        missing = run("analyze", path, "--model", "stanza:padt", STANZA_RESOURCES_DIR=str(tmp_path))
        self.check(missing, "padt", "attribution models download")

    def test_an_output_in_no_folder(self, trees: Path, tmp_path: Path) -> None:
        self.check(run("analyze", "--conllu", trees, "-o", tmp_path / "none" / "a.txt"), "folder")

    def test_several_formats_need_a_folder(self, trees: Path) -> None:
        self.check(run("analyze", "--conllu", trees, "-f", "text", "-f", "json"), "--output")

    def test_the_other_files_are_reported_all_the_same(self, trees: Path, tmp_path: Path) -> None:
        done = run("analyze", "--conllu", trees, tmp_path / "none.txt", "--format", "json")
        self.check(done, "none.txt")
        report = json.loads(done.stdout)
        assert [document["id"] for document in report["documents"]] == ["bridge"]
        assert report["failed"][0]["path"].endswith("none.txt")

    def test_wrong_usage(self) -> None:
        done = run("analyze", "--nonesuch")
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


class TestAnalyze:
    def test_text_is_the_default(self, trees: Path) -> None:
        done = run("analyze", "--conllu", trees)
        assert done.returncode == 0, done.stderr
        assert "الجسر سيفتح غدا" in done.stdout
        assert "\x1b[" not in done.stdout
        assert done.stderr == ""

    def test_json(self, trees: Path) -> None:
        report = json.loads(run("analyze", "--conllu", trees, "-f", "json").stdout)
        (claim,) = report["documents"][0]["claims"]
        text = report["documents"][0]["text"]
        assert text[slice(*claim["source_span"])] == "الوزير"
        assert [text[slice(*span)] for span in claim["content"]] == ["الجسر سيفتح غدا"]
        assert claim["cue_text"] == "قال"

    def test_the_same_bytes_twice(self, trees: Path) -> None:
        first, second = (run("analyze", "--conllu", trees, "-f", "json", PYTHONHASHSEED=seed) for seed in "12")
        assert first.stdout == second.stdout

    def test_a_file_or_a_folder(self, trees: Path, tmp_path: Path) -> None:
        assert run("analyze", "--conllu", trees, "-f", "json", "-o", tmp_path / "out.json").returncode == 0
        assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["documents"]
        assert run("analyze", "--conllu", trees, "-f", "json", "-f", "csv", "-o", f"{tmp_path}/out/").returncode == 0
        assert (tmp_path / "out" / "bridge.json").is_file()
        assert (tmp_path / "out" / "report.csv").is_file()

    def test_a_reader_that_leaves_early_is_no_error(self, trees: Path) -> None:
        command = f'"{sys.executable}" -m attribution analyze --conllu "{trees}" -f json | head -c 10'
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=ENVIRONMENT, check=False)
        assert done.stderr == ""


class TestInternalErrors:
    SCRIPT = (
        "import sys; import attribution.cli.running as r\n"
        "def broken(*a, **k): raise RuntimeError('first line\\nsecond line')\n"
        "r.gather = broken\n"
        "sys.argv = ['attribution', *sys.argv[1:]]\n"
        "from attribution.cli import main; main()"
    )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", self.SCRIPT, *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)

    def test_are_one_line_and_exit_code_3(self) -> None:
        done = self.run("analyze", "a.txt")
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
        assert "internal error: RuntimeError: first line second line" in done.stderr
        assert "report" in done.stderr

    def test_debug_shows_the_traceback(self) -> None:
        assert "Traceback" in self.run("--debug", "analyze", "a.txt").stderr


class TestModels:
    def test_list(self) -> None:
        assert run("models", "list").returncode == 0

    def test_download_says_why_it_cannot(self, tmp_path: Path) -> None:
        script = (
            "import socket, sys\n"
            "def refuse(*a, **k): raise OSError('no network in this test')\n"
            "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
            "sys.argv = ['attribution', 'models', 'download']\n"
            "from attribution.cli import main; main()"
        )
        environment = {**ENVIRONMENT, "STANZA_RESOURCES_DIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 2, done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "cannot be reached" in done.stderr


@pytest.mark.models
class TestWithModels:
    def test_parse_prints_conllu(self, examples: tuple[Path, ...], tmp_path: Path) -> None:
        done = run("parse", examples[0], "--format", "conllu", XDG_CACHE_HOME=str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("# newdoc id = ")
        path = tmp_path / "a.conllu"
        path.write_text(done.stdout, encoding="utf-8")
        from_trees = json.loads(run("analyze", examples[0], "--conllu", path, "-f", "json").stdout)
        from_text = json.loads(run("analyze", examples[0], "-f", "json", XDG_CACHE_HOME=str(tmp_path)).stdout)
        assert from_trees["documents"][0]["claims"] == from_text["documents"][0]["claims"]

    def test_a_cold_article(self, examples: tuple[Path, ...], tmp_path: Path) -> None:
        started = time.monotonic()
        done = run("analyze", examples[0], XDG_CACHE_HOME=str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert time.monotonic() - started < 60
