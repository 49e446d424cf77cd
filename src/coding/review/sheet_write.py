"""A review sheet as the bytes of an .xlsx file: the same bytes for the same rows."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coding.codebooks.codes import STATUSES, Codebook
from coding.decisions import anchors
from coding.labels import LANGUAGES, STATUS
from coding.review import sheet_words as words
from coding.review.sheet_rows import Question
from coding.spreadsheets import CELL, clean, put, to_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DATA, LISTS = "_data", "_lists"
HEADER = 3
_WIDTHS = {
    "segment": 11, "speaker": 26, "question": 30, "before": 26, "sentence": 46, "after": 26, "suggested": 17,
    "why": 32, "suggested_status": 12, "decision": 13, "indicator": 22, "status": 13, "part": 20, "memo": 34,
}  # fmt: skip
_ROOM = 2000  # rows below the last one that have the drop-downs too, for copies


@dataclass(frozen=True)
class Facts:
    """What a sheet is of. parted: whether the codebook has parts of indicators."""

    district: str
    coder: str
    transcript: str
    text_sha256: str
    mode: str
    language: str
    codebook: str
    completed: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What is shown of a row's sentence: who speaks, what was asked, what stands around it."""

    speaker: str
    question: str
    before: str
    sentence: str
    after: str


def workbook(
    facts: Facts,
    rows: Sequence[Question],
    around: Mapping[int, Surroundings],
    text: str,
    book: Codebook,
    notes: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """The .xlsx file of one transcript. around: number of a row → its surroundings. notes: more for the first page."""
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = words.CODING[facts.language]
    parted = bool(words.parts(book))
    shown = [name for name in words.COLUMNS if parted or name != "part"]
    _fill(sheet, facts, rows, around, book, shown)
    _dress(sheet, shown, len(rows))
    _about(made.create_sheet(words.ABOUT[facts.language]), facts, notes)
    _choices(made, sheet, facts.language, book, shown, len(rows))
    _remember(made.create_sheet(DATA), facts, rows, text)
    return to_bytes(made)


def _fill(
    sheet: Worksheet,
    facts: Facts,
    rows: Sequence[Question],
    around: Mapping[int, Surroundings],
    book: Codebook,
    shown: Sequence[str],
) -> None:
    language = facts.language
    put(sheet, 1, 1, f"{facts.transcript} · {facts.coder}")
    put(sheet, 2, 1, words.READ_TO_END[language])
    put(sheet, 2, shown.index("sentence") + 1, words.ANSWERS["yes" if facts.completed else "no"][language])
    for column, name in enumerate(shown, start=1):
        put(sheet, HEADER, column, words.COLUMNS[name][language])
    for line, one in enumerate(rows, start=HEADER + 1):
        near, filled = around[one.number], one.filled
        cells: dict[str, str | int] = {
            "segment": one.segment,
            "speaker": near.speaker,
            "question": near.question,
            "before": near.before,
            "sentence": near.sentence,
            "after": near.after,
            "suggested": words.indicator_option(book, one.suggested, language),
            "why": one.reasons.get(language, ""),
            "suggested_status": STATUS[one.suggested_status][language] if one.suggested_status else "",
            "decision": words.DECISIONS[filled.decision][language] if filled.decision else "",
            "indicator": words.indicator_option(book, filled.indicator, language),
            "status": STATUS[filled.status][language] if filled.status else "",
            "part": words.part_option(book, filled.part, language),
            "memo": filled.memo,
            "row": one.number,
            "start": one.start,
            "end": one.end,
        }
        for column, name in enumerate(shown, start=1):
            put(sheet, line, column, cells[name])


def _dress(sheet: Worksheet, shown: Sequence[str], count: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    wrapped = Alignment(wrap_text=True, vertical="top")
    tint, head = PatternFill("solid", fgColor="FFF6DC"), PatternFill("solid", fgColor="E3E8EE")
    thin = Side(style="thin", color="C8CCD2")
    for at, row in enumerate(sheet.iter_rows(HEADER, HEADER + count, 1, len(shown)), start=HEADER):
        for name, cell in zip(shown, row, strict=True):
            cell.alignment = wrapped
            cell.border = Border(bottom=thin)
            if cell.row == HEADER:
                cell.font, cell.fill = Font(name="Calibri", size=11, bold=True), head
            elif name == "sentence":
                cell.font = Font(name="Calibri", size=11, bold=True)
            if name in words.FILLED:
                cell.fill = tint
        # Not every program measures wrapped text when it opens a file: the height is estimated, so that all is read.
        lines = max(_lines(str(cell.value or ""), _WIDTHS.get(name, 0)) for name, cell in zip(shown, row, strict=True))
        sheet.row_dimensions[at].height = min(400.0, 15.0 * lines + 1)
    for column, name in enumerate(shown, start=1):
        measure = sheet.column_dimensions[get_column_letter(column)]
        measure.width = _WIDTHS.get(name, 8)
        measure.hidden = name in words.HIDDEN
    for line in (1, 2):
        sheet.cell(line, 1).font = Font(name="Calibri", size=11, bold=True)
    sheet.cell(2, shown.index("sentence") + 1).fill = tint
    last = get_column_letter(len(shown))
    # The hidden columns belong to the filter's range, so that a sort takes them along.
    sheet.auto_filter.ref = f"A{HEADER}:{last}{HEADER + max(count, 1)}"
    sheet.freeze_panes = f"A{HEADER + 1}"
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&A · &P / &N"


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many characters (one without a width is not shown)."""
    return sum(max(1, math.ceil(1.15 * len(line) / width)) for line in text.split("\n")) if width else 1


def _about(sheet: Worksheet, facts: Facts, notes: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    line = 0
    for language in dict.fromkeys((facts.language, *LANGUAGES)):
        told = [one[language] for one in words.INSTRUCTIONS]
        told += [words.BLIND[language]] if facts.mode == "blind" else []
        told += [one[language] for one in notes]
        line += 1
        put(sheet, line, 1, words.ABOUT[language]).font = Font(name="Calibri", size=11, bold=True)
        for name, label in words.FACTS.items():
            line += 1
            put(sheet, line, 1, label[language])
            value = str(getattr(facts, name))
            put(sheet, line, 2, words.MODES[value][language] if name == "mode" else value)
        for paragraph in told:
            line += 1
            put(sheet, line, 2, paragraph).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[line].height = 15.0 * _lines(paragraph, 110) + 1
        line += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    sheet.page_setup.orientation = "landscape"


def _choices(made: Workbook, sheet: Worksheet, language: str, book: Codebook, shown: Sequence[str], count: int) -> None:
    """The drop-downs. What is typed instead is not refused in the sheet: a number will do for an indicator."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = made.create_sheet(LISTS)
    lists.sheet_state = "veryHidden"
    choices: dict[str, Iterable[str]] = {
        "decision": [word[language] for word in words.DECISIONS.values()],
        "indicator": [words.indicator_option(book, code, language) for code in book.codes],
        "status": [STATUS[key][language] for key in STATUSES],
        "part": [words.part_option(book, part, language) for part in words.parts(book)],
        "answer": [word[language] for word in words.ANSWERS.values()],
    }
    for column, (name, options) in enumerate(choices.items(), start=1):
        if name not in (*shown, "answer"):
            continue
        listed = list(options)
        for line, option in enumerate(listed, start=1):
            put(lists, line, column, option)
        letter = get_column_letter(column)
        rule = DataValidation(
            "list", f"'{LISTS}'!${letter}$1:${letter}${len(listed)}", allow_blank=True, showErrorMessage=False
        )
        if name == "answer":
            rule.add(f"{get_column_letter(shown.index('sentence') + 1)}2")
        else:
            place = get_column_letter(shown.index(name) + 1)
            rule.add(f"{place}{HEADER + 1}:{place}{HEADER + count + _ROOM}")
        sheet.add_data_validation(rule)


def _remember(sheet: Worksheet, facts: Facts, rows: Sequence[Question], text: str) -> None:
    """What reading back needs: what the sheet is of, and each row as it was written with the words around it."""
    sheet.sheet_state = "veryHidden"
    _pieces(sheet, 1, {**facts.__dict__, "format": 1})
    for line, one in enumerate(rows, start=2):
        prefix, suffix, telling = anchors.context(text, one.start, one.end)
        told = {key: value for key, value in one.__dict__.items() if key not in ("filled", "reasons")}
        told |= {"filled": {**one.filled.__dict__, "memo": clean(one.filled.memo)}}
        told |= {"quote": text[one.start : one.end], "prefix": prefix, "suffix": suffix, "telling": telling}
        _pieces(sheet, line, told)


def _pieces(sheet: Worksheet, line: int, told: Mapping[str, Any]) -> None:
    """JSON in as many cells as it takes; in ASCII, so that nothing in it is replaced."""
    content = json.dumps(told, ensure_ascii=True, sort_keys=True).replace("_x", "_\\u0078")
    for column, start in enumerate(range(0, len(content), CELL - 7), start=1):
        cell: Any = sheet.cell(line, column)
        # The leading sign keeps a piece from being taken for a number, and its spaces.
        cell.value = "|" + content[start : start + CELL - 7] + "|"
        cell.data_type = "s"
