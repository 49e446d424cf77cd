"""The files of REFI-QDA: valid, the same bytes each time, right for every program, and read with care."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import refi_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.errors import CodingError
from coding.exchange import archive, notes, writing
from coding.exchange.model import ORIGIN, STRUCTURE, Case, Code, Coding, Project, Source, User, guid
from coding.exchange.reading import read
from coding.exchange.released import Released, plain, whole
from coding.exchange.sources import Alignment
from coding.exchange.units import Places, decide
from coding.transcripts import formats

USER, OWNER = User(guid("u"), "ani & <budi>", "ani"), User(guid("o"), STRUCTURE, "-")
CODE = Code(guid("c"), "1 Informasi", "arti\nkode", "#0072B2", children=(Code(guid("d"), "1.a <rinci>"),))


def project(text: str, spans: list[tuple[int, int]], note: str = "status: absent") -> Project:
    codings = tuple(
        Coding(guid(str(n)), start, end, guid("c"), USER.guid, "2024-05-03T08:00:00Z", note)
        for n, (start, end) in enumerate(spans)
    )
    return Project(
        name="Kabupaten",
        origin=f"{ORIGIN} 0",
        users=(USER, OWNER),
        codes=(CODE,),
        sources=(Source(guid("s"), "CDN1", text, codings),),
        cases=(Case(guid("v"), "", {"level": "ngo"}, (guid("s"),)), Case(guid("p"), "CDN1", {"level": "ngo"})),
        description="rekonstruksi",
        at="2024-05-03T08:00:00Z",
    )


def saved(tmp_path: Path, content: bytes, name: str = "p.qdpx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def qde(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("project.qde")


def test_a_project_is_valid_and_its_faults_would_be_seen() -> None:
    content = qde(writing.qdpx(project("Ya. Ada.", [(0, 3)])))
    assert refi_schema.faults(content) == []
    for old, new in (
        (b"<Users>", b"<Sets></Sets><Users>"),
        (b' isCodable="true"', b""),
        (b'startPosition="0"', b'startPosition="x"'),
        (b'color="#0072B2"', b'color="blue"'),
        (b'guid="' + USER.guid.encode(), b'guid="1'),
    ):
        assert old in content
        assert refi_schema.faults(content.replace(old, new, 1)), old


def test_a_project_without_codings_cases_and_users_is_valid() -> None:
    bare = replace(project("Ya.", []), users=(), codes=(), cases=(), description="", at="")
    assert refi_schema.faults(qde(writing.qdpx(bare))) == []


def test_the_same_project_gives_the_same_bytes() -> None:
    assert writing.qdpx(project("Ya.", [(0, 3)])) == writing.qdpx(project("Ya.", [(0, 3)]))
    packed = zipfile.ZipFile(io.BytesIO(writing.qdpx(project("Ya.", [(0, 3)]))))
    assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


RAW = st.lists(
    st.sampled_from(["rapat", "é", "e\u0301", "😀", " ", "\n", "\r\n", ".", "<&>", "一", "\ufeff", "]]>"]),
    min_size=1,
    max_size=40,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(RAW, st.data())
def test_spans_come_back_as_they_went(tmp_path: Path, raw: str, data: st.DataObject) -> None:
    """Any text: with emoji, CRLF, byte order marks, accents in two characters, XML's own signs."""
    text = formats.canonical(raw)
    if not text.strip():
        return
    edge = st.integers(0, len(text))
    spans = [tuple(sorted(one)) for one in data.draw(st.lists(st.tuples(edge, edge), max_size=5))]
    leaves = whole(text)
    assert len(leaves.text) == len(text) and leaves.text == plain(text)
    placed = [leaves.place(*span) for span in spans if span[0] < span[1]]
    back = read(saved(tmp_path, writing.qdpx(project(leaves.text, placed))))  # type: ignore[arg-type]
    source = back.sources[0]
    way = decide([source], back.origin).way or decide([], back.origin).way
    assert way is not None
    alignment, places = Alignment(formats.canonical(source.text or ""), text), Places(source, way)
    found = [alignment.place(places.canonical(one.start), places.canonical(one.end)) for one in source.codings]  # type: ignore[arg-type]
    assert found == [span for span in spans if span[0] < span[1]]


def test_a_span_that_does_not_hold_its_words_is_never_given_out() -> None:
    content = writing.qdpx(project("Ya. Ada.", [(0, 3)]))
    with pytest.raises(ValueError, match="does not hold its words"):
        writing.check(content, project("Ya. Ada.", [(4, 8)]))
    with pytest.raises(ValueError, match="not the same to all programs"):
        writing.qdpx(project("Ya 😀", []))
    with pytest.raises(ValueError, match="not the same to all programs"):
        writing.qdpx(project("Ya\r\n", []))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    went = project("Ya. Ada.", [(4, 8)], "status: absent\nmemo: a < b")
    back = read(saved(tmp_path, writing.qdpx(went)))
    assert back.users == went.users and back.codes == went.codes and back.cases == went.cases
    assert back.sources[0].codings == went.sources[0].codings
    assert (back.name, back.origin, back.description) == (went.name, went.origin, went.description)
    assert back.left == {}


