"""The steps of a training run over one folder of work."""

import argparse
import json
import logging
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import torch

from attribution.parsing.labelling import LABELLER
from attribution.parsing.models import load_parser
from attribution.parsing.segmentation import SegmentationTable
from attribution.reading.articles import article
from training import (
    adaptation,
    evaluate,
    labelling,
    lemmatizer,
    pack,
    parser,
    segmentation,
    silver,
    tagger,
    tokenizer,
    treebank,
    vowels,
    word_forms,
)
from training import encoder as encoders
from training.corpus import count_words, silver_sentences
from training.treebank import Sentence, write_silver

__all__ = ["STEPS", "Workspace"]

logger = logging.getLogger("training")

_TEACHER_RATES = (1.0, 0.7, 1.4)  # of the encoder's learning rate: teachers that differ err in different places


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
        self.adapted = self.folder / "encoder-adapted"
        self.pieces = self.folder / "pieces.npy"
        self.raw_sentences = self.folder / "data" / "raw.conllu"
        self.silver_trees = self.folder / "data" / "silver.conllu"
        self.table = self.folder / "segmentation.txt.xz"
        self.labelled = self.folder / "examples.jsonl"

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

    def pieces_of_text(self) -> None:
        """Cut raw text into the encoder's pieces, and draw the sentences that will get silver trees."""
        table = SegmentationTable.read(self.table)
        number = adaptation.write_pieces(self._raw(), table, self.encoder, self.pieces)
        drawn = silver_sentences(self._raw(), table, self.arguments.silver_trees, self.arguments.seed)
        write_silver(drawn, self.raw_sentences)
        logger.info("%d pieces; %d sentences for silver trees", number, len(drawn))

    def adapt(self) -> None:
        """Go on training the encoder on raw text."""
        settings = adaptation.AdaptationSettings(
            steps=self.arguments.adapt_steps, seconds=self.arguments.seconds, seed=self.arguments.seed
        )
        adaptation.adapt(self.pieces, self.encoder, self.adapted, settings, self.arguments.device)

    def teach(self) -> None:
        """Train the parsers that will vote on silver trees, several at once where the machine has room."""
        teachers = range(1, self.arguments.teachers + 1)
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.arguments.jobs, mp_context=context) as pool:
            for number, las in zip(teachers, pool.map(_teach, [self.arguments] * len(teachers), teachers), strict=True):
                logger.info("teacher %d: LAS %.2f on gold words", number, las)

    def silver(self) -> None:
        """Let the teachers parse raw text."""
        teachers = [self.teacher(number) for number in range(1, self.arguments.teachers + 1)]
        number = silver.write_silver_trees(teachers, self.raw_sentences, self.silver_trees, self.arguments.device)
        logger.info("%d silver trees", number)

    def teacher(self, number: int) -> Path:
        """Return the folder of a teacher."""
        return self.result(f"teacher-{number}")

    def start_encoder(self) -> Path:
        """Return the encoder that parsers start from: the adapted one, if there is one."""
        start: Path = self.adapted if self.adapted.exists() else self.encoder
        return start

    def tokenize(self) -> None:
        """Train the tokenizer."""
        tokenizer.train_tokenizer(self.train, self.dev, self._silver(), self.folder, seed=self.arguments.seed)

    def expand(self) -> None:
        """Train the multi-word expander."""
        silver = self._silver()[: self.arguments.silver // 8]
        tokenizer.train_expander(self.train, self.dev, silver, self.folder, seed=self.arguments.seed)

    def parse(self) -> None:
        """Train parser and encoder, then part them."""
        arguments = self.arguments
        settings = _parser_settings(arguments, arguments.parser_steps)
        trees = self.silver_trees if self.silver_trees.exists() else None
        start, folder = self.start_encoder(), self.folder / "parser"
        las = parser.train(self.train, self.dev, start, folder, settings, trees)
        logger.info("parser: LAS %.2f on gold words", las)
        pack.split_parser(folder / "parser.pt", start, self.folder / "encoder", self.result("depparse.pt"))

    def tag(self) -> None:
        """Train the tagger on the finetuned encoder."""
        train, dev = (_one(self.arguments.treebank, part) for part in ("train", "dev"))
        tagger.train(train, dev, self.folder / "encoder", self.folder, seed=self.arguments.seed)

    def lemmatize(self) -> None:
        """Train the lemmatizer."""
        train, dev = (_one(self.arguments.treebank, part) for part in ("train", "dev"))
        lemmatizer.train(train, dev, self.folder, seed=self.arguments.seed)

    def vowels(self) -> None:
        """Collect the vowels of lemmas."""
        words: Iterable[str] = () if self.arguments.vowelled is None else vowels.vowelled_words(self.arguments.vowelled)
        table = vowels.build_lemma_table(_one(self.arguments.treebank, "train"), words, self._word_counts())
        table.write(self.result("lemmas.txt.xz"))
        logger.info("table of %d lemmas", len(table))

    def word_forms(self) -> None:
        """Collect the lemmas of words."""
        readings = word_forms.read_readings(word_forms.READINGS)
        table = word_forms.WordForms(_one(self.arguments.treebank, "train"), readings, self._word_counts()).table()
        table.write(self.result("word_forms.txt.xz"))
        logger.info("table of %d words, by part of speech, with their lemmas", len(table))

    def pack(self) -> None:
        """Write the folder that ships."""
        for name, size in pack.pack(self.folder, self.arguments.output).items():
            logger.info("%8.2f MB  %s", size / 1e6, name)

    def examples(self) -> None:
        """Parse annotated articles for the labeller, with the models that were packed."""
        records = [json.loads(path.read_text(encoding="utf-8")) for path in self._annotated()]
        documents = [article(record["text"], id=record["doc_id"], source=record["doc_id"]) for record in records]
        parsed = load_parser(str(self.arguments.output), labeller=False).parse(documents)
        found = [
            example
            for document, record in zip(parsed, records, strict=True)
            for example in labelling.examples_of(document, record)
        ]
        labelling.write_examples(found, self.labelled)
        logger.info("%d sentences of %d articles", len(found), len(parsed))

    def label(self) -> None:
        """Train the labeller into the folder that ships."""
        arguments = self.arguments
        settings = labelling.LabellingSettings(
            epochs=arguments.labeller_epochs,
            encoder_rate=arguments.labeller_rate,
            seconds=arguments.seconds,
            seed=arguments.seed,
        )
        examples = labelling.read_examples(self.labelled)
        encoder, target = arguments.output / "encoder", arguments.output / LABELLER
        labelling.train(examples, encoder, target, settings, arguments.device, arguments.resume)
        pack.write_manifest(arguments.output)

    def _annotated(self) -> list[Path]:
        folders: list[Path] = self.arguments.annotated
        found = [path for folder in folders for path in sorted(folder.glob("*.json"))]
        if not found:
            raise SystemExit("this step needs --annotated, folders of annotated articles, NAME.json")
        return found

    def evaluate(self) -> None:
        """Score the folder that ships."""
        gold = self.arguments.gold or _one(self.arguments.treebank, "dev")
        report = evaluate.evaluate(
            self.arguments.output, gold, int8=self.arguments.int8, table=not self.arguments.no_table
        )
        sys.stdout.write("\n".join(report.lines()) + "\n")

    def _word_counts(self) -> Counter[str]:
        return count_words(self._raw(), SegmentationTable.read(self.table))

    def _silver(self) -> list[Sentence]:
        table = SegmentationTable.read(self.table)
        return silver_sentences(self._raw(), table, self.arguments.silver, self.arguments.seed)

    def _raw(self) -> Path:
        if self.arguments.raw is None:
            raise SystemExit("this step needs --raw, a file of raw Arabic text")
        return Path(self.arguments.raw)


def _parser_settings(arguments: argparse.Namespace, steps: int) -> parser.ParserSettings:
    return parser.ParserSettings(
        steps=steps,
        batch_words=arguments.batch_words,
        evaluate_every=arguments.evaluate_every,
        encoder_learning_rate=arguments.encoder_rate,
        seconds=arguments.seconds,
        seed=arguments.seed,
        device=arguments.device,
    )


def _teach(arguments: argparse.Namespace, number: int) -> float:
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s teacher {number}: %(message)s")
    torch.set_num_threads(max(1, arguments.threads // arguments.jobs))
    torch.set_float32_matmul_precision("high")
    work = Workspace(arguments)
    settings = _parser_settings(arguments, arguments.teacher_steps)
    factor = _TEACHER_RATES[number % len(_TEACHER_RATES)]
    settings = replace(
        settings, seed=100 * arguments.seed + number, encoder_learning_rate=factor * settings.encoder_learning_rate
    )
    return parser.train(work.train, work.dev, work.start_encoder(), work.teacher(number), settings)


STEPS: dict[str, tuple[Callable[[Workspace], None], str | None]] = {
    "prepare": (Workspace.prepare, "data/dev.conllu"),
    "segment": (Workspace.segment, "segmentation.txt.xz"),
    "pieces": (Workspace.pieces_of_text, "data/raw.conllu"),
    "adapt": (Workspace.adapt, "encoder-adapted"),
    "teach": (Workspace.teach, "teacher-1/tags.pt"),
    "silver": (Workspace.silver, "data/silver.conllu"),
    "tokenize": (Workspace.tokenize, "tokenize.pt"),
    "expand": (Workspace.expand, "mwt.pt"),
    "parse": (Workspace.parse, "depparse.pt"),
    "tag": (Workspace.tag, "pos.pt"),
    "lemmatize": (Workspace.lemmatize, "lemma.pt"),
    "vowels": (Workspace.vowels, "lemmas.txt.xz"),
    "word-forms": (Workspace.word_forms, "word_forms.txt.xz"),
    "pack": (Workspace.pack, None),
    "examples": (Workspace.examples, "examples.jsonl"),
    "label": (Workspace.label, None),
    "evaluate": (Workspace.evaluate, None),
}


def _one(folder: Path, part: str) -> Path:
    """Return the one file of a treebank folder that is named as UD names this part."""
    found = sorted(folder.glob(f"*-ud-{part}.conllu"))
    if len(found) != 1:
        raise SystemExit(f"{folder}: {len(found)} files named *-ud-{part}.conllu, one is needed")
    return found[0]
