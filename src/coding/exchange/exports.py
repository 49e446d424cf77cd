"""The codings for other programs (R, SPSS, Excel): case × code, segment × code, and a list of quotes.

Variables are named so that every program takes them: c3 for indicator 3, c3_calendar for a part of it, and for its
status s3 (3 present, 2 partial, 1 absent, 9 unclear; empty where the indicator is not coded).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coding import labels, paths
from coding.codebooks.codes import STATUSES, Codebook
from coding.files import Row, to_csv, write_bytes, write_text
from coding.findings.views import frame
from coding.labels import Text, text
from coding.pipeline import Study
from coding.reporting import provenance
from coding.reporting.tables import Printed, role_name
from coding.spreadsheets import defuse, put, to_bytes

Table = list[dict[str, Any]]
SHEETS: dict[str, Text] = {
    "quotes": text("daftar kutipan", "list of quotes"),
    "cases_binary": text("kasus × kode, 0/1", "case × code, 0/1"),
    "cases_counts": text("kasus × kode, jumlah", "case × code, counts"),
    "segments_binary": text("segmen × kode, 0/1 dan status", "segment × code, 0/1 and status"),
    "segments_counts": text("segmen × kode, jumlah pengode", "segment × code, number of coders"),
    "variables": text("arti variabel dan nilainya", "what variables and values mean"),
}
VALUES = {"present": 3, "partial": 2, "absent": 1, "unclear": 9}


@dataclass(frozen=True)
class Variable:
    """A code, or a part of one, as a column. path: its place in the codebook, in each language."""

    name: str
    code: str
    subcode: str
    path: Text

    def covers(self, coding: Row) -> bool:
        return coding["indicator"] == self.code and self.subcode in ("", coding["subcode"])


def variables(book: Codebook) -> list[Variable]:
    """All codes in the order of the codebook, each followed by its parts."""
    found = []
    for one in book.indicators:
        path = {language: f"{one.code} {one.label[language]}" for language in labels.LANGUAGES}
        found.append(Variable(f"c{_safe(one.code)}", one.code, "", path))
        for part in one.subcodes:
            deeper = {language: f"{path[language]} / {part.label[language]}" for language in labels.LANGUAGES}
            found.append(Variable(f"c{_safe(one.code)}_{_safe(part.key)}", one.code, part.key, deeper))
    return found


def _safe(name: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)


def cases(study: Study, *, binary: bool) -> Table:
    """One row an informant in a transcript: how often each code stands on their segments, or 1 and 0 whether it does.

    Counts also tell how often with each status. segments: all that could be coded.
    """
    spoken = Counter((one["transcript"], one["speaker"]) for one in study.segments)
    mine: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for coding in study.codings:
        mine[coding["transcript"], study.speakers[coding["segment"]]].append(coding)
    rows = []
    for transcript, speaker in sorted(spoken):
        codings = mine[transcript, speaker]
        facts = _case(study, transcript, speaker) | {"segments": spoken[transcript, speaker]}
        counts = _binary(study, codings) if binary else _counts(study, codings)
        rows.append(facts | counts)
    return rows


def _case(study: Study, transcript: str, speaker: str) -> dict[str, Any]:
    own = [one for one in study.people if one["transcript"] == transcript and one["level"] != "interviewer"]
    person = next((one for one in own if one["participant"] == speaker), own[0] if own else {})
    role = role_name(study, transcript, speaker or person.get("participant", ""))
    return {
        "district": study.name,
        "transcript": transcript,
        "participant": speaker or person.get("participant", ""),
        "role_id": role["id"],
        "role_en": role["en"],
        **{name: person.get(name, "") for name in ("stakeholder", "level", "method", "date")},
        "reconstructed": int(study.district.reconstructed),
    }


def _binary(study: Study, codings: Sequence[Row]) -> dict[str, int]:
    return {one.name: int(any(map(one.covers, codings))) for one in variables(study.codebook)}


def _counts(study: Study, codings: Sequence[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in variables(study.codebook):
        covered = [coding["status"] for coding in codings if one.covers(coding)]
        counts[one.name] = len(covered)
        counts |= {f"{one.name}_{status}": covered.count(status) for status in STATUSES}
    return counts


def segments(study: Study, *, binary: bool) -> Table:
    """One row a segment, also uncoded ones: 1 and 0 with the status of each code, or how many coders hold it.

    A machine coding, which no coder holds, counts one; `source` tells it from the others.
    """
    mine: dict[str, list[Row]] = defaultdict(list)
    for coding in study.codings:
        mine[coding["segment"]].append(coding)
    known = variables(study.codebook)
    people = {(one["transcript"], one["participant"]): one for one in study.people}
    rows = []
    for segment in study.segments:
        codings = mine[segment["segment"]]
        person = people.get((segment["transcript"], segment["speaker"]), {})
        facts: dict[str, Any] = {
            "district": study.name,
            **{name: segment[name] for name in ("segment", "transcript")},
            "turn": int(segment["turn"]),
            "participant": segment["speaker"],
            **{name: person.get(name, "") for name in ("stakeholder", "level", "method")},
            "source": ";".join(sorted({one["source"] for one in codings})),
        }
        if binary:
            facts |= _binary(study, codings) | _statuses(known, codings)
        else:
            facts |= {one.name: sum(map(_holders, filter(one.covers, codings))) for one in known}
        rows.append(facts)
    return rows


def _holders(coding: Row) -> int:
    return len(coding["coders"].split(";"))


def _statuses(known: Sequence[Variable], codings: Sequence[Row]) -> dict[str, Any]:
    by_code = {one["indicator"]: VALUES[one["status"]] for one in codings}
    return {f"s{one.name[1:]}": by_code.get(one.code, "") for one in known if not one.subcode}


def quotes(study: Study) -> Table:
    """One row a coding: its words, whose they are, its code with its path, status, memo and place.

    Words and memo are left out where the participant's consent does not release quotes; `consent` tells so.
    """
    paths_of = {(one.code, one.subcode): one.path for one in variables(study.codebook)}
    rows = []
    for coding in study.codings:
        speaker = study.speakers[coding["segment"]]
        free = study.consent.quote(coding["transcript"], speaker)
        path = paths_of[coding["indicator"], coding["subcode"]]
        rows.append(
            {
                "quote_id": coding["coding"],
                **_case(study, coding["transcript"], speaker),
                "code": coding["indicator"],
                "subcode": coding["subcode"],
                "code_path_id": path["id"],
                "code_path_en": path["en"],
                "status": coding["status"],
                "source": coding["source"],
                "coders": coding["coders"],
                "quote": coding["quote"] if free else "",
                "memo": coding["memo"] if free else "",
                "consent": study.consent.of(coding["transcript"], speaker),
                "segment": coding["segment"],
                **{name: int(coding[name]) for name in ("start", "end")},
            }
        )
    return rows


def explained(study: Study) -> Table:
    """What each variable means, and the values of the statuses: labels for SPSS and R."""
    known = variables(study.codebook)
    rows: Table = [
        {"variable": one.name, "value": "", "label_id": one.path["id"], "label_en": one.path["en"]} for one in known
    ]
    for one in known:
        if not one.subcode:
            rows += [
                {"variable": f"s{one.name[1:]}", "value": value, "label_id": word["id"], "label_en": word["en"]}
                for status, value in VALUES.items()
                for word in [labels.STATUS[status]]
            ]
    source = provenance.of_codings(study.codings, study.transcripts, study.coders)
    rows.append({"variable": "(source)", "value": "", "label_id": source["id"], "label_en": source["en"]})
    return rows


def tables(study: Study) -> dict[str, Table]:
    """All of them, by name of file and sheet."""
    return {
        "quotes": quotes(study),
        "cases_binary": cases(study, binary=True),
        "cases_counts": cases(study, binary=False),
        "segments_binary": segments(study, binary=True),
        "segments_counts": segments(study, binary=False),
        "variables": explained(study),
    }


def write(study: Study) -> Printed:
    """Write each table as .csv, and all of them as one .xlsx. Returns what was written, to be shown."""
    folder = paths.exports(study.name)
    made = tables(study)
    for name, rows in made.items():
        safe = [{key: defuse(one) if isinstance(one, str) else one for key, one in row.items()} for row in rows]
        write_text(folder / f"{name}.csv", to_csv(safe, list(rows[0]) if rows else []))
    write_bytes(folder / f"{study.name}.xlsx", workbook(made))
    return _listed(study, made)


def _listed(study: Study, made: Mapping[str, Table]) -> Printed:
    folder = paths.shown(paths.exports(study.name))
    rows: list[dict[str, Any]] = [
        {"file": f"{folder}/{name}.csv", "what": SHEETS[name], "rows": len(table)} for name, table in made.items()
    ]
    rows.append({"file": f"{folder}/{study.name}.xlsx", "what": text("semuanya", "all of them"), "rows": ""})
    columns = {"file": text("Berkas", "File"), "what": text("Isi", "What"), "rows": text("Baris", "Rows")}
    return {language: frame(rows, columns, language) for language in labels.LANGUAGES}


def workbook(made: Mapping[str, Table]) -> bytes:
    """An .xlsx file of several tables, one a sheet: frozen and filtered headings, text never worked out."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in made.items():
        sheet = book.create_sheet(name)
        columns = list(rows[0]) if rows else []
        for column, heading in enumerate(columns, start=1):
            put(sheet, 1, column, heading).font = Font(bold=True)
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 60 if heading == "quote" else 14
        for line, row in enumerate(rows, start=2):
            for column, heading in enumerate(columns, start=1):
                put(sheet, line, column, row[heading])
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    return to_bytes(book)
