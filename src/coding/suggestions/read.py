"""One sentence as the engine reads it: its keywords, its cues, and what it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from coding.codebooks.codes import Codebook, Keyword
from coding.language.keywords import Hit, Matcher, longest
from coding.language.words import Words
from coding.suggestions.relevance import NOTHING, Mass, weigh
from coding.suggestions.status import Sentence, asks, prepare

# From this weight on a keyword's words do not count as words of another matter.
SPEAKS_FOR_ITSELF = 0.5


class Reading:
    """What is found in one piece of text; what is not always needed is worked out when first asked for."""

    def __init__(self, text: str, codebook: Codebook, matcher: Matcher[tuple[Keyword, bool]]) -> None:
        self.text, self.codebook = text, codebook
        self.words = Words(text)
        self._allowed = _allowed(matcher.find(self.words))
        # What it speaks of; words that are keywords here do not speak against themselves.
        self.mass = weigh(self.words, codebook.relevance, spared=_places(self._allowed))

    @cached_property
    def small_talk(self) -> bool:
        """Whether the words are only those of greeting, thanks, hesitation and address."""
        return self.codebook.relevance.is_small_talk(self.words)

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question."""
        return asks(self.words, self.codebook.status_cues)

    @cached_property
    def sentence(self) -> Sentence:
        return prepare(self.words, self.codebook.status_cues)

    def hits(self, around: Mass = NOTHING) -> dict[str, list[Hit[Keyword]]]:
        """Indicator → its keyword occurrences; where they overlap the longest, then the first, then the first in the
        codebook.

        around: what the question speaks of.
        """
        kept: dict[str, list[Hit[Keyword]]] = {}
        for hit in self._allowed:
            keyword = hit.key[0]
            if self._near(hit, keyword, around):
                kept.setdefault(keyword.indicator, []).append(Hit(keyword, hit.first, hit.last))
        return {code: longest(hits) for code, hits in kept.items()}

    def _near(self, hit: Hit[Any], keyword: Keyword, around: Mass) -> bool:
        if not keyword.near:
            return True
        places = [
            place for name, place in self.mass.groups if name == keyword.near and not hit.first <= place <= hit.last
        ]
        if keyword.within:
            return any(hit.first - keyword.within <= place <= hit.last + keyword.within for place in places)
        return bool(places) or any(name == keyword.near for name, _ in around.groups)


def _places(hits: list[Hit[tuple[Keyword, bool]]]) -> set[int]:
    places = set[int]()
    for hit in hits:
        if hit.key[0].weight > SPEAKS_FOR_ITSELF:
            places.update(range(hit.first, hit.last + 1))
    return places


def _allowed(found: list[Hit[tuple[Keyword, bool]]]) -> list[Hit[tuple[Keyword, bool]]]:
    """Keyword occurrences that no exception drops."""
    cut = [hit for hit in found if not hit.key[1]]
    if not cut:
        return found
    return [hit for hit in found if hit.key[1] and not any(_cuts(exception, hit) for exception in cut)]


def _cuts(exception: Hit[tuple[Keyword, bool]], hit: Hit[tuple[Keyword, bool]]) -> bool:
    """An exception drops a hit of its keyword that it overlaps, unless the hit has the whole exception in it."""
    return exception.key[0] is hit.key[0] and exception.overlaps(hit) and not hit.holds(exception)


def strongest(hits: Sequence[Hit[Keyword]]) -> tuple[float, str]:
    """Noisy or over the different keywords of one indicator in one sentence, and the name of the weightiest."""
    weights: dict[str, float] = {}
    for hit in hits:
        weights[hit.key.name] = max(weights.get(hit.key.name, 0.0), hit.key.weight)
    miss = 1.0
    for weight in weights.values():
        miss *= 1 - weight
    return 1 - miss, max(weights, key=lambda name: (weights[name], name))
