"""Where a report goes: standard output, a file, or a folder with a file an article."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from attribution.errors import ConfigurationError
from attribution.report import RenderOptions
from attribution.report.folder import report_files
from attribution.report.formats import report_format
from attribution.report.model import Report

__all__ = ["check_destination", "is_folder", "write_report", "write_text"]


def check_destination(formats: Sequence[str], output: Path | None) -> None:
    """Raise before the work begins if the report could not be written.

    Raises
    ------
    ConfigurationError
        For a format that does not exist, several formats with no folder to put them in, or a file in no folder.
    """
    for name in formats:
        report_format(name)
    if len(formats) > 1 and (output is None or not is_folder(output)):
        raise ConfigurationError("several formats need a folder", way_out="give --output FOLDER/")
    if output is not None and not is_folder(output) and not output.parent.is_dir():
        raise ConfigurationError(
            "its folder does not exist", place=str(output), way_out="create it, or end the path in /"
        )


def write_report(report: Report, formats: Sequence[str], output: Path | None, options: RenderOptions) -> None:
    """Render and write a report; folders are made.

    Raises
    ------
    ConfigurationError
        If the destination cannot be written.
    """
    if output is not None and is_folder(output):
        for name, text in report_files(report, formats, options):
            write_text(text, output / name)
        return
    write_text(report_format(formats[0]).render(report, options), output)


def write_text(text: str, output: Path | None) -> None:
    """Write to a file, or to standard output with a line break at the end."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError(
            f"cannot be written: {error.strerror or error}", place=str(output), way_out="choose another --output"
        ) from error


def is_folder(path: Path) -> bool:
    """Whether a destination is a folder: one that exists, or a name with no suffix."""
    return path.is_dir() or not path.suffix
