"""Parse the texts of the case files and write the trees to ``tests/parses``, so that most tests need no models.

Run after a change of texts or of the embedded models::

    python -m tests.freeze_parses [--model ar]
"""

from __future__ import annotations

import argparse

from attribution.parsing import to_conllu
from attribution.pipeline import Settings, make_parser
from attribution.reading.articles import article
from tests.case_files import PARSES, extraction_files


def freeze(model: str) -> None:
    """Write one CoNLL-U file for each case file."""
    parser = make_parser(Settings(model=model, cache=False))
    PARSES.mkdir(exist_ok=True)
    for name, file in extraction_files():
        documents = [article(case.text, id=case.id, source=f"{name}.yaml") for case in file.cases]
        (PARSES / f"{name}.conllu").write_text(to_conllu(parser.parse(documents)), encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", default="ar", help="parsing model (default: the embedded one)")
    freeze(arguments.parse_args().model)
