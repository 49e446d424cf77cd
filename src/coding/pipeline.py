"""The steps of one district, in the order of the data: each reads the files above it and writes its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coding import inspection, paths
from coding.codebooks import additions, codebook
from coding.codebooks.codes import Codebook
from coding.decisions import coders, codings, log, replay
from coding.decisions.decision import Decision, load
from coding.districts import districts, stakeholders
from coding.errors import CodingError, DecisionError, apart, together
from coding.files import Row, as_written, read_table, read_text, write_table
from coding.suggestions.suggest import suggest
from coding.transcripts import consent, speakers
from coding.transcripts.talks import Talk, talks
from coding.transcripts.turns import Turn


@dataclass(frozen=True)
class Study:
    """One district's files, read when first asked for."""

    name: str

    @cached_property
    def district(self) -> districts.District:
        return districts.load(self.name)

    @cached_property
    def codebook(self) -> Codebook:
        own = paths.own_codebook(self.name)
        return additions.load(paths.codebook(), own) if own.exists() else codebook.load(paths.codebook())

    @cached_property
    def people(self) -> list[Row]:
        return read_table(paths.raw(self.name) / "participants.csv", "participants")

    @cached_property
    def directory(self) -> stakeholders.Directory:
        return stakeholders.load(self.name)

    @cached_property
    def consent(self) -> consent.Consent:
        return consent.load(self.people)

    @cached_property
    def transcripts(self) -> list[Row]:
        return read_table(paths.coded(self.name) / "transcripts.csv", "transcripts")

    @cached_property
    def texts(self) -> dict[str, str]:
        return {row["transcript"]: read_text(paths.text(self.name, row["transcript"])) for row in self.transcripts}

    @cached_property
    def turns(self) -> dict[str, list[Turn]]:
        """The turns of each transcript, split anew from its canonical text."""
        return {
            name: speakers.turns(text, [row for row in self.people if row["transcript"] == name])
            for name, text in self.texts.items()
        }

    def talks(self) -> Iterator[Talk]:
        """All transcripts, turn by turn, as the engine reads them."""
        for name, text in self.texts.items():
            yield from talks(name, ((turn, text[turn.start : turn.end]) for turn in self.turns[name]))

    @cached_property
    def segments(self) -> list[Row]:
        return read_table(paths.coded(self.name) / "segments.csv", "segments")

    @cached_property
    def by_segment(self) -> dict[str, Row]:
        return {row["segment"]: row for row in self.segments}

    @cached_property
    def speakers(self) -> dict[str, str]:
        """segment → role code of its speaker."""
        return {row["segment"]: row["speaker"] for row in self.segments}

    @cached_property
    def suggestions(self) -> list[Row]:
        return read_table(paths.coded(self.name) / "suggestions.csv", "suggestions")

    @cached_property
    def decided(self) -> list[Row]:
        """What coders decided, worked out from their logs: needs no codings.csv."""
        return [{key: str(value) for key, value in row.items()} for row in coding_rows(self, [])]

    @cached_property
    def codings(self) -> list[Row]:
        return read_table(paths.coded(self.name) / "codings.csv", "codings")

    @cached_property
    def coders(self) -> dict[str, Row]:
        """Rows of coders.csv by coder; none before anyone has coded."""
        path = paths.coded(self.name) / "coders.csv"
        return {row["coder"]: row for row in read_table(path, "coders")} if path.exists() else {}

    @cached_property
    def grounding(self) -> list[Row]:
        path = paths.raw(self.name) / "grounding.csv"
        return read_table(path, "grounding") if path.exists() else []

    @property
    def hashes(self) -> dict[str, str]:
        return {row["transcript"]: row["text_sha256"] for row in self.transcripts}

    @cached_property
    def decisions(self) -> list[Decision]:
        """All coders' decisions. Raises DecisionError for a log or an adjudicator whom coders.csv lacks."""
        made: list[Decision] = []
        for path in sorted(paths.decisions(self.name).glob("*.jsonl")):
            found = load(path, self.texts, self.hashes, self.codebook)
            if unknown := coders.unknown(path, found, self.coders):
                raise together(unknown)
            made += found
        return made

    @cached_property
    def replay(self) -> replay.Replay:
        """All coders' decisions, replayed on the texts as they are now."""
        replayed = replay.replay(self.decisions, replay.placer(self.texts, self.hashes))
        return codings.on_informants(replayed, self.segments, self.hashes)


