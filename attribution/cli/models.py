"""``attribution models``: which parsing models are here, and more from Stanza's hub."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="The parsing models that are here, and more.",
)


@app.command("list")
def list_models() -> None:
    """List what --model takes on this machine."""
    from attribution.parsing.models import installed_models

    for model in installed_models():
        typer.echo(f"{model.name}\t{model.description}\t{model.folder}")


@app.command()
def download(
    package: Annotated[str, typer.Argument(help="A package of Stanza's hub for Arabic.")] = "padt",
) -> None:
    """Fetch a stock Stanza package for Arabic; `--model stanza:PACKAGE` uses it."""
    from attribution.parsing.models import download as fetch

    folder = fetch(package)
    typer.echo(f"stanza:{package} is in {folder}")
