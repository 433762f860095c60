"""``attribution explain``: the whole way from an article to one claim."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def explain(
    path: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A text, JSONL or CoNLL-U (.conllu) file, or - for standard input.")
    ],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="C3, or ARTICLE#C3 where the file has several.")],
    *,
    model: Annotated[str, typer.Option("--model", help="Parsing model: ar, stanza:padt, or a folder.")] = "ar",
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the labels: ar or en.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write kept parses.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours on the terminal.")] = False,
) -> None:
    """Show what a claim rests on: words, tree, lexicon entries, rules, scores, and what would change them."""
    import sys

    from attribution.checks import find_settings
    from attribution.cli.output import write_text
    from attribution.cli.running import gather, render_options
    from attribution.pipeline import Analyzer, Settings
    from attribution.report.explain import explain as explanation

    options = render_options(lang, color=not no_color)
    trees = Path(path) if path.endswith(".conllu") else None
    documents, failed = gather([] if trees else [path], trees)
    for error in failed:
        sys.stderr.write(f"attribution: {error}\n")
    if documents:
        analyzer = Analyzer(Settings(model=model, cache=not no_cache))
        report = analyzer.report(documents, checks=find_settings())
        write_text(explanation(report, claim, analyzer.lexicon, options), None)
    raise typer.Exit(2 if failed else 0)
