"""Charts on how far to trust: agreement of two coders, and the score of a suggestion. Each returns one figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from coding import labels
from coding.agreement import Agreement
from coding.calibration import Calibration, reliability
from coding.codes import Indicator
from coding.figures import QUIET, STATUS_COLOURS, new


def agreement(found: Mapping[str, Agreement], indicators: Sequence[Indicator], language: str) -> Figure:
    """Kappa and positive agreement per indicator, with their intervals."""
    figure, axes = new(0.9 + 0.42 * len(indicators))
    kinds = (
        ("kappa", "o", STATUS_COLOURS["present"], labels.text("kappa Cohen", "Cohen's kappa"), -0.13),
        ("positive", "s", STATUS_COLOURS["absent"],
         labels.text("kesepakatan positif (Dice)", "positive agreement (Dice)"), 0.13),
    )  # fmt: skip
    for measure, marker, colour, label, shift in kinds:
        for line, indicator in enumerate(indicators):
            estimate = getattr(found[indicator.code], measure)
            if math.isnan(estimate.value):
                continue
            axes.plot([estimate.low, estimate.high], [line + shift] * 2, color=colour, linewidth=1.3)
            axes.plot(estimate.value, line + shift, marker, color=colour, markersize=5,
                      markerfacecolor="white" if marker == "s" else colour,
                      label=label[language] if line == 0 else None)  # fmt: skip
    axes.set_yticks(range(len(indicators)), [f"{one.code} {one.short[language]}" for one in indicators])
    axes.set(ylim=(len(indicators) - 0.5, -0.5), xlim=(min(0.0, axes.get_xlim()[0]), 1))
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: labels.number(value, 1, language))
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(labels.text("kesepakatan, dengan interval 95%", "agreement, with 95% interval")[language])
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return figure


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
