"""Rows of participants.csv for transcripts that came from another program, as far as the project and the text tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from coding import paths
from coding.districts.districts import TEMPLATES
from coding.exchange.model import Case, Project
from coding.exchange.sources import Match, variables
from coding.files import schema, to_csv, write_text
from coding.spreadsheets import defuse
from coding.transcripts.turns import survey_turns

_INTERVIEWER = "interviewer"


def write(matches: Iterable[Match], project: Project, district: str, stem: str) -> Path | None:
    """Write the form for the new transcripts into the district's folder of forms; None where nothing is new.

    What is there already under its name is left: the form then takes the next free one.
    """
    rows = [row for one in matches if one.state == "new" for row in _rows(one, project)]
    if not rows:
        return None
    folder = paths.raw(district) / TEMPLATES
    target, number = folder / f"participants-{stem}.csv", 2
    while target.exists():
        target, number = folder / f"participants-{stem}-{number}.csv", number + 1
    write_text(target, to_csv(rows, [field["name"] for field in schema("participants")]))
    return target


def _rows(one: Match, project: Project) -> Iterator[dict[str, str]]:
    told = variables(one.source, project)
    cases = {case.name: case for case in project.cases if case.name}
    for speaker, level in _named(_speakers(one), one, cases).items():
        row = {
            "transcript": one.transcript,
            "participant": speaker,
            "method": told.get("method", "interview"),
            "date": told.get("date", ""),
            "level": level,
            "consent": "internal",  # the strictest, until somebody knows better
        }
        if level == _INTERVIEWER:
            row |= {"role": "Pewawancara", "role_en": "Interviewer"}
        row |= _of_case(cases.get(speaker))
        yield {key: defuse(value) for key, value in row.items()}


def _named(speakers: dict[str, str], one: Match, cases: dict[str, Case]) -> dict[str, str]:
    """The speakers, with the name of the one case that the project links with this text for a general label (I:)."""
    linked = [name for name, case in cases.items() if one.source.guid in case.sources]
    general = [name for name, level in speakers.items() if not level and name not in cases]
    if len(linked) == len(general) == 1 and linked[0] not in speakers:
        return {linked[0] if name == general[0] else name: level for name, level in speakers.items()}
    return speakers


def _of_case(case: Case | None) -> dict[str, str]:
    if case is None:
        return {}
    keys = ("role", "role_en", "stakeholder", "level", "consent")
    return {key: case.values[key] for key in keys if case.values.get(key)}


def _speakers(one: Match) -> dict[str, str]:
    """Speaker labels of the text → level, as far as their kind tells it; in a document, its author."""
    turns, _ = survey_turns(one.text)
    kinds = {turn.speaker: turn.kind for turn in turns if turn.speaker and turn.kind != "group"}
    if not kinds:
        return {one.transcript: ""}
    return {label: _INTERVIEWER if kind == "interviewer" else "" for label, kind in kinds.items()}
