"""Replay: in any order the same; over texts that changed; between coders."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_decisions import (
    FIRST,
    NAME,
    SECOND,
    SEGMENTS,
    SUGGESTED,
    TEXT,
    THIRD,
    at,
    coded,
    decided,
    standing,
)

from coding.codebooks import codebook
from coding.decisions import codings, decision, replay
from coding.decisions.decision import CONSENSUS, Decision
from coding.errors import DecisionError
from coding.files import sha256

# One order


@st.composite
def acts(draw: st.DrawFn) -> list[Decision]:
    """Lines of two coders and a consensus, several of one time, some of them undoing and redoing others."""
    made: list[Decision] = []
    for _ in range(draw(st.integers(1, 12))):
        second = draw(st.integers(0, 4))
        coder = draw(st.sampled_from(["ani", "budi", CONSENSUS]))
        own = [one for one in made if one.coder == coder and one.action not in ("undo", "redo")]
        action = draw(st.sampled_from(["accept", "add", "change", "reject", "none", "complete", "undo", "redo"]))
        more: dict[str, Any] = {"coder": coder, "by": "ani" if coder == CONSENSUS else ""}
        if action in ("undo", "redo", "complete"):
            if action != "complete":
                if not own:
                    continue
                more["of"] = draw(st.sampled_from(own)).id
            made.append(decided(second, action, **more, status=""))
            continue
        if action in ("change", "reject") and own and draw(st.booleans()):
            more["of"] = draw(st.sampled_from(own)).id
        elif action == "change":
            more["replaces"] = draw(st.sampled_from(["", "1", "2"]))
        if action == "none":
            more["status"] = ""
        words, indicator = draw(st.sampled_from([FIRST, SECOND])), draw(st.sampled_from(["1", "2"]))
        made.append(decided(second, action, words, "" if action == "none" else indicator, **more))
    return made


@given(acts(), st.data())
def test_lines_give_the_same_in_any_order_also_at_equal_times_and_when_some_stand_twice(
    made: list[Decision], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(made), max_size=4)) if made else []
    shuffled = data.draw(st.permutations([*made, *again]))
    assert replay.replay(shuffled) == replay.replay(made)
    assert coded(shuffled) == coded(made)
    place = replay.placer({NAME: TEXT}, {NAME: sha256(TEXT)})
    assert replay.replay(shuffled, place) == replay.replay(made)


def test_within_one_act_what_is_taken_away_goes_before_what_is_added() -> None:
    add = decided(1, "add", FIRST, "1")
    split = [decided(2, "add", FIRST, "1", status="absent"), decided(2, "reject", FIRST, "1", of=add.id)]
    assert standing(add, *split) == standing(add, *split[::-1]) == {(FIRST, "1", "absent")}
    wide = [decided(2, "add", FIRST, "5"), decided(2, "change", FIRST, "2")]
    assert standing(add, *wide) == {(FIRST, "5", "present"), (FIRST, "2", "present")}


# `of`: the coding that a line made


def test_a_change_and_a_rejection_by_line_follow_the_coding_wherever_it_stands() -> None:
    add = decided(1, "add", FIRST, "1")
    wider = decided(2, "change", f"{FIRST} {SECOND}", "1", of=add.id)
    assert standing(add, wider) == {(f"{FIRST} {SECOND}", "1", "present")}
    other = decided(3, "change", SECOND, "3", of=wider.id)
    assert standing(add, wider, other) == {(SECOND, "3", "present")}
    # A rejection by line takes away that coding, though its own words are others.
    assert standing(add, wider, other, decided(4, "reject", FIRST, "1", of=other.id)) == set()


def test_a_change_by_line_leaves_the_other_codings_of_its_span() -> None:
    made = decided(1, "add", FIRST, "1"), decided(2, "add", FIRST, "2")
    change = decided(3, "change", FIRST, "5", of=made[0].id)
    assert standing(*made, change) == {(FIRST, "2", "present"), (FIRST, "5", "present")}


# Texts that change

BEFORE = "".join(
    f"P: Pertanyaan ke-{number} tentang hal nomor {number * 7}?\n\nI: {answer}\n\n"
    for number, answer in enumerate(
        [
            "Rapat ada sekali di kantor dinas waktu itu.",
            "Habis itu belum ada lagi, kami tunggu-tunggu saja.",
            "Suratnya tidak sampai sini, Pak, dari tetangga kami tahu.",
            "Ya begitu.",
            "Sanksinya tidak ada, paling ditegur saja.",
        ]
    )
)
MEETING, LATER, LETTER, PENALTY = (
    line.removeprefix("I: ") for line in BEFORE.split("\n\n")[1:10:2] if "begitu" not in line
)


def on(text: str, second: int, action: decision.Action, words: str, indicator: str = "1", **more: Any) -> Decision:
    more = {"status": "" if action in ("reject", "none") else "present", **more}
    start = text.index(words)
    coder = more.pop("coder", "ani")
    return decision.decide(
        text, sha256(text), NAME, coder, at(second), action, start=start, end=start + len(words),
        indicator=indicator, **more,
    )  # fmt: skip


def replayed(now: str, *made: Decision) -> replay.Replay:
    return replay.replay(made, replay.placer({NAME: now}, {NAME: sha256(now)}))


def words(now: str, *made: Decision) -> set[tuple[str, str]]:
    return {(now[one.start : one.end], one.indicator) for one in replayed(now, *made).standing}


MENDED = BEFORE.replace("kantor dinas", "kantor Dinas Sosial")
MOVED = BEFORE.replace("I: " + LATER + "\n\n", "") + "I: " + LATER + "\n"


def test_a_coding_follows_its_words_through_a_changed_text() -> None:
    assert words("Judul\n\n" + BEFORE, on(BEFORE, 1, "add", LETTER)) == {(LETTER, "1")}


def test_a_coding_made_on_one_text_is_changed_on_the_next_and_rejected_on_a_third() -> None:
    third = MENDED.replace("P: Pertanyaan ke-3", "P: Soal ke-3")
    add = on(BEFORE, 1, "add", MEETING)
    new = MEETING.replace("kantor dinas", "kantor Dinas Sosial")
    assert words(MENDED, add) == {(new, "1")}
    change = on(MENDED, 2, "change", new, "2", of=add.id)
    for now in (MENDED, third):
        assert words(now, add, change) == {(new, "2")}
    reject = on(third, 3, "reject", new, "2", of=change.id)
    assert words(third, add, change, reject) == set()


def test_a_rejection_whose_own_place_is_unsure_still_takes_away_the_coding_of_its_line() -> None:
    add = on(BEFORE, 1, "add", LETTER)
    gone = on(BEFORE, 2, "reject", PENALTY, of=add.id)
    now = BEFORE.replace(PENALTY, "")
    assert not replay.placer({NAME: now}, {NAME: sha256(now)})(gone).sure
    assert words(now, add) == {(LETTER, "1")}
    after = replayed(now, add, gone)
    assert (after.standing, after.lost) == ([], [])


def test_a_rejection_on_the_same_words_goes_where_their_coding_went() -> None:
    now = MENDED.replace("Pertanyaan ke-0", "Soal pertama")
    add, reject = on(BEFORE, 1, "add", MEETING), on(BEFORE, 2, "reject", MEETING)
    # An old line told less of its surroundings: alone it could not be placed, the coding can.
    blind = dataclasses.replace(reject, prefix="", suffix="", unique=False)
    assert len(words(MENDED, add)) == 1
    assert not replayed(MENDED, dataclasses.replace(blind, action="add", status="present")).standing
    for made in ([add, reject], [add, blind]):
        assert replayed(MENDED, *made).standing == []
        assert replayed(now, *made).standing == [] and replayed(now, *made).lost == []


def test_codings_that_lost_their_place_are_listed_each_and_only_while_they_count() -> None:
    text = BEFORE.replace(PENALTY, "Ya begitu.")
    first, second = text.index("Ya begitu."), text.rindex("Ya begitu.")
    now = "P: Yang lain?\n\nI: Ya begitu.\n\nP: Ada?\n\nI: Ya begitu.\n"
    both = [
        decision.decide(
            text, sha256(text), NAME, "ani", at(number), "add", start=start, end=start + 10, indicator="1",
            status="present",
        )
        for number, start in enumerate((first, second))
    ]  # fmt: skip
    after = replayed(now, *both)
    assert [one.decision for one in after.lost] == both, "the same words at two places are two codings"
    assert after.begun == {NAME: {"ani"}} and after.settled == []
    away = dataclasses.replace(both[0], at=at(5), action="reject", status="")
    assert [one.decision for one in replayed(now, *both, away).lost] == both[1:]
    again = on(now, 6, "change", "Ya begitu.", of=both[0].id)
    placed = replayed(now, *both, again)
    assert [one.decision for one in placed.lost] == both[1:] and len(placed.standing) == 1


def test_a_transcript_that_is_gone_keeps_its_codings_in_the_list() -> None:
    after = replay.replay([on(BEFORE, 1, "add", LETTER)], replay.placer({}, {}))
    assert [one.how for one in after.lost] == ["missing"] and after.standing == []


# Consensus


def agreed(second: int, action: decision.Action, words: str, indicator: str = "1", **more: Any) -> Decision:
    return decided(second, action, words, indicator, coder=CONSENSUS, mode="consensus", by="ani;budi", **more)


HELD = [
    decided(1, "add", FIRST, "1", memo="ada rapat"),
    decided(2, "add", FIRST, "1", coder="budi", status="absent"),
    decided(3, "add", THIRD, "1", coder="budi"),
]


def test_a_consensus_stands_alone_and_tells_who_came_to_it() -> None:
    first, third = coded([*HELD, agreed(4, "accept", FIRST, status="partial", memo="sekali saja")])
    assert (first["status"], first["coders"], first["source"]) == ("partial", "ani;budi", "human")
    assert first["memo"] == (
        "consensus (ani, budi): partial, ani: present, budi: absent | consensus (ani, budi): sekali saja | "
        "ani: ada rapat"
    )
    assert (third["coders"], third["status"]) == ("budi", "present")


def test_a_consensus_that_rejects_takes_a_coding_from_all() -> None:
    made = [*HELD, agreed(4, "reject", FIRST)]
    assert [row["quote"] for row in coded(made)] == [THIRD]
    stands = codings.what_stands(replay.replay(made), SEGMENTS)
    assert list(stands) == [(f"{NAME}-0003", "1")]
    # The coders' own codings are still theirs: agreement is reckoned on them.
    assert {one.coder for one in replay.replay(made).standing} == {"ani", "budi"}


def test_a_consensus_that_changes_moves_a_coding_to_another_indicator() -> None:
    made = [*HELD, agreed(4, "change", FIRST, "5", replaces="1")]
    assert {(row["indicator"], row["quote"]) for row in coded(made)} == {("5", FIRST), ("1", THIRD)}


def test_a_consensus_that_is_undone_or_rejects_its_own_is_none() -> None:
    accept = agreed(4, "accept", FIRST, status="partial")
    undo = dataclasses.replace(agreed(5, "complete", ""), action="undo", of=accept.id, indicator="", status="")
    assert coded([*HELD, accept, undo]) == coded(HELD)
    assert [row["quote"] for row in coded([*HELD, accept, agreed(6, "reject", FIRST, of=accept.id)])] == [THIRD]


def test_the_kind_of_a_consensus_is_that_of_the_persons_who_came_to_it() -> None:
    accept = dataclasses.replace(agreed(4, "accept", FIRST), by="demo-a")
    (row,) = coded([accept])
    assert (row["source"], row["coders"]) == ("demonstration", "demo-a")


def test_a_consensus_that_says_nothing_of_an_indicator_leaves_it_to_its_coders() -> None:
    assert coded([*HELD, agreed(4, "accept", SECOND, "3")])[0] == coded(HELD)[0]


def test_a_rejection_by_consensus_that_lost_its_place_is_told_not_forgotten() -> None:
    def by(text: str, second: int, action: decision.Action, words: str, **more: Any) -> Decision:
        return on(text, second, action, words, coder=CONSENSUS, mode="consensus", by="ani", **more)

    add, reject = on(BEFORE, 1, "add", LETTER), by(BEFORE, 2, "reject", PENALTY)
    now = BEFORE.replace(PENALTY, "Tidak tahu.")
    after = replayed(now, add, reject)
    assert [one.decision for one in after.lost] == [reject]
    assert replayed(now, add, reject, by(now, 3, "reject", LETTER, of=reject.id)).lost == []
    assert codings.what_stands(replayed(now, reject, add), []) == {}


@pytest.mark.parametrize("mode", ["elusion", "consensus"])
def test_who_only_judges_a_sample_or_between_coders_has_not_begun_to_read(mode: str) -> None:
    one = decided(1, "reject", FIRST, "1", mode=mode)
    assert replay.replay([one]).begun == {}
    assert {row["source"] for row in coded([one], SUGGESTED)} == {"machine"}
    assert replay.replay([one, decided(2, "none", SECOND, status="")]).begun == {NAME: {"ani"}}


@pytest.mark.parametrize("mode", ["", "suggestions", "blind", "sheet"])
def test_in_every_other_mode_a_decision_begins_the_transcript(mode: str) -> None:
    assert replay.replay([decided(1, "reject", FIRST, "1", mode=mode)]).begun == {NAME: {"ani"}}


# Lines that say what no line should


@pytest.fixture(scope="module")
def book(root: Path) -> codebook.Codebook:
    return codebook.load(root / "data" / "codebook.yml")


def check(one: Decision, book: codebook.Codebook, text: str = TEXT) -> list[Decision]:
    path = Path("decisions") / f"{one.coder}.jsonl"
    return decision.check([decision.as_line(one)], path, {NAME: text}, {NAME: sha256(text)}, book)


@pytest.mark.parametrize("when", ["", "kemarin", "2017-03-04", "2017-03-04T08:00:00+07:00", "2017-03-04T08:00:00"])
def test_a_time_that_cannot_be_compared_is_refused(book: codebook.Codebook, when: str) -> None:
    with pytest.raises(DecisionError, match="line 1: the time"):
        check(dataclasses.replace(decided(1, "add", FIRST, "1"), at=when), book)


def test_a_consensus_that_does_not_tell_who_decided_is_refused(book: codebook.Codebook) -> None:
    with pytest.raises(DecisionError, match="who decided"):
        check(dataclasses.replace(agreed(1, "accept", FIRST), by=""), book)


def test_half_a_surrogate_pair_from_a_browser_is_no_reason_to_lose_a_decision(book: codebook.Codebook) -> None:
    one = decided(1, "add", FIRST, "1", memo="bagus \ud83d")
    assert one.memo == "bagus ?" and check(one, book) == [one]
    raw = decision.as_line(one).replace("bagus ?", "bagus \\ud83d")
    made = decision.check([raw], Path("ani.jsonl"), {NAME: TEXT}, {NAME: sha256(TEXT)}, book)
    assert made == [one]


def test_a_consensus_that_none_applies_takes_away_what_coders_hold_there() -> None:
    text = "P: Ada?\n\nI: Ada rapat. Tidak ada surat.\n"
    start, end = text.index("Ada rapat."), text.index("Ada rapat.") + len("Ada rapat.")
    row = {"segment": "A-0001", "transcript": "A", "start": str(start), "end": str(end)}

    def made(second: int, action: decision.Action, coder: str, **more: str) -> decision.Decision:
        at = f"2017-03-04T08:00:{second:02d}Z"
        return decision.decide(text, "0" * 64, "A", coder, at, action, start=start, end=end, **more)

    lines = [
        made(1, "add", "ani", indicator="1", status="present"),
        made(2, "add", "budi", indicator="2", status="present"),
        made(3, "none", "consensus", by="ani", mode="consensus"),
    ]
    assert set(codings.what_stands(replay.replay(lines[:2]), [row])) == {("A-0001", "1"), ("A-0001", "2")}
    assert not codings.what_stands(replay.replay(lines), [row])


def test_a_line_that_tells_more_of_its_place_serves_the_lines_before_it() -> None:
    text = "P: Ada?\n\nI: Ada rapat rutin di kantor dinas. Tidak ada surat yang sampai ke desa kami.\n\n"
    text += "P: Terima kasih banyak atas waktunya hari ini, Bu.\n"
    quote = "Tidak ada surat yang sampai ke desa kami."
    start = text.index(quote)
    knows = decision.decide(
        text, "0" * 64, "A", "ani", "2017-03-04T08:00:02Z", "change", start=start, end=start + len(quote),
        indicator="1", status="absent",
    )  # fmt: skip
    assert knows.unique
    older = dataclasses.replace(knows, at="2017-03-04T08:00:01Z", action="add", status="present", unique=False)
    now = text.replace("rutin di kantor dinas", "bulanan di kantor bupati")
    place = replay.placer({"A": now}, {"A": "1" * 64})
    assert not place(older).sure
    (coding,) = replay.replay([older, knows], place).standing
    assert (now[coding.start : coding.end], coding.status) == (quote, "absent")
