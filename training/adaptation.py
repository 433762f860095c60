"""Go on training a text encoder on raw Arabic news, before it sees a tree.

Masked language modelling (Devlin et al. 2019) on text of the domain is known to help every task that follows, most of
all where few annotated sentences are to be had (Gururangan et al. 2020, "Don't Stop Pretraining"). The text is given as
the parser will give it: letters folded, clitics split off by the table of segmentations. Whole words are masked.

Gigabytes of activations make this the one step that wants a GPU (``--device cuda``); without it the later steps start
from the encoder as it is.
"""

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from attribution.parsing.segmentation import SegmentationTable
from training import encoder as encoders
from training.corpus import paragraphs
from training.treebank import plain_tokens

__all__ = ["AdaptationSettings", "adapt", "write_pieces"]

logger = logging.getLogger("training")

_PARAGRAPHS_AT_ONCE = 2000
_WORD_START = "▁"


@dataclass(frozen=True, slots=True)
class AdaptationSettings:
    """What a run depends on besides its data.

    ``seconds`` bounds the time of the run, where a machine is lent for a time: the learning rate falls to zero by then.
    """

    steps: int = 2000
    batch_blocks: int = 768
    block_pieces: int = 128
    learning_rate: float = 6e-4
    warmup_steps: int = 100
    weight_decay: float = 0.01
    masked_share: float = 0.18
    seconds: float = math.inf
    seed: int = 1


def write_pieces(raw: Path, table: SegmentationTable, encoder: Path, target: Path) -> int:
    """Write raw text as one array of the encoder's piece ids, a separator after each paragraph.

    Parameters
    ----------
    raw
        As :func:`training.corpus.paragraphs` takes it.
    table
        Splits clitics off; strings it does not know stay whole.
    encoder
        The folder with the tokenizer.
    target
        The ``.npy`` file to write: a one-dimensional array of 16-bit ids.

    Returns
    -------
    int
        The number of pieces.
    """
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    parts: list[NDArray[np.uint16]] = []

    def flush(batch: list[list[str]]) -> None:
        coded = tokenizer(batch, is_split_into_words=True, add_special_tokens=False)["input_ids"]
        parts.append(np.asarray([piece for ids in coded for piece in (*ids, tokenizer.sep_token_id)], dtype=np.uint16))

    batch: list[list[str]] = []
    for paragraph in paragraphs(raw):
        batch.append([word for token in plain_tokens(paragraph) for word in table.words(token) or (token,)])
        if len(batch) == _PARAGRAPHS_AT_ONCE:
            flush(batch)
            batch = []
    if batch:
        flush(batch)
    pieces = np.concatenate(parts)
    np.save(target, pieces)
    return len(pieces)


class _MaskedLanguageHead(nn.Module):
    """Names the piece behind a mask; its last layer shares the weights of the encoder's embeddings."""

    def __init__(self, embeddings: nn.Embedding) -> None:
        super().__init__()
        width = embeddings.embedding_dim
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(embeddings.num_embeddings))
        self._embeddings = [embeddings]  # in a list, so that its weights are not this module's too

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Return a score for every piece of the vocabulary."""
        states = self.norm(nn.functional.gelu(self.dense(states)))
        return nn.functional.linear(states, self._embeddings[0].weight, self.bias)


class _Masker:
    """Hides whole words of a batch: 80 % behind the mask, 10 % behind a random piece, 10 % left as they are."""

    def __init__(self, tokenizer: Any, share: float, device: torch.device) -> None:
        vocabulary = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
        self.starts = torch.tensor([piece.startswith(_WORD_START) for piece in vocabulary], device=device)
        self.special = torch.zeros(len(vocabulary), dtype=torch.bool, device=device)
        self.special[torch.tensor(tokenizer.all_special_ids, device=device)] = True
        self.mask_id = tokenizer.mask_token_id
        self.share = share

    def __call__(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the ids as the encoder sees them, and which places it has to name."""
        words = self.starts[ids].long().cumsum(1)
        drawn = torch.rand(ids.shape[0], ids.shape[1] + 1, device=ids.device).gather(1, words)
        chosen = (drawn < self.share) & ~self.special[ids]
        fate = torch.rand(ids.shape, device=ids.device)
        seen = torch.where(chosen & (fate < 0.8), self.mask_id, ids)
        random = torch.randint_like(ids, len(self.starts))
        return torch.where(chosen & (fate >= 0.9), random, seen), chosen


