"""The packed models as one parser: text lines in, Stanza's sentences out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import stanza
from stanza.models.common.bert_embedding import load_tokenizer
from stanza.models.common.foundation_cache import BertRecord, FoundationCache

from attribution.parsing.encoder import SentenceEncoder, load_encoder, to_int8
from attribution.parsing.normalisation import fold_letters
from attribution.parsing.segmentation import SegmentationTable, restore_forms
from training.pack import ENCODER_NAME

__all__ = ["PackedPipeline"]


class PackedPipeline:
    """Two Stanza pipelines over a folder of models.

    The first reads folded letters and does all but lemmas. Then words get their spelling back, and the second looks up
    their lemmas.

    Parameters
    ----------
    folder
        A folder that :func:`training.pack.pack` wrote.
    int8
        Turn the encoder's linear layers to int8 once they are loaded: faster, and worse.
    table
        Let the table of segmentations overrule the tokenizer.
    """

    def __init__(self, folder: Path, *, int8: bool = False, table: bool = True) -> None:
        options: dict[str, Any] = {
            f"{name}_model_path": str(folder / f"{name}.pt") for name in ("tokenize", "mwt", "pos", "depparse")
        }
        segmentation = SegmentationTable.read(folder / "segmentation.txt.xz") if table else SegmentationTable({})
        cache = FoundationCache(local_files_only=True)
        tokenizer = load_tokenizer(str(folder / "encoder"), local_files_only=True)
        encoder = load_encoder(folder / "encoder")
        self._encoder = SentenceEncoder(encoder)
        cache.bert[ENCODER_NAME] = BertRecord(self._encoder, tokenizer, {})
        self._parse = _stanza(
            folder,
            "tokenize,mwt,pos,depparse",
            tokenize_no_ssplit=True,
            tokenize_postprocessor=segmentation.postprocess,
            depparse_resolve_head_constraints=False,  # Stanza's repair of doubled subjects costs 0.1 LAS
            depparse_pretagged=True,  # it reads no lemmas, and would ask for them
            foundation_cache=cache,
            **options,
        )
        self._parse.processors["mwt"].trainer.expansion_dict.update(segmentation.expansions())
        if int8:  # not before: Stanza's loading of its own weights stumbles over int8 modules
            to_int8(encoder)
        self._lemmatize = _stanza(
            folder,
            "lemma",
            lemma_model_path=str(folder / "lemma.pt"),
            lemma_pretagged=True,
            lemma_store_results=True,
        )

    def __call__(self, lines: Sequence[str]) -> list[Any]:
        """Parse lines, one sentence each.

        Parameters
        ----------
        lines
            Lines as written; none is empty.

        Returns
        -------
        list of stanza.models.common.doc.Sentence
            Tokens and words spelled as in the lines.
        """
        document = self._parse("\n\n".join(fold_letters(line) for line in lines))
        self._encoder.forget()
        if len(document.sentences) != len(lines):
            raise ValueError(f"{len(lines)} lines became {len(document.sentences)} sentences: is a line empty?")
        for sentence, line in zip(document.sentences, lines, strict=True):
            _spell(sentence, line)
        return list(self._lemmatize(document).sentences)


def _stanza(folder: Path, processors: str, **options: Any) -> Any:
    return stanza.Pipeline(
        "ar",
        dir=str(folder),
        resources_filepath=str(folder / "models.json"),
        package=None,
        processors=dict.fromkeys(processors.split(","), "default"),
        download_method=None,
        allow_unknown_language=True,
        use_gpu=False,
        logging_level="ERROR",
        **options,
    )


def _spell(sentence: Any, line: str) -> None:
    """Give the tokens and words of a sentence the letters of the line they were read from."""
    folded, place = fold_letters(line), 0
    for token in sentence.tokens:
        place = folded.index(token.text, place)
        form = line[place : place + len(token.text)]
        place += len(form)
        words = [word.text for word in token.words]
        spelled = restore_forms(words, token.text, form) if len(words) > 1 else [form]
        token.text = form
        for word, text in zip(token.words, spelled, strict=True):
            word.text = text
