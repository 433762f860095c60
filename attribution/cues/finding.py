"""All cues of a document."""

from __future__ import annotations

from collections.abc import Sequence

from attribution.cues.headlines import headline_cues
from attribution.cues.joining import join_complements, relayed_sources, without_manner
from attribution.cues.periphrasis import periphrastic_passives
from attribution.cues.phrases import phrase_cues
from attribution.cues.record import Cue
from attribution.cues.verbs import verb_cue
from attribution.lexicon import Lexicon
from attribution.syntax import Reading

__all__ = ["find_cues"]


def find_cues(readings: tuple[Reading, ...], lexicon: Lexicon) -> tuple[Cue, ...]:
    """Every word or phrase of a document's sentences that may carry an attribution, in text order."""
    found: list[Cue] = []
    for reading in readings:
        found += _sentence_cues(reading, lexicon)
    found += headline_cues(readings, found, lexicon)
    return tuple(sorted(found, key=lambda cue: (cue.span.start_char, cue.span.end_char)))


def _takes_up(reading: Reading, words: Sequence[int]) -> bool:
    """«وهو ما يؤكده السكان»: with an object pronoun a connector («وهو ما يؤكد أن») is somebody's report."""
    verb = reading.unit_of(max(words))
    owned = verb.is_verb and len(verb.words) > 1 and verb.words[-1].upos == "PRON"
    return owned and verb.index > 1 and reading.units[verb.index - 1].key == "ما"


def _sentence_cues(reading: Reading, lexicon: Lexicon) -> list[Cue]:
    sentence = reading.sentence
    authors_own = {
        w for m in lexicon.phrases(sentence, ("connectors",)) if not _takes_up(reading, m.words) for w in m.words
    }
    verbs = {u.index: c for u in reading.units if (c := verb_cue(reading, u, lexicon)) is not None}
    verbs = {i: c for i, c in verbs.items() if not authors_own.intersection(c.words)}
    verbs = without_manner(reading, verbs)
    passives = [c for c in periphrastic_passives(reading, lexicon) if not authors_own.intersection(c.words)]
    done = {reading.sentence.word(w).token for cue in passives for w in cue.words}
    verbs = {i: c for i, c in verbs.items() if i not in done} | {
        reading.sentence.word(c.head).token: c for c in passives
    }
    phrases = list(phrase_cues(reading, lexicon, verbs, authors_own))
    taken = {reading.sentence.word(w).token for cue in phrases for w in cue.words}
    kept = {i: c for i, c in verbs.items() if i not in taken}
    return [*phrases, *relayed_sources(reading, kept, lexicon), *join_complements(reading, kept, lexicon)]
