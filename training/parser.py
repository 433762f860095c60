"""Train Stanza's dependency parser and the text encoder below it.

The model, its loss, its data loader and its scorer are Stanza's (`stanza.models.depparse`). Three things are done
around them, because the treebank is small and the machine too:

- the learning rates rise, then fall to zero in a straight line, step by step (Stanza's scheduler waits for a plateau);
- the encoder also learns to name part of speech and features of every word, which teaches it case and agreement, and
  lets the tagger stand on the same, then frozen, encoder;
- quotation marks are varied from epoch to epoch;
- silver trees, if there are any (:mod:`training.silver`), are mixed with the treebank's for the first part of the run.

A run writes a checkpoint at every evaluation and goes on from it when started again.
"""

import logging
import math
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from stanza.models import parser as stanza_parser
from stanza.models.common import utils as stanza_utils
from stanza.models.depparse import model as depparse_model
from stanza.models.depparse import scorer
from stanza.models.depparse.data import DataLoader
from stanza.models.depparse.trainer import GraphTrainer, unpack_batch
from stanza.models.depparse.utils import predict_dataset
from stanza.utils.conll import CoNLL
from torch import nn

__all__ = ["EncoderTap", "ParserSettings", "TagHead", "parser_data", "tag_sizes", "train"]

logger = logging.getLogger("training")

_QUOTES = (("«", "»"), ("“", "”"), ("”", "“"), ('"', '"'))
_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")


@dataclass(frozen=True, slots=True)
class ParserSettings:
    """What a run depends on besides its data.

    ``silver_until`` is the share of the steps in which silver trees take part, ``silver_weight`` how many
    batches of them there are for each of the treebank's. ``seconds`` bounds the time of a run: the rates fall to zero
    by then.
    """

    steps: int = 2200
    batch_words: int = 1100
    learning_rate: float = 1.2e-3
    encoder_learning_rate: float = 1.5e-4
    warmup_steps: int = 120
    weight_decay: float = 0.01
    dropout: float = 0.4
    word_dropout: float = 0.2
    hidden_dim: int = 200
    biaffine_dim: int = 200
    tagging_weight: float = 0.4
    quote_noise: float = 0.5
    evaluate_every: int = 100
    silver_until: float = 0.6
    silver_weight: float = 1.0
    seconds: float = math.inf
    seed: int = 1
    device: str = "cpu"

    def stanza_args(self, encoder: Path) -> dict[str, Any]:
        """Return the arguments that Stanza's parser takes, as its own command line would read them."""
        options = {
            "bert_model": encoder,
            "hidden_dim": self.hidden_dim,
            "num_layers": 1,
            "deep_biaff_hidden_dim": self.biaffine_dim,
            "word_emb_dim": 0,
            "tag_emb_dim": 0,
            "dropout": self.dropout,
            "word_dropout": self.word_dropout,
            "batch_size": self.batch_words,
            "lang": "ar",
            "shorthand": "ar_news",
            "seed": self.seed,
        }
        flags = ("no_char", "no_pretrain", "no_upos", "no_xpos", "no_ufeats", "bert_finetune", "no_second_optim", "cpu")
        command = [f"--{flag}" for flag in flags]
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        args: dict[str, Any] = stanza_parser.parse_args(command)
        args["word_cutoff"] = 0
        return args


