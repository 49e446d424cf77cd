"""Words of a text with their offsets, and the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Soft hyphen, zero-width and direction marks: they may stand inside a word and say nothing.
_IGNORED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_IGNORED}])*")
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu", "ne", "e")


@dataclass(frozen=True, slots=True)
class Word:
    """``text[start:end]``, with the form used for matching only."""

    form: str
    start: int
    end: int
    capitals: bool


def form(word: str) -> str:
    """Lower case, composed, without invisible marks.

    >>> form("Rap\\u00adAT")
    'rapat'
    """
    for mark in _IGNORED:
        word = word.replace(mark, "")
    return unicodedata.normalize("NFC", word).lower()


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; a hyphen parts words (*rapat-rapat* is two, *WA-nya* too)."""
    stop = len(text) if end is None else end
    return [
        Word(form(match.group()), match.start(), match.end(), match.group().isupper())
        for match in _WORD.finditer(text, start, stop)
    ]


def bare(word: str) -> list[str]:
    """The form, and what it is without the clitics at its end.

    >>> bare("sanksinya")
    ['sanksinya', 'sanksi']
    """
    forms = [word]
    for clitic in CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= 3:
            forms.append(word[: -len(clitic)])
    return forms
