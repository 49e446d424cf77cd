"""When an indicator is too rare to tell how well coders agree on it.

Three rules, each a convention of this compendium and no law: a code that either coder gave to fewer than ten segments;
a code found in fewer than three transcripts; an interval of kappa wider than 0.4, which leaves open whether agreement
is good or poor (so too for other coefficients). Where one applies, no figure is to be read without its counts.
"""

from __future__ import annotations

from typing import Literal

from coding.intercoder.agreement import Agreement
from coding.statistics.bootstrap import Estimate

LEAST_SEGMENTS = 10
LEAST_TRANSCRIPTS = 3
WIDEST = 0.4

Reason = Literal["segments", "transcripts", "interval"]


def reasons(one: Agreement) -> list[Reason]:
    """Why to be cautious with the agreement on a code; empty when there is no cause."""
    found: list[Reason] = []
    if one.either < LEAST_SEGMENTS:
        found.append("segments")
    if one.transcripts < LEAST_TRANSCRIPTS:
        found.append("transcripts")
    if wide(one.kappa):
        found.append("interval")
    return found


def wide(one: Estimate) -> bool:
    """Whether an interval leaves open whether agreement is good or poor."""
    return one.high - one.low > WIDEST
