"""What people said is shown as text: in spreadsheets, in notebooks and in the paper."""

from __future__ import annotations

import csv
import html.parser
import io
from pathlib import Path

import pandas as pd
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding import paths
from coding.files import read_rows
from coding.labels import text
from coding.publishing import markdown, paper
from coding.reporting import outputs
from coding.spreadsheets import defuse, restored

HOSTILE = [
    '=HYPERLINK("http://contoh.example";"klik")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+62 812, telepon saja",
    "- ada rapat",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#60;b&#62;",
    "[klik](javascript:alert(1)) ![x](y.png) **tebal** _miring_ `kode`",
    "```{=html}\n<b>mentah</b>\n```",
    "$x^2$ H~2~O [@kutipan] @kutipan {{ n('x') }} \\textbf{a}",
    "# judul\n- butir\n1. nomor\n> kutip\n\n| a | b |",
    ":::: {.kelas}\nx\n::::",
    "https://contoh.example/<script>",
    "^[catatan kaki] [^1] [x]{.y}",
]


@pytest.mark.parametrize(
    "said", ["=1+1", "+ya", "-ndak", "@ani", "\ttab", "\rx", "\nx", "--", "-", "=", "-1-1", "+1+cmd"]
)
def test_what_could_be_a_formula_gets_an_apostrophe(said: str) -> None:
    assert defuse(said) == "'" + said


@pytest.mark.parametrize(
    "said",
    ["", "ya", "-1", "+0,5", "-0.35", "-1.234,5", "1e-05", "-2E+10", "50%", "−0,3", "–", "a=b", " =1", "'tidak'"],
)
def test_numbers_and_plain_words_stay(said: str) -> None:
    assert defuse(said) == said


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n1a, "), max_size=6))
def test_every_text_can_be_had_back_and_none_is_a_formula(said: str) -> None:
    assert restored(defuse(said)) == said
    assert not defuse(said).startswith(("=", "@", "\t", "\r", "\n"))


def test_the_shipped_tables_need_no_apostrophe(root: Path) -> None:
    cells = [
        (path.name, cell)
        for path in sorted((root / "paper" / "tables").rglob("*.csv"))
        for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        for cell in line
    ]
    assert cells
    assert [cell for cell in cells if defuse(cell[1]) != cell[1]] == []


def test_tables_and_rows_are_written_for_spreadsheets(small_compendium: Path) -> None:
    columns = {"quote": text("kutipan", "quote"), "kappa": text("kappa", "kappa")}
    caption = outputs.Caption(text("a", "a"), text("b", "b"))
    rows = [{"quote": said, "kappa": -0.25} for said in HOSTILE]
    outputs.write_table("contoh-kabupaten", "uji", rows, columns, caption)
    outputs.write_rows("contoh-kabupaten", "baris", rows, ["quote", "kappa"])
    for name, heading in {"uji.csv": "quote", "uji.id.csv": "kutipan", "baris.csv": "quote"}.items():
        written = read_rows(paths.tables("contoh-kabupaten") / name)
        assert [row[heading] for row in written] == [defuse(said) for said in HOSTILE]
        assert {row["kappa"] for row in written} <= {"-0.25", "−0,25"}


# What notebooks show


class Page(html.parser.HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def plain(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("said", HOSTILE)
def test_notebooks_show_markup_as_text(small_compendium: Path, said: str) -> None:
    columns = {"quote": text("kutipan", "quote"), "memo": text("memo", "memo")}
    caption = outputs.Caption(text("a", "a"), text("b", "b"))
    printed = outputs.write_table("contoh-kabupaten", "uji", [{"quote": said, "memo": said}], columns, caption)
    shown: str = printed["id"]._repr_html_()  # type: ignore[operator]
    page = Page(shown.split("</style>")[-1])
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "div", "p"}
    # pandas prints a line break as \\n.
    assert plain(page.words).count(plain(said.replace("\n", "\\n"))) == 2
    assert "tex2jax_ignore" in shown
    assert pd.get_option("display.max_colwidth") is None


# What the paper shows


def html_of(text: str) -> str:
    # Without "smart", so that the words can be held against the source.
    return pypandoc.convert_text(text, "html", format="markdown-smart", extra_args=["--wrap=none"])


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize("asked", [False, True])
def test_the_paper_shows_a_quote_as_text(small_compendium: Path, said: str, asked: bool) -> None:
    cell = {
        "stakeholder": "desa", "indicator": "1", "quote": said, "quote_role_id": said, "quote_role_en": said,
        "quote_status": "present", "quote_question": said if asked else "", "quote_reconstructed": "true",
        "quote_speaker": "DES1", "quote_segment": "DES1-0001", "quote_coding": "DES 1)-0001-c1",
    }  # fmt: skip
    outputs.write_rows("contoh-kabupaten", "matrix", [cell], list(cell))
    page = Page(html_of(paper.Materials("contoh-kabupaten", "id", "html").quote("desa", 1)))
    assert page.tags <= {"blockquote", "p", "em", "br", "a"}
    assert page.words.count(plain(said)) == 2 + asked


@pytest.mark.parametrize("said", HOSTILE)
def test_the_paper_shows_a_cell_of_a_table_as_text(said: str) -> None:
    page = Page(html_of(markdown.table([["kutipan", "n"], [said, "1"]], "Judul", "uji")))
    assert page.tags <= {"table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "div"}
    assert plain(said) in plain(page.words)


def test_a_table_of_the_paper_has_its_apostrophes_taken_off(small_compendium: Path) -> None:
    columns = {"quote": text("kutipan", "quote")}
    caption = outputs.Caption(text("a", "a"), text("b", "b"))
    outputs.write_table("contoh-kabupaten", "uji", [{"quote": "-lah,\nbegitu"}], columns, caption)
    shown = paper.Materials("contoh-kabupaten", "id", "html").table("uji")
    assert "-lah, begitu" in shown
    assert "'" not in shown
