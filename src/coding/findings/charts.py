"""Charts of the findings: matrix, districts. Each returns one figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coding import labels
from coding.codebooks.codes import Indicator
from coding.findings.coordination import ALL, CELL_STATUSES, Cell
from coding.findings.results import Line
from coding.reporting.figures import (
    INK,
    LEVEL_COLOURS,
    QUIET,
    STATUS_TINTS,
    WIDTH,
    ball,
    new,
)


def _wrap(label: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(label, width, break_long_words=False))


def matrix(lines: Sequence[Line], indicators: Sequence[Indicator], language: str) -> Figure:
    """Coordination matrix: stakeholders in rows by level with their subtotals, indicators in columns; in each cell a
    sign of its status, as large as the number of segments behind it has it, and how many segments and informants.

    Subtotals would dwarf all others, so their signs have one size.
    """
    most = max((cell.segments for line in lines if not line.subtotal for cell in line.cells.values()), default=1) or 1
    figure, axes = new(1.0 + 0.46 * len(lines), margins=(1.5, 0.05, 0.42, 0.55))
    for place, line in enumerate(lines):
        for column, cell in enumerate(line.cells.values()):
            _matrix_cell(axes, column, place, cell, 13 if line.subtotal else 8 + 12 * math.sqrt(cell.segments / most))
        axes.text(-0.12, place + 0.5, _wrap(line.label[language], 22), ha="right", va="center", fontsize=8, color=INK,
                  fontweight="bold" if line.subtotal else "normal", linespacing=1.1)  # fmt: skip
        if line.level:
            axes.add_patch(
                Rectangle((-0.07, place + 0.06), 0.045, 0.88, color=LEVEL_COLOURS[line.level], clip_on=False)
            )
        if place and line.level != lines[place - 1].level:
            axes.plot([-0.07, len(indicators)], [place, place], color=QUIET, linewidth=0.6 if line.level else 1.4)
    for column, indicator in enumerate(indicators):
        axes.text(column + 0.5, -0.12, f"{indicator.code}\n{_wrap(indicator.short[language], 12)}", ha="center",
                  va="bottom", fontsize=6.7, color=INK, linespacing=1.15)  # fmt: skip
    axes.set(xlim=(-0.1, len(indicators)), ylim=(len(lines), 0))
    axes.axis("off")
    _status_legend(figure, language)
    return figure


def _matrix_cell(axes: Axes, column: float, place: float, cell: Cell, size: float) -> None:
    axes.add_patch(
        Rectangle((column, place), 1, 1, facecolor=STATUS_TINTS[cell.status], edgecolor="white", linewidth=2)
    )
    ball(axes, column + 0.5, place + 0.4, size, cell.status)
    if cell.segments:
        axes.text(column + 0.96, place + 0.94, f"{cell.segments} · {cell.informants}{cell.marks}", ha="right",
                  va="bottom", fontsize=6.2, color=INK)  # fmt: skip


def _status_legend(figure: Figure, language: str) -> None:
    height = figure.get_size_inches()[1]
    legend = figure.add_axes((0.02, 0.02 / height, 0.96, 0.3 / height))
    legend.set(xlim=(0, 24), ylim=(0, 1))
    legend.axis("off")
    place = 1.0
    for status in CELL_STATUSES:
        ball(legend, place, 0.5, 11, status)
        word = labels.STATUS[status][language]
        legend.text(place + 0.5, 0.5, word, va="center_baseline", fontsize=8, color=INK)
        place += 1.9 + 0.24 * len(word)


def districts(
    cells: Mapping[tuple[str, str, str], Cell],
    headings: Mapping[str, tuple[labels.Text, labels.Text]],
    levels: Mapping[str, labels.Text],
    indicators: Sequence[Indicator],
    language: str,
) -> Figure:
    """Small multiples of the matrix, two or three abreast: levels in rows, indicators in columns.

    cells: (district, level, code) → cell. headings: district → its title and who made its codings.
    """
    abreast = min(len(headings), 2 if len(headings) <= 4 else 3)
    lines = math.ceil(len(headings) / abreast)
    head, row = (0.66, 0.27) if abreast < 3 else (0.78, 0.215)
    panel = head + row * len(levels)
    figure, whole = new(lines * panel + 0.42, margins=(1.15, 0.02, 0.42, 0.02))
    whole.axis("off")
    height, left, right = figure.get_size_inches()[1], 1.15 / WIDTH, 1 - 0.02 / WIDTH
    width = (right - left) / abreast
    for n, (name, heading) in enumerate(headings.items()):
        line, column = divmod(n, abreast)
        bottom = 1 - ((line + 1) * panel - 0.06) / height
        axes = figure.add_axes((left + column * width, bottom, 0.96 * width, (panel - head) / height))
        mine = {(level, one.code): cells[name, level, one.code] for level in levels for one in indicators}
        _small_matrix(axes, mine, list(levels), [one.code for one in indicators])
        title, made = (
            _two_lines(words[language], most // abreast) for words, most in zip(heading, (66, 96), strict=True)
        )
        axes.text(0, -0.22 / row, made, fontsize=6, color=QUIET, va="bottom", linespacing=1.1)
        above = 0.34 + 0.1 * made.count("\n")
        axes.text(0, -above / row, title, fontsize=7.2, fontweight="bold", color=INK, va="bottom", linespacing=1.1)
        if column == 0:
            for place, label in enumerate(levels.values()):
                axes.text(-0.25, place + 0.5, label[language], ha="right", va="center", fontsize=7)
    _status_legend(figure, language)
    return figure


def _small_matrix(axes: Axes, cells: Mapping[tuple[str, str], Cell], rows: Sequence[str], codes: Sequence[str]) -> None:
    most = max((cell.segments for (row, _), cell in cells.items() if row != ALL), default=1) or 1
    for place, row in enumerate(rows):
        for column, code in enumerate(codes):
            cell = cells[row, code]
            axes.add_patch(Rectangle((column, place), 1, 1, facecolor=STATUS_TINTS[cell.status], edgecolor="white"))
            size = 7.5 if row == ALL else 4.5 + 7 * math.sqrt(cell.segments / most)
            ball(axes, column + 0.5, place + 0.5, size, cell.status)
    for column, code in enumerate(codes):
        axes.text(column + 0.5, -0.1, code, ha="center", va="bottom", fontsize=6.5)
    axes.axhline(len(rows) - 1, color=QUIET, linewidth=0.8)
    axes.set(xlim=(0, len(codes)), ylim=(len(rows), 0))
    axes.axis("off")


def _two_lines(words: str, width: int) -> str:
    lines = _wrap(words, width).split("\n")
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")
