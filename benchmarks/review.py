"""Speed of the review, in a real JupyterLab and a real browser: python benchmarks/review.py FOLDER

A transcript of 20,000 words with some 2,000 suggestions (seeded, from shipped answers). Measured in the page itself: how
long until the transcript stands on the screen; from a key press to the frame that shows it as being saved, and to the
frame that shows it as saved (on the disk); decisions a minute without thinking time. Beside it, counted by stated rules:
the key presses of one reviewed transcript against the same coding typed into a spreadsheet. Writes FOLDER/review.json.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from conftest import _copy  # noqa: E402
from lab import Lab, chromium, tool  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from coding.decisions.codings import in_segments  # noqa: E402
from coding.pipeline import Study  # noqa: E402
from coding.review import items  # noqa: E402

SEED, WORDS, PRESSES = 20_161_104, 21_500, 300
DISTRICT = "panjang"


def long_transcript(study: Study) -> str:
    """Shipped answers, drawn until there are words and suggestions enough: answers with suggestions come more often."""
    rng = random.Random(SEED)
    suggested = {(row["transcript"], row["segment"]) for row in study.suggestions}
    turns: dict[tuple[str, str], list[str]] = {}
    hits: dict[tuple[str, str], int] = {}
    for row in study.segments:
        key = row["transcript"], row["turn"]
        turns.setdefault(key, []).append(row["text"])
        hits[key] = hits.get(key, 0) + ((row["transcript"], row["segment"]) in suggested)
    answers = sorted(turns)
    weights = [100 * hits[key] ** 2 + 1 for key in answers]
    parts, words = [], 0
    while words < WORDS:
        answer = " ".join(turns[rng.choices(answers, weights)[0]])
        parts += ["P: Bagaimana dengan koordinasi, Pak?", f"PJG1: {answer}"]
        words += len(answer.split()) + 5
    return "\n\n".join(parts) + "\n"


def compendium(folder: Path) -> None:
    _copy(folder, "contoh-kabupaten")
    raw = folder / "data" / "raw" / DISTRICT
    (raw / "interviews").mkdir(parents=True)
    shutil.copy(ROOT / "data/raw/contoh-kabupaten/district.yml", raw)
    (raw / "interviews" / "PJG1.txt").write_text(long_transcript(Study("lampung-timur")), encoding="utf-8")
    (raw / "participants.csv").write_text(
        "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note\n"
        "PJG1,PJG1,Informan,Informant,returnees,returnee,interview,2017-03-04,public,\n"
        "PJG1,P,Pewawancara,Interviewer,,interviewer,interview,2017-03-04,public,\n",
        encoding="utf-8",
    )
    cell = f"from coding.review import review\n\nscreen = review({DISTRICT!r}, 'ukur')\nscreen"
    (folder / "notebooks" / "ukur.ipynb").write_text(
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "id": "a",
                        "metadata": {},
                        "source": cell,
                        "outputs": [],
                        "execution_count": None,
                    }
                ],
                "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        ),
        encoding="utf-8",
    )


# Presses one key and waits: the time to the frame after the screen says "saving", and to the frame after "saved". Two
# frames are awaited, so that what is measured has been painted.
ONE_KEY = """async (key) => {
  const root = document.querySelector('.cr-root'), sign = () => root.querySelector('.cr-saved').dataset.state;
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const moment = () => new Promise((done) => setTimeout(done, 0));
  const until = async (state) => { while (sign() !== state) await moment(); await painted(); };
  const begun = performance.now();
  root.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  if (sign() !== 'saving') return null;
  await painted();
  const answered = performance.now() - begun;
  await until('saved');
  return [answered, performance.now() - begun];
}"""

BURST = """async (presses) => {
  const root = document.querySelector('.cr-root'), sign = () => root.querySelector('.cr-saved').dataset.state;
  const begun = performance.now();
  for (let n = 0; n < presses; n += 1) {
    root.dispatchEvent(new KeyboardEvent('keydown', { key: n % 3 ? 'a' : 'r', bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done, 0));
  }
  while (sign() !== 'saved') await new Promise((done) => setTimeout(done, 1));
  return performance.now() - begun;
}"""

OPEN = """async () => {
  const begun = performance.now();
  const old = document.querySelector('.cr-segment');
  document.querySelector('.cr-transcript').click();
  while (document.contains(old)) await new Promise((done) => setTimeout(done, 0));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - begun;
}"""


def measure(page: Page, lab: Lab) -> dict[str, Any]:
    lab.open(page, "notebooks/ukur.ipynb")
    page.wait_for_selector(".cr-segment", timeout=90_000)
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    opened = [page.evaluate(OPEN) for _ in range(5)]
    suggestions = page.evaluate("document.querySelectorAll('.cr-badge').length")
    presses = [page.evaluate(ONE_KEY, "r" if n % 3 == 0 else "a") for n in range(PRESSES)]
    kept = [press for press in presses if press]
    seconds = sum(press[1] for press in kept) / 1000
    burst = page.evaluate(BURST, PRESSES)
    log = lab.folder / "data" / "coded" / DISTRICT / "decisions" / "ukur.jsonl"
    return {
        "words": len((lab.folder / f"data/coded/{DISTRICT}/text/PJG1.txt").read_text(encoding="utf-8").split()),
        "segments": page.evaluate("document.querySelectorAll('.cr-segment').length"),
        "suggestions": suggestions,
        "open_ms": _spread(opened),
        "presses": len(kept),
        "saving_ms": _spread([press[0] for press in kept]),
        "saved_ms": _spread([press[1] for press in kept]),
        "decisions_a_minute": 60 * len(kept) / seconds,
        "burst": {"presses": PRESSES, "decisions_a_minute": 60_000 * PRESSES / burst},
        "in_the_log": log.read_text(encoding="utf-8").count("\n"),
        "pressed_in_all": len(kept) + PRESSES,
    }


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": ordered[len(ordered) // 2],
        "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        "most": ordered[-1],
    }


def keys(study: Study, coder: str) -> dict[str, Any]:
    """Key presses (a click counts as one) for what one demonstration coder decided, by review and by spreadsheet.

    Review: each suggestion is one key (accepted, rejected, or accepted with another status); a coding that nobody
    suggested is a click on its sentence, its indicator, and its status unless that is `present`.
    Spreadsheet, one row a sentence: a click on the cell, the indicator's digit, Tab, the first letter of the status,
    Enter, for each coding; nothing for rows without one. Reading and scrolling are counted in neither.
    """
    read = {name for name, coders in study.replay.completed.items() if coder in coders}
    mine = [one for one in study.replay.standing if one.coder == coder and one.transcript in read]
    held = {key: found[0].status for key, found in in_segments(mine, study.segments).items()}
    asked = {
        (item.segment, item.indicator): item.status
        for item in items.from_suggestions(study.suggestions, study.segments)
        if item.transcript in read
    }
    extra = [status for key, status in held.items() if key not in asked]
    review = len(asked) + sum(2 if status == "present" else 3 for status in extra)
    return {
        "transcripts": len(read),
        "codings": len(held),
        "suggestions": len(asked),
        "not_suggested": len(extra),
        "review": review,
        "review_without_rejections": review - sum(key not in held for key in asked),
        "spreadsheet": 5 * len(held),
    }


def main() -> None:
    browser = tool("browser").find()
    if browser is None:
        raise SystemExit("[bench] no browser was found, so the review is not measured")
    with tempfile.TemporaryDirectory(prefix="coding-review-") as folder:
        place = Path(folder) / "kompendium"
        compendium(place)
        with Lab(place, CODING_BUILD="") as lab, chromium(browser) as page:
            result = measure(page, lab)
            result["browser"] = page.context.browser.version if page.context.browser else ""
    study = Study("lampung-timur")
    result["keys"] = {coder: keys(study, coder) for coder in sorted(study.coders)}
    (Path(sys.argv[1]) / "review.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
