"""Tables of the results: the coordination matrix with its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coding import labels
from coding.files import Row
from coding.findings import coordination
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.reporting.tables import Printed, role_name, source_line
from coding.transcripts.segments import sentences

Cells = Mapping[tuple[str, str], coordination.Cell]


@dataclass(frozen=True)
class Line:
    """One line of the matrix as it is printed: a stakeholder, or the subtotal of a level or of all.

    key: the stakeholder or level, or findings.ALL. cells: by indicator.
    """

    key: str
    label: Text
    level: str
    subtotal: bool
    cells: Mapping[str, coordination.Cell]


def cells(study: Study) -> Cells:
    """The coordination matrix of the stakeholders that the district's participants stand for."""
    return coordination.matrix(study.codings, study.speakers, heard(study), study.codebook.codes)


def subtotals(study: Study) -> Cells:
    """The same for each level, and for all codings together."""
    directory = study.directory
    levels = dict.fromkeys(directory.stakeholders[key].level for key in heard(study))
    return coordination.matrix(
        study.codings, study.speakers, [*levels, coordination.ALL], study.codebook.codes, by="level"
    )


def heard(study: Study) -> list[str]:
    """Stakeholders in the order of their levels, then of the directory."""
    directory = study.directory
    heard = {person["stakeholder"] for person in study.people if person["stakeholder"]}
    known = [key for key in directory.stakeholders if key in heard]
    return sorted(known, key=lambda key: list(directory.levels).index(directory.stakeholders[key].level))


def lines(study: Study, found: Cells, pooled: Cells) -> list[Line]:
    """The matrix line by line: each level's stakeholders, behind them the subtotal where the level has several, at
    last all together where there are several levels."""
    directory = study.directory
    by_level: dict[str, list[str]] = {}
    for key in dict.fromkeys(row for row, _ in found):
        by_level.setdefault(directory.stakeholders[key].level, []).append(key)
    result = []
    for level, members in by_level.items():
        result += [_line(study, key, directory.stakeholders[key].short, level, found) for key in members]
        if len(members) > 1:
            result.append(_line(study, level, _together(directory.levels[level]), level, pooled, subtotal=True))
    if len(by_level) > 1:
        result.append(_line(study, coordination.ALL, text("Semua", "All"), "", pooled, subtotal=True))
    return result


def _together(level: Text) -> Text:
    return text(f"{level['id']}, gabungan", f"{level['en']}, together")


def _line(study: Study, key: str, label: Text, level: str, from_: Cells, *, subtotal: bool = False) -> Line:
    return Line(key, label, level, subtotal, {code: from_[key, code] for code in study.codebook.codes})


def matrix(study: Study, found: Cells, pooled: Cells) -> Printed:
    """The matrix as the paper prints it, and the cells with their chosen quotes as data."""
    rows: list[dict[str, Any]] = [
        {"stakeholder": line.label, **{code: _cell_text(cell) for code, cell in line.cells.items()}}
        for line in lines(study, found, pooled)
    ]
    printed = outputs.write_table(
        study.name,
        "matrix",
        rows,
        {
            "stakeholder": text("Pemangku kepentingan", "Stakeholder"),
            **{code: study.codebook[code].short for code in study.codebook.codes},
        },
        Caption(
            text("Matriks koordinasi: status tiap indikator dalam tuturan tiap pemangku kepentingan.",
                 "Coordination matrix: status of each indicator as each stakeholder tells it."),
            source_line(study, study.codings),
            note=labels.joined(text("Dalam kurung: segmen; informan.", "In brackets: segments; informants."), MARKS),
        ),
    )  # fmt: skip
    _write_cells(study, found, pooled)
    outputs.write_numbers(study.name, _numbers(study, found))
    return printed


MARKS: Text = text(
    "†: hanya satu informan; ‡: informan saling bertentangan (ada menurut yang satu, tidak ada menurut yang lain).",
    "†: one informant only; ‡: informants contradict each other (present as one tells it, absent as another does).",
)


def _write_cells(study: Study, found: Cells, pooled: Cells) -> None:
    """matrix.csv: the cells with their quotes; matrix_levels.csv: the subtotals."""
    directory = study.directory
    data = [
        {
            "stakeholder": key,
            "short_id": directory.stakeholders[key].short["id"],
            "short_en": directory.stakeholders[key].short["en"],
            **_evidence(cell),
            **_quote(study, cell),
        }
        for (key, _), cell in found.items()
    ]
    outputs.write_rows(study.name, "matrix", data, list(data[0]) if data else [])
    totals = [{"level": level, **_evidence(cell)} for (level, _), cell in pooled.items()]
    outputs.write_rows(study.name, "matrix_levels", totals, list(totals[0]))


def _evidence(cell: coordination.Cell) -> dict[str, Any]:
    return {
        "indicator": cell.indicator,
        "status": cell.status,
        **{status: cell.counts.get(status, 0) for status in ("present", "partial", "absent", "unclear")},
        "segments": cell.segments,
        "informants": cell.informants,
        "contradicted": str(cell.contradicted).lower(),
    }


def chosen(study: Study, cell: coordination.Cell) -> Row | None:
    """The quote that stands for a cell: the first in rank that its speaker allows to be shown."""
    return next((one for one in cell.quotes if may_be_quoted(study, one)), None)


