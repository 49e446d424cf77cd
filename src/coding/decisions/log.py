"""The log of one coder on the disk: lines are appended whole and flushed, or not at all; none is ever changed."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from coding.errors import DecisionError
from coding.paths import shown

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def read(path: Path, *, held: bool = False) -> tuple[list[str], str]:
    """The whole lines of a log (blank ones too, so that they can be counted), and what stands behind the last one.

    What stands behind the last line break is a line of its own if it is whole; else it was cut off while it was
    written and was never told to be saved. Raises DecisionError for another encoding than UTF-8.
    """
    try:
        content = _bytes(path, held).decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as error:
        whole = error.object.rfind(b"\n") + 1
        if error.start < whole:
            raise DecisionError(
                f"byte {error.start} is not UTF-8", file=shown(path), mend="Restore the file from version control."
            ) from error
        content = error.object[:whole].decode("utf-8-sig") + "\ufffd"  # cut off within a character
    lines = content.split("\n")
    last = lines.pop()
    if _whole(last):
        lines.append(last)
        last = ""
    return lines, last


def _bytes(path: Path, held: bool) -> bytes:
    """The file as it stands when nobody is in the midst of writing to it. held: whether the caller has its lock."""
    with path.open("rb") as file:
        if fcntl is not None and not held:
            fcntl.flock(file, fcntl.LOCK_SH)
        return file.read()


def append(path: Path, lines: str) -> None:
    """Append whole lines; they are on the disk when this returns. See `Log.append` for what is raised."""
    with _held(path) as handle:
        _write(handle, path, lines)


# Which file, how long, written when: another of these, and the log was changed.
Seen = tuple[int, int, int]
NOTHING: Seen = (0, 0, 0)


def _seen(state: os.stat_result) -> Seen:
    return state.st_ino, state.st_size, state.st_mtime_ns


class Log:
    """One coder's log, held open by a session while others may append to it too.

    lines: what has been read so far. torn: whether a line was found cut off, by a program that was killed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []
        self.torn = False
        self._latest = ""
        self._seen = NOTHING

    def refresh(self, *, held: bool = False) -> int:
        """Read what others appended; the number of lines that are new, or -1 when the file is another one now.

        held: whether the caller holds the lock of the file already.
        """
        try:
            state = self.path.stat()
        except FileNotFoundError:
            lost, self.lines, self._seen = bool(self.lines), [], NOTHING
            return -1 if lost else 0
        if _seen(state) == self._seen:
            return 0
        lines, cut = read(self.path, held=held)
        self.torn = bool(cut)
        known, self.lines, self._seen = self.lines, lines, _seen(state)
        for line in lines:
            self._latest = max(self._latest, _at(line))
        return len(lines) - len(known) if lines[: len(known)] == known else -1

    def append(self, build: Callable[[str, int], str]) -> str:
        """Append what `build(at, news)` gives, while nobody else can write; returns it.

        at: the time, after that of every line of the log. news: as `refresh` returns it; `lines` are up to date then.
        Raises DecisionError when the disk is full or cannot be written: the log is then as it was before.
        """
        with _held(self.path) as handle:
            with _told(self.path):
                news = self.refresh(held=True)
            at = _after(self._latest)
            lines = build(at, news)
            if lines:
                if _write(handle, self.path, lines):
                    self.torn = True
                state = os.fstat(handle)
                self.lines += lines.rstrip("\n").split("\n")
                self._seen = _seen(state)
                self._latest = at.removesuffix("Z")
            return lines


def _after(latest: str) -> str:
    """Now, or a microsecond behind the latest time of a log that a faster clock has written."""
    now = datetime.now(UTC)
    with contextlib.suppress(ValueError, OverflowError):
        now = max(now, datetime.fromisoformat(latest.removesuffix("Z")).replace(tzinfo=UTC) + timedelta(microseconds=1))
    return now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _at(line: str) -> str:
    try:
        at = json.loads(line)["at"] if line.strip() else ""
    except (ValueError, KeyError, TypeError):
        return ""
    return at.removesuffix("Z") if isinstance(at, str) else ""


def _whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """While this holds, no other program holds the lock that the file `path` stands for; the file itself stays empty."""
    with _held(path):
        yield


@contextlib.contextmanager
def _held(path: Path) -> Iterator[int]:
    """The file, open for appending, while no other program appends to it."""
    with _told(path):
        handle = _open(path)
        # Version control may have put another file in its place while we waited for the lock.
        while not _is(handle, path):
            os.close(handle)
            handle = _open(path)
    try:
        yield handle
    finally:
        os.close(handle)  # and the lock goes with it


def _open(path: Path) -> int:
    new = not path.exists()
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _flush_folder(path.parent.parent)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        _lock(handle)
        if new:
            _flush_folder(path.parent)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int) -> None:
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    import msvcrt  # Windows; not tried

    locking: Any = msvcrt
    # A byte far behind the end: what is locked there cannot be read by others, not even by this program itself.
    os.lseek(handle, 2**31 - 2, os.SEEK_SET)
    locking.locking(handle, locking.LK_LOCK, 1)


def _write(handle: int, path: Path, lines: str) -> bool:
    """Write and flush; on any fault the file is cut back to what it was. Returns whether a torn line was removed."""
    size = os.fstat(handle).st_size
    torn = False
    with _told(path):
        if size:
            tail = _tail(handle, size)
            if tail and not _whole(tail.decode("utf-8", errors="replace").removeprefix("\ufeff")):
                # Nobody was told that this half line is saved; behind it, a new line would be lost with it.
                size -= len(tail)
                os.ftruncate(handle, size)
                torn = True
            elif tail:
                lines = "\n" + lines  # an editor took the last line break away
        content = lines.encode("utf-8")
        try:
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        except BaseException:  # a full disk, or somebody who stops the program
            os.ftruncate(handle, size)
            raise
    return torn


def _tail(handle: int, size: int) -> bytes:
    """What stands behind the last line break."""
    found = b""
    while size > 0 and b"\n" not in found:
        step = min(size, 4096)
        size -= step
        os.lseek(handle, size, os.SEEK_SET)
        found = os.read(handle, step) + found
    return found[found.rfind(b"\n") + 1 :]


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DecisionError(
            f"nothing was saved ({error.strerror or error})",
            file=shown(path),
            mend="Make room on the disk, or see that the file may be written, and decide once more.",
        ) from error


def _flush_folder(folder: Path) -> None:
    """Makes a new file's name last, too (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
