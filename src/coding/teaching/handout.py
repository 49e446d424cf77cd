"""``make class``: a folder for each student; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coding import messages, paths
from coding.errors import CodingError
from coding.teaching import folder, roster
from coding.teaching.folder import CARD, Student


@dataclass
class HandedOut:
    """What became of each student: made, kept as it was, or not possible."""

    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    faults: list[CodingError] = field(default_factory=list)

    def told(self, language: str) -> str:
        """How many folders were made, and whose were there already."""
        made = messages.translated(f"{len(self.made)} folders made in {paths.shown(paths.students())}/", language)
        if not self.kept:
            return made
        kept = messages.translated(f"{len(self.kept)} left as they were: {', '.join(self.kept)}", language)
        return f"{made}, {kept}"


def hand_out(students: Sequence[Student]) -> HandedOut:
    """Make the folders that are not there yet. Nothing that exists is written to."""
    told = HandedOut()
    new = []
    for one in students:
        if (paths.students() / one.name / CARD).exists():
            told.kept.append(one.name)
        else:
            new.append(one)
    if new:
        with folder.template() as ready:
            for one in new:
                try:
                    folder.make(paths.students() / one.name, one, ready)
                    told.made.append(one.name)
                except CodingError as fault:
                    told.faults.append(fault)
    (paths.students() / "returned").mkdir(parents=True, exist_ok=True)
    roster.keep([one for one in students if one.name in (*told.made, *told.kept)])
    return told
