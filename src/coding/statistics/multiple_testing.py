"""Many tests at once: the chance of one false alarm among all of them is held down."""

from __future__ import annotations

from collections.abc import Sequence

from coding.labels import LANGUAGES, Text, number

# Thresholds as which an adjusted p is printed: its further digits say nothing.
THRESHOLDS = (0.001, 0.01, 0.05)


def holm(values: Sequence[float]) -> list[float]:
    """p-values adjusted after Holm (1979, A simple sequentially rejective multiple test procedure), in the same order.

    The k-th smallest of m is multiplied by m - k + 1; none may fall below a smaller one's, none exceeds 1.

    >>> [round(one, 3) for one in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted = [1.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: (values[place], place))):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return adjusted


def printed(p: float) -> Text:
    """An adjusted p as the smallest threshold that it lies below.

    >>> printed(0.002)["en"], printed(0.2)["id"]
    ('< 0.01', '≥ 0,05')
    """
    below = next((one for one in THRESHOLDS if p < one), None)
    sign, value = ("≥", THRESHOLDS[-1]) if below is None else ("<", below)
    return {language: f"{sign} {number(value, 3 if value < 0.01 else 2, language)}" for language in LANGUAGES}
