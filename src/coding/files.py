"""Reading and writing files: whole or not at all, and the same bytes for the same content."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from coding.errors import CodingError, TableError, apart, together
from coding.paths import datapackage, shown

Row = dict[str, str]


@contextmanager
def temporary(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it is flushed to disk and takes the name only when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    written = Path(name)
    try:
        yield written
        with written.open("rb+") as file:
            os.fsync(file.fileno())
        written.chmod(0o644)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def write_bytes(path: Path, content: bytes) -> None:
    """Write to a temporary file beside `path`, flush it to disk, then rename it: never half a file."""
    with temporary(path) as written:
        written.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    write_bytes(path, content.encode("utf-8"))


def write_json(path: Path, content: Any) -> None:
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def read_json(path: Path) -> Any:
    return json.loads(read_text(path))


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises CodingError when it is missing or in another encoding."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise CodingError("the file does not exist", file=shown(path), mend="Create it, or run make.") from error
    except UnicodeDecodeError as error:
        raise CodingError(
            f"byte {error.start} is not UTF-8",
            file=shown(path),
            mend="Save the file as UTF-8 (in Excel: CSV UTF-8).",
        ) from error


def sha256(content: bytes | str) -> str:
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """CSV text: UTF-8, comma, LF, one header row, missing values empty."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row.get(name)) for name in columns})
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def schema(table: str) -> list[dict[str, Any]]:
    """The fields of one table as data/datapackage.json describes them (Frictionless Table Schema)."""
    package = read_json(datapackage())
    for resource in package["resources"]:
        if resource["name"] == table:
            fields: list[dict[str, Any]] = resource["schema"]["fields"]
            return fields
    raise CodingError(f"data/datapackage.json describes no table {table!r}", file="data/datapackage.json")


