"""Districts side by side: the matrix of each, where they differ, and what a difference rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from coding import labels, paths
from coding.codebooks import codebook
from coding.codebooks.codes import Codebook, Indicator
from coding.errors import CodingError
from coding.findings import charts, coordination, results
from coding.findings.coordination import ALL, Cell
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs, provenance
from coding.reporting.outputs import Caption
from coding.reporting.tables import Printed

ACROSS = "across"
Studies = Mapping[str, Study]
Levels = dict[str, Text]
# (district, level or ALL, indicator) → cell
Cells = dict[tuple[str, str, str], Cell]


def studies() -> dict[str, Study]:
    """All districts that have codings by the same indicators: those of the shared codebook, or of the most districts
    where none has these."""
    found = {name: Study(name) for name in paths.districts() if (paths.coded(name) / "codings.csv").exists()}
    if not found:
        raise CodingError("no district has codings yet", mend="Run make.")
    groups: dict[Framework, dict[str, Study]] = {}
    for name, study in found.items():
        groups.setdefault(framework(study.codebook), {})[name] = study
    return groups.get(framework(codebook.load(paths.codebook()))) or max(groups.values(), key=len)


Framework = tuple[tuple[str, str], ...]


def framework(book: Codebook) -> Framework:
    """What makes codings comparable: the indicators, by code and name. Keywords and parts may differ."""
    return tuple((one.code, one.label["id"]) for one in book.indicators)


def indicators(found: Studies) -> tuple[Indicator, ...]:
    return next(iter(found.values())).codebook.indicators


def levels(found: Studies) -> Levels:
    """Levels that any district has heard, in the order of the directories, behind them all together."""
    known: Levels = {}
    for study in found.values():
        directory = study.directory
        spoken = {directory.stakeholders[key].level for key in results.heard(study)}
        known |= {key: label for key, label in directory.levels.items() if key in spoken and key not in known}
    order = {key: n for study in found.values() for n, key in enumerate(study.directory.levels)}
    return {key: known[key] for key in sorted(known, key=order.__getitem__)} | {ALL: text("Semua", "All")}


def cells(found: Studies) -> Cells:
    """The matrix of each district by level, and of all its levels together, by the rule of the matrix."""
    rows = list(levels(found))
    return {
        (name, level, indicator): cell
        for name, study in found.items()
        for (level, indicator), cell in coordination.matrix(
            study.codings, study.speakers, rows, study.codebook.codes, by="level"
        ).items()
    }


def _kind(study: Study) -> Text:
    """Who made a district's codings, in two words each."""
    made = [source for source in labels.SOURCE if any(one["source"] == source for one in study.codings)]
    return {language: ", ".join(labels.SOURCE[source][language] for source in made) for language in labels.LANGUAGES}


def _sources(found: Studies) -> Text:
    """The source line: each district's own, and what keeps districts from being compared."""
    notes = [_source(study) for study in found.values()]
    notes += [] if alike(found) else [UNLIKE]
    return labels.joined(*notes, *_left_out(found))


def _source(study: Study) -> Text:
    line = provenance.of_codings(study.codings, study.transcripts, study.coders)
    title, other = study.district.title, provenance.of_codebook(study.replay.standing, study.codebook)
    return {
        language: f"{title[language]}: {line[language].removeprefix('Sumber: ').removeprefix('Source: ')}{other[language]}"
        for language in labels.LANGUAGES
    }


def _left_out(found: Studies) -> list[Text]:
    names = [name for name in paths.districts() if (paths.coded(name) / "codings.csv").exists() and name not in found]
    titles = [Study(name).district.title for name in names]
    if not titles:
        return []
    listed = {language: labels.listed([one[language] for one in titles], language) for language in labels.LANGUAGES}
    return [
        text(
            f"Tidak disertakan, karena dikode dengan indikator lain: {listed['id']}.",
            f"Left out, being coded by other indicators: {listed['en']}.",
        )
    ]


