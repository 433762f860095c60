"""From a verb's root and form to every written form of it.

The paradigm is that of mazini, a port of Wiktionary's Module:ar-verb; the inflected forms of participle and masdar are
added here. Forms are folded (:func:`attribution.lexicon.fold`), so a written form may stand in several slots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mazini import Conjugation, MaziniError, Vowels, conjugate

from attribution.errors import LexiconError
from attribution.lexicon.folding import fold
from attribution.lexicon.schema import VerbPart, VerbPattern

__all__ = ["paradigm", "skeleton"]

_WEAK = frozenset("وياءأإؤئآى")
_TANWIN_KASRA = "\u064d"
_QUADRILITERAL = {"QI": "Iq", "QII": "IIq", "QIII": "IIIq", "QIV": "IVq"}
_PARTICIPLE_ENDINGS = {"m": ("", "ا"), "f": ("ه",), "d": ("ان", "ين"), "p": ("ون", "ين"), "fp": ("ات",)}


def skeleton(root: str) -> str:
    """The radicals that every form of a root keeps, in order: the strong ones, a doubled one once.

    Examples
    --------
    >>> skeleton("ق و ل"), skeleton("ش ك ك")
    ('قل', 'شك')
    """
    kept = [radical for radical in root.split() if radical not in _WEAK]
    return "".join(letter for place, letter in enumerate(kept) if letter not in kept[:place])


def paradigm(verb: VerbPattern) -> dict[str, tuple[tuple[VerbPart, str], ...]]:
    """Every written form of a verb with its readings.

    Parameters
    ----------
    verb : VerbPattern
        Root, form and the parts wanted.

    Returns
    -------
    dict of str to tuple of (part, slot)
        Folded written form to its readings. Slots are mazini's (``past_3ms``, ``ind_pass_3fs``); a subjunctive or
        jussive that is written like the indicative is left out. Participles have ``ap_m``, ``ap_f``, ``ap_d``,
        ``ap_p``, ``ap_fp`` (``pp_…``), masdars ``vn``; with the article ``…_def``.

    Raises
    ------
    LexiconError
        Where the engine cannot conjugate root and form.

    Examples
    --------
    >>> from attribution.lexicon.schema import VerbPattern
    >>> forms = paradigm(VerbPattern(root="و ض ح", form="IV"))
    >>> forms["اوضحت"][0], forms["موضحا"]
    (('finite', 'past_1s'), (('active_participle', 'ap_m'),))
    """
    excluded = {fold(form) for form in verb.exclude}
    forms: dict[str, list[tuple[VerbPart, str]]] = {}
    for form, part, slot in _readings(verb):
        key = fold(form)
        readings = forms.setdefault(key, [])
        if key in excluded or part not in verb.parts or (part, slot) in readings:
            continue
        person = slot.partition("_")[2]
        if slot.startswith(("sub_", "juss_")) and (part, f"ind_{person}") in readings:
            continue
        readings.append((part, slot))
    return {form: tuple(readings) for form, readings in forms.items() if readings}


def _readings(verb: VerbPattern) -> Iterator[tuple[str, VerbPart, str]]:
    for spelling in verb.spellings:
        yield spelling, "finite", "spelling"
    slots = {slot: [cell.form for cell in cells if cell.form != "?"] for slot, cells in _conjugate(verb).slots.items()}
    for slot, forms in slots.items():
        for form in forms:
            if not _is_uncontracted(slot, form, slots):
                yield from _slot_readings(slot, form)
    for masdar in verb.masdars:
        yield from _slot_readings("vn", masdar)
    for participle in verb.participles:
        yield from _slot_readings("ap", participle)


def _is_uncontracted(slot: str, form: str, slots: Mapping[str, list[str]]) -> bool:
    """Whether a jussive is the rare uncontracted one of a doubled root (يُقْرِرْ beside يُقِرَّ), written like form II."""
    contracted = slots.get(slot.replace("juss", "sub", 1), []) if slot.startswith("juss") else []
    return any(len(fold(form)) > len(fold(other)) for other in contracted)


def _conjugate(verb: VerbPattern) -> Conjugation:
    vowels = Vowels(*verb.vowels.split()) if verb.vowels else None
    code = _QUADRILITERAL.get(verb.form, verb.form)
    try:
        return conjugate(verb.root, code, reduced=verb.assimilated, vowels=vowels)
    except MaziniError as error:
        raise LexiconError(f"mazini cannot conjugate {verb.root} in form {verb.form}: {error}") from error


def _slot_readings(slot: str, form: str) -> Iterator[tuple[str, VerbPart, str]]:
    if slot in ("ap", "pp"):
        part: VerbPart = "active_participle" if slot == "ap" else "passive_participle"
        yield from ((written, part, f"{slot}_{ending}") for written, ending in _inflect(form))
    elif slot.startswith("vn"):
        yield from _masdar(form)
    elif slot.startswith(("past", "ind", "sub", "juss")):
        yield form, "passive" if "_pass_" in slot else "finite", slot


def _inflect(participle: str) -> Iterator[tuple[str, str]]:
    """Gender, number and article on a participle; a defective one (نافٍ) shows its ي before endings."""
    defective = _TANWIN_KASRA in participle[-2:]
    stem = fold(participle)
    for ending, suffixes in _PARTICIPLE_ENDINGS.items():
        for suffix in suffixes:
            plural = ending == "p"
            written = stem + suffix if not defective or not suffix or plural else f"{stem}ي{suffix}"
            yield written, ending
            if not (defective and not suffix):
                yield f"ال{written}", f"{ending}_def"
    if defective:
        yield f"{stem}ي", "m"
        yield f"ال{stem}ي", "m_def"


def _masdar(masdar: str) -> Iterator[tuple[str, VerbPart, str]]:
    folded = fold(masdar)
    yield folded, "masdar", "vn"
    yield f"ال{folded}", "masdar", "vn_def"
    if masdar.endswith("ة"):
        yield f"{folded[:-1]}ت", "masdar", "vn"
    elif not folded.endswith("ء"):
        yield f"{folded}ا", "masdar", "vn"
