"""Exercises judged by the work itself: the student's own log of decisions, or their own district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from coding import paths, pipeline, yamls
from coding.decisions import codings
from coding.decisions.decision import CONSENSUS, OF_A_CODING
from coding.decisions.replay import Standing
from coding.labels import Text, text
from coding.review import items
from coding.teaching import answers, folder, material
from coding.teaching.exercises import Exercise
from coding.teaching.feedback import Judgement, empty, judged, not_yet, right
from coding.teaching.material import BLIND, DISTRICT, SHOWN
from coding.teaching.words import say

FEWEST, MOST_SHARE, MEMOS, INDICATORS = 10, 0.9, 3, 5
LISTED = 6  # faults of a district shown at once


def _own(study: pipeline.Study, transcript: str) -> list[Standing]:
    student = folder.owner().name
    return [one for one in study.replay.standing if (one.coder, one.transcript) == (student, transcript)]


def _modes(study: pipeline.Study, transcript: str) -> Counter[str]:
    """How many codings were decided in each mode; marking a transcript as read is none."""
    mine = (folder.owner().name, transcript)
    return Counter(
        one.mode for one in study.decisions if (one.coder, one.transcript) == mine and one.action in OF_A_CODING
    )


def _unfinished(study: pipeline.Study, transcript: str) -> list[Text]:
    if folder.owner().name in study.replay.completed.get(transcript, ()):
        return []
    return [say("unfinished", transcript=transcript)]


def blind() -> Judgement:
    """The first transcript, read and coded by oneself. Looks at how, not at whether it is what the teacher coded."""
    study = material.study()
    own, modes = _own(study, BLIND), _modes(study, BLIND)
    if not own:
        return empty(say("none_blind", transcript=BLIND))
    sentences = len([row for row in study.segments if row["transcript"] == BLIND])
    coded = len({segment for segment, _ in codings.in_segments(own, study.segments)})
    remarks = _unfinished(study, BLIND)
    if modes["suggestions"]:
        remarks.append(say("not_blind", transcript=BLIND))
    if coded < FEWEST:
        remarks.append(say("few", coded=coded, sentences=sentences))
    if coded > MOST_SHARE * sentences:
        remarks.append(say("many"))
    return judged(remarks + _variety(own), say("blind_done", coded=coded, sentences=sentences))


def _variety(own: list[Standing]) -> list[Text]:
    statuses, indicators = {one.status for one in own}, {one.indicator for one in own}
    memos = sum(bool(one.memo.strip()) for one in own)
    remarks = []
    if len(statuses) == 1:
        remarks.append(say("one_status"))
    if len(indicators) < INDICATORS:
        remarks.append(say("few_indicators", indicators=len(indicators)))
    if memos < MEMOS:
        remarks.append(say("few_memos", memos=memos, least=MEMOS))
    return remarks


def shown() -> Judgement:
    """The second transcript, with suggestions on the screen: were they judged, or only taken?"""
    study, student = material.study(), folder.owner().name
    mine = [one for one in study.decisions if (one.coder, one.transcript) == (student, SHOWN)]
    if not mine:
        return empty(say("none_shown", transcript=SHOWN))
    proposed = {
        (one.segment, one.indicator): one.status
        for one in items.from_suggestions(study.suggestions, study.segments)
        if one.transcript == SHOWN
    }
    held = {key: one[0].status for key, one in codings.in_segments(_own(study, SHOWN), study.segments).items()}
    taken, changed = proposed.keys() & held.keys(), sum(proposed.get(key) != status for key, status in held.items())
    remarks = _unfinished(study, SHOWN)
    if len(taken) == len(proposed):
        remarks.append(say("none_rejected"))
    if not changed:
        remarks.append(say("none_changed"))
    return judged(remarks, say("shown_done", taken=len(taken), left=len(proposed) - len(taken), changed=changed))


def consensus() -> Judgement:
    """Differences with the partner, settled one by one in the mode consensus."""
    study = material.study()
    if len(study.replay.completed.get(BLIND, set()) - {CONSENSUS}) < 2:
        return empty(say("alone", transcript=BLIND))
    found = items.from_differences(study.replay, study.segments)
    differences = {(one.segment, one.indicator) for one in found if one.transcript == BLIND}
    settled = codings.in_segments((one for one in study.replay.settled if one.coder == CONSENSUS), study.segments)
    still = [key for key in differences if key not in settled and (key[0], "") not in settled]
    if differences and len(still) == len(differences):
        return empty(say("none_settled", differences=len(differences)))
    remarks = [say("still_open", open=len(still), differences=len(differences))] if still else []
    made = [one for one in study.decisions if one.coder == CONSENSUS and one.action not in ("undo", "redo", "complete")]
    if 2 * sum(bool(one.memo.strip()) for one in made) < len(made):
        remarks.append(say("no_reasons"))
    return judged(remarks, say("consensus_done"))


def evidence(exercise: Exercise, answer: Any) -> Judgement:
    """Segments for and against a statement on one cell of the matrix: do they stand there, and do they say so?"""
    body = exercise.body
    cell = {
        row["segment"]: row["status"]
        for row in material.shipped().codings
        if row["stakeholder"] == body["stakeholder"] and row["indicator"] == body["indicator"]
    }
    given = {answers.plain(key): value for key, value in answer.items()} if isinstance(answer, Mapping) else {}
    remarks: list[Text] = []
    for side in ("for", "against"):
        names = [side, *map(answers.plain, body[side].text("name").values())]
        said = next((given[name] for name in names if name in given), "")
        remarks += _side(_segments(said), body[side], cell)
    return judged(remarks, exercise.right)


def _segments(said: Any) -> list[str]:
    parts = said if isinstance(said, (list, tuple, set)) else str(said).replace(";", ",").split(",")
    return list(dict.fromkeys(str(part).strip().upper() for part in parts if not answers.is_empty(str(part))))


def _side(names: list[str], part: yamls.Mapping, cell: Mapping[str, str]) -> list[Text]:
    known, remarks = material.shipped().by_segment, []
    for one in names:
        if one not in known:
            remarks.append(say("unknown_segment", segment=one))
        elif one not in cell:
            remarks.append(say("other_cell", segment=one))
        elif cell[one] not in part["statuses"]:
            remarks.append({language: f"{one}: {said}" for language, said in part.text("wrong").items()})
    least = min(int(part["least"]), sum(status in part["statuses"] for status in cell.values()))
    if len(names) < least and not remarks:
        name = part.text("name")
        remarks.append({language: f"{name[language]}: {said}" for language, said in part.text("more").items()})
    return remarks


def district(exercise: Exercise, name: str) -> Judgement:
    """A district of one's own: the faults that ``make check`` would list."""
    name = name.strip()
    if name in (DISTRICT, material.SHIPPED):
        return not_yet(say("course_district"))
    if name not in paths.districts():
        return not_yet(say("no_district", name=name), exercise.look)
    faults = pipeline.check(name)
    if faults:
        return not_yet(*(text(str(one), str(one)) for one in faults[:LISTED]))
    return right(exercise.right)
