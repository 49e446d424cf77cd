"""The score: a probability that grows with what speaks for a suggestion and falls with what speaks against it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.suggestions.score import Evidence, score
from coding.suggestions.suggest import VISIBLE

STRENGTH = st.floats(0, 1)
MASS = st.floats(0, 200)
EVIDENCE = st.builds(
    Evidence,
    **dict.fromkeys(("own", "question", "turn", "after", "rival", "rival_topic"), STRENGTH),
    **dict.fromkeys(("about", "other", "around_about", "around_other", "asked_about", "asked_other"), MASS),
    words=st.integers(0, 10_000),
    asks=st.booleans(),
)
FOR = ["own", "question", "turn", "after", "about", "around_about", "asked_about"]
AGAINST = ["rival", "rival_topic", "other", "around_other", "asked_other"]


@given(EVIDENCE)
def test_a_score_is_a_probability(evidence):
    assert 0 < score(evidence) < 1


@pytest.mark.parametrize("name", FOR)
@given(EVIDENCE, st.floats(0, 0.5), st.floats(0.01, 0.5))
def test_what_speaks_for_an_indicator_raises_the_score(name, evidence, low, more):
    assert score(evidence._replace(**{name: low})) < score(evidence._replace(**{name: low + more}))


@pytest.mark.parametrize("name", AGAINST)
@given(EVIDENCE, st.floats(0, 0.5), st.floats(0.01, 0.5))
def test_what_speaks_against_it_lowers_the_score(name, evidence, low, more):
    assert score(evidence._replace(**{name: low})) > score(evidence._replace(**{name: low + more}))


@given(EVIDENCE)
def test_a_question_scores_less_than_a_statement(evidence):
    assert score(evidence._replace(asks=True)) < score(evidence._replace(asks=False))


@given(EVIDENCE)
def test_context_alone_scores_less_than_the_same_with_a_full_keyword(evidence):
    assert score(evidence._replace(own=0.0)) < score(evidence._replace(own=1.0))


@given(EVIDENCE, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_keyword_and_its_question_do_not_count_twice(evidence, own, question):
    def points(own, question):
        value = score(evidence._replace(own=own, question=question))
        return math.log(value / (1 - value))

    neither = points(0, 0)
    both, apart = points(own, question) - neither, points(own, 0) + points(0, question) - 2 * neither
    assert both < apart


@given(EVIDENCE)
def test_length_alone_never_hides_a_suggestion(evidence):
    assert score(evidence) <= score(evidence._replace(words=evidence.words + 1))


def test_nothing_but_a_short_sentence_is_not_shown():
    assert score(Evidence(words=10)) < VISIBLE


def test_a_full_keyword_in_a_plain_sentence_is_shown():
    assert score(Evidence(own=1.0, words=6)) > VISIBLE


def test_the_words_of_other_matters_hide_a_weak_keyword():
    assert score(Evidence(own=0.4, other=2, words=6)) < VISIBLE < score(Evidence(own=0.4, about=2, words=6))


def test_the_points_add_up():
    # base -2.9, a keyword at all 0.5, its weight 2, three words of the matter 0.4 · ln 4, ten words 0.3 · ln 11
    points = -2.9 + 0.5 + 2 + 0.4 * math.log(4) + 0.3 * math.log(11)
    assert score(Evidence(own=1.0, about=3, words=10)) == pytest.approx(1 / (1 + math.exp(-points)))
