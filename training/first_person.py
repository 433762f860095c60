"""Sentences of the treebank told in the first person.

News has few words like نستورد, and half of them stand unanalysed in the treebank (``X``), so a tagger learns that they
are names. Here verbs of the third person are put into the first, in copies of their sentences.
"""

from collections.abc import Iterator
from pathlib import Path

__all__ = ["add_first_person", "in_first_person"]

_THIRD, _PLURAL, _SINGULAR = "3MS", "1MP", "1MS"
_EVERY_SINGULAR = 4
"""One copy in so many is in the singular (أستورد)."""


def in_first_person(row: list[str], *, plural: bool) -> list[str] | None:
    """The columns of an imperfect verb of the third person as the first has it; None for any other word.

    Examples
    --------
    >>> feats = "Aspect=Imp|Gender=Masc|Number=Sing|Person=3"
    >>> row = ["1", "يستورد", "اِستَورَد", "VERB", "VIIA-3MS--", feats, "0", "root", "_", "_"]
    >>> in_first_person(row, plural=True)[1:6]
    ['نستورد', 'اِستَورَد', 'VERB', 'VIIA-1MP--', 'Aspect=Imp|Gender=Masc|Number=Plur|Person=1']
    """
    form, tag = row[1], row[4]
    if row[3] != "VERB" or not tag.startswith("VI") or _THIRD not in tag or form[:1] != "ي" or tag[3] == "P":
        return None
    letter, person, number = ("ن", _PLURAL, "Plur") if plural else ("أ", _SINGULAR, "Sing")
    feats = row[5].replace("Person=3", "Person=1").replace("Number=Sing", f"Number={number}")
    return [row[0], letter + form[1:], row[2], row[3], tag.replace(_THIRD, person), feats, *row[6:]]


def add_first_person(source: Path, target: Path, every: int = 3) -> int:
    """Copy a CoNLL-U file with more sentences at its end, of every so many that can be told so.

    Parameters
    ----------
    source, target
        CoNLL-U files.
    every
        One sentence of so many with a verb of the third person singular gets a copy.

    Returns
    -------
    int
        How many were added.
    """
    text = source.read_text(encoding="utf-8").rstrip("\n")
    copies = list(_copies(text.split("\n\n"), every))
    target.write_text("\n\n".join([text, *copies]) + "\n\n", encoding="utf-8")
    return len(copies)


def _copies(blocks: list[str], every: int) -> Iterator[str]:
    found = 0
    for block in blocks:
        plural = (found // every) % _EVERY_SINGULAR > 0
        rows = [line.split("\t") for line in block.split("\n")]
        put = [in_first_person(row, plural=plural) if len(row) == 10 and row[0].isdigit() else None for row in rows]
        if not any(put):
            continue
        if found % every == 0:
            yield "\n".join("\t".join(new or row) for row, new in zip(rows, put, strict=True))
        found += 1
