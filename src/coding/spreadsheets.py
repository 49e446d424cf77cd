"""Text for spreadsheets: a .csv opened in Excel must show it, never work it out."""

from __future__ import annotations

import re

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
