"""The text encoder that tagger and parser share, run once a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn

__all__ = ["HIDDEN_LAYERS", "SentenceEncoder", "load_encoder", "to_int8"]

HIDDEN_LAYERS = 4
"""How many of the last layers Stanza's models may mix."""


class _Output(NamedTuple):
    hidden_states: tuple[torch.Tensor, ...]


class SentenceEncoder(nn.Module):
    """Stands where Stanza expects a Hugging Face encoder.

    Tagger and parser ask for the same sentences: what one of them had computed is kept for the other until
    :meth:`forget`. Each sentence goes through the network alone. Int8 scales are taken over everything in a call, so in
    a padded batch a word's vector would depend on the sentences beside it, and a report on how articles were batched.

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
        layers = input_ids.new_zeros(
            (HIDDEN_LAYERS, *input_ids.shape, self.config.hidden_size), dtype=torch.get_default_dtype()
        )
        for row, length in enumerate(lengths):
            layers[:, row, :length] = self._encode(input_ids[row : row + 1, :length])
        return _Output(tuple(layers.unbind(0)))

    def _encode(self, ids: torch.Tensor) -> torch.Tensor:
        key = ids.cpu().numpy().tobytes()
        if key not in self._known:
            states = self.encoder(ids, attention_mask=torch.ones_like(ids), output_hidden_states=True).hidden_states
            self._known[key] = torch.cat(states[-HIDDEN_LAYERS:])
        return self._known[key]


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
