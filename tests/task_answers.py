"""Answers to tasks of the course, judged as a student sees it."""

from __future__ import annotations

from typing import Any

from coding.teaching import checks, exercises
from coding.teaching.feedback import Judgement


def judged(number: str, answer: Any) -> Judgement:
    return checks.judge(exercises.of(number), answer)


def says(found: Judgement, language: str = "id") -> str:
    return " ".join(said[language] for said in found.says)
