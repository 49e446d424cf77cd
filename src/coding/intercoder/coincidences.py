"""Krippendorff's alpha of any number of coders, nominal or ordinal, with gaps where a coder did not read.

Coincidences and alpha: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), and Content Analysis (2013),
ch. 12. The figure itself comes from the library krippendorff; the thousands of resampled ones from the same
arithmetic on sums of coincidences (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from coding.statistics import bootstrap
from coding.statistics.bootstrap import DRAWS, NOTHING, Array, Estimate


def counted(units: Sequence[Sequence[int]], values: int) -> Array:
    """How many coders gave each unit each value, ``[units, values]``. units: the values 0, 1, … that each was given."""
    counts = np.zeros((len(units), values))
    for line, given in enumerate(units):
        for value in given:
            counts[line, value] += 1
    return counts


def coincidences(counts: Array) -> Array:
    """Pairs of values within units, ``[values, values]``, each unit's pairs weighing 1 / (coders - 1).

    Units with fewer than two values hold no pair and drop out.
    """
    counts = counts[counts.sum(axis=1) > 1]
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    pairs: Array = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    return pairs


def alpha(pairs: Array, *, ordinal: bool) -> Array:
    """Krippendorff's alpha of coincidences ``[..., values, values]``; nan where one value alone was given.

    Ordinal differences are those of mid-ranks among all values given, squared; nominal ones are 0 or 1.
    """
    given = pairs.sum(axis=-1)
    total = given.sum(axis=-1)
    if ordinal:
        middle = given.cumsum(axis=-1) - given / 2
        difference = (middle[..., :, None] - middle[..., None, :]) ** 2
    else:
        difference = np.broadcast_to(1 - np.eye(pairs.shape[-1]), pairs.shape)
    observed = (pairs * difference).sum(axis=(-2, -1))
    expected = (given[..., :, None] * given[..., None, :] * difference).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (total - 1) * observed / np.where(expected > 0, expected, 1), np.nan)


def estimate(clusters: Mapping[str, Array], *, ordinal: bool, draws: int = DRAWS) -> Estimate:
    """Alpha over all clusters (transcripts), with its interval. clusters: name → counts as `counted` gives them."""
    import krippendorff

    if not clusters:
        return NOTHING
    per_cluster = np.array([coincidences(clusters[name]) for name in sorted(clusters)])
    pairs = per_cluster.sum(axis=0)
    if (pairs.sum(axis=0) > 0).sum() < 2:  # with one value alone nobody could have differed
        return NOTHING
    counts = np.concatenate([clusters[name] for name in sorted(clusters)])
    value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal" if ordinal else "nominal"))
    samples = np.tensordot(bootstrap.weights(len(per_cluster), draws), per_cluster, axes=1)
    return bootstrap.estimate(value, alpha(samples, ordinal=ordinal), len(per_cluster))
