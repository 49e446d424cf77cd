"""Makes the Word style files (reference.docx): pandoc's own, with our styles, heading numbers and page numbers.

    python tools/make_reference.py      writes paper/style/reference.docx and paper/templates/fakultas/reference.docx

Whoever changes a style in Word instead keeps that file, and does not run this again.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE = (2016, 12, 1, 0, 0, 0)


class Fonts(NamedTuple):
    """Typefaces, sizes of text and tables in half points, colour of headings, margins in twentieths of a point."""

    body: str = "Times New Roman"
    heading: str = "Arial"
    size: int = 22
    table: int = 17
    colour: str = "1A1A1A"
    left: int = 1417
    right: int = 1417


STUDY = Fonts()
FACULTY = Fonts("Cambria", "Calibri", 24, 15, "7A1F2B", 2268, 1701)


class Style(NamedTuple):
    """A paragraph style: what it is called, on which it rests, what it adds. paragraph, run: OpenXML."""

    name: str
    based_on: str = "Normal"
    paragraph: str = ""
    run: str = ""
    then: str = ""


def styles(fonts: Fonts) -> dict[str, Style]:
    """style id → style: those of pandoc's file that we change, and our own."""
    small = fonts.table
    major = (
        '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" '
        'w:cstheme="majorBidi"/>'
    )
    table = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
    return {
        "BodyText": Style("Body Text", paragraph=spaced(0, 140, 276)),
        "Title": Style(
            "Title", paragraph=spaced(0, 120) + centred(), run=major + bold(fonts.colour, 36), then="Author"
        ),
        "Author": Style("Author", paragraph=spaced(0, 40) + centred(), run=major + sized(20, "595959")),
        "Date": Style("Date", paragraph=spaced(0, 240) + centred(), run=major + sized(20, "595959")),
        "AbstractTitle": Style(
            "Abstract Title", paragraph=kept() + spaced(240, 60), run=major + bold(fonts.colour, 22), then="Abstract"
        ),
        "Abstract": Style("Abstract", paragraph=spaced(0, 120, 264) + indented(284, 284), run=sized(fonts.size - 2)),
        "Keywords": Style("Keywords", "Abstract", spaced(0, 240)),
        "Heading1": heading(1, 28, major, fonts.colour),
        "Heading2": heading(2, 24, major, fonts.colour),
        "Heading3": heading(3, fonts.size, major, fonts.colour),
        "Heading1Unnumbered": unnumbered(1),
        "Heading2Unnumbered": unnumbered(2),
        "BlockText": Style("Block Text", "BodyText", spaced(60, 140) + indented(480, 480), sized(fonts.size - 1)),
        "Bibliography": Style("Bibliography", paragraph=spaced(0, 100) + '<w:ind w:left="425" w:hanging="425"/>'),
        "Caption": Style("caption", paragraph=spaced(60, 60), run=sized(fonts.size - 3)),
        "TableCaption": Style("Table Caption", "Caption", kept() + spaced(240, 60)),
        "ImageCaption": Style("Image Caption", "Caption", kept() + spaced(60, 20)),
        "CaptionedFigure": Style("Captioned Figure", paragraph=kept() + spaced(200, 60) + centred()),
        "TableText": Style("Table Text", paragraph=table, run=sized(small)),
        "TableHeading": Style("Table Heading", "TableText", kept(), "<w:b/><w:bCs/>"),
        "TableNote": Style("Table Note", paragraph=spaced(60, 280), run=sized(small)),
        "FigureNote": Style("Figure Note", paragraph=spaced(0, 280), run=sized(small)),
        "Footer": Style("footer", paragraph=spaced(0, 0) + centred(), run=sized(18, "595959")),
    }


def heading(level: int, size: int, font: str, colour: str) -> Style:
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    before = 360 if level == 1 else 260
    return Style(
        f"heading {level}",
        "Normal",
        kept() + number + spaced(before, 100) + outline,
        font + bold(colour, size),
        "BodyText",
    )


def unnumbered(level: int) -> Style:
    none = '<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
    return Style(f"Heading {level} Unnumbered", f"Heading{level}", none, then="BodyText")


def spaced(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def indented(left: int, right: int) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}"/>'


def kept() -> str:
    return "<w:keepNext/><w:keepLines/>"


def centred() -> str:
    return '<w:jc w:val="center"/>'


