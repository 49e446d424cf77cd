"""The rows of a review sheet: one a question, with what the coder has decided so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coding.decisions import codings
from coding.decisions.decision import Decision
from coding.decisions.replay import Placer, Standing, counting, replay
from coding.files import Row
from coding.pipeline import Study
from coding.review.items import Item, from_suggestions

Key = tuple[str, str]  # segment, indicator ("" where a decision was on none)
Span = tuple[int, int]


@dataclass(frozen=True)
class Filled:
    """What stands in the coder's cells of one row, as keys. part: code:key."""

    decision: str = ""
    indicator: str = ""
    status: str = ""
    part: str = ""
    memo: str = ""


@dataclass(frozen=True)
class Question:
    """One row as it was written.

    suggested, suggested_status: of the machine; "" for none. line: the coder's line whose coding the row shows, or "".
    seen: indicator → the coder's latest line on it in this segment, at the time of writing.
    """

    number: int
    segment: str
    start: int
    end: int
    suggested: str = ""
    suggested_status: str = ""
    line: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    filled: Filled = Filled()
    reasons: dict[str, str] = field(default_factory=dict)


class Held:
    """What one coder holds of one transcript.

    codings: those that stand. latest: the last line on each segment and indicator, be it a decision or its undoing.
    declined: the last decision there, if it was against the indicator. completed: lines that declared the transcript
    read to its end.
    """

    def __init__(self, transcript: str, made: Sequence[Decision], place: Placer, places: codings.Places) -> None:
        mine = sorted((one for one in made if one.transcript == transcript), key=lambda one: one.order)
        counted = counting(mine)
        replayed = replay(mine, place)
        self.codings = replayed.standing
        self.completed = [one for one in counted if one.action == "complete"]
        self.latest: dict[Key, str] = {}
        self.declined: dict[Key, Decision] = {}
        self._places = places
        by_id = {one.id: one for one in mine}
        counts = {one.id for one in counted}
        for one in mine:
            about = by_id.get(one.of) if one.action in ("undo", "redo") else one
            if about is None or about.action == "complete":
                continue
            self._touch(one, about, place, one.id in counts)
            if target := by_id.get(about.of):
                self._touch(one, target, place, False)

    def _touch(self, one: Decision, about: Decision, place: Placer, counts: bool) -> None:
        where = place(about)
        for segment in self.segments(where.start, where.end) if where.sure else ():
            # A change names what it replaces only where that is another indicator.
            for indicator in {about.indicator, about.replaces} if about.action != "none" else {""}:
                if indicator or about.action == "none":
                    self.latest[segment, indicator] = one.id
                    if counts:
                        self._decline(one, segment, indicator)

    def _decline(self, one: Decision, segment: str, indicator: str) -> None:
        against = one.action in ("reject", "none") or (one.action == "change" and indicator == one.replaces)
        if against:
            self.declined[segment, indicator] = one
        else:
            self.declined.pop((segment, indicator), None)

    def segments(self, start: int, end: int) -> list[str]:
        return codings.segments_of(start, end, self._places)

    def at(self, span: Span) -> dict[str, Standing]:
        """The codings on exactly this span, by indicator."""
        return {one.indicator: one for one in self.codings if (one.start, one.end) == span}

    def on(self, segment: str) -> list[Standing]:
        return [one for one in self.codings if segment in self.segments(one.start, one.end)]

    def seen(self, segments: Iterable[str]) -> dict[str, str]:
        """indicator → the latest lines on it in these segments."""
        wanted = set(segments)
        found: dict[str, str] = {}
        for (segment, indicator), line in sorted(self.latest.items()):
            if segment in wanted and line not in found.get(indicator, "").split():
                found[indicator] = f"{found.get(indicator, '')} {line}".strip()
        return found


def questions(study: Study, transcript: str, held: Held, *, blind: bool) -> list[Question]:
    """The rows of one transcript in the order of the text. blind: none tells of a suggestion."""
    segments = [row for row in study.segments if row["transcript"] == transcript]
    asked: dict[str, list[Item]] = defaultdict(list)
    if not blind:
        of_it = [row for row in study.suggestions if row["transcript"] == transcript]
        for item in from_suggestions(of_it, segments):
            asked[item.segment].append(item)
    standing: dict[str, list[Standing]] = defaultdict(list)
    for one in held.codings:
        for name in held.segments(one.start, one.end):
            standing[name].append(one)
    rows: list[Question] = []
    for segment in segments:
        rows += _of_segment(segment, asked[segment["segment"]], standing[segment["segment"]], held, len(rows) + 1)
    return rows


def _of_segment(
    segment: Row, asked: Sequence[Item], standing: Sequence[Standing], held: Held, first: int
) -> list[Question]:
    """A row a suggestion with the coding that answers it, and a row for each further coding; one row at least."""
    name, span = segment["segment"], (int(segment["start"]), int(segment["end"]))
    left = list(standing)
    answers: list[tuple[Item | None, Standing | None]] = []
    for item in asked:
        answers.append((item, _take(left, [one for one in left if one.indicator == item.indicator])))
    for n, (asking, coding) in enumerate(answers):
        if asking is not None and coding is None:
            answers[n] = asking, _take(left, [one for one in left if _replaced(one) == asking.indicator])
    answers += [(None, one) for one in left]
    rows = []
    for number, (asking, coding) in enumerate(answers or [(None, None)], start=first):
        start, end = (coding.start, coding.end) if coding else span
        rows.append(
            Question(
                number,
                name,
                start,
                end,
                suggested=asking.indicator if asking else "",
                suggested_status=asking.status if asking else "",
                line=coding.decision.id if coding and coding.decision else "",
                seen=held.seen(held.segments(start, end)),
                filled=_coded(coding, asking) if coding else _declined(held, name, asking),
                reasons=_reasons(asking),
            )
        )
    return rows


def _replaced(one: Standing) -> str:
    return one.decision.replaces if one.decision else ""


def _take(left: list[Standing], fitting: Sequence[Standing]) -> Standing | None:
    if not fitting:
        return None
    left.remove(fitting[0])
    return fitting[0]


def _coded(coding: Standing, item: Item | None) -> Filled:
    as_suggested = item is None or (item.indicator, item.status) == (coding.indicator, coding.status)
    return Filled(
        "accept" if as_suggested else "change",
        coding.indicator,
        coding.status,
        f"{coding.indicator}:{coding.subcode}" if coding.subcode else "",
        coding.memo,
    )


def _declined(held: Held, segment: str, item: Item | None) -> Filled:
    against = held.declined.get((segment, item.indicator if item else ""))
    return Filled("reject", memo=against.memo) if against else Filled()


def _reasons(item: Item | None) -> dict[str, str]:
    if item is None:
        return {}
    return {
        language: "\n".join(dict.fromkeys(hit.reason[language] for hit in item.hits if hit.reason[language]))
        for language in ("id", "en")
    }
