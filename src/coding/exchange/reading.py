"""A project or codebook of another program, read from its file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from coding.errors import CodingError
from coding.exchange import archive, markup
from coding.exchange.markup import Element, child, children, name
from coding.exchange.model import Case, Code, Coding, Project, Source, User
from coding.paths import shown
from coding.transcripts import formats

Files = Mapping[str, bytes]
_PROJECTS = (".qdpx", ".qde")
CODEBOOKS = (".qdc",)
# Parts of a project that the compendium has no place for, by the element that holds them.
_LEFT = {
    "Notes": "memos",
    "Links": "links",
    "Sets": "sets of codes or sources",
    "Graphs": "maps and networks",
}
_MEDIA = {"PictureSource": "picture", "AudioSource": "audio", "VideoSource": "video", "PDFSource": "PDF"}
_SELECTIONS = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")


def read(path: Path) -> Project:
    """The project of a .qdpx or .qde file, or the codes of a .qdc. Raises CodingError."""
    ending = path.suffix.lower()
    if ending not in (*_PROJECTS, *CODEBOOKS):
        raise CodingError(
            f"{path.name} is no file of REFI-QDA",
            mend="Name a project (.qdpx) or a codebook (.qdc).",
        )
    if ending in CODEBOOKS or ending == ".qde":
        files: Files = {}
        content = archive.content(path)
    else:
        files = archive.read(path)
        content = _project_file(files, path)
    root = markup.parse(content, path)
    if name(root) not in ("Project", "CodeBook"):
        raise CodingError(
            f"the file holds {name(root)!r}, no project and no codebook", file=shown(path),
            mend="Name a project (.qdpx) or a codebook (.qdc).",
        )  # fmt: skip
    if name(root) == "CodeBook":
        return Project(path.stem, root.get("origin", ""), codes=_codes(child(root, "Codes")), left=_left(root))
    return _project(root, files, path)


def _project_file(files: Files, path: Path) -> bytes:
    found = [one for one in files if one.lower().endswith(".qde")]
    if not found:
        raise CodingError(
            "the archive holds no project (.qde)", file=shown(path), mend="Export it as a REFI-QDA project (.qdpx)."
        )
    return files[min(found, key=lambda one: (one.count("/"), one))]


def _project(root: Element, files: Files, path: Path) -> Project:
    return Project(
        name=root.get("name", path.stem),
        origin=root.get("origin", ""),
        users=tuple(
            User(_guid(one.get("guid")), one.get("name") or one.get("id") or "?", one.get("id", ""))
            for one in children(child(root, "Users"), "User")
        ),
        codes=_codes(child(child(root, "CodeBook"), "Codes")),
        sources=tuple(_sources(child(root, "Sources"), files, path)),
        cases=tuple(_cases(root)),
        description=markup.words(root, "Description"),
        at=root.get("creationDateTime", ""),
        left=_left(root),
    )


def _guid(value: str | None) -> str:
    return (value or "").strip().strip("{}").lower()


def _codes(parent: Element | None) -> tuple[Code, ...]:
    return tuple(
        Code(
            _guid(one.get("guid")),
            (one.get("name") or "").strip() or "?",
            markup.words(one, "Description"),
            one.get("color", ""),
            one.get("isCodable", "true").strip() in ("true", "1"),
            _codes(one),
        )
        for one in children(parent, "Code")
    )


def _sources(parent: Element | None, files: Files, path: Path) -> Iterator[Source]:
    for one in children(parent, "TextSource", *_MEDIA):
        kind = _MEDIA.get(name(one), "")
        # The words of a PDF, and what was typed from a recording, stand below it as a text.
        inside = next(children(one, "Representation", "Transcript"), None) if kind else one
        found = _text(inside, files, path) if inside is not None else None
        guid, said = _guid(one.get("guid")), _source_name(one, inside)
        if inside is None or found is None:
            yield Source(guid, said, None, why=kind or "text that is not in the file")
        elif not found[0].strip():
            yield Source(guid, said, None, why="text without a word")
        else:
            yield Source(guid, said, found[0], tuple(_codings(inside)), found[1])


def _source_name(source: Element, inside: Element | None) -> str:
    told = [one.get(key) for one in (source, inside) if one is not None for key in ("name", "plainTextPath")]
    return next(filter(None, told), "") or _guid(source.get("guid"))


def _text(element: Element, files: Files, path: Path) -> tuple[str, bool] | None:
    """(text, whether it began with a byte order mark); None when the file does not hold it."""
    within = child(element, "PlainTextContent")
    if within is not None:
        return "".join(within.itertext()), False
    place = element.get("plainTextPath", "")
    if not place:
        return None
    wanted = PurePosixPath(place.partition("://")[2] or place).name.lower()
    found = [one for one in files if PurePosixPath(one).name.lower() == wanted]
    if not found or place.startswith(("relative://", "file://")):
        return None
    content = files[found[0]]
    decoded = formats.decode(content, path / found[0])
    return decoded.removeprefix("\ufeff"), content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))


def _codings(source: Element) -> Iterator[Coding]:
    for selection in children(source, "PlainTextSelection"):
        start, end = _number(selection.get("startPosition")), _number(selection.get("endPosition"))
        for one in children(selection, "Coding"):
            code = child(one, "CodeRef")
            yield Coding(
                _guid(one.get("guid")),
                start,
                end,
                _guid(code.get("targetGUID") if code is not None else ""),
                _guid(one.get("creatingUser") or selection.get("creatingUser")),
                one.get("creationDateTime") or selection.get("creationDateTime") or "",
                markup.words(selection, "Description"),
            )


def _number(value: str | None) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else -1


def _cases(root: Element) -> Iterator[Case]:
    names = {_guid(one.get("guid")): one.get("name", "") for one in children(child(root, "Variables"), "Variable")}
    for one in children(child(root, "Cases"), "Case"):
        values = {}
        for value in children(one, "VariableValue"):
            told = [part for part in value if name(part) != "VariableRef"]
            about = child(value, "VariableRef")
            if about is not None and told:
                values[names.get(_guid(about.get("targetGUID")), "")] = (told[0].text or "").strip()
        sources = tuple(_guid(ref.get("targetGUID")) for ref in children(one, "SourceRef"))
        yield Case(_guid(one.get("guid")), one.get("name", ""), values, sources)


def _left(root: Element) -> dict[str, int]:
    """What the file holds and the compendium has no place for."""
    found: Counter[str] = Counter()
    for part in root:
        if what := _LEFT.get(name(part)):
            found[what] += len(part)
    for source in children(child(root, "Sources"), "TextSource", *_MEDIA):
        found["codings of a whole source"] += sum(1 for _ in children(source, "Coding"))
        for element in source.iter():
            if name(element) in _SELECTIONS:
                found["codings of pictures, recordings or places on a page"] += sum(
                    1 for _ in children(element, "Coding")
                )
    return {what: number for what, number in found.items() if number}
