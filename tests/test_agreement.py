"""Each statistic against a published example or an independent implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding import agreement

tables = st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(lambda t: sum(t) > 0)


def counts(*numbers):
    return np.array(numbers, dtype=float)


def test_kappa_of_cohens_worked_example():
    # Fifty grant proposals read by two readers: 20 yes-yes, 15 no-no, 5 and 10 apart (a textbook table): 0.4.
    assert float(agreement.kappa(counts(20, 5, 10, 15))) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_binary_example():
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section A: two observers, ten units,
    # binary data, no missing: observed 0 0 1 0 0 0 0 0 1 0 … , alpha = 0.095.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert float(agreement.alpha(table(first, second))) == pytest.approx(0.095, abs=0.0005)


def test_ac1_of_gwets_extreme_example():
    # Gwet (2008): 118 agree on presence, 5 and 2 apart, none agree on absence of 125: kappa near zero, AC1 near 0.94.
    extreme = counts(118, 5, 2, 0)
    assert float(agreement.kappa(extreme)) == pytest.approx(-0.0234, abs=0.0005)
    assert float(agreement.ac1(extreme)) == pytest.approx(0.9408, abs=0.0005)


def table(first, second):
    pairs = list(zip(first, second, strict=True))
    return counts(*(pairs.count(pair) for pair in ((1, 1), (1, 0), (0, 1), (0, 0))))


@given(tables)
def test_alpha_equals_the_library_krippendorff(numbers):
    import krippendorff

    both, one, two, none = numbers
    data = np.array([[1] * (both + one) + [0] * (two + none), [1] * both + [0] * one + [1] * two + [0] * none])
    if len(np.unique(data)) < 2:
        return
    ours = float(agreement.alpha(counts(*numbers)))
    assert ours == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"))


def test_kappa_and_alpha_equal_nltks():
    segments = [f"s{n}" for n in range(30)]
    first, second = set(segments[:12]), set(segments[5:15])
    ours = agreement.compare([("t", s) for s in segments], first, second, draws=1)
    kappa, alpha = agreement.nltk_kappa_alpha(segments, first, second)
    assert (ours.kappa.value, ours.alpha.value) == pytest.approx((kappa, alpha))


@given(tables)
def test_who_is_first_does_not_matter(numbers):
    both, one, two, none = numbers
    for measure in (agreement.percent, agreement.positive, agreement.kappa, agreement.alpha, agreement.ac1):
        here, there = measure(counts(both, one, two, none)), measure(counts(both, two, one, none))
        assert float(here) == pytest.approx(float(there), nan_ok=True)


def test_positive_agreement_is_not_lifted_by_uncoded_text():
    assert agreement.positive(counts(5, 5, 5, 10)) == agreement.positive(counts(5, 5, 5, 10_000))
    assert agreement.percent(counts(5, 5, 5, 10_000)) > 0.99


def test_intervals_resample_transcripts_not_segments():
    # In each transcript the coders agree wholly or not at all, so the interval must be wide although there are
    # many segments.
    tables = {"a": counts(100, 0, 0, 100), "b": counts(0, 100, 100, 0)}
    found = agreement.summarise(tables)
    assert found.percent.low == 0 and found.percent.high == 1


def test_the_same_data_give_the_same_interval():
    tables = {"a": counts(10, 2, 3, 50), "b": counts(4, 4, 1, 30), "c": counts(9, 0, 3, 20)}
    assert agreement.summarise(tables) == agreement.summarise(dict(reversed(tables.items())))


def test_nothing_to_compare_is_not_a_number():
    assert np.isnan(agreement.compare([], set(), set(), draws=10).kappa.value)


def test_ordinal_alpha_punishes_far_apart_more_than_near():
    near = agreement.status_alpha([(0, 1), (1, 2), (0, 0), (2, 2), (1, 1)])
    far = agreement.status_alpha([(0, 2), (1, 1), (0, 2), (2, 2), (1, 1)])
    assert near > far
    assert np.isnan(agreement.status_alpha([(1, 1), (1, 1)]))
