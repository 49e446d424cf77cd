import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding import labels, paths
from coding.errors import PaperError
from coding.labels import text
from coding.publishing import markdown, paper
from coding.publishing.markdown import escape
from coding.publishing.paper import Materials, render
from coding.reporting import outputs
from coding.reporting.outputs import Caption, Number


@pytest.fixture
def materials(tmp_path, monkeypatch):
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    outputs.write_numbers("d", {"half": Number(0.5, 2), "many": 1234, "gap": Number(float("nan"), 1)})
    outputs.write_table(
        "d",
        "small",
        [{"a": text("satu", "one"), "b": 3}, {"a": text("dua|x", "two|x"), "b": 12}],
        {"a": text("Nama", "Name"), "b": text("Jumlah", "Number")},
        Caption(text("Judul.", "Title."), text("Sumber: x.", "Source: x.")),
    )
    return Materials("d", "id", "html")


@pytest.mark.parametrize(
    ("counts", "told"),
    [((4, 0, 0), ("4 wawancara", "4 interviews")),
     ((1, 0, 1), ("1 wawancara dan 1 dokumen", "1 interview and 1 document")),
     ((2, 1, 3), ("2 wawancara, 1 diskusi kelompok terarah, dan 3 dokumen",
                  "2 interviews, 1 focus group discussion and 3 documents"))],
)  # fmt: skip
def test_methods_that_were_not_used_are_not_counted_out(tmp_path, monkeypatch, counts, told):
    monkeypatch.setenv("CODING_ROOT", str(tmp_path))
    outputs.write_numbers("d", dict(zip(("interviews", "fgds", "documents"), counts, strict=True)))
    assert tuple(Materials("d", language, "html").methods() for language in ("id", "en")) == told


def test_numbers_are_printed_as_the_language_has_them(materials):
    assert render('{{ n("half") }} {{ n("many") }} {{ n("gap") }}', materials, "x") == "0,50 1.234 –"


def test_a_number_nobody_wrote_is_an_error(materials):
    with pytest.raises(PaperError, match="no notebook has written the number 'kapa'"):
        render('{{ n("kapa") }}', materials, "paper.id.md")


def test_an_unknown_name_is_an_error(materials):
    with pytest.raises(PaperError, match="tabel"):
        render('{{ tabel("small") }}', materials, "paper.id.md")


def test_a_broken_brace_is_named_with_its_line(materials):
    with pytest.raises(PaperError, match="line 2"):
        render("satu\n{{ n('half' }}", materials, "paper.id.md")


def test_a_table_comes_with_caption_source_and_name(materials):
    shown = materials.table("small")
    assert "Judul" in shown and "Sumber: x" in shown and "{#tbl-small}" in shown
    assert r"dua\|x" in shown


def test_columns_of_numbers_stand_right():
    rule = markdown.table([["a", "b"], ["x", "1"], ["y", "2"]], "c", "t").split("\n")[1]
    left, right = rule.strip("|").split("|")
    assert left.startswith(":") and right.endswith(":")


def test_a_quote_cannot_become_markup():
    assert escape("*a* [b](c) <script> $x$ @y") == r"\*a\* \[b\](c) \<script\> \$x\$ \@y"


