"""Who may code under which name."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from coding import paths
from coding.decisions import coders
from coding.errors import CodingError
from coding.files import read_table

DISTRICT = "lampung-timur"


def names() -> dict[str, str]:
    rows = read_table(paths.coded(DISTRICT) / "coders.csv", "coders")
    return {row["coder"]: row["kind"] for row in rows}


def test_a_new_coder_is_a_person_and_the_others_stay(compendium: Path) -> None:
    before = (paths.coded(DISTRICT) / "coders.csv").read_text(encoding="utf-8")
    coders.register(DISTRICT, "ani")
    assert (paths.coded(DISTRICT) / "coders.csv").read_text(encoding="utf-8") == before + "ani,human,\n"


def test_registering_twice_changes_nothing(compendium: Path) -> None:
    coders.register(DISTRICT, "ani")
    before = (paths.coded(DISTRICT) / "coders.csv").read_bytes()
    coders.register(DISTRICT, "ani")
    assert (paths.coded(DISTRICT) / "coders.csv").read_bytes() == before


def test_a_district_without_coders_gets_its_first(small_compendium: Path) -> None:
    coders.register("contoh-kabupaten", "budi-2")
    rows = read_table(paths.coded("contoh-kabupaten") / "coders.csv", "coders")
    assert [(row["coder"], row["kind"]) for row in rows] == [("budi-2", "human")]


def test_a_person_cannot_take_the_name_of_a_demonstration(compendium: Path) -> None:
    before = names()
    with pytest.raises(CodingError, match=r"demonstration pass, not of a person.*name of your own"):
        coders.register(DISTRICT, "demo-a")
    assert names() == before


def test_consensus_is_no_coder(compendium: Path) -> None:
    with pytest.raises(CodingError, match="settle what they differ on"):
        coders.register(DISTRICT, "consensus")
    assert "consensus" not in names()


@pytest.mark.parametrize(
    "name",
    ["", "Ani", "-ani", "ani budi", "ani\n", "../ani", "a.b", "ani/budi", "a" * 33, "ünal", "٣", "=ani", ".coders"],
)
def test_a_name_that_cannot_name_a_log_is_refused(compendium: Path, name: str) -> None:
    before = names()
    with pytest.raises(CodingError, match="small letters a to z"):
        coders.register(DISTRICT, name)
    assert names() == before


@pytest.mark.parametrize("name", ["a", "7", "ani-2", "a" * 32])
def test_good_names(name: str) -> None:
    coders.check_name(name)


def test_windows_that_register_at_once_lose_nobody(compendium: Path) -> None:
    wanted = [f"coder-{number}" for number in range(12)]
    threads = [threading.Thread(target=coders.register, args=(DISTRICT, name)) for name in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(wanted) <= names().keys()
    assert names()["demo-a"] == "demonstration"
