"""``attribution analyze``: articles in, report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def analyze(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...|-", help="Text files (one article each), JSONL files, or - for standard input."
        ),
    ] = None,
    *,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="text (default), html, json …; may be repeated."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file, or a folder (ends in /) for a file an article.")
    ] = None,
    conllu: Annotated[
        Path | None,
        typer.Option("--conllu", metavar="FILE", help="Take the trees from this file; no model is loaded."),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="Parsing model: ar, stanza:padt, or a folder.")] = "ar",
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the report's labels: ar or en.")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="LEVEL", help="Exit with 1 at findings of error, warning or note."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write kept parses.")] = False,
    no_labeller: Annotated[
        bool, typer.Option("--no-labeller", help="The rules alone, without the network beside them.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours on the terminal.")] = False,
) -> None:
    """Say who says what in articles, how sure they are, and how well sourced it is.

    The report goes to standard output unless --output is given. A file that cannot be used costs one line on standard
    error and exit code 2; the others are analysed all the same.
    """
    from attribution.cli.running import run_analysis

    raise typer.Exit(
        run_analysis(
            paths or [],
            formats=formats or [],
            output=output,
            conllu=conllu,
            model=model,
            lang=lang,
            fail_on=fail_on,
            cache=not no_cache,
            labeller=not no_labeller,
            color=not no_color,
        )
    )
