"""The coordination matrix and the replication table as they are written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coding import labels, paths
from coding.findings import claims, coordination, replication, results
from coding.findings.coordination import ALL
from coding.pipeline import Study
from coding.published import claims_file

MAIN, SMALL = "lampung-timur", "contoh-kabupaten"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def withhold(transcript: str, consent: str, district: str = SMALL) -> None:
    """Change the consent of all informants of one transcript."""
    path = paths.raw(district) / "participants.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [one.replace(",public,", f",{consent},") if one.startswith(f"{transcript},") else one for one in lines]
    assert kept != lines
    path.write_text("\n".join(kept), encoding="utf-8")


def test_subtotals_stand_behind_levels_of_several_and_one_line_for_all_at_the_end():
    study = Study(MAIN)
    lines = results.lines(study, results.cells(study), results.subtotals(study))
    keys = [line.key for line in lines]
    assert keys[-1] == ALL and lines[-1].subtotal
    members = [line for line in lines if not line.subtotal]
    for place, line in enumerate(lines[:-1]):
        if line.subtotal:
            mine = [one.key for one in members if one.level == line.key]
            assert len(mine) > 1 and keys[place - len(mine) : place] == mine
    alone = [line.level for line in members if sum(one.level == line.level for one in members) == 1]
    assert alone and not set(alone) & set(keys)


def test_a_chosen_quote_is_of_its_cell_and_says_whose_it_is(compendium: Path):
    study = Study(MAIN)
    cells, pooled = results.cells(study), results.subtotals(study)
    results.matrix(study, cells, pooled)
    codings = {one["coding"]: one for one in study.codings}
    written = rows(paths.tables(MAIN) / "matrix.csv")
    assert len(written) == len(cells)
    for row in written:
        if not row["quote_coding"]:
            assert row["segments"] == "0"
            continue
        coding = codings[row["quote_coding"]]
        assert (coding["stakeholder"], coding["indicator"]) == (row["stakeholder"], row["indicator"])
        assert row["quote_speaker"] == study.speakers[coding["segment"]]
        if row["status"] in ("present", "partial", "absent"):
            assert coding["status"] == row["status"]
    levels = rows(paths.tables(MAIN) / "matrix_levels.csv")
    total = sum(int(row["segments"]) for row in levels if row["level"] == ALL)
    assert total == sum(int(row["segments"]) for row in levels if row["level"] != ALL)


@pytest.mark.parametrize(("consent", "quoted"), [("quotes", True), ("internal", False)])
def test_only_what_consent_releases_is_quoted_and_asked(small_compendium: Path, consent: str, quoted: bool):
    study = Study(SMALL)
    transcript = next(one["transcript"] for one in study.codings)
    withhold(transcript, consent)
    study = Study(SMALL)
    cells, pooled = results.cells(study), results.subtotals(study)
    results.matrix(study, cells, pooled)
    results.quotes(study, cells)
    stated, inconsistencies = claims_file.load(paths.claims(SMALL))
    replication.table(study, replication.tests(study, stated), inconsistencies)
    written = rows(paths.tables(SMALL) / "matrix.csv")
    mine = [row for row in written if row["quote_transcript"] == transcript]
    assert bool(mine) == quoted
    assert all(row["quote_question"] == "" for row in mine)
    for name in ("quotes.id.csv", "claims.csv"):
        text = (paths.tables(SMALL) / name).read_text(encoding="utf-8")
        assert (f"{transcript}-" in text) == quoted, name
    # the evidence still counts
    assert sum(int(row["segments"]) for row in written) == sum(cell.segments for cell in results.cells(study).values())


def test_a_claim_shows_its_evidence_on_each_side_and_who_is_missing(compendium: Path):
    study = Study(MAIN)
    stated, inconsistencies = claims_file.load(paths.claims(MAIN))
    tested = replication.tests(study, stated)
    printed = replication.table(study, tested, inconsistencies)
    written = {row["claim"]: row for row in rows(paths.tables(MAIN) / "claims.csv")}
    assert list(written) == [one.id for one in stated] and len(printed["id"]) == len(stated)
    for one in tested:
        row = written[one.claim.id]
        sides = [int(row[side]) for side in claims.SIDES]
        assert sum(sides) == sum(one.counts.values()) == len(one.quotes)
        assert set(filter(None, row["missing"].split(";"))).isdisjoint({coding["stakeholder"] for coding in one.quotes})
    assert any(row["missing"] for row in written.values())


def test_what_the_source_leaves_inconsistent_is_told_apart_from_coders_and_informants():
    study = Study(MAIN)
    stated, inconsistencies = claims_file.load(paths.claims(MAIN))
    tested = {one.claim.id: one for one in replication.tests(study, stated)}
    touched = {named for one in inconsistencies for named in one.claims}
    assert {key for key, one in tested.items() if "S" in replication.notes(study, one, inconsistencies)} == touched
    assert "S" not in {key for one in tested.values() for key in replication.notes(study, one, [])}
    by_coder = [key for key, one in tested.items() if "P" in replication.notes(study, one, [])]
    for key in by_coder:
        verdicts = set()
        for coder in study.coders:
            mine = [one for one in tested[key].quotes if coder in one["coders"].split(";")]
            counts = {
                status: sum(one["status"] == status for one in mine) for status in ("present", "partial", "absent")
            }
            verdicts.add(claims.judge(tested[key].claim.status, coordination.cell_status(counts)))
        assert len(verdicts - {"open"}) > 1
    assert by_coder


def test_a_claim_that_no_coder_disputes_has_no_note_of_coders():
    study = Study(SMALL)  # machine codings only: there is no coder to depend on
    stated, inconsistencies = claims_file.load(paths.claims(SMALL))
    for one in replication.tests(study, stated):
        assert "P" not in replication.notes(study, one, inconsistencies)


def test_both_languages_say_the_same_of_each_cell(compendium: Path):
    study = Study(SMALL)
    cells, pooled = results.cells(study), results.subtotals(study)
    printed = results.matrix(study, cells, pooled)
    folder = paths.tables(SMALL)
    caption = json.loads((folder / "matrix.json").read_text(encoding="utf-8"))
    assert all(mark in caption["note"][language] for mark in "†‡" for language in labels.LANGUAGES)
    words = {
        status: {language: labels.STATUS[status][language] for language in labels.LANGUAGES} for status in labels.STATUS
    }
    for (_, indonesian), (_, english) in zip(printed["id"].iterrows(), printed["en"].iterrows(), strict=True):
        for one, other in zip(indonesian[1:], english[1:], strict=True):
            status = next((key for key, word in words.items() if other.startswith(word["en"])), "")
            assert other == "–" == one or one.removeprefix(words[status]["id"]) == other.removeprefix(
                words[status]["en"]
            )


def test_a_word_is_shown_in_context_only_where_whole_words_may_be_shown(compendium: Path):
    from coding.statistics import keyness_tables

    study = Study(MAIN)
    shown = keyness_tables.table(study, keyness_tables.found(study))["id"]
    transcripts = {place.split("-")[0] for place in shown["Segmen"] if place}
    assert transcripts
    for transcript in transcripts:
        withhold(transcript, "quotes", MAIN)
    study = Study(MAIN)
    again = keyness_tables.table(study, keyness_tables.found(study))["id"]
    assert not {place.split("-")[0] for place in again["Segmen"] if place} & transcripts
    assert list(again["Kata"]) == list(shown["Kata"])


def test_forms_of_a_keyword_are_listed_only_of_whom_words_may_be_shown(small_compendium: Path):
    from coding.reporting import tables

    study = Study(SMALL)
    before = tables.keywords(study)["en"]
    for transcript in {one["transcript"] for one in study.people}:
        withhold(transcript, "internal")
    after = tables.keywords(Study(SMALL))["en"]
    assert list(after["Hits"]) == list(before["Hits"]) and any(before["Forms met"])
    assert not any(after["Forms met"])
