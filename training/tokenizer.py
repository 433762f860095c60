"""Train Stanza's tokenizer and multi-word expander on the treebank and on raw text that the table has segmented."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from stanza.models import mwt_expander
from stanza.models import tokenizer as stanza_tokenizer

from training.treebank import Sentence, read, write_silver

__all__ = ["labels", "train_expander", "train_tokenizer", "write_label_files"]


def labels(sentence: Sentence) -> str:
    """Return Stanza's label of every character of the sentence's text.

    0 inside a token, 1 end of a token, 2 end of the sentence, 3 and 4 the same for a token of several words.

    Examples
    --------
    >>> from training.treebank import Token
    >>> labels(Sentence("للبيت باب.", (Token("للبيت", ("ل", "البيت")), Token("باب", ("باب",), False),
    ...     Token(".", (".",)))))
    '0000300012'
    """
    marks = ["0"] * len(sentence.text)
    end = 0
    for index, token in enumerate(sentence.tokens):
        end = sentence.text.index(token.form, end) + len(token.form)
        last = index == len(sentence.tokens) - 1
        marks[end - 1] = str(1 + last + 2 * (len(token.words) > 1))
    return "".join(marks)


def write_label_files(sentences: Sequence[Sentence], stem: Path) -> tuple[Path, Path, Path]:
    """Write text, labels and expansions as Stanza's tokenizer reads them, a sentence a paragraph."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    text, label, expansions = (stem.parent / f"{stem.name}.{kind}" for kind in ("txt", "toklabels", "mwt.json"))
    text.write_text("\n\n".join(s.text for s in sentences) + "\n", encoding="utf-8")
    label.write_text("\n\n".join(labels(s) for s in sentences) + "\n", encoding="utf-8")
    counts = Counter((t.form, t.words) for s in sentences for t in s.tokens if len(t.words) > 1)
    pairs = [[[form, list(words)], count] for (form, words), count in counts.most_common()]
    expansions.write_text(json.dumps(pairs, ensure_ascii=False), encoding="utf-8")
    return text, label, expansions


def train_tokenizer(
    train_file: Path, dev_file: Path, silver: Sequence[Sentence], output: Path, *, steps: int = 1000, seed: int = 1
) -> None:
    """Train the tokenizer on three copies of the treebank and the silver sentences; write ``tokenize.pt``."""
    gold = list(read(train_file))
    train = write_label_files([*gold, *gold, *gold, *silver], output / "tokenizer.train")
    dev = write_label_files(list(read(dev_file)), output / "tokenizer.dev")
    options = {
        "txt_file": train[0],
        "label_file": train[1],
        "mwt_json_file": train[2],
        "dev_txt_file": dev[0],
        "dev_label_file": dev[1],
        "dev_conll_gold": dev_file,
        "lang": "ar",
        "shorthand": "ar_news",
        "hidden_dim": 96,
        "dropout": 0.2,
        "unit_dropout": 0.05,
        "feat_unit_dropout": 0.05,
        "tok_noise": 0.02,
        "lr0": 0.003,
        "anneal": 0.85,
        "anneal_after": 2000,
        "max_seqlen": 350,
        "batch_size": 32,
        "steps": steps,
        "eval_steps": 250,
        "report_steps": 250,
        "split_mwt_prob": 0.0,
        "augment_mid_punct_prob": 0.0,
        "save_dir": output,
        "save_name": "tokenize.pt",
        "seed": seed,
    }
    stanza_tokenizer.main([*_command(options), "--cpu"])


def train_expander(
    train_file: Path, dev_file: Path, silver: Sequence[Sentence], output: Path, *, epochs: int = 5, seed: int = 1
) -> None:
    """Train the expander on the treebank and the silver sentences; write ``mwt.pt``."""
    train = output / "mwt.train.conllu"
    write_silver([*read(train_file), *silver], train)
    dev = output / "mwt.dev.conllu"
    write_silver(read(dev_file), dev)
    options = {
        "train_file": train,
        "eval_file": dev,
        "gold_file": dev,
        "lang": "ar",
        "shorthand": "ar_news",
        "num_epoch": epochs,
        "batch_size": 100,
        "dropout": 0.3,
        "emb_dropout": 0.2,
        "log_step": 200,
        "max_dec_len": 40,
        "non_mwt_replacement": 0.0,
        "save_dir": output,
        "save_name": "mwt.pt",
        "seed": seed,
    }
    mwt_expander.main([*_command(options), "--cpu"])


def _command(options: dict[str, object]) -> list[str]:
    return [part for name, value in options.items() for part in (f"--{name}", str(value))]
