"""Train Stanza's tagger on top of the encoder that was finetuned with the parser.

The encoder stays as it is, so one copy of it serves both models. What it says of a sentence never changes then, and is
computed once; the mean of its last layers is used, unweighted.

Beside the encoder, which reads folded letters, a character model reads words as they are spelled: a hamza that is there
or left out tells the tagger what folding takes away.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from stanza.models import tagger as stanza_tagger
from stanza.models.pos import model as pos_model

from attribution.parsing.normalisation import fold_letters

__all__ = ["train"]

_LAYERS = 4


class _Memory:
    """Stands in for Stanza's call to the encoder and remembers every sentence."""

    def __init__(self, extract: Callable[..., list[torch.Tensor]]) -> None:
        self._extract = extract
        self._known: dict[tuple[str, ...], torch.Tensor] = {}

    def __call__(
        self, name: str, tokenizer: Any, model: Any, data: list[list[str]], device: Any, **options: Any
    ) -> list[torch.Tensor]:
        sentences = [tuple(map(fold_letters, sentence)) for sentence in data]
        missing = sorted((s for s in dict.fromkeys(sentences) if s not in self._known), key=len)
        model.eval()
        for start in range(0, len(missing), 16):
            chunk = [list(sentence) for sentence in missing[start : start + 16]]
            with torch.no_grad():
                vectors = self._extract(name, tokenizer, model, chunk, device, **{**options, "detach": True})
            for sentence, vector in zip(chunk, vectors, strict=True):
                self._known[tuple(sentence)] = vector.clone()
        return [self._known[sentence] for sentence in sentences]


def train(train_file: Path, dev_file: Path, encoder: Path, output: Path, *, steps: int = 700, seed: int = 1) -> None:
    """Train the tagger and write ``pos.pt``.

    Parameters
    ----------
    train_file, dev_file
        CoNLL-U files as published.
    encoder
        The folder of the finetuned encoder.
    output
        Folder of the model.
    steps
        Batches of 32 sentences.
    """
    options = {
        "train_file": train_file,
        "eval_file": dev_file,
        "lang": "ar",
        "shorthand": "ar_news",
        "bert_model": encoder,
        "bert_hidden_layers": _LAYERS,
        "hidden_dim": 200,
        "num_layers": 1,
        "word_emb_dim": 0,
        "char_emb_dim": 50,
        "char_hidden_dim": 100,
        "transformed_dim": 60,
        "tag_emb_dim": 50,
        "deep_biaff_hidden_dim": 200,
        "composite_deep_biaff_hidden_dim": 60,
        "dropout": 0.4,
        "word_dropout": 0.1,
        "lr": 0.002,
        "batch_size": 32,
        "max_steps": steps,
        "eval_interval": 100,
        "log_step": 100,
        "save_dir": output,
        "save_name": "pos.pt",
        "seed": seed,
    }
    flags = ("no_pretrain", "no_second_optim", "fix_eval_interval", "cpu")
    command = [f"--{flag}" for flag in flags]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    extract = pos_model.extract_bert_embeddings
    pos_model.extract_bert_embeddings = _Memory(extract)
    try:
        stanza_tagger.main(command)
    finally:
        pos_model.extract_bert_embeddings = extract
