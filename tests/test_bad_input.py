"""Faults in what researchers put in: one clear message with its place, exit status 1, and nothing on disk changes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from coding import cli, paths, pipeline, run
from coding.errors import CodingError

FICTITIOUS, MAIN = "contoh-kabupaten", "lampung-timur"
Hash = Callable[[Path], dict[str, str]]
Step = Callable[[str], pipeline.Study]


@dataclass(frozen=True)
class Place:
    """Where a message has to point: a file of the compendium, and a line of it where the fault has one."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file + (f", line {self.line}" if self.line else "") + ": "


def raw(root: Path, name: str, district: str = FICTITIOUS) -> Path:
    return root / "data" / "raw" / district / name


def place(root: Path, path: Path, line: int | None = None) -> Place:
    return Place(path.relative_to(root).as_posix(), line)


def exchange(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file by `new`; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}: the test has to be brought up to date"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return text[: text.index(old)].count("\n") + 1


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def no_known_encoding(root: Path) -> Place:
    path = raw(root, "interviews/CLS1.txt")
    before = path.read_bytes()
    path.write_bytes(before + "I: Это другая кодировка, и её никто не знает.\n".encode("cp1251") * 9)
    return place(root, path, before.count(b"\n") + 1)


def utf16_without_its_mark(root: Path) -> Place:
    path = raw(root, "interviews/CLS1.txt")
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16-le"))
    return place(root, path, 1)


def empty_file(root: Path) -> Place:
    raw(root, "interviews/CLS1.txt").write_bytes(b"")
    return place(root, raw(root, "interviews/CLS1.txt"))


def blank_file(root: Path) -> Place:
    raw(root, "interviews/CLS1.txt").write_bytes(b"\xef\xbb\xbf \r\n\t\r\n")
    return place(root, raw(root, "interviews/CLS1.txt"))


def no_speaker_labels(root: Path) -> Place:
    path = raw(root, "interviews/CLS1.txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^[PI]: ", "", text, flags=re.MULTILINE), encoding="utf-8", newline="\n")
    return place(root, path)


def unknown_role_code(root: Path) -> Place:
    path = raw(root, "interviews/CLS1.txt")
    return place(root, path, exchange(path, "I: Taiwan, dua kontrak", "XYZ9: Taiwan, dua kontrak"))


def damaged_docx(root: Path) -> Place:
    path = raw(root, "interviews/CDN1.docx")
    path.write_bytes(path.read_bytes()[:2000])
    return place(root, path)


def text_named_docx(root: Path) -> Place:
    path = raw(root, "interviews/CDN1.docx")
    path.write_text("P: Selamat pagi, Pak.\n\nI: Pagi.\n", encoding="utf-8")
    return place(root, path)


def two_files_of_one_name(root: Path) -> Place:
    shutil.copy(raw(root, "interviews/CLS1.txt"), raw(root, "fgd/CLS1.txt"))
    return place(root, raw(root, "interviews/CLS1.txt"))


def transcript_without_participants(root: Path) -> Place:
    shutil.copy(raw(root, "interviews/CLS1.txt"), raw(root, "interviews/CLS2.txt"))
    return place(root, raw(root, "interviews/CLS2.txt"))


def participants_without_transcript(root: Path) -> Place:
    raw(root, "interviews/CLS1.txt").unlink()
    return place(root, raw(root, "participants.csv"), line_of(raw(root, "participants.csv"), "CLS1,CLS1,"))


def missing_column(root: Path) -> Place:
    path = raw(root, "participants.csv")
    return place(root, path, exchange(path, ",level,", ",tingkat,"))


def unknown_level(root: Path) -> Place:
    path = raw(root, "participants.csv")
    return place(root, path, exchange(path, ",mulih,ngo,", ",mulih,lsm,"))


def wrong_date(root: Path) -> Place:
    path = raw(root, "participants.csv")
    return place(root, path, exchange(path, ",2017-03-04,", ",4/3/2017,"))


