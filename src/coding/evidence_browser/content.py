"""All that the page knows, in one language: plain lists and dicts, texts once, everything else by its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coding import labels
from coding.codebooks.codes import STATUSES, Indicator
from coding.evidence_browser import overview, rows
from coding.findings import replication
from coding.network.tables import READ_BY_MACHINE
from coding.pipeline import Study
from coding.reporting import provenance

STATIC = Path(__file__).parent / "static"
TURN = ("speaker", "kind", "text", "gaps")
Json = dict[str, Any]


def content(studies: Sequence[Study], language: str) -> Json:
    """The whole page: its words, the codebook, the districts. studies: at least one, all with the same codebook."""
    return {
        "language": language,
        "words": words(language),
        "statuses": list(STATUSES),
        "columns": {
            "codings": rows.CODING,
            "suggestions": rows.SUGGESTION,
            "held": rows.HELD,
            "turns": TURN,
            "cells": overview.CELL,
            "ties": overview.TIE,
            "claims": overview.CLAIM,
        },
        "indicators": [_indicator(one, language) for one in studies[0].codebook.indicators],
        # First the one that most was coded in: a link that names none means it.
        "districts": [
            district(study, language) for study in sorted(studies, key=lambda study: (-len(study.codings), study.name))
        ],
    }


def words(language: str) -> dict[str, str]:
    """What the page says: its own words, and those that stand elsewhere too."""
    own: dict[str, labels.Text] = json.loads((STATIC / "words.json").read_text(encoding="utf-8"))
    shared = {
        "status": labels.STATUS,
        "method": labels.METHOD,
        "verdict": labels.VERDICT,
        "note": replication.NOTES,
    }
    for kind, told in shared.items():
        own |= {f"{kind}_{key}": said for key, said in told.items()}
    own["read_by_machine"] = READ_BY_MACHINE
    return {key: said[language] for key, said in own.items()}


def _indicator(one: Indicator, language: str) -> Json:
    return {
        "code": one.code,
        "label": one.label[language],
        "short": one.short[language],
        "definition": one.definition[language],
        "subcodes": {sub.key: sub.label[language] for sub in one.subcodes},
    }


def district(study: Study, language: str) -> Json:
    """One district: stakeholders, transcripts, codings, suggestions, and matrix, network and claims made of them."""
    released = rows.release(study)
    codings = rows.codings(study, released)
    by_coding = {row[0]: number for number, row in enumerate(codings)}
    by_segment = {
        (row["segment"], row["indicator"]): by_coding[row["coding"]]
        for row in study.codings
        if row["coding"] in by_coding
    }
    return {
        "key": study.name,
        "title": study.district.title[language],
        "statement": study.district.statement[language],
        "reconstructed": study.district.reconstructed,
        "source": provenance.of_codings(study.codings, study.transcripts, study.coders)[language],
        "coders": {name: row["kind"] for name, row in sorted(study.coders.items())},
        "stakeholders": _stakeholders(study, language),
        "transcripts": _transcripts(study, released, language),
        "codings": codings,
        "withheld": len(study.codings) - len(codings),
        "suggestions": rows.suggestions(study, released, by_segment, language),
        "cells": overview.cells(study, by_coding),
        "ties": overview.ties(study, by_coding, language),
        "claims": overview.tested(study, by_coding, language),
    }


def _stakeholders(study: Study, language: str) -> dict[str, list[str]]:
    """key → short name, name, level, in the order of the directory."""
    directory = study.directory
    return {
        key: [one.short[language], one.name[language], directory.levels[one.level][language], one.level]
        for key, one in directory.stakeholders.items()
    }


def _transcripts(study: Study, released: rows.Released, language: str) -> list[Json]:
    turns: dict[str, list[list[Any]]] = {row["transcript"]: [] for row in study.transcripts}
    for name, one in released.excerpts:
        turns[name].append([one.speaker, one.turn.kind, one.text, list(one.gaps)])
    return [
        {
            "name": row["transcript"],
            "method": row["method"],
            "date": row["date"],
            "people": _people(study, row["transcript"], language),
            "turns": turns[row["transcript"]],
        }
        for row in study.transcripts
    ]


def _people(study: Study, transcript: str, language: str) -> dict[str, list[str]]:
    """role code → role, stakeholder, level; of whoever released nothing, the code alone."""
    told = {}
    for row in study.people:
        if row["transcript"] == transcript:
            role = row["role_en"] or row["role"] if language == "en" else row["role"]
            shown = study.consent.quote(transcript, row["participant"])
            told[row["participant"]] = [role if shown else "", row["stakeholder"], row["level"]]
    return told
