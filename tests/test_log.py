"""A coder's log on the disk: what was told to be saved stays, whatever is killed, full or opened twice."""

from __future__ import annotations

import itertools
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coding.decisions.log import Log, append, read
from coding.errors import DecisionError

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("these tests stop processes as only Unix can", allow_module_level=True)


def made(number: int, size: int = 60) -> Callable[[str, int], str]:
    """Builds one line of a log, as a decision with a memo of that length would be."""

    def build(at: str, news: int) -> str:
        line = {"at": at, "number": number, "memo": "ndak ada suratnya – " * (size // 20)}
        return json.dumps(line, ensure_ascii=False) + "\n"

    return build


def numbers(path: Path) -> list[int]:
    """The lines of a log by their number; fails where one is not whole."""
    content = path.read_bytes()
    assert content.endswith(b"\n")
    return [json.loads(line)["number"] for line in content.decode("utf-8").splitlines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions" / "ani.jsonl"


# Killed

# Forks a child for each round, which decides until it is killed, and tells each decision after it was saved.
KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
from coding.decisions.log import Log

path, rounds, rng = Path(sys.argv[1]), int(sys.argv[2]), random.Random(200)
number, told, torn = 0, [], 0
for turn in range(rounds):
    out, into = os.pipe()
    child = os.fork()
    if not child:
        log = Log(path)
        log.refresh()
        while True:
            number += 1
            # Every fifth decision is long: a kill then finds it half written more often.
            size = 200_000 if number % 5 == 0 else 80
            log.append(lambda at, news: json.dumps({"at": at, "number": number, "memo": "x" * size}) + "\\n")
            os.write(into, b"%d\\n" % number)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        first = pipe.readline()
        time.sleep(rng.random() * 0.012)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = [int(line) for line in (first + pipe.read()).splitlines()]
    assert now, "the child saved nothing before it was killed"
    told += now
    content = path.read_bytes()
    whole, _, rest = content.rpartition(b"\\n")
    saved = [json.loads(line)["number"] for line in whole.splitlines()]
    assert set(told) <= set(saved), set(told) - set(saved)
    assert len(saved) == len(set(saved)) and saved == sorted(saved)
    torn += bool(rest)
    number = max(saved)
    again = Log(path)
    again.refresh()
    assert again.torn == bool(rest)
    number += 1
    again.append(lambda at, news: json.dumps({"at": at, "number": number, "memo": ""}) + "\\n")
    told.append(number)
    content = path.read_bytes()
    assert content.endswith(b"\\n")
    lines = [json.loads(line) for line in content.splitlines()]
    assert lines[-1]["number"] == number
    assert [line["at"] for line in lines] == sorted({line["at"] for line in lines})
    if len(content) > 3_000_000:  # a new log, so that reading it stays fast
        path.unlink()
        told = []
print(json.dumps({"rounds": rounds, "torn": torn, "decisions": number}))
"""


def test_a_process_killed_200_times_between_and_within_its_writes_loses_nothing_it_told(path: Path) -> None:
    path.parent.mkdir()
    told = subprocess.run([sys.executable, "-c", KILLED, str(path), "200"], capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    result = json.loads(told.stdout)
    print(result)
    assert result["rounds"] == 200 and result["decisions"] > 400


# Torn tails

WHOLE = '{"at": "2017-03-04T08:00:00Z", "number": 1, "memo": "suratnya – “belum”"}'
HALF = '{"at": "2017-03-04T08:00:01Z", "number": 2, "memo": "rapat – '
TORN = {
    "within a character": HALF.encode() + "–".encode()[:2],
    "within a word": HALF.encode(),
    "behind the opening brace": b"{",
    "before the closing brace": WHOLE[:-1].encode(),
    "zeros, as a file system leaves them after a power cut": b"\0" * 40,
}


@pytest.mark.parametrize("tail", TORN.values(), ids=TORN.keys())
def test_a_torn_last_line_does_not_count_and_the_next_decision_takes_its_place(path: Path, tail: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(WHOLE.encode() + b"\n" + tail)
    lines, cut = read(path)
    assert lines == [WHOLE] and cut
    log = Log(path)
    assert log.refresh() == 1 and log.torn
    log.append(made(2))
    assert log.torn, "the coder is told of it"
    assert numbers(path) == [1, 2]
    assert path.read_bytes().startswith(WHOLE.encode() + b"\n")
    append(path, '{"number": 3}\n')
    assert numbers(path) == [1, 2, 3]


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "with the mark that Windows editors set"])
@pytest.mark.parametrize("before", [0, 1, 40])
def test_a_whole_last_line_without_its_line_break_counts_and_stays(path: Path, before: int, start: str) -> None:
    path.parent.mkdir()
    path.write_text(start + (WHOLE + "\n") * before + WHOLE, encoding="utf-8")
    lines, cut = read(path)
    assert (lines, cut) == ([WHOLE] * (before + 1), "")
    kept = path.read_bytes()
    log = Log(path)
    log.append(made(2))
    assert path.read_bytes().startswith(kept + b"\n")
    assert len(read(path)[0]) == before + 2 == len(log.lines)
    assert log.refresh() == 0 and not log.torn


def test_every_way_to_cut_a_log_short_leaves_its_whole_lines_and_nothing_else(path: Path) -> None:
    path.parent.mkdir()
    second = WHOLE.replace('"number": 1', '"number": 2')
    content = f"{WHOLE}\n{second}\n".encode()
    for size in range(len(content)):
        path.write_bytes(content[:size])
        lines, cut = read(path)
        whole = [line for line in (WHOLE, second) if content.index(line.encode()) + len(line.encode()) <= size]
        assert lines == whole
        assert bool(cut) == (size not in (0, len(WHOLE.encode()), len(WHOLE.encode()) + 1, len(content) - 1))
        append(path, '{"number": 3}\n')
        assert numbers(path) == [*range(1, len(whole) + 1), 3]


def test_a_log_in_another_encoding_is_named_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"memo": "caf\xe9"}\n{"number": 2}\n')
    with pytest.raises(DecisionError, match="byte 13 is not UTF-8"):
        read(path)
    with pytest.raises(DecisionError, match="byte 13 is not UTF-8"):
        Log(path).append(made(3))
    assert path.read_bytes() == b'{"memo": "caf\xe9"}\n{"number": 2}\n'


# A full disk


def full(path: Path, log: Log, make_room: Callable[[], None]) -> None:
    """Decide until the disk is full; then make room and go on."""
    for number in range(1, 10_000):
        before = path.read_bytes() if path.exists() else b""
        try:
            log.append(made(number, 4000))
        except DecisionError as fault:
            assert "nothing was saved" in fault.problem and "ani.jsonl" in str(fault.file)
            assert "Make room" in fault.mend and "decide once more" in fault.mend
            break
    assert 1 < number < 9_999
    assert path.read_bytes() == before
    assert log.refresh() == 0 and len(log.lines) == number - 1
    with pytest.raises(DecisionError):
        log.append(made(number, 4000))
    assert path.read_bytes() == before
    make_room()
    log.append(made(number, 4000))
    assert numbers(path) == list(range(1, number + 1))


def test_a_file_that_may_not_grow_is_told_and_left_as_it_was(path: Path) -> None:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # Not a multiple of a line: some write is cut short within it.
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_001, old[1]))
        full(path, Log(path), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, old))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, ignored)


FULL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import test_log
folder = Path(sys.argv[1])
(folder / "ballast").write_bytes(b"x" * 20_000)
path = folder / "decisions" / "ani.jsonl"
test_log.full(path, test_log.Log(path), (folder / "ballast").unlink)
"""


def test_a_small_full_file_system_is_told_and_the_log_left_as_it_was(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    inside = [sys.executable, "-c", FULL, str(tmp_path), str(Path(__file__).parent)]
    apart = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*apart, *mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small file system: neither root nor user namespaces")
    done = subprocess.run(
        [*apart, "sh", "-c", f'{" ".join(mount[:-1])} "$0" && exec "$@"', str(tmp_path), *inside],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_flush_that_fails_takes_back_what_was_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(path)
    log.append(made(1))
    before = path.read_bytes()

    def failing(handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        with pytest.raises(DecisionError, match="nothing was saved"):
            log.append(made(2))
    assert path.read_bytes() == before
    log.append(made(2))
    assert numbers(path) == [1, 2]


def test_a_stop_while_it_is_written_takes_back_what_was_not_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(path)
    log.append(made(1))

    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", stopped)
        with pytest.raises(KeyboardInterrupt):
            log.append(made(2))
    assert numbers(path) == [1]
    log.append(made(2))
    assert numbers(path) == [1, 2] and len(log.lines) == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"nothing was saved .* decide once more"):
        Log(tmp_path / "decisions" / "ani.jsonl").append(made(1))
    with pytest.raises(DecisionError, match="nothing was saved"):
        append(tmp_path / "decisions" / "ani.jsonl", "{}\n")


# Two at once

WRITER = """
import json, sys
from pathlib import Path
from coding.decisions.log import Log

name, count, log = sys.argv[2], int(sys.argv[3]), Log(Path(sys.argv[1]))
sys.stdin.readline()
heard = 0
for number in range(count):
    def build(at, news):
        global heard
        heard += news
        return "".join(json.dumps({"at": at, "who": name, "number": number, "part": part, "memo": "x" * (number % 700)})
                       + "\\n" for part in range(1 + number % 3))
    log.append(build)
mine = sum(json.loads(line)["who"] == name for line in log.lines)
print(json.dumps([heard, len(log.lines) - mine, mine]))
"""


def test_two_windows_at_once_lose_and_mix_no_line(path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, "300"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    time.sleep(0.3)
    for process in both:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = []
    for process in both:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        told.append(json.loads(out))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    acts: list[tuple[str, str, int]] = []
    for line in lines:  # the lines of one act stand together and share their time
        act = line["at"], line["who"], line["number"]
        assert (line["part"] == 0) == (act not in acts)
        assert line["part"] == 0 or acts[-1] == act
        if line["part"] == 0:
            acts.append(act)
    times = [at for at, _, _ in acts]
    assert all(one < other for one, other in itertools.pairwise(times))
    for name, (heard, others, mine) in zip(("one", "two"), told, strict=True):
        assert [number for _, who, number in acts if who == name] == list(range(300))
        assert mine == 600 and heard == others, "each was told of the other's lines"
    assert len(lines) == 1200


def test_a_second_window_reads_what_the_first_has_saved_before_it_decides(path: Path) -> None:
    one, two = Log(path), Log(path)
    one.append(made(1))
    one.append(made(2))
    seen: list[tuple[int, int]] = []

    def build(at: str, news: int) -> str:
        seen.append((news, len(two.lines)))
        return made(3)(at, news)

    two.append(build)
    assert seen == [(2, 2)]
    assert one.refresh() == 1 and one.lines == two.lines
    assert one.refresh() == two.refresh() == 0


def test_nothing_is_written_where_there_is_nothing_to_write(path: Path) -> None:
    log = Log(path)
    log.append(made(1))
    before = path.read_bytes()
    assert log.append(lambda at, news: "") == ""
    assert path.read_bytes() == before and log.refresh() == 0


def test_a_fault_while_a_decision_is_made_writes_nothing_and_frees_the_log(path: Path) -> None:
    log = Log(path)

    def build(at: str, news: int) -> str:
        raise DecisionError("these words are nobody's")

    with pytest.raises(DecisionError, match="nobody's"):
        log.append(build)
    assert path.read_bytes() == b""
    Log(path).append(made(1))
    assert numbers(path) == [1]


# Another file of that name


def switch(path: Path, content: str) -> None:
    """Put another file in the place of the log, as version control does."""
    other = path.with_suffix(".new")
    other.write_text(content, encoding="utf-8")
    other.replace(path)


@pytest.fixture
def opened(path: Path) -> Iterator[Log]:
    log = Log(path)
    log.append(made(1))
    log.append(made(2))
    yield log


def test_a_log_replaced_by_another_is_noticed_and_decided_on_anew(path: Path, opened: Log) -> None:
    switch(path, WHOLE + "\n")
    assert opened.refresh() == -1 and opened.lines == [WHOLE]
    opened.append(made(5))
    assert numbers(path) == [1, 5]


def test_a_log_replaced_by_one_that_goes_on_from_it_counts_as_news(path: Path, opened: Log) -> None:
    switch(path, path.read_text(encoding="utf-8") + WHOLE + "\n")
    news: list[int] = []

    def build(at: str, arrived: int) -> str:
        news.append(arrived)
        return made(4)(at, arrived)

    opened.append(build)
    assert news == [1] and numbers(path) == [1, 2, 1, 4]


def test_a_log_rewritten_in_place_with_as_many_bytes_is_noticed(path: Path, opened: Log) -> None:
    content = path.read_bytes()
    time.sleep(0.02)
    path.write_bytes(content.replace(b'"number": 2', b'"number": 7'))
    assert opened.refresh() == -1
    assert [json.loads(line)["number"] for line in opened.lines] == [1, 7]


def test_a_log_that_was_taken_away_is_noticed(path: Path, opened: Log) -> None:
    path.unlink()
    assert opened.refresh() == -1 and opened.lines == []
    assert opened.refresh() == 0
    opened.append(made(3))
    assert numbers(path) == [3]


def test_a_log_replaced_while_its_lock_was_waited_for_is_not_written_to(path: Path, opened: Log) -> None:
    code = """
        import fcntl, os, sys, time
        handle = os.open(sys.argv[1], os.O_RDWR)
        fcntl.flock(handle, fcntl.LOCK_EX)
        print("held", flush=True)
        sys.stdin.readline()
        os.rename(sys.argv[1] + ".new", sys.argv[1])
    """
    path.with_name("ani.jsonl.new").write_text(WHOLE + "\n", encoding="utf-8")
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout and holder.stdin and holder.stdout.readline() == "held\n"
    waiting = subprocess.Popen(
        [sys.executable, "-c", "import sys, pathlib, coding.decisions.log\n"
         "coding.decisions.log.append(pathlib.Path(sys.argv[1]), '{\"number\": 9}\\n')", str(path)]
    )  # fmt: skip
    time.sleep(0.5)
    assert waiting.poll() is None, "it waits for the lock"
    holder.communicate("go on\n", timeout=20)
    assert waiting.wait(timeout=20) == 0
    assert numbers(path) == [1, 9]


# The time of a line


@pytest.mark.parametrize("latest", ["2999-01-01T00:00:00Z", "2999-01-01T00:00:00.999999Z", "2999-01-01T00:00:00"])
def test_a_clock_that_runs_behind_still_gives_later_times(path: Path, latest: str) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"at": latest, "number": 1}) + "\n", encoding="utf-8")
    log = Log(path)
    log.append(made(2))
    log.append(made(3))
    times = [json.loads(line)["at"].removesuffix("Z") for line in path.read_text(encoding="utf-8").splitlines()]
    assert times == sorted(set(times)) and len(times) == 3


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59.999999Z", "later", "", 7, None])
def test_a_time_that_cannot_be_counted_on_from_stops_nobody(path: Path, at: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"at": at, "number": 1}) + "\n", encoding="utf-8")
    Log(path).append(made(2))
    assert numbers(path) == [1, 2]


def test_times_are_told_in_universal_time_to_the_microsecond(path: Path) -> None:
    log = Log(path)
    for number in range(50):
        log.append(made(number))
    times = [json.loads(line)["at"] for line in log.lines]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", at) for at in times)
    assert times == sorted(set(times))
