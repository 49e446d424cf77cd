"""How far the matrix of findings depends on who coded."""

from __future__ import annotations

from coding.files import Row
from coding.findings import coordination
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.reporting.tables import Printed, source_line


def table(study: Study, found: dict[tuple[str, str], coordination.Cell]) -> Printed:
    """How many cells keep their status when each coder stands alone, or only shared codings count."""
    variants: list[tuple[Text, list[Row]]] = []
    for coder in sorted(study.coders):
        mine = [one for one in study.codings if coder in one["coders"].split(";")]
        variants.append((text(f"hanya pengode {coder}", f"coder {coder} alone"), mine))
    if study.coders:
        strict = coordination.only_held_by_all(study.codings, study.replay.completed)
        variants.append((text("hanya yang diberikan semua pembacanya", "only what all its readers hold"), strict))
    names = list(dict.fromkeys(stakeholder for stakeholder, _ in found))
    rows = []
    for label, codings in variants:
        other = coordination.matrix(codings, study.speakers, names, study.codebook.codes)
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
            note=text(
                "Tiap matriks dibandingkan dengan matriks pengodean gabungan. Berlawanan: ada lawan tidak ada.",
                "Each matrix is compared with that of the joined codings. Reversed: present against absent.",
            ),
        ),
    )
