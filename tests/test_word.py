"""Finishing a Word file: what it may change, and that it changes nothing else."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.publishing import word

NAMESPACE = f'xmlns:w="{word.WORD}"'
PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'
MARKS = {"upright": "<w:sectPr/>", "landscape": '<w:sectPr w:orient="landscape"/>'}


def paragraph(inside: str = "", text: str = "kata") -> str:
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def mark(kind: str) -> str:
    return f"<w:p><w:pPr>{MARKS[kind]}</w:pPr></w:p>"


def table(rows: int, text: str = "sel") -> str:
    cell = f'<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="Compact"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
    head = f'<w:tr><w:trPr><w:tblHeader w:val="on"/></w:trPr>{cell}{cell}</w:tr>'
    grid = '<w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="300"/></w:tblGrid>'
    properties = '<w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{properties}{grid}{head}{f'<w:tr>{cell}{cell}</w:tr>' * (rows - 1)}</w:tbl>"


def packed(body: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}{PAGE}</w:body></w:document>")
        archive.writestr("word/styles.xml", "<styles/>")
    return target.getvalue()


def finished(body: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(word.finished(packed(body)))) as archive:
        assert archive.read("word/styles.xml") == b"<styles/>"
        return ElementTree.fromstring(archive.read("word/document.xml"))


def tag(name: str) -> str:
    return f"{{{word.WORD}}}{name}"


def pages(root: ElementTree.Element) -> list[tuple[str | None, str | None]]:
    return [(one.get(tag("w")), one.get(tag("orient"))) for one in root.iter(tag("pgSz"))]


def test_a_landscape_part_in_the_middle_turns_its_own_pages_only() -> None:
    root = finished(paragraph() + mark("upright") + table(3) + mark("landscape") + paragraph() + table(3))
    assert pages(root) == [("11906", None), ("16838", "landscape"), ("11906", None)]
    widths = [[int(one.get(tag("w"), 0)) for one in grid] for grid in root.iter(tag("tblGrid"))]
    assert widths == [[14838 // 4, 14838 * 3 // 4], [9906 // 4, 9906 * 3 // 4]]


@pytest.mark.parametrize("after", ["", f"<w:bookmarkEnd {NAMESPACE} w:id='1'/>"])
def test_a_landscape_part_at_the_end_leaves_no_empty_page_behind(after: str) -> None:
    root = finished(paragraph() + mark("upright") + table(2) + mark("landscape") + after)
    assert pages(root) == [("11906", None), ("16838", "landscape")]
    assert len(list(root.iter(tag("p")))) == 2 + 4


def test_a_long_row_may_go_on_on_the_next_page() -> None:
    rows = list(finished(table(2, "a" * (word.MUCH + 1))).iter(tag("tr")))
    assert not any(row.find(f"{tag('trPr')}/{tag('cantSplit')}") is not None for row in rows)


@pytest.mark.parametrize(("rows", "kept"), [(2, 2), (word.SHORT, word.SHORT), (word.SHORT + 1, 3)])
def test_a_short_table_is_kept_together_and_with_its_note(rows: int, kept: int) -> None:
    found = list(finished(table(rows)).iter(tag("tr")))
    assert sum(row.find(f".//{tag('keepNext')}") is not None for row in found) == kept


@given(st.lists(st.sampled_from(["paragraph", "table", "upright", "landscape"]), max_size=8))
def test_no_word_is_lost(blocks: list[str]) -> None:
    made = {"paragraph": paragraph(), "table": table(3)} | {kind: mark(kind) for kind in MARKS}
    body = "".join(made[one] for one in blocks)
    root = finished(body)
    assert "".join(root.itertext()) == "".join(ElementTree.fromstring(f"<a {NAMESPACE}>{body}</a>").itertext())
    assert all(one.find(tag("pgSz")) is not None for one in root.iter(tag("sectPr")))
