"""The figures of the study: each function draws one in both languages, and writes it with caption and alt text."""

from __future__ import annotations

from collections import Counter

from coding import labels
from coding.findings import charts, coordination, results
from coding.findings.results import Cells
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs, provenance
from coding.reporting.outputs import Caption


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
        + ", ".join(f"{labels.STATUS[s][language]} {counted[s]}" for s in coordination.CELL_STATUSES)
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
