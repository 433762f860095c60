"""Reading the noun phrases of a document: words, core, type nouns of the source lexicons."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from attribution.document import Document, Sentence, Span, Word
from attribution.lexicon import Lexicon, SourceEntry, fold
from attribution.resolution.nominals import UNKNOWN_AGREEMENT, Nominal, TypeNoun
from attribution.resolution.noun_words import QUOTES, bears_pronoun, has_article, is_name_tag
from attribution.sources import Agreement

__all__ = ["NominalReader"]

_NOWHERE: frozenset[int] = frozenset()
_SOURCE_KINDS = ("roles", "institutions", "media", "documents", "groups", "persons", "anonymous")
_PEOPLE = frozenset({"roles", "persons"})
_RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذان", "اللذين", "اللتان", "اللتين", "اللواتي", "اللاتي", "ممن"})
_PAIR = 2
_EXCELLENCIES = frozenset({"معالي", "سعاده", "سمو"})
_OCCASIONS = frozenset({"في", "خلال", "عبر", "عقب", "اثناء", "لدي"})
_DASHES = frozenset({"-", "–", "—", "("})


class NominalReader:
    """Reads noun phrases of one document; lexicon matches are looked up once for each sentence."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self._lexicon = lexicon
        self._matches: dict[int, tuple[tuple[str, SourceEntry, tuple[int, ...]], ...]] = {}
        self._starts = [sentence.span.start_char for sentence in document.sentences]
        self._titles = tuple(_printings(document))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset, or the nearest before it."""
        return self.document.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def words(self, span: Span) -> tuple[Word, ...]:
        """The words of the sentence at the span's start that overlap it."""
        sentence = self.sentence_at(span.start_char)
        return tuple(word for word in sentence.words if word.span.overlaps(span))

    def read(
        self, span: Span, observed: Agreement | None = None, stops: frozenset[int] = _NOWHERE, *, whole: bool = False
    ) -> Nominal | None:
        """The noun phrase that a span covers; None where it holds no word.

        Parameters
        ----------
        span : Span
            Offsets of the phrase.
        observed : Agreement, optional
            What a verb of which it is the subject shows.
        stops : frozenset of int
            Offsets where another cue begins: the phrase's core ends before it.
        whole : bool
            Whether the core goes on behind dashes, brackets and relative pronouns.
        """
        sentence = self.sentence_at(span.start_char)
        words = _trim(word for word in sentence.words if word.span.overlaps(span))
        if not words:
            return None
        if _has_rubric(self.document.text, words) or self._tells_paper(sentence, words):
            words = words[1:]
        core = len(words) if whole else _core(self.document.text, words, stops)
        place_of = {word.id: place for place, word in enumerate(words[:core])}
        nouns = [
            TypeNoun(kind, entry, tuple(place_of[word_id] for word_id in ids if word_id in place_of))
            for kind, entry, ids in self.matches(sentence.index)
            if ids[0] in place_of
            and not (kind in _PEOPLE and len(ids) == 1 and _is_given_name(words[:core], place_of[ids[0]]))
            and (entry.type != "relational" or _has_complement(words[:core], place_of[ids[-1]]))
        ]
        nouns.sort(key=lambda noun: (noun.places[0], -len(noun.places), _SOURCE_KINDS.index(noun.kind)))
        return Nominal(
            span=span,
            sentence=sentence.index,
            words=words,
            core=core,
            type_nouns=tuple(nouns),
            breaks=_breaks(self.document.text, words),
            quoted=_is_quoted(self.document.text, span),
            in_title=any(title.contains(span) for title in self._titles),
            observed=observed or UNKNOWN_AGREEMENT,
        )

    def _tells_paper(self, sentence: Sentence, words: Sequence[Word]) -> bool:
        """Whether the phrase begins with the paper that was told, not the teller: «أبلغ "*الوطن*" مسؤول في الوزارة»."""
        if len(words) == 1 or has_article(words[1]) or words[1].upos not in ("NOUN", "X", "PROPN"):
            return False
        if not _is_quoted(self.document.text, words[0].span):
            return False
        return any(ids == (words[0].id,) and entry.type == "quoted" for _, entry, ids in self.matches(sentence.index))

    def matches(self, sentence: int) -> tuple[tuple[str, SourceEntry, tuple[int, ...]], ...]:
        """Kind, entry and word ids of the source nouns in a sentence."""
        if sentence not in self._matches:
            words = self.document.sentences[sentence]
            self._matches[sentence] = tuple(
                (match.kind, match.entry, match.words)
                for match in self._lexicon.phrases(words, _SOURCE_KINDS)
                if isinstance(match.entry, SourceEntry)
                and _is_noun_here(words, match.kind, match.entry, match.words[0])
            )
        return self._matches[sentence]


def _is_noun_here(sentence: Sentence, kind: str, entry: SourceEntry, word_id: int) -> bool:
    """Whether the words of an entry are what it says: no verb (*طالب* الوزير), and a rank only before a name."""
    if kind == "persons" and sentence.word(word_id).upos == "VERB":
        return False
    return entry.type != "before_name" or _before_name(sentence, word_id)


