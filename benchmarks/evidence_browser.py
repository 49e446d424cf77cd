"""Speed of the evidence browser with 20,000 codings: python benchmarks/evidence_browser.py FOLDER

The shipped transcripts of Lampung Timur with all that hangs on them, repeated under new names until there are 20,000
codings (the last copy is a seeded sample). Measured in a headless Chromium, in the page itself: until it is ready; from a
click on a filter, from a key in the search, and from a click on a quote to the frame that shows what came of it. Beside it
the file as it is shipped. Writes FOLDER/evidence_browser.json.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from lab import chromium, tool  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from coding import paths  # noqa: E402
from coding.evidence_browser.content import content  # noqa: E402
from coding.evidence_browser.page import page as html  # noqa: E402
from coding.files import Row  # noqa: E402
from coding.pipeline import Study  # noqa: E402

SEED, CODINGS, TIMES = 20_161_105, 20_000, 15
PAUSE = 120.0  # ms, as in browser.js: the search waits so long for another key
NAMED = ("transcript", "segment", "coding", "suggestion")  # columns that begin with the name of a transcript
WORDS = ("rapat", "sanksi", "koordinasi", "dinas tenaga kerja", "surat undangan")


def renamed(row: Row, copy: int) -> Row:
    """A row of the copy: ANS1-0039-c4 becomes ANS1x3-0039-c4."""
    told = dict(row)
    for name in NAMED:
        if name in told:
            head, dash, rest = told[name].partition("-")
            told[name] = f"{head}x{copy}{dash}{rest}"
    return told


def many(study: Study, wanted: int) -> Study:
    """The study's transcripts repeated, with people, segments, suggestions, codings and what coders hold."""
    copies = range(1, -(-wanted // len(study.codings)) + 1)
    large = Study(study.name)
    made = large.__dict__
    for name in ("district", "codebook", "coders"):
        made[name] = getattr(study, name)
    for name in ("people", "transcripts", "segments", "suggestions", "codings"):
        made[name] = [renamed(row, copy) for copy in copies for row in getattr(study, name)]
    over = len(large.codings) - wanted
    gone = {row["coding"] for row in random.Random(SEED).sample(large.codings[-len(study.codings) :], over)}
    made["codings"] = [row for row in large.codings if row["coding"] not in gone]
    made["texts"] = {f"{name}x{copy}": text for copy in copies for name, text in study.texts.items()}
    standing = [replace(one, transcript=f"{one.transcript}x{n}") for n in copies for one in study.replay.standing]
    made["replay"] = replace(study.replay, standing=standing, settled=[], lost=[])
    return large


# Does something and waits for the frame that shows what came of it.
ACT = """async ([what, value]) => {
  const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
  const acts = {
    filter: (n) => document.querySelectorAll('[data-facet="indicator"]')[n].click(),
    cell: (n) => document.querySelectorAll('[data-cell]')[n].click(),
    open: (n) => document.querySelectorAll('.quotes a')[n].click(),
    back: () => document.querySelector('[data-name="close"]').click(),
    all: () => document.querySelector('[data-name="all"]').click(),
    search: (text) => {
      const field = document.querySelector('#search');
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
  };
  const begun = performance.now();
  const answered = new Promise((go) => window.addEventListener('hashchange', go, { once: true }));
  acts[what](value);
  await answered;
  await painted();
  return performance.now() - begun;
}"""


def act(page: Page, what: str, value: Any = None) -> float:
    """Milliseconds from doing something to the frame that shows it."""
    taken: float = page.evaluate(ACT, [what, value])
    return taken


def measure(page: Page, file: Path) -> dict[str, Any]:
    ready = []
    for _ in range(5):
        page.goto("about:blank")
        page.goto(file.as_uri())
        page.wait_for_selector("[data-ready]", state="attached")
        ready.append(page.evaluate("performance.now()"))
    found: dict[str, list[float]] = {name: [] for name in ("filter", "cell", "search", "open", "back")}
    for n in range(TIMES):
        found["filter"].append(act(page, "filter", n % 7))
        act(page, "filter", n % 7)
        found["cell"].append(act(page, "cell", n))
        found["open"].append(act(page, "open", n % 3))
        found["back"].append(act(page, "back"))
        act(page, "all")
        word = WORDS[n % len(WORDS)]
        for length in range(2, len(word) + 1):
            found["search"].append(act(page, "search", word[:length]) - PAUSE)
        act(page, "search", "")
    return {"ready_ms": _spread(ready), **{f"{name}_ms": _spread(values) for name, values in found.items()}}


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": ordered[len(ordered) // 2],
        "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        "most": ordered[-1],
    }


def written(studies: list[Study], target: Path) -> tuple[float, int]:
    """(seconds to make the page, its bytes)."""
    begun = time.monotonic()
    target.write_text(html(content(studies, "id")), encoding="utf-8")
    return time.monotonic() - begun, target.stat().st_size


def main() -> None:
    browser = tool("browser").find()
    if browser is None:
        raise SystemExit("[bench] no browser was found, so the evidence browser is not measured")
    large = many(Study("lampung-timur"), CODINGS)
    with tempfile.TemporaryDirectory(prefix="coding-evidence-") as folder, chromium(browser) as page:
        seconds, size = written([Study(name) for name in paths.districts()], Path(folder) / "shipped.html")
        result: dict[str, Any] = {"shipped": {"seconds": seconds, "bytes": size}}
        seconds, size = written([large], Path(folder) / "many.html")
        result |= {
            "codings": len(large.codings),
            "characters": sum(map(len, large.texts.values())),
            "seconds": seconds,
            "bytes": size,
            "pause_ms": PAUSE,
            **measure(page, Path(folder) / "many.html"),
            "browser": page.context.browser.version if page.context.browser else "",
        }
    (Path(sys.argv[1]) / "evidence_browser.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
