"""A class: folders handed out, logs collected from wherever they come, and a report; with all that goes wrong."""

from __future__ import annotations

import os
import random
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe import violations
from lab import chromium, tool

from coding.decisions.decision import decide
from coding.errors import CodingError
from coding.files import read_rows
from coding.intercoder import agreement, double_coding, reliability
from coding.pipeline import Study
from coding.teaching import __main__ as command
from coding.teaching import collect, folder, handout, heat, lesson, material, report, returned, roster, togetherness
from coding.teaching.material import DISTRICT, TEACHER

Copy = Any


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# The list

HOSTILE = [
    ("../x", "cannot be a coder's name"),
    ("Ani", "cannot be a coder's name"),
    ("siti nurhaliza", "cannot be a coder's name"),
    ("=1+1", "cannot be a coder's name"),
    ("<script>", "cannot be a coder's name"),
    ("a" * 40, "cannot be a coder's name"),
    ("consensus", "no coder"),
    ("guru", "taken"),
    ("rekan", "taken"),
    ("con", "taken"),
    ("collected", "taken"),
    ("", "cannot be a coder's name"),
]


@pytest.mark.parametrize(("name", "said"), HOSTILE)
def test_a_name_that_cannot_be_is_refused_with_line_and_mending(tmp_path: Path, name: str, said: str) -> None:
    path = write(tmp_path / "list.csv", f"student,language\na01,id\n{name},id\n")
    with pytest.raises(CodingError) as caught:
        roster.read(path)
    assert "line 3" in str(caught.value)
    assert said in str(caught.value)
    assert caught.value.mend


def test_all_faults_of_a_list_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", "student,language\na01,id\na01,id\nb02,fr\n../x,id\n")
    with pytest.raises(CodingError) as caught:
        roster.read(path)
    assert [f"line {line}" in str(caught.value) for line in (3, 4, 5)] == [True] * 3


@pytest.mark.parametrize(
    "text",
    [
        "student,language\na01,id\nb02,en\n",
        "\ufeffMahasiswa;Bahasa\r\na01;Indonesia\r\nb02;Inggris\r\n",
        "no,student,language\n1,a01,\n2, b02 ,EN\n",
        "\ufeffsep=;\r\nstudent;language\r\na01;id\r\nb02;en\r\n",
        "SEP=,\r\nstudent,language\r\na01,id\r\nb02,en\r\n",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("utf-8"))
    assert [(one.name, one.language) for one in roster.read(path)] == [("a01", "id"), ("b02", "en")]


def test_after_the_line_of_the_separator_lines_keep_their_numbers(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="line 4"):
        roster.read(write(tmp_path / "list.csv", "sep=;\nstudent;language\na01;id\nguru;id\n"))


@pytest.mark.parametrize("text", ["", "name of student\nani\n", "student\n", "student,language\n"])
def test_an_empty_or_strange_list_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(CodingError):
        roster.read(write(tmp_path / "list.csv", text))


# Folders and logs

STUDENTS = {"a01": "id", "b02": "en", "c03": "id", "d04": "id", "e05": "id"}


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory, copy_to: Copy) -> Iterator[Path]:
    patch = pytest.MonkeyPatch()
    root: Path = copy_to(tmp_path_factory.mktemp("class") / "root")
    patch.setenv("CODING_ROOT", str(root))
    listed = "student,language\n" + "".join(f"{name},{language}\n" for name, language in STUDENTS.items())
    assert command.main(["hand-out", str(write(root / "list.csv", listed))]) == 0
    yield root
    patch.undo()


