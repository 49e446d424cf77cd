"""The figures of the study: each function draws one in both languages, and writes it with caption and alt text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coding import (
    charts,
    findings,
    labels,
    network,
    outputs,
    provenance,
    results,
    stakeholders,
)
from coding.labels import Text, text
from coding.outputs import Caption
from coding.pipeline import Study
from coding.results import Cells

# The picture shows ties of at least this many codings; the table has all.
SHOWN = 3


def _source(study: Study) -> Text:
    return provenance.of_codings(study.codings, study.transcripts, study.coders)


def matrix(study: Study, cells: Cells, pooled: Cells) -> None:
    """The coordination matrix as a picture."""
    counted = Counter(cell.status for cell in cells.values())
    alt = {
        language: labels.text(
            "Matriks pemangku kepentingan dan indikator. Jumlah sel: ",
            "Matrix of stakeholders and indicators. Numbers of cells: ",
        )[language]
        + ", ".join(f"{labels.STATUS[s][language]} {counted[s]}" for s in findings.CELL_STATUSES)
        + "."
        for language in labels.LANGUAGES
    }
    lines = results.lines(study, cells, pooled)
    drawn = {language: charts.matrix(lines, study.codebook.indicators, language) for language in labels.LANGUAGES}
    title = text(
        f"Matriks koordinasi, {study.district.title['id']}.",
        f"Coordination matrix, {study.district.title['en']}.",
    )
    note = labels.joined(
        text(
            "Lingkaran penuh: ada; separuh: sebagian; kosong: tidak ada; silang: campuran. Ukuran lingkaran: segmen (pada "
            "baris jumlah sama besar). Angka: segmen · informan.",
            "Full circle: present; half: partial; empty: absent; crossed: mixed. Size of a circle: segments (one size in "
            "subtotals). Numbers: segments · informants.",
        ),
        results.MARKS,
    )
    outputs.write_figure(study.name, "matrix", drawn, Caption(title, _source(study), alt, note))


def ties(study: Study, found: Sequence[network.Tie]) -> None:
    """The network as informants tell it."""
    directory = stakeholders.load(study.name)
    told = network.graph(found)
    central = max(told.nodes, key=lambda node: (told.degree(node), node), default="")
    alt = {
        language: labels.text(
            f"Jaringan berarah dengan {told.number_of_nodes()} pemangku kepentingan dan {told.number_of_edges()} "
            "hubungan yang diceritakan ada. ",
            f"Directed network of {told.number_of_nodes()} stakeholders and {told.number_of_edges()} ties told to "
            "exist. ",
        )[language]
        + (
            labels.text("Hubungan terbanyak: ", "Most ties: ")[language]
            + directory.stakeholders[central].short[language]
            + "."
            if central
            else ""
        )
        for language in labels.LANGUAGES
    }
    drawn = {language: charts.network(found, directory, language, least=SHOWN) for language in labels.LANGUAGES}
    title = text(
        "Hubungan antarpihak menurut cerita para informan.",
        "Who tells of dealing with whom, as informants have it.",
    )
    note = text(
        f"Panah dari yang bercerita ke yang diceritakan; tebal garis mengikuti jumlah pengodean. Hubungan dengan kurang "
        f"dari {SHOWN} pengodean hanya ada dalam tabel.",
        "Arrows lead from who tells to who is told of; the width of a line follows the number of codings. Ties of fewer "
        f"than {SHOWN} codings stand in the table only.",
    )
    outputs.write_figure(study.name, "network", drawn, Caption(title, _source(study), alt, note))
