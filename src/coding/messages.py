"""What is told to whoever runs a command, in Indonesian or English.

The code speaks English; messages.yml has the Indonesian counterpart of each text, applied where it is printed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from coding.errors import CodingError, Faults

PLACE = "{}"
# The first that is set decides. LANGUAGE is what desktops and `make check LANGUAGE=id` set; LC_ALL decides nothing,
# since make fixes it so that results are the same everywhere.
VARIABLES = ("CODING_LANGUAGE", "LANGUAGE", "LANG")


class Template(NamedTuple):
    """A text of the code with places to be filled in, and its Indonesian counterpart."""

    pattern: re.Pattern[str]
    indonesian: str


def language(environment: Mapping[str, str] | None = None) -> str:
    """The language to speak: Indonesian where the environment asks for it, else English.

    >>> language({"LANG": "id_ID.UTF-8"}), language({"LANG": "id_ID.UTF-8", "CODING_LANGUAGE": "en"}), language({})
    ('id', 'en', 'en')
    """
    given = os.environ if environment is None else environment
    chosen = next((given[name] for name in VARIABLES if given.get(name)), "")
    return "id" if re.match(r"id(\b|_)|indonesian", chosen, re.IGNORECASE) else "en"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """English text → Indonesian text; {} where something is put in, {0}, {1} … where in another order."""
    content = (files("coding") / "messages.yml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


@lru_cache(maxsize=1)
def _templates() -> list[Template]:
    """Those with the most words of their own first, so that the most telling one is taken."""
    texts = sorted(catalogue(), key=lambda text: (len(text.replace(PLACE, "")), text), reverse=True)
    return [Template(_pattern(text), catalogue()[text]) for text in texts if PLACE in text]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, text.split(PLACE))), re.DOTALL)


def translated(text: str, language: str) -> str:
    """A text of the code in a language; what the catalogue does not know stays as it is.

    >>> translated("the column 'level' is missing", "id")
    "kolom 'level' tidak ada"
    """
    if language != "id" or not text:
        return text
    if text in catalogue():
        return catalogue()[text]
    for template in _templates():
        if match := template.pattern.fullmatch(text):
            return _filled(template.indonesian, [_inner(part) for part in match.groups()])
    return text


def _inner(part: str) -> str:
    """What was put into a text: a text of the code itself, or words of a file, which stay as they are."""
    if re.fullmatch(r"'[^']*'|\"[^\"]*\"", part):
        return part
    known = translated(part, "id")
    return known if known != part else _whole(part)


def _whole(message: str) -> str:
    """A whole message within another, as a failed cell tells it: its place, what is wrong, how to mend it."""
    hit = re.fullmatch(r"(?:(?P<file>\S[^:\n]*?\.\w+)(?:, line (?P<line>\d+))?: )?(?P<said>.+\.)", message, re.DOTALL)
    if hit is None:
        return message
    place = ", ".join(filter(None, (hit["file"], line_of(int(hit["line"]) if hit["line"] else None, "id"))))
    for end in (one.start() for one in re.finditer(r"\.(?= |$)", hit["said"])):
        problem, mend = hit["said"][:end], hit["said"][end + 2 :]
        told, mended = translated(problem, "id"), translated(mend, "id")
        if told != problem and (not mend or mended != mend):
            return ": ".join(filter(None, (place, f"{told}." + (f" {mended}" if mend else ""))))
    return message


def _filled(text: str, parts: list[str]) -> str:
    counted = iter(range(len(parts)))
    return re.sub(r"\{(\d*)\}", lambda match: parts[int(match[1]) if match[1] else next(counted)], text)


def shown(error: CodingError, language: str) -> str:
    """A fault, or several one a line, as it is printed."""
    if isinstance(error, Faults):
        return "\n".join(shown(fault, language) for fault in error.faults)
    if language != "id":
        return str(error)
    line = line_of(error.line if error.file else None, language)
    place = ", ".join(filter(None, (place_of(error.file, language), line)))
    return ": ".join(filter(None, (place, said(error, language))))


def said(error: CodingError, language: str) -> str:
    """What is wrong and how to mend it, without the place."""
    problem, mend = translated(error.problem, language), translated(error.mend, language)
    return problem.rstrip(".") + "." + (f" {mend}" if mend else "")


def place_of(file: object, language: str) -> str:
    """A file as it is named in a message; a sheet's place is told with its row."""
    name = "" if file is None else str(file)
    return re.sub(r", row (\d+)$", r", baris \1", name) if language == "id" else name


def line_of(line: int | None, language: str) -> str:
    return "" if line is None else f"{'baris' if language == 'id' else 'line'} {line}"
