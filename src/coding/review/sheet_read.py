"""A review sheet that comes back: what the coder's cells say, row by row, and which rows cannot be understood."""

from __future__ import annotations

import datetime
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coding.codebooks.codes import Codebook
from coding.errors import CodingError
from coding.review import sheet_words as words
from coding.review.sheet_rows import Filled, Question
from coding.review.sheet_write import DATA, Facts
from coding.spreadsheets import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Origin:
    """A row as it was written, with the words that tell its place in a text that changed."""

    question: Question
    quote: str
    prefix: str
    suffix: str
    telling: bool


class Given(NamedTuple):
    """A row as it came back. line: where it stands in the sheet."""

    line: int
    origin: Origin
    filled: Filled


class Problem(NamedTuple):
    """A row that cannot count. number: of the row of origin, 0 where that is not known."""

    line: int
    what: str
    mend: str
    number: int = 0
    placed: bool = True

    def error(self, file: str) -> CodingError:
        return CodingError(self.what, file=f"{file}, row {self.line}" if self.line else file, mend=self.mend)


@dataclass(frozen=True)
class Content:
    """One sheet read. rows: how many stand in it. answer: whether the transcript was read to its end, as told now."""

    name: str
    facts: Facts
    given: list[Given]
    problems: list[Problem]
    rows: int
    answer: bool


@dataclass(frozen=True)
class Opened:
    """A file opened as a review sheet: what it is of, its rows of origin, its cells."""

    path: Path
    facts: Facts
    origins: dict[int, Origin]
    above: list[list[str]]
    head: list[str]
    rows: list[tuple[int, list[str]]]


def open_sheet(path: Path) -> Opened:
    """Raises CodingError when the file is no review sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    def fault(problem: str, mend: str) -> CodingError:
        return CodingError(problem, file=str(path), mend=mend)

    if not path.exists():
        raise fault("the file does not exist", "Check its name and folder.")
    try:
        book = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError, SyntaxError) as error:
        raise fault("this is no Excel file that can be read", "Save it as .xlsx (Excel workbook).") from error
    no_sheet = "Use a file that coding review-sheet wrote, saved as .xlsx; a copy of its cells alone will not do."
    if DATA not in book.sheetnames:
        raise fault("this is no review sheet, or its hidden sheet is lost", no_sheet)
    try:
        told = [_joined(row) for row in book[DATA].iter_rows(values_only=True)]
        known = {field.name for field in fields(Facts)}
        facts = Facts(**{key: value for key, value in told[0].items() if key in known})
        origins = {origin.question.number: origin for origin in map(_origin, told[1:])}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise fault("the hidden sheet is damaged", no_sheet) from error
    for sheet in book.worksheets:
        if sheet.title not in (DATA, *words.ABOUT.values()) and (found := _table(sheet)):
            return Opened(path, facts, origins, *found)
    raise fault(
        "no sheet in it has the headings of a review sheet",
        f"Its heading row must hold {', '.join(words.FILLED[name][facts.language] for name in words.FILLED)} and the "
        "hidden columns behind them; restore it, or have the sheet written anew.",
    )


def _joined(row: Sequence[Any]) -> dict[str, Any]:
    content = "".join(str(cell)[1:-1] for cell in row if cell is not None)
    told = json.loads(content)
    if not isinstance(told, dict):
        raise TypeError(content)
    return told


def _origin(told: Mapping[str, Any]) -> Origin:
    known = {field.name for field in fields(Question)} - {"filled", "reasons"}
    question = Question(**{key: told[key] for key in known}, filled=Filled(**told["filled"]))
    return Origin(question, told["quote"], told["prefix"], told["suffix"], told["telling"])


def _table(sheet: Worksheet) -> tuple[list[list[str]], list[str], list[tuple[int, list[str]]]] | None:
    """(what stands above the headings, the headings as names of columns, the rows below with their numbers)."""
    names = {words.plain(label): name for name, text in words.COLUMNS.items() for label in text.values()}
    above: list[list[str]] = []
    head: list[str] = []
    rows = []
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        typed = [_typed(cell) for cell in cells]
        if head:
            rows.append((line, typed))
            continue
        found = [names.get(words.plain(cell), "") for cell in typed]
        if {"decision", "indicator", "memo", "row"} <= set(found):
            head = found
        else:
            above.append(typed)
    return (above, head, rows) if head else None


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _typed(cell: Any) -> str:
    """What a person sees in a cell, as text. Formulas are not worked out: they are what was typed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if hasattr(cell, "text") and not isinstance(cell, str):
        cell = cell.text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(cell)).replace("\r\n", "\n").replace("\r", "\n")


