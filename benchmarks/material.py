"""Reads the invented material: samples for `coding.evaluation.quality`, one of single answers and one of whole texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coding.evaluation.quality import Key, Sample
from coding.evaluation.trials import Found
from coding.transcripts.talks import Talk, talks
from coding.transcripts.turns import split_turns

FOLDER = Path(__file__).resolve().parent / "material"
Method = Callable[[list[Talk]], Found]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _talks(name: str, text: str) -> list[Talk]:
    return list(talks(name, [(turn, text[turn.start : turn.end]) for turn in split_turns(text)]))


def answers(side: str, method: Method) -> tuple[Sample, set[str]]:
    """Answers as units: an answer has what any of its sentences has, with the best score.

    Returns the sample (each answer its own cluster) and the names of the answers that are about something else.
    """
    segments: list[tuple[str, str]] = []
    coded: dict[Key, str] = {}
    found: Found = {}
    elsewhere = set()
    everything: list[Talk] = []
    for row in _lines(FOLDER / side / "answers.jsonl"):
        name = row["id"]
        segments.append((name, name))
        coded |= {(name, code): status for code, status in row["codes"].items()}
        if not row["codes"]:
            elsewhere.add(name)
        everything += _talks(name, f"Pewawancara: {row['question']}\n\nInforman: {row['answer']}\n")
    for (segment, code), value in method(everything).items():
        key = segment.rpartition("-")[0], code
        if key not in found or value[0] > found[key][0]:
            found[key] = value
    return Sample(segments, coded, found), elsewhere


def texts(side: str, method: Method, names: str) -> Sample:
    """Whole texts whose names begin with one of these letters, sentence by sentence."""
    everything: list[Talk] = []
    for path in sorted((FOLDER / side).glob("*.txt")):
        if path.stem[0] in names:
            everything += _talks(path.stem, path.read_text(encoding="utf-8"))
    pieces = [
        (talk.transcript, piece) for talk in everything if talk.role in ("answers", "heads") for piece in talk.pieces
    ]
    coded: dict[Key, str] = {}
    for row in _lines(FOLDER / side / "codings.jsonl"):
        for transcript, piece in pieces:
            end = piece.start + len(piece.text)
            shared = min(end, row["end"]) - max(piece.start, row["start"])
            if transcript == row["transcript"] and 2 * shared > min(len(piece.text), row["end"] - row["start"]):
                coded[piece.segment, str(row["indicator"])] = row["status"]
    return Sample([(transcript, piece.segment) for transcript, piece in pieces], coded, method(everything))
