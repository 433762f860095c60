"""Bytes to text: which encoding an article is in, and what is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from attribution.errors import UnreadableInput

__all__ = ["Decoded", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF16 = ("utf-16-le", "utf-16-be")
# Latin and controls, Arabic, general punctuation, presentation forms.
_HIGH_BYTES = frozenset({0x00, 0x06, 0x20, 0xFB, 0xFC, 0xFD, 0xFE})
_LEGACY = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an office document or ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_SAMPLE = 65536
_CONTROLS = frozenset(range(0x20)) - {0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}
_TEXT_WAY_OUT = "save it as plain text in UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of its encoding, and a warning if that had to be guessed."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes, place: str) -> Decoded:
    """Decode an article.

    UTF-8, and whatever a byte-order mark says, is taken as it is; otherwise UTF-16 without a mark, Windows-1256 and
    ISO-8859-6 are told apart by what Arabic text they give.

    Parameters
    ----------
    content : bytes
        The file, byte-order mark included.
    place : str
        Its path, for messages.

    Raises
    ------
    UnreadableInput
        If it is empty, binary, or in no encoding that is known.

    Examples
    --------
    >>> decode("قال الوزير إن الاتفاق وقع".encode("cp1256"), "a.txt").encoding
    'windows-1256'
    """
    if not content:
        raise UnreadableInput("the file is empty", place=place, way_out="give a file with text")
    kind = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), None)
    if kind is not None:
        raise UnreadableInput(f"not text but {kind}", place=place, way_out=_TEXT_WAY_OUT)
    marked = _decode_marked(content, place)
    if marked is not None:
        return marked
    unmarked_utf16 = _decode_utf16(content)
    if unmarked_utf16 is not None:
        return unmarked_utf16
    if _is_binary(content):
        raise UnreadableInput("binary data, not text", place=place, way_out=_TEXT_WAY_OUT)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(content, place, error)


def _decode_marked(content: bytes, place: str) -> Decoded | None:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return Decoded(content.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError as error:
                raise _undecodable(content, place, error) from error
    return None


def _decode_utf16(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: the high bytes, all alike, stand at every other place."""
    sample = content[: _SAMPLE & ~1]
    if len(content) % 2 or len(sample) < 4:
        return None
    for encoding, high in zip(_UTF16, (sample[1::2], sample[0::2]), strict=True):
        likely = sum(byte in _HIGH_BYTES for byte in high)
        if likely < 0.9 * len(high) or 0x06 not in high:
            continue
        try:
            return Decoded(content.decode(encoding), encoding, (_guessed(encoding),))
        except UnicodeDecodeError:
            continue
    return None


def _decode_legacy(content: bytes, place: str, error: UnicodeDecodeError) -> Decoded:
    from charset_normalizer import from_bytes

    if _is_damaged_utf8(content):
        raise _undecodable(content, place, error)
    guesses = from_bytes(content[:_SAMPLE], cp_isolation=[*_LEGACY], enable_fallback=False)
    for guess in guesses:
        try:
            text = content.decode(guess.encoding)
        except UnicodeDecodeError:
            continue
        if _arabic_share(text) >= 0.5:
            name = _LEGACY[guess.encoding]
            return Decoded(text, name, (_guessed(name),))
    raise _undecodable(content, place, error)


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether UTF-8 is what it was meant to be: far more characters decode than not."""
    text = content.decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text.count("\ufffd") * 10 < beyond_ascii


def _arabic_share(text: str) -> float:
    letters = [character for character in text if character > "\x7f" and character.isalpha()]
    return sum("\u0620" <= c <= "\u064a" for c in letters) / len(letters) if letters else 0.0


def _is_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    controls = sum(byte in _CONTROLS for byte in sample)
    return controls > 0.02 * len(sample) or sample.count(0) > 0.2 * len(sample)


def _undecodable(content: bytes, place: str, error: UnicodeDecodeError) -> UnreadableInput:
    line = content.count(b"\n", 0, error.start) + 1
    return UnreadableInput(
        f"byte 0x{content[error.start]:02X} at offset {error.start} is not {error.encoding.upper()}, "
        "and the file is in no other encoding of Arabic that is known",
        place=f"{place}:{line}",
        way_out="save it as UTF-8",
    )


def _guessed(encoding: str) -> str:
    return f"decoded as {encoding}, recognised by its content; save the file as UTF-8 to be sure"
