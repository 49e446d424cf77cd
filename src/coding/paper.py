"""The paper: a text whose every number, quote, table and figure is fetched by name, in HTML, DOCX and PDF."""

from __future__ import annotations

import csv
import io
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from coding import labels, paths
from coding.errors import CodingError
from coding.files import Row, read_json, read_rows, read_text, write_bytes
from coding.spreadsheets import restored

FORMATS = ("html", "docx", "pdf")
LONG_QUESTION = 180  # characters; a longer question before a quote would drown it


class PaperError(CodingError):
    """The paper asks for a number, table, figure or quote that no notebook has written."""


@dataclass(frozen=True)
class Materials:
    """What the text may fetch: of one district, in one language, for one format."""

    district: str
    language: str
    kind: str

    @cached_property
    def numbers(self) -> dict[str, dict[str, Any]]:
        content: dict[str, dict[str, Any]] = {}
        for name in (self.district, "across"):
            path = paths.numbers(name)
            if path.exists():
                content |= read_json(path)
        return content

    @cached_property
    def cells(self) -> list[Row]:
        rows = read_rows(paths.tables(self.district) / "matrix.csv")
        return [{name: restored(cell) for name, cell in row.items()} for row in rows]

    def n(self, name: str, digits: int | None = None) -> str:
        """A number by its name, as this language prints it."""
        if name not in self.numbers:
            raise PaperError(f"no notebook has written the number {name!r}", file=f"paper.{self.language}.md")
        one = self.numbers[name]
        value = float("nan") if one["value"] is None else one["value"]
        printed = labels.number(value, one["digits"] if digits is None else digits, self.language)
        return printed + str(one["unit"])

    def status(self, stakeholder: str, indicator: str | int) -> str:
        """The word for the status of a cell of the matrix."""
        return labels.STATUS[self._cell(stakeholder, str(indicator))["status"]][self.language]

    def quote(self, stakeholder: str, indicator: str | int) -> str:
        """The chosen quote of a cell as a block quote with its speaker, or a line that there is none."""
        cell = self._cell(stakeholder, str(indicator))
        if not cell["quote"]:
            none = labels.text("tidak ada kutipan", "no quote")[self.language]
            return f"> *[{none}]*"
        role = cell["quote_role_id" if self.language == "id" else "quote_role_en"]
        said = escape(_in_line(cell["quote"]))
        status = labels.STATUS[cell["quote_status"]][self.language]
        asked = escape(_in_line(cell["quote_question"]))
        question = f"> *{asked}*\\\n" if asked and len(asked) < LONG_QUESTION else ""
        kind = f"; {labels.RECONSTRUCTED[self.language]}" if cell["quote_reconstructed"] == "true" else ""
        speaker, transcript = escape(cell["quote_speaker"]), escape(cell["quote_transcript"])
        source = f"{speaker}, {escape(_in_line(role))} ({transcript}; {status}{kind})"
        return f"{question}> “{said}” — {source}"

    def reading(self, indicator: str | int) -> str:
        """One sentence that tells which stakeholders stand at which status for an indicator."""
        groups: dict[str, list[str]] = {}
        for cell in self.cells:
            if cell["indicator"] == str(indicator):
                mark = "†" if cell["informants"] == "1" else ""
                groups.setdefault(cell["status"], []).append(cell[f"short_{self.language}"] + mark)
        order = [status for status in labels.STATUS if status in groups and status != "none"]
        parts = [
            f"**{labels.STATUS[status][self.language]}** "
            f"{labels.text('dalam tuturan', 'as told by')[self.language]} {escape(labels.listed(groups[status], self.language))}"  # noqa: E501
            for status in order
        ]
        if not parts:
            return labels.text("tidak ada pengodean", "there are no codings")[self.language]
        return "; ".join(parts)

    def _cell(self, stakeholder: str, indicator: str) -> Row:
        for cell in self.cells:
            if (cell["stakeholder"], cell["indicator"]) == (stakeholder, indicator):
                return cell
        raise PaperError(f"the matrix has no cell {stakeholder} × {indicator}", file=f"paper.{self.language}.md")

    def table(self, name: str, district: str = "") -> str:
        """A table with its caption and source line, as markdown."""
        folder = paths.tables(district or self.district)
        lines = _read_csv(folder / f"{name}.{self.language}.csv")
        caption = read_json(folder / f"{name}.json")
        return markdown_table(lines, self._caption(caption), name)

    def figure(self, name: str, district: str = "") -> str:
        """A figure with its caption, source line and alt text, as markdown."""
        folder = paths.figures(district or self.district)
        caption = read_json(folder / f"{name}.json")
        ending = "png" if self.kind == "docx" else "svg"
        path = folder / f"{name}.{self.language}.{ending}"
        if not path.exists():
            raise PaperError(f"there is no figure {paths.shown(path)}", mend="Run make.")
        alt = caption["alt"][self.language].replace('"', "”")
        shown = path.relative_to(paths.paper()).as_posix()
        if self.kind == "pdf":
            shown = f"/{shown}"  # typst's way to say: from the root of the paper
        width = "100%" if self.kind != "docx" else "16cm"
        return f'![{self._caption(caption)}]({shown}){{#fig-{name} alt="{alt}" width={width}}}'

    def _caption(self, caption: dict[str, Any]) -> str:
        parts = [caption["title"][self.language]]
        if "note" in caption:
            parts.append(caption["note"][self.language])
        parts.append(f"*{escape(caption['source'][self.language])}*")
        return " ".join(part if part.endswith((".", "*")) else part + "." for part in parts)


