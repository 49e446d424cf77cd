"""Charts of the findings: matrix, series, districts. Each returns one figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coding import labels
from coding.codes import Indicator
from coding.figures import (
    INK,
    LEVEL_COLOURS,
    QUIET,
    STATUS_COLOURS,
    STATUS_TINTS,
    ball,
    new,
)
from coding.files import Row
from coding.findings import CELL_STATUSES, Cell
from coding.stakeholders import Directory


def _wrap(label: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(label, width, break_long_words=False))


def matrix(
    cells: Mapping[tuple[str, str], Cell],
    directory: Directory,
    indicators: Sequence[Indicator],
    language: str,
) -> Figure:
    """Coordination matrix: stakeholders in rows by level, indicators in columns, a sign of status in each cell,
    its size by the number of segments behind it."""
    rows = list(dict.fromkeys(stakeholder for stakeholder, _ in cells))
    most = max((cell.segments for cell in cells.values()), default=1) or 1
    figure, axes = new(1.2 + 0.43 * len(rows), margins=(1.5, 0.05, 0.42, 0.72))
    for line, stakeholder in enumerate(rows):
        for column, indicator in enumerate(indicators):
            cell = cells[stakeholder, indicator.code]
            axes.add_patch(
                Rectangle((column, line), 1, 1, facecolor=STATUS_TINTS[cell.status], edgecolor="white", linewidth=2)
            )
            size = 8 + 13 * math.sqrt(cell.segments / most)
            ball(axes, column + 0.42, line + 0.47, size, cell.status)
            if cell.segments:
                mark = "†" if cell.single else ""
                axes.text(column + 0.95, line + 0.9, f"{cell.segments}{mark}", ha="right", va="bottom",
                          fontsize=6.5, color=INK)  # fmt: skip
    level = None
    for line, stakeholder in enumerate(rows):
        one = directory.stakeholders[stakeholder]
        axes.text(-0.12, line + 0.5, one.short[language], ha="right", va="center", fontsize=8.5, color=INK)
        axes.add_patch(Rectangle((-0.07, line + 0.06), 0.045, 0.88, color=LEVEL_COLOURS[one.level], clip_on=False))
        if level is not None and one.level != level:
            axes.plot([-0.07, len(indicators)], [line, line], color=QUIET, linewidth=0.6)
        level = one.level
    for column, indicator in enumerate(indicators):
        axes.text(column + 0.5, -0.12, f"{indicator.code}\n{_wrap(indicator.short[language], 12)}", ha="center",
                  va="bottom", fontsize=6.9, color=INK, linespacing=1.15)  # fmt: skip
    axes.set(xlim=(-0.1, len(indicators)), ylim=(len(rows), 0))
    axes.axis("off")
    _status_legend(figure, language)
    return figure


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


def series(rows: Sequence[Row], names: Mapping[str, labels.Text], years: Sequence[int], language: str) -> Figure:
    """Yearly series side by side, never joined: full years as a line, parts of a year as open signs, gaps as gaps."""
    figure, axes = new(3.3)
    styles = (("o", "-", STATUS_COLOURS["present"]), ("s", "--", STATUS_COLOURS["absent"]))
    for (name, label), (marker, line, colour) in zip(names.items(), styles, strict=False):
        mine = [row for row in rows if row["series"] == name and row["value"]]
        full = {int(row["year"]): float(row["value"]) for row in mine if "partial year" not in row["note"]}
        parts = {int(row["year"]): float(row["value"]) for row in mine if "partial year" in row["note"]}
        values = [full.get(year, math.nan) for year in years]
        axes.plot(years, values, marker + line, color=colour, linewidth=1.5, markersize=5, label=label[language])
        axes.plot(list(parts), list(parts.values()), marker, color=colour, markerfacecolor="white", markersize=6)
        for year, value in {**full, **parts}.items():
            axes.annotate(labels.number(value / 1000, 0, language), (year, value), xytext=(0, 6),
                          textcoords="offset points", ha="center", fontsize=7, color=colour)  # fmt: skip
    axes.plot(
        [],
        [],
        "o",
        color=QUIET,
        markerfacecolor="white",
        label=labels.text("sebagian tahun", "part of a year")[language],
    )
    axes.set_xticks(list(years))
    axes.set_ylim(0)
    axes.yaxis.set_major_formatter(lambda value, _: labels.number(value / 1000, 0, language))
    axes.set_ylabel(labels.text("ribu orang", "thousand persons")[language])
    axes.legend(loc="upper right")
    return figure


def empowerment(rows: Sequence[Row], language: str) -> Figure:
    """Results of each year as bars, targets as ticks; what is no yearly result stands as text."""
    figure, axes = new(3.1)
    kinds = (
        ("trained", "target_trained", labels.text("dilatih", "trained"), STATUS_COLOURS["present"], -0.18),
        ("became_entrepreneurs", "target_entrepreneurs", labels.text("menjadi wirausaha", "became entrepreneurs"),
         STATUS_COLOURS["partial"], 0.18),
    )  # fmt: skip
    years = list(range(2010, 2017))
    for result, target, label, colour, shift in kinds:
        for row in rows:
            value, year = float(row["value"] or "nan"), int(row["year"]) + shift
            if row["series"] == result:
                axes.bar(year, value, 0.34, color=colour, hatch=None if shift < 0 else "//", edgecolor="white")
                big = value > 10_000
                axes.annotate(labels.number(value, 0, language), (year, value), xytext=(0, -11 if big else 2),
                              textcoords="offset points", ha="center", fontsize=7.5,
                              color="white" if big else INK)  # fmt: skip
            elif row["series"] == target and int(row["year"]) in years:
                axes.plot([year - 0.17, year + 0.17], [value, value], color=INK, linewidth=1.4, linestyle="-")
        axes.bar(0, 0, color=colour, hatch=None if shift < 0 else "//", edgecolor="white", label=label[language])
    axes.plot([], [], color=INK, label=labels.text("target", "target")[language])
    axes.axvspan(2009.5, 2014.5, facecolor="#f4f4f4", edgecolor="none")
    axes.text(
        2012,
        8600,
        _gap_text(rows, language),
        ha="center",
        va="center",
        fontsize=8,
        color=INK,
        linespacing=1.5,
    )
    axes.set(xlim=(2009.5, 2016.6), ylim=(0, 18_500))
    axes.set_xticks(years)
    axes.yaxis.set_major_formatter(lambda value, _: labels.number(value, 0, language))
    axes.set_ylabel(labels.text("orang", "persons")[language])
    axes.legend(loc="upper left", ncols=3)
    return figure


def _gap_text(rows: Sequence[Row], language: str) -> str:
    value = {row["series"]: float(row["value"]) for row in rows if row["value"]}
    trained = labels.number(value["trained_cumulative_2010_to_march_2013"], 0, language)
    target = labels.number(value["target_cumulative_2010_to_2014"], 0, language)
    return labels.text(
        f"2010–2014: tidak ada angka tahunan\n2010–Maret 2013: sedikitnya {trained} dilatih (kumulatif)\n"
        f"target 2010–2014: {target}",
        f"2010–2014: no yearly figures\n2010–March 2013: at least {trained} trained (cumulative)\n"
        f"target 2010–2014: {target}",
    )[language]


def districts(
    cells: Mapping[tuple[str, str], Cell],
    titles: Mapping[str, labels.Text],
    sources: Mapping[str, labels.Text],
    indicators: Sequence[Indicator],
    language: str,
) -> Figure:
    """Status of each indicator in each district, all stakeholders together.

    cells: (district, code) → cell. sources: who made the district's codings, for the head of its column.
    """
    figure, axes = new(
        (1.2 if len(cells) < 3 * len(indicators) else 1.8) + 0.46 * len(indicators),
        margins=(2.15, 0.05, 0.42, 0.7 if len(cells) < 3 * len(indicators) else 1.3),
    )
    names = list(titles)
    most = max((cell.segments for cell in cells.values()), default=1) or 1
    for line, indicator in enumerate(indicators):
        axes.text(-0.15, line + 0.5, f"{indicator.code} {indicator.short[language]}", ha="right", va="center")
        for column, name in enumerate(names):
            cell = cells[name, indicator.code]
            axes.add_patch(Rectangle((2 * column, line), 2, 1, facecolor=STATUS_TINTS[cell.status], edgecolor="white",
                                     linewidth=2))  # fmt: skip
            ball(axes, 2 * column + 0.5, line + 0.5, 9 + 13 * math.sqrt(cell.segments / most), cell.status)
            word = f"{labels.STATUS[cell.status][language]} ({cell.segments})" if len(names) < 3 else f"{cell.segments}"
            axes.text(2 * column + 0.95, line + 0.5, word, va="center", fontsize=8 if len(names) < 8 else 6)
    for column, name in enumerate(names):
        title = _wrap(titles[name][language], max(9, 48 // len(names)))
        made = _wrap(sources[name][language], max(9, 60 // len(names)))
        above = -0.5 if len(names) < 3 else -0.95
        axes.text(2 * column + 1, above, title, ha="center", va="bottom", fontweight="bold")
        axes.text(2 * column + 1, -0.12, made, ha="center", va="bottom", fontsize=7.5, color=QUIET)
    axes.set(xlim=(0, 2 * len(names)), ylim=(len(indicators), 0))
    axes.axis("off")
    _status_legend(figure, language)
    return figure
