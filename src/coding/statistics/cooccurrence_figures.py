"""The figure of indicators that stand together: one cell a pair, halved into all turns and coded turns."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from coding import labels
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.figures import INK, QUIET, STATUS_COLOURS, new
from coding.reporting.tables import indicator_name
from coding.statistics import cooccurrence_tables
from coding.statistics.cooccurrence import Pair, Relation
from coding.statistics.cooccurrence_tables import Cooccurrence

_FARTHEST = 3.0  # doublings of the odds at which the colour is full
_PALE = 0.35  # what is left of the colour where no test bears it
_KEY = (
    text("kiri atas: semua giliran", "upper left: all turns"),
    text("kanan bawah: giliran berkode", "lower right: coded turns"),
)


def draw(one: Cooccurrence, names: Mapping[str, Text], language: str) -> Figure:
    """A triangle of cells: upper left half all turns, lower right half coded turns, the number of turns in the middle.

    names: code → what stands on the diagonal. Colour follows the odds ratio, + and − say the same without colour; where
    p < .05 the colour is full and the sign in a circle, a frame marks what both halves show.
    """
    codes = list(names)
    figure, axes = new(0.55 + 0.5 * len(codes), margins=(0.1, 0.05, 0.05, 0.1))
    for pair in one.pairs:
        _cell(axes, codes.index(pair.first), codes.index(pair.second), pair)
    for place, name in enumerate(names.values()):
        axes.text(place + 0.12, place + 0.5, name[language], va="center", fontsize=8.5, color=INK)
    _key(axes, len(codes) + 0.7, 0.4, language)
    axes.set(xlim=(0, len(codes) + 6), ylim=(len(codes) + 0.1, 0.15))
    axes.axis("off")
    return figure


def _cell(axes: Axes, column: float, line: float, pair: Pair) -> None:
    corners = ((column, line), (column + 1, line), (column, line + 1), (column + 1, line + 1))
    for relation, half, place in (
        (pair.all_turns, (corners[0], corners[1], corners[2]), (0.2, 0.24)),
        (pair.coded_turns, (corners[3], corners[1], corners[2]), (0.8, 0.76)),
    ):
        depth = doublings(relation) / _FARTHEST * (1 if relation.direction else _PALE)
        axes.add_patch(Polygon(half, facecolor=_tint(depth), edgecolor="#bbbbbb", linewidth=0.5))
        _sign(axes, column + place[0], line + place[1], relation, "white" if abs(depth) > 0.55 else INK)
    if pair.verdict != "not_shown":
        axes.add_patch(Rectangle((column + 0.03, line + 0.03), 0.94, 0.94, fill=False, edgecolor=INK, linewidth=1.8))
    axes.text(column + 0.5, line + 0.5, f"{pair.both}", ha="center", va="center", fontsize=7.5, color=INK,
              bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"})  # fmt: skip


def doublings(relation: Relation) -> float:
    """How often the odds double (below 0: halve), within what the colours span; 0 where there is no odds ratio."""
    value = relation.common.ratio.value
    if math.isnan(value):
        return 0.0
    log = -math.inf if value == 0 else math.log2(value)
    return max(-_FARTHEST, min(_FARTHEST, log))


def _sign(axes: Axes, x: float, y: float, relation: Relation, colour: str) -> None:
    """Plus or minus, drawn rather than typed; in a circle where the test bears it, a dot where there is neither."""
    value = relation.common.ratio.value
    marker = "." if math.isnan(value) or value == 1 else "+" if value > 1 else "_"
    axes.plot(x, y, marker, markersize=2 if marker == "." else 5, color=colour, markeredgewidth=0.9)
    if relation.direction:
        axes.plot(x, y, "o", markersize=8.5, color=colour, fillstyle="none", markeredgewidth=0.7)


def _tint(depth: float) -> tuple[float, float, float]:
    """From white to blue (together) or vermilion (apart)."""
    colour = STATUS_COLOURS["present" if depth > 0 else "absent"]
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    share = abs(depth)
    return 1 - share * (1 - red), 1 - share * (1 - green), 1 - share * (1 - blue)


def _key(axes: Axes, left: float, top: float, language: str) -> None:
    """How to read a cell, and which colour stands for which odds ratio."""
    axes.add_patch(Polygon(((left, top), (left + 1, top), (left, top + 1)), facecolor="#eeeeee", edgecolor=QUIET))
    axes.add_patch(
        Polygon(((left + 1, top + 1), (left + 1, top), (left, top + 1)), facecolor="white", edgecolor=QUIET)
    )  # fmt: skip
    axes.text(left + 1.15, top + 0.2, _KEY[0][language], va="center", fontsize=7.5)
    axes.text(left + 1.15, top + 0.8, _KEY[1][language], va="center", fontsize=7.5)
    axes.text(left, top + 1.35, text("rasio odds", "odds ratio")[language], va="center", fontsize=7.5)
    rows = ((1.0, text("p < 0,05", "p < .05")), (_PALE, text("selebihnya", "all others")))
    for line, (strength, words) in enumerate(rows):
        height = top + 1.6 + 0.4 * line
        for step in range(7):
            tint = _tint(strength * (step - 3) / 3)
            axes.add_patch(
                Rectangle((left + 0.5 * step, height), 0.5, 0.4, facecolor=tint, edgecolor=QUIET, linewidth=0.4)
            )
        axes.text(left + 3.6, height + 0.2, words[language], va="center", fontsize=7)
    for step, value in enumerate(("1/8", "1/4", "1/2", "1", "2", "4", "8")):
        axes.text(left + 0.5 * step + 0.25, top + 2.6, value, ha="center", va="center", fontsize=7)


def figure(study: Study, one: Cooccurrence) -> None:
    """Draw the triangle in both languages, and write it with caption and alt text."""
    names = {code: indicator_name(study, code) for code in study.codebook.codes}
    drawn = {language: draw(one, names, language) for language in labels.LANGUAGES}
    caption = cooccurrence_tables.caption(study, one)
    reading = text(
        "Kiri atas tiap kotak: semua giliran; kanan bawah: hanya giliran berkode. Angka: giliran dengan keduanya. + lebih "
        "sering, − lebih jarang bersama; dilingkari dan berwarna penuh: p < 0,05; berbingkai: keterkaitan yang tampak "
        "dalam keduanya.",
        "Upper left of a cell: all turns; lower right: coded turns only. Number: turns with both. + more often, − less "
        "often together; in a circle and in full colour: p < .05; framed: a relation, since both show it.",
    )
    note = labels.joined(reading, caption.note or text("", ""))
    outputs.write_figure(study.name, "cooccurrence", drawn, dataclasses.replace(caption, alt=_alt(one), note=note))


def _alt(one: Cooccurrence) -> Text:
    alt = {}
    for language in labels.LANGUAGES:
        shown = [
            f"{pair.first}–{pair.second} {cooccurrence_tables.VERDICT[pair.verdict][language]}"
            for pair in one.pairs
            if pair.verdict != "not_shown"
        ]
        listed = labels.listed(shown, language) or text("tidak ada", "none")[language]
        start = text(
            f"Segitiga {len(one.pairs)} pasangan indikator. Keterkaitan yang terbukti: ",
            f"Triangle of {len(one.pairs)} pairs of indicators. Relations shown: ",
        )[language]
        alt[language] = f"{start}{listed}."
    return alt
