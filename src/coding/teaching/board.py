"""Tables and texts as the course's notebooks show them: words to the left, no numbers of lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coding.findings import views
from coding.labels import STATUS, Text
from coding.teaching import current

if TYPE_CHECKING:
    import pandas as pd


_CELL = "text-align:left;vertical-align:top"
# Names of segments, a code with its status, and what stands in brackets are not broken into two lines.
_STATUSES = "|".join(sorted({word for words in STATUS.values() for word in words.values()}, key=len, reverse=True))
_TOGETHER = re.compile(
    rf"\b[A-Z]+\d*-\d{{4}}\b|\b[1-7] (?:{_STATUSES})\b"
    r"|\(\d+; \d+\)[†‡]*|\[−?[\d.,]+; −?[\d.,]+\]"
)


class Html(str):
    """What a notebook shows as HTML."""

    def _repr_html_(self) -> str:
        return str(self)


class Markdown(str):
    """What a notebook shows as markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


class Board:
    """A table to be read. frame: the same as data."""

    def __init__(self, frame: pd.DataFrame, *, names: bool = False) -> None:
        self.frame, self.names = frame, names

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        return self.frame.to_string(index=self.names)

    def _repr_html_(self) -> str:
        """Cells are escaped, so that no sentence can pass for a tag."""
        page = str(self.frame.to_html(index=self.names, escape=True, border=0))
        for one in ("td", "th"):
            page = page.replace(f"<{one}>", f'<{one} style="{_CELL}">')
        return _TOGETHER.sub(r'<span style="white-space:nowrap">\g<0></span>', page)


def board(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Text]) -> Board:
    """Rows with headings in the language of the notebook; a single row stands upright."""
    frame = views.frame(rows, columns, current.language())
    if len(rows) != 1:
        return Board(frame)
    upright = frame.T
    upright.columns = [""]
    return Board(upright, names=True)
