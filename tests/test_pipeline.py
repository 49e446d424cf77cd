"""The steps of a district, and what the shipped districts promise."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from coding import pipeline
from coding.codebooks import codebook
from coding.districts import districts
from coding.files import sha256
from coding.suggestions.suggest import suggest

ROOT = Path(__file__).resolve().parent.parent
DISTRICTS = sorted(path.parent.name for path in (ROOT / "data" / "raw").glob("*/district.yml"))
FICTITIOUS, MAIN = "contoh-kabupaten", "lampung-timur"
Hash = Callable[[Path], dict[str, str]]
Row = dict[str, str]


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raw(district: str, name: str) -> Path:
    return ROOT / "data" / "raw" / district / name


def coded(district: str, name: str) -> Path:
    return ROOT / "data" / "coded" / district / name


def text_of(district: str, transcript: str) -> str:
    return coded(district, f"text/{transcript}.txt").read_bytes().decode("utf-8")


def all_steps(district: str) -> None:
    pipeline.write_transcripts(district)
    pipeline.write_suggestions(district)
    pipeline.write_codings(district)


# The steps


def test_the_steps_on_what_is_shipped_change_no_byte(compendium: Path, hash_tree: Hash) -> None:
    before = hash_tree(compendium)
    for district in DISTRICTS:
        all_steps(district)
    assert hash_tree(compendium) == before


def test_the_steps_run_twice_give_the_same_bytes_also_when_begun_from_nothing(
    small_compendium: Path, hash_tree: Hash
) -> None:
    folder = small_compendium / "data" / "coded" / FICTITIOUS
    for path in [*folder.glob("*.csv"), *folder.glob("text/*")]:
        path.unlink()
    all_steps(FICTITIOUS)
    first = hash_tree(small_compendium)
    assert {"segments.csv", "suggestions.csv", "codings.csv", "text/CLS1.txt"} <= set(hash_tree(folder))
    all_steps(FICTITIOUS)
    assert hash_tree(small_compendium) == first


def test_a_removed_transcript_leaves_no_text_and_no_row(small_compendium: Path) -> None:
    there = small_compendium / "data" / "raw" / FICTITIOUS
    (there / "interviews" / "CLS1.txt").unlink()
    for name in ("participants.csv", "grounding.csv"):
        lines = (there / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (there / name).write_text("".join(line for line in lines if not line.startswith("CLS1,")), encoding="utf-8")
    all_steps(FICTITIOUS)
    folder = small_compendium / "data" / "coded" / FICTITIOUS
    assert sorted(path.name for path in (folder / "text").iterdir()) == ["CDN1.txt", "CFG1.txt", "CPR1.txt"]
    for path in folder.glob("*.csv"):
        rows = table(path)
        assert rows and "CLS1" not in {row["transcript"] for row in rows}, path.name


def test_a_new_transcript_is_read_segmented_and_coded_by_the_machine(small_compendium: Path) -> None:
    there = small_compendium / "data" / "raw" / FICTITIOUS
    said = "P: Ada rapat, Bu?\n\nI: Sudah ada rapat koordinasi dengan dinas. Anak saya dua.\n"
    (there / "interviews" / "BARU1.txt").write_text(said, encoding="utf-8", newline="\n")
    with (there / "participants.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("BARU1,BRU1,Petugas,Officer,dinsosnakertrans,local_government,interview,2017-05-02,public,\n")
        file.write("BARU1,PW,Pewawancara,Interviewer,,interviewer,interview,2017-05-02,public,\n")
    all_steps(FICTITIOUS)
    study = pipeline.Study(FICTITIOUS)
    assert study.texts["BARU1"] == said
    assert [(row["speaker"], row["text"]) for row in study.segments if row["transcript"] == "BARU1"] == [
        ("BRU1", "Sudah ada rapat koordinasi dengan dinas."),
        ("BRU1", "Anak saya dua."),
    ]
    codings = [row for row in study.codings if row["transcript"] == "BARU1"]
    assert codings
    assert {(row["segment"], row["source"]) for row in codings} == {("BARU1-0001", "machine")}


def test_a_keyword_added_to_the_codebook_suggests_where_its_word_stands(small_compendium: Path) -> None:
    path = small_compendium / "data" / "codebook.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  keywords:\n", "  keywords:\n  - meja\n", 1), encoding="utf-8", newline="\n")
    before = table(small_compendium / "data" / "coded" / FICTITIOUS / "suggestions.csv")
    study = pipeline.write_suggestions(FICTITIOUS)
    added = [row for row in study.suggestions if row["keyword"] == "meja"]
    assert added and "meja" not in {row["keyword"] for row in before}
    for row in added:
        assert row["indicator"] == "1"
        assert study.texts[row["transcript"]][int(row["start"]) : int(row["end"])].lower().startswith("meja")


# The shipped districts


def test_the_shipped_districts_are_the_studied_one_and_the_fictitious_one() -> None:
    assert {FICTITIOUS, MAIN} <= set(DISTRICTS)


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_segment_is_its_span_of_the_canonical_text(district: str) -> None:
    for row in table(coded(district, "segments.csv")):
        text = text_of(district, row["transcript"])
        assert text[int(row["start"]) : int(row["end"])] == row["text"], row["segment"]
        assert row["text"] == row["text"].strip() and row["text"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_segments_of_a_transcript_stand_in_order_and_never_overlap(district: str) -> None:
    ends: dict[str, int] = defaultdict(int)
    for row in table(coded(district, "segments.csv")):
        assert int(row["start"]) >= ends[row["transcript"]], row["segment"]
        ends[row["transcript"]] = int(row["end"])


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_suggestion_lies_in_its_segment_and_matches_its_words(district: str) -> None:
    segments = {row["segment"]: row for row in table(coded(district, "segments.csv"))}
    for row in table(coded(district, "suggestions.csv")):
        segment, start, end = segments[row["segment"]], int(row["start"]), int(row["end"])
        assert int(segment["start"]) <= start < end <= int(segment["end"]), row["suggestion"]
        assert text_of(district, row["transcript"])[start:end] == row["matched"], row["suggestion"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_canonical_texts_are_nfc_with_unix_line_ends_and_their_hashes_are_on_record(district: str) -> None:
    rows = {row["transcript"]: row for row in table(coded(district, "transcripts.csv"))}
    texts = {path.stem: path.read_bytes() for path in coded(district, "text").glob("*.txt")}
    assert rows.keys() == texts.keys()
    for name, content in texts.items():
        text = content.decode("utf-8")
        assert unicodedata.is_normalized("NFC", text) and "\r" not in text and "\ufeff" not in text, name
        assert sha256(content) == rows[name]["text_sha256"], name
        assert sha256(raw(district, rows[name]["source_file"]).read_bytes()) == rows[name]["source_sha256"], name


@pytest.mark.parametrize("district", DISTRICTS)
def test_interviewers_questions_are_no_segments(district: str) -> None:
    asking = {
        (row["transcript"], row["participant"])
        for row in table(raw(district, "participants.csv"))
        if row["level"] == "interviewer"
    }
    speakers = {(row["transcript"], row["speaker"]) for row in table(coded(district, "segments.csv"))}
    assert asking and not asking & speakers


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_informant_says_something(district: str) -> None:
    informants = {
        (row["transcript"], row["participant"])
        for row in table(raw(district, "participants.csv"))
        if row["level"] != "interviewer"
    }
    speakers = {(row["transcript"], row["speaker"]) for row in table(coded(district, "segments.csv"))}
    assert speakers == informants


@pytest.mark.parametrize("district", DISTRICTS)
def test_participants_are_role_codes_without_a_column_for_names(district: str) -> None:
    rows = table(raw(district, "participants.csv"))
    columns = set(rows[0])
    assert not {column for column in columns if re.search(r"name|nama|telep|phone|alamat|address|nik$", column.lower())}
    for row in rows:
        assert re.fullmatch(r"[A-Z]{2,4}[1-9]?\d?", row["participant"]), row["participant"]
        assert (row["level"] == "interviewer") == (not row["stakeholder"]), row["participant"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_stakeholder_of_a_participant_is_one_the_district_knows(district: str) -> None:
    known: set[str] = set()
    for path in (ROOT / "data" / "reference" / "stakeholders.yml", raw(district, "stakeholders.yml")):
        if path.exists():
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))["stakeholders"]
            known |= {entry["key"] for entry in entries}
    heard = {row["stakeholder"] for row in table(raw(district, "participants.csv")) if row["stakeholder"]}
    assert heard and heard <= known


@pytest.mark.parametrize("district", DISTRICTS)
def test_grounding_names_claims_on_the_list_and_turns_that_no_interviewer_speaks(
    district: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_ROOT", str(ROOT))
    own = raw(district, "claims.yml")
    source = own if own.exists() else ROOT / "data" / "reference" / "claims.yml"
    stated = {one["id"] for one in yaml.safe_load(source.read_text(encoding="utf-8"))["claims"]}
    speaking = {
        (name, str(turn.number)): turn.kind for name, turns in pipeline.Study(district).turns.items() for turn in turns
    }
    for row in table(raw(district, "grounding.csv")):
        assert row["claim"] in stated, row
        assert speaking.get((row["transcript"], row["turn"])) in ("informant", "group", "document"), row


def test_every_claim_of_the_article_is_carried_by_at_least_one_turn() -> None:
    text = (ROOT / "data" / "reference" / "claims.yml").read_text(encoding="utf-8")
    stated = {one["id"] for one in yaml.safe_load(text)["claims"]}
    carried = {row["claim"] for row in table(raw(MAIN, "grounding.csv"))}
    assert len(stated) > 30
    assert stated - carried == set()


def test_every_transcript_is_marked_as_a_reconstruction_in_the_data_and_in_its_own_text() -> None:
    for district in DISTRICTS:
        for row in table(coded(district, "transcripts.csv")):
            assert row["reconstructed"] == "true"
            head = text_of(district, row["transcript"])[:1500].lower()
            assert "rekonstruksi" in head and "reconstruction" in head, row["transcript"]
        assert {row["reconstructed"] for row in table(coded(district, "codings.csv"))} == {"true"}


def test_at_least_half_of_the_informants_segments_carry_no_coding() -> None:
    segments = {row["segment"] for row in table(coded(MAIN, "segments.csv"))}
    in_codings = {row["segment"] for row in table(coded(MAIN, "codings.csv"))}
    assert in_codings <= segments
    assert 2 * len(in_codings) <= len(segments)


def completed() -> dict[str, set[str]]:
    """coder → transcripts read to their end, from the lines of the logs."""
    return {
        path.stem: {
            line["transcript"]
            for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())
            if line["action"] == "complete"
        }
        for path in coded(MAIN, "decisions").glob("*.jsonl")
    }


def test_the_two_coders_share_at_least_five_transcripts_and_together_read_all() -> None:
    read = completed()
    assert len(read) == 2
    first, second = read.values()
    assert len(first & second) >= 5
    assert first | second == {row["transcript"] for row in table(coded(MAIN, "transcripts.csv"))}


def test_all_decisions_are_by_demonstration_coders_and_nothing_claims_a_human_one() -> None:
    coders = {row["coder"]: row["kind"] for row in table(coded(MAIN, "coders.csv"))}
    assert set(coders.values()) == {"demonstration"}
    assert completed().keys() == coders.keys()
    for district in DISTRICTS:
        for row in table(coded(district, "codings.csv")):
            assert row["source"] in ("demonstration", "machine"), row["coding"]
            assert set(filter(None, row["coders"].split(";"))) <= coders.keys()
            assert (row["source"] == "machine") == (not row["coders"])


def test_a_district_that_nobody_has_coded_stands_on_the_machine_and_says_so_in_every_row() -> None:
    assert not list(coded(FICTITIOUS, "decisions").glob("*.jsonl"))
    rows = table(coded(FICTITIOUS, "codings.csv"))
    assert rows and {row["source"] for row in rows} == {"machine"}


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_shipped_suggestions_are_those_of_the_shipped_codebook(
    district: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_ROOT", str(ROOT))
    book = codebook.load(ROOT / "data" / "codebook.yml")
    made = [one.row() for one in suggest(pipeline.Study(district).talks(), book)]
    assert [{key: str(value) for key, value in row.items()} for row in made] == table(
        coded(district, "suggestions.csv")
    )


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_district_says_in_both_languages_what_its_transcripts_are(
    district: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_ROOT", str(ROOT))
    described = districts.load(district)
    assert described.reconstructed
    for text in (described.title, described.statement, described.collected_by, described.consent):
        assert set(text) == {"id", "en"} and all(text.values())


def test_a_study_as_read_tells_of_reconstruction_as_its_files_do(small_compendium: Path) -> None:
    study = pipeline.examine("contoh-kabupaten").study
    written = pipeline.prepare("contoh-kabupaten")
    assert study.transcripts == written.transcripts and study.segments == written.segments
    assert {row["reconstructed"] for row in study.transcripts} == {"true"}
