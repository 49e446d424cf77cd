"""Suggestions written for many files: the same bytes by every engine, and a whole file or none."""

from __future__ import annotations

import csv
import errno
import os
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coding import cli, paths
from coding.errors import CodingError
from coding.suggestions import blocks, stream

ROOT = Path(__file__).parents[1]
BOOK = (ROOT / "data" / "codebook.yml").read_text(encoding="utf-8")
WORK = stream.Work(BOOK, "codebook.yml", False)
TALK = (
    "P: Apakah ada sanksi kalau dinas tidak hadir?\nI: Belum ada, Bu. Paling ditegur, tapi cuma lisan.\n"
    "P: Koordinasi dengan balai bagaimana?\nI: Undangannya sudah kami terima. Orangnya diam saja di sana.\n"
    "P: Anak Ibu sekolah di mana?\nI: Di kota. Singkong di kebun panen.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three interviews and an FGD, one of them in a folder of its own."""
    top = tmp_path / "transkrip"
    (top / "fgd").mkdir(parents=True)
    for number, name in enumerate(("B.txt", "A.txt", "c.md"), start=1):
        (top / name).write_text(TALK * number, encoding="utf-8")
    (top / "fgd" / "F.txt").write_text(
        "Moderator: Usulannya ditindaklanjuti?\nP1: Belum. Masukan kami 😀 ditampung.\nPeserta: Ya.\nP2: Cuma dicatat.\n"
    )
    return top


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def written(out: Path, files: list[Path], **options) -> bytes:
    stream.write(files, out, WORK, **options)
    return out.read_bytes()


def limited(limit: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, under a limit of the shell's ulimit."""
    command = [sys.executable, "-m", "coding", *map(str, arguments)]
    shell = ["sh", "-c", f'ulimit {limit} && exec "$@"', "sh"]
    return subprocess.run([*shell, *command], capture_output=True, text=True, timeout=120)


def rows(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What is read.


def test_the_files_of_a_folder_are_read_in_their_order(folder):
    (folder / ".B.txt").write_text("x")
    (folder / "~$B.docx").write_text("x")
    (folder / "foto.jpg").write_text("x")
    assert [path.name for path in stream.sources([folder])] == ["A.txt", "B.txt", "c.md", "F.txt"]
    assert stream.sources([folder / "c.md", folder / "A.txt"]) == [folder / "c.md", folder / "A.txt"]


def test_two_files_of_one_name_are_refused(folder):
    (folder / "fgd" / "A.md").write_text("x")
    with pytest.raises(CodingError, match="two files have the name 'A'"):
        stream.sources([folder])
    with pytest.raises(CodingError, match="two files have the name 'c'"):
        stream.sources([folder / "c.md", folder / "c.md"])


def test_segments_are_numbered_anew_in_each_file(folder, tmp_path):
    out = tmp_path / "o.csv"
    summary = stream.write(stream.sources([folder]), out, WORK)
    found = rows(out)
    assert summary == stream.Summary(4, 6 * 6 + 3, len(found), [])
    assert [row["transcript"] for row in found] == sorted((row["transcript"] for row in found), key="ABcF".index)
    assert {row["transcript"] for row in found} == {"A", "B", "c", "F"}
    for name in "ABcF":
        numbers = [int(row["segment"].removeprefix(f"{name}-")) for row in found if row["transcript"] == name]
        assert numbers == sorted(numbers)
        assert numbers[0] == 1
    assert all(row["suggestion"].startswith(f"{row['segment']}-s") for row in found)
    assert len({row["suggestion"] for row in found}) == len(found)


def test_blocks_go_on_counting_segments(folder, tmp_path, monkeypatch):
    whole = written(tmp_path / "o.csv", [folder / "c.md"])
    monkeypatch.setattr(blocks, "BLOCK", 1)
    assert written(tmp_path / "o.csv", [folder / "c.md"]) == whole


def test_weak_suggestions_are_written_when_asked_for(folder, tmp_path):
    out = tmp_path / "o.csv"
    few = stream.write([folder / "c.md"], out, WORK).suggestions
    many = stream.write([folder / "c.md"], out, WORK._replace(weak=True)).suggestions
    assert 0 < few < many == len(rows(out))


def test_without_files_only_the_header_is_written(tmp_path):
    assert written(tmp_path / "o.csv", []) == (",".join(stream.COLUMNS) + "\n").encode()
    stream.write([], tmp_path / "o.parquet", WORK)
    assert pq.read_table(tmp_path / "o.parquet").column_names == list(stream.COLUMNS)


def test_progress_counts_the_bytes_of_the_files(folder, tmp_path):
    class Bar:
        seen: list[float] = []  # noqa: RUF012

        def update(self, n=1, /):
            self.seen.append(n)

    files = stream.sources([folder])
    stream.write(files, tmp_path / "o.csv", WORK, progress=Bar())
    assert Bar.seen == [path.stat().st_size for path in files]


# The same content in every form and by every engine.


def test_csv_and_parquet_hold_the_same(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "ROW_GROUP", 7)
    files = stream.sources([folder])
    stream.write(files, tmp_path / "o.csv", WORK)
    stream.write(files, tmp_path / "o.parquet", WORK)
    expected = rows(tmp_path / "o.csv")
    read = pq.read_table(tmp_path / "o.parquet")
    assert read.num_rows == len(expected) > 14
    assert pq.ParquetFile(tmp_path / "o.parquet").num_row_groups > 2
    for row, other in zip(read.to_pylist(), expected, strict=True):
        assert {**row, "start": str(row["start"]), "end": str(row["end"]), "score": f"{row['score']:.2f}"} == other
        assert isinstance(row["start"], int) and isinstance(row["score"], float)


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("options", [{"workers": 2}, {"workers": 3}, {"engine": "dask", "workers": 2}])
def test_every_engine_writes_the_same_bytes(folder, tmp_path, monkeypatch, form, options):
    monkeypatch.setattr(blocks, "BLOCK", 200)
    files = stream.sources([folder])
    out = tmp_path / f"o.{form}"
    one = written(out, files, workers=1)
    assert written(out, files, **options) == one


def test_a_large_input_is_read_by_several_processes(folder, tmp_path, monkeypatch):
    started = []
    pool = stream.ProcessPoolExecutor

    def noted(count, **options):
        started.append(count)
        return pool(count, **options)

    monkeypatch.setattr(stream, "ProcessPoolExecutor", noted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    small = written(tmp_path / "o.csv", stream.sources([folder]))
    assert started == []
    monkeypatch.setattr(stream, "WORTH_A_POOL", 1)
    assert written(tmp_path / "o.csv", stream.sources([folder])) == small
    assert started == [2]


def test_no_more_blocks_are_under_way_than_the_workers_need(monkeypatch):
    from concurrent.futures import Future

    under_way = most = 0

    def submit(block):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        future: Future = Future()
        future.set_result(block)
        return future

    for number, one in enumerate(stream._in_order(iter(["a", "b", None, "c"] * 50), submit, 2)):
        under_way -= one is not None
        assert one == ["a", "b", None, "c"][number % 4]
    assert number == 199
    assert most <= stream.AHEAD * 2 + 1


# Whole or not at all.


@pytest.fixture
def bad(folder: Path) -> Path:
    """A file among the others that cannot be read."""
    path = folder / "Bb.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    return path


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_file_stops_without_leaving_anything(folder, bad, tmp_path, form, workers):
    out = tmp_path / "hasil" / f"o.{form}"
    with pytest.raises(CodingError, match=r"Bb\.docx"):
        stream.write(stream.sources([folder]), out, WORK, workers=workers)
    assert left(out.parent) == set()


def test_a_bad_file_leaves_what_was_written_before(folder, bad, tmp_path):
    out = tmp_path / "o.csv"
    out.write_text("lama")
    with pytest.raises(CodingError):
        stream.write(stream.sources([folder]), out, WORK)
    assert out.read_text() == "lama"
    assert left(tmp_path) == {"transkrip", "o.csv"}


@pytest.mark.parametrize("workers", [1, 2])
def test_keep_going_skips_a_bad_file_and_names_it(folder, bad, tmp_path, workers):
    files = stream.sources([folder])
    assert bad in files
    good = written(tmp_path / "good.csv", [path for path in files if path != bad])
    summary = stream.write(files, tmp_path / "o.csv", WORK, keep_going=True, workers=workers)
    assert (tmp_path / "o.csv").read_bytes() == good
    assert summary.files == 4
    assert [str(fault.file).endswith("Bb.docx") for fault in summary.faults] == [True]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_no_half_file_is_left_when_reading_fails_midway(folder, tmp_path, monkeypatch, form):
    monkeypatch.setattr(blocks, "BLOCK", 100)
    read, calls = stream.read_anywhere, []

    def fails(*given):
        calls.append(given)
        if len(calls) > 5:
            raise MemoryError
        return read(*given)

    monkeypatch.setattr(stream, "read_anywhere", fails)
    out = tmp_path / "hasil" / f"o.{form}"
    with pytest.raises(MemoryError):
        stream.write(stream.sources([folder]), out, WORK)
    assert left(out.parent) == set()


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_no_half_file_is_left_when_the_disk_is_full(folder, tmp_path, form, existing):
    out = tmp_path / "hasil" / f"o.{form}"
    out.parent.mkdir()
    if existing:
        out.write_text("lama")
    (folder / "besar.txt").write_text(TALK * 400)
    run = limited("-f 8", "suggest", folder, "--out", out, "--workers", "1")  # no file larger than 4 or 8 KB
    assert run.returncode != 0
    assert os.strerror(errno.EFBIG) in run.stderr
    assert left(out.parent) == ({out.name} if existing else set())
    assert not existing or out.read_text() == "lama"


def test_no_half_file_is_left_when_the_new_one_cannot_take_its_name(folder, tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no"):
        stream.write(stream.sources([folder]), tmp_path / "hasil" / "o.csv", WORK)
    assert left(tmp_path / "hasil") == set()


# The command.


def suggest(*arguments: object) -> int:
    return cli.main(["suggest", *map(str, arguments)])


def test_the_command_tells_what_it_did(folder, tmp_path, capsys):
    out = tmp_path / "o.csv"
    assert suggest(folder, "--out", out) == 0
    said = capsys.readouterr()
    assert said.out == f"4 files, 39 segments, {len(rows(out))} suggestions → {out}\n"
    assert said.err == ""


def test_the_command_shows_the_weak_with_all(folder, tmp_path):
    suggest(folder, "--out", tmp_path / "few.csv")
    suggest(folder, "--out", tmp_path / "all.csv", "--all")
    few, every = rows(tmp_path / "few.csv"), rows(tmp_path / "all.csv")
    assert len(few) < len(every)
    assert min(float(row["score"]) for row in few) > min(float(row["score"]) for row in every)


def test_the_command_stops_at_a_bad_file(folder, bad, tmp_path, capsys):
    assert suggest(folder, "--out", tmp_path / "o.csv") == 1
    assert "Bb.docx" in capsys.readouterr().err
    assert left(tmp_path) == {"transkrip"}


def test_the_command_keeps_going_and_tells_by_its_status(folder, bad, tmp_path, capsys):
    assert suggest(folder, "--out", tmp_path / "o.csv", "--keep-going") == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "Bb.docx" in said.err
    assert said.out.startswith("4 files, ")
    assert rows(tmp_path / "o.csv")
    bad.unlink()
    assert suggest(folder, "--out", tmp_path / "o.csv", "--keep-going") == 0


def test_the_command_does_not_write_over_a_transcript(folder, capsys):
    before = (folder / "A.txt").read_bytes()
    for out in (folder / "A.txt", folder / "fgd" / ".." / "A.txt"):
        assert suggest(folder, "--out", out) == 1
        assert "the file to write is one of the transcripts" in capsys.readouterr().err
    (folder / "pintas.csv").symlink_to(folder / "A.txt")
    assert suggest(folder, "--out", folder / "pintas.csv") == 1
    assert (folder / "A.txt").read_bytes() == before


def test_the_command_does_not_write_over_its_codebook(folder, tmp_path, capsys):
    book = tmp_path / "book.yml"
    book.write_bytes(paths.codebook().read_bytes())
    assert suggest(folder, "--out", tmp_path / "." / "book.yml", "--codebook", book) == 1
    assert "the file to write is the codebook" in capsys.readouterr().err
    assert book.read_bytes() == paths.codebook().read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{folder}", "--out", "{folder}"], "is a folder"),
        (["{folder}/hilang.txt", "--out", "{folder}/o.csv"], "the file does not exist"),
        (["{folder}", "--out", "{folder}/o.csv", "--codebook", "{folder}/hilang.yml"], "the file does not exist"),
        (["{folder}", "--out", "{folder}/o.csv", "--codebook", "{folder}/A.txt"], "A.txt"),
        (["{folder}", "{folder}/A.txt", "--out", "{folder}/o.csv"], "two files have the name 'A'"),
        (["{folder}", "--out", "{folder}/o.csv", "--workers", "0"], "0 workers cannot work"),
        (["{folder}", "--out", "{folder}/o.csv", "--workers", "-3"], "-3 workers cannot work"),
        (["{folder}", "--out", "{folder}/A.txt/o.csv"], "Check that the place exists"),
    ],
)
def test_the_command_refuses_with_one_message(folder, capsys, arguments, message):
    before = left(folder)
    assert suggest(*(argument.format(folder=folder) for argument in arguments)) == 1
    said = capsys.readouterr()
    assert message in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert left(folder) == before


def test_another_codebook_can_be_given(folder, tmp_path):
    book = tmp_path / "book.yml"
    book.write_text(
        'version: "1"\nframework: F\nindicators:\n- {code: x, label: L, definition: D, include: [x], exclude: [x], '
        "keywords: [singkong]}\n"
    )
    suggest(folder / "A.txt", "--out", tmp_path / "o.csv", "--codebook", book, "--all")
    assert {row["matched"] for row in rows(tmp_path / "o.csv") if not row["keyword"].startswith("turn: ")} == {
        "Singkong"
    }


# Ctrl-C.


@pytest.mark.parametrize(
    ("form", "options", "terminal"),
    [
        ("csv", ["--workers", "1"], False),
        ("parquet", ["--workers", "1"], True),
        ("parquet", ["--workers", "2"], False),
        ("csv", ["--workers", "2"], True),
        ("csv", ["--workers", "2", "--engine", "dask"], False),
    ],
)
def test_ctrl_c_leaves_nothing(tmp_path, form, options, terminal):
    """Some 25 MB, which take most of a minute; stopped while the file is being written.

    terminal: the key reaches the worker processes too, as it does there.
    """
    folder = tmp_path / "besar"
    folder.mkdir()
    for number in range(25):
        (folder / f"T{number:02d}.txt").write_text(TALK * 2_500)
    out = tmp_path / "hasil" / f"o.{form}"
    out.parent.mkdir()
    command = [sys.executable, "-m", "coding", "suggest", str(folder), "--out", str(out), *options]
    # A shell that started the tests in the background has them ignore Ctrl-C, and a process inherits that.
    run = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        deadline = time.monotonic() + 30
        while not any(path.stat().st_size for path in out.parent.iterdir()) and time.monotonic() < deadline:
            assert run.poll() is None, run.communicate()
            time.sleep(0.05)
        time.sleep(0.5)
        assert run.poll() is None, run.communicate()
        assert len(left(out.parent)) == 1, "it is at work"
        (os.killpg if terminal else os.kill)(run.pid, signal.SIGINT)
        said, errors = run.communicate(timeout=60)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
    # Python dies of the signal itself where it arrives within an exec(), as in an import; a shell tells both as 130.
    assert run.returncode in (130, -signal.SIGINT), errors
    assert errors.endswith("Stopped: nothing was written.\n")
    assert "dask" in options or errors.count("\n") == 1
    assert said == ""
    assert left(out.parent) == set()
    deadline = time.monotonic() + 10
    while _group_lives(run.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group_lives(run.pid), "no worker goes on"


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# Hostile files: each is read within 15 seconds of computing, however busy the machine. They are smaller than 50 MB where
# that would take longer: of words about 4 MB a second are read, of marks 2 MB, of turns of a word or two 0.1 MB.

MB = 1_000_000
HOSTILE = {
    "50 MB of letters": lambda: "a" * 50 * MB,
    "50 MB of letters by an informant": lambda: "I: " + "a" * 50 * MB,
    "50 MB of spaces before a word": lambda: "I: " + " " * 50 * MB + "sanksi",
    "50 MB of spaces between words": lambda: "I: sanksi" + " " * 50 * MB + "sanksi",
    "5 MB of words": lambda: "I: " + "kata " * MB,
    "2 MB of different words": lambda: "I: " + " ".join(f"kata{n}" for n in range(200_000)),
    "5 MB of commas": lambda: "I: " + "a, " * (5 * MB // 3),
    "5 MB of full stops": lambda: "I: " + "." * 5 * MB + " sanksi",
    "5 MB of brackets": lambda: "I: " + "(" * 5 * MB + " sanksi",
    "5 MB of quotes": lambda: "I: " + "“" * 2 * MB + " sanksi",
    "3 MB of empty lines": lambda: "I: sanksi" + "\n" * 3 * MB + "I: sanksi",
    "5 MB of tabs and colons": lambda: "I: sanksi\n" + "\t:" * (5 * MB // 2),
    "5 MB of control characters": lambda: "I: sanksi " + "\x01\x02\x1b\x7f " * MB,
    "5 MB of marks of direction": lambda: "I: sanksi " + "\u202e\u200f\u2067a " * (MB // 2),
    "5 MB of soft hyphens in a word": lambda: "I: sank" + "\u00ad" * (5 * MB // 2) + "si",
    "5 MB of accents on a letter": lambda: "I: sanksi a" + "\u0301" * (5 * MB // 2),
    "5 MB of one long label": lambda: "I: sanksi\n" + "a b " * (5 * MB // 4) + ": c",
    "a third of a MB of questions": lambda: "I: sanksi. " + "apa? " * (MB // 15),
    "a third of a MB of turns": lambda: "P: a\nI: b\n" * (MB // 30),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_read_in_bounded_time(tmp_path, kind):
    path = tmp_path / "T.txt"
    path.write_text(HOSTILE[kind](), encoding="utf-8", newline="")
    run = limited("-t 15", "suggest", path, "--out", tmp_path / "o.csv", "--all", "--workers", "1")
    assert (run.returncode, run.stderr) == (0, "")
    text = unicodedata.normalize("NFC", HOSTILE[kind]())
    found = rows(tmp_path / "o.csv")
    assert bool(found) == ("sanksi" in text)
    assert all(text[int(row["start"]) : int(row["end"])] == row["matched"] for row in found)


@pytest.mark.parametrize(
    "said",
    [
        *("sank\u00adsi", "sank\u200fsi", "\u202esanksi", "\u2067sanksi\u2069", "\ufeffsanksi"),
        *("\x01sanksi\x02", "sanksi\x1b[0m"),
    ],
)
def test_invisible_and_control_characters_hide_nothing_and_move_nothing(tmp_path, said):
    path = tmp_path / "T.txt"
    text = f"P: Apa?\nI: Di sini {said} belum ada.\n"
    path.write_text(text, encoding="utf-8")
    stream.write([path], tmp_path / "o.csv", WORK._replace(weak=True))
    (row,) = [row for row in rows(tmp_path / "o.csv") if row["indicator"] == "6"]
    assert text[int(row["start"]) : int(row["end"])] == row["matched"]
    assert row["matched"] in said
    assert (row["status"], row["cue"]) == ("absent", "belum ada")
