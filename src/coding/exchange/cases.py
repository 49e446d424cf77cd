"""Cases of a project: what is told of each transcript, and the participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coding.exchange.model import Case, guid
from coding.files import Row
from coding.pipeline import Study

_TOLD = ("role", "role_en", "stakeholder", "level", "consent")


def source_guid(district: str, transcript: str) -> str:
    return guid("source", district, transcript)


def case_guid(district: str, participant: str) -> str:
    return guid("case", district, participant)


def of_transcripts(study: Study) -> Iterator[Case]:
    """An unnamed case for each text: programs read its values as variables of the text."""
    for row in study.transcripts:
        name = row["transcript"]
        values = {key: row[key] for key in ("stakeholder", "level", "method", "date")}
        values["reconstructed"] = str(study.district.reconstructed).lower()
        yield Case(guid("variables", study.name, name), "", values, (source_guid(study.name, name),))


def of_participants(study: Study, *, everything: bool) -> Iterator[Case]:
    """A named case for each participant. everything: the role, too, of those who let out no words of theirs."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in study.people:
        rows[row["participant"]].append(row)
    alone = {row["transcript"]: row["participants"] for row in study.transcripts}
    for participant, found in rows.items():
        # A whole text belongs to a case only where nobody else is asked in it.
        names = [row["transcript"] for row in found if alone.get(row["transcript"]) == participant]
        texts = tuple(source_guid(study.name, name) for name in names)
        shown = everything or all(study.consent.quote(row["transcript"], participant) for row in found)
        values = {key: found[0].get(key, "") for key in _TOLD if shown or not key.startswith("role")}
        yield Case(case_guid(study.name, participant), participant, values, texts)
