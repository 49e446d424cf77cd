"""Undo and redo: of whole acts, the latest first, whatever was taken back before."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_decisions import FIRST, NAME, SECOND, SHA, THIRD, at, decided, standing

from coding.decisions import acts, decision, replay
from coding.decisions.decision import Decision


class Desk:
    """A coder at work: every act has its time, and is undone and redone as the review does it."""

    def __init__(self) -> None:
        self.made: list[Decision] = []
        self.second = 0

    def act(self, *told: tuple[decision.Action, str, str]) -> None:
        self.second += 1
        self.made += [decided(self.second, action, words, indicator) for action, words, indicator in told]

    def again(self, action: decision.Action) -> bool:
        found = (acts.to_undo if action == "undo" else acts.to_redo)(self.made)
        self.second += 1
        self.made += [
            decision.decide("", one.text_sha256, NAME, "ani", at(self.second), action, of=one.id) for one in found
        ]
        return bool(found)

    def stands(self) -> set[tuple[str, str]]:
        return {(words, indicator) for words, indicator, _ in standing(*self.made)}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_nothing_decided_is_nothing_to_undo_or_redo(desk: Desk) -> None:
    assert not desk.again("undo") and not desk.again("redo")
    assert desk.made == []


def test_undo_goes_back_act_by_act_and_redo_forth_again(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"))
    desk.act(("add", SECOND, "2"))
    one, both = {(FIRST, "1")}, {(FIRST, "1"), (SECOND, "2")}
    seen = []
    for action in ("undo", "undo", "undo", "redo", "redo", "redo", "undo", "redo", "undo", "undo", "redo"):
        desk.again(action)
        seen.append(desk.stands())
    assert seen == [one, set(), set(), one, both, both, one, both, one, set(), one]


def test_an_act_of_several_lines_is_undone_and_redone_as_one(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"), ("add", FIRST, "5"), ("add", THIRD, "7"))
    whole = desk.stands()
    desk.act(("reject", FIRST, "1"), ("add", FIRST, "2"), ("add", SECOND, "2"))
    split = desk.stands()
    assert split == {(FIRST, "5"), (THIRD, "7"), (FIRST, "2"), (SECOND, "2")}
    for action, stands in (("undo", whole), ("redo", split), ("undo", whole), ("undo", set()), ("redo", whole)):
        desk.again(action)
        assert desk.stands() == stands


def test_after_a_new_decision_there_is_nothing_to_redo(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"))
    desk.again("undo")
    desk.act(("add", SECOND, "2"))
    assert not desk.again("redo")
    desk.again("undo")
    assert desk.stands() == set()
    desk.again("redo")
    assert desk.stands() == {(SECOND, "2")}
    assert not desk.again("redo"), "what was undone before the new decision stays undone"


def test_a_line_that_was_undone_is_not_undone_once_more(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"))
    desk.act(("add", SECOND, "2"))
    desk.again("undo")
    assert [one.quote for one in acts.to_undo(desk.made)] == [FIRST]
    # Another window, which had not seen it, took it back too: it is simply taken back.
    twice = dataclasses.replace(desk.made[-1], at=at(50))
    assert standing(*desk.made, twice) == {(FIRST, "1", "present")}
    assert [one.quote for one in acts.to_redo([*desk.made, twice])] == [SECOND]


def test_undoing_a_rejection_or_a_completion_brings_back_what_was(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"))
    desk.act(("reject", FIRST, "1"))
    desk.again("undo")
    assert desk.stands() == {(FIRST, "1")}
    desk.made.append(decided(40, "complete"))
    desk.second = 40
    assert replay.replay(desk.made).completed == {NAME: {"ani"}}
    desk.again("undo")
    assert replay.replay(desk.made).completed == {}


def test_what_was_undone_to_the_last_line_was_never_begun(desk: Desk) -> None:
    desk.act(("add", FIRST, "1"))
    desk.again("undo")
    replayed = replay.replay(desk.made)
    assert (replayed.begun, replayed.settled, replayed.standing) == ({}, [], [])


def test_an_undo_of_the_same_time_as_its_line_still_undoes_it() -> None:
    add = decided(1, "add", FIRST, "1")
    undo = decision.decide("", SHA, NAME, "ani", at(1), "undo", of=add.id)
    redo = decision.decide("", SHA, NAME, "ani", at(1), "redo", of=add.id)
    assert standing(undo, add) == set()
    assert standing(redo, undo, add) == standing(add)
    assert acts.to_undo([undo, add]) == []


def test_lines_that_stand_twice_after_a_merge_are_undone_once() -> None:
    act = [decided(1, "add", FIRST, "1"), decided(1, "add", SECOND, "1")]
    found = acts.to_undo([*act, *act])
    assert len(found) == 2 and {one.id for one in found} == {one.id for one in act}
    undo = [decision.decide("", SHA, NAME, "ani", at(2), "undo", of=one.id) for one in found]
    assert len(acts.to_redo([*act, *undo, *act, *undo])) == 2


def test_nobody_undoes_what_another_coder_decided() -> None:
    add = decided(1, "add", FIRST, "1")
    undo = decision.decide("", SHA, NAME, "budi", at(2), "undo", of=add.id)
    assert standing(add, undo) == {(FIRST, "1", "present")}


STEPS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.lists(
            st.tuples(
                st.sampled_from(["add", "reject", "accept"]),
                st.sampled_from([FIRST, SECOND]),
                st.sampled_from(["1", "2"]),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda line: line[1:],
        ),
    ),
    max_size=14,
)


@given(STEPS)
def test_undo_and_redo_do_what_two_stacks_of_acts_would(steps: Sequence[str | list[tuple[str, str, str]]]) -> None:
    desk = Desk()
    done: list[list[tuple[str, str, str]]] = []
    taken: list[list[tuple[str, str, str]]] = []
    for step in steps:
        if step == "undo":
            if done:
                taken.append(done.pop())
        elif step == "redo":
            if taken:
                done.append(taken.pop())
        else:
            done.append(list(step))
            taken = []
        if isinstance(step, str):
            desk.again(step)  # type: ignore[arg-type]
        else:
            desk.act(*step)  # type: ignore[arg-type]
        stands: set[tuple[str, str]] = set()
        for act in done:
            stands -= {(words, code) for action, words, code in act if action == "reject"}
            stands |= {(words, code) for action, words, code in act if action != "reject"}
        assert desk.stands() == stands
