"""A district: its metadata, its participants, its transcripts; checked as a whole before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coding import formats, paths, yamls
from coding.consent import PLACEHOLDER, WITHDRAWN
from coding.errors import CodingError, Faults, TranscriptError
from coding.files import Row, read_table, sha256, write_table, write_text
from coding.labels import Text
from coding.segments import split_segments
from coding.transcripts import Kind, Turn, split_turns


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
    top = yamls.load(path)
    top.only(_FIELDS)
    held_out = top.get("held_out") or []
    if not isinstance(held_out, list):
        raise top.fault("held_out is no list", "Write the transcripts' names in brackets.", "held_out")
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
    said = yamls.is_true(top.need("reconstructed", (bool, str), "true or false"))
    if said is None:
        raise top.fault(
            f"reconstructed is {top['reconstructed']!r}",
            "Write true if the transcripts were written for a purpose, false if the words were really said.",
            "reconstructed",
        )
    return said


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


def read(name: str) -> list[Transcript]:
    """All transcripts of a district, checked. Raises Faults with every fault found."""
    load(name)
    people = read_table(paths.raw(name) / "participants.csv", "participants")
    faults: list[CodingError] = []
    transcripts: list[Transcript] = []
    for path in sources(name):
        mine = [person for person in people if person["transcript"] == path.stem]
        try:
            if any(path.stem == other.name for other in transcripts):
                raise TranscriptError(
                    f"two files have the name {path.stem!r}", file=paths.shown(path), mend="Rename one."
                )
            transcripts.append(_read_one(path, mine))
        except CodingError as fault:
            faults.append(fault)
    faults += _without_file(name, people)
    if not transcripts and not faults:
        faults.append(
            TranscriptError(
                "the district has no transcript",
                file=paths.shown(paths.raw(name)),
                mend="Put .docx or .txt files into interviews/, fgd/ or documents/.",
            )
        )
    if faults:
        raise faults[0] if len(faults) == 1 else Faults(faults)
    return transcripts


def _read_one(path: Path, people: list[Row]) -> Transcript:
    file = paths.shown(path)
    text = formats.read(path)
    if not people:
        raise TranscriptError(
            "participants.csv has no row for this transcript",
            file=file,
            mend=f"Add one row a speaker, with {path.stem} in the column transcript.",
        )
    found = turns(text, people, file=file)
    if any(turn.kind == "withdrawn" for turn in found):
        text = without(text, [turn for turn in found if turn.kind == "withdrawn"])
        found = turns(text, people, file=file)
    if people[0]["method"] != "document" and not any(turn.kind in ("informant", "withdrawn") for turn in found):
        raise TranscriptError(
            "no speaker labels were found",
            file=file,
            mend="Begin each turn with its speaker and a colon, for instance 'P:' and 'I:', or the role codes.",
        )
    transcript = Transcript(path.stem, path, text, found, people)
    for turn in found:
        if turn.kind == "informant" and speaker_row(transcript, turn.speaker) is None:
            raise TranscriptError(
                f"the speaker {turn.speaker!r} stands for none of the informants of participants.csv",
                file=file,
                line=text.count("\n", 0, turn.start) + 1,
                mend=f"Use their role codes: {', '.join(person['participant'] for person in transcript.informants)}.",
            )
    return transcript


def turns(text: str, people: list[Row], *, file: str = "") -> list[Turn]:
    """The turns of a canonical text whose speakers participants.csv names; those of whoever withdrew are marked so."""
    if people[0]["method"] == "document" and len(people) == 1:
        # The author of a document is no speaker label in it.
        found = split_turns(text, {}, file=file)
    else:
        speakers: dict[str, Kind] = {
            person["participant"]: "interviewer" if person["level"] == "interviewer" else "informant"
            for person in people
        }
        found = split_turns(text, speakers, file=file)
    informants = [person for person in people if person["level"] != "interviewer"]
    gone = {person["participant"] for person in informants if person["consent"] == WITHDRAWN}
    if gone and len(informants) == 1:
        gone |= {turn.speaker for turn in found if turn.kind in ("informant", "document")}
    return [
        replace(turn, kind="withdrawn") if turn.kind in ("informant", "document") and turn.speaker in gone else turn
        for turn in found
    ]


def without(text: str, turns: Iterable[Turn]) -> str:
    """The text with a placeholder for each of the turns.

    >>> without("P: Apa?\\nI: Ya.", [Turn(2, "I", "informant", 11, 14)])
    'P: Apa?\\nI: [ditarik / withdrawn]'
    """
    for turn in sorted(turns, key=lambda turn: turn.start, reverse=True):
        text = text[: turn.start] + PLACEHOLDER + text[turn.end :]
    return text


def _without_file(name: str, people: list[Row]) -> list[CodingError]:
    names = {path.stem for path in sources(name)}
    return [
        TranscriptError(
            f"participants.csv names the transcript {missing!r}, but there is no such file",
            file=paths.shown(paths.raw(name) / "participants.csv"),
            mend="Add the file or remove its rows.",
        )
        for missing in dict.fromkeys(person["transcript"] for person in people)
        if missing not in names
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
