"""coding log: who decided what, when, with which codebook, and what came of it."""

from __future__ import annotations

import csv
import dataclasses
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coding import cli, labels, paths, pipeline
from coding.decisions import coders, decision
from coding.decisions.decision import Decision
from coding.errors import CodingError
from coding.spreadsheets import defuse
from coding.upkeep import history

DISTRICT = "contoh-kabupaten"
ESCAPES = "\x1b]0;judul\x07\x1b[2J\x9b31m\u202emerah\r\nakhir"


@pytest.fixture
def study(small_compendium: Path) -> pipeline.Study:
    return pipeline.prepare(DISTRICT)


def line(study: pipeline.Study, second: int, segment: int, action: decision.Action = "add", **more: Any) -> Decision:
    row = study.segments[segment]
    name = row["transcript"]
    coder = more.pop("coder", "ani")
    told = {
        "indicator": "1",
        "status": "" if action == "reject" else "present",
        "codebook": study.codebook.hash,
        **more,
    }
    return decision.decide(
        study.texts[name], study.hashes[name], name, coder, f"2017-03-04T08:00:{second:02d}.250000Z", action,
        start=int(row["start"]), end=int(row["end"]), **told,
    )  # fmt: skip


def save(*made: Decision) -> None:
    for one in made:
        for person in one.by.split(";") if one.by else [one.coder]:
            coders.register(DISTRICT, person)
        decision.append(paths.decisions(DISTRICT) / f"{one.coder}.jsonl", [one])


@pytest.fixture
def made(study: pipeline.Study) -> list[Decision]:
    first = line(study, 1, 0, memo="sekali itu ada")
    undo = decision.decide("", first.text_sha256, first.transcript, "ani", "2017-03-04T08:00:03Z", "undo", of=first.id)
    lines = [
        first,
        line(study, 2, 1, coder="budi", status="absent", mode="blind"),
        undo,
        line(study, 4, 1, indicator="3", subcode="calendar", codebook="0123456789abcdef"),
        line(study, 5, 1, coder="consensus", by="ani;budi", mode="consensus", status="partial"),
        line(study, 6, 2, codebook=""),
    ]
    save(*lines)
    return lines


def lose(study: pipeline.Study, quote: str) -> None:
    """Take a sentence out of every transcript of the district that is plain text."""
    for path in (paths.raw(DISTRICT)).rglob("*.txt"):
        words = path.read_text(encoding="utf-8")
        path.write_text(words.replace(quote, "Lupa."), encoding="utf-8")


def plain(study: pipeline.Study) -> int:
    """A segment of a transcript that came as plain text, long enough to occur once."""
    names = {path.stem for path in paths.raw(DISTRICT).rglob("*.txt")}
    return next(
        number
        for number, row in enumerate(study.segments)
        if row["transcript"] in names
        and len(row["text"]) > 60
        and study.texts[row["transcript"]].count(row["text"]) == 1
    )


def test_every_line_is_told_in_the_order_of_time_with_what_came_of_it(made: list[Decision]) -> None:
    found = history.entries(DISTRICT)
    assert [entry.decision for entry in found] == made
    assert [entry.undone for entry in found] == [True, False, False, False, False, False]
    assert [entry.current for entry in found] == [True, True, None, False, True, None]
    assert found[2].about == made[0]
    assert {entry.lost for entry in found} == {""}


def test_a_terminal_of_100_columns_shows_who_what_when_and_with_which_codebook(made: list[Decision]) -> None:
    shown = history.shown(history.entries(DISTRICT), "en")
    assert max(map(len, shown.splitlines())) <= 100
    assert "2017-03-04 08:00:01  ani        " in shown
    assert f"codebook {made[0].codebook[:8]} (today's) · undone since · memo: sekali itu ada" in shown
    assert "codebook 01234567 (another)" in shown and "codebook: not told" in shown
    assert "by ani;budi" in shown and "add 3 calendar present" in shown and "blind · " in shown
    indonesian = history.shown(history.entries(DISTRICT), "id")
    assert "dibatalkan" in indonesian and "buku kode 01234567 (lain)" in indonesian and "tidak ada" in indonesian


