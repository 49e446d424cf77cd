"""A new district: made whole, refused politely, left out while it is empty, and run once it is filled in."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from coding import cli, paths, pipeline, run, yamls
from coding.districts import districts
from coding.errors import CodingError, Faults
from coding.files import read_rows
from coding.publishing import paper
from coding.transcripts import formats
from coding.upkeep import new_district, participants

NAME = "lampung-tengah"


def test_a_new_district_has_its_forms_and_says_what_comes_next(small_compendium: Path, capsys) -> None:
    assert cli.main(["new-district", NAME]) == 0
    told = capsys.readouterr().out
    assert [line.strip()[:2] for line in told.splitlines() if line.strip()[1:2] == "."] == ["1.", "2.", "3."]
    assert f"make check DISTRICT={NAME}" in told and f"make review DISTRICT={NAME}" in told
    folder = paths.raw(NAME)
    for part in ("interviews", "fgd", "documents"):
        assert (folder / part).is_dir()
    forms = {path.name for path in (folder / "templates").iterdir()}
    assert {"transkrip.docx", "transkrip.txt", "persetujuan.docx", "pengelolaan_data.docx", "petunjuk.docx"} <= forms
    settings = yamls.load(folder / "district.yml")
    assert settings["name"]["id"] == "Kabupaten Lampung Tengah" and "ISI:" in settings["period"]["id"]
    assert all("@" not in path.read_text("utf-8") for path in folder.rglob("*.yml"))


def test_what_exists_is_never_touched(small_compendium: Path, hash_tree) -> None:
    before = hash_tree(small_compendium / "data")
    with pytest.raises(CodingError, match="exists already; nothing was changed"):
        new_district.make("contoh-kabupaten")
    assert hash_tree(small_compendium / "data") == before


def test_decisions_left_behind_by_an_earlier_district_are_not_taken_over(small_compendium: Path) -> None:
    paths.decisions(NAME).mkdir(parents=True)
    with pytest.raises(CodingError, match=f"data/coded/{NAME} exists already"):
        new_district.make(NAME)


@pytest.mark.parametrize(
    ("name", "like"),
    [("Lampung Tengah", "lampung-tengah"), ("lampung_tengah", "lampung-tengah"), ("../x", "x"), ("across", "my-district"),
     ("", "my-district"), ("-a", "a"), ("kab.  Way Kanan!", "kab-way-kanan"), ("ünï", "n")],
)  # fmt: skip
def test_a_name_that_will_not_do_is_refused_with_one_that_will(small_compendium: Path, name: str, like: str) -> None:
    with pytest.raises(CodingError, match=rf"For instance: {like}\."):
        new_district.make(name)
    assert paths.districts() == ["contoh-kabupaten"]


def test_an_empty_district_keeps_nobody_waiting(small_compendium: Path, capsys) -> None:
    new_district.make(NAME)
    assert districts.is_empty(NAME) and not districts.is_empty("contoh-kabupaten")
    assert run.main([NAME]) == 0
    assert f"[{NAME}] nothing in it yet" in capsys.readouterr().out
    assert not paths.coded(NAME).exists()


def test_the_paper_of_an_empty_district_waits(small_compendium: Path, capsys) -> None:
    assert cli.main(["new-district", NAME]) == 0
    capsys.readouterr()
    assert paper.main([NAME, "--own"]) == 0, "make would stop at a paper that has no numbers yet"
    assert "".join(capsys.readouterr()) == ""


def test_the_check_says_what_is_missing_in_an_empty_district(small_compendium: Path) -> None:
    new_district.make(NAME)
    assert any("has no transcript" in str(fault) for fault in pipeline.check(NAME))


def test_the_transcript_forms_are_transcripts_once_they_are_put_in_their_place(small_compendium: Path) -> None:
    folder = new_district.make(NAME)
    for ending in (".docx", ".txt"):
        form = folder / "templates" / f"transkrip{ending}"
        (folder / "interviews" / f"DSN{len(ending)}{ending}").write_bytes(form.read_bytes())
    with (folder / "participants.csv").open("a", encoding="utf-8", newline="") as file:
        for name in ("DSN5", "DSN4"):
            for person, stakeholder, level in (
                ("DSN1", "dinsosnakertrans", "local_government"),
                ("P", "", "interviewer"),
            ):
                csv.writer(file, lineterminator="\n").writerow(
                    [
                        name,
                        person,
                        "Kepala seksi",
                        "Section head",
                        stakeholder,
                        level,
                        "interview",
                        "2026-05-14",
                        "quotes",
                        "",
                    ]
                )
    found = districts.read(NAME)
    assert [(one.name, len(one.turns)) for one in found] == [("DSN4", 6), ("DSN5", 6)]
    assert {turn.kind for one in found for turn in one.turns} == {"interviewer", "informant"}
    study = pipeline.write_suggestions(NAME, pipeline.write_transcripts(NAME))
    assert study.suggestions, "the form's own sentences should meet a keyword"


def test_every_column_of_participants_is_explained_in_the_help(small_compendium: Path) -> None:
    folder = new_district.make(NAME)
    text = formats.read(folder / "templates" / "petunjuk.docx")
    for column in (folder / "participants.csv").read_text("utf-8").strip().split(","):
        assert column in text, column
    for key in ("dinsosnakertrans", "bp3tki", "returnees"):
        assert key in text, key


def test_a_form_left_where_forms_lie_is_no_transcript(small_compendium: Path) -> None:
    new_district.make(NAME)
    assert districts.sources(NAME) == []
    with pytest.raises((CodingError, Faults), match="has no transcript"):
        districts.read(NAME)


def test_make_asks_for_a_name() -> None:
    done = subprocess.run(
        ["make", "-C", str(Path(__file__).resolve().parent.parent), "-n", "new-district"],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "make new-district DISTRICT=" in done.stdout


# Rows of participants.csv begun from the transcripts


def test_who_speaks_is_read_off_the_transcripts(small_compendium: Path, capsys) -> None:
    new_district.make(NAME)
    folder = paths.raw(NAME)
    (folder / "interviews/wawancara kadis.txt").write_text("Pewawancara: Ada?\nInforman: Ada.\n", "utf-8")
    (folder / "interviews/kades.txt").write_text("T: Ada?\nKades: Ada.\nT: Dan?\nKades: Belum.\n", "utf-8")
    (folder / "fgd/bersama.txt").write_text("MOD: Ya?\nDSN1: Ada.\nLSM2: Tidak.\nPeserta: Ya!\n", "utf-8")
    (folder / "interviews/dewan.txt").write_text(
        "P: Ada?\nKomisi: Dik?\nStaf Ahli: Belum.\nKomisi: Nah.\nP: Oh.\n", "utf-8"
    )
    (folder / "documents/notulen.txt").write_text("Rapat dibuka pukul sembilan.\n", "utf-8")
    assert cli.main(["participants", NAME]) == 0
    begun = [(row["transcript"], row["participant"], row["method"]) for row in rows_of(NAME)]
    assert begun == [
        ("bersama", "DSN1", "fgd"),
        ("bersama", "LSM2", "fgd"),
        ("dewan", "Komisi", "interview"),
        ("dewan", "Staf Ahli", "interview"),
        ("kades", "Kades", "interview"),
        ("notulen", "INF1", "document"),
        ("wawancara kadis", "INF2", "interview"),
    ]
    assert "7 baris" in capsys.readouterr().out


def test_rows_that_are_there_stay_and_none_is_begun_twice(small_compendium: Path) -> None:
    new_district.make(NAME)
    table = paths.raw(NAME) / "participants.csv"
    header = table.read_text("utf-8").strip().replace(",", ";")
    kept = f"{header}\r\nlama;INF1;Kepala; ;dprd;legislature;interview;2024-01-31;public;\r\n"
    table.write_bytes(("\ufeff" + kept).encode("utf-8"))
    for name in ("lama", "baru"):
        (paths.raw(NAME) / f"interviews/{name}.txt").write_text("P: Ada?\nI: Ada.\n", "utf-8")
    assert [row["participant"] for row in participants.begin(NAME)] == ["INF2"]
    once = table.read_bytes()
    assert participants.begin(NAME) == [] and table.read_bytes() == once
    assert [row["transcript"] for row in rows_of(NAME)] == ["lama", "baru"]
    assert rows_of(NAME)[0]["role"] == "Kepala"


def rows_of(name: str) -> list[dict[str, str]]:
    return read_rows(paths.raw(name) / "participants.csv")
