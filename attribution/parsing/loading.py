"""What every kind of model needs while it loads: a digest of its files, one line of what went wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["content_digest", "first_line"]

_LONGEST_LINE = 200


def content_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_line(error: BaseException) -> str:
    """The first line of what an exception says, at most 200 characters."""
    return (str(error).strip().splitlines() or ["no details"])[0][:_LONGEST_LINE]
