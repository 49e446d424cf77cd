"""A review sheet that came back: what its coder asks for in each row, however the rows were sorted, cut or copied."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coding.codes import Codebook
from coding.errors import CodingError
from coding.review import sheet_words as said
from coding.review.sheet import FORMAT, META, ROWS
from coding.review.sheet_faults import Problem, RowError
from coding.review.sheet_file import load, words
from coding.review.sheet_rows import Held
from coding.review.sheet_words import Vocabulary, plain

CODERS = ("decision", "indicator", "status", "subcode", "memo", "indicator2", "status2", "subcode2", "memo2")
_HEADERS_WITHIN = 30


@dataclass(frozen=True)
class About:
    """What a row is about, as the workbook tells it out of sight.

    held: indicator → mark of what the row showed of the coder's decisions. main: the indicator in the first set of cells.
    """

    segment: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    unique: bool
    suggested: str
    status: str
    main: str | None
    held: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What a row asks for. implied: rejected only because another indicator was given in its stead."""

    row: int
    about: About
    wants: Mapping[str, Held]
    implied: frozenset[str]


@dataclass(frozen=True)
class Returned:
    """A workbook that came back. facts: what it was written for. complete: the transcript was read to the end."""

    file: str
    facts: Mapping[str, str]
    complete: bool
    rows: int
    asked: list[Asked]
    problems: list[Problem]


def read(path: Path, book: Codebook) -> Returned:
    """Raises CodingError for a file that is no review sheet; what is wrong with single rows is listed."""
    workbook = load(path)
    facts = facts_of(path, workbook)
    about = _about(workbook)
    sheet, header, places = _coding_sheet(path, workbook, facts)
    vocabulary = Vocabulary(book)
    quotes = {one.quote for one in about.values()}
    asked, problems, count = [], [], 0
    for number, row in enumerate(sheet.iter_rows(min_row=header + 1), start=header + 1):
        cells = {key: words(row[place].value) if place < len(row) else "" for key, place in places.items()}
        if not any(cells.values()):
            continue
        count += 1
        try:
            here = _row_of(cells, about)
            if here is None:
                continue
            if cells.get("sentence", "") != words(here.quote) and cells.get("sentence") in quotes - {here.quote}:
                raise RowError("moved")
            wants, implied = asked_for(cells, here, vocabulary)
            asked.append(Asked(number, here, wants, implied))
        except RowError as error:
            problems.append(Problem(path.name, number, error.name, error.found))
    return Returned(path.name, facts, _ticked(sheet, header), count, asked, problems)


def facts_of(path: Path, workbook: Any) -> dict[str, str]:
    """What the workbook was written for."""
    facts = {}
    if META in workbook.sheetnames and ROWS in workbook.sheetnames:
        facts = {words(row[0].value): words(row[1].value) for row in workbook[META].iter_rows(max_col=2)}
    needed = {"district", "transcript", "coder", "mode", "language", "text_sha256", "codebook", "complete"}
    if not needed <= facts.keys() or facts["mode"] not in said.MODES or facts["language"] not in said.MODES["sheet"]:
        raise CodingError(
            "this is no review sheet, or its hidden sheets are gone",
            file=str(path),
            mend="Fill in a file that 'coding review-sheet' has written, and save it as .xlsx under any name.",
        )
    if facts.get("format") != FORMAT:
        raise CodingError(
            "this sheet was written by another version of the program", file=str(path), mend="Write a new sheet."
        )
    return facts


def _about(workbook: Any) -> dict[str, About]:
    """Number of the row when it was written → what it is about."""
    found = {}
    for row in workbook[ROWS].iter_rows(max_col=2):
        number, told = (words(cell.value) for cell in row)
        try:
            one = {"quote": "", **json.loads(told)}
            found[number] = About(**one)
        except (ValueError, TypeError):
            continue  # such a row is told when its own cells are read
    return found


def _coding_sheet(path: Path, workbook: Any, facts: Mapping[str, str]) -> tuple[Any, int, dict[str, int]]:
    """The sheet with the coder's cells, the row of its headings, and where each column stands now."""
    name = said.SHEET[facts["language"]]
    sheets = sorted(workbook.worksheets, key=lambda sheet: sheet.title != name)
    for sheet in sheets:
        for row in sheet.iter_rows(max_row=_HEADERS_WITHIN):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                key = said.HEADINGS.get(plain(words(cell.value)))
                if key:
                    places.setdefault(key, place)
            if {"decision", "indicator", "status"} <= places.keys():
                return sheet, row[0].row, places
    raise CodingError(
        "the columns of the decisions are not there",
        file=str(path),
        mend=f"The headings {', '.join(said.DECISION)} must stay as they were; write a new sheet if they are lost.",
    )


