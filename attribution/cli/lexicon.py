"""``attribution lexicon``: check the lexicons, or try a sentence on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from attribution.document import Document
    from attribution.firing import Firing

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)

_Folder = Annotated[
    Path | None, typer.Option("--folder", help="A folder of lexicons in place of the embedded one.", show_default=False)
]
_Model = Annotated[str, typer.Option("--model", help="Parsing model: ar, stanza:padt, or a folder.")]


@app.callback()
def lexicon() -> None:
    """Check the lexicons, or try a sentence on them; lexicons/README.md tells how to write an entry."""


@app.command()
def check(
    *,
    folder: _Folder = None,
    parse: Annotated[bool, typer.Option("--parse", help="Analyse all examples and counterexamples, too.")] = False,
    model: _Model = "ar",
) -> None:
    """Check schema, ids, references and examples of every entry; with --parse, what each sentence comes to.

    Without --parse, an example has to contain its entry. With it, an example of a cue or marker has to fire the entry
    in full analysis, and no counterexample may. Exit code 1 if a sentence fails, 2 if a file breaks the schema.
    """
    from attribution.lexicon import load_lexicon
    from attribution.lexicon.trial import check_matching

    loaded = load_lexicon(folder)
    problems = check_matching(loaded)
    if parse and not problems:
        from attribution.firing import check_firing
        from attribution.parsing.models import load_parser

        problems = check_firing(loaded, load_parser(model))
    for problem in problems:
        typer.echo(str(problem))
    entries = sum(len(entries) for entries in loaded.kinds.values())
    typer.echo(
        f"{entries} entries of {len(loaded.kinds)} kinds, {len(problems)} problems "
        f"({'in full analysis' if parse else 'matching only; --parse analyses the sentences'})"
    )
    raise typer.Exit(1 if problems else 0)


@app.command("test")
def try_sentence(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, in quotation marks.")] = "",
    *,
    conllu: Annotated[Path | None, typer.Option("--conllu", help="Its tree, in place of parsing it.")] = None,
    folder: _Folder = None,
    model: _Model = "ar",
) -> None:
    """Show the parse of a sentence, the entries that fired, and why others that match did not."""
    from attribution.errors import ConfigurationError
    from attribution.firing import find_firings
    from attribution.lexicon import load_lexicon

    if not sentence.strip() and conllu is None:
        raise ConfigurationError("no sentence given", way_out="write it in quotation marks, or give --conllu FILE")
    loaded = load_lexicon(folder)
    for document in _parsed(sentence, conllu, model):
        for line in _tree(document):
            typer.echo(line)
        firings = find_firings(document, loaded)
        typer.echo("")
        for fires, heading in ((True, "fired"), (False, "matched, but did not fire")):
            chosen = [firing for firing in firings if firing.fires is fires]
            typer.echo(f"{heading}: {len(chosen) or 'none'}")
            for firing in chosen:
                typer.echo(f"  {_line(firing, document)}")


def _parsed(sentence: str, conllu: Path | None, model: str) -> tuple[Document, ...]:
    from attribution.document import Document
    from attribution.parsing import read_conllu
    from attribution.parsing.models import load_parser
    from attribution.reading import decode, read_bytes

    if conllu is not None:
        return read_conllu(decode(read_bytes(conllu), str(conllu)).text, name=str(conllu))
    return load_parser(model).parse([Document(id="sentence", text=sentence)])


def _tree(document: Document) -> list[str]:
    return [
        f"{word.id:>3}  {word.form}  {word.upos}  {word.deprel} ← {word.head or 'root'}"
        for sentence in document.sentences
        for word in sentence.words
    ]


def _line(firing: Firing, document: Document) -> str:
    forms = " ".join(document.sentences[firing.sentence].word(word).form for word in firing.words)
    places = ",".join(map(str, firing.words))
    return f"{forms} [{places}]  {firing.entry.id} ({firing.kind}): {firing.outcome}"
