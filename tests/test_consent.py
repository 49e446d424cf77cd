from hypothesis import given
from hypothesis import strategies as st

from coding.transcripts import consent


def person(name, release="public", transcript="T", level="ngo"):
    return {"transcript": transcript, "participant": name, "consent": release, "level": level}


def test_each_speaker_has_the_consent_of_participants_csv():
    agreed = consent.load([person("A"), person("B", "quotes"), person("C", "internal")])
    assert [agreed.whole("T", name) for name in "ABC"] == [True, False, False]
    assert [agreed.quote("T", name) for name in "ABC"] == [True, True, False]


def test_consent_in_one_transcript_is_none_in_another():
    agreed = consent.load([person("A"), person("A", "internal", transcript="U")])
    assert agreed.whole("T", "A") and not agreed.quote("U", "A")


def test_a_question_may_repeat_an_answer_so_it_is_released_like_the_strictest():
    asks = person("PW", level="interviewer")
    assert consent.load([asks, person("A"), person("B", "quotes")]).of("T", "PW") == "quotes"
    assert consent.load([asks, person("A")]).of("T", "PW") == "public"


def test_a_chorus_and_the_unknown_are_released_like_the_strictest():
    agreed = consent.load([person("A"), person("B", "internal")])
    assert agreed.of("T", "") == "internal" == agreed.of("U", "A")


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("TU"), st.sampled_from(consent.RELEASES))))
def test_nobody_is_shown_further_than_they_agreed(drawn):
    rows = [person(f"{name}{n}", release, transcript) for n, (name, transcript, release) in enumerate(drawn)]
    agreed = consent.load([*rows, person("PW", transcript="T", level="interviewer")])
    for row in rows:
        assert agreed.of(row["transcript"], row["participant"]) == row["consent"]
        asked = agreed.of(row["transcript"], "PW")
        assert consent.RELEASES.index(asked) <= consent.RELEASES.index(row["consent"])
