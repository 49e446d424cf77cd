"""One key pressed in the review, and everything that depends on it: these cells, quotes and numbers, and no others."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from coding import paths, pipeline
from coding.exchange import exports
from coding.findings import claims, replication, results
from coding.findings.coordination import ALL
from coding.network import tables
from coding.network import ties as network
from coding.pipeline import Study
from coding.published import claims_file
from coding.review.session import Session

MAIN, CODER = "lampung-timur", "demo-a"
Rows = dict[tuple[str, ...], dict[str, str]]
# Table → the columns that name a row.
KEYS = {
    "matrix": ("stakeholder", "indicator"),
    "matrix_levels": ("level", "indicator"),
    "quotes": ("stakeholder", "indicator"),
    "claims": ("claim",),
    "ties": ("source", "target"),
    "ties_quotes": ("source", "target", "coding"),
}
EXPORTS = {
    "quotes": ("quote_id",),
    "cases_binary": ("transcript", "participant"),
    "cases_counts": ("transcript", "participant"),
    "segments_binary": ("segment",),
    "segments_counts": ("segment",),
    "variables": ("variable", "value"),
}


def read(path: Path, key: Iterable[str]) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row[name] for name in key): row for row in csv.DictReader(file)}


def outputs() -> tuple[Study, dict[str, Rows], dict[str, Any]]:
    """What notebooks 03, 05 and 07 write of codings: tables by name, and numbers."""
    study = pipeline.write_codings(MAIN)
    cells, pooled = results.cells(study), results.subtotals(study)
    results.matrix(study, cells, pooled)
    results.quotes(study, cells)
    stated, inconsistencies = claims_file.load(paths.claims(MAIN))
    replication.table(study, replication.tests(study, stated), inconsistencies)
    ties = network.ties(study.codings, study.segments, study.directory)
    tables.ties(study, ties)
    tables.quotes(study, ties)
    exports.write(study)
    made = {name: read(paths.tables(MAIN) / f"{name}.csv", key) for name, key in KEYS.items()}
    made |= {f"exports/{name}": read(paths.exports(MAIN) / f"{name}.csv", key) for name, key in EXPORTS.items()}
    made["codings"] = read(paths.coded(MAIN) / "codings.csv", ["coding"])
    return study, made, json.loads(paths.numbers(MAIN).read_text(encoding="utf-8"))


def press(coding: dict[str, str], status: str) -> None:
    """The key of a status, pressed by the coder on one of their codings."""
    session = Session(Study(MAIN), CODER)
    opened = session.open(coding["transcript"])
    mine = next(
        one
        for one in opened["codings"]
        if (one["start"], one["end"], one["indicator"])
        == (int(coding["start"]), int(coding["end"]), coding["indicator"])
    )
    place = {name: mine[name] for name in ("start", "end", "indicator")}
    line = {**place, "action": "change", "status": status, "memo": mine["memo"], "subcode": mine["subcode"]}
    session.decide(coding["transcript"], [{**line, "target": place}])


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, copy_to) -> Any:
    """Outputs before and after one key: a coding that one coder alone holds turns from present to absent."""
    folder = copy_to(tmp_path_factory.mktemp("one") / "salinan", MAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODING_ROOT", str(folder))
        study, before, numbers = outputs()
        coding = next(
            one
            for one in study.codings
            if one["coders"] == CODER
            and one["status"] == "present"
            and study.directory.mentions(study.by_segment[one["segment"]]["text"])
            and one["indicator"] in {claim.indicator for claim in claims_file.load(paths.claims(MAIN))[0]}
        )
        press(coding, "absent")
        after_study, after, numbers_after = outputs()
        yield coding, study, after_study, before, after, numbers, numbers_after


def differing(before: Rows, after: Rows) -> set[tuple[str, ...]]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_one_coding_has_another_status_and_nothing_else_of_it_changed(changed):
    coding, _, _, before, after, *_ = changed
    (key,) = differing(before["codings"], after["codings"])
    assert key == (coding["coding"],)
    unlike = {name for name, value in after["codings"][key].items() if value != before["codings"][key][name]}
    assert unlike == {"status"} and after["codings"][key]["status"] == "absent"


def test_its_cell_and_its_subtotals_change_and_no_other_cell(changed):
    coding, _, _, before, after, *_ = changed
    indicator = coding["indicator"]
    assert differing(before["matrix"], after["matrix"]) == {(coding["stakeholder"], indicator)}
    assert differing(before["matrix_levels"], after["matrix_levels"]) == {
        (coding["level"], indicator),
        (ALL, indicator),
    }
    assert differing(before["quotes"], after["quotes"]) <= {(coding["stakeholder"], indicator)}
    old, new = (made["matrix"][coding["stakeholder"], indicator] for made in (before, after))
    assert int(new["absent"]) == int(old["absent"]) + 1 and int(new["present"]) == int(old["present"]) - 1
    assert (new["segments"], new["informants"]) == (old["segments"], old["informants"])


def test_the_claims_that_it_bears_on_change_and_no_others(changed):
    coding, study, _, before, after, *_ = changed
    stated, _ = claims_file.load(paths.claims(MAIN))
    bearing = {(one.id,) for one in stated if one.indicator and coding in claims.bearing(one, study.codings)}
    # a claim that is partial stands as far from present as from absent: nothing moves
    moved = {(one.id,) for one in stated if one.status in ("present", "absent")} & bearing
    assert moved <= differing(before["claims"], after["claims"]) <= bearing and moved


def test_the_ties_of_its_segment_change_and_no_others(changed):
    coding, study, _, before, after, *_ = changed
    named = study.directory.mentions(study.by_segment[coding["segment"]]["text"])
    mine = {(coding["stakeholder"], target) for target in named if target != coding["stakeholder"]}
    assert mine, "the coding should name somebody, so that there is something to see"
    assert differing(before["ties"], after["ties"]) <= mine
    assert differing(before["ties_quotes"], after["ties_quotes"]) == {(*tie, coding["coding"]) for tie in mine}


def test_other_programs_get_the_change_where_it_is_and_nowhere_else(changed):
    coding, study, _, before, after, *_ = changed
    case = (coding["transcript"], study.speakers[coding["segment"]])
    expected = {
        "quotes": {(coding["coding"],)},
        "cases_binary": set(),
        "cases_counts": {case},
        "segments_binary": {(coding["segment"],)},
        "segments_counts": set(),
        "variables": set(),
    }
    for name, rows in expected.items():
        assert differing(before[f"exports/{name}"], after[f"exports/{name}"]) == rows, name


def test_numbers_of_other_indicators_and_of_the_corpus_stay(changed):
    coding, *_, numbers, numbers_after = changed
    unlike = {name for name in numbers.keys() | numbers_after.keys() if numbers.get(name) != numbers_after.get(name)}
    indicator = coding["indicator"]
    assert {f"codings_present_{indicator}", f"codings_absent_{indicator}"} <= unlike
    for name in unlike:
        about_cells = name.startswith("cells_") and (not name[-1].isdigit() or name.endswith(f"_{indicator}"))
        about_ties = name.startswith(("ties_", "pairs_", "mentions_", "initiative_"))
        about_codings = name.startswith(("codings_present_", "codings_absent_")) and name.split("_")[2] == indicator
        assert about_cells or about_codings or about_ties or name.startswith("claims_"), name


def test_a_key_taken_back_brings_everything_back(changed):
    _, _, _, before, _, numbers, _ = changed
    session = Session(Study(MAIN), CODER)
    session.undo()
    _, again, numbers_again = outputs()
    assert again == before and numbers_again == numbers
