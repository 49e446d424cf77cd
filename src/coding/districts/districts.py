"""A district: its metadata, its participants, its transcripts; checked as a whole before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coding import paths, yamls
from coding.errors import CodingError, TranscriptError, apart, together
from coding.files import Row, Table, examine, read_table, read_text, sha256, write_table, write_text
from coding.labels import Text
from coding.transcripts import formats, speakers
from coding.transcripts.segments import split_segments
from coding.transcripts.turns import Turn


@dataclass(frozen=True)
class District:
    """What district.yml says. Texts are keyed by language.

    held_out: transcripts that nobody looked at while writing keywords, so that they can judge them.
    """

    name: str
    title: Text
    province: str
    period: Text
    language: str
    collected_by: Text
    consent: Text
    reconstructed: bool
    statement: Text
    held_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """One transcript: its canonical text, its turns, and the rows of participants.csv that belong to it."""

    name: str
    source: Path
    text: str
    turns: list[Turn]
    people: list[Row]

    @property
    def informants(self) -> list[Row]:
        return [person for person in self.people if person["level"] != "interviewer"]

    @property
    def method(self) -> str:
        return self.people[0]["method"]


# A folder of a district that holds forms to fill in, no data.
TEMPLATES = "templates"

_FIELDS = (
    *("name", "province", "period", "language", "collected_by"),
    *("consent", "reconstructed", "statement", "held_out"),
)


def load(name: str) -> District:
    """Read district.yml. Raises CodingError with file, line and mending."""
    path = paths.raw(name) / "district.yml"
    if not path.exists():
        known = ", ".join(paths.districts()) or "none"
        raise CodingError(f"there is no district {name!r} (no {paths.shown(path)})", mend=f"Districts here: {known}.")
    with yamls.gathering(read_text(path), paths.shown(path)) as top:
        district = _district(name, top)
    return district


def _district(name: str, top: yamls.Mapping) -> District:
    top.only(_FIELDS)
    held_out = top.get("held_out") or []
    if not isinstance(held_out, list):
        top.refuse("held_out is no list", "Write the transcripts' names in brackets.", "held_out")
        held_out = []
    return District(
        name=name,
        title=top.text("name", "the name of the district"),
        province=str(top.get("province") or ""),
        period=top.text("period", "when the field work was done"),
        language=str(top.need("language", str, "the language of the transcripts, for instance id")),
        collected_by=top.text("collected_by", "who collected the transcripts"),
        consent=top.text("consent", "what the participants agreed to"),
        reconstructed=_reconstructed(top),
        statement=top.text("statement", "one sentence on what these transcripts are"),
        held_out=tuple(map(str, held_out)),
    )


def _reconstructed(top: yamls.Mapping) -> bool:
    told = top.need("reconstructed", (bool, str), "true or false")
    said = yamls.is_true(told)
    if said is None and told is top.get("reconstructed"):
        top.refuse(
            f"reconstructed is {top['reconstructed']!r}",
            "Write true if the transcripts were written for a purpose, false if the words were really said.",
            "reconstructed",
        )
    return bool(said)


def sources(name: str) -> list[Path]:
    """The transcript files of a district, by name: all files of its folders but templates/, and those of a
    transcript's kind that lie beside district.yml."""
    top = paths.raw(name)
    found = [path for path in top.glob("*/**/*") if path.is_file() and path.relative_to(top).parts[0] != TEMPLATES]
    found += [path for path in top.glob("*") if path.suffix.lower() in formats.READERS and path.suffix != ".md"]
    files = [path for path in found if not path.name.startswith((".", "~$"))]
    return sorted(files, key=lambda path: (path.stem, path.as_posix()))


def is_empty(name: str) -> bool:
    """Whether a district has been made and nothing put into it: no transcript, and nobody in participants.csv."""
    path = paths.raw(name) / "participants.csv"
    return path.exists() and not sources(name) and not read_table(path, "participants")


@dataclass(frozen=True)
class Survey:
    """A district as far as it can be read, with every fault met.

    people: participants.csv as it stands, faulty cells too. transcripts: those without a fault of their own.
    """

    people: Table
    transcripts: list[Transcript]
    faults: list[CodingError]


def read(name: str) -> list[Transcript]:
    """All transcripts of a district, checked. Raises Faults with every fault found."""
    found = survey(name)
    if found.faults:
        raise together(found.faults)
    return found.transcripts


def survey(name: str) -> Survey:
    """What can be read of a district. Only faults that do not follow from another one are told."""
    faults: list[CodingError] = []
    try:
        load(name)
    except CodingError as fault:
        faults.append(fault)
    if not paths.raw(name).is_dir():
        return Survey(Table(paths.raw(name) / "participants.csv", [], []), [], faults)
    people = examine(paths.raw(name) / "participants.csv", "participants")
    transcripts: list[Transcript] = []
    seen: set[str] = set()
    for path in sources(name):
        try:
            if path.stem in seen:
                raise TranscriptError(
                    f"two files have the name {path.stem!r}", file=paths.shown(path), mend="Rename one."
                )
            seen.add(path.stem)
            if one := _read_one(path, people, faults):
                transcripts.append(one)
        except CodingError as fault:
            faults.append(fault)
    faults += [*people.faults, *_without_file(people, seen)]
    if not seen and not any(row for _, row in people.rows) and not faults:
        mend = "Put .docx or .txt files into interviews/, fgd/ or documents/."
        faults.append(TranscriptError("the district has no transcript", file=paths.shown(paths.raw(name)), mend=mend))
    return Survey(people, transcripts, apart(faults))


