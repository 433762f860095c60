"""Whether a text is Arabic, and a guess at what it is instead.

Scripts are counted, and inside one script frequent function words: enough to tell an article in Persian or English from
an Arabic one, and no more is claimed in the message.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from attribution.errors import UnsupportedLanguage

__all__ = ["require_arabic"]

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "Arabic": "في من على إلى الى عن أن ان إن أنه التي الذي الذين هذا هذه ذلك بعد قبل مع أو او كما كان كانت قد لا لم ما "
    "خلال بين قال وقال وأضاف أكد وأكد غير كل عند حتى هو هي أي لكن بعض عام يوم حيث منذ",
    "Persian": "است که این از را با برای آن شد می و در به کرد های خود بر یک شده بود کرده ها",
    "Urdu": "ہے کے میں کی اور سے کا کو نے پر ہیں کہ یہ نہیں تھا بھی ایک گیا",
    "Kurdish": "لە بە کە ئەو بۆ و ئەم لەگەڵ دەکات کردن هەر بوو لەسەر هەیە",
    "Pashto": "د په چې او کې له دی سره هم څخه ته شوی کړي وي دا",
    "Uyghur": "بىلەن ۋە بۇ ئۇ ئۈچۈن بىر دېدى بولغان",
    "English": "the of and to in that is was for on with said as by at from has have it this are be",
    "French": "le la les des et en du un une que qui est dans pour par sur au avec il elle pas a ont",
    "Spanish": "el la los las de y que en un una por con para es del se al su como más ha",
    "German": "der die das und in den von zu mit ist auf für nicht ein eine dem des im sich auch",
    "Italian": "il di che la e un per una in con del della non sono ha è dei le gli al",
    "Portuguese": "o a os as de que e do da em um uma para com não por no na dos se",
    "Turkish": "ve bir bu için da de ile olarak olan çok daha gibi kadar sonra dedi ise",
    "Dutch": "de het een en van in is dat op te zijn met voor niet aan er om ook als",
    "Indonesian": "yang dan di dari untuk dengan pada ini itu dalam tidak akan oleh ke",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_ARABIC_SCRIPT_LANGUAGES = ("Persian", "Urdu", "Kurdish", "Pashto", "Uyghur")
_LATIN_SCRIPT_LANGUAGES = tuple(x for x in _WORDS_OF if x not in ("Arabic", *_ARABIC_SCRIPT_LANGUAGES))
_SCRIPT_NAMES = {
    "CYRILLIC": "a language in Cyrillic script, such as Russian",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "a language in Devanagari script, such as Hindi",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "THAI": "Thai",
    "SYRIAC": "Syriac",
    "THAANA": "Dhivehi",
}


def require_arabic(text: str, place: str) -> None:
    """Raise unless most letters of a text are Arabic letters in Arabic words.

    Parameters
    ----------
    text : str
        The article; its first 20,000 characters decide.
    place : str
        Its path, for the message.

    Raises
    ------
    UnsupportedLanguage
        With the language that the text seems to be in, guessed from script and function words.

    Examples
    --------
    >>> require_arabic("قال الوزير إن الاتفاق وقع", "a.txt")
    >>> require_arabic("The minister said that the deal was signed", "b.txt")
    Traceback (most recent call last):
        ...
    attribution.errors.UnsupportedLanguage: b.txt: the text seems to be in English (only Arabic can be analysed)
    """
    language = _other_language(text[:_SAMPLE])
    if language is not None:
        raise UnsupportedLanguage(
            f"the text seems to be in {language}" if language else "the text has no letters",
            place=place,
            way_out="only Arabic can be analysed",
        )


def _other_language(sample: str) -> str | None:
    """None for Arabic, the empty string for a text without letters, otherwise a name."""
    scripts = Counter(_script(character) for character in sample if character.isalpha())
    if not scripts:
        return ""
    script, count = scripts.most_common(1)[0]
    if scripts["ARABIC"] * 2 >= scripts.total():
        return _other_in_arabic_script(sample)
    if script == "LATIN":
        return _by_function_words(sample, _LATIN_SCRIPT_LANGUAGES) or ("a language in Latin script")
    if count * 2 < scripts.total():
        return "several languages, little of it Arabic"
    return _SCRIPT_NAMES.get(script, f"a language in {script.capitalize()} script")


def _other_in_arabic_script(sample: str) -> str | None:
    words = _WORD.findall(sample)
    arabic = sum(word in _WORDS_OF["Arabic"] or word.startswith(("ال", "وال", "بال", "لل")) for word in words)
    language = _by_function_words(sample, _ARABIC_SCRIPT_LANGUAGES)
    if language is None:
        return None
    theirs = sum(word in _WORDS_OF[language] for word in words)
    return language if theirs > arabic else None


def _by_function_words(sample: str, languages: tuple[str, ...]) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {language: sum(words[word] for word in _WORDS_OF[language]) for language in languages}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= max(1, 0.05 * words.total()) else None


def _script(character: str) -> str:
    name = unicodedata.name(character, "UNKNOWN").partition(" ")[0]
    return "CJK" if name == "CJK" else name
