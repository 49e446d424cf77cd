"""Rows of participants.csv begun from the transcripts themselves: who speaks in each that the table does not name yet."""

from __future__ import annotations

import csv
import io
from itertools import count
from pathlib import Path

from coding import paths
from coding.districts import districts
from coding.files import Row, parse_csv, read_text, write_text
from coding.labels import Text, text
from coding.transcripts import formats, turns

# Method by the folder that a transcript lies in.
_METHODS = {"interviews": "interview", "fgd": "fgd", "documents": "document"}


def begin(name: str) -> list[Row]:
    """Add rows to participants.csv of a district for each transcript it does not name yet. Returns them.

    Filled in are transcript, participant (the label in the text) and method, read off the folder; what only a person
    can know stays empty, and `coding check` asks for it. Rows that are there are kept as they are. Raises CodingError
    when there is no such district, or a transcript or the table cannot be read.
    """
    path = paths.raw(name) / "participants.csv"
    if not path.parent.is_dir():
        districts.load(name)
    content = read_text(path)
    table = parse_csv(content, path)
    if lacking := [column for column in ("transcript", "participant") if column not in table.columns]:
        raise table.fault(f"the column {lacking[0]!r} is missing", 1, "Name it in the first line.")
    named = {row["transcript"] for _, row in table.rows}
    codes = {row["participant"] for _, row in table.rows}
    rows: list[Row] = []
    for source in districts.sources(name):
        for label in _speakers(source) if source.stem not in named else ():
            code = label or _unused(codes)
            codes.add(code)
            method = _METHODS.get(source.parent.name, "interview")
            rows.append({"transcript": source.stem, "participant": code, "method": method})
    if rows:
        write_text(path, content.rstrip("\r\n") + "\n" + _as_csv(rows, table.columns, content))
    return rows


def _speakers(source: Path) -> list[str]:
    """The labels of a transcript's informants, in the order in which they first speak.

    "" for one who needs a code: the only informant under a label that any talk may have (Informan, I …), since the
    same code in two transcripts means the same person; and a document's author.
    """
    text = formats.read(source)
    heard = turns.split_turns(text, file=paths.shown(source))
    labels = list(dict.fromkeys(turn.speaker for turn in heard if turn.kind == "informant"))
    if labels:  # who speaks but once is no speaker yet to a text without participants
        labels += dict.fromkeys(label for _, label in turns.stray_labels(text, heard) if label not in labels)
    return [""] if not labels or (len(labels) == 1 and turns.is_generic(labels[0])) else labels


def _unused(codes: set[str]) -> str:
    return next(code for number in count(1) if (code := f"INF{number}") not in codes)


def _as_csv(rows: list[Row], columns: list[str], content: str) -> str:
    """Lines as the table has them: with the semicolons that Excel writes where it uses them."""
    header = content.split("\n", 1)[0]
    buffer = io.StringIO()
    delimiter = ";" if ";" in header and "," not in header else ","
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n", delimiter=delimiter)
    writer.writerows(rows)
    return buffer.getvalue()


def told(name: str, rows: list[Row]) -> Text:
    """What was begun, and what is left to do, for whoever asked for it."""
    file = paths.shown(paths.raw(name) / "participants.csv")
    if not rows:
        return text(
            f"{file} sudah menyebut setiap transkrip; tidak ada yang diubah.",
            f"{file} names every transcript already; nothing was changed.",
        )
    speakers = "\n".join(f"  {row['transcript']}: {row['participant']}" for row in rows)
    return text(
        f"""{len(rows)} baris ditambahkan ke {file}:
{speakers}
Isilah sisanya (peran, pemangku kepentingan, tingkat, tanggal, persetujuan), lalu: make check DISTRICT={name}
INF1, INF2 … ialah kode untuk informan tunggal berlabel umum; boleh diganti, transkripnya tidak perlu diubah.""",
        f"""{len(rows)} rows added to {file}:
{speakers}
Fill in the rest (role, stakeholder, level, date, consent), then: make check DISTRICT={name}
INF1, INF2 … are codes for a talk's only informant under a common label; change them freely, the transcript stays.""",
    )
