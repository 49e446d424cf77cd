"""What `coding check` found, as it is printed and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coding import messages
from coding.check.checking import Report
from coding.labels import Text, text
from coding.spreadsheets import defuse

COLUMNS = ("district", "kind", "file", "line", "rule", "what", "why", "mend")
_ERROR, _WARNING = text("kesalahan", "error"), text("peringatan", "warning")
_HEADS = {
    True: text("KESALAHAN: perlu diperbaiki sebelum apa pun dijalankan", "ERRORS: to be mended before anything is run"),
    False: text("PERINGATAN: bukan kesalahan, tetapi perlu dilihat sekali lagi", "WARNINGS: worth a second look"),
}
_NOWHERE: Text = text("Tanpa berkas", "Of no file")
_BOLD, _RED, _YELLOW, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[0m"


class Line(NamedTuple):
    """One fault or warning. rule: the warning's entry in warnings.yml, "" of a fault."""

    district: str
    rule: str
    file: str
    line: int | None
    what: str
    why: str
    mend: str

    @property
    def is_fault(self) -> bool:
        return not self.rule

    @property
    def place(self) -> tuple[bool, str, int, bool]:
        """By file and line; what is told of the codebook alone comes after all that is told of the district."""
        return self.rule == "unmatched", self.file, self.line or 0, not self.is_fault


def lines(reports: Iterable[Report], language: str) -> list[Line]:
    """All that was found, by file and line; what several districts share is told once, of the first of them."""
    once: dict[tuple[str, str, int | None, str], Line] = {}
    for report in reports:
        for one in sorted(_lines(report, language), key=lambda one: one.place):
            once.setdefault((one.rule, one.file, one.line, one.what), one)
    return list(once.values())


def _lines(report: Report, language: str) -> Iterator[Line]:
    for fault in report.faults:
        what = messages.translated(fault.problem, language).rstrip(".")
        file = messages.place_of(fault.file, language)
        yield Line(report.district, "", file, fault.line, what, "", messages.translated(fault.mend, language))
    for one in report.notices:
        what, why, may = (one.told(part, language) for part in ("what", "why", "may"))
        yield Line(report.district, one.kind, one.file, one.line, what, why, may)


def shown(reports: Sequence[Report], language: str, *, colour: bool = False) -> str:
    """The report: by district and file, errors and warnings apart, a summary last. A rule's reason is given once."""
    found = lines(reports, language)
    parts: list[str] = []
    for report in reports:
        mine = [one for one in found if one.district == report.district]
        parts += [*_blocks(mine, language, colour), _painted(summary(report.district, mine, language), _BOLD, colour)]
    return "\n".join(parts)


def _blocks(found: Sequence[Line], language: str, colour: bool) -> Iterator[str]:
    for faults in (True, False):
        these = [one for one in found if one.is_fault == faults]
        if these:
            yield _painted(_HEADS[faults][language], _RED if faults else _YELLOW, colour)
        explained: set[tuple[str, str]] = set()
        for file in dict.fromkeys(one.file for one in these):
            yield _painted(file or _NOWHERE[language], _BOLD, colour)
            for one in (one for one in these if one.file == file):
                yield from _told(one, language, explained, colour)
            yield ""


def _told(one: Line, language: str, explained: set[tuple[str, str]], colour: bool) -> Iterator[str]:
    kind = (_ERROR if one.is_fault else _WARNING)[language]
    head = ", ".join(filter(None, (kind, messages.line_of(one.line, language))))
    yield f"  {_painted(head, _RED if one.is_fault else _YELLOW, colour)}: {_printable(one.what)}."
    advice = " ".join(filter(None, (one.why, one.mend)))
    if advice and (one.is_fault or (one.rule, one.mend) not in explained):
        yield f"    → {_printable(advice)}"
    explained.add((one.rule, one.mend))


def summary(district: str, found: Sequence[Line], language: str) -> str:
    """How many errors and warnings, in how many files.

    >>> summary("x", [], "id"), summary("x", [], "en")
    ('x: tidak ada kesalahan', 'x: no errors')
    """
    faults = sum(one.is_fault for one in found)
    warnings, in_files = len(found) - faults, len({one.file for one in found})
    counted = {
        "id": (f"{faults} kesalahan" if faults else "tidak ada kesalahan", f"{warnings} peringatan", "di", "berkas"),
        "en": (_plural(faults, "error") if faults else "no errors", _plural(warnings, "warning"), "in", "file"),
    }[language]
    told = ", ".join(counted[:2] if warnings else counted[:1])
    count = f"{in_files} {counted[3]}" if language == "id" else _plural(in_files, counted[3])
    return f"{district}: {told} {counted[2]} {count}" if found else f"{district}: {told}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def table(reports: Sequence[Report], language: str) -> list[dict[str, str]]:
    """Rows of the table for spreadsheets, its texts such that none of them is taken for a formula."""
    return [
        {
            "district": defuse(one.district),
            "kind": "error" if one.is_fault else "warning",
            "file": defuse(one.file),
            "line": "" if one.line is None else str(one.line),
            "rule": one.rule,
            "what": defuse(one.what),
            "why": defuse(one.why),
            "mend": defuse(one.mend),
        }
        for one in lines(reports, language)
    ]


def _painted(words: str, colour: str, on: bool) -> str:
    return f"{colour}{_printable(words)}{_PLAIN}" if on else _printable(words)


def _printable(words: str) -> str:
    """Without characters that would command a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in words)
