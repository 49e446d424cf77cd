"""Whose codings are taken, and as whose: never a machine's as a person's, nor a demonstration's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from coding.decisions import coders
from coding.errors import CodingError
from coding.exchange.model import DEMONSTRATION, MACHINE, STRUCTURE, Project, Source, User, guid
from coding.paths import shown
from coding.pipeline import Study

KINDS = ("human", "demonstration")
_NO_CODER = {guid("user", MACHINE), guid("user", STRUCTURE)}


def user(project: Project, sources: Sequence[Source], wanted: str, file: Path) -> tuple[User, Counter[str]]:
    """(the user whose codings are taken, name → codings of the others). Raises CodingError where a choice is needed.

    wanted: a name, short name or GUID of a user; "" where there is but one.
    """
    cases = {case.guid for case in project.cases}
    counts = Counter(one.user for source in sources for one in source.codings if one.code not in cases)
    users = {one: project.user(one) for one in counts}
    people = [one for one in users.values() if not _machine(one)]
    listing = ", ".join(sorted(f"{one.name} ({counts[one.guid]})" for one in people)) or "none"
    chosen = [one for one in users.values() if wanted in (one.name, one.id, one.guid)] if wanted else people
    if wanted and chosen and all(map(_machine, chosen)):
        raise CodingError(
            f"{chosen[0].name!r} is no coder: these are suggestions of a machine",
            file=shown(file),
            mend=f"Choose a person: {listing}.",
        )
    if not chosen:
        problem = (
            f"the project has no codings of a user {wanted!r}" if wanted else "the project has no codings of a person"
        )
        raise CodingError(
            problem,
            file=shown(file),
            mend=f"Users with codings: {listing}. Leave --coder and --user out to take the texts only.",
        )
    if len(chosen) > 1:
        raise CodingError(
            f"several users have coded in the project: {listing}", file=shown(file), mend="Choose one with --user NAME."
        )
    taken = chosen[0]
    return taken, Counter({users[one].name: number for one, number in counts.items() if one != taken.guid})


def _machine(one: User) -> bool:
    return one.guid in _NO_CODER or one.name in (MACHINE, STRUCTURE)


def kind(district: str, coder: str, told: str, chosen: User) -> str:
    """The kind of the coder: as coders.csv has it, else as it is told; it is never guessed.

    Raises CodingError where it is not known, where both differ, and where a demonstration would pass for a person.
    """
    coders.check_name(coder)
    known = Study(district).coders.get(coder, {}).get("kind", "")
    if not known and not told:
        raise CodingError(
            f"coders.csv does not know the coder {coder!r}",
            mend="Say who that is: --kind human for a person, --kind demonstration for codings made to show something.",
        )
    if known and told and known != told:
        raise CodingError(f"coders.csv has {coder!r} as {known}", mend="Choose another name, or leave --kind out.")
    if not told and known != coders.HUMAN:
        raise CodingError(
            f"{coder!r} is the name of a demonstration pass, not of a person",
            mend="If that is meant, add --kind demonstration; else choose another name.",
        )
    if (known or told) == coders.HUMAN and DEMONSTRATION in chosen.name:
        raise CodingError(
            f"{chosen.name!r} is no person, so its codings cannot be those of one",
            mend="Take them with --kind demonstration and a name of their own.",
        )
    return known or told
