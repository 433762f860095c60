"""The command line: one thin file a command, each over an importable function."""

from __future__ import annotations

from attribution.cli.app import main

__all__ = ["main"]