def key_twice_in_codebook(root: Path) -> Place:
    path = root / "data" / "codebook.yml"
    line = exchange(path, "\nframework:", '\nversion: "2.0"\nframework:') + 1
    return place(root, path, line)


def code_twice_in_codebook(root: Path) -> Place:
    path = root / "data" / "codebook.yml"
    return place(root, path, exchange(path, "- code: 2\n", "- code: 1\n"))


def unknown_indicator_in_cue_rule(root: Path) -> Place:
    path = root / "data" / "codebook.yml"
    return place(root, path, exchange(path, "indicators: [7]", "indicators: [7, 9]"))


def coder_missing_from_coders(root: Path) -> Place:
    folder = root / "data/coded" / MAIN
    lines = (folder / "coders.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "coders.csv").write_text("".join(line for line in lines if not line.startswith("demo-b")), "utf-8")
    return place(root, folder / "decisions/demo-b.jsonl")


def decision_of_an_unknown_indicator(root: Path) -> Place:
    log = root / "data/coded" / MAIN / "decisions/demo-b.jsonl"
    return place(root, log, exchange(log, '"indicator": 6', '"indicator": 66'))


def half_a_line_within_a_log(root: Path) -> Place:
    log = root / "data/coded" / MAIN / "decisions/demo-a.jsonl"
    lines = log.read_bytes().split(b"\n")
    lines[6] = lines[6][:-40]
    log.write_bytes(b"\n".join(lines))
    return place(root, log, 7)


def grounding_of_a_turn_that_does_not_exist(root: Path) -> Place:
    path = raw(root, "grounding.csv")
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write("CLS1,999,K1\n")
    return place(root, path, line_of(path, "CLS1,999,"))


def grounding_of_an_interviewers_turn(root: Path) -> Place:
    path = raw(root, "grounding.csv")
    return place(root, path, exchange(path, "CLS1,14,K3", "CLS1,13,K3"))


def damaged_district_yml(root: Path) -> Place:
    path = raw(root, "district.yml")
    line = exchange(path, "reconstructed: true", "rekonstruksi: true")
    return place(root, path, line)


Fault = tuple[Callable[[Path], Place], str, str, Step | None]

# What breaks, the district it is in, words its message has to hold, and the step that meets it while writing.
FAULTS: list[Fault] = [
    (no_known_encoding, FICTITIOUS, "encoding", pipeline.write_transcripts),
    (utf16_without_its_mark, FICTITIOUS, "encoding", pipeline.write_transcripts),
    (empty_file, FICTITIOUS, "no text", pipeline.write_transcripts),
    (blank_file, FICTITIOUS, "no text", pipeline.write_transcripts),
    (no_speaker_labels, FICTITIOUS, "no speaker labels", pipeline.write_transcripts),
    (unknown_role_code, FICTITIOUS, "'XYZ9'", pipeline.write_transcripts),
    (damaged_docx, FICTITIOUS, "damaged", pipeline.write_transcripts),
    (text_named_docx, FICTITIOUS, "damaged", pipeline.write_transcripts),
    (two_files_of_one_name, FICTITIOUS, "'CLS1'", pipeline.write_transcripts),
    (transcript_without_participants, FICTITIOUS, "participants.csv", pipeline.write_transcripts),
    (participants_without_transcript, FICTITIOUS, "'CLS1'", pipeline.write_transcripts),
    (missing_column, FICTITIOUS, "'level'", pipeline.write_transcripts),
    (unknown_level, FICTITIOUS, "'lsm'", pipeline.write_transcripts),
    (wrong_date, FICTITIOUS, "'4/3/2017'", pipeline.write_transcripts),
    (damaged_district_yml, FICTITIOUS, "'rekonstruksi'", pipeline.write_transcripts),
    (key_twice_in_codebook, FICTITIOUS, "'version'", pipeline.write_suggestions),
    (code_twice_in_codebook, FICTITIOUS, "'1'", pipeline.write_suggestions),
    (unknown_indicator_in_cue_rule, FICTITIOUS, "'9'", pipeline.write_suggestions),
    (unknown_indicator_in_cue_rule, MAIN, "'9'", pipeline.write_codings),
    (coder_missing_from_coders, MAIN, "'demo-b'", pipeline.write_codings),
    (decision_of_an_unknown_indicator, MAIN, "'66'", pipeline.write_codings),
    (half_a_line_within_a_log, MAIN, "JSON", pipeline.write_codings),
    (grounding_of_a_turn_that_does_not_exist, FICTITIOUS, "turn 999 of 'CLS1'", None),
    (grounding_of_an_interviewers_turn, FICTITIOUS, "turn 13 of 'CLS1'", None),
]


def named(fault: Fault) -> str:
    return f"{fault[0].__name__}-{fault[1]}"


@pytest.fixture
def copy_for(fault: Fault, request: pytest.FixtureRequest) -> Path:
    """A copy of the compendium with the district of the fault; the small one where that will do."""
    name = "compendium" if fault[1] == MAIN else "small_compendium"
    return cast(Path, request.getfixturevalue(name))


ONE_OF_A_KIND = (unknown_role_code, missing_column, key_twice_in_codebook, coder_missing_from_coders,
                 grounding_of_a_turn_that_does_not_exist)  # fmt: skip


def messages(printed: str) -> list[str]:
    return [line for line in printed.split("\n") if line]


def told(printed: str, kind: str = "error") -> list[str]:
    """The errors (or warnings) of a report, each with its file: as the error itself says it."""
    found, file = [], ""
    for line in printed.split("\n"):
        if hit := re.match(rf"  {kind}(, line \d+)?: (.*)", line):
            found.append(f"{file}{hit[1] or ''}: {hit[2]}")
        elif line.startswith("    → ") and found:
            found[-1] += " " + line.removeprefix("    → ")
        elif line and not line.startswith(" "):
            file = line
    return found


@pytest.mark.parametrize("district", [FICTITIOUS, MAIN])
def test_check_finds_no_fault_in_what_is_shipped_and_writes_nothing(
    compendium: Path, hash_tree: Hash, capsys: pytest.CaptureFixture[str], district: str
) -> None:
    before = hash_tree(compendium)
    assert cli.main(["check", district]) == 0
    printed = capsys.readouterr()
    assert told(printed.out) == [] and f"\n{district}: no errors, " in printed.out and printed.err == ""
    assert hash_tree(compendium) == before


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_check_names_the_fault_with_its_place_and_writes_nothing(
    copy_for: Path, hash_tree: Hash, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    broken, district, words, _ = fault
    where = broken(copy_for)
    before = hash_tree(copy_for)
    status = cli.main(["check", district])
    printed = capsys.readouterr()
    assert status == 1
    assert printed.err == ""
    (fault,) = told(printed.out)
    assert fault.startswith(str(where)), f"{fault!r} does not begin with {str(where)!r}"
    assert words in fault
    assert f"{district}: 1 error" in printed.out.split("\n")[-2]
    assert hash_tree(copy_for) == before


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault[0] in ONE_OF_A_KIND], ids=named)
def test_a_run_of_the_notebooks_stops_at_the_fault_before_anything_is_touched(
    copy_for: Path, hash_tree: Hash, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    broken, district, words, _ = fault
    earlier = copy_for / "paper" / "tables" / district / "corpus.csv"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("from an earlier run\n", encoding="utf-8")
    where = broken(copy_for)
    before = hash_tree(copy_for)
    status = run.main([district])
    printed = capsys.readouterr()
    assert status == 1
    assert len(messages(printed.err)) == 1
    assert printed.err.startswith(str(where)) and words in printed.err
    assert hash_tree(copy_for) == before


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault[3]], ids=named)
def test_the_step_that_meets_the_fault_says_the_same_and_writes_nothing(
    copy_for: Path, hash_tree: Hash, fault: Fault
) -> None:
    broken, district, words, step = fault
    where = broken(copy_for)
    before = hash_tree(copy_for)
    assert step is not None
    with pytest.raises(CodingError) as raised:
        step(district)
    assert str(raised.value).startswith(str(where)) and words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert hash_tree(copy_for) == before


