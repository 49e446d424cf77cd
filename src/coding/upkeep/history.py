"""The history of a district's decisions: who decided what, when, with which codebook, and what came of it."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coding import paths, pipeline
from coding.decisions.decision import Decision
from coding.decisions.replay import counting
from coding.districts import districts
from coding.errors import CodingError
from coding.files import to_csv, write_text
from coding.labels import LOST, STATUS, text
from coding.spreadsheets import defuse

WIDTH = 100
HASH = 8  # characters that tell one codebook from another
WORDS = {
    "today": text("kini", "today's"),
    "older": text("lain", "another"),
    "unknown": text("tidak tercatat", "not told"),
    "codebook": text("buku kode", "codebook"),
    "undone": text("dibatalkan", "undone since"),
    "lost": text("tanpa tempat", "lost its place"),
    "memo": text("catatan", "memo"),
    "by": text("oleh", "by"),
    "none": text("Tidak ada keputusan.", "No decisions."),
    "none_lost": text("Semua kodean punya tempat yang pasti.", "Every coding has a sure place."),
}
COLUMNS = (
    "at", "coder", "mode", "action", "transcript", "indicator", "subcode", "status", "quote", "memo", "by", "codebook",
    "codebook_is_todays", "undone", "lost", "id", "of",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of a log, and what came of it.

    about: the line that an undo or redo is about, else the decision itself. current: made with the codebook as it is
    today; None when the line does not tell. undone: taken back since. lost: why its coding has no place (a key of
    `labels.LOST`), "" when it has one or does not stand.
    """

    decision: Decision
    about: Decision
    current: bool | None
    undone: bool
    lost: str


def entries(name: str, *, coder: str = "", transcript: str = "", lost: bool = False) -> list[Entry]:
    """Every line of a district's logs in the order of time, or those of a coder, of a transcript, without a place.

    Raises CodingError for a coder or transcript that no log tells of, and for faults of the district (`coding check`).
    """
    if not (paths.raw(name) / "district.yml").exists():
        raise CodingError(f"there is no district {name!r}", mend=f"Name one of {', '.join(paths.districts())}.")
    study = pipeline.as_read(pipeline.Study(name), districts.read(name))
    # Of equal times as the log has them: a whole transcript may have been handed in at once.
    made = sorted({(one.coder, one.id): one for one in study.decisions}.values(), key=lambda one: one.order[:2])
    _known("coder", coder, {one.coder for one in made})
    _known("transcript", transcript, {one.transcript for one in made} | set(study.texts))
    by_id = {(one.coder, one.id): one for one in made}
    counts = {(one.coder, one.id) for one in counting(made)}
    without = {(one.decision.coder, one.decision.id): one.how for one in study.replay.lost}
    told = [
        Entry(
            one,
            by_id.get((one.coder, one.of), one) if one.action in ("undo", "redo") else one,
            one.codebook == study.codebook.hash if one.codebook else None,
            one.action not in ("undo", "redo") and (one.coder, one.id) not in counts,
            without.get((one.coder, one.id), ""),
        )
        for one in made
    ]
    return [
        entry
        for entry in told
        if coder in ("", entry.decision.coder)
        and transcript in ("", entry.decision.transcript)
        and (entry.lost or not lost)
    ]


def _known(what: str, wanted: str, known: Iterable[str]) -> None:
    if wanted and wanted not in known:
        raise CodingError(
            f"no decision tells of the {what} {wanted!r}", mend=f"Known: {', '.join(sorted(known)) or 'none yet'}."
        )


def shown(found: Sequence[Entry], language: str, *, lost: bool = False) -> str:
    """The history for a terminal of 100 columns."""
    if not found:
        return WORDS["none_lost" if lost else "none"][language]
    coders = max(len(harmless(entry.decision.coder)) for entry in found)
    return "\n".join(line for entry in found for line in _lines(entry, language, min(coders, 16)))


def _lines(entry: Entry, language: str, coders: int) -> list[str]:
    one, about = entry.decision, entry.about
    status = STATUS[about.status][language] if about.status in STATUS else about.status
    code = " ".join(filter(None, (about.indicator, about.subcode, status)))
    first = "  ".join(
        (
            harmless(one.at[:19].replace("T", " ")),
            harmless(one.coder)[:coders].ljust(coders),
            harmless(one.transcript),
            harmless(" ".join(filter(None, (one.action, code)))),
        )
    )
    book = {None: "unknown", True: "today", False: "older"}[entry.current]
    codebook = f"{WORDS['codebook'][language]} {harmless(one.codebook[:HASH])} ({WORDS[book][language]})"
    rest = [
        one.mode,
        codebook if one.codebook else f"{WORDS['codebook'][language]}: {WORDS[book][language]}",
        f"{WORDS['by'][language]} {harmless(one.by)}" if one.by else "",
        WORDS["undone"][language] if entry.undone else "",
        f"{WORDS['lost'][language]}: {LOST[entry.lost][language]}" if entry.lost else "",
        f"{WORDS['memo'][language]}: {harmless(one.memo)}" if one.memo else "",
    ]
    quote = f"“{shortened(harmless(about.quote), WIDTH - 6)}”" if about.quote else ""
    more = textwrap.wrap(" · ".join(filter(None, rest)), WIDTH - 4)
    return [shortened(first, WIDTH), *("    " + line for line in (quote, *more) if line)]


def shortened(words: str, width: int) -> str:
    """
    >>> shortened("Rapat ada sekali.", 10)
    'Rapat ada…'
    """
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def harmless(words: str) -> str:
    """The words without what a terminal would obey: escapes, moves of the cursor, turned writing. Line ends are spaces.

    >>> harmless("a\\x1b[2Jb\\nc")
    'a�[2Jb c'
    """
    return "".join(
        " " if sign in "\n\t\r\u2028\u2029" else "\ufffd" if unicodedata.category(sign)[0] == "C" else sign
        for sign in words
    )


def write_csv(path: Path, found: Iterable[Entry], language: str) -> None:
    """The history as a table for spreadsheets, quotes and memos in full."""
    rows = []
    for entry in found:
        one, about = entry.decision, entry.about
        cells = {column: str(getattr(one, column)) for column in COLUMNS if hasattr(one, column)}
        cells |= {name: str(getattr(about, name)) for name in ("indicator", "subcode", "status", "quote")}
        cells["codebook_is_todays"] = "" if entry.current is None else str(entry.current).lower()
        cells["undone"] = str(entry.undone).lower()
        cells["lost"] = LOST[entry.lost][language] if entry.lost else ""
        rows.append({name: defuse(cell) for name, cell in cells.items()})
    write_text(path, to_csv(rows, COLUMNS))
