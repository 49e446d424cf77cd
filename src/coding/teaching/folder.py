"""A student's folder: a small compendium of its own, so that nobody writes into what is shipped."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coding import paths, pipeline, yamls
from coding.decisions import coders
from coding.errors import CodingError
from coding.files import write_text
from coding.labels import text
from coding.teaching import current, material, stumbles

CARD = "student.yml"
ALONE = "mandiri"  # whoever opens the course in the compendium itself, without a class
GREETING = text(
    "Anda bekerja sebagai pengode **{name}** di folder `{folder}`. Yang Anda kode tersimpan di sana, dan hanya di sana.",
    "You work as coder **{name}** in the folder `{folder}`. What you code is kept there, and only there.",
)


@dataclass(frozen=True)
class Student:
    """Whose folder is open, and in which language they read."""

    name: str
    language: str


class Greeting(str):
    """A sentence that a notebook shows as markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


def begin(language: str, student: str = "") -> Greeting:
    """Open the student's folder for this notebook, and make one where the course is opened in the compendium itself.

    language: of the notebook; checks answer in it. student: a name for a folder of one's own; none in a class.
    """
    current.speak(language)
    stumbles.tell_briefly()
    if (Path.cwd() / CARD).exists():
        os.environ["CODING_ROOT"] = str(Path.cwd())
    if not is_open():
        open_alone(student or ALONE, language)
    shown = paths.root().name
    return Greeting(GREETING[language].format(name=owner().name, folder=shown))


def open_alone(name: str, language: str) -> Path:
    """The folder class/<name> of the compendium, made when it is not there; it is the one that is open from now on."""
    home = paths.students() / name
    if not (home / CARD).exists():
        with template() as ready:
            make(home, Student(name, language), ready)
    os.environ["CODING_ROOT"] = str(home)
    return home


def is_open() -> bool:
    """Whether a student's folder is the compendium now."""
    return (paths.root() / CARD).exists()


def owner() -> Student:
    """Whose folder is open. Raises CodingError where none is."""
    card = paths.root() / CARD
    if not card.exists():
        raise CodingError("no student's folder is open", mend="Run the first cell of the notebook: begin(…).")
    return read_card(card)


def coder() -> str:
    """The name under which the student codes."""
    return owner().name


def read_card(card: Path) -> Student:
    told = yamls.load(card)
    name = told.need("student", (str, int), "the coder's name")
    return Student(str(name), str(told.get("language") or "id"))


@contextmanager
def inside(root: Path) -> Iterator[None]:
    """While this holds, the folder counts as the compendium."""
    before = os.environ.get("CODING_ROOT")
    os.environ["CODING_ROOT"] = str(root)
    try:
        yield
    finally:
        if before is None:
            del os.environ["CODING_ROOT"]
        else:
            os.environ["CODING_ROOT"] = before


@contextmanager
def template() -> Iterator[Path]:
    """What all students' folders have in common, made once: data, texts, segments, suggestions."""
    paths.students().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=paths.students()) as where:
        ready = Path(where) / "ready"
        copy_inputs(ready)
        shipped = material.SHIPPED
        for name in ("district.yml", "participants.csv", "stakeholders.yml", "claims.yml"):
            if (source := paths.raw(shipped) / name).exists():
                _copy(source, ready / "data" / "raw" / shipped / name)
        shutil.copytree(paths.coded(shipped), ready / "data" / "coded" / shipped, ignore=_hidden)
        with inside(ready):
            pipeline.prepare(material.DISTRICT)
        yield ready


def copy_inputs(target: Path) -> None:
    """Codebook, descriptions, references and the district of the course, into an empty folder."""
    for source in (paths.codebook(), paths.datapackage()):
        _copy(source, target / "data" / source.name)
    shutil.copytree(paths.reference(""), target / "data" / "reference", ignore=_hidden)
    source = paths.teaching() / "data" / "raw" / material.DISTRICT
    shutil.copytree(source, target / "data" / "raw" / material.DISTRICT, ignore=_hidden)


def make(home: Path, student: Student, ready: Path) -> None:
    """One student's folder: whole, or not at all. Raises CodingError when something is there already."""
    if home.exists():
        raise CodingError(
            f"{paths.shown(home)} exists, and is no student's folder", mend="Move it away, or use another name."
        )
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home.parent) as where:
        new = Path(where) / home.name
        shutil.copytree(ready, new)
        for source in sorted((paths.teaching() / student.language).glob("*.ipynb")):
            _copy(source, new / source.name)
        write_text(new / CARD, f"student: {student.name!r}\nlanguage: {student.language}\n")
        write_text(new / READ_ME_NAME[student.language], READ_ME[student.language].format(name=student.name))
        with inside(new):
            coders.register(material.DISTRICT, student.name)
        new.chmod(0o755)
        new.rename(home)


READ_ME_NAME = text("BACA-SAYA.md", "READ-ME.md")
READ_ME = text(
    """# Folder latihan {name}

1. Buka buku catatan (`.ipynb`) dari folder ini di JupyterLab, mulai dari nomor 1, dan jalankan sel demi sel (Shift+Enter).
2. Yang Anda kode tersimpan sendiri di `data/coded/latihan/decisions/{name}.jsonl`. Jangan ubah berkas itu dengan tangan.
3. Transkrip di `data/raw/latihan/` rekaan; jangan diubah, supaya pengodean sekelas dapat dibandingkan.
4. Kalau dosen meminta, kumpulkan seluruh folder ini sebagai zip, atau cukup berkas `{name}.jsonl` itu.
""",
    """# Practice folder of {name}

1. Open the notebooks (`.ipynb`) of this folder in JupyterLab, from number 1 on; run cell after cell (Shift+Enter).
2. What you code is kept by itself in `data/coded/latihan/decisions/{name}.jsonl`. Do not change that file by hand.
3. The transcripts in `data/raw/latihan/` are invented; do not change them, so that the class's codings can be compared.
4. When your lecturer asks for it, hand in this whole folder as a zip, or just the file `{name}.jsonl`.
""",
)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith((".", "~$"))]
