"""The reporting checklist: whole, in both languages, and true of where it says that the paper answers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from coding import labels, paths
from coding.errors import CodebookError
from coding.publishing import checklist
from coding.publishing.paper import Materials


@pytest.fixture(scope="module")
def srqr() -> checklist.Checklist:
    return checklist.load(paths.checklist())


def paper(language: str) -> str:
    return (paths.paper() / f"paper.{language}.md").read_text(encoding="utf-8")


def test_all_items_of_the_standard_are_there_in_both_languages(srqr: checklist.Checklist) -> None:
    assert len(srqr.items) == 21  # O'Brien et al. 2014, table 1
    for item in srqr.items:
        assert all(item.what[language] and item.answer[language] for language in labels.LANGUAGES)
        assert item.what["id"] != item.what["en"] and item.answer["id"] != item.answer["en"]


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_the_sections_it_names_are_headings_of_the_paper(srqr: checklist.Checklist, language: str) -> None:
    headings = re.findall(r"^#+ (.+?)(?: \{.*\})?$", paper(language), re.MULTILINE)
    named = {section[language] for item in srqr.items for section in item.where}
    assert len(named) > 8 and named <= set(headings)


def test_it_hides_nothing_of_what_reconstructions_cannot_answer(srqr: checklist.Checklist) -> None:
    counted = Counter(item.status for item in srqr.items)
    assert counted["not_applicable"] >= 3 and counted["open"] >= 2
    assert all(item.anew for item in srqr.items if item.status != "answered")


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_both_papers_print_it_and_cite_its_source(srqr: checklist.Checklist, language: str) -> None:
    text = paper(language)
    assert "{{ checklist() }}" in text and "@tbl-checklist" in text and "[@obrien2014]" in text
    shown = Materials("lampung-timur", language, "html").checklist()
    rows = [line for line in shown.split("\n") if re.match(r"\| \d+ \|", line)]
    assert len(rows) == len(srqr.items)
    assert srqr.source[language] in shown
    assert "10.1097/ACM.0000000000000388" in (paths.paper() / "references.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("status: open", "status: maybe", "the status 'maybe' is unknown"),
        ("number: 3\n", "number: 4\n", "not numbered"),
        ("  anew: true", "  anew: perhaps", "anew is 'perhaps'"),
        ("  where:", "  sections:", "the field 'sections' is unknown"),
    ],
)
def test_a_checklist_that_is_not_whole_is_refused_with_its_place(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "checklist.yml"
    path.write_text(paths.checklist().read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=re.escape(problem)) as caught:
        checklist.load(path)
    assert "checklist.yml" in str(caught.value)
