"""Krippendorff's alpha of many coders: published values, the library, and how far apart counts."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.intercoder import coincidences

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C, also in Content Analysis (2013), ch. 12: four
# observers, twelve units, values missing. Alpha is 0.743 nominal, 0.815 ordinal and 0.849 interval.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = [[value - 1 for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]


def value(units, values, *, ordinal):
    return float(coincidences.alpha(coincidences.coincidences(coincidences.counted(units, values)), ordinal=ordinal))


@pytest.mark.parametrize(("ordinal", "published"), [(False, 0.743), (True, 0.815)])
def test_krippendorffs_four_observers(ordinal, published):
    assert value(UNITS, 5, ordinal=ordinal) == pytest.approx(published, abs=0.0005)
    counted = {"a": coincidences.counted(UNITS, 5)}
    assert coincidences.estimate(counted, ordinal=ordinal).value == pytest.approx(published, abs=0.0005)


def test_the_library_gives_the_published_values_too():
    data = [[np.nan if one is None else one for one in line] for line in OBSERVERS]
    for level, published in (("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)):
        assert krippendorff.alpha(data, level_of_measurement=level) == pytest.approx(published, abs=0.0005)


def test_krippendorffs_binary_example():
    # The same paper, section A: two observers, ten units, alpha 0.095.
    first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert value(list(zip(first, second, strict=True)), 2, ordinal=False) == pytest.approx(0.095, abs=0.0005)


units = st.lists(st.lists(st.integers(0, 2), max_size=4), min_size=1, max_size=25)


@given(units, st.booleans())
def test_our_arithmetic_equals_the_librarys(given_units, ordinal):
    counts = coincidences.counted(given_units, 3)
    if (coincidences.coincidences(counts).sum(axis=0) > 0).sum() < 2:
        assert np.isnan(value(given_units, 3, ordinal=ordinal))
        return
    level = "ordinal" if ordinal else "nominal"
    library = krippendorff.alpha(value_counts=counts, level_of_measurement=level)
    assert value(given_units, 3, ordinal=ordinal) == pytest.approx(library)


def test_ordinal_alpha_punishes_far_apart_more_than_near():
    near = value([[0, 1], [1, 2], [0, 0], [2, 2], [1, 1]], 3, ordinal=True)
    far = value([[0, 2], [1, 1], [0, 2], [2, 2], [1, 1]], 3, ordinal=True)
    assert near > far


def test_the_interval_holds_the_figure_and_resamples_transcripts():
    whole = {name: coincidences.counted(UNITS, 5) for name in "abc"}
    found = coincidences.estimate(whole, ordinal=True)
    assert found.low == pytest.approx(found.high)  # three transcripts alike: resampling them changes nothing
    mixed = {"a": coincidences.counted([[0, 0], [2, 2]] * 9, 3), "b": coincidences.counted([[0, 2], [2, 0]] * 9, 3)}
    found = coincidences.estimate(mixed, ordinal=True)
    assert found.low < found.value < found.high == pytest.approx(1)


def test_nothing_to_compare_is_not_a_number():
    for clusters in ({}, {"a": coincidences.counted([], 3)}, {"a": coincidences.counted([[1], [1, 1]], 3)}):
        assert np.isnan(coincidences.estimate(clusters, ordinal=True).value)
