"""CoNLL-U of any tool as documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attribution.document import Document, Proposal, Span
from attribution.errors import MalformedInput
from attribution.parsing.preparation import PreparedText, plain_form, prepare, untouched
from attribution.parsing.proposals import read_proposals
from attribution.parsing.sentences import SentenceSpan
from attribution.parsing.trees import root_of_initial_conjunction, tree_problem
from attribution.parsing.words import ParsedToken, ParsedWord, build_sentence, write_feats

if TYPE_CHECKING:
    from conllu.models import Token as ConlluToken
    from conllu.models import TokenList

__all__ = ["read_conllu"]

_WAY_OUT = "https://universaldependencies.org/format.html describes the format"


@dataclass(frozen=True, slots=True)
class _Token:
    """A line of orthography with its words; offsets are those of MISC, if given."""

    text: str
    words: tuple[ParsedWord, ...]
    start: int | None
    end: int | None
    space_after: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The lines of one sentence; ``printed`` is its ``# text``."""

    printed: str
    tokens: list[_Token]
    paragraph: int
    cut: bool
    proposals: tuple[Proposal, ...] | None


@dataclass(slots=True)
class _Block:
    """The sentences of one ``# newdoc``."""

    id: str
    title: Span | None = None
    sentences: list[_Sentence] = field(default_factory=list)


