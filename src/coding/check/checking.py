"""A district looked over: every fault of its inputs, and what is worth a second look though nothing is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coding import inspection, messages, paths, pipeline
from coding.check import periods, supervision
from coding.check.notice import Notice
from coding.decisions.decision import CONSENSUS
from coding.districts import districts, stakeholders
from coding.errors import CodingError
from coding.files import read_text
from coding.labels import LANGUAGES, Text
from coding.published import claims_file
from coding.transcripts import formats

_FORMS = ("district.yml", "participants.csv", "stakeholders.yml", "claims.yml")


@dataclass(frozen=True)
class Report:
    """What was found in one district, faults and warnings each in the order of files and lines."""

    district: str
    faults: list[CodingError]
    notices: list[Notice]


def report(name: str) -> Report:
    """Look a district over; nothing is written."""
    met = pipeline.examine(name)
    found = supervision.notices(material(name, met))
    if not met.faults:
        found += [_of_log(fault) for fault in pipeline.notices(met.study)]
    return Report(name, met.faults, found)


def material(name: str, met: pipeline.Examined) -> supervision.Material:
    """What the warnings look at, of the inputs that can be read."""
    missed: list[CodingError] = []  # told as faults already
    survey, raw = met.survey, paths.raw(name)
    district = inspection.tried(lambda: districts.load(name), missed)
    claimed = inspection.tried(lambda: claims_file.load(paths.claims(name)), missed)
    coders = inspection.examine_coders(name)
    needed = {"transcript", "participant", "role", "stakeholder", "level", "method", "date", "consent"}
    own = paths.own_codebook(name)
    texts = (inspection.tried(lambda path=path: read_text(path), missed) for path in _elsewhere(name))  # type: ignore[misc]
    return supervision.Material(
        raw=paths.shown(raw),
        transcripts=survey.transcripts,
        files={one.name: paths.shown(one.source) for one in survey.transcripts},
        lines=frozenset(one.name for one in survey.transcripts if _as_in_file(one)),
        people=survey.people.rows if needed <= set(survey.people.columns) else (),
        directory=stakeholders.survey(name)[0],
        codebook=met.codebook,
        period=_period(district.period) if district else None,
        plain={paths.shown(raw / form): text for form in _FORMS if (text := _text(raw / form))},
        claims="\n".join(text for one in (claimed[0] if claimed else ()) for text in one.text.values()),
        coders={row["coder"]: line for line, row in coders.rows} if "coder" in coders.columns else {},
        logs=frozenset(path.stem for path in paths.decisions(name).glob("*.jsonl")) | _adjudicators(name),
        complete=not met.faults,
        elsewhere=[text for text in texts if text],
        coders_file=paths.shown(coders.path),
        codebook_file=paths.shown(own if own.exists() else paths.codebook()),
    )


def _elsewhere(name: str) -> list[Path]:
    """The texts of the other districts, as they were last written."""
    return [path for other in paths.districts() if other != name for path in paths.coded(other).glob("text/*.txt")]


def _adjudicators(name: str) -> frozenset[str]:
    """Who decided in the log of the consensus: a coder who does nothing else has no log of their own."""
    log = _text(paths.decisions(name) / f"{CONSENSUS}.jsonl")
    return frozenset(re.findall(r'"by": ?"([^"]*)"', log))


def _as_in_file(one: districts.Transcript) -> bool:
    """Whether the lines of a text are those of its file."""
    return one.source.suffix.lower() in (".txt", ".md") and formats.read(one.source) == one.text


def _text(path: Path) -> str:
    missed: list[CodingError] = []
    return (inspection.tried(lambda: read_text(path), missed) if path.exists() else "") or ""


def _period(told: Text) -> periods.Period | None:
    return next((found for text in told.values() if (found := periods.read(text))), None)


def _of_log(fault: CodingError) -> Notice:
    told = {
        "problem": {language: messages.translated(fault.problem, language) for language in LANGUAGES},
        "mend": {language: messages.translated(fault.mend, language) for language in LANGUAGES},
    }
    return Notice("log", str(fault.file), fault.line, told)
