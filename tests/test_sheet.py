"""The review in a spreadsheet: written, filled in, read back."""

from __future__ import annotations

import json
import re
import zipfile
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding import cli, files, paths, pipeline
from coding.codebooks import codebook
from coding.errors import CodingError
from coding.review import sheet, sheet_words
from coding.review.session import Session

DISTRICT, NAME, CODER = "contoh-kabupaten", "CLS1", "ani"
COLUMN = {name: number for number, name in enumerate(sheet_words.COLUMNS, start=1)}
FIRST = 4  # the row below the headings


class Filled:
    """A sheet as a coder has it open in Excel."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.page = self.book.worksheets[0]

    def get(self, row: int, name: str) -> Any:
        return self.page.cell(row, COLUMN[name]).value

    def put(self, row: int, **cells: Any) -> Filled:
        for name, value in cells.items():
            self.page.cell(row, COLUMN[name]).value = value
        return self

    def rows(self) -> range:
        return range(FIRST, self.page.max_row + 1)

    def find(self, *, suggested: bool = True, skip: int = 0) -> int:
        """A row with or without a suggestion that nobody has filled in."""
        found = [
            row
            for row in self.rows()
            if bool(self.get(row, "suggested")) == suggested
            and not any(self.get(row, name) for name in sheet_words.FILLED)
        ]
        return found[skip]

    def row_of(self, number: int) -> int:
        """Where the row of this number stands."""
        return next(row for row in self.rows() if self.get(row, "row") == number)

    def copy_row(self, row: int) -> int:
        """Insert a copy of a row below it, as Excel does."""
        self.page.insert_rows(row + 1)
        for cell in self.page[row]:
            other = self.page.cell(row + 1, cell.column)
            other.value, other._style = cell.value, copy(cell._style)
        return row + 1

    def save(self, path: Path | None = None) -> Path:
        self.book.save(path or self.path)
        return path or self.path


prepare = pipeline.prepare
BOOK = codebook.load(Path(__file__).parent.parent / "data" / "codebook.yml")


def study_of(name: str = DISTRICT) -> pipeline.Study:
    """The district as it was last prepared; the codebook, which no test changes, is read once."""
    study = pipeline.Study(name)
    study.__dict__["codebook"] = BOOK
    return study


@pytest.fixture
def folder(small_compendium: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline, "prepare", study_of)
    return small_compendium / "lembar"


def written(folder: Path, **more: Any) -> Filled:
    (path,) = sheet.write(DISTRICT, CODER, folder, [NAME], **more)
    return Filled(path)


def log() -> list[dict[str, Any]]:
    path = paths.decisions(DISTRICT) / f"{CODER}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def standing() -> set[tuple[int, int, str, str, str, str]]:
    study = study_of()
    return {
        (one.start, one.end, one.indicator, one.status, one.subcode, one.memo)
        for one in study.replay.standing
        if one.coder == CODER
    }


def told(summary: sheet.Summary) -> str:
    return "\n".join(map(str, summary.faults))


def session() -> Session:
    return Session(study_of(), CODER)


def span(form: Filled, row: int) -> tuple[int, int]:
    return form.get(row, "start"), form.get(row, "end")


# Writing


def test_the_sheet_reads_as_the_whole_transcript(folder: Path) -> None:
    form = written(folder)
    study = study_of()
    segments = [row["segment"] for row in study.segments if row["transcript"] == NAME]
    listed = [form.get(row, "segment") for row in form.rows()]
    assert list(dict.fromkeys(listed)) == segments
    suggested = {(row["segment"], row["indicator"]) for row in study.suggestions if row["transcript"] == NAME}
    assert {
        (form.get(row, "segment"), form.get(row, "suggested")[0]) for row in form.rows() if form.get(row, "suggested")
    } == suggested
    for row in form.rows():
        start, end = span(form, row)
        assert form.get(row, "sentence") == study.texts[NAME][start:end]
    row = form.find()
    assert form.get(row, "question") and form.get(row, "why") and form.get(row, "suggested_status")


@pytest.mark.parametrize("language", ["id", "en"])
def test_headings_lists_and_instructions(folder: Path, language: str) -> None:
    form = written(folder, language=language)
    heads = [cell.value for cell in form.page[3]]
    assert heads == [label[language] for label in sheet_words.COLUMNS.values()]
    assert form.book.sheetnames[1] == sheet_words.ABOUT[language]
    about = "\n".join(str(cell) for row in form.book.worksheets[1].iter_rows(values_only=True) for cell in row if cell)
    for word in (
        DISTRICT,
        NAME,
        CODER,
        "Ctrl+D",
        *(one[other] for one in sheet_words.INSTRUCTIONS for other in ("id", "en")),
    ):
        assert word in about
    assert ("rekonstruksi" in about) and ("reconstruction" in about)
    assert [page.sheet_state for page in form.book] == ["visible", "visible", "veryHidden", "veryHidden"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in form.page.data_validations.dataValidation}
    assert {"E2", "J4", "K4", "L4", "M4"} == rules.keys()
    options = [row[1].value for row in form.book["_lists"].iter_rows() if row[1].value]
    assert len(options) == 7 and options[0].startswith("1 Informa")
    assert form.page.freeze_panes == "A4"
    assert form.page.page_setup.orientation == "landscape"
    assert form.page.auto_filter.ref == f"A3:Q{form.page.max_row}"
    assert [form.page.column_dimensions[letter].hidden for letter in "NOPQ"] == [False, True, True, True]
    assert form.page["E4"].alignment.wrap_text


def test_the_same_decisions_give_the_same_bytes(folder: Path) -> None:
    (first,) = sheet.write(DISTRICT, CODER, folder / "a", [NAME])
    (second,) = sheet.write(DISTRICT, CODER, folder / "b", [NAME])
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")
        assert b"202" not in archive.read("docProps/core.xml")


def test_blind_sheets_show_nothing_of_the_machine(folder: Path) -> None:
    form = written(folder, blind=True)
    assert not any(form.get(row, name) for row in form.rows() for name in ("suggested", "why", "suggested_status"))
    segments = [form.get(row, "segment") for row in form.rows()]
    assert len(segments) == len(set(segments))
    row = form.find(suggested=False)
    form.put(row, indicator=4, status="sebagian").save()
    with zipfile.ZipFile(form.path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert '"suggested": "1' not in content and "kata kunci indikator" not in content
    assert sheet.read([form.path]).decisions == 1
    assert [(one["action"], one["indicator"], one["mode"]) for one in log()] == [("add", 4, "blind")]


def test_all_transcripts_when_none_is_named(folder: Path) -> None:
    found = sheet.write(DISTRICT, CODER, folder)
    assert [path.name for path in found] == [f"{name}-ani.xlsx" for name in study_of().texts]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("nirwana", CODER), "there is no district 'nirwana'"),
        ((DISTRICT, "Ani"), "cannot be a coder's name"),
        ((DISTRICT, "consensus"), "is no coder"),
    ],
)
def test_who_and_what_must_exist(folder: Path, arguments: tuple[str, str], problem: str) -> None:
    with pytest.raises(CodingError, match=problem):
        sheet.write(*arguments, folder)
    with pytest.raises(CodingError, match=r"there is no transcript 'X'.*CLS1"):
        sheet.write(DISTRICT, CODER, folder, ["X"])
    assert not folder.exists()


def test_a_sheet_with_work_that_was_not_read_is_not_overwritten(folder: Path) -> None:
    form = written(folder)
    form.put(form.find(), decision="terima").save()
    with pytest.raises(CodingError, match=r"not read back.*Read it first"):
        written(folder)
    sheet.read([form.path])
    assert Filled(written(folder).path).get(form.page.max_row, "row")


# Reading back


def test_accept_reject_change_and_add(folder: Path) -> None:
    form = written(folder)
    accepted, rejected, changed = (form.find(skip=n) for n in range(3))
    added, empty = form.find(suggested=False), form.find(suggested=False, skip=1)
    suggested = form.get(accepted, "suggested")[0]
    form.put(accepted, decision="terima", memo="jelas")
    form.put(rejected, decision="tolak", memo="bukan ini")
    was = form.get(changed, "suggested")[0]
    other = next(code for code in "1234567" if code != was)
    form.put(changed, decision="ubah", indicator=other, status="sebagian")
    form.put(added, indicator=3, status="ada", part="calendar")
    form.put(empty, decision="tolak")
    form.put(2, sentence="ya").save()
    summary = sheet.read([form.path])
    assert not summary.faults
    assert str(summary) == f"{len(form.rows())} rows read, 6 decisions new, 0 rows not placed"
    lines = log()
    assert len({one["at"] for one in lines}) == 1
    assert {one["mode"] for one in lines} == {"sheet"}
    assert {one["codebook"] for one in lines} == {study_of().codebook.hash}
    by_action = {one["action"]: one for one in lines}
    assert str(by_action["accept"]["indicator"]) == suggested and by_action["accept"]["memo"] == "jelas"
    assert by_action["reject"]["memo"] == "bukan ini"
    assert (str(by_action["change"]["indicator"]), by_action["change"]["replaces"]) == (other, was)
    assert by_action["add"]["subcode"] == "calendar"
    assert (by_action["none"]["start"], by_action["none"]["end"]) == span(form, empty)
    assert "complete" in by_action


def test_reading_twice_adds_nothing_and_a_new_sheet_is_filled_in(folder: Path) -> None:
    form = written(folder)
    accepted, changed, added = form.find(), form.find(skip=1), form.find(suggested=False)
    form.put(accepted, decision="terima").put(changed, decision="ubah", status="tidak jelas")
    form.put(added, indicator="7", status="ada", memo="baru").put(2, sentence="ya")
    form.save()
    first = sheet.read([form.path])
    before = log()
    again = sheet.read([form.path, form.path])
    assert first.decisions == 4 and again.decisions == 0 and not again.faults
    assert log() == before
    new = written(folder)
    assert (new.get(accepted, "decision"), new.get(accepted, "status")) == (
        "terima",
        new.get(accepted, "suggested_status"),
    )
    assert (new.get(changed, "decision"), new.get(changed, "status")) == ("ubah", "tidak jelas")
    assert [new.get(added, name) for name in ("decision", "indicator", "memo")] == ["terima", "7 Umpan balik", "baru"]
    assert new.page["E2"].value == "ya"
    assert sheet.read([new.path]).decisions == 0
    # The older sheet, read once more after all, says nothing new either.
    assert sheet.read([form.path]).decisions == 0


def test_a_sheet_works_on_from_earlier_decisions(folder: Path) -> None:
    form = written(folder)
    row, other, third = form.find(), form.find(skip=1), form.find(suggested=False)
    form.put(row, decision="terima", memo="dulu").put(other, decision="terima").put(
        third, indicator=2, status="ada"
    ).save()
    sheet.read([form.path])
    lines = {(one["start"], one["end"]): one for one in log()}
    ids = {(one.start, one.end): one.id for one in session().made}
    form = written(folder)
    form.put(row, status="tidak ada")
    form.put(other, decision=None, indicator=None, status=None)
    form.put(third, decision="tolak")
    form.save()
    summary = sheet.read([form.path])
    assert summary.decisions == 3 and not summary.faults
    new = {(one["start"], one["end"]): one for one in log()[3:]}
    for place, action in ((row, "change"), (other, "reject"), (third, "reject")):
        assert new[span(form, place)]["action"] == action
        assert new[span(form, place)]["of"] == ids[span(form, place)]
        assert new[span(form, place)]["indicator"] == lines[span(form, place)]["indicator"]
    assert new[span(form, row)]["memo"] == "dulu"
    assert [one[3] for one in standing()] == ["absent"]
    assert sheet.read([form.path]).decisions == 0


@pytest.mark.parametrize(
    "cleared",
    [("decision",), ("decision", "indicator", "status"), ("indicator",), ("decision", "indicator", "status", "memo")],
)
def test_clearing_takes_the_coding_back(folder: Path, cleared: tuple[str, ...]) -> None:
    form = written(folder)
    row = form.find()
    form.put(row, decision="terima", memo="dulu").save()
    sheet.read([form.path])
    form = written(folder)
    form.put(row, **dict.fromkeys(cleared)).save()
    summary = sheet.read([form.path])
    assert summary.decisions == 1 and not summary.faults and not standing()
    assert log()[-1]["action"] == "reject"
    assert sheet.read([form.path]).decisions == 0


def test_copied_rows_are_several_codings(folder: Path) -> None:
    form = written(folder)
    row = form.find(suggested=False)
    first = form.put(row, indicator=1, status="ada").copy_row(row)
    form.put(first, indicator=5, status="tidak ada", memo="juga")
    form.save()
    assert sheet.read([form.path]).decisions == 2
    assert {one[2] for one in standing()} == {"1", "5"}
    assert len({one[:2] for one in standing()}) == 1
    # Copied on, from what is filled in; the original is kept.
    form = written(folder)
    form.put(form.copy_row(row), indicator="7 Umpan balik").save()
    assert sheet.read([form.path]).decisions == 1
    assert {one[2] for one in standing()} == {"1", "5", "7"}
    assert sheet.read([form.path]).decisions == 0


def test_a_copy_of_an_open_suggestion_leaves_it_open(folder: Path) -> None:
    form = written(folder)
    row = form.find()
    was = form.get(row, "suggested")[0]
    other = next(code for code in "1234567" if code != was)
    form.put(form.copy_row(row), indicator=other, status="ada").save()
    sheet.read([form.path])
    assert [(one["action"], str(one["indicator"])) for one in log()] == [("add", other)]


def test_both_rows_of_a_copy_changed(folder: Path) -> None:
    form = written(folder)
    row = form.find(suggested=False)
    form.put(row, indicator=1, status="ada").save()
    sheet.read([form.path])
    form = written(folder)
    form.put(form.copy_row(row), indicator=3).put(row, indicator=2).save()
    assert sheet.read([form.path]).decisions == 2
    assert {one[2] for one in standing()} == {"2", "3"}
    assert sheet.read([form.path]).decisions == 0


def test_sorted_filtered_shortened_and_renamed(folder: Path) -> None:
    form = written(folder)
    row = form.find()
    form.put(row, decision="terima")
    where = span(form, row)
    values = [[cell.value for cell in line] for line in form.page.iter_rows(FIRST, form.page.max_row)]
    values = sorted(values, key=lambda line: (line[4], line[14]))[::-1]
    values = [line for line in values if line[9] or line[14] % 3]
    form.page.delete_rows(FIRST, form.page.max_row)
    for line in values:
        form.page.append([None, None]) if line[14] % 10 == 0 else None
        form.page.append(line)
    path = form.save(folder / "punya ani, final (2).xlsx")
    summary = sheet.read([path])
    assert summary.decisions == 1 and not summary.faults and summary.rows == len(values)
    assert (log()[0]["start"], log()[0]["end"]) == where


def test_a_sentence_edited_by_accident_does_not_matter(folder: Path) -> None:
    form = written(folder)
    row = form.find()
    form.put(row, sentence="teks lain", decision="terima").save()
    summary = sheet.read([form.path])
    assert summary.decisions == 1 and not summary.faults
    assert log()[0]["quote"] != "teks lain"


def test_a_table_sorted_in_part_is_told(folder: Path) -> None:
    form = written(folder)
    one, other = form.find(), form.find(skip=1)
    visible = [name for name in COLUMN if name not in sheet_words.HIDDEN]
    cells = {name: form.get(one, name) for name in visible}
    form.put(one, **{name: form.get(other, name) for name in visible}).put(other, **cells)
    form.put(one, decision="terima").put(other, decision="tolak").save()
    summary = sheet.read([form.path])
    assert (summary.decisions, summary.unplaced) == (0, 2)
    assert f"row {one}" in told(summary) and "Sort the whole table" in told(summary)


def test_rows_that_make_no_sense_are_told_and_the_others_read(folder: Path) -> None:
    form = written(folder)
    bad = {form.find(skip=n): n for n in range(6)}
    rows = list(bad)
    form.put(rows[0], decision="mungkin")
    form.put(rows[1], decision="terima", indicator=9)
    form.put(rows[2], decision="terima", status="agak ada")
    form.put(rows[3], memo="hanya catatan")
    form.put(rows[4], decision="ubah")
    form.put(rows[5], decision="terima")
    lone = form.find(suggested=False)
    form.put(lone, decision="terima")
    inserted = form.page.max_row + 1
    form.put(inserted, sentence="kalimat baru", decision="terima", indicator=1, status="ada").save()
    summary = sheet.read([form.path])
    assert (summary.decisions, summary.unplaced, len(summary.faults)) == (1, 1, 7)
    assert str(summary).endswith("1 decisions new, 1 rows not placed, 6 to mend")
    lines = told(summary)
    for row, what in (
        (rows[0], "'mungkin' in the column KEPUTUSAN / DECISION"),
        (rows[1], "'9' in the column INDIKATOR / INDICATOR"),
        (rows[2], "'agak ada' in the column STATUS"),
        (rows[3], "a memo without a decision"),
        (rows[4], "without telling into what"),
        (lone, "the indicator is missing"),
        (inserted, "does not tell which sentence it is of"),
    ):
        assert re.search(rf"CLS1-ani\.xlsx, row {row}: .*{re.escape(what)}.*\. [A-Z“]", lines), (row, what, lines)


def test_contradictions_on_one_sentence_are_told(folder: Path) -> None:
    form = written(folder)
    row = form.find(suggested=False)
    form.put(row, indicator=1, status="ada")
    form.put(form.copy_row(row), status="tidak ada").save()
    summary = sheet.read([form.path])
    assert "gives indicator 1 to its sentence" in told(summary)
    assert [one[3] for one in standing()] == ["present"]


def test_a_later_decision_in_the_widget_is_never_undone_by_an_older_sheet(folder: Path) -> None:
    form = written(folder)
    row, other = form.find(), form.find(skip=1)
    work = session()
    start, end = span(form, row)
    code = form.get(row, "suggested")[0]
    work.decide(NAME, [{"action": "reject", "start": start, "end": end, "indicator": code}])
    sub = {"action": "add", "start": span(form, other)[0], "end": span(form, other)[0] + 3}
    work.decide(NAME, [{**sub, "indicator": form.get(other, "suggested")[0], "status": "absent"}])
    before = log()
    assert sheet.read([form.save()]).decisions == 0  # untouched rows are no opinion
    form.put(row, decision="terima").put(other, decision="terima", status="ada").save()
    summary = sheet.read([form.path])
    assert summary.decisions == 0 and len(summary.faults) == 2
    assert "decided otherwise here after the sheet had been written" in told(summary)
    assert log() == before


def test_the_same_decision_made_in_the_widget_is_no_conflict(folder: Path) -> None:
    form = written(folder)
    row = form.find()
    start, end = span(form, row)
    status = next(key for key, word in sheet_words.STATUS.items() if word["id"] == form.get(row, "suggested_status"))
    session().decide(
        NAME,
        [
            {
                "action": "accept",
                "start": start,
                "end": end,
                "indicator": form.get(row, "suggested")[0],
                "status": status,
            }
        ],
    )
    form.put(row, decision="terima").save()
    summary = sheet.read([form.path])
    assert summary.decisions == 0 and not summary.faults


def test_what_was_undone_in_the_widget_stays_undone(folder: Path) -> None:
    form = written(folder)
    form.put(form.find(), decision="terima").save()
    sheet.read([form.path])
    session().undo()
    summary = sheet.read([form.path])
    assert summary.decisions == 0 and "decided otherwise" in told(summary)
    assert not standing()


def test_undo_takes_a_whole_sheet_back(folder: Path) -> None:
    form = written(folder)
    for n in range(3):
        form.put(form.find(), decision="terima", memo=str(n))
    form.save()
    sheet.read([form.path])
    assert len(standing()) == 3
    session().undo()
    assert not standing()


def test_codings_of_the_widget_on_other_words_are_filled_in(folder: Path) -> None:
    form = written(folder)
    one = 6
    start = form.get(one, "start") + 2
    work = session()
    work.decide(NAME, [{"action": "add", "start": start, "end": start + 5, "indicator": "6", "status": "unclear"}])
    form = written(folder)
    row = next(row for row in form.rows() if form.get(row, "start") == start)
    assert form.get(row, "indicator").startswith("6")
    form.put(row, status="ada").save()
    assert sheet.read([form.path]).decisions == 1
    assert {one[:4] for one in standing()} == {(start, start + 5, "6", "present")}


def test_read_to_the_end_can_be_taken_back(folder: Path) -> None:
    form = written(folder)
    form.put(2, sentence=" YA ").save()
    sheet.read([form.path])
    assert CODER in study_of().replay.completed[NAME]
    form = written(folder)
    form.put(2, sentence="belum").save()
    assert sheet.read([form.path]).decisions == 1
    assert CODER not in study_of().replay.completed.get(NAME, set())
    form.put(2, sentence="entah").save()
    assert "is not understood" in told(sheet.read([form.path]))


# A text that changed since


def changed(folder: Path, before: str, after: str) -> None:
    source = paths.raw(DISTRICT) / "interviews" / f"{NAME}.txt"
    content = source.read_text(encoding="utf-8")
    assert before in content
    source.write_text(content.replace(before, after, 1), encoding="utf-8")
    prepare(DISTRICT)


def test_a_text_that_changed_keeps_its_decisions(folder: Path) -> None:
    form = written(folder)
    row = form.find(skip=3)
    quote = form.get(row, "sentence")
    form.put(row, decision="terima").save()
    first = form.get(FIRST, "sentence")
    changed(folder, first, f"Eh, sebentar ya, Bu, saya duduk dulu. {first}")
    summary = sheet.read([form.path])
    assert summary.decisions == 1 and not summary.faults
    assert log()[0]["quote"] == quote
    assert log()[0]["text_sha256"] == study_of().hashes[NAME]
    assert log()[0]["start"] > form.get(row, "start")
    assert sheet.read([form.path]).decisions == 0


def test_a_sentence_that_is_gone_is_told(folder: Path) -> None:
    form = written(folder)
    row, good = form.find(skip=3), form.find(skip=8)
    form.put(row, decision="terima").put(good, decision="terima").save()
    changed(folder, form.get(row, "sentence"), "Itu lain cerita sama sekali, nggak usah ditulis.")
    summary = sheet.read([form.path])
    assert (summary.decisions, summary.unplaced) == (1, 1)
    assert "cannot be found in it with certainty" in told(summary)


# Hostile and odd content

HOSTILE = [
    '=HYPERLINK("http://contoh.example","klik")',
    "+1+1",
    "-lah",
    "@SUM(A1)",
    "<script>alert(1)</script> & <b>",
    "_x0041_ _x000D_",
    "#N/A",
    "x" * 40_000,
]


def shown_texts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_are_text(folder: Path, said: str) -> None:
    people = paths.raw(DISTRICT) / "participants.csv"
    rows = files.read_table(people, "participants")
    for one in rows:
        if one["transcript"] == NAME:
            one["role"] = said
    files.write_table(people, "participants", rows)
    work = written(folder)
    start, end = span(work, FIRST)
    session().decide(
        NAME, [{"action": "add", "start": start, "end": end, "indicator": "1", "status": "present", "memo": said}]
    )
    changed(folder, work.get(8, "sentence"), f"{said} rapat koordinasi")
    form = written(folder)
    assert "<f>" not in shown_texts(form.path)
    cells = [cell for line in form.page.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(len(cell.value) <= 32_767 for cell in cells)
    if said[0] in "=+-@":
        assert form.page.cell(FIRST, COLUMN["memo"]).quotePrefix
    form.put(FIRST, status="tidak ada").save()
    summary = sheet.read([form.path])
    assert not summary.faults and summary.decisions == 1
    # What a cell could not hold whole is not cut in the log.
    assert log()[-1]["memo"] == said
    assert sheet.read([form.path]).decisions == 0


def test_a_memo_keeps_what_was_typed(folder: Path) -> None:
    form = written(folder)
    memos = ["=1+1", "baris satu\nbaris dua", "<i>“kutip”</i>", 2016, 1.5, True]
    for memo in memos:
        form.put(form.find(), decision="terima", memo=memo)
    form.save()
    assert sheet.read([form.path]).decisions == 6
    assert {one["memo"] for one in log()} == {"=1+1", "baris satu\nbaris dua", "<i>“kutip”</i>", "2016", "1.5", "true"}
    assert sheet.read([form.path]).decisions == 0
    assert sheet.read([written(folder).path]).decisions == 0


def test_control_characters_do_not_break_the_file(folder: Path) -> None:
    work = written(folder)
    start, end = span(work, FIRST)
    memo = "a\x00\x0b\x1fb\ufffe\ud800".encode("utf-8", "replace").decode() + "\x07\r\nc"
    session().decide(
        NAME, [{"action": "add", "start": start, "end": end, "indicator": "1", "status": "present", "memo": memo}]
    )
    form = written(folder)
    assert "\ufffd" in form.get(FIRST, "memo") and "\x07" not in form.get(FIRST, "memo")
    assert sheet.read([form.save()]).decisions == 0


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 rusak", b"segmen;keputusan\n", None], ids=["empty", "broken", "csv", "other"]
)
def test_files_that_are_no_sheets_are_told_and_the_others_read(folder: Path, content: bytes | None) -> None:
    form = written(folder)
    form.put(form.find(), decision="terima").save()
    other = folder / "lain.xlsx"
    if content is None:
        openpyxl.Workbook().save(other)
    else:
        other.write_bytes(content)
    summary = sheet.read([folder])
    assert summary.decisions == 1 and len(summary.faults) == 1
    assert "lain.xlsx" in told(summary) and "xlsx" in str(summary.faults[0].mend)


def test_nothing_is_saved_when_the_disk_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = written(folder)
    form.put(form.find(), decision="terima").put(2, sentence="ya").save()
    sheet.read([folder])  # so that the log exists
    before = log()
    form.put(form.find(), decision="tolak").save()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(CodingError):
            sheet.read([form.path])
    assert log() == before
    assert sheet.read([form.path]).decisions == 1


# What is typed


@pytest.fixture(scope="module")
def reader(root: Path) -> sheet_words.Reader:
    return sheet_words.Reader(codebook.load(root / "data" / "codebook.yml"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""), ("3", "3"), (" 3 ", "3"), ("3.", "3"), ("3.0", "3"), ("indikator 3", "3"), ("Indicator 3", "3"),
        ("3 Kompetensi & kalender", "3"), ("3 COMPETENCE  &\u00a0calendar", "3"), ("umpan balik", "7"), ("Feedback", "7"),
        ("7: umpan balik", "7"), ("8", None), ("0", None), ("3 umpan balik", None), ("33", None), ("=A1", None), ("x", None),
    ],
)  # fmt: skip
def test_indicators_are_understood(reader: sheet_words.Reader, typed: str, code: str | None) -> None:
    assert reader.indicator(typed) == code


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        ("status", " Tidak  ADA", "absent"), ("status", "absent", "absent"), ("status", "unclear", "unclear"),
        ("status", "campuran", None), ("decision", "TERIMA ", "accept"), ("decision", "Reject", "reject"),
        ("decision", "ya", None), ("answer", "Sudah", "yes"), ("answer", "", "no"), ("answer", "hm", None),
        ("part", "calendar", "3:calendar"), ("part", "", ""), ("part", "x", None),
    ],
)  # fmt: skip
def test_other_cells_are_understood(reader: sheet_words.Reader, kind: str, typed: str, key: str | None) -> None:
    assert getattr(reader, kind)(typed) == key


# Whatever is filled in is what a new sheet shows

ROW = st.fixed_dictionaries(
    {
        "decision": st.sampled_from(["", "terima", "tolak", "ubah", "accept"]),
        "indicator": st.sampled_from(["", "1", 2, "3 Kompetensi & kalender", "feedback"]),
        "status": st.sampled_from(["", "ada", "partial", "TIDAK ADA"]),
        "memo": st.sampled_from(["", "catatan", "=1+1"]),
        "copied": st.booleans(),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.dictionaries(st.integers(0, 7), ROW, min_size=1), min_size=1, max_size=3))
def test_round_trips(folder: Path, rounds: list[dict[int, dict[str, Any]]]) -> None:
    (paths.decisions(DISTRICT) / f"{CODER}.jsonl").unlink(missing_ok=True)
    for path in folder.glob("*.xlsx"):
        path.unlink()
    for one in rounds:
        form = written(folder)
        picked = [row for row in form.rows() if form.get(row, "suggested")][:4]
        picked += [row for row in form.rows() if not form.get(row, "suggested")][:4]
        numbers = [form.get(row, "row") for row in picked]
        for place, cells in one.items():
            row = form.row_of(numbers[place])
            if cells["copied"]:
                row = form.copy_row(row)
            form.put(row, **{name: value or None for name, value in cells.items() if name != "copied"})
        form.save()
        before = len(log())
        summary = sheet.read([form.path])
        assert len(log()) - before == summary.decisions
        # Once more: nothing new, and the same faults.
        again = sheet.read([form.path])
        assert again.decisions == 0
        assert list(map(str, again.faults)) == list(map(str, summary.faults))
        form.path.unlink()
        new = written(folder)
        understood = sheet_words.Reader(BOOK)
        shown = {
            (
                *span(new, row),
                understood.indicator(new.get(row, "indicator")),
                understood.status(new.get(row, "status")),
                new.get(row, "memo") or "",
            )
            for row in new.rows()
            if new.get(row, "decision") in ("terima", "ubah")
        }
        assert shown == {(*each[:4], each[5]) for each in standing()}
        new.path.unlink()


# The command


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


def test_the_command(small_compendium: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small_compendium / "lembar"
    assert run("review-sheet", DISTRICT, "--coder", CODER, "--out", folder, "--transcript", NAME, "CPR1") == 0
    assert "2 sheets" in capsys.readouterr().out
    form = Filled(folder / f"{NAME}-ani.xlsx")
    form.put(form.find(), decision="terima").put(form.find(skip=1), decision="entah").save()
    assert run("review-sheet", "--read", folder) == 1
    said = capsys.readouterr()
    assert "1 decisions new, 0 rows not placed, 1 to mend" in said.out and "'entah'" in said.err
    assert run("review-sheet", DISTRICT) == 1
    assert "--coder and --out are needed" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        run("review-sheet", "--help")
    assert ended.value.code == 0 and "tinted columns" in capsys.readouterr().out


def test_a_demonstration_cannot_be_filled_in_by_hand(compendium: Path) -> None:
    with pytest.raises(CodingError, match="not of a person"):
        sheet.write("lampung-timur", "demo-a", compendium / "x", ["PRN1"])
