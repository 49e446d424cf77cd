"""What of a transcript may be in the file: whole turns, coded quotes, or nothing but that somebody spoke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coding.transcripts.consent import Consent
from coding.transcripts.turns import Turn

Span = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """What is released of one turn. spans: of the canonical text, in its order, apart from each other."""

    turn: Turn
    speaker: str
    spans: tuple[Span, ...]
    text: str
    gaps: tuple[int, ...]

    def place(self, start: int, end: int, text: str) -> Span | None:
        """Where a span of the canonical text stands in the excerpt, in UTF-16 units; None when it is not in it."""
        before = 0
        for first, last in self.spans:
            if first <= start and end <= last:
                return before + units(text[first:start]), before + units(text[first:end])
            before += units(text[first:last])
        return None


def units(text: str) -> int:
    """Length as a browser counts it: UTF-16 code units, of which an emoji has two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def excerpt(turn: Turn, speaker: str, text: str, quotes: Iterable[Span], consent: Consent, transcript: str) -> Excerpt:
    """What consent releases of a turn. speaker: who spoke, in a document its author. quotes: coded spans in the turn.

    gaps: where in the excerpt something is left out, in UTF-16 units.
    """
    if consent.whole(transcript, speaker):
        spans: list[Span] = [(turn.start, turn.end)]
    elif consent.quote(transcript, speaker):
        spans = joined(quotes, text)
    else:
        spans = []
    parts = [text[start:end] for start, end in spans]
    return Excerpt(turn, speaker, tuple(spans), "".join(parts), _gaps(turn, spans, text))


def joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Spans in their order, those that overlap, or have only spaces between them, as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _gaps(turn: Turn, spans: Sequence[Span], text: str) -> tuple[int, ...]:
    edges = [(turn.start, turn.start), *spans, (turn.end, turn.end)]
    found, before = [], 0
    for (first, last), (following, _) in pairwise(edges):
        before += units(text[first:last])
        if text[last:following].strip():
            found.append(before)
    return tuple(found)
