"""What students handed in: their folders on a shared drive, or files in class/returned. Read, never changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from coding import paths
from coding.decisions import log
from coding.errors import CodingError
from coding.labels import Text
from coding.teaching.folder import CARD
from coding.teaching.material import DISTRICT, SHIPPED
from coding.teaching.words import say

LARGEST = 20_000_000  # bytes of one log; a log of a hundred thousand decisions is smaller


@dataclass(frozen=True)
class Log:
    """The lines of a log as it was found. coder: whom its lines name."""

    place: str
    coder: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Something the lecturer should know: whose, where it stands, what it is."""

    student: str
    place: str
    said: Text
    grave: bool = True


Found = Log | Notice


def everything(students: list[str]) -> Iterator[Found]:
    """All logs, first those in the class's folders, then those handed in; and whatever is none."""
    for name in students:
        path = paths.students() / name / "data" / "coded" / DISTRICT / "decisions" / f"{name}.jsonl"
        if path.exists():
            yield from _file(path)
    place = paths.students() / "returned"
    for path in sorted(place.rglob("*")) if place.is_dir() else []:
        if not path.is_file() or path.name.startswith((".", "~$")):
            continue
        if path.suffix.lower() == ".zip":
            yield from _archive(path)
        elif path.suffix.lower() == ".jsonl":
            yield from _file(path)
        elif path.name != CARD:
            yield Notice("", paths.shown(path), say("not_a_log"), grave=False)


def _file(path: Path) -> Iterator[Found]:
    try:
        if path.stat().st_size > LARGEST:
            raise CodingError("too large")
        yield _log(paths.shown(path), log.read(path)[0])
    except (CodingError, OSError):
        yield Notice("", paths.shown(path), say("unreadable"))


def _archive(path: Path) -> Iterator[Found]:
    """Logs within a zip, read in memory: nothing is unpacked. Of a student's folder, only its owner's log."""
    shown = paths.shown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            owner = _owner(archive)
            logs = [one for one in archive.infolist() if _is_log(one.filename, owner)]
            if not logs:
                yield Notice(owner, shown, say("no_log_inside"))
            for one in logs:
                if one.file_size > LARGEST:
                    yield Notice(owner, f"{shown}: {one.filename}", say("unreadable"))
                    continue
                content = archive.read(one).decode("utf-8-sig")
                yield _log(f"{shown}: {one.filename}", content.split("\n"))
    # zipfile raises NotImplementedError for a way of packing that it does not know, RuntimeError for a password.
    except (zipfile.BadZipFile, UnicodeDecodeError, RuntimeError, NotImplementedError, OSError):
        yield Notice("", shown, say("unreadable"))


def _owner(archive: zipfile.ZipFile) -> str:
    cards = [one for one in archive.infolist() if PurePosixPath(one.filename).name == CARD and one.file_size < 1000]
    try:
        told = yaml.safe_load(archive.read(cards[0])) if cards else None
    except yaml.YAMLError:
        return ""
    return str(told["student"]) if isinstance(told, dict) and "student" in told else ""


def _is_log(name: str, owner: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    if (
        path.suffix.lower() != ".jsonl"
        or path.name.startswith(".")
        or "__MACOSX" in path.parts
        or SHIPPED in path.parts
    ):
        return False
    return path.stem == owner if owner else True


def _log(place: str, lines: list[str]) -> Found:
    """A log is whose its first line says, whatever the file is called: downloads get names like a01 (1).jsonl."""
    told = [line for line in lines if line.strip()]
    if not told:
        return Notice("", place, say("empty_log"))
    try:
        coder = json.loads(told[0])["coder"]
    except (ValueError, KeyError, TypeError):
        return Notice("", place, say("not_a_log"))
    return Log(place, str(coder), tuple(told))
