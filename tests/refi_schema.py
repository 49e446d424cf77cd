"""Faults of a REFI-QDA project against the standard's schema (tests/refi/Project.xsd), as far as that schema goes.

The schema uses sequences and choices of elements, attributes, patterns and enumerations; nothing else is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACE = "{urn:QDA-XML:project:1.0}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
_PLAIN = {
    "xsd:string": r"(?s).*",
    "xsd:integer": r"[+-]?\d+",
    "xsd:boolean": r"true|false|1|0",
    "xsd:decimal": r"[+-]?\d+(\.\d+)?",
    "xsd:date": r"\d{4}-\d\d-\d\d",
    "xsd:dateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}
_SCHEMA = ElementTree.parse(Path(__file__).parent / "refi" / "Project.xsd").getroot()
_COMPLEX = {one.get("name"): one for one in _SCHEMA.iter(f"{XSD}complexType")}
_SIMPLE = {one.get("name"): one for one in _SCHEMA.iter(f"{XSD}simpleType")}


def faults(content: bytes) -> list[str]:
    root = ElementTree.fromstring(content)
    return list(_faults(root, "ProjectType")) if root.tag == f"{SPACE}Project" else [f"root is {root.tag}"]


def _faults(element: Element, kind: str) -> Iterator[str]:
    name = element.tag.removeprefix(SPACE)
    if kind not in _COMPLEX:
        if not re.fullmatch(_pattern(kind), element.text or "") or len(element):
            yield f"{name}: {element.text!r} is no {kind}"
        return
    described = _COMPLEX[kind]
    attributes = {one.get("name"): one for one in described.iter(f"{XSD}attribute")}
    for key, value in element.attrib.items():
        if key.startswith("{"):
            continue
        if key not in attributes:
            yield f"{name}: unknown attribute {key}"
        elif not re.fullmatch(_pattern(attributes[key].get("type", "")), value):
            yield f"{name}: {key}={value!r}"
    for key, one in attributes.items():
        if one.get("use") == "required" and key not in element.attrib:
            yield f"{name}: {key} is missing"
    kinds = {one.get("name"): one.get("type", "") for one in described.iter(f"{XSD}element")}
    groups = [one for one in described if one.tag in (f"{XSD}sequence", f"{XSD}choice")]
    names = [child.tag.removeprefix(SPACE) for child in element]
    order = "".join(map(_content, groups))
    if not re.fullmatch(order, "".join(f"{one};" for one in names)):
        yield f"{name}: children {names[:12]} do not match {order[:200]}"
    for child in element:
        if child.tag.removeprefix(SPACE) in kinds:
            yield from _faults(child, kinds[child.tag.removeprefix(SPACE)])


def _content(group: Element) -> str:
    parts = [f"(?:{one.get('name')};){_often(one)}" if one.tag == f"{XSD}element" else _content(one) for one in group]
    return f"(?:{('|' if group.tag == f'{XSD}choice' else '').join(parts)}){_often(group)}"


def _often(one: Element) -> str:
    least, most = one.get("minOccurs", "1"), one.get("maxOccurs", "1")
    return f"{{{least},{'' if most == 'unbounded' else most}}}"


def _pattern(kind: str) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    restriction = _SIMPLE[kind][0]
    return "|".join(
        f"(?:{one.get('value')})" if "pattern" in one.tag else re.escape(one.get("value", "")) for one in restriction
    )
