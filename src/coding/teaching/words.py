"""What the checks of a student's own work say, in both languages: kept as data, beside the exercises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coding import yamls
from coding.labels import LANGUAGES, Text


@cache
def _all() -> yamls.Mapping:
    return yamls.load(Path(__file__).parent / "words.yml")


def say(key: str, **told: object) -> Text:
    """A remark with its figures filled in. What a student wrote is put in as it is: whoever shows it escapes it."""
    return {language: _all().text(key)[language].format(**told) for language in LANGUAGES}
