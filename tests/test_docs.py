"""The guides: every file they point to is there, both languages have both, and every command in them runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pages
import pytest
import reference
import sh_blocks

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READMES = {"en": ROOT / "README.md", "id": ROOT / "README.id.md"}
GUIDES = [*READMES.values(), *sorted(path for language in ("en", "id") for path in (DOCS / language).glob("**/*.md"))]
GUIDES = [path for path in GUIDES if "modules" not in path.parts]  # written for the site, from the code
# Written by `make bench` in English alone; the Indonesian pages point to it.
ENGLISH_ONLY = {"reference/benchmarks.md"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", GUIDES, ids=shown)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path)):
        assert (path.parent / target).exists(), target


@pytest.fixture(scope="module")
def commands() -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-m", "coding", "--help"], capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^    ([a-z-]+)", shown, re.MULTILINE))


@pytest.mark.parametrize("path", GUIDES, ids=shown)
def test_every_command_is_one(path: Path, commands: set[str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read(ROOT / "Makefile"), re.MULTILINE))
    pieces = re.findall(r"```(?:sh|console)\n(.*?)```|`([^`\n]+)`", read(path), re.DOTALL)
    code = "\n".join(block or inline for block, inline in pieces)
    assert set(re.findall(r"(?:^|\bbin/)coding ([a-z][a-z-]+)", code, re.MULTILINE)) <= commands
    assert set(re.findall(r"^make ([a-z][a-z-]+)", code, re.MULTILINE)) <= targets


PAGES = sorted({path.relative_to(DOCS / path.relative_to(DOCS).parts[0]).as_posix() for path in GUIDES[2:]})


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ENGLISH_ONLY])
def test_every_page_is_there_in_both_languages_and_names_the_other(page: str) -> None:
    texts = {}
    up = "../" * (page.count("/") + 1)
    for ours, theirs in (("en", "id"), ("id", "en")):
        texts[ours] = read(DOCS / ours / page)
        assert f"]({up}{theirs}/{page})" in "\n".join(texts[ours].split("\n")[:4])
    headings = {len(re.findall(r"^#+ ", text, re.MULTILINE)) for text in texts.values()}
    assert len(headings) == 1, "one of the two has a section that the other lacks"


def test_no_file_of_the_guides_is_left_over() -> None:
    """Pages are listed by the home page; what is no page is named by one, or lies in a folder of docs/files that is."""
    listed = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        _, folder, *inside = name.split("/")
        if folder in ("en", "id"):
            assert name.endswith(".md") and (inside[0] in pages.KINDS or inside == ["index.md"]), name
        elif folder != "site":
            places = [name, f"docs/files/{inside[0]}" if folder == "files" else name]
            assert any(place.removeprefix("docs/") in read(path) for path in GUIDES for place in places), name


@pytest.mark.parametrize(
    ("place", "text"), list(reference.written()), ids=lambda value: value if len(value) < 60 else ""
)
def test_reference_pages_say_what_the_code_says(place: str, text: str) -> None:
    assert read(DOCS / place) == text, "run make docs"


# Commands


def both(page: str) -> list[Path]:
    """The English and the Indonesian of a page, as far as they are there."""
    return [path for path in (DOCS / "en" / page, DOCS / "id" / page) if path.exists()]


GIVEN = {"README.md": list(READMES.values()), **{page: both(page) for page in PAGES}}


@pytest.mark.parametrize("page", GIVEN)
def test_both_languages_give_as_many_commands(page: str) -> None:
    """They may differ in names of files and in the language asked for."""
    found = [sh_blocks.without_comments(sh_blocks.script(read(path))) for path in GIVEN[page]]
    assert len({script.count("\n") for script in found}) == 1


def to_run() -> dict[str, str]:
    """Page → its commands; the Indonesian alone where both give the same, but for the language asked for."""
    found = {}
    for path in (path for paths in GIVEN.values() for path in paths):
        script = sh_blocks.script(read(path))
        found[sh_blocks.in_no_language(script)] = (shown(path), script)
    return dict(page for page in found.values() if page[1])


@pytest.mark.parametrize("page", to_run())
def test_every_command_runs(page: str, tmp_path: Path) -> None:
    done = sh_blocks.run(to_run()[page], sh_blocks.copy_checkout(tmp_path / "salinan"))
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("command", ["false", "make no-such-target", ".venv/bin/coding check no-such-district"])
def test_a_command_that_fails_fails_its_page(command: str, tmp_path: Path) -> None:
    page = f"# Planted\n\n```sh\ntrue\n```\n\n```sh\n{command}  # in the middle\necho later\n```\n"
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("Makefile", "tools", "src", "data"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    done = sh_blocks.run(sh_blocks.script(page), folder)
    assert done.returncode != 0
    assert "[block 2]" in done.stdout and "later" not in done.stdout


def test_a_command_that_does_not_end_is_stopped_with_what_it_began(tmp_path: Path) -> None:
    done = sh_blocks.run("sleep 60 & sleep 60", tmp_path, seconds=0.5)
    assert done.returncode != 0 and "stopped after" in done.stdout


def test_a_page_is_run_with_the_code_of_its_copy(tmp_path: Path) -> None:
    done = sh_blocks.run('.venv/bin/python -c "import coding; print(coding.__file__)"; echo "$CODING_ROOT"',
                         sh_blocks.copy_checkout(tmp_path / "copy"))  # fmt: skip
    assert done.stdout.splitlines() == [str(tmp_path / "copy/src/coding/__init__.py"), str(tmp_path / "copy")]
