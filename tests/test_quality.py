"""Precision, recall, status, the reading saved, and how far a score is to be trusted: against published values."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, precision_recall_fscore_support

from coding.evaluation.quality import Sample, fit, share_to_read, status_right, work_saved
from coding.statistics.calibration import Bin, brier, calibrate, decided, reliability

CODES = ("cat", "dog", "pig")


def sample(coded, found, transcripts=None):
    """Segments s0, s1 … with one code each; transcripts: the transcript of each."""
    transcripts = transcripts or ["T"] * len(coded)
    return Sample(
        [(transcript, f"s{number}") for number, transcript in enumerate(transcripts)],
        {(f"s{number}", code): "present" for number, code in enumerate(coded) if code},
        {(f"s{number}", code): (1.0, "present") for number, code in enumerate(found) if code},
    )


def ranked(labels, scores=None):
    """One segment for each label (coded or not), in the order of their score when none is given."""
    scores = scores or [1 - number / len(labels) for number in range(len(labels))]
    return Sample(
        [("T", f"s{number}") for number in range(len(labels))],
        {(f"s{number}", "x"): "present" for number, label in enumerate(labels) if label},
        {(f"s{number}", "x"): (score, "present") for number, score in enumerate(scores) if score},
    )


def test_the_example_of_scikit_learn_has_its_published_values():
    # precision_recall_fscore_support, average="macro", in scikit-learn's reference: 0.22…, 0.33…, 0.26…
    found = fit(sample("cat dog pig cat dog pig".split(), "cat pig dog cat cat dog".split()), CODES, 0.5)["macro"]
    assert found.precision.value == pytest.approx(2 / 9)
    assert found.recall.value == pytest.approx(1 / 3)
    assert found.f1.value == pytest.approx(0.8 / 3)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), min_size=1, max_size=30))
def test_each_code_has_the_values_of_scikit_learn(pairs):
    coded, found = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ours = fit(sample(coded, found), CODES, 0.5, draws=1)
    theirs = precision_recall_fscore_support(coded, found, labels=CODES, zero_division=np.nan)
    for place, code in enumerate(CODES):
        mine = [ours[code].precision.value, ours[code].recall.value, ours[code].f1.value]
        np.testing.assert_allclose(mine[:2], [theirs[0][place], theirs[1][place]])
        if coded.count(code) + found.count(code):
            np.testing.assert_allclose(mine[2], theirs[2][place])
        assert (ours[code].suggested, ours[code].coded) == (found.count(code), coded.count(code))


def test_a_suggestion_below_the_line_is_not_counted():
    shown = ranked([True, False], [0.9, 0.2])
    assert fit(shown, ["x"], 0.28)["x"].precision.value == 1
    assert fit(shown, ["x"], 0.1)["x"].precision.value == 0.5


def test_the_interval_draws_whole_transcripts():
    # All right in one transcript, all wrong in the other: drawn whole, precision is 0, 1/2 or 1.
    two = sample(["cat"] * 50 + ["dog"] * 50, ["cat"] * 100, ["A"] * 50 + ["B"] * 50)
    precision = fit(two, CODES, 0.5)["cat"].precision
    assert (precision.low, precision.value, precision.high) == (0, 0.5, 1)
    one = fit(sample(["cat"] * 50 + ["dog"] * 50, ["cat"] * 100), CODES, 0.5)["cat"].precision
    assert (one.low, one.value, one.high) == (0.5, 0.5, 0.5)


def test_what_was_neither_suggested_nor_coded_has_no_value():
    found = fit(sample(["cat"], ["cat"]), CODES, 0.5)
    assert math.isnan(found["dog"].f1.value)
    assert found["macro"].f1.value == 1


def test_a_status_counts_only_where_both_have_the_code():
    coded = {("s0", "x"): "absent", ("s1", "x"): "present", ("s2", "x"): "partial", ("s3", "y"): "absent"}
    found = {("s0", "x"): (1.0, "absent"), ("s1", "x"): (1.0, "absent"), ("s3", "x"): (1.0, "absent")}
    right = status_right(Sample([("T", f"s{number}") for number in range(4)], coded, found), 0.5)
    assert right.value == 0.5
    assert math.isnan(status_right(Sample([("T", "s0")], {}, {}), 0.5).value)


def test_work_saved_over_sampling_is_that_of_cohen_and_others():
    # WSS@95 = (TN + FN) / N - 0.05 (Cohen et al. 2006): 20 of 100 coded, all on top, 19 to be met: 81 are left unread.
    assert work_saved(ranked([True] * 20 + [False] * 80)) == pytest.approx(0.81 - 0.05)
    # All at the bottom: 99 are read to meet 19.
    assert work_saved(ranked([False] * 80 + [True] * 20)) == pytest.approx(0.01 - 0.05)


def test_what_nothing_was_found_for_is_read_in_random_order():
    # 9 coded among 99 without any score: the k-th is expected at k (n + 1) / (m + 1).
    nothing = ranked([True] * 9 + [False] * 90, [0.0] * 99)
    assert share_to_read(nothing) == pytest.approx(0.95 * 9 * 100 / 10 / 99)
    assert abs(work_saved(nothing)) < 0.15


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=40, unique_by=lambda pair: pair[1]))
def test_the_share_to_read_meets_the_wanted_and_no_more(pairs):
    tried = ranked([label for label, _ in pairs], [score for _, score in pairs])
    order = [label for label, _ in sorted(pairs, key=lambda pair: -pair[1])]
    if not any(order):
        assert math.isnan(share_to_read(tried))
        return
    wanted = 0.95 * sum(order)
    met, read = 0, 0.0
    for label in order:  # the last coded one counts for the share of it that is wanted
        if met + label >= wanted:
            read += (wanted - met) if label else 0
            break
        met, read = met + label, read + 1
    assert share_to_read(tried) == pytest.approx(read / len(order))


# How far a score is to be trusted


def test_the_brier_score_of_scikit_learns_example():
    # brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) is 0.0375 in its reference.
    assert brier(np.array([0.1, 0.9, 0.8, 0.3]), np.array([0.0, 1.0, 1.0, 0.0])) == 0.0375


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=50))
def test_the_brier_score_is_that_of_scikit_learn(pairs):
    predicted, happened = np.array([one for one, _ in pairs]), np.array([float(two) for _, two in pairs])
    assert brier(predicted, happened) == pytest.approx(brier_score_loss(happened, predicted, pos_label=1), abs=1e-9)


def test_the_points_of_a_reliability_plot():
    points = reliability(np.array([0.05, 0.1, 0.19, 1.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    assert points == [Bin(1, 0.05, 0.0), Bin(2, pytest.approx(0.145), 0.5), Bin(1, 1.0, 1.0)]


def rows(number, transcripts, generator):
    """Suggestions of which coders accept what the score says, squared: the score is too high throughout."""
    scores = generator.uniform(0.02, 0.98, number)
    accepted = generator.uniform(size=number) < scores**2
    made = [
        {
            "transcript": f"T{n % transcripts}",
            "score": f"{score:.2f}",
            "indicator": "1",
            "keyword": "rapat",
            "segment": "",
        }
        for n, score in enumerate(scores)
    ]
    return made, [bool(one) for one in accepted]


def test_a_calibration_mends_a_score_that_is_too_high():
    made, accepted = rows(3_000, 10, np.random.default_rng(1))
    learned = calibrate(made, accepted, ["1", "2"])
    assert learned.score.mean() - learned.accepted.mean() > 0.1
    assert abs(learned.probability.mean() - learned.accepted.mean()) < 0.02
    assert brier(learned.probability, learned.accepted) < brier(learned.score, learned.accepted)
    new, _ = rows(5, 1, np.random.default_rng(2))
    assert all(0 < one < float(row["score"]) for one, row in zip(learned.predict(new), new, strict=True))


def test_a_probability_never_comes_from_the_transcript_itself():
    # Each transcript contradicts the others: what was learned from itself would be right, what from others is wrong.
    made = [
        {"transcript": f"T{n % 4}", "score": f"{0.9 if n % 8 < 4 else 0.1}", "indicator": "1", "keyword": "x"}
        for n in range(400)
    ]
    accepted = [(float(row["score"]) > 0.5) != (row["transcript"] == "T0") for row in made]
    learned = calibrate(made, accepted, ["1"])
    own = np.array([row["transcript"] == "T0" for row in made])
    assert brier(learned.probability[own], learned.accepted[own]) > 0.5
    changed = [not one if own[place] else one for place, one in enumerate(accepted)]
    again = calibrate(made, changed, ["1"])
    np.testing.assert_allclose(again.probability[own], learned.probability[own])


@pytest.mark.parametrize(("number", "transcripts"), [(99, 10), (500, 2)])
def test_too_few_decisions_teach_nothing(number, transcripts):
    made, accepted = rows(number, transcripts, np.random.default_rng(1))
    assert calibrate(made, accepted, ["1"]) is None


def test_when_all_or_nothing_is_accepted_nothing_is_learned():
    made, _ = rows(300, 5, np.random.default_rng(1))
    assert calibrate(made, [False] * 300, ["1"]) is None
    assert calibrate(made, [True] * 300, ["1"]) is None


def test_only_transcripts_that_were_read_to_the_end_count():
    made = [
        {"transcript": "A", "segment": "A-1", "indicator": "1"},
        {"transcript": "A", "segment": "A-2", "indicator": "1"},
        {"transcript": "B", "segment": "B-1", "indicator": "1"},
    ]
    coded = {("A-1", "1"): "present", ("B-1", "1"): "present", ("A-2", "2"): "absent"}
    assert decided(made, coded, {"A"}) == (made[:2], [True, False])
