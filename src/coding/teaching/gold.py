"""What a class is held against: the coding shipped with the course, or the lecturers' own.

Lecturers code the course's transcripts as students do, in a folder of their own. One log is their gold; of several, what
all of them gave alike and what they settled in the mode consensus.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coding import paths
from coding.decisions import coders, log
from coding.decisions import decision as decisions
from coding.decisions.codings import in_segments, what_stands
from coding.decisions.decision import CONSENSUS, Decision, decide
from coding.decisions.replay import Replay, Standing, placer, replay
from coding.errors import CodingError
from coding.files import Row, write_text
from coding.labels import Text, text
from coding.pipeline import Study
from coding.teaching import exercises, kinds, material
from coding.teaching.folder import CARD
from coding.teaching.material import DISTRICT, PARTNER, TEACHER
from coding.teaching.words import say

FOLDER = "gold"  # in class/, or in a student's folder
TOGETHER = "patokan"  # under which name the consensus of several lecturers stands


@dataclass(frozen=True)
class Gold:
    """A coding to compare with. coder: its name; kind: demonstration or human; made_of: whose logs it comes from;
    reasons: segment → why."""

    coder: str
    kind: str
    made_of: tuple[str, ...]
    decisions: tuple[Decision, ...]
    reasons: Mapping[str, Text]

    @property
    def own(self) -> bool:
        """Whether it is a lecturer's, not the one shipped."""
        return self.kind == coders.HUMAN

    @property
    def row(self) -> Row:
        """Its row of coders.csv."""
        return {"coder": self.coder, "kind": self.kind, "note": " / ".join(self.note.values())}

    @property
    def note(self) -> Text:
        """Whose it is, and that it is one reading."""
        return say("own_gold", coders=", ".join(self.made_of)) if self.own else say("shipped_gold")


def shipped(study: Study) -> Gold:
    """The teacher's demonstration coding that comes with the course."""
    reasons = {str(one["segment"]): text(str(one["id"]), str(one["en"])) for one in material.gold()}
    made = tuple(material.demonstration(TEACHER, study))
    return Gold(TEACHER, "demonstration", (TEACHER,), made, reasons)


def current(study: Study, *places: Path) -> Gold:
    """The lecturers' gold of the first folder that holds one, else the shipped coding."""
    found = next((one for one in places if one.is_dir() and any(one.glob("*.jsonl"))), None)
    return read(found, study) if found else shipped(study)


def beside(root: Path) -> tuple[Path, Path]:
    """Where a student's folder looks for the lecturers' gold: within, or on a shared drive beside it."""
    return root / FOLDER, root.parent / FOLDER


def read(place: Path, study: Study) -> Gold:
    """The gold of a log, of a folder of logs, or of a lecturer's own folder of the course.

    Raises CodingError for no log, for one that does not fit the texts, and for differences that are not settled.
    """
    logs = {path.stem: _log(path, study) for path in _files(place)}
    people = sorted(name for name in logs if name not in (CONSENSUS, PARTNER, TEACHER))
    if not people:
        raise CodingError(
            f"{paths.shown(place)} holds no lecturer's log", mend="Name a .jsonl file, or the folder that you coded in."
        )
    # What one lecturer settled with the practice partner is not the lecturer's own reading.
    made = [one for name in (*people, *[CONSENSUS][: len(people) - 1]) for one in logs.get(name, [])]
    replayed = replay(made, placer(study.texts, study.hashes))
    done = [name for name in study.texts if set(people) <= set(replayed.completed.get(name, ()))]
    if not done:
        raise CodingError(
            f"no transcript is marked as finished by {', '.join(people)}", mend="Open the review and press f in each."
        )
    if len(people) == 1:
        return Gold(people[0], coders.HUMAN, tuple(people), tuple(made), _reasons(study, replayed.standing))
    held = _agreed(study, replayed, people, done)
    lines = tuple(_lines(study, held, done))
    return Gold(TOGETHER, coders.HUMAN, tuple(people), lines, _reasons(study, list(held.values())))


def keep(place: Path, target: Path, study: Study) -> Gold:
    """Take the logs of a gold into class/gold, in place of those there. Raises CodingError with nothing changed."""
    found = read(place, study)
    logs = {path.name: path.read_text(encoding="utf-8") for path in _files(place)}
    if target.is_dir():
        shutil.rmtree(target)
    for name, content in logs.items():
        write_text(target / name, content)
    return found


def departures(found: Gold, study: Study) -> list[str]:
    """Segments of task 3.2 that a lecturer's gold sees otherwise than the task does."""
    words = kinds.vocabulary(exercises.of("3.2"))
    (wrong,) = kinds.accepted(exercises.of("3.2").body["accept"])
    coded = {
        name
        for name, _ in in_segments(replay(found.decisions, placer(study.texts, study.hashes)).standing, study.segments)
    }
    return [name["id"] for key, name in words.items() if (name["id"] in coded) == (key in wrong)]


def _files(place: Path) -> list[Path]:
    if (place / CARD).exists():
        place = place / "data" / "coded" / DISTRICT / "decisions"
    found = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    return [path for path in found if path.suffix == ".jsonl" and path.is_file()]


def _log(path: Path, study: Study) -> list[Decision]:
    if path.stem != CONSENSUS:
        coders.check_name(path.stem)
    return decisions.check(log.read(path)[0], path, study.texts, study.hashes, study.codebook)


def _agreed(study: Study, replayed: Replay, people: list[str], done: list[str]) -> dict[tuple[str, str], Standing]:
    """(segment, indicator) → what all gave alike, or what a consensus settled."""
    settled, still = {}, list[str]()
    for key, held in what_stands(replayed, study.segments).items():
        if held[0].transcript not in done:
            continue
        if held[0].coder == CONSENSUS or (
            {one.coder for one in held} == set(people) and len({one.status for one in held}) == 1
        ):
            settled[key] = held[0]
        else:
            still.append(f"{key[0]} ({key[1]})")
    if still:
        raise CodingError(
            f"{len(still)} differences between {', '.join(people)} are not settled: {', '.join(sorted(still)[:6])}",
            mend="Invite the other lecturer's folder in session 4, and settle them in the mode consensus.",
        )
    return settled


def _lines(study: Study, held: Mapping[tuple[str, str], Standing], done: list[str]) -> Iterator[Decision]:
    at = max((one.decision.at for one in held.values() if one.decision), default="2017-04-01T08:00:00Z")
    for one in held.values():
        of = study.texts[one.transcript], study.hashes[one.transcript], one.transcript
        yield decide(*of, TOGETHER, at, "add", start=one.start, end=one.end, indicator=one.indicator, status=one.status,
                     subcode=one.subcode, memo=one.memo, mode="blind")  # fmt: skip
    for name in done:
        yield decide(study.texts[name], study.hashes[name], name, TOGETHER, at, "complete", mode="blind")


def _reasons(study: Study, standing: list[Standing]) -> dict[str, Text]:
    """A lecturer's memos, by segment."""
    memos: dict[str, list[str]] = {}
    for (segment, _), held in in_segments(standing, study.segments).items():
        memos.setdefault(segment, []).extend(one.memo for one in held if one.memo.strip())
    return {segment: text(said := " | ".join(dict.fromkeys(found)), said) for segment, found in memos.items()}
