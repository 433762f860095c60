"""Command line: ``python -m training STEP ...``, one step at a time or ``all``."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from attribution.parsing.segmentation import SegmentationTable
from training import encoder as encoders
from training import evaluate, lemmatizer, pack, parser, segmentation, tagger, tokenizer, treebank
from training.corpus import silver_sentences
from training.treebank import Sentence

logger = logging.getLogger("training")


class Workspace:
    """The files of a run, all under one folder; a step that finds its result does not run again.

    Parameters
    ----------
    arguments
        What the command line said.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.folder: Path = arguments.work
        self.train = self.folder / "data" / "train.conllu"
        self.dev = self.folder / "data" / "dev.conllu"
        self.encoder = self.folder / "encoder-start"
        self.table = self.folder / "segmentation.txt.xz"

    def result(self, name: str) -> Path:
        """Return the path of a model."""
        return self.folder / name

    def prepare(self) -> None:
        """Fold the treebank and copy the encoder."""
        treebank.fold_file(_one(self.arguments.treebank, "train"), self.train)
        treebank.fold_file(_one(self.arguments.treebank, "dev"), self.dev)
        encoders.copy_for_training(self.arguments.encoder, self.encoder)

    def segment(self) -> None:
        """Learn the table of segmentations."""
        table, accuracy = segmentation.build_table(self.train, self._raw(), seed=self.arguments.seed)
        table.write(self.table)
        logger.info("table of %d strings; %.2f %% of held-out strings split rightly", len(table), 100 * accuracy)

    def tokenize(self) -> None:
        """Train the tokenizer."""
        tokenizer.train_tokenizer(self.train, self.dev, self._silver(), self.folder, seed=self.arguments.seed)

    def expand(self) -> None:
        """Train the multi-word expander."""
        silver = self._silver()[: self.arguments.silver // 8]
        tokenizer.train_expander(self.train, self.dev, silver, self.folder, seed=self.arguments.seed)

    def parse(self) -> None:
        """Train parser and encoder, then part them."""
        settings = parser.ParserSettings(steps=self.arguments.parser_steps, seed=self.arguments.seed)
        las = parser.train(self.train, self.dev, self.encoder, self.folder / "parser", settings)
        logger.info("parser: LAS %.2f on gold words", las)
        pack.split_parser(
            self.folder / "parser" / "parser.pt", self.encoder, self.folder / "encoder", self.result("depparse.pt")
        )

    def tag(self) -> None:
        """Train the tagger on the finetuned encoder."""
        tagger.train(self.train, self.dev, self.folder / "encoder", self.folder, seed=self.arguments.seed)

    def lemmatize(self) -> None:
        """Train the lemmatizer."""
        train, dev = (_one(self.arguments.treebank, part) for part in ("train", "dev"))
        lemmatizer.train(train, dev, self.folder, seed=self.arguments.seed)

    def pack(self) -> None:
        """Write the folder that ships."""
        for name, size in pack.pack(self.folder, self.arguments.output).items():
            logger.info("%8.2f MB  %s", size / 1e6, name)

    def evaluate(self) -> None:
        """Score the folder that ships."""
        gold = self.arguments.gold or _one(self.arguments.treebank, "dev")
        report = evaluate.evaluate(
            self.arguments.output, gold, int8=self.arguments.int8, table=not self.arguments.no_table
        )
        sys.stdout.write("\n".join(report.lines()) + "\n")

    def _silver(self) -> list[Sentence]:
        table = SegmentationTable.read(self.table)
        return silver_sentences(self._raw(), table, self.arguments.silver, self.arguments.seed)

    def _raw(self) -> Path:
        if self.arguments.raw is None:
            raise SystemExit("this step needs --raw, a file of raw Arabic text")
        return Path(self.arguments.raw)


STEPS: dict[str, tuple[Callable[[Workspace], None], str | None]] = {
    "prepare": (Workspace.prepare, "data/dev.conllu"),
    "segment": (Workspace.segment, "segmentation.txt.xz"),
    "tokenize": (Workspace.tokenize, "tokenize.pt"),
    "expand": (Workspace.expand, "mwt.pt"),
    "parse": (Workspace.parse, "depparse.pt"),
    "tag": (Workspace.tag, "pos.pt"),
    "lemmatize": (Workspace.lemmatize, "lemma.pt"),
    "pack": (Workspace.pack, None),
    "evaluate": (Workspace.evaluate, None),
}


def _one(folder: Path, part: str) -> Path:
    """Return the one file of a treebank folder that is named as UD names this part."""
    found = sorted(folder.glob(f"*-ud-{part}.conllu"))
    if len(found) != 1:
        raise SystemExit(f"{folder}: {len(found)} files named *-ud-{part}.conllu, one is needed")
    return found[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one step, or all that are still to do."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    workspace = Workspace(arguments)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for name, (step, result) in STEPS.items():
        if arguments.step not in (name, "all"):
            continue
        if arguments.step == "all" and result is not None and (arguments.work / result).exists():
            logger.info("%s: done already", name)
            continue
        logger.info("%s", name)
        step(workspace)
    return 0


def _parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    command.add_argument("step", choices=[*STEPS, "all"])
    command.add_argument("--treebank", type=Path, help="folder with *-ud-train.conllu and *-ud-dev.conllu")
    command.add_argument("--encoder", type=Path, help="folder of a text encoder in the Hugging Face layout")
    command.add_argument("--raw", type=Path, help="raw text: .txt, a paragraph a line, or .jsonl; may be packed as .xz")
    command.add_argument("--work", type=Path, default=Path("build/training"), help="folder for everything in between")
    command.add_argument("--output", type=Path, default=Path("attribution/models/ar"), help="folder that ships")
    command.add_argument("--gold", type=Path, help="evaluate: a CoNLL-U file other than the treebank's dev part")
    command.add_argument("--int8", action="store_true", help="evaluate: with the encoder in int8")
    command.add_argument("--no-table", action="store_true", help="evaluate: without the table of segmentations")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    command.add_argument("--silver", type=int, default=30_000, help="sentences of raw text for the tokenizer")
    command.add_argument("--parser-steps", type=int, default=2000)
    return command


if __name__ == "__main__":
    raise SystemExit(main())
