"""Exercises as data: what is accepted, which mistakes are common, and what to say to each. One file a session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coding import yamls
from coding.errors import CodingError
from coding.labels import Text

FOLDER = Path(__file__).parent / "exercises"


@dataclass(frozen=True)
class Exercise:
    """One exercise. kind: how its answers are judged; body: what its file says."""

    number: str
    kind: str
    title: Text
    body: yamls.Mapping

    @property
    def right(self) -> Text:
        """What a right answer shows."""
        return self.body.text("right")

    @property
    def look(self) -> Text:
        """Where to look for it."""
        return self.body.text("look")


@cache
def load() -> dict[str, Exercise]:
    """All exercises by number. Raises CodebookError with file and line when one is not whole."""
    found: dict[str, Exercise] = {}
    for path in sorted(FOLDER.glob("*.yml"), key=lambda path: (path.stem == "project", path.stem)):
        for body, _ in yamls.load(path).items_of("exercises", "the exercises"):
            one = Exercise(
                str(body.need("number", str, "its number, such as 1.2")),
                str(body.need("kind", str, "how it is judged")),
                body.text("title"),
                body,
            )
            body.text("right"), body.text("look")
            if one.number in found:
                raise body.fault(f"the exercise {one.number} stands twice", "Give it another number.")
            found[one.number] = one
    return found


def of(number: object) -> Exercise:
    """The exercise of a number, written 1.2, "1.2" or "1,2". Raises CodingError for one that does not exist."""
    named = str(number).strip().upper().replace(",", ".")
    if named not in load():
        raise CodingError(f"there is no exercise {named!r}", mend=f"There are: {', '.join(load())}.")
    return load()[named]
