"""The list of a class: one line a student, checked as a whole before anything is handed out."""

from __future__ import annotations

import re
from pathlib import Path

from coding import paths
from coding.decisions import coders
from coding.errors import CodingError, Faults
from coding.files import Table, parse_csv, read_text, to_csv, write_text
from coding.labels import LANGUAGES
from coding.teaching.folder import ALONE, Student
from coding.teaching.material import PARTNER, TEACHER

COLUMNS = {"student": ("student", "mahasiswa", "siswa", "nama", "kode"), "language": ("language", "bahasa")}
LANGUAGE_NAMES = {
    "id": "id",
    "indonesia": "id",
    "indonesian": "id",
    "en": "en",
    "inggris": "en",
    "english": "en",
    "": "id",
}
# Names of other things: coders of the course, folders of the class, and devices of Windows, which cannot be folders.
TAKEN = {TEACHER, PARTNER, ALONE, "patokan", "gold", "collected", "returned", "con", "prn", "aux", "nul"}
TAKEN |= {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}


def read(path: Path) -> list[Student]:
    """The students of a list with a column student (or mahasiswa) and, if wanted, language (or bahasa): id or en.

    Raises Faults with every fault: line, what is wrong, how to mend it.
    """
    # A spreadsheet keeps rows that look empty; blanked, not left out, so that lines keep their numbers.
    table = parse_csv(re.sub(r"(?m)^[ \t;,]+$", "", read_text(path)), path)
    columns = {name: _column(table, also) for name, also in COLUMNS.items()}
    if columns["student"] is None:
        raise table.fault("no column is called student", 1, "Write student (or mahasiswa) into the first line.")
    found: dict[str, Student] = {}
    faults: list[CodingError] = []
    for line, row in table.rows:
        name, spoken = (
            _code(row[columns["student"]].strip()),
            row[columns["language"]].strip() if columns["language"] else "",
        )
        try:
            one = Student(_name(name, table, line), _language(spoken, table, line))
            if one.name in found:
                raise table.fault(f"the student {name!r} stands twice", line, "Keep one of the two, or number them.")
            found[one.name] = one
        except CodingError as fault:
            faults.append(fault)
    if not found and not faults:
        faults.append(table.fault("the list has no student", 2, "Write one student a line."))
    if faults:
        raise faults[0] if len(faults) == 1 else Faults(faults)
    return list(found.values())


def _column(table: Table, also: tuple[str, ...]) -> str | None:
    return next((name for name in table.columns if name.strip().casefold() in also), None)


def _code(name: str) -> str:
    """A code in small letters, A01 as a01; a word without a digit is no code but a name, and stays to be refused."""
    return name.lower() if any(sign.isdigit() for sign in name) else name


def _name(name: str, table: Table, line: int) -> str:
    try:
        coders.check_name(name)
    except CodingError as fault:
        raise table.fault(fault.problem, line, f"{fault.mend} A short code such as a01 keeps names out.") from fault
    if name in TAKEN:
        raise table.fault(f"the name {name!r} is taken", line, "Choose another, such as a01.")
    return name


def _language(spoken: str, table: Table, line: int) -> str:
    if spoken.casefold() not in LANGUAGE_NAMES:
        raise table.fault(f"the language {spoken!r} is unknown", line, f"Use one of {', '.join(LANGUAGES)}.")
    return LANGUAGE_NAMES[spoken.casefold()]


def kept() -> Path:
    """Where the class's own list is kept, beside the folders."""
    return paths.students() / "students.csv"


def known() -> list[Student]:
    """All students that were ever handed a folder; none before that."""
    return read(kept()) if kept().exists() else []


def keep(students: list[Student]) -> None:
    """Add students to the class's own list; who stands there already stays as they are."""
    every = {one.name: one for one in [*students, *known()]}
    rows = [{"student": one.name, "language": one.language} for _, one in sorted(every.items())]
    write_text(kept(), to_csv(rows, ["student", "language"]))
