"""Documents as CoNLL-U."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from attribution.document import Document, Sentence, Span, Token, Word
from attribution.parsing.proposals import write_proposals
from attribution.parsing.words import write_feats

__all__ = ["to_conllu"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def to_conllu(documents: Iterable[Document]) -> str:
    """Write parsed documents as CoNLL-U, each sentence with ``# text`` and places in the original.

    FORM is the word as printed (a multi-word token's words have the parser's form), ``# text`` the printed sentence;
    ``start_char`` and ``end_char`` in MISC are code-point offsets into the article, half-open. ``# proposals`` is what
    the labeller read, if one did. Control characters, which the format cannot hold, are written as spaces, one for one.

    Parameters
    ----------
    documents : iterable of Document
        Parsed articles.

    Returns
    -------
    str
        Empty if there is no sentence.

    References
    ----------
    https://universaldependencies.org/format.html
    """
    return "".join(line + "\n" for document in documents for line in _document_lines(document))


def _document_lines(document: Document) -> Iterator[str]:
    yield from (f"# {key} = {_one_line(value)}" for key, value in _document_comments(document))
    paragraph: int | None = None
    for number, sentence in enumerate(document.sentences, 1):
        if sentence.paragraph != paragraph:
            yield "# newpar"
            paragraph = sentence.paragraph
        yield f"# sent_id = {_one_line(document.id).replace(' ', '_')}-{number}"
        yield f"# text = {_one_line(_sentence_span(sentence).of(document.text))}"
        if sentence.cut:
            yield "# cut = yes"
        if sentence.proposals is not None:
            yield f"# proposals = {write_proposals(sentence.proposals)}"
        for index, token in enumerate(sentence.tokens):
            following = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
            yield from _token_lines(sentence, token, following)
        yield ""


def _document_comments(document: Document) -> Iterator[tuple[str, str]]:
    if not document.sentences:
        return
    yield "newdoc id", document.id
    if document.title is not None:
        yield "title", f"{document.title.start_char}:{document.title.end_char}"


def _sentence_span(sentence: Sentence) -> Span:
    return Span.cover(token.span for token in sentence.tokens)


def _token_lines(sentence: Sentence, token: Token, following: Token | None) -> Iterator[str]:
    words = [sentence.word(i) for i in token.words]
    glued = following is not None and following.span.start_char <= token.span.end_char
    form = _one_line(token.text)
    if len(words) == 1:
        yield _word_line(words[0], form, _misc(token.span, glued=glued))
        return
    columns = [f"{words[0].id}-{words[-1].id}", form, *"_" * 7, _misc(token.span, glued=glued)]
    yield "\t".join(columns)
    for word in words:
        yield _word_line(word, word.form, _misc(word.span, glued=False))


def _word_line(word: Word, form: str, misc: str) -> str:
    return "\t".join(
        [
            str(word.id),
            form or "_",
            word.lemma or "_",
            word.upos or "_",
            word.xpos or "_",
            write_feats(word.feats),
            str(word.head),
            word.deprel,
            "_",
            misc,
        ]
    )


def _misc(span: Span, *, glued: bool) -> str:
    space = "SpaceAfter=No|" if glued else ""
    return f"{space}start_char={span.start_char}|end_char={span.end_char}"


def _one_line(text: str) -> str:
    """On one line, and in normal form C, as the format wants it, unless that would move an offset."""
    composed = unicodedata.normalize("NFC", text)
    return _CONTROL.sub(" ", composed if len(composed) == len(text) else text)
