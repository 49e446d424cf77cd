"""Runs the benchmarks one after the other and writes docs/en/reference/benchmarks.md: python benchmarks/run.py [TREEBANK]

The peers (spaCy, Aho-Corasick, stemmers, a word list) get an environment of their own in .make/peers. SENTENCES sets the
size of the largest file whose memory is measured (10,000,000). TREEBANK: see affixes.py; without it the figures of an
earlier run stay.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
WORK = ROOT / ".make" / "bench"
RESULTS = HERE / "results"
PEERS = ROOT / ".make" / "peers"


def run(*command: str | Path) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SystemExit(f"[bench] {' '.join(map(str, command[:3]))} failed")


def peers() -> Path:
    """The Python of the peers' environment, made when it is not there or its list has changed."""
    python = PEERS / "bin" / "python"
    stamp, wanted = PEERS / "peers.txt", (HERE / "peers.txt").read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        sys.path.insert(0, str(ROOT / "tools"))
        from set_up import index

        os.environ.setdefault("UV_DEFAULT_INDEX", index())
        uv = shutil.which("uv") or str(ROOT / ".venv" / "bin" / "uv")
        print("[bench] making the peers' environment", flush=True)
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, PEERS)
        run(uv, "pip", "install", "--quiet", "--python", python, "-r", HERE / "peers.txt")
        stamp.write_text(wanted, encoding="utf-8")
    return python


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    python = peers()
    run(python, HERE / "bench_set.py", WORK)
    run(sys.executable, HERE / "speed.py", WORK, python)
    run(sys.executable, HERE / "start.py", WORK)
    run(sys.executable, HERE / "review.py", WORK)
    run(sys.executable, HERE / "evidence_browser.py", WORK)
    run(sys.executable, HERE / "reanchoring.py", WORK)
    run(sys.executable, HERE / "measure.py", WORK)
    run(sys.executable, HERE / "scale.py", WORK, "10000", os.environ.get("SENTENCES", "10000000"))
    if len(sys.argv) > 1 and sys.argv[1]:
        run(sys.executable, HERE / "affixes.py", WORK, python, sys.argv[1])
    for name in ("speed", "start", "scale", "quality", "affixes", "review", "evidence_browser", "reanchoring"):
        if (WORK / f"{name}.json").exists():
            shutil.copy(WORK / f"{name}.json", RESULTS)
    run(sys.executable, HERE / "report.py")


if __name__ == "__main__":
    main()