def write_transcripts(name: str) -> Study:
    """Transcript files → text/, transcripts.csv, segments.csv."""
    districts.write(districts.load(name), districts.read(name))
    return Study(name)


def write_suggestions(name: str, study: Study | None = None) -> Study:
    """text/ and codebook → suggestions.csv. study: what has been read of them already."""
    study = study or Study(name)
    rows = [one.row() for one in suggest(study.talks(), study.codebook)]
    write_table(paths.coded(name) / "suggestions.csv", "suggestions", rows)
    return study


def prepare(name: str) -> Study:
    """Texts, segments and suggestions brought up to date, for somebody who is about to code.

    Raises Faults with every fault of the inputs, nothing written.
    """
    faults, transcripts, study = inspect(name)
    if faults:
        raise together(faults)
    districts.write(study.district, transcripts)
    return write_suggestions(name, study)


def write_codings(name: str) -> Study:
    """suggestions.csv and decisions/*.jsonl → codings.csv."""
    study = Study(name)
    write_table(paths.coded(name) / "codings.csv", "codings", coding_rows(study, study.suggestions))
    return study


def coding_rows(study: Study, suggestions: list[Row]) -> list[dict[str, Any]]:
    """Rows of codings.csv; without suggestions, those that coders made."""
    return codings.coding_rows(
        study.replay,
        study.segments,
        suggestions,
        district=study.name,
        texts=study.texts,
        kinds={coder: row["kind"] for coder, row in study.coders.items()},
        people={(row["transcript"], row["participant"]): row for row in study.people},
        reconstructed=study.district.reconstructed,
    )


def check(name: str) -> list[CodingError]:
    """Every fault of a district's inputs, found without writing anything."""
    return inspect(name)[0]


def inspect(name: str) -> tuple[list[CodingError], list[districts.Transcript], Study]:
    """(faults, transcripts as far as they can be read, the study as its files would be read now)."""
    found = examine(name)
    return found.faults, found.survey.transcripts, found.study


@dataclass(frozen=True)
class Examined:
    """A district's inputs as they are now: every fault, what can be read all the same, and the study they make.

    codebook: None where it has faults. study: read from the inputs where there are no faults, else as last written.
    """

    faults: list[CodingError]
    survey: districts.Survey
    codebook: Codebook | None
    study: Study


def examine(name: str) -> Examined:
    """Read all inputs of a district without writing anything."""
    study = Study(name)
    faults: list[CodingError] = []
    found = districts.survey(name)
    book = inspection.tried(lambda: study.codebook, faults)
    faults = apart([*faults, *found.faults, *inspection.faults(name, found, book)])
    return Examined(faults, found, book, study if faults else as_read(study, found.transcripts))


def as_read(study: Study, transcripts: list[districts.Transcript]) -> Study:
    """The study as its files would be read now, not as they were last written."""
    rows = districts.transcript_rows(study.district, transcripts)
    segments = districts.segment_rows(transcripts)
    fresh = Study(study.name)
    fresh.__dict__["codebook"] = study.codebook
    fresh.__dict__["texts"] = {one.name: one.text for one in transcripts}
    fresh.__dict__["transcripts"] = as_written(rows, "transcripts")
    fresh.__dict__["segments"] = as_written(segments, "segments")
    return fresh


def notices(study: Study) -> list[CodingError]:
    """What a district's coders should know, though nothing is wrong: codings that lost their place, a cut-off line.

    Raises CodingError where the district has a fault (see `check`).
    """
    name = study.name
    told: list[CodingError] = []
    for path in sorted(paths.decisions(name).glob("*.jsonl")):
        lines, cut = log.read(path)
        if cut:
            problem = (
                "this last line was cut off while it was written; it was never told to be saved and does not count"
            )
            mend = "Nothing needs to be done: it goes with the next decision."
            told.append(DecisionError(problem, file=paths.shown(path), line=len(lines) + 1, mend=mend))
    lost = Counter((one.decision.coder, one.decision.transcript) for one in study.replay.lost)
    for (coder, transcript), number in sorted(lost.items()):
        told.append(
            DecisionError(
                f"{number} codings of {transcript} have no sure place in its text as it is now and do not count until "
                f"{coder} places them again",
                file=paths.shown(paths.decisions(name) / f"{coder}.jsonl"),
                mend=f"List them: coding log {name} --lost. Place them: make review DISTRICT={name}",
            )
        )
    return told
