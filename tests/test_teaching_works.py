"""Exercises judged by the student's own work, the second coder, and what the notebooks show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coding import paths
from coding.decisions import coders
from coding.decisions.decision import CONSENSUS, Decision, append, decide
from coding.decisions.replay import Standing
from coding.review import items
from coding.teaching import checks, current, desk, evidence, exercises, folder, material, partner, show
from coding.teaching.board import Board
from coding.teaching.feedback import Feedback, Judgement
from coding.teaching.material import BLIND, DISTRICT, SHOWN, TEACHER


@pytest.fixture(scope="module")
def ready(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder as it was handed out."""
    home = tmp_path_factory.mktemp("works") / "ani"
    shutil.copytree(course / "class" / folder.ALONE, home)
    (home / folder.CARD).write_text("student: ani\nlanguage: id\n", encoding="utf-8")
    with folder.inside(home):
        coders.register(DISTRICT, "ani")
    return home


@pytest.fixture
def desk_of(ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder that a test may write into."""
    home = tmp_path / "ani"
    shutil.copytree(ready, home)
    monkeypatch.setenv("CODING_ROOT", str(home))
    current.speak("id")
    return home


Change = Callable[[str, dict[str, str]], dict[str, str]]


def code(
    transcript: str, mode: str, *, student: str = "ani", finish: bool = True, change: Change = lambda _, codes: codes,
    memo: str = "ragu", action: str = "add",
) -> None:  # fmt: skip
    """Let a student code a transcript as the teacher does, but for `change`."""
    study, made = material.study(), []
    for number, entry in enumerate(material.gold()):
        row = study.by_segment[str(entry["segment"])]
        if row["transcript"] != transcript:
            continue
        for given, status in change(row["segment"], dict(entry["codes"])).items():  # type: ignore[call-overload]
            indicator, _, part = given.partition(".")
            made.append(line(study, row, f"2026-03-01T00:{number:02d}:00Z", action, student, mode=mode,
                             indicator=indicator, subcode=part, status=status, memo=memo))  # fmt: skip
    if finish:
        text, sha = study.texts[transcript], study.hashes[transcript]
        made.append(decide(text, sha, transcript, student, "2026-03-01T02:00:00Z", "complete", mode=mode))
    append(paths.decisions(DISTRICT) / f"{student}.jsonl", made)
    coders.register(DISTRICT, student)


def line(study: Any, row: dict[str, str], at: str, action: Any, coder: str, **told: str) -> Decision:
    name = row["transcript"]
    return decide(study.texts[name], study.hashes[name], name, coder, at, action,
                  start=int(row["start"]), end=int(row["end"]), **told)  # fmt: skip


def says(found: Judgement) -> str:
    return " ".join(one["id"] for one in found.says)


def judged(number: str, answer: Any = None) -> Judgement:
    return checks.judge(exercises.of(number), answer)


def test_the_blind_reading_is_right_when_it_was_done_with_care(desk_of: Path) -> None:
    assert judged("3.1").state == "empty"
    code(BLIND, "blind")
    found = judged("3.1")
    assert found.right
    coded = sum(bool(one["codes"]) for one in material.gold() if str(one["segment"]).startswith(BLIND))
    assert f"{coded} dari 32" in says(found)


def test_what_is_off_in_a_blind_reading_is_named(desk_of: Path) -> None:
    code(BLIND, "suggestions", finish=False, memo="", change=lambda segment, codes: {"1": "present"} if codes else {})
    said = says(judged("3.1"))
    for part in ("tekan f", "tidak lagi buta", "berstatus sama", "1 indikator", "Memo: 0"):
        assert part in said


def test_too_few_and_too_many_codes_are_told_apart(desk_of: Path) -> None:
    code(BLIND, "blind", change=lambda segment, codes: codes if segment < "LTH1-0010" else {})
    assert "jawaban-jawaban pendek" in says(judged("3.1"))
    code(BLIND, "blind", change=lambda segment, codes: codes or {"2": "partial"})
    assert "batas luar" in says(judged("3.1"))


def test_suggestions_that_were_only_accepted_are_not_enough(desk_of: Path) -> None:
    assert judged("3.7").state == "empty"
    study = material.study()
    accepted = [
        line(study, study.by_segment[one.segment], "2026-03-01T00:00:00Z", "accept", "ani", indicator=one.indicator,
             status=one.status, mode="suggestions")
        for one in items.from_suggestions(study.suggestions, study.segments)
        if one.transcript == SHOWN
    ]  # fmt: skip
    append(paths.decisions(DISTRICT) / "ani.jsonl", accepted)
    said = says(judged("3.7"))
    for part in ("tekan f", "Semua usulan diterima", "seperti usulannya"):
        assert part in said


def test_suggestions_that_were_judged_are_right_whichever_key_did_it(desk_of: Path) -> None:
    code(SHOWN, "suggestions", action="accept")  # with another status than suggested, by one key
    found = judged("3.7")
    assert found.right
    assert "yang tidak: " in says(found)


def test_nobody_is_invited_before_the_own_reading_is_finished(desk_of: Path) -> None:
    assert partner.invite("").judgement.state == "empty"
    assert partner.invite("rekan").judgement.state == "empty"
    assert not (paths.decisions(DISTRICT) / "rekan.jsonl").exists()
    assert isinstance(show.teacher(), Feedback)
    assert isinstance(show.agreement_with_teacher(), Feedback)


def test_the_partner_codes_beside_the_student_and_is_a_demonstration(desk_of: Path) -> None:
    code(BLIND, "blind")
    assert partner.invite("rekan").right
    study = material.study()
    assert study.coders["rekan"]["kind"] == "demonstration"
    assert study.coders["ani"]["kind"] == "human"
    assert len(show.agreement()) == 9  # type: ignore[arg-type]
    assert 10 < len(show.differences()) < 32


def test_the_teacher_speaks_only_of_what_was_finished_and_writes_nothing(desk_of: Path) -> None:
    code(BLIND, "blind")
    code(SHOWN, "suggestions", finish=False)
    assert isinstance(show.teacher(), Feedback)  # not before somebody else's coding was looked at
    partner.invite("rekan")
    before = sorted(path.name for path in paths.decisions(DISTRICT).iterdir())
    table = show.teacher()
    assert isinstance(table, Board)
    assert len(table) == 32
    assert set(table.frame.iloc[:, 2] == table.frame.iloc[:, 3]) == {True}
    assert sorted(path.name for path in paths.decisions(DISTRICT).iterdir()) == before
    assert TEACHER not in material.study().coders


def test_a_fellow_students_log_is_brought_from_their_folder_or_file(desk_of: Path, ready: Path, tmp_path: Path) -> None:
    other = tmp_path / "budi"
    shutil.copytree(ready, other)
    (other / "student.yml").write_text("student: budi\nlanguage: id\n", encoding="utf-8")
    with folder.inside(other):
        code(BLIND, "blind", student="budi")
    code(BLIND, "blind")
    assert partner.invite(str(other)).right
    assert material.study().coders["budi"]["kind"] == "human"
    log = other / "data/coded/latihan/decisions/budi.jsonl"
    assert partner.invite(str(log)).right
    assert not partner.invite(str(tmp_path / "nobody")).right
    log.write_text('{"at": "x"}\n', encoding="utf-8")
    assert not partner.invite(str(log)).right
    own = paths.decisions(DISTRICT) / "ani.jsonl"
    before = own.read_bytes()
    assert not partner.invite(str(own)).right
    assert own.read_bytes() == before


def settle(standing: list[Standing], *, memo: str, most: int = 100) -> None:
    study, made = material.study(), []
    for number, one in enumerate(standing[:most]):
        if one.transcript == BLIND:
            made.append(
                decide(study.texts[BLIND], study.hashes[BLIND], BLIND, CONSENSUS, f"2026-04-01T01:{number:02d}:00Z",
                       "add", start=one.start, end=one.end, indicator=one.indicator, status=one.status, memo=memo,
                       mode="consensus", by="ani")
            )  # fmt: skip
    append(paths.decisions(DISTRICT) / f"{CONSENSUS}.jsonl", made)


def test_the_consensus_is_right_when_all_is_settled_with_reasons(desk_of: Path) -> None:
    assert judged("4.8").state == "empty"
    code(BLIND, "blind")
    partner.invite("rekan")
    assert "belum satu pun" in says(judged("4.8"))
    standing = list(material.study().replay.standing)
    settle(standing, memo="", most=10)
    said = says(judged("4.8"))
    assert "terbuka" in said
    assert "beralasan" in said
    settle(standing, memo="batas luar kode ini")
    assert judged("4.8").right


def segments_of(*statuses: str) -> list[str]:
    return [row["segment"] for row in material.shipped().codings
            if (row["stakeholder"], row["indicator"]) == ("bp3tki", "7") and row["status"] in statuses]  # fmt: skip


def test_evidence_must_stand_in_the_cell_and_say_so(desk_of: Path) -> None:
    yes, no = segments_of("present"), segments_of("absent", "partial")
    assert judged("5.3", {"mendukung": ", ".join(yes[:2]), "menentang": no[:3]}).right
    assert judged("5.3", {"for": [one.lower() for one in yes], "against": "; ".join(no)}).right
    assert "belum pola" in says(judged("5.3", {"mendukung": yes[0], "menentang": ", ".join(no[:2])}))
    assert "kasus negatif" in says(judged("5.3", {"mendukung": ", ".join(yes[:2]), "menentang": ""}))
    swapped = says(judged("5.3", {"mendukung": ", ".join(no[:2]), "menentang": ", ".join(yes[:2])}))
    assert "tidak mendukung" in swapped
    assert "tidak menentang" in swapped
    assert "tidak ada segmen" in says(judged("5.3", {"mendukung": "XYZ1-0001", "menentang": no[:2]}))
    elsewhere = next(row["segment"] for row in material.shipped().codings if row["stakeholder"] == "sebumi")
    assert "sel ini" in says(judged("5.3", {"mendukung": elsewhere, "menentang": no[:2]}))
    assert yes[0] in set(evidence.cell("bp3tki", "7").frame.iloc[:, 0])


def test_an_own_district_is_checked_with_file_and_line(desk_of: Path) -> None:
    own = paths.raw("desa-saya")
    shutil.copytree(paths.raw(DISTRICT), own)
    (own / "interviews" / "LTH2.txt").unlink()
    assert "LTH2" in says(judged("P.2", "desa-saya"))
    people = (own / "participants.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in people if not line.startswith("LTH2")]
    (own / "participants.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert judged("P.2", " desa-saya ").right
    assert isinstance(desk.code("", mode="blind"), Feedback)
    assert isinstance(evidence.matrix("nowhere"), Feedback)
    assert isinstance(show.agreement(""), Feedback)
    assert len(evidence.matrix("desa-saya")) >= 1  # type: ignore[arg-type]
    assert len(show.agreement("desa-saya")) == 0  # type: ignore[arg-type]


def test_the_trace_shows_own_decisions_only(desk_of: Path) -> None:
    assert isinstance(desk.trace(), Feedback)
    code(BLIND, "blind")
    assert "ani" in str(desk.trace())


def test_the_teachers_coding_has_every_sentence_with_a_reason_in_both_languages(desk_of: Path) -> None:
    study = material.study()
    assert [str(one["segment"]) for one in material.gold()] == [row["segment"] for row in study.segments]
    assert all(one["id"] and one["en"] for one in material.gold())
    used = {code.partition(".")[0] for one in material.gold() for code in one["codes"]}  # type: ignore[attr-defined]
    assert used == set(study.codebook.codes)


def test_a_transcript_is_shown_with_all_its_segments(desk_of: Path) -> None:
    shown = show.transcript(BLIND)
    assert shown.count("<sup") == 32
    assert "Tempat: Balai desa" in shown
    assert "<td>" not in show.codebook()._repr_html_()
    assert len(show.codebook()) == 7


def test_the_machine_is_seen_only_after_the_blind_reading(desk_of: Path) -> None:
    shown = (lambda: show.against_the_machine(), lambda: show.suggestions(["LTH1-0007", "LTH2-0011"]))
    assert all(isinstance(one(), Feedback) for one in shown)
    assert isinstance(desk.code(DISTRICT), Feedback)
    code(BLIND, "blind")
    boards = [one() for one in shown]
    assert all(isinstance(one, Board) for one in boards)
    assert len(boards[0]) > 20  # type: ignore[arg-type]
    assert len(boards[1]) >= 2  # type: ignore[arg-type]
    assert not isinstance(desk.code(DISTRICT), Feedback)
