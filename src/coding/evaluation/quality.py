"""How well suggestions meet codings: precision, recall, F1, status, and the reading they save.

Intervals come from a bootstrap over whole transcripts, as in `bootstrap`: sentences of one interview are no
independent draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.statistics.bootstrap import DRAWS, SEED, Array, Estimate

Key = tuple[str, str]  # segment, indicator


@dataclass(frozen=True)
class Sample:
    """Segments that were read to the end, what coders gave them, and what the machine proposes.

    segments: (transcript, segment). coded: key → status. found: key → (score, status); what has no key scores 0.
    """

    segments: Sequence[tuple[str, str]]
    coded: Mapping[Key, str]
    found: Mapping[Key, tuple[float, str]]

    def shown(self, least: float) -> dict[Key, tuple[float, str]]:
        """What a researcher sees when suggestions below this score are held back."""
        return {key: value for key, value in self.found.items() if value[0] >= least}


@dataclass(frozen=True)
class Fit:
    """Precision, recall and F1 of one indicator, or their means over indicators (macro)."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    suggested: int
    coded: int


def fit(sample: Sample, codes: Sequence[str], least: float, *, draws: int = DRAWS) -> dict[str, Fit]:
    """Per indicator and over all ("macro"), by segment and indicator. nan where nothing was suggested or coded."""
    counts = _counts(sample, codes, least)
    total = counts.sum(axis=0)
    generator = np.random.default_rng(SEED)
    picks = generator.integers(0, len(counts), size=(draws, len(counts)))
    drawn = counts[picks].sum(axis=1)
    value, samples = _prf(total), _prf(drawn)
    found: dict[str, Fit] = {}
    for number, code in enumerate(codes):
        precision, recall, f1 = (_estimate(value[number, k], samples[:, number, k]) for k in range(3))
        both, only_found, only_coded = (int(one) for one in total[number])
        found[code] = Fit(precision, recall, f1, both + only_found, both + only_coded)
    precision, recall, f1 = (_estimate(_mean(value[:, k]), _mean(samples[:, :, k])) for k in range(3))
    both, only_found, only_coded = (int(one) for one in total.sum(axis=0))
    found["macro"] = Fit(precision, recall, f1, both + only_found, both + only_coded)
    return found


def _counts(sample: Sample, codes: Sequence[str], least: float) -> Array:
    """(transcripts, codes, 3): found and coded, only found, only coded."""
    rows = {name: number for number, name in enumerate(sorted({transcript for transcript, _ in sample.segments}))}
    counts = np.zeros((max(1, len(rows)), len(codes), 3))
    shown = sample.shown(least)
    for transcript, segment in sample.segments:
        for number, code in enumerate(codes):
            key = segment, code
            if key in shown:
                counts[rows[transcript], number, 0 if key in sample.coded else 1] += 1
            elif key in sample.coded:
                counts[rows[transcript], number, 2] += 1
    return counts


def _prf(counts: Array) -> Array:
    """Precision, recall, F1 in the last axis of counts[..., 3]."""
    both, only_found, only_coded = np.moveaxis(counts, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack(
            [
                both / (both + only_found),
                both / (both + only_coded),
                2 * both / (2 * both + only_found + only_coded),
            ],
            axis=-1,
        )


def _mean(values: Array) -> Array:
    with np.errstate(invalid="ignore"):
        valid = ~np.isnan(values)
        total = np.where(valid, values, 0).sum(axis=-1)
        result: Array = np.where(valid.any(axis=-1), total / np.maximum(valid.sum(axis=-1), 1), np.nan)
    return result


def _estimate(value: float | Array, drawn: Array) -> Estimate:
    kept = drawn[~np.isnan(drawn)]
    low, high = np.percentile(kept, [2.5, 97.5]) if len(kept) else (np.nan, np.nan)
    return Estimate(float(value), float(low), float(high))


def status_right(sample: Sample, least: float, *, draws: int = DRAWS) -> Estimate:
    """Share of the segments and indicators both shown and coded whose status the machine has right."""
    where = {segment: transcript for transcript, segment in sample.segments}
    shown = sample.shown(least)
    both = [key for key in shown if key in sample.coded and key[0] in where]
    names = sorted({where[segment] for segment, _ in both})
    counts = np.zeros((max(1, len(names)), 2))
    for key in both:
        right = shown[key][1] == sample.coded[key]
        counts[names.index(where[key[0]]), 0 if right else 1] += 1
    picks = np.random.default_rng(SEED).integers(0, len(counts), size=(draws, len(counts)))
    return _estimate(_share(counts.sum(axis=0)), _share(counts[picks].sum(axis=1)))


def _share(counts: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Array = counts[..., 0] / counts.sum(axis=-1)
    return share


def share_to_read(sample: Sample, recall: float = 0.95) -> float:
    """Share of segments that one reads, in the order of their best score, to meet this share of the coded ones.

    Segments of equal score (above all those that nothing was found for) come in random order: the expected place of
    the k-th of m coded among n is k (n + 1) / (m + 1). nan when nothing is coded.
    """
    best: dict[str, float] = {}
    for (segment, _), (score, _) in sample.found.items():
        best[segment] = max(best.get(segment, 0.0), score)
    coded = {segment for segment, _ in sample.coded}
    groups: dict[float, list[int]] = {}
    for _, segment in sample.segments:
        group = groups.setdefault(best.get(segment, 0.0), [0, 0])
        group[0] += 1
        group[1] += segment in coded
    wanted = recall * sum(with_code for _, with_code in groups.values())
    if not wanted:
        return float("nan")
    read = met = 0.0
    for score in sorted(groups, reverse=True):
        size, with_code = groups[score]
        if met + with_code >= wanted:
            return (read + (wanted - met) * (size + 1) / (with_code + 1)) / len(sample.segments)
        read, met = read + size, met + with_code
    return 1.0


def work_saved(sample: Sample, recall: float = 0.95) -> float:
    """Work saved over sampling, WSS@95 (Cohen et al. 2006): the share one need not read, less 1 - recall.

    Reading in random order saves nothing (0); a perfect order saves recall minus the share of coded segments.
    """
    return 1 - share_to_read(sample, recall) - (1 - recall)
