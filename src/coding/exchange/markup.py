"""XML read with care: no document type, hence no entities; and names without their namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from coding.errors import CodingError
from coding.paths import shown

Element = ElementTree.Element
# XML cannot hold these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Careful(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise _Doctype


class _Doctype(Exception):
    pass


def parse(content: bytes, path: Path) -> Element:
    """The root of an XML document. Raises CodingError for what is none, and for one with a document type.

    REFI-QDA has no document type; one could make the parser read other files, or run out of memory (entities).
    """
    try:
        return ElementTree.fromstring(content, ElementTree.XMLParser(target=_Careful()))
    except _Doctype as error:
        raise CodingError(
            "the file has a document type (DOCTYPE), which REFI-QDA does not know",
            file=shown(path),
            mend="Do not open it; ask whoever made it for another.",
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        place = getattr(error, "position", (None,))[0]
        raise CodingError(
            "this is no XML, or it is cut off",
            file=shown(path),
            line=place,
            mend="Export it again from the program it comes from.",
        ) from error


def name(element: Element) -> str:
    """The name of an element without its namespace: programs differ in what they write there."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements of these names right below."""
    return (one for one in (element if element is not None else ()) if name(one) in names)


def child(element: Element | None, wanted: str) -> Element | None:
    return next(children(element, wanted), None)


def words(element: Element | None, wanted: str) -> str:
    """The text of the element of this name right below, or ""."""
    found = child(element, wanted)
    return "".join(found.itertext()).strip() if found is not None else ""


def plain(value: str) -> str:
    """The text with a sign in the place of characters that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", value)


def to_bytes(root: Element) -> bytes:
    """The document as UTF-8, indented, with its declaration."""
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
