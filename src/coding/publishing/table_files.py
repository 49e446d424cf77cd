"""All tables of a district in one file, as a journal prints them: HTML and Word, to read or to copy from."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coding import messages, paths
from coding.errors import CodingError
from coding.files import read_json, write_bytes
from coding.labels import LANGUAGES, text
from coding.publishing.markdown import escape
from coding.publishing.paper import Materials
from coding.publishing.typesetting import convert

FORMATS = ("html", "docx")
ACROSS = "across"
TITLE = text("Tabel", "Tables")
BETWEEN = text("antarkabupaten", "across districts")
HOW = text(
    "Semua tabel dengan catatan dan sumbernya, disusun dari berkas yang sama dengan makalah. Tabel dapat disalin ke "
    "Word; angkanya juga ada sebagai CSV di `{folder}`.",
    "All tables with their notes and sources, made from the same files as the paper. A table can be copied into Word; "
    "its figures are also there as CSV in `{folder}`.",
)


def names(district: str) -> list[str]:
    """Names of the tables that a reader may see: those with a caption, in alphabetical order."""
    return sorted(path.stem for path in paths.tables(district).glob("*.json"))


def written(district: str, language: str, kind: str) -> str:
    """The text of a district's file of tables, as markdown: a list of links, then table after table."""
    materials = Materials(district, language, kind)
    folder = paths.tables(district)
    titles = {name: read_json(folder / f"{name}.json")["title"][language].rstrip(".") for name in names(district)}
    parts = [
        f"---\ntitle: '{TITLE[language]}: {heading(district, language)}'\n---",
        HOW[language].format(folder=f"paper/tables/{district}"),
        "\n".join(f"- [{escape(title)}](#tbl-{name})" for name, title in titles.items()),
        "::: landscape",
        *(materials.table(name, wide=True) for name in titles),
        ":::",
    ]
    return "\n\n".join(parts) + "\n"


def heading(district: str, language: str) -> str:
    """The district's name as its readers know it."""
    from coding.districts import districts

    return BETWEEN[language] if district == ACROSS else districts.load(district).title[language].replace("'", "’")


def build(district: str, language: str, kind: str) -> Path:
    """Write a district's file of tables. Returns its path."""
    target = paths.build() / "tables" / f"{district}.{language}.{kind}"
    write_bytes(target, convert(written(district, language, kind), kind, language))
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m coding.publishing.table_files DISTRICT…`` writes the files of tables; all districts when none is named."""
    chosen = list(sys.argv[1:] if arguments is None else arguments) or [*paths.districts(), ACROSS]
    begun = time.monotonic()
    jobs = [(district, language, kind) for district in chosen for language in LANGUAGES for kind in FORMATS]
    try:
        with ThreadPoolExecutor(max_workers=2) as pool:  # pandoc works in processes of its own
            done = list(pool.map(lambda job: build(*job), [job for job in jobs if names(job[0])]))
    except CodingError as error:
        print(f"\n{messages.shown(error, messages.language())}", file=sys.stderr)
        return 1
    print(f"[tables] {len(done)} files in {paths.shown(paths.build())}/tables {time.monotonic() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
