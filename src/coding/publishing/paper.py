"""The paper: a text whose every number, quote, table and figure is fetched by name, in HTML, DOCX and PDF."""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from coding import labels, messages, paths, yamls
from coding.districts import districts
from coding.errors import CodingError, PaperError
from coding.files import Row, read_json, read_rows, read_text, write_bytes
from coding.pipeline import Study
from coding.publishing import checklist, district_paper, looks, markdown
from coding.publishing.looks import Look
from coding.publishing.markdown import escape, in_line
from coding.publishing.typesetting import STUDY, convert
from coding.reporting import provenance
from coding.spreadsheets import restored

FORMATS = ("html", "docx", "pdf")
FETCHED = (
    *("n", "status", "quote", "quotes", "reading", "table", "figure", "checklist"),
    *("sources", "framework", "period", "methods", "collected_by", "consent", "reliability"),
)
# Number → what it counts, of one and of more.
_METHODS = {
    "interviews": {"id": ("wawancara", "wawancara"), "en": ("interview", "interviews")},
    "fgds": {
        "id": ("diskusi kelompok terarah", "diskusi kelompok terarah"),
        "en": ("focus group discussion", "focus group discussions"),
    },
    "documents": {"id": ("dokumen", "dokumen"), "en": ("document", "documents")},
}
LONG_QUESTION = 180  # characters; a longer question before a quote would drown it


@dataclass(frozen=True)
class Materials:
    """What the text may fetch: of one district, in one language, for one format.

    home: the way from the paper's folder to paper/build, where the evidence browser lies.
    """

    district: str
    language: str
    kind: str
    home: str = ""

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
        said = escape(in_line(cell["quote"]))
        status = labels.STATUS[cell["quote_status"]][self.language]
        asked = escape(in_line(cell["quote_question"]))
        question = f"> *{asked}*\\\n" if asked and len(asked) < LONG_QUESTION else ""
        kind = f"; {labels.RECONSTRUCTED[self.language]}" if cell["quote_reconstructed"] == "true" else ""
        source = f"{escape(cell['quote_speaker'])}, {escape(in_line(role))} ({self._place(cell)}; {status}{kind})"
        return f"{question}> “{said}” — {source}"

    def quotes(self, indicator: str | int, most: int = 2) -> str:
        """The chosen quotes of the cells with the most segments for an indicator, each of another status if there is
        one; a line that there is none."""
        cells = [cell for cell in self.cells if cell["indicator"] == str(indicator) and cell["quote"]]
        cells.sort(key=lambda cell: -int(cell["segments"]))
        first = {cell["status"]: cell for cell in reversed(cells)}
        chosen = sorted(first.values(), key=lambda cell: -int(cell["segments"]))
        chosen += [cell for cell in cells if cell not in chosen]
        if not chosen:
            none = labels.text("tidak ada kutipan", "no quote")[self.language]
            return f"> *[{none}]*"
        return "\n\n".join(self.quote(cell["stakeholder"], indicator) for cell in chosen[:most])

    @cached_property
    def study(self) -> Study:
        return Study(self.district)

    def sources(self) -> str:
        """What the results rest on: how many codings, made by whom, on what kind of transcripts."""
        study = self.study
        return escape(provenance.of_codings(study.codings, study.transcripts, study.coders)[self.language])

    def framework(self) -> str:
        return escape(self.study.codebook.framework[self.language])

    def period(self) -> str:
        return escape(self.study.district.period[self.language])

    def methods(self) -> str:
        """How many transcripts came about how: "4 interviews and 1 document"; what there is none of is not named."""
        counted = [(int(self.numbers[name]["value"]), words[self.language]) for name, words in _METHODS.items()]
        return labels.listed([f"{number} {words[number != 1]}" for number, words in counted if number], self.language)

    def collected_by(self) -> str:
        return escape(labels.sentence(self.study.district.collected_by[self.language]))

    def consent(self) -> str:
        return escape(labels.sentence(self.study.district.consent[self.language]))

    def reliability(self) -> str:
        """One paragraph on agreement between coders, or that nobody has coded anything twice yet."""
        if not self.numbers.get("double_coded_transcripts", {}).get("value"):
            return labels.text(
                "Belum ada transkrip yang dibaca dua pengode sampai selesai, sehingga kesepakatan antarpengode belum dapat "
                "dilaporkan.",
                "No transcript has been read to its end by two coders yet, so that agreement between coders cannot be "
                "reported.",
            )[self.language]
        return labels.text(
            f"{self.n('double_coded_transcripts')} transkrip ({self.n('double_coded_segments')} segmen) dikode dua orang. "
            f"Kappa untuk ada-tidaknya kode adalah {self.n('kappa_any')}; per indikator dari {self.n('kappa_lowest')} "
            f"(indikator {self.n('kappa_lowest_indicator')}) sampai {self.n('kappa_highest')} (indikator "
            f"{self.n('kappa_highest_indicator')}).",
            f"{self.n('double_coded_transcripts')} transcripts ({self.n('double_coded_segments')} segments) were coded by "
            f"two. Kappa on whether a segment deserves any code is {self.n('kappa_any')}; by indicator it runs from "
            f"{self.n('kappa_lowest')} (indicator {self.n('kappa_lowest_indicator')}) to {self.n('kappa_highest')} "
            f"(indicator {self.n('kappa_highest_indicator')}).",
        )[self.language]

    def _place(self, cell: Row) -> str:
        """The segment that a quote stands in; in HTML a link to it in the evidence browser beside the paper."""
        segment = escape(cell["quote_segment"])
        if self.kind != "html":
            return segment
        coding = urllib.parse.quote(f"{self.district}/{cell['quote_coding']}")
        return f"[{segment}]({self.home}evidence.{self.language}.html#coding={coding})"

    def reading(self, indicator: str | int) -> str:
        """One sentence that tells which stakeholders stand at which status for an indicator."""
        groups: dict[str, list[str]] = {}
        for cell in self.cells:
            if cell["indicator"] == str(indicator):
                mark = "†" if cell["informants"] == "1" else "‡" if cell["contradicted"] == "true" else ""
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

    def table(self, name: str, district: str = "", *, wide: bool = False) -> str:
        """A table with its caption, note and source line, as markdown. wide: it stands on a landscape page."""
        folder = paths.tables(district or self.district)
        lines = _read_csv(folder / f"{name}.{self.language}.csv")
        return markdown.table(lines, self._caption(folder / f"{name}.json"), name, wide=wide)

    def figure(self, name: str, district: str = "") -> str:
        """A figure with its caption, source line and alt text, as markdown."""
        folder = paths.figures(district or self.district)
        ending = "png" if self.kind == "docx" else "svg"
        path = folder / f"{name}.{self.language}.{ending}"
        if not path.exists():
            raise PaperError(f"there is no figure {paths.shown(path)}", mend="Run make.")
        alt = read_json(folder / f"{name}.json")["alt"][self.language].replace('"', "”")
        shown = path.relative_to(paths.paper()).as_posix()
        if self.kind == "pdf":
            shown = f"/{shown}"  # typst's way to say: from the root of the paper
        width = "100%" if self.kind != "docx" else "16cm"
        return f'![{self._caption(folder / f"{name}.json")}]({shown}){{#fig-{name} alt="{alt}" width={width}}}'

    def checklist(self) -> str:
        """The reporting checklist with its answers, as markdown."""
        lines, words = checklist.table(checklist.load(paths.checklist()), self.language)
        return markdown.table(lines, markdown.caption(words, self.language), "checklist", wide=True)

    def _caption(self, path: Path) -> str:
        return markdown.caption(read_json(path), self.language)


