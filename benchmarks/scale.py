"""Memory and speed of `coding suggest` on small and huge files, and on a Dask cluster of one and two workers.

    python benchmarks/scale.py FOLDER [SMALL LARGE]

Interviews are made up of shipped segments in random order (seeded), five sentences an answer, each under a shipped
question. Peak memory is the sum of the resident sets of all processes of the command, looked at ten times a second;
processor seconds are those of the process that was started, and of all others together.
Writes FOLDER/scale.json.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import psutil

from coding import paths
from coding.pipeline import Study

SEED = 20_161_104
DASK_SENTENCES = 200_000


def write_interview(path: Path, sentences: int) -> None:
    """One interview of about this many informants' sentences, written line by line."""
    study = Study("lampung-timur")
    said = [row["text"] for row in study.segments]
    asked = [
        study.texts[name][turn.start : turn.end].replace("\n", " ")
        for name, turns in study.turns.items()
        for turn in turns
        if turn.kind == "interviewer"
    ]
    rng = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(sentences // 5):
            answer = " ".join(_ended(rng.choice(said)) for _ in range(5))
            file.write(f"Pewawancara: {rng.choice(asked)}\n\nInforman: {answer}\n\n")


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in ".?!" else f"{sentence}."


def run(path: Path, out: Path, *options: str) -> dict[str, Any]:
    """Run the command and watch its processes."""
    command = [sys.executable, "-m", "coding", "suggest", str(path), "--out", str(out), *options]
    begun = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.PIPE, text=True, cwd=paths.root())
    peak, busy = 0, dict[int, float]()
    while process.poll() is None:
        peak = max(peak, _resident(process, busy))
        time.sleep(0.1)
    said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return {
        "seconds": time.perf_counter() - begun,
        "peak_mb": peak / 1e6,
        "cpu_first": busy.pop(process.pid, 0.0),
        "cpu_others": sum(busy.values()),
        "bytes": path.stat().st_size,
        "said": said.strip().split(" → ")[0],
        "sha256": _hash(out),
    }


def _resident(process: psutil.Process, busy: dict[int, float]) -> int:
    """Bytes held by all its processes now; notes the processor seconds that each has used so far."""
    total = 0
    for one in [process, *_children(process)]:
        try:
            total += one.memory_info().rss
            times = one.cpu_times()
            busy[one.pid] = times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return total


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        children: list[psutil.Process] = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return children


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    folder = Path(sys.argv[1])
    small, large = (int(number) for number in sys.argv[2:4]) if len(sys.argv) > 3 else (10_000, 10_000_000)
    folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {"memory": [], "cluster": []}
    for sentences in (small, large):
        path = folder / f"interview-{sentences}.txt"
        write_interview(path, sentences)
        result = {"sentences": sentences, **run(path, folder / "out.csv", "--workers", "2")}
        results["memory"].append(result)
        print(f"[scale] {sentences} sentences: {result['seconds']:.0f} s, {result['peak_mb']:.0f} MB", flush=True)
        path.unlink()
    for sentences in (small, DASK_SENTENCES):
        path = folder / f"interview-{sentences}.txt"
        write_interview(path, sentences)
        for engine, workers in product(("local", "dask"), (1, 2)):
            result = run(path, folder / "out.csv", "--engine", engine, "--workers", str(workers))
            results["cluster"].append({"engine": engine, "workers": workers, "sentences": sentences, **result})
            print(f"[scale] {engine}, {workers}: {result['seconds']:.1f} s", flush=True)
        path.unlink()
    (folder / "out.csv").unlink()
    (folder / "scale.json").write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