def write_table(path: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Check the rows against the description of `table`, then write them as CSV."""
    fields = schema(table)
    columns = [field["name"] for field in fields]
    content = to_csv(rows, columns)
    written = parse_csv(content, path)
    check(written, fields)
    if written.faults:
        raise together(written.faults)
    write_text(path, content)


def as_written(made: Iterable[Mapping[str, Any]], table: str) -> list[Row]:
    """Rows as they are read back from the file they would be written to."""
    content = to_csv(made, [field["name"] for field in schema(table)])
    return [row for _, row in parse_csv(content, Path(f"{table}.csv")).rows]


@dataclass
class Table:
    """A CSV file as it stands: its columns and, with their line numbers, its rows; and what is wrong with it.

    bad: (line, column) of cells that hold what they must not. lost: the cells of lines that could not be read as rows.
    whole: whether every line could at least be taken apart.
    """

    path: Path
    columns: list[str]
    rows: list[tuple[int, Row]]
    faults: list[CodingError] = field(default_factory=list)
    bad: set[tuple[int, str]] = field(default_factory=set)
    lost: list[list[str]] = field(default_factory=list)
    whole: bool = True

    def fault(self, problem: str, line: int, mend: str) -> TableError:
        return TableError(problem, file=shown(self.path), line=line, mend=mend)

    def refuse(self, problem: str, line: int, mend: str) -> None:
        self.faults.append(self.fault(problem, line, mend))

    def leaves_open(self, key: str, *columns: str) -> bool:
        """Whether a fault of the table leaves open what its columns say of `key`, which the first of them names."""
        return (
            not self.whole
            or not set(columns) <= set(self.columns)
            or any(key in cells for cells in self.lost)
            or any(
                (line, column) in self.bad
                for line, row in self.rows
                for column in (columns if row[columns[0]] == key else columns[:1])
            )
        )


def read_table(path: Path, table: str) -> list[Row]:
    """The rows of a CSV file, checked against the description of `table`.

    Columns that the description does not name are kept. Where each row has a key of its own, a row that stands twice,
    alike in every cell, counts once: a merge of two branches may leave it so. Raises TableError with file and line.
    """
    content = examine(path, table)
    if content.faults:
        raise together(content.faults)
    return [row for _, row in content.rows]


def examine(path: Path, table: str) -> Table:
    """The CSV file as far as it can be read, with every fault in it; else as `read_table`."""
    try:
        content = _parse(read_text(path), path)
    except CodingError as fault:
        return Table(path, [], [], [fault], whole=False)
    fields = schema(table)
    if any(field.get("constraints", {}).get("unique") for field in fields):
        once: dict[tuple[str, ...], tuple[int, Row]] = {}
        for line, row in content.rows:
            once.setdefault(tuple(row.values()), (line, row))
        content.rows[:] = once.values()
    if content.columns:
        check(content, fields)
    return content


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file of any columns."""
    return [row for _, row in parse_csv(read_text(path), path).rows]


def parse_csv(content: str, path: Path) -> Table:
    """Split CSV text into rows. Raises TableError where lines do not fit the header."""
    table = _parse(content, path)
    if table.faults:
        raise together(table.faults)
    return table


def _parse(content: str, path: Path) -> Table:
    # A first line sep=; tells Excel its separator. It is blanked, not taken away: lines keep their numbers.
    content = re.sub(r"\Asep=[;,][;,]*\r?\n", "\n", content, flags=re.IGNORECASE)
    header = content.lstrip("\n").split("\n", 1)[0]
    # Excel writes semicolons where the comma is the decimal sign, as in Indonesia.
    delimiter = ";" if ";" in header and "," not in header else ","
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    table = Table(path, [], [])
    for cells in _lines(lines, table):
        if not table.columns:
            table.columns.extend(name.strip() for name in cells)
        elif any(cells) and len(cells) != len(table.columns):
            table.lost.append(cells)
            table.refuse(
                f"{len(cells)} cells where the header names {len(table.columns)} columns",
                lines.line_num,
                "Put a text that holds a comma between double quotes.",
            )
        elif any(cells):
            table.rows.append((lines.line_num, dict(zip(table.columns, cells, strict=True))))
    if not table.columns and not table.faults:
        table.refuse("the table is empty", 1, "Its first line names the columns.")
    return table


def _lines(lines: Any, table: Table) -> Iterator[list[str]]:
    """The lines that can be taken apart; the others are faults of the table."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            table.whole = False
            table.refuse(f"not a CSV line ({error})", lines.line_num, "Check its quotes.")
            if not table.columns:
                return


def check(table: Table, fields: list[dict[str, Any]]) -> None:
    """Add to the table's faults each missing column, forbidden cell and repeated key."""
    known = [one for one in fields if one["name"] in table.columns]
    if not known:
        names = ", ".join(one["name"] for one in fields)
        table.refuse("the first line names none of the table's columns", 1, f"Write, parted by commas: {names}.")
        return
    for one in fields:
        if one not in known:
            table.refuse(f"the column {one['name']!r} is missing", 1, f"Add it. It holds: {one['description']}.")
    for one in known:
        name, unique, seen = one["name"], one.get("constraints", {}).get("unique"), set()
        for line, row in table.rows:
            value = row[name]
            if problem := _fault(value, one):
                table.refuse(f"column {name!r}: {problem}", line, f"It holds: {one['description']}.")
                table.bad.add((line, name))
            elif unique and value in seen:
                table.refuse(f"column {name!r}: {value!r} stands twice", line, "Keep one of the two.")
            seen.add(value)
    table.faults[:] = apart(table.faults)


def _fault(value: str, described: Mapping[str, Any]) -> str:
    constraints = described.get("constraints", {})
    if not value:
        return _empty(described) if constraints.get("required") else ""
    if "enum" in constraints and value not in map(str, constraints["enum"]):
        return f"{value!r} is none of {', '.join(map(str, constraints['enum']))}"
    kind = described["type"]
    if kind == "integer" and not (value.removeprefix("-").isdecimal() and len(value) < 19):
        return f"{value!r} is no whole number"
    if kind == "number":
        try:
            float(value)
        except ValueError:
            return f"{value!r} is no number"
    if kind == "boolean" and value not in ("true", "false"):
        return f"{value!r} is neither true nor false"
    if kind == "date" and not _is_date(value):
        return f"{value!r} is no date like 2016-09-14 (in Excel, give the column the format Text before you type)"
    return ""


def _empty(described: Mapping[str, Any]) -> str:
    """That a cell is empty, with what may stand there."""
    if choices := described["constraints"].get("enum"):
        return f"the cell is empty; one of {', '.join(map(str, choices))} belongs there"
    return (
        "the cell is empty; a date like 2016-09-14 belongs there"
        if described["type"] == "date"
        else "the cell is empty"
    )


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False
