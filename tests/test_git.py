"""Coders on branches: their logs merge without conflict, and give what deciding one after the other gives."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coding import paths, pipeline
from coding.decisions import coders, decision, replay
from coding.decisions.decision import Decision
from coding.files import read_table

DISTRICT = "contoh-kabupaten"


@pytest.fixture
def git(small_compendium: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs git in a repository that holds the small compendium, as it is shipped, on the branch main."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Penguji")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "penguji@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=small_compendium, capture_output=True, text=True)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    shutil.copy(root / ".gitattributes", small_compendium)
    run("init", "-q", "-b", "main")
    pipeline.prepare(DISTRICT)
    pipeline.write_codings(DISTRICT)
    commit(run)
    return run


def commit(git: Callable[..., str]) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "work")


def decided(coder: str, second: int, segment: int, indicator: str, *, action: decision.Action = "add") -> Decision:
    """A decision on a whole segment of the district."""
    study = pipeline.Study(DISTRICT)
    row = study.segments[segment]
    name = row["transcript"]
    return decision.decide(
        study.texts[name], study.hashes[name], name, coder, f"2017-03-04T08:00:{second:02d}Z", action,
        start=int(row["start"]), end=int(row["end"]), indicator=indicator, mode="blind",
        status="" if action == "reject" else "present", codebook=study.codebook.hash,
    )  # fmt: skip


def work(made: list[Decision]) -> None:
    """What a session does: register the coder, append to the log, build the codings."""
    for one in made:
        coders.register(DISTRICT, one.coder)
        decision.append(paths.decisions(DISTRICT) / f"{one.coder}.jsonl", [one])
    pipeline.write_codings(DISTRICT)
    built = paths.numbers(DISTRICT)
    built.parent.mkdir(parents=True, exist_ok=True)
    built.write_text(f'{{\n "codings": {len(made)},\n "coder": "{made[0].coder}"\n}}\n', encoding="utf-8")


def result() -> tuple[bytes, list[str], replay.Replay]:
    study = pipeline.write_codings(DISTRICT)
    return (
        (paths.coded(DISTRICT) / "codings.csv").read_bytes(),
        sorted(row["coder"] for row in read_table(paths.coded(DISTRICT) / "coders.csv", "coders")),
        study.replay,
    )


def merged(
    git: Callable[..., str], ours: list[Decision], theirs: list[Decision]
) -> tuple[bytes, list[str], replay.Replay]:
    git("checkout", "-q", "-b", "theirs")
    work(theirs)
    commit(git)
    git("checkout", "-q", "main")
    work(ours)
    commit(git)
    git("merge", "-q", "--no-edit", "theirs")
    assert git("status", "--porcelain") == ""
    return result()


def one_after_the_other(git: Callable[..., str], made: list[Decision]) -> tuple[bytes, list[str], replay.Replay]:
    git("checkout", "-q", "-f", "-b", "alone", git("rev-list", "--max-parents=0", "HEAD").strip())
    work(made)
    return result()


def test_two_coders_on_two_branches_merge_without_conflict(git: Callable[..., str]) -> None:
    ani = [decided("ani", second, segment, "1") for second, segment in enumerate((0, 1, 2, 5))]
    budi = [decided("budi", second, segment, "1") for second, segment in enumerate((1, 2, 3, 5))]
    budi.append(decided("budi", 9, 3, "1", action="reject"))
    together = merged(git, ani, budi)
    assert together[1] == ["ani", "budi"]
    assert together == one_after_the_other(git, [*ani, *budi])


def test_the_same_coder_on_two_branches_keeps_the_lines_of_both(git: Callable[..., str]) -> None:
    here = [decided("ani", 1, 0, "1"), decided("ani", 3, 1, "2"), decided("ani", 5, 0, "1", action="reject")]
    there = [decided("ani", 1, 3, "1"), decided("ani", 2, 1, "2", action="reject"), decided("ani", 6, 0, "5")]
    together = merged(git, here, there)
    lines = (paths.decisions(DISTRICT) / "ani.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(decision.as_line(one).strip() for one in [*here, *there])
    assert together[1] == ["ani"], "registered on both branches, the coder stands once"
    assert together == one_after_the_other(git, [*there, *here])


def test_a_coder_with_a_log_already_goes_on_with_it_on_two_branches(git: Callable[..., str]) -> None:
    first = decided("ani", 1, 0, "1")
    work([first])
    commit(git)
    undo = dataclasses.replace(
        decision.decide("", first.text_sha256, first.transcript, "ani", "2017-03-04T08:00:07Z", "undo"), of=first.id
    )
    here, there = [undo], [decided("ani", 5, 2, "3"), decided("cici", 6, 2, "3")]
    together = merged(git, here, there)
    assert together[1] == ["ani", "cici"]
    assert {one.indicator for one in together[2].standing} == {"3"}
    assert together == one_after_the_other(git, [first, *there, *here])


def test_a_coder_registered_on_both_branches_beside_others_stands_once(git: Callable[..., str]) -> None:
    here = [decided("ani", 1, 0, "1"), decided("budi", 2, 1, "1")]
    there = [decided("cici", 3, 2, "1"), decided("ani", 4, 3, "1")]
    together = merged(git, here, there)
    assert together[1] == ["ani", "budi", "cici"]
    assert pipeline.check(DISTRICT) == []
    assert together == one_after_the_other(git, [*here, *there])


def test_an_open_log_notices_that_version_control_put_another_in_its_place(git: Callable[..., str]) -> None:
    from coding.decisions.log import Log

    work([decided("ani", 1, 0, "1")])
    commit(git)
    git("checkout", "-q", "-b", "theirs")
    work([decided("ani", 2, 1, "2")])
    commit(git)
    git("checkout", "-q", "main")
    log = Log(paths.decisions(DISTRICT) / "ani.jsonl")
    assert log.refresh() == 1
    git("merge", "-q", "theirs")
    assert log.refresh() == 1 and len(log.lines) == 2
    git("reset", "-q", "--hard", "HEAD~1")
    assert log.refresh() == -1 and len(log.lines) == 1


def test_files_have_the_same_bytes_after_a_checkout_as_on_windows(
    git: Callable[..., str], small_compendium: Path
) -> None:
    before = {path: path.read_bytes() for path in (small_compendium / "data").rglob("*") if path.is_file()}
    shutil.rmtree(small_compendium / "data")
    git("-c", "core.autocrlf=true", "checkout", "-q", "HEAD", "--", "data")
    assert {path: path.read_bytes() for path in before} == before
