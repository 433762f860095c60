"""Editorial checks: each case of tests/cases/checks.yaml, configuration, exit codes, texts."""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from builders import builds
from typer.testing import CliRunner

from attribution.checks import (
    CheckSettings,
    check_texts,
    exit_code,
    find_settings,
    load_checks,
    run_checks,
)
from attribution.checks.running import RULES
from attribution.cli.checks import app
from attribution.errors import ConfigurationError, LexiconError
from attribution.graph import build_graph
from attribution.lexicon import load_lexicon
from attribution.lexicon.reader import embedded_folder
from attribution.report.model import Finding
from attribution.scoring import score

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "checks.yaml").read_text(encoding="utf-8"))
EVERY_CASE = [
    pytest.param(check, expected == "fires", notations, id=f"{check}-{expected}-{name}")
    for check, cases in CASES.items()
    for expected in ("fires", "silent")
    for name, notations in cases[expected].items()
]
SCANDAL = CASES["anonymity.accusation"]["fires"]["accusing"]


def findings_of(notations: Sequence[str], settings: CheckSettings | None = None) -> tuple[tuple[Finding, ...], ...]:
    documents = builds(*notations)
    graph = build_graph(documents)
    return run_checks(documents, graph, score(documents, graph), settings)


@pytest.mark.parametrize(("check", "fires", "notations"), EVERY_CASE)
def test_case(check: str, fires: bool, notations: Sequence[str]) -> None:  # noqa: FBT001
    found = [finding for finding in findings_of(notations)[0] if finding.check == check]
    assert bool(found) is fires
    text = builds(*notations)[0].document.text
    for finding in found:
        assert finding.spans
        assert all(0 <= start < end <= len(text) for start, end in finding.spans)
        assert finding.severity == load_checks().checks[check].severity


def test_two_claims_of_one_anonymous_source_are_one_finding() -> None:
    (found,) = findings_of(CASES["anonymity.single"]["fires"]["two_claims_of_one_source_are_one_finding"])
    assert [finding.arguments["count"] for finding in found if finding.check == "anonymity.single"] == ["2"]


def test_messages_hold_the_words_in_both_languages() -> None:
    (found,) = findings_of(SCANDAL)
    finding = next(f for f in found if f.check == "anonymity.accusation")
    assert finding.message == "«مصادر محلية» accuses («اتهمت») without being named"
    arabic = check_texts("ar")["finding"]["anonymity.accusation"].format_map(finding.arguments)
    assert arabic == "«مصادر محلية» يوجه اتهاما («اتهمت») من غير أن يسمى"
    assert (finding.claim, finding.source) == ("C1", "S1")


def test_there_is_a_rule_and_a_case_for_every_check() -> None:
    checks = load_checks().checks
    assert list(checks) == sorted(checks, key=list(checks).index)
    assert set(checks) == set(RULES) == set(CASES)
    assert len(checks) >= 12


def test_messages_have_the_same_fields_in_both_languages() -> None:
    for name, check in load_checks().checks.items():
        fields = [
            {field for _, field, _, _ in string.Formatter().parse(text) if field}
            for text in check.message.__dict__.values()
        ]
        assert fields[0] == fields[1], name


def test_references_and_lexicon_entries_exist() -> None:
    data = load_checks()
    known = yaml.safe_load((embedded_folder() / "bibliography.yaml").read_text(encoding="utf-8"))
    assert {check.reference for check in data.checks.values()} <= set(known)
    for entry in data.cues.accusation | data.cues.opinion:
        assert load_lexicon().entry(entry).id == entry


def test_findings_are_in_the_order_of_the_text() -> None:
    for document in findings_of(CASES["sourcing.single_origin"]["silent"]["another_voice"] + SCANDAL):
        starts = [finding.spans[0] for finding in document]
        assert starts == sorted(starts)


def test_no_document_no_findings() -> None:
    assert findings_of([]) == ()


