"""A release: what leaves of a district as files, searched for leaks, then written as one folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from coding import paths
from coding.decisions.decision import as_line
from coding.errors import CodingError, together
from coding.exchange import exports
from coding.files import read_text
from coding.labels import LANGUAGES, Text, text
from coding.pipeline import Study
from coding.releases import folder, leaks, package, report, tables
from coding.releases.selection import Selection, fresh, select

_WHAT: dict[str, Text] = {
    "texts": text("transkrip, sejauh boleh disebarkan", "transcripts, as far as they may leave"),
    "decisions": text("keputusan pengode", "decisions of a coder"),
    "participants.csv": text("siapa yang berbicara, menurut kode peran", "who speaks, by role code"),
    "transcripts.csv": text("satu baris satu transkrip", "one row a transcript"),
    "segments.csv": text("satu baris satu kalimat informan", "one row a sentence of an informant"),
    "codings.csv": text("data yang dikode", "the coded data set"),
    "coders.csv": text("siapa yang mengode", "who codes"),
    "stakeholders.csv": text("lembaga dan kelompok yang didengar", "organisations and groups heard"),
    "codebook.csv": text("buku kode, untuk dibaca", "the codebook, to be read"),
    "codebook": text("buku kode lengkap, dengan kata kunci", "the whole codebook, with its keywords"),
    "xlsx": text("semua ekspor dalam satu buku kerja Excel", "all exports in one Excel workbook"),
}


def make(name: str, out: Path, allowed: Collection[str] = ()) -> tuple[Selection, int]:
    """Write the release of a district. Returns what leaves, and the number of files.

    allowed: words that somebody looked at, and that lead to no person. Raises CodingError, nothing written, where
    `out` holds what is no earlier release, the district has faults, nothing may leave, or the search finds anything.
    """
    folder.check(out)
    study = fresh(name)
    _filled_in(study)
    made = select(study, allowed)
    if not made.study.texts:
        raise CodingError(
            f"no participant of {name} releases anything",
            file=paths.shown(paths.raw(name) / "participants.csv"),
            mend="The column consent decides: public or quotes, if the participant agreed to it.",
        )
    content = files(made)
    faults = leaks.in_files(content, made.search) + leaks.in_people(made.study.people, made.search)
    if faults:
        raise together(faults)
    folder.write(out, content)
    return made, len(content)


def _filled_in(study: Study) -> None:
    """Raise CodingError where district.yml, which the README quotes, still holds words of its template."""
    told = study.district
    for said in (told.title, told.period, told.collected_by, told.consent, told.statement):
        for value in said.values():
            if value.startswith(("ISI:", "FILL IN:")):
                raise CodingError(
                    f"the README would quote what is not filled in: {value!r}",
                    file=paths.shown(paths.raw(study.name) / "district.yml"),
                    mend="Write it in place of the words of the template.",
                )


def files(made: Selection) -> dict[str, bytes]:
    """All files of a release by path; the same bytes for the same study."""
    study = made.study
    exported = exports.tables(study)
    known = tables.tables(study, made.logs)
    plain = {f"texts/{name}.txt": said.encode("utf-8") for name, said in sorted(study.texts.items())}
    plain |= {
        f"decisions/{coder}.jsonl": "".join(map(as_line, lines)).encode("utf-8")
        for coder, lines in sorted(made.logs.items())
    }
    plain |= _codebooks(study.name)
    workbook = {f"exports/{study.name}.xlsx": exports.workbook(exported)}
    every = [*known, *tables.exported(study, exported)]
    contents = _contents(plain | workbook, every)
    found = {**plain, **{one.path: one.content for one in every}}
    for language in LANGUAGES:
        found["README.md" if language == "en" else f"README.{language}.md"] = report.readme(made, contents, language)
    found |= {
        "CITATION.cff": _citation(made),
        "LICENSE.txt": _licence(),
        "datapackage.json": package.datapackage(study, every, plain | workbook),
    }
    found |= workbook  # last: a fault is told where it is found first, and a line of text says more than a cell
    return found | {folder.SUMS: folder.sums(found)}


def _codebooks(name: str) -> dict[str, bytes]:
    """The codebook as it stands; with what the district adds, or its own instead."""
    own = paths.own_codebook(name)
    if not own.exists():
        return {"codebook.yml": paths.codebook().read_bytes()}
    if "extends" not in read_text(own):
        return {"codebook.yml": own.read_bytes()}
    return {"codebook.yml": paths.codebook().read_bytes(), "codebook-own.yml": own.read_bytes()}


def _contents(plain: Mapping[str, bytes], every: list[tables.Table]) -> list[tuple[str, Text, int]]:
    """What stands in the README of each file or folder."""
    rows: dict[str, tuple[Text, int]] = {}
    for path in plain:
        top = path.split("/")[0]
        key = "xlsx" if path.endswith(".xlsx") else "codebook" if top.startswith("codebook") else top
        rows[f"{top}/" if key in ("texts", "decisions") else path] = (_WHAT[key], 0)
    for one in every:
        stem = one.path.removeprefix("exports/").removesuffix(".csv")
        rows[one.path] = (exports.SHEETS[stem] if one.path.startswith("exports/") else _WHAT[one.path], len(one.rows))
    return [(path, what, number) for path, (what, number) in rows.items()]


def _citation(made: Selection) -> bytes:
    """The district's own CITATION.cff, or one made from the compendium's."""
    own = paths.raw(made.study.name) / "CITATION.cff"
    return own.read_bytes() if own.exists() else package.citation(made.study)


def _licence() -> bytes:
    lines = [f"{one.get('title', one['name'])} ({one['name']})\n{one.get('path', '')}\n" for one in package.licences()]
    return "\n".join(lines).encode("utf-8")


def allowed(path: Path) -> set[str]:
    """The words of a file, one a line; lines that begin with # are notes. Raises CodingError."""
    lines = (line.strip() for line in read_text(path).splitlines())
    return {line for line in lines if line and not line.startswith("#")}
