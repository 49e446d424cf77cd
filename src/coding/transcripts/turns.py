"""Turns of a transcript: who speaks from where to where in the canonical text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from coding.errors import TranscriptError, together

Kind = Literal["interviewer", "informant", "group", "document", "withdrawn"]

STAMP = r"[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?"
_LABEL = re.compile(
    rf"^[ \t]*(?:[-–*•][ \t]+)?(?:{STAMP}[ \t]*[-–]?[ \t]*)?"
    r"(?P<label>[^\W\d_][\w./-]*(?: [\w./-]+){0,4}?)"
    rf"[ \t]*(?:\([^()\n]{{0,30}}\)|{STAMP})?[ \t]*(?::|\t)(?=\s|$)[ \t]*(?:{STAMP}[ \t]*[-–]?[ \t]*)?",
    re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*(?:[-=_*]{3,})[ \t]*$")
_HEADER_KEY = re.compile(
    r"^[ \t]*(?:kode(?: berkas| transkrip| informan)?|(?:hari[ /]*)?tanggal|tgl|waktu|pukul|tempat|lokasi|durasi|"
    r"lama|status|metode|bahasa|rekaman|berkas|judul|kegiatan|catatan transkrip|keterangan|transkrip|transkriptor|"
    r"ditranskrip oleh|jabatan|instansi|organisasi|peran|date|place|duration|file|recording)[ \t]*[:\t]",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"^[ \t]*(?:informan|narasumber|pewawancara|peserta|moderator|pemandu|notulen)[ \t]*[:\t]", re.IGNORECASE
)
_HEADER_LINES = 40
# A speaker's label ends within this many characters.
_LABEL_LENGTH = 200

_INTERVIEWERS = {
    *("pewawancara", "pw", "peneliti", "penanya", "tanya", "t", "q", "interviewer", "moderator", "mod"),
    *("fasilitator", "pemandu", "wartawan", "jurnalis", "tim", "tim peneliti", "p", "m"),
}
_INFORMANTS = {
    *("informan", "i", "narasumber", "nara sumber", "n", "jawab", "jawaban", "j", "responden", "r", "a"),
    *("informant", "respondent", "interviewee", "inf"),
}
_GROUPS = {"peserta", "peserta (bersama-sama)", "semua", "beberapa peserta", "hadirin", "all"}


@dataclass(frozen=True)
class Turn:
    """What one speaker says before the next: ``text[start:end]`` of the canonical text, label left out.

    number: from 1, interviewers' turns counted. speaker: the label as written ("" in a document).
    kind: who speaks; a "group" (a chorus) cannot be attributed to a case and is context, not coded; of a participant
    who is "withdrawn" a placeholder stands.
    """

    number: int
    speaker: str
    kind: Kind
    start: int
    end: int


def in_one_answer(turns: Iterable[Turn], start: int, end: int) -> bool:
    """Whether a span lies within one turn, on words of an informant or a document: only these are coded."""
    return any(turn.start <= start < end <= turn.end and turn.kind in ("informant", "document") for turn in turns)


@dataclass(frozen=True)
class Layout:
    """How a text is laid out: where the talk begins, and which labels are speakers (none in a document).

    unknown: labels that look like speakers and are none that may speak, with the line where each stands first.
    """

    begin: int
    kinds: Mapping[str, Kind]
    unknown: Mapping[str, int]


def header_end(text: str) -> int:
    """Offset at which the heading (title, file code, date, place …) ends and the talk begins."""
    lines = text.split("\n")
    return _header_end(lines[:_HEADER_LINES], Counter(filter(None, map(_label_of, lines))))


def _header_end(lines: list[str], counts: Counter[str]) -> int:
    keyed = [n for n, line in enumerate(lines) if _HEADER_KEY.match(line)]
    if not keyed:
        return 0
    last = keyed[-1]
    for number in range(last + 1, len(lines)):
        if not lines[number].strip() or counts[_label_of(lines[number])] > 1:
            break
        last = number
    # Who was there may stand last in a heading: it ends at the next empty line, and the talk begins after it.
    block = last + 1
    while block < len(lines) and _PERSONS.match(lines[block]):
        block += 1
    persons = lines[last + 1 : block]
    if persons and block < len(lines) and not lines[block].strip() and _names_persons(persons, lines[block:]):
        last = block - 1
    # A ruled line a little further down ends the heading too.
    for number in range(last + 1, min(last + 12, len(lines))):
        if _RULE.match(lines[number]):
            last = number
            break
    return sum(len(line) + 1 for line in lines[: last + 1])


def _names_persons(lines: list[str], after: list[str]) -> bool:
    """Whether lines name who was there, each once and without a sentence, rather than being talk already."""
    labels = [_label_of(line) for line in lines]
    told = any(line.rstrip("\"'”’) ").endswith((".", "?", "!", "…")) for line in lines)
    return len(set(labels)) == len(labels) and not told and any(map(_label_of, after))


def _label_of(line: str) -> str:
    match = _LABEL.match(line, 0, _LABEL_LENGTH)
    return match["label"] if match else ""


def split_turns(text: str, speakers: Mapping[str, Kind] | None = None, *, file: str = "") -> list[Turn]:
    """The turns of a canonical text.

    speakers: role codes that may speak, with their kind. Generic labels (P, I, Informan, Moderator …) are
    understood beside them; with exactly one informant, a generic informant label stands for that one.
    Without `speakers` any label that repeats or looks like a role code is a speaker, and a text without any
    is a document, each paragraph of which is a turn.

    Raises TranscriptError for a speaker label that `speakers` does not know.
    """
    turns, faults = survey_turns(text, speakers, file=file)
    if faults:
        raise together(faults)
    return turns


def survey_turns(
    text: str, speakers: Mapping[str, Kind] | None = None, *, file: str = ""
) -> tuple[list[Turn], list[TranscriptError]]:
    """The turns of a text, and a fault for each label that `speakers` does not know: it counts as words said."""
    lines = text.split("\n")
    layout = read_layout(lines, speakers)
    faults = [
        TranscriptError(
            f"the role code {label!r} is unknown",
            file=file,
            line=line,
            mend="Add it to participants.csv for this transcript, or correct the label; "
            f"known here: {', '.join(sorted(speakers or ())) or 'none'}.",
        )
        for label, line in layout.unknown.items()
    ]
    return [turn for turn, _ in read_turns(lines, layout, speakers)], faults


def read_layout(lines: Iterable[str], speakers: Mapping[str, Kind] | None = None) -> Layout:
    """The layout of a text, from one pass over its lines (without their ends)."""
    head: list[str] = []
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if len(head) < _HEADER_LINES:
            head.append(line)
        if label := _label_of(line):
            counts[label] += 1
            if number > _HEADER_LINES:
                first.setdefault(label, number)
    begin = _header_end(head, counts)
    place = 0
    for number, line in enumerate(head, start=1):
        label = _label_of(line)
        if label and place < begin:
            counts[label] -= 1
        elif label:
            first[label] = min(number, first.get(label, number))
        place += len(line) + 1
    counts += Counter()  # drops labels that stood in the heading only
    known = {label for label, count in counts.items() if is_speaker(label, count, speakers)}
    unknown = {} if speakers is None else _unknown(counts, first, known)
    return Layout(begin, _kinds(known, speakers), unknown)


def read_turns(
    lines: Iterable[str], layout: Layout, speakers: Mapping[str, Kind] | None = None
) -> Iterator[tuple[Turn, str]]:
    """The turns with their words, one at a time, from the lines of a text (without their ends)."""
    turn: Turn | None = None
    held: list[str] = []
    place = number = 0
    for line in lines:
        start, place = place, place + len(line) + 1
        if start < layout.begin:
            continue
        match = _LABEL.match(line, 0, _LABEL_LENGTH) if layout.kinds else None
        label = match["label"] if match else ""
        if label in layout.kinds and match:
            if turn:
                yield _finish(turn, held)
            number += 1
            kind = layout.kinds[label]
            turn = Turn(number, _speaker(label, kind, speakers), kind, start + match.end(), start + match.end())
            held = [line[match.end() :]]
        elif turn and (layout.kinds or line.strip()):
            held.append(line)
        elif turn:
            yield _finish(turn, held)
            turn = None
        elif not layout.kinds and line.strip():
            number += 1
            turn, held = Turn(number, "", "document", start, start), [line]
    if turn:
        yield _finish(turn, held)


def _finish(turn: Turn, lines: list[str]) -> tuple[Turn, str]:
    text = "\n".join(lines)
    start, end = _strip(text, 0, len(text))
    return replace(turn, start=turn.start + start, end=turn.start + end), text[start:end]


def is_speaker(label: str, count: int, speakers: Mapping[str, Kind] | None = None) -> bool:
    """Whether a label that stands so often in a text is a speaker: one of `speakers`, or generic; without `speakers`
    also one that looks like a role code, or repeats."""
    if speakers is not None and label in speakers:
        return True
    base = _base(label)
    if base in _INTERVIEWERS | _INFORMANTS | _GROUPS:
        return True
    if speakers is not None:
        return False
    return bool(re.fullmatch(r"[A-Z]{1,6}[-_ ]?\d{1,3}[a-z]?", label)) or (count > 1 and len(label) <= 30)


def _unknown(counts: Counter[str], first: Mapping[str, int], known: set[str]) -> dict[str, int]:
    return {
        label: first[label]
        for label in sorted(counts, key=lambda label: first[label])
        if label not in known and (counts[label] > 1 or re.fullmatch(r"[A-Za-z]{2,6}[-_]?\d{1,3}", label))
    }


def looks_like_label(words: str) -> bool:
    """Whether words before a colon look like somebody's name or role: each with a capital, three at most.

    >>> looks_like_label("Staf Komisi"), looks_like_label("DSN1"), looks_like_label("cuma satu")
    (True, True, False)
    """
    return len(words.split()) <= 3 and all(word[0].isupper() for word in words.split()) and bool(words)


def stray_labels(text: str, turns: Iterable[Turn]) -> Iterator[tuple[int, str]]:
    """Within turns, lines that begin like a turn of somebody who is no speaker here: where, and the label."""
    for turn in turns:
        for match in _LABEL.finditer(text, turn.start, turn.end):
            if match.start() > turn.start and looks_like_label(match["label"]) and ":" in match[0]:
                yield match.start("label"), match["label"]


def is_generic(label: str) -> bool:
    """Whether a label is one that the informant of any talk may have.

    >>> is_generic("Informan"), is_generic("N1"), is_generic("DSN1")
    (True, True, False)
    """
    return _base(label) in _INFORMANTS


def _base(label: str) -> str:
    return re.sub(r"[\s._-]*\d+$", "", label).strip().lower()


def _kinds(labels: set[str], speakers: Mapping[str, Kind] | None) -> dict[str, Kind]:
    bases = {_base(label) for label in labels}
    moderated = bool(bases & {"moderator", "mod", "fasilitator", "pemandu", "m"})
    asked = bool(bases & (_INTERVIEWERS - {"p", "m"})) or ("p" in bases and not moderated)
    kinds: dict[str, Kind] = {}
    for label in labels:
        base = _base(label)
        if speakers is not None and label in speakers:
            kinds[label] = speakers[label]
        elif base in _GROUPS and base == label.lower():
            kinds[label] = "group"
        elif base == "p":
            # With a moderator, P1, P2 … are peserta (participants); else P asks.
            kinds[label] = "informant" if moderated else "interviewer"
        elif base == "i":
            # I is informan, unless nobody else asks: then it is the interviewer of an English layout.
            kinds[label] = "informant" if asked or len(bases) == 1 else "interviewer"
        elif base == "m":
            kinds[label] = "interviewer" if len(bases) > 1 else "informant"
        else:
            kinds[label] = "interviewer" if base in _INTERVIEWERS else "informant"
    return kinds


def _speaker(label: str, kind: Kind, speakers: Mapping[str, Kind] | None) -> str:
    if speakers and label not in speakers and kind == "informant":
        informants = [code for code, its in speakers.items() if its == "informant"]
        if len(informants) == 1:
            return informants[0]
    return label


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
