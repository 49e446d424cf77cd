"""The search for what must not leave: words held back, traces of persons, names of what is held back, paths.

It knows nothing of how a release is made, so that it finds what that got wrong.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from coding.check import personal_data
from coding.errors import CodingError
from coding.files import Row
from coding.upkeep.withdrawal import QUOTING

# So many words in a row are words of somebody; a memo is held back for fewer.
RUN = 5
_WORD = re.compile(r"[^\W_]+")
# Hashes may hold digits in a row that look like a phone number.
_HASH = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{16,64}\b")
_PATH = re.compile(r"(?:/(?:home|Users|tmp|root|mnt|media)/|\b[A-Za-z]:\\)[^\s\"',;]+")
Runs = frozenset[tuple[str, ...]]


class Finding(NamedTuple):
    """kind: words (held back), held (the name of what is), path, or a kind of trace. line: from 1, as far as told."""

    kind: str
    line: int | None
    words: str


def words(text: str) -> list[str]:
    """The words of a text, without regard to capitals, marks and forms of letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def runs(texts: Iterable[str], length: int) -> Runs:
    """All runs of so many words in each of the texts."""
    found = set()
    for text in texts:
        said = words(text)
        found |= {tuple(said[place : place + length]) for place in range(len(said) - length + 1)}
    return frozenset(found)


@dataclass(frozen=True)
class Search:
    """What to search for. held: runs of words that are said only where they are held back. close: shorter ones, for
    memos. names: of transcripts and participants held back altogether. no_name: see personal_data. allowed: traces
    that somebody looked at and took for harmless."""

    held: Runs
    close: Runs
    names: frozenset[str]
    no_name: Callable[[str], bool]
    allowed: frozenset[str] = field(default=frozenset())

    def findings(self, text: str) -> Iterator[Finding]:
        """Everything in a text that must not leave."""
        for line, said in _held(text, self.held, RUN):
            yield Finding("words", line, said)
        for hit in _WORD.finditer(text):
            if hit[0] in self.names:
                yield Finding("held", _line(text, hit.start()), hit[0])
        for hit in _PATH.finditer(text):
            yield Finding("path", _line(text, hit.start()), hit[0])
        plain = _HASH.sub(lambda hit: "#" * len(hit[0]), text)
        for trace in personal_data.traces(plain, self.no_name):
            if trace.words not in self.allowed:
                yield Finding(trace.kind, _line(text, trace.start), trace.words)

    def in_memo(self, memo: str) -> bool:
        """Whether a memo may repeat what is held back, or lead to a person."""
        return any(self.findings(memo)) or any(_held(memo, self.close, QUOTING))


def search(
    withheld: Collection[str],
    released: Collection[str],
    names: Iterable[str],
    no_name: Callable[[str], bool],
    allowed: Iterable[str] = (),
) -> Search:
    """A search for what is said in `withheld` and not in `released`, too."""
    held, close = (runs(withheld, length) - runs(released, length) for length in (RUN, QUOTING))
    return Search(held, close, frozenset(names), no_name, frozenset(allowed))


def _held(text: str, wanted: Runs, length: int) -> Iterator[tuple[int, str]]:
    """(line, words) of each stretch of a text made of wanted runs."""
    if not wanted:
        return
    plain = unicodedata.normalize("NFKC", text)
    hits = list(_WORD.finditer(plain))
    said = [hit[0].casefold() for hit in hits]
    stretches: list[list[int]] = []
    for place in range(len(said) - length + 1):
        if tuple(said[place : place + length]) in wanted:
            if stretches and place <= stretches[-1][1]:
                stretches[-1][1] = place + length
            else:
                stretches.append([place, place + length])
    for first, last in stretches:
        yield _line(plain, hits[first].start()), plain[hits[first].start() : hits[last - 1].end()]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def in_files(files: Mapping[str, bytes], searched: Search) -> list[CodingError]:
    """A fault for everything found in the files of a release, the same words told once with the place found first."""
    first: dict[tuple[str, str], tuple[str, int | None]] = {}
    also: dict[tuple[str, str], set[str]] = {}
    for name, content in files.items():
        for line, text in _readings(name, content):
            for one in searched.findings(text):
                key = one.kind, one.words
                first.setdefault(key, (name, line or one.line))
                also.setdefault(key, set()).add(name)
    return [_told(kind, said, *place, len(also[kind, said])) for (kind, said), place in first.items()]


def in_people(people: Iterable[Row], searched: Search) -> list[CodingError]:
    """A fault for each role, or role code, of participants.csv that is written like a name."""
    found: dict[str, CodingError] = {}
    for row in people:
        code, role = row["participant"], row["role"]
        named = [role] if personal_data.looks_like_name(role, searched.no_name) else []
        named += [code] if re.fullmatch(r"[A-Z][a-z]{2,}", code) and not searched.no_name(code.lower()) else []
        found |= {said: _told("name", said, "participants.csv", None, 1) for said in named}
    return [fault for said, fault in found.items() if said not in searched.allowed]


def _readings(name: str, content: bytes) -> Iterator[tuple[int | None, str]]:
    """A file as it is read: as it stands, and where words stand in it in another form, those too, with their line."""
    if name.endswith(".xlsx"):
        yield from _cells(content)
        return
    text = content.decode("utf-8")
    yield 1, name
    yield None, text
    if name.endswith((".json", ".jsonl")):
        lines = text.split("\n") if name.endswith(".jsonl") else [text]
        for number, line in enumerate(lines, start=1):
            for told in _strings(json.loads(line)) if line.strip() else ():
                yield number, told


def _cells(content: bytes) -> Iterator[tuple[int, str]]:
    from openpyxl import load_workbook

    for sheet in load_workbook(io.BytesIO(content), read_only=True).worksheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield from ((number, str(cell)) for cell in row if cell is not None)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _told(kind: str, said: str, file: str, line: int | None, number: int) -> CodingError:
    if kind == "words":
        return CodingError(
            f"words that consent holds back (files of the release that would hold them: {number}): {said!r}",
            file=file,
            line=line,
            mend="Take them out of where they come from (codebook, note, role, district.yml), then run it again.",
        )
    if kind == "held":
        return CodingError(
            f"{said!r} names what is held back altogether", file=file, line=line, mend="Name it in no text or note."
        )
    if kind == "path":
        return CodingError(f"a path of a computer: {said!r}", file=file, line=line, mend="Take it out.")
    return CodingError(
        f"words that may lead to a person (files of the release that would hold them: {number}): {said!r}",
        file=file,
        line=line,
        mend="Put a role or [phone number] in their place where they come from (transcript, participants.csv); or, if "
        "they lead to nobody, write them as a line of a text file and give it behind --allow.",
    )
