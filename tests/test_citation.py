"""CITATION.cff keeps to the Citation File Format 1.2, and says what the rest of the compendium says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
# The keys of its schema (citation-file-format.github.io/1.2.0/schema) that we use; others would be refused or misspelt.
TOP = {"cff-version", "title", "message", "type", "abstract", "version", "date-released", "license", "authors",
       "keywords", "references", "doi", "url", "repository-code", "identifiers", "preferred-citation"}  # fmt: skip
REFERENCE = {"type", "title", "authors", "year", "version", "license", "notes", "institution", "publisher", "doi"}
PERSON, ENTITY = {"family-names", "given-names"}, {"name"}


@pytest.fixture(scope="module")
def cff() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def test_it_has_the_fields_that_the_format_demands_and_none_that_it_does_not_know(cff: dict[str, Any]) -> None:
    assert {"authors", "cff-version", "message", "title"} <= cff.keys() <= TOP
    assert cff["cff-version"] == "1.2.0" and cff["type"] == "software"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cff["date-released"]), "a date is written between quotation marks"
    for one in cff["references"]:
        assert {"authors", "title", "type"} <= one.keys() <= REFERENCE
        assert one["type"] in {"data", "unpublished", "book"} and isinstance(one.get("year", 0), int)
        assert all(one[key].keys() == ENTITY for key in ("institution", "publisher") if key in one)
    for author in [*cff["authors"], *(author for one in cff["references"] for author in one["authors"])]:
        assert author.keys() in (PERSON, ENTITY)


def test_a_list_of_licences_would_leave_the_choice_so_each_part_has_its_own(cff: dict[str, Any]) -> None:
    assert cff["license"] == "MIT"
    (data,) = [one for one in cff["references"] if one["type"] == "data"]
    assert data["license"] == "CC-BY-4.0"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT" in licence and "CC BY 4.0" in licence


@pytest.mark.parametrize("language", ["en", "id"])
def test_version_and_title_are_those_of_package_and_page(cff: dict[str, Any], language: str) -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / language / "explanation/citing.md").read_text(encoding="utf-8")
    assert cff["version"] == package["version"]
    assert cff["title"] in page and cff["date-released"][:4] in page
    assert set(re.findall(r"\b\d+\.\d+\.\d+\b", page)) == {cff["version"]}
    book = yaml.safe_load((ROOT / "data/codebook.yml").read_text(encoding="utf-8"))
    assert f" {book['version']}." in page
