"""Indicators in one turn: the exact common odds ratio against printed and independent values, and what is a relation."""

from __future__ import annotations

import math
import random
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

from coding.statistics import strata
from coding.statistics.cooccurrence import indicators_by_turn, pairs, tables
from coding.statistics.multiple_testing import holm

# Cured and died, injected at once or after 1.5 hours, by level of penicillin: Agresti (1990), pp. 231-237, and the
# example of R's mantelhaen.test.
RABBITS = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)]
fourfold = st.tuples(*[st.integers(0, 7)] * 4)


def test_rabbits_have_the_odds_ratio_and_p_that_r_prints():
    # R: common odds ratio 10.36102, p = 0.0399449; its root is found to four digits only.
    found = strata.common(RABBITS)
    assert found.ratio.value == pytest.approx(10.36102, rel=1e-4)
    assert found.p == pytest.approx(0.0399449, abs=1e-7)
    assert found.both == 16
    assert found.strata == 3


@settings(deadline=None)
@given(fourfold)
def test_one_stratum_is_fisher_and_the_conditional_odds_ratio_of_scipy(table):
    a, b, c, d = table
    assume(min(a + b, c + d, a + c, b + d) > 0)
    found = strata.common([table])
    assert found.p == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, abs=1e-9)
    theirs = odds_ratio([[a, b], [c, d]], kind="conditional")
    bounds = theirs.confidence_interval(0.95)
    for mine, other in zip(
        (found.ratio.value, found.ratio.low, found.ratio.high), (theirs.statistic, bounds.low, bounds.high), strict=True
    ):
        assert mine == pytest.approx(other, rel=1e-5)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 4), min_size=2, max_size=3))
def test_several_strata_are_the_sum_over_all_tables_with_their_margins(drawn):
    # Every combination of tables with the same margins, one by one, weighed by its hypergeometric chances.
    chances: dict[int, float] = {}
    for combined in product(*(list(with_margins(table)) for table in drawn)):
        total = sum(both for both, _ in combined)
        chances[total] = chances.get(total, 0.0) + math.prod(weight for _, weight in combined)
    seen = sum(table[0] for table in drawn)
    whole = sum(chances.values())
    p = sum(weight for weight in chances.values() if weight <= chances[seen] * (1 + 1e-7)) / whole
    found = strata.common(drawn)
    assert found.p == pytest.approx(p, abs=1e-9)
    # The ends of the interval leave a fortieth above and below, the estimate makes what was seen the expected sum.
    if found.ratio.low > 0:
        assert share(chances, found.ratio.low, lambda total: total >= seen) == pytest.approx(0.025, rel=1e-6)
    if found.ratio.high < math.inf:
        assert share(chances, found.ratio.high, lambda total: total <= seen) == pytest.approx(0.025, rel=1e-6)
    if 0 < found.ratio.value < math.inf:
        weights = {total: weight * found.ratio.value**total for total, weight in chances.items()}
        mean = sum(total * weight for total, weight in weights.items()) / sum(weights.values())
        assert mean == pytest.approx(seen)


def share(chances, ratio, counts):
    weights = {total: weight * ratio**total for total, weight in chances.items()}
    return sum(weight for total, weight in weights.items() if counts(total)) / sum(weights.values())


def with_margins(table):
    a, b, c, d = table
    for both in range(max(0, a + c - c - d), min(a + b, a + c) + 1):
        yield both, math.comb(a + b, both) * math.comb(c + d, a + c - both)


@settings(deadline=None)
@given(st.lists(fourfold, min_size=1, max_size=4), st.randoms())
def test_neither_the_order_of_strata_nor_an_empty_one_matters(drawn, shuffler: random.Random):
    shuffled = [*drawn, (0, 0, 0, 0), (4, 0, 3, 0)]
    shuffler.shuffle(shuffled)
    mine, theirs = strata.common(drawn), strata.common(shuffled)
    assert mine.p == theirs.p
    assert repr(mine.ratio) == repr(theirs.ratio)


@settings(deadline=None)
@given(st.lists(fourfold, min_size=1, max_size=3))
def test_exchanging_columns_turns_the_odds_ratio_round(drawn):
    found = strata.common(drawn)
    turned = strata.common([(b, a, d, c) for a, b, c, d in drawn])
    assert turned.p == pytest.approx(found.p)
    if math.isnan(found.ratio.value):
        assert math.isnan(turned.ratio.value)
    else:
        assert inverse(turned.ratio.value) == pytest.approx(found.ratio.value, rel=1e-6)
        assert inverse(turned.ratio.low) == pytest.approx(found.ratio.high, rel=1e-6)


def inverse(value: float) -> float:
    return math.inf if value == 0 else 1 / value


