"""``check("1.3", answer)``: one door for all exercises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coding.labels import text
from coding.teaching import answers, current, exercises, folder, forms, kinds, patterns, works
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Feedback, Judgement, empty
from coding.teaching.words import say

Judge = Callable[[Exercise, Any], Judgement]

KINDS: Mapping[str, Judge] = {
    "mapping": kinds.mapping,
    "choice": kinds.choice,
    "number": kinds.figure,
    "quote": kinds.quote,
    "order": kinds.order,
    "form": forms.judge,
    "pattern": patterns.judge,
    "evidence": works.evidence,
}
# Exercises whose answer is what the student did, not what was typed.
WORKS: Mapping[str, Callable[[], Judgement]] = {
    "blind": works.blind,
    "shown": works.shown,
    "consensus": works.consensus,
}


def check(number: object, answer: Any = None) -> Feedback:
    """What is right, what is off and where to look, in the language of the notebook; never the solution.

    number: as the task is numbered. answer: as the cell has it; none where the work itself is looked at.
    Raises CodingError for an exercise that does not exist.
    """
    exercise = exercises.of(number)
    if not folder.is_open():
        return Feedback(exercise.number, empty(say("begin_first")), current.language())
    found = Feedback(exercise.number, judge(exercise, answer), current.language())
    if found.right:
        current.solve(exercise.number)
    return found


def judge(exercise: Exercise, answer: Any) -> Judgement:
    """The outcome of one exercise, in both languages."""
    if exercise.kind in WORKS:
        return WORKS[exercise.kind]()
    if answers.is_empty(answer):
        return kinds.nothing(exercise)
    if exercise.kind == "district":
        return works.district(exercise, str(answer))
    if answer is Ellipsis:
        return empty(text("Ganti tiga titik itu dengan jawaban.", "Put your answer in place of the three dots."))
    return KINDS[exercise.kind](exercise, answer)
