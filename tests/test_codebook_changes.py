"""What another version of the codebook changes."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coding import cli, paths, pipeline
from coding.codebooks import codebook
from coding.upkeep import codebook_changes
from coding.upkeep.codebook_changes import changes

SMALL = "contoh-kabupaten"
suggested = st.dictionaries(
    st.tuples(st.sampled_from(["T-1", "T-2"]), st.sampled_from("12")),
    st.tuples(st.sampled_from(["rapat", "surat"]), st.sampled_from(["present", "absent"])),
)


@given(suggested, suggested)
def test_every_difference_is_told_once_and_going_back_tells_the_opposite(before, after):
    forth, back = changes(before, after), changes(after, before)
    assert {(one.segment, one.indicator) for one in forth} == {(one.segment, one.indicator) for one in back}
    turned = {"gained": "lost", "lost": "gained", "status": "status"}
    assert [one.what for one in back] == [turned[one.what] for one in forth]
    silent = {key for key in before.keys() & after.keys() if before[key][1] == after[key][1]}
    assert {(one.segment, one.indicator) for one in forth} == (before.keys() | after.keys()) - silent


def without(keyword: str, indicator: str) -> Path:
    """The shared codebook without one keyword, as a file."""
    import yaml

    top = yaml.safe_load(paths.codebook().read_text(encoding="utf-8"))
    for one in top["indicators"]:
        if str(one["code"]) == indicator:
            one["keywords"] = [
                item
                for item in one["keywords"]
                if keyword not in (item if isinstance(item, str) else str(item["match"]))
            ]
    path = paths.root() / "old.yml"
    path.write_text(yaml.safe_dump(top, allow_unicode=True), encoding="utf-8")
    return path


def test_a_keyword_added_since_shows_what_it_gains_and_a_keyword_taken_away_what_it_loses(
    small_compendium: Path, capsys
):
    study = pipeline.prepare(SMALL)
    old = codebook.load(without("undang", "1"))
    gained = codebook_changes.between(study, old, study.codebook)
    assert any(one.what == "gained" and one.indicator == "1" for one in gained)
    assert any("undang" in one.keyword_after for one in gained if one.what == "gained")
    assert not any("undang" in one.keyword_before for one in gained)
    assert codebook_changes.between(study, study.codebook, study.codebook) == []
    out = small_compendium / "changes.csv"
    assert cli.main(["changes", SMALL, "--since", str(small_compendium / "old.yml"), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "gained" in told and "their codings stay as decided" in told
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(gained) and all(row["text"] for row in rows)


def test_the_same_codebook_changes_nothing_and_says_so(small_compendium: Path, capsys):
    assert cli.main(["changes", SMALL, "--since", str(paths.codebook()), "--language", "id"]) == 0
    assert capsys.readouterr().out == "Usulannya sama.\n"


def test_an_old_codebook_with_a_fault_is_named(small_compendium: Path, capsys):
    path = small_compendium / "old.yml"
    path.write_text("version: 1\n", encoding="utf-8")
    assert cli.main(["changes", SMALL, "--since", str(path)]) == 1
    assert "old.yml" in capsys.readouterr().err
