"""Tables of reliability: how far two coders agree, and how far the matrix depends on who coded."""

from __future__ import annotations

from collections import Counter
from typing import Any

from coding import agreement, findings, labels, outputs
from coding.codings import in_segments
from coding.files import Row
from coding.labels import Text, text
from coding.outputs import Caption, Number
from coding.pipeline import Study
from coding.tables import Printed, indicator_name, source_line


def table(study: Study) -> tuple[Printed, dict[str, agreement.Agreement]]:
    """Agreement of the two coders who share most transcripts; empty where nobody has coded the same text."""
    pair, shared = common(study)
    found: dict[str, agreement.Agreement] = {}
    rows: list[dict[str, Any]] = []
    if pair:
        segments = [(row["transcript"], row["segment"]) for row in study.segments if row["transcript"] in shared]
        given = {coder: given_by(study, coder, shared) for coder in pair}
        for code in [*study.codebook.codes, "any"]:
            first, second = ({segment for segment, one in given[c] if code in ("any", one)} for c in pair)
            found[code] = agreement.compare(segments, first, second)
            rows.append(_agreement_row(study, code, found[code]))
        status = agreement.status_alpha(_status_pairs(given[pair[0]], given[pair[1]]))
        total = found["any"]
        both = given[pair[0]].keys() & given[pair[1]].keys()
        own = _own_cells(study, given[pair[0]], given[pair[1]])
        order = sorted(study.codebook.codes, key=lambda code: found[code].kappa.value)
        outputs.write_numbers(
            study.name,
            {
                "double_coded_transcripts": len(shared),
                "double_coded_segments": len(segments),
                "kappa_any": Number(total.kappa.value, 2),
                "positive_any": Number(total.positive.value, 2),
                "alpha_status": Number(status, 2),
                "read_each": max(sum(c in done for done in study.replay.completed.values()) for c in pair),
                "status_disputed": sum(given[pair[0]][key] != given[pair[1]][key] for key in both),
                "own_cells": len(own),
                "own_same": sum(first == second for first, second in own),
                "own_reversed": sum({first, second} == {"present", "absent"} for first, second in own),
                "kappa_lowest": Number(found[order[0]].kappa.value, 2),
                "kappa_highest": Number(found[order[-1]].kappa.value, 2),
                "kappa_lowest_indicator": study.codebook.codes.index(order[0]) + 1,
                "kappa_highest_indicator": study.codebook.codes.index(order[-1]) + 1,
            },
        )
    columns = {
        "indicator": text("Indikator", "Indicator"),
        "both": text("Keduanya", "Both"),
        "only_first": text("Hanya 1", "Only 1"),
        "only_second": text("Hanya 2", "Only 2"),
        "neither": text("Tidak satu pun", "Neither"),
        "percent": text("Sama (%)", "Agree (%)"),
        "positive": text("Positif", "Positive"),
        "kappa": text("Kappa", "Kappa"),
        "alpha": text("Alpha", "Alpha"),
    }
    names = ", ".join(pair) or "–"
    caption = Caption(
        text(
            f"Kesepakatan dua pengode ({names}) atas ada tidaknya indikator dalam segmen.",
            f"Agreement of two coders ({names}) on the presence of an indicator in a segment.",
        ),
        source_line(study, study.codings),
        note=text(
            f"Atas {len(shared)} transkrip yang dikode keduanya. "
            "Interval 95% dari bootstrap atas transkrip. Positif: kesepakatan positif (Dice); kappa: Cohen; "
            "alpha: Krippendorff, nominal.",
            f"On the {len(shared)} transcripts that both coded. "
            "95% intervals from a bootstrap over transcripts. Positive: Dice; kappa: Cohen; alpha: Krippendorff, "
            "nominal.",
        ),
    )
    return outputs.write_table(study.name, "agreement", rows, columns, caption), found


def common(study: Study) -> tuple[list[str], set[str]]:
    """The two coders who read most transcripts in common, and these transcripts."""
    coders = sorted(study.coders)
    shared = {
        (first, second): {t for t, done in study.replay.completed.items() if {first, second} <= done}
        for n, first in enumerate(coders)
        for second in coders[n + 1 :]
    }
    best = max(shared, key=lambda pair: len(shared[pair]), default=None)
    return (list(best), shared[best]) if best and shared[best] else ([], set())


