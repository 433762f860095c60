"""The labeller: a network that reads sentences for attributions, beside the trees."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer

from attribution.document import Proposal
from attribution.parsing.batch import padded_batches
from attribution.parsing.labeller_network import SOURCE_TYPES, STACKS, TAGS, LabellerNetwork
from attribution.parsing.labelling import LABELLER
from attribution.parsing.normalisation import fold_letters

__all__ = ["Labeller", "pack", "unpack"]

_SCALE: Final = ".scale"
_LEAST_PROBABILITY: Final = 0.05
"""Of a word's belonging to a cue; those less likely are no proposals."""

_LEAST_PLACE: Final = 0.02
_MOST_PLACES: Final = 4
_BATCH_PIECES: Final = 1_024
_MOST_PIECES: Final = 510
_LEVELS: Final = 127
_EMBEDDINGS: Final = (
    "word_embeddings.weight",
    "position_embeddings.weight",
    "token_type_embeddings.weight",
    "LayerNorm.weight",
    "LayerNorm.bias",
)


def pack(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights for shipping: matrices of transformer layers as int8 with a scale for each row, all else as float16."""
    packed: dict[str, torch.Tensor] = {}
    for name, weight in weights.items():
        values = weight.detach().float().cpu()
        if values.ndim == 2 and name.startswith(STACKS):
            scale = (values.abs().amax(1) / _LEVELS).clamp(min=1e-8).half()
            rows = values / scale.float()[:, None]
            packed[name] = rows.round().clamp(-_LEVELS, _LEVELS).to(torch.int8).contiguous()
            packed[name + _SCALE] = scale
        else:
            packed[name] = values.half().contiguous()
    return packed


def unpack(packed: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights as float32 from what :func:`pack` made of them."""
    return {
        name: weight.float() * packed[name + _SCALE].float()[:, None] if name + _SCALE in packed else weight.float()
        for name, weight in packed.items()
        if not name.endswith(_SCALE)
    }


class _Encoded(NamedTuple):
    """Part of a sentence as pieces: ``places`` are first piece and one past the last of each word from ``first`` on."""

    sentence: int
    first: int
    pieces: list[int]
    places: list[tuple[int, int]]


class Labeller:
    """Reads sentences of words, gives the attributions proposed in each.

    Parameters
    ----------
    folder : Path
        As ``attribution/models/ar``: the labeller's weights, and the encoder, whose embeddings and pieces it shares.
    """

    def __init__(self, folder: Path) -> None:
        encoder = folder / "encoder"
        self._tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        with safe_open(str(encoder / "model.safetensors"), framework="pt") as weights:
            part = {name: weights.get_tensor(f"embeddings.{name}").float() for name in _EMBEDDINGS}
        self._pieces = part["word_embeddings.weight"]
        self._places = part["position_embeddings.weight"] + part["token_type_embeddings.weight"][0]
        self._norm = part["LayerNorm.weight"], part["LayerNorm.bias"]
        heads = json.loads((encoder / "config.json").read_text(encoding="utf-8"))["num_attention_heads"]
        self._network = LabellerNetwork.of(unpack(load_file(folder / LABELLER)), heads).eval()

    @torch.inference_mode()
    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[tuple[Proposal, ...]]:
        """Proposals of sentences, each a sequence of syntactic words as printed, in the same order.

        Parameters
        ----------
        sentences : sequence of sequence of str
            Any number; sentences of like length share a batch.
        """
        found: list[list[Proposal]] = [[] for _ in sentences]
        encoded = sorted(self._encode(sentences), key=lambda part: (len(part.pieces), part.pieces))
        for batch in padded_batches(encoded, lambda part: len(part.pieces), _BATCH_PIECES):
            for part, proposals in zip(batch, self._read(batch), strict=True):
                found[part.sentence] += proposals
        return [tuple(sorted(proposals, key=lambda p: p.cue)) for proposals in found]

    def _encode(self, sentences: Sequence[Sequence[str]]) -> Iterator[_Encoded]:
        """Sentences as pieces; one of more pieces than the encoder has places for comes in several parts."""
        folded = [[fold_letters(word) for word in words] for words in sentences]
        for index, encoding in enumerate(self._tokenizer.encode_batch(folded, is_pretokenized=True)):
            opening, *pieces, closing = encoding.ids
            counts = Counter(encoding.word_ids)
            first = at = 0
            places: list[tuple[int, int]] = []
            taken: list[int] = []
            for word in range(len(folded[index])):
                count = counts[word]
                if taken and len(taken) + count > _MOST_PIECES:
                    yield _Encoded(index, first, [opening, *taken, closing], places)
                    first, places, taken = word, [], []
                kept = pieces[at : at + min(count, _MOST_PIECES)]
                places.append((len(taken) + 1, len(taken) + 1 + len(kept)))
                taken += kept
                at += count
            if taken:
                yield _Encoded(index, first, [opening, *taken, closing], places)

    def _read(self, batch: Sequence[_Encoded]) -> list[list[Proposal]]:
        width = max(len(part.pieces) for part in batch)
        longest = max(len(part.places) for part in batch)
        pieces = torch.zeros((len(batch), width), dtype=torch.long)
        places = torch.zeros((len(batch), longest, 2), dtype=torch.long)
        for row, part in enumerate(batch):
            pieces[row, : len(part.pieces)] = torch.tensor(part.pieces)
            places[row, : len(part.places)] = torch.tensor(part.places)
        there = torch.arange(width)[None] < torch.tensor([len(part.pieces) for part in batch])[:, None]
        mask = torch.arange(longest)[None] < torch.tensor([len(part.places) for part in batch])[:, None]
        embedded = self._pieces[pieces] + self._places[:width]
        embedded = torch.nn.functional.layer_norm(embedded, embedded.shape[-1:], *self._norm, eps=1e-12)
        words = self._network.read_words(embedded, there, places)
        tags = self._network.tag(words).softmax(-1)
        cues = [
            (row, first, last) for row, part in enumerate(batch) for first, last in _cues(tags[row, : len(part.places)])
        ]
        found: list[list[Proposal]] = [[] for _ in batch]
        if cues:
            rows, first, last = torch.tensor(cues).unbind(1)
            reading = self._network.read_cues(words, mask, rows, first, last)
            bounds = reading.boundaries.softmax(1)
            sources = _likeliest_spans(bounds[..., 2], bounds[..., 3])
            types = self._network.read_types(reading.states, *sources.unbind(1)).softmax(-1)
            antecedents = _likeliest_spans(bounds[..., 4], bounds[..., 5])
            named, present = 1 - reading.unnamed.sigmoid(), 1 - reading.absent.sigmoid()
            for place, (row, start, end) in enumerate(cues):
                shift = batch[row].first + 1
                kind = int(types[place].argmax())
                found[row].append(
                    Proposal(
                        cue=(start + shift, end + shift),
                        probability=_rounded(1 - tags[row, start : end + 1, 0].min()),
                        starts=_likeliest_places(bounds[place, :, 0], shift),
                        ends=_likeliest_places(bounds[place, :, 1], shift),
                        source=_shifted(sources[place], shift),
                        named=_rounded(named[place]),
                        antecedent=_shifted(antecedents[place], shift),
                        present=_rounded(present[place]),
                        type=SOURCE_TYPES[kind],
                        type_probability=_rounded(types[place, kind]),
                    )
                )
        return found


def _cues(tags: torch.Tensor) -> Iterator[tuple[int, int]]:
    """First and last word of each cue, from the probabilities (words, tags): a word that may be one and those tagged I
    behind it.
    """
    outside, goes_on = tags[:, 0], tags.argmax(-1) == TAGS.index("I")
    at = 0
    while at < len(tags):
        if 1 - outside[at] <= _LEAST_PROBABILITY:
            at += 1
            continue
        last = at
        while last + 1 < len(tags) and goes_on[last + 1]:
            last += 1
        yield at, last
        at = last + 1


def _likeliest_spans(starts: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
    """For each cue (cues, 2): start and end that are likeliest together, from their probabilities (cues, words)."""
    width = starts.shape[1]
    together = (starts[:, :, None] * ends[:, None, :]).triu().flatten(1).argmax(1)
    return torch.stack((together // width, together % width), 1)


def _likeliest_places(probabilities: torch.Tensor, shift: int) -> tuple[tuple[int, float], ...]:
    values, places = probabilities.topk(min(_MOST_PLACES, len(probabilities)))
    pairs = [(int(place) + shift, _rounded(value)) for value, place in zip(values, places, strict=True)]
    return tuple(pair for number, pair in enumerate(pairs) if not number or pair[1] >= _LEAST_PLACE)


def _shifted(ends: torch.Tensor, shift: int) -> tuple[int, int]:
    first, last = ends.tolist()
    return first + shift, last + shift


def _rounded(probability: torch.Tensor) -> float:
    return float(f"{float(probability):.3g}")
