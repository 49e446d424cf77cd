"""The commands coding export and coding import: their options, and what is printed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from coding import messages
from coding.errors import CodingError
from coding.labels import LANGUAGES


def add(commands: Any) -> None:
    """Add both to the commands of the console script."""
    export = commands.add_parser("export", help="a district for NVivo, ATLAS.ti, MAXQDA, QualCoder (REFI-QDA)")
    export.add_argument("district", help="name of a folder in data/raw")
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help="project (.qdpx) or codebook (.qdc)")
    export.add_argument("--team", action="store_true", help="everything, also what consent does not let out")
    export.add_argument("--suggestions", action="store_true", help="the machine's suggestions too, under its own name")
    export.add_argument("--turns", action="store_true", help="also a code a participant, over their turns")
    export.add_argument("--language", choices=LANGUAGES, default="id", help="of names and definitions (default: id)")
    take = commands.add_parser("import", help="texts, codings or codebook of a REFI-QDA project into a district")
    take.add_argument("file", type=Path, help="project (.qdpx) or codebook (.qdc)")
    take.add_argument("--district", default="", metavar="NAME", help="name of a folder in data/raw")
    take.add_argument("--coder", default="", metavar="NAME", help="whose the codings become; without it, texts only")
    take.add_argument("--kind", choices=("human", "demonstration"), default="", help="what a new coder is")
    take.add_argument("--user", default="", metavar="NAME", help="whose codings of the project, where several coded")
    take.add_argument("--map", type=Path, metavar="CODES.csv", help="which code is which indicator (made if missing)")
    take.add_argument("--offsets", default="", metavar="WAY", help="how characters are counted, if it cannot be told")
    take.add_argument("--out", type=Path, metavar="CODEBOOK.yml", help="write a draft of a codebook, nothing else")


def run(options: argparse.Namespace) -> int:
    """Run one of the two; exit status 1 where codings still wait for something."""
    from coding.exchange import draft, importing, report
    from coding.exchange.building import Choice
    from coding.exchange.project_export import export
    from coding.exchange.reading import read

    language = messages.language()
    if options.command == "export":
        choice = Choice(options.language, options.team, options.suggestions, options.turns)
        print(export(options.district, options.to, choice)[language])
        return 0
    if options.out:
        print(draft.write(read(options.file), options.out, options.file)[language])
        return 0
    if not options.district:
        raise CodingError(
            "a district is needed to import into",
            mend="For example: coding import project.qdpx --district lampung-tengah --coder ani --kind human",
        )
    wish = importing.Wish(
        options.file, options.district, options.coder, options.user, options.map, options.kind, options.offsets
    )
    came = importing.take(wish)
    for fault in came.waiting if came.form is None else ():  # those of new texts are told by what follows
        print(messages.shown(fault, language), file=sys.stderr)
    print(report.told(wish, came)[language])
    return 1 if came.waiting else 0
