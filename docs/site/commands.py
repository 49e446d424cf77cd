"""The page on the commands: the targets of the Makefile and the commands of `coding`, as they tell of themselves."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pages
from markdown_tables import table

from coding import cli
from coding.messages import translated

WORDS = {
    "en": {
        "title": "Commands",
        "intro": "Written from the Makefile and from the commands themselves. `make` is all that most people need; "
        "`coding` is for scripts and for single steps.",
        "make": "With make",
        "behind": "Values stand behind the target's name, as in `make check DISTRICT=lampung-timur`. "
        "`make -j2` uses two cores.",
        "coding": "With coding",
        "run": "At the top folder, as `.venv/bin/coding`; the exit status is 1 where the input has faults, "
        "and each is told with its place and how to mend it.",
        "target": "target",
        "does": "what it does",
        "option": "option",
        "meaning": "what it means",
    },
    "id": {
        "title": "Perintah",
        "intro": "Ditulis dari Makefile dan dari perintah itu sendiri. Bagi kebanyakan orang `make` sudah cukup; "
        "`coding` untuk skrip dan untuk satu langkah saja.",
        "make": "Dengan make",
        "behind": "Nilai ditulis di belakang nama targetnya, seperti `make check DISTRICT=lampung-timur`. "
        "`make -j2` memakai dua inti prosesor.",
        "coding": "Dengan coding",
        "run": "Di folder teratas, sebagai `.venv/bin/coding`; status keluarnya 1 bila masukannya bersalah, "
        "dan setiap kesalahan disebut dengan tempat dan cara memperbaikinya.",
        "target": "target",
        "does": "apa yang dilakukannya",
        "option": "pilihan",
        "meaning": "artinya",
    },
}


def page(language: str) -> str:
    words = WORDS[language]
    rows = [[f"`make {name}`".replace(" all`", "`"), translated(told, language)] for name, told in targets()]
    parts = [f"# {words['title']}", words["intro"], f"## {words['make']}", words["behind"]]
    parts += [table([words["target"], words["does"]], rows), f"## {words['coding']}", words["run"]]
    for name, told, parser in subcommands():
        parts.append(f"### coding {name}")
        parts.append(_sentence(translated(told, language)))
        parts.append(f"```text\n{usage(name, parser)}\n```")
        if parser.description:
            parts.append(f"```text\n{translated(parser.description, language)}\n```")
        options = [[f"`{shape(one)}`", translated(one.help or "", language)] for one in _actions(parser)]
        parts.append(table([words["option"], words["meaning"]], options))
    return "\n\n".join(parts) + "\n"


def targets() -> list[tuple[str, str]]:
    """(name, what it does) of the targets that `make help` lists."""
    makefile = (pages.DOCS.parent / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z-]+):.*?## (.*)$", makefile, re.MULTILINE)


def subcommands() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """(name, what it does, its parser) of the commands of `coding`."""
    for action in cli.parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:
                yield listed.dest, listed.help or "", action.choices[listed.dest]


def texts() -> set[str]:
    """All that the page quotes, each of which needs an Indonesian counterpart."""
    found = {told for _, told in targets()}
    for _, told, parser in subcommands():
        found |= {told, parser.description or "", *(one.help or "" for one in _actions(parser))}
    return found - {""}


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in parser._actions if not isinstance(one, argparse._HelpAction)]


def usage(name: str, parser: argparse.ArgumentParser) -> str:
    """How a command is written, in one line: what may be left out stands in brackets."""
    parts = []
    for one in sorted(_actions(parser), key=lambda one: bool(one.option_strings)):
        left_out = not one.required if one.option_strings else one.nargs in ("*", "?")
        parts.append(f"[{shape(one)}]" if left_out else shape(one))
    return " ".join(["coding", name, *parts])


def shape(action: argparse.Action) -> str:
    """An option with its value: `--out FILE.csv`, `--language id|en`, `file …`."""
    several = " …" if action.nargs in ("*", "+") else ""
    if not action.option_strings:
        return f"{str(action.metavar or action.dest).upper()}{several}"
    if action.nargs == 0:
        return action.option_strings[-1]
    value = "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())
    return f"{action.option_strings[-1]} {value}{several}"


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."
