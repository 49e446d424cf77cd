"""Decisions: what a person decided on a span of text; appended, never rewritten; replayed into codings."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from coding.codes import STATUSES, Codebook
from coding.errors import DecisionError
from coding.files import Row, read_text
from coding.paths import shown

Action = Literal["accept", "reject", "change", "add", "complete"]
CONTEXT = 32


@dataclass(frozen=True)
class Decision:
    """One line of decisions/<coder>.jsonl.

    accept, add: the coding (span, indicator) stands from now on. change: it replaces what the same coder had on
    the same span (of the indicator `replaces`, when given). reject: it does not stand. complete: the coder has
    read the whole transcript; what is not coded is meant not to be (span empty).
    quote, prefix, suffix: the words coded and up to 32 characters around them, to find the place again.
    """

    at: str
    coder: str
    transcript: str
    text_sha256: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    indicator: str
    action: Action
    status: str
    memo: str
    subcode: str = ""
    replaces: str = ""


_REQUIRED = tuple(Decision.__dataclass_fields__)[:-2]


def decide(
    text: str,
    text_sha256: str,
    transcript: str,
    coder: str,
    at: str,
    action: Action,
    *,
    start: int = 0,
    end: int = 0,
    indicator: str = "",
    status: str = "",
    memo: str = "",
    subcode: str = "",
    replaces: str = "",
) -> Decision:
    """A decision on ``text[start:end]``, with its quote and the words around it."""
    return Decision(
        at=at,
        coder=coder,
        transcript=transcript,
        text_sha256=text_sha256,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start] if end else "",
        suffix=text[end : end + CONTEXT] if end else "",
        indicator=indicator,
        action=action,
        status=status,
        memo=memo,
        subcode=subcode,
        replaces=replaces,
    )


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to a log and flush them to the disk before returning."""
    lines = "".join(json.dumps(_as_json(one), ensure_ascii=False) + "\n" for one in decisions)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _as_json(decision: Decision) -> dict[str, Any]:
    fields = asdict(decision)
    if decision.indicator.isdecimal():
        fields["indicator"] = int(decision.indicator)
    return {key: value for key, value in fields.items() if value != "" or key in _REQUIRED}


def load(path: Path, texts: Mapping[str, str], hashes: Mapping[str, str], codebook: Codebook) -> list[Decision]:
    """The decisions of one coder, each checked against the texts as they are now.

    Raises DecisionError naming file and line: no JSON, a missing field, an unknown transcript, indicator or
    status, a text that changed since, a quote that does not stand at its offsets.
    """
    decisions = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            decisions.append(_checked(line, number, path, texts, hashes, codebook))
    return decisions


def _checked(
    line: str,
    number: int,
    path: Path,
    texts: Mapping[str, str],
    hashes: Mapping[str, str],
    codebook: Codebook,
) -> Decision:
    def fault(problem: str, mend: str) -> DecisionError:
        return DecisionError(problem, file=shown(path), line=number, mend=mend)

    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise fault(f"this is no JSON ({error.msg})", "Restore the line from version control.") from error
    if not isinstance(fields, dict):
        raise fault("this is no JSON object", "Restore the line from version control.")
    for name in _REQUIRED:
        if name not in fields:
            raise fault(f"the field {name!r} is missing", "Restore the line from version control.")
    unknown = set(fields) - set(Decision.__dataclass_fields__)
    if unknown:
        raise fault(f"the field {min(unknown)!r} is unknown", "Remove it.")
    for name in ("start", "end"):
        if not isinstance(fields[name], int):
            raise fault(f"the field {name!r} is no whole number", "Restore the line from version control.")
    texts_of_line = {k: "" if v is None else str(v) for k, v in fields.items() if k not in ("start", "end")}
    one = Decision(**texts_of_line, start=fields["start"], end=fields["end"])  # type: ignore[arg-type]
    if one.coder != path.stem:
        raise fault(
            f"the coder {one.coder!r} is not the one of the file's name",
            f"Move the line to {one.coder}.jsonl.",
        )
    if one.action not in get_args(Action):
        raise fault(f"the action {one.action!r} is unknown", f"Use one of {', '.join(get_args(Action))}.")
    if one.transcript not in texts:
        raise fault(f"the transcript {one.transcript!r} does not exist", "Put its file back, or move the line away.")
    if one.text_sha256 != hashes[one.transcript]:
        raise fault(
            f"the text of {one.transcript} changed after this decision",
            "Restore the transcript, or decide anew on its new text.",
        )
    if one.action == "complete":
        return one
    if one.indicator not in codebook.codes:
        raise fault(f"the indicator {one.indicator!r} is unknown", f"Known: {', '.join(codebook.codes)}.")
    if one.subcode and one.subcode not in {sub.key for sub in codebook[one.indicator].subcodes}:
        raise fault(f"the subcode {one.subcode!r} is unknown", "See the codebook.")
    if one.action != "reject" and one.status not in STATUSES:
        raise fault(f"the status {one.status!r} is unknown", f"Use one of {', '.join(STATUSES)}.")
    if (
        not 0 <= one.start < one.end <= len(texts[one.transcript])
        or texts[one.transcript][one.start : one.end] != one.quote
    ):
        raise fault("the quote does not stand at its offsets", "Restore the line or the transcript.")
    return one


@dataclass(frozen=True)
class Standing:
    """A coding of one coder that stands after the replay."""

    coder: str
    transcript: str
    start: int
    end: int
    indicator: str
    status: str
    subcode: str
    memo: str


@dataclass(frozen=True)
class Replay:
    """What stands after all decisions, and who has read what to its end."""

    standing: list[Standing]
    begun: dict[str, set[str]]
    completed: dict[str, set[str]]


