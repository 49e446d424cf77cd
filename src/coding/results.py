"""Tables of the results: matrix and replication, each computed, written and returned as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from coding import claims, findings, labels, outputs, stakeholders
from coding.files import Row
from coding.labels import Text, text
from coding.outputs import Caption, Number
from coding.pipeline import Study
from coding.segments import sentences
from coding.tables import Printed, role_name, source_line


def cells(study: Study) -> dict[tuple[str, str], findings.Cell]:
    """The coordination matrix of the stakeholders that the district's participants stand for."""
    directory = stakeholders.load(study.name)
    heard = {person["stakeholder"] for person in study.people if person["stakeholder"]}
    known = [key for key in directory.stakeholders if key in heard]
    order = sorted(known, key=lambda key: list(directory.levels).index(directory.stakeholders[key].level))
    return findings.matrix(study.codings, study.speakers, order, study.codebook.codes)


def matrix(study: Study, found: dict[tuple[str, str], findings.Cell]) -> Printed:
    """The matrix as the paper prints it, and the cells with their chosen quotes as data."""
    directory = stakeholders.load(study.name)
    names = list(dict.fromkeys(stakeholder for stakeholder, _ in found))
    rows: list[dict[str, Any]] = []
    for name in names:
        row: dict[str, Any] = {"stakeholder": directory.stakeholders[name].short}
        for code in study.codebook.codes:
            row[code] = _cell_text(found[name, code])
        rows.append(row)
    by_segment = {row["segment"]: row for row in study.segments}
    data = []
    for (name, code), cell in found.items():
        quote = next((one for one in cell.quotes if one["status"] == cell.status), None)
        quote = quote or (cell.quotes[0] if cell.quotes else None)
        who = by_segment[quote["segment"]]["speaker"] if quote else ""
        role = role_name(study, quote["transcript"], who) if quote else text("", "")
        data.append(
            {
                "stakeholder": name,
                "short_id": directory.stakeholders[name].short["id"],
                "short_en": directory.stakeholders[name].short["en"],
                "indicator": code,
                "status": cell.status,
                **{status: cell.counts.get(status, 0) for status in ("present", "partial", "absent", "unclear")},
                "segments": cell.segments,
                "informants": cell.informants,
                "quote": quote["quote"] if quote else "",
                "quote_status": quote["status"] if quote else "",
                "quote_speaker": who,
                "quote_role_id": role["id"],
                "quote_role_en": role["en"],
                "quote_transcript": quote["transcript"] if quote else "",
                "quote_coding": quote["coding"] if quote else "",
                "quote_reconstructed": quote["reconstructed"] if quote else "",
                "quote_question": _question(study, by_segment[quote["segment"]]) if quote else "",
            }
        )
    counted = Counter(cell.status for cell in found.values())
    outputs.write_numbers(
        study.name,
        {
            "cells": len(found),
            "cells_heard": sum(cell.status != "none" for cell in found.values()),
            "cells_single": sum(cell.single for cell in found.values()),
            "cells_mixed_single": sum(cell.single and cell.status == "mixed" for cell in found.values()),
            "cells_mixed_fifth": sum(findings.cell_status(c.counts, opposed=1 / 5) == "mixed" for c in found.values()),
            "cells_mixed_third": sum(findings.cell_status(c.counts, opposed=1 / 3) == "mixed" for c in found.values()),
            **{f"cells_{status}": counted[status] for status in findings.CELL_STATUSES},
            **_by_indicator(study, found),
        },
    )
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
            note=text("Angka: segmen; †: hanya satu informan.", "Numbers: segments; †: one informant only."),
        ),
    )  # fmt: skip
    outputs.write_rows(study.name, "matrix", data, list(data[0]))
    return printed


def _question(study: Study, segment: Row) -> str:
    """What the interviewer asked last before a segment: an answer may take its content from there."""
    turns = study.turns[segment["transcript"]]
    asked = [turn for turn in turns if turn.kind == "interviewer" and turn.number < int(segment["turn"])]
    if not asked:
        return ""
    text = study.texts[segment["transcript"]][asked[-1].start : asked[-1].end]
    return " ".join(text[start:end] for start, end in sentences(text)[-2:])


def _by_indicator(study: Study, found: dict[tuple[str, str], findings.Cell]) -> dict[str, int]:
    """Numbers of cells by indicator and status, of cells with evidence, and of codings by indicator and status."""
    numbers = {}
    for code in study.codebook.codes:
        column = [cell for (_, one), cell in found.items() if one == code]
        for status in findings.CELL_STATUSES:
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


def _cell_text(cell: findings.Cell) -> Text:
    mark = "†" if cell.single else ""
    return {
        language: f"{words} ({cell.segments}{mark})" if cell.segments else "–"
        for language, words in labels.STATUS[cell.status].items()
    }


def replication(study: Study, tests: Sequence[claims.Test]) -> Printed:
    """Each claim with what bears on it and a verdict."""
    turns = {row["segment"]: int(row["turn"]) for row in study.segments}
    rows, found_again = [], []
    for one in tests:
        found, written = claims.recovered(one.claim, study.grounding, study.codings, turns)
        if one.claim.indicator:
            found_again.append((found, written))
        rows.append(
            {
                "claim": one.claim.id,
                "text": one.claim.text,
                "indicator": one.claim.indicator or "–",
                "expected": labels.STATUS[one.claim.status],
                "found": labels.STATUS[one.status] if one.claim.indicator else text("–", "–"),
                "for": one.counts.get(one.claim.status, 0),
                "other": sum(one.counts.values()) - one.counts.get(one.claim.status, 0),
                "informants": one.informants,
                "verdict": labels.VERDICT[one.verdict],
                "recovered": f"{found}/{written}" if written and one.claim.indicator else "–",
            }
        )
    counted = Counter(one.verdict for one in tests)
    chance = claims.by_chance(tests)
    outputs.write_numbers(
        study.name,
        {
            "claims": len(tests),
            **{f"claims_{verdict}": counted[verdict] for verdict in claims.VERDICTS},
            **{f"claims_{verdict}_by_chance": Number(chance[verdict], 1) for verdict in claims.VERDICTS},
            "claim_turns": sum(written for _, written in found_again),
            "claim_turns_found": sum(found for found, _ in found_again),
        },
    )
    return outputs.write_table(
        study.name,
        "claims",
        rows,
        {
            "claim": text("Temuan", "Claim"),
            "text": text("Isi (ringkasan kami)", "What it says (our paraphrase)"),
            "indicator": text("Ind.", "Ind."),
            "expected": text("Artikel", "Article"),
            "found": text("Pengodean", "Codings"),
            "for": text("Sama", "Same"),
            "other": text("Lain", "Other"),
            "informants": text("Informan", "Informants"),
            "verdict": text("Putusan", "Verdict"),
            "recovered": text("Giliran", "Turns"),
        },
        Caption(
            text("Temuan artikel dan pengodean yang berkaitan dengannya.",
                 "The article's findings and the codings that bear on them."),
            source_line(study, study.codings),
            note=text(
                "Untuk rekonstruksi, kesejalanan ini melingkar: teksnya ditulis dari temuan itu. Giliran: giliran yang "
                "ditulis untuk temuan itu; angka pertama: yang indikatornya ditemukan pengode.",
                "For reconstructions this agreement is circular: the texts were written from the findings. Turns: those "
                "written for the claim in which coders found its indicator.",
            ),
        ),
    )  # fmt: skip
