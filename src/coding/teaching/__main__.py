"""``python -m coding.teaching hand-out LIST.csv`` and ``… collect``: what make class and make collect run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from coding import messages, paths
from coding.errors import CodingError


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m coding.teaching", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    out = commands.add_parser("hand-out", help="make a folder for each student of a list")
    out.add_argument("students", metavar="LIST.csv", help="columns: student, and if wanted language (id, en)")
    back = commands.add_parser("collect", help="gather the students' logs and write the class report")
    back.add_argument("--gold", default="", help="the lecturers' own log, or the folder that they coded in")
    back.add_argument("--anonymous", action="store_true", help="names are replaced in the report")
    one = commands.add_parser("lesson", help="say which notebook of a student's folder to open")
    one.add_argument("--student", default="", help="the student's code, as in the list")
    one.add_argument("--session", default="", help="number of the session (default: 1)")
    commands.add_parser("key", help="write the lecturers' answers anew from the exercises and the data")
    options = parser.parse_args(arguments)
    try:
        if options.command == "key":
            return _key()
        if options.command == "lesson":
            return _lesson(options.student.strip(), options.session.strip())
        return (
            _hand_out(options.students.strip())
            if options.command == "hand-out"
            else _collect(options.gold.strip(), options.anonymous)
        )
    except CodingError as error:
        print(messages.shown(error, messages.language()), file=sys.stderr)
        return 1


def _hand_out(students: str) -> int:
    from coding.teaching import handout, roster

    if not students:
        raise CodingError("no list of students is named", mend="Write make class STUDENTS=list.csv.")
    if Path(students).is_dir():
        raise CodingError(f"{students} is a folder", mend="Name the list itself, a .csv file.")
    told = handout.hand_out(roster.read(Path(students)))
    for fault in told.faults:
        print(messages.shown(fault, messages.language()), file=sys.stderr)
    print(told.told(messages.language()))
    return 1 if told.faults else 0


def _collect(gold: str, anonymous: bool) -> int:
    from coding.teaching import collect, report

    collection = collect.collect(gold)
    for one in collection.notices:
        where = " · ".join(filter(None, (one.student, one.place)))
        print(f"{where}: {one.said[messages.language()]}", file=sys.stderr)
    language = messages.language()
    print(messages.translated(f"gold: {', '.join(collection.gold.made_of)}", language))
    print(messages.translated(f"{len(collection.students)} logs → {paths.shown(collection.root)}", language))
    for path in report.write(collection, anonymous=anonymous):
        print(paths.shown(path))
    return 0


def _lesson(student: str, session: str) -> int:
    from coding.teaching import lesson

    print(lesson.notebook(student, session or "1"))
    return 0


def _key() -> int:
    from coding.teaching import key

    for path in key.write():
        print(paths.shown(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
