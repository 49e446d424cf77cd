"""The article's background figures: what the tables of data/reference say, and nothing besides."""

from __future__ import annotations

import json
from pathlib import Path

from coding import labels, paths
from coding.labels import text
from coding.reporting import background, background_charts


def row(year: int, value: str, note: str = "", series: str = "s") -> dict[str, str]:
    return {"year": str(year), "value": value, "series": series, "note": note}


def test_a_year_without_a_value_is_a_gap_and_part_of_a_year_is_no_full_one():
    rows = [row(2006, "5"), row(2007, ""), row(2008, "3", "partial year: to May"), row(2009, "9", series="other")]
    found = background_charts.series(rows, "s", text("deret", "series"))
    assert (found.full, found.parts) == ({2006: 5.0}, {2008: 3.0})


def test_captions_and_alt_texts_follow_the_tables(compendium: Path):
    table = paths.reference("returns.csv")
    before = table.read_text(encoding="utf-8")
    background.returns("across")
    alt = json.loads((paths.figures("across") / "returns.json").read_text(encoding="utf-8"))["alt"]
    assert all("539" in alt[language] for language in labels.LANGUAGES)
    table.write_text(before.replace("2010,539169,", "2010,777000,"), encoding="utf-8")
    background.returns("across")
    changed = json.loads((paths.figures("across") / "returns.json").read_text(encoding="utf-8"))["alt"]
    assert all("777" in changed[language] and "539" not in changed[language] for language in labels.LANGUAGES)


def test_a_year_taken_out_of_the_table_leaves_a_hole_in_the_line_not_a_zero(compendium: Path):
    rows = background.read_table(paths.reference("returns.csv"), "returns")
    kept = [one for one in rows if (one["series"], one["year"]) != ("returns_total", "2011")]
    found = [background_charts.series(kept, name, text(name, name)) for name in ("returns_total", "returns_selapajang")]
    figure = background_charts.returns(found, background.RETURNED, "en")
    line = next(one for one in figure.axes[0].lines if one.get_label() == "returns_total")
    values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert values[2011] != values[2011] and values[2010] > 0  # nan: nothing is drawn


def test_every_target_and_result_in_the_picture_is_one_of_the_table():
    rows = background.read_table(paths.reference("empowerment.csv"), "empowerment")
    figure = background_charts.empowerment(rows, background.EMPOWERED, "en")
    wanted = {
        labels.number(float(one["value"]), 0, "en")
        for one in rows
        if one["series"] in ("trained", "became_entrepreneurs", "target_trained", "target_entrepreneurs")
        and int(one["year"]) in background.EMPOWERED
        and one["value"]
    }
    shown = {words.get_text() for words in figure.axes[0].texts}
    assert len(wanted) >= 6 and wanted <= shown
