"""Districts side by side: one, two or twelve of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from coding import labels, paths
from coding.findings import charts, comparison
from coding.findings.coordination import ALL, holds, matrix
from coding.labels import text
from coding.reporting import outputs


@pytest.fixture(scope="module")
def studies():
    return comparison.studies()


@pytest.fixture(scope="module")
def cells(studies):
    return comparison.cells(studies)


def test_a_level_holds_its_districts_codings_and_all_holds_them_all(studies, cells):
    for name, study in studies.items():
        for code in study.codebook.codes:
            mine = [one for one in study.codings if one["indicator"] == code]
            assert sum(cells[name, ALL, code].counts.values()) == len(mine)
            levels = [level for level in comparison.levels(studies) if level != ALL]
            assert sum(sum(cells[name, level, code].counts.values()) for level in levels) == len(mine)


def test_a_level_that_only_one_district_has_heard_is_there_for_both(studies, cells):
    assert "central_agency" in comparison.levels(studies)
    assert cells["contoh-kabupaten", "central_agency", "1"].status == "none"
    assert cells["lampung-timur", "central_agency", "1"].segments > 0


def test_a_difference_is_one_of_clear_statuses_and_opposites_come_first(studies, cells):
    found = comparison.differing(studies, cells)
    assert found
    for level, code in found:
        statuses = {cells[name, level, code].status for name in studies}
        assert len(statuses - {"none", "unclear"}) > 1
    opposed = [comparison.opposed(studies, cells, key) for key in found]
    assert opposed == sorted(opposed, reverse=True) and any(opposed)
    # and none is left out
    every = {(level, code) for _, level, code in cells}
    assert all(
        len({cells[name, *key].status for name in studies} - {"none", "unclear"}) < 2 for key in every - set(found)
    )


def coding(number: int, status: str, transcript: str) -> dict[str, str]:
    return {
        "coding": f"{transcript}-{number}", "segment": f"{transcript}-{number}", "transcript": transcript,
        "stakeholder": "dprd", "indicator": "1", "status": status, "coders": "a", "quote": "kata",
    }  # fmt: skip


def test_a_status_holds_when_no_single_transcript_makes_it():
    def made(*told: tuple[str, str]) -> bool:
        codings = [coding(n, status, transcript) for n, (status, transcript) in enumerate(told)]
        speakers = {one["segment"]: one["transcript"] for one in codings}
        return holds(matrix(codings, speakers, ["dprd"], ["1"])["dprd", "1"])

    assert made(("absent", "T"), ("absent", "U"))
    assert not made(("absent", "T"), ("absent", "T"))  # without T nothing is left
    assert not made(("absent", "T"), ("absent", "T"), ("present", "U"))


def test_codings_of_different_kinds_are_said_not_to_compare(studies):
    assert not comparison.alike(studies)
    only = {"lampung-timur": studies["lampung-timur"]}
    assert comparison.alike(only)
    assert comparison.UNLIKE["en"] in comparison._sources(studies)["en"]
    assert comparison.UNLIKE["en"] not in comparison._sources(only)["en"]


@pytest.mark.parametrize("number", [1, 2, 3, 7, 12])
def test_one_to_twelve_districts_fit_on_a_page(studies, cells, number):
    levels, indicators = comparison.levels(studies), comparison.indicators(studies)
    names = [f"d{n}" for n in range(number)]
    source = list(studies)[1]
    many = {
        (name, level, one.code): cells[source, level, one.code]
        for name in names
        for level in levels
        for one in indicators
    }
    heading = {
        name: (text("Kabupaten Tulang Bawang Barat", "Tulang Bawang Barat district"), labels.SOURCE["human"])
        for name in names
    }
    figure = charts.districts(many, heading, levels, indicators, "id")
    width, height = figure.get_size_inches()
    assert height < 9.7, "higher than a page"
    renderer = FigureCanvasAgg(figure).get_renderer()
    for words in figure.findobj(lambda one: getattr(one, "get_text", lambda: "")().strip() != ""):
        box = words.get_window_extent(renderer)
        inside = (
            box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width * figure.dpi + 1 and box.y1 <= height * figure.dpi + 1
        )
        assert inside, f"{words.get_text()!r} is cut off"


def test_a_third_district_is_taken_in_with_its_own_column_and_its_differences(compendium: Path):
    shutil.copytree(paths.raw("contoh-kabupaten"), paths.raw("kabupaten-ketiga"))
    shutil.copytree(paths.coded("contoh-kabupaten"), paths.coded("kabupaten-ketiga"))
    studies = comparison.studies()
    cells = comparison.cells(studies)
    assert list(comparison.table(studies, cells)["id"].columns)[2:] == [
        study.district.title["id"] for study in studies.values()
    ]
    comparison.differences(studies, cells)
    rows = (paths.tables(comparison.ACROSS) / "differences.csv").read_text(encoding="utf-8").split("\n")
    assert len(rows) > 10
    numbers = outputs.read_json(paths.numbers(comparison.ACROSS))
    assert numbers["districts"]["value"] == 3
    assert 0 < numbers["differences_opposed"]["value"] <= numbers["differences"]["value"]
