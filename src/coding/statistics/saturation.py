"""Saturation: how many transcripts until nothing new appears. Transcripts are samples, what is found in them are species.

The mean over all orders of the transcripts is exact (sample-based rarefaction: Ugland, Gray and Ellingsen 2003,
doi:10.1046/j.1365-2656.2003.00748.x; Mao Tau of Colwell, Mao and Chang 2004, doi:10.1890/03-0557). What is still unseen
has a lower bound (Chao 1987, doi:10.2307/2531532). The rule of new information: Guest, Namey and Chen 2020,
doi:10.1371/journal.pone.0232076.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coding.statistics.bootstrap import SEED, Array, Estimate

Incidence = npt.NDArray[np.bool_]  # [transcripts, items]: whether an item was found in a transcript
ORDERS = 1_000
BASE, RUN, NEW = 4, 2, 0.05  # transcripts, transcripts, share: Guest, Namey and Chen (2020)


@dataclass(frozen=True)
class Saturation:
    """What transcripts brought, one after the other.

    curve, low, high, dated: items after 1, 2, … transcripts: mean of all orders, its 95 % band, and in the order given.
    once, twice: items found in one, in two transcripts. following: items to be expected new in one transcript more.
    unseen: at least so many items are still unseen (Chao2); nan with fewer than two transcripts, as `following` is.
    reached: transcripts before the first run that brings hardly anything new, in the order given; None when there is none.
    typical: the same in random orders, median and 95 % of those that reach it. share_reached: the share that does.
    """

    items: int
    curve: list[float]
    low: list[float]
    high: list[float]
    dated: list[int]
    once: int
    twice: int
    following: float
    unseen: float
    reached: int | None
    typical: Estimate
    share_reached: float

    @property
    def transcripts(self) -> int:
        return len(self.curve)

    @property
    def enough(self) -> bool:
        """Whether there are transcripts for a base and one run at all."""
        return self.transcripts >= BASE + RUN


def incidence(transcripts: Sequence[str], found: Iterable[tuple[str, str]]) -> Incidence:
    """Which items are in which transcripts. found: (transcript, item), any number of times, in any order.

    Lines follow `transcripts`; what is found in others is left out.
    """
    place = {name: number for number, name in enumerate(transcripts)}
    pairs = {(name, item) for name, item in found if name in place}
    column = {item: number for number, item in enumerate(sorted({item for _, item in pairs}))}
    matrix = np.zeros((len(transcripts), len(column)), dtype=bool)
    for name, item in pairs:
        matrix[place[name], column[item]] = True
    return matrix


def saturation(matrix: Incidence, *, orders: int = ORDERS) -> Saturation:
    """All of it for transcripts in the order given (that of their dates)."""
    count = len(matrix)
    found_in = matrix.sum(axis=0)
    once, twice = int((found_in == 1).sum()), int((found_in == 2).sum())
    walks = _walks(matrix, orders)
    low, high = np.percentile(walks, [2.5, 97.5], axis=0) if count else (np.zeros(0), np.zeros(0))
    dated = accumulated(matrix)
    stops = [stop for stop in (new_information(walk) for walk in walks.tolist()) if stop is not None]
    unseen = chao2(once, twice, count)
    return Saturation(
        items=int((found_in > 0).sum()),
        curve=expected(found_in.tolist(), count),
        low=low.tolist(),
        high=high.tolist(),
        dated=dated,
        once=once,
        twice=twice,
        following=following(once, unseen, count),
        unseen=unseen,
        reached=new_information(dated),
        typical=_typical(stops),
        share_reached=len(stops) / orders if count >= BASE + RUN else math.nan,
    )


def accumulated(matrix: Incidence) -> list[int]:
    """Items found after 1, 2, … transcripts in the order of the lines."""
    if not len(matrix):
        return []
    counts: list[int] = np.maximum.accumulate(matrix, axis=0).sum(axis=1).tolist()
    return counts


def expected(found_in: Sequence[int], transcripts: int) -> list[float]:
    """The mean number of items after 1, 2, … transcripts over all orders. found_in: transcripts that hold each item.

    An item is missed by k of n transcripts with chance C(n - f, k) / C(n, k).
    """
    return [
        sum(1 - math.comb(transcripts - held, taken) / math.comb(transcripts, taken) for held in found_in)
        for taken in range(1, transcripts + 1)
    ]


def _walks(matrix: Incidence, orders: int) -> Array:
    """Items found after each transcript in random orders, ``[orders, transcripts]``; the seed is fixed."""
    if not len(matrix):
        return np.zeros((0, 0))
    generator = np.random.default_rng(SEED)
    drawn = np.array([generator.permutation(len(matrix)) for _ in range(orders)])
    walks: Array = np.maximum.accumulate(matrix[drawn], axis=1).sum(axis=2)
    return walks


def chao2(once: int, twice: int, transcripts: int) -> float:
    """At least so many items are unseen: (n - 1) / n times Q1² / 2 Q2, or Q1 (Q1 - 1) / 2 where none is found twice.

    nan with fewer than two transcripts: one cannot tell what repeats.
    """
    if transcripts < 2:
        return math.nan
    part = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return (transcripts - 1) / transcripts * part


def following(once: int, unseen: float, transcripts: int) -> float:
    """Items to be expected new in the next transcript (Colwell et al. 2012, doi:10.1093/jpe/rtr044, for one more sample)."""
    if math.isnan(unseen):
        return math.nan
    return unseen * once / (transcripts * unseen + once) if unseen and once else 0.0


def new_information(items: Sequence[float]) -> int | None:
    """Transcripts before the first run whose new items are at most 5 % of those of the base; None when no run is.

    items: found after 1, 2, … transcripts. Base: the first four; runs of two, each beginning one transcript later.
    """
    if len(items) < BASE + RUN or not items[BASE - 1]:
        return None
    for before in range(BASE, len(items) - RUN + 1):
        if items[before + RUN - 1] - items[before - 1] <= NEW * items[BASE - 1]:
            return before
    return None


def _typical(stops: Sequence[int]) -> Estimate:
    if not stops:
        return Estimate(math.nan, math.nan, math.nan)
    low, middle, high = np.percentile(stops, [2.5, 50, 97.5])
    return Estimate(float(middle), float(low), float(high))
