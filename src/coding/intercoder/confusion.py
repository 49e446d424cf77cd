"""Confusion of two coders: which indicator, and which status, one gave where the other gave another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from coding.intercoder.double_coding import Given, Key

NONE = "none"


def indicators(first: Iterable[Key], second: Iterable[Key]) -> Counter[tuple[str, str]]:
    """(indicator by the first, indicator by the second) → segments.

    A segment may hold several indicators. Those that both gave are matched with themselves; what is left over on one
    side meets each left over on the other, or "none" where there is none. Each cell so counts segments once.
    """
    ones, others = _by_segment(first), _by_segment(second)
    counts: Counter[tuple[str, str]] = Counter()
    for segment in ones.keys() | others.keys():
        mine, theirs = ones.get(segment, set()), others.get(segment, set())
        counts.update((code, code) for code in mine & theirs)
        left, right = mine - theirs, theirs - mine
        if left or right:
            counts.update((a, b) for a in left or {NONE} for b in right or {NONE})
    return counts


def statuses(first: Mapping[Key, Given], second: Mapping[Key, Given]) -> Counter[tuple[str, str]]:
    """(status by the first, status by the second) → pairs of segment and indicator that both gave."""
    return Counter((first[key].status, second[key].status) for key in first.keys() & second.keys())


def _by_segment(keys: Iterable[Key]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for segment, code in keys:
        found[segment].add(code)
    return found
