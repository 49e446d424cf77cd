"""The review in a spreadsheet: one .xlsx file a transcript, written for a coder and read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coding import paths, pipeline
from coding.decisions import coders, codings
from coding.decisions.decision import Action, Decision, as_line, check, decide
from coding.decisions.log import Log
from coding.decisions.replay import Placer, placer
from coding.errors import CodingError
from coding.files import write_bytes
from coding.labels import LANGUAGES
from coding.pipeline import Study
from coding.review import sheet_words
from coding.review.sheet_decide import Reading, lines_of
from coding.review.sheet_read import Content, Problem, open_sheet, understood
from coding.review.sheet_rows import Held, Question, Span, questions
from coding.review.sheet_write import Facts, Surroundings, workbook
from coding.transcripts.turns import in_one_answer

# The time of lines that are only tried, not written: behind all others.
TRIED = "9999-12-31T23:59:59Z"


@dataclass
class Summary:
    """What came of reading sheets. unplaced: rows whose sentence is in doubt; the other faults are rows to mend."""

    rows: int = 0
    decisions: int = 0
    unplaced: int = 0
    faults: list[CodingError] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.rows} rows read, {self.decisions} decisions new, {self.unplaced} rows not placed"
        others = len(self.faults) - self.unplaced
        return told + (f", {others} to mend" if others else "")


def write(
    district: str,
    coder: str,
    folder: Path,
    transcripts: Sequence[str] = (),
    *,
    blind: bool = False,
    language: str = "id",
) -> list[Path]:
    """Write the sheets of some transcripts, or of all, with the coder's decisions filled in. Returns the files.

    Raises CodingError for an unknown district or transcript, a name that is no person's, and a file in the folder
    that holds decisions which were not read back.
    """
    if language not in LANGUAGES:
        raise CodingError(f"the language {language!r} is unknown", mend=f"Use one of {', '.join(LANGUAGES)}.")
    _exists(district)
    study = pipeline.prepare(district)
    for name in transcripts:
        if name not in study.texts:
            raise CodingError(f"there is no transcript {name!r}", mend=f"Known: {', '.join(study.texts)}.")
    coders.register(district, coder)
    work = _Work(study, coder)
    written = []
    for name in transcripts or study.texts:
        path = folder / f"{name}-{coder}.xlsx"
        content = work.sheet(name, blind=blind, language=language)
        if path.exists() and path.read_bytes() != content:
            _is_read(path, work)
        write_bytes(path, content)
        written.append(path)
    return written


def read(files: Iterable[Path]) -> Summary:
    """Take what coders filled in into their logs: all sheets of one coder in one act, or none of them.

    A folder stands for the .xlsx files in it. Rows that cannot count are told; the others are read all the same.
    """
    summary = Summary()
    opened = []
    for path in _listed(files):
        try:
            opened.append(open_sheet(path))
        except CodingError as error:
            summary.faults.append(error)
    for district, coder in dict.fromkeys((one.facts.district, one.facts.coder) for one in opened):
        _exists(district)
        study = pipeline.prepare(district)
        coders.register(district, coder)
        mine = [one for one in opened if (one.facts.district, one.facts.coder) == (district, coder)]
        contents = [understood(one, study.codebook) for one in mine]
        work = _Work(study, coder)
        for content, problems in zip(contents, work.take(contents), strict=True):
            summary.rows += content.rows
            summary.unplaced += sum(not problem.placed for problem in problems)
            summary.faults += [problem.error(content.name) for problem in problems]
        summary.decisions += work.added
    return summary


def _exists(district: str) -> None:
    known = paths.districts()
    if district not in known:
        raise CodingError(f"there is no district {district!r}", mend=f"Known: {', '.join(known)}.")


def _listed(files: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        # Excel keeps a file of this beginning beside each one that is open.
        inside = (
            sorted(one for one in path.glob("*.xlsx") if not one.name.startswith("~$")) if path.is_dir() else [path]
        )
        if not inside:
            raise CodingError("there is no .xlsx file in this folder", file=str(path), mend="Name another.")
        found += inside
    return list(dict.fromkeys(found))


def _is_read(path: Path, work: _Work) -> None:
    """Raises CodingError when a file that is about to be replaced holds what the log does not."""
    again = f"Read it first: coding review-sheet --read {path}. Or name another folder, or move the file away."
    try:
        opened = open_sheet(path)
    except CodingError as error:
        raise CodingError("another file of this name stands in the folder", file=str(path), mend=again) from error
    if (opened.facts.district, opened.facts.coder) == (work.study.name, work.coder):
        reading = work.reading(understood(opened, work.study.codebook), work.at_hand)
        if not reading.lines and not reading.problems:
            return
    raise CodingError("this sheet holds decisions that were not read back", file=str(path), mend=again)


class _Work:
    """One coder's log and the texts of a district, for writing sheets and for reading them."""

    def __init__(self, study: Study, coder: str) -> None:
        self.study, self.coder = study, coder
        self.log = Log(paths.decisions(study.name) / f"{coder}.jsonl")
        self.log.refresh()
        self.at_hand = self._made()
        self.place: Placer = placer(study.texts, study.hashes)
        self.places = codings.places_of(study.segments)
        self.added = 0

    def _made(self) -> list[Decision]:
        return check(self.log.lines, self.log.path, self.study.texts, self.study.hashes, self.study.codebook)

    def _held(self, transcript: str, made: Sequence[Decision]) -> Held:
        return Held(transcript, made, self.place, self.places.get(transcript, []))

    def sheet(self, transcript: str, *, blind: bool, language: str) -> bytes:
        study = self.study
        held = self._held(transcript, self.at_hand)
        rows = questions(study, transcript, held, blind=blind)
        facts = Facts(
            study.name,
            self.coder,
            transcript,
            study.hashes[transcript],
            "blind" if blind else "sheet",
            language,
            study.codebook.hash,
            completed=bool(held.completed),
        )
        notes = [sheet_words.RECONSTRUCTED] if study.district.reconstructed else []
        return workbook(
            facts, rows, around(study, transcript, rows, language), study.texts[transcript], study.codebook, notes
        )

    def take(self, contents: Sequence[Content]) -> list[list[Problem]]:
        """Append what the sheets add to the log. Returns the problems of each."""
        problems: list[list[Problem]] = []

        def build(at: str, _: int) -> str:
            made = self._made()
            lines: list[Decision] = []
            for content in contents:
                reading = self.reading(content, [*made, *lines], at)
                lines += reading.lines
                problems.append(reading.problems)
            self.added = len(lines)
            return "".join(as_line(one) for one in lines)

        self.log.append(build)
        return problems

    def reading(self, content: Content, made: Sequence[Decision], at: str = TRIED) -> Reading:
        """What one sheet adds to the decisions made so far."""
        study, name = self.study, content.facts.transcript
        if name not in study.texts:
            problem = Problem(0, f"there is no transcript {name!r} any more", "Restore it, and read once more.")
            return Reading(problems=[problem])
        text, sha = study.texts[name], study.hashes[name]

        def make(action: Action, span: Span, **told: str) -> Decision:
            more = {**told, "mode": content.facts.mode, "codebook": content.facts.codebook}
            one = decide(text, sha, name, self.coder, at, action, start=span[0], end=span[1], **more)
            # The same rules as for a log that is read; the line that it is about was found in the log.
            alone = dataclasses.replace(one, of="" if action != "undo" else one.of)
            if action != "undo":
                check([as_line(alone)], self.log.path, study.texts, study.hashes, study.codebook)
            return one

        same = content.facts.text_sha256 == sha

        def fits(start: int, end: int) -> bool:
            return in_one_answer(study.turns[name], start, end)

        return lines_of(content, self._held(name, made), text, same, fits, study.codebook, make)


def around(study: Study, transcript: str, rows: Sequence[Question], language: str) -> dict[int, Surroundings]:
    """What is shown of each row's sentence, by the row's number."""
    text = study.texts[transcript]
    segments = [row for row in study.segments if row["transcript"] == transcript]
    order = {row["segment"]: n for n, row in enumerate(segments)}
    roles = {
        row["participant"]: (row["role"] if language == "id" else row["role_en"] or row["role"])
        for row in study.people
        if row["transcript"] == transcript
    }
    asked, question = {}, ""
    for turn in study.turns[transcript]:
        asked[turn.number] = question
        if turn.kind == "interviewer":
            question = text[turn.start : turn.end].strip()
    found = {}
    for row in rows:
        n = order[row.segment]
        segment = segments[n]
        role = roles.get(segment["speaker"], "")
        found[row.number] = Surroundings(
            speaker=f"{segment['speaker']}\n{role}" if role else segment["speaker"],
            question=asked.get(int(segment["turn"]), ""),
            before=segments[n - 1]["text"] if n else "",
            sentence=text[row.start : row.end],
            after=segments[n + 1]["text"] if n + 1 < len(segments) else "",
        )
    return found
