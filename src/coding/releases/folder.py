"""The folder of a release: written beside its place and renamed, and only over an earlier release or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from coding.errors import CodingError
from coding.files import read_text, sha256, write_bytes
from coding.paths import shown

SUMS = "SHA256SUMS"
_MARK = "datapackage.json"


def sums(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of each file, as `sha256sum -c` reads them."""
    return "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items())).encode("utf-8")


def check(out: Path) -> None:
    """Raise CodingError unless `out` is nothing, an empty folder, or an earlier release with nothing else in it."""
    if not out.exists() and not out.is_symlink():
        return
    mend = "Name another folder behind --out, or move what is there."
    if not out.is_dir() or out.is_symlink():
        raise CodingError("there is something that is no folder", file=shown(out), mend=mend)
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()}
    if not there:
        return
    if not {SUMS, _MARK} <= there:
        raise CodingError("the folder holds something that is no earlier release", file=shown(out), mend=mend)
    known = _listed(out / SUMS)
    for name in sorted(there - {SUMS}):
        if name not in known:
            raise CodingError(
                "this file is not of the earlier release in its folder", file=shown(out / name), mend=mend
            )
        if known[name] != sha256((out / name).read_bytes()):
            problem = "this file was changed since the earlier release was made"
            raise CodingError(problem, file=shown(out / name), mend=mend)


def _listed(path: Path) -> dict[str, str]:
    pairs = (line.partition("  ") for line in read_text(path).splitlines())
    return {name: digest for digest, _, name in pairs}


def write(out: Path, files: Mapping[str, bytes]) -> None:
    """Write all files to a folder beside `out`, then rename it; `out` is what it was until all of it is there."""
    check(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        for name, content in files.items():
            write_bytes(made / name, content)
        made.chmod(0o755)
        _replace(made, out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _replace(made: Path, out: Path) -> None:
    if not out.exists():
        made.rename(out)
        return
    old = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.")) / "old"
    out.rename(old)
    try:
        made.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old.parent)
