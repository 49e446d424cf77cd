"""Krippendorff's alpha_U: do two coders mark the same stretches of a text, whatever its segments?

Formulas: Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25, 47-76,
doi:10.2307/271061, in the form of Content Analysis (2004), whose example on p. 254 is a test. Sections of a continuum
are units (marked stretches) and the gaps between them; two sections differ by the square of how far their ends lie
apart. The coefficient is meant for two coders here: with more, it was found not to behave as expected (Krippendorff,
Mathet, Bouvry and Widlöcher 2016, doi:10.1007/s11135-015-0266-1), so more coders are compared by pairs. Codes may
overlap one another; each has a continuum of its own. Spans stand as coders made them: two sentences coded one by one
are two units, and differ from one span over both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coding.statistics import bootstrap
from coding.statistics.bootstrap import DRAWS, NOTHING, Array, Estimate

Span = tuple[int, int]  # half-open, in characters of the continuum


@dataclass(frozen=True)
class Continuum:
    """One text and one code. length: its characters. spans: of each of two coders, in order and not overlapping."""

    length: int
    spans: tuple[Sequence[Span], Sequence[Span]]


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one: a coder marks a place once. Spans that only touch stay apart.

    >>> disjoint([(5, 9), (0, 3), (2, 5)])
    [(0, 5), (5, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def difference(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Sum of the squared differences of one coder's sections and the other's, in characters squared.

    Units that overlap: the squares of how far their starts and their ends lie apart. A unit wholly in the other's gap:
    the square of its length. All else: nothing.
    """
    total = 0
    for mine, theirs in ((first, second), (second, first)):
        for start, end in mine:
            met = [(s, e) for s, e in theirs if s < end and start < e]
            # Pairs of units are met from both sides, and are to count once.
            total += 0 if met else (end - start) ** 2
            total += sum((start - s) ** 2 + (end - e) ** 2 for s, e in met) if mine is first else 0
    return total


@dataclass(frozen=True)
class _Terms:
    """What alpha_U needs of some texts and one code, ready to be summed over any draw of the texts."""

    lengths: Array
    observed: Array
    units: Array
    cubes: Array
    squares: Array
    rooms: Array


def _terms(continua: Sequence[Continuum]) -> _Terms:
    units = [np.array([e - s for spans in one.spans for s, e in spans], dtype=float) for one in continua]
    gaps = [np.array([gap for spans in one.spans for gap in _gaps(spans, one.length)], dtype=float) for one in continua]
    return _Terms(
        lengths=np.array([one.length for one in continua], dtype=float),
        # Each pair of sections counts from both coders' sides.
        observed=np.array([2 * difference(*one.spans) for one in continua], dtype=float),
        units=np.array([len(one) for one in units], dtype=float),
        cubes=np.array([(2 * one**3 - 3 * one**2 + one).sum() for one in units]),
        squares=np.array([(one * (one - 1)).sum() for one in units]),
        rooms=np.array([[_room(some, other) for other in gaps] for some in units]),
    )


def _gaps(spans: Sequence[Span], length: int) -> list[int]:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), length]
    return [start - end for end, start in zip(ends, starts, strict=True) if start > end]


def _room(units: Array, gaps: Array) -> float:
    """Squared lengths of units, each times the number of places at which it would lie wholly in a gap."""
    return float((units[:, None] ** 2 * np.maximum(0, gaps[None, :] - units[:, None] + 1)).sum())


def _disagreement(terms: _Terms, drawn: Array) -> tuple[Array, Array]:
    """Observed and expected disagreement of each draw. drawn: ``[draws, texts]``, how often each text is in it."""
    length = drawn @ terms.lengths
    observed = drawn @ terms.observed / (2 * length**2)
    rooms = np.einsum("ds,st,dt->d", drawn, terms.rooms, drawn)
    expected = 2 / length * ((drawn @ terms.units - 1) / 3 * (drawn @ terms.cubes) + rooms)
    expected /= 2 * length * (2 * length - 1) - drawn @ terms.squares
    return observed, expected


def disagreement(continua: Sequence[Continuum]) -> tuple[float, float]:
    """Observed and expected disagreement on one code over some texts, laid end to end."""
    observed, expected = _disagreement(_terms(continua), np.ones((1, len(continua))))
    return float(observed[0]), float(expected[0])


def alpha_u(codes: Mapping[str, Mapping[str, Continuum]], *, draws: int = DRAWS) -> dict[str, Estimate]:
    """alpha_U of each code, and over all codes ("all"), with intervals by resampling texts.

    codes: code → transcript → what two coders marked there; all codes of the same transcripts. Over all codes: one
    minus the sum of observed by the sum of expected disagreements. nan for a code that neither gave.
    """
    names = sorted({name for texts in codes.values() for name in texts})
    if not names:
        return dict.fromkeys([*codes, "all"], NOTHING)
    drawn = bootstrap.weights(len(names), draws)
    once = np.ones((1, len(names)))
    found: dict[str, Estimate] = {}
    sums = [np.zeros((2, 1)), np.zeros((2, draws))]
    for code, texts in codes.items():
        terms = _terms([texts[name] for name in names])
        parts = [np.array(_disagreement(terms, picks)) for picks in (once, drawn)]
        found[code] = _estimate(parts, len(names))
        sums = [total + part for total, part in zip(sums, parts, strict=True)]
    found["all"] = _estimate(sums, len(names))
    return found


def _estimate(parts: Sequence[Array], texts: int) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        value, drawn = (np.where(expected > 0, 1 - observed / expected, np.nan) for observed, expected in parts)
    return bootstrap.estimate(float(value[0]), drawn, texts)
