"""Agreement of a whole class: every pair, and the sentences on which the class is most divided."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coding.files import Row
from coding.intercoder import agreement
from coding.intercoder.double_coding import DoubleCoding
from coding.statistics.bootstrap import Array
from coding.teaching.material import TEACHER


@dataclass(frozen=True)
class PairAgreement:
    """Two coders on one transcript, or on all that both finished (transcript ""): every decision on a segment and an
    indicator counts alike. counts: both, only the first, only the second, neither."""

    first: str
    second: str
    transcript: str
    counts: tuple[int, int, int, int]
    percent: float
    kappa: float
    ac1: float


def pairs(double: DoubleCoding, codes: Sequence[str], teacher: str = TEACHER) -> list[PairAgreement]:
    """All pairs on each transcript and on all together; by name, the teacher behind the students."""
    by_transcript = {name: tables(double, name, codes) for name in double.readers}
    found = []
    for first, second in combinations(sorted(double.coders, key=lambda name: (name == teacher, name)), 2):
        shared = {name: table[first, second] for name, table in by_transcript.items() if (first, second) in table}
        for transcript, counts in [*shared.items(), ("", sum(shared.values(), np.zeros(4)))]:
            if counts.sum():
                found.append(_pair(first, second, transcript, counts))
    return found


def _pair(first: str, second: str, transcript: str, counts: Array) -> PairAgreement:
    percent, kappa, ac1 = (float(measure(counts)) for measure in (agreement.percent, agreement.kappa, agreement.ac1))
    both, only_first, only_second, neither = (int(number) for number in counts)
    return PairAgreement(first, second, transcript, (both, only_first, only_second, neither), percent, kappa, ac1)


def tables(double: DoubleCoding, transcript: str, codes: Sequence[str]) -> dict[tuple[str, str], Array]:
    """(first, second) → both, only first, only second, neither; all pairs at once, as products of 0-1 matrices."""
    readers = double.readers[transcript]
    keys = [(row["segment"], code) for row in double.of([transcript]) for code in codes]
    given = np.array([[float(key in double.given[coder]) for key in keys] for coder in readers])
    both, sums = given @ given.T, given.sum(axis=1)
    return {
        (readers[a], readers[b]): np.array(
            [both[a, b], sums[a] - both[a, b], sums[b] - both[a, b], len(keys) - sums[a] - sums[b] + both[a, b]]
        )
        for a in range(len(readers))
        for b in range(len(readers))
    }


@dataclass(frozen=True)
class Division:
    """A sentence and how it divides the students. entropy: in bits, of the sets of codes given; 0 when all agree.
    answers: which students gave which codes with which statuses, the most frequent first."""

    segment: Row
    readers: int
    entropy: float
    answers: tuple[tuple[tuple[tuple[str, str], ...], tuple[str, ...]], ...]


def divisions(double: DoubleCoding, teacher: str = TEACHER) -> list[Division]:
    """Sentences by how much they divide the class: by codes (Shannon's entropy), then by status; undivided ones left out."""
    found = []
    for row in double.segments:
        readers = [name for name in double.readers[row["transcript"]] if name != teacher]
        held = {name: answer(double, name, row["segment"]) for name in readers}
        by_code = Counter(tuple(code for code, _ in given) for given in held.values())
        whole = Counter(held.values())
        if len(whole) > 1:
            answers = sorted(whole, key=lambda one: (-whole[one], one))
            who = tuple((one, tuple(name for name in readers if held[name] == one)) for one in answers)
            found.append((entropy(by_code), entropy(whole), Division(row, len(readers), entropy(by_code), who)))
    found.sort(key=lambda one: (-round(one[0], 9), -round(one[1], 9), one[2].segment["segment"]))
    return [one for _, _, one in found]


def answer(double: DoubleCoding, coder: str, segment: str) -> tuple[tuple[str, str], ...]:
    """(code, status) of all that a coder gave a sentence; empty for nothing."""
    return tuple(sorted((key[1], one.status) for key, one in double.given[coder].items() if key[0] == segment))


def entropy(counted: Counter[tuple[str, ...]] | Counter[tuple[tuple[str, str], ...]]) -> float:
    """Shannon's entropy in bits.

    >>> entropy(Counter({("1",): 2, (): 2}))
    1.0
    """
    total = counted.total()
    return -sum(number / total * math.log2(number / total) for number in counted.values()) + 0.0
