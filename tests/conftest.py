"""Copies of the compendium that a test may change as it likes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SMALL = "contoh-kabupaten"
BUILT = ("build", "tables", "figures", "numbers")

# Where make keeps them too, so that a test writes nothing into the home of whoever runs it.
for _name, _folder in {
    "MPLCONFIGDIR": "matplotlib",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
}.items():
    os.environ.setdefault(_name, str(ROOT / ".make" / _folder))

# What the tests read is English, whatever language the desktop of whoever runs them speaks.
os.environ["CODING_LANGUAGE"] = "en"
# And the date that make gives to what is built.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1480550400")

Copy = Callable[..., Path]
Hashes = dict[str, str]


def _copy(target: Path, *districts: str) -> Path:
    """Copy inputs and coded data, of some districts or of all, but nothing that notebooks or the paper build."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        out = {name for name in names if name.startswith((".", "~$"))}
        if here == ROOT / "paper":
            out |= set(BUILT)
        if districts and here.parent == ROOT / "data" and here.name in ("raw", "coded"):
            out |= set(names) - set(districts)
        return out

    for name in ("data", "notebooks", "paper"):
        shutil.copytree(ROOT / name, target / name, ignore=left_out)
    return target


@pytest.fixture(scope="session")
def root() -> Path:
    """The compendium itself, to be read only."""
    return ROOT


@pytest.fixture(scope="session")
def copy_to() -> Copy:
    """Copies the compendium to a folder: ``copy_to(folder, *districts)``; all districts, when none is named."""
    return _copy


@pytest.fixture
def compendium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the compendium, which the code takes for the real one."""
    monkeypatch.setenv("CODING_ROOT", str(tmp_path / "salinan kompendium"))
    return _copy(tmp_path / "salinan kompendium")


@pytest.fixture
def small_compendium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that holds the district contoh-kabupaten only."""
    monkeypatch.setenv("CODING_ROOT", str(tmp_path / "salinan kecil"))
    return _copy(tmp_path / "salinan kecil", SMALL)


@pytest.fixture(scope="session")
def hash_tree() -> Callable[[Path], Hashes]:
    """Names and hashes of all files below a folder, and the names of its folders."""

    def hash_one(folder: Path) -> Hashes:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in sorted(folder.rglob("*"))
        }

    return hash_one


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the compendium in which somebody opened the course: its folder class/mandiri is to be copied or read."""
    from coding.teaching import folder

    root = _copy(tmp_path_factory.mktemp("course") / "salinan kursus")
    with folder.inside(root):
        folder.open_alone(folder.ALONE, "id")
    return root


@pytest.fixture(scope="module")
def students_folder(course: Path) -> Iterator[None]:
    """Inside the folder of a student who has done nothing yet, only read."""
    from coding.teaching import current, folder

    current.speak("id")
    with folder.inside(course / "class" / folder.ALONE):
        yield
