"""What the machine proposes for a segment: which words, at which offsets, with which score and status."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.codebooks.codes import STATUSES
from coding.districts import districts
from coding.districts.districts import Transcript
from coding.suggestions.suggest import VISIBLE, Suggestion, suggest
from coding.transcripts.formats import canonical
from coding.transcripts.talks import Piece, Talk, talks
from coding.transcripts.turns import split_turns

CODEBOOK = codebook.load(Path(__file__).parents[1] / "data" / "codebook.yml")
SMALL = codebook.parse_codebook(
    """\
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
  - {match: radio, weight: 0.1}
  - {match: kerja sama, not: [kerja sama majikan, sama bos]}
  - {match: perjanjian kerja sama, not: perjanjian kerja}
  - {match: gengsi, status: absent}
  - evaluasi
- code: 2
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [jadwal, undangan]
status_cues:
  window: 6
  boundaries: [tapi]
  turning: [tapi]
  rules:
  - {status: absent, match: [belum ada]}
  - {status: present, match: [sudah]}
"""
)
PHRASES = sorted(
    {
        " ".join(part.form.upper() if part.capitals else part.form for part in phrase)
        for keyword in (*CODEBOOK.keywords, *CODEBOOK.questions)
        for phrase in (*keyword.phrases, *keyword.exceptions)
    }
)
NOISE = st.one_of(
    st.sampled_from(
        [" ", ", ", "... ", "\u00ad", "\u200b", "\u0301", "😀 ", "𝒜", "(", "] ", '"', "“", "\r\n", "\n", "nya "]
    )
    | st.sampled_from([" belum ada ", " sudah ", " tapi ", "? ", ", kan?", "-", " kalau ", ". ", "\u202e", "\u200f"]),
    st.text(max_size=4),
)
SENTENCES = st.lists(st.one_of(st.sampled_from(PHRASES), NOISE), max_size=20).map("".join)
LABELS = st.sampled_from(["P: ", "I: ", "I: ", "Moderator: ", "P1: ", "Peserta: ", "", "1. "])
TRANSCRIPTS = (
    st.lists(st.tuples(LABELS, SENTENCES, st.sampled_from(["\n", "\n\n", "\r\n", "\r"])), max_size=8)
    .map(lambda lines: "".join(part for line in lines for part in line))
    .map(canonical)
)


def read(text: str, name: str = "PRN1") -> list[Talk]:
    return list(talks(name, ((turn, text[turn.start : turn.end]) for turn in split_turns(text))))


def suggested(sentence: str, book=CODEBOOK, *, weak=True, start=0) -> list[Suggestion]:
    """The suggestions for one sentence alone."""
    talk = Talk("PRN1", 1, "answers", (Piece("PRN1-0001", start, sentence),))
    return list(suggest([talk], book, weak=weak))


def answered(*sentences: str, book=SMALL, weak=True) -> list[Suggestion]:
    """The suggestions for the sentences of one turn."""
    pieces = tuple(Piece(f"PRN1-{n:04d}", n * 1000, sentence) for n, sentence in enumerate(sentences, start=1))
    return list(suggest([Talk("PRN1", 1, "answers", pieces)], book, weak=weak))


def pairs(sentence: str, book=CODEBOOK, *, weak=True) -> list[tuple[str, str]]:
    """(indicator, words found) of each suggestion."""
    return [(one.indicator, one.matched) for one in suggested(sentence, book, weak=weak)]


@settings(max_examples=300, deadline=None)
@given(TRANSCRIPTS)
def test_the_words_of_every_suggestion_are_its_slice_of_the_transcript(text):
    for one in suggest(read(text), CODEBOOK, weak=True):
        assert one.matched == text[one.start : one.end] != ""
        assert one.cue.removeprefix("… ") in ("", "?") or one.cue.removeprefix("… ") in text
        assert one.status in STATUSES
        assert 0 < one.score < 1
        assert one.reason.keys() == {"id", "en"}


@settings(max_examples=200, deadline=None)
@given(TRANSCRIPTS)
def test_the_segment_of_a_suggestion_is_the_one_that_holds_its_words(text):
    rows = districts.segment_rows([Transcript("PRN1", Path("PRN1.txt"), text, split_turns(text), [_PERSON])])
    spans = {row["segment"]: (row["start"], row["end"]) for row in rows}
    for one in suggest(read(text), CODEBOOK, weak=True):
        start, end = spans[one.segment]
        assert start <= one.start < one.end <= end
        assert one.source is None or (one.start, one.end) == (start, end)


_PERSON = dict.fromkeys(("participant", "role", "level"), "x")


@settings(max_examples=200, deadline=None)
@given(TRANSCRIPTS)
def test_suggestions_stand_in_the_order_of_the_text_and_overlap_only_between_indicators(text):
    found = list(suggest(read(text), CODEBOOK, weak=True))
    assert [one.segment for one in found] == sorted(one.segment for one in found)
    for segment in {one.segment for one in found}:
        within = [one for one in found if one.segment == segment]
        assert [(one.start, one.end) for one in within] == sorted((one.start, one.end) for one in within)
        assert [one.number for one in within] == list(range(1, len(within) + 1))
        for code in CODEBOOK.codes:
            own = [one for one in within if one.indicator == code]
            assert all(before.end <= after.start for before, after in pairwise(own))
            assert len({one.score for one in own}) <= 1
            assert len({one.source for one in own}) <= 1


@settings(max_examples=200, deadline=None)
@given(TRANSCRIPTS)
def test_what_is_shown_by_default_are_the_suggestions_that_are_not_weak(text):
    """All of them alike, with the same status and reason; only their numbers in the segment differ."""

    def shown(found):
        return [(*one.row().values(), one.source)[2:] for one in found]

    every = list(suggest(read(text), CODEBOOK, weak=True))
    assert shown(one for one in every if one.score >= VISIBLE) == shown(suggest(read(text), CODEBOOK))


@settings(max_examples=100, deadline=None)
@given(TRANSCRIPTS)
def test_only_what_informants_and_documents_say_is_suggested(text):
    kinds = {turn.number: turn for turn in split_turns(text)}
    for one in suggest(read(text), CODEBOOK, weak=True):
        (turn,) = [turn for turn in kinds.values() if turn.start <= one.start < turn.end]
        assert turn.kind in ("informant", "document")


def test_offsets_count_from_the_beginning_of_the_transcript():
    text = "😀 Di sini cafe\u0301 dan jadwal."
    one, _ = suggested(text, SMALL, start=500)
    assert (one.start, one.end) == (500 + text.index("jadwal"), 500 + text.index("jadwal") + 6)


def test_a_segment_without_keyword_and_topic_has_no_suggestion():
    assert suggested("Anak saya sekolah di sini.", SMALL) == []
    assert suggested("", SMALL) == []
    assert list(suggest([], SMALL)) == []


def test_a_keyword_of_two_indicators_suggests_both():
    assert pairs("Ada jadwal.", SMALL) == [("1", "jadwal"), ("2", "jadwal")]


def test_the_longest_keyword_of_an_indicator_is_suggested():
    assert pairs("Ada rapat koordinasi di sana.", SMALL) == [("1", "rapat koordinasi")]


def test_a_keyword_is_named_by_its_first_pattern():
    (one,) = suggested("Ada pertemuan.", SMALL)
    assert (one.keyword, one.matched, one.source) == ("rapat", "pertemuan", None)


def test_a_match_that_an_exception_overlaps_is_dropped():
    assert pairs("Saya kerja sama majikan.", SMALL) == []
    assert pairs("Saya kerja sama bos.", SMALL) == []
    assert pairs("Dinas kerja sama sekolah.", SMALL) == [("1", "kerja sama")]


def test_an_exception_elsewhere_in_the_segment_drops_nothing():
    text = "Dulu kerja sama majikan, sekarang kerja sama dinas."
    (one,) = suggested(text, SMALL)
    assert one.start == text.rindex("kerja sama")


def test_an_exception_within_a_longer_match_does_not_drop_it():
    assert pairs("Ada perjanjian kerja sama.", SMALL) == [("1", "perjanjian kerja sama")]


def test_a_keyword_of_half_weight_scores_less():
    (half,), (full,) = suggested("Ada rapat.", SMALL), suggested("Ada evaluasi.", SMALL)
    assert half.score < full.score


def test_a_stronger_keyword_of_another_indicator_lowers_the_score_of_the_weaker_one():
    weaker, stronger = (one.score for one in suggested("Ada rapat, undangan.", SMALL))
    (alone,) = suggested("Ada rapat, itu.", SMALL)
    assert weaker < alone.score
    assert stronger > weaker


def test_keywords_of_two_indicators_that_are_as_strong_do_not_hide_each_other():
    first, second = suggested("Ada jadwal.", SMALL)
    assert (first.indicator, second.indicator) == ("1", "2")
    assert first.score == second.score >= VISIBLE


def test_different_keywords_of_one_indicator_add_up():
    (one,) = suggested("Itu radio lagi.", SMALL)
    (two, three) = suggested("Itu radio rapat.", SMALL)
    (four,) = suggested("Itu lagi rapat.", SMALL)
    assert one.score < four.score < two.score == three.score


def test_the_same_keyword_twice_counts_once():
    once = suggested("Ada rapat dan begini dan begitu.", SMALL)
    thrice = suggested("Ada rapat dan pertemuan dan rapat.", SMALL)
    assert [one.score for one in thrice] == [one.score for one in once] * 3


def test_a_weak_suggestion_is_shown_only_when_asked_for():
    assert pairs("Dengar radio.", SMALL, weak=False) == []
    assert pairs("Dengar radio.", SMALL, weak=True) == [("1", "radio")]


def test_a_weak_keyword_is_shown_beside_another_of_its_indicator():
    assert pairs("Evaluasi lewat radio.", SMALL, weak=False) == [("1", "Evaluasi"), ("1", "radio")]


def test_suggestions_are_numbered_within_their_segment():
    pieces = (
        Piece("PRN1-0001", 0, "Jadwal rapat."),
        Piece("PRN1-0002", 14, "Radio."),
        Piece("PRN1-0003", 26, "Rapat."),
    )
    found = suggest([Talk("PRN1", 1, "answers", pieces)], SMALL, weak=True)
    rows = [one.row()["suggestion"] for one in found if not one.source]
    assert rows == ["PRN1-0001-s1", "PRN1-0001-s2", "PRN1-0001-s3", "PRN1-0002-s1", "PRN1-0003-s1"]


def test_a_row_tells_all_of_a_suggestion():
    (one,) = suggested("Rapatnya belum ada.", SMALL, start=10)
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
        "score": f"{one.score:.2f}",
        "reason_id": "Memuat “rapat”, kata kunci indikator 1; “belum ada” menyatakan itu tidak ada.",
        "reason_en": "Holds “rapat”, a keyword of indicator 1; “belum ada” tells that it is absent.",
    }


def test_a_row_of_a_topic_names_where_it_comes_from():
    (*_, one) = answered("Ada rapat lagi.", "Begitu orangnya semua.")
    row = one.row()
    assert (row["keyword"], row["matched"]) == ("turn: rapat", "Begitu orangnya semua.")
    assert row["reason_en"] == "Goes on from “rapat” (indicator 1, turn 1); stated plainly."


# The status of a sentence without a cue.


def states(*sentences: str, **options) -> list[tuple[str, str, str]]:
    """(segment's number, status, cue) of what is suggested for indicator 1 by its own keywords."""
    found = answered(*sentences, **options)
    return [(one.segment[-1], one.status, one.cue) for one in found if one.indicator == "1" and not one.source]


def test_a_sentence_without_a_cue_follows_an_earlier_one_of_its_turn():
    assert states("Evaluasi belum ada.", "Evaluasi itu begini.") == [
        ("1", "absent", "belum ada"),
        ("2", "absent", "… belum ada"),
    ]


def test_the_reason_tells_that_the_status_comes_from_before():
    one = answered("Evaluasi belum ada.", "Evaluasi itu begini.")[-1]
    assert one.reason["en"].endswith("“belum ada” in a sentence before tells that it is absent.")
    assert one.reason["id"].endswith("“belum ada” dalam kalimat sebelumnya menyatakan itu tidak ada.")


def test_a_sentence_that_leans_on_the_turn_follows_it_too():
    one = answered("Evaluasi belum ada.", "Begitu orangnya semua.")[-1]
    assert (one.keyword, one.status, one.cue) == ("turn: evaluasi", "absent", "… belum ada")


def test_a_cue_of_its_own_comes_first():
    assert states("Evaluasi belum ada.", "Evaluasi sudah dibuat.", "Evaluasi itu.") == [
        ("1", "absent", "belum ada"),
        ("2", "present", "sudah"),
        ("3", "present", "… sudah"),
    ]


@pytest.mark.parametrize(("between", "cue"), [(0, "… belum ada"), (2, "… belum ada"), (3, ""), (4, "")])
def test_a_sentence_follows_at_most_three_back(between, cue):
    # The sentences in between are small enough to lean on nothing: they hold no word.
    last = states("Evaluasi belum ada.", *(["…"] * between), "Evaluasi itu begini.")[-1]
    assert last == (str(between + 2), "absent" if cue else "present", cue)


def test_a_chain_does_not_reach_further_than_its_first_cue():
    assert [cue for _, _, cue in states("Evaluasi belum ada.", *["Evaluasi itu begini."] * 5)] == [
        "belum ada",
        "… belum ada",
        "… belum ada",
        "… belum ada",
        "",
        "",
    ]


def test_a_sentence_does_not_follow_a_later_one_or_another_indicator():
    assert states("Evaluasi itu begini.", "Evaluasi belum ada.")[0] == ("1", "present", "")
    found = answered("Evaluasi belum ada.", "Undangan itu begini.")
    assert [(one.indicator, one.status) for one in found if not one.source] == [("1", "absent"), ("2", "present")]
    assert answered("Evaluasi belum ada.", "Evaluasi itu begini.")[-1].status == "absent"


def test_a_sentence_does_not_follow_another_turn():
    pieces = [Piece("PRN1-0001", 0, "Evaluasi belum ada."), Piece("PRN1-0002", 20, "Evaluasi itu begini.")]
    found = suggest([Talk("PRN1", turn, "answers", (piece,)) for turn, piece in enumerate(pieces)], SMALL)
    assert [one.status for one in found] == ["absent", "present"]


def test_a_keyword_that_says_it_by_itself_is_followed_too():
    assert states("Gengsi itu begini.", "Evaluasi itu begini.") == [
        ("1", "absent", "Gengsi"),
        ("2", "absent", "… Gengsi"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator", "matched"),
    [
        ("Kami dikirimi undangan.", "1", "undangan"),
        ("Kabarnya lewat grup WA.", "1", "grup WA"),
        ("Semua kerja sendiri-sendiri.", "2", "sendiri-sendiri"),
        ("Stafnya tidak bisa memutuskan.", "3", "tidak bisa memutuskan"),
        ("Kalendernya disusun bareng.", "3", "Kalendernya"),
        ("Perjanjian kerja sama antar dinas.", "4", "Perjanjian kerja sama"),
        ("Kami pegang SK bupati.", "5", "SK bupati"),
        ("Camatnya ditegur.", "6", "ditegur"),
        ("Usulan kami banyak.", "7", "Usulan"),
    ],
)
def test_the_shipped_codebook_suggests_an_indicator(text, indicator, matched):
    assert (indicator, matched) in pairs(text)


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
    assert pairs(text, weak=False) == []


def test_the_examples_of_the_shipped_codebook_suggest_their_indicator():
    for indicator in CODEBOOK.indicators:
        for example in indicator.examples:
            found = suggested(example.text["id"], weak=False)
            assert indicator.code in {one.indicator for one in found}, example.text["id"]


@pytest.mark.parametrize("code", ["1", "3", "4", "5", "6"])
def test_the_counter_examples_of_the_shipped_codebook_do_not(code):
    for example in CODEBOOK[code].counter_examples:
        found = suggested(example.text["id"], weak=False)
        assert code not in {one.indicator for one in found}, example.text["id"]


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("1", 0),
        ("1", 1),
        ("2", 1),
        ("3", 0),
        ("4", 0),
        ("4", 1),
        ("5", 0),
        ("5", 1),
        ("6", 0),
        ("6", 1),
        ("7", 0),
        ("7", 1),
    ],
)
def test_the_examples_of_the_shipped_codebook_have_their_status(code, number):
    example = CODEBOOK[code].examples[number]
    found = suggested(example.text["id"], weak=False)
    assert example.status in {one.status for one in found if one.indicator == code}
