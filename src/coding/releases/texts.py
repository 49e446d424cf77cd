"""The text of a transcript as it is released: put together from what consent allows, never cut out of the rest.

A text that all of its participants release stays as it is. Any other is built from nothing but released pieces, role
codes and fixed marks, so that whatever no piece holds cannot be in it. A mark has the same length whatever it stands
for: how much was said there is not told. Offsets are those of the new text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from coding.evidence_browser.release import Excerpt, Span
from coding.transcripts.consent import PLACEHOLDER
from coding.transcripts.turns import Turn

Reason = Literal["consent", "quotes", "interviewer", "withdrawn"]
HEADING = "[ditahan: kepala transkrip / withheld: heading]"
LEFT_OUT = "[…]"
MARKS: dict[Reason, str] = {
    "consent": "[ditahan: tanpa izin / withheld: no consent]",
    "quotes": "[ditahan: hanya kutipan / withheld: quotes only]",
    "interviewer": "[ditahan: pewawancara atau bersama / withheld: interviewer or several at once]",
    "withdrawn": PLACEHOLDER,
}


@dataclass(frozen=True)
class Piece:
    """A span of the canonical text that is released, and where it begins in the released text."""

    start: int
    end: int
    place: int


@dataclass(frozen=True)
class ReleasedText:
    """A released text, and its pieces in order. whole: nothing is held back; every offset stays as it is."""

    text: str
    pieces: tuple[Piece, ...]
    whole: bool = False

    def place(self, start: int, end: int) -> Span | None:
        """Where a span of the canonical text stands; None unless one piece holds all of it."""
        for one in self.pieces:
            if one.start <= start and end <= one.end:
                return one.place + start - one.start, one.place + end - one.start
        return None

    def covering(self, start: int, end: int) -> Span | None:
        """From the first to the last character of a span that is released, marks between them included."""
        parts = [(max(start, one.start), min(end, one.end), one) for one in self.pieces]
        found = [
            (one.place + first - one.start, one.place + last - one.start) for first, last, one in parts if first < last
        ]
        return (found[0][0], found[-1][1]) if found else None


def whole(text: str) -> ReleasedText:
    """A text of which everything is released."""
    return ReleasedText(text, (Piece(0, len(text), 0),), whole=True)


def build(text: str, turns: Sequence[tuple[Excerpt, Reason]]) -> ReleasedText:
    """The released text of a transcript. turns: what is released of each, and why the rest of it is not."""
    parts, pieces, length = [HEADING], [], len(HEADING)

    def put(words: str) -> None:
        nonlocal length
        parts.append(words)
        length += len(words)

    for one, reason in turns:
        put(f"\n\n{one.turn.speaker}: " if one.turn.speaker else "\n\n")
        last = one.turn.start
        for start, end in one.spans:
            put(_between(text, last, start, first=last == one.turn.start))
            pieces.append(Piece(start, end, length))
            put(text[start:end])
            last = end
        if not one.spans:
            put(MARKS[reason])
        elif text[last : one.turn.end].strip():
            put(f" {LEFT_OUT}")
    put("\n")
    return ReleasedText("".join(parts), tuple(pieces))


def _between(text: str, start: int, end: int, *, first: bool) -> str:
    if not text[start:end].strip():
        return ""
    return f"{LEFT_OUT} " if first else f" {LEFT_OUT} "


def withheld(text: str, released: ReleasedText, turns: Sequence[Turn]) -> list[str]:
    """All that lies between the pieces, turn by turn: what must be in no file, unless it is said in a piece, too."""
    places = [0, *(place for one in released.pieces for place in (one.start, one.end)), len(text)]
    edges = sorted({place for turn in turns for place in (turn.start, turn.end)})
    parts = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        cuts = [start, *(place for place in edges if start < place < end), end]
        parts += [text[first:last] for first, last in pairwise(cuts)]
    return [part for part in parts if part.strip()]
