"""The guides: every file they point to is there, every command they name is one, both languages have both."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [ROOT / "README.md", ROOT / "README.id.md", *sorted((ROOT / "docs").glob("*.md"))]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path)):
        assert (path.parent / target).exists(), target


@pytest.fixture(scope="module")
def commands() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "coding", "--help"], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^    ([a-z-]+)", shown, re.MULTILINE))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_command_is_one(path: Path, commands: set[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read(ROOT / "Makefile"), re.MULTILINE))
    pieces = re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", read(path), re.DOTALL)
    code = "\n".join(block or inline for block, inline in pieces)
    assert set(re.findall(r"(?:^|\bbin/)coding ([a-z][a-z-]+)", code, re.MULTILINE)) <= commands
    assert set(re.findall(r"^make ([a-z][a-z-]+)", code, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_guide_names_its_counterpart(path: Path) -> None:
    if path.name == "benchmarks.md":
        return
    first = "\n".join(read(path).split("\n")[:4])
    other = re.findall(r"\]\(([a-z]+\.md)\)", first)[0]
    back = "\n".join(read(path.parent / other).split("\n")[:4])
    assert f"]({path.name})" in back
    if {path.name, other} == {"suggestions.md", "usulan.md"}:
        return  # the Indonesian one is shorter
    ours, theirs = (len(re.findall(r"^#+ ", read(one), re.MULTILINE)) for one in (path, path.parent / other))
    assert ours == theirs, "one of the two has a section that the other lacks"
