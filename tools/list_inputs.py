"""Lists the inputs of each make target under .make/inputs: a list is rewritten only when one of its files changed.

Called by the Makefile with the names of the districts. Needs nothing but the standard library, and so runs before
there is an environment.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOR_THE_PAPER = ("paper.py", "cli.py", "__main__.py")
ACROSS = "08_districts.ipynb"


def files(*patterns: str, but: Iterable[str] = ()) -> Iterator[Path]:
    """Files that match, but for editors' and Office's own."""
    left_out = set(but)
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.name not in left_out and not path.name.startswith((".", "~$")):
                yield path


def write(name: str, paths: Iterable[Path]) -> None:
    """One line a file: its name, its size and its date."""
    lines = []
    for path in paths:
        state = path.stat()
        lines.append(f"{path.relative_to(ROOT).as_posix()}\t{state.st_size}\t{state.st_mtime_ns}\n")
    target, content = ROOT / ".make" / "inputs" / name, "".join(lines)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != content:
        target.write_text(content, encoding="utf-8")


def main(districts: list[str]) -> None:
    for district in districts:
        coded = f"data/coded/{district}"
        write(district, files(f"data/raw/{district}/**/*", f"{coded}/coders.csv", f"{coded}/decisions/*.jsonl"))
    write("shared", files("data/*.yml", "data/*.json", "data/reference/*", "requirements.lock"))
    code = ("src/coding/*.py", "src/coding/review/__init__.py", "notebooks/*.ipynb")
    write("code", files(*code, but={*FOR_THE_PAPER, ACROSS}))
    write("across", files(f"notebooks/{ACROSS}", "data/raw/*/district.yml"))
    write(
        "paper",
        files("paper/*.md", "paper/*.bib", "paper/style/*", *(f"src/coding/{n}" for n in FOR_THE_PAPER)),
    )
    write("evidence", files("src/coding/evidence_browser/*.py", "src/coding/evidence_browser/static/*"))


if __name__ == "__main__":
    main(sys.argv[1:])
