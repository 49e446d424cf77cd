"""Turns of a transcript by participants.csv: who speaks in it, and whose words have been withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coding.errors import TranscriptError, together
from coding.files import Row
from coding.transcripts.consent import PLACEHOLDER, WITHDRAWN
from coding.transcripts.turns import Kind, Turn, survey_turns


def turns(text: str, people: list[Row], *, file: str = "") -> list[Turn]:
    """The turns of a canonical text whose speakers participants.csv names; those of whoever withdrew are marked so.

    Raises TranscriptError (or Faults) for labels that it does not name.
    """
    found, faults = survey(text, people, file=file)
    if faults:
        raise together(faults)
    return found


def survey(text: str, people: list[Row], *, file: str = "") -> tuple[list[Turn], list[TranscriptError]]:
    """The turns as `turns` gives them, and a fault for each label that participants.csv does not name."""
    found, faults = survey_turns(text, kinds(people), file=file)
    informants = [person for person in people if person["level"] != "interviewer"]
    gone = {person["participant"] for person in informants if person["consent"] == WITHDRAWN}
    if gone and len(informants) == 1:
        gone |= {turn.speaker for turn in found if turn.kind in ("informant", "document")}
    marked = [
        replace(turn, kind="withdrawn") if turn.kind in ("informant", "document") and turn.speaker in gone else turn
        for turn in found
    ]
    return marked, faults


def kinds(people: list[Row]) -> dict[str, Kind]:
    """The speaker labels of a transcript; none where it is a document: its author is no label in it."""
    if people[0]["method"] == "document" and len(people) == 1:
        return {}
    return {
        person["participant"]: "interviewer" if person["level"] == "interviewer" else "informant" for person in people
    }


def without(text: str, turns: Iterable[Turn]) -> str:
    """The text with a placeholder for each of the turns.

    >>> without("P: Apa?\\nI: Ya.", [Turn(2, "I", "informant", 11, 14)])
    'P: Apa?\\nI: [ditarik / withdrawn]'
    """
    for turn in sorted(turns, key=lambda turn: turn.start, reverse=True):
        text = text[: turn.start] + PLACEHOLDER + text[turn.end :]
    return text
