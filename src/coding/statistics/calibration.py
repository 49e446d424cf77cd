"""How far a score is to be trusted, learned from decisions: what share of suggestions of this score coders accept.

Logistic regression on the score's log-odds, the indicator and the kind of suggestion (scikit-learn), cross-validated
by transcript: a suggestion's probability comes from a model that has not seen its transcript, so nothing is judged by
what it was trained on. For transcripts that nobody has read yet, one model of all that were read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coding.files import Row
from coding.statistics.bootstrap import Array

# Fewer decided suggestions, or fewer transcripts, teach nothing.
LEAST_SUGGESTIONS, LEAST_TRANSCRIPTS = 100, 3
BINS = 10


@dataclass(frozen=True)
class Bin:
    """Suggestions whose probability lies in one tenth: how many, their mean probability, the share accepted."""

    count: int
    mean: float
    share: float


@dataclass(frozen=True)
class Calibration:
    """accepted: what coders decided on each suggestion; score: before, probability: after (by a model that has not
    seen its transcript)."""

    accepted: Array
    score: Array
    probability: Array
    model: Any
    codes: Sequence[str]

    def predict(self, suggestions: Sequence[Row]) -> Array:
        """The probability that a coder accepts, for suggestions of transcripts that nobody has read."""
        result: Array = self.model.predict_proba(_features(suggestions, self.codes))[:, 1]
        return result


def calibrate(suggestions: Sequence[Row], accepted: Sequence[bool], codes: Sequence[str]) -> Calibration | None:
    """Learn from suggestions (rows of suggestions.csv, weak ones too) and what coders decided on each.

    None when there is too little to learn from: fewer than 100 suggestions or three transcripts, or none accepted.
    """
    transcripts = [row["transcript"] for row in suggestions]
    labels = np.array(accepted, dtype=float)
    if (
        len(labels) < LEAST_SUGGESTIONS
        or len(set(transcripts)) < LEAST_TRANSCRIPTS
        or not 0 < labels.sum() < len(labels)
    ):
        return None
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    features = _features(suggestions, codes)
    model = LogisticRegression(max_iter=1_000)
    folds = GroupKFold(min(10, len(set(transcripts))))
    held_out = cross_val_predict(model, features, labels, groups=transcripts, cv=folds, method="predict_proba")[:, 1]
    score = np.array([float(row["score"]) for row in suggestions])
    return Calibration(labels, score, held_out, model.fit(features, labels), codes)


def _features(suggestions: Sequence[Row], codes: Sequence[str]) -> Array:
    rows = []
    for row in suggestions:
        score = min(max(float(row["score"]), 0.01), 0.99)
        own = not row["keyword"].startswith(("question: ", "turn: ", "heading: "))
        rows.append([math.log(score / (1 - score)), float(own), *(float(row["indicator"] == code) for code in codes)])
    return np.array(rows)


def reliability(predicted: Array, accepted: Array) -> list[Bin]:
    """The points of a reliability plot: one a tenth of the scale that holds anything."""
    places = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return [
        Bin(int(mine.sum()), float(predicted[mine].mean()), float(accepted[mine].mean()))
        for number in range(BINS)
        if (mine := places == number).any()
    ]


def brier(predicted: Array, accepted: Array) -> float:
    """Mean squared distance of probability and outcome (Brier 1950): 0 is perfect.

    >>> brier(np.array([0.9, 0.2]), np.array([1.0, 0.0]))
    0.025
    """
    return round(float(np.mean((predicted - accepted) ** 2)), 12)


def decided(
    suggestions: Sequence[Row], coded: Mapping[tuple[str, str], str], read: set[str]
) -> tuple[list[Row], list[bool]]:
    """Of transcripts that a coder read to the end, each suggestion and whether its segment has the indicator."""
    kept = [row for row in suggestions if row["transcript"] in read]
    return kept, [(row["segment"], row["indicator"]) in coded for row in kept]
