"""Verbs of belief that may have nobody as subject: «ويعتقد أن», to be read يُعتقد."""

from __future__ import annotations

from attribution.document import Sentence
from attribution.lexicon import fold
from attribution.sources import Mention
from attribution.sources.impersonal import BELIEFS

__all__ = ["follows_pronoun", "may_be_impersonal", "turns_out"]

_TURNING_OUT = frozenset({"تبين", "اتضح"})
_PRONOUNS = frozenset({"هو", "ه", "هي", "ها"})
_BETWEEN = frozenset({"لا", "لم", "لن", "ما", "كان", "زال", "يزال"})


def turns_out(mention: Mention, lemma: str) -> bool:
    """«تبين أن», «اتضح أن»: what nobody says."""
    return mention.content.cue.part == "finite" and lemma in _TURNING_OUT


def may_be_impersonal(mention: Mention, lemma: str, sentence: Sentence) -> bool:
    """A verb of belief in the imperfect, third person masculine singular."""
    cue = mention.content.cue
    if cue.part != "finite" or lemma not in BELIEFS or mention.agreement.number == "Plur":
        return False
    return fold(sentence.word(cue.head).form).startswith("ي")


def follows_pronoun(mention: Mention, sentence: Sentence) -> bool:
    """Whether a pronoun stands before the verb as its subject: «إنه يتوقع», «لكنه لا يعتقد»."""
    words = sentence.words[: min(mention.content.cue.words) - 1]
    before = next((word for word in reversed(words) if fold(word.form) not in _BETWEEN), None)
    return before is not None and before.upos == "PRON" and fold(before.form) in _PRONOUNS
