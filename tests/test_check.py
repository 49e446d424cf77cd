"""`coding check`: all faults of all files in one run, nothing but faults of ours whatever the files hold, two languages."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coding import cli, paths, pipeline
from coding.check import checking, report, supervision
from coding.check.notice import Notice
from coding.errors import CodingError
from coding.published import claims_file

ROOT = Path(__file__).resolve().parent.parent
DISTRICT = "contoh-kabupaten"
RAW, CODED = f"data/raw/{DISTRICT}", f"data/coded/{DISTRICT}"
Place = tuple[str, int | None]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The inputs of one small district, with a coder and a log of decisions."""
    other = shutil.ignore_patterns("lampung-timur")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=other)
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    (tmp_path / CODED / "decisions").mkdir()
    (tmp_path / CODED / "coders.csv").write_text("coder,kind,note\nani,human,\n", encoding="utf-8")
    (tmp_path / CODED / "decisions" / "ani.jsonl").write_text("\n\n", encoding="utf-8")
    return tmp_path


def change(file: str, old: str, new: str) -> Callable[[Path], Place]:
    """A fault made by replacing words of a file, the number of its lines kept; it is told at the line of `new`."""
    assert old.count("\n") == new.count("\n")

    def apply(root: Path) -> Place:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}: bring the test up to date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return file, text[: text.index(old)].count("\n") + 1 + old[: len(old) - len(old.lstrip("\n"))].count("\n")

    return apply


def append(file: str, line: str) -> Callable[[Path], Place]:
    def apply(root: Path) -> Place:
        path = root / file
        text = path.read_text(encoding="utf-8") + line + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        return file, text.count("\n")

    return apply


def damage(file: str) -> Callable[[Path], Place]:
    def apply(root: Path) -> Place:
        (root / file).write_bytes(b"PK\x03\x04 no document")
        return file, None

    return apply


def stray(root: Path) -> Place:
    (root / RAW / "interviews" / "BARU.txt").write_text("P: Apa?\n\nI: Ya.\n", encoding="utf-8")
    return f"{RAW}/interviews/BARU.txt", None


FAULTS: dict[str, Callable[[Path], Place]] = {
    "a field of another kind": change(f"{RAW}/district.yml", "language: id", "language: [id]"),
    "neither true nor false": change(f"{RAW}/district.yml", "reconstructed: true", "reconstructed: entah"),
    "a field nobody knows": append(f"{RAW}/district.yml", "bidang: kosong"),
    "a wrong date": change(f"{RAW}/participants.csv", "interview,2017-03-04,", "interview,4/3/2017,"),
    "an unknown consent": change(f"{RAW}/participants.csv", "interview,2017-03-18,public", "interview,2017-03-18,publik"),
    "an unknown stakeholder": change(f"{RAW}/participants.csv", ",desa,other,", ",kampung,other,"),
    "too few cells": append(f"{RAW}/participants.csv", "HILANG,H1"),
    "a transcript without a file": append(
        f"{RAW}/participants.csv", "HILANG,H1,a,b,desa,other,interview,2017-03-04,public,"
    ),
    "an unknown role code": change(f"{RAW}/interviews/CLS1.txt", "\nI: Taiwan", "\nXYZ9: Taiwan"),
    "another unknown role code": change(f"{RAW}/interviews/CPR1.txt", "\nCPR1: Hong", "\nABC1: Hong"),
    "a damaged file": damage(f"{RAW}/fgd/CFG1.docx"),
    "a transcript without a row": stray,
    "a turn that is not there": append(f"{RAW}/grounding.csv", "CDN1,999,K1"),
    "a claim that is not there": append(f"{RAW}/grounding.csv", "CDN1,2,K999"),
    "a level nobody knows": change(f"{RAW}/stakeholders.yml", "level: ngo", "level: lsm"),
    "an unknown status": change(f"{RAW}/claims.yml", "status: present", "status: hadir"),
    "a weight too large": change("data/codebook.yml", "weight: 0.7", "weight: 7.0"),
    "a code twice": change("data/codebook.yml", "- code: 2\n", "- code: 1\n"),
    "an unknown kind of coder": change(f"{CODED}/coders.csv", "ani,human", "ani,orang"),
    "a line of a log": append(f"{CODED}/decisions/ani.jsonl", "{"),
    "another line of a log": append(f"{CODED}/decisions/ani.jsonl", '{"at": "2017"}'),
}  # fmt: skip
# The line of a log that is cut off at its end is no fault, and what stands in one that cannot be read hides nothing.
LAST = append(f"{CODED}/decisions/ani.jsonl", "")


