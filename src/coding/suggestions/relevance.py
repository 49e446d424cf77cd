"""How much a piece of text speaks of the codebook's matter at all, by its own words (no corpus is needed)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from coding.codebooks.codes import Matter, Relevance
from coding.language.keywords import Hit
from coding.language.words import Words


class Mass(NamedTuple):
    """Weight of words on the matter and on other matters, and the groups of words that occur."""

    about: float
    other: float
    groups: tuple[tuple[str, int], ...]

    def __add__(self, mass: object) -> Mass:
        assert isinstance(mass, Mass)
        return Mass(self.about + mass.about, self.other + mass.other, self.groups + mass.groups)

    def times(self, factor: float) -> Mass:
        return Mass(self.about * factor, self.other * factor, ())


NOTHING = Mass(0.0, 0.0, ())


def weigh(words: Words, relevance: Relevance, *, spared: AbstractSet[int] = frozenset()) -> Mass:
    """Each different word or phrase counts once. spared: places of words that do not speak of another matter."""
    hits = relevance.matcher.find(words)
    if not hits:
        return NOTHING
    groups = tuple((hit.key[0], hit.first) for hit in hits if isinstance(hit.key[0], str))
    about: set[tuple[str, ...]] = set()
    other: dict[tuple[str, ...], float] = {}
    cut = [hit for hit in hits if not hit.key[1]]
    for hit in hits:
        matter, counts = hit.key
        if not counts or not isinstance(matter, Matter) or any(_cuts(exception, hit) for exception in cut):
            continue
        said = tuple(words.forms[hit.first : hit.last + 1])
        if matter.about:
            about.add(said)
        elif not spared or not spared >= set(range(hit.first, hit.last + 1)):
            other[said] = max(other.get(said, 0.0), matter.weight)
    return Mass(float(len(about)), sum(other.values()), groups)


def _cuts(exception: Hit[tuple[Matter | str, bool]], hit: Hit[tuple[Matter | str, bool]]) -> bool:
    return exception.key[0] is hit.key[0] and exception.overlaps(hit)
