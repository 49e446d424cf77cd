"""A district's own paper: begun from a template, filled in by itself, its open places told until they are written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coding import cli, labels, paths
from coding.codebooks import codebook
from coding.publishing import district_paper, paper, typesetting
from coding.publishing.paper import Materials

ROOT = Path(__file__).resolve().parent.parent
SMALL = "contoh-kabupaten"


@pytest.fixture
def begun(small_compendium: Path) -> Path:
    """The small compendium with its outputs, and its paper begun."""
    for name in ("tables", "numbers", "figures"):
        shutil.copytree(ROOT / "paper" / name, small_compendium / "paper" / name)
    assert cli.main(["start-paper", SMALL]) == 0
    return small_compendium


def rendered(language: str) -> str:
    source = district_paper.source(SMALL, language)
    text = district_paper.shown_open(source.read_text(encoding="utf-8"))
    return paper.render(text, Materials(SMALL, language, "html", "../"), source.name)


def test_a_paper_is_begun_in_both_languages_and_never_begun_again(begun: Path, capsys) -> None:
    path = district_paper.source(SMALL, "id")
    path.write_text("milik penulis", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["start-paper", SMALL]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == "milik penulis"


def test_results_fill_themselves_in(begun: Path) -> None:
    for language in labels.LANGUAGES:
        text = rendered(language)
        assert "{{" not in text and "Kabupaten Contoh" in text
        for one in codebook.load(paths.codebook()).indicators:
            assert f"## {one.label[language]}" in text
        assert text.count("> “") >= 7, "quotes are missing"
        assert {"id": "pengodean mesin", "en": "machine codings"}[language] in text, "nobody is told who coded"
        assert {"id": "belum dapat dilaporkan", "en": "cannot be reported"}[language] in " ".join(text.split())
        for name in ("fig-matrix", "fig-network", "fig-districts", "tbl-corpus", "tbl-codebook", "tbl-matrix"):
            assert f"#{name}" in text, name


def test_both_languages_ask_the_same_number_of_questions_and_each_can_be_found(begun: Path) -> None:
    places = {language: district_paper.open_places(district_paper.source(SMALL, language)) for language in ("id", "en")}
    assert len(places["id"]) == len(places["en"]) > 15
    for language, found in places.items():
        lines = district_paper.source(SMALL, language).read_text(encoding="utf-8").split("\n")
        for one in found:
            assert district_paper.MARK[language] in lines[one.line - 1]
            assert str(one).startswith(f"paper/districts/{SMALL}/paper.{language}.md, line {one.line}: ")


def test_an_open_place_that_was_written_is_told_no_more(begun: Path) -> None:
    path = district_paper.source(SMALL, "id")
    before = district_paper.open_places(path)
    text = path.read_text(encoding="utf-8")
    found = re.search(r"\[ISI: Apa yang tidak dapat[^\]]*\]", text)
    assert found
    path.write_text(text.replace(found[0], "Bahan ini hanya empat transkrip."), encoding="utf-8")
    after = district_paper.open_places(path)
    assert len(after) == len(before) - 1
    assert not any("tidak dapat dikatakan" in one.question for one in after)


def test_open_places_stand_out_in_what_is_built(begun: Path) -> None:
    page = typesetting.convert(rendered("id"), "html", "id").decode()
    assert page.count("<strong>[ISI: ") > 10
    assert "../evidence.id.html#coding=" in page


def test_the_build_lists_what_is_still_open(begun: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(paper, "FORMATS", ("html",))
    assert paper.main([SMALL, "--own"]) == 0
    told = capsys.readouterr().out
    assert (paths.build() / SMALL / "paper.id.html").exists() and (paths.build() / SMALL / "paper.en.html").exists()
    assert told.count("line ") == sum(
        len(district_paper.open_places(district_paper.source(SMALL, language))) for language in labels.LANGUAGES
    )


def test_a_title_with_quotes_does_not_break_the_head() -> None:
    book = codebook.load(paths.codebook())
    text = district_paper.begun('Kabupaten "Uji"', book, "id")
    head = text.split("---\n")[1]
    import yaml

    assert "Kabupaten ”Uji”" in yaml.safe_load(re.sub(r"\{\{.*?\}\}", "x", head))["title"]