def _before_name(sentence: Sentence, word_id: int) -> bool:
    """Whether a full name follows a word that is nobody's genitive.

    «*الفريق* سامي حداد»; not «مدرب *الفريق* سامي حداد».
    """
    following = sentence.words[word_id : word_id + 2]
    if len(following) < _PAIR or not all(map(is_name_tag, following)) or has_article(following[0]):
        return False
    before = sentence.word(word_id - 1) if word_id > 1 else None
    if before is None or before.upos not in ("ADP", "NOUN"):
        return True
    return before.upos == "NOUN" and (has_article(before) or fold(before.form) in _EXCELLENCIES)


def _printings(document: Document) -> Iterator[Span]:
    """The headline wherever it is printed: at the top, and again under «رابط الخبر»."""
    if document.title is None:
        return
    headline = document.title.of(document.text).strip()
    start = document.text.find(headline) if headline else -1
    while start >= 0:
        yield Span(start, start + len(headline))
        start = document.text.find(headline, start + len(headline))


def _is_quoted(text: str, span: Span) -> bool:
    """Whether quotation marks stand in a phrase or right around it: أوردت "الوطن"."""
    around = text[max(span.start_char - 2, 0) : span.start_char].strip()[-1:], text[span.end_char :][:2].strip()[:1]
    return any(mark in QUOTES for mark in span.of(text)) or all(mark and mark in QUOTES for mark in around)


def _trim(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words without punctuation, without leading conjunctions and prepositions, and who is told: قال *لي* الموظف."""
    kept = [word for word in words if word.upos not in ("PUNCT", "SYM") and any(c.isalnum() for c in word.form)]
    while len(kept) > 1 and kept[0].upos in ("ADP", "CCONJ") and len(kept[0].form) == 1:
        told = kept.pop(0).upos == "ADP" and len(kept) > 1 and kept[0].upos == "PRON"
        if told:
            kept.pop(0)
    return tuple(kept)


def _has_rubric(text: str, words: Sequence[Word]) -> bool:
    """Whether a headline begins with an agency's rubric: «*رياضي* / مدرب المنتخب: …»."""
    if len(words) == 1 or words[0].id != 1 or len(words[0].form) == 1 or has_article(words[0]):
        return False
    return text[words[0].span.end_char : words[1].span.start_char].strip() == "/"


def _core(text: str, words: Sequence[Word], stops: frozenset[int]) -> int:
    """How many words stand before the first relative pronoun, dash, parenthesis or cue (the first word aside).

    Nor does the occasion belong to the phrase: «الرئيس *في حواره* مع القناة».
    """
    for place, word in enumerate(words):
        if place == 0:
            continue
        if fold(word.form) in _OCCASIONS and word.upos == "ADP" and bears_pronoun(words, place + 1):
            return place
        if fold(word.form) in _RELATIVES:
            previous = words[place - 1]
            return place - 1 if previous.upos == "CCONJ" and place > 1 else place
        between = text[words[place - 1].span.end_char : word.span.start_char]
        dashed = any(mark in _DASHES for mark in between) and not word.form.isdigit()
        if word.span.start_char in stops or (dashed and not _is_full_name(words[place:])):
            return place
    return len(words)


def _is_full_name(words: Sequence[Word]) -> bool:
    """Whether words are a name and nothing else: what stands behind the dash of «رئيس النادي - سامي حداد»."""
    return len(words) >= _PAIR and all(map(is_name_tag, words))


def _is_given_name(words: Sequence[Word], place: int) -> bool:
    """Whether a role or trade is rather a given name: tagged so, no article, a name behind (مالك، أمين، رائد).

    So is one without article between a noun that has it and the last word (النائب حاكم الحداد).
    """
    pair = words[place : place + 2]
    if place and len(words) == place + 2 and pair[0].upos == "NOUN" and not has_article(pair[0]):
        before = words[place - 1]
        if before.upos == "NOUN" and has_article(before) and has_article(pair[1]) and pair[1].upos != "ADJ":
            return True
    initial = len(pair[0].form) == 1
    return len(pair) == 2 and all(map(is_name_tag, pair)) and not has_article(pair[0]) and not initial


def _has_complement(words: Sequence[Word], place: int) -> bool:
    """Whether a noun is followed by whom it stands for: «ممثل الادعاء», «ممثلة عن النقابة»; not «الممثل المصري»."""
    if place + 1 >= len(words):
        return False
    following = words[place + 1]
    if following.upos == "ADP":
        return fold(following.form) in ("ل", "عن", "لدي", "في")
    return not has_article(words[place]) and following.upos in ("NOUN", "X", "PROPN")


def _breaks(text: str, words: Sequence[Word]) -> frozenset[int]:
    """Places with punctuation before them that is no quotation mark."""
    return frozenset(
        place
        for place in range(1, len(words))
        if any(
            not mark.isalnum() and not mark.isspace() and mark not in QUOTES
            for mark in text[words[place - 1].span.end_char : words[place].span.start_char]
        )
    )