class TagHead:
    """Part of speech and features of every word, read off the encoder's output.

    Parameters
    ----------
    width
        The encoder's.
    sizes
        What :func:`tag_sizes` returns.
    dropout
        Of the encoder's output, while training.
    """

    def __init__(self, width: int, sizes: list[int], dropout: float) -> None:
        self.sizes = sizes
        self.dropout = dropout
        self.module = nn.ModuleDict({"out": nn.Linear(width, sum(sizes))})

    def scores(self, words: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return a score for every value of every tag, one tensor ``(words, values)`` a tag."""
        scores: tuple[torch.Tensor, ...] = self.module["out"](words).split(self.sizes, dim=1)
        return scores

    def loss(self, words: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Return the loss over every tag of every word."""
        scores = self.scores(nn.functional.dropout(words, self.dropout))
        losses = [nn.functional.cross_entropy(score, targets[:, i]) for i, score in enumerate(scores)]
        return torch.stack(losses).sum()


class EncoderTap:
    """Keeps the word vectors that the parser last asked the encoder for."""

    def __init__(self) -> None:
        self.vectors: list[torch.Tensor] = []
        self._extract = depparse_model.extract_bert_embeddings

    def __enter__(self) -> "EncoderTap":
        def extract(*args: Any, **kwargs: Any) -> list[torch.Tensor]:
            self.vectors = self._extract(*args, **kwargs)
            return self.vectors

        depparse_model.extract_bert_embeddings = extract
        return self

    def __exit__(self, *exc: object) -> None:
        depparse_model.extract_bert_embeddings = self._extract


def vary_quotes(words: list[str], chance: random.Random) -> list[str]:
    """Return the words with every quotation mark in one other style, chosen at random."""
    left, right = chance.choice(_QUOTES)
    varied, is_open = [], False
    for word in words:
        if word == '"' or word in _OPENING or word in _CLOSING:
            is_open = word in _OPENING or (word == '"' and not is_open)
            varied.append(left if is_open else right)
        else:
            varied.append(word)
    return varied


def _batches(loader: DataLoader, settings: ParserSettings, chance: random.Random) -> Iterator[Any]:
    """Yield the batches of one epoch: sentences of about one length together, in random order."""
    dataset = loader.dataset
    order = sorted(range(len(dataset)), key=lambda i: dataset.lengths[i] * chance.uniform(0.9, 1.1))
    groups: list[list[int]] = [[]]
    longest = 0
    for index in order:
        longest = max(longest, dataset.lengths[index])
        if groups[-1] and longest * (len(groups[-1]) + 1) > settings.batch_words:
            groups.append([])
            longest = dataset.lengths[index]
        groups[-1].append(index)
    chance.shuffle(groups)
    for group in groups:
        records = []
        for index in group:
            record = list(dataset[index])
            if chance.random() < settings.quote_noise:
                record[9] = vary_quotes(record[9], chance)
            records.append(record)
        yield DataLoader.collate(records)


def _tag_targets(batch: Any) -> torch.Tensor:
    """Return one row of tag ids for every word of a batch, sentence after sentence."""
    upos, feats, lengths = batch[4], batch[6], batch[13]
    tags = torch.cat([upos.unsqueeze(2), feats], dim=2)
    return torch.cat([tags[i, 1:length] for i, length in enumerate(lengths)])


def _scale(step: int, done: float, settings: ParserSettings) -> float:
    """Return the share of the full learning rate at a step, when this share of the run is done."""
    warmup = settings.warmup_steps / settings.steps
    return min((step + 1) / settings.warmup_steps, max(0.0, (1.0 - done) / (1.0 - warmup)))


def _mixed(
    gold: DataLoader, silver: DataLoader | None, settings: ParserSettings, chance: random.Random
) -> Iterator[Any]:
    """Yield the batches of one epoch of the treebank, an equal number of silver ones among them."""
    batches = list(_batches(gold, settings, chance))
    if silver is not None:
        number = min(int(len(batches) * settings.silver_weight), len(silver.dataset))
        drawn = _batches(silver, settings, chance)
        batches += [batch for batch, _ in zip(drawn, range(number), strict=False)]
        chance.shuffle(batches)
    yield from batches


def _score(trainer: GraphTrainer, dev: DataLoader, dev_file: Path, parsed: Path) -> tuple[float, float]:
    """Return UAS and LAS on gold words; the parse is left in a file."""
    heads = predict_dataset(trainer, dev)
    dev.doc.set(["head", "deprel"], [pair for sentence in heads for pair in sentence])
    with parsed.open("w", encoding="utf-8") as out:
        out.write(f"{dev.doc:C}\n\n")
    scores = scorer.ud_scores(str(dev_file), str(parsed))
    return 100 * scores["UAS"].f1, 100 * scores["LAS"].f1


def parser_data(path: Path, args: dict[str, Any], vocab: Any = None, *, batch_words: int = 3000) -> DataLoader:
    """Return Stanza's loader of a CoNLL-U file: for training where no vocabulary is given, else to read in order."""
    document = CoNLL.conll2doc(str(path))
    if vocab is None:
        return DataLoader(document, batch_words, args, None, evaluation=False)
    return DataLoader(document, batch_words, args, None, vocab=vocab, evaluation=True, sort_during_eval=True)


def tag_sizes(vocab: Any) -> list[int]:
    """Return how many parts of speech there are, then how many values of each feature."""
    return [len(vocab["upos"]), *vocab["feats"].lens()]


def train(
    train_file: Path,
    dev_file: Path,
    encoder: Path,
    output: Path,
    settings: ParserSettings,
    silver_file: Path | None = None,
) -> float:
    """Train until ``settings.steps`` and keep the model that scores best on the development file.

    Parameters
    ----------
    train_file, dev_file
        CoNLL-U files with folded letters.
    encoder
        A folder written by :func:`training.encoder.copy_for_training`.
    output
        Folder for ``parser.pt`` (Stanza's format, encoder inside), ``tags.pt`` (the second task's layer) and
        ``parser.checkpoint.pt``.
    settings
        Everything else.
    silver_file
        Trees of :func:`training.silver.write_silver_trees`.

    Returns
    -------
    float
        The best LAS on gold words of the development file.
    """
    output.mkdir(parents=True, exist_ok=True)
    stanza_utils.set_random_seed(settings.seed)
    chance = random.Random(settings.seed)
    args = settings.stanza_args(encoder)
    loader = parser_data(train_file, args, batch_words=settings.batch_words)
    dev = parser_data(dev_file, args, loader.vocab)
    silver = None if silver_file is None else parser_data(silver_file, args, loader.vocab)
    trainer = GraphTrainer(args=args, vocab=loader.vocab, pretrain=None, device=settings.device)
    model = trainer.model
    tag_head = TagHead(model.bert_model.config.hidden_size, tag_sizes(loader.vocab), settings.dropout)
    tag_head.module.to(settings.device)
    optimizer = _optimizer(model, tag_head, settings)
    checkpoint = output / "parser.checkpoint.pt"
    step, best = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        tag_head.module.load_state_dict(state["tag_head"])
        optimizer.load_state_dict(state["optimizer"])
        step, best = state["step"], state["best"]
        chance.seed(settings.seed + step)
        logger.info("going on from step %d, best LAS %.2f", step, best)

    started, total, seconds = time.monotonic(), 0.0, 0.0
    with EncoderTap() as tap:
        batches: Iterator[Any] = iter(())
        done = step / settings.steps
        while done < 1.0:
            batch = next(batches, None)
            if batch is None:
                mixed = silver if done < settings.silver_until else None
                batches = _mixed(loader, mixed, settings, chance)
                continue
            begun = time.monotonic()
            for group in optimizer.param_groups:
                group["lr"] = group["full_lr"] * _scale(step, done, settings)
            total += _update(trainer, tag_head, tap, optimizer, batch, settings)
            step += 1
            seconds += time.monotonic() - begun
            done = max(step / settings.steps, (time.monotonic() - started) / settings.seconds)
            if step % settings.evaluate_every == 0 or done >= 1.0:
                uas, las = _score(trainer, dev, dev_file, output / "dev.parsed.conllu")
                logger.info(
                    "step %d  loss %.3f  dev UAS %.2f  LAS %.2f  %.2f s a step  %.0f s",
                    step,
                    total / settings.evaluate_every,
                    uas,
                    las,
                    seconds / settings.evaluate_every,
                    time.monotonic() - started,
                )
                total = seconds = 0.0
                if las >= best:
                    best = las
                    trainer.save(str(output / "parser.pt"))
                    torch.save(tag_head.module.state_dict(), output / "tags.pt")
                torch.save(
                    {
                        "model": model.state_dict(),
                        "tag_head": tag_head.module.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "best": best,
                        "settings": asdict(settings),
                    },
                    checkpoint,
                )
    return best


def _optimizer(model: nn.Module, tag_head: TagHead, settings: ParserSettings) -> torch.optim.Optimizer:
    encoder = [p for n, p in model.named_parameters() if n.startswith("bert_model.")]
    rest = [p for n, p in model.named_parameters() if not n.startswith("bert_model.")] + list(
        tag_head.module.parameters()
    )
    groups = [
        {"params": encoder, "full_lr": settings.encoder_learning_rate},
        {"params": rest, "full_lr": settings.learning_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=settings.weight_decay, fused=True)


def _update(
    trainer: GraphTrainer,
    tag_head: TagHead,
    tap: EncoderTap,
    optimizer: torch.optim.Optimizer,
    batch: Any,
    settings: ParserSettings,
) -> float:
    """Take one step and return the loss."""
    trainer.model.train()
    inputs, _, word_places, lengths, word_lengths, text = unpack_batch(batch, settings.device)
    loss, _ = trainer.model.loss(*inputs, word_places, lengths, word_lengths, text)
    words = torch.cat([vectors[1:-1] for vectors in tap.vectors])
    loss = loss + settings.tagging_weight * tag_head.loss(words, _tag_targets(batch).to(words.device))
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()
    return float(loss.item())
