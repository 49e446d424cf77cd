"""Words of a text with their offsets, and the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

# Soft hyphen, zero-width and direction marks: they may stand inside a word and say nothing.
_IGNORED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARKS = re.compile(f"[{_IGNORED}]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_IGNORED}])*")
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_ROMAN = re.compile(r"[ivxlcdm]+")
# Forms remembered before the memory is emptied: it stays flat however long the text.
MAX_REMEMBERED = 400_000


def form(word: str) -> str:
    """Lower case, composed, without invisible marks, drawn-out letters once.

    >>> form("Rap\\u00adAT"), form("belooom")
    ('rapat', 'belom')
    """
    if word.isascii():
        lowered = word.lower()
    else:
        lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _MARKS.sub("", word)).lower())
    if _DRAWN_OUT.search(lowered) and not _ROMAN.fullmatch(lowered):
        drawn = _DRAWN_OUT.sub(r"\1", lowered)
        lowered = drawn if len(drawn) > 1 else lowered
    return lowered


class _Forms(dict[str, str]):
    """Word as written → form, worked out when it is first met."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        found = self[word] = form(word)
        return found


_FORMS = _Forms()


class Words:
    """The words of a text in their order; a hyphen parts words (*rapat-rapat* is two, *WA-nya* too).

    Their offsets are worked out when first asked for: most sentences are never asked.

    >>> words = Words("Rapat-rapat itu, Bu.")
    >>> words.forms, words.spans[1]
    (['rapat', 'rapat', 'itu', 'bu'], (6, 11))
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # Only letters outside ASCII need the slower pattern.
        self._pattern = _PLAIN if text.isascii() else _WORD
        self.written: list[str] = self._pattern.findall(text)
        self.forms: list[str] = list(map(_FORMS.__getitem__, self.written))

    def __len__(self) -> int:
        return len(self.forms)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """(start, end) of each word: code points, half-open."""
        return [match.span() for match in self._pattern.finditer(self.text)]

    def between(self, place: int) -> str:
        """The text between the word at `place` and the one before it."""
        return self.text[self.spans[place - 1][1] : self.spans[place][0]]

    def quote(self, first: int, last: int) -> str:
        """The text from the word `first` to the word `last`, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]
