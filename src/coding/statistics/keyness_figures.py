"""The figure of key words: one dot a word at its log ratio, level by level."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from coding import labels
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.figures import INK, LEVEL_COLOURS, QUIET, new
from coding.statistics import keyness_tables
from coding.statistics.keyness import Keyword
from coding.statistics.keyness_tables import Keyness

_LINE = 0.17  # inches a word
_FEW = text(
    "Terlalu sedikit: tidak ada kata yang dapat dibandingkan antartingkat.",
    "Too few: there are no words to compare between levels.",
)
_KINDS = (
    ("o", "full", text("p < 0,05", "p < .05")),
    ("o", "none", text("p ≥ 0,05", "p ≥ .05")),
)  # fmt: skip


def draw(one: Keyness, language: str) -> Figure:
    """Levels one below the other; full dots pass the test, open ones do not; × marks words that no other level says."""
    levels = [level for level in one.levels if one.leading[level]]
    if not levels:
        return few(_FEW[language])
    lines = sum(len(one.leading[level]) + 1 for level in levels)
    figure, axes = new(0.95 + _LINE * lines, margins=(1.5, 0.6, 0.75, 0.1))
    widest = max(word.log_ratio for words in one.leading.values() for word in words)
    place = 0
    for level in levels:
        axes.axhspan(place - 0.45, place + 0.45, facecolor="#efefef", edgecolor="none", zorder=0)
        name = keyness_tables.level_name(one, level)[language]
        axes.text(0.06, place, name, va="center", fontsize=8.5, color=INK)
        _dots(axes, place + 1, one.leading[level], LEVEL_COLOURS.get(level, QUIET))
        place += 1 + len(one.leading[level])
    axes.set_yticks([])
    axes.set_xticks(range(math.ceil(widest) + 1))
    axes.spines["left"].set_color("#bbbbbb")
    axes.set(xlim=(0, math.ceil(widest) + 0.3), ylim=(place - 0.4, -0.7))
    axes.set_xlabel(
        text("log rasio (1: dua kali, 2: empat kali lebih sering)", "log ratio (1: twice, 2: four times as often)")[
            language
        ]
    )
    for marker, fill, label in _KINDS:
        axes.plot([], [], marker, color=INK, fillstyle=fill, linestyle="", markersize=5, label=label[language])
    figure.legend(loc="lower center", ncols=2, fontsize=7.5)
    return figure


def _dots(axes: Axes, first: int, words: Sequence[Keyword], colour: str) -> None:
    """The words of one level from the line `first` on."""
    places = range(first, first + len(words))
    axes.hlines(places, 0, [word.log_ratio for word in words], color="#dddddd", linewidth=0.9, zorder=1)
    axes.scatter([word.log_ratio for word in words], places, s=34, zorder=2, edgecolor=colour, linewidth=1.2,
                 facecolor=[colour if word.key else "white" for word in words])  # fmt: skip
    for place, word in zip(places, words, strict=True):
        only = "" if word.elsewhere else " ×"
        axes.text(-0.08, place, word.word, ha="right", va="center", fontsize=8, color=INK)
        axes.text(word.log_ratio + 0.12, place, f"{word.count}{only}", va="center", fontsize=7, color=QUIET)


def few(sentence: str) -> Figure:
    """A figure that says in words why there is nothing to draw."""
    figure, axes = new(0.6)
    axes.text(0.5, 0.5, sentence, ha="center", va="center", fontsize=9, color=INK)
    axes.axis("off")
    return figure


def figure(study: Study, one: Keyness) -> None:
    """Draw the dots in both languages, and write them with caption and alt text."""
    caption = keyness_tables.caption(one)
    reading = text(
        "Angka: berapa kali diucapkan; ×: tidak diucapkan tingkat lain, sehingga log rasionya bergantung pada koreksi nol.",
        "Number: times said; ×: said by no other level, so that its log ratio rests on the correction of zero.",
    )
    note = labels.joined(reading, caption.note or text("", ""))
    drawn = {language: draw(one, language) for language in labels.LANGUAGES}
    outputs.write_figure(study.name, "keyness", drawn, dataclasses.replace(caption, alt=_alt(one), note=note))


def _alt(one: Keyness) -> Text:
    if not any(one.leading.values()):
        return _FEW
    return {
        language: text("Kata teratas tiap tingkat: ", "Leading words of each level: ")[language]
        + "; ".join(
            f"{one.levels[level][language]}: {', '.join(word.word for word in words[:3]) or '–'}"
            for level, words in ((level, one.leading[level]) for level in one.levels)
        )
        + "."
        for language in labels.LANGUAGES
    }
