"""The network of the labeller: cues in a sentence, and for each cue its content, its source and the source's type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, get_args

import torch
from torch import nn
from torch.nn import functional

from attribution.document import SourceType

__all__ = ["SOURCE_TYPES", "STACKS", "TAGS", "CueReading", "LabellerNetwork", "TransformerLayer"]

SOURCE_TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)
TAGS: Final = ("O", "B", "I")
"""Of words: outside of a cue, its first word, a further one."""

STACKS: Final = ("layers.", "cue_layers.")
"""How the weights of transformer layers begin: those that read sentences, those that read them for a cue."""

_DROPOUT: Final = 0.1
_IMPOSSIBLE: Final = -1e4


class CueReading(NamedTuple):
    """What the network says of cues.

    ``boundaries`` (cues, words, 6) are logits of where content, source and antecedent start and end; ``inside`` (cues,
    words), of a word's belonging to the content; ``unnamed`` (cues,), of there being no words for the source at the
    cue; ``absent`` (cues,), of there being none in the whole sentence; ``states`` (cues, words, width).
    """

    boundaries: torch.Tensor
    inside: torch.Tensor
    unnamed: torch.Tensor
    absent: torch.Tensor
    states: torch.Tensor


class TransformerLayer(nn.Module):
    """A layer as in BERT (normalised after each addition).

    Parameters
    ----------
    width, heads, inner : int
        Of the states, of attention, of the feed-forward block.
    """

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """States (sentences, places, width) behind the layer; ``mask`` (sentences, places) is true where one is."""
        rows, places, width = states.shape
        shape = (rows, places, 3, self.heads, width // self.heads)
        queries, keys, values = self.attention_in(states).view(shape).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask[:, None, None, :])
        seen = self.attention_out(seen.transpose(1, 2).reshape(rows, places, width))
        states = self.attention_norm(states + self.dropout(seen))
        result: torch.Tensor = self.norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))
        return result


class LabellerNetwork(nn.Module):
    """Layers over an encoder's embeddings that tag cues, and layers that read the sentence once more for each cue.

    Parameters
    ----------
    layers, cue_layers : int
        How many of each.
    width, heads, inner : int
        As of the encoder.
    farthest : int
        Words farther from the cue count as so far.
    """

    def __init__(
        self,
        layers: int,
        cue_layers: int,
        *,
        width: int,
        heads: int,
        inner: int,
        farthest: int = 64,
    ) -> None:
        super().__init__()
        self.farthest = farthest
        self.layers = nn.ModuleList(TransformerLayer(width, heads, inner) for _ in range(layers))
        self.tag = nn.Sequential(nn.Dropout(_DROPOUT), nn.Linear(width, len(TAGS)))
        self.word = nn.Linear(width, width)
        self.cue = nn.Linear(width, width)
        self.distance = nn.Embedding(2 * farthest + 2, width)
        self.cue_norm = nn.LayerNorm(width)
        self.cue_layers = nn.ModuleList(TransformerLayer(width, heads, inner) for _ in range(cue_layers))
        self.boundary = nn.Linear(width, 7)
        self.unnamed = nn.Linear(width, 1)
        self.absent = nn.Linear(width, 1)
        self.type_of = nn.Sequential(
            nn.Dropout(_DROPOUT), nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, len(SOURCE_TYPES))
        )

    @classmethod
    def of(cls, weights: Mapping[str, torch.Tensor], heads: int) -> LabellerNetwork:
        """A network with weights, its sizes read off them; how many ``heads`` attention has they do not tell."""
        numbers = {part: {name.split(".")[1] for name in weights if name.startswith(part)} for part in STACKS}
        layers, cue_layers = (len(numbers[part]) for part in STACKS)
        inner, width = weights["layers.0.inner.weight"].shape
        farthest = (len(weights["distance.weight"]) - 2) // 2
        network = cls(layers, cue_layers, width=width, heads=heads, inner=inner, farthest=farthest)
        network.load_state_dict(weights)
        return network

    def read_words(self, pieces: torch.Tensor, mask: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """States of words, each the mean of its pieces.

        Parameters
        ----------
        pieces : torch.Tensor
            (sentences, pieces, width), embeddings.
        mask : torch.Tensor
            (sentences, pieces), true where there is a piece.
        places : torch.Tensor
            (sentences, words, 2): a word's first piece and the one past its last.
        """
        for layer in self.layers:
            pieces = layer(pieces, mask)
        sums = functional.pad(pieces.cumsum(1), (0, 0, 1, 0))
        first, last = (sums.gather(1, places[..., side, None].expand(-1, -1, sums.shape[-1])) for side in (0, 1))
        return (last - first) / (places[..., 1] - places[..., 0]).clamp(min=1)[..., None]

    def read_cues(
        self, words: torch.Tensor, mask: torch.Tensor, rows: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> CueReading:
        """Read sentences once for each of their cues.

        Parameters
        ----------
        words : torch.Tensor
            (sentences, words, width), of :meth:`read_words`.
        mask : torch.Tensor
            (sentences, words).
        rows, first, last : torch.Tensor
            (cues,): the sentence of each cue, its first and its last word, from 0.
        """
        states, seen = words[rows], mask[rows]
        at = torch.arange(words.shape[1], device=words.device)[None]
        before, after = at < first[:, None], at > last[:, None]
        within = ~(before | after)
        cue = _mean(states, within)
        away = torch.where(before, at - first[:, None], at - last[:, None]).clamp(-self.farthest, self.farthest)
        distance = torch.where(within, 2 * self.farthest + 1, away + self.farthest)
        states = self.cue_norm(self.word(states) + self.cue(cue)[:, None] + self.distance(distance))
        for layer in self.cue_layers:
            states = layer(states, seen)
        logits = self.boundary(states).float().masked_fill(~seen[..., None], _IMPOSSIBLE)
        unnamed = self.unnamed(cue).squeeze(-1).float()
        absent = self.absent(_mean(states, within)).squeeze(-1).float()
        return CueReading(logits[..., :6], logits[..., 6], unnamed, absent, states)

    def read_types(self, states: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """Logits (cues, types) of the source's type, from the words that name it.

        Parameters
        ----------
        states : torch.Tensor
            Of :class:`CueReading`.
        first, last : torch.Tensor
            (cues,): the source's first and last word.
        """
        at = torch.arange(states.shape[1], device=states.device)[None]
        within = (at >= first[:, None]) & (at <= last[:, None])
        mean = _mean(states, within)
        most = states.masked_fill(~within[..., None], _IMPOSSIBLE).max(1).values
        logits: torch.Tensor = self.type_of(torch.cat([mean, most], -1))
        return logits.float()


def _mean(states: torch.Tensor, within: torch.Tensor) -> torch.Tensor:
    """Of the states (cues, words, width) of the words (cues, words) that are within, if there are any."""
    return (states * within[..., None]).sum(1) / within.sum(1).clamp(min=1)[:, None]
