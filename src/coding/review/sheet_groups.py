"""The rows of a review sheet by the row they came from, each with its place in the text as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coding.codebooks.codes import Codebook
from coding.decisions import anchors
from coding.decisions.replay import Standing
from coding.review.sheet_meaning import Meaning, meaning
from coding.review.sheet_read import Content, Given, Origin, Problem
from coding.review.sheet_rows import Held, Span

Fits = Callable[[int, int], bool]


@dataclass
class Group:
    """The rows that came from one row of origin: itself, and the copies made of it."""

    origin: Origin
    span: Span
    meanings: list[Meaning] = field(default_factory=list)
    faulty: bool = False

    @property
    def changed(self) -> bool:
        return not all(one.unchanged for one in self.meanings)

    @property
    def line(self) -> int:
        return next((one.given.line for one in self.meanings if not one.unchanged), self.meanings[0].given.line)

    def codings(self, *, unchanged: bool) -> list[Meaning]:
        return [one for one in self.meanings if one.what == "coding" and one.unchanged == unchanged]

    @property
    def held(self) -> str:
        """The indicator of the coding that the row was written with."""
        return self.origin.question.filled.indicator if self.origin.question.line else ""

    @property
    def gone(self) -> str:
        """The indicator of that coding, or the suggestion, if no row of the group speaks for it any more."""
        kept = {one.values.indicator for one in self.meanings if one.what == "coding"}
        spoken = any(one.what in ("open", "reject") for one in self.meanings)
        indicator = self.held or ("" if spoken else self.origin.question.suggested)
        return "" if self.faulty or indicator in kept else indicator


def groups_of(
    content: Content, held: Held, text: str, same: bool, fits: Fits, book: Codebook
) -> tuple[list[Group], list[Problem]]:
    """The groups that have a place, and the rows that have none or make no sense.

    same: the text is the one that the sheet was written from. fits: whether a span may be coded at all.
    """
    problems: list[Problem] = []
    standing = {one.decision.id: one for one in held.codings if one.decision}
    groups: dict[int, Group | None] = {}
    faulty = {problem.number for problem in content.problems}
    for given in content.given:
        number = given.origin.question.number
        if number not in groups:
            span = _span(given.origin, standing, text, same, fits)
            groups[number] = Group(given.origin, span, faulty=number in faulty) if span else None
        group = groups[number]
        if group is None:
            if given.filled != given.origin.question.filled:
                problems.append(_lost(given))
            continue
        meant = meaning(given, book)
        if isinstance(meant, Problem):
            problems.append(meant)
            group.faulty = True
        else:
            group.meanings.append(meant)
    return [group for group in groups.values() if group and group.meanings], problems


def _span(origin: Origin, standing: dict[str, Standing], text: str, same: bool, fits: Fits) -> Span | None:
    """Where the row's words stand in the text as it is now; None where that is in doubt."""
    one = origin.question
    if coding := standing.get(one.line):
        return coding.start, coding.end
    if same:
        return (one.start, one.end) if text[one.start : one.end] == origin.quote else None
    place = anchors.find(text, origin.quote, origin.prefix, origin.suffix, telling=origin.telling)
    return (place.start, place.end) if place.sure and fits(place.start, place.end) else None


def _lost(given: Given) -> Problem:
    return Problem(
        given.line,
        "the text was changed since the sheet was written, and this sentence cannot be found in it with certainty",
        "Have the sheet written anew and fill this row in again.",
        given.origin.question.number,
        placed=False,
    )
