"""What the pages of explanation quote from the data is what stands there."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODED = ROOT / "data/coded/lampung-timur"
LANGUAGES = ("en", "id")
NOTHING = {"en": ("nothing",), "id": ("tanpa usulan", "tanpa kode")}
STATUS = {
    "en": {"present": "present", "partial": "partial", "absent": "absent", "unclear": "unclear"},
    "id": {"ada": "present", "sebagian": "partial", "tidak ada": "absent", "tidak jelas": "unclear"},
}
CODERS = {"demo-a": "A", "demo-b": "B"}


def page(language: str, name: str) -> str:
    return (ROOT / "docs" / language / "explanation" / name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    with (CODED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def examples(language: str) -> list[tuple[str, str, str, str]]:
    """(segment, words, suggested, decided) of each row of the page's examples."""
    return re.findall(
        r"^\| (\w+-\d{4}) \| \*([^*]+)\*[^|]*\| ([^|]+) \| ([^|]+) \|$", page(language, "limits.md"), re.MULTILINE
    )


def cells(cell: str, language: str) -> set[tuple[str, str, str]]:
    """(indicator, status, coders in brackets or "") of a cell such as *5 absent (A, B); 4 unclear (A)*."""
    if cell in NOTHING[language]:
        return set()
    parts = (re.fullmatch(r"(\d) ([a-z ]+?)(?: \(([AB, ]+)\))?", part) for part in cell.split("; "))
    return {(part[1], STATUS[language][part[2]], part[3] or "") for part in parts if part}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_in_the_data_as_told(language: str) -> None:
    texts = {row["segment"]: row["text"] for row in rows("segments.csv")}
    held_out = re.search(r"held_out: \[(.*)\]", (ROOT / "data/raw/lampung-timur/district.yml").read_text("utf-8"))
    assert held_out and len(examples(language)) > 15
    suggestions, codings = rows("suggestions.csv"), rows("codings.csv")
    for segment, words, suggested, decided in examples(language):
        assert words in texts[segment]
        assert segment.split("-")[0] not in held_out[1], "held-out transcripts stay unseen"
        mine = {(row["indicator"], row["status"], "") for row in suggestions if row["segment"] == segment}
        assert cells(suggested, language) == mine, segment
        theirs = {
            (row["indicator"], row["status"], ", ".join(CODERS[coder] for coder in row["coders"].split(";")))
            for row in codings
            if row["segment"] == segment
        }
        assert cells(decided, language) == theirs, segment


def test_both_languages_show_the_same_examples() -> None:
    assert [(one[0], one[1]) for one in examples("en")] == [(one[0], one[1]) for one in examples("id")]


def quoted(language: str) -> list[tuple[str, str]]:
    """(figure as printed, name of the number) wherever a page of explanation has `name` in brackets behind a figure."""
    pages = (path.read_text(encoding="utf-8") for path in (ROOT / "docs" / language / "explanation").glob("*.md"))
    return [pair for text in pages for pair in re.findall(r"(\d(?:[\d.,]*\d)?)(?: ?%)?[^\d(`]{0,40}\(`(\w+)`\)", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_with_a_name_is_that_number(language: str) -> None:
    numbers = json.loads((ROOT / "paper/numbers/lampung-timur.json").read_text(encoding="utf-8"))
    assert len(quoted(language)) >= 7
    for printed, name in quoted(language):
        plain = printed.translate(str.maketrans(",.", ".,")) if language == "id" else printed
        value = plain.replace(",", "")
        digits = len(value.partition(".")[2])
        assert f"{numbers[name]['value']:.{digits}f}" == value, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_with_an_interval_is_in_the_benchmarks(language: str) -> None:
    benchmarks = (ROOT / "docs/en/reference/benchmarks.md").read_text(encoding="utf-8")
    text = page(language, "limits.md")
    found = re.findall(r"\d[.,]\d\d \(\d[.,]\d\d–\d[.,]\d\d\)", text)
    assert len(found) >= 6
    for one in found:
        assert one.replace(",", ".") in benchmarks


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_for_the_page_alone_is_counted_anew(language: str) -> None:
    suggestions, codings = rows("suggestions.csv"), rows("codings.csv")
    statuses: dict[tuple[str, str], set[str]] = {}
    for row in suggestions:
        statuses.setdefault((row["segment"], row["indicator"]), set()).add(row["status"])
    ironic = [row for row in codings if "irony" in row["memo"]]
    met = [row for row in ironic if (row["segment"], row["indicator"]) in statuses]
    right = [row for row in met if row["status"] in statuses[row["segment"], row["indicator"]]]
    untouched = {row["segment"] for row in codings} - {row["segment"] for row in suggestions}
    alone = sum(row["segment"] in untouched for row in codings)
    text = page(language, "limits.md")
    assert re.search(rf"\b{len(ironic)}\b\D+\b{len(met)}\b\D+\b{len(right)}\b", text)
    separator = {"en": ",", "id": "."}[language]
    assert re.search(rf"\b{alone}\b\D+\b{f'{len(codings):,}'.replace(',', re.escape(separator))}\b", text)


def bands(language: str) -> list[tuple[str, str, str]]:
    """(lowest score, suggested, per cent held) of each row of the table of scores."""
    return re.findall(
        r"^\| (0[.,]\d\d)\D[^|]*\| (\d+) \| (\d+) ?% \|$", page(language, "why-keywords.md"), re.MULTILINE
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_scores_is_that_of_the_data(language: str) -> None:
    best: dict[tuple[str, str], float] = {}
    for row in rows("suggestions.csv"):
        key = row["segment"], row["indicator"]
        best[key] = max(best.get(key, 0.0), float(row["score"]))
    coded = {(row["segment"], row["indicator"]) for row in rows("codings.csv")}
    told = [(float(low.replace(",", ".")), int(number), int(share)) for low, number, share in bands(language)]
    assert len(told) == 4
    ends = [low for low, _, _ in told[1:]] + [1.01]
    for (low, number, share), end in zip(told, ends, strict=True):
        mine = [key for key, score in best.items() if low <= score < end]
        assert (len(mine), round(100 * sum(key in coded for key in mine) / len(mine))) == (number, share)
    assert sum(number for _, number, _ in told) == len(best)