def test_a_last_line_that_was_cut_off_is_told_and_does_not_count(
    compendium: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = compendium / "data/coded" / MAIN / "decisions/demo-a.jsonl"
    count = log.read_text(encoding="utf-8").count("\n")
    log.write_bytes(log.read_bytes()[:-40])
    assert cli.main(["check", MAIN]) == 0
    (warning,) = [one for one in told(capsys.readouterr().out, "warning") if "decisions" in one]
    assert warning.startswith(f"data/coded/{MAIN}/decisions/demo-a.jsonl, line {count}: ") and "cut off" in warning
    assert sum(one.coder == "demo-a" for one in pipeline.Study(MAIN).decisions) == count - 1


def test_codings_of_a_text_that_changed_stand_where_their_words_are_and_the_others_are_told(
    compendium: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = pipeline.Study(MAIN).replay
    path = raw(compendium, "interviews/LSM2.txt", MAIN)
    words = path.read_text(encoding="utf-8")
    coded = [one for one in before.standing if one.transcript == "LSM2"]
    first, last = coded[0], coded[-1]
    quote = pipeline.Study(MAIN).texts["LSM2"][last.start : last.end]
    assert words.count(quote) == 1
    path.write_text("P: Selamat pagi.\n\n" + words.replace(quote, "Entahlah, lupa saya."), "utf-8")
    assert cli.main(["check", MAIN]) == 0
    assert "of LSM2 have no sure place" in capsys.readouterr().out
    pipeline.write_transcripts(MAIN)
    after = pipeline.write_codings(MAIN)
    assert {one.decision.quote for one in after.replay.lost} >= {quote}
    moved = [one for one in after.replay.standing if one.transcript == "LSM2"]
    assert moved[0].start == first.start + len("P: Selamat pagi.\n\n")
    assert len(moved) + len(after.replay.lost) == len(coded)
    for one in after.replay.standing:
        assert one.decision is not None
        assert after.texts[one.transcript][one.start : one.end] == one.decision.quote


def test_every_fault_of_a_district_is_named_at_once(
    small_compendium: Path, hash_tree: Hash, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [
        key_twice_in_codebook(small_compendium),
        damaged_docx(small_compendium),
        unknown_role_code(small_compendium),
    ]
    before = hash_tree(small_compendium)
    assert cli.main(["check"]) == 1
    found = told(capsys.readouterr().out)
    assert len(found) == len(places)
    for where in places:
        assert any(line.startswith(str(where)) for line in found), f"nothing was said of {where}"
    assert hash_tree(small_compendium) == before


def test_a_district_that_does_not_exist_is_named_with_those_that_do(
    compendium: Path, hash_tree: Hash, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hash_tree(compendium)
    assert cli.main(["check", "lampung-barat"]) == 1
    (fault,) = told(capsys.readouterr().out)
    assert "'lampung-barat'" in fault and FICTITIOUS in fault and MAIN in fault
    assert hash_tree(compendium) == before


def test_the_command_itself_ends_with_status_1_and_without_a_traceback(
    small_compendium: Path, hash_tree: Hash, tmp_path: Path
) -> None:
    where = unknown_role_code(small_compendium)
    before = hash_tree(small_compendium)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "coding", "check"]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, encoding="utf-8", env=dict(os.environ))
    assert done.returncode == 1
    assert told(done.stdout)[0].startswith(str(where))
    assert "Traceback" not in done.stderr
    assert hash_tree(small_compendium) == before
    assert not list(elsewhere.iterdir())


def test_the_command_works_on_the_compendium_it_is_called_in_and_outside_of_any_on_its_own(
    small_compendium: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CODING_ROOT")
    monkeypatch.chdir(small_compendium / "data" / "raw" / FICTITIOUS)
    assert paths.root() == small_compendium
    assert paths.districts() == [FICTITIOUS]
    monkeypatch.chdir(tmp_path)
    assert paths.root() == root
