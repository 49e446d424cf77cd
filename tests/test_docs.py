"""The guides: every file they point to is there, every command they name is one, both languages have both."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [ROOT / "README.md", ROOT / "README.id.md", *sorted((ROOT / "docs").glob("*/*/*.md"))]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path)):
        assert (path.parent / target).exists(), target


@pytest.fixture(scope="module")
def commands() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "coding", "--help"], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^    ([a-z-]+)", shown, re.MULTILINE))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_is_one(path: Path, commands: set[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read(ROOT / "Makefile"), re.MULTILINE))
    pieces = re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", read(path), re.DOTALL)
    code = "\n".join(block or inline for block, inline in pieces)
    assert set(re.findall(r"(?:^|\bbin/)coding ([a-z][a-z-]+)", code, re.MULTILINE)) <= commands
    assert set(re.findall(r"^make ([a-z][a-z-]+)", code, re.MULTILINE)) <= targets


PAGES = sorted(path.relative_to(ROOT / "docs/en").as_posix() for path in (ROOT / "docs/en").glob("*/*.md"))
# Written by `make bench` in English alone; the Indonesian pages point to it.
ENGLISH_ONLY = {"reference/benchmarks.md"}
# The Indonesian one is shorter.
SHORTER = {"reference/suggestions.md"}


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ENGLISH_ONLY])
def test_every_page_is_there_in_both_languages_and_names_the_other(page: str) -> None:
    texts = {}
    for ours, theirs in (("en", "id"), ("id", "en")):
        texts[ours] = read(ROOT / "docs" / ours / page)
        assert f"](../../{theirs}/{page})" in "\n".join(texts[ours].split("\n")[:4])
    headings = {len(re.findall(r"^#+ ", text, re.MULTILINE)) for text in texts.values()}
    assert len(headings) == 1 or page in SHORTER, "one of the two has a section that the other lacks"
