"""The text of a transcript as it leaves the compendium: what consent holds back is replaced, and every place is kept.

Offsets of NVivo count UTF-16 units and those of others code points: they agree where no character lies beyond U+FFFF.
Such characters (emoji) are replaced by one that does not, so that one file is right for all programs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.evidence_browser.release import Span, excerpt
from coding.transcripts.consent import Consent
from coding.transcripts.turns import Turn

HELD_BACK = "[tidak dibuka / not released]"
STAND_IN = "□"
# Beyond U+FFFF; and the byte order mark, which some programs drop.
_DIFFERENT = re.compile("[\U00010000-\U0010ffff\ufeff]")


@dataclass(frozen=True)
class Piece:
    """A stretch of the canonical text that leaves, and where it begins in what leaves."""

    start: int
    end: int
    place: int


@dataclass(frozen=True)
class Released:
    """What leaves of one transcript.

    replaced: characters that programs would count in different ways. held: stretches that consent holds back.
    """

    text: str
    pieces: tuple[Piece, ...]
    replaced: int
    held: int

    def place(self, start: int, end: int) -> Span | None:
        """Where a span of the canonical text stands in the released one; None when not all of it is released."""
        number = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        if number < 0 or not self.pieces[number].start <= start <= end <= self.pieces[number].end:
            return None
        shift = self.pieces[number].place - self.pieces[number].start
        return start + shift, end + shift


def plain(text: str) -> str:
    """The text with `STAND_IN` for each character that programs count in different ways; of the same length.

    >>> plain("ya 😀")
    'ya □'
    """
    return _DIFFERENT.sub(STAND_IN, text)


def whole(text: str) -> Released:
    """All of a text."""
    return _put_together(text, [(0, len(text))])


def by_consent(
    transcript: str,
    text: str,
    turns: Sequence[Turn],
    speakers: Mapping[int, str],
    quotes: Mapping[int, Iterable[Span]],
    consent: Consent,
) -> Released:
    """What participants allow to leave: whole turns, coded quotes, or nothing.

    speakers: number of a turn → who speaks in it, where it is another than its label. quotes: number of a turn →
    coded spans in it. What stands outside the turns (labels) leaves; a heading, which may tell who was there, only
    where everybody agreed.
    """
    kept: list[Span] = []
    place = 0
    if turns and not consent.whole(transcript, ""):
        place = text.rfind("\n", 0, turns[0].start) + 1
    for turn in turns:
        kept.append((place, turn.start))
        speaker = speakers.get(turn.number, turn.speaker)
        kept += excerpt(turn, speaker, text, quotes.get(turn.number, ()), consent, transcript).spans
        place = turn.end
    kept.append((place, len(text)))
    return _put_together(text, _joined(kept))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order, without empty ones; those that touch as one."""
    found: list[Span] = []
    for start, end in spans:
        if start < end and found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        elif start < end:
            found.append((start, end))
    return found


def _put_together(text: str, kept: Sequence[Span]) -> Released:
    parts: list[str] = []
    pieces = []
    before = length = held = 0
    for start, end in [*kept, (len(text), len(text))]:
        if text[before:start].strip():
            parts.append(HELD_BACK + _space(text[before:start]))
            held += 1
            length += len(parts[-1])
        else:
            parts.append(text[before:start])
            length += start - before
        if start < end:
            pieces.append(Piece(start, end, length))
            parts.append(plain(text[start:end]))
            length += end - start
        before = end
    replaced = sum(len(_DIFFERENT.findall(text[start:end])) for start, end in kept)
    return Released("".join(parts), tuple(pieces), replaced, held)


def _space(text: str) -> str:
    """The white space at the end of what is held back, so that the next words stand apart."""
    return text[len(text.rstrip()) :]
