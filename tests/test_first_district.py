"""The files of the tutorial docs/*/start/first-district.md: what the check finds in them, and what is decided on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coding import pipeline
from coding.check import checking
from coding.errors import CodingError
from coding.files import read_table
from coding.publishing import paper
from coding.upkeep import new_district

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "docs" / "files" / "first-district"
NAME = "tirta-makmur"
FORMS = ("district.yml", "participants.csv", "stakeholders.yml")


@pytest.fixture
def begun(small_compendium: Path) -> Path:
    """The district as the reader has it after the third step. Returns its folder."""
    folder = new_district.make(NAME)
    for path in FILES.glob("T*"):
        shutil.copy(path, folder / "interviews")
    for form in FORMS:
        shutil.copy(FILES / form, folder)
    return folder


def mend(folder: Path, *names: str) -> None:
    for name in names:
        target = folder if name.endswith(".csv") else folder / "interviews"
        shutil.copy(FILES / "mended" / name, target)


def decide(compendium: Path) -> None:
    coded = compendium / "data" / "coded" / NAME
    shutil.copytree(FILES / "decisions", coded / "decisions")
    shutil.copy(FILES / "coders.csv", coded)


def kinds(folder: Path) -> list[str]:
    return [one.kind for one in checking.report(folder.name).notices]


def test_the_check_names_the_two_planted_problems_one_after_the_other(begun: Path) -> None:
    faults = checking.report(NAME).faults
    assert len(faults) == 1 and "TDN2" in str(faults[0]) and "TDN1.docx" in str(faults[0])
    assert faults[0].line is None, "a line of a Word file is one that nobody can find"
    mend(begun, "participants.csv")
    assert checking.report(NAME).faults == []
    assert kinds(begun).count("phone") == 1
    mend(begun, "TDN1.docx")
    assert not {"phone", "name", "placeholder", "silent", "date"} & set(kinds(begun))


def test_every_transcript_says_that_it_is_invented_and_all_four_formats_are_read(begun: Path) -> None:
    mend(begun, "participants.csv", "TDN1.docx")
    texts = pipeline.write_transcripts(NAME).texts
    assert sorted(path.suffix for path in (begun / "interviews").glob("T*")) == [".docx", ".odt", ".rtf", ".txt"]
    assert sorted(texts) == ["TDN1", "TDW1", "TLS1", "TPR1"]
    for text in texts.values():
        assert "tidak seorang pun mengucapkan kata-kata ini" in "\n".join(text.splitlines()[:3])
        assert "\ufffd" not in text
    assert "“Dibaca dulu.”" in texts["TPR1"]  # Windows-1252


def test_the_demonstration_decisions_all_find_their_place_and_are_not_told_to_be_human(
    begun: Path, small_compendium: Path
) -> None:
    mend(begun, "participants.csv", "TDN1.docx")
    pipeline.write_transcripts(NAME)
    decide(small_compendium)
    assert {row["kind"] for row in read_table(FILES / "coders.csv", "coders")} == {"demonstration"}
    study = pipeline.prepare(NAME)
    assert checking.report(NAME).faults == []
    assert study.replay.lost == []
    assert {row["source"] for row in pipeline.write_codings(NAME).codings} == {"demonstration"}


@pytest.mark.parametrize(
    ("title", "line"),
    [("title: Sepakat: di desa", 2), ('title: "Sepakat di desa', 2), ('title: "Sepakat: di desa"', None)],
)
def test_a_fault_in_the_head_of_a_paper_is_named_with_its_line(title: str, line: int | None) -> None:
    text = (FILES / "paper.id.md").read_text(encoding="utf-8").split("\n")
    text[1] = title
    if line is None:
        paper.check_head("\n".join(text), "paper.id.md")
        return
    with pytest.raises(CodingError) as caught:
        paper.check_head("\n".join(text), "paper.id.md")
    assert caught.value.file == "paper.id.md" and caught.value.line is not None and caught.value.line >= line
