"""The lexicons: folding, conjugation, phrases, loading, and every entry's examples."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mazini.lexicon import is_attested
from typer.testing import CliRunner

from attribution.cli.lexicon import app
from attribution.document import Document, Sentence, Span, Token, Word
from attribution.errors import LexiconError
from attribution.firing import failed_trials, find_firings, list_trials
from attribution.lexicon import CueEntry, Lexicon, VerbPattern, fold, load_lexicon
from attribution.lexicon.conjugation import paradigm, skeleton
from attribution.lexicon.trial import check_matching, flat_sentence, matching_entries
from attribution.parsing import read_conllu
from tests.case_files import PARSES

OTHER_WORDS = "بيت كتاب مدرسة شارع المفيد اللافتة العلم الأخبار نادي متحدث المتحدث معلق إذاعة يجب تقرر شك"
CUES = ("reporting_verbs", "reporting_nouns", "reporting_particles")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def words(text: str) -> Sentence:
    """A sentence whose tokens are separated by spaces and whose words, inside a token, by |."""
    tokens: list[Token] = []
    found: list[Word] = []
    for index, token in enumerate(text.split()):
        ids = []
        for form in token.split("|"):
            ids.append(len(found) + 1)
            found.append(Word(ids[-1], form, "_", "X", "_", {}, 0, "dep", Span(0, 0), index))
        tokens.append(Token(index, token, Span(0, 0), tuple(ids)))
    return Sentence(0, Span(0, 0), 0, tuple(tokens), tuple(found))


def phrases(lexicon: Lexicon, text: str, *kinds: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(match.entry.id, match.words) for match in lexicon.phrases(words(text), kinds or CUES)]


def ids(lexicon: Lexicon, form: str) -> set[str]:
    return {reading.entry.id for reading in lexicon.verb_forms(form)}


class TestFold:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("أكَّدَتْ", "اكدت"),
            ("إشارةٌ", "اشاره"),
            ("نفى", "نفي"),
            ("قـــال", "قال"),
            ("ﻭﻗﺎﻝ", "وقال"),
            ("٢٠١٥", "2015"),
            ("\u200fقال\u200e", "قال"),
        ],
    )
    def test_one_key_for_spellings_of_one_word(self, one: str, other: str) -> None:
        assert fold(one) == fold(other) == other

    @pytest.mark.parametrize(("one", "other"), [("علم", "عالم"), ("قال", "مال"), ("بين", "بن"), ("سوء", "سو")])
    def test_letters_that_tell_words_apart_stay(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(st.text(alphabet=[chr(c) for c in range(0x621, 0x64B)] + ["\u0651", "\u064e", "ـ"]))
    def test_composition_does_not_matter(self, text: str) -> None:
        assert fold(unicodedata.normalize("NFD", text)).replace("\u0653", "") == fold(text).replace(
            "\u0653", ""
        ) or any(letter in text for letter in "آأإؤئ")


class TestConjugation:
    def test_every_verb_is_conjugated(self, lexicon: Lexicon) -> None:
        verbs = {e.id: e.match.verb for e in lexicon.entries("reporting_verbs") if e.match.verb is not None}
        assert [entry_id for entry_id, verb in verbs.items() if len(paradigm(verb)) < 5] == []

    def test_verbs_are_in_the_list_of_attested_ones(self, lexicon: Lexicon) -> None:
        not_listed = {
            entry.id
            for entry in lexicon.entries("reporting_verbs")
            if (verb := entry.match.verb) is not None
            and not verb.form.startswith("Q")
            and not is_attested(verb.root, f"I/{verb.vowels.replace(' ', '~')}" if verb.vowels else verb.form)
        }
        # تفاجأ and تحجج: common in newspapers, not in the classical list
        assert not_listed <= {"verb.tafajaa", "verb.tahajjaja"}

    @pytest.mark.parametrize(
        ("root", "form", "vowels", "forms"),
        [
            ("ق و ل", "I", "a u", "قال قالت قالوا يقول تقول يقولون قلت قيل يقال قائلا قائلة قائلين قوله"),
            ("ء ك د", "II", None, "أكد أكدت أكدوا يؤكد تؤكد مؤكدا مؤكدة مؤكدين مؤكدون تأكيد التأكيد"),
            ("ش و ر", "IV", None, "أشار أشارت يشير تشير أشير مشيرا مشيرة مشيرين إشارة"),
            ("ن ف ي", "I", "a i", "نفى نفت نفوا ينفي تنفي نافيا نافية نافين نفي"),
            ("د ع و", "VIII", None, "ادعى ادعت ادعوا يدعي مدعيا مدعية ادعاء"),
            ("ق ر ر", "IV", None, "أقر أقرت يقر مقرا مقرة إقرار"),
            ("و ه م", "VIII", None, "اتهم اتهمت يتهم متهما اتهام"),
            ("ط م ء ن", "QI", None, "طمأن طمأنت يطمئن مطمئنا"),
        ],
    )
    def test_forms(self, root: str, form: str, vowels: str | None, forms: str) -> None:
        masdars = {"ق و ل": ("قول",), "ن ف ي": ("نفي",)}.get(root, ())
        verb = VerbPattern.model_validate({"root": root, "form": form, "vowels": vowels, "masdars": masdars})
        made = paradigm(verb)
        missing = [f for f in forms.split() if fold(f) not in made and fold(f).removesuffix("ه") not in made]
        assert not missing

    def test_parts_and_exclusions(self) -> None:
        verb = VerbPattern(root="ع ل ن", form="IV", parts=("finite",), exclude=("يعلن",))
        made = paradigm(verb)
        assert fold("أعلن") in made
        assert fold("إعلان") not in made
        assert fold("معلنا") not in made
        assert fold("يعلن") not in made

    def test_an_uncontracted_jussive_is_left_out(self) -> None:
        """يقرر belongs to قرّر, not to the jussive of أقرّ."""
        assert fold("يقرر") not in paradigm(VerbPattern(root="ق ر ر", form="IV"))

    def test_a_form_one_verb_needs_vowels(self) -> None:
        with pytest.raises(ValueError, match="vowels"):
            VerbPattern(root="ق و ل", form="I")

    def test_what_cannot_be_conjugated_is_a_lexicon_error(self) -> None:
        with pytest.raises(LexiconError, match="cannot conjugate"):
            paradigm(VerbPattern(root="ك ت ب ر", form="IV"))

    @given(st.sampled_from([e.match.verb for e in load_lexicon().entries("reporting_verbs") if e.match.verb]))
    def test_every_form_shows_the_skeleton_of_its_root(self, verb: VerbPattern) -> None:
        for form in paradigm(verb):
            rest = iter(form)
            assert all(radical in rest for radical in skeleton(verb.root))


class TestVerbForms:
    @pytest.mark.parametrize(
        ("form", "entry", "part"),
        [
            ("وأكدت", "verb.akkada", "finite"),
            ("واكدت", "verb.akkada", "finite"),
            ("سيقولون", "verb.qala", "finite"),
            ("فقال", "verb.qala", "finite"),
            ("قوله", "verb.qala", "masdar"),
            ("إشارتها", "verb.ashara", "masdar"),
            ("لافتين", "verb.lafata", "active_participle"),
            ("مشيرًا", "verb.ashara", "active_participle"),
            ("يُعتقد", "verb.itaqada", "passive"),
            ("عُلم", "verb.alima", "passive"),
            ("نفى", "verb.nafa", "finite"),
            ("نفي", "verb.nafa", "masdar"),
            ("رأى", "verb.raa", "finite"),
            ("أخبرها", "verb.akhbara", "finite"),
            ("وصفه", "verb.wasafa", "finite"),
        ],
    )
    def test_readings(self, lexicon: Lexicon, form: str, entry: str, part: str) -> None:
        assert (entry, part) in {(reading.entry.id, reading.part) for reading in lexicon.verb_forms(form)}

    @pytest.mark.parametrize("form", OTHER_WORDS.split())
    def test_other_words_have_none(self, lexicon: Lexicon, form: str) -> None:
        assert ids(lexicon, form) == set()

    def test_a_conjunction_may_be_part_of_the_verb_or_not(self, lexicon: Lexicon) -> None:
        assert {"verb.waada", "verb.adda"} <= ids(lexicon, "وعد")
        stripped = {reading.entry.id: reading.stripped for reading in lexicon.verb_forms("وعد")}
        assert stripped["verb.waada"] == ""
        assert stripped["verb.adda"] == "و"

    def test_a_verb_that_needs_a_phrase_is_no_cue_alone(self, lexicon: Lexicon) -> None:
        assert ids(lexicon, "رفض") == set()


class TestPhrases:
    @pytest.mark.parametrize(
        "text", ["ارتفع ب|حسب تقرير", "ارتفع بحسب تقرير", "ارتفع و|بحسب تقرير", "ارتفع وبحسب تقرير"]
    )
    def test_however_the_tokenizer_split_them(self, lexicon: Lexicon, text: str) -> None:
        assert ("particle.bihasab" in dict(phrases(lexicon, text))) is True

    def test_a_preposition_left_on_the_next_word_does_not_take_it_in(self, lexicon: Lexicon) -> None:
        assert phrases(lexicon, "وفقا لمصادر كثيرة") == [("particle.wifqa", (1,))]
        assert phrases(lexicon, "وفقا ل|مصادر كثيرة") == [("particle.wifqa", (1, 2))]

    def test_attached_pronouns(self, lexicon: Lexicon) -> None:
        assert ("particle.hasab_qawl", (2, 3, 4, 5)) in phrases(lexicon, "ظالم على حد قول|ه")
        assert ("particle.hasab_qawl", (2, 3, 4)) in phrases(lexicon, "ظالم على حد قولهم")
        assert ("particle.hasab_qawl", (1, 2, 3)) in phrases(lexicon, "على حد قول الوزير")

    def test_a_verb_with_words_between_it_and_its_object(self, lexicon: Lexicon) -> None:
        assert phrases(lexicon, "رفض متحدث ب|اسم الشركة التعليق على") == [("verb.rafada_taliq", (1, 6))]
        assert phrases(lexicon, "رفض . ثم جاء التعليق") == []
        assert phrases(lexicon, "رفض أن يأتي التعليق") == []

    def test_context_words_are_no_part_of_the_match(self, lexicon: Lexicon) -> None:
        assert phrases(lexicon, "حملت النقابة الوزير مسؤولية الحادث") == [("verb.hammala", (1,))]
        assert phrases(lexicon, "حملت النقابة الوزير إلى القاعة") == []

    def test_words_that_may_not_stand_beside(self, lexicon: Lexicon) -> None:
        assert phrases(lexicon, "وسط أنباء عن استقالته")[0][0] == "noun.anba"
        assert phrases(lexicon, "نقلت وكالة أنباء عن") == []
        assert phrases(lexicon, "وفقا ل|المعايير") == phrases(lexicon, "وفقا للمعايير") == []

    def test_only_the_kinds_asked_for(self, lexicon: Lexicon) -> None:
        assert phrases(lexicon, "يذكر أن|ه", "background") == []
        assert phrases(lexicon, "يذكر أن|ه", "connectors") == [("connector.yudhkar", (1, 2, 3))]
        assert phrases(lexicon, "يذكر", "no_such_kind") == []

    def test_longest_first_and_the_same_every_time(self, lexicon: Lexicon) -> None:
        kinds = tuple(lexicon.kinds)
        found = phrases(
            lexicon, "قال ال|متحدث الرسمي ب|اسم وزارة الخارجية وفقا ل|بيان نشر|ته وكالة أنباء محلية", *kinds
        )
        assert found == phrases(
            lexicon, "قال ال|متحدث الرسمي ب|اسم وزارة الخارجية وفقا ل|بيان نشر|ته وكالة أنباء محلية", *kinds
        )
        starts = [match[1][0] for match in found]
        assert starts == sorted(starts)


class TestEntries:
    def test_every_example_matches_its_entry(self, lexicon: Lexicon) -> None:
        assert [str(problem) for problem in check_matching(lexicon)] == []

    def test_every_example_fires_and_no_counterexample_does(self, lexicon: Lexicon) -> None:
        """In full analysis, on frozen trees; ``attribution lexicon check --parse`` does what was added since."""
        content = (PARSES / "lexicon.conllu").read_text(encoding="utf-8")
        frozen = {document.text: document for document in read_conllu(content, name="lexicon.conllu")}
        trials = [trial for trial in list_trials(lexicon) if trial.text in frozen]
        assert len(trials) >= 0.95 * len(list_trials(lexicon)), "run python -m tests.freeze_parses"
        problems = failed_trials(trials, [frozen[trial.text] for trial in trials], lexicon)
        assert [str(problem) for problem in problems] == []

    def test_at_least_150_reporting_verbs(self, lexicon: Lexicon) -> None:
        lemmas = {(e.match.verb.root, e.match.verb.form) for e in lexicon.entries("reporting_verbs") if e.match.verb}
        assert len(lemmas) >= 150

    def test_verbs_have_counterexamples(self, lexicon: Lexicon) -> None:
        assert [entry.id for entry in lexicon.entries("reporting_verbs") if not entry.counterexamples] == []

    def test_examples_stand_once(self, lexicon: Lexicon) -> None:
        seen: dict[str, str] = {}
        for kind in CUES:
            for entry in lexicon.entries(kind):
                for example in entry.examples:
                    assert seen.setdefault(example, entry.id) == entry.id

    def test_denials_and_silences_say_so(self, lexicon: Lexicon) -> None:
        acts = {entry.id: entry.act for entry in lexicon.entries("reporting_verbs") if isinstance(entry, CueEntry)}
        assert acts["verb.nafa"] == "denial"
        assert acts["verb.rafada_taliq"] == "silence"
        assert acts["verb.qala"] == "statement"


class TestLoading:
    ENTRY = """
      - id: verb.qala
        lemma: قالَ
        match: {verb: {root: ق و ل, form: I, vowels: a u, masdars: [قول]}}
        gloss: say
        frames: [{content: clause}]
        examples: [قال الوزير إن الباب مفتوح.]
        reference: own
    """

    @pytest.fixture
    def write(self, tmp_path: Path) -> Callable[[str], Path]:
        def write(entries: str, kind: str = "reporting_verbs") -> Path:
            (tmp_path / "ar").mkdir(exist_ok=True)
            (tmp_path / "bibliography.yaml").write_text("own: Own reading.\n", encoding="utf-8")
            (tmp_path / "ar" / "words.yaml").write_text(f"kind: {kind}\nentries:{entries}\n", encoding="utf-8")
            return tmp_path

        return write

    def test_a_folder_of_ones_own(self, write: Callable[[str], Path]) -> None:
        lexicon = load_lexicon(write(self.ENTRY))
        assert lexicon.entry("verb.qala").gloss == "say"
        assert lexicon.kind("verb.qala") == "reporting_verbs"
        assert ids(lexicon, "وقالت") == {"verb.qala"}

    def test_the_fingerprint_follows_the_contents(self, write: Callable[[str], Path]) -> None:
        load_lexicon.cache_clear()
        first = load_lexicon(write(self.ENTRY)).fingerprint
        load_lexicon.cache_clear()
        assert load_lexicon(write(self.ENTRY)).fingerprint == first
        load_lexicon.cache_clear()
        assert load_lexicon(write(self.ENTRY.replace("gloss: say", "gloss: tell"))).fingerprint != first

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (("gloss: say", "gloss: say\n        colour: red"), r"words\.yaml: verb\.qala: colour: Extra"),
            (("form: I,", "form: XX,"), r"verb\.qala: match\.verb\.form"),
            (("reference: own", "reference: nobody"), "'nobody' is not in bibliography"),
            (("frames: [{content: clause}]", "frames: []"), r"verb\.qala: frames"),
            (("vowels: a u, ", ""), "'vowels' is needed"),
            (("examples: [قال الوزير إن الباب مفتوح.]", "examples: []"), r"verb\.qala: examples"),
            (("gloss: say", "gloss: [say"), r"words\.yaml:\d+: not YAML"),
        ],
    )
    def test_what_is_wrong_is_named(self, write: Callable[[str], Path], change: tuple[str, str], message: str) -> None:
        load_lexicon.cache_clear()
        with pytest.raises(LexiconError, match=message):
            load_lexicon(write(self.ENTRY.replace(*change)))

    @pytest.mark.parametrize("phrase", ["… قال", "قال VERB", "VERB قال", "قال …", "[قال] عن", "قال [عن"])
    def test_malformed_phrases(self, write: Callable[..., Path], phrase: str) -> None:
        entry = f"""
      - {{id: x.y, lemma: x, match: {{phrases: ["{phrase}"]}}, gloss: x, examples: [قال عن], reference: own}}
        """
        load_lexicon.cache_clear()
        with pytest.raises(LexiconError, match=r"VERB|malformed"):
            load_lexicon(write(entry, "connectors"))

    def test_an_id_stands_once(self, write: Callable[[str], Path]) -> None:
        folder = write(self.ENTRY)
        (folder / "ar" / "more.yaml").write_text((folder / "ar" / "words.yaml").read_text("utf-8"), "utf-8")
        load_lexicon.cache_clear()
        with pytest.raises(LexiconError, match=r"already used in more\.yaml"):
            load_lexicon(folder)

    def test_no_files(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="no lexicon files"):
            load_lexicon(tmp_path)

    def test_an_unknown_id(self, lexicon: Lexicon) -> None:
        with pytest.raises(KeyError):
            lexicon.entry("verb.no_such_verb")

    def test_results_do_not_depend_on_the_hash_seed(self) -> None:
        script = (
            "from attribution.lexicon import load_lexicon;from attribution.lexicon.trial import *;"
            "l=load_lexicon();print(l.fingerprint,[matching_entries(flat_sentence(e),l) "
            "for k in l.kinds for x in l.entries(k)[:9] for e in x.examples])"
        )
        outputs = {
            subprocess.run(
                [sys.executable, "-c", script],
                capture_output=True,
                check=True,
                env={
                    "PYTHONHASHSEED": seed,
                    "PYTHONPATH": str(Path(__file__).parent.parent),
                    "PYTHONIOENCODING": "utf-8",
                },
            ).stdout
            for seed in ("1", "2")
        }
        assert len(outputs) == 1


class TestCommand:
    TREE = """
    # text = وأكد المدير أن العمل مستمر
    1-2 وأكد _ _ _ _ _ _ _ _
    1 و _ CCONJ _ _ 2 cc _ _
    2 أكد _ VERB _ Aspect=Perf|Gender=Masc|Number=Sing|Person=3|Voice=Act 0 root _ _
    3 المدير _ NOUN _ Case=Nom|Definite=Def 2 nsubj _ _
    4 أن _ SCONJ _ _ 6 mark _ _
    5 العمل _ NOUN _ _ 6 nsubj _ _
    6 مستمر _ ADJ _ _ 2 ccomp _ _
    """

    def test_check(self) -> None:
        result = CliRunner().invoke(app, ["check"])
        assert result.exit_code == 0
        assert " 0 problems" in result.output

    def test_check_finds_an_example_without_its_entry(self, tmp_path: Path) -> None:
        (tmp_path / "ar").mkdir()
        (tmp_path / "bibliography.yaml").write_text("own: Own reading.\n", encoding="utf-8")
        entry = TestLoading.ENTRY.replace("قال الوزير إن الباب مفتوح.", "فتح الوزير الباب.")
        (tmp_path / "ar" / "v.yaml").write_text(f"kind: reporting_verbs\nentries:{entry}\n", encoding="utf-8")
        result = CliRunner().invoke(app, ["check", "--folder", str(tmp_path)])
        assert result.exit_code == 1
        assert "v.yaml: verb.qala: its example does not contain it: فتح الوزير الباب." in result.output

    def test_test_shows_tree_and_firings(self, tmp_path: Path) -> None:
        lines = [line.strip() for line in self.TREE.strip().splitlines()]
        rows = [line if line.startswith("#") else "\t".join(line.split()) for line in lines]
        file = tmp_path / "tree.conllu"
        file.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
        result = CliRunner().invoke(app, ["test", "--conllu", str(file)])
        assert result.exit_code == 0, result.output
        assert "2  أكد  VERB  root ← root" in result.output
        assert "أكد [2]  verb.akkada (reporting_verbs): C1 by المدير: العمل مستمر" in result.output

    def test_what_does_not_fire_says_why(self, tree: Callable[[str], Document], lexicon: Lexicon) -> None:
        document = tree("""
        # text = أضاف الطباخ ملعقة
        1 أضاف _ VERB _ Aspect=Perf|Gender=Masc|Number=Sing|Person=3|Voice=Act 0 root _ _
        2 الطباخ _ NOUN _ Case=Nom|Definite=Def 1 nsubj _ _
        3 ملعقة _ NOUN _ Case=Acc|Definite=Ind 1 obj _ _
        """)
        (firing,) = [f for f in find_firings(document, lexicon) if f.entry.id == "verb.adafa"]
        assert not firing.fires
        assert "nothing stands where it takes its content (clause after إلى/على or speech)" in firing.outcome

    def test_connectors_are_named(self, tree: Callable[[str], Document], lexicon: Lexicon) -> None:
        document = tree("""
        # text = يذكر أن السباق قديم
        1 يذكر _ VERB _ Aspect=Imp|Gender=Masc|Number=Sing|Person=3|Voice=Pass 0 root _ _
        2 أن _ SCONJ _ _ 4 mark _ _
        3 السباق _ NOUN _ _ 4 nsubj _ _
        4 قديم _ ADJ _ _ 1 ccomp _ _
        """)
        (firing,) = [f for f in find_firings(document, lexicon) if f.entry.id == "verb.dhakara"]
        assert not firing.fires
        assert firing.outcome == "the author's own connector, no report"


def test_flat_sentence_keeps_offsets() -> None:
    text = "قالَ الوزير: «نعم»."
    assert [token.span.of(text) for token in flat_sentence(text).tokens] == ["قالَ", "الوزير", ":", "«", "نعم", "»", "."]


def test_matching_entries_of_nothing(lexicon: Lexicon) -> None:
    assert matching_entries(flat_sentence("…"), lexicon) == {}
