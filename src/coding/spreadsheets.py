"""Spreadsheets: text that is shown and never worked out, and files that are the same bytes each time."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# What one cell of Excel holds.
CELL = 32_767
# XML cannot hold these; Excel shows the sign that takes their place.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel reads this as one character; spelt out, it stays what it is.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# OWASP, "CSV Injection" (owasp.org/www-community/attacks/CSV_Injection): what begins with one of these may be taken
# for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*)?([.,]\d+)?([eE][+-]?\d+)?%?")


def defuse(text: str) -> str:
    """The text with an apostrophe before it, where a spreadsheet could take it for a formula.

    Plain numbers stay numbers. `restored` gives the text back.

    >>> defuse("=HYPERLINK(1)"), defuse("-0,5"), defuse("- ada rapat")
    ("'=HYPERLINK(1)", '-0,5', "'- ada rapat")
    """
    # One that has its apostrophe already gets another, so that each text can be had back.
    return "'" + text if _risky(text.lstrip("'")) else text


def restored(text: str) -> str:
    """What `defuse` was given.

    >>> restored(defuse("=1+1")), restored(defuse("'=1+1")), restored("'tidak'")
    ('=1+1', "'=1+1", "'tidak'")
    """
    return text[1:] if text.startswith("'") and _risky(text.lstrip("'")) else text


def _risky(text: str) -> bool:
    return text.startswith(_FORMULA) and not _is_number(text)


def _is_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text) and _NUMBER.fullmatch(text) is not None


def clean(text: str) -> str:
    """Text as a cell can hold it: no more than Excel's limit, no control characters, one kind of line break."""
    kept = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept if len(kept) <= CELL else kept[: CELL - 2] + " …"


def put(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    """Write a cell; text stays text, whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", clean(value))
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@\t\r"
    return cell  # type: ignore[no-any-return]


_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_bytes(made: Workbook) -> bytes:
    """An .xlsx file without the times that would make each one differ from the last."""
    made.properties.creator = ""
    made.properties.created = datetime.datetime(*_EPOCH)
    saved, fixed = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, content)
    return fixed.getvalue()
