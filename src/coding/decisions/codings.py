"""Codings: what stands after the decisions, by segment and indicator; the rows of codings.csv."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from coding.decisions.decision import CONSENSUS
from coding.decisions.replay import Lost, Replay, Standing
from coding.files import Row


class Span(Protocol):
    """Anything that stands on a span of a transcript and tells of an indicator."""

    @property
    def transcript(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def indicator(self) -> str: ...


AnySpan = TypeVar("AnySpan", bound=Span)


def in_segments(spans: Iterable[AnySpan], segments: Iterable[Row]) -> dict[tuple[str, str], list[AnySpan]]:
    """Codings by (segment, indicator). A span belongs to the segments it covers by half, or else to the one it
    covers most."""
    places = places_of(segments)
    found: dict[tuple[str, str], list[AnySpan]] = defaultdict(list)
    for span in spans:
        for name in segments_of(span.start, span.end, places.get(span.transcript, [])):
            found[name, span.indicator].append(span)
    return found


Places = list[tuple[int, int, str]]


def places_of(segments: Iterable[Row]) -> dict[str, Places]:
    """transcript → (start, end, name) of its segments, in the order of the text."""
    places: dict[str, Places] = defaultdict(list)
    for row in segments:
        places[row["transcript"]].append((int(row["start"]), int(row["end"]), row["segment"]))
    return {transcript: sorted(found) for transcript, found in places.items()}


def segments_of(start: int, end: int, places: Places) -> list[str]:
    """Names of the segments of one transcript that a span belongs to."""
    overlaps = []
    for first, last, name in places[bisect_right(places, start, key=lambda place: place[1]) :]:
        if first >= end:
            break
        overlaps.append((min(last, end) - max(first, start), last - first, name))
    names = [name for shared, length, name in overlaps if 2 * shared >= length]
    return names or [max(overlaps)[2]] if overlaps else []


def coding_rows(
    replayed: Replay,
    segments: Sequence[Row],
    suggestions: Sequence[Row],
    *,
    district: str,
    texts: Mapping[str, str],
    kinds: Mapping[str, str],
    people: Mapping[tuple[str, str], Row],
    reconstructed: bool,
) -> list[dict[str, Any]]:
    """Rows of codings.csv: one a segment and indicator.

    What coders decided stands; where they differ in status, it is `unclear` and the memo says who said what. Where
    they have come to a consensus, that stands alone.
    A transcript that nobody has begun stands on the machine's suggestions, and its rows say so.
    kinds: coder → human or demonstration. people: (transcript, speaker) → row of participants.csv.
    """
    by_name = {row["segment"]: row for row in segments}
    rows = []
    for (name, indicator), held in what_stands(replayed, segments).items():
        segment = by_name[name]
        start = max(min(one.start for one in held), int(segment["start"]))
        end = min(max(one.end for one in held), int(segment["end"]))
        rows.append(_row(segment, indicator, start, end, _merge(held), _source(held, kinds)))
    strongest: dict[tuple[str, str], Row] = {}
    for suggestion in suggestions:
        if suggestion["transcript"] not in replayed.begun:
            key = suggestion["segment"], suggestion["indicator"]
            if key not in strongest or _strength(suggestion) > _strength(strongest[key]):
                strongest[key] = suggestion
    for (name, indicator), suggestion in strongest.items():
        segment = by_name[name]
        merged = {"status": suggestion["status"], "coders": "", "memo": f"keyword: {suggestion['keyword']}"}
        rows.append(_row(segment, indicator, int(segment["start"]), int(segment["end"]), merged, "machine"))
    for row in rows:
        person = people[row["transcript"], row.pop("speaker")]
        row.update(
            district=district,
            method=person["method"],
            stakeholder=person["stakeholder"],
            level=person["level"],
            quote=texts[row["transcript"]][row["start"] : row["end"]],
            reconstructed=reconstructed,
        )
    return sorted(rows, key=lambda row: row["coding"])


def what_stands(replayed: Replay, segments: Sequence[Row]) -> dict[tuple[str, str], list[Standing]]:
    """All coders' codings by (segment, indicator); where a consensus decided, its own, or none when it rejected.

    The codings of a consensus stand first in their list, before those of the coders who held the same.
    """
    held = in_segments(replayed.standing, segments)
    for decided in in_segments((one for one in replayed.settled if one.coder == CONSENSUS), segments):
        segment, indicator = decided  # "" where the consensus is that none applies
        for key in [key for key in held if key == decided or (not indicator and key[0] == segment)]:
            agreed = [one for one in held[key] if one.coder == CONSENSUS]
            if agreed:
                held[key] = agreed + [one for one in held[key] if one.coder != CONSENSUS]
            else:
                held.pop(key)
    return held


def on_informants(replayed: Replay, segments: Sequence[Row], hashes: Mapping[str, str]) -> Replay:
    """The replay without the codings that came to stand on no informant's words since their text changed: they join
    those that lost their place."""
    placed = {one for held in in_segments(replayed.standing, segments).values() for one in held}
    astray = [
        one.decision
        for one in replayed.standing
        if one not in placed and one.decision and one.decision.text_sha256 != hashes[one.transcript]
    ]
    if not astray:
        return replayed
    gone = {one.id for one in astray}
    return replace(
        replayed,
        standing=[one for one in replayed.standing if not one.decision or one.decision.id not in gone],
        lost=[*replayed.lost, *(Lost(one, "interviewer") for one in astray)],
    )


def _row(segment: Row, indicator: str, start: int, end: int, merged: Mapping[str, str], source: str) -> dict[str, Any]:
    return {
        "coding": f"{segment['segment']}-c{indicator}",
        "transcript": segment["transcript"],
        "segment": segment["segment"],
        "speaker": segment["speaker"],
        "start": start,
        "end": end,
        "indicator": indicator,
        "source": source,
        **merged,
    }


def _merge(held: Sequence[Standing]) -> dict[str, str]:
    ordered = sorted(held, key=lambda one: (one.coder != CONSENSUS, one.coder, one.start, one.end))
    deciding = [one for one in ordered if one.coder == CONSENSUS] or ordered
    statuses = {one.status for one in deciding}
    subcodes = {one.subcode for one in deciding}
    memos = [f"{_name(one)}: {one.memo}" for one in ordered if one.memo]
    if len({one.status for one in ordered}) > 1:
        memos.insert(0, ", ".join(f"{_name(one)}: {one.status}" for one in ordered))
    return {
        "status": statuses.pop() if len(statuses) == 1 else "unclear",
        "subcode": subcodes.pop() if len(subcodes) == 1 else "",
        "coders": ";".join(sorted({coder for one in ordered for coder in deciders(one)})),
        "memo": " | ".join(memos),
    }


def deciders(one: Standing) -> list[str]:
    """The persons behind a coding: its coder, or those who came to the consensus."""
    return [name for name in one.by.split(";") if name] if one.coder == CONSENSUS else [one.coder]


def _name(one: Standing) -> str:
    return f"{CONSENSUS} ({', '.join(deciders(one))})" if one.coder == CONSENSUS else one.coder


def _source(held: Sequence[Standing], kinds: Mapping[str, str]) -> str:
    persons = {coder for one in held for coder in deciders(one)}
    return "human" if any(kinds[person] == "human" for person in persons) else "demonstration"


def _strength(suggestion: Row) -> tuple[bool, float, str]:
    return suggestion["status"] != "unclear", float(suggestion["score"]), suggestion["suggestion"]
