"""Agreement of two coders on one code, each figure with an interval from a bootstrap over whole transcripts.

Measures are taken of tables of counts, so that thousands of resampled tables cost no more than one. No light library
computes them so; tests hold them against published examples and against nltk, krippendorff and irrCAC's results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.statistics import bootstrap
from coding.statistics.bootstrap import DRAWS, Array, Estimate


@dataclass(frozen=True)
class Agreement:
    """Agreement of two coders on the presence of one code in segments.

    both, only_first, only_second, neither: numbers of segments. transcripts: those in which either gave the code.
    percent: share of segments on which they agree. positive: Dice's share of agreement on presence, which the mass
    of uncoded text cannot lift. kappa: Cohen (1960). alpha: Krippendorff, nominal. ac1: Gwet (2008).
    """

    both: int
    only_first: int
    only_second: int
    neither: int
    transcripts: int
    percent: Estimate
    positive: Estimate
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate

    @property
    def either(self) -> int:
        """Segments that at least one of the two gave the code."""
        return self.both + self.only_first + self.only_second

    @property
    def segments(self) -> int:
        """Segments that both read."""
        return self.either + self.neither


def percent(counts: Array) -> Array:
    """Observed agreement of tables ``counts[..., 4]``: both, only first, only second, neither."""
    both, first, second, neither = np.moveaxis(counts, -1, 0)
    return _divide(both + neither, both + first + second + neither)


def positive(counts: Array) -> Array:
    """Specific agreement on presence, 2a / (2a + b + c) (Dice 1945; Fleiss 1975)."""
    both, first, second, _ = np.moveaxis(counts, -1, 0)
    return _divide(2 * both, 2 * both + first + second)


def kappa(counts: Array) -> Array:
    """Cohen's kappa (1960), (p_o - p_e) / (1 - p_e) with p_e from each coder's own margins.

    >>> round(float(kappa(np.array([20.0, 5, 10, 15]))), 3)
    0.4
    """
    both, first, second, neither = np.moveaxis(counts, -1, 0)
    total = both + first + second + neither
    expected = _divide((both + first) * (both + second) + (second + neither) * (first + neither), total**2)
    return _divide(percent(counts) - expected, 1 - expected)


def alpha(counts: Array) -> Array:
    """Krippendorff's alpha for two coders, nominal, no missing: 1 - (N - 1) D / (2 n_0 n_1), N = 2 x segments,
    D = 2 x segments on which they differ (Krippendorff, Content Analysis, 2013, ch. 12)."""
    both, first, second, neither = np.moveaxis(counts, -1, 0)
    ones, zeros = 2 * both + first + second, 2 * neither + first + second
    return 1 - _divide((ones + zeros - 1) * 2 * (first + second), 2 * ones * zeros)


def ac1(counts: Array) -> Array:
    """Gwet's AC1 (2008): chance agreement 2 q (1 - q), q the mean share of presence."""
    both, first, second, neither = np.moveaxis(counts, -1, 0)
    share = _divide(2 * both + first + second, 2 * (both + first + second + neither))
    expected = 2 * share * (1 - share)
    return _divide(percent(counts) - expected, 1 - expected)


def _divide(above: Array, below: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below == 0, np.nan, above / np.where(below == 0, 1, below))


def compare(segments: Iterable[tuple[str, str]], first: set[str], second: set[str], *, draws: int = DRAWS) -> Agreement:
    """Agreement on one code.

    segments: (transcript, segment) of all segments that both coders read. first, second: the segments that each
    gave the code. Intervals: percentiles of `draws` bootstrap samples of transcripts, with a fixed seed.
    """
    tables = tabulate(segments, first, second)
    return summarise(tables, draws=draws)


def tabulate(segments: Iterable[tuple[str, str]], first: set[str], second: set[str]) -> dict[str, Array]:
    """Per transcript the numbers of segments: both, only first, only second, neither."""
    tables: dict[str, Array] = {}
    for transcript, segment in segments:
        place = (0 if segment in second else 1) if segment in first else (2 if segment in second else 3)
        tables.setdefault(transcript, np.zeros(4))[place] += 1
    return tables


def pooled(tables: Iterable[Mapping[str, Array]]) -> dict[str, Array]:
    """The tables of several codes as one: every decision on a segment and a code counts alike."""
    total: dict[str, Array] = {}
    for one in tables:
        for transcript, counts in one.items():
            total[transcript] = total.get(transcript, np.zeros(4)) + counts
    return total


def summarise(tables: Mapping[str, Array], *, draws: int = DRAWS) -> Agreement:
    """Point estimates from the sum of the transcripts' tables, intervals by resampling transcripts."""
    clusters = np.array([tables[name] for name in sorted(tables)]) if tables else np.zeros((1, 4))
    total = clusters.sum(axis=0)
    samples = bootstrap.weights(len(clusters), draws) @ clusters
    both, only_first, only_second, neither = (int(number) for number in total)

    def estimate(measure: Callable[[Array], Array]) -> Estimate:
        return bootstrap.estimate(float(measure(total)), measure(samples), len(clusters))

    return Agreement(
        both, only_first, only_second, neither, int((clusters[:, :3].sum(axis=1) > 0).sum()),
        *(estimate(measure) for measure in (percent, positive, kappa, alpha, ac1)),
    )  # fmt: skip


def nltk_kappa_alpha(segments: Sequence[str], first: set[str], second: set[str]) -> tuple[float, float]:
    """Kappa and alpha once more, by nltk's AnnotationTask: a second opinion on our own arithmetic."""
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(
        data=[
            (coder, segment, segment in given)
            for coder, given in (("first", first), ("second", second))
            for segment in segments
        ]
    )
    return float(task.kappa()), float(task.alpha())