def escape(text: str) -> str:
    """Plain text as markdown that shows it unchanged."""
    for sign in "\\`*_{}[]<>#$|@~^&":
        text = text.replace(sign, "\\" + sign)
    return text


def _in_line(text: str) -> str:
    """Text without line breaks: behind one, a sign could begin a list or a heading."""
    return " ".join(text.split())


def _read_csv(path: Path) -> list[list[str]]:
    if not path.exists():
        raise PaperError(f"there is no table {paths.shown(path)}", mend="Run make.")
    lines = csv.reader(io.StringIO(read_text(path), newline=""))
    return [[restored(cell) for cell in line] for line in lines]


def markdown_table(lines: Sequence[Sequence[str]], caption: str, name: str) -> str:
    """A pipe table; columns of numbers are set right, and columns of longer texts are wider."""
    lines = [[_unbroken(_in_line(cell)) for cell in line] for line in lines]
    head, body = lines[0], lines[1:]
    rule = []
    for n in range(len(head)):
        width = _width([line[n] for line in lines])
        right = bool(body) and all(_is_number(line[n]) for line in body)
        rule.append("-" * (width - 1) + ":" if right else ":" + "-" * (width - 1))
    rows = ["| " + " | ".join(map(escape, line)) + " |" for line in [head, *body]]
    rows.insert(1, "|" + "|".join(rule) + "|")
    return "\n".join(rows) + f"\n\n: {caption} {{#tbl-{name}}}"


def _unbroken(cell: str) -> str:
    """An interval, [0,81; 0,91], stays on one line."""
    return re.sub(r"\[([^][; ]+); ([^][; ]+)\]", "[\\1;\u00a0\\2]", cell)


def _width(cells: Sequence[str]) -> int:
    """Room for the longest word, and for a third of what the longest cell has beyond it."""
    word = max((len(word) for cell in cells for word in re.split("[ \n]", cell)), default=1)
    line = min(90, max(map(len, cells), default=1))
    return 4 + round(word + 0.35 * max(0, line - word))


def _is_number(cell: str) -> bool:
    plain = cell.strip().lstrip("−-")
    return not plain or plain in ("–",) or (plain[0].isdigit() and plain.replace(".", "").replace(",", "").isdigit())


