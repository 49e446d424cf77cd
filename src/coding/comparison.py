"""Districts side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from coding import charts, findings, labels, outputs, paths, provenance
from coding.errors import CodingError
from coding.findings import Cell
from coding.labels import Text, text
from coding.outputs import Caption
from coding.pipeline import Study

ACROSS = "across"


def studies() -> dict[str, Study]:
    """All districts that have codings."""
    found = {name: Study(name) for name in paths.districts() if (paths.coded(name) / "codings.csv").exists()}
    if not found:
        raise CodingError("no district has codings yet", mend="Run make.")
    return found


def cells(found: Mapping[str, Study]) -> dict[tuple[str, str], Cell]:
    """(district, indicator) → cell of all its stakeholders together, by the rule of the matrix."""
    result: dict[tuple[str, str], Cell] = {}
    for name, study in found.items():
        result |= findings.matrix(study.codings, study.speakers, [name], study.codebook.codes, by="district")
    return result


def _sources(found: Mapping[str, Study]) -> Text:
    lines = {
        name: provenance.of_codings(study.codings, study.transcripts, study.coders) for name, study in found.items()
    }
    return {
        language: " ".join(
            f"{found[name].district.title[language]}: {line[language].removeprefix('Sumber: ').removeprefix('Source: ')}"
            for name, line in lines.items()
        )
        for language in labels.LANGUAGES
    }


def _kind(study: Study) -> Text:
    """Who made a district's codings, in two words each."""
    made = [source for source in labels.SOURCE if any(one["source"] == source for one in study.codings)]
    return {language: ", ".join(labels.SOURCE[source][language] for source in made) for language in labels.LANGUAGES}


def figure(found: Mapping[str, Study], pooled: Mapping[tuple[str, str], Cell]) -> None:
    """Small multiples: one column a district."""
    indicators = next(iter(found.values())).codebook.indicators
    titles = {name: study.district.title for name, study in found.items()}
    sources = {name: _kind(study) for name, study in found.items()}
    alt = {
        language: " ".join(
            f"{titles[name][language]}: "
            + ", ".join(f"{one.code} {labels.STATUS[pooled[name, one.code].status][language]}" for one in indicators)
            + "."
            for name in found
        )
        for language in labels.LANGUAGES
    }
    drawn = {language: charts.districts(pooled, titles, sources, indicators, language) for language in labels.LANGUAGES}
    caption = Caption(
        text("Status tiap indikator menurut kabupaten, semua pemangku kepentingan.",
             "Status of each indicator by district, all stakeholders together."),
        _sources(found),
        alt,
        text("Angka: segmen.", "Numbers: segments."),
    )  # fmt: skip
    outputs.write_figure(ACROSS, "districts", drawn, caption)


def table(found: Mapping[str, Study], pooled: Mapping[tuple[str, str], Cell]) -> dict[str, Any]:
    """One line an indicator, one column a district: status and numbers behind it."""
    indicators = next(iter(found.values())).codebook.indicators
    rows = [
        {
            "indicator": {language: f"{one.code} {one.short[language]}" for language in labels.LANGUAGES},
            **{name: _cell(pooled[name, one.code]) for name in found},
        }
        for one in indicators
    ]
    counted = Counter(
        pooled[first, one.code].status == pooled[second, one.code].status
        for one in indicators
        for n, first in enumerate(found)
        for second in list(found)[n + 1 :]
    )
    outputs.write_numbers(ACROSS, {"districts": len(found), "indicators_equal_across": counted[True]})
    columns = {"indicator": text("Indikator", "Indicator")}
    columns |= {name: study.district.title for name, study in found.items()}
    caption = Caption(
        text("Indikator menurut kabupaten.", "Indicators by district."),
        _sources(found),
        note=text(
            "Dalam kurung: ada, sebagian, tidak ada, tidak jelas.",
            "In brackets: present, partial, absent, unclear.",
        ),
    )
    return outputs.write_table(ACROSS, "districts", rows, columns, caption)


def _cell(cell: Cell) -> Text:
    numbers = ", ".join(str(cell.counts.get(status, 0)) for status in ("present", "partial", "absent", "unclear"))
    return {language: f"{words} ({numbers})" for language, words in labels.STATUS[cell.status].items()}
