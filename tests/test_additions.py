"""A district's own codebook: what it may add to the shared one, and another framework altogether."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coding import paths, pipeline
from coding.codebooks import additions, codebook
from coding.errors import CodingError
from coding.exchange import exports
from coding.findings import comparison, plates, replication, results
from coding.network import ties
from coding.pipeline import Study
from coding.published import claims_file

SMALL = "contoh-kabupaten"
ADDED = """extends: shared
indicators:
- code: 1
  subcodes: [{key: radio, label: {id: Radio, en: Radio}}]
  keywords:
  - {match: [siniar desa, podcast], subcode: radio}
  questions: [didengar di radio]
"""


def own(text: str, district: str = SMALL) -> Path:
    path = paths.own_codebook(district)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_district_adds_keywords_and_parts_to_the_shared_indicators(small_compendium: Path) -> None:
    shared = codebook.load(paths.codebook())
    own(ADDED)
    book = Study(SMALL).codebook
    assert book.codes == shared.codes and book.version == shared.version
    assert [one.key for one in book["1"].subcodes] == [*(one.key for one in shared["1"].subcodes), "radio"]
    assert [one.name for one in book["1"].keywords] == [*(one.name for one in shared["1"].keywords), "siniar desa"]
    assert [one.name for one in book["1"].questions][-1] == "didengar di radio"
    assert [one.name for one in book["2"].keywords] == [one.name for one in shared["2"].keywords]
    assert book.hash != shared.hash, "decisions must tell on which version they were made"
    assert comparison.framework(book) == comparison.framework(shared)


def test_added_keywords_suggest(small_compendium: Path) -> None:
    place = paths.raw(SMALL) / "interviews" / "RAD1.txt"
    place.write_text("P: Dari mana tahunya?\n\nI: Undangan dinas kami dengar dari siniar desa.\n", encoding="utf-8")
    with (paths.raw(SMALL) / "participants.csv").open("a", encoding="utf-8") as file:
        file.write("RAD1,P,Pewawancara,Interviewer,,interviewer,interview,2017-03-04,public,\n")
        file.write("RAD1,I,Petani,Farmer,returnees,returnee,interview,2017-03-04,public,\n")
    own(ADDED)
    study = pipeline.write_suggestions(SMALL, pipeline.write_transcripts(SMALL))
    assert any(one["transcript"] == "RAD1" and one["keyword"] == "siniar desa" for one in study.suggestions)


SHARED = "extends: shared\nindicators:\n- code: "
REFUSED = {
    SHARED + "9\n  keywords: [x]\n": r"line 3: the shared codebook has no indicator '9'",
    SHARED + "1\n  definition: lain\n": r"line 4: a district may not redefine an indicator \(definition\)",
    SHARED + "1\n  label: {id: a, en: b}\n": r"may not redefine an indicator \(label\)",
    "extends: other\nindicators: []\n": r"line 1: extends is 'other'",
    SHARED + "3\n  subcodes: [{key: calendar, label: x}]\n": r"part 'calendar' of indicator 3 exists already",
    "extends: shared\nversion: 2\nindicators:\n- {code: 1}\n": r"line 2: the field 'version' is unknown",
    SHARED + "1\n  keywords: [{match: radio, subcode: tidak}]\n": r"the subcode 'tidak' is unknown",
    "indicators:\n- code: A\n": r"codebook\.yml",
}


@pytest.mark.parametrize(("text", "told"), REFUSED.items())
def test_what_a_district_may_not_do_is_named_with_file_and_line(small_compendium: Path, text: str, told: str) -> None:
    own(text)
    with pytest.raises(CodingError, match=told) as raised:
        additions.load(paths.codebook(), paths.own_codebook(SMALL))
    assert str(raised.value).startswith(f"data/raw/{SMALL}/codebook.yml")
    assert str(raised.value) in "\n".join(map(str, pipeline.check(SMALL)))


def test_a_keyword_that_is_shared_already_is_not_added_again(small_compendium: Path) -> None:
    name = next(one.name for one in codebook.load(paths.codebook())["6"].keywords)
    own(f"extends: shared\nindicators:\n- code: 6\n  keywords: [{{match: zzz, name: '{name}'}}]\n")
    with pytest.raises(CodingError, match="exists already"):
        additions.load(paths.codebook(), paths.own_codebook(SMALL))


def test_another_framework_runs_on_the_same_transcripts_and_is_not_compared(compendium: Path) -> None:
    other = "contoh-edwards"
    shutil.copytree(paths.raw(SMALL), paths.raw(other))
    (paths.raw(other) / "grounding.csv").unlink()
    own(paths.reference("codebook_edwards.yml").read_text(encoding="utf-8"), other)
    pipeline.write_suggestions(other, pipeline.write_transcripts(other))
    study = pipeline.write_codings(other)
    assert study.codebook.codes == ["K", "S", "D", "B"]
    assert {one["indicator"] for one in study.codings} == set(study.codebook.codes)
    cells, pooled = results.cells(study), results.subtotals(study)
    shown = results.matrix(study, cells, pooled)["en"]
    assert list(shown.columns)[1:] == [one.short["en"] for one in study.codebook.indicators]
    assert any(cell.segments for cell in cells.values())
    plates.matrix(study, cells, pooled)
    assert ties.ties(study.codings, study.segments, study.directory)
    stated, _ = claims_file.load(paths.claims(other))
    assert {one.verdict for one in replication.tests(study, stated)} <= {"open", "not_coded"}
    assert [one.name for one in exports.variables(study.codebook)] == ["cK", "cS", "cD", "cB"]
    assert other not in comparison.studies()
    assert SMALL in comparison.studies()
    assert any("Left out" in one["en"] for one in comparison._left_out(comparison.studies()))


def test_the_articles_findings_are_not_held_against_another_framework(compendium: Path) -> None:
    other = "contoh-edwards"
    shutil.copytree(paths.raw(SMALL), paths.raw(other))
    (paths.raw(other) / "grounding.csv").unlink()
    (paths.raw(other) / "claims.yml").unlink(missing_ok=True)
    own(ADDED, other)
    assert claims_file.load(paths.claims(other))[0]
    own(paths.reference("codebook_edwards.yml").read_text(encoding="utf-8"), other)
    assert pipeline.check(other) == []
    assert claims_file.load(paths.claims(other)) == ([], [])


def test_the_example_of_another_framework_names_its_source_and_defines_each_factor() -> None:
    book = codebook.load(paths.reference("codebook_edwards.yml"))
    assert "Edwards" in book.framework["id"]
    for one in book.indicators:
        assert one.definition["id"] and one.definition["en"] and one.examples and len(one.keywords) >= 5