def test_only_what_is_asked_for_is_told(made: list[Decision]) -> None:
    assert [entry.decision for entry in history.entries(DISTRICT, coder="budi")] == [made[1]]
    name = made[0].transcript
    assert all(entry.decision.transcript == name for entry in history.entries(DISTRICT, transcript=name))
    assert history.entries(DISTRICT, lost=True) == []
    assert history.shown([], "en", lost=True) == "Every coding has a sure place."
    assert history.shown([], "id") == "Tidak ada keputusan."


@pytest.mark.parametrize("wanted", [{"coder": "dodi"}, {"transcript": "XYZ1"}])
def test_who_asks_for_what_is_not_there_is_told_what_is(made: list[Decision], wanted: dict[str, str]) -> None:
    with pytest.raises(CodingError, match="Known: "):
        history.entries(DISTRICT, **wanted)


def test_a_coding_without_a_place_is_listed_with_the_reason_in_words(study: pipeline.Study) -> None:
    lost, kept = line(study, 1, plain(study)), line(study, 2, 0)
    save(lost, kept)
    lose(study, lost.quote)
    (entry,) = history.entries(DISTRICT, lost=True)
    assert (entry.decision, entry.lost) == (lost, "gone")
    for language in labels.LANGUAGES:
        assert labels.LOST["gone"][language].split()[0] in history.shown([entry], language, lost=True)
    assert len(history.entries(DISTRICT)) == 2
    told = pipeline.notices(pipeline.inspect(DISTRICT)[2])
    assert any("coding log contoh-kabupaten --lost" in str(notice) for notice in told)


def test_what_a_terminal_would_obey_is_shown_not_obeyed(study: pipeline.Study) -> None:
    save(line(study, 1, 0, memo=ESCAPES))
    (entry,) = history.entries(DISTRICT)
    entry = dataclasses.replace(entry, about=dataclasses.replace(entry.about, quote=ESCAPES))
    shown = history.shown([entry], "en")
    assert shown.count("merah  akhir") == 2
    assert all(sign == "\n" or sign.isprintable() for sign in shown)
    assert history.harmless("Ndak ada… “belum” – é 字") == "Ndak ada… “belum” – é 字"


def test_the_table_for_spreadsheets_holds_all_in_full_and_no_formula(
    study: pipeline.Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formula = '=HYPERLINK("http://example.org","klik")'
    save(line(study, 1, 0, memo=formula), line(study, 2, 1, memo="panjang " * 60))
    out = tmp_path / "riwayat.csv"
    assert cli.main(["log", DISTRICT, "--out", str(out)]) == 0
    assert "2 decisions" in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == history.COLUMNS
    assert rows[0]["memo"] == "'" + formula and rows[1]["memo"] == "panjang " * 60
    assert (rows[0]["codebook_is_todays"], rows[0]["undone"], rows[0]["lost"]) == ("true", "false", "")
    assert rows[0]["quote"] == defuse(study.segments[0]["text"])


def test_the_command_tells_faults_in_words(
    study: pipeline.Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["log", DISTRICT]) == 0
    assert capsys.readouterr().out == "No decisions.\n"
    assert cli.main(["log", "tidak-ada"]) == 1
    assert "there is no district 'tidak-ada'" in capsys.readouterr().err
    assert cli.main(["log", DISTRICT, "--out", str(tmp_path / "riwayat.txt")]) == 1
    assert "no .csv file" in capsys.readouterr().err


def test_a_reader_who_stops_early_is_no_fault(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coding", "log", "lampung-timur"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 0


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("=1", "'=1"),
        ("+a", "'+a"),
        ("-a", "'-a"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("-0.5", "-0.5"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(words: str, safe: str) -> None:
    assert defuse(words) == safe
