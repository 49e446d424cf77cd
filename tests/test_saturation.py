"""Saturation: the exact curve against all orders one by one, Chao2 against printed values, the rule of new information."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.statistics import saturation
from coding.statistics.saturation import accumulated, chao2, expected, following, incidence, new_information

found = st.sets(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("uvwxyz")))


@settings(deadline=None, max_examples=40)
@given(found, st.integers(1, 5))
def test_the_curve_is_the_mean_of_all_orders(pairs, count):
    matrix = incidence("ABCDE"[:count], pairs)
    walks = [accumulated(matrix[list(order)]) for order in permutations(range(count))]
    curve = expected(matrix.sum(axis=0).tolist(), count)
    assert curve == pytest.approx(np.mean(walks, axis=0).tolist())


@settings(deadline=None)
@given(found)
def test_the_curve_never_falls_and_flattens_until_all_is_found(pairs):
    matrix = incidence("ABCDE", pairs)
    curve = [0.0, *expected(matrix.sum(axis=0).tolist(), 5)]
    steps = np.diff(curve)
    assert all(steps >= -1e-9)
    assert all(np.diff(steps) <= 1e-9)
    assert curve[-1] == pytest.approx(matrix.shape[1])
    # What the last transcript brings, over all orders, are the items found once.
    assert steps[-1] == pytest.approx((matrix.sum(axis=0) == 1).sum() / 5)


@settings(deadline=None, max_examples=30)
@given(found)
def test_band_and_curve_do_not_depend_on_the_order_of_what_is_found(pairs):
    one = saturation.saturation(incidence("ABCDE", sorted(pairs)), orders=50)
    other = saturation.saturation(incidence("ABCDE", [*sorted(pairs, reverse=True), *pairs]), orders=50)
    assert repr(one) == repr(other)
    assert all(low <= high for low, high in zip(one.low, one.high, strict=True))


def test_the_band_holds_the_curve_and_closes_at_the_last_transcript():
    generator = np.random.default_rng(1)
    one = saturation.saturation(generator.random((12, 40)) < 0.2)
    assert all(low - 1 <= mean <= high + 1 for low, mean, high in zip(one.low, one.curve, one.high, strict=True))
    assert one.low[-1] == one.high[-1] == one.items == one.dated[-1]
    assert one.low[3] < one.curve[3] < one.high[3]


def test_chao2_has_the_value_that_vegan_prints_for_barro_colorado_island():
    # vegan: specpool(BCI) prints Species 225, chao 236.3732, jack1 245.58, jack2 247.8722, n 50. The two jackknives give
    # the species found in one plot (21) and in two (19); chao must follow.
    species, plots, once, twice = 225, 50, 21, 19
    assert species + once * (plots - 1) / plots == pytest.approx(245.58)
    second = once * (2 * plots - 3) / plots - twice * (plots - 2) ** 2 / (plots * (plots - 1))
    assert species + second == pytest.approx(247.8722, abs=5e-5)
    assert species + chao2(once, twice, plots) == pytest.approx(236.3732, abs=5e-5)


def test_chao2_without_items_found_twice_and_with_one_transcript():
    assert chao2(4, 0, 10) == pytest.approx(0.9 * 4 * 3 / 2)
    assert chao2(1, 0, 10) == chao2(0, 0, 10) == 0
    assert math.isnan(chao2(9, 0, 1))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(2, 40))
def test_the_next_transcript_brings_less_than_the_last_did_on_average_and_not_more_than_is_unseen(once, twice, count):
    unseen = chao2(once, twice, count)
    new = following(once, unseen, count)
    assert 0 <= new <= once / count + 1e-9
    assert new <= unseen + 1e-9


def test_new_information_is_measured_against_the_first_four():
    # Twenty in the first four: a run of two may bring one.
    assert new_information([10, 15, 18, 20, 21, 21]) == 4
    assert new_information([10, 15, 18, 20, 21, 22, 22]) == 5
    assert new_information([10, 15, 18, 20, 22, 24, 26, 27, 27, 28]) == 7
    assert new_information([10, 15, 18, 20, 22, 24, 26, 28]) is None
    # 26 to 27 to 28 is two: the base does not grow with what is found.
    assert new_information([10, 15, 18, 20, 23, 26, 27, 28]) is None


def test_too_few_transcripts_or_nothing_found_reach_no_saturation():
    assert new_information([5, 5, 5, 5, 5]) is None
    assert new_information([0] * 9) is None
    assert new_information([]) is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_transcripts_are_no_error(count):
    one = saturation.saturation(incidence("ABC"[:count], [("A", "x"), ("B", "x"), ("Z", "y")]), orders=20)
    assert (one.transcripts, one.enough, one.reached) == (count, False, None)
    assert math.isnan(one.share_reached)
    assert math.isnan(one.unseen) == (count < 2)


def test_what_all_transcripts_hold_is_saturated_at_once():
    one = saturation.saturation(np.ones((7, 12), dtype=bool), orders=20)
    assert (one.reached, one.share_reached, one.typical.value) == (4, 1.0, 4.0)
    assert (one.unseen, one.following) == (0, 0)
