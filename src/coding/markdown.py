"""Tables, captions and plain text as pandoc's markdown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import compress

# Characters of the small type that one line of a table has room for, upright and on a landscape page.
LINE, WIDE = 118, 182
PADDING = 3
SHORT = 32
BOLD = 1.2  # a heading's letters are broader
NUMBER = re.compile(r"[−-]?\d[\d.,]*\s?%?†?( \[[^][]*\])?")


def escape(text: str) -> str:
    """Plain text as markdown that shows it unchanged."""
    for sign in "\\`*_{}[]<>#$|@~^&":
        text = text.replace(sign, "\\" + sign)
    return text


def in_line(text: str) -> str:
    """Text without line breaks: behind one, a sign could begin a list or a heading."""
    return " ".join(text.split())


def caption(words: Mapping[str, Mapping[str, str]], language: str) -> str:
    """A title and, as a span of class `note`, the note and the source.

    The formats set the note below a table, and behind the title of a figure.
    """
    note = [_sentence(words["note"][language])] if "note" in words else []
    note.append(f"*{escape(words['source'][language])}*")
    return f"{_sentence(words['title'][language])} [{' '.join(note)}]{{.note}}"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."


def table(lines: Sequence[Sequence[str]], titled: str, name: str, *, wide: bool = False) -> str:
    """A pipe table; columns of numbers are set right, and columns of longer texts are wider.

    lines: the first is the header; each has as many cells. titled: the caption, as markdown.
    wide: it stands on a landscape page.
    """
    lines = [[_unbroken(in_line(cell)) for cell in line] for line in lines]
    head, body = lines[0], lines[1:]
    columns = list(zip(*lines, strict=True))
    rule = []
    for column, width in zip(columns, widths(columns, WIDE if wide else LINE), strict=True):
        right = bool(body) and all(map(is_number, column[1:]))
        rule.append("-" * (width - 1) + ":" if right else ":" + "-" * (width - 1))
    rows = ["| " + " | ".join(map(escape, line)) + " |" for line in [head, *body]]
    rows.insert(1, "|" + "|".join(rule) + "|")
    return "\n".join(rows) + f"\n\n: {titled} {{#tbl-{name}}}"


def widths(columns: Sequence[Sequence[str]], line: int) -> list[int]:
    """For each column, in characters: its longest word, and its share of what is left of the line.

    Columns of short cells take first what they want; what is left goes to the others, by the length of their cells.
    """
    words = [max(_words(column[0], BOLD), *(_words(cell) for cell in column[1:]), 1) for column in columns]
    cells = [max(word, *map(len, column)) for word, column in zip(words, columns, strict=True)]
    wanted = [cell - word for cell, word in zip(cells, words, strict=True)]
    left = max(0, line - sum(words) - PADDING * len(columns))
    given = [0] * len(columns)
    for stage in ([cell <= SHORT for cell in cells], [cell > SHORT for cell in cells]):
        share = min(1.0, left / (sum(compress(wanted, stage)) or 1))
        given = [round(share * more) if now else before for before, more, now in zip(given, wanted, stage, strict=True)]
        left = max(0, left - sum(compress(given, stage)))
    return [PADDING + word + more for word, more in zip(words, given, strict=True)]


def _words(cell: str, breadth: float = 1) -> int:
    """Length of a cell's longest word."""
    return math.ceil(breadth * max(map(len, cell.split(" "))))


def _unbroken(cell: str) -> str:
    """An interval, [0,81; 0,91], stays on one line."""
    return re.sub(r"\[([^][; ]+); ([^][; ]+)\]", "[\\1;\u00a0\\2]", cell)


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, perhaps with its interval, or nothing.

    >>> [is_number(one) for one in ("1.234", "−0,5", "0,87 [0,81; 0,91]", "–", "", "12%", "2016-09-14", "3 kali")]
    [True, True, True, True, True, True, False, False]
    """
    plain = cell.strip()
    return plain in ("", "–") or bool(NUMBER.fullmatch(plain))