def _read_csv(path: Path) -> list[list[str]]:
    if not path.exists():
        raise PaperError(f"there is no table {paths.shown(path)}", mend="Run make.")
    lines = csv.reader(io.StringIO(read_text(path), newline=""))
    return [[restored(cell) for cell in line] for line in lines]


def render(text: str, materials: Materials, file: str) -> str:
    """Fill the text's places. Raises PaperError for a name that nobody has written."""
    import jinja2

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        comment_start_string="{##",
    )
    names = {name: getattr(materials, name) for name in FETCHED}
    try:
        return environment.from_string(text).render(**names)
    except jinja2.TemplateSyntaxError as error:
        raise PaperError(str(error.message), file=file, line=error.lineno, mend="Check its braces.") from error
    except jinja2.UndefinedError as error:
        raise PaperError(str(error), file=file, mend=f"Use {labels.listed(FETCHED, 'en')}.") from error


def check_head(text: str, file: str) -> None:
    """Raises CodingError with the line of a fault in the head of a text, title: to date:, which pandoc would not name."""
    if head := re.match(r"---\n(.*?\n)---\n", text, re.DOTALL):
        yamls.parse(f"\n{head[1]}", file)  # so that its lines are counted as in the file


def build(district: str, language: str, look: Look = STUDY, *, own: bool = False) -> list[Path]:
    """Build one language's paper in all formats; own: the district's, by its author. Returns the files written."""
    source = district_paper.source(district, language) if own else paths.paper() / f"paper.{language}.md"
    text = district_paper.shown_open(read_text(source)) if own else read_text(source)
    folder, home = (look.target / district, f"{look.home}../") if own else (look.target, look.home)
    written = []
    for kind in FORMATS:
        begun = time.monotonic()
        target = folder / f"paper.{language}.{kind}"
        filled = render(text, Materials(district, language, kind, home), paths.shown(source))
        check_head(filled, paths.shown(source))
        write_bytes(target, convert(filled, kind, language, look))
        print(f"[paper] {paths.shown(target)} {time.monotonic() - begun:.1f} s", flush=True)
        written.append(target)
    return written


def build_own(district: str, look: Look = STUDY) -> list[district_paper.OpenPlace]:
    """Build a district's own paper in both languages, where its text is there. Returns the places still open.

    A district with nothing in it yet has no numbers to tell: its paper, begun with it, waits.
    """
    still_open: list[district_paper.OpenPlace] = []
    if districts.is_empty(district):
        return still_open
    for language in labels.LANGUAGES:
        source = district_paper.source(district, language)
        if source.exists():
            build(district, language, look, own=True)
            still_open += district_paper.open_places(source)
    return still_open


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m coding.publishing.paper DISTRICT`` builds the study's paper in both languages."""
    parser = argparse.ArgumentParser(
        prog="coding.publishing.paper", description="Build the study's paper in both languages."
    )
    parser.add_argument("district", nargs="?", default="lampung-timur")
    parser.add_argument("--own", action="store_true", help="the district's own paper, from paper/districts")
    parser.add_argument("--template", default="", help="a folder of paper/templates; builds into paper/build/templates")
    parser.add_argument("--citation-style", default="", help="a CSL file, or the name of one in paper/citation-styles")
    given = parser.parse_args(arguments)
    look = Look(given.template, given.citation_style)
    try:
        if look.citation_style:
            looks.csl(look.citation_style)  # said before anything is built
        if given.own:
            for place in build_own(given.district, look):
                print(f"[paper] {place}", flush=True)
            return 0
        for language in labels.LANGUAGES:
            build(given.district, language, look)
    except CodingError as error:
        print(f"\n{messages.shown(error, messages.language())}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
