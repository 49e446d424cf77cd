"""Double coding: the transcripts that two or more coders read to the end, and what each of them gave there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from coding.decisions.codings import in_segments
from coding.decisions.decision import CONSENSUS
from coding.files import Row
from coding.intercoder.unitizing import Continuum, Span, disjoint
from coding.pipeline import Study

ORDER = {"absent": 0, "partial": 1, "present": 2}  # statuses that can be ordered; unclear is none of them

Key = tuple[str, str]  # segment, indicator


@dataclass(frozen=True)
class Given:
    """What one coder gave a segment for one indicator. Spans of one segment that differ in status make it unclear."""

    status: str
    memo: str


@dataclass(frozen=True)
class Pair:
    """Two coders and the transcripts that both read to the end."""

    first: str
    second: str
    transcripts: tuple[str, ...]

    @property
    def coders(self) -> tuple[str, str]:
        return self.first, self.second

    @property
    def name(self) -> str:
        return f"{self.first} × {self.second}"


@dataclass(frozen=True)
class DoubleCoding:
    """All that agreement is reckoned from.

    readers: transcript → coders who read it to the end, where there are two or more. given: coder → (segment,
    indicator) → what that coder gave, in transcripts read to the end. spans: (coder, transcript, indicator) → the
    places marked, in characters of the informants' sentences laid end to end. lengths: transcript → those characters.
    """

    segments: Sequence[Row]
    readers: Mapping[str, tuple[str, ...]]
    given: Mapping[str, Mapping[Key, Given]]
    spans: Mapping[tuple[str, str, str], Sequence[Span]]
    lengths: Mapping[str, int]

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two coders with a transcript in common; those who share most come first."""
        shared: dict[tuple[str, str], list[str]] = defaultdict(list)
        for transcript in sorted(self.readers):
            for first, second in combinations(self.readers[transcript], 2):
                shared[first, second].append(transcript)
        found = [Pair(*coders, tuple(transcripts)) for coders, transcripts in shared.items()]
        return sorted(found, key=lambda pair: (-len(pair.transcripts), pair.coders))

    @cached_property
    def coders(self) -> list[str]:
        """Coders who share a transcript with another."""
        return sorted({coder for readers in self.readers.values() for coder in readers})

    def of(self, transcripts: Iterable[str]) -> list[Row]:
        """The segments of some transcripts."""
        wanted = set(transcripts)
        return [row for row in self.segments if row["transcript"] in wanted]

    def with_code(self, coder: str, code: str) -> set[str]:
        """Segments that a coder gave this indicator, or any ("any")."""
        return {segment for segment, one in self.given[coder] if code in ("any", one)}

    def statuses(self, code: str, transcripts: Sequence[str], coders: Sequence[str]) -> dict[str, list[list[int]]]:
        """Transcript → one list a segment and indicator, with the ordered statuses that these coders gave it.

        code: one indicator, or "all". Only coders who read the transcript; `unclear` has no place in the order.
        """
        place = {row["segment"]: row["transcript"] for row in self.of(transcripts)}
        found: dict[str, list[list[int]]] = {transcript: [] for transcript in transcripts}
        for key in sorted({key for coder in coders for key in self.given[coder]}):
            if key[0] in place and code in ("all", key[1]):
                held = [self.given[coder][key].status for coder in coders if key in self.given[coder]]
                ordered = [ORDER[status] for status in held if status in ORDER]
                found[place[key[0]]].append(ordered)
        return found

    def continua(self, pair: Pair, codes: Sequence[str]) -> dict[str, dict[str, Continuum]]:
        """Indicator → transcript → where either coder of a pair marked it."""
        return {
            code: {
                transcript: Continuum(
                    self.lengths[transcript],
                    (self.spans.get((pair.first, transcript, code), ()),
                     self.spans.get((pair.second, transcript, code), ())),
                )
                for transcript in pair.transcripts
            }
            for code in codes
        }  # fmt: skip


def load(study: Study) -> DoubleCoding:
    """What a district's coders double-coded; empty where nobody read the same text as another."""
    # What coders agreed on afterwards agrees with each of them by its making, and is no coder's.
    completed = {
        transcript: tuple(sorted(coder for coder in coders if coder != CONSENSUS))
        for transcript, coders in study.replay.completed.items()
    }
    readers = {transcript: coders for transcript, coders in completed.items() if len(coders) > 1}
    standing = [one for one in study.replay.standing if one.coder in readers.get(one.transcript, ())]
    segments = [row for row in study.segments if row["transcript"] in readers]
    given: dict[str, dict[Key, Given]] = {coder: {} for coders in readers.values() for coder in coders}
    for key, held in in_segments(standing, segments).items():
        for coder in {one.coder for one in held}:
            mine = sorted((one for one in held if one.coder == coder), key=lambda one: (one.start, one.end))
            statuses = {one.status for one in mine}
            memo = " | ".join(dict.fromkeys(one.memo for one in mine if one.memo))
            given[coder][key] = Given(statuses.pop() if len(statuses) == 1 else "unclear", memo)
    marked: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    lines = {transcript: Line([row for row in segments if row["transcript"] == transcript]) for transcript in readers}
    for one in standing:
        start, end = (lines[one.transcript].place(offset) for offset in (one.start, one.end))
        if start < end:
            marked[one.coder, one.transcript, one.indicator].append((start, end))
    return DoubleCoding(
        segments=segments,
        readers=readers,
        given=given,
        spans={key: disjoint(spans) for key, spans in marked.items()},
        lengths={transcript: line.length for transcript, line in lines.items()},
    )


class Line:
    """The segments of one transcript, laid end to end: a continuum without questions, names of speakers or blanks.

    >>> line = Line([{"start": "10", "end": "14"}, {"start": "20", "end": "23"}])
    >>> line.length, [line.place(offset) for offset in (0, 12, 17, 21, 99)]
    (7, [0, 2, 4, 5, 7])
    """

    def __init__(self, segments: Sequence[Row]) -> None:
        self._segments = sorted((int(row["start"]), int(row["end"])) for row in segments)
        self.length = sum(end - start for start, end in self._segments)

    def place(self, offset: int) -> int:
        """Where an offset of the text lies on the line."""
        return sum(min(max(offset - start, 0), end - start) for start, end in self._segments)
