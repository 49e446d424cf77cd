"""Lecturers' own gold: one log, or what several agreed and settled; in the class report and in the students' notebooks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest
from test_teaching_class import handed_out, log_of, notices, own_log, school, write

from coding.decisions import coders
from coding.errors import CodingError
from coding.files import read_rows
from coding.pipeline import Study
from coding.review.session import Session
from coding.teaching import __main__ as command
from coding.teaching import collect, current, folder, gold, material, partner, report, roster, show
from coding.teaching.feedback import Feedback
from coding.teaching.material import DISTRICT, TEACHER

__all__ = ["handed_out", "school"]


def lecturer(root: Path, name: str, *, other: bool = False) -> Path:
    """A lecturer's folder: the class's, coded like the teacher but for one sentence where it is said to be other."""
    home = root / "class" / name
    shutil.copytree(root / "class" / "a01", home)
    write(home / folder.CARD, f"student: {name}\nlanguage: id\n")
    with folder.inside(home):
        coders.register(DISTRICT, name)
        lines = [
            json.loads(line) for line in material.as_log(material.demonstration(TEACHER, material.study())).splitlines()
        ]
    for line in lines:
        line["coder"] = name
        line["memo"] = f"alasan {name}" if line["action"] == "add" else ""
        if other and line["quote"] == "Tertulis belum.":
            line["indicator"] = "5"
    write(own_log(root, name), "".join(json.dumps(line) + "\n" for line in lines))
    roster.keep([folder.Student(name, "id")])
    return home


def first_coding(found: collect.Collection, coder: str) -> list[str]:
    with folder.inside(found.root):
        return [one.indicator for one in Study(DISTRICT).replay.standing if one.coder == coder]


def test_one_lecturers_log_is_the_gold_of_the_report_and_stays_so(school: Path) -> None:
    for name in ("b02", "c03"):
        write(own_log(school, name), log_of(school, name))
    home = lecturer(school, "dosen", other=True)
    assert command.main(["collect", "--gold", str(home)]) == 0
    found = collect.collect()  # without naming it again
    assert (found.gold.coder, found.gold.kind, found.gold.made_of) == ("dosen", "human", ("dosen",))
    assert found.students == ("b02", "c03")
    assert not notices(found, "dosen")
    pages = report.write(found)
    assert {(row["first"], row["second"]) for row in read_rows(pages[2])} == {
        ("b02", "c03"), ("b02", "dosen"), ("c03", "dosen")
    }  # fmt: skip
    text = pages[0].read_text(encoding="utf-8")
    assert "alasan dosen" in text
    assert "guru" not in text
    shutil.rmtree(school / "class" / "gold")
    assert collect.collect(str(own_log(school, "dosen"))).gold.coder == "dosen"  # a log does as well
    shutil.rmtree(school / "class" / "gold")
    assert collect.collect().gold.coder == TEACHER


def test_two_lecturers_are_a_gold_once_their_differences_are_settled(school: Path) -> None:
    home = lecturer(school, "dosen")
    lecturer(school, "dosen2", other=True)
    shutil.copy(own_log(school, "dosen2"), own_log(school, "dosen").parent)
    with folder.inside(home):
        coders.register(DISTRICT, "dosen2")
        with pytest.raises(CodingError, match=r"2 differences between dosen, dosen2 are not settled: LTH1-0018 \(4\)"):
            gold.read(home, material.study())
        session = Session(material.study(), "dosen", "consensus")
        row = session.study.by_segment["LTH1-0018"]
        span = {"start": row["start"], "end": row["end"]}
        session.decide(
            "LTH1", [{"action": "accept", "indicator": "4", "status": "absent", "memo": "definisi 4", **span}]
        )
        session.decide("LTH1", [{"action": "reject", "indicator": "5", **span}])
    found = collect.collect(str(home))
    assert found.gold.coder == gold.TOGETHER
    assert found.gold.made_of == ("dosen", "dosen2")
    assert not {"dosen", "dosen2"} & set(found.students)
    assert found.gold.reasons["LTH1-0018"]["id"] == "definisi 4"
    with folder.inside(found.root):
        study = Study(DISTRICT)
        assert "dosen, dosen2" in study.coders[gold.TOGETHER]["note"]
        assert study.replay.completed["LTH1"] == {gold.TOGETHER}
        mine = {(one.start, one.indicator, one.subcode, one.status) for one in study.replay.standing}
        theirs = [one for one in material.demonstration(TEACHER, study) if one.action == "add"]
        assert mine == {(one.start, one.indicator, one.subcode, one.status) for one in theirs}


def test_a_gold_that_cannot_be_one_changes_nothing(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = lecturer(school, "dosen")
    first = collect.collect(str(kept))
    (tmp_path / "empty").mkdir()
    unfinished = write(
        tmp_path / "dosen3.jsonl", own_log(school, "dosen").read_text("utf-8").replace('"dosen"', '"dosen3"')
    )
    unfinished.write_text(
        "".join(line + "\n" for line in unfinished.read_text("utf-8").splitlines() if '"add"' in line)
    )
    for place, said in ((tmp_path / "empty", "holds no lecturer's log"), (tmp_path / "nowhere", "holds no lecturer's log"),
                        (unfinished, "marked as finished")):  # fmt: skip
        assert command.main(["collect", "--gold", str(place)]) == 1
        assert said in capsys.readouterr().err
        assert collect.collect().gold == first.gold


def test_a_gold_that_departs_from_a_task_is_told(school: Path) -> None:
    home = lecturer(school, "dosen")
    assert "3.2" not in notices(collect.collect(str(home)), "")
    with folder.inside(home):
        row = material.study().by_segment["LTH1-0012"]
        session = Session(material.study(), "dosen", "blind")
        session.decide(
            "LTH1", [{"action": "add", "start": row["start"], "end": row["end"], "indicator": "3", "status": "present"}]
        )
    assert "LTH1-0012" in notices(collect.collect(str(home)), "")


def test_students_see_the_lecturers_gold_only_where_it_was_passed_on_and_after_their_own_work(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = school / "class" / "b02"
    current.speak("en")
    lecturer(school, "dosen")
    with folder.inside(home):
        assert partner.lecturers().coder == TEACHER
    collect.collect(str(school / "class" / "dosen"))  # now in class/gold, beside the students' folders
    with folder.inside(home):
        assert isinstance(show.teacher(), Feedback)
    write(own_log(school, "b02"), log_of(school, "b02"))
    with folder.inside(home):
        partner.invite("rekan")
        shown = show.teacher()
        assert "alasan dosen" in repr(shown)
        assert "Lecturer" in repr(shown)
        assert "dosen" in repr(show.agreement_with_teacher())
    current.speak("id")


def test_what_was_collected_is_a_district_that_the_notebook_on_reliability_runs_on(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a01", "b02", "c03"):
        write(own_log(school, name), log_of(school, name))
    root = collect.collect().root
    with folder.inside(root):
        study = Study(DISTRICT)
        assert study.suggestions
        assert {row["source"] for row in study.codings} >= {"human"}
    monkeypatch.delenv("CODING_ROOT", raising=False)  # as JupyterLab opens it: the folder itself tells
    notebook = nbformat.read(root / "notebooks" / collect.NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert 'district = "latihan"' in notebook.cells[1].source
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(root / "notebooks")}}).execute()
    assert any("a01" in str(cell.get("outputs", "")) for cell in notebook.cells)
    assert (root / "paper" / "tables" / DISTRICT).is_dir()
