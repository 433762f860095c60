"""Which parsing models there are, and the parser for a name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from attribution.errors import ConfigurationError, ModelError
from attribution.parsing.protocol import Parser

__all__ = ["DEFAULT_MODEL", "InstalledModel", "download", "embedded_folder", "installed_models", "load_parser"]

DEFAULT_MODEL = "ar"
_STOCK_PREFIX = "stanza:"
_DOWNLOAD_COMMAND = "`attribution models download` fetches them where there is a network"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A name that ``--model`` takes, and the folder behind it."""

    name: str
    folder: Path
    description: str


def embedded_folder() -> Path:
    """Where the models that come with the package lie."""
    return Path(__file__).parent.parent / "models" / "ar"


def stock_folder() -> Path:
    """The user's Stanza folder: ``STANZA_RESOURCES_DIR`` or ``~/stanza_resources``, as Stanza itself has it."""
    return Path(os.environ.get("STANZA_RESOURCES_DIR") or Path.home() / "stanza_resources")


def installed_models() -> tuple[InstalledModel, ...]:
    """All models that can be used now, the embedded one first.

    Examples
    --------
    >>> [model.name for model in installed_models()][:1]
    ['ar']
    """
    found = []
    if (embedded_folder() / "depparse.pt").is_file():
        found.append(InstalledModel(DEFAULT_MODEL, embedded_folder(), "embedded, newspaper Arabic"))
    stock = stock_folder() / "ar"
    for depparse in sorted((stock / "depparse").glob("*.pt")):
        package = depparse.stem.partition("_")[0]
        found.append(InstalledModel(f"{_STOCK_PREFIX}{package}", stock, "Stanza's stock model"))
    return tuple(found)


def load_parser(name: str = DEFAULT_MODEL, *, labeller: bool = True) -> Parser:
    """The parser for a model name; its models are read when it first parses.

    Parameters
    ----------
    name : str
        ``ar`` for the embedded models, ``stanza:PACKAGE`` for a package of the user's Stanza folder, or the path of a
        folder laid out as ``attribution/models/ar``.
    labeller : bool
        Whether the labeller of the folder, if it has one, reads the sentences too.

    Raises
    ------
    ConfigurationError
        If there is no such name.
    ModelError
        If its files are not there.
    """
    from attribution.parsing.embedded import EmbeddedModels
    from attribution.parsing.labelling import LABELLER, LabellingParser
    from attribution.parsing.stanza_parser import StanzaParser, StockModels

    if name.startswith(_STOCK_PREFIX):
        package = name.removeprefix(_STOCK_PREFIX)
        folder = stock_folder()
        if not (folder / "resources.json").is_file() or not list((folder / "ar" / "depparse").glob(f"{package}*.pt")):
            raise ModelError(f"Stanza's {package!r} models are not there", place=str(folder), way_out=_DOWNLOAD_COMMAND)
        return StanzaParser(name, StockModels(folder, package))
    folder = embedded_folder() if name == DEFAULT_MODEL else Path(name)
    if name != DEFAULT_MODEL and not folder.is_dir():
        known = ", ".join(model.name for model in installed_models()) or "none"
        raise ConfigurationError(f"there is no model {name!r}", way_out=f"installed: {known}")
    if not (folder / "depparse.pt").is_file():
        raise ModelError(
            "the folder holds no parsing models", place=str(folder), way_out="reinstall, or give trees with --conllu"
        )
    parser = StanzaParser(name, EmbeddedModels(folder))
    return LabellingParser(parser, folder) if labeller and (folder / LABELLER).is_file() else parser


def download(package: str = "padt") -> Path:
    """Fetch a stock Stanza package for Arabic into the user's Stanza folder.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ModelError
        If there is no network, or the hub does not answer.
    """
    from attribution.parsing.stanza_parser import download_stock

    folder = stock_folder()
    download_stock(package, folder)
    return folder
