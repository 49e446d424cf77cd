"""Word files as pandoc writes them, finished: tables in their own styles and widths, rows whole, landscape sections."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": WORD,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
DOCUMENT = "word/document.xml"
SHORT = 16  # rows; a table with no more stands on one page
MUCH = 1500  # characters; a row with more may go on on the next page


def finished(content: bytes) -> bytes:
    """The bytes of a .docx, its document finished, everything else as it is."""
    for prefix, address in NAMESPACES.items():
        ElementTree.register_namespace(prefix, address)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, _document(part) if entry.filename == DOCUMENT else part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _document(part: bytes) -> bytes:
    root = ElementTree.fromstring(part)
    body = root.find(_w("body"))
    if body is not None:
        _lay_out(body)
        for table, section in _tables(body):
            _style_cells(table)
            _set_widths(table, _room(section))
            _keep_whole(table)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _lay_out(body: Element) -> None:
    """Give each section mark the page of the document, turned where the mark says so."""
    last = body.find(_w("sectPr"))
    if last is None:
        return
    for paragraph, mark in list(_sections(body)):
        section = copy.deepcopy(last)
        if mark.get(_w("orient")) == "landscape":
            _turn(section)
        properties = _properties(paragraph)
        properties.remove(mark)
        properties.append(section)
        if _is_last(body, paragraph):  # nothing follows: this page is the document's last
            body.remove(paragraph)
            body[-1] = section


def _is_last(body: Element, paragraph: Element) -> bool:
    """Whether no more than bookmarks' ends stand between a paragraph and the end."""
    children = list(body)
    return all(one.tag == _w("bookmarkEnd") for one in children[children.index(paragraph) + 1 : -1])


def _sections(body: Element) -> Iterator[tuple[Element, Element]]:
    """The paragraphs that end a section, with their sectPr."""
    for paragraph in body.findall(_w("p")):
        mark = paragraph.find(f"{_w('pPr')}/{_w('sectPr')}")
        if mark is not None:
            yield paragraph, mark


def _tables(body: Element) -> Iterator[tuple[Element, Element]]:
    """Each table with the section that it stands in: the next that ends."""
    ends = dict(_sections(body))
    waiting: list[Element] = []
    for block in body:
        if block.tag == _w("tbl"):
            waiting.append(block)
        elif block in ends or block.tag == _w("sectPr"):
            yield from ((table, ends.get(block, block)) for table in waiting)
            waiting = []


def _style_cells(table: Element) -> None:
    for row in table.findall(_w("tr")):
        heads = row.find(f"{_w('trPr')}/{_w('tblHeader')}") is not None
        for style in row.iter(_w("pStyle")):
            style.set(_w("val"), "TableHeading" if heads else "TableText")


def _room(section: Element) -> int:
    """Width between the margins, in twentieths of a point; 0 where the section does not say."""
    size, margin = section.find(_w("pgSz")), section.find(_w("pgMar"))
    if size is None or margin is None:
        return 0
    return int(size.get(_w("w"), 0)) - int(margin.get(_w("left"), 0)) - int(margin.get(_w("right"), 0))


def _set_widths(table: Element, room: int) -> None:
    """Columns in pandoc's proportions over the whole room, told to each cell too: not every program scales them."""
    columns = table.findall(f"{_w('tblGrid')}/{_w('gridCol')}")
    widths = [int(column.get(_w("w"), 0)) for column in columns]
    if not room or not sum(widths) or table.find(f"{_w('tblPr')}/{_w('tblLayout')}") is None:
        return
    widths = [width * room // sum(widths) for width in widths]
    for column, width in zip(columns, widths, strict=True):
        column.set(_w("w"), str(width))
    for row in table.findall(_w("tr")):
        for cell, width in zip(row.iter(_w("tcPr")), widths, strict=False):
            cell.insert(0, Element(_w("tcW"), {_w("w"): str(width), _w("type"): "dxa"}))


def _keep_whole(table: Element) -> None:
    """No row goes on on the next page, unless it is long; of a short table, none stands there alone."""
    rows = table.findall(_w("tr"))
    for row in (one for one in rows if len("".join(one.itertext())) <= MUCH):
        properties = row.find(_w("trPr"))
        if properties is None:
            properties = Element(_w("trPr"))
            row.insert(0, properties)
        properties.insert(0, Element(_w("cantSplit")))
    # The last row of a short table is kept with the note below it.
    for row in rows if len(rows) <= SHORT else [*rows[:2], rows[-1]]:
        for paragraph in row.iter(_w("p")):
            _properties(paragraph).insert(_after_style(paragraph), Element(_w("keepNext")))


def _turn(section: Element) -> None:
    size = section.find(_w("pgSz"))
    if size is not None:
        width, height = size.get(_w("w"), ""), size.get(_w("h"), "")
        size.set(_w("w"), height)
        size.set(_w("h"), width)
        size.set(_w("orient"), "landscape")


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(_w("pPr"))
    if found is None:
        found = Element(_w("pPr"))
        paragraph.insert(0, found)
    return found


def _after_style(paragraph: Element) -> int:
    """Where the schema wants keepNext: right behind the style."""
    return int(_properties(paragraph).find(_w("pStyle")) is not None)


def _w(name: str) -> str:
    return f"{{{WORD}}}{name}"
