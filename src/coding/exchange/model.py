"""What a REFI-QDA project is made of, as far as the compendium takes and gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
# The program that a file of ours names as its maker.
ORIGIN = "keyword-assisted coding compendium"
# The user under whom machine suggestions stand: never a coder, in this district or another.
MACHINE = "machine suggestions (keywords; nobody has reviewed them)"
DEMONSTRATION = "demonstration coder, no person"
# The user who brings in texts and tells whose turn it is.
STRUCTURE = "compendium (structure of the transcripts, no coder)"


def guid(*parts: str) -> str:
    """The same GUID for the same parts, each time and everywhere (UUID of version 5, RFC 9562)."""
    return str(uuid5(_SPACE, "\x1f".join(parts)))


_SPACE: UUID = uuid5(NAMESPACE_URL, PROJECT)


class User(NamedTuple):
    """Who codes. id: a short name, which some programs show."""

    guid: str
    name: str
    id: str = ""


@dataclass(frozen=True)
class Code:
    """A code and those below it. codable: False for a category that only groups codes."""

    guid: str
    name: str
    description: str = ""
    colour: str = ""
    codable: bool = True
    children: tuple[Code, ...] = ()


class Listed(NamedTuple):
    """A code with the names of those above it, from the top."""

    code: Code
    above: tuple[str, ...]

    @property
    def path(self) -> str:
        return " > ".join((*self.above, self.code.name))


def listed(codes: tuple[Code, ...], above: tuple[str, ...] = ()) -> Iterator[Listed]:
    """All codes of a tree, each before those below it."""
    for code in codes:
        yield Listed(code, above)
        yield from listed(code.children, (*above, code.name))


@dataclass(frozen=True)
class Coding:
    """A code given to a span of a text by a user. start, end: as the file counts them. user: a GUID, or "".

    at: when, as xsd:dateTime, or "". description: what stands with it, of status and memo.
    """

    guid: str
    start: int
    end: int
    code: str
    user: str
    at: str = ""
    description: str = ""


@dataclass(frozen=True)
class Source:
    """A text of a project. text: as the file holds it, without a byte order mark; None where the file has none.

    marked: whether the file began with a byte order mark. why: for a source without text, what it is.
    """

    guid: str
    name: str
    text: str | None
    codings: tuple[Coding, ...] = ()
    marked: bool = False
    why: str = ""


@dataclass(frozen=True)
class Case:
    """A case: a participant (named), or what is told of one text (unnamed). values: variable → value."""

    guid: str
    name: str
    values: dict[str, str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """A project. left: kind of thing → how many of it the file holds that are not taken."""

    name: str
    origin: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    description: str = ""
    at: str = ""
    left: dict[str, int] = field(default_factory=dict)

    def user(self, guid: str) -> User:
        """A user by GUID; one without a name where the file tells of none."""
        return next((one for one in self.users if one.guid == guid), User(guid, guid or "?"))
