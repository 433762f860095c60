from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from marked_text import read_marked

from attribution.lexicon import load_lexicon
from attribution.resolution import resolve
from attribution.resolution.names import consonants, name_contains, same_name_word

CASES = Path(__file__).parent / "cases" / "ar"


def _cases(name: str) -> list[Any]:
    groups = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=f"{group['construction']}-{case['id']}") for group in groups for case in group["cases"]
    ]


@pytest.mark.parametrize("case", _cases("resolution.yaml"))
def test_mentions_of_one_source_share_an_id(case: dict[str, Any]) -> None:
    marked = read_marked(case["text"])
    resolution = resolve(marked.document, marked.mentions, load_lexicon())
    ids: dict[str, str | None] = {"-": None, **dict.fromkeys(case.get("nobody", ()))}
    for gold, assigned, mention in zip(marked.gold, resolution.assigned, marked.mentions, strict=True):
        cue = mention.content.cue.span.of(marked.document.text)
        assert ids.setdefault(gold, assigned) == assigned, f"{cue}: {gold}"
    found = [ids[key] for key in ids if key != "-" and key not in case.get("nobody", ())]
    assert len(set(found)) == len(found), "different sources were merged"
    names = {source.id: source.name for source in resolution.sources}
    for key, name in case.get("background", {}).items():
        assert names[ids[key]] == name


@pytest.mark.parametrize("case", _cases("source_types.yaml"))
def test_source_types(case: dict[str, Any]) -> None:
    marked = read_marked(case["text"] if "{" in case["text"] else "{قال} [" + case["text"] + "]A إن <العمل مستمر>.")
    resolution = resolve(marked.document, marked.mentions, load_lexicon())
    first = next(source for source in resolution.sources if source.id == resolution.assigned[0])
    assert first.type == case["type"], first.evidence[0]
    if "reason" in case:
        assert first.anonymity_reason is not None
        assert first.anonymity_reason.of(marked.document.text) == case["reason"]


def test_every_construction_has_eight_cases() -> None:
    for name in ("resolution.yaml", "source_types.yaml", "certainty.yaml"):
        for group in yaml.safe_load((CASES / name).read_text(encoding="utf-8")):
            assert len(group["cases"]) >= 8, (name, group["construction"])


def test_sources_are_numbered_by_first_mention_and_spans_slice_the_text() -> None:
    marked = read_marked("{قالت} [الشرطة]A إن <الطريق آمن>. {وقال} [وزير الداخلية *سعيد *وهبي]B إن <الحدود مؤمنة>.")
    resolution = resolve(marked.document, marked.mentions, load_lexicon())
    assert [source.id for source in resolution.sources] == ["S1", "S2"]
    assert [source.name for source in resolution.sources] == ["الشرطة", "وزير الداخلية سعيد وهبي"]
    for source in resolution.sources:
        assert list(source.mentions) == sorted(source.mentions)
        assert source.name in {mention.of(marked.document.text) for mention in source.mentions}
        assert source.evidence[0].rule.startswith("source_type.")


def test_fullest_mention_gives_the_name() -> None:
    marked = read_marked("[*غانم]A{:} <العجز تراجع>##\n{قال} [وزير المالية *مروان *غانم]A إن <العجز تراجع>.")
    (source,) = resolve(marked.document, marked.mentions, load_lexicon()).sources
    assert source.name == "وزير المالية مروان غانم"
    assert source.type == "official"
    assert len(source.mentions) == 2


def test_an_ambiguous_repeat_is_a_warning_and_still_decided() -> None:
    text = "{قال} [رئيس النادي *فارس *جابر]A إن <أ>. {وقال} [المدرب *نزار *جابر]B إن <ب>. {وأكد} [*جابر]B أن <ج>."
    marked = read_marked(text)
    resolutions = [resolve(marked.document, marked.mentions, load_lexicon()) for _ in range(2)]
    assert resolutions[0] == resolutions[1]
    assert resolutions[0].assigned[2] == resolutions[0].assigned[1]
    assert len(resolutions[0].warnings) == 1


def test_no_mentions_no_sources() -> None:
    marked = read_marked("{قال} [الوزير]A إن <العمل مستمر>.")
    resolution = resolve(marked.document, (), load_lexicon())
    assert (resolution.sources, resolution.assigned, resolution.warnings) == ((), (), ())


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [("بيرغامو", "بيرجامو", True), ("فانينج", "فاننيج", True), ("سعيد", "سعد", False), ("حداد", "حماد", False)],
)
def test_spellings_of_a_name(first: str, second: str, *, alike: bool) -> None:
    assert same_name_word(first, second) is alike
    assert same_name_word(second, first) is alike


def test_name_words_keep_their_order() -> None:
    assert name_contains(["محمد", "جواد", "ظريف"], ["محمد", "ظريف"])
    assert not name_contains(["محمد", "جواد", "ظريف"], ["ظريف", "محمد"])
    assert not name_contains(["محمد"], [])


def test_consonants_are_what_transliterations_share() -> None:
    assert consonants("لوفيغارو") == consonants("لوفيجارو")


def test_where_nothing_tells_who_speaks_a_warning_names_the_nearest_and_no_source_is_guessed() -> None:
    marked = read_marked(
        "^ووصل مدير المدرسة *سامي *راشد إلى القرية. ^وهطل المطر. ^وأغلقت الطرق. {وقال=A} إن <الجسر سليم>."
    )
    resolution = resolve(marked.document, marked.mentions, load_lexicon())
    assert resolution.assigned == (None,)
    (warning,) = resolution.warnings
    assert "the nearest that could is «مدير المدرسة سامي راشد»" in warning
