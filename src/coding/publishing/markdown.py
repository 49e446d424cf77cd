"""Tables, captions and plain text as pandoc's markdown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import compress

# Measures of a table's small type, in figures of 0.5 em: what a line has room for, upright and on a landscape page; the
# space between columns; cells that are short; words so long that they have to break.
LINE, WIDE = 106, 164
PADDING = 2
SHORT, LONG = 28, 24
BOLD = 1.2  # a heading's letters are broader
BREADTHS = dict.fromkeys(" .,;:'!|()[]ijlftrI\u00a0", 0.55) | dict.fromkeys("mwMW", 1.55)
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
    """For each column, in figures: its longest word, and its share of what is left of the line.

    Columns of short cells take first what they want; what is left goes to the others, by what their cells have beyond
    that word on average, so that one long cell among short ones does not take the room of a column of sentences.
    """
    words = [max(_word(column[0], BOLD), *map(_word, column[1:]), 1) for column in columns]
    beyond = [[max(0.0, breadth(cell) - word) for cell in column] for word, column in zip(words, columns, strict=True)]
    most = list(map(max, beyond))
    short = [word + more <= SHORT for word, more in zip(words, most, strict=True)]
    left = max(0.0, line - sum(words) - PADDING * len(columns))
    share = min(1.0, left / (sum(compress(most, short)) or 1))
    left = max(0.0, left - share * sum(compress(most, short)))
    mean = [0.0 if now else sum(one) / len(one) for one, now in zip(beyond, short, strict=True)]
    long = left / (sum(mean) or 1)
    given = [share * top if now else min(top, long * one) for top, one, now in zip(most, mean, short, strict=True)]
    return [PADDING + math.ceil(word + more) for word, more in zip(words, given, strict=True)]


def breadth(text: str) -> float:
    """How broad a text is, in figures: an i takes half of one, an m one and a half."""
    return sum(BREADTHS.get(sign, 1.0) for sign in text)


def _word(cell: str, factor: float = 1) -> float:
    """Breadth of a cell's longest word; one without end, as a pattern is, has to break."""
    return min(LONG, factor * max(map(breadth, cell.split(" "))))


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
