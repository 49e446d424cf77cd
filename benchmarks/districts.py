"""How long one `make -j2` takes, and how much memory, for one, three and twelve districts of thirty transcripts each.

    python benchmarks/districts.py FOLDER [NUMBER …]

Works in a copy of the compendium below FOLDER (which is left there to be looked at), with this checkout's environment.
The made-up districts hold the shipped informants' turns in random order (seeded) under shipped questions, some 2,300
words a transcript, six stakeholders on five levels, nobody's decisions: they stand on machine codings. Peak memory is
the sum of the resident sets of make and all below it, looked at five times a second.
Writes benchmarks/results/districts.json.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from coding.pipeline import Study

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "districts.json"
SEED = 20_161_205
TRANSCRIPTS = 30
TURNS = 45  # question and answer, in a transcript
HEARD = (
    ("dinsosnakertrans", "local_government"), ("pemkab", "local_government"), ("dprd", "legislature"),
    ("bp3tki", "central_agency"), ("sebumi", "ngo"), ("returnees", "returnee"),
)  # fmt: skip
COLUMNS = ("transcript", "participant", "role", "role_en", "stakeholder", "level", "method", "date", "consent", "note")


def copy(folder: Path) -> None:
    """A copy of the compendium without its districts, with this checkout's environment."""
    left_out = shutil.ignore_patterns(".git", ".venv", ".make", "build", "raw", "coded", "tables", "figures", "numbers")
    shutil.copytree(ROOT, folder, ignore=left_out, dirs_exist_ok=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    shutil.copytree(ROOT / "data" / "raw" / "lampung-timur", folder / "data" / "raw" / "lampung-timur")
    coded = folder / "data" / "coded" / "lampung-timur"
    shutil.copytree(ROOT / "data" / "coded" / "lampung-timur" / "decisions", coded / "decisions")
    shutil.copy2(ROOT / "data" / "coded" / "lampung-timur" / "coders.csv", coded)
    (folder / ".make").mkdir()
    (folder / ".make" / "environment").touch()


def said() -> tuple[list[str], list[str]]:
    """(questions, answers) of the shipped transcripts, each on one line."""
    study = Study("lampung-timur")
    turns = [
        (turn.kind, study.texts[name][turn.start : turn.end]) for name, found in study.turns.items() for turn in found
    ]
    plain = [(kind, " ".join(text.split())) for kind, text in turns]
    return (
        [text for kind, text in plain if kind == "interviewer"],
        [text for kind, text in plain if kind == "informant"],
    )


def make_district(folder: Path, number: int, questions: list[str], answers: list[str]) -> None:
    rng = random.Random(SEED + number)
    name = f"rekaan-{number:02d}"
    raw = folder / "data" / "raw" / name
    (raw / "interviews").mkdir(parents=True)
    both = f"{{id: Kabupaten Rekaan {number}, en: Made-up district {number}}}"
    (raw / "district.yml").write_text(
        f"name: {both}\nperiod: {{id: rekaan, en: made up}}\nlanguage: id\ncollected_by: {{id: rekaan, en: made up}}\n"
        "consent: {id: rekaan, en: made up}\nreconstructed: true\nstatement: {id: rekaan, en: made up}\n",
        encoding="utf-8",
    )
    people = []
    for n in range(TRANSCRIPTS):
        transcript = f"T{n + 1:02d}"
        stakeholder, level = HEARD[n % len(HEARD)]
        date = f"2017-{n % 12 + 1:02d}-11"
        people.append(
            (
                transcript,
                "I",
                "Informan rekaan",
                "Made-up informant",
                stakeholder,
                level,
                "interview",
                date,
                "public",
                "",
            )
        )
        people.append(
            (transcript, "P", "Pewawancara", "Interviewer", "", "interviewer", "interview", date, "public", "")
        )
        talk = "".join(f"P: {rng.choice(questions)}\n\nI: {rng.choice(answers)}\n\n" for _ in range(TURNS))
        (raw / "interviews" / f"{transcript}.txt").write_text(talk, encoding="utf-8")
    with (raw / "participants.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *people])


def run(folder: Path) -> dict[str, Any]:
    """`make -j2`, watched. Raises CalledProcessError when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("CODING_ROOT", "PYTHONPATH")}
    begun = time.perf_counter()
    process = psutil.Popen(["make", "-j2"], cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process))
        time.sleep(0.2)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "make -j2")
    return {"seconds": round(time.perf_counter() - begun, 1), "peak_mb": round(peak / 2**20)}


def _resident(process: psutil.Popen) -> int:
    total = 0
    for one in [process, *_below(process)]:
        try:
            total += one.memory_info().rss
        except psutil.Error:
            continue
    return total


def _below(process: psutil.Popen) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except psutil.Error:
        return []
    return found


def main() -> None:
    folder, numbers = Path(sys.argv[1]), [int(one) for one in sys.argv[2:]] or [1, 3, 12]
    questions, answers = said()
    measured = []
    for number in numbers:
        place = folder / f"{number} districts"
        copy(place)
        for district in range(1, number + 1):
            make_district(place, district, questions, answers)
        words = sum(len(path.read_text("utf-8").split()) for path in place.glob("data/raw/rekaan-*/interviews/*.txt"))
        measured.append({"districts": number, "transcripts": number * TRANSCRIPTS, "words": words, **run(place)})
        size = (place / "paper/build/evidence.id.html").stat().st_size
        measured[-1]["evidence_mb"] = round(size / 2**20, 1)
        print(measured[-1], flush=True)
    RESULTS.write_text(json.dumps({"besides": "lampung-timur", "runs": measured}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
