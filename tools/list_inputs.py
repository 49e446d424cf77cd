"""Lists the inputs of each make target under .make/inputs: a list is rewritten only when one of its files changed.

Called by the Makefile with the names of the districts. Needs nothing but the standard library, and so runs before
there is an environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What no notebook of a district runs: a change there makes no district run again.
APART = ("check", "evidence_browser", "publishing", "review", "teaching", "upkeep")
FOR_THE_PAPER = ("src/coding/publishing/*.py", "src/coding/cli.py", "src/coding/__main__.py")
ACROSS = "08_districts.ipynb"


def files(*patterns: str, but: Iterable[str] = ()) -> Iterator[Path]:
    """Files that match, but for editors' and Office's own."""
    left_out = set(but)
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.name not in left_out and not path.name.startswith((".", "~$")):
                yield path


def code() -> Iterator[Path]:
    """What the notebooks of a district run: the module but for what stands apart, with its word lists."""
    for path in files("src/coding/**/*.py", "src/coding/**/*.txt", "src/coding/**/*.tsv", "src/coding/*.yml"):
        package = path.relative_to(ROOT / "src" / "coding").parts[0]
        if package not in {*APART, "cli.py", "__main__.py"} or path.match("review/__init__.py"):
            yield path


def write(name: str, paths: Iterable[Path], more: str = "") -> None:
    """One line a file: its name, its size and its date. more: a line to add."""
    lines = []
    for path in paths:
        state = path.stat()
        lines.append(f"{path.relative_to(ROOT).as_posix()}\t{state.st_size}\t{state.st_mtime_ns}\n")
    target, content = ROOT / ".make" / "inputs" / name, "".join(lines) + more
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != content:
        target.write_text(content, encoding="utf-8")


def main(districts: list[str]) -> None:
    for district in districts:
        coded = f"data/coded/{district}"
        write(f"paper-{district}", files(f"paper/districts/{district}/*"))
        write(district, files(f"data/raw/{district}/**/*", f"{coded}/coders.csv", f"{coded}/decisions/*.jsonl"))
    write("shared", files("data/*.yml", "data/*.json", "data/reference/*", "requirements.lock"))
    write("code", [*code(), *files("notebooks/*.ipynb", but={ACROSS})])
    write("across", files(f"notebooks/{ACROSS}", "data/raw/*/district.yml"))
    texts = ("paper/*.md", "paper/*.bib", "paper/*.yml", "paper/style/*", "paper/templates/**/*")
    write("paper", files(*texts, *FOR_THE_PAPER), citation_style())
    write("evidence", files("src/coding/evidence_browser/*.py", "src/coding/evidence_browser/static/*"))


def citation_style() -> str:
    """The citation style that make was asked for, as a line of its own: another one, or a changed one, is a change."""
    asked = os.environ.get("CITATION_STYLE", "")
    if not asked:
        return ""
    places = (Path(asked), ROOT / asked, ROOT / "paper" / "citation-styles" / f"{asked.removesuffix('.csl')}.csl")
    found = next((path for path in places if path.is_file()), None)
    return f"citation style\t{asked}\t{found.stat().st_mtime_ns if found else 'missing'}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
