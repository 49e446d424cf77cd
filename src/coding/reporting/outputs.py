"""Tables, figures and numbers as files that the paper reads: each with its caption and its source line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coding import paths
from coding.files import read_json, to_csv, write_bytes, write_json, write_text
from coding.labels import LANGUAGES, Text
from coding.spreadsheets import defuse

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Caption:
    """What stands at a table or figure. alt: what a figure shows, for those who cannot see it."""

    title: Text
    source: Text
    alt: Text | None = None
    note: Text | None = None

    def as_json(self) -> dict[str, Text]:
        parts = {"title": self.title, "source": self.source, "alt": self.alt, "note": self.note}
        return {name: text for name, text in parts.items() if text is not None}


def write_table(
    district: str,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, Text],
    caption: Caption,
    *,
    shown: Mapping[str, Mapping[str, Text]] | None = None,
) -> dict[str, pd.DataFrame]:
    """Write a table as data (keys and plain numbers) and, in each language, as the paper prints it.

    columns: key → heading. A value that is a Text is printed in each language; `shown` gives the words for the
    keys of a column. Returns the printed tables by language.
    """
    import pandas as pd

    folder = paths.tables(district)
    data = [{key: _plain(row.get(key)) for key in columns} for row in rows]
    write_text(folder / f"{name}.csv", to_csv(_defused(data), list(columns)))
    printed: dict[str, pd.DataFrame] = {}
    for language in LANGUAGES:
        headings = [columns[key][language] for key in columns]
        lines = [
            {columns[key][language]: _printed(row.get(key), (shown or {}).get(key), language) for key in columns}
            for row in rows
        ]
        write_text(folder / f"{name}.{language}.csv", to_csv(_defused(lines), headings))
        printed[language] = pd.DataFrame(lines, columns=headings)
    show_whole_texts()
    write_json(folder / f"{name}.json", caption.as_json())
    return printed


def _defused(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows for a .csv that people open in a spreadsheet."""
    return [{key: defuse(one) if isinstance(one, str) else one for key, one in row.items()} for row in rows]


def show_whole_texts() -> None:
    """Let notebooks print texts as they are: a quote cut after fifty characters, or set as a formula, is no quote."""
    import pandas as pd

    pd.set_option("display.max_colwidth", None)
    pd.set_option("display.html.use_mathjax", False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("en", "")
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.6g}"
    return value


def _printed(value: Any, words: Mapping[str, Text] | None, language: str) -> Any:
    if isinstance(value, dict):
        return value[language]
    if words is not None and value in words:
        return words[value][language]
    if isinstance(value, float):
        from coding.labels import number

        return number(value, 2, language)
    return value


def write_figure(district: str, name: str, drawn: Mapping[str, Any], caption: Caption) -> None:
    """Write a matplotlib figure for each language as SVG, PDF and PNG (300 dpi), the same bytes each time."""
    import io

    if caption.alt is None:
        raise ValueError(f"figure {name} has no alt text")
    metadata: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
        "png": {"Software": None},
    }
    for language, figure in drawn.items():
        # The layout is solved once, not once a format.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for kind, fields in metadata.items():
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=300, metadata=fields)
            write_bytes(paths.figures(district) / f"{name}.{language}.{kind}", buffer.getvalue())
    write_json(paths.figures(district) / f"{name}.json", caption.as_json())


@dataclass(frozen=True)
class Number:
    """A figure that the text of the paper may name. digits: decimals printed. unit: printed behind it."""

    value: float
    digits: int = 0
    unit: str = ""


def write_numbers(district: str, numbers: Mapping[str, Number | float | int]) -> None:
    """Add numbers to those of a district; a name written again gets its new value."""
    path = paths.numbers(district)
    known = read_json(path) if path.exists() else {}
    for name, number in numbers.items():
        one = number if isinstance(number, Number) else Number(number)
        value = None if isinstance(one.value, float) and math.isnan(one.value) else one.value
        known[name] = {"value": value, "digits": one.digits, "unit": one.unit}
    write_json(path, known)


@dataclass(frozen=True)
class SetAside:
    """A district's outputs as they stood before a run."""

    files: dict[Path, bytes]

    def restore(self) -> None:
        """Put back what is missing or was half replaced: a failed run leaves the outputs of the last good one."""
        for path, content in self.files.items():
            if not path.exists() or path.read_bytes() != content:
                write_bytes(path, content)


def set_aside(district: str) -> SetAside:
    """Take a district's tables, figures and numbers away, so that nothing old survives a run."""
    places = [*paths.tables(district).glob("*.*"), *paths.figures(district).glob("*.*"), paths.numbers(district)]
    kept = SetAside({path: path.read_bytes() for path in sorted(places) if path.is_file()})
    for path in kept.files:
        path.unlink()
    return kept


def write_rows(district: str, name: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write rows that the paper draws on but does not print as a table (quotes, statuses)."""
    write_text(paths.tables(district) / f"{name}.csv", to_csv(_defused(rows), columns))