def sized(size: int, colour: str = "") -> str:
    return (f'<w:color w:val="{colour}"/>' if colour else "") + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def bold(colour: str, size: int) -> str:
    return "<w:b/><w:bCs/>" + sized(size, colour)


def style_xml(identifier: str, style: Style) -> str:
    own = "" if style.name.lower() in BUILT_IN else ' w:customStyle="1"'
    then = f'<w:next w:val="{style.then}"/>' if style.then else ""
    linked = f'<w:link w:val="{identifier}Char"/>' if identifier in LINKED else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{then}{linked}<w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


BUILT_IN = {
    "body text",
    "title",
    "date",
    "heading 1",
    "heading 2",
    "heading 3",
    "block text",
    "bibliography",
    "caption",
}
BUILT_IN |= {"footer"}
LINKED = {"BodyText", "Title", "Heading1", "Heading2", "Heading3"}  # each with a character style of pandoc's

TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/>'
    '<w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" '
    'w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tblBorders><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def with_styles(xml: str, fonts: Fonts) -> str:
    """styles.xml with our styles in the place of pandoc's."""
    for identifier, style in styles(fonts).items():
        xml = put_style(xml, identifier, style_xml(identifier, style))
    xml = put_style(xml, "Table", TABLE)
    xml = xml.replace('<w:color w:val="4F81BD" w:themeColor="accent1" />', '<w:color w:val="0B5C8C"/>')
    whole = f'<w:sz w:val="{fonts.size}"/><w:szCs w:val="{fonts.size}"/>'
    return re.sub(r'<w:sz w:val="24" ?/>\s*<w:szCs w:val="24" ?/>', whole, xml, count=1)


def put_style(xml: str, identifier: str, style: str) -> str:
    old = re.compile(rf'<w:style\b[^>]*w:styleId="{identifier}"[^>]*>.*?</w:style>', re.DOTALL)
    if old.search(xml):
        return old.sub(lambda _: style, xml, count=1)
    return xml.replace("</w:styles>", f"{style}</w:styles>")


def with_heading_numbers(xml: str) -> str:
    """numbering.xml with a list of three levels that belongs to the heading styles: 1, 1.1, 1.1.1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(n + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{567 + 113 * n}" w:hanging="{567 + 113 * n}"/></w:pPr></w:lvl>'
        for n in range(3)
    )
    outline = f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    xml = xml.replace("<w:abstractNum ", outline + "<w:abstractNum ", 1)
    return xml.replace("<w:num ", '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num ', 1)


FOOTER = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p></w:ftr>"
)


def with_page(xml: str, fonts: Fonts) -> str:
    """document.xml on A4 with the footer."""
    page = (
        '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1417" w:right="{fonts.right}" w:bottom="1417" w:left="{fonts.left}" w:header="708" '
        'w:footer="708" w:gutter="0"/>'
    )
    return re.sub(r"<w:sectPr>.*?</w:sectPr>", f"<w:sectPr>{page}</w:sectPr>", xml, flags=re.DOTALL)


def changed(name: str, xml: str, fonts: Fonts) -> str:
    if name == "word/styles.xml":
        return with_styles(xml, fonts)
    if name == "word/numbering.xml":
        return with_heading_numbers(xml)
    if name == "word/document.xml":
        return with_page(xml, fonts)
    if name == "word/theme/theme1.xml":
        xml = re.sub(r'(<a:majorFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{fonts.heading}", xml)
        return re.sub(r'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{fonts.body}", xml)
    if name == "word/_rels/document.xml.rels":
        footer = f'<Relationship Id="rIdFooter" Type="{OFFICE}/footer" Target="footer1.xml"/>'
        return xml.replace("</Relationships>", f"{footer}</Relationships>")
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
        return xml.replace("</Types>", f'<Override PartName="/word/footer1.xml" ContentType="{kind}"/></Types>')
    return xml


def reference(default: bytes, fonts: Fonts) -> bytes:
    """The bytes of a reference.docx, made from pandoc's."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            xml = changed(name, old.read(name).decode("utf-8"), fonts)
            new.writestr(zipfile.ZipInfo(name, DATE), xml, zipfile.ZIP_DEFLATED)
        new.writestr(zipfile.ZipInfo("word/footer1.xml", DATE), FOOTER, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def pandocs_own() -> bytes:
    import subprocess

    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def main() -> int:
    default = pandocs_own()
    for folder, fonts in {"style": STUDY, "templates/fakultas": FACULTY}.items():
        path = ROOT / "paper" / folder / "reference.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reference(default, fonts))
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
