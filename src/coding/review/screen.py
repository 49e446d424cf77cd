"""What a coder has on the screen of one transcript: its words, what is to be decided, what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from coding.decisions import codings
from coding.decisions.decision import Decision
from coding.decisions.replay import Placer, Spot, Standing, State, as_written
from coding.files import Row
from coding.pipeline import Study
from coding.review.items import Item

Message = dict[str, Any]
ANY = ""  # stands for whatever indicator


class Screen:
    """What decisions change on the screen of one transcript. Each is applied by itself, in the time of a key press.

    codings: the coder's codings by "start-end-indicator". states: of each item, open, accepted or rejected. unsure:
    whether a coding lost its place. The same as `replay` and `in_segments` give; a test holds them together.
    """

    def __init__(self, transcript: str, segments: Sequence[Row], items: Sequence[Item], text_sha256: str) -> None:
        self.transcript, self.text_sha256 = transcript, text_sha256
        self.places = codings.places_of(segments).get(transcript, [])
        self.items: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            self.items[item.segment].append(item)
        self.begin([], as_written)

    def begin(self, decisions: Iterable[Decision], place: Placer) -> None:
        """Start anew with the decisions that count, in the order of time."""
        self.latest: tuple[Any, ...] = ()
        self.unsure = False
        self.codings: dict[str, Message] = {}
        self.states = {key(item): "open" for items in self.items.values() for item in items}
        self._state = State(place)
        self._coded: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._settled: set[tuple[str, str]] = set()
        counted = list(decisions)
        for one in counted:
            place(one)  # as in `replay`: a later line may know the place of an earlier one
        self.apply(counted)

    def apply(self, decisions: Iterable[Decision]) -> set[str]:
        """Let more decisions count, later than all before and none of them an undo or redo.

        Returns the keys of the codings and items that may have changed.
        """
        touched: set[str] = set()
        for one in decisions:
            self.latest = one.order
            spots = self._state.apply(one)
            for spot in spots:
                start, end, elsewhere = spot[2:]
                segments = [] if elsewhere else codings.segments_of(start, end, self.places)
                if not segments:
                    self.unsure = self.unsure or elsewhere != "" or one.text_sha256 != self.text_sha256
                    continue
                if spot is spots[0]:
                    told = {one.indicator, one.replaces, ANY}
                    self._settled |= {(segment, indicator) for segment in segments for indicator in told}
                touched |= self._put(start, end, spot, segments)
                for item in (item for segment in segments for item in self.items.get(segment, ())):
                    self.states[key(item)] = self._state_of(item)
                    touched.add(key(item))
        return touched

    def _put(self, start: int, end: int, spot: Spot, segments: Sequence[str]) -> set[str]:
        prefix = f"{start}-{end}-"
        now = {prefix + one.indicator: one for one in self._state.at(spot)}
        before = {name for segment in segments for name in self._coded[segment, ANY] if name.startswith(prefix)}
        for name in before:
            self.codings.pop(name, None)
        for name, one in now.items():
            self.codings[name] = {field: getattr(one, field) for field in CODING}
        for segment in segments:
            for name in before | now.keys():
                for indicator in (name.removeprefix(prefix), ANY):
                    self._coded[segment, indicator].discard(name)
                    if name in now:
                        self._coded[segment, indicator].add(name)
        return before | now.keys()

    def _state_of(self, item: Item) -> str:
        if self._coded.get((item.segment, item.indicator)):
            return "accepted"
        return "rejected" if (item.segment, item.indicator) in self._settled else "open"

    def at(self, spot: Spot) -> list[Standing]:
        """The coder's codings that stand on a spot."""
        return self._state.at(spot)

    @property
    def progress(self) -> Message:
        return {
            "items": len(self.states),
            "done": sum(state != "open" for state in self.states.values()),
            "codings": len(self.codings),
            "completed": bool(self._state.completed.get(self.transcript)),
        }

    def patch(self, touched: Iterable[str]) -> Message:
        """What the front end has to know of some codings and items, and how far the coder is."""
        names = sorted(touched)
        return {
            "transcript": self.transcript,
            "codings": [self.codings[name] for name in names if name in self.codings],
            "gone": [name for name in names if name not in self.codings and name not in self.states],
            "states": {name: self.states[name] for name in names if name in self.states},
            "progress": self.progress,
        }


CODING = ("start", "end", "indicator", "status", "subcode", "memo")


def difference(before: tuple[dict[str, Message], dict[str, str]], now: Screen) -> set[str]:
    """Keys of the codings and items that are not as they were."""
    codings_before, states_before = before
    keys = codings_before.keys() | now.codings.keys() | states_before.keys() | now.states.keys()
    return {
        name
        for name in keys
        if codings_before.get(name) != now.codings.get(name) or states_before.get(name) != now.states.get(name)
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


def _role(person: Row | None) -> dict[str, str]:
    if person is None:
        return {"id": "", "en": ""}
    return {"id": person["role"], "en": person["role_en"] or person["role"]}
