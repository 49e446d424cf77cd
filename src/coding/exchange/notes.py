"""What stands with a coding: status, part, keyword and memo as lines that a person reads, and read back."""

from __future__ import annotations

import re
from typing import NamedTuple

from coding.codebooks.codes import STATUSES

_LINE = re.compile(r"(?P<key>status|keyword|memo): ?(?P<value>.*)")


class Note(NamedTuple):
    """status: one of STATUSES, or "" where the file tells none. keyword: what led to it. memo: the person's own."""

    status: str = ""
    keyword: str = ""
    memo: str = ""


def written(note: Note) -> str:
    """The lines of a note.

    >>> written(Note("partial", "rapat", "hanya sekali"))
    'status: partial\\nkeyword: rapat\\nmemo: hanya sekali'
    """
    return "\n".join(f"{key}: {value}" for key, value in note._asdict().items() if value)


def read(text: str) -> Note:
    """The note in a description; what follows no key, or was written in another program, is memo.

    >>> read("status: partial\\nmemo: satu\\ndua"), read("kata orang")
    (Note(status='partial', keyword='', memo='satu\\ndua'), Note(status='', keyword='', memo='kata orang'))
    """
    told = {"status": "", "keyword": ""}
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None or found["key"] == "memo" or told[found["key"]] or not _valid(found["key"], found["value"]):
            rest = "\n".join(lines[number:])
            return Note(**told, memo=rest.removeprefix("memo: ") if told["status"] else rest)
        told[found["key"]] = found["value"]
    return Note(**told)


def _valid(key: str, value: str) -> bool:
    return key != "status" or value in STATUSES
