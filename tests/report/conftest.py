"""An invented article with its report: nesting, hedges, a denial, a silence, an anonymous source, nobody at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from attribution.report.model import (
    CertaintyScore,
    ClaimRecord,
    ClaimScores,
    CorroborationScore,
    CounterfactualRecord,
    DocumentRecord,
    EvidenceRecord,
    FailedInput,
    Finding,
    Header,
    MarkerRecord,
    PriorityScore,
    RelationRecord,
    Report,
    ScorePart,
    SentenceRecord,
    SourceRecord,
    SourcingScore,
)

TEXT = (
    "مصدر مطلع: المصفاة تعود إلى العمل الأسبوع المقبل\r\n\r\n"
    "نقلت وكالة الساحل عن مدير المصفاة نبيل الشامي قوله إن الإنتاج توقف صباح الاثنين. "
    "وأضاف أن العودة «قد تتأخر أياما».\r\n"
    "ونفت وزارة الطاقة وجود تسرب، ولم تعلق الشركة المالكة على الأمر.\r\n"
    "وقال مصدر طلب عدم ذكر اسمه لأنه غير مخول بالتصريح إن الأضرار محدودة.\r\n"
    "ويُعتقد أن السبب عطل كهربائي. وقال مدير المصفاة نبيل الشامي إن الإنتاج توقف صباح الاثنين.\r\n"
)

HEADER = Header(
    generator="attribution-analyzer",
    version="0.1.0",
    schema_version="1.0",
    model="ar " + "4e5f6a7b" * 8,
    lexicon="0a1b2c3d" * 8,
    created=None,
    disclaimer="An indicator of wording and sourcing, no verdict on truth.",
)


def at(words: str, text: str = TEXT, *, after: str = "") -> tuple[int, int]:
    """The span of words, the first after some others."""
    start = text.index(words, text.index(after) if after else 0)
    return start, start + len(words)


def scores(rank: int, grade: str, *, level: int = 4, origin: str | None = None) -> ClaimScores:
    return ClaimScores(
        sourcing=SourcingScore(
            grade=grade, value=None if grade == "F" else 0.5, hops=1, origin=origin,
            parts=(ScorePart(rule="sourcing.identifiability.official", value=0.6, spans=(at("نبيل الشامي"),)),),
        ),
        corroboration=CorroborationScore(
            level=level, origins=(f"refinery#{origin}",) if origin else (), contradicted_by=(), parts=()
        ),
        certainty=CertaintyScore(factuality="CT+", probability=(0.95, 0.99), parts=()),
        priority=PriorityScore(rank=rank, value=1 / rank, parts=(ScorePart(rule="priority.firm", value=1.0),)),
        gaps=("single_origin",),
        counterfactuals=(CounterfactualRecord(change="named", axis="sourcing", before=grade, after="A"),),
    )  # fmt: skip


def claim(
    name: str, source: str | None, cue: tuple[int, int], *content: tuple[int, int], **fields: object
) -> ClaimRecord:
    span = fields.pop("source_span", None)
    values: dict[str, object] = {
        "id": name,
        "source": source,
        "source_span": span,
        "source_text": TEXT[slice(*span)] if span else None,
        "cue": cue,
        "cue_text": TEXT[slice(*cue)],
        "content": content,
        "content_text": tuple(TEXT[slice(*part)] for part in content),
        "quote": "indirect",
        "act": "statement",
        "certainty": "certain",
        "polarity": "positive",
        "hedges": (),
        "via": None,
        "sentence": 0,
        "factuality": "CT+",
        "stance": "neutral",
        "mention_form": "nominal" if span else "dropped",
        "markers": (),
        "evidence": (EvidenceRecord(rule="cue.verb", entry="say.qal", spans=(cue,)),),
    }
    return ClaimRecord.model_validate(values | fields)


def refinery() -> DocumentRecord:
    stopped = at("الإنتاج توقف صباح الاثنين")
    again = at("الإنتاج توقف صباح الاثنين", after="السبب")
    hedge = at("قد")
    director = at("مدير المصفاة نبيل الشامي")
    director_again = at("مدير المصفاة نبيل الشامي", after="السبب")
    claims = (
        claim("C1", "S1", at(":"), at("المصفاة تعود إلى العمل الأسبوع المقبل"), quote="direct",
              source_span=at("مصدر مطلع"), scores=scores(1, "D", origin="S1")),
        claim("C2", "S2", at("نقلت"), stopped, source_span=at("وكالة الساحل"), scores=scores(4, "B", origin="S3")),
        claim("C3", "S3", at("قوله"), stopped, source_span=director, via="C2", scores=scores(5, "A", origin="S3")),
        claim("C4", "S3", at("وأضاف"), (at("العودة")[0], at("تتأخر أياما")[1]), quote="mixed", certainty="possible",
              factuality="PS+", hedges=(hedge,),
              markers=(MarkerRecord(kind="hedge", span=hedge, text="قد", scope="content", entry="hedge.qad"),)),
        claim("C5", "S4", at("ونفت"), at("وجود تسرب"), act="denial", polarity="negative", factuality="CT-",
              source_span=at("وزارة الطاقة"), scores=scores(6, "A", origin="S4")),
        claim("C6", "S5", at("ولم تعلق"), at("الأمر"), act="silence", certainty="unknown", factuality="Uu",
              source_span=at("الشركة المالكة"), scores=scores(7, "C", level=6)),
        claim("C7", "S6", at("وقال"), at("الأضرار محدودة"), scores=scores(2, "E", origin="S6"),
              source_span=at("مصدر", after="وقال")),
        claim("C8", None, at("ويُعتقد"), at("السبب عطل كهربائي"), certainty="probable", factuality="PR+",
              hedges=(at("ويُعتقد"),), mention_form="unexpressed", scores=scores(3, "F", level=6)),
        claim("C9", "S3", at("وقال", after="السبب"), again, source_span=director_again,
              scores=scores(8, "A", origin="S3")),
    )  # fmt: skip
    sources = (
        SourceRecord(id="S1", name="مصدر مطلع", type="anonymous", mentions=(at("مصدر مطلع"),)),
        SourceRecord(id="S2", name="وكالة الساحل", type="media", mentions=(at("وكالة الساحل"),)),
        SourceRecord(
            id="S3", name="مدير المصفاة نبيل الشامي", type="official", mentions=(director, director_again)
        ),
        SourceRecord(id="S4", name="وزارة الطاقة", type="organization", mentions=(at("وزارة الطاقة"),)),
        SourceRecord(id="S5", name="الشركة المالكة", type="organization", mentions=(at("الشركة المالكة"),)),
        SourceRecord(
            id="S6", name="مصدر", type="anonymous", mentions=(at("مصدر", after="وقال"),),
            anonymity_reason=at("لأنه غير مخول بالتصريح"),
        ),
    )  # fmt: skip
    finding = Finding(
        check="anonymous-source", severity="warning", claim="C7", source="S6",
        spans=(at("مصدر", after="وقال"), at("الأضرار محدودة")),
        message="The claim stands on one anonymous source.",
    )  # fmt: skip
    return DocumentRecord(
        id="refinery",
        path="articles/refinery.txt",
        text=TEXT,
        title=(0, TEXT.index("\r")),
        encoding="utf-8",
        metadata={},
        sentences=(SentenceRecord(span=(0, TEXT.index("\r")), paragraph=0),),
        sources=sources,
        claims=claims,
        warnings=("C6: nobody else could be meant.",),
        findings=(finding,),
    )


def plain(text: str, id: str = "plain") -> DocumentRecord:  # noqa: A002
    """A document in which nothing was found."""
    return DocumentRecord(
        id=id, path=None, text=text, title=None, encoding=None, metadata={}, sentences=(), sources=(), claims=(),
        warnings=(),
    )  # fmt: skip


@pytest.fixture
def report() -> Report:
    relation = RelationRecord(kind="repeats", first="refinery#C9", second="refinery#C3", similarity=1.0)
    failed = FailedInput(path="empty.txt", problem="empty.txt: the file is empty (give a file with text)")
    return Report(header=HEADER, documents=(refinery(),), relations=(relation,), failed=(failed,))


@pytest.fixture
def plain_document() -> Callable[..., DocumentRecord]:
    return plain


@pytest.fixture
def report_of() -> Callable[..., Report]:
    """A report over given documents."""
    return lambda *documents: Report(header=HEADER, documents=documents)


HOSTILE = "<script>document.title='run'</script> <img src=x onerror=\"document.title='run'\"> &lt;b&gt; ' \" `${1}`"


@pytest.fixture
def hostile_report() -> Report:
    """An article that is markup and script through and through, with every string of the report taken from it."""
    text = f"{HOSTILE}\nقال {HOSTILE} إن </article></script><h1>الخبر</h1> صحيح."
    whole = (0, len(text))
    source = SourceRecord(id="S1", name=HOSTILE, type="person", mentions=((0, len(HOSTILE)),))
    base = refinery().claims[0]
    record = base.model_copy(
        update={
            "source": "S1", "source_span": (0, len(HOSTILE)), "source_text": HOSTILE, "cue_text": HOSTILE,
            "content": (whole,), "content_text": (text,), "hedges": ((3, 20),), "scores": None,
            "evidence": (EvidenceRecord(rule=HOSTILE, entry=HOSTILE, spans=(whole,)),),
        }
    )  # fmt: skip
    finding = Finding(check="hostile", severity="error", claim="C1", source="S1", spans=(whole,), message=HOSTILE)
    document = DocumentRecord(
        id=HOSTILE, path=HOSTILE, text=text, title=(0, len(HOSTILE)), encoding=None, metadata={}, sentences=(),
        sources=(source,), claims=(record,), warnings=(HOSTILE,), findings=(finding,),
    )  # fmt: skip
    return Report(header=HEADER, documents=(document,), failed=(FailedInput(path=HOSTILE, problem=HOSTILE),))
