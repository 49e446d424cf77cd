"""What a coder has on the screen of one transcript: its words, what is to be decided, what was decided."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from coding import codings
from coding.files import Row
from coding.pipeline import Study
from coding.replay import Replay, Standing
from coding.review.items import Item

Message = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Screen:
    """What changes with decisions. codings: by place and indicator. states: of each item, open, accepted or rejected."""

    codings: dict[str, Message]
    states: dict[str, str]
    completed: bool
    lost: int

    @property
    def progress(self) -> Message:
        return {
            "items": len(self.states),
            "done": sum(state != "open" for state in self.states.values()),
            "codings": len(self.codings),
            "completed": self.completed,
            "lost": self.lost,
        }


def screen(replayed: Replay, coder: str, transcript: str, segments: Sequence[Row], items: Sequence[Item]) -> Screen:
    """The screen of a transcript after the replay of one coder's decisions on it."""
    settled = set(codings.in_segments(replayed.settled, segments))
    coded = codings.in_segments(replayed.standing, segments)
    return Screen(
        {f"{one.start}-{one.end}-{one.indicator}": _coding(one) for one in replayed.standing},
        {key(item): _state(item, settled, coded) for item in items},
        coder in replayed.completed.get(transcript, set()),
        len(replayed.lost),
    )


def difference(transcript: str, before: Screen, now: Screen) -> Message | None:
    """What is different on the screen of a transcript; None when nothing is."""
    if before == now:
        return None
    return {
        "transcript": transcript,
        "codings": [coding for name, coding in now.codings.items() if before.codings.get(name) != coding],
        "gone": [name for name in before.codings if name not in now.codings],
        "states": {name: state for name, state in now.states.items() if before.states.get(name) != state},
        "progress": now.progress,
    }


def text_of(study: Study, transcript: str, segments: Sequence[Row]) -> Message:
    """The words of a transcript with who speaks them. Offsets are code points of the canonical text."""
    text = study.texts[transcript]
    roles = {row["participant"]: row for row in study.people if row["transcript"] == transcript}
    return {
        "transcript": transcript,
        "turns": [
            {
                "number": turn.number,
                "speaker": turn.speaker,
                "role": _role(roles.get(turn.speaker)),
                "kind": turn.kind,
                "start": turn.start,
                "text": text[turn.start : turn.end],
            }
            for turn in study.turns[transcript]
        ],
        "segments": [[row["segment"], int(row["start"]), int(row["end"])] for row in segments],
    }


def key(item: Item) -> str:
    """Names an item: segment and indicator."""
    return f"{item.segment}:{item.indicator}"


def _coding(one: Standing) -> Message:
    return {name: getattr(one, name) for name in ("start", "end", "indicator", "status", "subcode", "memo")}


def _state(item: Item, settled: set[tuple[str, str]], coded: Mapping[tuple[str, str], Sequence[Standing]]) -> str:
    if not item.indicator:  # a sampled segment: read, whatever was found in it
        if any(segment == item.segment for segment, _ in coded):
            return "accepted"
        return "rejected" if any(segment == item.segment for segment, _ in settled) else "open"
    if (item.segment, item.indicator) in coded:
        return "accepted"
    return "rejected" if (item.segment, item.indicator) in settled else "open"


def _role(person: Row | None) -> dict[str, str]:
    if person is None:
        return {"id": "", "en": ""}
    return {"id": person["role"], "en": person["role_en"] or person["role"]}