def may_be_quoted(study: Study, coding: Row) -> bool:
    return study.consent.quote(coding["transcript"], study.speakers[coding["segment"]])


def _quote(study: Study, cell: coordination.Cell) -> dict[str, Any]:
    quote = chosen(study, cell)
    segment = study.by_segment[quote["segment"]] if quote else {}
    who = segment.get("speaker", "")
    role = role_name(study, quote["transcript"], who) if quote else text("", "")
    return {
        "quote": quote["quote"] if quote else "",
        "quote_status": quote["status"] if quote else "",
        "quote_speaker": who,
        "quote_role_id": role["id"],
        "quote_role_en": role["en"],
        "quote_transcript": quote["transcript"] if quote else "",
        "quote_segment": quote["segment"] if quote else "",
        "quote_coding": quote["coding"] if quote else "",
        "quote_reconstructed": quote["reconstructed"] if quote else "",
        "quote_question": _question(study, segment) if quote else "",
    }


def quotes(study: Study, found: Cells) -> Printed:
    """The chosen quote of every cell that has one, with what the cell rests on."""
    directory = study.directory
    rows = []
    for (key, code), cell in found.items():
        if quote := chosen(study, cell):
            speaker = study.speakers[quote["segment"]]
            who = role_name(study, quote["transcript"], speaker)
            rows.append(
                {
                    "stakeholder": directory.stakeholders[key].short,
                    "indicator": code,
                    "status": _cell_text(cell),
                    "quote": quote["quote"],
                    "quote_status": labels.STATUS[quote["status"]],
                    "speaker": {language: f"{speaker}, {who[language]}" for language in labels.LANGUAGES},
                    "place": quote["segment"],
                }
            )
    return outputs.write_table(
        study.name,
        "quotes",
        rows,
        {
            "stakeholder": text("Pemangku kepentingan", "Stakeholder"),
            "indicator": text("Ind.", "Ind."),
            "status": text("Sel", "Cell"),
            "quote": text("Kutipan", "Quote"),
            "quote_status": text("Status kutipan", "Status of the quote"),
            "speaker": text("Penutur", "Speaker"),
            "place": text("Segmen", "Segment"),
        },
        Caption(
            text("Kutipan terpilih tiap sel matriks.", "The chosen quote of each cell of the matrix."),
            source_line(study, study.codings),
            note=labels.joined(
                text(
                    "Dipilih menurut aturan: berstatus sama dengan selnya, diberikan paling banyak pengode, panjangnya "
                    "paling mendekati 90 karakter; hanya yang boleh dikutip.",
                    "Chosen by rule: of the cell's own status, held by most coders, nearest to 90 characters; only what "
                    "may be quoted.",
                ),
                MARKS,
            ),
        ),
    )


def _numbers(study: Study, found: Cells) -> dict[str, int]:
    counted = Counter(cell.status for cell in found.values())
    return {
        "cells": len(found),
        "cells_heard": sum(cell.status != "none" for cell in found.values()),
        "cells_single": sum(cell.single for cell in found.values()),
        "cells_contradicted": sum(cell.contradicted for cell in found.values()),
        "cells_mixed_single": sum(cell.single and cell.status == "mixed" for cell in found.values()),
        "cells_mixed_fifth": sum(coordination.cell_status(c.counts, opposed=1 / 5) == "mixed" for c in found.values()),
        "cells_mixed_third": sum(coordination.cell_status(c.counts, opposed=1 / 3) == "mixed" for c in found.values()),
        **{f"cells_{status}": counted[status] for status in coordination.CELL_STATUSES},
        **_by_indicator(study, found),
    }


def _question(study: Study, segment: Row) -> str:
    """What the interviewer asked last before a segment, where it may be shown: an answer may take its content from
    there."""
    transcript = segment["transcript"]
    before = [
        turn for turn in study.turns[transcript] if turn.kind == "interviewer" and turn.number < int(segment["turn"])
    ]
    if not before or not study.consent.whole(transcript, before[-1].speaker):
        return ""
    asked = study.texts[transcript][before[-1].start : before[-1].end]
    return " ".join(asked[start:end] for start, end in sentences(asked)[-2:])


def _by_indicator(study: Study, found: Cells) -> dict[str, int]:
    """Numbers of cells by indicator and status, of cells with evidence, and of codings by indicator and status."""
    numbers = {}
    for code in study.codebook.codes:
        column = [cell for (_, one), cell in found.items() if one == code]
        for status in coordination.CELL_STATUSES:
            numbers[f"cells_{status}_{code}"] = sum(cell.status == status for cell in column)
        for sub in study.codebook[code].subcodes:
            for status in ("present", "partial", "absent", "unclear"):
                numbers[f"codings_{status}_{code}_{sub.key}"] = sum(
                    (one["indicator"], one["subcode"], one["status"]) == (code, sub.key, status)
                    for one in study.codings
                )
        numbers[f"cells_heard_{code}"] = sum(cell.status != "none" for cell in column)
        for status in ("present", "partial", "absent", "unclear"):
            numbers[f"codings_{status}_{code}"] = sum(cell.counts.get(status, 0) for cell in column)
    return numbers


def _cell_text(cell: coordination.Cell) -> Text:
    return {
        language: f"{words} ({cell.segments}; {cell.informants}){cell.marks}" if cell.segments else "–"
        for language, words in labels.STATUS[cell.status].items()
    }
