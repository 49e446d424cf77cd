"""Another citation style, a faculty's template: what they change, and that the study's own looks stay."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from lab import tool
from pypdf import PdfReader

from coding import paths
from coding.errors import CodingError, PaperError
from coding.publishing import looks, paper, typesetting
from coding.publishing.looks import Look

SAID = """---
title: Judul
author: [Tim]
date: '2016'
abstract: Isi.
keywords: [a]
---

Kata [@dice1945].

# Daftar

::: {#refs}
:::
"""
NUMERIC = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Numbers</title><id>numbers</id><updated>2016-12-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="⟦" suffix="⟧"><text variable="citation-number"/></layout></citation>
  <bibliography><layout><text variable="citation-number" suffix=") "/><text variable="title"/></layout></bibliography>
</style>
"""


@pytest.fixture
def numeric(tmp_path: Path) -> str:
    path = tmp_path / "gaya saya.csl"
    path.write_text(NUMERIC, encoding="utf-8")
    return str(path)


def shown(content: bytes, kind: str) -> str:
    """The text of a paper of any format, and of a Word file also what its styles say."""
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith("xml"))
    return content.decode("utf-8")


# Citation styles


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_any_citation_style_is_taken_and_the_default_stays(kind: str, numeric: str) -> None:
    before = typesetting.convert(SAID, kind, "en")
    styled = re.sub("<[^>]*>", "", shown(typesetting.convert(SAID, kind, "en", Look(citation_style=numeric)), kind))
    assert "⟦" in styled and "Dice 1945" not in styled and "1) " in styled
    assert "⟦" not in shown(before, kind) and "Dice 1945" in shown(before, kind)
    assert typesetting.convert(SAID, kind, "en") == before


@pytest.mark.parametrize(("name", "cited"), [("apa", "(Dice, 1945)"), ("ieee.csl", "[1]")])
def test_a_shipped_style_is_taken_by_its_name(name: str, cited: str) -> None:
    html = shown(typesetting.convert(SAID, "html", "en", Look(citation_style=name)), "html")
    assert cited in html.replace('<a href="#ref-dice1945" role="doc-biblioref">', "").replace("</a>", "")


def test_shipped_styles_keep_their_authors_and_their_licence() -> None:
    styles = sorted(paths.citation_styles().glob("*.csl"))
    told = (paths.citation_styles() / "README.md").read_text(encoding="utf-8")
    assert len(styles) >= 2 and "https://citationstyles.org/" in told
    for path in styles:
        content = path.read_text(encoding="utf-8")
        assert "<author>" in content and "creativecommons.org/licenses/by-sa/3.0/" in content
        assert f"`{path.name}`" in told


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "there is no citation style"),
        ("bukan xml", "no CSL style"),
        ("<html/>", "its root is 'html'"),
        (NUMERIC.replace("</info>", '<link rel="independent-parent" href="http://induk"/></info>'), "http://induk"),
    ],
)
def test_what_is_no_style_is_refused_before_anything_is_built(
    content: str | None,
    problem: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "x.csl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(paper, "build", lambda *given: pytest.fail("something was built"))
    assert paper.main(["--citation-style", str(path)]) == 1
    said = capsys.readouterr().err
    assert problem in said and "Traceback" not in said


def test_a_style_is_found_from_the_folder_of_the_compendium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert looks.csl("paper/citation-styles/apa.csl") == looks.csl("apa")


def test_make_builds_again_when_the_style_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numeric: str
) -> None:
    listing = tool("list_inputs")
    monkeypatch.setattr(listing, "ROOT", tmp_path)
    stamp = tmp_path / ".make" / "inputs" / "paper"

    def listed(style: str) -> str:
        monkeypatch.setenv("CITATION_STYLE", style)
        listing.main([])
        return stamp.read_text(encoding="utf-8")

    plain, styled = listed(""), listed(numeric)
    assert plain != styled == listed(numeric)
    age = stamp.stat().st_mtime_ns
    assert listed(numeric) == styled and stamp.stat().st_mtime_ns == age
    os.utime(numeric, (1, 1))
    assert listed(numeric) != styled
    assert listed("") == plain


def test_make_knows_every_module_that_the_paper_alone_needs() -> None:
    listing = tool("list_inputs")
    assert all(list(paths.root().glob(pattern)) for pattern in listing.FOR_THE_PAPER)
    listed = {path.relative_to(paths.root() / "src/coding").as_posix() for path in listing.code()}
    assert {"pipeline.py", "findings/results.py", "review/__init__.py", "language/variants.tsv"} <= listed
    assert not {"publishing/paper.py", "cli.py", "teaching/report.py", "review/widget.py"} & listed


# Templates


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_the_facultys_template_changes_typeface_and_cover(kind: str) -> None:
    look = Look("fakultas")
    content = typesetting.convert(SAID, kind, "id", look)
    own, others = shown(content, kind), shown(typesetting.convert(SAID, kind, "id"), kind)
    if kind == "html":
        assert "Cambria" in own and ".scroll" in own and "Cambria" not in others
    if kind == "docx":
        assert "Nama Fakultas" in own and 'typeface="Cambria"' in own
        assert "Nama Fakultas" not in others and 'typeface="Times New Roman"' in others
    if kind == "pdf":
        fonts = [fonts_of(one) for one in (content, typesetting.convert(SAID, kind, "id"))]
        assert any("NewCM" in name for name in fonts[0]) and not any("NewCM" in name for name in fonts[1])
        first = PdfReader(io.BytesIO(content)).pages[0].extract_text()
        assert "Nama Fakultas" in first and "Kata" not in first
        assert "Nama Fakultas" not in others


def fonts_of(content: bytes) -> set[str]:
    pages = PdfReader(io.BytesIO(content)).pages
    return {str(font.get_object()["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()}


def test_a_template_takes_what_it_lacks_from_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    for place in ("style/paper.typ", "style/paper.css", "templates/x/paper.css"):
        (tmp_path / "paper" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "paper" / place).write_text("", encoding="utf-8")
    look = Look("x")
    assert look.file("paper.typ") == paths.style() / "paper.typ"
    assert look.all_of("paper.css") == [paths.style() / "paper.css", paths.templates() / "x" / "paper.css"]
    assert (look.target / look.home).resolve() == paths.build().resolve()
    assert look.target == paths.build() / "templates" / "x" and Look().target == paths.build()


@pytest.mark.parametrize("name", ["fakultet", "../style", "/", ".."])
def test_a_template_that_is_not_there_is_named_with_those_that_are(name: str) -> None:
    with pytest.raises(PaperError, match="There are: fakultas"):
        _ = Look(name).folder


def test_a_broken_template_stops_the_paper_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "paper.typ"
    broken.write_text("#nowhere\n$body$\n", encoding="utf-8")
    monkeypatch.setattr(Look, "file", lambda self, name: broken if name == "paper.typ" else paths.style() / name)
    with pytest.raises(CodingError, match="typst could not build the PDF"):
        typesetting.convert(SAID, "pdf", "id")


# The Word style files


@pytest.mark.parametrize(("folder", "fonts"), [("style", "STUDY"), ("templates/fakultas", "FACULTY")])
def test_the_word_style_files_are_what_their_script_makes(folder: str, fonts: str) -> None:
    script = tool("make_reference")
    made = script.reference(script.pandocs_own(), getattr(script, fonts))
    assert parts(made) == parts((paths.paper() / folder / "reference.docx").read_bytes())


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
