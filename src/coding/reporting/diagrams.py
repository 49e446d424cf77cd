"""The two models of the article, drawn anew as diagrams from their description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from coding.labels import Text, text
from coding.reporting.figures import INK, QUIET, STATUS_COLOURS, STATUS_TINTS, new

Box = tuple[float, float, float, float]  # centre x, centre y, width, height


def _box(
    axes: Axes,
    box: Box,
    label: str,
    *,
    tint: str = "#f2f2f2",
    edge: str = QUIET,
    bold: bool = False,
    headed: bool = False,
    size: float = 8,
) -> None:
    x, y, width, height = box
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=tint, edgecolor=edge, linewidth=1,
        )
    )  # fmt: skip
    lines = label.split("\n")
    for n, line in enumerate(lines):
        axes.text(x, y + 0.18 * ((len(lines) - 1) / 2 - n) * size / 8, line, ha="center", va="center", fontsize=size,
                  color=INK, fontweight="bold" if bold or (headed and not n) else "normal")  # fmt: skip


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], *, line: str = "-", bend: float = 0
) -> None:
    axes.add_patch(
        FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=9, linewidth=1.1, color=INK, linestyle=line,
                        connectionstyle=f"arc3,rad={bend}", shrinkA=1, shrinkB=1)
    )  # fmt: skip


def remittances(language: str) -> Figure:
    """Effects of remittances in the short, medium and long run (after Barai)."""
    figure, axes = new(4.3)
    words: Mapping[str, Text] = {
        "short": text("Jangka pendek", "Short run"),
        "medium": text("Jangka menengah", "Medium run"),
        "long": text("Jangka panjang", "Long run"),
        "remittance": text("Remitansi", "Remittances"),
        "consumption": text(
            "Konsumsi\npangan, sandang, perabot,\nkesehatan, utang,\nhadiah, pinjaman",
            "Consumption\nfood, clothing, furniture,\nhealth, debt,\ngifts, loans",
        ),
        "saving": text(
            "Tabungan dan investasi\ntabungan sendiri, aset produktif,\nasuransi pendidikan, usaha,\n"
            "memberangkatkan keluarga",
            "Saving and investment\nown savings, productive assets,\neducation insurance, business,\nsending family members",
        ),
        "joint": text("Investasi bersama\nsekolah, jembatan, jalan", "Joint investment\nschools, bridges, roads"),
        "demand": text("Permintaan agregat naik", "Aggregate demand rises"),
        "production": text("Produksi naik,\nkemiskinan turun", "Production rises,\npoverty falls"),
        "capital": text("Modal sosial dan\ninfrastruktur fisik", "Social capital and\nhard infrastructure"),
        "growth": text("Lapangan kerja\ndan pendapatan,\npertumbuhan", "Jobs,\nincome,\ngrowth"),
    }
    boxes: Mapping[str, tuple[Box, str]] = {
        "remittance": ((0.72, 2.5, 1.25, 0.7), "#ffffff"),
        "consumption": ((3.3, 4.1, 3.0, 1.15), STATUS_TINTS["present"]),
        "saving": ((3.3, 2.5, 3.0, 1.15), STATUS_TINTS["present"]),
        "joint": ((3.3, 0.95, 3.0, 0.8), STATUS_TINTS["present"]),
        "demand": ((6.35, 4.1, 2.15, 0.7), STATUS_TINTS["partial"]),
        "production": ((6.35, 2.5, 2.15, 0.8), STATUS_TINTS["partial"]),
        "capital": ((6.35, 0.95, 2.15, 0.8), STATUS_TINTS["partial"]),
        "growth": ((8.75, 2.5, 1.5, 1.1), STATUS_TINTS["absent"]),
    }
    for key, (box, tint) in boxes.items():
        _box(axes, box, words[key][language], tint=tint, bold=key == "remittance", size=7.6,
             headed=key in ("consumption", "saving", "joint"))  # fmt: skip
    for run, x in (("short", 3.3), ("medium", 6.35), ("long", 8.75)):
        axes.text(x, 5.05, words[run][language], ha="center", va="center", fontweight="bold", fontsize=9)
    for y in (4.1, 2.5, 0.95):
        _arrow(axes, (1.36, 2.5), (1.78, y))
    for start, end in (
        ((4.82, 4.1), (5.25, 4.1)),
        ((4.82, 2.5), (5.25, 2.5)),
        ((4.82, 0.95), (5.25, 0.95)),
        ((6.35, 3.74), (6.35, 2.92)),
        ((7.45, 2.5), (7.98, 2.5)),
        ((7.45, 0.95), (8.4, 1.93)),
    ):
        _arrow(axes, start, end)
    _frame(axes, 9.55, 0.4, 5.25)
    return figure


def network_model(language: str) -> Figure:
    """A structural network of humanitarian organisations (after Stockton 2002, in Stephenson 2006)."""
    figure, axes = new(3.9)
    centre = text("Koordinasi\njaringan", "Network\ncoordination")
    _box(axes, (4.5, 2.6, 1.7, 0.9), centre[language], tint="#ffffff", edge=INK, bold=True, size=9)
    works = text("Berhasil melalui", "Works through")
    fails = text("Gagal karena", "Fails through")
    for heading, x, colour in ((works, 1.25, "present"), (fails, 7.75, "absent")):
        axes.text(x, 4.85, heading[language], ha="center", va="center", fontweight="bold", fontsize=9,
                  color=STATUS_COLOURS[colour])  # fmt: skip
    good: Sequence[Text] = (
        text("Integrasi struktural\nyang berjenjang", "Hierarchical\nstructural integration"),
        text("Rentang wewenang\nyang luas", "A wide span\nof authority"),
    )
    bad: Sequence[Text] = (
        text("Tidak ada strategi\ndan tujuan bersama", "No common strategy\nand objectives"),
        text("Instrumen kebijakan\nyang lemah", "Weak policy\ninstruments"),
    )
    for n, label in enumerate(good):
        y = 3.8 - 2.4 * n
        _box(axes, (1.25, y, 2.3, 0.95), label[language], tint=STATUS_TINTS["present"])
        _arrow(axes, (2.42, y), (3.62, 2.8 - 0.4 * n))
    for n, label in enumerate(bad):
        y = 3.8 - 2.4 * n
        _box(axes, (7.75, y, 2.3, 0.95), label[language], tint=STATUS_TINTS["absent"])
        _arrow(axes, (6.58, y), (5.38, 2.8 - 0.4 * n), line="--")
    organisations = text("organisasi", "organisation")
    for x in (3.3, 4.5, 5.7):
        _box(axes, (x, 0.55, 1.05, 0.5), organisations[language], size=7.5)
        _arrow(axes, (4.5 + 0.25 * (x - 4.5), 2.15), (x, 0.82))
    for x in (3.3, 4.5):
        axes.plot([x + 0.55, x + 0.65], [0.55, 0.55], color=INK, linewidth=1)
    _frame(axes, 9.0, 0.2, 5.1)
    return figure


def _frame(axes: Axes, width: float, low: float, high: float) -> None:
    axes.set(xlim=(0, width), ylim=(low, high))
    axes.axis("off")
