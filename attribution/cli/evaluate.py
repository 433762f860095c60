"""``attribution evaluate``: the tool's claims against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from attribution.evaluation import Evaluation, Group

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotated articles, *.json.")],
    *,
    predicted: Annotated[
        Path | None,
        typer.Option("--predicted", metavar="DIR", help="Reports to score (same file names), instead of a new run."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="DIR", help="Earlier reports: print what was won and lost since."),
    ] = None,
    conllu: Annotated[
        Path | None,
        typer.Option("--conllu", metavar="DIR", help="Trees of the articles, NAME.conllu; no model is loaded."),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="Parsing model: ar, stanza:padt, or a folder.")] = "ar",
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write kept parses.")] = False,
    no_labeller: Annotated[
        bool, typer.Option("--no-labeller", help="The rules alone, without the network beside them.")
    ] = False,
    breakdown: Annotated[
        bool, typer.Option("--breakdown", help="Also by construction, source type and act, with confusions.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="One line for each wrong, missed or extra claim.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
) -> None:
    """Score cues, claims, sources and labels: precision, recall, F1, accuracy.

    GOLD_DIR holds articles annotated as docs/json-schema.md says; claims match where cues overlap and contents share at
    least half of their characters.
    """
    import json

    from attribution.evaluation import analyse_texts, load_articles, load_reports
    from attribution.evaluation import compare as compare_predictions
    from attribution.evaluation import evaluate as evaluate_predictions
    from attribution.pipeline import Settings

    gold = load_articles(gold_dir)
    if predicted is not None:
        found = load_reports(predicted, gold)
    else:
        settings = Settings(model=model, cache=not no_cache, labeller=not no_labeller)
        found = analyse_texts(gold, settings, trees=conllu)
    result = evaluate_predictions(gold, found)
    if errors:
        typer.echo("\n".join(result.errors))
    if as_json:
        typer.echo(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        typer.echo("\n".join(f"{name:12} {value}" for name, value in result.as_dict().items()))
    if breakdown:
        typer.echo("\n".join(_breakdown_lines(result)))
    if compare is not None:
        changes = compare_predictions(gold, load_reports(compare, gold), found)
        typer.echo("\n".join(("", *(changes or ("nothing changed",)))))


def _breakdown_lines(result: Evaluation) -> list[str]:
    lines: list[str] = []
    for title, groups in (
        ("construction", result.by_construction),
        ("source type", result.by_type),
        ("act", result.by_act),
    ):
        lines += ["", f"{title:28} {'gold':>5} {'predicted':>9} {'matched':>7} {'sourced':>7}"]
        lines += [_group_line(name, group) for name, group in groups.items()]
    for label, confusion in result.confusions.items():
        wrong = sorted(((n, pair) for pair, n in confusion.items() if pair[0] != pair[1]), reverse=True)
        if wrong:
            lines += ["", f"{label}: gold taken for another value"]
            lines += [f"  {gold} → {other}: {n}" for n, (gold, other) in wrong]
    return lines


def _group_line(name: str, group: Group) -> str:
    gold = str(group.gold) if group.gold else ""
    return f"{name:28} {gold:>5} {group.predicted:>9} {group.matched:>7} {group.sourced:>7}"