def test_the_interval_holds_what_the_two_tails_of_a_fortieth_leave():
    weights = np.array([0.1, 0.2, 0.3, 0.25, 0.15])
    found = strata._estimate(weights, 2)
    assert strata.tilted(weights, math.log(found.low))[2:].sum() == pytest.approx(0.025)
    assert strata.tilted(weights, math.log(found.high))[:3].sum() == pytest.approx(0.025)


def test_margins_that_leave_one_outcome_are_no_evidence():
    for given_tables in ([], [(0, 0, 0, 0)], [(0, 0, 3, 9)], [(2, 1, 0, 0)]):
        found = strata.common(given_tables)
        assert found.p == 1
        assert math.isnan(found.ratio.value)


def test_what_differs_between_strata_makes_no_relation():
    # Both indicators fill the first transcript and are rare in the second; within each they are independent.
    found = strata.common([(16, 4, 4, 1), (1, 4, 4, 16)])
    pooled = strata.common([(17, 8, 8, 17)])
    assert pooled.p < 0.05 < found.p
    assert found.ratio.value == pytest.approx(1)


def test_holm_multiplies_step_by_step_and_never_falls():
    # By hand: 5 x 0.01, 4 x 0.02, 3 x 0.03; then 2 x 0.04 and 0.05 would fall below 0.09.
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx([0.05, 0.08, 0.09, 0.09, 0.09])


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=12), st.randoms())
def test_holm_never_lowers_a_p_and_follows_its_order(values, shuffler: random.Random):
    adjusted = holm(values)
    assert all(p <= q <= 1 for p, q in zip(values, adjusted, strict=True))
    places = list(range(len(values)))
    shuffler.shuffle(places)
    assert holm([values[n] for n in places]) == [adjusted[n] for n in places]


def corpus(turns: dict[tuple[str, int], str]):
    """Segments and codings of turns: (transcript, number) → the digits of its indicators, one segment each and two."""
    segments, codings = [], []
    for (transcript, number), codes in turns.items():
        for part, said in enumerate((codes[:1], codes[1:])):
            name = f"{transcript}-{number}-{part}"
            segments.append({"segment": name, "transcript": transcript, "turn": str(number)})
            codings += [{"segment": name, "indicator": code} for code in said]
    return segments, codings


def relations(turns, codes="12", transcripts=("A", "B")):
    segments, codings = corpus(turns)
    return pairs(indicators_by_turn(segments, codings, set(transcripts)), list(codes))


def test_indicators_of_two_segments_of_one_turn_stand_together():
    segments, codings = corpus({("A", 2): "12", ("A", 4): "1", ("A", 6): "", ("B", 2): "2", ("C", 2): "12"})
    turns = indicators_by_turn(segments, codings, {"A", "B"})
    assert tables(turns, "1", "2") == {"A": (1, 1, 0, 1), "B": (0, 0, 1, 0)}


def test_a_relation_that_both_universes_show_is_called_one():
    turns = {("A", n): "12" for n in range(20)} | {("A", n): "3" for n in range(20, 40)}
    turns |= {("A", n): "" for n in range(40, 60)}
    [pair, *_] = relations(turns, "123")
    assert (pair.both, pair.verdict) == (20, "together")


def test_what_only_silent_turns_show_is_no_relation():
    # Among all turns the two look related; in those with any coding they are as often apart as together.
    turns = {("A", n): "12" for n in range(8)} | {("A", n): "1" for n in range(8, 12)}
    turns |= {("A", n): "2" for n in range(12, 16)} | {("A", n): "" for n in range(16, 90)}
    [pair] = relations(turns)
    assert pair.all_turns.direction == 1
    assert (pair.coded_turns.direction, pair.verdict) == (0, "not_shown")


def test_what_only_coded_turns_show_is_no_relation():
    turns = {("A", n): "12"[n % 2] for n in range(24)} | {("A", n): "" for n in range(24, 40)}
    [pair] = relations(turns)
    assert pair.coded_turns.direction == -1
    assert pair.both == 0
    few = relations({("A", 1): "1", ("A", 2): "2", ("A", 3): ""})
    assert few[0].verdict == "not_shown"


def test_no_codings_and_no_turns_give_pairs_without_a_relation():
    for turns in ({}, {("A", 1): "", ("A", 2): ""}):
        found = relations(turns, "123")
        assert [(pair.both, pair.verdict) for pair in found] == [(0, "not_shown")] * 3


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("123")), max_size=14), st.randoms())
def test_the_order_of_rows_never_matters(drawn, shuffler: random.Random):
    segments, codings = corpus({("AB"[n % 2], n): "".join(sorted(codes)) for n, codes in enumerate(drawn)})
    mine = pairs(indicators_by_turn(segments, codings, {"A", "B"}), ["1", "2", "3"])
    shuffler.shuffle(segments)
    shuffler.shuffle(codings)
    assert repr(pairs(indicators_by_turn(segments, codings, {"A", "B"}), ["1", "2", "3"])) == repr(mine)
