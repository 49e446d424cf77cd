"""What participants allow to leave the team: whole turns, coded quotes only, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coding.files import Row

# Where a participant who withdrew has spoken; participants.csv says so of them.
WITHDRAWN = "withdrawn"
PLACEHOLDER = "[ditarik / withdrawn]"

Release = Literal["internal", "quotes", "public"]
RELEASES: tuple[Release, ...] = ("internal", "quotes", "public")  # from the strictest


@dataclass(frozen=True)
class Consent:
    """The consent of everybody in a district's transcripts, from participants.csv.

    What an interviewer or a chorus says may repeat any informant's words: it is released as far as the strictest of
    the transcript's participants allows. Whoever participants.csv does not name is treated so, too.
    """

    given: dict[tuple[str, str], Release]
    strictest: dict[str, Release]
    interviewers: frozenset[tuple[str, str]]

    def of(self, transcript: str, speaker: str) -> Release:
        """What may be shown of a speaker's words in a transcript; nothing when the transcript is unknown."""
        everybody = self.strictest.get(transcript, "internal")
        if (transcript, speaker) in self.interviewers:
            return everybody
        return self.given.get((transcript, speaker), everybody)

    def whole(self, transcript: str, speaker: str) -> bool:
        """Whether a speaker's turns may be shown, coded or not."""
        return self.of(transcript, speaker) == "public"

    def quote(self, transcript: str, speaker: str) -> bool:
        """Whether a coded quote of a speaker may be shown."""
        return self.of(transcript, speaker) != "internal"


def load(people: Iterable[Row]) -> Consent:
    """people: rows of participants.csv."""
    given: dict[tuple[str, str], Release] = {}
    strictest: dict[str, Release] = {}
    interviewers = set()
    for person in people:
        key = person["transcript"], person["participant"]
        agreed = person["consent"]
        release: Release = "internal" if agreed == WITHDRAWN else agreed  # type: ignore[assignment]
        given[key] = release
        strictest[key[0]] = min(strictest.get(key[0], "public"), release, key=RELEASES.index)
        if person["level"] == "interviewer":
            interviewers.add(key)
    return Consent(given, strictest, frozenset(interviewers))
