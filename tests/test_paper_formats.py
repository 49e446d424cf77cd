"""The paper as Word, PDF and HTML: headings, captions, tables and alt texts are real, and everybody can reach them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import axe
import pytest
import yaml
from lab import chromium, tool
from playwright.sync_api import Page
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from coding import labels, paths
from coding.files import read_json
from coding.publishing import table_files, typesetting
from coding.publishing.paper import Materials, render
from coding.reporting import outputs

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TAGS = {"id": "id-ID", "en": "en-GB"}
TABLE = {"id": "Tabel", "en": "Table"}
FIGURE = {"id": "Gambar", "en": "Figure"}


def source(language: str) -> str:
    return (paths.paper() / f"paper.{language}.md").read_text(encoding="utf-8")


def built(kind: str, language: str) -> bytes:
    if not (paths.figures("lampung-timur") / "matrix.en.png").exists():
        pytest.fail("run make before the tests: the figures are not built")
    materials = Materials("lampung-timur", language, kind)
    return typesetting.convert(render(source(language), materials, f"paper.{language}.md"), kind, language)


def front(language: str) -> dict[str, Any]:
    """What the paper's head says of it."""
    head: dict[str, Any] = yaml.safe_load(re.sub(r"\{\{.*?\}\}", "", source(language).split("---")[1]))
    return head


def headings(language: str) -> list[str]:
    return re.findall(r"^#+ (.+?)(?: \{.*\})?$", source(language), re.MULTILINE)


# Word


class Docx:
    def __init__(self, content: bytes, language: str) -> None:
        self.language = language
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = ElementTree.fromstring(self.parts["word/document.xml"])
        self.tables = list(self.document.iter(f"{WORD}tbl"))

    def styled(self, style: str) -> list[Element]:
        return [one for one in self.document.iter(f"{WORD}p") if style_of(one) == style]

    def fields(self, name: str) -> list[str]:
        said = [one.text or "" for one in self.document.iter(f"{WORD}instrText")]
        return [one.split()[1] for one in said if one.split()[0] == name]

    def bookmarks(self) -> list[str]:
        return [one.get(f"{WORD}name", "") for one in self.document.iter(f"{WORD}bookmarkStart")]


def style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else style.get(f"{WORD}val", "")


def text_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{WORD}t"))


@pytest.fixture(scope="module", params=labels.LANGUAGES)
def docx(request: pytest.FixtureRequest) -> Docx:
    return Docx(built("docx", request.param), request.param)


def test_word_has_real_headings_that_count_themselves(docx: Docx) -> None:
    found = [
        text_of(one) for one in docx.document.iter(f"{WORD}p") if re.fullmatch(r"Heading\d(Unnumbered)?", style_of(one))
    ]
    assert [re.sub(r"\W", "", one) for one in found] == [re.sub(r"\W", "", one) for one in headings(docx.language)]
    styles = docx.parts["word/styles.xml"].decode()
    first = re.search(r'<w:style [^>]*w:styleId="Heading1".*?</w:style>', styles, re.DOTALL)
    assert first and '<w:numId w:val="1"' in first[0]
    assert b'<w:pStyle w:val="Heading1"' in docx.parts["word/numbering.xml"]


def test_word_has_title_author_abstract_and_keywords_in_styles_of_their_own(docx: Docx) -> None:
    head = front(docx.language)
    assert [text_of(one) for one in docx.styled("Title")] == [head["title"]]
    assert [text_of(one) for one in docx.styled("Author")] == head["author"]
    assert docx.styled("AbstractTitle") and docx.styled("Abstract")
    assert text_of(docx.styled("Keywords")[0]).endswith(", ".join(head["keywords"]))


def test_words_numbers_of_tables_and_figures_are_fields(docx: Docx) -> None:
    for styles, word, asked in (("TableCaption", TABLE, "table|checklist"), ("ImageCaption", FIGURE, "figure")):
        captions = [text_of(one) for one in docx.styled(styles)]
        expected = len(re.findall(rf"\{{\{{ (?:{asked})\(", source(docx.language)))
        assert expected > 5
        label = word[docx.language]
        numbers = [re.match(rf"{label}\u00a0(\d+)\. ", one) for one in captions]
        assert [int(one[1]) for one in numbers if one] == list(range(1, expected + 1))
        assert docx.fields("SEQ").count(label) == expected


def test_words_references_lead_to_bookmarks(docx: Docx) -> None:
    known = docx.bookmarks()
    assert len(known) == len(set(known))
    references = docx.fields("REF")
    assert len(references) > 10 and set(references) <= set(known)
    anchors = {one.get(f"{WORD}anchor") for one in docx.document.iter(f"{WORD}hyperlink")} - {None}
    assert anchors <= set(known)
    assert all(len(name) <= 40 for name in references)


def test_every_picture_in_word_has_its_alt_text(docx: Docx) -> None:
    told = [one.get("descr", "") for one in docx.document.iter(PICTURE)]
    assert len(told) == len(docx.styled("ImageCaption")) > 5
    assert all(len(one) > 30 for one in told)
    known = {read_json(path)["alt"][docx.language] for path in (paths.paper() / "figures").glob("*/*.json")}
    assert {one.replace("”", '"') for one in told} <= {one.replace("”", '"') for one in known}


