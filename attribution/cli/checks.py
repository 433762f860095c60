"""``attribution checks``: the editorial checks and what they rest on."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

app = typer.Typer()


class Language(enum.StrEnum):
    """Language of names and hints."""

    EN = "en"
    AR = "ar"


class Format(enum.StrEnum):
    """How the list is printed."""

    TEXT = "text"
    JSON = "json"


@app.command()
def checks(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[CHECK]...", help="Checks or groups; all by default.")
    ] = None,
    *,
    lang: Annotated[Language, typer.Option(help="Language of names and hints.")] = Language.EN,
    format: Annotated[Format, typer.Option(help="How to print them.")] = Format.TEXT,  # noqa: A002
) -> None:
    """List the editorial checks: what each looks for, how serious it is here, and the newsroom rule behind it.

    Severities are those of the nearest attribution.toml or pyproject.toml.
    """
    from attribution.checks.listing import list_checks, print_as_json, print_as_text

    listed = list_checks(tuple(names or ()), lang.value)
    typer.echo((print_as_json if format is Format.JSON else print_as_text)(listed), nl=False)
