"""The review, opened for the student whose folder is open."""

from __future__ import annotations

from coding.review import review
from coding.teaching import current, folder, material, partner, stumbles
from coding.teaching.feedback import Feedback, empty
from coding.teaching.words import say
from coding.upkeep import history


def code(district: str, mode: str = "suggestions") -> object:
    """The review of a district under the student's name and in the notebook's language; see `coding.review.review`.

    The course's own district is not opened with suggestions before its first transcript was read blind to the end.
    """
    if not district.strip():
        return Feedback("P.2", empty(say("which_district")), current.language())
    if mode == "suggestions" and district.strip() == material.DISTRICT and not partner.finished():
        return Feedback("3.1", empty(say("read_first", transcript=material.BLIND)), current.language())
    opened = review(district.strip(), folder.coder(), mode=mode, language=current.language())
    stumbles.tell_briefly()  # the review has its own way of telling faults
    return opened


class Lines(str):
    """Lines of text that a notebook shows as they are."""

    def __repr__(self) -> str:
        return str(self)


def trace(transcript: str = material.BLIND) -> Lines | Feedback:
    """The student's decisions on a transcript, line by line, undone ones too."""
    student, language = folder.coder(), current.language()
    if not any((one.coder, one.transcript) == (student, transcript) for one in material.study().decisions):
        return Feedback("6.1", empty(say("none_yet", transcript=transcript)), language)
    found = history.entries(material.DISTRICT, coder=student, transcript=transcript, lost=False)
    return Lines(history.shown(found, language, lost=False))
