"""Which indicators stand together in the turns of informants: a relation only where a test bears it, never a bare count.

In all turns two indicators look related because most turns speak of neither; among coded turns alone they look opposed
because a coded turn must hold something. The two err in opposite directions: only what both show is called a relation.
Each transcript is a stratum, so that what makes transcripts differ makes no relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from coding.files import Row
from coding.statistics.multiple_testing import holm
from coding.statistics.strata import LEVEL, Common, Fourfold, common

Turn = tuple[str, str]  # transcript, number of the turn in it
Verdict = Literal["together", "apart", "not_shown"]
VERDICTS: tuple[Verdict, ...] = ("together", "apart", "not_shown")


@dataclass(frozen=True)
class Relation:
    """Two indicators in one universe of turns. p: adjusted over all pairs of that universe."""

    common: Common
    p: float

    @property
    def direction(self) -> int:
        """1: more often together than chance has it, -1: less often, 0: no test bears either."""
        value = self.common.ratio.value
        if not self.p < LEVEL or value == 1 or value != value:
            return 0
        return 1 if value > 1 else -1


@dataclass(frozen=True)
class Pair:
    """Two indicators: turns with both, and their relation among all turns and among coded turns only."""

    first: str
    second: str
    both: int
    all_turns: Relation
    coded_turns: Relation

    @property
    def verdict(self) -> Verdict:
        """A relation only when both universes show it in the same direction."""
        if self.all_turns.direction != self.coded_turns.direction:
            return "not_shown"
        return {1: "together", -1: "apart", 0: "not_shown"}[self.all_turns.direction]  # type: ignore[return-value]


def indicators_by_turn(
    segments: Iterable[Row], codings: Iterable[Row], transcripts: Collection[str]
) -> dict[Turn, frozenset[str]]:
    """The indicators that each informant's turn was given, turns without any included.

    transcripts: those that count. A coding belongs to the turn of its segment.
    """
    turn_of = {row["segment"]: (row["transcript"], row["turn"]) for row in segments if row["transcript"] in transcripts}
    given: dict[Turn, set[str]] = {turn: set() for turn in turn_of.values()}
    for coding in codings:
        if coding["segment"] in turn_of:
            given[turn_of[coding["segment"]]].add(coding["indicator"])
    return {turn: frozenset(codes) for turn, codes in given.items()}


def tables(turns: Mapping[Turn, frozenset[str]], first: str, second: str) -> dict[str, Fourfold]:
    """transcript → turns with both, with the first only, with the second only, with neither."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (transcript, _), codes in turns.items():
        counts[transcript][2 * (first not in codes) + (second not in codes)] += 1
    return {transcript: (n[0], n[1], n[2], n[3]) for transcript, n in sorted(counts.items())}


def pairs(turns: Mapping[Turn, frozenset[str]], codes: Sequence[str]) -> list[Pair]:
    """Every two indicators, in the order of the codebook; p adjusted by Holm over all pairs of a universe."""
    names = list(combinations(codes, 2))
    coded = {turn: given for turn, given in turns.items() if given}
    wide, narrow = _relations(turns, names), _relations(coded, names)
    return [
        Pair(first, second, wide[n].common.both, wide[n], narrow[n]) for n, (first, second) in enumerate(names)
    ]  # fmt: skip


def _relations(turns: Mapping[Turn, frozenset[str]], names: Sequence[tuple[str, str]]) -> list[Relation]:
    tested = [common(tables(turns, first, second).values()) for first, second in names]
    return [Relation(one, p) for one, p in zip(tested, holm([one.p for one in tested]), strict=True)]