@given(
    st.sampled_from(["", "present", "partial", "absent", "unclear"]),
    st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), min_size=0).map(str.strip),
    st.text(st.characters(blacklist_characters="\r", blacklist_categories=["Cs"])).map(str.strip),
)
def test_notes_come_back(status: str, keyword: str, memo: str) -> None:
    if status:
        assert notes.read(notes.written(notes.Note(status, keyword, memo))) == notes.Note(status, keyword, memo)


def packed(files: dict[str, bytes]) -> bytes:
    return archive.write(files)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"project.qde": b"<Project/>", "../x.txt": b"x"}, "leads out of it"),
        ({"project.qde": b"<Project/>", "/etc/x.txt": b"x"}, "leads out of it"),
        ({"project.qde": b"<Project/>", "a\\..\\..\\x.txt": b"x"}, "leads out of it"),
        ({"project.qde": b"<Project/>", "C:\\x.txt": b"x"}, "leads out of it"),
        ({"sources/x.txt": b"x"}, "holds no project"),
        ({"project.qde": b"<Project"}, "no XML"),
        ({"project.qde": b"\x00\x01"}, "no XML"),
        ({"project.qde": b"<html/>"}, "no project and no codebook"),
        ({"project.qde": b'<!DOCTYPE x [<!ENTITY a "b">]><Project name="&a;"/>'}, "DOCTYPE"),
        ({"project.qde": b'<!DOCTYPE x SYSTEM "http://x/y"><Project/>'}, "DOCTYPE"),
    ],
)
def test_what_may_do_harm_or_is_no_project_is_refused(tmp_path: Path, files: dict[str, bytes], problem: str) -> None:
    with pytest.raises(CodingError, match=problem) as refused:
        read(saved(tmp_path, packed(files)))
    assert refused.value.mend and "p.qdpx" in str(refused.value.file)


def test_what_is_no_archive_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CodingError, match=r"no \.qdpx file"):
        read(saved(tmp_path, b"PK\x03\x04 cut off"))
    with pytest.raises(CodingError, match="no file of REFI-QDA"):
        read(tmp_path / "a.docx")
    with pytest.raises(CodingError, match="does not exist"):
        read(tmp_path / "none.qdpx")
    monkeypatch.setattr(archive, "BOUND", 1000)
    with pytest.raises(CodingError, match="larger than"):
        read(saved(tmp_path, packed({"project.qde": b"<Project/>", "sources/a.txt": b" " * 2000})))


FOREIGN = """<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="X"><Sources>
<TextSource guid="{A}" name="dalam"><PlainTextContent>Ya. Ada.</PlainTextContent>
<PlainTextSelection guid="b" startPosition="4" endPosition="8" creatingUser="U1"><Coding guid="c">
<CodeRef targetGUID="{K}"/></Coding></PlainTextSelection><Coding guid="w"><CodeRef targetGUID="k"/></Coding></TextSource>
<TextSource guid="b" plainTextPath="board.txt"/><TextSource guid="e" name="luar" plainTextPath="relative://x.txt"/>
<TextSource guid="f" name="kosong" plainTextPath="internal://empty.txt"/><PictureSource guid="g" name="foto"/>
<PDFSource guid="h" name="artikel.pdf"><PDFSelection guid="i" page="0" firstX="0" firstY="0" secondX="1" secondY="1">
<Coding guid="j"><CodeRef targetGUID="k"/></Coding></PDFSelection><Representation guid="l"
 plainTextPath="internal://l.txt"/></PDFSource></Sources><Notes><Note guid="n"/></Notes></Project>"""


def test_what_other_programs_write_otherwise_is_understood_or_named(tmp_path: Path) -> None:
    files = {"Project.qde": FOREIGN.encode(), "Sources/board.txt": b"\xef\xbb\xbfHalo", "sources/empty.txt": b"\r\n",
             "sources/l.txt": "isi".encode("utf-16"), "x.txt": b"rahasia"}  # fmt: skip
    back = read(saved(tmp_path, packed(files)))
    texts = {one.name: (one.text, one.marked, one.why) for one in back.sources}
    assert texts == {
        "dalam": ("Ya. Ada.", False, ""),
        "board.txt": ("Halo", True, ""),
        "luar": (None, False, "text that is not in the file"),
        "kosong": (None, False, "text without a word"),
        "foto": (None, False, "picture"),
        "artikel.pdf": ("isi", True, ""),
    }
    assert back.sources[0].codings == (Coding("c", 4, 8, "k", "u1"),)
    kinds = {"memos", "codings of a whole source", "codings of pictures, recordings or places on a page"}
    assert set(back.left) == kinds


def test_a_released_text_tells_of_what_it_holds_no_place() -> None:
    assert Released("", (), 0, 0).place(0, 1) is None
