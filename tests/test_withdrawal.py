"""A participant withdraws: nothing built holds their words, others' decisions stand, and what remains is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coding import cli, paths, pipeline
from coding.decisions import coders
from coding.decisions.decision import append, decide
from coding.districts import districts
from coding.errors import CodingError
from coding.exchange import exports
from coding.findings import results, views
from coding.pipeline import Study
from coding.review.session import Session
from coding.transcripts import consent
from coding.upkeep import withdrawal

SMALL = "contoh-kabupaten"
PEOPLE = (
    "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note\n"
    "F,P,Pewawancara,Interviewer,,interviewer,fgd,2024-05-03,public,\n"
    "F,X1,Petani,Farmer,returnees,returnee,fgd,2024-05-03,public,\n"
    "F,X2,Peternak,Herder,returnees,returnee,fgd,2024-05-03,public,\n"
)
TALK = """P: Bagaimana koordinasinya?

X1: Rapat dengan dinas belum pernah ada. Itu yang kami tahu.

X2: Suratnya pernah datang sekali, lewat pohonmangga. Belum ada MoU dengan dinas sampai hari ini.

X1: Setuju. Sanksi untuk yang tidak datang rapat juga tidak ada.

P: Usulannya?

X2: Usulan kami ke dinas tidak pernah dijawab, hilang di pohonmangga itu.
"""


@pytest.fixture
def study(small_compendium: Path) -> Study:
    """An FGD of two, with codings on both of them by one coder."""
    folder = paths.raw(SMALL)
    for path in districts.sources(SMALL):
        path.unlink()
    (folder / "grounding.csv").unlink()
    (folder / "participants.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "fgd").mkdir(exist_ok=True)
    (folder / "fgd" / "F.txt").write_text(TALK, encoding="utf-8")
    pipeline.prepare(SMALL)
    coders.register(SMALL, "ani")
    session = Session(Study(SMALL), "ani")
    text = session.study.texts["F"]
    for words, indicator in (
        ("Rapat dengan dinas belum pernah ada.", "1"),
        ("Belum ada MoU dengan dinas sampai hari ini.", "4"),
        ("Sanksi untuk yang tidak datang rapat juga tidak ada.", "6"),
        ("Usulan kami ke dinas tidak pernah dijawab, hilang di pohonmangga itu.", "7"),
    ):
        start = text.index(words)
        memo = "kata X2: lewat pohonmangga belum ada MoU" if indicator == "6" else ""
        line = {"action": "add", "indicator": indicator, "status": "absent", "memo": memo}
        session.decide("F", [{**line, "start": start, "end": start + len(words)}])
    pipeline.write_codings(SMALL)
    return Study(SMALL)


def everything(folder: Path) -> str:
    """All texts of a folder, as one."""
    kinds = {".csv", ".json", ".jsonl", ".txt", ".svg", ".html", ".ipynb"}
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in kinds)


def test_nothing_is_changed_until_it_is_said_yes_to(study: Study, hash_tree, capsys) -> None:
    root = paths.root()
    before = hash_tree(root / "data")
    assert cli.main(["withdraw", "X2", "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "nothing is changed yet" in told and "coding withdraw X2 --district contoh-kabupaten --yes" in told
    assert "F (2)" in told and "codings that fall: 2" in told and "git history" in told and "fgd/F.txt" in told
    assert hash_tree(root / "data") == before


def test_their_words_are_in_nothing_that_is_built_and_the_others_decisions_stand(study: Study, capsys) -> None:
    results.matrix(study, results.cells(study), results.subtotals(study))
    exports.write(study)
    assert cli.main(["withdraw", "X2", "--yes", "--language", "en"]) == 0
    assert "ani.jsonl: " in capsys.readouterr().out, "a memo that quotes them is named with file and line"
    pipeline.prepare(SMALL)
    after = pipeline.write_codings(SMALL)
    results.matrix(after, results.cells(after), results.subtotals(after))
    results.quotes(after, results.cells(after))
    exports.write(after)
    memo = "kata X2: lewat pohonmangga belum ada MoU"
    for folder in (paths.coded(SMALL), paths.root() / "paper"):
        assert "pohonmangga" not in everything(folder).replace(memo, "")
    assert {one["indicator"] for one in after.codings} == {"1", "6"}
    assert after.replay.lost == []
    for one in after.codings:
        assert after.texts["F"][int(one["start"]) : int(one["end"])] == one["quote"]
    assert consent.PLACEHOLDER in after.texts["F"] and not any("ditarik" in one["text"] for one in after.segments)
    assert [turn.kind for turn in after.turns["F"]].count("withdrawn") == 2
    assert not after.consent.quote("F", "X2") and not after.consent.whole("F", "P")


def test_the_log_is_still_a_log_and_can_be_gone_on_with(study: Study) -> None:
    withdrawal.carry_out(withdrawal.plan(SMALL, "X2"))
    pipeline.prepare(SMALL)
    session = Session(Study(SMALL), "ani")
    assert len(session.open("F")["codings"]) == 2
    session.undo()
    assert len(Session(Study(SMALL), "ani").open("F")["codings"]) == 1


def test_lines_about_lines_that_went_go_too(study: Study) -> None:
    session = Session(Study(SMALL), "ani")
    session.undo()  # of the coding on X2's last words
    session.redo()
    planned = withdrawal.plan(SMALL, "X2")
    (log,) = planned.logs
    assert log.gone == 4 and all(json.loads(line)["action"] == "add" for line in log.lines)


def test_decisions_on_an_older_text_are_rebased_or_go(study: Study) -> None:
    path = paths.raw(SMALL) / "fgd" / "F.txt"
    path.write_text(TALK.replace("Bagaimana", "Nah, bagaimana"), encoding="utf-8")
    pipeline.prepare(SMALL)
    withdrawal.carry_out(withdrawal.plan(SMALL, "X2"))
    pipeline.prepare(SMALL)
    after = pipeline.write_codings(SMALL)
    assert {one["indicator"] for one in after.codings} == {"1", "6"} and after.replay.lost == []


def test_the_only_informant_of_a_talk_may_withdraw(small_compendium: Path) -> None:
    pipeline.prepare(SMALL)
    name = next(one["transcript"] for one in Study(SMALL).people if one["method"] == "interview")
    (who,) = [
        one["participant"] for one in Study(SMALL).people if one["transcript"] == name and one["level"] != "interviewer"
    ]
    text = Study(SMALL).texts[name]
    withdrawal.carry_out(withdrawal.plan(SMALL, who))
    pipeline.prepare(SMALL)
    after = Study(SMALL)
    assert not [one for one in after.segments if one["transcript"] == name]
    assert len(after.texts[name]) < len(text) / 2


def test_who_is_unknown_or_gone_already_is_told(study: Study) -> None:
    with pytest.raises(CodingError, match=r"'X9' is no participant. Known: X1, X2"):
        withdrawal.plan(SMALL, "X9")
    with pytest.raises(CodingError, match="no district knows"):
        withdrawal.find("X9")
    withdrawal.carry_out(withdrawal.plan(SMALL, "X2"))
    pipeline.prepare(SMALL)
    with pytest.raises(CodingError, match="withdrawn already"):
        withdrawal.plan(SMALL, "X2")


def test_a_withdrawal_written_by_hand_shows_no_quote_of_a_coding_that_lost_its_place(study: Study) -> None:
    path = paths.raw(SMALL) / "participants.csv"
    path.write_text(
        PEOPLE.replace(
            "X2,Peternak,Herder,returnees,returnee,fgd,2024-05-03,public",
            "X2,Peternak,Herder,returnees,returnee,fgd,2024-05-03,withdrawn",
        ),
        encoding="utf-8",
    )
    pipeline.prepare(SMALL)
    after = Study(SMALL)
    assert len(after.replay.lost) >= 2
    assert "pohonmangga" not in views.lost(after, "id").to_string()


def test_decisions_of_another_transcript_stay_byte_for_byte(study: Study) -> None:
    other = paths.raw(SMALL) / "fgd" / "G.txt"
    other.write_text(TALK.replace("X1", "Y1").replace("X2", "Y1"), encoding="utf-8")
    with (paths.raw(SMALL) / "participants.csv").open("a", encoding="utf-8") as file:
        file.write("G,P,Pewawancara,Interviewer,,interviewer,fgd,2024-05-03,public,\n")
        file.write("G,Y1,Petani,Farmer,returnees,returnee,fgd,2024-05-03,public,\n")
    pipeline.prepare(SMALL)
    now = Study(SMALL)
    at = now.texts["G"].index("Sanksi")
    line = decide(now.texts["G"], now.hashes["G"], "G", "ani", "2030-01-01T00:00:00Z", "add",
                  start=at, end=at + 6, indicator="6", status="absent")  # fmt: skip
    append(paths.decisions(SMALL) / "ani.jsonl", [line])
    before = [one for one in (paths.decisions(SMALL) / "ani.jsonl").read_text("utf-8").splitlines() if '"G"' in one]
    withdrawal.carry_out(withdrawal.plan(SMALL, "X2"))
    after = [one for one in (paths.decisions(SMALL) / "ani.jsonl").read_text("utf-8").splitlines() if '"G"' in one]
    assert before == after and len(after) == 1
