"""Elusion: exact limits, their cover, and a sample that stays the same."""

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coding.statistics import elusion


def tail_limits(relevant, judged, population):
    """The limits by trying every total, in fractions: scipy's tails are not sure on which side of 1/40 a tie falls."""

    def tail(total, numbers):
        ways = sum(
            math.comb(total, k) * math.comb(population - total, judged - k)
            for k in numbers
            if judged - k <= population - total
        )
        return Fraction(ways, math.comb(population, judged))

    held = [
        total
        for total in range(population + 1)
        if tail(total, range(relevant, judged + 1)) > Fraction(1, 40)
        and tail(total, range(relevant + 1)) > Fraction(1, 40)
    ]
    assert held == list(range(held[0], held[-1] + 1))
    return held[0], held[-1]


def test_limits_of_a_published_example():
    # The README of the R package samplingbook (Kauermann and Küchenhoff, Stichproben, 2010), Sprop(m=45, n=100, N=300),
    # prints 110 and 161: the first totals that the sample speaks against. The interval holds those between.
    low, high = elusion.limits(45, 100, 300)
    assert (low - 1, high + 1) == (110, 161)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_limits_equal_those_found_by_trying_every_total(data):
    population = data.draw(st.integers(1, 60))
    judged = data.draw(st.integers(1, population))
    relevant = data.draw(st.integers(0, judged))
    assert elusion.limits(relevant, judged, population) == tail_limits(relevant, judged, population)


@pytest.mark.parametrize(("population", "judged"), [(40, 7), (120, 30), (90, 60)])
def test_the_cover_is_at_least_95_per_cent_whatever_the_truth(population, judged):
    limits = [elusion.limits(k, judged, population) for k in range(judged + 1)]
    for total in range(population + 1):
        cover = sum(
            hypergeom.pmf(k, population, total, judged)
            for k in range(judged + 1)
            if math.comb(total, k) * math.comb(population - total, judged - k) and limits[k][0] <= total <= limits[k][1]
        )
        assert cover >= 0.95


def test_the_interval_covers_the_truth_in_repeated_seeded_draws():
    names = [f"s{n:04d}" for n in range(3_000)]
    relevant = set(random.Random(1).sample(names, 300)) | {"found"}
    draws = 600
    held = 0
    for seed in range(draws):
        found = elusion.estimate([*names, "found"], {"found"}, set(names), relevant, size=200, seed=seed)
        held += found.missed.low <= 300 <= found.missed.high
        assert found.recall.low <= found.recall.value <= found.recall.high
    assert held / draws >= 0.95


def test_the_sample_knows_neither_order_nor_size():
    names = [f"s{n}" for n in range(500)]
    shuffled = random.Random(3).sample(names, len(names))
    assert elusion.sample(names, 40) == elusion.sample(shuffled, 40) == elusion.sample(names * 2, 40)
    assert elusion.sample(names, 90)[:40] == elusion.sample(names, 40)
    assert elusion.sample(names, 40, seed=1) != elusion.sample(names, 40, seed=2)
    # Later additions come between, but those drawn keep their order.
    more = elusion.sample([*names, "new"], 500)
    assert [name for name in more if name in set(names)][:40] == elusion.sample(names, 40)


def test_every_segment_is_drawn_about_equally_often():
    names = [f"s{n}" for n in range(50)]
    drawn = [name for seed in range(800) for name in elusion.sample(names, 10, seed)]
    times = [drawn.count(name) for name in names]
    # Each is expected 160 times, with a standard deviation of some 11.
    assert min(times) > 110 and max(times) < 210


def test_only_judged_segments_of_the_sample_count():
    names = [f"s{n}" for n in range(100)]
    order = elusion.sample(names, 10)
    judged = {order[0], order[3], *elusion.sample(names, 100)[10:]}
    found = elusion.estimate([*names, "hit", "open"], {"hit", "open"}, judged, {order[3], "hit"}, size=10)
    assert (found.without, found.judged, found.relevant, found.suggested_relevant) == (100, 2, 1, 1)
    assert (found.passed_over, found.unreviewed) == (2, 1)


def test_all_judged_leaves_nothing_to_chance():
    found = elusion.from_counts(without=50, judged=50, relevant=5, suggested_relevant=15)
    assert (found.missed.low, found.missed.value, found.missed.high) == (5, 5, 5)
    assert (found.recall.low, found.recall.value, found.recall.high) == (0.75, 0.75, 0.75)


def test_nothing_judged_and_nothing_there_is_not_a_number():
    for found in (elusion.estimate([], set(), set(), set()), elusion.estimate(["a"], set(), set(), set())):
        assert math.isnan(found.share.value) and math.isnan(found.recall.high)
    none = elusion.from_counts(without=9, judged=9, relevant=0, suggested_relevant=0)
    assert none.share.value == 0 and math.isnan(none.recall.value)
