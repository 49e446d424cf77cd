"""A district as a project of REFI-QDA: texts, codes, each coder's codings, participants and variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coding import __version__
from coding.decisions.codings import deciders, places_of, segments_of
from coding.decisions.decision import CONSENSUS
from coding.decisions.replay import Standing
from coding.exchange import cases, notes, released
from coding.exchange.codebook_export import code_guid, codes
from coding.exchange.describing import description
from coding.exchange.model import (
    DEMONSTRATION,
    MACHINE,
    ORIGIN,
    STRUCTURE,
    Code,
    Coding,
    Project,
    Source,
    User,
    guid,
)
from coding.exchange.released import Released
from coding.files import Row
from coding.pipeline import Study


@dataclass(frozen=True)
class Choice:
    """What is exported. language: of names and definitions. team: everything, else what consent allows to leave.

    suggestions: the machine's too, under a user who is named so. turns: a code a participant, over their turns.
    """

    language: str = "id"
    team: bool = False
    suggestions: bool = False
    turns: bool = False


class Building:
    """The parts of a project, from a district's study as its inputs are now.

    suggestions: rows as of suggestions.csv. withheld: codings whose words are not released.
    """

    def __init__(self, study: Study, suggestions: Sequence[Row], choice: Choice) -> None:
        self.study, self.choice = study, choice
        self.suggestions = _strongest(suggestions)
        self.withheld = 0

    def project(self) -> Project:
        """The whole project; offsets refer to the texts as they are released."""
        study = self.study
        codings = self.codings
        used = {one.user for found in codings.values() for one in found}
        sources = tuple(
            Source(cases.source_guid(study.name, name), name, self.texts[name].text, tuple(codings[name]))
            for name in study.texts
        )
        return Project(
            name=study.district.title[self.choice.language],
            origin=f"{ORIGIN} {__version__}",
            users=tuple(one for one in self.users if one.guid in used or one.name == STRUCTURE),
            codes=self.codes,
            sources=sources,
            cases=(*cases.of_transcripts(study), *cases.of_participants(study, everything=self.choice.team)),
            description=description(study, self.texts, self.choice.team, withheld=self.withheld),
            at=self.at,
        )

    @cached_property
    def at(self) -> str:
        """The time of the latest decision, or the day of the latest transcript: never that of the export."""
        made = [_seconds(one.decision.at) for one in self.study.replay.standing if one.decision]
        return max(made, default=max((f"{row['date']}T00:00:00Z" for row in self.study.transcripts), default=""))

    def user_guid(self, coder: str) -> str:
        return guid("user", self.study.name, coder)

    @cached_property
    def users(self) -> list[User]:
        """Whoever may have coded. What is no person says so in its name."""
        demonstration = {coder for coder, row in self.study.coders.items() if row["kind"] != "human"}
        settled = {person for one in self.study.replay.standing if one.coder == CONSENSUS for person in deciders(one)}
        if settled and settled <= demonstration:
            demonstration.add(CONSENSUS)
        coders = [*sorted(self.study.coders), CONSENSUS]
        named = [(one, f"{one} ({DEMONSTRATION})" if one in demonstration else one) for one in coders]
        found = [User(self.user_guid(coder), name, coder) for coder, name in named]
        return [*found, User(guid("user", MACHINE), MACHINE, "machine"), User(guid("user", STRUCTURE), STRUCTURE, "-")]

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        found = codes(self.study.codebook, self.choice.language)
        if not self.choice.turns:
            return found
        name = {"id": "Peserta", "en": "Participants"}[self.choice.language]
        people = dict.fromkeys(row["participant"] for row in self.study.people)
        below = tuple(Code(cases.case_guid(self.study.name, one), f"@{one}") for one in people)
        return (*found, Code(guid("code", self.study.name, STRUCTURE), f"@ {name}", codable=False, children=below))

    # Texts

    @cached_property
    def texts(self) -> dict[str, Released]:
        """transcript → its text as it leaves."""
        if self.choice.team:
            return {name: released.whole(text) for name, text in self.study.texts.items()}
        return {
            name: released.by_consent(
                name, text, self.study.turns[name], self._authors[name], self._quotes[name], self.study.consent
            )
            for name, text in self.study.texts.items()
        }

    @cached_property
    def _authors(self) -> dict[str, dict[int, str]]:
        """transcript → number of a turn → who speaks, in a document its author."""
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for row in self.study.segments:
            found[row["transcript"]][int(row["turn"])] = row["speaker"]
        return found

    @cached_property
    def _quotes(self) -> dict[str, dict[int, list[tuple[int, int]]]]:
        """transcript → number of a turn → spans in it that people coded."""
        found: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for one in self.study.replay.standing:
            for turn in self.study.turns[one.transcript]:
                if turn.start <= one.start < one.end <= turn.end:
                    found[one.transcript][turn.number].append((one.start, one.end))
        return found

    # Codings

    @cached_property
    def codings(self) -> dict[str, list[Coding]]:
        """transcript → codings, in the order of the text, those of each coder by themselves."""
        found: dict[str, list[Coding]] = {name: [] for name in self.study.texts}
        for name, one in [*self._of_coders(), *self._of_machine(), *self._of_turns()]:
            if place := self.texts[name].place(one.start, one.end):
                start, end = place
                found[name].append(Coding(one.guid, start, end, one.code, one.user, one.at, one.description))
            else:
                self.withheld += 1
        return {name: sorted(some, key=lambda one: (one.start, one.end, one.guid)) for name, some in found.items()}

    def _of_coders(self) -> Iterator[tuple[str, Coding]]:
        for one in self.study.replay.standing:
            name = guid("coding", self.study.name, one.coder, one.transcript, f"{one.start}-{one.end}", one.indicator)
            code = code_guid(self.study.codebook, one.indicator, one.subcode)
            at = _seconds(one.decision.at) if one.decision else self.at
            note = notes.written(notes.Note(one.status, self._keyword(one), self._memo(one)))
            yield one.transcript, Coding(name, one.start, one.end, code, self.user_guid(one.coder), at, note)

    def _of_machine(self) -> Iterator[tuple[str, Coding]]:
        for (segment, indicator), row in self.suggestions.items() if self.choice.suggestions else ():
            place = self.study.by_segment[segment]
            note = notes.written(notes.Note(row["status"], row["keyword"], MACHINE))
            name = guid("suggestion", self.study.name, segment, indicator)
            start, end = int(place["start"]), int(place["end"])
            code = code_guid(self.study.codebook, indicator)
            yield row["transcript"], Coding(name, start, end, code, guid("user", MACHINE), self.at, note)

    def _of_turns(self) -> Iterator[tuple[str, Coding]]:
        people = {row["participant"] for row in self.study.people}
        for name, turns in self.study.turns.items() if self.choice.turns else ():
            for turn in turns:
                speaker = self._authors[name].get(turn.number, turn.speaker)
                if speaker in people and turn.start < turn.end:
                    key = guid("turn", self.study.name, name, str(turn.number))
                    code = cases.case_guid(self.study.name, speaker)
                    yield name, Coding(key, turn.start, turn.end, code, guid("user", STRUCTURE), self.at)

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int, str]]]:
        return places_of(self.study.segments)

    def _keyword(self, one: Standing) -> str:
        """The keyword of the suggestion that was accepted; nothing where the coder came to it without one."""
        if not one.decision or one.decision.action != "accept":
            return ""
        segments = segments_of(one.start, one.end, self._places.get(one.transcript, []))
        rows = [self.suggestions.get((segment, one.indicator)) for segment in segments]
        return next((row["keyword"] for row in rows if row), "")

    def _memo(self, one: Standing) -> str:
        """The memo; it may quote anybody in the transcript, so it stays where not all of them agreed."""
        return one.memo if self.choice.team or self.study.consent.whole(one.transcript, "") else ""


def _seconds(at: str) -> str:
    """A time of a decision without fractions, which some programs cannot read."""
    return f"{at[:19]}Z"


def _strongest(suggestions: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The strongest suggestion of each segment and indicator."""
    found: dict[tuple[str, str], Row] = {}
    for row in suggestions:
        key = row["segment"], row["indicator"]
        if key not in found or float(row["score"]) > float(found[key]["score"]):
            found[key] = row
    return found
