"""The text encoder: read from a folder for training, written back small for shipping."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer

__all__ = ["copy_for_training", "export", "save"]

_HIDDEN_DROPOUT = 0.1


def copy_for_training(source: Path, target: Path, *, attention_dropout: float = 0.0) -> None:
    """Copy an encoder folder as float32, ready to be finetuned on a CPU.

    Transformers loads a checkpoint in the type it was stored in, and half precision is slow and unstable to train in.
    Attention dropout is off by default: without it attention runs in one fused kernel.

    Parameters
    ----------
    source
        A Hugging Face folder (``config.json``, weights, ``tokenizer.json``).
    target
        The folder to write.
    attention_dropout
        Dropout of the attention weights while training.
    """
    save(
        AutoModel.from_pretrained(source, dtype=torch.float32, add_pooling_layer=False),
        source,
        target,
        attention_dropout,
    )


def save(model: Any, source: Path, target: Path, attention_dropout: float = 0.0) -> None:
    """Write a model as an encoder folder, ready to be finetuned.

    Parameters
    ----------
    model
        A BERT-like model of the transformers library, in float32.
    source
        The folder that its tokenizer is taken from.
    target
        The folder to write.
    attention_dropout
        Dropout of the attention weights while training.
    """
    model.config.hidden_dropout_prob = _HIDDEN_DROPOUT
    model.config.attention_probs_dropout_prob = attention_dropout
    target.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(target)
    _copy_tokenizer(source, target)


def export(weights: dict[str, torch.Tensor], source: Path, target: Path) -> None:
    """Write finetuned weights as an encoder folder with half-precision weights that load as float32.

    Parameters
    ----------
    weights
        The state of the finetuned encoder.
    source
        The folder that the finetuning started from.
    target
        The folder to write.
    """
    model = AutoModel.from_pretrained(source, dtype=torch.float32, add_pooling_layer=False)
    model.load_state_dict(weights)
    target.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(target)
    config_path = target / "config.json"
    config = json.loads(config_path.read_text(encoding="utf-8"))
    config["dtype"] = "float32"
    config_path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    _copy_tokenizer(source, target)


def _copy_tokenizer(source: Path, target: Path) -> None:
    AutoTokenizer.from_pretrained(source)  # fails here, with a clear message, when the folder holds none
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(source / name, target / name)
