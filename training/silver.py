"""Trees for raw text, by several parsers that vote: what one small treebank teaches is spread over more vocabulary.

The mean of the teachers' probabilities decides arcs, relations and tags, and one student learns from what they say
(bagging as in Breiman 1996; a student of an ensemble as in Hinton et al. 2015, here of hard labels).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from stanza.models.common.utils import unsort
from stanza.models.common.vocab import EMPTY_ID, VOCAB_PREFIX_SIZE
from stanza.models.depparse.trainer import Trainer, unpack_batch
from stanza.utils.conll import CoNLL

from training.parser import EncoderTap, TagHead, parser_data, tag_sizes

__all__ = ["write_silver_trees"]

_BATCH_WORDS = 4000


def write_silver_trees(teachers: Sequence[Path], sentences: Path, target: Path, device: str = "cpu") -> int:
    """Parse and tag sentences with all teachers together.

    Parameters
    ----------
    teachers
        Folders that :func:`training.parser.train` wrote, all from one treebank.
    sentences
        CoNLL-U with words, its trees ignored.
    target
        The CoNLL-U file to write: heads, relations, parts of speech and features; no lemmas.
    device
        ``cpu``, ``cuda``.

    Returns
    -------
    int
        The number of sentences.
    """
    models = [_Teacher(folder, device) for folder in teachers]
    vocab = models[0].vocab
    loader = parser_data(sentences, models[0].args, vocab, batch_words=_BATCH_WORDS)
    trees: list[list[_Row]] = []
    for batch in loader:
        decoded = list(_decode([model.probabilities(batch) for model in models], vocab, batch[13]))
        trees += unsort(decoded, batch[11])
    ordered = unsort(trees, loader.data_orig_idx)
    document = CoNLL.conll2doc(str(sentences))
    with target.open("w", encoding="utf-8") as out:
        for sentence, tree in zip(document.sentences, ordered, strict=True):
            for word, (upos, feats, head, relation) in zip(sentence.words, tree, strict=True):
                out.write(f"{word.id}\t{word.text}\t_\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t_\n")
            out.write("\n")
    return len(ordered)


_Row = tuple[str, str, int, str]
_Probabilities = tuple[torch.Tensor, torch.Tensor, list[torch.Tensor]]


class _Teacher:
    def __init__(self, folder: Path, device: str) -> None:
        trainer = Trainer.load(str(folder / "parser.pt"), None, device=device)
        self.model, self.vocab, self.args, self.device = trainer.model, trainer.vocab, trainer.args, device
        self.model.eval()
        self.tags = TagHead(self.model.bert_model.config.hidden_size, tag_sizes(self.vocab), 0.0)
        self.tags.module.load_state_dict(torch.load(folder / "tags.pt", weights_only=True))
        self.tags.module.to(device)

    @torch.inference_mode()
    def probabilities(self, batch: Any) -> _Probabilities:
        """Return those of heads ``(sentences, words, words)``, relations ``(…, relations)`` and tags, a tensor each."""
        inputs, _, word_places, lengths, word_lengths, text = unpack_batch(batch, self.device)
        with EncoderTap() as tap:
            heads, relations, *_ = self.model.forward_scores(*inputs, word_places, lengths, word_lengths, text)
            words = torch.cat([vectors[1:-1] for vectors in tap.vectors])
        padding = inputs[1]
        heads = heads.masked_fill(padding.unsqueeze(1), -torch.inf)
        return heads.softmax(2), relations.softmax(3), [scores.softmax(1) for scores in self.tags.scores(words)]


def _decode(found: Sequence[_Probabilities], vocab: Any, lengths: Sequence[int]) -> Iterator[list[_Row]]:
    heads = torch.stack([each[0] for each in found]).mean(0).log().cpu().numpy()
    relations = (torch.stack([each[1] for each in found]).mean(0).argmax(3) + VOCAB_PREFIX_SIZE).cpu().numpy()
    tags = [torch.stack(columns).mean(0) for columns in zip(*(each[2] for each in found), strict=True)]
    for column, allowed in zip(tags, [(), *[(EMPTY_ID,)] * (len(tags) - 1)], strict=True):
        column[:, [i for i in range(VOCAB_PREFIX_SIZE) if i not in allowed]] = 0.0
    values = torch.stack([column.argmax(1) for column in tags], dim=1).tolist()
    word = 0
    for sentence, length in enumerate(lengths):
        tree = chuliu_edmonds_one_root(heads[sentence, :length, :length])
        rows: list[_Row] = []
        for place in range(1, length):
            head = int(tree[place])
            upos = vocab["upos"].unmap(values[word][:1])[0]
            feats = vocab["feats"].unmap([values[word][1:]])[0]
            rows.append((upos, feats, head, vocab["deprel"].unmap([relations[sentence, place, head]])[0]))
            word += 1
        yield rows
