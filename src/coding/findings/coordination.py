"""From codings to findings: the coordination matrix, stakeholder × indicator × status, and its subtotals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coding.files import Row

CellStatus = Literal["present", "partial", "absent", "mixed", "unclear", "none"]
CELL_STATUSES: tuple[CellStatus, ...] = ("present", "partial", "absent", "mixed", "unclear", "none")
_ORDER = {"absent": 0, "partial": 1, "present": 2}
# Present and absent must each reach this share of a cell's clear codings for the cell to be mixed.
OPPOSED = 0.25


ALL = "all"


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: a status, and the codings it rests on.

    row: a stakeholder, a level, a district or all. told: informant → status of what this informant alone tells.
    """

    row: str
    indicator: str
    status: CellStatus
    counts: Mapping[str, int]
    segments: int
    told: Mapping[str, CellStatus]
    quotes: Sequence[Row]

    @property
    def informants(self) -> int:
        return len(self.told)

    @property
    def single(self) -> bool:
        """The cell rests on one informant."""
        return self.informants == 1

    @property
    def contradicted(self) -> bool:
        """Informants contradict each other: what one alone tells is present, what another alone tells is absent."""
        return {"present", "absent"} <= set(self.told.values())

    @property
    def marks(self) -> str:
        """† one informant; ‡ informants contradict each other."""
        return "†" if self.single else "‡" if self.contradicted else ""


def cell_status(counts: Mapping[str, int], *, opposed: float = OPPOSED) -> CellStatus:
    """The status of a cell from the numbers of its codings.

    1. No coding: none. 2. Only unclear codings: unclear. 3. Present and absent each a quarter (`opposed`) of the clear
    ones: mixed. 4. Else the median of the clear ones (absent < partial < present; between two, the lower).

    >>> cell_status({"absent": 3, "partial": 1, "unclear": 9})
    'absent'
    >>> cell_status({"absent": 2, "present": 2})
    'mixed'
    """
    clear = {status: counts.get(status, 0) for status in _ORDER}
    total = sum(clear.values())
    if total == 0:
        return "unclear" if counts.get("unclear", 0) else "none"
    if min(clear["present"], clear["absent"]) >= opposed * total:
        return "mixed"
    seen = 0
    for status in ("absent", "partial", "present"):
        seen += clear[status]
        if 2 * seen >= total:
            return status
    raise AssertionError("a median exists")


def matrix(
    codings: Iterable[Row],
    speakers: Mapping[str, str],
    rows: Sequence[str],
    indicators: Sequence[str],
    *,
    by: Literal["stakeholder", "level", "district"] = "stakeholder",
) -> dict[tuple[str, str], Cell]:
    """All cells, also empty ones, by (row, indicator).

    speakers: segment → role code of its speaker. by: the column of the codings that `rows` are values of; the row
    `ALL` takes every coding. A subtotal pools codings and gets its status by the rule of a cell.
    """
    by_cell: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for coding in codings:
        for row in (coding[by], ALL):
            by_cell[row, coding["indicator"]].append(coding)
    return {
        (row, indicator): _cell(row, indicator, by_cell[row, indicator], speakers)
        for row in rows
        for indicator in indicators
    }


def _cell(row: str, indicator: str, codings: list[Row], speakers: Mapping[str, str]) -> Cell:
    counts = Counter(coding["status"] for coding in codings)
    status = cell_status(counts)
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    for coding in codings:
        alone[speakers[coding["segment"]]][coding["status"]] += 1
    return Cell(
        row=row,
        indicator=indicator,
        status=status,
        counts=dict(counts),
        segments=len({coding["segment"] for coding in codings}),
        told={informant: cell_status(alone[informant]) for informant in sorted(alone)},
        quotes=rank_quotes(codings, status),
    )


def holds(cell: Cell) -> bool:
    """Whether a cell keeps its status whichever one of its transcripts is left out: no single talk makes it.

    False for a cell of one transcript.
    """
    transcripts = {coding["transcript"] for coding in cell.quotes}
    return bool(transcripts) and all(
        cell_status(Counter(coding["status"] for coding in cell.quotes if coding["transcript"] != left_out))
        == cell.status
        for left_out in transcripts
    )


def rank_quotes(codings: Iterable[Row], status: str) -> list[Row]:
    """Codings in the order in which they serve as the quote of a cell.

    First those of the cell's own status, then those held by more coders, then those nearest to 90 characters.
    """
    return sorted(
        codings,
        key=lambda coding: (
            coding["status"] != status,
            coding["status"] == "unclear",
            -len(coding["coders"].split(";")),
            abs(len(coding["quote"]) - 90),
            coding["coding"],
        ),
    )


def only_held_by_all(codings: Iterable[Row], completed: Mapping[str, set[str]]) -> list[Row]:
    """Codings that every coder who read the transcript to its end holds: the strict reading, for robustness."""
    return [
        coding
        for coding in codings
        if completed.get(coding["transcript"], set()) <= set(filter(None, coding["coders"].split(";")))
    ]
