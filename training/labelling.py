"""Train the labeller: a network that reads cues, their contents and their sources off a sentence.

Its layers start from the lower layers of the parser's encoder and are finetuned; the embeddings stay those of the
encoder, which ships anyway. Words are tagged as cues; for each cue the sentence is read once more, and two classifiers
over its words choose where the content starts and ends and two where the source does (Devlin et al. 2019, the reading
of answers off a passage); the words of the source give its type.
"""

import json
import logging
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from attribution.document import Document, Span
from attribution.parsing.labeller import pack, unpack
from attribution.parsing.labeller_network import SOURCE_TYPES, TAGS, LabellerNetwork, TransformerLayer
from attribution.parsing.normalisation import fold_letters

__all__ = ["Example", "LabelledCue", "LabellingSettings", "examples_of", "read_examples", "train", "write_examples"]

logger = logging.getLogger("training")

_IGNORED = -100
_MOST_PIECES = 512
_OUTSIDE, _FIRST, _FURTHER = range(len(TAGS))


@dataclass(frozen=True, slots=True)
class LabelledCue:
    """A cue in a sentence: first and last word (from 0) of cue, content and source, None where it has none there."""

    cue: tuple[int, int]
    content: tuple[int, int] | None
    source: tuple[int, int] | None
    type: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of syntactic words, letters folded, with its cues."""

    words: tuple[str, ...]
    cues: tuple[LabelledCue, ...]


@dataclass(frozen=True, slots=True)
class LabellingSettings:
    """What a run depends on besides its data; ``seconds`` bounds its time, the learning rate falls to zero by then."""

    layers: int = 8
    cue_layers: int = 3
    epochs: int = 12
    batch_words: int = 3000
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    seconds: float = math.inf
    seed: int = 1


def examples_of(document: Document, annotation: dict[str, Any]) -> Iterator[Example]:
    """The sentences of a parsed article with what its annotation says of them.

    Of a content that its attribution interrupts, the longer part counts; of one in several sentences, what is in that
    of the cue.

    Parameters
    ----------
    document
        Parsed; its text is that of the annotation.
    annotation
        As the annotation guidelines have it.
    """
    types = {source["id"]: source["type"] for source in annotation["sources"]}
    for sentence in document.sentences:
        spans = [word.span for word in sentence.words]
        cues = []
        for claim in annotation["claims"]:
            cue = _words_in(spans, claim["cue"])
            if cue is None:
                continue
            source = _words_in(spans, claim["source_span"]) if claim["source_span"] else None
            content = _words_in(spans, _one_stretch(claim["content"], claim["cue"]))
            cues.append(LabelledCue(cue, content, source, types.get(claim["source"]) if source else None))
        yield Example(tuple(fold_letters(word.form) for word in sentence.words), tuple(cues))


def _one_stretch(content: list[list[int]], cue: list[int]) -> list[int]:
    start, end = min(s for s, _ in content), max(e for _, e in content)
    return max(content, key=lambda part: part[1] - part[0]) if start < cue[0] < end else [start, end]


def _words_in(spans: Sequence[Span], stretch: list[int]) -> tuple[int, int] | None:
    found = [i for i, span in enumerate(spans) if span.overlaps(Span(*stretch))]
    return (found[0], found[-1]) if found else None


def write_examples(examples: Iterable[Example], target: Path) -> None:
    """Write examples as JSONL."""
    with target.open("w", encoding="utf-8") as file:
        for example in examples:
            cues = [[c.cue, c.content, c.source, c.type] for c in example.cues]
            file.write(json.dumps({"words": example.words, "cues": cues}, ensure_ascii=False) + "\n")


def read_examples(source: Path) -> list[Example]:
    """Read what :func:`write_examples` wrote."""
    found = []
    with source.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            cues = tuple(
                LabelledCue(tuple(cue), tuple(content) if content else None, tuple(named) if named else None, kind)
                for cue, content, named, kind in record["cues"]
            )
            found.append(Example(tuple(record["words"]), cues))
    return found


@dataclass(frozen=True, slots=True)
class _Item:
    """An example as the network reads it: embeddings (pieces, width); of words, first piece and one past the last."""

    example: Example
    embedded: torch.Tensor
    places: torch.Tensor


def train(
    examples: Sequence[Example],
    encoder: Path,
    target: Path,
    settings: LabellingSettings,
    device: str,
    resume: Path | None = None,
) -> None:
    """Train a labeller and write its weights.

    Parameters
    ----------
    examples
        Annotated sentences, those without a cue too.
    encoder
        The encoder folder that ships, finetuned with the parser.
    target
        The ``.safetensors`` file to write.
    settings
        Sizes, rates, time.
    device
        ``cpu`` or ``cuda``.
    resume
        Weights of a labeller to go on from.
    """
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    start = AutoModel.from_pretrained(encoder, dtype=torch.float32, add_pooling_layer=False).to(device).eval()
    network = _start(start, settings, resume).to(device)
    items = list(_items(examples, encoder, start, device))
    optimizer = torch.optim.AdamW(_rates(network, settings), weight_decay=0.01)
    began, steps, done = time.monotonic(), settings.epochs * len(list(_batches(items, settings))), 0

    def progress() -> float:
        return max(done / steps, (time.monotonic() - began) / settings.seconds)

    def rate(_: int) -> float:
        return min(1.0, progress() / settings.warmup + 0.01) * max(0.01, 1 - progress())

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    network.train()
    for epoch in range(settings.epochs):
        total = torch.zeros(2, device=device)
        for batch in _batches(items, settings):
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu"):
                tags, spans = _losses(network, batch, device)
            total += torch.stack([tags.detach(), spans.detach()])
            optimizer.zero_grad()
            torch.autograd.backward((2 * tags + 0.5 * spans) / len(batch))
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done += 1
            schedule.step()
        tags, spans = (total / len(items)).tolist()
        logger.info("epoch %d: loss %.3f of tags, %.3f of spans, a sentence", epoch + 1, tags, spans)
        if progress() >= 1:
            break
    save_file(pack(network.state_dict()), target)
    target.chmod(0o644)


def _start(encoder: Any, settings: LabellingSettings, resume: Path | None) -> LabellerNetwork:
    """A network whose layers are an encoder's, or one trained before."""
    config = encoder.config
    if resume is not None:
        return LabellerNetwork.of(unpack(load_file(resume)), config.num_attention_heads)
    network = LabellerNetwork(
        settings.layers,
        settings.cue_layers,
        width=config.hidden_size,
        heads=config.num_attention_heads,
        inner=config.intermediate_size,
    )
    for own, given in zip((*network.layers, *network.cue_layers), encoder.encoder.layer, strict=False):
        _copy_layer(own, given)
    return network


