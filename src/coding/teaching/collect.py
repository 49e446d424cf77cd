"""``make collect``: the class's logs as one data set, and a list of what is missing or does not fit."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coding import paths, pipeline
from coding.decisions import decision as decisions
from coding.decisions.decision import Decision
from coding.errors import CodingError
from coding.files import write_table, write_text
from coding.labels import text
from coding.pipeline import Study
from coding.teaching import folder, gold, material, returned, roster
from coding.teaching.gold import Gold
from coding.teaching.material import DISTRICT
from coding.teaching.returned import Log, Notice
from coding.teaching.words import say

NOTEBOOK = "04_reliability.ipynb"


@dataclass(frozen=True)
class Collection:
    """The class's data set as it was gathered: its root, who is in the list, whose log is in it, what is to be known."""

    root: Path
    listed: tuple[str, ...]
    students: tuple[str, ...]
    notices: tuple[Notice, ...]
    gold: Gold


def place() -> Path:
    return paths.students() / "collected"


def collect(own_gold: str = "") -> Collection:
    """Gather all logs into class/collected, made anew each time; nobody's own files are touched.

    own_gold: the lecturers' log or folder, kept in class/gold from then on. What is gathered is a district that the
    pipeline's notebooks run on. Raises CodingError before folders were handed out, and for a gold that cannot be one.
    """
    listed = [one.name for one in roster.known()]
    if not listed:
        raise CodingError("no class has been handed out yet", mend="Run make class STUDENTS=list.csv first.")
    source, kept = Path(own_gold).expanduser().absolute(), paths.students() / gold.FOLDER
    notebook = paths.notebooks() / NOTEBOOK
    paths.students().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=paths.students()) as where:
        new = Path(where) / "collected"
        folder.copy_inputs(new)
        with folder.inside(new):
            study = pipeline.prepare(DISTRICT)
            held = gold.keep(source, kept, study) if own_gold else gold.current(study, kept)
        students = [name for name in listed if name not in held.made_of]
        found = list(returned.everything(students))
        notices = [one for one in found if isinstance(one, Notice)]
        logs = [one for one in found if isinstance(one, Log) and one.coder not in held.made_of]
        with folder.inside(new):
            gathered = _gather(study, students, logs, notices)
            _write(gathered, held)
            pipeline.write_codings(DISTRICT)
            _copy_notebook(notebook, new / "notebooks" / NOTEBOOK)
            faulty = {one.student for one in notices}
            notices += _after([one for one in students if one not in faulty], Study(DISTRICT), gathered)
            if held.own and (other := gold.departures(held, study)):
                notices.append(Notice("", "", say("gold_departs", segments=", ".join(other)), grave=False))
        _put(new, place())
    order = {name: number for number, name in enumerate(students)}
    notices.sort(key=lambda one: (order.get(one.student, len(order)), one.student, one.place, one.said["en"]))
    return Collection(place(), tuple(students), tuple(sorted(gathered)), tuple(notices), held)


def _gather(
    study: Study, students: list[str], logs: list[Log], notices: list[Notice]
) -> dict[str, dict[str, Decision]]:
    """Student → decisions by their identity, from all places where the student's log was found and fits."""
    gathered: dict[str, dict[str, Decision]] = {}
    for one in logs:
        if one.coder not in students:
            notices.append(Notice("", one.place, say("not_in_class", coder=one.coder)))
            continue
        path = Path(f"{one.coder}.jsonl")
        try:
            made = decisions.check(one.lines, path, study.texts, study.hashes, study.codebook)
        except CodingError as fault:
            said = text(fault.problem, fault.problem)
            line = f", line {fault.line}" if fault.line else ""
            notices.append(Notice(one.coder, one.place + line, _both(said, say("left_out"))))
            continue
        known = gathered.setdefault(one.coder, {})
        known.update({decision.id: decision for decision in made})
    return gathered


def _both(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    return {language: f"{first[language]}. {second[language]}" for language in first}


def _copy_notebook(source: Path, target: Path) -> None:
    """The notebook on reliability, set to the course's district: to be opened from class/collected."""
    if source.exists():
        shown = source.read_text(encoding="utf-8")
        write_text(target, shown.replace(f'district = \\"{material.SHIPPED}\\"', f'district = \\"{DISTRICT}\\"'))


def _write(gathered: Mapping[str, Mapping[str, Decision]], held: Gold) -> None:
    rows = [{"coder": name, "kind": "human", "note": ""} for name in sorted(gathered)]
    write_table(paths.coded(DISTRICT) / "coders.csv", "coders", [*rows, held.row])
    logs = {name: sorted(made.values(), key=lambda one: one.order) for name, made in gathered.items()}
    logs[held.coder] = list(held.decisions)
    for name, made in logs.items():
        write_text(paths.decisions(DISTRICT) / f"{name}.jsonl", material.as_log(made))


def _after(students: list[str], study: Study, gathered: Mapping[str, Mapping[str, Decision]]) -> list[Notice]:
    """Who handed in nothing, who has not finished, whose text was another one."""
    notices = [Notice(name, "", say("handed_in_nothing")) for name in students if name not in gathered]
    for name, made in gathered.items():
        unfinished = [one for one in study.texts if name not in study.replay.completed.get(one, ())]
        if unfinished:
            notices.append(Notice(name, "", say("not_finished", transcripts=", ".join(unfinished)), grave=False))
        other = sum(study.hashes.get(one.transcript) != one.text_sha256 for one in made.values())
        lost = sum(one.decision.coder == name for one in study.replay.lost)
        if other:
            notices.append(Notice(name, "", say("other_text", decisions=other, lost=lost), grave=bool(lost)))
    return notices


def _put(new: Path, target: Path) -> None:
    """The new data set in place of the old one."""
    if target.exists():
        old = new.with_name("old")
        target.replace(old)
        try:
            new.replace(target)
        except OSError:
            old.replace(target)
            raise
        shutil.rmtree(old)
    else:
        new.replace(target)
