"""The turns of a transcript as the engine reads them, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from coding.transcripts.segments import sentences
from coding.transcripts.turns import Turn

Role = Literal["asks", "answers", "heads", "other"]
HEADING_WORDS = 14
# A longer turn is read in parts: nothing leans on a sentence that far away.
LONGEST = 500


class Piece(NamedTuple):
    """A sentence: its segment's name ("" where it is none) and its place in the canonical text."""

    segment: str
    start: int
    text: str


class Talk(NamedTuple):
    """One turn: an interviewer asks, an informant or a document's paragraph answers, a document's heading heads it."""

    transcript: str
    turn: int
    role: Role
    pieces: tuple[Piece, ...]


def talks(transcript: str, turns: Iterable[tuple[Turn, str]]) -> Iterator[Talk]:
    """The turns, given with their words, in their order; segments are numbered from 1 as in segments.csv."""
    number = 0
    for turn, text in turns:
        codable = turn.kind in ("informant", "document")
        pieces = []
        for start, end in sentences(text):
            number += codable
            name = f"{transcript}-{number:04d}" if codable else ""
            pieces.append(Piece(name, turn.start + start, text[start:end]))
        role = _role(turn, text)
        for first in range(0, max(len(pieces), 1), LONGEST):
            yield Talk(transcript, turn.number, role, tuple(pieces[first : first + LONGEST]))


def _role(turn: Turn, text: str) -> Role:
    if turn.kind == "interviewer":
        return "asks"
    if turn.kind in ("group", "withdrawn"):
        return "other"
    return "heads" if turn.kind == "document" and _is_heading(text) else "answers"


def _is_heading(paragraph: str) -> bool:
    """A short line without a full stop at its end."""
    short = len(paragraph) < 200 and len(paragraph.split()) <= HEADING_WORDS
    return short and "\n" not in paragraph and paragraph[-1:].isalnum()
