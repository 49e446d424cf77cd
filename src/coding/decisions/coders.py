"""Who codes: coders.csv tells persons from demonstration passes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from pathlib import Path

from coding import paths
from coding.decisions import log
from coding.decisions.decision import CONSENSUS, Decision
from coding.errors import CodingError, DecisionError
from coding.files import read_table, write_table

HUMAN = "human"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_CHOOSE = "Choose a name of your own: initials or a nickname, such as ani."


def register(district: str, coder: str, kind: str = HUMAN) -> None:
    """Let a person code in a district: a new name gets a row of kind human in coders.csv, a known one keeps its own.

    kind: "demonstration" for one that is no person.

    Raises CodingError for a name that cannot name a log, for "consensus", and for the name of a demonstration: a
    person's decisions must not pass for a demonstration's, nor the other way round.
    """
    check_name(coder)
    path = paths.coded(district) / "coders.csv"
    # Two windows may register at once. The lock is a file of its own, since coders.csv is replaced as a whole.
    with log.locked(path.with_name(".coders.lock")):
        rows = read_table(path, "coders") if path.exists() else []
        known = next((row for row in rows if row["coder"] == coder), None)
        if known is None:
            write_table(path, "coders", [*rows, {"coder": coder, "kind": kind, "note": ""}])
        elif known["kind"] != kind:
            raise CodingError(
                f"{coder!r} is the name of a demonstration pass, not of a person",
                file=paths.shown(path),
                mend=_CHOOSE,
            )


def check_name(coder: str) -> None:
    """Raises CodingError unless the word can be a coder's name."""
    if coder == CONSENSUS:
        raise CodingError(
            f"{CONSENSUS!r} is no coder: it is where coders settle what they differ on",
            mend=_CHOOSE,
        )
    if not _NAME.fullmatch(coder):
        raise CodingError(
            f"{coder!r} cannot be a coder's name",
            mend="Use small letters a to z, digits and hyphens, 32 characters at most, such as ani or coder-2.",
        )


def unknown(path: Path, made: Iterable[Decision], known: Container[str]) -> list[DecisionError]:
    """A fault for whoever wrote a log, or decided in a consensus, and is not in coders.csv."""
    persons = dict.fromkeys([path.stem])
    if path.stem == CONSENSUS:
        persons = dict.fromkeys(person for one in made for person in one.by.split(";"))
    return [
        DecisionError(
            f"the coder {person!r} is unknown",
            file=paths.shown(path),
            mend="Add a row to coders.csv: is this a human or a demonstration coder?",
        )
        for person in persons
        if person not in known
    ]