def understood(opened: Opened, book: Codebook) -> Content:
    """The rows of a sheet as keys; those that make no sense as problems."""
    reader = words.Reader(book)
    given: list[Given] = []
    problems: list[Problem] = []
    count = 0
    known = _Known(opened.origins)
    for line, cells in opened.rows:
        row = {name: cell for name, cell in zip(opened.head, cells, strict=False) if name}
        if not any(cell.strip() for cell in row.values()):
            continue
        count += 1
        origin = known.origin(line, row)
        found = _given(line, row, origin, reader) if isinstance(origin, Origin) else origin
        if isinstance(found, Given):
            given.append(found)
        elif found is not None:
            problems.append(found)
    answer = reader.answer(_answer(opened.above, opened.facts.completed))
    if answer is None:
        problems.append(
            Problem(
                0,
                f"the answer to “{words.READ_TO_END[opened.facts.language]}” is not understood",
                "Choose one from its list.",
            )
        )
        answer = "yes" if opened.facts.completed else "no"
    return Content(str(opened.path), opened.facts, given, problems, count, answer == "yes")


class _Known:
    """Finds the row of origin of a row, and sees when cells of several rows came together."""

    def __init__(self, origins: Mapping[int, Origin]) -> None:
        self.origins = origins
        self.segments = {origin.question.segment for origin in origins.values()}
        self.quotes = {words.plain(clean(origin.quote)) for origin in origins.values()}

    def origin(self, line: int, row: Mapping[str, str]) -> Origin | Problem | None:
        number = row.get("row", "").strip()
        filled = any(row.get(name, "").strip() for name in words.FILLED)
        found = self.origins.get(int(number)) if number.isdecimal() and len(number) < 10 else None
        if found is None:
            return _astray(line, "this row does not tell which sentence it is of") if filled else None
        one = found.question
        place = row.get("start", "").strip(), row.get("end", "").strip()
        if place != (str(one.start), str(one.end)):
            return _astray(line, "the hidden cells of this row are of different rows", one.number)
        segment, sentence = row.get("segment", "").strip(), words.plain(row.get("sentence", ""))
        other_segment = segment != one.segment
        other_sentence = sentence != words.plain(clean(found.quote))
        mixed = (
            (other_segment and other_sentence and bool(segment or sentence))
            or (other_segment and segment in self.segments)
            or (other_sentence and sentence in self.quotes)
        )
        if mixed:
            return _astray(line, "the sentence of this row is not the one that its hidden cells tell", one.number)
        return found


def _astray(line: int, what: str, number: int = 0) -> Problem:
    mend = (
        "Have the sheet written anew and fill this row in again. Sort the whole table, hidden columns included; for "
        "a second indicator copy a whole row."
    )
    return Problem(line, what, mend, number, placed=False)


def _given(line: int, row: Mapping[str, str], origin: Origin, reader: words.Reader) -> Given | Problem:
    keys: dict[str, str] = {}
    for name in words.FILLED:
        typed = row.get(name, "")
        if name == "memo":
            keys[name] = typed.strip()
        elif name == "part" and name not in row:
            keys[name] = origin.question.filled.part
        else:
            read = getattr(reader, name)(typed)
            if read is None:
                heading = words.FILLED[name]
                label = heading["id"] if heading["id"] == heading["en"] else f"{heading['id']} / {heading['en']}"
                return Problem(
                    line,
                    f"{typed.strip()[:60]!r} in the column {label} is not understood",
                    "Choose one from the list of that cell, or leave it empty.",
                    origin.question.number,
                )
            keys[name] = read
    if keys["memo"] == origin.question.filled.memo.strip():
        keys["memo"] = origin.question.filled.memo  # spaces at its ends do not make it another memo
    return Given(line, origin, Filled(**keys))


def _answer(above: Sequence[Sequence[str]], before: bool) -> str:
    """What stands beside the question whether the transcript was read to its end."""
    labels = {words.plain(label) for label in words.READ_TO_END.values()}
    for cells in above:
        for column, cell in enumerate(cells):
            if words.plain(cell) in labels:
                return next((one for one in cells[column + 1 :] if one.strip()), "")
    return "yes" if before else "no"