def found(root: Path, names: list[str]) -> tuple[list[Place], list[CodingError]]:
    places = [FAULTS[name](root) for name in names]
    LAST(root)
    return places, pipeline.check(DISTRICT)


@pytest.mark.parametrize("seed", range(6))
def test_as_many_faults_as_there_are_are_told_in_one_run_and_no_others(data: Path, seed: int) -> None:
    chosen = random.Random(seed)
    names = chosen.sample(sorted(FAULTS), chosen.randint(2, len(FAULTS)))
    places, faults = found(data, names)
    assert sorted(map(str, places)) == sorted(str((fault.file, fault.line)) for fault in faults)
    assert [(str(fault.file), fault.line or 0) for fault in faults] == sorted(
        (str(fault.file), fault.line or 0) for fault in faults
    )


def test_all_of_them_at_once(data: Path) -> None:
    places, faults = found(data, list(FAULTS))
    assert sorted(map(str, places)) == sorted(str((fault.file, fault.line)) for fault in faults)


def test_two_faults_in_one_entry_are_both_told(data: Path) -> None:
    book = data / "data" / "codebook.yml"
    text = book.read_text("utf-8").replace(
        "    weight: 0.7\n    status: present", "    weight: 70\n    status: hadir", 1
    )
    book.write_text(text, "utf-8")
    assert [fault.problem.split()[1] for fault in pipeline.check(DISTRICT)] == ["weight", "status"]


SMALL_BOOK = """version: 1
framework: x
indicators:
- {code: 1, label: x, definition: x, keywords: [undangan, {match: rapat, weight: 0.5, status: present}]}
"""
INPUTS = [f"{RAW}/district.yml", f"{RAW}/participants.csv", f"{RAW}/stakeholders.yml", f"{RAW}/claims.yml",
          f"{RAW}/grounding.csv", f"{RAW}/interviews/CLS1.txt", f"{RAW}/interviews/CDN1.docx", "data/codebook.yml",
          f"{CODED}/coders.csv", f"{CODED}/decisions/ani.jsonl", "data/reference/stakeholders.yml"]  # fmt: skip


@pytest.mark.parametrize("file", INPUTS)
def test_whatever_a_file_holds_only_faults_and_warnings_come_of_it(data: Path, file: str, hash_tree: Callable) -> None:
    path, chance = data / file, random.Random(file)
    if path.name != "codebook.yml":
        (data / "data" / "codebook.yml").write_text(SMALL_BOOK, encoding="utf-8")
    content = bytearray(path.read_bytes())
    for _ in range(12):
        content[chance.randrange(len(content))] = chance.choice(b"\x00\xff\n\t:,;{}[]\"'-#&*!|>%@`a1")
    for garbage in (bytes(content), chance.randbytes(400)):
        path.write_bytes(garbage)
        before = hash_tree(data)
        made = checking.report(DISTRICT)
        assert all(isinstance(fault, CodingError) for fault in made.faults)
        assert hash_tree(data) == before
        for language in ("id", "en"):
            assert report.shown([made], language)


ODD = [
    "x: 2016-13-45",
    "x: &a [*a]",
    "[" * 3000,
    'x: "\\ud800"',
    "? {a: b}\n: c",
    "<<: x",
    "!!int a",
    "x: !!python/name:os",
]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("file", ["claims.yml", "district.yml", "stakeholders.yml"])
def test_odd_yaml_is_a_fault_of_its_file(data: Path, file: str, content: str) -> None:
    from coding.districts import districts, stakeholders

    (data / RAW / file).write_text(content + "\n", encoding="utf-8")
    read: Callable[[], object] = {
        "claims.yml": lambda: claims_file.load(paths.claims(DISTRICT)),
        "district.yml": lambda: districts.load(DISTRICT),
        "stakeholders.yml": lambda: stakeholders.load(DISTRICT),
    }[file]
    with pytest.raises(CodingError, match=file):
        read()