def read_conllu(content: str, *, name: str, texts: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    r"""Documents from CoNLL-U, one for each ``# newdoc id``.

    Offsets are those of ``start_char`` and ``end_char`` in MISC. Where a document has none, its text is made of its
    ``# text`` lines (or, failing these, of its forms), joined by line breaks, and offsets count in that.

    Parameters
    ----------
    content : str
        The decoded file.
    name : str
        Its path, for messages, and without suffix the id of a document that has none.
    texts : mapping of str to str, optional
        The original text of each document id; otherwise it is put together from the sentences.

    Returns
    -------
    tuple of Document
        Parsed documents; a sentence-initial و or ف is ``cc`` of the clause in all of them.

    Raises
    ------
    MalformedInput
        With file and line: columns missing, no tree, a token that is not in its sentence's text.

    Examples
    --------
    >>> content = "# text = نعم\n1\tنعم\tنعم\tINTJ\t_\t_\t0\troot\t_\t_\n\n"
    >>> (document,) = read_conllu(content, name="a.conllu")
    >>> document.text, document.sentences[0].words[0].span
    ('نعم', Span(start_char=0, end_char=3))
    """
    blocks: list[_Block] = []
    paragraph = -1
    for line, raw in _raw_sentences(content):
        place = f"{name}:{line}"
        parsed = _parse_sentence(raw, place)
        metadata = parsed.metadata
        if not blocks or "newdoc id" in metadata or "newdoc" in metadata:
            default = Path(name).stem if not blocks else f"{Path(name).stem}-{len(blocks) + 1}"
            blocks.append(_Block(str(metadata.get("newdoc id") or default), _read_title(metadata.get("title"))))
            paragraph = -1
        if paragraph < 0 or "newpar" in metadata or "newpar id" in metadata:
            paragraph += 1
        tokens = _tokens(parsed, place)
        printed = str(metadata.get("text") or "".join(t.text + " " * t.space_after for t in tokens).rstrip())
        proposals = _proposals(metadata.get("proposals"), sum(len(t.words) for t in tokens), place)
        blocks[-1].sentences.append(_Sentence(printed, tokens, paragraph, "cut" in metadata, proposals))
    if not blocks:
        raise MalformedInput("the file holds no sentence", place=name, way_out=_WAY_OUT)
    return tuple(_document(block, name, (texts or {}).get(block.id)) for block in blocks)


def _raw_sentences(content: str) -> Iterator[tuple[int, str]]:
    """Each block of lines with the number of its first line."""
    lines: list[str] = []
    first = 1
    for number, line in enumerate(content.split("\n"), 1):
        stripped = line.rstrip("\r")
        if stripped.strip():
            if not lines:
                first = number
            lines.append(stripped)
        elif lines:
            yield first, "\n".join(lines) + "\n\n"
            lines = []
    if lines:
        yield first, "\n".join(lines) + "\n\n"


def _parse_sentence(raw: str, place: str) -> TokenList:
    import conllu
    from conllu.exceptions import ParseException

    try:
        parsed = conllu.parse(raw)
    except ParseException as error:
        raise MalformedInput(f"not CoNLL-U: {error}", place=place, way_out=_WAY_OUT) from error
    if len(parsed) != 1 or not parsed[0]:
        raise MalformedInput("comments with no words", place=place, way_out=_WAY_OUT)
    short = next((token for token in parsed[0] if "misc" not in token), None)
    if short is not None:
        raise MalformedInput(f"the line of {short['form']!r} has fewer than ten columns", place=place, way_out=_WAY_OUT)
    return parsed[0]


def _read_title(value: object) -> Span | None:
    if not isinstance(value, str):
        return None
    start, colon, end = value.partition(":")
    return Span(int(start), int(end)) if colon and start.isdigit() and end.isdigit() else None


def _tokens(sentence: TokenList, place: str) -> list[_Token]:
    nodes = [token for token in sentence if isinstance(token["id"], int)]
    heads = [token["head"] if isinstance(token["head"], int) else -1 for token in nodes]
    ids = [token["id"] for token in nodes]
    problem = tree_problem(heads) if ids == list(range(1, len(ids) + 1)) else "word ids do not count from 1"
    if problem is not None:
        raise MalformedInput(f"not a tree: {problem}", place=place, way_out=_WAY_OUT)
    words = root_of_initial_conjunction([_word(node) for node in nodes])
    tokens: list[_Token] = []
    covered = 0
    for token in sentence:
        token_id = token["id"]
        if isinstance(token_id, int):
            if token_id > covered:
                tokens.append(_token(token, words[token_id - 1 : token_id]))
                covered = token_id
        elif token_id[1] == "-":
            first, last = int(token_id[0]), int(token_id[2])
            if first != covered + 1 or not first < last <= len(words):
                raise MalformedInput(f"the range {first}-{last} is out of place", place=place, way_out=_WAY_OUT)
            tokens.append(_token(token, words[first - 1 : last]))
            covered = last
    return tokens


def _word(node: ConlluToken) -> ParsedWord:
    feats: Mapping[str, Any] = node["feats"] or {}
    return ParsedWord(
        form=plain_form(str(node["form"])),
        lemma=str(node["lemma"] or "_"),
        upos=str(node["upos"] or "X"),
        xpos=str(node["xpos"] or "_"),
        feats=write_feats({key: str(value or "") for key, value in feats.items()}),
        head=int(node["head"]),
        deprel=str(node["deprel"] or "dep"),
    )


def _token(token: ConlluToken, words: Sequence[ParsedWord]) -> _Token:
    misc: Mapping[str, Any] = token["misc"] or {}
    return _Token(
        text=str(token["form"]),
        words=tuple(words),
        start=_offset(misc.get("start_char")),
        end=_offset(misc.get("end_char")),
        space_after=misc.get("SpaceAfter") != "No",
    )


def _offset(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None


def _proposals(line: object, words: int, place: str) -> tuple[Proposal, ...] | None:
    if not isinstance(line, str):
        return None
    try:
        return read_proposals(line, words)
    except ValueError as error:
        way_out = "parse the article again, or take the line `# proposals` out"
        raise MalformedInput(f"not the labeller's proposals: {error}", place=place, way_out=way_out) from error


def _document(block: _Block, name: str, text: str | None) -> Document:
    given = all(t.start is not None and t.end is not None for s in block.sentences for t in s.tokens)
    located = (
        [[Span(t.start or 0, t.end or 0) for t in s.tokens] for s in block.sentences]
        if given
        else list(_locate(block, name))
    )
    if text is None:
        text = _put_together(block, located)
    sentences = []
    for index, (read, spans) in enumerate(zip(block.sentences, located, strict=True)):
        whole = Span.cover(spans)
        if whole.end_char > len(text) or any(s.start_char >= s.end_char for s in spans):
            raise MalformedInput(
                f"offsets of sentence {index + 1} lie outside of its text", place=f"{name} ({block.id})", way_out=None
            )
        prepared = prepare(text, *whole)
        parsed = _in_prepared(prepared, read.tokens, spans)
        if parsed is None:
            prepared = untouched(text, *whole)
            parsed = _in_prepared(prepared, read.tokens, spans)
        if parsed is None:
            raise MalformedInput(f"tokens of sentence {index + 1} overlap", place=f"{name} ({block.id})")
        place = SentenceSpan(whole, read.paragraph, read.cut)
        sentence = build_sentence(text, index, place, prepared, parsed)
        sentences.append(replace(sentence, proposals=read.proposals))
    return Document(id=block.id, text=text, title=block.title, source=name, sentences=tuple(sentences))


def _in_prepared(prepared: PreparedText, tokens: Sequence[_Token], spans: Sequence[Span]) -> list[ParsedToken] | None:
    """The tokens as ranges of the prepared text; None if one of them is nothing but removed marks."""
    found = []
    for token, span in zip(tokens, spans, strict=True):
        start, end = bisect_left(prepared.starts, span.start_char), bisect_left(prepared.starts, span.end_char)
        if start >= end:
            return None
        found.append(ParsedToken(start, end, token.words))
    return found


def _locate(block: _Block, name: str) -> Iterator[list[Span]]:
    """Places of tokens in the text made of the ``# text`` lines."""
    base = 0
    for number, sentence in enumerate(block.sentences, 1):
        spans = []
        at = 0
        for token in sentence.tokens:
            at = sentence.printed.find(token.text, at)
            if at < 0:
                raise MalformedInput(
                    f"{token.text!r} is not in the text of sentence {number}", place=f"{name} ({block.id})"
                )
            spans.append(Span(base + at, base + at + len(token.text)))
            at += len(token.text)
        yield spans
        base += len(sentence.printed) + 1


def _put_together(block: _Block, located: Sequence[Sequence[Span]]) -> str:
    """The article's text as far as its sentences tell: each at its offset, line breaks and spaces between."""
    pieces: list[str] = []
    size = 0
    last_paragraph = 0
    for sentence, spans in zip(block.sentences, located, strict=True):
        start = spans[0].start_char - max(sentence.printed.find(sentence.tokens[0].text), 0)
        gap = start - size
        if gap > 0:
            filler = "\n" if sentence.paragraph != last_paragraph else " "
            pieces.append(filler * gap if size else " " * gap)
            size += gap
        last_paragraph = sentence.paragraph
        visible = sentence.printed[-gap:] if gap < 0 else sentence.printed
        pieces.append(visible)
        size += len(visible)
    return "".join(pieces)
