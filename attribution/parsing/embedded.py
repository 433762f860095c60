"""The models that come with the package, as one pipeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution.parsing.normalisation import fold_letters
from attribution.parsing.segmentation import SegmentationTable, restore_forms

__all__ = ["EmbeddedModels", "EmbeddedPipeline"]

_PARSING = ("tokenize", "mwt", "pos", "depparse")
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class EmbeddedModels:
    """A folder with one file for each processor, the encoder that tagger and parser share, and a table of clitics.

    Parameters
    ----------
    folder : Path
        Where they lie; ``models.json`` there says under which name the models ask for their encoder.
    """

    folder: Path

    def files(self) -> tuple[Path, ...]:
        """What a parse depends on."""
        suffixes = (".pt", ".safetensors", ".json", ".xz")
        return tuple(sorted(path for path in self.folder.rglob("*") if path.suffix in suffixes))

    def load(self) -> EmbeddedPipeline:
        """Read the models; seconds, and what Stanza raises if they are broken."""
        return EmbeddedPipeline(self.folder)


class EmbeddedPipeline:
    """Two Stanza pipelines over one folder: all but lemmas from folded letters, then lemmas from words as printed.

    Parameters
    ----------
    folder : Path
        As ``attribution/models/ar``.
    int8 : bool, optional
        Turn the encoder's linear layers to int8 (dynamic quantisation), faster on a CPU; what ``models.json`` says by
        default.
    table : bool
        Let the table of clitics overrule the tokenizer.
    encode_once : bool
        Whether tagger and parser share what the encoder computed
        (:class:`attribution.parsing.encoder.SentenceEncoder`); without it the encoder runs as in any Stanza pipeline.
    """

    def __init__(self, folder: Path, *, int8: bool | None = None, table: bool = True, encode_once: bool = True) -> None:
        from stanza.models.common.bert_embedding import load_tokenizer
        from stanza.models.common.foundation_cache import BertRecord, FoundationCache

        from attribution.parsing.encoder import SentenceEncoder, load_encoder, to_int8

        manifest = json.loads((folder / "models.json").read_text(encoding="utf-8"))
        plain = load_encoder(folder / "encoder")
        self._encoder = SentenceEncoder(plain) if encode_once else None
        cache = FoundationCache(local_files_only=True)
        tokenizer = load_tokenizer(str(folder / "encoder"), local_files_only=True)
        cache.bert[manifest["encoder"]] = BertRecord(self._encoder or plain, tokenizer, {})
        options: dict[str, Any] = {"tokenize_no_ssplit": True, "depparse_pretagged": True, "foundation_cache": cache}
        segmentation = SegmentationTable.read(folder / "segmentation.txt.xz") if table else SegmentationTable({})
        options["tokenize_postprocessor"] = segmentation.postprocess
        self._parse = _stanza_pipeline(folder, _PARSING, **options)
        self._parse.processors["mwt"].trainer.expansion_dict.update(segmentation.expansions())
        self._lemmatize = _stanza_pipeline(folder, ("lemma",), lemma_pretagged=True, lemma_store_results=True)
        if manifest.get("int8", False) if int8 is None else int8:
            to_int8(plain)  # not before: Stanza's own loading stumbles over int8 modules

    def __call__(self, sentences: Sequence[str]) -> Any:
        """Parse sentences in one batch.

        Parameters
        ----------
        sentences : sequence of str
            One line each, marks taken out, letters as printed.

        Returns
        -------
        stanza.Document
            Offsets count in the sentences joined by two line breaks; words are spelled as printed.
        """
        printed = _SEPARATOR.join(sentences)
        document = self._parse(fold_letters(printed))
        if self._encoder is not None:
            self._encoder.forget()
        for sentence in document.sentences:
            for token in sentence.tokens:
                _spell(token, printed[token.start_char : token.end_char])
        return self._lemmatize(document)


def _stanza_pipeline(folder: Path, processors: Sequence[str], **options: Any) -> Any:
    import stanza

    return stanza.Pipeline(
        "ar",
        dir=str(folder),
        # Stanza wants a catalogue of models that it could download, and is content with any JSON that has none.
        resources_filepath=str(folder / "models.json"),
        package=None,
        processors=dict.fromkeys(processors, "default"),
        allow_unknown_language=True,
        download_method=None,
        logging_level="ERROR",
        use_gpu=False,
        **{f"{name}_model_path": str(folder / f"{name}.pt") for name in processors},
        **options,
    )


def _spell(token: Any, printed: str) -> None:
    """Give a Stanza token and its words the letters that the article has."""
    words = [word.text for word in token.words]
    spelled = restore_forms(words, token.text, printed) if len(words) > 1 else [printed]
    token.text = printed
    for word, text in zip(token.words, spelled, strict=True):
        word.text = text
