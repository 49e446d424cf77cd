"""The replay of decisions: which codings stand after all of them, who has read what, and what lost its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coding.decisions import anchors
from coding.decisions.anchors import Place
from coding.decisions.decision import CONSENSUS, Decision


@dataclass(frozen=True)
class Standing:
    """A coding of one coder that stands after the replay. decision: the one that last shaped it."""

    coder: str
    transcript: str
    start: int
    end: int
    indicator: str
    status: str
    subcode: str
    memo: str
    mode: str = ""
    by: str = ""
    decision: Decision | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Lost:
    """A coding whose words cannot be found with certainty in the text as it is now: for the person to place.

    Also a consensus that rejected what coders hold: without its place, theirs would silently stand again.

    how: gone (neither words nor context), several (more than one place would do), unsure (the words without their
    context), missing (the whole transcript), or interviewer (its place is no informant's any more).
    """

    decision: Decision
    how: str


@dataclass(frozen=True)
class Settled:
    """A span on which one coder decided for or against an indicator ("" when none applies), whatever stands now."""

    coder: str
    transcript: str
    start: int
    end: int
    indicator: str
    mode: str = ""


@dataclass(frozen=True)
class Replay:
    """What stands after all decisions, and who has read what.

    begun, completed: transcript → coders. Whoever only judged a sample (elusion) or decided between coders
    (consensus) has not begun to read the transcript.
    """

    standing: list[Standing]
    begun: dict[str, set[str]]
    completed: dict[str, set[str]]
    lost: list[Lost] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


Placer = Callable[[Decision], Place]


def placer(texts: Mapping[str, str], hashes: Mapping[str, str]) -> Placer:
    """Finds the place of a decision in the texts as they are now.

    Decisions on one span of one text have one place: what one of them tells of its surroundings serves all.
    """
    known: dict[tuple[str, str, int, int], tuple[Place, set[tuple[str, str, bool]]]] = {}

    def place(one: Decision) -> Place:
        if hashes.get(one.transcript) == one.text_sha256:
            return Place(one.start, one.end, "same")
        if one.transcript not in texts:
            return Place(0, 0, "missing")
        span, context = (one.transcript, one.text_sha256, one.start, one.end), (one.prefix, one.suffix, one.unique)
        found, tried = known.get(span, (None, set()))
        if found is None or not (found.sure or context in tried):
            again = anchors.find(texts[one.transcript], one.quote, one.prefix, one.suffix, telling=one.unique)
            found = again if found is None or again.sure else found
            known[span] = found, tried | {context}
        return found

    return place


def as_written(one: Decision) -> Place:
    """The place that the decision itself tells, for texts that did not change."""
    return Place(one.start, one.end, "same")


def counting(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that count, in the order of time: each line once, without those undone and without the undoing.

    Lines of equal times have one order, so that merged logs give one result in whatever order they are read.
    """
    ordered = sorted({one.id: one for one in decisions}.values(), key=lambda one: one.order)
    undone: set[tuple[str, str]] = set()
    for one in ordered:
        if one.action == "undo":
            undone.add((one.coder, one.of))
        elif one.action == "redo":
            undone.discard((one.coder, one.of))
    return [one for one in ordered if one.action not in ("undo", "redo") and (one.coder, one.id) not in undone]


def replay(decisions: Sequence[Decision], place: Placer = as_written) -> Replay:
    """Apply the decisions that count, one after the other."""
    counted = counting(decisions)
    for one in counted:
        place(one)  # before any is applied: a later line may know the place of an earlier one
    state = State(place)
    for one in counted:
        state.apply(one)
    return state.result()


# Where a coding stands: its coder, transcript and span; one without a sure place is known by its words of that time.
Spot = tuple[str, str, int, int, str]


class State:
    """What stands so far, decision by decision, in the order of time.

    settled: spans that were decided on. begun, completed: transcript → coders.
    """

    def __init__(self, place: Placer) -> None:
        self.place = place
        self.here: dict[Spot, dict[str, tuple[Decision, Place]]] = {}
        self.where: dict[str, tuple[Spot, str]] = {}
        self.begun: dict[str, set[str]] = {}
        self.completed: dict[str, set[str]] = {}
        self.settled: dict[Settled, None] = {}
        self.astray: dict[str, Lost] = {}

    def at(self, spot: Spot) -> list[Standing]:
        """The codings that stand on a spot."""
        return [_standing(one, place) for one, place in self.here.get(spot, {}).values() if place.sure]

    def apply(self, one: Decision) -> list[Spot]:
        """Let one decision count. Returns the spots whose codings it may have changed."""
        if one.mode not in ("elusion", "consensus"):
            self.begun.setdefault(one.transcript, set()).add(one.coder)
        if one.action == "complete":
            self.completed.setdefault(one.transcript, set()).add(one.coder)
            return []
        place = self.place(one)
        if place.sure:
            key = (one.coder, one.transcript, place.start, place.end, "")
        else:  # the same words at another place of that text are another spot
            key = (one.coder, one.transcript, one.start, one.end, one.text_sha256 + one.quote)
        if place.sure:
            for indicator in {one.indicator, one.replaces} - {""} or {""}:
                self.settled[Settled(one.coder, one.transcript, place.start, place.end, indicator, one.mode)] = None
        touched = [key]
        self.astray.pop(one.of, None)
        if one.action == "reject":
            touched += self._remove(one, key, [one.indicator])
            if one.coder == CONSENSUS and not place.sure and not one.of:
                self.astray[one.id] = Lost(one, place.how)
        elif one.action == "change":
            touched += self._remove(one, key, [one.replaces] if one.replaces else list(self.here.get(key, {})))
        if one.action in ("accept", "add", "change"):
            self.here.setdefault(key, {})[one.indicator] = one, place
            self.where[one.id] = key, one.indicator
        return touched

    def _remove(self, one: Decision, key: Spot, indicators: Sequence[str]) -> list[Spot]:
        if one.of:  # the coding that this very line made, wherever its words stand now
            targets = [self.where[one.of]] if one.of in self.where else []
        else:
            targets = [(key, indicator) for indicator in indicators]
        for there, indicator in targets:
            self.here.get(there, {}).pop(indicator, None)
        return [there for there, _ in targets]

    def result(self) -> Replay:
        standing, lost = [], list(self.astray.values())
        for held in self.here.values():
            for one, place in held.values():
                if place.sure:
                    standing.append(_standing(one, place))
                else:
                    lost.append(Lost(one, place.how))
        standing.sort(key=lambda s: (s.transcript, s.start, s.end, s.indicator, s.coder))
        lost.sort(key=lambda entry: (entry.decision.transcript, entry.decision.start, entry.decision.order))
        return Replay(standing, self.begun, self.completed, lost, list(self.settled))


def _standing(one: Decision, place: Place) -> Standing:
    return Standing(
        one.coder,
        one.transcript,
        place.start,
        place.end,
        one.indicator,
        one.status,
        one.subcode,
        one.memo,
        one.mode,
        one.by,
        one,
    )
