"""The site in a real browser, from the disk: its search finds pages, and axe finds no fault."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from lab import chromium, tool
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "docs" / "build"
BROWSER = tool("browser").find()
if BROWSER is None and not os.environ.get("CODING_CI"):
    pytest.skip("NO BROWSER: the site is not tested in one; see make test", allow_module_level=True)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    assert BROWSER is not None, "no browser was found: install chromium, or name one in CODING_BROWSER"
    if not (SITE / "index.html").exists():
        subprocess.run([sys.executable, "docs/site/build.py"], cwd=ROOT, check=True)
    with chromium(BROWSER) as page:
        yield page


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [("id", "posisi Unicode", "Berkas dan kolom"), ("en", "offsets Unicode", "Files and columns")],
)
def test_the_search_needs_no_server(language: str, words: str, found: str, page: Page) -> None:
    page.goto((SITE / language / "index.html").as_uri())
    page.fill("input[name=q]", words)
    page.press("input[name=q]", "Enter")
    page.get_by_role("main").get_by_role("link", name=found).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(found)


@pytest.mark.parametrize("place", ["index.html", "id/index.html", "id/how-to/check.html", "en/reference/files.html"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(place: str, width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((SITE / place).as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
