"""The models that come with the package, as one pipeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution.parsing.labelling import LABELLER
from attribution.parsing.lemmas import FormTable, LemmaTable, mend_lemmas
from attribution.parsing.normalisation import fold_letters
from attribution.parsing.segmentation import SegmentationTable, restore_forms

__all__ = ["EmbeddedModels", "EmbeddedPipeline"]

_WORDS = ("tokenize", "mwt")
_TREES = ("pos", "lemma", "depparse")
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class EmbeddedModels:
    """A folder: a file for each processor, the encoder that tagger and parser share, tables of clitics and lemmas.

    Parameters
    ----------
    folder : Path
        Where they lie; ``models.json`` there says under which name the models ask for their encoder.
    """

    folder: Path

    def files(self) -> tuple[Path, ...]:
        """What a parse depends on."""
        suffixes = (".pt", ".safetensors", ".json", ".xz")
        found = (path for path in self.folder.rglob("*") if path.suffix in suffixes and path.name != LABELLER)
        return tuple(sorted(found))

    def load(self) -> EmbeddedPipeline:
        """Read the models; seconds, and what Stanza raises if they are broken."""
        return EmbeddedPipeline(self.folder)


class EmbeddedPipeline:
    """Stanza's processors over one folder: clitics from folded letters, all else from words as printed.

    Parameters
    ----------
    folder : Path
        As ``attribution/models/ar``.
    int8 : bool, optional
        Turn the encoder's linear layers to int8 (dynamic quantisation), faster on a CPU; what ``models.json`` says by
        default.
    table : bool
        Let the table of clitics overrule the tokenizer, and those of words and lemmas the lemmatizer.
    encode_once : bool
        Whether tagger and parser share what the encoder computed
        (:class:`attribution.parsing.encoder.SentenceEncoder`); without it the encoder runs as in any Stanza pipeline.
    """

    def __init__(self, folder: Path, *, int8: bool | None = None, table: bool = True, encode_once: bool = True) -> None:
        from stanza.models.common.bert_embedding import load_tokenizer
        from stanza.models.common.foundation_cache import BertRecord, FoundationCache

        from attribution.parsing.encoder import FoldingTokenizer, SentenceEncoder, load_encoder, to_int8

        manifest = json.loads((folder / "models.json").read_text(encoding="utf-8"))
        plain = load_encoder(folder / "encoder")
        self._encoder = SentenceEncoder(plain) if encode_once else None
        tokenizer = FoldingTokenizer(load_tokenizer(str(folder / "encoder"), local_files_only=True))
        cache = FoundationCache(local_files_only=True)
        cache.bert[manifest["encoder"]] = BertRecord(self._encoder or plain, tokenizer, {})
        clitics = SegmentationTable.read(folder / "segmentation.txt.xz") if table else SegmentationTable({})
        self._lemmas = LemmaTable.read(folder / "lemmas.txt.xz") if table else LemmaTable({})
        self._forms = FormTable.read(folder / "word_forms.txt.xz") if table else FormTable({})
        self._stanza = _stanza_pipeline(folder, cache, clitics)
        self._stanza.processors["mwt"].trainer.expansion_dict.update(clitics.expansions())
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
        document = self._stanza.process(fold_letters(printed), processors=_WORDS)
        for sentence in document.sentences:
            for token in sentence.tokens:
                _spell(token, printed[token.start_char : token.end_char])
        document = self._stanza.process(document, processors=_TREES)
        for sentence in document.sentences:
            mend_lemmas(sentence.words, self._forms, self._lemmas)
        if self._encoder is not None:
            self._encoder.forget()
        return document


def _stanza_pipeline(folder: Path, cache: Any, clitics: SegmentationTable) -> Any:
    import stanza

    names = (*_WORDS, *_TREES)
    return stanza.Pipeline(
        "ar",
        dir=str(folder),
        # Stanza wants a catalogue of models that it could download, and is content with any JSON that has none.
        resources_filepath=str(folder / "models.json"),
        package=None,
        processors=dict.fromkeys(names, "default"),
        allow_unknown_language=True,
        download_method=None,
        logging_level="ERROR",
        use_gpu=False,
        foundation_cache=cache,
        tokenize_no_ssplit=True,
        tokenize_postprocessor=clitics.postprocess,
        lemma_store_results=True,
        depparse_resolve_head_constraints=False,  # Stanza's repair of doubled subjects costs 0.1 LAS
        **{f"{name}_model_path": str(folder / f"{name}.pt") for name in names},
    )


def _spell(token: Any, printed: str) -> None:
    """Give a Stanza token and its words the letters that the article has."""
    words = [word.text for word in token.words]
    spelled = restore_forms(words, token.text, printed) if len(words) > 1 else [printed]
    token.text = printed
    for word, text in zip(token.words, spelled, strict=True):
        word.text = text
