"""A project or codebook as a file of REFI-QDA; every span is read again from the packed file before it is given out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace

from coding.exchange import archive, markup
from coding.exchange.model import CODEBOOK, ORIGIN, PROJECT, STRUCTURE, Case, Code, Coding, Project, Source, guid

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
register_namespace("xsi", _INSTANCE)


def qdpx(project: Project) -> bytes:
    """The .qdpx file. Raises ValueError when a span does not hold its words: then the program is wrong."""
    files = {"project.qde": qde(project)}
    files |= {f"sources/{one.guid}.txt": (one.text or "").encode("utf-8") for one in project.sources}
    content = archive.write(files)
    check(content, project)
    return content


def qdc(codes: Iterable[Code]) -> bytes:
    """A codebook by itself (.qdc)."""
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    _codes(SubElement(root, "Codes"), codes)
    return markup.to_bytes(root)


def qde(project: Project) -> bytes:
    """The project's XML, in the order that the schema prescribes, without empty lists, which it forbids."""
    root = Element("Project", {"xmlns": PROJECT, "name": markup.plain(project.name), "origin": project.origin})
    if project.at:
        root.set("creationDateTime", project.at)
    if project.users:
        root.set("creatingUserGUID", _owner(project))
        users = SubElement(root, "Users")
        for user in project.users:
            SubElement(users, "User", {"guid": user.guid, "name": user.name, "id": user.id})
    if project.codes:
        _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes)
    _cases(root, project.cases)
    if project.sources:
        sources = SubElement(root, "Sources")
        for source in project.sources:
            _source(sources, source, project)
    _described(root, project.description)
    return markup.to_bytes(root)


def _owner(project: Project) -> str:
    return next((one.guid for one in project.users if one.name == STRUCTURE), project.users[0].guid)


def _described(parent: Element, words: str) -> None:
    if words:
        SubElement(parent, "Description").text = markup.plain(words)


def _codes(parent: Element, codes: Iterable[Code]) -> None:
    for code in codes:
        element = SubElement(parent, "Code", {"guid": code.guid, "name": markup.plain(code.name)})
        element.set("isCodable", "true" if code.codable else "false")
        if code.colour:
            element.set("color", code.colour)
        _described(element, code.description)
        _codes(element, code.children)


def _cases(root: Element, cases: Iterable[Case]) -> None:
    names = list(dict.fromkeys(name for case in cases for name in case.values))
    if names:
        variables = SubElement(root, "Variables")
        for name in names:
            SubElement(variables, "Variable", {"guid": _variable(name), "name": name, "typeOfVariable": "Text"})
    found = None
    for case in cases:
        found = SubElement(root, "Cases") if found is None else found
        element = SubElement(found, "Case", {"guid": case.guid})
        if case.name:
            element.set("name", markup.plain(case.name))
        for name, value in case.values.items():
            told = SubElement(element, "VariableValue")
            SubElement(told, "VariableRef", {"targetGUID": _variable(name)})
            SubElement(told, "TextValue").text = markup.plain(value)
        for source in case.sources:
            SubElement(element, "SourceRef", {"targetGUID": source})


def _variable(name: str) -> str:
    return guid("variable", name)


def _source(parent: Element, source: Source, project: Project) -> None:
    told = {"guid": source.guid, "name": markup.plain(source.name), "plainTextPath": f"internal://{source.guid}.txt"}
    if project.users:
        told |= {"creatingUser": _owner(project), "creationDateTime": project.at}
    element = SubElement(parent, "TextSource", {key: value for key, value in told.items() if value})
    for coding in source.codings:
        _selection(element, coding, (source.text or "")[coding.start : coding.end])


def _selection(parent: Element, coding: Coding, quote: str) -> None:
    who = {"creatingUser": coding.user, "creationDateTime": coding.at}
    who = {key: value for key, value in who.items() if value}
    place = {"startPosition": str(coding.start), "endPosition": str(coding.end)}
    name = markup.plain(" ".join(quote.split()))[:60]
    element = SubElement(
        parent, "PlainTextSelection", {"guid": guid("selection", coding.guid), "name": name, **place, **who}
    )
    _described(element, coding.description)
    inside = SubElement(element, "Coding", {"guid": coding.guid, **who})
    SubElement(inside, "CodeRef", {"targetGUID": coding.code})


def check(content: bytes, project: Project) -> None:
    """Read the packed file again and compare every span with the words that it was made from."""
    wanted = {
        guid("selection", coding.guid): (source.text or "")[coding.start : coding.end]
        for source in project.sources
        for coding in source.codings
    }
    found = dict(_quotes(content))
    if found != wanted:
        wrong = next(iter(wanted.keys() ^ found.keys()), None) or next(
            key for key in wanted if wanted[key] != found[key]
        )
        raise ValueError(f"selection {wrong} does not hold its words in the packed file")


def _quotes(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = fromstring(packed.read("project.qde"))
        for source in root.iter(f"{{{PROJECT}}}TextSource"):
            text = packed.read("sources/" + source.attrib["plainTextPath"].removeprefix("internal://")).decode("utf-8")
            if "\r" in text or text.startswith("\ufeff") or any(one > "\uffff" for one in text):
                raise ValueError(f"the text of source {source.get('name')} is not the same to all programs")
            for one in source.iter(f"{{{PROJECT}}}PlainTextSelection"):
                yield one.attrib["guid"], text[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])]
