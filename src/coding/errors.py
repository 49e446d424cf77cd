"""One family of errors: each says where, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class CodingError(Exception):
    """A fault in the data, the codebook or the command that its author can mend.

    problem: what is wrong, in words for a researcher.
    file, line: where it stands (line counted from 1), if it stands in a file.
    mend: what to do about it.

    >>> print(CodingError("the role code XY9 is unknown", file="a.txt", line=3, mend="Add it."))
    a.txt, line 3: the role code XY9 is unknown. Add it.
    """

    def __init__(
        self, problem: str, *, file: str | Path | None = None, line: int | None = None, mend: str = ""
    ) -> None:
        self.problem, self.file, self.line, self.mend = problem, file, line, mend
        place = "" if file is None else str(file)
        if place and line is not None:
            place += f", line {line}"
        message = f"{place}: {problem}" if place else problem
        super().__init__(message.rstrip(".") + "." + (f" {mend}" if mend else ""))


class TranscriptError(CodingError):
    """A transcript cannot be read, or its speakers are not those of participants.csv."""


class CodebookError(CodingError):
    """The codebook breaks its own rules."""


class TableError(CodingError):
    """A table lacks a column, or a cell holds what its description forbids."""


class DecisionError(CodingError):
    """A decision cannot be replayed on the text as it is now."""


class PaperError(CodingError):
    """The paper asks for what is not there, or cannot be set."""


class Faults(CodingError):
    """Several faults at once, one a line."""

    def __init__(self, faults: list[CodingError]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def apart(faults: Iterable[CodingError]) -> list[CodingError]:
    """The single faults, several that were raised as one taken apart; each once, in the order of files and lines."""
    single = [one for fault in faults for one in (fault.faults if isinstance(fault, Faults) else [fault])]
    once = {str(fault): fault for fault in single}
    return sorted(once.values(), key=lambda fault: (str(fault.file or ""), fault.line or 0))


def together(faults: Iterable[CodingError]) -> CodingError:
    """The one fault itself, or several as one error."""
    single = apart(faults)
    return single[0] if len(single) == 1 else Faults(single)
