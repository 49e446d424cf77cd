"""Markdown to HTML, Word and PDF: by pandoc, for the PDF by typst, in the looks of a template folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from coding import paths
from coding.errors import PaperError
from coding.publishing import looks, word
from coding.publishing.looks import Look

STUDY = Look()
# What each format takes from the template folder, and how pandoc is told.
OF_A_FORMAT = {
    "html": {"paper.html": "--template", "html.lua": "--lua-filter"},
    "docx": {"paper.openxml": "--template", "reference.docx": "--reference-doc", "word.lua": "--lua-filter"},
    "pdf": {"paper.typ": "--template", "typst.lua": "--lua-filter"},
}
# Archivable and accessible: tagged, every figure with its alt text.
STANDARDS: Any = ["a-2a", "ua-1"]


def convert(text: str, kind: str, language: str, look: Look = STUDY) -> bytes:
    """Markdown to the bytes of an HTML, DOCX or PDF file, the same bytes each time.

    kind: html, docx or pdf. Raises PaperError where pandoc or typst refuses the text or its template.
    """
    import tempfile

    import pypandoc

    paths.build().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.build(), prefix=".typesetting-") as scratch:
        target = Path(scratch) / f"paper.{'typ' if kind == 'pdf' else kind}"
        try:
            pypandoc.convert_text(
                text,
                "typst" if kind == "pdf" else kind,
                format="markdown",
                extra_args=_arguments(kind, language, look),
                outputfile=str(target),
                cworkdir=str(paths.paper()),
            )
        except RuntimeError as error:
            raise PaperError(f"pandoc could not build the {kind} ({error})") from error
        if kind == "pdf":
            return _typeset(target, look)
        return word.finished(target.read_bytes()) if kind == "docx" else target.read_bytes()


def _arguments(kind: str, language: str, look: Look) -> list[str]:
    # Our filter runs before citeproc, which would take @fig-x for a citation.
    arguments = ["--standalone", f"--lua-filter={look.file('references.lua')}", "--citeproc"]
    arguments += [f"{option}={look.file(name)}" for name, option in OF_A_FORMAT[kind].items()]
    arguments += [f"--metadata-file={path}" for path in look.all_of(f"{language}.yml")]
    arguments.append(f"--resource-path={os.pathsep.join(map(str, (paths.paper(), look.folder)))}")
    if look.citation_style:
        arguments.append(f"--csl={looks.csl(look.citation_style)}")
    if kind == "html":
        arguments += ["--embed-resources", "--toc", *(f"--css={path}" for path in look.all_of("paper.css"))]
    if kind == "pdf":
        arguments.append("--wrap=none")  # a line break in the author's name would be one in the PDF's properties
    if kind != "docx":
        arguments.append("--number-sections")  # Word counts headings itself, by their styles
    return arguments


def _typeset(source: Path, look: Look) -> bytes:
    """A tagged PDF by typst, with its own fonts and the template's, dated by SOURCE_DATE_EPOCH."""
    import datetime

    import typst

    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "1480550400"))
    folders = [str(path) for path in [look.folder / "fonts"] if path.is_dir()]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    try:
        pdf = typst.Compiler(root=str(paths.paper()), font_paths=fonts).compile(
            input=str(source),
            format="pdf",
            timestamp=datetime.datetime.fromtimestamp(epoch, datetime.UTC),
            pdf_standards=STANDARDS,
        )
    except RuntimeError as error:
        raise PaperError(f"typst could not build the PDF ({error})") from error
    assert isinstance(pdf, bytes)
    return pdf