@pytest.fixture
def school(handed_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the compendium with a class of five, which a test may change."""
    root = tmp_path / "root"
    shutil.copytree(handed_out, root, ignore=shutil.ignore_patterns("lampung-timur", "contoh-kabupaten"))
    monkeypatch.setenv("CODING_ROOT", str(root))
    return root


LOGS: dict[str, str] = {}


def log_of(root: Path, name: str, *, inside: str = "") -> str:
    """A log of a student: like the teacher's but for what a seed changes; the same in every test."""
    if name not in LOGS:
        LOGS[name] = _log_of(root, name, inside)
    return LOGS[name]


def _log_of(root: Path, name: str, inside: str) -> str:
    draw = random.Random(name)
    with folder.inside(root / "class" / (inside or name)):
        study, made = material.study(), []
        for number, entry in enumerate(material.gold()):
            row = study.by_segment[str(entry["segment"])]
            given = entry["codes"] if draw.random() < 0.7 else entry.get("partner", {"2": "partial"})
            transcript = row["transcript"]
            for code, status in given.items():  # type: ignore[attr-defined]
                indicator, _, part = code.partition(".")
                made.append(
                    decide(study.texts[transcript], study.hashes[transcript], transcript, name,
                           f"2026-03-01T00:{number:02d}:00Z", "add", start=int(row["start"]), end=int(row["end"]),
                           indicator=indicator, subcode=part, status=status,
                           memo="<img src=x onerror=alert(1)> ragu", mode="blind")
                )  # fmt: skip
        for transcript in study.texts:
            made.append(
                decide(study.texts[transcript], study.hashes[transcript], transcript, name, "2026-03-01T02:00:00Z",
                       "complete", mode="blind")
            )  # fmt: skip
    return material.as_log(made)


def own_log(root: Path, name: str) -> Path:
    return root / "class" / name / "data" / "coded" / DISTRICT / "decisions" / f"{name}.jsonl"


def notices(found: collect.Collection, student: str) -> str:
    return " ".join(f"{one.place} {one.said['id']}" for one in found.notices if one.student == student)


def test_a_folder_holds_what_a_student_needs_and_no_answers(handed_out: Path) -> None:
    home = handed_out / "class" / "b02"
    names = [path.name for path in home.iterdir()]
    assert sum(name.endswith(".ipynb") for name in names) == 7
    assert "READ-ME.md" in names
    assert (home / "data" / "codebook.yml").exists()
    assert not [
        path for path in home.rglob("*") if "guru" in path.name or "gold" in path.name or "lecturer" in path.name
    ]
    with folder.inside(home):
        assert folder.coder() == "b02"
        assert len(Study(DISTRICT).segments) == 55
        assert Study("lampung-timur").codings


def test_work_is_never_overwritten(school: Path) -> None:
    path = write(own_log(school, "a01"), log_of(school, "a01"))
    note = write(school / "class" / "a01" / "1_membaca_transkrip.ipynb", "my own")
    told = handout.hand_out([folder.Student("a01", "id"), folder.Student("b02", "en")])
    assert told.made == []
    assert told.kept == ["a01", "b02"]
    assert note.read_text(encoding="utf-8") == "my own"
    assert path.read_text(encoding="utf-8") == log_of(school, "a01")


def test_a_folder_of_another_kind_is_left_alone(handed_out: Path) -> None:
    write(handed_out / "class" / "z26" / "thesis.docx", "mine")
    told = handout.hand_out([folder.Student("z26", "id")])
    assert len(told.faults) == 1
    assert (handed_out / "class" / "z26" / "thesis.docx").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (handed_out / "class" / "z26").iterdir()] == ["thesis.docx"]
    shutil.rmtree(handed_out / "class" / "z26")


