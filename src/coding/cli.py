"""The command ``coding``: for scripts, and for those who outgrow notebooks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from coding import __version__, paths
from coding.errors import CodingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit status 1 with one message a fault when its input has faults."""
    parser = argparse.ArgumentParser(prog="coding", description="Keyword-assisted coding of interviews.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check codebook, transcripts, tables and decisions of districts")
    check.add_argument("district", nargs="*", help="names of folders in data/raw; all, when none is named")
    suggest = commands.add_parser("suggest", help="suggestions for any transcript files")
    suggest.add_argument("file", nargs="+", type=Path, help="transcripts (.docx, .txt, …) or folders of them")
    suggest.add_argument("--codebook", type=Path, help="another codebook than data/codebook.yml")
    suggest.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    suggest.add_argument("--all", action="store_true", help="also the weaker suggestions")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            return _check(options.district)
        return _suggest(options.file, options.codebook, options.out, weak=options.all)
    except CodingError as error:
        print(error, file=sys.stderr)
        return 1


def _check(names: list[str]) -> int:
    from coding import pipeline

    faults = 0
    for name in names or paths.districts():
        found = pipeline.check(name)
        faults += len(found)
        for fault in found:
            print(fault, file=sys.stderr)
        if not found:
            print(f"{name}: no faults")
    return 1 if faults else 0


def _suggest(files: list[Path], codebook: Path | None, out: Path, *, weak: bool) -> int:
    from coding import codebook as codebooks
    from coding import formats
    from coding.files import write_table
    from coding.segments import split_segments
    from coding.suggest import suggest
    from coding.transcripts import split_turns

    if out.is_dir():
        raise CodingError(f"{out} is a folder", mend="Name the CSV file to write behind --out.")
    book = codebooks.load(codebook or paths.codebook())
    sources = [
        path
        for given in files
        for path in (sorted(p for p in given.rglob("*") if p.suffix in formats.READERS) if given.is_dir() else [given])
    ]
    names = [path.stem for path in sources]
    for path in sources:
        if out.exists() and path.resolve() == out.resolve():
            raise CodingError("the file to write is one of the transcripts", file=str(path), mend="Name another --out.")
        if names.count(path.stem) > 1:
            raise CodingError(f"two files have the name {path.stem!r}", file=str(path), mend="Rename one.")
    segments = []
    for path in sources:
        text = formats.read(path)
        for number, (_, start, end) in enumerate(split_segments(text, split_turns(text)), start=1):
            name = f"{path.stem}-{number:04d}"
            segments.append({"segment": name, "transcript": path.stem, "start": start, "text": text[start:end]})
    rows = [one.row() for one in suggest(segments, book, weak=weak)]
    write_table(out, "suggestions", rows)
    print(f"{len(sources)} files, {len(segments)} segments, {len(rows)} suggestions → {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
