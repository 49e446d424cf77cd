"""Cells for spreadsheets: words that a spreadsheet would take for a formula are shown as words."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def defuse(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would reckon with it; plain numbers stay.

    >>> defuse("=1+1"), defuse("-0.5"), defuse("rapat")
    ("'=1+1", '-0.5', 'rapat')
    """
    return (
        f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and not _NUMBER.fullmatch(text) else text
    )
