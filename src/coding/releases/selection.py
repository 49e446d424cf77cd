"""What of a district leaves: its people, texts, segments, codings and decisions, each as far as consent allows.

The result is a study like any other, on the released texts; whatever is written of a release is written of that one,
which knows nothing of the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coding import pipeline
from coding.check import personal_data
from coding.decisions.decision import Decision
from coding.districts import districts
from coding.errors import together
from coding.evidence_browser import rows
from coding.evidence_browser.release import Excerpt
from coding.files import Row, as_written, sha256
from coding.pipeline import Study
from coding.releases import leaks, logs, texts
from coding.releases.texts import Reason, ReleasedText
from coding.suggestions.suggest import suggest
from coding.transcripts import consent, formats, speakers

KINDS = ("participants", "transcripts", "turns", "segments", "codings", "decisions", "memos")


@dataclass(frozen=True)
class Selection:
    """What leaves. study: all of it, as a study. logs: coder → decisions. released, held: how many leave, and how many
    do not, by kind and reason."""

    study: Study
    logs: dict[str, list[Decision]]
    texts: dict[str, ReleasedText]
    search: leaks.Search
    released: Mapping[str, int]
    held: Mapping[tuple[str, str], int]


def fresh(name: str) -> Study:
    """A district as its inputs are now, built files aside. Raises Faults with every fault of the inputs."""
    found = pipeline.examine(name)
    if found.faults:
        raise together(found.faults)
    study = found.study
    study.__dict__["suggestions"] = as_written(
        (one.row() for one in suggest(study.talks(), study.codebook)), "suggestions"
    )
    study.__dict__["codings"] = as_written(pipeline.coding_rows(study, study.suggestions), "codings")
    return study


def select(study: Study, allowed: Collection[str] = ()) -> Selection:
    """What leaves of a study. allowed: traces of persons that somebody looked at and took for harmless."""
    quotable = [one for one in study.codings if one["source"] != "machine" or _whole(study, one)]
    excerpts = rows.release(_study(study, **_everything(study), codings=quotable)).excerpts
    shown = {
        name: text for name in study.texts if (text := _text(study, name, [one for at, one in excerpts if at == name]))
    }
    people = [one for one in study.people if one["transcript"] in shown and _speaks(study, one)]
    searched = _search(study, shown, people, allowed)
    held: Counter[tuple[str, str]] = Counter()
    segments = _segments(study, shown, held)
    kept = logs.released(study, shown, searched, held)
    made = _study(
        study,
        people=people,
        consent=consent.load(people),
        texts={name: one.text for name, one in shown.items()},
        transcripts=[_transcript(one, people, shown) for one in study.transcripts if one["transcript"] in shown],
        segments=segments,
        codings=_codings(study, quotable, shown, searched, held, {one["segment"] for one in segments}),
        suggestions=[],
        decisions=[one for lines in kept.values() for one in lines],
    )
    _count(study, made, excerpts, held)
    released = {
        "participants": len(people),
        "transcripts": len(shown),
        "turns": sum(bool(one.spans) for name, one in excerpts if name in shown),
        "segments": len(segments),
        "codings": len(made.codings),
        "decisions": len(made.decisions),
        "memos": sum(bool(one["memo"]) for one in made.codings),
    }
    return Selection(made, kept, shown, searched, released, held)


def _study(base: Study, **given: Any) -> Study:
    """A study of what is given; it shares with its base only what has nothing to do with what was said."""
    made = Study(base.name)
    shared = {name: getattr(base, name) for name in ("district", "codebook", "directory", "coders")}
    made.__dict__.update(shared | given)
    return made


def _everything(study: Study) -> dict[str, Any]:
    return {name: getattr(study, name) for name in ("people", "texts", "turns", "segments", "transcripts", "consent")}


def _whole(study: Study, coding: Row) -> bool:
    return study.consent.whole(coding["transcript"], study.speakers[coding["segment"]])


def _speaks(study: Study, person: Row) -> bool:
    """Whether anything that a participant says, or asks, may leave."""
    return study.consent.quote(person["transcript"], person["participant"]) or person["level"] == "interviewer"


def _text(study: Study, name: str, excerpts: Sequence[Excerpt]) -> ReleasedText | None:
    """The released text; None where no informant releases anything, so that not even the transcript is named."""
    informants = [one for one in study.people if one["transcript"] == name and one["level"] != "interviewer"]
    if not any(study.consent.quote(name, one["participant"]) for one in informants):
        return None
    if study.consent.strictest[name] == "public":
        return texts.whole(study.texts[name])
    return texts.build(study.texts[name], [(one, _reason(study, name, one)) for one in excerpts])


def _reason(study: Study, transcript: str, one: Excerpt) -> Reason:
    if one.turn.kind == "withdrawn":
        return "withdrawn"
    if one.turn.kind in ("interviewer", "group"):
        return "interviewer"
    return "quotes" if study.consent.of(transcript, one.speaker) == "quotes" else "consent"


def _search(
    study: Study, shown: Mapping[str, ReleasedText], people: Sequence[Row], allowed: Collection[str]
) -> leaks.Search:
    nothing = ReleasedText("", ())
    withheld = [
        part
        for name, text in study.texts.items()
        for part in texts.withheld(text, shown.get(name, nothing), study.turns[name])
    ]
    said = [study.texts[name][one.start : one.end] for name, text in shown.items() for one in text.pieces]
    directory = study.directory.stakeholders.values()
    named = [name for one in directory for name in (*one.name.values(), *one.short.values())]
    # Headings, which are held back, often repeat the roles of participants.csv, which are not.
    named += [f"{row['participant']} {row[key]}" for row in people for key in ("role", "role_en")]
    there = {row["participant"] for row in study.people if row["transcript"] in shown} | set(shown)
    absent = {row[key] for row in study.people for key in ("transcript", "participant")} - there
    no_name = personal_data.no_names({part.form for one in directory for phrase in one.variants for part in phrase})
    # A name without a digit may be any word.
    names = {name for name in absent if any(sign.isdigit() for sign in name) and len(name) > 2}
    return leaks.search(
        [*withheld, *_withdrawn(study)], [*said, *named, *texts.MARKS.values()], names, no_name, allowed
    )


def _withdrawn(study: Study) -> list[str]:
    """What participants said who withdrew: it stands in the original files only, and must be nowhere else."""
    names = {row["transcript"] for row in study.people if row["consent"] == consent.WITHDRAWN}
    said = []
    for path in districts.sources(study.name):
        if path.stem in names:
            text = formats.read(path)
            turns, _ = speakers.survey(text, [row for row in study.people if row["transcript"] == path.stem])
            said += [text[turn.start : turn.end] for turn in turns if turn.kind == "withdrawn"]
    return said


def _transcript(row: Row, people: Sequence[Row], shown: Mapping[str, ReleasedText]) -> Row:
    informants = [one for one in people if one["transcript"] == row["transcript"] and one["level"] != "interviewer"]
    keys = {"stakeholder": "stakeholder", "level": "level", "participants": "participant"}
    told = {name: ";".join(dict.fromkeys(one[key] for one in informants if one[key])) for name, key in keys.items()}
    text = shown[row["transcript"]].text
    return {**row, **told, "text_sha256": sha256(text), "words": str(len(text.split()))}


def _segments(study: Study, shown: Mapping[str, ReleasedText], held: Counter[tuple[str, str]]) -> list[Row]:
    found = []
    for row in study.segments:
        text = shown.get(row["transcript"])
        place = text.covering(int(row["start"]), int(row["end"])) if text else None
        if text and place:
            start, end = place
            found.append({**row, "start": str(start), "end": str(end), "text": text.text[start:end]})
        else:
            held["segments", _why(study, row["transcript"], row["speaker"])] += 1
    return found


def _codings(
    study: Study,
    quotable: Sequence[Row],
    shown: Mapping[str, ReleasedText],
    searched: leaks.Search,
    held: Counter[tuple[str, str]],
    segments: Collection[str],
) -> list[Row]:
    chosen = {one["coding"] for one in quotable}
    found = []
    for row in study.codings:
        text = shown.get(row["transcript"])
        place = text.place(int(row["start"]), int(row["end"])) if text and row["coding"] in chosen else None
        if not (text and place and row["segment"] in segments):
            why = _why(study, row["transcript"], study.speakers[row["segment"]])
            held["codings", "machine" if why == "quotes" and row["source"] == "machine" else why] += 1
            continue
        start, end = place
        memo = row["memo"] if logs.may_tell(row["memo"], text, searched) else ""
        held["memos", "memo"] += row["memo"] != memo
        told = {"start": str(start), "end": str(end), "quote": text.text[start:end], "memo": memo}
        found.append({**row, **told})
    return found


def _why(study: Study, transcript: str, speaker: str) -> str:
    return "quotes" if study.consent.of(transcript, speaker) == "quotes" else "consent"


def _count(study: Study, made: Study, excerpts: Sequence[tuple[str, Excerpt]], held: Counter[tuple[str, str]]) -> None:
    for name, one in excerpts:
        if not one.spans or name not in made.texts:
            held["turns", _reason(study, name, one)] += 1
    for row in study.people:
        if not (row["transcript"] in made.texts and _speaks(study, row)):
            held["participants", "withdrawn" if row["consent"] == consent.WITHDRAWN else "consent"] += 1
    held["transcripts", "consent"] += len(study.transcripts) - len(made.texts)
