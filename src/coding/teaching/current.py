"""The language of the notebook that is open: one notebook runs in one kernel, so one word is enough."""

from __future__ import annotations

from coding.errors import CodingError
from coding.labels import LANGUAGES

_spoken = {"language": "id"}


def language() -> str:
    return _spoken["language"]


def speak(language: str) -> None:
    """Let checks answer in this language. Raises CodingError for one that the course does not know."""
    if language not in LANGUAGES:
        raise CodingError(f"the language {language!r} is unknown", mend=f"Use one of {', '.join(LANGUAGES)}.")
    _spoken["language"] = language