UNLIKE: Text = text(
    "Pengodean kabupaten-kabupaten ini berbeda jenisnya, sehingga perbedaannya belum tentu perbedaan keadaan.",
    "The districts' codings are of different kinds, so that a difference need not be one of circumstances.",
)


def alike(found: Studies) -> bool:
    """Whether all districts' codings are made by the same kinds of coders."""
    return len({frozenset(one["source"] for one in study.codings) for study in found.values()}) <= 1


def _titles(found: Studies) -> dict[str, Text]:
    return {name: study.district.title for name, study in found.items()}


def table(found: Studies, made: Cells) -> Printed:
    """The matrices side by side: one line a level and indicator, one column a district."""
    rows = [
        {
            "level": label,
            "indicator": _name(one),
            **{name: _evidence(made[name, level, one.code]) for name in found},
        }
        for level, label in levels(found).items()
        for one in indicators(found)
    ]
    columns = {"level": text("Tingkat", "Level"), "indicator": text("Indikator", "Indicator"), **_titles(found)}
    caption = Caption(
        text("Matriks kabupaten berdampingan, menurut tingkat pemangku kepentingan.",
             "The districts' matrices side by side, by level of stakeholder."),
        _sources(found),
        note=labels.joined(text("Dalam kurung: segmen; informan.", "In brackets: segments; informants."), results.MARKS),
    )  # fmt: skip
    return outputs.write_table(ACROSS, "districts", rows, columns, caption)


def _name(one: Indicator) -> Text:
    return {language: f"{one.code} {one.short[language]}" for language in labels.LANGUAGES}


def _evidence(cell: Cell) -> Text:
    if not cell.segments:
        return labels.STATUS["none"]
    return {
        language: f"{word} ({cell.segments}; {cell.informants}){cell.marks}"
        for language, word in labels.STATUS[cell.status].items()
    }


Difference = tuple[str, str]  # level, indicator


def differing(found: Studies, made: Cells) -> list[Difference]:
    """Levels and indicators at which districts with evidence differ in status: opposites first, then in the order of
    the matrix, all levels together before single ones."""
    order = [ALL, *(level for level in levels(found) if level != ALL)]
    keys = [(level, one.code) for level in order for one in indicators(found)]
    unlike = [key for key in keys if len(_statuses(found, made, key)) > 1]
    return sorted(unlike, key=lambda key: not opposed(found, made, key))


def _statuses(found: Studies, made: Cells, key: Difference) -> set[coordination.CellStatus]:
    return {made[name, *key].status for name in found} - {"none", "unclear"}


def opposed(found: Studies, made: Cells, key: Difference) -> bool:
    """Present in one district and absent in another."""
    return {"present", "absent"} <= _statuses(found, made, key)


def differences(found: Studies, made: Cells) -> Printed:
    """Where districts differ, and what each side rests on: one line a district. Printed are opposites and what differs
    over all levels together; the data hold every difference."""
    unlike = differing(found, made)
    _write_numbers(found, made, unlike)
    every = {key: [_side(found, made, key, name) for name in found if made[name, *key].segments] for key in unlike}
    printed = outputs.write_table(
        ACROSS,
        "differences",
        [row for key, rows in every.items() if key[0] == ALL or opposed(found, made, key) for row in rows],
        _SIDE,
        Caption(
            text("Perbedaan antarkabupaten dan sandarannya.", "Differences between districts and what they rest on."),
            _sources(found),
            note=labels.joined(
                text(
                    "Yang berlawanan (ada, tidak ada) di depan, lalu yang berbeda atas semua tingkat; selebihnya ada dalam "
                    "differences.csv. Dalam kurung: segmen; informan. Bertahan: status tetap sama transkrip mana pun yang "
                    "disisihkan.",
                    "Opposites (present, absent) come first, then what differs over all levels; the rest is in "
                    "differences.csv. In brackets: segments; informants. Holds: the status stays the same whichever "
                    "transcript is left out.",
                ),
                results.MARKS,
            ),
        ),
    )
    outputs.write_rows(ACROSS, "differences", [_as_data(row) for rows in every.values() for row in rows], list(_SIDE))
    return printed


