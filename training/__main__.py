"""Command line: ``python -m training STEP ...``, one step at a time or ``all``."""

import argparse
import logging
import math
import os
from collections.abc import Sequence
from pathlib import Path

import torch

from training.steps import STEPS, Workspace

logger = logging.getLogger("training")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one step, or all that are still to do."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.set_float32_matmul_precision("high")
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
    command.add_argument("--vowelled", type=Path, help="vowelled words for the lemmas, as training.vowels reads them")
    command.add_argument("--work", type=Path, default=Path("build/training"), help="folder for everything in between")
    command.add_argument("--output", type=Path, default=Path("attribution/models/ar"), help="folder that ships")
    command.add_argument("--gold", type=Path, help="evaluate: a CoNLL-U file other than the treebank's dev part")
    command.add_argument("--int8", action="store_true", help="evaluate: with the encoder in int8")
    command.add_argument("--no-table", action="store_true", help="evaluate: without the table of segmentations")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    command.add_argument("--silver", type=int, default=30_000, help="sentences of raw text for the tokenizer")
    command.add_argument("--silver-trees", type=int, default=8_000, help="sentences of raw text for the parser")
    command.add_argument("--device", default="cpu", help="cpu or cuda, for adapt, teach, silver, parse and label")
    command.add_argument("--adapt-steps", type=int, default=2000)
    command.add_argument("--seconds", type=float, default=math.inf, help="adapt, teach, parse, label: end by then")
    command.add_argument("--teachers", type=int, default=3)
    command.add_argument("--teacher-steps", type=int, default=1200)
    command.add_argument("--parser-steps", type=int, default=2000)
    command.add_argument("--batch-words", type=int, default=1100, help="words a step of the parser")
    command.add_argument("--encoder-rate", type=float, default=1.5e-4, help="learning rate of the parser's encoder")
    command.add_argument("--evaluate-every", type=int, default=100, help="steps of the parser")
    command.add_argument(
        "--annotated", type=Path, nargs="+", default=[], help="examples: folders of annotated articles"
    )
    command.add_argument("--labeller-epochs", type=int, default=12)
    command.add_argument("--labeller-rate", type=float, default=1.5e-4, help="learning rate of the labeller's layers")
    command.add_argument("--resume", type=Path, help="label: weights to go on from")
    command.add_argument("--jobs", type=int, default=1, help="teachers trained at once")
    return command


if __name__ == "__main__":
    raise SystemExit(main())
