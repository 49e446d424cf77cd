"""Faults that show only when a district's files are held against each other, and those of files read beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from coding import paths, yamls
from coding.codebooks.codes import STATUSES, Codebook
from coding.decisions import coders, codings, replay
from coding.decisions import decision as decisions
from coding.decisions.decision import Decision
from coding.districts import stakeholders
from coding.districts.districts import Survey, segment_rows, sources
from coding.districts.stakeholders import Directory
from coding.errors import CodingError, DecisionError, apart
from coding.files import Row, Table, examine, sha256
from coding.published import claims_file, places_file

Found = TypeVar("Found")


def tried(read: Callable[[], Found], faults: list[CodingError]) -> Found | None:
    """What `read` gives; None where it raises, and its faults are added."""
    try:
        return read()
    except CodingError as fault:
        faults.append(fault)
        return None


def faults(name: str, found: Survey, codebook: Codebook | None) -> list[CodingError]:
    """Every fault of a district beside those of its survey, unless it follows from one of another file.

    codebook: None where it has faults of its own.
    """
    met: list[CodingError] = []
    directory, wrong = stakeholders.survey(name)
    met += [*wrong, *_people(found.people, directory)]
    claimed = tried(lambda: claims_file.load(paths.claims(name)), met)
    if claimed:
        met += _claims(paths.claims(name), directory, codebook)
    if claimed and directory:
        known = directory.stakeholders
        tried(lambda: places_file.load(paths.claims(name), known), met)
    met += _grounding(name, found, {one.id for one in claimed[0]} if claimed else None)
    met += _decisions(name, found, codebook)
    return apart(met)


def _people(people: Table, directory: Directory | None) -> list[CodingError]:
    if directory is None or not {"stakeholder", "level"} <= set(people.columns):
        return []
    first = {
        row["stakeholder"]: line
        for line, row in reversed(people.rows)
        if row["level"] != "interviewer" and not {(line, "level"), (line, "stakeholder")} & people.bad
    }
    known = ", ".join(directory.stakeholders)
    return [
        people.fault(
            f"the stakeholder {key!r} is unknown",
            line,
            f"Use one of {known}, or describe it in the district's stakeholders.yml.",
        )
        for key, line in first.items()
        if key not in directory.stakeholders
    ]


def _claims(path: Path, directory: Directory | None, codebook: Codebook | None) -> list[CodingError]:
    kept: list[CodingError] = []
    top = yamls.load(path)
    for entry in top.mappings_of("claims", "the list of claims"):
        entry.kept = kept
        status, indicator = entry["status"], str(entry.get("indicator") or "")
        if status not in STATUSES:
            entry.refuse(f"the status {status!r} is unknown", f"Use one of {', '.join(STATUSES)}.", "status")
        if codebook and indicator and indicator not in codebook.codes:
            entry.refuse(f"the indicator {indicator!r} is unknown", f"Known: {', '.join(codebook.codes)}.", "indicator")
        for actor in map(str, entry["actors"]):
            if directory and actor not in directory.stakeholders and actor != "all":
                known = ", ".join(("all", *directory.stakeholders))
                entry.refuse(f"the stakeholder {actor!r} is unknown", f"Known: {known}.", "actors")
    return kept


def _grounding(name: str, found: Survey, known: set[str] | None) -> list[CodingError]:
    path = paths.raw(name) / "grounding.csv"
    if not path.exists():
        return []
    table = examine(path, "grounding")
    turns = {(one.name, turn.number) for one in found.transcripts for turn in one.turns if turn.kind != "interviewer"}
    named = {row.get("transcript", "") for _, row in found.people.rows} | {source.stem for source in sources(name)}
    unread = named - {one.name for one in found.transcripts}
    told: list[CodingError] = [*table.faults]
    if not {"transcript", "turn", "claim"} <= set(table.columns):
        return told
    for line, row in table.rows:
        sure = not any(cell == line for cell, _ in table.bad) and row["transcript"] not in unread
        if sure and (row["transcript"], int(row["turn"])) not in turns:
            problem = f"turn {row['turn']} of {row['transcript']!r} does not exist, or is an interviewer's"
            mend = "Correct the number; turns count from 1, interviewers' turns too."
            told.append(table.fault(problem, line, mend))
        if known is not None and (line, "claim") not in table.bad and row["claim"] not in known:
            problem = f"the claim {row['claim']!r} is unknown"
            told.append(table.fault(problem, line, f"Use the id of a claim of {paths.shown(paths.claims(name))}."))
    return told


def _decisions(name: str, found: Survey, codebook: Codebook | None) -> list[CodingError]:
    texts = {one.name: one.text for one in found.transcripts}
    hashes = {transcript: sha256(text) for transcript, text in texts.items()}
    table = examine_coders(name)
    told: list[CodingError] = [*table.faults]
    readable = table.whole and not table.lost and ("coder" in table.columns or not table.path.exists())
    known = {row["coder"] for _, row in table.rows} if readable else None
    made: list[Decision] = []
    for path in sorted(paths.decisions(name).glob("*.jsonl")):
        log = tried(lambda path=path: decisions.load(path, texts, hashes, codebook), told)  # type: ignore[misc]
        if log is not None:
            told += coders.unknown(path, log, known) if known is not None else []
            made += log
    return told + (_no_answers(name, found, made, texts, hashes) if codebook else [])


def examine_coders(name: str) -> Table:
    path = paths.coded(name) / "coders.csv"
    return examine(path, "coders") if path.exists() else Table(path, [], [])


def _no_answers(
    name: str, found: Survey, made: list[Decision], texts: Mapping[str, str], hashes: Mapping[str, str]
) -> list[CodingError]:
    """Codings that stand on no informant's words."""
    segments: list[Row] = [{key: str(value) for key, value in row.items()} for row in segment_rows(found.transcripts)]
    replayed = replay.replay(made, replay.placer(texts, hashes))
    standing = codings.on_informants(replayed, segments, hashes).standing
    placed = {one for held in codings.in_segments(standing, segments).values() for one in held}
    return [
        DecisionError(
            f"the words at {one.start} to {one.end} of {one.transcript} are no informant's, so they cannot be coded",
            file=paths.shown(paths.decisions(name) / f"{one.coder}.jsonl"),
            line=_line(paths.decisions(name) / f"{one.coder}.jsonl", one.decision),
            mend="Remove the decision, or decide on the informant's answer.",
        )
        for one in standing
        if one not in placed
    ]


def _line(path: Path, decision: Decision | None) -> int | None:
    """The line of its log on which a decision was written."""
    if decision is None:
        return None
    written = decisions.as_line(decision)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    return lines.index(written) + 1 if written in lines else None