def _ticked(sheet: Any, header: int) -> bool:
    """Whether 'yes' stands right of the question, above the headings."""
    questions = {plain(one) for one in said.COMPLETE.values()}
    for row in sheet.iter_rows(max_row=max(header - 1, 1)):
        told = [plain(words(cell.value)) for cell in row]
        for place, one in enumerate(told):
            if one in questions:
                answer = next((word for word in told[place + 1 :] if word), "")
                return answer in {*map(plain, said.YES.values()), "y", "x", "✓", "v", "1", "true"}
    return False


def _row_of(cells: Mapping[str, str], about: Mapping[str, About]) -> About | None:
    """What a row is about; None for one that is empty. A row typed in anew tells it by the number of its sentence."""
    filled = any(cells.get(key) for key in CODERS)
    if cells.get("row"):
        here = about.get(cells["row"])
        spans = {cells.get("start", ""), cells.get("end", "")} - {""}
        if here is None or not spans <= {str(here.start), str(here.end)}:
            if not filled:
                return None
            raise RowError("text", "damaged")
        return here
    if not filled:
        return None
    for one in about.values():
        if one.segment and plain(one.segment) == plain(cells.get("segment", "")):
            return About(**{**vars(one), "suggested": "", "status": "", "main": None, "held": {}})
    raise RowError("no row")


def asked_for(cells: Mapping[str, str], about: About, vocabulary: Vocabulary) -> tuple[dict[str, Held], frozenset[str]]:
    """Indicator → what the coder wants of it, and which are rejected only because another stands in their place."""
    told = dict(_chosen(cells, vocabulary))
    decision, memo = told["decision"], cells.get("memo", "")
    indicator, status, subcode = told["indicator"], told["status"], told["subcode"]
    subject = about.suggested or about.main or ""
    wants: dict[str, Held] = {}
    implied: set[str] = set()
    if decision == "reject":
        if indicator and indicator not in (subject, about.main):
            raise RowError("rejected")
        for one in {subject, indicator or subject}:
            wants[one] = Held("rejected" if one else "none", memo=memo)
    elif decision or indicator or status:
        if decision == "change" and not (indicator or status or subcode):
            raise RowError("no change")
        code = indicator or subject
        if not code:
            raise RowError("no indicator")
        status = status or (about.status if code == about.suggested else "")
        wants[code] = _coding(code, status, subcode, memo, vocabulary, stale=code != about.main)
        if subject and subject != code:
            wants[subject] = Held("rejected")
            implied.add(subject)
    elif memo or subcode:
        raise RowError("only memo")
    _second(cells, told, wants, implied, vocabulary)
    return wants, frozenset(implied)


def _second(
    cells: Mapping[str, str],
    told: Mapping[str, str],
    wants: dict[str, Held],
    implied: set[str],
    vocabulary: Vocabulary,
) -> None:
    code, memo = told["indicator2"], cells.get("memo2", "")
    if not (code or told["status2"] or told["subcode2"] or memo):
        return
    if not code:
        raise RowError("only memo" if memo and not told["status2"] else "no indicator")
    held = _coding(code, told["status2"], told["subcode2"], memo, vocabulary, stale=False)
    if code in wants and code not in implied and wants[code] != held:
        raise RowError("twice", "ini / this")
    wants[code] = held
    implied.discard(code)


def _chosen(cells: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The coder's cells as keys. Raises RowError for a word that is none of theirs."""
    known = {
        "decision": vocabulary.decisions,
        "indicator": vocabulary.indicators,
        "status": vocabulary.statuses,
        "subcode": vocabulary.subcodes,
    }
    for key in CODERS:
        name = key.removesuffix("2")
        if name == "memo":
            continue
        typed = plain(cells.get(key, ""))
        if typed and typed not in known[name]:
            raise RowError(name, cells[key][:60])
        yield key, known[name][typed] if typed else ""


def _coding(code: str, status: str, subcode: str, memo: str, vocabulary: Vocabulary, *, stale: bool) -> Held:
    """stale: the subcode may still be that of the indicator which stood there before."""
    if not status:
        raise RowError("no status")
    if subcode and subcode not in {sub.key for sub in vocabulary.book[code].subcodes}:
        if not stale:
            raise RowError("subcode", subcode)
        subcode = ""
    return Held("coding", status, subcode, memo)
