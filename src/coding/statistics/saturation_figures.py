"""The figures of saturation (one panel a kind of item) and of code coverage (a heat map with its numbers)."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from coding import labels
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.figures import INK, QUIET, STATUS_COLOURS, new
from coding.statistics import saturation_tables
from coding.statistics.saturation import Saturation
from coding.statistics.saturation_tables import KINDS, Kind

_BLUE, _RED = STATUS_COLOURS["present"], STATUS_COLOURS["absent"]
_FEW = text("terlalu sedikit transkrip", "too few transcripts")


def curves(kinds: Mapping[str, Kind], language: str) -> Figure:
    """Items by number of transcripts: mean of all orders with its band, and, as crosses, the order of the dates."""
    figure, first = new(4.6, margins=(0.75, 0.1, 0.55, 0.6))
    first.remove()
    figure.subplots_adjust(hspace=0.42, wspace=0.2)
    for axes, (name, kind) in zip(figure.subplots(2, 2).flat, kinds.items(), strict=True):
        _panel(axes, kind.found)
        axes.set_title(KINDS[name][language], fontsize=8.5, fontweight="normal")
        axes.annotate(f"{kind.found.items} / {kind.possible}", (0.98, 0.06), xycoords="axes fraction", ha="right",
                      fontsize=7.5, color=QUIET)  # fmt: skip
        if kind.found.transcripts < 2:
            axes.text(0.5, 0.5, _FEW[language], transform=axes.transAxes, ha="center", va="center", fontsize=8.5)
    figure.supxlabel(text("transkrip", "transcripts")[language], fontsize=8.5)
    figure.supylabel(text("ditemukan sampai di situ", "found so far")[language], fontsize=8.5)
    lines = (
        ("-", _BLUE, text("rata-rata semua urutan, pita 95%", "mean of all orders, 95% band")),
        ("x", _RED, text("menurut tanggal", "by date")),
    )
    for style, colour, label in lines:
        first.plot([], [], style, color=colour, markersize=4.5, label=label[language])
    figure.legend(handles=first.lines, loc="upper center", ncols=2, fontsize=7.5)
    return figure


def _panel(axes: Axes, one: Saturation) -> None:
    places = list(range(1, one.transcripts + 1))
    if one.transcripts > 1:
        axes.fill_between(places, one.low, one.high, color=_BLUE, alpha=0.18, linewidth=0)
        axes.plot(places, one.curve, color=_BLUE, linewidth=1.5)
        axes.plot(places, one.dated, "x", color=_RED, markersize=4.5, markeredgewidth=1)
    axes.set(xlim=(0.5, max(2, one.transcripts) + 0.5), ylim=(0, 1.08 * max(1, one.items)))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5, integer=True))


def figure(study: Study, kinds: Mapping[str, Kind]) -> None:
    """Draw the curves in both languages, and write them with caption and alt text."""
    caption = saturation_tables.caption(study)
    drawn = {language: curves(kinds, language) for language in labels.LANGUAGES}
    alt = {language: _alt(kinds, language) for language in labels.LANGUAGES}
    reading = text(
        "Pojok: ditemukan / mungkin. Garis: rata-rata atas semua urutan transkrip (eksak); pita: 95% dari 1.000 urutan acak "
        "transkrip yang sama, sehingga menutup pada transkrip terakhir dan bukan interval kepercayaan.",
        "Corner: found / possible. Line: mean over all orders of the transcripts (exact); band: 95% of 1,000 random orders "
        "of the same transcripts, so that it closes at the last and is no confidence interval.",
    )
    note = labels.joined(reading, saturation_tables.reservations(study))
    outputs.write_figure(study.name, "saturation", drawn, dataclasses.replace(caption, alt=alt, note=note))


def _alt(kinds: Mapping[str, Kind], language: str) -> str:
    start = text("Kurva jumlah temuan menurut banyaknya transkrip", "Curves of items by number of transcripts")[
        language
    ]
    told = [
        f"{KINDS[name][language]} {kind.found.items} / {kind.possible}, {saturation_tables.reached(kind.found)[language]}"
        for name, kind in kinds.items()
    ]
    return f"{start}: {'; '.join(told)}."


def heat(
    shares: Mapping[tuple[str, str], float], names: Mapping[str, Text], transcripts: Sequence[str], language: str
) -> Figure:
    """Transcripts in rows, indicators in columns; the shade and the number give the per cent of segments coded.

    names: indicator, or "any", → head of its column.
    """
    figure, axes = new(1.0 + 0.2 * len(transcripts), margins=(0.7, 0.1, 0.05, 0.85))
    places = [column + (0.15 if code == "any" else 0) for column, code in enumerate(names)]
    most = max((share for (_, code), share in shares.items() if code != "any" and share == share), default=0) or 1
    for line, transcript in enumerate(transcripts):
        axes.text(-0.1, line + 0.5, transcript, ha="right", va="center", fontsize=7.5, color=INK)
        for left, code in zip(places, names, strict=True):
            share = shares[transcript, code]
            depth = 0.0 if code == "any" or math.isnan(share) else share / most
            axes.add_patch(Rectangle((left, line), 1, 1, facecolor=_shade(depth), edgecolor="#cccccc", linewidth=0.5))
            axes.text(left + 0.5, line + 0.5, labels.number(100 * share, 0, language), ha="center", va="center_baseline",
                      fontsize=7.5, color="white" if depth > 0.55 else INK)  # fmt: skip
    for left, name in zip(places, names.values(), strict=True):
        axes.text(left + 0.5, -0.15, name[language], ha="center", va="bottom", fontsize=6.1, linespacing=1.15)
    axes.set(xlim=(0, len(names) + 0.18), ylim=(max(1, len(transcripts)) + 0.06, 0))
    axes.axis("off")
    return figure


def _head(code: str, name: Text) -> Text:
    import textwrap

    return {
        language: "\n".join([code, *textwrap.wrap(words, 13, break_long_words=False)])
        for language, words in name.items()
    }


def _shade(depth: float) -> tuple[float, float, float]:
    red, green, blue = (int(_BLUE[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue)


def coverage_figure(study: Study, shares: Mapping[tuple[str, str], float]) -> None:
    """Draw the heat map in both languages, and write it with caption and alt text."""
    names = {one.code: _head(one.code, one.short) for one in study.codebook.indicators}
    names["any"] = _head("", text("kode apa pun", "any code"))
    transcripts = [row["transcript"] for row in study.transcripts]
    drawn = {language: heat(shares, names, transcripts, language) for language in labels.LANGUAGES}
    known = {name: shares[name, "any"] for name in transcripts if shares[name, "any"] == shares[name, "any"]}
    low, high = (pick(known.values(), default=0.0) for pick in (min, max))
    alt = {
        language: text(
            f"Peta panas {len(transcripts)} transkrip dan indikator. Segmen berkode: ",
            f"Heat map of {len(transcripts)} transcripts and the indicators. Segments coded: ",
        )[language]
        + f"{labels.number(100 * low, 0, language)}–{labels.number(100 * high, 0, language)}%."
        for language in labels.LANGUAGES
    }
    caption = saturation_tables.coverage_caption(study)
    outputs.write_figure(study.name, "coverage", drawn, dataclasses.replace(caption, alt=alt))
