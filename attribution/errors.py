"""Every error that the library raises on purpose.

::

    AttributionError
    ├── InputError            an article, or a file that holds one, cannot be used
    │   ├── UnreadableInput   missing, a folder, no permission, empty, binary, undecodable
    │   ├── MalformedInput    a JSONL line, a CoNLL-U block or a gold file breaks its format
    │   └── UnsupportedLanguage   the text is not Arabic
    ├── LexiconError          an entry breaks the schema or does not fire on its own example
    ├── ConfigurationError    a setting, rule id or option value that does not exist
    └── ModelError            parsing models are missing, broken or cannot be fetched

The command line prints ``str(error)`` on one line and exits with :attr:`AttributionError.exit_code`.
"""

from __future__ import annotations

__all__ = [
    "AttributionError",
    "ConfigurationError",
    "InputError",
    "LexiconError",
    "MalformedInput",
    "ModelError",
    "UnreadableInput",
    "UnsupportedLanguage",
]


class AttributionError(Exception):
    """Base of all errors; says what is wrong, where, and the way out.

    Parameters
    ----------
    problem : str
        What is wrong, in one clause.
    place : str, optional
        File, line or entry id, printed first: ``article.txt:12``.
    way_out : str, optional
        What the reader can do about it.

    Examples
    --------
    >>> str(InputError("the file is empty", place="a.txt", way_out="give a file with text"))
    'a.txt: the file is empty (give a file with text)'
    """

    exit_code = 2

    def __init__(self, problem: str, *, place: str | None = None, way_out: str | None = None) -> None:
        self.problem = problem
        self.place = place
        self.way_out = way_out
        message = problem if place is None else f"{place}: {problem}"
        super().__init__(message if way_out is None else f"{message} ({way_out})")


class InputError(AttributionError):
    """An article, or a file that holds one, cannot be used."""


class UnreadableInput(InputError):
    """The file is missing, a folder, forbidden, empty, binary or undecodable."""


class MalformedInput(InputError):
    """A structured file breaks its format; ``place`` names the line."""


class UnsupportedLanguage(InputError):
    """The text is not Arabic; the message names the language."""


class LexiconError(AttributionError):
    """An entry breaks the schema, or does not fire on its own example."""


class ConfigurationError(AttributionError):
    """A setting, rule id or option value does not exist."""


class ModelError(AttributionError):
    """Parsing models are missing, broken or cannot be fetched."""
