"""``make lesson``: which notebook of a student's folder is opened."""

from __future__ import annotations

from pathlib import Path

from coding import paths
from coding.errors import CodingError
from coding.teaching.folder import CARD


def notebook(student: str, session: str = "1") -> Path:
    """The notebook of a session in a student's folder in class/; a code is found in capitals too, A01 as a01.

    Raises CodingError when no student is named, or there is no such folder or session.
    """
    if not student:
        raise CodingError("no student is named", mend="Write make lesson STUDENT=a01, with the code of the list.")
    homes = {card.parent.name.casefold(): card.parent for card in sorted(paths.students().glob(f"*/{CARD}"))}
    home = homes.get(student.casefold())
    if home is None:
        raise CodingError(
            f"{paths.shown(paths.students())}/ holds no student's folder {student!r}",
            mend=f"There are: {', '.join(path.name for path in homes.values()) or 'none'}.",
        )
    sessions = {path.name.split("_")[0]: path for path in sorted(home.glob("[0-9]_*.ipynb"))}
    if session not in sessions:
        raise CodingError(f"there is no session {session!r}", mend=f"There are: {', '.join(sessions) or 'none'}.")
    return sessions[session]
