"""The score of a suggestion: how likely a coder accepts it, from 0 to 1. It needs no training.

A sum of log-odds, one term a piece of evidence, turned into a probability: a points table that can be read and argued
with. The points were set on development material (see docs/en/reference/suggestions.md), rounded, and are not fitted
to a user's data; where a user's own decisions exist, `calibration` learns from them how far the score is to be trusted.
"""

from __future__ import annotations

import math
from typing import NamedTuple

BASE = -2.9
# The informant's own words: that there is a keyword at all, and how much it weighs.
OWN_ANY, OWN = 0.5, 2.0
# The talk: a question or heading, earlier words of the turn, words that follow. With own words they count once, not twice.
QUESTION_ANY, QUESTION, TURN, AFTER, OWN_TWICE = 1.2, 2.5, 3.1, 2.1, -1.2
# What the sentence, its neighbours and its question speak of (log of 1 + weight of words).
ABOUT, OTHER, AROUND_ABOUT, AROUND_OTHER, ASKED_ABOUT, ASKED_OTHER = 0.4, -1.4, 0.2, -1.1, 0.3, -1.8
# Another indicator: stronger words of the sentence, or a topic of the talk.
RIVAL, RIVAL_TOPIC = -1.8, -1.6
LENGTH = 0.3
ASKS = -1.3


class Evidence(NamedTuple):
    """What speaks for one indicator in one sentence; strengths from 0 to 1, masses from 0 up.

    rival: the words for another indicator, where they are stronger than its own.
    """

    own: float = 0.0
    question: float = 0.0
    turn: float = 0.0
    after: float = 0.0
    rival: float = 0.0
    rival_topic: float = 0.0
    about: float = 0.0
    other: float = 0.0
    around_about: float = 0.0
    around_other: float = 0.0
    asked_about: float = 0.0
    asked_other: float = 0.0
    words: int = 0
    asks: bool = False


def score(evidence: Evidence) -> float:
    """The probability that a coder accepts, by the points above.

    >>> score(Evidence(own=1.0, about=2, words=12)) > score(Evidence(own=1.0, other=2, words=12))
    True
    """
    one, log = evidence, math.log1p
    points = BASE + OWN * one.own + OWN_ANY * (one.own > 0)
    points += QUESTION * one.question + QUESTION_ANY * (one.question > 0) + OWN_TWICE * one.own * one.question
    points += TURN * one.turn + AFTER * one.after + RIVAL * one.rival + RIVAL_TOPIC * one.rival_topic
    points += ABOUT * log(one.about) + AROUND_ABOUT * log(one.around_about) + ASKED_ABOUT * log(one.asked_about)
    points += OTHER * log(one.other) + AROUND_OTHER * log(one.around_other) + ASKED_OTHER * log(one.asked_other)
    points += LENGTH * log(one.words) + ASKS * one.asks
    return 1 / (1 + math.exp(-points))
