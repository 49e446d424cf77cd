"""Transcript files cut into blocks that can be read anywhere, in any order, with the same result.

A block is a run of turns with the turns before it that it may lean on. Topics have gone after `HORIZON` turns, so a
block's suggestions do not depend on where the file was cut: one block or a thousand, one machine or a hundred.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from coding.codebooks.codes import Codebook
from coding.suggestions.context import HORIZON
from coding.suggestions.suggest import Suggestion, suggest
from coding.transcripts import formats
from coding.transcripts.talks import Talk, talks
from coding.transcripts.turns import Turn, read_layout, read_turns

# A block's size in characters; larger plain files than WHOLE bytes are never held in memory whole.
BLOCK = 200_000
WHOLE = 4_000_000


class Block(NamedTuple):
    """Turns of one file with their words; the first `before` of them are there to lean on only."""

    transcript: str
    before: int
    turns: tuple[tuple[Turn, str], ...]

    @property
    def size(self) -> int:
        return sum(len(text) for _, text in self.turns[self.before :])


class Found(NamedTuple):
    """What was found in a block: the number of its segments, and its suggestions.

    suggestions: (number of its segment in the block, suggestion); a suggestion's own segment name counts from the turns
    that the block leans on, so it is named anew when the blocks before it are known.
    """

    segments: int
    suggestions: list[tuple[int, Suggestion]]


def blocks(path: Path) -> Iterator[Block]:
    """The blocks of one file. Raises TranscriptError before the first block when the file cannot be read."""
    if path.suffix.lower() in (".txt", ".md") and path.is_file() and path.stat().st_size > WHOLE and _is_plain(path):
        layout = read_layout(_lines(path))
        return _blocks(path.stem, read_turns(_lines(path), layout))
    text = formats.read(path)
    lines = text.split("\n")
    return _blocks(path.stem, read_turns(lines, read_layout(lines)))


def _is_plain(path: Path) -> bool:
    """Whether the whole file is UTF-8 without NUL and holds text; any other is left to `formats`, which reads it whole."""
    text = False
    try:
        with path.open(encoding="utf-8-sig", newline=None) as file:
            for piece in iter(lambda: file.read(1 << 20), ""):
                if "\x00" in piece:
                    return False
                text = text or not piece.isspace()
    except UnicodeDecodeError:
        return False
    return text


def _lines(path: Path) -> Iterator[str]:
    """The lines of the canonical text: NFC needs no more than a line, since nothing composes with its end."""
    mark = "\ufeff"
    with path.open(encoding="utf-8-sig", newline=None) as file:
        for line in file:
            yield unicodedata.normalize("NFC", line.removesuffix("\n").removeprefix(mark))
            mark = ""


def _blocks(transcript: str, turns: Iterable[tuple[Turn, str]]) -> Iterator[Block]:
    lean: deque[tuple[Turn, str]] = deque(maxlen=HORIZON)
    held: list[tuple[Turn, str]] = []
    size = 0
    for turn in turns:
        held.append(turn)
        size += len(turn[1])
        if size >= BLOCK:
            yield Block(transcript, len(lean), (*lean, *held))
            lean.extend(held)
            held, size = [], 0
    if held:
        yield Block(transcript, len(lean), (*lean, *held))


def read(block: Block, codebook: Codebook, *, weak: bool) -> Found:
    """The suggestions of one block."""
    segments = [0, 0]  # in the turns to lean on, in the block's own

    def spoken() -> Iterator[Talk]:
        for talk in talks(block.transcript, block.turns):
            own = talk.turn >= block.turns[block.before][0].number
            segments[own] += sum(1 for piece in talk.pieces if piece.segment)
            yield talk

    rows = []
    for one in suggest(spoken(), codebook, weak=weak):
        number = int(one.segment.rpartition("-")[2]) - segments[0]
        if number > 0:
            rows.append((number, one))
    return Found(segments[1], rows)


@lru_cache(maxsize=4)
def compiled(text: str, name: str) -> Codebook:
    """The codebook of a file's bytes, compiled once a process."""
    from coding.codebooks.codebook import parse_codebook

    return parse_codebook(text, name)


def read_anywhere(block: Block, codebook: str, name: str, weak: bool) -> Found:
    """`read` for another process or machine: everything it needs is in its arguments."""
    return read(block, compiled(codebook, name), weak=weak)
