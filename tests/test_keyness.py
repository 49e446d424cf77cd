"""Key words: G² and log ratio against printed and independent values, and whose words count as a group's."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures
from scipy.stats import chi2, chi2_contingency

from coding.statistics import keyness
from coding.statistics.keyness import Utterance

sizes = st.integers(50, 5_000)


def test_g2_has_the_value_that_is_printed_for_the_calculator_of_lancaster():
    # 52 times in 50,000 words against 57 in 75,000: LL +2.65 (teaching example for ucrel.lancs.ac.uk/llwizard.html).
    # The calculator leaves out the cells of the other words; to two digits that makes no difference here.
    assert round(keyness.log_likelihood(52, 57, 50_000, 75_000), 2) == 2.65


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), sizes, sizes)
def test_g2_is_that_of_scipy_and_nltk(count, elsewhere, size, others):
    if count + elsewhere in (0, size + others):  # a table without a margin holds no evidence
        assert keyness.log_likelihood(count, elsewhere, size, others) == pytest.approx(0)
        return
    mine = keyness.log_likelihood(count, elsewhere, size, others)
    cells = [[count, elsewhere], [size - count, others - elsewhere]]
    assert mine == pytest.approx(chi2_contingency(cells, correction=False, lambda_="log-likelihood")[0], abs=1e-7)
    theirs = BigramAssocMeasures.likelihood_ratio(count, (count + elsewhere, size), size + others)
    assert mine == pytest.approx(theirs, abs=1e-6)


def test_log_ratio_counts_doublings_and_a_frequency_of_none_as_one_half():
    assert keyness.log_ratio(20, 10, 1_000, 1_000) == 1
    assert keyness.log_ratio(20, 10, 1_000, 4_000) == 3
    assert keyness.log_ratio(8, 0, 1_000, 1_000) == 4
    assert keyness.log_ratio(0, 8, 1_000, 1_000) == -4


@pytest.mark.parametrize("tests", [1, 20, 4_710])
def test_the_critical_value_is_that_of_chi_square(tests):
    assert keyness.critical(tests) == pytest.approx(chi2.isf(0.05 / tests, 1), rel=1e-6)


def said(group, transcript, speaker, text, times=1):
    return [Utterance(group, transcript, speaker, f"{transcript}-{speaker}-{n}", text) for n in range(times)]


FILLER = "lorem ipsum dolor amet "
TALK = [
    *said("ngo", "A", "P1", FILLER + "koperasi", 10),
    *said("ngo", "B", "P2", FILLER + "koperasi", 10),
    *said("ngo", "B", "P2", FILLER + "jagung", 20),
    *said("returnee", "C", "P3", FILLER + "sawah", 40),
    *said("returnee", "D", "P4", FILLER + "sawah", 40),
]


def leading(utterances, most=5):
    groups = keyness.spoken(utterances)
    return keyness.leading(keyness.compared(groups), groups, most), groups


def test_a_word_of_one_transcript_is_left_out_however_often_it_is_said():
    found, groups = leading(TALK)
    assert not groups["ngo"].thin
    assert [one.word for one in found["ngo"]] == ["koperasi"]
    [word] = found["ngo"]
    assert (word.count, word.elsewhere, word.transcripts, word.informants, word.key) == (20, 0, 2, 2, True)
    assert word.per_thousand == pytest.approx(1000 * 20 / 200)


def test_one_informant_in_two_transcripts_does_not_speak_for_a_group():
    talk = [Utterance(*(*one[:2], "P1" if one.group == "ngo" else one.speaker, *one[3:])) for one in TALK]
    found, groups = leading(talk)
    assert groups["ngo"].thin  # one informant: the reader is warned, and the words are shown
    assert {one.word for one in found["ngo"]} == {"koperasi", "jagung"}
    both = [*talk, *said("ngo", "E", "P9", FILLER, 1)]
    found, groups = leading(both)
    assert not groups["ngo"].thin
    assert found["ngo"] == []


def test_function_words_numbers_short_and_rare_words_are_not_tested():
    talk = [*TALK, *said("ngo", "A", "P1", "yang 2016 ke", 9), *said("ngo", "B", "P2", "langka", keyness.LEAST - 1)]
    assert set(keyness.candidates(keyness.spoken(talk))) == {*FILLER.split(), "koperasi", "jagung", "sawah"}


def test_p_is_adjusted_over_all_words_of_all_groups():
    groups = keyness.spoken(TALK)
    tests = keyness.compared(groups)
    assert len(tests) == 2 * len(keyness.candidates(groups))
    for one in tests:
        assert one.p >= min(1.0, math.erfc(math.sqrt(one.g2 / 2)))


def test_one_group_alone_has_nothing_to_be_compared_with():
    found, groups = leading([one for one in TALK if one.group == "ngo"])
    assert found == {"ngo": []}
    assert keyness.compared({}) == []
    assert keyness.spoken([]) == {}
    assert groups["ngo"].words["koperasi"] == 20


@settings(deadline=None, max_examples=20)
@given(st.randoms())
def test_the_order_of_utterances_never_matters(shuffler: random.Random):
    shuffled = list(TALK)
    shuffler.shuffle(shuffled)
    assert leading(shuffled)[0] == leading(TALK)[0]
