"""``attribution parse``: articles in, trees out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def parse(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...|-", help="Text files (one article each), JSONL files, or - for standard input."
        ),
    ],
    *,
    format: Annotated[str, typer.Option("--format", "-f", help="conllu, the only one.")] = "conllu",  # noqa: A002
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output by default.")] = None,
    model: Annotated[str, typer.Option("--model", help="Parsing model: ar, stanza:padt, or a folder.")] = "ar",
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write kept parses.")] = False,
) -> None:
    """Print the trees of articles as CoNLL-U, with places in the original text.

    `attribution analyze --conllu FILE` takes them in again, by hand corrected if need be.
    """
    import sys

    from attribution.cli.output import write_text
    from attribution.cli.running import gather, progress_bar
    from attribution.errors import ConfigurationError
    from attribution.parsing import to_conllu
    from attribution.pipeline import Settings, make_parser

    if format != "conllu":
        raise ConfigurationError(f"there is no format {format!r} for trees", way_out="conllu")
    documents, failed = gather(paths)
    for error in failed:
        sys.stderr.write(f"attribution: {error}\n")
    if documents:
        parser = make_parser(Settings(model=model, cache=not no_cache))
        with progress_bar(len(documents)) as progress:
            write_text(to_conllu(parser.parse(documents, progress=progress)), output)
    raise typer.Exit(2 if failed else 0)
