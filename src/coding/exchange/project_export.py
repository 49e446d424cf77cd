"""coding export: a district as a project (.qdpx), or its codebook alone (.qdc)."""

from __future__ import annotations

from pathlib import Path

from coding import paths, pipeline
from coding.errors import CodingError, together
from coding.exchange import codebook_export, writing
from coding.exchange.building import Building, Choice
from coding.exchange.model import Project
from coding.files import write_bytes
from coding.labels import Text, text
from coding.suggestions.suggest import suggest

ENDINGS = (".qdpx", ".qdc")


def export(name: str, target: Path, choice: Choice) -> Text:
    """Write the file; returns what to tell. Raises CodingError, with nothing written, where the inputs have faults."""
    if target.suffix.lower() not in ENDINGS:
        raise CodingError(
            f"{target} is neither .qdpx nor .qdc", mend="Name a project (.qdpx) or a codebook (.qdc) behind --to."
        )
    if name not in paths.districts():
        raise CodingError(f"there is no district {name!r}", mend=f"Known: {', '.join(paths.districts())}.")
    if target.suffix.lower() == ".qdc":
        book = pipeline.Study(name).codebook
        write_bytes(target, writing.qdc(codebook_export.codes(book, choice.language)))
        return text(f"{len(book.codes)} kode → {target}", f"{len(book.codes)} codes → {target}")
    project = build(name, choice)
    write_bytes(target, writing.qdpx(project))
    return told(project, target)


def build(name: str, choice: Choice) -> Project:
    """The project of a district, from its inputs as they are now. Raises Faults with every fault of them."""
    examined = pipeline.examine(name)
    if examined.faults:
        raise together(examined.faults)
    study = examined.study
    rows = [{key: str(value) for key, value in one.row().items()} for one in suggest(study.talks(), study.codebook)]
    return Building(study, rows, choice).project()


def told(project: Project, target: Path) -> Text:
    """What was written, by user."""
    names = {user.guid: user.name for user in project.users}
    counts: dict[str, int] = {}
    for source in project.sources:
        for coding in source.codings:
            counts[names[coding.user]] = counts.get(names[coding.user], 0) + 1
    by_user = "".join(f"\n  {name}: {number}" for name, number in sorted(counts.items()))
    return text(
        f"{len(project.sources)} transkrip, {sum(counts.values())} pengodean → {target}{by_user}\n\n"
        f"{project.description.split(chr(10) * 2)[0]}",
        f"{len(project.sources)} transcripts, {sum(counts.values())} codings → {target}{by_user}\n\n"
        f"{project.description.split(chr(10) * 2)[-1]}",
    )
