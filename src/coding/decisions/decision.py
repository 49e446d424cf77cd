"""Decisions: what a person decided on a span of text, as one line of a log; appended, never rewritten."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from coding.codebooks.codes import STATUSES, Codebook
from coding.decisions import anchors, log
from coding.errors import CodingError, DecisionError, together
from coding.files import sha256
from coding.paths import shown

Action = Literal["accept", "add", "change", "reject", "none", "complete", "undo", "redo"]
ACTIONS: tuple[Action, ...] = get_args(Action)
# Actions that tell of a coding; the others tell of a span that holds none, of a transcript, or of another line.
OF_A_CODING = ("accept", "add", "change", "reject")

# Times are compared as texts, so they must all be written alike.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

# Lines of one time take away before they add: a split that rejects and adds on one span keeps what it adds.
_WITHIN_AN_ACT: tuple[Action, ...] = ("reject", "change", "accept", "add", "none", "complete", "undo", "redo")

Mode = Literal["", "suggestions", "blind", "elusion", "sheet", "consensus"]

# Whoever decides between coders writes into a log of this name, and into the field `by` who they are.
CONSENSUS = "consensus"


@dataclass(frozen=True)
class Decision:
    """One line of decisions/<coder>.jsonl.

    accept, add: the coding (span, indicator) stands from now on. change: it replaces what the same coder had there (the
    coding of the line `of`, or of the indicator `replaces` on the same span, or all of the span). reject: it does not
    stand. none: the coder has read the span, and no indicator applies. complete: the coder has read the whole
    transcript; what is not coded is meant not to be. undo, redo: the line `of` no longer counts, or counts again.

    at: when, UTC; all lines of one act (a split, a sheet read back) have the same time.
    quote, prefix, suffix: the words decided on, and 32 or more characters around them, to find the place again.
    unique: prefix and suffix each occurred once in the text (see `anchors.context`).
    of: the `id` of another line. mode: what the coder had before their eyes: the machine's suggestions, none (blind),
    a sample of what no suggestion touched (elusion), a spreadsheet, the codings of several coders (consensus), or ""
    where the line does not tell. codebook: hash of the codebook at that time. by: who decided, in a consensus.
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
    of: str = ""
    mode: str = ""
    codebook: str = ""
    by: str = ""
    unique: bool = False

    @cached_property
    def id(self) -> str:
        """Names the line by its content: the first 16 hexadecimal digits of its SHA-256."""
        return sha256(json.dumps(as_json(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")))[:16]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sorts lines by time; of equal times in one order, whatever order they were read in."""
        return self.at.removesuffix("Z"), self.coder, _WITHIN_AN_ACT.index(self.action), self.id


_REQUIRED = tuple(field.name for field in fields(Decision))[:13]


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
    **more: str,
) -> Decision:
    """A decision on ``text[start:end]``, with its quote and the words around it.

    more: any of indicator, status, memo, subcode, replaces, of, mode, codebook, by.
    """
    prefix, suffix, unique = anchors.context(text, start, end) if end else ("", "", False)
    told = {"indicator": "", "status": "", "memo": "", **more}
    return Decision(
        at=at,
        coder=coder,
        transcript=transcript,
        text_sha256=text_sha256,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=prefix,
        suffix=suffix,
        action=action,
        unique=unique,
        **{name: _text(value) for name, value in told.items()},
    )


def as_json(decision: Decision) -> dict[str, Any]:
    """The fields of a line; optional ones only when they say something."""
    told = asdict(decision)
    if decision.indicator.isdecimal() and len(decision.indicator) < 19:
        told["indicator"] = int(decision.indicator)
    return {key: value for key, value in told.items() if value not in ("", False) or key in _REQUIRED}


def as_line(decision: Decision) -> str:
    return json.dumps(as_json(decision), ensure_ascii=False) + "\n"


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to a log; they are on the disk when this returns, or none of them is (DecisionError)."""
    log.append(path, "".join(as_line(one) for one in decisions))


def load(path: Path, texts: Mapping[str, str], hashes: Mapping[str, str], codebook: Codebook | None) -> list[Decision]:
    """The decisions of one coder, each checked. codebook: None where it cannot be read; its codes are not checked then.

    Decisions on a text that changed since, or that is no longer there, are kept: `replay` finds their place.
    A last line that was cut off while it was written was never told to be saved, and is passed over.
    Raises a DecisionError for each faulty line, naming file and line: no JSON, a missing field, an unknown indicator,
    action or status, a quote that does not stand at its offsets, an undone line that does not exist.
    """
    lines, _ = log.read(path)
    return check(lines, path, texts, hashes, codebook)


def check(
    lines: Sequence[str], path: Path, texts: Mapping[str, str], hashes: Mapping[str, str], codebook: Codebook | None
) -> list[Decision]:
    """The lines of a log as decisions; see `load`."""
    numbered: dict[int, Decision] = {}
    faults: list[CodingError] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                numbered[number] = _checked(line, number, path, texts, hashes, codebook)
            except DecisionError as fault:
                faults.append(fault)
    known = {one.id for one in numbered.values() if one.action not in ("undo", "redo")}
    # A line that cannot be read may be the one that another is about.
    for number, one in numbered.items() if not faults else ():
        if one.of and one.of not in known:
            faults.append(
                DecisionError(
                    f"the line {one.of!r} that this one is about does not exist",
                    file=shown(path),
                    line=number,
                    mend="Restore the log from version control; its lines are never removed.",
                )
            )
    if faults:
        raise together(faults)
    return list(numbered.values())


def _checked(
    line: str,
    number: int,
    path: Path,
    texts: Mapping[str, str],
    hashes: Mapping[str, str],
    codebook: Codebook | None,
) -> Decision:
    restore = "Restore the line from version control."

    def fault(problem: str, mend: str) -> DecisionError:
        return DecisionError(problem, file=shown(path), line=number, mend=mend)

    one = _parsed(line, fault)
    if one.coder != path.stem:
        raise fault(
            f"the coder {one.coder!r} is not the one of the file's name", f"Move the line to {one.coder}.jsonl."
        )
    if one.coder == CONSENSUS and not one.by:
        raise fault("a consensus must tell who decided", "Add the field 'by'.")
    if one.action not in ACTIONS:
        raise fault(f"the action {one.action!r} is unknown", f"Use one of {', '.join(ACTIONS)}.")
    if not _TIME.fullmatch(one.at):
        raise fault(f"the time {one.at!r} is none like 2017-03-04T08:00:00Z", restore)
    if one.mode not in get_args(Mode):
        raise fault(f"the mode {one.mode!r} is unknown", f"Use one of {', '.join(filter(None, get_args(Mode)))}.")
    if one.action in ("undo", "redo") and not one.of:
        raise fault(f"this {one.action} does not tell of which line", restore)
    if one.action in OF_A_CODING and codebook:
        if one.indicator not in codebook.codes:
            raise fault(f"the indicator {one.indicator!r} is unknown", f"Known: {', '.join(codebook.codes)}.")
        if one.subcode and one.subcode not in {sub.key for sub in codebook[one.indicator].subcodes}:
            raise fault(f"the subcode {one.subcode!r} is unknown", "See the codebook.")
    if one.action in OF_A_CODING and one.action != "reject" and one.status not in STATUSES:
        raise fault(f"the status {one.status!r} is unknown", f"Use one of {', '.join(STATUSES)}.")
    if one.action in ("complete", "undo", "redo"):
        return one
    same = hashes.get(one.transcript) == one.text_sha256
    text = texts.get(one.transcript, "")
    if (
        not 0 <= one.start < one.end
        or len(one.quote) != one.end - one.start
        or (same and text[one.start : one.end] != one.quote)
    ):
        raise fault("the quote does not stand at its offsets", "Restore the line or the transcript.")
    return one


def _parsed(line: str, fault: Any) -> Decision:
    restore = "Restore the line from version control."
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise fault(f"this is no JSON ({getattr(error, 'msg', error)})", restore) from error
    if not isinstance(told, dict):
        raise fault("this is no JSON object", restore)
    for name in _REQUIRED:
        if name not in told:
            raise fault(f"the field {name!r} is missing", restore)
    known = {field.name for field in fields(Decision)}
    if unknown := told.keys() - known:
        raise fault(f"the field {min(unknown)!r} is unknown", "Remove it.")
    for name in ("start", "end"):
        if not isinstance(told[name], int):
            raise fault(f"the field {name!r} is no whole number", restore)
    kept: dict[str, Any] = {key: _text(value) for key, value in told.items()}
    kept.update(start=told["start"], end=told["end"], unique=told.get("unique") is True)
    return Decision(**kept)


def _text(value: Any) -> str:
    """The value as text; half a surrogate pair, which cannot be written as UTF-8, as a question mark."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8")