def _read_one(path: Path, table: Table, faults: list[CodingError]) -> Transcript | None:
    """The transcript, or None where something about it is wrong (or a fault of the table leaves open what is right)."""
    file = paths.shown(path)
    text = formats.read(path)
    if table.leaves_open(path.stem, "transcript", "participant", "method") or "level" not in table.columns:
        return None
    people = [row for _, row in table.rows if row["transcript"] == path.stem]
    if not people:
        raise TranscriptError(
            "participants.csv has no row for this transcript",
            file=file,
            mend=f"Add one row a speaker, with {path.stem} in the column transcript; "
            f".venv/bin/coding participants {_district_of(path)} begins them.",
        )
    found, unknown = speakers.survey(text, people, file=file)
    if any(turn.kind == "withdrawn" for turn in found):
        text = speakers.without(text, [turn for turn in found if turn.kind == "withdrawn"])
        found, unknown = speakers.survey(text, people, file=file)
    transcript = Transcript(path.stem, path, text, found, people)
    if table.leaves_open(path.stem, "transcript", "level"):  # who of them is an informant
        faults += _with_lines_of(path, unknown)
        return None
    unknown += _unnamed(transcript, file)
    heard = people[0]["method"] == "document" or any(turn.kind in ("informant", "withdrawn") for turn in found)
    if not unknown and not heard:
        raise TranscriptError(
            "no speaker labels were found",
            file=file,
            mend="Begin each turn with its speaker and a colon, for instance 'P:' and 'I:', or the role codes.",
        )
    faults += _with_lines_of(path, unknown)
    return None if unknown else transcript


def _with_lines_of(path: Path, faults: list[TranscriptError]) -> list[TranscriptError]:
    """Faults with their lines, where a line of the canonical text is one of the file; Word shows no such lines."""
    if path.suffix.lower() in (".txt", ".md"):
        return faults
    return [TranscriptError(fault.problem, file=fault.file, mend=fault.mend) for fault in faults]


def _district_of(path: Path) -> str:
    return path.relative_to(paths.raw("")).parts[0]


def _unnamed(transcript: Transcript, file: str) -> list[TranscriptError]:
    """A fault for each generic label that might be any of several informants."""
    first = {turn.speaker: turn for turn in reversed(transcript.turns) if turn.kind == "informant"}
    return [
        TranscriptError(
            f"the speaker {label!r} stands for none of the informants of participants.csv",
            file=file,
            line=transcript.text.count("\n", 0, turn.start) + 1,
            mend=f"Use their role codes: {', '.join(person['participant'] for person in transcript.informants)}.",
        )
        for label, turn in first.items()
        if speaker_row(transcript, label) is None
    ]


def _without_file(people: Table, names: set[str]) -> list[CodingError]:
    first = {row.get("transcript", ""): line for line, row in reversed(people.rows)}
    return [
        people.fault(
            f"participants.csv names the transcript {missing!r}, but there is no such file",
            line,
            "Add the file or remove its rows.",
        )
        for missing, line in first.items()
        if missing and missing not in names
    ]


def speaker_row(transcript: Transcript, speaker: str) -> Row | None:
    """The row of participants.csv of a speaker; in a document without labels, its author's."""
    for person in transcript.informants:
        if person["participant"] == speaker:
            return person
    return transcript.informants[0] if len(transcript.informants) == 1 else None


def transcript_rows(district: District, transcripts: list[Transcript]) -> list[dict[str, Any]]:
    """Rows of transcripts.csv."""
    return [
        {
            "transcript": one.name,
            "district": district.name,
            "method": one.method,
            "date": one.people[0]["date"],
            "stakeholder": _joined(one.informants, "stakeholder"),
            "level": _joined(one.informants, "level"),
            "participants": _joined(one.informants, "participant"),
            "source_file": one.source.relative_to(paths.raw(district.name)).as_posix(),
            "source_sha256": sha256(one.source.read_bytes()),
            "text_sha256": sha256(one.text),
            "words": len(one.text.split()),
            "reconstructed": district.reconstructed,
        }
        for one in transcripts
    ]


def _joined(people: list[Row], column: str) -> str:
    return ";".join(dict.fromkeys(person[column] for person in people if person[column]))


def segment_rows(transcripts: list[Transcript]) -> list[dict[str, Any]]:
    """Rows of segments.csv. Every text is ``text[start:end]`` of the canonical text."""
    rows = []
    for one in transcripts:
        for number, (turn, start, end) in enumerate(split_segments(one.text, one.turns), start=1):
            person: Mapping[str, str] = speaker_row(one, turn.speaker) or {}
            rows.append(
                {
                    "segment": f"{one.name}-{number:04d}",
                    "transcript": one.name,
                    "turn": turn.number,
                    "speaker": person.get("participant", turn.speaker),
                    "role": person.get("role", ""),
                    "start": start,
                    "end": end,
                    "text": one.text[start:end],
                }
            )
    return rows


def write(district: District, transcripts: list[Transcript]) -> None:
    """Write text/, transcripts.csv and segments.csv; a text whose transcript is gone is removed."""
    segments = segment_rows(transcripts)
    folder = paths.coded(district.name)
    for one in transcripts:
        write_text(paths.text(district.name, one.name), one.text)
    for stale in set((folder / "text").glob("*.txt")) - {paths.text(district.name, t.name) for t in transcripts}:
        stale.unlink()
    write_table(folder / "transcripts.csv", "transcripts", transcript_rows(district, transcripts))
    write_table(folder / "segments.csv", "segments", segments)