_SIDE = {
    "level": text("Tingkat", "Level"),
    "indicator": text("Indikator", "Indicator"),
    "district": text("Kabupaten", "District"),
    "status": text("Status", "Status"),
    "transcripts": text("Transkrip", "Transcripts"),
    "holds": text("Bertahan", "Holds"),
    "quote": text("Kutipan", "Quote"),
    "place": text("Segmen", "Segment"),
}


def _as_data(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value["en"] if isinstance(value, dict) else value for key, value in row.items()}


def _write_numbers(found: Studies, made: Cells, unlike: Sequence[Difference]) -> None:
    firm = [key for key in unlike if any(_firm(found, made, key, pair) for pair in combinations(found, 2))]
    equal = [one for one in indicators(found) if len({made[name, ALL, one.code].status for name in found}) == 1]
    outputs.write_numbers(
        ACROSS,
        {
            "districts": len(found),
            "indicators_equal_across": len(equal),
            "differences": len(unlike),
            "differences_opposed": sum(opposed(found, made, key) for key in unlike),
            "differences_firm": len(firm),
        },
    )


def _firm(found: Studies, made: Cells, key: Difference, pair: tuple[str, str]) -> bool:
    """Two districts differ, and on neither side does one transcript make the difference."""
    first, second = (made[name, *key] for name in pair)
    clear = {first.status, second.status} <= {"present", "partial", "absent", "mixed"}
    return clear and first.status != second.status and coordination.holds(first) and coordination.holds(second)


def _side(found: Studies, made: Cells, key: Difference, name: str) -> dict[str, Any]:
    cell = made[name, *key]
    quote = results.chosen(found[name], cell)
    code = next(one for one in indicators(found) if one.code == key[1])
    return {
        "level": levels(found)[key[0]],
        "indicator": _name(code),
        "district": found[name].district.title,
        "status": _evidence(cell),
        "transcripts": len({one["transcript"] for one in cell.quotes}),
        "holds": text("ya", "yes") if coordination.holds(cell) else text("tidak", "no"),
        "quote": quote["quote"] if quote else "",
        "place": quote["segment"] if quote else "",
    }


def figure(found: Studies, made: Cells) -> None:
    """Small multiples: one panel a district, its levels in rows and the indicators in columns."""
    heading = {name: (study.district.title, _kind(study)) for name, study in found.items()}
    drawn = {
        language: charts.districts(made, heading, levels(found), indicators(found), language)
        for language in labels.LANGUAGES
    }
    caption = Caption(
        text("Matriks koordinasi tiap kabupaten menurut tingkat pemangku kepentingan.",
             "Coordination matrix of each district by level of stakeholder."),
        _sources(found),
        _alt(found, made),
        labels.joined(
            {language: _key(found, language) for language in labels.LANGUAGES},
            text("Ukuran lingkaran: segmen, di tiap kabupaten tersendiri; baris Semua sama besar.",
                 "Size of a circle: segments, in each district apart; one size in the row All."),
        ),
    )  # fmt: skip
    outputs.write_figure(ACROSS, "districts", drawn, caption)


def _key(found: Studies, language: str) -> str:
    return "; ".join(_name(one)[language] for one in indicators(found)) + "."


def _alt(found: Studies, made: Cells) -> Text:
    def panel(name: str, language: str) -> str:
        told = ", ".join(
            f"{one.code} {labels.STATUS[made[name, ALL, one.code].status][language]}" for one in indicators(found)
        )
        return f"{found[name].district.title[language]}: {told}."

    whole: Sequence[Text] = [
        text("Semua tingkat bersama.", "All levels together."),
        *({language: panel(name, language) for language in labels.LANGUAGES} for name in found),
    ]
    return labels.joined(*whole)
