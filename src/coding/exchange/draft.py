"""A draft of a codebook in the compendium's form, from the codes of another program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from coding.codebooks import codebook
from coding.errors import CodingError
from coding.exchange.model import Code, Project, listed
from coding.files import write_text
from coding.labels import Text, text
from coding.paths import shown

_HEAD = """\
# Rancangan buku kode dari {file}. Setiap tempat bertanda ISI: menunggu Anda; label dan definisi disalin apa adanya.
# Kata kunci belum ada: tanpa kata kunci, mesin tidak mengusulkan apa-apa. Cara menulisnya: data/codebook.yml.
# A draft made from {file}. Each place marked FILL IN: waits for you; labels and definitions are copied as they were.
# There are no keywords yet: without them the machine suggests nothing. How to write them: data/codebook.yml.
"""
_DEFINITION = text("ISI: definisi kode ini", "FILL IN: the definition of this code")
_FRAMEWORK = text("ISI: nama kerangka", "FILL IN: the name of the framework")


def write(project: Project, target: Path, file: Path) -> Text:
    """Write the draft; returns what to tell. Raises CodingError where the file holds no codes, or the draft exists."""
    if target.exists():
        raise CodingError(
            f"{shown(target)} exists already; nothing was changed", mend="Name another file behind --out."
        )
    tops = _tops(project.codes)
    if not tops:
        raise CodingError("the file holds no codes", file=shown(file), mend="Export the codebook again.")
    content = drafted(tops, file.name)
    codebook.parse_codebook(content, shown(target))
    write_text(target, content)
    number = sum(1 for _ in listed(project.codes))
    return text(
        f"{len(tops)} kode pokok dari {number} kode → {target}. Isilah tempat yang bertanda ISI:.",
        f"{len(tops)} main codes of {number} codes → {target}. Fill in the places marked FILL IN:.",
    )


def _tops(codes: Iterable[Code]) -> list[Code]:
    """The codes that become indicators: those at the top, and those right below a category that only groups."""
    found = []
    for code in codes:
        if code.codable or not code.children:
            found.append(code)
        else:
            found += _tops(code.children)
    return found


def drafted(tops: list[Code], file: str) -> str:
    """The draft as text: the same for the same codes."""
    entries = "".join(_entry(number, code) for number, code in enumerate(tops, start=1))
    framework = _dumped({"version": "0.1", "framework": _FRAMEWORK})
    return f"{_HEAD.format(file=' '.join(file.split()))}{framework}indicators:\n{entries}"


def _entry(number: int, code: Code) -> str:
    words = " ".join(code.description.split())
    entry: dict[str, Any] = {
        "code": number,
        "label": {"id": code.name, "en": code.name},
        "definition": {"id": words, "en": words} if words else _DEFINITION,
    }
    parts: dict[str, str] = {}
    for one in listed(code.children):
        parts[_free(_key(one.code.name), parts)] = one.code.name
    if parts:
        entry["subcodes"] = [{"key": key, "label": {"id": name, "en": name}} for key, name in parts.items()]
    lines = _dumped(entry).splitlines()
    body = "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])])
    return f"{body}\n  # ISI / FILL IN: include, exclude, examples\n  keywords: []  # ISI / FILL IN\n"


def _dumped(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40] or "bagian"


def _free(key: str, taken: Iterable[str]) -> str:
    number, free = 2, key
    while free in taken:
        free, number = f"{key}_{number}", number + 1
    return free
