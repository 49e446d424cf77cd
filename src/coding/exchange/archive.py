"""The .qdpx file: a zip archive, read with care and written as the same bytes each time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from coding.errors import CodingError
from coding.paths import shown

# What a project may come to when unpacked: transcripts are small, and an archive may pretend to be.
BOUND = 500_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can tell


def read(path: Path) -> dict[str, bytes]:
    """The files of an archive by their names, as far as they are of use: the project and its texts.

    Raises CodingError for what is no archive, is damaged, holds names that lead out of it, or is larger than BOUND.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content(path))) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries, path)
            return {entry.filename.replace("\\", "/"): archive.read(entry) for entry in entries if _of_use(entry)}
    # zipfile raises NotImplementedError for a way of packing that it does not know, RuntimeError for a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise CodingError(
            "this is no .qdpx file, or it is damaged",
            file=shown(path),
            mend="Export the project again, as a REFI-QDA project (.qdpx).",
        ) from error


def content(path: Path) -> bytes:
    """The bytes of a file. Raises CodingError when there is none."""
    if not path.is_file():
        raise CodingError("the file does not exist", file=shown(path), mend="Check its name.")
    return path.read_bytes()


def _of_use(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".qde", ".txt"))


def _check(entries: list[zipfile.ZipInfo], path: Path) -> None:
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise CodingError(
                f"the archive holds the name {entry.filename!r}, which leads out of it",
                file=shown(path),
                mend="Do not open it; ask whoever made it for another.",
            )
    if sum(entry.file_size for entry in entries if _of_use(entry)) > BOUND:
        raise CodingError(
            f"the texts of the archive are larger than {BOUND // 1_000_000} MB when unpacked",
            file=shown(path),
            mend="Export fewer texts at a time.",
        )


def write(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files, in their order, with no time but a fixed one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on all systems
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
