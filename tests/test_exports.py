"""What other programs get: nothing lost, nothing that consent holds back, nothing that a spreadsheet works out."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from coding import paths
from coding.exchange import exports
from coding.pipeline import Study

MAIN, SMALL = "lampung-timur", "contoh-kabupaten"


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(MAIN)


@pytest.fixture(scope="module")
def made(study: Study) -> dict[str, exports.Table]:
    return exports.tables(study)


def test_every_coding_is_in_the_list_of_quotes_once(study, made):
    assert [row["quote_id"] for row in made["quotes"]] == [one["coding"] for one in study.codings]
    for row, one in zip(made["quotes"], study.codings, strict=True):
        assert row["quote"] == study.texts[one["transcript"]][row["start"] : row["end"]] == one["quote"]
        assert row["code_path_en"].startswith(f"{row['code']} ")


def test_counts_of_cases_sum_up_to_the_codings(study, made):
    for code in study.codebook.codes:
        mine = [one for one in study.codings if one["indicator"] == code]
        assert sum(row[f"c{code}"] for row in made["cases_counts"]) == len(mine) > 0
        for status in ("present", "partial", "absent", "unclear"):
            counted = sum(row[f"c{code}_{status}"] for row in made["cases_counts"])
            assert counted == sum(one["status"] == status for one in mine)


def test_a_case_has_one_or_zero_as_its_count_has_it(study, made):
    columns = [one.name for one in exports.variables(study.codebook)]
    assert "c3_calendar" in columns
    for binary, counts in zip(made["cases_binary"], made["cases_counts"], strict=True):
        assert [binary[name] for name in columns] == [int(counts[name] > 0) for name in columns]


def test_every_segment_is_a_row_coded_or_not_with_the_status_of_its_coding(study, made):
    assert [row["segment"] for row in made["segments_binary"]] == [row["segment"] for row in study.segments]
    by_segment = {row["segment"]: row for row in made["segments_binary"]}
    for one in study.codings:
        row = by_segment[one["segment"]]
        assert (row[f"c{one['indicator']}"], row[f"s{one['indicator']}"]) == (1, exports.VALUES[one["status"]])
    ones = sum(row[f"c{code}"] for row in made["segments_binary"] for code in study.codebook.codes)
    assert ones == len(study.codings)
    assert any(row["source"] == "" and row["s1"] == "" for row in made["segments_binary"])


def test_a_segment_counts_its_coders(study, made):
    by_segment = {row["segment"]: row for row in made["segments_counts"]}
    for one in study.codings:
        assert by_segment[one["segment"]][f"c{one['indicator']}"] == len(one["coders"].split(";"))


def test_names_of_variables_are_taken_by_every_program(study, made):
    for rows in made.values():
        for name in rows[0]:
            assert name.isidentifier() and name.isascii() and len(name) <= 32, name


def test_words_that_consent_holds_back_are_not_written(small_compendium):
    people = paths.raw(SMALL) / "participants.csv"
    text = people.read_text(encoding="utf-8")
    first = Study(SMALL).transcripts[0]["transcript"]
    lines = [line.replace(",public,", ",internal,") if line.startswith(first) else line for line in text.split("\n")]
    people.write_text("\n".join(lines), encoding="utf-8")
    rows = exports.quotes(Study(SMALL))
    held = [row for row in rows if row["transcript"] == first]
    assert held and all((row["quote"], row["memo"], row["consent"]) == ("", "", "internal") for row in held)
    assert all(row["quote"] for row in rows if row["transcript"] != first)


def test_files_are_the_same_bytes_each_time_and_agree_with_each_other(small_compendium):
    study = Study(SMALL)
    exports.write(study)
    first = {path.name: path.read_bytes() for path in paths.exports(SMALL).iterdir()}
    exports.write(Study(SMALL))
    assert {path.name: path.read_bytes() for path in paths.exports(SMALL).iterdir()} == first
    assert sorted(first) == sorted([*(f"{name}.csv" for name in exports.SHEETS), f"{SMALL}.xlsx"])
    book = openpyxl.load_workbook(io.BytesIO(first[f"{SMALL}.xlsx"]))
    assert book.sheetnames == list(exports.SHEETS)
    for name in exports.SHEETS:
        lines = list(csv.reader(io.StringIO(first[f"{name}.csv"].decode("utf-8"))))
        cells = [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        assert cells == lines and len(lines) > 1


def test_a_formula_in_a_memo_is_text(study):
    rows = [{"quote": "=1+1", "memo": "@x"}]
    cell = openpyxl.load_workbook(io.BytesIO(exports.workbook({"quotes": rows})))["quotes"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
