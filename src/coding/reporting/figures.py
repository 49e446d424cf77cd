"""House style of all figures: one type, one palette that survives grey print and colour blindness."""

from __future__ import annotations

from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path

WIDTH = 6.5  # inches: the text width of an A4 page

# Blue, amber and vermilion after Okabe and Ito (2008); shapes carry the same distinction without colour.
STATUS_COLOURS = {
    "present": "#0b5c8c",
    "partial": "#d58f00",
    "absent": "#b3401a",
    "mixed": "#6b4a86",
    "unclear": "#777777",
    "none": "#bbbbbb",
}
STATUS_TINTS = {
    "present": "#dbe9f2",
    "partial": "#fbeccb",
    "absent": "#f7ded4",
    "mixed": "#e7dfee",
    "unclear": "#efefef",
    "none": "#fafafa",
}
LEVEL_COLOURS = {
    "local_government": "#0b5c8c",
    "legislature": "#6b4a86",
    "central_agency": "#1d7a5f",
    "ngo": "#b3401a",
    "returnee": "#d58f00",
    "other": "#777777",
}
INK, QUIET = "#1a1a1a", "#666666"

STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "svg.hashsalt": "koordinasi-purna-tki",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "savefig.facecolor": "white",
    "hatch.linewidth": 0.6,
}


def new(height: float, *, margins: tuple[float, float, float, float] | None = None) -> tuple[Figure, Axes]:
    """A figure of the text's width in the house style; height in inches.

    margins: left, right, bottom and top in inches, for labels that stand outside the axes; fitted when not given.
    """
    for name, value in STYLE.items():
        matplotlib.rcParams[name] = value  # type: ignore[index]
    figure = Figure(figsize=(WIDTH, height), layout=None if margins else "constrained")
    axes = figure.add_subplot()
    if margins:
        left, right, bottom, top = margins
        figure.subplots_adjust(left / WIDTH, bottom / height, 1 - right / WIDTH, 1 - top / height)
    return figure, axes


_CROSSED = tuple(Path.wedge(left, left + 90) for left in (45, 225))


def ball(axes: Axes, x: float, y: float, size: float, status: str) -> None:
    """A sign for a status that reads without colour: full, half, empty, crossed, dotted. size: diameter in points."""
    colour = STATUS_COLOURS[status]
    if status == "none":
        axes.text(x, y, "–", ha="center", va="center", color=colour, fontsize=9)
        return
    if status == "unclear":
        axes.plot(x, y, "o", markersize=size, color="white", markeredgecolor=colour, markeredgewidth=0.8)
        axes.text(x, y, "?", ha="center", va="center_baseline", color=colour, fontsize=0.75 * size)
        return
    fill: Literal["full", "left", "none"] = {"present": "full", "partial": "left"}.get(status, "none")  # type: ignore[assignment]
    axes.plot(x, y, "o", markersize=size, fillstyle=fill, color=colour, markerfacecoloralt="white",
              markeredgecolor=colour, markeredgewidth=1.1)  # fmt: skip
    if status == "mixed":
        for wedge in _CROSSED:
            axes.plot(x, y, marker=wedge, markersize=size, color=colour, markeredgewidth=0)
