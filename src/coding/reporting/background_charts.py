"""Charts of the background: the article's two series, with their gaps and definitions named in the picture."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from coding.files import Row
from coding.labels import Text, number, text
from coding.reporting.figures import INK, QUIET, STATUS_COLOURS, STATUS_TINTS, new

BREAK = 2012  # from this year on returnees may travel home on their own


@dataclass(frozen=True)
class Series:
    """One series of a table in data/reference: full years, and parts of years apart. Both year → value."""

    label: Text
    full: Mapping[int, float]
    parts: Mapping[int, float]


def series(rows: Sequence[Row], name: str, label: Text) -> Series:
    mine = [row for row in rows if row["series"] == name and row["value"]]
    parts = {int(row["year"]): float(row["value"]) for row in mine if "partial year" in row["note"]}
    full = {int(row["year"]): float(row["value"]) for row in mine if "partial year" not in row["note"]}
    return Series(label, full, parts)


def returns(found: Sequence[Series], years: Sequence[int], language: str) -> Figure:
    """Yearly series side by side, never joined: full years as a line, parts of a year as open signs; below them which
    series has what for which year, so that a gap is seen as a gap."""
    figure, axes = new(3.8)
    styles = (("o", "-", STATUS_COLOURS["present"]), ("s", "--", STATUS_COLOURS["absent"]))
    for one, (marker, line, colour) in zip(found, styles, strict=True):
        values = [one.full.get(year, math.nan) for year in years]
        axes.plot(years, values, marker + line, color=colour, linewidth=1.5, markersize=5, label=one.label[language])
        axes.plot(
            list(one.parts), list(one.parts.values()), marker, color=colour, markerfacecolor="white", markersize=6
        )
        for year, value in {**one.full, **one.parts}.items():
            rises = one.full.get(year + 1, 0) > value
            axes.annotate(number(value / 1000, 0, language), (year, value), xytext=(6, -11 if rises else 5),
                          textcoords="offset points", fontsize=7, color=colour)  # fmt: skip
    top = max(value for one in found for value in (*one.full.values(), *one.parts.values()))
    lanes = _availability(axes, found, [colour for *_, colour in styles], years, 0.075 * top)
    axes.axvline(BREAK, ymin=0.15, color=QUIET, linewidth=0.8, linestyle=":", zorder=0)
    alone = text(
        "sejak 2012 boleh pulang\nsendiri: pencatatan berubah", "since 2012 free to travel\nalone: counting changed"
    )
    axes.text(BREAK + 0.1, 1.1 * top, alone[language], fontsize=7, color=QUIET, va="top")
    axes.set(xlim=(years[0] - 0.5, years[-1] + 0.5), ylim=(lanes[-1] - 0.05 * top, 1.12 * top))
    axes.set_xticks(list(years))
    steps = range(0, math.ceil(top / 1e5) * 100_000, 100_000)
    axes.set_yticks([*steps], [number(step / 1000, 0, language) for step in steps])
    for middle, one in zip(lanes, found, strict=True):
        axes.text(years[0] - 0.6, middle, "\n".join(textwrap.wrap(one.label[language], 15)), ha="right", va="center",
                  fontsize=6.2, linespacing=1.1)  # fmt: skip
    axes.set_ylabel(text("ribu orang", "thousand persons")[language], y=0.58)
    axes.spines["left"].set_bounds(0, 1.12 * top)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="both", length=0)
    axes.legend(handles=[*axes.get_legend_handles_labels()[0], *_availability_legend(language)], loc="lower left",
                bbox_to_anchor=(0, 0.16), fontsize=7)  # fmt: skip
    return figure


def _availability(
    axes: Axes, found: Sequence[Series], colours: Sequence[str], years: Sequence[int], lane: float
) -> list[float]:
    """A lane below zero for each series, a field a year. Returns the lanes' middles."""
    axes.axhline(0, color=QUIET, linewidth=0.7)
    middles = []
    for n, (one, colour) in enumerate(zip(found, colours, strict=True), start=1):
        middles.append(-n * lane)
        for year in years:
            kind = "full" if year in one.full else "part" if year in one.parts else "gap"
            axes.bar(year, 0.7 * lane, 0.94, bottom=-(n + 0.35) * lane, **_field(kind, colour))
    return middles


