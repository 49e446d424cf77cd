"""Makes the pictures of the tutorials: python tools/screens.py FOLDER STAGE, for docs/images/{id,en}/.

FOLDER is a copy of the checkout in which docs/en/start/first-district.md was followed up to STAGE: check (the forms
are filled in, nothing is mended), check-again (the missing row is there), machine (built, nothing coded), review (the
same), coded and paper (built on decisions), evidence (after a plain make), teaching (a class of a01 in Indonesian and
a05 in English has been handed out). The copy is changed: somebody called ani decides in it.
"""

from __future__ import annotations

import html
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests"), str(ROOT / "tools")]

import browser  # noqa: E402
from lab import Lab, chromium  # noqa: E402

Take = Callable[[Path, Page], None]
DISTRICT = "tirta-makmur"
LANGUAGES = ("id", "en")
WIDTH = 1200  # pixels at most
LARGEST = 200_000  # bytes
TERMINAL = """<body style="margin:0;background:#1e1e1e"><pre style="margin:0;padding:20px 24px;color:#e6e6e6;
font:15px/1.5 'DejaVu Sans Mono',monospace;white-space:pre-wrap">{}</pre></body>"""
# What the screen says of one sentence: a suggestion whose status a reader will not agree with.
SENTENCE = "Usulan dari desa kami terima"
CELL = "dinsosnakertrans.4"  # two informants who contradict one another


def keep(picture: bytes, name: str, language: str) -> None:
    """Write a picture small: no wider than WIDTH, in a palette. Raises SystemExit where it is still too large."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDTH, 10_000))
    target = ROOT / "docs" / "images" / language / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)} {image.size} {target.stat().st_size} bytes")
    if target.stat().st_size > LARGEST:
        raise SystemExit(f"{target} is too large")


def check(name: str) -> Take:
    """What make check says, as in a terminal."""

    def take(folder: Path, page: Page) -> None:
        for language in LANGUAGES:
            command = [str(folder / ".venv/bin/python"), "-m", "coding", "check", DISTRICT, "--language", language]
            environment = {**os.environ, "CODING_ROOT": str(folder), "PYTHONPATH": str(folder / "src")}
            told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8").stdout
            typed = f"$ make check DISTRICT={DISTRICT} LANGUAGE={language}\n"
            page.set_viewport_size({"width": 1000, "height": 200})
            page.set_content(TERMINAL.format(html.escape(typed + told)))
            keep(page.locator("pre").screenshot(), name, language)

    return take


def matrix(name: str) -> Take:
    """The matrix as it is built."""

    def take(folder: Path, page: Page) -> None:
        for language in LANGUAGES:
            place = folder / "paper" / "figures" / DISTRICT / f"matrix.{language}.png"
            keep(place.read_bytes(), name, language)

    return take


def review(folder: Path, page: Page) -> None:
    """The review with a suggestion and its reason; then with the decision of somebody who thinks otherwise."""
    with Lab(folder, REVIEW_DISTRICT=DISTRICT, REVIEW_CODER="ani", CODING_BUILD="") as lab:
        for language in LANGUAGES:
            page.set_viewport_size({"width": 1440, "height": 900})
            lab.open(page, "notebooks/03_review.ipynb")
            page.wait_for_selector(".cr-segment", timeout=60_000)
            page.evaluate("window.jupyterapp.shell.collapseLeft()")
            if language == "en":
                page.get_by_role("button", name="English").click()
            badge = page.locator(".cr-segment", has_text=SENTENCE).locator(".cr-badge").first
            badge.click()
            page.wait_for_timeout(1500)
            keep(page.screenshot(), "review-suggestion", language)
            page.keyboard.press("s")
            page.wait_for_selector('.cr-saved[data-state="saved"]')
            badge.click()
            page.wait_for_timeout(1500)
            keep(page.screenshot(), "review-decided", language)
            page.keyboard.press("z")
            page.wait_for_timeout(1500)
            lab.shut_down_kernels()


def evidence(folder: Path, page: Page) -> None:
    for language in LANGUAGES:
        page.set_viewport_size({"width": 1500, "height": 960})
        page.goto(
            (folder / "paper" / "build" / f"evidence.{language}.html").as_uri() + f"#district={DISTRICT}&cell={CELL}"
        )
        page.wait_for_timeout(1500)
        keep(page.screenshot(), "evidence", language)


def paper(folder: Path, page: Page) -> None:
    """The first page of the district's paper, from its PDF."""
    for language in LANGUAGES:
        place = folder / "paper" / "build" / DISTRICT / f"paper.{language}.pdf"
        drawn = subprocess.run(
            ["pdftoppm", "-png", "-r", "100", "-l", "1", str(place)], capture_output=True, check=True
        )
        keep(drawn.stdout, "paper", language)


def teaching(folder: Path, page: Page) -> None:
    """The first teaching notebook as a student finds it, and after its first answer."""
    notebooks = {"id": "class/a01/1_membaca_transkrip.ipynb", "en": "class/a05/1_reading_a_transcript.ipynb"}
    with Lab(folder) as lab:
        for language, notebook in notebooks.items():
            page.set_viewport_size({"width": 1200, "height": 900})
            page.goto(f"http://127.0.0.1:{lab.port}/lab/tree/{notebook}?reset")
            page.wait_for_selector(".jp-Notebook-cell", timeout=90_000)
            page.wait_for_timeout(4000)
            keep(page.screenshot(), "session-begin", language)
            lab.open(page, notebook)
            page.wait_for_selector(".jp-OutputArea-output", timeout=90_000)
            page.wait_for_timeout(5000)
            page.locator(".jp-CodeCell", has_text='check("1.1"').scroll_into_view_if_needed()
            page.wait_for_timeout(1000)
            keep(page.screenshot(), "session-run", language)
            lab.shut_down_kernels()


STAGES: dict[str, tuple[Take, ...]] = {
    "check": (check("check-error"),),
    "check-again": (check("check-warning"),),
    "machine": (matrix("matrix-machine"),),
    "review": (review,),
    "coded": (matrix("matrix-coded"),),
    "evidence": (evidence,),
    "paper": (paper,),
    "teaching": (teaching,),
}


def main(folder: Path, stage: str) -> None:
    program = browser.find()
    if program is None:
        raise SystemExit("No browser was found: name one in CODING_BROWSER.")
    with chromium(program) as page:
        for take in STAGES[stage]:
            take(folder.resolve(), page)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in STAGES:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2])
