"""Pictures of the network as told: who tells of whom as a matrix, and the stronger ties as lines."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from coding import labels
from coding.districts.stakeholders import Directory
from coding.findings.coordination import CELL_STATUSES
from coding.labels import Text, text
from coding.network.layout import Line, Point, Points, Zone, circles, curve, lines, stretched, trimmed
from coding.network.ties import Tie, formal_share, graph
from coding.reporting.figures import INK, LEVEL_COLOURS, QUIET, STATUS_TINTS, WIDTH, ball, new

MARKERS = ("s", "D", "o", "^", "v", "P", "X", "p")
DENIED = "#b3401a"
_BELOW, _LEFT = 0.72, 1.45  # inches for the legend, and for the names of a matrix's rows
# Formal, informal, no channel named, denied only: each by colour, by stroke and by darkness.
STYLES: tuple[tuple[str, object, Text], ...] = (
    (INK, "-", text("saluran formal", "formal channels")),
    ("#0b5c8c", (0, (5, 2)), text("saluran informal", "informal channels")),
    ("#a3a3a3", "-", text("saluran tak disebut", "no channel named")),
    (DENIED, (0, (1, 1.6)), text("hanya disangkal", "only denied")),
)
NOTHING = text("Tidak ada hubungan antarpihak yang diceritakan.", "No tie between bodies is told of.")


def by_level(directory: Directory, keys: Sequence[str]) -> list[str]:
    """Stakeholders by level, then in the order of the directory."""
    levels, known = list(directory.levels), list(directory.stakeholders)
    return sorted(keys, key=lambda key: (levels.index(directory.stakeholders[key].level), known.index(key)))


def network(found: Sequence[Tie], directory: Directory, language: str, *, least: int) -> Figure:
    """Pairs with at least `least` codings as lines: heads at the end of whom is told, bars where the telling denies; the
    most named within. Node: shape and colour by level, size by how many name it (the number behind its label)."""
    order = by_level(directory, list(directory.stakeholders))
    drawn = lines(found, order, least=least)
    if not drawn:
        return _nothing(language)
    nodes = [key for key in order if any(key in (one.first, one.second) for one in drawn)]
    named_by = {key: number for key, number in graph(found).in_degree() if number}
    height = 4.6 + 0.06 * len(nodes)
    width, tall = WIDTH - 2.4, height - _BELOW - 1.0
    figure, axes = new(height, margins=(0, 0, _BELOW, 0))
    axes.set(xlim=(-WIDTH / 2, WIDTH / 2), ylim=(-(height - _BELOW) / 2, (height - _BELOW) / 2))
    axes.axis("off")
    circle = circles(nodes, named_by, drawn)
    places = stretched(circle, width, tall)
    size = {key: 9 + 10 * math.sqrt(named_by.get(key, 0) / max([1, *named_by.values()])) for key in nodes}
    label = {key: _label(directory.stakeholders[key].short[language], named_by.get(key, 0)) for key in nodes}
    within = {key: math.hypot(*circle[key]) < 0.9 and len(nodes) > 1 for key in nodes}
    zones = {
        key: Zone(places[key], size[key] / 144 + 0.04, _box(label[key]) if within[key] else (0.0, 0.0)) for key in nodes
    }
    before: list[Points] = []
    for one in sorted(drawn, key=lambda one: one.codings):
        others = [point for key in nodes if key not in (one.first, one.second) for point in zones[key].outline()]
        points = curve(places[one.first], places[one.second], others, before, clear=0.22)
        before.append(points)
        _line(axes, one, trimmed(points, zones[one.first], zones[one.second]), directory)
    for key in nodes:
        level = directory.stakeholders[key].level
        axes.plot(*places[key], _marker(level, directory), markersize=size[key], color=_colour(level),
                  markeredgecolor="white", markeredgewidth=1, zorder=3)  # fmt: skip
        _place_label(axes, label[key], places[key], size[key] / 144 + 0.05, within=within[key])
    _legend(figure, [directory.stakeholders[key].level for key in nodes], directory, language)
    return figure


def _nothing(language: str) -> Figure:
    figure, axes = new(0.8)
    axes.text(0.5, 0.5, NOTHING[language], ha="center", va="center", transform=axes.transAxes)
    axes.axis("off")
    return figure


def _label(name: str, named_by: int) -> str:
    return textwrap.fill(f"{name}\u00a0({named_by})", 15, break_long_words=False)


def _box(label: str) -> tuple[float, float]:
    """Width and height of a label in inches, about."""
    parts = label.split("\n")
    return 0.068 * max(map(len, parts)), 0.13 * len(parts) + 0.06


def _place_label(axes: Axes, label: str, place: Point, away: float, *, within: bool) -> None:
    """Below an inner node; beside, above or below an outer one, on the side away from the others."""
    x, y = place
    side = "center" if within or abs(x) < 0.5 else "left" if x > 0 else "right"
    up = 0.0 if side != "center" else -away if within or y < 0 else away
    along = {"left": away, "right": -away, "center": 0.0}[side]
    above = "center" if not up else "bottom" if up > 0 else "top"
    axes.text(x + along, y + up, label, ha=side, va=above, fontsize=8, linespacing=1.0, color=INK, zorder=4)


def _line(axes: Axes, one: Line, points: Points, directory: Directory) -> None:
    channels = sum((tie.channels for tie in one.ties), Counter[str]())
    share = formal_share(channels, directory.formal)
    told = any(tie.told for tie in one.ties)
    colour, stroke, _ = STYLES[3 if not told else 2 if share is None else 0 if share >= 0.5 else 1]
    width = 0.6 + 0.32 * math.sqrt(one.codings)
    axes.plot(*points.T, color="white", linewidth=width + 2, solid_capstyle="butt")
    if one.forth:
        points = _end(axes, points, one.forth, colour, width)
    if one.back:
        points = _end(axes, points[::-1], one.back, colour, width)[::-1]
    axes.plot(*points.T, color=colour, linewidth=width, linestyle=stroke, dash_capstyle="butt")


def _end(axes: Axes, points: Points, tie: Tie, colour: str, width: float) -> Points:
    """Mark the end of a line, at the one told of: a head where a tie is told, a bar where it is denied. Returns the
    points that remain to be drawn."""
    length = 0.1 + 0.02 * width if tie.told else 0.05
    far = np.linalg.norm(points - points[-1], axis=1) >= length
    base = int(np.flatnonzero(far)[-1]) if far.any() else 0
    along = (points[-1] - points[base]) / max(1e-9, float(np.linalg.norm(points[-1] - points[base])))
    across = np.array([-along[1], along[0]])
    if not tie.told:
        ends = np.array([points[base] - 0.06 * across, points[base] + 0.06 * across])
        axes.plot(*ends.T, color=DENIED, linewidth=2, solid_capstyle="butt", zorder=2.5)
        return points[: base + 1]
    corners = [points[-1], points[base] + 0.42 * length * across, points[base] - 0.42 * length * across]
    axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor="white", linewidth=0.4, zorder=2.5))
    return points[: base + 1]


def _marker(level: str, directory: Directory) -> str:
    return MARKERS[list(directory.levels).index(level) % len(MARKERS)]


def _colour(level: str) -> str:
    return LEVEL_COLOURS.get(level, QUIET)


def _legend(figure: Figure, levels: Sequence[str], directory: Directory, language: str) -> None:
    strokes = [
        Line2D([], [], color=colour, linestyle=stroke, linewidth=1.4, label=words[language])  # type: ignore[arg-type]
        for colour, stroke, words in STYLES
    ]
    ends = [
        Line2D([], [], color=INK, linestyle="", marker=">", markersize=5,
               label=text("ujung: diceritakan ada", "end: told of")[language]),
        Line2D([], [], color=DENIED, linestyle="", marker="|", markersize=8, markeredgewidth=2,
               label=text("ujung: disangkal", "end: denied")[language]),
    ]  # fmt: skip
    signs = [
        Line2D([], [], color=_colour(level), marker=_marker(level, directory), linestyle="", markersize=7,
               label=directory.levels[level][language])
        for level in dict.fromkeys(levels)
    ]  # fmt: skip
    height = figure.get_size_inches()[1]
    for handles, bottom in ((signs, 0.0), (strokes + ends, 0.24)):
        columns = 3 if handles is not signs else len(signs)
        figure.add_artist(
            figure.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, bottom / height), ncols=columns,
                          fontsize=7.5, columnspacing=1.6, handletextpad=0.5, handlelength=2.2)
        )  # fmt: skip


def matrix(found: Sequence[Tie], everyone: Sequence[str], directory: Directory, language: str) -> Figure:
    """Who tells (rows: those heard) of whom (columns): a sign of status in each cell, the number of codings beside it.
    Below each column how many tell of a tie."""
    rows = by_level(directory, [key for key in everyone if key in directory.stakeholders])
    columns = by_level(directory, sorted({*rows, *(tie.target for tie in found)}))
    if not rows or not columns or not found:
        return _nothing(language)
    room = WIDTH - _LEFT - 0.5
    right = 0.5 + max(0.0, room - 0.5 * len(columns))
    figure, axes = new(1.75 + 0.3 * len(rows), margins=(_LEFT, right, 0.45, 1.3))
    by_ends = {(tie.source, tie.target): tie for tie in found}
    for line, source in enumerate(rows):
        _name(axes, -0.15, line + 0.5, directory.stakeholders[source].short[language], ha="right")
        for column, target in enumerate(columns):
            _cell(axes, column, line, by_ends.get((source, target)), own=source == target, wide=len(columns) <= 18)
    told = graph(found)
    for column, target in enumerate(columns):
        one = directory.stakeholders[target]
        _name(axes, column + 0.4, -0.15, one.short[language], ha="left", va="bottom", rotation=55,
              rotation_mode="anchor", fontstyle="normal" if target in rows else "italic")  # fmt: skip
        number = told.in_degree(target) if target in told else 0
        _name(axes, column + 0.5, len(rows) + 0.42, str(number), ha="center", fontweight="bold")
    _name(axes, -0.15, len(rows) + 0.42, text("disebut oleh", "named by")[language], ha="right", fontweight="bold")
    for keys, across in ((rows, True), (columns, False)):
        for number in range(1, len(keys)):
            if directory.stakeholders[keys[number]].level != directory.stakeholders[keys[number - 1]].level:
                ends = ([0, len(columns)], [number, number]) if across else ([number, number], [0, len(rows)])
                axes.plot(*ends, color=QUIET, linewidth=0.7)
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    axes.axis("off")
    _status_legend(figure, language)
    return figure


def _name(axes: Axes, x: float, y: float, words: str, **style: object) -> None:
    axes.text(x, y, words, **{"va": "center", "fontsize": 8, "color": INK, "linespacing": 0.95, **style})  # type: ignore[arg-type]


def _cell(axes: Axes, column: int, line: int, tie: Tie | None, *, own: bool, wide: bool) -> None:
    tint = "#d9d9d9" if own else STATUS_TINTS[tie.status] if tie else "#fafafa"
    axes.add_patch(Rectangle((column, line), 1, 1, facecolor=tint, edgecolor="white", linewidth=1.2))
    if tie:
        ball(
            axes,
            column + (0.34 if wide else 0.5),
            line + 0.46,
            min(12.0, 5.5 + 1.5 * math.sqrt(tie.codings)),
            tie.status,
        )
        if wide:
            axes.text(column + 0.95, line + 0.9, str(tie.codings), ha="right", va="bottom", fontsize=6, color=INK)


def _status_legend(figure: Figure, language: str) -> None:
    height = figure.get_size_inches()[1]
    axes = figure.add_axes((0.02, 0.02 / height, 0.96, 0.24 / height))
    axes.set(xlim=(0, 24), ylim=(0, 1))
    axes.axis("off")
    place = 1.0
    for status in CELL_STATUSES:
        if status != "none":
            word = labels.STATUS[status][language]
            ball(axes, place, 0.5, 9, status)
            axes.text(place + 0.5, 0.5, word, va="center_baseline", fontsize=8, color=INK)
            place += 2.4 + 0.24 * len(word)
