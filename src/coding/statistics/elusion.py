"""Elusion: the share of relevant segments among those that no keyword suggested, judged on a random sample.

The name comes from document review in law, where the recall that follows is much treated (Webber 2013, Approximate
Recall Confidence Intervals, doi:10.1145/2414782.2414784). Here all suggestions are reviewed, so only what the others
hide is unknown. The sample is drawn without replacement from a known number of segments; the number of relevant ones
in it is hypergeometric, and the interval can be exact: it holds every total that does not make the sample too unlikely
from above or from below, 2.5 % each (the way of Clopper and Pearson 1934; on the hypergeometric distribution: Wang 2015,
doi:10.1080/01621459.2014.966191). It covers the truth in at least 95 % of samples.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from coding.statistics.bootstrap import Estimate

SIZE = 200  # segments: a share of a tenth then has an interval of some four points to either side
SEED = 20_161_104
_ONE_SIDE = 40  # one in forty: 2.5 %


@dataclass(frozen=True)
class Elusion:
    """What a sample of the segments without a suggestion tells.

    without: segments that no keyword suggested (N). judged: sampled ones that were judged (n). relevant: those of them
    that some code applies to (k). suggested_relevant: relevant segments that had a suggestion (R). passed_over: sampled
    segments left unjudged before the last judged one; where there are some, the sample may no longer be random.
    share: k / n. missed: relevant segments among all N. recall: R / (R + missed).
    """

    without: int
    judged: int
    relevant: int
    suggested_relevant: int
    passed_over: int
    unreviewed: int
    share: Estimate
    missed: Estimate
    recall: Estimate


def sample(segments: Iterable[str], size: int = SIZE, seed: int = SEED) -> list[str]:
    """A simple random sample, in the order in which to judge it.

    Segments are ordered by a hash of seed and name, so that neither the order of the input nor later additions move
    those already drawn against each other, and a larger sample begins with the smaller one.
    """
    ordered = sorted(set(segments), key=lambda name: (hashlib.sha256(f"{seed}:{name}".encode()).digest(), name))
    return ordered[:size]


def estimate(
    segments: Iterable[str],
    suggested: Set[str],
    judged: Set[str],
    relevant: Set[str],
    *,
    size: int = SIZE,
    seed: int = SEED,
) -> Elusion:
    """Elusion from the judged part of the seeded sample.

    segments: all there are. suggested: those with a suggestion. judged: those that somebody looked at and judged; of
    the ones without a suggestion only those in the sample count. relevant: those that some code applies to.
    """
    every = set(segments)
    drawn = sample(every - suggested, size, seed)
    looked_at = [name for name in drawn if name in judged]
    last = drawn.index(looked_at[-1]) + 1 if looked_at else 0
    return from_counts(
        without=len(every - suggested),
        judged=len(looked_at),
        relevant=sum(name in relevant for name in looked_at),
        suggested_relevant=len(every & suggested & relevant),
        passed_over=last - len(looked_at),
        unreviewed=len((every & suggested) - judged - relevant),
    )


def from_counts(
    *, without: int, judged: int, relevant: int, suggested_relevant: int, passed_over: int = 0, unreviewed: int = 0
) -> Elusion:
    """Elusion from the numbers alone; nan throughout when nothing was judged."""
    if not judged:
        share = missed = recall = Estimate(math.nan, math.nan, math.nan)
    else:
        low, high = limits(relevant, judged, without)
        expected = without * relevant / judged
        share = Estimate(relevant / judged, low / without, high / without)
        missed = Estimate(expected, low, high)
        recall = Estimate(*(_recall(suggested_relevant, number) for number in (expected, high, low)))
    return Elusion(without, judged, relevant, suggested_relevant, passed_over, unreviewed, share, missed, recall)


def _recall(found: int, missed: float) -> float:
    return found / (found + missed) if found + missed else math.nan


@lru_cache(maxsize=4096)
def limits(relevant: int, judged: int, population: int) -> tuple[int, int]:
    """Exact 95 % limits of the number of relevant ones in the population, from a sample without replacement.

    In whole numbers throughout, so that nothing is rounded. All judged: both limits are what was found.

    >>> limits(0, 10, 10), limits(2, 10, 20)
    ((0, 0), (2, 9))
    """
    least, most = relevant, population - (judged - relevant)

    def at_least(total: int) -> int:
        """Ways to draw this many relevant ones or more, of `total` in the population."""
        return sum(_ways(total, number, judged, population) for number in range(relevant, min(judged, total) + 1))

    def at_most(total: int) -> int:
        return sum(_ways(total, number, judged, population) for number in range(min(relevant, total) + 1))

    ways = math.comb(population, judged)
    # The first grows with the total, the second falls: both limits are found by halving.
    low = _first(least, most, lambda total: _ONE_SIDE * at_least(total) > ways)
    high = most - _first(0, most - least, lambda back: _ONE_SIDE * at_most(most - back) > ways)
    return low, high


def _ways(total: int, number: int, judged: int, population: int) -> int:
    if judged - number > population - total:
        return 0
    return math.comb(total, number) * math.comb(population - total, judged - number)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from `low` to `high` for which something holds that, once it holds, goes on holding."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