def render(text: str, materials: Materials, file: str) -> str:
    """Fill the text's places. Raises PaperError for a name that nobody has written."""
    import jinja2

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        comment_start_string="{##",
    )
    names = {name: getattr(materials, name) for name in ("n", "status", "quote", "reading", "table", "figure")}
    try:
        return environment.from_string(text).render(**names)
    except jinja2.TemplateSyntaxError as error:
        raise PaperError(str(error.message), file=file, line=error.lineno, mend="Check its braces.") from error
    except jinja2.UndefinedError as error:
        raise PaperError(str(error), file=file, mend="Use n, status, quote, reading, table or figure.") from error


def build(district: str, language: str) -> list[Path]:
    """Build one language's paper in all formats. Returns the files written."""
    source = paths.paper() / f"paper.{language}.md"
    text = read_text(source)
    written = []
    for kind in FORMATS:
        begun = time.monotonic()
        target = paths.build() / f"paper.{language}.{kind}"
        filled = render(text, Materials(district, language, kind), paths.shown(source))
        write_bytes(target, convert(filled, kind, language))
        print(f"[paper] {target.name} {time.monotonic() - begun:.1f} s", flush=True)
        written.append(target)
    return written


def convert(text: str, kind: str, language: str) -> bytes:
    """Markdown to the bytes of an HTML, DOCX or PDF file, by pandoc, and typst for the PDF."""
    import tempfile

    import pypandoc

    folder = paths.paper()
    arguments = [
        "--standalone",
        f"--lua-filter={folder / 'style' / 'references.lua'}",
        "--citeproc",
        f"--resource-path={folder}",
        f"--metadata-file={folder / 'style' / f'{language}.yml'}",
        "--number-sections",
    ]
    if kind == "html":
        arguments += ["--embed-resources", "--toc", f"--css={folder / 'style' / 'paper.css'}"]
    if kind == "docx":
        arguments.append(f"--reference-doc={folder / 'style' / 'reference.docx'}")
    if kind == "pdf":
        arguments.append(f"--template={folder / 'style' / 'paper.typ'}")
    with tempfile.TemporaryDirectory(dir=_scratch()) as scratch:
        target = Path(scratch) / f"paper.{'typ' if kind == 'pdf' else kind}"
        try:
            pypandoc.convert_text(
                text, "typst" if kind == "pdf" else kind, format="markdown", extra_args=arguments,
                outputfile=str(target), cworkdir=str(folder),
            )  # fmt: skip
        except RuntimeError as error:
            raise PaperError(f"pandoc could not build the {kind} ({error})") from error
        if kind == "pdf":
            return _typeset(target, folder)
        return target.read_bytes()


def _scratch() -> Path:
    path = paths.build()
    path.mkdir(parents=True, exist_ok=True)
    return path


def _typeset(source: Path, root: Path) -> bytes:
    """PDF/A-2b by typst, with its own fonts only and the fixed date of SOURCE_DATE_EPOCH."""
    import datetime
    import os

    import typst

    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "1480550400"))
    beside = root / "build" / source.name
    beside.write_bytes(source.read_bytes())
    try:
        compiler = typst.Compiler(root=str(root), font_paths=typst.Fonts(include_system_fonts=False))
        pdf = compiler.compile(
            input=str(beside), format="pdf", timestamp=datetime.datetime.fromtimestamp(epoch, datetime.UTC)
        )
    except RuntimeError as error:
        raise PaperError(f"typst could not build the PDF ({error})") from error
    finally:
        beside.unlink()
    assert isinstance(pdf, bytes)
    return pdf


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m coding.paper DISTRICT`` builds the study's paper in both languages."""
    names = list(sys.argv[1:] if arguments is None else arguments) or ["lampung-timur"]
    try:
        for language in labels.LANGUAGES:
            build(names[0], language)
    except CodingError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