def test_logs_come_from_folders_files_and_archives_and_all_that_is_wrong_is_listed(school: Path) -> None:
    back = school / "class" / "returned"
    write(own_log(school, "a01"), log_of(school, "a01"))
    write(back / "b02 (1).jsonl", log_of(school, "b02"))  # a browser's name
    c03 = write(own_log(school, "c03"), log_of(school, "c03"))
    with zipfile.ZipFile(back / "kiriman c03.zip", "w") as archive:
        for path in [*(school / "class" / "c03").rglob("student.yml"), c03]:
            archive.write(path, Path("c03") / path.relative_to(school / "class" / "c03"))
        archive.writestr("c03/data/coded/latihan/decisions/a01.jsonl", log_of(school, "a01"))
        archive.writestr("../../../evil.jsonl", "x")
    c03.unlink()
    write(back / "d04.jsonl", re.sub(r'"indicator": "?1"?', '"indicator": 9', log_of(school, "d04")))
    write(back / "stranger.jsonl", log_of(school, "stranger", inside="a01"))
    write(back / "laporan.docx", "words")
    write(back / "empty.jsonl", "")
    write(back / "broken.zip", "no zip")
    (back / "latin.jsonl").write_bytes(b"\xff\xfe\n")
    found = collect.collect()
    assert found.students == ("a01", "b02", "c03")
    assert "Log ini tidak diikutkan" in notices(found, "d04")
    assert "d04.jsonl, line " in notices(found, "d04")
    assert "belum ada log" in notices(found, "e05")
    others = notices(found, "")
    for part in ("stranger", "laporan.docx", "log kosong", "broken.zip", "latin.jsonl"):
        assert part in others
    assert not list(school.parent.rglob("evil*"))
    with folder.inside(found.root):
        study = Study(DISTRICT)
        assert {name: row["kind"] for name, row in study.coders.items()} == {
            "a01": "human", "b02": "human", "c03": "human", TEACHER: "demonstration"
        }  # fmt: skip
        assert study.replay.lost == []


