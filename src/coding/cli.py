"""The command ``coding``: for scripts, and for those who outgrow notebooks."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from coding import __version__, messages, paths
from coding.errors import CodingError
from coding.labels import LANGUAGES


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(prog="coding", description="Keyword-assisted coding of interviews.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check codebook, transcripts, tables and decisions of districts")
    check.add_argument("district", nargs="*", help="names of folders in data/raw; all, when none is named")
    check.add_argument("--language", choices=LANGUAGES, help="of the report (default: what the environment asks for)")
    check.add_argument("--out", type=Path, metavar="FILE.csv", help="write the report as a table, too")
    log = commands.add_parser("log", help="who decided what, when, with which codebook, and what came of it")
    log.add_argument("district", help="name of a folder in data/raw")
    log.add_argument("--coder", default="", help="only this coder's decisions")
    log.add_argument("--transcript", default="", help="only those on this transcript")
    log.add_argument("--lost", action="store_true", help="only codings without a sure place in their text as it is now")
    log.add_argument("--language", choices=LANGUAGES, default="en", help="of the words of the list (default: en)")
    log.add_argument("--out", type=Path, metavar="FILE.csv", help="write a table for spreadsheets instead")
    suggest = commands.add_parser("suggest", help="suggestions for any transcript files")
    suggest.add_argument("file", nargs="+", type=Path, help="transcripts (.docx, .txt, …) or folders of them")
    suggest.add_argument("--codebook", type=Path, help="another codebook than data/codebook.yml")
    suggest.add_argument("--out", type=Path, required=True, help="the file to write: .csv, or .parquet")
    suggest.add_argument("--all", action="store_true", help="also the weaker suggestions")
    suggest.add_argument("--keep-going", action="store_true", help="skip files that cannot be read (exit status 1)")
    suggest.add_argument("--engine", choices=("local", "dask"), default="local", help="where to read (default: here)")
    suggest.add_argument("--scheduler", default="", metavar="ADDR", help="address of a running Dask scheduler")
    suggest.add_argument("--workers", type=int, metavar="N", help="processes to use (default: all cores when worth it)")
    new = commands.add_parser("new-district", help="make a district's folder with commented templates")
    new.add_argument("name", help="small letters, digits and hyphens, such as lampung-tengah")
    new.add_argument("--language", choices=LANGUAGES, default="id", help="of what is printed (default: id)")
    people = commands.add_parser(
        "participants", help="begin rows of participants.csv from who speaks in the transcripts"
    )
    people.add_argument("district", help="name of a folder in data/raw")
    people.add_argument("--language", choices=LANGUAGES, default="id", help="of what is printed (default: id)")
    paper = commands.add_parser("start-paper", help="start a district's own paper from the template, where it has none")
    paper.add_argument("district", help="name of a folder in data/raw")
    changes = commands.add_parser("changes", help="what another version of the codebook changes in the suggestions")
    changes.add_argument("district", help="name of a folder in data/raw")
    changes.add_argument("--since", type=Path, required=True, metavar="OLD.yml", help="the codebook as it was")
    changes.add_argument("--language", choices=LANGUAGES, default="en", help="of the words of the list (default: en)")
    changes.add_argument("--out", type=Path, metavar="FILE.csv", help="also write every change as a table")
    withdraw = commands.add_parser("withdraw", help="take a participant's words out of everything that is built")
    withdraw.add_argument("participant", help="role code, as in participants.csv")
    withdraw.add_argument("--district", default="", help="name of a folder in data/raw, where several know the code")
    withdraw.add_argument("--yes", action="store_true", help="do it; without this, only tell what would be done")
    withdraw.add_argument("--language", choices=LANGUAGES, default="id", help="of what is printed (default: id)")
    _sheet_options(commands)
    _release_options(commands)
    _exchange_options(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 1 with one message a fault when its input has faults."""
    options = parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except CodingError as error:
        print(messages.shown(error, messages.language()), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads has seen enough: coding log … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        mend = "Check that the place exists, may be written to, and has room."
        fault = CodingError(error.strerror or str(error), file=error.filename, mend=mend)
        print(messages.shown(fault, messages.language()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(messages.translated("Stopped: nothing was written.", messages.language()), file=sys.stderr)
        return 130


def _exchange_options(commands: Any) -> None:
    from coding.exchange import command

    command.add(commands)


def _exchange(options: argparse.Namespace) -> int:
    from coding.exchange import command

    return command.run(options)


def _sheet_options(commands: Any) -> None:
    sheet = commands.add_parser(
        "review-sheet",
        help="review suggestions in Excel: write sheets for a coder, read them back",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="""\
Review suggestions in a spreadsheet (Excel, LibreOffice) instead of JupyterLab.

1. Write one sheet (.xlsx) a transcript, with what the coder has decided so far filled in:
     coding review-sheet lampung-timur --coder ani --out sheets
2. Fill in the tinted columns; the sheet itself says how, in Indonesian and English.
3. Read the sheets back into the coder's log of decisions:
     coding review-sheet --read sheets/PRN1-ani.xlsx sheets/PRN2-ani.xlsx

Reading the same sheet twice adds nothing, and an older sheet never undoes a later decision. Rows that cannot be
understood are told with their number and how to mend them; the other rows are read all the same (exit status 1).""",
    )
    sheet.add_argument("district", nargs="?", help="name of a folder in data/raw")
    sheet.add_argument("--coder", metavar="NAME", help="who codes: small letters, digits, hyphens, such as ani")
    sheet.add_argument("--out", type=Path, metavar="FOLDER", help="folder to write the sheets to")
    sheet.add_argument(
        "--transcript", nargs="+", action="extend", default=[], metavar="T", help="only these (default: all)"
    )
    sheet.add_argument("--blind", action="store_true", help="show no suggestions, so that they cannot sway the coder")
    sheet.add_argument("--language", choices=("id", "en"), default="id", help="of headings and lists (default: id)")
    sheet.add_argument(
        "--read", nargs="+", type=Path, metavar="FILE", help="sheets to read back, or folders of them; whatever name"
    )


def _release_options(commands: Any) -> None:
    release = commands.add_parser(
        "release", help="make a folder to deposit: of a district, only what its participants allow to leave"
    )
    release.add_argument("district", help="name of a folder in data/raw")
    release.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="new, or an earlier release")
    release.add_argument(
        "--allow", type=Path, metavar="FILE", help="words, one a line, that look like personal data and are none"
    )
    release.add_argument("--language", choices=LANGUAGES, default="id", help="of what is printed (default: id)")


def _release(options: argparse.Namespace) -> int:
    from coding.releases import release, report

    allowed = release.allowed(options.allow) if options.allow else ()
    made, number = release.make(options.district, options.out, allowed)
    print(report.told(made, paths.shown(options.out), number)[options.language])
    return 0


def _review_sheet(options: argparse.Namespace) -> int:
    from coding.review import sheet

    if options.read:
        summary = sheet.read(options.read)
        for fault in summary.faults:
            print(messages.shown(fault, messages.language()), file=sys.stderr)
        print(summary)
        return 1 if summary.faults else 0
    if not (options.district and options.coder and options.out):
        raise CodingError(
            "a district, --coder and --out are needed to write sheets; --read to read them back",
            mend="For example: coding review-sheet lampung-timur --coder ani --out sheets",
        )
    written = sheet.write(
        options.district,
        options.coder,
        options.out,
        options.transcript,
        blind=options.blind,
        language=options.language,
    )
    print(messages.translated(f"{len(written)} sheets → {options.out}", messages.language()))
    return 0


def _check(options: argparse.Namespace) -> int:
    from coding.check import checking
    from coding.check import report as check_report
    from coding.files import to_csv, write_text

    language = options.language or messages.language()
    if hasattr(sys.stdout, "reconfigure"):  # a terminal that cannot show a sign of a file shows another
        sys.stdout.reconfigure(errors="replace")
    if options.out and options.out.suffix != ".csv":
        raise CodingError(f"{options.out} is no .csv file", mend="Name the file to write behind --out: FILE.csv.")
    reports = [checking.report(name) for name in dict.fromkeys(options.district or paths.districts())]
    if options.out:
        write_text(options.out, to_csv(check_report.table(reports, language), check_report.COLUMNS))
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(check_report.shown(reports, language, colour=colour))
    return 1 if any(report.faults for report in reports) else 0


def _new_district(options: argparse.Namespace) -> int:
    from coding.codebooks import codebook
    from coding.publishing import district_paper
    from coding.upkeep import new_district

    new_district.make(options.name)
    district_paper.start(options.name, codebook.load(paths.codebook()))
    print(new_district.next_steps(options.name)[options.language])
    return 0


def _participants(options: argparse.Namespace) -> int:
    from coding.upkeep import participants

    rows = participants.begin(options.district)
    print(participants.told(options.district, rows)[options.language])
    return 0


def _changes(options: argparse.Namespace) -> int:
    from coding import pipeline
    from coding.codebooks.codebook import load
    from coding.files import to_csv, write_text
    from coding.spreadsheets import defuse
    from coding.upkeep import codebook_changes as changes

    study = pipeline.prepare(options.district)
    found = changes.between(study, load(options.since), study.codebook)
    print(changes.shown(found, study.codebook.codes, options.language))
    if found:
        print(changes.on_decided(study, found, options.language))
    if options.out:
        rows = [{key: defuse(one) for key, one in row.items()} for row in changes.rows(study, found)]
        write_text(options.out, to_csv(rows, changes.COLUMNS))
        print(f"{len(found)} → {options.out}")
    return 0


def _start_paper(options: argparse.Namespace) -> int:
    from coding.pipeline import Study
    from coding.publishing import district_paper

    written = district_paper.start(options.district, Study(options.district).codebook)
    for path in written:
        print(paths.shown(path))
    if not written:
        print(f"{options.district} has a paper already; nothing was changed.")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    from coding.upkeep import withdrawal

    planned = withdrawal.plan(options.district or withdrawal.find(options.participant), options.participant)
    if options.yes:
        withdrawal.carry_out(planned)
    print(withdrawal.told(planned, done=options.yes)[options.language])
    return 0


def _log(options: argparse.Namespace) -> int:
    from coding.upkeep import history

    found = history.entries(options.district, coder=options.coder, transcript=options.transcript, lost=options.lost)
    if not options.out:
        print(history.shown(found, options.language, lost=options.lost))
        return 0
    if options.out.suffix != ".csv":
        raise CodingError(f"{options.out} is no .csv file", mend="Name the file to write behind --out: FILE.csv.")
    history.write_csv(options.out, found, options.language)
    print(messages.translated(f"{len(found)} decisions → {options.out}", messages.language()))
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from coding.codebooks.codebook import parse_codebook
    from coding.files import read_text
    from coding.suggestions import stream

    out: Path = options.out
    if out.is_dir():
        raise CodingError(f"{out} is a folder", mend="Name the file to write behind --out.")
    book = options.codebook or paths.codebook()
    if out.exists() and out.samefile(book):
        raise CodingError("the file to write is the codebook", file=str(out), mend="Name another --out.")
    if options.workers is not None and options.workers < 1:
        raise CodingError(f"{options.workers} workers cannot work", mend="Give --workers a number from 1 up.")
    content = read_text(book)
    parse_codebook(content, paths.shown(book))  # a fault in the codebook is told before any work starts
    files = stream.sources(options.file)
    for path in files:
        if out.exists() and path.exists() and out.samefile(path):
            raise CodingError("the file to write is one of the transcripts", file=str(path), mend="Name another --out.")
    with _bar(files) as bar:
        summary = stream.write(
            files,
            out,
            stream.Work(content, paths.shown(book), options.all),
            engine=options.engine,
            workers=options.workers,
            scheduler=options.scheduler,
            keep_going=options.keep_going,
            progress=bar,
        )
    for fault in summary.faults:
        print(messages.shown(fault, messages.language()), file=sys.stderr)
    told = f"{summary.files} files, {summary.segments} segments, {summary.suggestions} suggestions → {out}"
    print(messages.translated(told, messages.language()))
    return 1 if summary.faults else 0


def _bar(files: Sequence[Path]) -> Any:
    """A progress bar over the bytes of the files; none where there is no terminal."""
    from contextlib import nullcontext

    if not sys.stderr.isatty():
        return nullcontext()
    from tqdm import tqdm

    return tqdm(total=sum(path.stat().st_size for path in files if path.is_file()), unit="B", unit_scale=True)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "log": _log,
    "suggest": _suggest,
    "new-district": _new_district,
    "participants": _participants,
    "start-paper": _start_paper,
    "changes": _changes,
    "withdraw": _withdraw,
    "review-sheet": _review_sheet,
    "release": _release,
    "export": _exchange,
    "import": _exchange,
}

if __name__ == "__main__":
    sys.exit(main())
