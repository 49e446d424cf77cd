"""What a coder is asked to decide on: suggestions, a sample of what no suggestion touched, coders' differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from coding.decisions.codings import in_segments
from coding.decisions.decision import CONSENSUS
from coding.decisions.replay import Replay
from coding.files import Row
from coding.suggestions import reasons


@dataclass(frozen=True)
class Hit:
    """The words that made a suggestion, and why."""

    start: int
    end: int
    keyword: str
    cue: str
    reason: dict[str, str]


@dataclass(frozen=True)
class Claim:
    """What one coder holds of an indicator in a segment; status "" when the coder did not give it."""

    coder: str
    status: str
    memo: str


@dataclass(frozen=True)
class Item:
    """One question to a coder: does this indicator apply to this segment, and with which status?

    indicator: "" when any may (a sampled segment). score: how likely a coder accepts, 0 to 1. hits: the words that
    suggest it, the strongest first. claims: what each coder holds, where they differ.
    """

    segment: str
    transcript: str
    start: int
    end: int
    indicator: str
    status: str = ""
    subcode: str = ""
    score: float = 0.0
    hits: tuple[Hit, ...] = ()
    claims: tuple[Claim, ...] = field(default=())


def _on(segment: Row, indicator: str, **more: Any) -> Item:
    """A question on a whole segment."""
    place = segment["segment"], segment["transcript"], int(segment["start"]), int(segment["end"])
    return Item(*place, indicator, **more)


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.transcript, item.start, item.indicator))


def from_suggestions(suggestions: Iterable[Row], segments: Sequence[Row]) -> list[Item]:
    """One item a segment and indicator, in the order of the text, with the status of its strongest suggestion."""
    by_name = {row["segment"]: row for row in segments}
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in suggestions:
        grouped[row["segment"], row["indicator"]].append(row)
    items = []
    for (name, indicator), rows in grouped.items():
        rows.sort(key=lambda row: (-float(row["score"]), row["status"] == "unclear", int(row["start"])))
        items.append(
            _on(
                by_name[name],
                indicator,
                status=rows[0]["status"],
                score=float(rows[0]["score"]),
                hits=tuple(
                    Hit(
                        int(row["start"]),
                        int(row["end"]),
                        reasons.shown(row["keyword"]),
                        row["cue"],
                        {"id": row["reason_id"], "en": row["reason_en"]},
                    )
                    for row in rows
                ),
            )
        )
    return _in_order(items)


def from_sample(names: Sequence[str], segments: Sequence[Row]) -> list[Item]:
    """One item a sampled segment, in the order of the text: of any indicator."""
    sampled = set(names)
    return _in_order(_on(row, "") for row in segments if row["segment"] in sampled)


def from_differences(replayed: Replay, segments: Sequence[Row]) -> list[Item]:
    """Segments of transcripts that two or more coders read to the end, and on an indicator of which they differ."""
    by_name = {row["segment"]: row for row in segments}
    items = []
    for (name, indicator), held in in_segments(replayed.standing, segments).items():
        segment = by_name[name]
        readers = sorted(replayed.completed.get(segment["transcript"], set()) - {CONSENSUS})
        given = {one.coder: one for one in held if one.coder in readers}
        if len(readers) < 2 or not given:
            continue
        statuses = {given[coder].status if coder in given else "" for coder in readers}
        if len(statuses) < 2:
            continue
        named = statuses - {""}
        items.append(
            _on(
                segment,
                indicator,
                status=named.pop() if len(named) == 1 else "",
                claims=tuple(
                    Claim(coder, given[coder].status, given[coder].memo) if coder in given else Claim(coder, "", "")
                    for coder in readers
                ),
            )
        )
    return _in_order(items)
