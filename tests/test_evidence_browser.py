"""What is in the evidence browser's file: all codings, once; what consent releases, and no word more."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import labels, paths
from coding.codebooks import codebook
from coding.decisions import codings
from coding.decisions.replay import Replay, Standing
from coding.districts import districts, stakeholders
from coding.errors import CodingError
from coding.evidence_browser.__main__ import build
from coding.evidence_browser.content import STATIC, content, words
from coding.evidence_browser.page import MODULES, embedded, page, policy, script
from coding.evidence_browser.release import excerpt, joined, units
from coding.findings import claims, results
from coding.network import ties as network
from coding.network.tables import first_steps
from coding.pipeline import Study
from coding.published import claims_file
from coding.reporting import figures
from coding.transcripts import consent
from coding.transcripts.turns import Turn

HOSTILE = '</script><script>window.hacked = 1</script> <img src=x onerror="window.hacked = 1"> =1+1 <!-- 🧵'


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return [Study(name) for name in paths.districts()]


@pytest.fixture(scope="module")
def shipped(studies: list[Study]) -> dict[str, Any]:
    return content(studies, "id")


def of(shipped: dict[str, Any], study: Study) -> dict[str, Any]:
    return next(one for one in shipped["districts"] if one["key"] == study.name)


def rows(shipped: dict[str, Any], district: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [dict(zip(shipped["columns"][kind], row, strict=True)) for row in district[kind]]


def said(district: dict[str, Any], turn: int, start: int, end: int) -> str:
    """Words of a turn by UTF-16 units, as a browser cuts them."""
    turns = [one for transcript in district["transcripts"] for one in transcript["turns"]]
    return turns[turn][2].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_every_coding_is_there_once_with_its_words(studies: list[Study], shipped: dict[str, Any]) -> None:
    for study in studies:
        district = of(shipped, study)
        found = rows(shipped, district, "codings")
        assert [one["coding"] for one in found] == [one["coding"] for one in study.codings]
        for one, row in zip(found, study.codings, strict=True):
            assert said(district, one["turn"], one["start"], one["end"]) == row["quote"]
            assert [one[name] for name in ("indicator", "status", "source", "stakeholder")] == [
                row[name] for name in ("indicator", "status", "source", "stakeholder")
            ]
        assert district["withheld"] == 0


def test_every_suggestion_is_there_and_knows_its_coding(studies: list[Study], shipped: dict[str, Any]) -> None:
    for study in studies:
        district = of(shipped, study)
        coded = {(one["segment"], one["indicator"]): one["coding"] for one in study.codings}
        names = [one["coding"] for one in rows(shipped, district, "codings")]
        found = rows(shipped, district, "suggestions")
        assert len(found) == len(study.suggestions)
        for one, row in zip(found, study.suggestions, strict=True):
            assert said(district, one["turn"], one["start"], one["end"]) == row["matched"]
            expected = coded.get((row["segment"], row["indicator"]))
            assert (names[one["coding"]] if one["coding"] >= 0 else None) == expected


def test_every_coder_keeps_their_own_status_and_memo(studies: list[Study], shipped: dict[str, Any]) -> None:
    for study in studies:
        stands = codings.what_stands(study.replay, study.segments)
        for one, row in zip(rows(shipped, of(shipped, study), "codings"), study.codings, strict=True):
            held = [dict(zip(shipped["columns"]["held"], each, strict=True)) for each in one["held"]]
            mine = stands.get((row["segment"], row["indicator"]), [])
            told = {(each["coder"], each["status"], each["memo"]) for each in held}
            assert told == {(each.coder, each.status, each.memo) for each in mine}
            assert bool(held) == (row["source"] != "machine")


def test_cells_ties_and_claims_lead_to_their_quotes(studies: list[Study], shipped: dict[str, Any]) -> None:
    for study in studies:
        district = of(shipped, study)
        names = [one["coding"] for one in rows(shipped, district, "codings")]

        def quotes(row: dict[str, Any], names: list[str] = names) -> list[str]:
            return [names[number] for number in row["codings"]]

        cells = results.cells(study)
        for row in rows(shipped, district, "cells"):
            cell = cells.pop((row["stakeholder"], row["indicator"]))
            assert quotes(row) == [one["coding"] for one in cell.quotes]
            assert (row["status"], row["segments"], row["informants"]) == (cell.status, cell.segments, cell.informants)
            assert row["marks"] == cell.marks
        ties = network.ties(study.codings, study.segments, stakeholders.load(study.name))
        for row, tie in zip(rows(shipped, district, "ties"), ties, strict=True):
            assert (row["source"], row["target"], row["status"]) == (tie.source, tie.target, tie.status)
            assert quotes(row) == [one["coding"] for one in tie.quotes]
            assert [n for _, n in row["channels"]] == sorted(tie.channels.values(), reverse=True)
            assert [n for _, n in row["steps"]] == sorted(first_steps([tie]).values(), reverse=True)
        stated, _ = claims_file.load(paths.claims(study.name))
        for row, claim in zip(rows(shipped, district, "claims"), stated, strict=True):
            test = claims.test(claim, study.codings, study.speakers)
            assert (row["id"], row["verdict"]) == (claim.id, test.verdict)
            sides = Counter(dict.fromkeys(claims.SIDES, 0))
            for side, n in zip(row["sides"], row["counts"], strict=True):
                sides[side] += n
            assert dict(sides) == claims.sides(claim.status, test.counts)
            assert quotes(row) == [one["coding"] for one in test.quotes]
        assert not cells


def test_the_shipped_districts_stay_small_and_are_the_same_bytes_each_time(tmp_path: Path, copy_to: Any) -> None:
    folder = copy_to(tmp_path / "salinan")
    found = []
    for seed in ("1", "2"):
        environment = {**os.environ, "CODING_ROOT": str(folder), "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "coding.evidence_browser"], env=environment, check=True, timeout=60)
        found.append([(folder / f"paper/build/evidence.{one}.html").read_bytes() for one in labels.LANGUAGES])
    assert found[0] == found[1]
    assert all(100_000 < len(one) < 3_000_000 for one in found[0])
    assert all(str(folder).encode() not in one for one in found[0])


def test_without_codings_there_is_nothing_to_browse(small_compendium: Path) -> None:
    (small_compendium / "data/coded/contoh-kabupaten/codings.csv").unlink()
    with pytest.raises(CodingError, match=r"no district has codings yet.*make"):
        build()


# Consent


def turn(start: int, end: int) -> Turn:
    return Turn(1, "A", "informant", start, end)


def agreed(release: str) -> consent.Consent:
    return consent.load([{"transcript": "T", "participant": "A", "consent": release, "level": "ngo"}])


def test_of_quotes_only_the_coded_words_are_there_and_gaps_are_told() -> None:
    text = "Satu 🧵 dua. Tiga empat. Lima."
    one = excerpt(turn(0, len(text)), "A", text, [(12, 23)], agreed("quotes"), "T")
    assert (one.text, one.gaps) == ("Tiga empat.", (0, 11))
    assert one.place(12, 16, text) == (0, 4)
    assert one.place(0, 4, text) is None and one.place(10, 16, text) is None


def test_of_the_public_all_is_there_counted_as_a_browser_counts() -> None:
    text = "Satu 🧵 dua."
    one = excerpt(turn(0, len(text)), "A", text, [], agreed("public"), "T")
    assert (one.text, one.gaps) == (text, ())
    assert one.place(7, 11, text) == (8, 12)


def test_of_internal_words_nothing_is_there() -> None:
    one = excerpt(turn(0, 4), "A", "Satu", [(0, 4)], agreed("internal"), "T")
    assert (one.text, one.gaps, one.place(0, 4, "Satu")) == ("", (0,), None)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple)))
def test_joined_spans_cover_the_same_words_apart_from_each_other(spans: list[Any]) -> None:
    text = "abc de fghi j klm nopq rs t uvw x"[:31]
    found = joined(spans, text)
    covered = {n for start, end in spans for n in range(start, end)}
    told = {n for start, end in found for n in range(start, end)}
    assert covered <= told and all(text[n].isspace() for n in told - covered)
    assert found == sorted(found) and all(a[1] < b[0] for a, b in pairwise(found))


def test_units_are_those_of_utf_16() -> None:
    assert [units(one) for one in ("", "abc", "é’", "👩🏽‍🌾")] == [0, 3, 2, 7]


SPEAKERS = ("P", "A", "B", "C")


@st.composite
def talk(draw: st.DrawFn) -> Study:
    """A transcript whose every word stands once, with consents, codings, memos and suggestions that quote anybody."""
    count = iter(range(10_000))
    turns = draw(st.lists(st.tuples(st.sampled_from(SPEAKERS), st.integers(1, 3)), min_size=1, max_size=7))
    turns = [("A", 2), *turns]
    text = "\n\n".join(
        f"{speaker}: " + " ".join(f"Kw{next(count):04d}q kw{next(count):04d}q." for _ in range(sentences))
        for speaker, sentences in turns
    )
    people = [
        {
            "transcript": "T", "participant": name, "role": f"peran {name}", "role_en": f"role {name}",
            "stakeholder": "" if name == "P" else "sebumi", "level": "interviewer" if name == "P" else "ngo",
            "method": "fgd", "date": "2016-09-01", "consent": draw(st.sampled_from(consent.RELEASES)), "note": "",
        }
        for name in SPEAKERS
    ]  # fmt: skip
    study = Study("uji-izin")
    made = study.__dict__
    made["people"], made["texts"] = people, {"T": text}
    made["codebook"] = CODEBOOK
    made["transcripts"] = [{"transcript": "T", "method": "fgd", "date": "2016-09-01", "reconstructed": "false"}]
    made["district"] = districts.District(
        **{
            **{name: labels.text(name, name) for name in ("title", "period", "collected_by", "consent", "statement")},
            "name": "uji-izin", "province": "", "language": "id", "reconstructed": False, "held_out": (),
        }
    )  # fmt: skip
    one = districts.Transcript("T", paths.raw("uji-izin") / "fgd" / "T.txt", text, study.turns["T"], people)
    made["segments"] = [{key: str(cell) for key, cell in row.items()} for row in districts.segment_rows([one])]
    made["coders"] = {"ani": {"coder": "ani", "kind": "human", "note": ""}}
    tokens = re.findall(r"kw\d{4}q", text, re.IGNORECASE)
    any_words = st.sampled_from(tokens)
    standing = []
    for segment in draw(st.lists(st.sampled_from(study.segments), max_size=6, unique_by=lambda row: row["segment"])):
        start, end = int(segment["start"]), int(segment["end"])
        if draw(st.booleans()):
            end = start + len(segment["text"].split()[0])
        memo = f"lihat {draw(any_words)}" if draw(st.booleans()) else ""
        standing.append(Standing("ani", "T", start, end, "1", "present", "", memo))
    made["replay"] = Replay(standing, {"T": {"ani"}}, {})
    made["suggestions"] = [
        {
            "suggestion": "", "segment": segment["segment"], "transcript": "T", "start": segment["start"],
            "end": segment["end"], "indicator": "1", "keyword": "surat", "matched": segment["text"],
            "status": "present", "cue": (cue := draw(any_words)), "score": "0.50", "reason_id": f"karena {cue}",
            "reason_en": f"for {cue}",
        }
        for segment in study.segments
    ]  # fmt: skip
    made["codings"] = [{key: str(value) for key, value in row.items()} for row in coded(study)]
    return study


def coded(study: Study) -> list[dict[str, Any]]:
    return codings.coding_rows(
        study.replay, study.segments, [], district=study.name, texts=study.texts, kinds={"ani": "human"},
        people={(row["transcript"], row["participant"]): row for row in study.people}, reconstructed=False,
    )  # fmt: skip


CODEBOOK = codebook.load(paths.codebook())


@settings(max_examples=60, deadline=None)
@given(talk())
def test_no_word_that_is_not_released_is_in_the_file(study: Study) -> None:
    html = page(content([study], "id"))
    text, agreement = study.texts["T"], study.consent
    quoted = {n for one in study.codings for n in range(int(one["start"]), int(one["end"]))}
    for turn in study.turns["T"]:
        whole, quote = agreement.whole("T", turn.speaker), agreement.quote("T", turn.speaker)
        for found in re.finditer(r"kw\d{4}q", text[turn.start : turn.end], re.IGNORECASE):
            released = whole or (quote and turn.start + found.start() in quoted)
            assert (found[0] in html) == released, (turn.speaker, found[0])


@settings(max_examples=40, deadline=None)
@given(talk())
def test_what_is_withheld_is_counted(study: Study) -> None:
    told = content([study], "en")
    district = told["districts"][0]
    shown = {row[0] for row in district["codings"]}
    kept = [one for one in study.codings if study.consent.quote("T", study.speakers[one["segment"]])]
    assert shown == {one["coding"] for one in kept}
    assert district["withheld"] == len(study.codings) - len(kept)
    for kind in ("cells", "claims"):
        for row in rows(told, district, kind):
            assert len(row["codings"]) + row["withheld"] == sum(row["counts"])


def test_a_role_is_not_told_of_whoever_releases_nothing(small_compendium: Path) -> None:
    path = small_compendium / "data/raw/contoh-kabupaten/participants.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("public", "internal"), encoding="utf-8")
    district = content([Study("contoh-kabupaten")], "en")["districts"][0]
    people = [person for one in district["transcripts"] for person in one["people"].values()]
    assert people and {person[0] for person in people} == {""}
    assert district["codings"] == [] and district["withheld"] > 100


# The page


def test_whatever_people_wrote_stays_data(studies: list[Study]) -> None:
    told = {**content(studies[:1], "id"), "said": HOSTILE}
    html = page(told)
    assert html.count("<script") == 2 and html.count("</script>") == 2 and "<!--" not in html
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert data and json.loads(data[1])["said"] == HOSTILE
    assert "<" not in embedded({"said": HOSTILE})


def test_the_policy_lets_only_the_pages_own_script_and_style_run(studies: list[Study]) -> None:
    html = page(content(studies[:1], "en"))
    told = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert told and told[1].startswith("default-src 'none';") and "unsafe" not in told[1]
    for name, pattern in (("script", r'<script type="module">(.*?)</script>'), ("style", r"<style>(.*?)</style>")):
        inside = re.search(pattern, html, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in told[1]
    assert policy("a", "b") != policy("a", "c")


def test_the_script_never_takes_text_for_markup_and_asks_for_nothing() -> None:
    told = script()
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\(|https?:"
    )
    assert re.findall(forbidden, told.replace("http://www.w3.org/2000/svg", "")) == []
    assert not re.search(r"^(import|export) ", told, re.MULTILINE)
    assert sorted(path.stem for path in STATIC.glob("*.js")) == sorted(MODULES)


def test_the_page_has_all_its_words_in_both_languages() -> None:
    own = json.loads((STATIC / "words.json").read_text(encoding="utf-8"))
    assert all(set(said) == set(labels.LANGUAGES) and all(said.values()) for said in own.values())
    places = r"\{(\w+)\}"
    assert all(set(re.findall(places, said["id"])) == set(re.findall(places, said["en"])) for said in own.values())
    told = script()
    asked = set(re.findall(r'\bsay\("(\w+)"', told)) | set(re.findall(r'"(\w+)"', told))
    assert set(re.findall(r'\bsay\("(\w+)"', told)) <= words("id").keys()
    built = r"(source|made|coder|status|method|verdict|tie|badge|side|note)_"
    unused = [key for key in own if key not in asked and not re.match(built, key)]
    assert unused == ["needs_script"]


def test_colours_are_those_of_the_review_and_of_the_figures() -> None:
    style = (STATIC / "browser.css").read_text(encoding="utf-8")
    review = (STATIC.parent.parent / "review/static/review.css").read_text(encoding="utf-8")
    hues = re.findall(r"--cr-((?:hue|tint)-\d: #\w+);", review)
    assert len(hues) == 36 and [one for one in hues if f"--{one};" not in style] == []
    for status in ("present", "partial", "absent", "mixed"):
        assert f"--{status}: {figures.STATUS_COLOURS[status]};" in style
        assert f"--{status}-tint: {figures.STATUS_TINTS[status]};" in style
    least = re.search(r"const LEAST = (\d+);", script())
    assert least and all(f" {least[1]} " in words(language)["network_note"] for language in labels.LANGUAGES)