def replay(decisions: Sequence[Decision]) -> Replay:
    """Apply decisions in the order of time, so that logs merge to one result in whatever order they are read."""
    state: dict[tuple[str, str, int, int], dict[str, Standing]] = defaultdict(dict)
    begun: dict[str, set[str]] = defaultdict(set)
    completed: dict[str, set[str]] = defaultdict(set)
    # Lines of one log at one time keep their order; of two coders', the names decide.
    for one in sorted(decisions, key=lambda decision: (decision.at, decision.coder)):
        begun[one.transcript].add(one.coder)
        here = state[one.coder, one.transcript, one.start, one.end]
        if one.action == "complete":
            completed[one.transcript].add(one.coder)
            continue
        if one.action == "reject":
            here.pop(one.indicator, None)
            continue
        if one.action == "change":
            for indicator in [one.replaces] if one.replaces else list(here):
                here.pop(indicator, None)
        here[one.indicator] = Standing(
            one.coder, one.transcript, one.start, one.end, one.indicator, one.status, one.subcode, one.memo
        )
    standing = [coding for here in state.values() for coding in here.values()]
    standing.sort(key=lambda s: (s.transcript, s.start, s.end, s.indicator, s.coder))
    return Replay(standing, dict(begun), dict(completed))


def in_segments(standing: Iterable[Standing], segments: Sequence[Row]) -> dict[tuple[str, str], list[Standing]]:
    """Codings by (segment, indicator). A span belongs to the segments it covers by half, or else to the one it
    covers most."""
    by_transcript: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in segments:
        by_transcript[row["transcript"]].append((int(row["start"]), int(row["end"]), row["segment"]))
    found: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for coding in standing:
        overlaps = [
            (min(end, coding.end) - max(start, coding.start), end - start, name)
            for start, end, name in by_transcript[coding.transcript]
            if min(end, coding.end) > max(start, coding.start)
        ]
        names = [name for shared, length, name in overlaps if 2 * shared >= length]
        if not names and overlaps:
            names = [max(overlaps)[2]]
        for name in names:
            found[name, coding.indicator].append(coding)
    return found


def coding_rows(
    replayed: Replay,
    segments: Sequence[Row],
    suggestions: Sequence[Row],
    *,
    district: str,
    texts: Mapping[str, str],
    kinds: Mapping[str, str],
    people: Mapping[tuple[str, str], Row],
    reconstructed: bool,
) -> list[dict[str, Any]]:
    """Rows of codings.csv: one a segment and indicator.

    What coders decided stands; where they differ in status, it is `unclear` and the memo says who said what.
    A transcript that nobody has begun stands on the machine's suggestions, and its rows say so.
    kinds: coder → human or demonstration. people: (transcript, speaker) → row of participants.csv.
    """
    by_name = {row["segment"]: row for row in segments}
    rows = []
    for (name, indicator), held in in_segments(replayed.standing, segments).items():
        segment = by_name[name]
        start = max(min(one.start for one in held), int(segment["start"]))
        end = min(max(one.end for one in held), int(segment["end"]))
        rows.append(_row(segment, indicator, start, end, _merge(held), _source(held, kinds)))
    strongest: dict[tuple[str, str], Row] = {}
    for suggestion in suggestions:
        if suggestion["transcript"] not in replayed.begun:
            key = suggestion["segment"], suggestion["indicator"]
            if key not in strongest or _strength(suggestion) > _strength(strongest[key]):
                strongest[key] = suggestion
    for (name, indicator), suggestion in strongest.items():
        segment = by_name[name]
        merged = {"status": suggestion["status"], "coders": "", "memo": f"keyword: {suggestion['keyword']}"}
        rows.append(_row(segment, indicator, int(segment["start"]), int(segment["end"]), merged, "machine"))
    for row in rows:
        person = people[row["transcript"], row.pop("speaker")]
        row.update(
            district=district,
            method=person["method"],
            stakeholder=person["stakeholder"],
            level=person["level"],
            quote=texts[row["transcript"]][row["start"] : row["end"]],
            reconstructed=reconstructed,
        )
    return sorted(rows, key=lambda row: row["coding"])


def _row(segment: Row, indicator: str, start: int, end: int, merged: Mapping[str, str], source: str) -> dict[str, Any]:
    return {
        "coding": f"{segment['segment']}-c{indicator}",
        "transcript": segment["transcript"],
        "segment": segment["segment"],
        "speaker": segment["speaker"],
        "start": start,
        "end": end,
        "indicator": indicator,
        "source": source,
        **merged,
    }


def _merge(held: Sequence[Standing]) -> dict[str, str]:
    ordered = sorted(held, key=lambda one: (one.coder, one.start, one.end))
    statuses = {one.status for one in ordered}
    subcodes = {one.subcode for one in ordered}
    memos = [f"{one.coder}: {one.memo}" for one in ordered if one.memo]
    if len(statuses) > 1:
        memos.insert(0, ", ".join(f"{one.coder}: {one.status}" for one in ordered))
    return {
        "status": statuses.pop() if len(statuses) == 1 else "unclear",
        "subcode": subcodes.pop() if len(subcodes) == 1 else "",
        "coders": ";".join(sorted({one.coder for one in ordered})),
        "memo": " | ".join(memos),
    }


def _source(held: Sequence[Standing], kinds: Mapping[str, str]) -> str:
    return "human" if any(kinds[one.coder] == "human" for one in held) else "demonstration"


def _strength(suggestion: Row) -> tuple[bool, float, str]:
    return suggestion["status"] != "unclear", float(suggestion["score"]), suggestion["suggestion"]
