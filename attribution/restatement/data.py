"""Reading one of the single data files of lexicons/ (restatement, scoring, checks) into its schema."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from attribution.errors import LexiconError
from attribution.lexicon.reader import embedded_folder

__all__ = ["read_data"]

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Model = TypeVar("_Model", bound=BaseModel)


def read_data(name: str, schema: type[_Model], path: Path | None = None) -> _Model:
    """The embedded ``lexicons/<name>``, or another file of its form.

    Raises
    ------
    LexiconError
        Names the file and the field that breaks the schema.
    """
    file = path or embedded_folder() / name
    try:
        # The loader is PyYAML's safe one, in C where that is built.
        return schema.model_validate(yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER))  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise LexiconError(f"cannot be read: {reason}", place=str(file)) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise LexiconError(first["msg"], place=f"{file.name}: {field}" if field else file.name) from error
