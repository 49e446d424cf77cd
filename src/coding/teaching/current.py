"""The notebook that is open: its language, and what was solved in it. One notebook runs in one kernel."""

from __future__ import annotations

from coding.errors import CodingError
from coding.labels import LANGUAGES

_spoken = {"language": "id"}
_solved: set[str] = set()


def language() -> str:
    return _spoken["language"]


def speak(language: str) -> None:
    """Let checks answer in this language. Raises CodingError for one that the course does not know."""
    if language not in LANGUAGES:
        raise CodingError(f"the language {language!r} is unknown", mend=f"Use one of {', '.join(LANGUAGES)}.")
    _spoken["language"] = language


def solved(number: str) -> bool:
    """Whether an exercise was answered rightly since the notebook was opened."""
    return number in _solved


def solve(number: str) -> None:
    _solved.add(number)
