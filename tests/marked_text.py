"""Documents and mentions from marked text, so that resolution and certainty are tested without a parser.

``[وزير المالية]A`` is a source phrase, ``{قال}`` a cue, ``<…>`` its content; ``{أضاف=A}`` is a cue whose subject is
dropped and should resolve to A (``=-`` to nobody). A phrase belongs to the nearest cue without a gold id. ``*`` marks
a word as a name, ``^`` as a verb. A first line with ``##`` is the headline. Trees are flat, but that adjacent nouns
and names form one phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribution.content import Content
from attribution.cues import Cue, CuePart
from attribution.document import Document, Evidence, Sentence, Span, Token, Word, WordRef
from attribution.lexicon import fold, load_lexicon
from attribution.sources import Agreement, Mention

_MARK = re.compile(r"\[(?P<phrase>[^\]]*)\](?P<id>[A-Z])|\{(?P<cue>[^}=]*)(?:=(?P<gold>[A-Z-]))?\}|[<>]|##")
_PREPOSITIONS = frozenset(map(fold, ["من", "في", "على", "عن", "إلى", "مع", "لدى", "بعد", "قبل", "حول", "خلال"]))
_PARTICLES = frozenset(map(fold, ["بحسب", "حسب", "وفق", "وفقا", "طبقا", "نقلا", "عن"]))
_PARTICIPLE = re.compile(r"(مؤكد|مشير|مضيف|لافت|موضح|مبين|قائل|معتبر|متوقع|كاشف|ناف)(ا|ة|ين|اً|ي?ا)?$")


@dataclass(frozen=True)
class Marked:
    """A document, its mentions, and what each should resolve to (an id, ``-`` for nobody)."""

    document: Document
    mentions: tuple[Mention, ...]
    gold: tuple[str, ...]


@dataclass
class _Cue:
    span: tuple[int, int]
    gold: str | None
    phrase: tuple[int, int] | None = None
    phrase_id: str | None = None
    content: tuple[int, int] | None = None


def read_marked(marked: str) -> Marked:
    """The document, mentions and expectations of a marked text."""
    text, names, verbs, cues, title = _strip(marked.strip())
    document = flat_document(text, names, verbs | {c.span[0] for c in cues}, title)
    mentions = tuple(_mention(document, cue) for cue in cues)
    return Marked(document, mentions, tuple(cue.gold or cue.phrase_id or "-" for cue in cues))


def _strip(  # noqa: C901 - one pass over the marks
    marked: str,
) -> tuple[str, set[int], set[int], list[_Cue], Span | None]:
    out: list[str] = []
    names: set[int] = set()
    verbs: set[int] = set()
    cues: list[_Cue] = []
    phrases: list[tuple[int, int, str]] = []
    opened: list[int] = []
    contents: list[tuple[int, int]] = []
    title_end = None

    def put(fragment: str) -> tuple[int, int]:
        start = len(out)
        for letter in fragment:
            if letter in "*^":
                (names if letter == "*" else verbs).add(len(out))
            else:
                out.append(letter)
        return start, len(out)

    last = 0
    for match in _MARK.finditer(marked):
        put(marked[last : match.start()])
        last = match.end()
        if match["phrase"] is not None:
            phrases.append((*put(match["phrase"]), match["id"]))
        elif match["cue"] is not None:
            cues.append(_Cue(put(match["cue"]), match["gold"]))
        elif match[0] == "<":
            opened.append(len(out))
        elif match[0] == ">":
            contents.append((opened.pop(), len(out)))
        else:
            title_end = len(out)
    put(marked[last:])
    for start, end, phrase_id in phrases:
        free = [cue for cue in cues if cue.gold is None and cue.phrase is None]
        cue = min(free, key=lambda c: abs(c.span[0] - start))
        cue.phrase, cue.phrase_id = (start, end), phrase_id
    for cue in cues:
        outside = [c for c in contents if not c[0] <= cue.span[0] < c[1]]
        after = [c for c in outside if c[0] >= cue.span[1]]
        cue.content = min(after, key=lambda c: c[0]) if after else max(outside, key=lambda c: c[1])
    return "".join(out), names, verbs, cues, Span(0, title_end) if title_end is not None else None


def flat_document(text: str, names: set[int], verbs: set[int], title: Span | None = None) -> Document:
    """A document of flat trees; a sentence ends at a line break or a full stop."""
    sentences: list[Sentence] = []
    for paragraph in re.finditer(r"[^.\n]+[.؟]?", text):
        tokens: list[Token] = []
        words: list[Word] = []
        for found in re.finditer(r"[^\W_]+(?:\u064b)?|[^\w\s]", paragraph.group()):
            span = Span(found.start() + paragraph.start(), found.end() + paragraph.start())
            pieces = _pieces(span.of(text), span, verb=span.start_char in verbs)
            ids = []
            for form, piece in pieces:
                word_id = len(words) + 1
                ids.append(word_id)
                verb = span.start_char in verbs and form == pieces[-1][0]
                upos, feats = _tag(form, name=piece.start_char in names, verb=verb)
                head, deprel = _arc(words, upos)
                words.append(Word(word_id, form, form, upos, "_", feats, head, deprel, piece, len(tokens)))
            tokens.append(Token(len(tokens), span.of(text), span, tuple(ids)))
        if words:
            span = Span(words[0].span.start_char, words[-1].span.end_char)
            sentences.append(Sentence(len(sentences), span, len(sentences), tuple(tokens), tuple(words)))
    return Document("case", text, title, sentences=tuple(sentences))


def _arc(before: list[Word], upos: str) -> tuple[int, str]:
    """The first verb is the root; a noun or name hangs on the noun or name before it, anything else on the root."""
    root = next((word.id for word in before if word.head == 0), None)
    if root is None and (upos == "VERB" or not before):
        return 0, "root"
    if before and upos in ("NOUN", "X", "ADJ") and before[-1].upos in ("NOUN", "X", "ADJ"):
        return before[-1].id, "nmod"
    return (root or before[0].id), "dep"


def _pieces(token: str, span: Span, *, verb: bool) -> list[tuple[str, Span]]:
    if token[0] in "وف" and len(token) > 2 and ((verb and len(token) > 3) or token[1:3] in ("ال", "قد", "لم", "لن")):
        middle = span.start_char + 1
        return [(token[0], Span(span.start_char, middle)), (token[1:], Span(middle, span.end_char))]
    return [(token, span)]


def _tag(form: str, *, name: bool, verb: bool) -> tuple[str, dict[str, str]]:
    key = fold(form)
    if name:
        return "X", {}
    if _PARTICIPLE.match(key) or not any(c.isalnum() for c in form):
        return ("ADJ", {}) if key[0].isalnum() else ("PUNCT", {})
    if verb and key not in _PARTICLES:
        imperfect = key[0] in "يتنا" and not key.startswith(
            ("ات", "اع", "اض", "او", "اش", "اف", "ان", "اك", "تابع", "توق")
        )
        person = "1" if imperfect and key[0] in "نا" else "3"
        gender = "Fem" if key.endswith("ت") or key[0] == "ت" else "Masc"
        number = "Plur" if key.endswith(("وا", "ون")) or (key.startswith("ن") and person == "1") else "Sing"
        feats = {"Aspect": "Imp" if imperfect else "Perf", "Person": person, "Gender": gender, "Number": number}
        return "VERB", feats
    if key in _PREPOSITIONS or key in _PARTICLES:
        return "ADP", {}
    if key in ("و", "ف"):
        return "CCONJ", {}
    if key in ("ان", "انه", "انها"):
        return "SCONJ", {}
    if key in ("لم", "لن", "لا", "قد", "سوف"):
        return "PART", {}
    return "NOUN", {}


def _mention(document: Document, cue: _Cue) -> Mention:
    span = Span(*cue.span)
    sentence, words = _words(document, span)
    head = words[-1]
    text = fold(span.of(document.text)).lstrip("و")
    part: CuePart = "finite"
    if _PARTICIPLE.match(text):
        part = "participle"
    elif text.split()[0] in _PARTICLES:
        part = "particle"
    elif text == ":":
        part = "colon"
    record = Cue(
        sentence.index,
        tuple(w.id for w in words),
        head.id,
        span,
        _entry(text),
        part,
        negated=False,
        evidence=Evidence("test"),
    )
    content = Content(record, (Span(*(cue.content or cue.span)),), None, "indirect", "clause", Evidence("test"))
    agreement = _agreement(head, text, part)
    if cue.phrase is not None:
        return Mention(content, "nominal", Span(*cue.phrase), None, agreement, None, Evidence("test"))
    if cue.gold == "-":
        return Mention(content, "unexpressed", None, None, agreement, None, Evidence("test"))
    pronoun = text.endswith(("قوله", "قولها", "قولهم", "وصفه", "تعبيره"))
    if pronoun:
        gender, number = ("Fem" if text.endswith("ها") else "Masc"), ("Plur" if text.endswith("هم") else "Sing")
        agreement = Agreement("3", gender, number)
    return Mention(content, "pronoun" if pronoun else "dropped", None, None, agreement, None, Evidence("test"))


def _words(document: Document, span: Span) -> tuple[Sentence, list[Word]]:
    for sentence in document.sentences:
        words = [word for word in sentence.words if word.span.overlaps(span)]
        if words:
            return sentence, words
    raise AssertionError(span.of(document.text))


def _entry(text: str) -> str:
    lexicon = load_lexicon()
    for word in reversed(text.split()):
        forms = lexicon.verb_forms(word)
        if forms:
            return forms[0].entry.id
    return "particle.bihasab" if text.split()[0] in _PARTICLES else "particle.colon" if text == ":" else "verb.qala"


def _agreement(head: Word, text: str, part: CuePart) -> Agreement:
    if part == "participle":
        number = "Plur" if text.endswith("ين") else "Sing"
        return Agreement("3", "Fem" if text.endswith("ه") else "Masc", number)
    if part == "finite":
        return Agreement(head.feats.get("Person"), head.feats.get("Gender"), head.feats.get("Number"))
    return Agreement()


def ref(document: Document, word: str) -> WordRef:
    """The first word with a form."""
    return next(WordRef(s.index, w.id) for s in document.sentences for w in s.words if w.form == word)
