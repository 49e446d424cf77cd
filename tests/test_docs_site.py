"""The built site: no link into nothing, no host asked, all pages listed; a fault in a page stops the build."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import build
import pages
import pytest

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "docs" / "build"


class Page(HTMLParser):
    """The links, the files that are loaded and the anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in ("link", "script", "img", "iframe", "source"):
            self.loaded += [given[name] for name in ("href", "src") if given.get(name)]


@pytest.fixture(scope="module")
def site() -> dict[Path, Page]:
    """Every page of the site, which make test has built."""
    if not (SITE / "index.html").exists():
        subprocess.run([sys.executable, "docs/site/build.py"], cwd=ROOT, check=True)
    return {path: Page(path) for path in SITE.rglob("*.html")}


def astray(path: Path, address: str, site: dict[Path, Page]) -> bool:
    """Whether an address on a page leads into nothing."""
    parts = urlsplit(address)
    there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not there.exists():
        return True
    return there in site and bool(parts.fragment) and unquote(parts.fragment) not in site[there].anchors


def test_every_link_and_anchor_leads_somewhere(site: dict[Path, Page]) -> None:
    assert len(site) > 30
    for path, page in site.items():
        inside = [one for one in page.links if urlsplit(one).scheme not in ("http", "https", "mailto")]
        assert [one for one in inside if astray(path, one, site)] == [], path.relative_to(SITE)


def test_no_host_is_asked(site: dict[Path, Page]) -> None:
    for path, page in site.items():
        loaded = [one for one in page.loaded if not one.startswith("data:")]
        assert [one for one in loaded if urlsplit(one).netloc or astray(path, one, site)] == [], path.relative_to(SITE)
    sheets = [path.read_text(encoding="utf-8") for path in SITE.rglob("*.css")]
    assert not any("@import" in sheet or "url(http" in sheet or "url(//" in sheet for sheet in sheets)


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<p id="here"><a href="#here">a</a> <a href="#there">b</a> <a href="b.html">c</a></p>')
    page = Page(path)
    assert [one for one in page.links if astray(path, one, {path: page})] == ["#there", "b.html"]


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_the_home_page_lists_every_page(site: dict[Path, Page], language: str) -> None:
    written = {f"{page}.html" for kind in pages.KINDS for page in pages.of(kind, ROOT / "docs" / language)}
    assert written <= set(site[SITE / language / "index.html"].links)
    assert {f"{path.relative_to(ROOT / 'docs' / language).with_suffix('')}.html"
            for path in (ROOT / "docs" / language).glob("*/*.md")} == written  # fmt: skip


def test_every_page_leads_to_its_counterpart(site: dict[Path, Page]) -> None:
    for path, page in site.items():
        if path.parent != SITE:
            here, *inside = path.relative_to(SITE).parts
            other = SITE / ("id" if here == "en" else "en")
            there = other.joinpath(*inside) if other.joinpath(*inside).exists() else other / "index.html"
            assert there in {(path.parent / link).resolve() for link in page.links}, path


def test_the_language_is_chosen_without_a_script(site: dict[Path, Page]) -> None:
    page = site[SITE / "index.html"]
    assert page.links == ["id/index.html", "en/index.html"] and page.loaded == []


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("# A page\n\n[there](#a-page), [a file](../table.csv), [here](page.md#a-page)\n", True),
        ("# A page\n\n[nowhere](no-such-page.md)\n", False),
        ("# A page\n\n[nowhere](#no-such-heading)\n", False),
        ("# A page\n\n![nothing](no-such-picture.png)\n", False),
    ],
)
def test_what_cannot_be_built_stops_the_build(text: str, builds: bool, tmp_path: Path) -> None:
    source = tmp_path / "en"
    source.mkdir()
    (tmp_path / "table.csv").touch()
    (source / "page.md").write_text(text, encoding="utf-8")
    (source / "index.md").write_text("# Home\n\n```{toctree}\npage\n```\n", encoding="utf-8")
    assert (build.build(source, tmp_path / "built") == 0) == builds
