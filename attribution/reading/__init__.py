"""Any input to :class:`attribution.document.Document`, offsets of the original kept."""

from __future__ import annotations

from attribution.reading.articles import article, find_title
from attribution.reading.decoding import decode
from attribution.reading.inputs import STDIN, read, read_bytes, read_many

__all__ = ["STDIN", "article", "decode", "find_title", "read", "read_bytes", "read_many"]
