"""The common odds ratio of 2 × 2 tables in several strata, exactly: conditional on the margins of every stratum.

Given the margins, the count of one cell is hypergeometric in each stratum, and the sum over strata is their convolution
(Cox 1970, The Analysis of Binary Data; Mehta, Patel and Gray 1985, doi:10.1080/01621459.1985.10478212). So differences
between strata make no relation. As R's ``mantelhaen.test(exact = TRUE)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coding.statistics.bootstrap import Estimate

Array = npt.NDArray[np.float64]
Fourfold = tuple[int, int, int, int]  # both, only the first, only the second, neither
LEVEL = 0.05
# Outcomes as likely as the one seen but for rounding count as equally likely (as in R).
_TIE = 1 + 1e-7
_WIDEST = 60.0  # natural logarithm of an odds ratio


@dataclass(frozen=True)
class Common:
    """A common odds ratio with its 95 % interval, the two-sided p, and the sum of the cell "both".

    ratio: 0 or infinite at the ends of what the margins allow; nan where they allow one outcome only (then p is 1).
    strata: number of strata whose margins leave more than one outcome.
    """

    ratio: Estimate
    p: float
    both: int
    strata: int


def common(tables: Iterable[Fourfold]) -> Common:
    """The conditional maximum likelihood estimate, the interval of Clopper and Pearson's kind, and the exact test.

    p sums all outcomes that are no more likely than the one seen. The order of the tables never matters.
    """
    ordered = sorted(tables)
    both = sum(table[0] for table in ordered)
    least, weights, informative = 0, np.ones(1), 0
    for table in ordered:
        low, chances = _hypergeometric(table)
        least += low
        informative += len(chances) > 1
        weights = np.convolve(weights, chances)
    seen = both - least
    if len(weights) == 1:
        return Common(Estimate(math.nan, math.nan, math.nan), 1.0, both, 0)
    p = min(1.0, float(weights[weights <= weights[seen] * _TIE].sum() / weights.sum()))
    return Common(_estimate(weights, seen), p, both, informative)


def _hypergeometric(table: Fourfold) -> tuple[int, Array]:
    """(smallest possible count of the first cell, chances of it and of each larger one) given the margins."""
    both, first, second, neither = table
    rows, others, column = both + first, second + neither, both + second
    low, high = max(0, column - others), min(rows, column)
    all_ways = math.comb(rows + others, column)
    return low, np.array([math.comb(rows, n) * math.comb(others, column - n) / all_ways for n in range(low, high + 1)])


def _estimate(weights: Array, seen: int) -> Estimate:
    last = len(weights) - 1
    counts = np.arange(len(weights))

    def mean(log_ratio: float) -> float:
        return float((counts * tilted(weights, log_ratio)).sum()) - seen

    def at_least(log_ratio: float) -> float:
        return float(tilted(weights, log_ratio)[seen:].sum()) - LEVEL / 2

    def at_most(log_ratio: float) -> float:
        return LEVEL / 2 - float(tilted(weights, log_ratio)[: seen + 1].sum())

    value = 0.0 if seen == 0 else math.inf if seen == last else math.exp(_root(mean))
    low = 0.0 if seen == 0 else math.exp(_root(at_least))
    high = math.inf if seen == last else math.exp(_root(at_most))
    return Estimate(value, low, high)


def tilted(weights: Array, log_ratio: float) -> Array:
    """The distribution under an odds ratio other than 1 (noncentral): weights times the ratio to the power of the count."""
    with np.errstate(divide="ignore"):
        logs = np.log(weights) + log_ratio * np.arange(len(weights))
    shares: Array = np.exp(logs - logs.max())
    shares /= shares.sum()
    return shares


def _root(rising: Callable[[float], float]) -> float:
    """Where a rising function is 0, by halving: sure, and the same on every machine to the digits printed."""
    low, high = -_WIDEST, _WIDEST
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
