"""Each statistic against a published example or an independent implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.intercoder import agreement

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


# Tables of two raters, both / only first / only second / neither.
# Feinstein and Cicchetti (1990), High agreement but low kappa, doi:10.1016/0895-4356(90)90158-L;
# the tables and their kappas as Gerstman, Epidemiology Kept Simple, table 10.6, quotes them.
EVEN, PARADOX = counts(40, 9, 6, 45), counts(80, 10, 5, 5)
# Gwet (2008), doi:10.1348/000711006X126600: 118 agree on presence, 5 and 2 apart, none agree on absence.
EXTREME = counts(118, 5, 2, 0)


def test_the_paradox_of_kappa_by_feinstein_and_cicchetti():
    for one, kappa in ((EVEN, 0.70), (PARADOX, 0.32)):
        assert float(agreement.percent(one)) == pytest.approx(0.85)
        assert float(agreement.kappa(one)) == pytest.approx(kappa, abs=0.005)


def test_ac1_of_gwets_extreme_example():
    assert float(agreement.kappa(EXTREME)) == pytest.approx(-0.0234, abs=0.0005)
    assert float(agreement.ac1(EXTREME)) == pytest.approx(0.9408, abs=0.0005)


@pytest.mark.parametrize(
    ("one", "ac1", "kappa", "alpha"),
    [
        (EXTREME, 0.94078, -0.02339, -0.02469),
        (EVEN, 0.70075, 0.69952, 0.70075),
        (PARADOX, 0.808, 0.31818, 0.31771),
        (counts(161, 20, 22, 2068), 0.97831, 0.87456, 0.87459),
    ],
)
def test_all_three_equal_those_of_irrcac(one, ac1, kappa, alpha):
    # Printed by irrCAC 0.4.4 (the Python port of Gwet's R package), CAC(...).gwet(), .conger(), .krippendorff(). It is
    # no dependency: it asks for one old version of scipy.
    found = [float(measure(one)) for measure in (agreement.ac1, agreement.kappa, agreement.alpha)]
    assert found == pytest.approx([ac1, kappa, alpha], abs=0.00001)


def test_kappa_and_alpha_of_krippendorffs_digitised_example():
    # Krippendorff (1995), doi:10.2307/271061, p. 57, example A cut into 24 equal units, two observers: kappa 0.385,
    # alpha 0.329 (as the tests of DKPro Statistics quote them).
    bertha = [0, 0, *[1] * 8, *[0] * 4, *[1] * 6, *[0] * 4]
    bill = [*[0] * 4, *[1] * 4, *[0] * 7, 1, 1, *[0] * 7]
    assert float(agreement.kappa(table(bertha, bill))) == pytest.approx(0.385, abs=0.001)
    assert float(agreement.alpha(table(bertha, bill))) == pytest.approx(0.329, abs=0.001)


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


def test_all_codes_pooled_are_the_sum_of_their_tables():
    first, second = {"a": counts(1, 2, 3, 4)}, {"a": counts(5, 0, 0, 5), "b": counts(1, 1, 1, 1)}
    found = agreement.pooled([first, second])
    assert {name: list(one) for name, one in found.items()} == {"a": [6, 2, 3, 9], "b": [1, 1, 1, 1]}
    assert agreement.summarise(found).segments == 24


def test_transcripts_are_counted_only_where_somebody_gave_the_code():
    found = agreement.summarise({"a": counts(0, 0, 0, 9), "b": counts(0, 1, 0, 9), "c": counts(2, 0, 0, 9)})
    assert (found.transcripts, found.either) == (2, 3)


def test_one_transcript_alone_gives_no_interval():
    found = agreement.summarise({"a": counts(10, 2, 3, 50)}).kappa
    assert found.value > 0 and np.isnan(found.low) and np.isnan(found.high)
