"""In one process, models loaded beforehand: the tool beside the bare Stanza pipeline, and parses from the cache.

The bare pipeline has the same models as Stanza itself would run them, the encoder once for the tagger and once for the
parser; it gets the same prepared sentences in the same batches, and nothing is done with its answers. The labeller is
none of Stanza's: its time is on our side of the comparison.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attribution.document import Document
from attribution.parsing.batch import batches, distinct_sentences
from attribution.parsing.cache import CachedParser
from attribution.parsing.embedded import EmbeddedPipeline
from attribution.parsing.models import embedded_folder, load_parser
from attribution.pipeline import Analyzer, Settings
from attribution.reading import read_many


def seconds(work: Callable[[], Any]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the figures as JSON."""
    documents = [document for document in read_many(sys.argv[1:]) if isinstance(document, Document)]
    sentences = list(batches(distinct_sentences(documents)))
    trees, parser = load_parser("ar", labeller=False), load_parser("ar")
    bare = EmbeddedPipeline(embedded_folder(), encode_once=False)
    for each in (trees, parser):
        each.parse(documents[:1])
    bare(sentences[0][:3])

    bare_seconds = seconds(lambda: [bare(batch) for batch in sentences])
    tree_seconds = seconds(lambda: trees.parse(documents))
    with tempfile.TemporaryDirectory() as folder:
        cached = CachedParser(parser, Path(folder))
        parse_seconds = seconds(lambda: cached.parse(documents))
        cached_seconds = seconds(lambda: cached.parse(documents))
    analyzer = Analyzer(Settings(cache=False), parser=parser)
    all_seconds = seconds(lambda: analyzer.report(documents))
    print(
        json.dumps(
            {
                "articles compared": len(documents),
                "bare Stanza pipeline, same sentences and batches, s": bare_seconds,
                "our parser, s": tree_seconds,
                "our parser and the labeller, parses kept, s": parse_seconds,
                "all steps to the report, s": all_seconds,
                "all steps / bare Stanza": all_seconds / bare_seconds,
                "parsing again from the cache, s": cached_seconds,
                "cache, times faster": parse_seconds / cached_seconds,
            }
        )
    )


if __name__ == "__main__":
    main()
