"""Which indicator a code of another program stands for: by its GUID, its name or number, or a table that one fills in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from coding.codebooks.codes import STATUSES, Codebook, Indicator
from coding.errors import CodingError, TableError, together
from coding.exchange.codebook_export import code_guid
from coding.exchange.model import Coding, Listed
from coding.files import parse_csv, read_text, to_csv, write_text
from coding.paths import shown
from coding.spreadsheets import defuse, restored

COLUMNS = ("code", "indicator", "subcode", "status", "codings")
LEAVE = "-"
# More are counted in a message, not named.
LISTED = 10


class Target(NamedTuple):
    """What a code stands for; indicator "-" where its codings are to be left out. status: "" where it tells none."""

    indicator: str
    subcode: str = ""
    status: str = ""


def recognised(one: Listed, book: Codebook) -> Target | None:
    """The indicator, or the part of one, that a code is by its GUID, or by its name as `names` gives it."""
    for indicator in book.indicators:
        if one.code.guid == code_guid(book, indicator.code):
            return Target(indicator.code)
        for part in indicator.subcodes:
            if one.code.guid == code_guid(book, indicator.code, part.key):
                return Target(indicator.code, part.key)
    wanted = _plain(one.code.name)
    found = dict.fromkeys(target for name, target in names(book) if _plain(name) == wanted)
    return next(iter(found)) if len(found) == 1 else None


def names(book: Codebook) -> Iterator[tuple[str, Target]]:
    """The names by which a code is known: 3, its label or short label in each language, 3 with one of them."""
    for one in book.indicators:
        for name in _labels(one):
            yield name, Target(one.code)
            yield f"{one.code} {name}", Target(one.code)
        yield one.code, Target(one.code)
        for part in one.subcodes:
            for name in ("", *part.label.values()):
                yield f"{one.code}.{part.key} {name}", Target(one.code, part.key)


def _labels(one: Indicator) -> Iterable[str]:
    return dict.fromkeys([*one.label.values(), *one.short.values()])


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def targets(
    codes: Iterable[Listed], codings: Iterable[Coding], book: Codebook, table: Path | None
) -> dict[str, Target]:
    """GUID of a code that is used → what it stands for.

    table: where the codes that are not known by themselves are told; a form to fill in is written there when there is
    no such file. Raises CodingError naming the codes that nobody has told, and Faults for a table with faults.
    """
    used = Counter(one.code for one in codings)
    by_guid = {one.code.guid: one for one in codes}
    told = read(table, book) if table and table.exists() else {}
    found: dict[str, Target] = {}
    open_codes: list[str] = []
    for code in used:
        one = by_guid.get(code)
        path = one.path if one else code
        known = told.get(path) or (recognised(one, book) if one else None)
        if known:
            found[code] = known
        else:
            open_codes.append(path)
    if open_codes:
        raise _unknown(open_codes, by_guid, used, book, table)
    return found


def _unknown(
    paths: list[str], by_guid: Mapping[str, Listed], used: Counter[str], book: Codebook, table: Path | None
) -> CodingError:
    some = "; ".join(sorted(paths)[:LISTED]) + ("; …" if len(paths) > LISTED else "")
    count = f"{len(paths)} codes of the file are no indicators of the codebook: {some}"
    if table is None:
        return CodingError(count, mend="Run it again with --map codes.csv: a table to fill in is written there.")
    if table.exists():
        return CodingError(
            count, file=shown(table), mend="Add a row for each to the table; - as indicator leaves a code out."
        )
    write_text(table, form(by_guid, used, book))
    return CodingError(
        count,
        file=shown(table),
        mend="This table was written: fill in the column indicator (- leaves a code out) and run the command again.",
    )


def form(by_guid: Mapping[str, Listed], used: Mapping[str, int], book: Codebook) -> str:
    """The table to fill in: every code that is used, with what is known of it."""
    rows = []
    for code, number in used.items():
        one = by_guid.get(code)
        known = (recognised(one, book) if one else None) or Target("")
        rows.append({"code": defuse(one.path if one else code), **known._asdict(), "codings": number})
    return to_csv(sorted(rows, key=lambda row: str(row["code"])), COLUMNS)


def read(table: Path, book: Codebook) -> dict[str, Target]:
    """path of a code → what it stands for, of the rows that are filled in. Raises Faults with every fault."""
    content = parse_csv(read_text(table), table)
    faults: list[CodingError] = []
    for missing in {"code", "indicator"} - set(content.columns):
        faults.append(content.fault(f"the column {missing!r} is missing", 1, f"Columns: {', '.join(COLUMNS)}."))
    found = {}
    for line, row in [] if faults else content.rows:
        told = {key: (row.get(key) or "").strip() for key in COLUMNS}
        if fault := _fault_of(told, book):
            faults.append(TableError(fault[0], file=shown(table), line=line, mend=fault[1]))
        elif told["indicator"]:
            found[restored(told["code"])] = Target(told["indicator"], told["subcode"], told["status"])
    if faults:
        raise together(faults)
    return found


def _fault_of(row: Mapping[str, str], book: Codebook) -> tuple[str, str] | None:
    indicator, subcode, status = row["indicator"], row["subcode"], row["status"]
    fault: CodingError | None = None
    if indicator in ("", LEAVE):
        return None
    if indicator not in book.codes:
        fault = CodingError(f"the indicator {indicator!r} is unknown", mend=f"Known: {', '.join(book.codes)}.")
    elif subcode and subcode not in {part.key for part in book[indicator].subcodes}:
        fault = CodingError(f"the subcode {subcode!r} is unknown", mend="See the codebook.")
    elif status and status not in STATUSES:
        fault = CodingError(f"the status {status!r} is unknown", mend=f"Use one of {', '.join(STATUSES)}.")
    return (fault.problem, fault.mend) if fault else None
