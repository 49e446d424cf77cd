"""Codings and suggestions as rows of the page: where they stand in what is released, and who decided what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coding.decisions.codings import deciders, what_stands
from coding.decisions.replay import Standing
from coding.evidence_browser.release import Excerpt, excerpt
from coding.files import Row
from coding.pipeline import Study

CODING = ("coding", "turn", "start", "end", "indicator", "subcode", "status", "source", "stakeholder", "held")
SUGGESTION = ("turn", "start", "end", "indicator", "status", "keyword", "score", "cue", "reason", "coding")
HELD = ("coder", "by", "status", "subcode", "memo")


@dataclass(frozen=True)
class Released:
    """All excerpts of a district in the order of its transcripts, and which of them holds a segment."""

    excerpts: list[tuple[str, Excerpt]]
    of_segment: Mapping[str, int]


def release(study: Study) -> Released:
    """Every turn of every transcript, cut down to what consent releases."""
    turn_of = {row["segment"]: (row["transcript"], int(row["turn"])) for row in study.segments}
    speakers = {turn_of[row["segment"]]: row["speaker"] for row in study.segments}
    quotes = defaultdict(list)
    for coding in study.codings:
        quotes[turn_of[coding["segment"]]].append((int(coding["start"]), int(coding["end"])))
    excerpts: list[tuple[str, Excerpt]] = []
    numbers = {}
    for transcript, turns in study.turns.items():
        for turn in turns:
            key = transcript, turn.number
            speaker = speakers.get(key, turn.speaker)
            numbers[key] = len(excerpts)
            one = excerpt(turn, speaker, study.texts[transcript], quotes[key], study.consent, transcript)
            excerpts.append((transcript, one))
    return Released(excerpts, {segment: numbers[key] for segment, key in turn_of.items()})


def codings(study: Study, released: Released) -> list[list[Any]]:
    """Rows of CODING, in the order of codings.csv; those whose words are not released are left out."""
    stands = what_stands(study.replay, study.segments)
    rows = []
    for coding in study.codings:
        place = _place(study, released, coding)
        if place:
            held = _held(study, coding, stands.get((coding["segment"], coding["indicator"]), []))
            told = [coding[name] for name in ("indicator", "subcode", "status", "source", "stakeholder")]
            rows.append([coding["coding"], *place, *told, held])
    return rows


def _place(study: Study, released: Released, row: Row) -> tuple[int, int, int] | None:
    number = released.of_segment[row["segment"]]
    text = study.texts[row["transcript"]]
    place = released.excerpts[number][1].place(int(row["start"]), int(row["end"]), text)
    return place and (number, *place)


def _held(study: Study, coding: Row, standing: Sequence[Standing]) -> list[list[Any]]:
    """Rows of HELD. A memo may quote anybody in the transcript: it is None where not all of them agreed."""
    agreed = study.consent.whole(coding["transcript"], "")
    ordered = sorted(standing, key=lambda one: (one.coder, one.start, one.end))
    return [
        [
            one.coder,
            deciders(one) if one.by else [],
            one.status,
            one.subcode,
            one.memo if agreed or not one.memo else None,
        ]
        for one in ordered
    ]


def suggestions(
    study: Study, released: Released, numbers: Mapping[tuple[str, str], int], language: str
) -> list[list[Any]]:
    """Rows of SUGGESTION. numbers: (segment, indicator) → number of its coding.

    Cue and reason may repeat words from elsewhere in the transcript, as a memo may: they are None like those.
    """
    rows = []
    for one in study.suggestions:
        place = _place(study, released, one)
        if place:
            agreed = study.consent.whole(one["transcript"], "")
            why = [one["cue"], one[f"reason_{language}"]] if agreed else [None, None]
            coding = numbers.get((one["segment"], one["indicator"]), -1)
            rows.append([*place, one["indicator"], one["status"], one["keyword"], one["score"], *why, coding])
    return rows
