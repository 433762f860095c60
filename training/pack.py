"""Put trained models into the folder that ships: small files, one shared encoder, nothing that names a local path."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch

from attribution.parsing.labelling import LABELLER
from training import encoder

__all__ = ["ENCODER_NAME", "PROCESSORS", "TABLES", "pack", "split_parser", "write_manifest"]

ENCODER_NAME = "attribution-ar-encoder"
"""The name under which tagger and parser ask for their encoder; whoever loads them puts it under that name."""

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
TABLES = ("segmentation.txt.xz", "lemmas.txt.xz", "word_forms.txt.xz")
_ENCODER_PREFIX = "bert_model."
_PATH_OPTIONS = (
    "train_file",
    "eval_file",
    "dev_conll_gold",
    "dev_label_file",
    "dev_txt_file",
    "gold_file",
    "label_file",
    "mwt_json_file",
    "output_file",
    "txt_file",
    "checkpoint_save_name",
    "data_dir",
    "save_dir",
    "save_name",
    "wordvec_dir",
    "charlm_save_dir",
)


def split_parser(parser_file: Path, encoder_source: Path, encoder_target: Path, parser_target: Path) -> None:
    """Take the finetuned encoder out of a parser.

    Parameters
    ----------
    parser_file
        ``parser.pt`` of :func:`training.parser.train`.
    encoder_source
        The encoder folder that it was trained from.
    encoder_target, parser_target
        The folder and the file to write.
    """
    model = torch.load(parser_file, map_location="cpu", weights_only=True)
    inside = {name: weight for name, weight in model["model"].items() if name.startswith(_ENCODER_PREFIX)}
    if not inside:
        raise ValueError(f"{parser_file} holds no encoder: was it trained with finetuning?")
    weights = {name.removeprefix(_ENCODER_PREFIX): weight for name, weight in inside.items()}
    encoder.export({n: w for n, w in weights.items() if not n.startswith("pooler.")}, encoder_source, encoder_target)
    for name in inside:
        del model["model"][name]
    model["config"]["bert_finetune"] = False
    torch.save(model, parser_target)


def pack(work: Path, target: Path) -> dict[str, int]:
    """Copy the models of a working folder into the folder that ships.

    Weights are stored in half precision (loading turns them back), local paths are taken out of the settings.

    Parameters
    ----------
    work
        Folder with ``tokenize.pt``, ``mwt.pt``, ``pos.pt``, ``lemma.pt``, ``depparse.pt``, ``encoder/`` and
        the tables.
    target
        The folder to write.

    Returns
    -------
    dict of str to int
        Size in bytes of every file written.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in PROCESSORS:
        model = torch.load(work / f"{name}.pt", map_location="cpu", weights_only=True)
        torch.save(_halve(_without_paths(model)), target / f"{name}.pt")
    for name in TABLES:
        shutil.copyfile(work / name, target / name)
    (target / "encoder").mkdir(exist_ok=True)
    for path in (work / "encoder").iterdir():
        shutil.copyfile(path, target / "encoder" / path.name)
    return write_manifest(target)


def write_manifest(folder: Path) -> dict[str, int]:
    """Write ``models.json`` of a folder that ships; return the size in bytes of every file it lists."""
    written = [folder / f"{name}.pt" for name in PROCESSORS]
    written += [*(folder / name for name in (*TABLES, LABELLER)), *sorted((folder / "encoder").iterdir())]
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in written if path.exists()}
    manifest = {"encoder": ENCODER_NAME, "processors": list(PROCESSORS), "bytes": sizes}
    (folder / "models.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return sizes


def _without_paths(model: dict[str, Any]) -> dict[str, Any]:
    config = model["config"]
    for option in _PATH_OPTIONS:
        if option in config:
            config[option] = None
    if config.get("bert_model"):
        config["bert_model"] = ENCODER_NAME
    model.pop("optimizer_state_dict", None)
    return model


def _halve(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.half() if value.is_floating_point() else value
    if isinstance(value, dict):
        return type(value)((key, _halve(item)) for key, item in value.items())
    if isinstance(value, list):
        return [_halve(item) for item in value]
    return value