def given_by(study: Study, coder: str, transcripts: set[str]) -> dict[tuple[str, str], str]:
    """(segment, indicator) → status of one coder's codings in some transcripts."""
    mine = [one for one in study.replay.standing if one.coder == coder and one.transcript in transcripts]
    return {key: held[0].status for key, held in in_segments(mine, study.segments).items()}


def _own_cells(
    study: Study, first: dict[tuple[str, str], str], second: dict[tuple[str, str], str]
) -> list[tuple[str, str]]:
    """Status of each cell by the one coder and by the other, on texts that both read; cells that both have."""
    stakeholder = {(row["transcript"], row["participant"]): row["stakeholder"] for row in study.people}
    place = {row["segment"]: stakeholder[row["transcript"], row["speaker"]] for row in study.segments}
    by_coder = []
    for given in (first, second):
        counts: dict[tuple[str, str], Counter[str]] = {}
        for (segment, code), status in given.items():
            counts.setdefault((place[segment], code), Counter())[status] += 1
        by_coder.append({cell: findings.cell_status(counted) for cell, counted in counts.items()})
    return [(by_coder[0][cell], by_coder[1][cell]) for cell in sorted(by_coder[0].keys() & by_coder[1].keys())]


def _status_pairs(first: dict[tuple[str, str], str], second: dict[tuple[str, str], str]) -> list[tuple[int, int]]:
    order = {"absent": 0, "partial": 1, "present": 2}
    return [
        (order[first[key]], order[second[key]])
        for key in sorted(first.keys() & second.keys())
        if first[key] in order and second[key] in order
    ]


def _agreement_row(study: Study, code: str, one: agreement.Agreement) -> dict[str, Any]:
    def shown(estimate: agreement.Estimate, factor: int = 1, digits: int = 2) -> Text:
        values = (factor * estimate.value, factor * estimate.low, factor * estimate.high)
        return {language: labels.interval(*values, digits, language) for language in labels.LANGUAGES}

    return {
        "indicator": text("Salah satu", "Any") if code == "any" else indicator_name(study, code),
        "both": one.both,
        "only_first": one.only_first,
        "only_second": one.only_second,
        "neither": one.neither,
        "percent": {language: labels.number(100 * one.percent.value, 1, language) for language in labels.LANGUAGES},
        "positive": shown(one.positive),
        "kappa": shown(one.kappa),
        "alpha": shown(one.alpha),
    }


def robustness(study: Study, found: dict[tuple[str, str], findings.Cell]) -> Printed:
    """How many cells keep their status when each coder stands alone, or only shared codings count."""
    variants: list[tuple[Text, list[Row]]] = []
    for coder in sorted(study.coders):
        mine = [one for one in study.codings if coder in one["coders"].split(";")]
        variants.append((text(f"hanya pengode {coder}", f"coder {coder} alone"), mine))
    if study.coders:
        strict = findings.only_held_by_all(study.codings, study.replay.completed)
        variants.append((text("hanya yang diberikan semua pembacanya", "only what all its readers hold"), strict))
    names = list(dict.fromkeys(stakeholder for stakeholder, _ in found))
    rows = []
    for label, codings in variants:
        other = findings.matrix(codings, study.speakers, names, study.codebook.codes)
        both = [key for key in found if found[key].status != "none" and other[key].status != "none"]
        same = sum(found[key].status == other[key].status for key in both)
        opposed = sum({found[key].status, other[key].status} == {"present", "absent"} for key in both)
        rows.append(
            {
                "codings": label,
                "number": len(codings),
                "cells": len(both),
                "same": same,
                "changed": len(both) - same - opposed,
                "opposed": opposed,
            }
        )
    return outputs.write_table(
        study.name,
        "robustness",
        rows,
        {
            "codings": text("Pengodean", "Codings"),
            "number": text("Jumlah", "Number"),
            "cells": text("Sel yang dapat dibandingkan", "Cells that can be compared"),
            "same": text("Status sama", "Same status"),
            "changed": text("Status berubah", "Status changed"),
            "opposed": text("Status berlawanan", "Status reversed"),
        },
        Caption(
            text(
                "Seberapa jauh matriks bergantung pada pengodenya.",
                "How far the matrix depends on who coded.",
            ),
            source_line(study, study.codings),
        ),
    )
