"""What the form of a verb or of an attached pronoun says of who is meant."""

from __future__ import annotations

import re

from attribution.document import Word
from attribution.lexicon import VerbForm
from attribution.sources.records import Agreement
from attribution.syntax import Unit

__all__ = ["attached_pronoun", "verb_agreement"]

_SLOT = re.compile(r"_([123])([mf]?)([sdp])$")
_GENDERS = {"m": "Masc", "f": "Fem"}
_NUMBERS = {"s": "Sing", "d": "Dual", "p": "Plur"}
_PARTICIPLE_SLOTS = {
    "m": ("Masc", "Sing"),
    "f": ("Fem", "Sing"),
    "d": (None, "Dual"),
    "p": ("Masc", "Plur"),
    "fp": ("Fem", "Plur"),
}
_PLURAL_SLOTS = frozenset({"p", "fp"})
_PRONOUNS = {
    "ه": ("3", "Masc", "Sing"),
    "ها": ("3", "Fem", "Sing"),
    "هم": ("3", "Masc", "Plur"),
    "هن": ("3", "Fem", "Plur"),
    "هما": ("3", None, "Dual"),
    "ي": ("1", None, "Sing"),
    "ني": ("1", None, "Sing"),
    "نا": ("1", None, "Plur"),
    "ك": ("2", None, "Sing"),
    "كم": ("2", "Masc", "Plur"),
}


def attached_pronoun(unit: Unit) -> Agreement | None:
    """The pronoun attached to a token, by the parse or by its letters."""
    for word in unit.words[1:]:
        if word.form in _PRONOUNS:
            return Agreement(*_PRONOUNS[word.form])
    if len(unit.words) > 1:
        return None
    for form in ("هما", "ها", "هم", "ه"):
        if unit.key.endswith(form) and unit.text[-1] != "ة" and len(unit.key) > len(form) + 2:
            return Agreement(*_PRONOUNS[form])
    return None


def _is_first_person(forms: list[VerbForm], word: Word) -> bool:
    """«أعتقد» untagged: a hamza on a verb whose perfect has none is the first person's."""
    lemmas = {form.entry.lemma for form in forms}
    return word.form.startswith("أ") and bool(lemmas) and all(lemma.startswith("ا") for lemma in lemmas)


def verb_agreement(forms: list[VerbForm], word: Word) -> Agreement:
    """Person, gender and number of a verb form: of its readings the one that its tags name, else the third person.

    A participle in ين is read as a plural, not as a dual.
    """
    participles = [form.slot.split("_")[1] for form in forms if form.slot.startswith(("ap_", "pp_"))]
    if participles:
        plural = next((slot for slot in participles if slot in _PLURAL_SLOTS), participles[0])
        return Agreement("3", *_PARTICIPLE_SLOTS.get(plural, (None, None)))
    slots = [m.groups() for f in forms if (m := _SLOT.search(f.slot))]
    person = word.feats.get("Person") or ("1" if _is_first_person(forms, word) else None)
    fitting = [s for s in slots if s[0] == person] if person in ("1", "2") else [s for s in slots if s[0] == "3"]
    for chosen in fitting or slots:
        gender = _GENDERS.get(chosen[1]) or (word.feats.get("Gender") if chosen[0] == "3" else None)
        return Agreement(chosen[0], gender, _NUMBERS[chosen[2]])
    return Agreement(person, word.feats.get("Gender"), word.feats.get("Number"))
