"""Parse the texts of the case files and the examples of the lexicons, so that most tests need no models.

The trees go to ``tests/parses``.

Run after a change of texts or of the embedded models::

    python -m tests.freeze_parses [NAME ...] [--model ar]

A NAME is that of a case file without its suffix, or ``lexicon``; without one, all are parsed.
"""

from __future__ import annotations

import argparse

from attribution.document import Document
from attribution.firing import list_trials
from attribution.lexicon import load_lexicon
from attribution.parsing import to_conllu
from attribution.pipeline import Settings, make_parser
from attribution.reading.articles import article
from tests.case_files import PARSES, extraction_files


def freeze(model: str, names: frozenset[str]) -> None:
    """Write one CoNLL-U file for each case file, and one for the lexicons; only those named, if any are."""
    parser = make_parser(Settings(model=model, cache=False))
    PARSES.mkdir(exist_ok=True)
    for name, file in extraction_files():
        if names and name not in names:
            continue
        documents = [article(case.text, id=case.id, source=f"{name}.yaml") for case in file.cases]
        (PARSES / f"{name}.conllu").write_text(to_conllu(parser.parse(documents)), encoding="utf-8")
    if names and "lexicon" not in names:
        return
    texts = dict.fromkeys(trial.text for trial in list_trials(load_lexicon()))
    sentences = [Document(id=f"example-{number}", text=text) for number, text in enumerate(texts, start=1)]
    (PARSES / "lexicon.conllu").write_text(to_conllu(parser.parse(sentences)), encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", metavar="NAME", help="case files, or lexicon (default: all)")
    arguments.add_argument("--model", default="ar", help="parsing model (default: the embedded one)")
    given = arguments.parse_args()
    freeze(given.model, frozenset(given.names))
