"""The class's agreement as a picture: a square a pair, dark for low, light for high, the figure in it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np

from coding import labels
from coding.reporting import figures
from coding.teaching.togetherness import PairAgreement

FIGURES = 16  # coders up to whom the figures fit into the squares
DARK = 0.55  # kappa below which the ground is dark, and a figure on it white


def order(found: Sequence[PairAgreement], teacher: str) -> list[str]:
    """Coders by their mean kappa with all others, the highest first; the teacher before them all."""
    held: dict[str, list[float]] = {}
    for one in found:
        for name in (one.first, one.second):
            held.setdefault(name, []).append(0.0 if np.isnan(one.kappa) else one.kappa)
    return sorted(held, key=lambda name: (name != teacher, -round(float(np.mean(held[name])), 9), name))


def draw(found: Sequence[PairAgreement], names: Sequence[str], shown: dict[str, str], language: str) -> bytes:
    """SVG, the same bytes each time. found: one figure a pair; names: the order; shown: what each is called."""
    place = {name: number for number, name in enumerate(names)}
    square = np.full((len(names), len(names)), np.nan)
    for one in found:
        a, b = place[one.first], place[one.second]
        square[a, b] = square[b, a] = one.kappa
    figure, axes = figures.new(min(5.4, 1.6 + 0.32 * len(names)))
    image = axes.imshow(square, cmap="cividis", vmin=0, vmax=1)
    size = 8 if len(names) <= 25 else 5
    axes.set_xticks(range(len(names)), [shown[name] for name in names], rotation=90, fontsize=size)
    axes.set_yticks(range(len(names)), [shown[name] for name in names], fontsize=size)
    if len(names) <= FIGURES:
        for (row, column), value in np.ndenumerate(square):
            if not np.isnan(value):
                axes.text(column, row, labels.number(float(value), 2, language), ha="center", va="center", fontsize=6.5,
                          color="white" if value < DARK else figures.INK)  # fmt: skip
    steps = [0, 0.2, 0.4, 0.6, 0.8, 1]
    bar = figure.colorbar(image, ax=axes, shrink=0.8, label="kappa", ticks=steps)
    bar.set_ticklabels([labels.number(step, 1, language) for step in steps])
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()
