"""Tables and figures on co-occurrence, key words, saturation and coverage: also where a district has next to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from coding import pipeline
from coding.reporting import outputs
from coding.reporting.outputs import Caption
from coding.statistics import (
    basis,
    cooccurrence_figures,
    cooccurrence_tables,
    keyness_figures,
    keyness_tables,
    saturation_figures,
    saturation_tables,
)

SMALL, MAIN = "contoh-kabupaten", "lampung-timur"
NAMES = ("cooccurrence", "keyness", "saturation", "coverage")


def study(name: str, transcripts: list[str] | None = None, *, codings: bool = True) -> pipeline.Study:
    """A district cut down to some transcripts, with or without codings and suggestions."""
    whole, cut = pipeline.Study(name), pipeline.Study(name)
    for table in ("transcripts", "segments", "people", "codings", "suggestions"):
        rows = getattr(whole, table)
        cut.__dict__[table] = [row for row in rows if transcripts is None or row["transcript"] in transcripts]
        if table in ("codings", "suggestions") and not codings:
            cut.__dict__[table] = []
    return cut


def written(one: pipeline.Study) -> dict[str, dict[str, Any]]:
    """Everything computed, drawn and written; returns the printed tables by name and language."""
    cooccurrence, keyness, kinds = (
        cooccurrence_tables.found(one),
        keyness_tables.found(one),
        saturation_tables.found(one),
    )
    shares = saturation_tables.coverage(one)
    printed = {
        "cooccurrence": cooccurrence_tables.table(one, cooccurrence),
        "keyness": keyness_tables.table(one, keyness),
        "saturation": saturation_tables.table(one, kinds),
        "coverage": saturation_tables.coverage_table(one, shares),
    }
    cooccurrence_figures.figure(one, cooccurrence)
    keyness_figures.figure(one, keyness)
    saturation_figures.figure(one, kinds)
    saturation_figures.coverage_figure(one, shares)
    return printed


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> dict[str, Caption]:
    """Figures are laid out, but not written in their three formats, which takes long; the captions by name."""
    captions: dict[str, Caption] = {}

    def laid_out(district: str, name: str, drawn: Mapping[str, Any], caption: Caption) -> None:
        for figure in drawn.values():
            figure.draw_without_rendering()
        captions[name] = caption

    monkeypatch.setattr(outputs, "write_figure", laid_out)
    return captions


@pytest.mark.parametrize(
    ("transcripts", "codings"),
    [(["CLS1"], True), (["CLS1"], False), (None, False), ([], False), (["CDN1", "CLS1"], True)],
)
def test_next_to_nothing_is_told_in_words(
    small_compendium: Path, figures: dict[str, Caption], transcripts: list[str] | None, codings: bool
) -> None:
    one = study(SMALL, transcripts, codings=codings)
    printed = written(one)
    assert set(figures) == set(NAMES)
    for caption in figures.values():
        assert caption.alt
        assert all(part[language] for part in (caption.title, caption.source, caption.alt) for language in ("id", "en"))
    assert set(printed["saturation"]["en"]["Saturated (by date)"]) == {"too few transcripts (6 needed)"}
    if not codings:
        assert set(printed["cooccurrence"]["en"]["Odds ratio, all turns"]) == {"cannot be computed"}
        assert set(printed["cooccurrence"]["id"]["Hubungan"]) == {"tidak terbukti"}
    if transcripts == ["CLS1"]:
        assert printed["keyness"]["en"]["In context"].tolist() == ["only one level was heard: nothing to compare with"]


def test_machine_codings_are_said_to_count_keywords_only(root: Path) -> None:
    one = pipeline.Study(SMALL)
    assert "keywords only" in basis.note(one)["en"]
    assert basis.transcripts(one) == [row["transcript"] for row in one.transcripts]


def test_only_transcripts_read_to_the_end_count_once_some_are(root: Path) -> None:
    one = pipeline.Study(MAIN)
    unread = one.transcripts[0]["transcript"]
    del one.replay.completed[unread]
    assert unread not in basis.transcripts(one)
    assert len(basis.transcripts(one)) == len(one.transcripts) - 1
    assert str(len(one.transcripts) - 1) in basis.note(one)["id"]
    turns = cooccurrence_tables.found(one).turns
    assert unread not in {transcript for transcript, _ in turns}
    kinds = saturation_tables.found(one)
    assert kinds["keywords"].found.transcripts == kinds["cells"].found.transcripts + 1


def test_documents_are_no_talk_and_every_line_shows_its_word(root: Path) -> None:
    one = pipeline.Study(MAIN)
    found = keyness_tables.found(one)
    documents = {row["transcript"] for row in one.transcripts if row["method"] == "document"}
    assert documents
    assert not documents & {name for group in found.groups.values() for name in group.all_transcripts}
    segments = {row["segment"]: row for row in one.segments}
    levels = {(person["transcript"], person["participant"]): person["level"] for person in one.people}
    words = [word for words in found.leading.values() for word in words]
    assert words
    for word in words:
        place, context = keyness_tables.in_context(word, [segments[name] for name in word.segments])
        row = segments[place]
        assert levels[row["transcript"], row["speaker"]] == word.group
        assert f"[{word.word}]" in context.lower()
        assert found.groups[word.group].thin or min(word.transcripts, word.informants) >= 2


def test_captions_tell_that_reconstructions_say_nothing_of_the_field(root: Path) -> None:
    one = pipeline.Study(MAIN)
    assert "nothing of the field" in str(saturation_tables.caption(one).note)
    field = study(MAIN)
    field.__dict__["transcripts"] = [{**row, "reconstructed": "false"} for row in field.transcripts]
    assert "nothing of the field" not in str(saturation_tables.caption(field).note)


def test_unseen_items_never_exceed_what_is_possible(root: Path) -> None:
    for name in (MAIN, SMALL):
        for kind in saturation_tables.found(pipeline.Study(name)).values():
            assert kind.found.items + kind.unseen <= kind.possible
            assert kind.following <= kind.rest


def test_coverage_counts_each_segment_once(root: Path) -> None:
    one = pipeline.Study(MAIN)
    shares = saturation_tables.coverage(one)
    for row in one.transcripts:
        mine = [shares[row["transcript"], code] for code in one.codebook.codes]
        assert max(mine) <= shares[row["transcript"], "any"] <= min(1, sum(mine)) + 1e-9