@pytest.fixture
def warned(data: Path) -> Path:
    """A name in a text, and something not filled in."""
    change(f"{RAW}/interviews/CLS1.txt", "\nI: Taiwan", "\nI: Kata Pak Budi, Taiwan")(data)
    append(f"{RAW}/district.yml", 'province: "ISI: nama provinsi"')(data)
    return data


def test_warnings_alone_leave_the_exit_status_at_nought(warned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", DISTRICT, "--language", "id"]) == 0
    told = capsys.readouterr().out
    assert (
        "peringatan, baris" in told and "mungkin nama orang: “Pak Budi”" in told and "belum diisi: “ISI: nama" in told
    )
    assert f"\n{DISTRICT}: tidak ada kesalahan, " in told and "\x1b" not in told


def test_errors_and_warnings_stand_by_their_file_with_a_summary(
    warned: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_LANGUAGE", "id")
    change(f"{RAW}/district.yml", "language: id", "# language: id")(warned)
    assert cli.main(["check"]) == 1
    lines = capsys.readouterr().out.split("\n")
    place = lines.index(f"{RAW}/district.yml")
    assert lines[place - 1].startswith("KESALAHAN")
    assert lines[place + 1] == "  kesalahan, baris 2: isian 'language' belum ada."
    assert lines[place + 2] == "    → Isinya bahasa transkrip, misalnya id."
    assert lines[place + 3 : place + 5] == ["", "PERINGATAN: bukan kesalahan, tetapi perlu dilihat sekali lagi"]
    assert lines.index(f"{RAW}/district.yml", place + 1) > place + 4
    assert lines[-2].startswith(f"{DISTRICT}: 1 kesalahan, ") and lines[-2].endswith(" berkas")


def test_the_report_as_a_table(warned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(f"{RAW}/participants.csv", "interview,2017-03-04,", "interview,=1+1,")(warned)
    out = tmp_path / "check.csv"
    assert cli.main(["check", DISTRICT, "--out", str(out), "--language", "en"]) == 1
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert list(rows[0]) == list(report.COLUMNS)
    assert [row["kind"] for row in rows].count("error") == 1
    (name,) = [row for row in rows if row["rule"] == "name"]
    assert name["file"] == f"{RAW}/interviews/CLS1.txt" and name["line"] and "Pak Budi" in name["what"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert cli.main(["check", DISTRICT, "--out", str(tmp_path / "check.txt")]) == 1
    assert "check.txt is no .csv file" in capsys.readouterr().err


def test_what_is_told_of_the_codebook_alone_comes_last() -> None:
    idle = Notice("unmatched", "data/codebook.yml", None, {"indicator": "1", "number": "1", "words": "x"})
    phone = Notice("phone", f"{RAW}/interviews/A.txt", 3, {"words": "0812"})
    other = Notice("no_log", "c.csv", 2, {"coder": "ani"})
    told = report.lines([checking.Report("a", [], [idle, phone, other])], "id")
    assert [one.rule for one in told] == ["no_log", "phone", "unmatched"]


def test_an_adjudicator_needs_no_log_of_their_own(small_compendium: Path) -> None:
    folder = paths.decisions(DISTRICT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "consensus.jsonl").write_text('{"coder": "consensus", "by": "ani"}\n', encoding="utf-8")
    (folder.parent / "coders.csv").write_text("coder,kind,note\nani,human,\nbudi,human,\n", encoding="utf-8")
    found = checking.material(DISTRICT, pipeline.examine(DISTRICT))
    assert [one.values["coder"] for one in supervision.without_log(found)] == ["budi"]


def test_what_districts_share_is_told_once() -> None:
    fault, notice = CodingError("x", file="data/codebook.yml"), Notice("no_log", "c.csv", 2, {"coder": "ani"})
    reports = [checking.Report(name, [fault], [notice]) for name in ("a", "b")]
    assert [one.district for one in report.lines(reports, "en")] == ["a", "a"]
    assert report.shown(reports, "en").endswith("\nb: no errors")


def test_colour_only_where_it_is_asked_for_and_no_command_of_a_terminal_out_of_a_file() -> None:
    reports = [checking.Report("a", [CodingError("x\x1b[31m\n y", file="f")], [])]
    assert "\x1b[31m" in report.shown(reports, "en", colour=True)
    assert "\x1b" not in report.shown(reports, "en") and "x [31m  y" in report.shown(reports, "en")