def _rates(network: LabellerNetwork, settings: LabellingSettings) -> list[dict[str, Any]]:
    old = [*network.layers.parameters(), *network.cue_layers.parameters()]
    known = {id(parameter) for parameter in old}
    new = [parameter for parameter in network.parameters() if id(parameter) not in known]
    return [{"params": old, "lr": settings.encoder_rate}, {"params": new, "lr": settings.head_rate}]


def _copy_layer(own: TransformerLayer, given: Any) -> None:
    """Start a layer from one of a BERT model of the transformers library."""
    attention = given.attention
    parts = (attention.self.query, attention.self.key, attention.self.value)
    own.attention_in.load_state_dict(
        {name: torch.cat([part.state_dict()[name] for part in parts]) for name in ("weight", "bias")}
    )
    own.attention_out.load_state_dict(attention.output.dense.state_dict())
    own.attention_norm.load_state_dict(attention.output.LayerNorm.state_dict())
    own.inner.load_state_dict(given.intermediate.dense.state_dict())
    own.outer.load_state_dict(given.output.dense.state_dict())
    own.norm.load_state_dict(given.output.LayerNorm.state_dict())


@torch.inference_mode()
def _items(examples: Sequence[Example], encoder: Path, model: Any, device: str) -> Iterator[_Item]:
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    for example in examples:
        coded = tokenizer(list(example.words), is_split_into_words=True, truncation=True, max_length=_MOST_PIECES)
        places = torch.zeros((len(example.words), 2), dtype=torch.long)
        for piece, word in enumerate(coded.word_ids()):
            if word is not None:
                places[word, 0] = piece if places[word, 1] == 0 else places[word, 0]
                places[word, 1] = piece + 1
        embedded = model.embeddings(input_ids=torch.tensor([coded["input_ids"]], device=device))[0]
        yield _Item(example, embedded.clone(), places)