def test_words_tables_repeat_their_heading_and_break_no_row(docx: Docx) -> None:
    assert len(docx.tables) > 5
    for table in docx.tables:
        rows = table.findall(f"{WORD}tr")
        assert rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)
        assert {style_of(one) for one in rows[0].iter(f"{WORD}p")} == {"TableHeading"}
        assert {style_of(one) for row in rows[1:] for one in row.iter(f"{WORD}p")} == {"TableText"}
        short = len(rows) <= 16
        kept = [all(one.find(f"{WORD}pPr/{WORD}keepNext") is not None for one in row.iter(f"{WORD}p")) for row in rows]
        assert all(kept) if short else kept[0] and kept[1] and not all(kept)


def test_words_columns_fill_the_page_they_stand_on(docx: Docx) -> None:
    grids = [[int(column.get(f"{WORD}w", 0)) for column in table.iter(f"{WORD}gridCol")] for table in docx.tables]
    upright, turned = 11906 - 2 * 1417, 16838 - 2 * 1417
    sums = {round(sum(grid), -2) for grid in grids}
    assert {round(upright, -2), round(turned, -2)} <= sums
    assert max(sums) <= round(turned, -2)


def test_word_turns_the_page_for_the_broad_tables_only(docx: Docx) -> None:
    sections = list(docx.document.iter(f"{WORD}sectPr"))
    turned = [one.find(f"{WORD}pgSz").get(f"{WORD}orient") for one in sections]  # type: ignore[union-attr]
    assert turned == [None, "landscape"]
    assert all(one.find(f"{WORD}footerReference") is not None for one in sections)
    assert b" PAGE " in docx.parts["word/footer1.xml"]


def test_word_knows_its_language_title_and_keywords(docx: Docx) -> None:
    assert f'w:val="{TAGS[docx.language]}"'.encode() in b"".join(
        re.findall(rb"<w:lang [^>]*>", docx.parts["word/styles.xml"])
    )
    core = docx.parts["docProps/core.xml"].decode()
    head = front(docx.language)
    assert f"<dc:title>{head['title']}</dc:title>" in core
    assert f"<dc:language>{TAGS[docx.language]}</dc:language>" in core
    assert f"<cp:keywords>{', '.join(head['keywords'])}</cp:keywords>" in core


# PDF


class Pdf:
    def __init__(self, content: bytes, language: str) -> None:
        self.language = language
        self.reader = PdfReader(io.BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]
        self.pages = [page.extract_text() for page in self.reader.pages]

    def elements(self) -> Iterator[DictionaryObject]:
        """All elements of the structure tree."""
        waiting = [self.root["/StructTreeRoot"]]
        while waiting:
            node = waiting.pop().get_object()
            if isinstance(node, DictionaryObject):
                if "/S" in node:
                    yield node
                waiting.extend([node["/K"]] if "/K" in node else [])
            elif isinstance(node, list):
                waiting.extend(node)


@pytest.fixture(scope="module", params=labels.LANGUAGES)
def pdf(request: pytest.FixtureRequest) -> Pdf:
    return Pdf(built("pdf", request.param), request.param)


def test_the_pdf_is_tagged_and_says_so(pdf: Pdf) -> None:
    assert pdf.root["/MarkInfo"]["/Marked"] is not None and bool(pdf.root["/MarkInfo"]["/Marked"])
    assert pdf.root["/Lang"] == TAGS[pdf.language]
    metadata = pdf.root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata and "<pdfaid:conformance>A<" in metadata
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_figure_of_the_pdf_has_its_alt_text(pdf: Pdf) -> None:
    elements = list(pdf.elements())
    figures = [one for one in elements if one["/S"] == "/Figure"]
    asked = len(re.findall(r"\{\{ figure\(", source(pdf.language)))
    assert len(figures) == asked > 5
    assert all(len(str(one.get("/Alt", ""))) > 30 for one in figures)


def test_the_tables_of_the_pdf_have_heads_and_captions(pdf: Pdf) -> None:
    kinds = [one["/S"] for one in pdf.elements()]
    tables = len(re.findall(r"\{\{ (?:table|checklist)\(", source(pdf.language)))
    assert kinds.count("/Table") == tables > 5
    assert kinds.count("/TH") >= 4 * tables
    assert kinds.count("/Caption") >= tables


def test_the_pdf_has_a_bookmark_for_each_heading(pdf: Pdf) -> None:
    def flat(entries: Any) -> list[str]:
        return [
            title
            for one in entries
            for title in (flat(one) if isinstance(one, list) else [re.sub(r"\W", "", one["/Title"])])
        ]

    assert len(flat(pdf.reader.outline)) == len(headings(pdf.language))
    for found, written in zip(flat(pdf.reader.outline), headings(pdf.language), strict=True):
        assert found.endswith(re.sub(r"\W", "", written.replace("'", "’")))


