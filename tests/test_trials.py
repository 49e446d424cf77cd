"""What is taken away in a trial is that part and no other; plainer methods find what they find."""

import pytest

from coding.codebooks.codebook import parse_codebook
from coding.evaluation.trials import classified, found_by, plainer, without
from coding.transcripts.talks import Piece, Talk

BOOK = parse_codebook(
    """\
version: "1"
framework: F
indicators:
- code: 1
  label: L
  definition: D
  include: [x]
  exclude: [x]
  questions: [hukuman]
  keywords:
  - sanksi
  - {match: undang, not: [undang undang]}
  - {match: jadwal, near: offices}
  - koordin*
  - "surat … edaran"
relevance:
  about: [kantor]
  other: [singkong]
  groups:
    offices: [dinas]
status_cues:
  window: 6
  boundaries: [tapi]
  turning: [tapi]
  rules:
  - {status: absent, match: [belum]}
"""
)


def talk(*said, role="answers", turn=1, transcript="T"):
    pieces = tuple(Piece(f"{transcript}-{turn}{n}", 100 * n, text) for n, text in enumerate(said))
    return Talk(transcript, turn, role, pieces)


def found(method, *talks):
    """The texts of the segments that get the indicator."""
    texts = {piece.segment: piece.text for one in talks for piece in one.pieces}
    return {texts[segment] for segment, _ in method(talks)}


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("forms", "Kami mengundang mereka."),
        ("spellings", "Ada sanski katanya."),
    ],
)
def test_without_a_part_what_needs_it_is_not_found(part, text):
    methods = without(BOOK)
    assert found(methods["full"], talk(text)) == {text}
    for name, method in methods.items():
        assert found(method, talk(text)) == (set() if name == part else {text}), name


@pytest.mark.parametrize("text", ["Menurut undang-undang begitu.", "Jadwal panen itu."])
def test_without_exceptions_and_contexts_more_is_found(text):
    methods = without(BOOK)
    for name, method in methods.items():
        assert found(method, talk(text)) == ({text} if name == "exceptions" else set()), name


def test_without_relevance_other_matters_hold_nothing_back():
    methods = without(BOOK)
    talks = [talk("Singkong itu jadi sanksi.")]
    scores = {name: method(talks)["T-10", "1"][0] for name, method in methods.items()}
    assert scores["relevance"] > scores["full"]
    assert {score for name, score in scores.items() if name != "relevance"} == {scores["full"]}


def test_without_the_question_only_the_answers_words_count_and_without_the_turn_each_sentence_by_itself():
    methods = without(BOOK)
    talks = [talk("Apakah ada hukuman?", role="asks"), talk("Ya nggak ada, paling ditegur.", "Itu saja kok.", turn=2)]
    assert found(methods["full"], *talks)
    assert not found(methods["question"], *talks)
    assert not found(methods["turn"], *talks)
    talks = [talk("Ada sanksi itu.", "Paling ditegur saja.")]
    assert "Paling ditegur saja." in found(methods["question"], *talks)
    assert found(methods["turn"], *talks) == {"Ada sanksi itu."}


def test_without_status_rules_only_the_status_changes():
    methods = without(BOOK)
    talks = [talk("Sanksi belum ada.")]
    found = {name: method(talks)["T-10", "1"] for name, method in methods.items()}
    assert {name for name, (_, status) in found.items() if status != "absent"} == {"status"}
    assert found["status"] == (found["full"][0], "present")


def test_a_status_is_that_of_the_best_suggestion():
    assert found_by([talk("Sanksi belum ada.")], BOOK)["T-10", "1"][1] == "absent"


def test_substrings_stand_anywhere_and_globs_at_whole_words():
    methods = plainer(BOOK)
    inside, whole, longer, gap = "Persanksian.", "Ada sanksi.", "Koordinasinya.", "Surat lama edaran itu."
    talks = [talk(inside, whole, longer, gap)]
    assert found(methods["substring"], *talks) == {inside, whole, longer, gap}
    assert found(methods["glob"], *talks) == {whole, longer, gap}
    assert not found(methods["substring"], talk(whole, role="asks"))


def test_a_transcript_is_classified_by_what_the_others_teach():
    talks = [
        talk("Ada sanksi itu.", "Hujan terus hari ini.", "Kena sanksi berat.", "Hujan lagi di sini.", transcript=name)
        for name in "ABCDE"
    ]
    coded = {(f"{name}-1{n}", "1"): "present" for name in "ABCDE" for n in (0, 2)}
    scores = classified(talks, coded, ["1"])
    assert min(scores[key][0] for key in coded) > max(scores[key][0] for key in scores.keys() - coded.keys())
    # The codings of a transcript itself teach nothing about it.
    without_own = {key: status for key, status in coded.items() if key[0][0] != "A"}
    again = classified(talks, without_own, ["1"])
    assert [again[key] for key in again if key[0][0] == "A"] == [scores[key] for key in scores if key[0][0] == "A"]


def test_one_transcript_alone_is_not_classified():
    assert classified([talk("Ada sanksi.", "Hujan.")], {("T-10", "1"): "present"}, ["1"]) == {}
