"""What ships: every package, every data file, the public names."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import attribution


def settings(root: Path) -> dict[str, object]:
    with (root / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["setuptools"]


def test_every_package_is_listed(root: Path) -> None:
    packages = {
        ".".join(path.parent.relative_to(root).parts)
        for path in (root / "attribution").rglob("__init__.py")
        if "models" not in path.parts
    }
    assert set(settings(root)["packages"]) == packages | {"attribution.lexicons"}  # type: ignore[call-overload]


def test_every_data_file_is_covered(root: Path) -> None:
    patterns: dict[str, list[str]] = settings(root)["package-data"]  # type: ignore[assignment]
    folders = {"attribution.lexicons": root / "lexicons"}
    covered = {
        path
        for package, globs in patterns.items()
        for pattern in globs
        for path in folders.get(package, root / Path(*package.split("."))).glob(pattern)
    }
    ignored = {".py", ".pyc", ".md"}
    data = {
        path
        for folder in (root / "attribution", root / "lexicons")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in ignored and "__pycache__" not in path.parts
    }
    assert data
    assert data <= covered


def test_the_public_names_are_sorted_and_there() -> None:
    assert attribution.__all__ == sorted(attribution.__all__)
    assert set(attribution._HOME) == set(attribution.__all__)
    for name in attribution.__all__:
        assert getattr(attribution, name).__name__ == name
    assert set(attribution.__all__) <= set(dir(attribution))


def test_the_version_is_the_distributions(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == attribution.__version__


def test_importing_the_package_is_cheap() -> None:
    script = "import attribution, sys; print(sorted({'torch', 'stanza', 'pydantic', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_file_is_too_large_for_the_repository(root: Path) -> None:
    sizes = [path.stat().st_size for path in (root / "attribution").rglob("*") if path.is_file()]
    assert max(sizes) < 95_000_000
    models = [path.stat().st_size for path in (root / "attribution" / "models").rglob("*") if path.is_file()]
    assert sum(models) <= 100_000_000


def test_the_manifest_of_the_models_has_their_files_and_sizes(root: Path) -> None:
    folder = root / "attribution" / "models" / "ar"
    listed = json.loads((folder / "models.json").read_text(encoding="utf-8"))["bytes"]
    there = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert listed == {name: size for name, size in there.items() if name not in ("README.md", "LICENSE", "models.json")}
