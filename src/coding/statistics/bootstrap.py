"""Intervals from resampling whole clusters: transcripts, or the turns of one transcript.

Sentences of one interview are no independent draws, so what is drawn anew, with replacement, is not sentences but the
interviews that hold them (Field and Welsh 2007, Bootstrapping clustered data, doi:10.1111/j.1467-9868.2007.00593.x).
With few clusters such intervals tend to be too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
DRAWS = 2_000
SEED = 20_161_104


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; nan where it is not defined."""

    value: float
    low: float
    high: float


NOTHING = Estimate(float("nan"), float("nan"), float("nan"))


@lru_cache(maxsize=64)
def weights(clusters: int, draws: int = DRAWS) -> Array:
    """How often each cluster is in each draw: ``[draws, clusters]``, each line sums to the number of clusters.

    The seed is fixed, so the same number of clusters is always drawn the same way.
    """
    generator = np.random.default_rng(SEED)
    picks = generator.integers(0, clusters, size=(draws, clusters))
    drawn = np.zeros((draws, clusters))
    np.add.at(drawn, (np.arange(draws)[:, None], picks), 1)
    drawn.flags.writeable = False  # it is shared
    return drawn


def estimate(value: float, drawn: Array, clusters: int) -> Estimate:
    """A figure with the 2.5th and 97.5th percentile of its draws; draws in which it is not defined are left out.

    A single cluster says nothing of how others would differ: then there is no interval.
    """
    defined = drawn[~np.isnan(drawn)]
    if clusters < 2 or not len(defined) or value != value:
        return Estimate(value, float("nan"), float("nan"))
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(value, float(low), float(high))
