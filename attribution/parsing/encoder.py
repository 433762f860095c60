"""The text encoder that tagger and parser share, run once for both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn

from attribution.parsing.batch import padded_batches
from attribution.parsing.normalisation import fold_letters

__all__ = ["HIDDEN_LAYERS", "FoldingTokenizer", "SentenceEncoder", "load_encoder", "to_int8"]

HIDDEN_LAYERS = 4
"""How many of the last layers Stanza's models may mix."""


# Enough for matrix products at full speed; more only costs padding and memory.
_BATCH_PIECES = 256


class FoldingTokenizer:
    """Stands where Stanza expects a tokenizer of the transformers library, and folds letters before it cuts words.

    The encoder has only seen folded letters; the tagger beside it reads words as they are spelled.

    Parameters
    ----------
    tokenizer
        The encoder's own.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, sentences: Sequence[Sequence[str]], **options: Any) -> Any:
        """Cut sentences of words into pieces, as the tokenizer behind it does."""
        return self._tokenizer([[fold_letters(word) for word in words] for words in sentences], **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)


class _Output(NamedTuple):
    hidden_states: tuple[torch.Tensor, ...]


class SentenceEncoder(nn.Module):
    """Stands where Stanza expects a Hugging Face encoder.

    Tagger and parser ask for the same sentences: what was computed for one is kept for the other until :meth:`forget`.

    Parameters
    ----------
    encoder : torch.nn.Module
        A BERT-like model of the transformers library.
    """

    _hf_peft_config_loaded = False

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.config: Any = encoder.config
        self._known: dict[bytes, torch.Tensor] = {}

    def forget(self) -> None:
        """Drop what was kept."""
        self._known.clear()

    @torch.inference_mode()
    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_: Any) -> _Output:
        """The last hidden layers.

        Parameters
        ----------
        input_ids, attention_mask : torch.Tensor
            ``(sentences, pieces)``; padding on the right.

        Returns
        -------
        object with ``hidden_states``
            :data:`HIDDEN_LAYERS` tensors ``(sentences, pieces, width)``, zero at padding.
        """
        lengths = attention_mask.sum(1).tolist()
        keys = [ids[:length].numpy().tobytes() for ids, length in zip(input_ids, lengths, strict=True)]
        # Stanza cuts a batch with an overlong sentence into slices, and of the short sentences some are empty.
        unknown = {key: row for row, key in enumerate(keys) if key and key not in self._known}
        shortest_first = sorted(unknown.values(), key=lambda row: lengths[row])
        for rows in padded_batches(shortest_first, lambda row: lengths[row], _BATCH_PIECES):
            width = max(lengths[row] for row in rows)
            states = self.encoder(
                input_ids[rows, :width], attention_mask=attention_mask[rows, :width], output_hidden_states=True
            ).hidden_states
            layers = torch.stack(states[-HIDDEN_LAYERS:])
            for place, row in enumerate(rows):
                self._known[keys[row]] = layers[:, place, : lengths[row]].clone()
        found = torch.zeros((HIDDEN_LAYERS, *input_ids.shape, self.config.hidden_size))
        for row, key in enumerate(keys):
            if key:
                found[:, row, : lengths[row]] = self._known[key]
        return _Output(tuple(found.unbind(0)))


def load_encoder(folder: Path) -> Any:
    """Load an encoder folder as a float32 model of the transformers library.

    Parameters
    ----------
    folder : Path
        A Hugging Face folder with weights.
    """
    from transformers import AutoModel
    from transformers.utils import logging

    bars_shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        model = AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False, local_files_only=True)
    finally:
        if bars_shown:
            logging.enable_progress_bar()
    return model.eval()


def to_int8(encoder: nn.Module) -> None:
    """Turn a model's linear layers to int8 in place, scales of their input taken as it comes."""
    quantize: Any = torch.ao.quantization.quantize_dynamic
    quantize(encoder, {nn.Linear}, dtype=torch.qint8, inplace=True)
