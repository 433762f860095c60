"""What ``attribution analyze`` does, apart from its options."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from attribution.checks import exit_code, find_settings
from attribution.cli.output import check_destination, is_folder, write_report
from attribution.document import Document
from attribution.errors import ConfigurationError, InputError
from attribution.parsing import read_conllu
from attribution.parsing.protocol import Progress
from attribution.pipeline import Analyzer, Settings
from attribution.reading import decode, read_bytes, read_many
from attribution.report import RenderOptions
from attribution.report.labels import Language

__all__ = ["gather", "progress_bar", "render_options", "run_analysis"]


def run_analysis(
    paths: Sequence[str],
    *,
    formats: Sequence[str],
    output: Path | None,
    conllu: Path | None,
    model: str,
    lang: str | None,
    fail_on: str | None,
    cache: bool,
    labeller: bool,
    color: bool,
) -> int:
    """Read, analyse, write; the exit code.

    Raises
    ------
    AttributionError
        If nothing at all can be done: no input, unknown option values, models missing.
    """
    if not paths and conllu is None:
        raise ConfigurationError("no article given", way_out="name files, or - for standard input")
    exit_code((), fail_on)  # an unknown level is told before anything is analysed
    options = render_options(lang, color=color, output=output)
    in_folder = output is not None and is_folder(output)
    names = list(dict.fromkeys(formats)) or ["html" if in_folder else "text"]
    check_destination(names, output)
    documents, failed = gather(paths, conllu)
    for error in failed:
        sys.stderr.write(f"attribution: {error}\n")
    if not documents:
        return 2
    analyzer = Analyzer(Settings(model=model, cache=cache, labeller=labeller))
    with progress_bar(len(documents)) as progress:
        report = analyzer.report(documents, failed=failed, progress=progress, checks=find_settings())
    write_report(report, names, output, options)
    if failed:
        return 2
    return exit_code((finding for document in report.documents for finding in document.findings), fail_on)


def render_options(lang: str | None, *, color: bool, output: Path | None = None) -> RenderOptions:
    """How to render for this terminal.

    Raises
    ------
    ConfigurationError
        If there are no labels in the language.
    """
    if lang not in (None, "ar", "en"):
        raise ConfigurationError(f"there are no labels in {lang!r}", way_out="ar or en")
    return RenderOptions(lang=cast("Language | None", lang), width=_width(), color=color and _wants_color(output))


def gather(paths: Sequence[str], conllu: Path | None = None) -> tuple[list[Document], list[InputError]]:
    """The articles of all inputs, and what went wrong with the others.

    Parameters
    ----------
    paths : sequence of str
        As for :func:`attribution.reading.read_many`. Together with ``conllu`` they give the original texts of its
        documents, matched by id.
    conllu : Path, optional
        A CoNLL-U file.
    """
    results = list(read_many(paths))
    documents = [result for result in results if isinstance(result, Document)]
    failed = [result for result in results if isinstance(result, InputError)]
    if conllu is None:
        return documents, failed
    try:
        content = decode(read_bytes(conllu), str(conllu)).text
        texts = {document.id: document.text for document in documents}
        return list(read_conllu(content, name=str(conllu), texts=texts)), failed
    except InputError as error:
        return [], [*failed, error]


@contextmanager
def progress_bar(articles: int) -> Iterator[Progress | None]:
    """A bar on standard error while parsing, if that is a terminal and there is more than one article."""
    if articles < 2 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{articles} articles", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _wants_color(output: Path | None) -> bool:
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
