"""The steps in order: documents in, analysed documents and the report out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from attribution.certainty import assess
from attribution.checks import CheckSettings
from attribution.claims import AnalysedDocument, build_claims
from attribution.content import Content, find_contents, reconcile
from attribution.cues import find_cues
from attribution.document import Document
from attribution.errors import InputError
from attribution.lexicon import Lexicon, load_lexicon
from attribution.parsing.cache import CachedParser, default_cache_folder
from attribution.parsing.models import DEFAULT_MODEL, load_parser
from attribution.parsing.protocol import Parser, Progress
from attribution.reading.articles import article
from attribution.report.build import build_report
from attribution.report.model import FailedInput, Header, Report
from attribution.resolution import resolve
from attribution.sources import Mention, find_mentions
from attribution.syntax import read_sentences

__all__ = ["Analyzer", "Settings", "analyze", "extract", "make_parser"]

MOST_CLAIMS = 5_000
"""Of one document: a book's worth. Claims alike cost no more each than others do; who is who among thousands of sources
that all differ is what takes the time."""

_SENTENCES_AFTER = 50

SCHEMA_VERSION = "1.0"
DISCLAIMER = "An indicator of how claims are worded and sourced; no verdict on whether they are true."


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its articles.

    Parameters
    ----------
    model : str
        Parsing model, as :func:`attribution.parsing.models.load_parser` takes it.
    cache : bool
        Whether parses are kept on disk.
    cache_folder : Path, optional
        Where; the platform's cache folder by default.
    lexicon_folder : Path, optional
        Another folder of lexicons; the embedded one by default.
    labeller : bool
        Whether the model's labeller, if it has one, reads sentences beside the rules.
    """

    model: str = DEFAULT_MODEL
    cache: bool = True
    cache_folder: Path | None = None
    lexicon_folder: Path | None = None
    labeller: bool = True


class Analyzer:
    """Parser, lexicon and settings, loaded once for any number of articles.

    Parameters
    ----------
    settings : Settings, optional
        What to load.
    parser : Parser, optional
        In place of the one that ``settings`` names.
    lexicon : Lexicon, optional
        In place of the one that ``settings`` names.

    Examples
    --------
    >>> analyzer = Analyzer()  # doctest: +SKIP
    >>> report = analyzer.report([document])  # doctest: +SKIP
    """

    def __init__(
        self, settings: Settings | None = None, *, parser: Parser | None = None, lexicon: Lexicon | None = None
    ) -> None:
        self.settings = settings or Settings()
        self._parser = parser
        self.lexicon = lexicon or load_lexicon(self.settings.lexicon_folder)

    @property
    def parser(self) -> Parser:
        """The parser, made when first asked for: parsed documents need none."""
        if self._parser is None:
            self._parser = make_parser(self.settings)
        return self._parser

    def analyze(
        self, documents: Sequence[Document], *, progress: Progress | None = None
    ) -> tuple[AnalysedDocument, ...]:
        """Parse the documents that have no sentences yet, then find their claims.

        Parameters
        ----------
        documents : sequence of Document
            Articles, from :mod:`attribution.reading` or, parsed, from
            :func:`attribution.parsing.read_conllu`.
        progress : callable, optional
            Told how far parsing has come.

        Returns
        -------
        tuple of AnalysedDocument
            In the same order.

        Raises
        ------
        ModelError
            If parsing models are missing or broken.
        """
        return tuple(extract(document, self.lexicon) for document in self._parsed(documents, progress))

    def report(
        self,
        documents: Sequence[Document],
        *,
        failed: Sequence[InputError] = (),
        progress: Progress | None = None,
        checks: CheckSettings | None = None,
    ) -> Report:
        """Analyse documents and put everything found into one report.

        Parameters
        ----------
        documents : sequence of Document
            Articles.
        failed : sequence of InputError
            Inputs that could not be used; the report lists them.
        progress : callable, optional
            Told how far parsing has come.
        checks : CheckSettings, optional
            Which editorial checks run, and how serious they are; all by default.
        """
        analysed = self.analyze(documents, progress=progress)
        header = self._header(documents)
        return build_report(analysed, header=header, failed=tuple(map(_failed, failed)), checks=checks)

    def _parsed(self, documents: Sequence[Document], progress: Progress | None) -> Sequence[Document]:
        raw = [document for document in documents if not document.sentences]
        if not raw:
            return documents
        parsed = iter(self.parser.parse(raw, progress=progress))
        return [document if document.sentences else next(parsed) for document in documents]

    def _header(self, documents: Sequence[Document]) -> Header:
        from attribution import __version__

        given = bool(documents) and all(document.sentences for document in documents)
        return Header(
            generator="attribution-analyzer",
            version=__version__,
            schema_version=SCHEMA_VERSION,
            model="conllu" if given else f"{self.parser.name} {self.parser.fingerprint}",
            lexicon=self.lexicon.fingerprint,
            created=_source_date(),
            disclaimer=DISCLAIMER,
        )


