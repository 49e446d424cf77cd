"""What session 5 shows of the shipped district: the codings of one cell, and who tells of whom."""

from __future__ import annotations

from collections.abc import Mapping

from coding import labels, paths, pipeline
from coding.districts import stakeholders
from coding.findings import plates, results
from coding.labels import text
from coding.network import ties as network
from coding.teaching import current, material
from coding.teaching.board import Board, board
from coding.teaching.feedback import Feedback, empty
from coding.teaching.words import say


def cell(stakeholder: str, indicator: str) -> Board:
    """All codings of one cell of the matrix: segment, informant, status, quote."""
    study = material.shipped()
    rows: list[Mapping[str, object]] = [
        {**row, "status": labels.STATUS[row["status"]], "speaker": study.speakers[row["segment"]]}
        for row in study.codings
        if (row["stakeholder"], row["indicator"]) == (stakeholder, indicator)
    ]
    columns = {
        "segment": text("Segmen", "Segment"),
        "speaker": text("Informan", "Informant"),
        "status": text("Status", "Status"),
        "quote": text("Kutipan", "Quote"),
    }
    return board(rows, columns)


def matrix(district: str) -> Board | Feedback:
    """The matrix of a district: of the student's own from its decisions as they are now, else of the shipped one."""
    study = _study(district.strip())
    if study is None:
        return Feedback("P.2", empty(say("which_district")), current.language())
    printed = results.matrix(study, results.cells(study), results.subtotals(study))
    return Board(printed[current.language()])


def picture(district: str) -> object:
    """The same matrix, drawn."""
    from IPython.display import SVG

    study = _study(district.strip())
    if study is None:
        return Feedback("P.2", empty(say("which_district")), current.language())
    plates.matrix(study, results.cells(study), results.subtotals(study))
    drawn = paths.figures(study.name) / f"matrix.{current.language()}.svg"
    return SVG(filename=str(drawn))  # type: ignore[no-untyped-call]


def _study(district: str) -> pipeline.Study | None:
    if district == material.SHIPPED:
        return material.shipped()
    if district not in paths.districts():
        return None
    pipeline.prepare(district)
    return pipeline.write_codings(district)


def ties(most: int = 12) -> Board:
    """Who tells of whom, by the number of codings; the `most` told of most often."""
    study = material.shipped()
    directory = stakeholders.load(study.name)
    found = network.ties(study.codings, study.segments, directory)
    found = sorted(found, key=lambda tie: (-sum(tie.counts.values()), tie.source, tie.target))[:most]
    rows: list[Mapping[str, object]] = [
        {
            "source": directory.stakeholders[tie.source].short,
            "target": directory.stakeholders[tie.target].short,
            "status": labels.STATUS[tie.status],
            "codings": sum(tie.counts.values()),
            "quote": tie.quotes[0]["quote"],
        }
        for tie in found
    ]
    columns = {
        "source": text("Yang bercerita", "Who tells"),
        "target": text("Tentang siapa", "Of whom"),
        "status": text("Status", "Status"),
        "codings": text("Pengodean", "Codings"),
        "quote": text("Satu di antaranya", "One of them"),
    }
    return board(rows, columns)
