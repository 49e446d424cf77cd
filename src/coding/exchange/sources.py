"""Texts of a project and transcripts of a district: which belong together, which are new, and where words stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coding import paths
from coding.districts import districts
from coding.errors import CodingError
from coding.exchange.model import Project, Source
from coding.exchange.released import plain
from coding.files import write_text
from coding.transcripts import formats

State = Literal["known", "new", "other"]
FOLDERS = {"fgd": "fgd", "document": "documents"}


@dataclass(frozen=True)
class Match:
    """A text of a project as a transcript of the district.

    state: known (the district has these words), new, or other (the district has other words under this name).
    """

    source: Source
    transcript: str
    text: str
    state: State
    folder: str = "interviews"


def texts_of(district: str) -> dict[str, str]:
    """transcript → its text, of all files of a district that can be read, participants.csv or not."""
    found: dict[str, str] = {}
    for path in districts.sources(district):
        try:
            found[path.stem] = formats.read(path)
        except CodingError:
            found[path.stem] = ""
    found |= {one.name: one.text for one in districts.survey(district).transcripts}
    return found


def match(project: Project, known: Mapping[str, str]) -> list[Match]:
    """What each text of the project is to the district."""
    by_words = {words(text): name for name, text in sorted(known.items(), reverse=True) if text}
    found: list[Match] = []
    taken = set(known)
    for source in project.sources:
        if source.text is None:
            continue
        text = formats.canonical(source.text)
        name = by_words.get(words(text), "")
        if name:
            found.append(Match(source, name, known[name], "known"))
            continue
        name = file_name(source.name)
        state: State = "other" if name in known else "new"
        if state == "new":
            name = _free(name, taken)
            taken.add(name)
        found.append(Match(source, name, text, state, _folder(source, project)))
    return found


def words(text: str) -> str:
    """The text without white space: programs add line ends and take them away.

    >>> words("Ya.\\n\\nAda "), words("Ya. Ada")
    ('Ya.Ada', 'Ya.Ada')
    """
    return "".join(plain(unicodedata.normalize("NFC", text)).split())


def file_name(name: str) -> str:
    """A transcript's name from that of a source.

    >>> file_name("Wawancara: dinas (1).docx"), file_name("../x")
    ('Wawancara-dinas-1', 'x')
    """
    stem = name[: -len(Path(name).suffix)] if Path(name).suffix.lower() in formats.READERS else name
    plainly = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", stem)).strip("-._")
    return plainly[:80] or "transkrip"


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _folder(source: Source, project: Project) -> str:
    return FOLDERS.get(variables(source, project).get("method", ""), "interviews")


def variables(source: Source, project: Project) -> dict[str, str]:
    """What the project tells of one text: the variables of the unnamed case that is about it alone."""
    for case in project.cases:
        if not case.name and case.sources == (source.guid,):
            return case.values
    return {}


def write(matches: Iterable[Match], district: str) -> list[Path]:
    """Write the new transcripts as .txt, whatever exists already is left as it is."""
    written = []
    for one in matches:
        path = paths.raw(district) / one.folder / f"{one.transcript}.txt"
        if one.state == "new" and not path.exists():
            write_text(path, one.text)
            written.append(path)
    return written


class Alignment:
    """Where words of one text stand in another that differs from it in white space and stand-ins only."""

    def __init__(self, before: str, after: str) -> None:
        self._same = plain(before) == plain(after)
        self._before = [] if self._same else _marks(before)
        self._after = [] if self._same else _marks(after)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The same words in the other text; None where the span holds none."""
        if self._same:
            return (start, end) if start < end else None
        first, last = bisect_left(self._before, start), bisect_left(self._before, end) - 1
        return (self._after[first], self._after[last] + 1) if first <= last else None


def _marks(text: str) -> list[int]:
    """The places of all characters but white space."""
    return [place for place, one in enumerate(text) if not one.isspace()]