def _field(kind: str, colour: str) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "full": {"facecolor": colour, "edgecolor": colour},
        "part": {"facecolor": "white", "edgecolor": colour},
        "gap": {"facecolor": "#f4f4f4", "edgecolor": "#aaaaaa", "hatch": "/////"},
    }
    return {**looks[kind], "linewidth": 0.8}


def _availability_legend(language: str) -> list[Artist]:
    part = Line2D([], [], marker="o", linestyle="", color=QUIET, markerfacecolor="white",
                  label=text("sebagian tahun", "part of a year")[language])  # fmt: skip
    return [part, Patch(**_field("gap", QUIET), label=text("tanpa data", "no data")[language])]


def empowerment(rows: Sequence[Row], years: Sequence[int], language: str) -> Figure:
    """Results of each year as bars, targets as lines across them; what is no yearly result stands as text."""
    figure, axes = new(3.3)
    kinds = (
        ("trained", "target_trained", text("dilatih", "trained"), STATUS_COLOURS["present"], -0.19),
        ("became_entrepreneurs", "target_entrepreneurs", text("menjadi wirausaha", "became entrepreneurs"),
         STATUS_COLOURS["partial"], 0.19),
    )  # fmt: skip
    for result, target, label, colour, shift in kinds:
        hatch = None if shift < 0 else "//"
        axes.bar([0], [0], 0.36, color=colour, hatch=hatch, edgecolor="white", label=label[language])
        for place, year in enumerate(years, start=1):
            (value,) = _values(rows, result, year)
            targets = _values(rows, target, year)
            axes.bar(place + shift, value, 0.36, color=colour, hatch=hatch, edgecolor="white")
            axes.text(place + shift, value / 2 if value > 4000 else max(value, *targets, 0) + 300,
                      number(value, 0, language), ha="center", va="center" if value > 4000 else "bottom", fontsize=7.5,
                      color="white" if value > 4000 and shift < 0 else INK,
                      bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.2} if value > 4000 else None)  # fmt: skip
            for one in targets:
                axes.plot([place + shift - 0.21, place + shift + 0.21], [one, one], color=INK, linewidth=1.5)
                axes.text(place + shift - (0.24 if shift < 0 else -0.24), one, number(one, 0, language), fontsize=6.5,
                          va="center", ha="right" if shift < 0 else "left", color=QUIET)  # fmt: skip
    axes.plot([], [], color=INK, label=text("target", "target")[language])
    axes.axvspan(-0.55, 0.45, facecolor=STATUS_TINTS["unclear"], edgecolor="none")
    axes.text(-0.05, 8000, _gap(rows, language), ha="center", va="center", fontsize=7.5, color=INK, linespacing=1.5)
    axes.set(xlim=(-0.55, len(years) + 0.6), ylim=(0, 19_500))
    axes.set_xticks(range(len(years) + 1), [text("2010–2014", "2010–2014")[language], *map(str, years)])
    axes.yaxis.set_major_formatter(lambda value, _: number(value, 0, language))
    axes.set_ylabel(text("orang", "persons")[language])
    axes.legend(loc="upper right", ncols=3)
    return figure


def _values(rows: Sequence[Row], series: str, year: int) -> list[float]:
    return [
        float(row["value"]) for row in rows if row["series"] == series and row["year"] == str(year) and row["value"]
    ]


def _gap(rows: Sequence[Row], language: str) -> str:
    value = {row["series"]: float(row["value"]) for row in rows if row["value"]}
    trained = number(value["trained_cumulative_2010_to_march_2013"], 0, language)
    target = number(value["target_cumulative_2010_to_2014"], 0, language)
    return text(
        f"tanpa angka tahunan\n\nkumulatif sampai\nMaret 2013: sedikitnya\n{trained} dilatih\n\ntarget 2010–2014:\n{target}",
        f"no yearly figures\n\ncumulative to\nMarch 2013: at least\n{trained} trained\n\ntarget 2010–2014:\n{target}",
    )[language]