def _batches(items: Sequence[_Item], settings: LabellingSettings) -> Iterator[list[_Item]]:
    """Batches of sentences of like length, about ``batch_words`` with their padding each, in random order."""
    order = sorted(items, key=lambda item: len(item.places) + 6 * random.random())
    batches: list[list[_Item]] = [[]]
    width = 0
    for item in order:
        width = max(width, len(item.places))
        if batches[-1] and width * (len(batches[-1]) + 1) > settings.batch_words:
            batches.append([])
            width = len(item.places)
        batches[-1].append(item)
    random.shuffle(batches)
    yield from batches


def _losses(network: LabellerNetwork, batch: Sequence[_Item], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss of tagging words, and that of what is read for each cue, summed over the batch."""
    embedded = nn.utils.rnn.pad_sequence([item.embedded for item in batch], batch_first=True)
    places = nn.utils.rnn.pad_sequence([item.places for item in batch], batch_first=True).to(device)
    pieces = _mask([len(item.embedded) for item in batch]).to(device)
    mask = _mask([len(item.places) for item in batch]).to(device)
    words = network.read_words(embedded, pieces, places).float()
    tags = functional.cross_entropy(
        network.tag(words).float().transpose(1, 2),
        _tags(batch, mask.shape[1]).to(device),
        ignore_index=_IGNORED,
        reduction="sum",
    )
    cues = [(row, cue) for row, item in enumerate(batch) for cue in item.example.cues]
    if not cues:
        return tags, torch.zeros((), device=device)
    rows = torch.tensor([row for row, _ in cues], device=device)
    first, last = _ends([cue.cue for _, cue in cues]).to(device).unbind(1)
    content = _ends([cue.content for _, cue in cues]).to(device)
    source = _ends([cue.source for _, cue in cues]).to(device)
    reading = network.read_cues(words, mask, rows, first, last)
    spans = sum(
        weight * functional.cross_entropy(reading.boundaries[..., side], aim, ignore_index=_IGNORED, reduction="sum")
        for side, (weight, aim) in enumerate(
            ((1.0, content[:, 0]), (1.0, content[:, 1]), (0.5, source[:, 0]), (0.5, source[:, 1]))
        )
    )
    at = torch.arange(mask.shape[1], device=device)[None]
    within = (at >= content[:, :1]) & (at <= content[:, 1:])
    there = mask[rows] & (content[:, :1] != _IGNORED)
    inside = functional.binary_cross_entropy_with_logits(
        reading.inside, within.float(), weight=there.float(), reduction="sum"
    )
    unnamed = functional.binary_cross_entropy_with_logits(
        reading.unnamed, (source[:, 0] == _IGNORED).float(), reduction="sum"
    )
    types = torch.tensor([SOURCE_TYPES.index(c.type) if c.type else _IGNORED for _, c in cues], device=device)
    kinds = network.read_types(reading.states, *source.clamp(min=0).unbind(1))
    kind = functional.cross_entropy(kinds, types, ignore_index=_IGNORED, reduction="sum")
    return tags, spans + 0.1 * inside + 0.5 * unnamed + 0.5 * kind


def _mask(lengths: Sequence[int]) -> torch.Tensor:
    return torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]


def _ends(stretches: Sequence[tuple[int, int] | None]) -> torch.Tensor:
    return torch.tensor([stretch or (_IGNORED, _IGNORED) for stretch in stretches])


def _tags(batch: Sequence[_Item], width: int) -> torch.Tensor:
    tags = torch.full((len(batch), width), _IGNORED)
    for row, item in enumerate(batch):
        tags[row, : len(item.places)] = _OUTSIDE
        for labelled in item.example.cues:
            first, last = labelled.cue
            tags[row, first + 1 : last + 1] = _FURTHER
        for labelled in item.example.cues:
            tags[row, labelled.cue[0]] = _FIRST
    return tags
