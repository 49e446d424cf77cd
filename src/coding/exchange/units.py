"""How a program counts: which character of a text an offset of its file means.

Programs differ in three ways: code points or UTF-16 units, a line end CRLF counted as two characters or as one, a byte
order mark counted or not. Only texts with such characters tell the difference.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from coding.exchange.model import ORIGIN, Source

# The least share of edges that must lie at the edge of a word: by chance it is about a fifth.
FITS = 0.5
# Shares that differ by less say nothing against what is known of the program.
ALIKE = 0.02


class Counting(NamedTuple):
    """One way to count. unit: points or utf16. pairs: a CRLF counts as two. mark: the byte order mark counts."""

    unit: str
    pairs: bool
    mark: bool

    @property
    def name(self) -> str:
        """As it is chosen on the command line."""
        return "-".join(filter(None, (self.unit, "" if self.pairs else "lf", "mark" if self.mark else "")))


WAYS = tuple(
    Counting(unit, two, mark) for mark in (False, True) for two in (True, False) for unit in ("points", "utf16")
)
BY_NAME = {way.name: way for way in WAYS}


class Places:
    """The offsets of one source, counted in one way, as offsets into its canonical text."""

    def __init__(self, source: Source, way: Counting) -> None:
        raw = source.text or ""
        self._text = raw if way.pairs else raw.replace("\r\n", "\n")
        self._shift = int(way.mark and source.marked)
        self._at: dict[int, int] | None = None
        if way.unit == "utf16" and any(one > "\uffff" for one in self._text):
            ends = accumulate((2 if one > "\uffff" else 1 for one in self._text), initial=0)
            self._at = {offset: index for index, offset in enumerate(ends)}
        lines = re.split("(?<=\n)", self._text)
        self._starts = list(accumulate(map(len, lines), initial=0))
        self._canonical = list(accumulate(map(_length, lines), initial=0))

    def index(self, offset: int) -> int | None:
        """The place in the text as it is counted; None when it is outside, or within a character."""
        offset -= self._shift
        index = offset if self._at is None else self._at.get(offset, -1)
        return index if 0 <= index <= len(self._text) else None

    def canonical(self, offset: int) -> int | None:
        """The place in the canonical text; None as `index`."""
        index = self.index(offset)
        if index is None:
            return None
        line = bisect_right(self._starts, index) - 1
        return self._canonical[line] + _length(self._text[self._starts[line] : index])

    def fits(self, start: int, end: int) -> int:
        """How many of the two edges (0 to 2) lie at the edge of a word."""
        first, last = self.index(start), self.index(end)
        if first is None or last is None or first >= last:
            return 0
        text = self._text
        begins = not text[first].isspace() and (first == 0 or _parts(text[first - 1], text[first]))
        ends = not text[last - 1].isspace() and (last == len(text) or _parts(text[last - 1], text[last]))
        return begins + ends


def _length(part: str) -> int:
    """The length of a line, or its beginning, in the canonical text (see `formats.canonical`)."""
    return len(unicodedata.normalize("NFC", part.replace("\r\n", "\n")))


def _parts(one: str, other: str) -> bool:
    return not (one.isalnum() and other.isalnum())


@dataclass(frozen=True)
class Evidence:
    """What speaks for a way: the share of edges at the edge of a word, and where it puts the spans."""

    way: Counting
    share: float
    spans: tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True)
class Decided:
    """The way that was taken, or None; evidence: all that differ from one another, the best first."""

    way: Counting | None
    evidence: list[Evidence]


def decide(sources: Iterable[Source], origin: str) -> Decided:
    """The way that a project counts in, by where its spans then begin and end, and by what is known of its program.

    None when under no way half of the edges lie at the edge of a word, or two ways fit alike and nothing is known.
    """
    evidence = _distinct([_evidence(list(sources), way) for way in WAYS])
    known = [one for one in evidence if _usual(one.way, origin)]
    best = evidence[0]
    if not best.spans:
        return Decided((known or evidence)[0].way, evidence)
    if best.share < FITS:
        return Decided(None, evidence)
    if known and known[0].share >= best.share - ALIKE:
        return Decided(known[0].way, evidence)
    alike = [one for one in evidence if one.share == best.share]
    return Decided(best.way if len(alike) == 1 else None, evidence)


def _evidence(sources: Sequence[Source], way: Counting) -> Evidence:
    hits, spans = 0, []
    for source in sources:
        if source.text is None:
            continue
        places = Places(source, way)
        for one in source.codings:
            hits += places.fits(one.start, one.end)
            spans.append((places.canonical(one.start), places.canonical(one.end)))
    return Evidence(way, hits / (2 * len(spans)) if spans else 0.0, tuple(spans))


def _distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best first; of those that put all spans alike, the first."""
    once: dict[tuple[tuple[int | None, int | None], ...], Evidence] = {}
    for one in evidence:
        once.setdefault(one.spans, one)
    return sorted(once.values(), key=lambda one: -one.share)


def _usual(way: Counting, origin: str) -> bool:
    """Whether the program that made a file is known to count so (see the guide on exchange for what was tried)."""
    program = origin.lower()
    if "nvivo" in program:
        return way == Counting("utf16", pairs=True, mark=False)
    if "atlas" in program:
        return not way.pairs and not way.mark
    if "qualcoder" in program or program.startswith(ORIGIN):
        return way.unit == "points" and way.pairs and not way.mark
    return False
