"""What the machine proposes for a segment: which words, at which offsets, with which score."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import codebook
from coding.suggest import VISIBLE, suggest

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
SMALL = """\
version: "1"
framework: F
indicators:
- code: 1
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords:
  - jadwal
  - {match: [rapat, pertemuan], weight: 0.5}
  - {match: rapat koordinasi, weight: 0.5}
  - {match: radio, weight: 0.3}
  - {match: kerja sama, not: [kerja sama majikan, sama bos]}
  - {match: perjanjian kerja sama, not: perjanjian kerja}
- code: 2
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [jadwal]
status_cues:
  window: 6
  rules:
  - {status: absent, match: [belum ada]}
"""
PHRASES = sorted(
    {
        " ".join(part.form.upper() if part.capitals else part.form for part in phrase)
        for keyword in CODEBOOK.keywords
        for phrase in (*keyword.phrases, *keyword.exceptions)
    }
)
NOISE = st.one_of(
    st.sampled_from(
        [" ", ", ", "... ", "\u00ad", "\u200b", "\u0301", "😀 ", "𝒜", "(", "] ", '"', "“", "\r\n", "\n", "nya "]
    )
    | st.sampled_from([" belum ada ", " sudah ", " tapi ", "? ", ", kan?", "-", " kalau "]),
    st.text(max_size=4),
)
SENTENCES = st.lists(st.one_of(st.sampled_from(PHRASES), NOISE), max_size=20).map("".join)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "codebook.yml"
    path.write_text(SMALL)
    return codebook.load(path)


def segment(text, start=0, name="PRN1-0001"):
    return {"segment": name, "transcript": name[:4], "start": start, "text": text}


def suggested(text, book, weak=True):
    return list(suggest([segment(text)], book, weak=weak))


def pairs(text, book, weak=True):
    """(indicator, words found) of each suggestion."""
    return [(one.indicator, one.matched) for one in suggested(text, book, weak)]


@settings(max_examples=300, deadline=None)
@given(SENTENCES, st.integers(0, 1000))
def test_the_words_of_every_suggestion_are_its_slice_of_the_transcript(text, start):
    transcript = "x" * start + text
    for one in suggest([segment(text, start)], CODEBOOK, weak=True):
        assert one.matched == transcript[one.start : one.end]
        assert one.matched
        assert start <= one.start
        assert one.cue in ("", "?") or one.cue in text
        assert one.status in codebook.STATUSES
        assert 0 < one.score <= 1


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_suggestions_stand_in_the_order_of_the_text_and_overlap_only_between_indicators(text):
    found = suggested(text, CODEBOOK)
    assert [(one.start, one.end) for one in found] == sorted((one.start, one.end) for one in found)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    for code in CODEBOOK.codes:
        own = [one for one in found if one.indicator == code]
        assert all(before.end <= after.start for before, after in pairwise(own))
        assert len({one.score for one in own}) <= 1


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_what_is_shown_by_default_are_the_suggestions_that_are_not_weak(text):
    every = [
        (one.start, one.end, one.indicator, one.status) for one in suggested(text, CODEBOOK) if one.score >= VISIBLE
    ]
    assert every == [(one.start, one.end, one.indicator, one.status) for one in suggested(text, CODEBOOK, weak=False)]


def test_offsets_count_from_the_beginning_of_the_transcript(small):
    text = "😀 Di sini cafe\u0301 dan jadwal."
    one, _ = suggest([segment(text, start=500)], small)
    assert (one.start, one.end) == (500 + text.index("jadwal"), 500 + text.index("jadwal") + 6)


def test_a_segment_without_keyword_has_no_suggestion(small):
    assert suggested("Anak saya sekolah di sini.", small) == []
    assert suggested("", small) == []


def test_a_keyword_of_two_indicators_suggests_both(small):
    assert pairs("Ada jadwal.", small) == [("1", "jadwal"), ("2", "jadwal")]


def test_the_longest_keyword_of_an_indicator_is_suggested(small):
    assert pairs("Ada rapat koordinasi di sana.", small) == [("1", "rapat koordinasi")]


def test_a_keyword_is_named_by_its_first_pattern(small):
    (one,) = suggested("Ada pertemuan.", small)
    assert (one.keyword, one.matched) == ("rapat", "pertemuan")


def test_a_match_that_an_exception_overlaps_is_dropped(small):
    assert pairs("Saya kerja sama majikan.", small) == []
    assert pairs("Saya kerja sama bos.", small) == []
    assert pairs("Dinas kerja sama sekolah.", small) == [("1", "kerja sama")]


def test_an_exception_elsewhere_in_the_segment_drops_nothing(small):
    text = "Dulu kerja sama majikan, sekarang kerja sama dinas."
    (one,) = suggested(text, small)
    assert one.start == text.rindex("kerja sama")


def test_an_exception_within_a_longer_match_does_not_drop_it(small):
    assert pairs("Ada perjanjian kerja sama.", small) == [("1", "perjanjian kerja sama")]


def test_a_keyword_of_half_weight_scores_half_as_much(small):
    assert {one.score for one in suggested("Ada jadwal.", small)} == {0.8}
    assert [one.score for one in suggested("Ada rapat.", small)] == [0.4]


def test_different_keywords_of_one_indicator_add_up(small):
    scores = {one.indicator: one.score for one in suggested("Ada jadwal rapat.", small)}
    # One in five of the one and three in five of the other are wrong, hence both in 0.2 · 0.6.
    assert scores == {"1": pytest.approx(0.88), "2": pytest.approx(0.8)}


def test_the_same_keyword_twice_counts_once(small):
    assert [one.score for one in suggested("Ada rapat dan pertemuan dan rapat.", small)] == [0.4, 0.4, 0.4]


def test_a_weak_suggestion_is_shown_only_when_asked_for(small):
    assert pairs("Dengar radio.", small, weak=False) == []
    assert pairs("Dengar radio.", small, weak=True) == [("1", "radio")]


def test_a_weak_keyword_is_shown_beside_another_of_its_indicator(small):
    assert pairs("Rapat lewat radio.", small, weak=False) == [("1", "Rapat"), ("1", "radio")]


def test_suggestions_are_numbered_within_their_segment(small):
    segments = [
        segment("Jadwal rapat.", 0),
        segment("Radio saja.", 14, "PRN1-0002"),
        segment("Rapat.", 26, "PRN1-0003"),
    ]
    rows = [one.row()["suggestion"] for one in suggest(segments, small)]
    assert rows == ["PRN1-0001-s1", "PRN1-0001-s2", "PRN1-0001-s3", "PRN1-0003-s1"]


def test_a_row_tells_all_of_a_suggestion(small):
    (one,) = suggest([segment("Rapatnya belum ada.", start=10)], small)
    assert one.row() == {
        "suggestion": "PRN1-0001-s1",
        "segment": "PRN1-0001",
        "transcript": "PRN1",
        "start": 10,
        "end": 18,
        "indicator": "1",
        "keyword": "rapat",
        "matched": "Rapatnya",
        "status": "absent",
        "cue": "belum ada",
        "score": "0.40",
    }


@pytest.mark.parametrize(
    ("text", "indicator", "matched"),
    [
        ("Kami dikirimi undangan.", "1", "undangan"),
        ("Kabarnya lewat grup WA.", "1", "grup WA"),
        ("Semua kerja sendiri-sendiri.", "2", "sendiri-sendiri"),
        ("Stafnya tidak bisa memutuskan.", "3", "memutuskan"),
        ("Kalendernya disusun bareng.", "3", "Kalendernya"),
        ("Perjanjian kerja sama antar dinas.", "4", "Perjanjian kerja sama"),
        ("Kami pegang SK bupati.", "5", "SK bupati"),
        ("Camatnya ditegur.", "6", "ditegur"),
        ("Usulan kami banyak.", "7", "Usulan"),
    ],
)
def test_the_shipped_codebook_suggests_an_indicator(text, indicator, matched):
    assert (indicator, matched) in pairs(text, CODEBOOK)


@pytest.mark.parametrize(
    "text",
    [
        "Undang-undang itu tebal.",
        "Saya nelpon anak tiap malam.",
        "Perjanjian kerja dua tahun.",
        "Itu asal-usul desa.",
        "Gaji dibayar tiap bulan.",
        "Kain sarana ibadah.",
        "Saya kerja sama majikan Taiwan.",
        "Adik saya it saja katanya.",
        "Jadwal panen mundur.",
        "Umpan lele habis.",
        "Baru dapat SK pensiun.",
        "Ada jagongan manten di sebelah.",
    ],
)
def test_the_shipped_codebook_leaves_daily_life_alone(text):
    assert pairs(text, CODEBOOK) == []


def test_the_examples_of_the_shipped_codebook_suggest_their_indicator():
    for indicator in CODEBOOK.indicators:
        for example in indicator.examples:
            assert indicator.code in {code for code, _ in pairs(example.text["id"], CODEBOOK)}, example.text["id"]
