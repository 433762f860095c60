"""Train the labeller: a network that reads cues, their contents and their sources off a sentence.

Its layers start from the lower layers of the parser's encoder and are finetuned; the embeddings stay those of the
encoder, which ships anyway. Words are tagged as cues; for each cue the sentence is read once more, and two classifiers
over its words choose where the content starts and ends, two where the source does, and two where a source that is not
named at the cue is named elsewhere in the sentence (Devlin et al. 2019, the reading of answers off a passage); the
words of the source give its type.
"""

import json
import logging
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

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
_WEIGHTS = (1.0, 1.0, 0.5, 0.5, 0.5, 0.5)
"""Of the loss of each boundary."""

_OUTSIDE, _FIRST, _FURTHER = range(len(TAGS))

_Words = tuple[int, int]
"""The first and the last of some words of a sentence, from 0."""


@dataclass(frozen=True, slots=True)
class LabelledCue:
    """A cue in a sentence: first and last word (from 0) of cue, content and source, None where it has none there.

    ``antecedent`` is what names, in the sentence, a source that is not named at its cue.
    """

    cue: _Words
    content: _Words | None
    source: _Words | None
    antecedent: _Words | None
    type: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of syntactic words, letters folded, with its cues."""

    words: tuple[str, ...]
    cues: tuple[LabelledCue, ...]


@dataclass(frozen=True, slots=True)
class LabellingSettings:
    """What a run depends on besides its data.

    ``hidden`` is the share of pieces that the network does not see in training; ``seconds`` bounds the time of a run,
    the learning rate falls to zero by then.
    """

    layers: int = 8
    cue_layers: int = 3
    epochs: int = 12
    batch_words: int = 3000
    hidden: float = 0.1
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
    mentions = {source["id"]: source["mentions"] for source in annotation["sources"]}
    for sentence in document.sentences:
        spans = [word.span for word in sentence.words]
        cues = []
        for claim in annotation["claims"]:
            cue = _words_in(spans, claim["cue"])
            if cue is None:
                continue
            source = _words_in(spans, claim["source_span"]) if claim["source_span"] else None
            content = _words_in(spans, _one_stretch(claim["content"], claim["cue"]))
            others = [] if source else mentions.get(claim["source"], [])
            antecedent = _nearest([_words_in(spans, mention) for mention in others], cue)
            kind = types.get(claim["source"]) if source else None
            cues.append(LabelledCue(cue, content, source, antecedent, kind))
        yield Example(tuple(fold_letters(word.form) for word in sentence.words), tuple(cues))


def _nearest(mentions: Iterable[_Words | None], cue: _Words) -> _Words | None:
    """The mention in the sentence that is nearest to the cue, one before it rather than any behind it."""
    there = [words for words in mentions if words is not None]
    return min(there, key=lambda words: (words[0] > cue[1], abs(words[0] - cue[0])), default=None)


def _one_stretch(content: list[list[int]], cue: list[int]) -> list[int]:
    start, end = min(s for s, _ in content), max(e for _, e in content)
    return max(content, key=lambda part: part[1] - part[0]) if start < cue[0] < end else [start, end]


def _words_in(spans: Sequence[Span], stretch: list[int]) -> _Words | None:
    found = [i for i, span in enumerate(spans) if span.overlaps(Span(*stretch))]
    return (found[0], found[-1]) if found else None


def write_examples(examples: Iterable[Example], target: Path) -> None:
    """Write examples as JSONL."""
    with target.open("w", encoding="utf-8") as file:
        for example in examples:
            cues = [[c.cue, c.content, c.source, c.antecedent, c.type] for c in example.cues]
            file.write(json.dumps({"words": example.words, "cues": cues}, ensure_ascii=False) + "\n")


def read_examples(source: Path) -> list[Example]:
    """Read what :func:`write_examples` wrote."""
    found = []
    with source.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            cues = tuple(
                LabelledCue((first, last), _pair(content), _pair(named), _pair(antecedent), kind)
                for (first, last), content, named, antecedent, kind in record["cues"]
            )
            found.append(Example(tuple(record["words"]), cues))
    return found


def _pair(words: list[int] | None) -> _Words | None:
    return (words[0], words[1]) if words else None


@dataclass(frozen=True, slots=True)
class _Item:
    """An example as the network reads it.

    ``pieces`` (pieces,) are numbers of its vocabulary, ``places`` (words, 2) a word's first piece and the one past its
    last, ``tags`` (words,) places in :data:`TAGS`.
    """

    example: Example
    pieces: torch.Tensor
    places: torch.Tensor
    tags: torch.Tensor


class _Batch(NamedTuple):
    """Items side by side; ``rows`` (cues,) says of which, ``cues``, ``contents``, ``sources`` and ``antecedents``
    (cues, 2) are first and last words.
    """

    pieces: torch.Tensor
    places: torch.Tensor
    seen: torch.Tensor
    words: torch.Tensor
    tags: torch.Tensor
    rows: torch.Tensor
    cues: torch.Tensor
    contents: torch.Tensor
    sources: torch.Tensor
    antecedents: torch.Tensor
    types: torch.Tensor


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
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    items = [_item(example, tokenizer) for example in examples]
    embeddings = start.requires_grad_(requires_grad=False).embeddings
    optimizer = torch.optim.AdamW(_rates(network, settings), weight_decay=0.01, fused=True)
    began, steps, done = time.monotonic(), settings.epochs * len(_batches(items, settings)), 0

    def progress() -> float:
        return max(done / steps, (time.monotonic() - began) / settings.seconds)

    def rate(_: int) -> float:
        return min(1.0, progress() / settings.warmup + 0.01) * max(0.01, 1 - progress())

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    network.train()
    for epoch in range(settings.epochs):
        total = torch.zeros(2, device=device)
        for batch in map(_collated, _batches(items, settings)):
            batch = _Batch(*(part.to(device) for part in batch))
            hidden = batch.seen & (torch.rand(batch.pieces.shape, device=device) < settings.hidden)
            pieces = batch.pieces.where(~hidden, tokenizer.mask_token_id)
            with torch.autocast(device, dtype=torch.bfloat16):
                tags, spans = _losses(network, batch, embeddings(input_ids=pieces))
            total += torch.stack([tags.detach(), spans.detach()])
            optimizer.zero_grad()
            torch.autograd.backward((2 * tags + 0.5 * spans) / len(batch.pieces))
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


def _item(example: Example, tokenizer: Any) -> _Item:
    coded = tokenizer(list(example.words), is_split_into_words=True, truncation=True, max_length=_MOST_PIECES)
    places = torch.zeros((len(example.words), 2), dtype=torch.long)
    for piece, word in enumerate(coded.word_ids()):
        if word is not None:
            places[word, 0] = piece if places[word, 1] == 0 else places[word, 0]
            places[word, 1] = piece + 1
    return _Item(example, torch.tensor(coded["input_ids"]), places, _tags(example))


def _batches(items: Sequence[_Item], settings: LabellingSettings) -> list[list[_Item]]:
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
    return batches


def _collated(batch: Sequence[_Item]) -> _Batch:
    pad = partial(nn.utils.rnn.pad_sequence, batch_first=True)
    cues = [(row, cue) for row, item in enumerate(batch) for cue in item.example.cues]
    types = [SOURCE_TYPES.index(cue.type) if cue.type else _IGNORED for _, cue in cues]
    return _Batch(
        pieces=pad([item.pieces for item in batch]),
        places=pad([item.places for item in batch]),
        seen=_mask([len(item.pieces) for item in batch]),
        words=_mask([len(item.places) for item in batch]),
        tags=pad([item.tags for item in batch], padding_value=_IGNORED),
        rows=torch.tensor([row for row, _ in cues], dtype=torch.long),
        cues=_ends([cue.cue for _, cue in cues]),
        contents=_ends([cue.content for _, cue in cues]),
        sources=_ends([cue.source for _, cue in cues]),
        antecedents=_ends([cue.antecedent for _, cue in cues]),
        types=torch.tensor(types, dtype=torch.long),
    )


def _losses(network: LabellerNetwork, batch: _Batch, embedded: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss of tagging words, and that of what is read for each cue, summed over the batch."""
    words = network.read_words(embedded, batch.seen, batch.places).float()
    tags = functional.cross_entropy(
        network.tag(words).float().transpose(1, 2), batch.tags, ignore_index=_IGNORED, reduction="sum"
    )
    if not len(batch.rows):
        return tags, tags.new_zeros(())
    content, source, antecedent = batch.contents, batch.sources, batch.antecedents
    reading = network.read_cues(words, batch.words, batch.rows, *batch.cues.unbind(1))
    aims = torch.cat([content, source, antecedent], 1).unbind(1)
    spans = sum(
        weight * functional.cross_entropy(reading.boundaries[..., side], aim, ignore_index=_IGNORED, reduction="sum")
        for side, (weight, aim) in enumerate(zip(_WEIGHTS, aims, strict=True))
    )
    at = torch.arange(words.shape[1], device=words.device)[None]
    within = (at >= content[:, :1]) & (at <= content[:, 1:])
    there = batch.words[batch.rows] & (content[:, :1] != _IGNORED)
    inside = functional.binary_cross_entropy_with_logits(
        reading.inside, within.float(), weight=there.float(), reduction="sum"
    )
    left_out = source[:, 0] == _IGNORED
    unnamed = functional.binary_cross_entropy_with_logits(reading.unnamed, left_out.float(), reduction="sum")
    absent = functional.binary_cross_entropy_with_logits(
        reading.absent, (antecedent[:, 0] == _IGNORED).float(), weight=left_out.float(), reduction="sum"
    )
    kinds = network.read_types(reading.states, *source.clamp(min=0).unbind(1))
    kind = functional.cross_entropy(kinds, batch.types, ignore_index=_IGNORED, reduction="sum")
    return tags, spans + 0.1 * inside + 0.5 * unnamed + 0.5 * absent + 0.5 * kind


def _mask(lengths: Sequence[int]) -> torch.Tensor:
    return torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]


def _ends(stretches: Sequence[_Words | None]) -> torch.Tensor:
    return torch.tensor([stretch or (_IGNORED, _IGNORED) for stretch in stretches], dtype=torch.long).view(-1, 2)


def _tags(example: Example) -> torch.Tensor:
    tags = torch.full((len(example.words),), _OUTSIDE)
    for labelled in example.cues:
        first, last = labelled.cue
        tags[first + 1 : last + 1] = _FURTHER
    for labelled in example.cues:
        tags[labelled.cue[0]] = _FIRST
    return tags