def test_the_pdf_knows_title_author_and_keywords(pdf: Pdf) -> None:
    head = front(pdf.language)
    told = pdf.reader.metadata
    assert told is not None and told.title == head["title"] and told.author == head["author"][0]
    assert told.get("/Keywords") == ", ".join(head["keywords"])


def test_a_short_table_of_the_pdf_stands_on_one_page(pdf: Pdf) -> None:
    said = paths.tables("lampung-timur") / f"agreement.{pdf.language}.csv"
    last = said.read_text(encoding="utf-8").splitlines()[-1].split(",")[4]
    title = read_json(paths.tables("lampung-timur") / "agreement.json")["title"][pdf.language]
    page = next(page for page in pdf.pages if " ".join(title.split()[:4]) in " ".join(page.split()))
    assert last in page


def test_a_long_tables_head_stands_on_each_of_its_pages(pdf: Pdf) -> None:
    claims = [number for number, page in enumerate(pdf.pages) if len(re.findall(r"^C\d{3}\b", page, re.MULTILINE)) > 1]
    head = (paths.tables("lampung-timur") / f"claims.{pdf.language}.csv").read_text(encoding="utf-8").split(",")[0]
    assert len(claims) > 1
    assert all(re.search(rf"^{head}\b", pdf.pages[number], re.MULTILINE) for number in claims)


# HTML


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    found = tool("browser").find()
    if not found:
        pytest.fail("no browser: run python tools/browser.py")
    with chromium(found) as opened:
        yield opened


@pytest.fixture(scope="module", params=labels.LANGUAGES)
def html(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / f"paper.{request.param}.html"
    path.write_bytes(built("html", request.param))
    return path


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (400, "screen"), (1280, "print")])
def test_axe_finds_no_fault_in_the_page(html: Path, page: Page, width: int, media: Any) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media)
    page.goto(html.as_uri())
    assert axe.violations(page) == []
    if media == "screen":
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_would_find_a_fault(page: Page) -> None:
    page.set_content(
        "<html lang='id'><head><title>a</title></head><body><main><h1>a</h1><img src='x'></main></body></html>"
    )
    assert [one.split(" (")[0] for one in axe.violations(page)] == ["critical: image-alt"]


def test_the_page_is_reached_by_keyboard(html: Path, page: Page) -> None:
    page.emulate_media(media="screen")
    page.goto(html.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.set_viewport_size({"width": 400, "height": 900})
    box = page.locator(".scroll:has(#tbl-claims)")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert box.get_attribute("role") == "region" and box.get_attribute("aria-label")


def test_cells_of_the_page_know_their_headings(html: Path, page: Page) -> None:
    page.goto(html.as_uri())
    counted = page.evaluate(
        """() => [...document.querySelectorAll('table')].map(table => [
          table.querySelectorAll('thead th[scope=col]').length === table.querySelectorAll('thead th').length,
          [...table.tBodies[0].rows].every(row => row.cells[0].scope === 'row'),
          table.caption.innerText.length > 10])"""
    )
    assert len(counted) > 5 and all(all(one) for one in counted)
    assert page.evaluate("document.documentElement.lang") == TAGS[html.stem.split(".")[1]]
    assert page.evaluate("[...document.images].every(image => image.alt.length > 30)")


# All tables in one file


def test_the_file_of_tables_holds_every_table_with_its_source(page: Page, tmp_path: Path) -> None:
    for language in labels.LANGUAGES:
        path = tmp_path / f"{language}.html"
        text = table_files.written("contoh-kabupaten", language, "html")
        path.write_bytes(typesetting.convert(text, "html", language))
        page.goto(path.as_uri())
        known = table_files.names("contoh-kabupaten")
        assert len(known) > 10
        assert page.evaluate("[...document.querySelectorAll('table')].map(one => one.id)") == [
            f"tbl-{n}" for n in known
        ]
        notes = page.evaluate("[...document.querySelectorAll('.table > .note')].map(one => one.innerText)")
        word = {"id": "Sumber: ", "en": "Source: "}[language]
        assert len(notes) == len(known) and all(word in note for note in notes)
    assert axe.violations(page) == []


def test_the_file_of_tables_is_the_same_bytes_each_time() -> None:
    text = table_files.written("across", "id", "docx")
    first, second = (typesetting.convert(text, "docx", "id") for _ in range(2))
    assert first == second
    docx = Docx(first, "id")
    assert docx.fields("SEQ") == ["Tabel"] * len(table_files.names("across"))


def test_what_people_wrote_stays_text_in_the_file_of_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "<script>alert(1)</script> **x** $y$ [z](javascript:alert(1)) ::: {.landscape}"
    style = paths.style()
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "style").symlink_to(style)
    (tmp_path / "paper" / "references.bib").write_text("", encoding="utf-8")
    words = labels.text("Kata.", "Words.")
    caption = outputs.Caption(words, labels.text(f"Sumber: {hostile}", f"Source: {hostile}"))
    outputs.write_table("across", "uji", [{"a": hostile}], {"a": words}, caption)
    html = typesetting.convert(table_files.written("across", "id", "html"), "html", "id").decode()
    assert "<script>" not in html and 'javascript:alert(1)"' not in html and html.count("&lt;script&gt;") == 2
