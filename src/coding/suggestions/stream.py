"""Suggestions for any number of files, written as they are found: in this process, in several, or on a Dask cluster.

Whatever the engine, blocks are read anywhere and written in their order, so the file is the same byte for byte.
"""

from __future__ import annotations

import csv
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from coding.errors import CodingError
from coding.files import temporary
from coding.suggestions.blocks import Block, Found, blocks, read_anywhere
from coding.transcripts import formats

Engine = Literal["local", "dask"]
COLUMNS = (
    "suggestion", "segment", "transcript", "start", "end", "indicator", "keyword", "matched", "status", "cue", "score",
    "reason_id", "reason_en",
)  # fmt: skip
# Below this many bytes of input a second process costs more than it brings.
WORTH_A_POOL = 3_000_000
# Blocks under way for each worker: enough to keep it busy, few enough to keep memory flat.
AHEAD = 3
ROW_GROUP = 50_000


class Work(NamedTuple):
    """What every block is read with."""

    codebook: str
    name: str
    weak: bool


class Summary(NamedTuple):
    files: int
    segments: int
    suggestions: int
    faults: list[CodingError]


class Progress(Protocol):
    def update(self, n: float | None = 1, /) -> Any: ...


def sources(given: Iterable[Path]) -> list[Path]:
    """The files to read: those given, and of a folder all that can be read, in alphabetical order.

    Raises CodingError when two have one name, since the name is the transcript's.
    """
    found = [
        path for one in given for path in (sorted(filter(_is_transcript, one.rglob("*"))) if one.is_dir() else [one])
    ]
    seen: dict[str, Path] = {}
    for path in found:
        if path.stem in seen:
            raise CodingError(f"two files have the name {path.stem!r}", file=str(path), mend="Rename one.")
        seen[path.stem] = path
    return found


def _is_transcript(path: Path) -> bool:
    return path.suffix.lower() in formats.READERS and not path.name.startswith((".", "~$")) and path.is_file()


def write(
    files: Sequence[Path],
    out: Path,
    work: Work,
    *,
    engine: Engine = "local",
    workers: int | None = None,
    scheduler: str = "",
    keep_going: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Write the suggestions for all files to `out` (.csv or .parquet), whole or not at all.

    keep_going: a file that cannot be read is skipped and its fault kept in the summary; else it is raised.
    """
    faults: list[CodingError] = []
    ends: deque[Path] = deque()

    def cut() -> Iterator[Block | None]:
        for path in files:
            try:
                yield from blocks(path)
            except CodingError as fault:
                if not keep_going:
                    raise
                faults.append(fault)
            ends.append(path)
            yield None

    segments = suggestions = base = 0
    with ExitStack() as stack:
        read = stack.enter_context(_reader(engine, files, work, workers, scheduler))
        sink = stack.enter_context(_sink(out))
        for found in read(cut()):
            if found is None:
                base = 0
                if progress:
                    progress.update(_bytes(ends.popleft()))
                continue
            for number, one in found.suggestions:
                row = one.row()
                row["segment"] = f"{one.transcript}-{base + number:04d}"
                row["suggestion"] = f"{row['segment']}-s{one.number}"
                sink([row[column] for column in COLUMNS])
            base += found.segments
            segments += found.segments
            suggestions += len(found.suggestions)
    return Summary(len(files) - len(faults), segments, suggestions, faults)


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


Read = Callable[[Iterator[Block | None]], Iterator[Found | None]]


@contextmanager
def _reader(engine: Engine, files: Sequence[Path], work: Work, workers: int | None, scheduler: str) -> Iterator[Read]:
    if engine == "dask":
        from coding.suggestions.cluster import client

        with client(scheduler, workers) as cluster:
            total = max(1, len(cluster.scheduler_info()["workers"]))
            yield lambda cut: _in_order(
                cut, lambda block: cluster.submit(read_anywhere, block, *work, pure=False), total
            )
        return
    count = (
        workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or os.cpu_count() or 1
    )
    if count == 1 or (workers is None and sum(map(_bytes, files)) < WORTH_A_POOL):
        yield lambda cut: (block and read_anywhere(block, *work) for block in cut)
        return
    pool = ProcessPoolExecutor(count, initializer=_deaf)
    try:
        yield lambda cut: _in_order(cut, lambda block: pool.submit(read_anywhere, block, *work), count)
    except BrokenProcessPool as error:
        raise CodingError(
            "one of the processes that read was ended from outside (often for want of memory); nothing was written",
            mend="Run it again with --workers 1.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _deaf() -> None:
    """A worker leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_order(
    cut: Iterator[Block | None], submit: Callable[[Block], Future[Found]], workers: int
) -> Iterator[Found | None]:
    """Results in the order of their blocks, with no more than AHEAD blocks a worker under way."""
    under_way: deque[Future[Found] | None] = deque()
    for block in cut:
        under_way.append(submit(block) if block else None)
        while len(under_way) > AHEAD * workers:
            yield _result(under_way.popleft())
    while under_way:
        yield _result(under_way.popleft())


def _result(future: Future[Found] | None) -> Found | None:
    return future.result() if future else None


@contextmanager
def _sink(out: Path) -> Iterator[Callable[[list[Any]], Any]]:
    """A function that takes rows and writes them to a temporary file, which gets its name when all went well."""
    if out.suffix.lower() == ".parquet":
        with temporary(out) as path, _parquet(path) as take:
            yield take
        return
    with temporary(out) as path, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        yield writer.writerow


@contextmanager
def _parquet(path: Path) -> Iterator[Callable[[list[Any]], None]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"start": pa.int64(), "end": pa.int64(), "score": pa.float64()}
    schema = pa.schema([(column, kinds.get(column, pa.string())) for column in COLUMNS])
    held: list[list[Any]] = []

    def flush() -> None:
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in held]
        for row in rows:
            row["score"] = float(row["score"])
        writer.write_table(pa.Table.from_pylist(rows, schema))
        held.clear()

    def take(row: list[Any]) -> None:
        held.append(row)
        if len(held) >= ROW_GROUP:
            flush()

    with pq.ParquetWriter(path, schema) as writer:
        yield take
        flush()
