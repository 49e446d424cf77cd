"""From codings of another program to spans that may be decided on: words of informants, turn by turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding.decisions.codings import Places, segments_of
from coding.exchange.mapping import LEAVE, Target
from coding.exchange.model import Coding
from coding.exchange.notes import read as read_note
from coding.exchange.sources import Alignment, Match
from coding.exchange.units import Counting
from coding.exchange.units import Places as Counted
from coding.transcripts import formats
from coding.transcripts.turns import Turn

Span = tuple[int, int]


@dataclass(frozen=True)
class Placed:
    """A coding as it is to be decided: a span of the canonical text within one turn of an informant."""

    transcript: str
    start: int
    end: int
    target: Target
    status: str
    memo: str
    coding: Coding


@dataclass(frozen=True)
class Missed:
    """A coding that stands on no informant's words, or on no words at all."""

    transcript: str
    words: str


def placed(
    match: Match,
    codings: Iterable[Coding],
    way: Counting,
    targets: dict[str, Target],
    turns: Sequence[Turn],
    segments: Places,
) -> Iterator[Placed | Missed]:
    """Each coding as spans, one a turn of an informant, in the order of the file.

    A span that reaches into another turn by less than half a sentence is taken as slipped, and left out there.
    """
    counted = Counted(match.source, way)
    source = formats.canonical(match.source.text or "")
    alignment = Alignment(source, match.text)
    for one in codings:
        target = targets[one.code]
        if target.indicator == LEAVE:
            continue
        start, end = counted.canonical(one.start), counted.canonical(one.end)
        place = alignment.place(start, end) if start is not None and end is not None else None
        parts = in_turns(place, match.text, turns, segments) if place else []
        if not parts:
            yield Missed(match.transcript, " ".join(match.text[place[0] : place[1]].split()) if place else "")
        note = read_note(one.description)
        for first, last in parts:
            status = note.status or target.status or "unclear"
            yield Placed(match.transcript, first, last, target, status, note.memo, one)


def in_turns(span: Span, text: str, turns: Sequence[Turn], segments: Places) -> list[Span]:
    """The parts of a span that lie on informants' words, one a turn, without white space at their edges."""
    parts = []
    for turn in turns:
        start, end = max(span[0], turn.start), min(span[1], turn.end)
        if start < end and turn.kind in ("informant", "document"):
            start, end = _trimmed(text, start, end)
            if start < end:
                parts.append((start, end))
    if len(parts) < 2:
        return parts
    whole = [part for part in parts if _covers_half(part, segments)]
    return whole or [max(parts, key=lambda part: part[1] - part[0])]


def _covers_half(part: Span, segments: Places) -> bool:
    names = set(segments_of(*part, segments))
    return any(
        name in names and 2 * (min(part[1], last) - max(part[0], first)) >= last - first
        for first, last, name in segments
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