def test_the_page_shows_every_check() -> None:
    page = (Path(__file__).parent.parent / "docs" / "checks.md").read_text(encoding="utf-8")
    for name, check in load_checks().checks.items():
        for text in (f"### `{name}`", check.rule, check.message.en, check.message.ar, check.hint.en, check.hint.ar):
            assert text in page, name


# --- Configuration ----------------------------------------------------------------------------------------------------


def test_select_ignore_and_severity() -> None:
    settings = CheckSettings(
        select=("anonymity", "balance.accused_not_heard"),
        ignore=("anonymity.no_reason",),
        severity={"anonymity": "note", "anonymity.accusation": "warning"},
    )
    (found,) = findings_of(SCANDAL, settings)
    assert {finding.check: finding.severity for finding in found} == {
        "anonymity.single": "note",
        "anonymity.accusation": "warning",
        "balance.accused_not_heard": "warning",
    }


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"select": ("anonimity.single",)}, r"no check 'anonimity.single' \(did you mean anonymity.single\?\)"),
        ({"ignore": ("headlines",)}, r"no check 'headlines' \(did you mean headline\?\)"),
        ({"ignore": ("zzz",)}, r"no check 'zzz' \(attribution checks lists them\)"),
        ({"severity": {"anonymity": "fatal"}}, r"no severity 'fatal' \(one of error, warning, note\)"),
    ],
)
def test_what_does_not_exist_is_said_with_the_nearest(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        CheckSettings(**settings)  # type: ignore[arg-type]


def test_settings_are_found_upwards(tmp_path: Path) -> None:
    (tmp_path / "attribution.toml").write_text('ignore = ["text"]\n[severity]\n"headline" = "note"\n', encoding="utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    settings = find_settings(inner)
    assert "text.repeated" not in settings.active()
    assert settings.severity_of("headline.firmer") == "note"


def test_pyproject_is_read_and_one_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.attribution]\nselect = ["figures"]\n', encoding="utf-8")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert find_settings(inner).active() == ("figures.differ",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("selct = []", r"attribution.toml: no setting 'selct' \(did you mean select\?\)"),
        ("select = 3", "attribution.toml: select must be a list of check ids"),
        ("severity = 3", "attribution.toml: severity must be a table"),
        ('ignore = ["anonymity.singel"]', "attribution.toml: no check 'anonymity.singel'"),
        ("select = [", "attribution.toml: cannot be read"),
    ],
)
def test_a_broken_file_is_said_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "attribution.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message) as caught:
        find_settings(tmp_path)
    assert "\n" not in str(caught.value)


def test_exit_code_follows_the_level() -> None:
    (found,) = findings_of(CASES["anonymity.single"]["fires"]["one_anonymous_voice"])
    assert {finding.severity for finding in found} == {"warning", "note"}
    assert [exit_code(found, level) for level in (None, "error", "warning", "note")] == [0, 0, 1, 1]
    with pytest.raises(ConfigurationError, match="no level 'fatal'"):
        exit_code(found, "fatal")


def test_a_broken_data_file_is_said(tmp_path: Path) -> None:
    file = tmp_path / "checks.yaml"
    file.write_text("checks: {}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"checks\.yaml: cues: Field required"):
        load_checks(file)


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_lists_every_check() -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 0
    assert all(name in result.output for name in load_checks().checks)


def test_the_command_explains_one_check_in_arabic() -> None:
    result = CliRunner().invoke(app, ["headline.firmer", "--lang", "ar"])
    assert result.exit_code == 0
    assert "العنوان أجزم من المتن" in result.output
    assert "SPJ Code of Ethics" in result.output


def test_the_command_gives_json() -> None:
    result = CliRunner().invoke(app, ["--format", "json"])
    listed = yaml.safe_load(result.output)
    assert [check["id"] for check in listed] == list(load_checks().checks)
    assert listed[0]["severity"] == "warning"
