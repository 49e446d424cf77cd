"""The texts of the course, as they stand in the folder that is open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from coding import paths
from coding.codebooks import codebook
from coding.codebooks.codes import Codebook
from coding.decisions.decision import Decision, as_line, decide
from coding.files import Row
from coding.pipeline import Study

DISTRICT = "latihan"
SHIPPED = "lampung-timur"  # the district whose results the later sessions read
BLIND, SHOWN = "LTH1", "LTH2"  # coded blind in session 3, and with suggestions
TEACHER, PARTNER = "guru", "rekan"

GOLD, GLOSS = (Path(__file__).parent / name for name in ("gold.yml", "gloss.yml"))


def study(name: str = DISTRICT) -> Study:
    """A district as its files are now; decisions are read anew each time, the codebook when it was changed."""
    fresh, book = Study(name), paths.codebook()
    state = book.stat()
    fresh.__dict__["codebook"] = _codebook(book, (state.st_mtime_ns, state.st_size))
    return fresh


@cache
def _codebook(path: Path, _: tuple[int, int]) -> Codebook:
    return codebook.load(path)


@cache
def _kept(name: str, root: Path) -> Study:
    return Study(name)


def shipped() -> Study:
    """The shipped district, read once: nobody decides anything in it."""
    return _kept(SHIPPED, paths.root())


def teaching() -> Study:
    """The district of the course, for its texts only; read once."""
    return _kept(DISTRICT, paths.root())


def segments(transcript: str) -> list[Row]:
    return [row for row in teaching().segments if row["transcript"] == transcript]


def text_of(transcript: str) -> str:
    """A transcript's talk, without the lines of its head."""
    text = teaching().texts[transcript]
    return text.partition("----\n")[2] or text


@cache
def glosses() -> dict[str, list[str]]:
    """Transcript → an English gloss of each of its turns."""
    told: dict[str, list[str]] = yaml.safe_load(GLOSS.read_text(encoding="utf-8"))
    return told


@cache
def gold() -> list[dict[str, object]]:
    """The teacher's coding with its reasons, a sentence an entry."""
    entries: list[dict[str, object]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    return entries


def demonstration(coder: str, of: Study) -> list[Decision]:
    """The log of the teacher, or of the practice partner, on the texts as they are: kind demonstration."""
    rows = {row["segment"]: row for row in of.segments}
    at = "2017-04-01T08:00:00Z"
    made = []
    for entry in gold():
        given = entry.get("partner", entry["codes"]) if coder == PARTNER else entry["codes"]
        row = rows[str(entry["segment"])]
        assert isinstance(given, Mapping)
        for code, status in given.items():
            indicator, _, part = code.partition(".")
            # The partner explains nothing: finding out why is the exercise.
            memo = str(entry["id"]) if coder == TEACHER else ""
            made.append(_line(of, coder, at, row, indicator=indicator, subcode=part, status=status, memo=memo))
    for transcript in of.texts:
        made.append(decide(of.texts[transcript], of.hashes[transcript], transcript, coder, at, "complete"))
    return made


def _line(of: Study, coder: str, at: str, row: Row, **told: str) -> Decision:
    name = row["transcript"]
    start, end = int(row["start"]), int(row["end"])
    return decide(of.texts[name], of.hashes[name], name, coder, at, "add", start=start, end=end, mode="blind", **told)


def as_log(decisions: list[Decision]) -> str:
    return "".join(as_line(one) for one in decisions)
