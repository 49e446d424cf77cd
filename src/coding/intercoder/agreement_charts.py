"""Charts on how far to trust: agreement and confusion of two coders, the score of a suggestion. Each returns one figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coding import labels
from coding.intercoder.agreement import Agreement
from coding.reporting.figures import INK, QUIET, STATUS_COLOURS, new
from coding.statistics.calibration import Calibration, reliability

_MEASURES = (
    ("kappa", "o", "full", STATUS_COLOURS["present"], labels.text("kappa Cohen", "Cohen's kappa"), -0.22),
    ("ac1", "s", "none", STATUS_COLOURS["absent"], labels.text("AC1 Gwet", "Gwet's AC1"), 0.0),
    ("alpha", "D", "left", STATUS_COLOURS["partial"], labels.text("alpha Krippendorff", "Krippendorff's alpha"), 0.22),
)  # fmt: skip
CONVENTION = (0.667, 0.800)  # Krippendorff (2013): for tentative conclusions, to be relied on


def agreement(lines: Sequence[tuple[labels.Text, Agreement]], language: str) -> Figure:
    """Kappa, AC1 and alpha of each line (an indicator, any, all), with their intervals; shapes tell them apart."""
    figure, axes = new(1.0 + 0.5 * len(lines))
    least = 0.0
    for line, (_, one) in enumerate(lines):
        if line % 2:
            axes.axhspan(line - 0.5, line + 0.5, facecolor="#f6f6f6", edgecolor="none", zorder=0)
        for measure, marker, fill, colour, _, shift in _MEASURES:
            estimate = getattr(one, measure)
            if math.isnan(estimate.value):
                continue
            axes.plot([estimate.low, estimate.high], [line + shift] * 2, color=colour, linewidth=1.3, clip_on=False)
            axes.plot(estimate.value, line + shift, marker, color=colour, markersize=4.6, fillstyle=fill,
                      markerfacecoloralt="white", clip_on=False)  # fmt: skip
            least = min(least, estimate.value, estimate.low if estimate.low == estimate.low else 0.0)
    for place in CONVENTION:
        axes.axvline(place, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1.5)
        axes.text(place, -0.56, labels.number(place, 3, language), ha="center", va="bottom", fontsize=7, color=QUIET)
    axes.set_yticks(range(len(lines)), [name[language] for name, _ in lines])
    axes.set(ylim=(len(lines) - 0.5, -0.5), xlim=(least - 0.02 if least else 0, 1.0))
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: labels.number(value, 1, language))
    axes.set_xlabel(labels.text("kesepakatan, dengan interval 95%", "agreement, with 95% interval")[language])
    for _, marker, fill, colour, label, _ in _MEASURES:
        axes.plot([], [], marker, color=colour, linestyle="-", linewidth=1.3, markersize=4.6, fillstyle=fill,
                  markerfacecoloralt="white", label=label[language])  # fmt: skip
    figure.legend(loc="outside upper center", ncols=3)
    return figure


def confusion(
    counts: Mapping[tuple[str, str], int],
    names: Mapping[str, labels.Text],
    coders: tuple[str, str],
    language: str,
) -> Figure:
    """Numbers of segments by what one coder gave (rows) and the other (columns); the diagonal is agreement.

    names: key → what its row and column are called. Darker where there are more, by the root, so that rare confusions
    still show; the numbers carry the same.
    """
    keys = list(names)
    size = 0.46
    figure, axes = new(1.75 + size * len(keys), margins=(2.3, 0.35, 0.1, 1.55))
    most = math.sqrt(max(counts.values(), default=1))
    for line, mine in enumerate(keys):
        for column, theirs in enumerate(keys):
            number = counts.get((mine, theirs), 0)
            depth = math.sqrt(number) / most
            same = mine == theirs
            axes.add_patch(Rectangle((column, line), 1, 1, facecolor=_shade(depth), edgecolor="#cccccc", linewidth=0.5))
            if same and number:
                axes.add_patch(
                    Rectangle((column + 0.06, line + 0.06), 0.88, 0.88, fill=False, edgecolor=INK, linewidth=1.1)
                )
            if number:
                axes.text(column + 0.5, line + 0.5, labels.number(number, 0, language), ha="center",
                          va="center_baseline", fontsize=8, color="white" if depth > 0.6 else INK)  # fmt: skip
    for place, key in enumerate(keys):
        axes.text(-0.12, place + 0.5, names[key][language], ha="right", va="center", fontsize=8.5, color=INK)
        axes.text(place + 0.45, -0.12, names[key][language], ha="left", va="bottom", fontsize=8, color=INK, rotation=38,
                  rotation_mode="anchor")  # fmt: skip
    axes.text(-0.12, -0.3, f"{coders[0]} ↓   {coders[1]} →", ha="right", va="bottom", fontsize=8, color=QUIET)
    axes.set(xlim=(0, len(keys)), ylim=(len(keys), 0))
    axes.axis("off")
    return figure


def _shade(depth: float) -> tuple[float, float, float]:
    """From white to the blue of the house style."""
    red, green, blue = (int(STATUS_COLOURS["present"][place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue)


def trust(learned: Calibration, language: str) -> Figure:
    """Reliability plot of a score and of the probability learned from it: predicted against accepted."""
    figure, axes = new(3.6)
    kinds = (
        (learned.score, "o", STATUS_COLOURS["absent"], labels.text("skor", "score")),
        (learned.probability, "s", STATUS_COLOURS["present"],
         labels.text("peluang, dipelajari dari keputusan", "probability, learned from decisions")),
    )  # fmt: skip
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    for predicted, marker, colour, label in kinds:
        bins = reliability(predicted, learned.accepted)
        most = max(one.count for one in bins)
        axes.plot([one.mean for one in bins], [one.share for one in bins], color=colour, linewidth=1.2)
        axes.scatter([one.mean for one in bins], [one.share for one in bins], marker=marker, color=colour,
                     s=[14 + 110 * one.count / most for one in bins],
                     facecolor="white" if marker == "s" else colour, zorder=3)  # fmt: skip
        axes.plot([], [], marker, color=colour, linestyle="-", markersize=5, label=label[language],
                  markerfacecolor="white" if marker == "s" else colour)  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_xlabel(labels.text("skor atau peluang", "score or probability")[language])
    axes.set_ylabel(labels.text("bagian yang diterima pengode", "share accepted by coders")[language])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: labels.number(value, 1, language))
    axes.grid(color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return figure
