"""Articles to measure on: the examples, varied until no two sentences are alike and few tell the same.

A parser that parses each distinct sentence once would look faster on copies than it is, and a search for restatements
slower, so names, places and numbers change from article to article, and half of the nouns with article are exchanged.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

__all__ = ["write_articles"]

_NUMBER = re.compile(r"\d+")
_DEFINITE = re.compile(r"\bال\w{4,}\b")
_VARIED = (
    ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"),
    ("سالم", "كمال", "سمير", "ماهر", "نبيل", "عادل", "فارس", "رائد", "حازم", "وليد"),
    ("الحمداني", "الدرويش", "البيطار", "العسيلي", "المرعي", "السيوفي", "الكيلاني", "الجزائري", "النجار", "العاني"),
    ("الميناء", "الضفتان", "الساحل", "الجسر", "النخيل", "الوادي", "القلعة", "المرفأ"),
    ("البلدة", "المدينة", "القرية", "الضاحية", "المنطقة", "الناحية"),
    ("تقرير", "بيان", "تحقيق", "ملف", "عرض"),
    ("أمس", "اليوم", "صباحا", "مساء", "ظهرا"),
    ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"),
)


def write_articles(examples: list[Path], folder: Path, count: int, words: int = 300) -> list[Path]:
    """Write so many articles of about so many words and give their paths.

    Parameters
    ----------
    examples : list of Path
        Articles to take sentences from.
    folder : Path
        Where to write.
    count, words : int
        How many, and how long.
    """
    chance = random.Random(20)
    bodies = [path.read_text(encoding="utf-8").strip().split("\n") for path in examples]
    paragraphs = [line for lines in bodies for line in lines[1:] if line.strip()]
    nouns = sorted({word for lines in bodies for line in lines for word in _DEFINITE.findall(line)})
    paths = []
    for number in range(count):
        title = chance.choice(bodies)[0]
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < words:
            lines.append(_vary(chance.choice(paragraphs), nouns, chance))
        path = folder / f"article-{number:03}.txt"
        path.write_text(f"{_vary(title, nouns, chance)}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def _vary(text: str, nouns: list[str], chance: random.Random) -> str:
    sentences = re.split(r"(?<=[.؟!]) ", text)
    return " ".join(_vary_sentence(sentence, nouns, chance) for sentence in sentences)


def _vary_sentence(sentence: str, nouns: list[str], chance: random.Random) -> str:
    sentence = _DEFINITE.sub(lambda match: _exchange(match.group(), nouns, chance), sentence)
    for group in _VARIED:
        for word in group:
            if re.search(rf"\b{word}\b", sentence):
                sentence = re.sub(rf"\b{word}\b", chance.choice(group), sentence)
                break
    sentence = _NUMBER.sub(lambda _: str(chance.randint(2, 9999)), sentence)
    aside = f" في {chance.choice(_VARIED[4])} رقم {chance.randint(1, 99999)}"
    return sentence[:-1] + aside + sentence[-1] if sentence[-1:] in ".؟!" else sentence + aside


def _exchange(word: str, nouns: list[str], chance: random.Random) -> str:
    """The word, or as often another one of its gender."""
    alike = [noun for noun in nouns if noun.endswith("ة") == word.endswith("ة")]
    return chance.choice(alike) if chance.random() < 0.5 else word
