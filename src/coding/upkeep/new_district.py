"""A new district: its folder with commented templates, and what to do next."""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from coding import paths
from coding.districts import stakeholders
from coding.districts.districts import TEMPLATES
from coding.errors import CodingError
from coding.files import write_bytes, write_text
from coding.labels import Text, text

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = ("across", "build")
FOLDERS = ("interviews", "fgd", "documents")
# Template → the endings it is written with, beside district.yml or in the folder of templates.
_TEMPLATES = {
    "petunjuk.md": (".docx",),
    "transkrip.txt": (".docx", ".txt"),
    "persetujuan.md": (".docx",),
    "pengelolaan_data.md": (".docx",),
    "stakeholders.contoh.yml": (".yml",),
}


def make(name: str) -> Path:
    """Make data/raw/<name> with its templates: whole, or not at all. Returns the folder.

    Raises CodingError when the name will not do, or something of that name exists.
    """
    check(name)
    target = paths.raw(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as folder:
        made = Path(folder) / name
        _fill(made, name)
        shutil.move(made, target)
    return target


def check(name: str) -> None:
    """Raises CodingError unless a district of this name can be made."""
    if not _NAME.fullmatch(name) or name in _RESERVED:
        like = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        mend = (
            f"For instance: {like}."
            if _NAME.fullmatch(like) and like not in _RESERVED
            else "For instance: my-district."
        )
        raise CodingError(f"{name!r} is no name for a district: small letters, digits and hyphens only", mend=mend)
    for place in (paths.raw(name), paths.coded(name), paths.district_paper(name)):
        if place.exists():
            raise CodingError(
                f"{paths.shown(place)} exists already; nothing was changed",
                mend="Choose another name, or go on in that folder.",
            )


def _fill(folder: Path, name: str) -> None:
    words = {"@NAME@": name, "@TITLE@": title(name), "@STAKEHOLDERS@": _known()}
    for empty in FOLDERS:
        (folder / empty).mkdir(parents=True)
        (folder / empty / ".gitkeep").touch()
    for plain in ("district.yml", "participants.csv"):
        write_text(folder / plain, _template(plain, words))
    for template, endings in _TEMPLATES.items():
        for ending in endings:
            place = folder / TEMPLATES / Path(template).with_suffix(ending).name
            content = _template(template, words)
            write_bytes(place, _docx(content, template) if ending == ".docx" else content.encode("utf-8"))


def title(name: str) -> str:
    """A district's name as people write it.

    >>> title("lampung-tengah")
    'Kabupaten Lampung Tengah'
    """
    words = " ".join(part.capitalize() for part in name.split("-"))
    return words if words.startswith(("Kabupaten ", "Kota ")) else f"Kabupaten {words}"


def _known() -> str:
    """The shared stakeholders as lines of a table."""
    directory = stakeholders.shared()
    rows = [f"| `{one.key}` | `{one.level}` | {one.name['id']} |" for one in directory.stakeholders.values()]
    return "\n".join(["| kunci | tingkat | nama |", "|---|---|---|", *rows])


def _template(name: str, words: dict[str, str]) -> str:
    content = (files("coding") / "templates" / "district" / name).read_text(encoding="utf-8")
    for place, word in words.items():
        content = content.replace(place, word)
    return content


def _docx(content: str, name: str) -> bytes:
    """A Word document of a template; in one of plain text, each line is a paragraph."""
    import pypandoc

    if name.endswith(".txt"):
        content = "\n\n".join(line for line in content.splitlines() if line)
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "template.docx"
        pypandoc.convert_text(content, "docx", format="markdown", outputfile=str(target))
        return target.read_bytes()


def next_steps(name: str) -> Text:
    """The three steps that follow, for whoever has just made a district."""
    folder, paper = paths.shown(paths.raw(name)), paths.shown(paths.district_paper(name))
    return text(
        f"""Folder {folder} sudah dibuat. Tiga langkah berikutnya:
  1. Taruh transkrip dalam {folder}/interviews, fgd atau documents; bentuknya seperti {folder}/templates/transkrip.docx.
  2. Isi {folder}/district.yml dan participants.csv (petunjuk: templates/petunjuk.docx), lalu: make check DISTRICT={name}
  3. make DISTRICT={name}   lalu   make review DISTRICT={name} CODER=kode-anda
Makalahnya sudah dimulai di {paper}: tempat bertanda ISI: menunggu Anda.""",
        f"""The folder {folder} is there. Three steps follow:
  1. Put transcripts into {folder}/interviews, fgd or documents, in the form of {folder}/templates/transkrip.docx.
  2. Fill in {folder}/district.yml and participants.csv (help: templates/petunjuk.docx), then: make check DISTRICT={name}
  3. make DISTRICT={name}   then   make review DISTRICT={name} CODER=your-code
Its paper is begun in {paper}: the places marked FILL IN: wait for you.""",
    )
