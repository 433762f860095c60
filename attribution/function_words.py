"""Closed classes of words that the extraction steps read: blockers of أن, prepositions, settings, titles.

Open classes (verbs, nouns, particles that report; roles, media …) are lexicon entries. These are grammar: what a
reference grammar lists (Badawi, Carter and Gully 2016; Ryding 2005), as the words are printed in newspapers, folded.
"""

from __future__ import annotations

from types import MappingProxyType

from attribution.lexicon import fold

__all__ = [
    "BLOCKERS",
    "BODY",
    "EVIDENCE",
    "FACTS",
    "FIXED_PHRASES",
    "HOW_OFTEN",
    "LISTING",
    "MODALS",
    "MODAL_NOUNS",
    "PREPOSITIONS",
    "RELATIVE_PARTICLES",
    "TITLES",
    "TOPICS",
    "folded",
]


def folded(words: str) -> frozenset[str]:
    """Words separated by white space as a set of their folded forms.

    Examples
    --------
    >>> folded("إلى على") == {"الي", "علي"}
    True
    """
    return frozenset(fold(word) for word in words.split())


BLOCKERS = folded(
    """
    بعد قبل منذ إلا غير رغم مع كما حيث إذ خصوصا خاصة سيما علما دون بدون بسبب مجرد باعتبار بدل لدرجة
    بيد كون سوى  لولا شرط بشرط حال حين طالما لمجرد ريثما قبيل بعيد فور كأن نظرا ولا سواء بما مما
    فضلا ذلك بد أساس واضح الواضح الحقيقة اللافت المؤسف الغريب المهم المؤكد السبب الأمر المقرر
    المتوقع المرجح الممكن المحتمل المفترض الضروري المعروف المعلوم الطبيعي الصحيح شأنه شأنها شأنهم
    """
)
"""After these أن or إن opens a clause of their own (بعد أن, إلا أن, من الواضح أن), not the content of a cue."""

PREPOSITIONS = folded(
    """
    إلى على عن من في ب ل حول بشأن بخصوص إلى على عن من في ضرورة أهمية إمكانية احتمال احتمالية وجوب
    فكرة حقيقة شرط استحالة مخافة خشية نية عزم قبل بعد
    """
)
"""Prepositions that may stand before أن or a nominal content."""

MODAL_NOUNS = folded(
    """
    ضرورة أهمية إمكانية احتمال احتمالية وجوب فكرة حقيقة شرط استحالة مخافة خشية نية عزم قبل بعد
    """
)
"""Nouns that take أن themselves (ضرورة أن)."""

MODALS = folded(
    """
    يجب يمكن ينبغي يستطيع يريد يود يتعين يفترض يحاول أراد قرر طلب طالب دعا تريد تريدون نريد أريد
    يكاد كاد عسى يسعى
    """
)
"""Verbs that take أن with a subjunctive."""

FACTS = folded(
    """
    ما مما بما هذا ذلك وهو وهي وهذا وذلك
    """
)
"""Subjects that are a fact, not a speaker (ما يدل على أن)."""

RELATIVE_PARTICLES = folded(
    """
    ما من مما بما عما فيما
    """
)
"""Relative pronouns without antecedent, alone or after a preposition."""

TITLES = folded(
    """
    رئيس مدير وزير عضو نائب أمين المتحدث الناطق رئيسة مديرة وزيرة عضوة أستاذ المدير الرئيس الوزير
    المهندس الدكتور اللواء العميد العقيد الأستاذ الشيخ الأمير المستشار السيد السيدة
    """
)
"""Titles that stand in apposition to a name."""

LISTING = folded(
    """
    في منها ومنها وهي هي هما وهما التالي التالية الآتي الآتية كالتالي كالآتي أبرزها وأبرزها أهمها
    وأهمها بينها بعنوان عنوان عنوانه عنوانها
    """
)
"""Before a colon: a list or a title follows, no speech."""

TOPICS = folded(
    """
    عن وعن حول وحول بخصوص بشأن وبخصوص وبشأن
    """
)
"""Openers of a topic before the verb of saying (وعن الكمية قال …)."""

BODY = folded("يده يدها يديه يديها إصبعه إصبعها رأسه رأسها عينه عينها عينيه كتفه كتفها أصابعه سبابته")
"""What one points or nods with (أشار بيده)."""

HOW_OFTEN = folded("عادة غالبا كثيرا نادرا دائما قليلا سرعان")
"""Before a ما that is nothing («غالبا ما تتهم …»)."""

EVIDENCE = folded(
    """
    وثيقة وثائق صورة صور تقرير تقارير دراسة دراسات مستندات أدلة تسجيلات شهادات إحصاءات إحصائيات بيانات أرقام
    استطلاع استطلاعات مسح موازنات لقطات
    """
)
"""What speaks by itself («وثائق تؤكد اختفاء …», «تظهر الأرقام تراجع …»)."""

FIXED_PHRASES = MappingProxyType(
    {
        "علي": folded(
            "هامش لسان خلفية متن صعيد ضوء الرغم رغم حد سبيل مدار مسامع أثر إثر التوالي الفور العكس الهواء الأقل الأكثر"
        ),
        "الي": folded("جانب ذلك حد جواره"),
        "ب": folded("الفعل الطبع التالي المقابل المناسبة الإضافة النسبة التحديد الضبط الأمس"),
        "عن": folded("طريق كثب قرب طيب جدارة"),
    }
)
"""Nouns that make a fixed phrase with a preposition, which then introduces no content (على هامش, عن طريق)."""
