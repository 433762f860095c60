"""Reading the YAML files of a lexicon folder into checked entries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import yaml
from pydantic import ValidationError

from attribution.errors import LexiconError
from attribution.lexicon.lookup import Lexicon
from attribution.lexicon.schema import KINDS, Entry

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["embedded_folder", "load_lexicon"]


@lru_cache
def load_lexicon(folder: Path | None = None, language: str = "ar") -> Lexicon:
    """The embedded lexicon, or that of another folder.

    Parameters
    ----------
    folder : Path, optional
        A folder with ``bibliography.yaml`` and one folder for each language; the embedded one by default.
    language : str
        Name of the language's folder.

    Returns
    -------
    Lexicon
        The same object for the same arguments.

    Raises
    ------
    LexiconError
        Names file, entry and field of what breaks the schema.

    Examples
    --------
    >>> load_lexicon().entry("verb.qala").gloss
    'say'
    """
    root = folder or embedded_folder()
    files = sorted((root / language).glob("*.yaml"))
    if not files:
        raise LexiconError("no lexicon files", place=str(root / language), way_out="give a folder with ar/*.yaml")
    digest = hashlib.sha256()
    kinds: dict[str, tuple[Entry, ...]] = {}
    origins: dict[str, str] = {}
    for file in files:
        content = file.read_bytes()
        digest.update(file.name.encode() + b"\0" + content + b"\0")
        kind, entries = _read_entries(file, content)
        for entry in entries:
            if entry.id in origins:
                raise LexiconError(f"id {entry.id!r} is already used in {origins[entry.id]}", place=file.name)
            origins[entry.id] = file.name
        kinds[kind] = kinds.get(kind, ()) + entries
    bibliography = root / "bibliography.yaml"
    references = _read_references(bibliography)
    digest.update(bibliography.read_bytes())
    for entry in (entry for entries in kinds.values() for entry in entries):
        if entry.reference not in references:
            raise LexiconError(
                f"reference {entry.reference!r} is not in {bibliography.name}",
                place=f"{origins[entry.id]}: {entry.id}",
                way_out="add it there or use another key",
            )
    return Lexicon(kinds, references=references, fingerprint=digest.hexdigest(), origins=origins)


def embedded_folder() -> Path:
    """The folder of the embedded lexicons, in an installed wheel as in a checkout."""
    spec = find_spec("attribution.lexicons")
    if spec is not None and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(__file__).resolve().parents[2] / "lexicons"


def _read_yaml(file: Path, content: bytes) -> object:
    try:
        return yaml.load(content, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file.name}:{mark.line + 1}" if mark else file.name
        raise LexiconError(f"not YAML: {getattr(error, 'problem', None) or error}", place=place) from error


def _read_entries(file: Path, content: bytes) -> tuple[str, tuple[Entry, ...]]:
    data = _read_yaml(file, content)
    if not isinstance(data, Mapping) or set(data) != {"kind", "entries"} or not isinstance(data["entries"], list):
        raise LexiconError("a lexicon file holds 'kind:' and a list 'entries:'", place=file.name)
    kind = str(data["kind"])
    if kind not in KINDS:
        raise LexiconError(f"unknown kind {kind!r}", place=file.name, way_out=f"one of {', '.join(sorted(KINDS))}")
    return kind, tuple(_check_entry(file, kind, number, raw) for number, raw in enumerate(data["entries"], start=1))


def _check_entry(file: Path, kind: str, number: int, raw: object) -> Entry:
    try:
        return KINDS[kind].model_validate(raw)
    except ValidationError as error:
        entry_id = raw.get("id", f"entry {number}") if isinstance(raw, Mapping) else f"entry {number}"
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "entry"
        raise LexiconError(f"{field}: {first['msg']}", place=f"{file.name}: {entry_id}") from error


def _read_references(file: Path) -> Mapping[str, str]:
    if not file.is_file():
        raise LexiconError("missing", place=str(file), way_out="every reference of an entry is a key of this file")
    data = _read_yaml(file, file.read_bytes())
    if not isinstance(data, Mapping) or not all(isinstance(value, str) for value in data.values()):
        raise LexiconError("a bibliography maps keys to full references", place=file.name)
    return {str(key): str(value) for key, value in data.items()}
