"""Nouns of happenings, by the pattern of a masdar or by a list: what a verb of reporting may have as its object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribution.function_words import folded
from attribution.syntax import Unit

__all__ = ["MONTHS", "is_event_noun", "is_masdar"]

MONTHS = folded(
    """
    يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر جانفي فيفري أفريل
    ماي جوان جويلية أوت كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين محرم صفر رجب شعبان رمضان
    شوال الجاري المقبل
    """
)
_MASDAR_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"ت..ي..?",  # II: تأجيل, تسوية
        r"ت[^ا][^ا][^اويه]",  # V: تحسن, تطور
        r"ت.ا..",  # VI: تراجع
        r"ا..ا.ه?",  # IV and VIII: إعلان, إقامة, اتهام
        r"ا(ن..|.[تطد].|ز..)ا.(ه|ات)?",  # VII and VIII: اندلاع, اجتماع, اضطراب
        r"است..?ا.(ه|ات)?",  # X: استخدام, استقالة
    )
)
_EVENT_NOUNS = folded(
    """
    أهمية ضرورة وجود عدم قيام نجاح فشل وفاة مقتل حرص قدرة إمكانية رغبة تمسك عزم نية وصول حصول ضبط إصابة شعور
    سعادة ثقة أمل زيادة نقص عودة رحيل خروج دخول ظهور صدور حدوث وقوع سقوط هبوط صعود نمو غياب رفض قبول دعم بدء
    نهاية انتهاء بداية استعداد خطر مخاطر حداد طوارئ أنباء مزاعم شائعات إشاعات حاجة صحة سلامة براءة مسؤولية
    علاقة صلة دور حق حقيقة حالة مشاركة موافقة تأييد تورط ضلوع خلو فوز خسارة هزيمة وقف فتح إغلاق منع حظر سحب طرح نقل
    بيع شراء سعي عمل دفع مواصلة متابعة معرفة علم قتل اعتقال توقيف القبض القضاء العثور موعد موقف مدى حجم صعوبة
    اتهام اتهامات ادعاءات هوية قائمة أسماء نتائج سهولة خطورة كفاءة جاهزية جدية مضي بلوغ سماع لجوء نزوح نشوب وصاية
    عمق متانة قوة حسن سوء كثرة قلة ضعف شدة ندرة أحقية أن فقدان حرمان نفاد صمود حصار حرق خرق خطف قصف هدم غرق قطع عزل
    طرد نهب عقد فرض ضخ كسب هروب فرار بناء شن هجرة عجز جفاف بقاء عزوف خضوع رجوع نزول زيارة حماية سيطرة هيمنة عرقلة
    رفع حجز سماح منح صرف حجب بث جلب حسم شروع دفن فصل حذف دمج ربط تكرار مبايعة إقامة إعادة إحالة إدانة إقالة إزالة
    إتاحة إثارة إعاقة إطاحة إحاطة إغاثة إبادة إطالة وضع ترك وجوب حشد رؤية نشر خفض صد حصر مرور عبور ورود جرح نسف
    """
)
_BODIES = folded("اتحاد ائتلاف احتلال محافظة محافظات مقاطعة مقاطعات")
_NAMES = folded("تونس إيران تركيا ترامب تبوك تميم تشيك تدمر تكريت معاليه")
"""Names and titles that have the shape of a masdar."""


def is_event_noun(unit: Unit) -> bool:
    """Whether a noun looks like a happening, property or state: a masdar by its pattern, or one of a short list.

    One printed with أ is a plural (أطفال, not إعلان); some bodies of people (اتحاد) and names (إيران) have the shape of
    a masdar.
    """
    key = _without_clitics(unit)
    if unit.bare.removeprefix("ال") in _BODIES or key in _BODIES or key in _NAMES or key in MONTHS:
        return False
    if unit.head.form.removeprefix("ال").startswith("أ") and unit.bare.removeprefix("ال") not in _EVENT_NOUNS:
        return False
    if unit.key in _EVENT_NOUNS or key in _EVENT_NOUNS or _masdar_pattern(key):
        return True
    if _is_accusative(unit) and (key[:-1] in _EVENT_NOUNS or _masdar_pattern(key[:-1])):
        return True
    owned = () if unit.text.endswith("ة") else _owned(key)
    stems = (*owned, *_singular(key))
    return any(stem in _EVENT_NOUNS or (len(stem) >= 4 and _masdar_pattern(stem)) for stem in stems)


def _is_accusative(unit: Unit) -> bool:
    """Whether an indefinite noun is written as an object or adverb («تراجعا»)."""
    return unit.upos == "NOUN" and unit.key.endswith("ا") and not unit.bare.startswith("ال")


def _without_clitics(unit: Unit) -> str:
    """A folded noun without article and preposition."""
    key = unit.bare
    for prefix in ("بال", "ال", "لل"):
        if key.startswith(prefix) and len(key) > len(prefix) + 2:
            return key[len(prefix) :]
    return key[1:] if len(unit.words) > 1 and key[:1] in ("ب", "ل") else key


def _owned(key: str) -> Iterator[str]:
    """What a noun is without a pronoun at its end (رغبتها: رغبه)."""
    for suffix in ("هما", "ها", "هم", "ه"):
        if key.endswith(suffix) and not key.endswith("يه"):
            stem = key[: -len(suffix)]
            yield f"{stem[:-1]}ه" if stem.endswith("ت") else stem


def _singular(key: str) -> Iterator[str]:
    """What a feminine plural is the plural of, with or without a pronoun at its end (علاقاتها: علاقه)."""
    for form in (key, *(key.removesuffix(suffix) for suffix in ("هما", "ها", "هم", "ه") if key.endswith(suffix))):
        if form.endswith("ات") and len(form) > len("ات") + 2:
            yield f"{form[:-2]}ه"


def is_masdar(unit: Unit) -> bool:
    """Whether a noun has the shape of a masdar and names no body of people."""
    key = unit.bare.removeprefix("ال")
    return is_event_noun(unit) and key not in _EVENT_NOUNS and _masdar_pattern(key)


def _masdar_pattern(key: str) -> bool:
    """Whether a folded noun has the shape of a masdar of forms II to X (Ryding 2005, chapter 5)."""
    if any(pattern.fullmatch(key) for pattern in _MASDAR_PATTERNS):
        return True
    return key.startswith("م") and len(key) == 6 and key[2] == "ا" and key.endswith(("ه", "ت"))