def test_collecting_twice_gives_the_same_and_touches_nobodys_files(school: Path, hash_tree: Any) -> None:
    write(own_log(school, "a01"), log_of(school, "a01"))
    write(school / "class" / "returned" / "a01.jsonl", log_of(school, "a01"))  # the same log twice
    before = hash_tree(school / "class" / "a01")
    first = collect.collect()
    one = hash_tree(first.root)
    pages = [path.read_bytes() for path in report.write(first)]
    second = collect.collect()
    assert hash_tree(second.root) == one
    assert [path.read_bytes() for path in report.write(second)] == pages
    assert hash_tree(school / "class" / "a01") == before
    lines = (first.root / "data/coded/latihan/decisions/a01.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == len(log_of(school, "a01").splitlines())


def test_a_log_on_a_changed_text_finds_its_places_or_tells(school: Path) -> None:
    home = school / "class" / "a01"
    text = home / "data/raw/latihan/interviews/LTH1.txt"
    said = text.read_text(encoding="utf-8")
    text.write_text(said.replace("Ndak pernah.", "Tidak pernah sama sekali kok, Mbak.", 1), encoding="utf-8")
    from coding import pipeline

    with folder.inside(home):
        pipeline.write_transcripts(DISTRICT)
    write(own_log(school, "a01"), _log_of(school, "a01", ""))
    found = collect.collect()
    assert "teks yang lain" in notices(found, "a01")
    with folder.inside(found.root):
        placed = [one for one in Study(DISTRICT).replay.standing if one.coder == "a01" and one.transcript == "LTH1"]
    assert len(placed) > 15


def test_one_student_alone_has_a_report(school: Path) -> None:
    write(own_log(school, "a01"), log_of(school, "a01"))
    written = report.write(collect.collect())
    assert "a01" in written[0].read_text(encoding="utf-8")
    assert {(row["first"], row["second"]) for row in read_rows(written[2])} == {("a01", TEACHER)}


def test_a_class_that_handed_in_nothing_has_a_report_that_says_so(school: Path) -> None:
    found = collect.collect()
    assert found.students == ()
    assert "Belum ada log" in report.write(found)[0].read_text(encoding="utf-8")


def test_an_unfinished_transcript_is_not_compared(school: Path) -> None:
    lines = [line for line in log_of(school, "a01").splitlines() if not ('"complete"' in line and "LTH2" in line)]
    write(own_log(school, "a01"), "\n".join(lines) + "\n")
    found = collect.collect()
    assert "LTH2" in notices(found, "a01")
    assert {row["transcript"] for row in read_rows(report.write(found)[2])} == {"LTH1", "all"}


@pytest.fixture(scope="module")
def collected(handed_out: Path, tmp_path_factory: pytest.TempPathFactory) -> collect.Collection:
    root = tmp_path_factory.mktemp("three") / "root"
    shutil.copytree(handed_out, root, ignore=shutil.ignore_patterns("lampung-timur", "contoh-kabupaten"))
    with folder.inside(root):
        for name in ("a01", "b02", "c03"):
            write(own_log(root, name), log_of(root, name))
        return collect.collect()


@pytest.fixture
def three(collected: collect.Collection, monkeypatch: pytest.MonkeyPatch) -> collect.Collection:
    """A class of five of whom three handed in; to be read only."""
    monkeypatch.setenv("CODING_ROOT", str(collected.root.parents[1]))
    return collected


def test_agreement_of_every_pair_is_that_of_the_compendium(three: collect.Collection) -> None:
    with folder.inside(three.root):
        study = Study(DISTRICT)
        double = double_coding.load(study)
        mine = {(one.first, one.second): one for one in togetherness.pairs(double, study.codebook.codes)
                if not one.transcript}  # fmt: skip
        assert len(mine) == 6
        for pair in double.pairs:
            other = reliability.compare(double, pair, study.codebook.codes)["all"]
            one = mine.get(pair.coders) or mine[pair.second, pair.first]
            assert sorted(one.counts[1:3]) == sorted((other.only_first, other.only_second))
            assert (one.counts[0], one.counts[3]) == (other.both, other.neither)
            assert one.kappa == pytest.approx(other.kappa.value)
            assert one.ac1 == pytest.approx(other.ac1.value)
            assert one.percent == pytest.approx(other.percent.value)


def test_sentences_on_which_all_agree_divide_nobody_and_the_rest_are_in_order(three: collect.Collection) -> None:
    with folder.inside(three.root):
        found = togetherness.divisions(double_coding.load(Study(DISTRICT)))
    assert found
    assert all(len(one.answers) > 1 for one in found)
    assert all(TEACHER not in who for one in found for _, who in one.answers)
    entropies = [round(one.entropy, 9) for one in found]
    assert entropies == sorted(entropies, reverse=True)
    # Shannon: three coders, one against two, is log2(3) - 2/3 bits.
    split = [one for one in found if sorted(len(who) for _, who in one.answers) == [1, 2] and one.entropy]
    assert split[0].entropy == pytest.approx(np.log2(3) - 2 / 3)


def test_the_report_escapes_memos_and_hides_the_teacher_behind_a_fold(three: collect.Collection) -> None:
    for path in report.write(three)[:2]:
        page = path.read_text(encoding="utf-8")
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
        assert "<script" not in page
        assert page.count("<img ") == 1
        assert 'alt="' in page
        folds = re.findall(r"<details><summary>[^<]*</summary><p>", page)
        assert len(folds) == len(re.findall("<blockquote", page)) > 3


def test_an_anonymous_report_names_nobody_and_the_key_stays_with_the_data(three: collect.Collection) -> None:
    written = report.write(three, anonymous=True)
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(a01|b02|c03|d04|e05)\b", text), path.name
        assert "M0" in text
    key = {row["student"]: row["shown"] for row in read_rows(three.root / "key.csv")}
    assert set(key) == {*STUDENTS, TEACHER}
    assert len(set(key.values())) == 6


def test_the_picture_has_every_coder_once_and_the_teacher_first(three: collect.Collection) -> None:
    with folder.inside(three.root):
        found = [
            one for one in togetherness.pairs(double_coding.load(Study(DISTRICT)), "1234567") if not one.transcript
        ]
    names = heat.order(found, TEACHER)
    assert names[0] == TEACHER
    assert sorted(names) == ["a01", "b02", "c03", TEACHER]
    drawn = heat.draw(found, names, {name: name for name in names}, "id")
    assert drawn == heat.draw(found, names, {name: name for name in names}, "id")


def test_counts_of_a_pair_do_not_depend_on_who_comes_first(three: collect.Collection) -> None:
    with folder.inside(three.root):
        double = double_coding.load(Study(DISTRICT))
    tables = togetherness.tables(double, "LTH1", "1234567")
    one, other = tables["a01", "b02"], tables["b02", "a01"]
    assert one[[0, 2, 1, 3]].tolist() == other.tolist()
    assert float(agreement.kappa(one)) == pytest.approx(float(agreement.kappa(other)))


def test_the_commands_tell_what_is_wrong_and_end_with_1(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["hand-out", ""]) == 1
    assert command.main(["hand-out", "nowhere.csv"]) == 1
    assert command.main(["hand-out", str(school)]) == 1
    shutil.rmtree(school / "class")
    assert command.main(["collect"]) == 1
    assert "make class" in capsys.readouterr().err


def test_the_commands_speak_the_language_that_is_asked_for(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said in (
        ("id", "0 folder dibuat di class/, 5 dibiarkan"),
        ("en", "0 folders made in class/, 5 left"),
    ):
        monkeypatch.setenv("CODING_LANGUAGE", language)
        assert command.main(["hand-out", str(school / "list.csv")]) == 0
        assert capsys.readouterr().out.startswith(said)
    for language, said in (("id", "patokan: guru\n0 log → "), ("en", "gold: guru\n0 logs → ")):
        monkeypatch.setenv("CODING_LANGUAGE", language)
        assert command.main(["collect"]) == 0
        assert capsys.readouterr().out.startswith(said)


@pytest.mark.parametrize(
    ("named", "place"),
    [(["a01"], "a01/1_membaca_transkrip.ipynb"), (["B02", "2"], "b02/2_seven_indicators.ipynb")],
)
def test_a_lesson_is_the_notebook_of_the_students_own_folder(school: Path, named: list[str], place: str) -> None:
    assert lesson.notebook(*named) == school / "class" / place
    assert lesson.notebook(*named).exists()


@pytest.mark.parametrize(
    ("named", "said"),
    [(["", "1"], "STUDENT=a01"), (["z9"], "a01, b02"), (["../class/a01"], "a01, b02"), (["a01", "9"], "1, 2, 3")],
)
def test_a_lesson_that_is_not_there_is_told_with_those_that_are(school: Path, named: list[str], said: str) -> None:
    with pytest.raises(CodingError, match=said):
        lesson.notebook(*named)


def test_an_archive_with_a_bomb_in_it_is_not_opened(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned, "LARGEST", 1000)
    back = school / "class" / "returned"
    back.mkdir(exist_ok=True)
    with zipfile.ZipFile(back / "big.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a01.jsonl", " " * 100_000)
    assert "big.zip" in notices(collect.collect(), "")


def test_the_report_has_no_fault_of_accessibility(three: collect.Collection) -> None:
    browser = tool("browser").find()
    if browser is None and not os.environ.get("CODING_CI"):
        pytest.skip("NO BROWSER: the class report was not looked at by axe; see make test")
    written = report.write(three)
    with chromium(str(browser)) as page:
        for path in written[:2]:
            page.goto(path.as_uri())
            assert violations(page) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("student\nA01\nB-02\n", ["a01", "b-02"]),
        ("student;language\na01;id\n;\n  \n\nb02;en\n", ["a01", "b02"]),
        ("mahasiswa\n2016061001\n2016061002\n", ["2016061001", "2016061002"]),
    ],
)
def test_codes_in_capitals_empty_rows_and_student_numbers_are_read(tmp_path: Path, text: str, names: list[str]) -> None:
    assert [one.name for one in roster.read(write(tmp_path / "list.csv", text))] == names


def test_a_line_behind_an_empty_row_keeps_its_number(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match="line 4"):
        roster.read(write(tmp_path / "list.csv", "student;language\na01;id\n;\nSiti Aminah;id\n"))
