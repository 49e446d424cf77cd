"""Reading on a Dask cluster: the same file although a worker dies, and a clear message where there is none."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from coding.errors import CodingError
from coding.suggestions import blocks, cluster, stream

ROOT = Path(__file__).parents[1]
WORK = stream.Work((ROOT / "data" / "codebook.yml").read_text(encoding="utf-8"), "codebook.yml", True)
TALK = (
    "P: Apakah ada sanksi kalau dinas tidak hadir?\nI: Belum ada, Bu. Paling ditegur, tapi cuma lisan.\n"
    "P: Koordinasi dengan balai bagaimana?\nI: Undangannya sudah kami terima. Orangnya diam saja di sana.\n"
)


@pytest.fixture(scope="module")
def two_workers():
    """A cluster of two worker processes, each with a nanny that starts it anew."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as running:
        yield running


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "transkrip" / f"T{number:02d}.txt" for number in range(30)]
    made[0].parent.mkdir()
    for number, path in enumerate(made):
        path.write_text(TALK * (40 + number), encoding="utf-8")
    return made


def pids(running: LocalCluster) -> dict[str, int]:
    with Client(running, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
        return client.run(os.getpid)


class Killer:
    """Kills one worker process once the third file is done."""

    def __init__(self, pid: int) -> None:
        self.pid, self.done = pid, 0

    def update(self, n: float | None = 1, /) -> None:
        self.done += 1
        if self.done == 3:
            os.kill(self.pid, signal.SIGKILL)


def test_a_worker_that_is_killed_changes_nothing(two_workers, files, tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 2_000)
    stream.write(files, tmp_path / "one.csv", WORK, workers=1)
    before = pids(two_workers)
    killer = Killer(min(before.values()))
    address = two_workers.scheduler_address
    summary = stream.write(files, tmp_path / "o.csv", WORK, engine="dask", scheduler=address, progress=killer)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert killer.done == summary.files == len(files)
    with pytest.raises(ProcessLookupError):
        os.kill(killer.pid, 0)
    after = pids(two_workers)
    assert killer.pid not in after.values()
    assert len(after) == 2, "its nanny has started another"


def test_a_running_cluster_is_left_running(two_workers, files, tmp_path):
    for _ in range(2):
        stream.write(files[:2], tmp_path / "o.csv", WORK, engine="dask", scheduler=two_workers.scheduler_address)
    assert len(pids(two_workers)) == 2


def test_a_cluster_of_this_machine_ends_with_the_work(files, tmp_path):
    with cluster.client(workers=2) as client:
        running = list(client.run(os.getpid).values())
        assert len(set(running)) == 2
        assert os.getpid() not in running
    deadline = time.monotonic() + 10
    while any(map(alive, running)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(alive, running))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def suggest(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which must end within 15 seconds."""
    command = [sys.executable, "-m", "coding", "suggest", *map(str, arguments), "--engine", "dask"]
    return subprocess.run(command, capture_output=True, text=True, timeout=15)


def test_where_nothing_listens_is_told_within_15_seconds(files, tmp_path):
    address = f"tcp://127.0.0.1:{unused_port()}"
    run = suggest(files[0], "--out", tmp_path / "hasil" / "o.csv", "--scheduler", address)
    assert run.returncode == 1
    assert run.stderr.startswith(f"no Dask scheduler answers at {address}. Start one")
    assert (run.stderr.count("\n"), run.stdout) == (1, "")
    assert not (tmp_path / "hasil").exists()


def test_the_command_reads_on_a_running_cluster(two_workers, files, tmp_path):
    run = suggest(files[0], "--out", tmp_path / "o.csv", "--all", "--scheduler", two_workers.scheduler_address)
    assert (run.returncode, run.stderr) == (0, "")
    stream.write(files[:1], tmp_path / "one.csv", WORK, workers=1)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_a_cluster_without_workers_is_told():
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty,
        pytest.raises(CodingError, match="has no workers"),
        cluster.client(empty.scheduler_address),
    ):
        pass


def test_a_bad_file_stops_the_work_on_a_cluster(two_workers, files, tmp_path):
    files[4].write_bytes(b"\x00\x01\x02")
    out = tmp_path / "hasil" / "o.csv"
    with pytest.raises(CodingError, match=r"T04\.txt"):
        stream.write(files, out, WORK, engine="dask", scheduler=two_workers.scheduler_address)
    assert list(out.parent.iterdir()) == []
