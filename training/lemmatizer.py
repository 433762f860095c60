"""Train Stanza's lemmatizer: a dictionary of the treebank, and a character model for what it lacks.

Lemmas carry hamzas and vowels. The hamzas that a text does write are a help here (``أن`` is not ``إن``), so the
lemmatizer reads words as they are spelled, unlike the other models. Since wire copy drops them, it learns every word in
both spellings.
"""

import math
from collections import Counter
from pathlib import Path

from stanza.models import lemmatizer as stanza_lemmatizer

from attribution.parsing.normalisation import fold_letters
from training.treebank import lemmas_of

__all__ = ["train", "write_word_list"]

_Entry = tuple[str, str, str]
_SENTENCE = 50


def write_word_list(treebank: Path, target: Path) -> int:
    """Write every word of a treebank, spelled as it is and with folded letters, as a short CoNLL-U file.

    A word that occurs n times is written about log2(n) + 1 times, which keeps the order of frequency that the
    dictionary goes by and lets the character model see rare words more often.

    Parameters
    ----------
    treebank
        CoNLL-U as published.
    target
        The file to write.

    Returns
    -------
    int
        The number of words written.
    """
    counts: Counter[_Entry] = Counter(lemmas_of(treebank))
    folded: Counter[_Entry] = Counter()
    for (form, upos, lemma), count in counts.items():
        folded[fold_letters(form), upos, lemma] += count
    counts |= folded
    words = [entry for entry, count in sorted(counts.items()) for _ in range(1 + int(math.log2(count)))]
    with target.open("w", encoding="utf-8") as out:
        for start in range(0, len(words), _SENTENCE):
            for index, (form, upos, lemma) in enumerate(words[start : start + _SENTENCE]):
                relation = "dep" if index else "root"
                out.write(f"{index + 1}\t{form}\t{lemma}\t{upos}\t_\t_\t{index}\t{relation}\t_\t_\n")
            out.write("\n")
    return len(words)


def train(train_file: Path, dev_file: Path, output: Path, *, epochs: int = 20, seed: int = 1) -> None:
    """Train the lemmatizer and write ``lemma.pt``.

    Parameters
    ----------
    train_file, dev_file
        CoNLL-U files as published.
    output
        Folder of the model.
    epochs
        Passes over the word list.
    """
    words = output / "lemma.train.conllu"
    write_word_list(train_file, words)
    options = {
        "train_file": words,
        "eval_file": dev_file,
        "shorthand": "ar_news",
        "num_epoch": epochs,
        "batch_size": 50,
        "dropout": 0.3,
        "emb_dropout": 0.3,
        "lr": 0.001,
        "log_step": 200,
        "save_dir": output,
        "save_name": "lemma.pt",
        "seed": seed,
    }
    stanza_lemmatizer.main([*(part for name, value in options.items() for part in (f"--{name}", str(value))), "--cpu"])