def test_no_number_is_typed_into_the_findings():
    # Numbers of the text are years, levels of tests (95, 5 and 0.05), names of measures (F1, AC1, Chao2); results are
    # fetched by name.
    import re

    for language in labels.LANGUAGES:
        source = paths.paper() / f"paper.{language}.md"
        body = re.sub(
            r"\{\{.*?\}\}|\{%.*?%\}|`[^`]*`|\[@[^\]]*\]|\b(?:F1|AC1|Chao2)\b", "", source.read_text(encoding="utf-8")
        )
        body = body.split("---", 2)[2]
        numbers = set(re.findall(r"\d[\d.,]*\d|\d", body))
        assert numbers <= {"2010", "2012", "2015", "2016", "2014", "4.0", "95", "5", "0.05", "0,05"}, (
            language,
            numbers,
        )


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_the_paper_is_the_same_bytes_each_time(kind, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1480550400")
    if not (paths.figures("lampung-timur") / "matrix.en.png").exists():
        pytest.fail("run make before the tests: the figures are not built")
    source = paths.paper() / "paper.en.md"
    filled = render(source.read_text(encoding="utf-8"), Materials("lampung-timur", "en", kind), source.name)
    assert paper.convert(filled, kind, "en") == paper.convert(filled, kind, "en")


def test_an_interval_stays_on_one_line_and_its_column_has_room_for_it():
    _, rule, row = markdown.table([["kode", "kappa"], ["satu\ndua", "0,87 [0,81; 0,91]"]], "c", "t").split("\n")[:3]
    assert "satu dua" in row and "0,81;\u00a00,91" in row
    narrow, wide = rule.strip("|").split("|")
    assert len(wide) > len(narrow) and len(wide) >= len("[0,81;\u00a00,91]")


def test_every_figure_and_table_of_the_paper_has_a_source_line():
    for language in labels.LANGUAGES:
        source = paths.paper() / f"paper.{language}.md"
        filled = render(source.read_text(encoding="utf-8"), Materials("lampung-timur", language, "html"), source.name)
        captions = [line for line in filled.split("\n") if "{#fig-" in line or "{#tbl-" in line]
        assert len(captions) >= 14
        word = {"id": "Sumber: ", "en": "Source: "}[language]
        district = {"id": "Kabupaten Contoh", "en": "Kabupaten Contoh"}[language]
        assert all(word in line or district in line for line in captions)


def test_a_reference_to_no_figure_stops_the_paper(tmp_path):
    with pytest.raises(PaperError, match="fig-nowhere"):
        paper.convert("See @fig-nowhere.", "html", "en")


def test_figures_and_tables_are_numbered_and_linked():
    text = "See @tbl-a and @fig-b.\n\n| x |\n|---|\n| 1 |\n\n: Caption {#tbl-a}\n\n![Cap](style/paper.css){#fig-b}\n"
    html = paper.convert(text, "html", "id").decode()
    assert 'href="#tbl-a"' in html and "Tabel\u00a01" in html and "Gambar\u00a01" in html


@given(st.lists(st.lists(st.text("ab ", max_size=60), min_size=3, max_size=3), min_size=2, max_size=5))
def test_every_column_has_room_for_its_longest_word_and_the_line_is_kept(lines):
    columns = list(zip(*lines, strict=True))
    widths = markdown.widths(columns, 100)
    for column, width in zip(columns, widths, strict=True):
        assert width >= min(markdown.LONG, max(markdown.breadth(word) for cell in column for word in cell.split(" ")))
    least = markdown.widths(columns, 0)
    assert sum(widths) <= max(100 + len(columns), sum(least))


def test_long_cells_get_what_short_cells_leave():
    short, long, longest = markdown.widths([["ya", "tidak ada"], ["x", "kata " * 20], ["x", "kata " * 40]], 100)
    assert short >= markdown.breadth("tidak ada") and short < long < longest


def test_a_caption_has_its_note_and_source_apart_from_its_title():
    words = {"title": text("Judul", "Title"), "note": text("Catatan.", "Note."), "source": text("Sumber: a_b.", "x")}
    assert markdown.caption(words, "id") == r"Judul. [Catatan. *Sumber: a\_b.*]{.note}"


def test_every_article_in_the_references_has_its_doi_where_there_is_one():
    # The two without: no DOI was assigned (bachtiar2011), or none could be confirmed (barai2012).
    entries = (paths.paper() / "references.bib").read_text(encoding="utf-8").splitlines()
    without = {
        line.split("{")[1].split(",")[0] for line in entries if line.startswith("@article") and "doi =" not in line
    }
    assert without == {"bachtiar2011", "barai2012", "dunning1993", "holm1979"}