def make_parser(settings: Settings) -> Parser:
    """The parser that settings name, with its cache.

    Raises
    ------
    ConfigurationError
        If there is no such model.
    ModelError
        If its files are not there.
    """
    parser = load_parser(settings.model, labeller=settings.labeller)
    return CachedParser(parser, settings.cache_folder or default_cache_folder()) if settings.cache else parser


def extract(document: Document, lexicon: Lexicon) -> AnalysedDocument:
    """The steps from trees to claims, for one parsed document.

    Parameters
    ----------
    document : Document
        With sentences.
    lexicon : Lexicon
        From :func:`attribution.lexicon.load_lexicon`.

    Returns
    -------
    AnalysedDocument
        With the first :data:`MOST_CLAIMS` claims; should there be more, a warning says so.
    """
    document, contents, mentions = _attributions(document, lexicon)
    resolution = resolve(document, mentions, lexicon)
    assessments = assess(document, contents, lexicon)
    return build_claims(document, mentions, resolution, assessments)


def _attributions(document: Document, lexicon: Lexicon) -> tuple[Document, tuple[Content, ...], tuple[Mention, ...]]:
    """The document as far as attributions are kept, their contents, the sources they mention; its index is dropped."""
    readings = read_sentences(document)
    cues = find_cues(readings, lexicon)
    found = reconcile(readings, cues, find_contents(readings, cues, lexicon), lexicon)
    contents = found[:MOST_CLAIMS]
    if len(found) > MOST_CLAIMS:
        warning = (
            f"{len(found):,} attributions, far more than an article has: only the first {MOST_CLAIMS:,} are reported"
        )
        # A content may go on after its cue's sentence, so some sentences more than the last cue's stay.
        kept = document.sentences[: contents[-1].cue.sentence + _SENTENCES_AFTER]
        document = replace(document, sentences=kept, warnings=(*document.warnings, warning))
    return document, contents, find_mentions(readings, contents, lexicon)


def analyze(text: str, settings: Settings | None = None) -> Report:
    """The report for one article.

    Models stay loaded for the next call. For many articles use :class:`Analyzer`, which batches over all of them.

    Parameters
    ----------
    text : str
        The article; a first line that is followed by a blank line or a much longer paragraph is its title.
    settings : Settings, optional
        Model, cache, lexicon.

    Raises
    ------
    InputError
        If the text is blank or not Arabic.
    ModelError
        If parsing models are missing or broken.

    Examples
    --------
    >>> report = analyze("قال الوزير إن الاتفاق وقع.")  # doctest: +SKIP
    >>> report.documents[0].claims[0].content_text  # doctest: +SKIP
    ('الاتفاق وقع',)
    """
    return _shared_analyzer(settings or Settings()).report([article(text, id="text", source="text")])


@lru_cache(maxsize=4)
def _shared_analyzer(settings: Settings) -> Analyzer:
    return Analyzer(settings)


def _failed(error: InputError) -> FailedInput:
    return FailedInput(path=error.place or "", problem=str(error))


def _source_date() -> str | None:
    """The date of ``SOURCE_DATE_EPOCH``, so that reports are the same bytes unless a date is asked for.

    References
    ----------
    https://reproducible-builds.org/specs/source-date-epoch/
    """
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(stamp), UTC).isoformat() if stamp.isdigit() else None