def _blocks(pieces: torch.Tensor, settings: AdaptationSettings, ends: tuple[int, int]) -> Iterator[torch.Tensor]:
    """Yield batches of blocks for ever, cut at another place in every pass."""
    inside = settings.block_pieces - 2
    first, last = ends
    while True:
        offset = int(torch.randint(inside, (1,)).item())
        number = (len(pieces) - offset) // inside
        blocks = pieces[offset : offset + number * inside].view(number, inside)
        order = torch.randperm(number).to(pieces.device)
        for start in range(0, number - settings.batch_blocks + 1, settings.batch_blocks):
            body = blocks[order[start : start + settings.batch_blocks]].long()
            yield nn.functional.pad(nn.functional.pad(body, (1, 0), value=first), (0, 1), value=last)


def adapt(pieces_file: Path, source: Path, target: Path, settings: AdaptationSettings, device: str = "cpu") -> float:
    """Train an encoder as a masked language model and write it as float32.

    Parameters
    ----------
    pieces_file
        What :func:`write_pieces` wrote with this encoder.
    source, target
        Encoder folders: the one to start from, the one to write.
    settings
        Everything else.
    device
        ``cpu``, ``cuda``.

    Returns
    -------
    float
        The mean loss, in nats a masked piece, of the last tenth of the steps.
    """
    torch.manual_seed(settings.seed)
    place = torch.device(device)
    tokenizer = AutoTokenizer.from_pretrained(source)
    model = AutoModel.from_pretrained(source, dtype=torch.float32, add_pooling_layer=False)
    model.config.hidden_dropout_prob = model.config.attention_probs_dropout_prob = 0.0
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    model.to(place).train()
    head = _MaskedLanguageHead(model.get_input_embeddings()).to(place)
    masker = _Masker(tokenizer, settings.masked_share, place)
    pieces = torch.from_numpy(np.load(pieces_file).astype(np.int32)).to(place)
    weights = [*model.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(
        weights, lr=settings.learning_rate, betas=(0.9, 0.98), weight_decay=settings.weight_decay, fused=True
    )
    batches = _blocks(pieces, settings, (tokenizer.cls_token_id, tokenizer.sep_token_id))
    begun = time.monotonic()
    losses: list[torch.Tensor] = []
    done, step = 0.0, 0
    while done < 1.0:
        done = max(step / settings.steps, (time.monotonic() - begun) / settings.seconds)
        scale = min((step + 1) / settings.warmup_steps, max(0.0, 1.0 - done))
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * scale
        ids = next(batches)
        seen, chosen = masker(ids)
        with torch.autocast(place.type, dtype=torch.bfloat16):
            states = model(input_ids=seen).last_hidden_state
            scores = head(states[chosen])
        loss = nn.functional.cross_entropy(scores.float(), ids[chosen])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        losses.append(loss.detach())
        step += 1
        if step % 100 == 0:
            seconds = time.monotonic() - begun
            logger.info("step %d  loss %.3f  %.0f s", step, float(torch.stack(losses[-100:]).mean()), seconds)
    passes = step * settings.batch_blocks * (settings.block_pieces - 2) / len(pieces)
    mean = float(torch.stack(losses[-max(1, step // 10) :]).mean())
    logger.info("%d steps, %.1f passes over %d pieces, loss %.3f at the end", step, passes, len(pieces), mean)
    encoders.save(model.cpu(), source, target)
    return mean
