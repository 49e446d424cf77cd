"""The page on statistics and the code: the same sources, functions that exist, examples that come out as printed."""

from __future__ import annotations

import ast
import importlib
import math
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import coding

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(coding.__file__).resolve().parent
LANGUAGES = ("en", "id")
# Modules whose formulas come from elsewhere. Found by their stem, wherever in the package they lie.
STATISTICS = (
    "agreement", "bootstrap", "calibration", "coincidences", "cooccurrence", "discover", "elusion", "keyness",
    "multiple_testing", "measures", "quality", "saturation", "strata", "unitizing",
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def page(language: str) -> str:
    return (ROOT / "docs" / language / "reference/statistics.md").read_text(encoding="utf-8")


def module(stem: str) -> Path:
    (found,) = [path for path in PACKAGE.rglob("*.py") if path.stem == stem]
    return found


def imported(stem: str) -> ModuleType:
    parts = module(stem).relative_to(PACKAGE).with_suffix("").parts
    return importlib.import_module(".".join(("coding", *parts)))


def cited(docstring: str, sources: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Author and year of each work a docstring names, by the page's list; a year that fits no work fails."""
    plain = re.sub(r"doi:\S+", "", docstring)
    for year in _YEAR.findall(plain):
        names = [name for name, of in sources if of == year and re.search(rf"\b{re.escape(name)}\b", plain)]
        assert names, f"{year} in {docstring.splitlines()[0]!r} is not among the page's sources"
        yield from ((name, year) for name in names)


def sources(text: str) -> dict[tuple[str, str], str]:
    """(first author, year) → the line of the page's list of sources."""
    listed = text.rsplit("\n## ", 1)[1]
    lines = re.findall(r"^- .*$", listed, re.MULTILINE)
    found = {}
    for line in lines:
        match = re.match(r"- ([^\W\d_][\w'’-]+),.*?\(((?:19|20)\d\d)\)", line)
        assert match, line
        found[match[1], match[2]] = line
    assert found
    return found


def documented() -> Iterator[tuple[str, str, str]]:
    """(stem, name or "", docstring) of each statistics module and its public functions."""
    for stem in STATISTICS:
        tree = ast.parse(module(stem).read_text(encoding="utf-8"))
        yield stem, "", ast.get_docstring(tree) or ""
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield stem, node.name, ast.get_docstring(node) or ""


def sections(text: str) -> list[str]:
    return re.split(r"^#{2,3} ", text, flags=re.MULTILINE)[1:-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_docstring_cites_the_page_cites_beside_the_function(language: str) -> None:
    text = page(language)
    known = sources(text)
    met = 0
    for stem, name, docstring in documented():
        works = list(cited(docstring, known))
        label = f"{stem}.{name}" if name else f"{stem}."
        told = "".join(part for part in sections(text) if f"`{label}" in part)
        for author, year in works:
            met += 1
            assert told, f"the page does not name {label}"
            assert re.search(rf"\b{author}\b[^;\n]{{0,60}}\b{year}\b", told), f"{label}: no {author} {year} beside it"
    assert met > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_and_test_that_the_page_names_is_there(language: str) -> None:
    text = page(language)
    stems = {path.stem for path in PACKAGE.rglob("*.py")}
    named = {(stem, name) for stem, name in re.findall(r"`(\w+)\.([a-z_]\w*)\b(?!\.\w)", text) if stem in stems}
    assert {stem for stem, _ in named} >= set(STATISTICS) - {"cooccurrence"}
    for stem, name in named - {(stem, "py") for stem in stems}:
        assert hasattr(imported(stem), name), f"{stem}.{name}"
    tests = set(re.findall(r"\btest_\w+\.py\b", text))
    assert tests <= {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(tests) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_figure_and_notebook_that_the_page_names_is_there(language: str) -> None:
    marks = {"en": r"\*\*Where\.\*\*", "id": r"\*\*Di mana\.\*\*"}
    built = {path.name.split(".")[0] for kind in ("tables", "figures") for path in (ROOT / "paper" / kind).rglob("*.*")}
    there = built | {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    lines = re.findall(rf"^.*{marks[language]}.*$", page(language), re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        assert set(re.findall(r"`(\w+)`", line)) <= there, line


def examples(language: str) -> list[tuple[str, str]]:
    """Every `call` → `value` of the page."""
    return re.findall(r"`([^`\n]+)` → `([^`\n]+)`", page(language))


def test_both_languages_reckon_the_same_examples() -> None:
    assert sorted(examples("en")) == sorted(examples("id"))
    assert len(examples("en")) > 15


@pytest.mark.parametrize(("call", "printed"), examples("en"))
def test_an_example_comes_out_as_printed(call: str, printed: str) -> None:
    names = {stem: imported(stem) for stem in re.findall(r"\b([a-z_]+)\.\w+\(", call)}
    found = eval(call, {"array": np.array, **names})  # the page is ours
    wanted = ast.literal_eval(printed)
    for one, other, digits in zip(flat(found), flat(wanted), re.findall(r"[^,\[\]()]+", printed), strict=True):
        if isinstance(other, str):
            assert one == other
        else:
            places = len(digits.strip().partition(".")[2])
            assert math.isclose(float(one), other, abs_tol=0.5 * 10**-places + 1e-9), (call, one)


def flat(value: object) -> list[object]:
    return list(value) if isinstance(value, (tuple, list)) else [value]
