"""Patterns compiled to one matcher: many phrases found at once, with exact offsets.

A word of the text is looked up once in its life: what it can be (which words of which patterns) is worked out when its
form is first met and kept. A sentence none of whose words begins a phrase is left after that look-up; in the others
each candidate phrase is checked word by word. No text is stemmed or changed, so offsets are those of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, TypeVar

from coding.language.lexicon import Entries, Entry, Lexicon, Looks, Start
from coding.language.patterns import Part, Phrase, anchors, compound
from coding.language.words import Words

Key = TypeVar("Key", bound=Hashable)

# Particles that may stand between two words of a phrase, beside its gap.
MAX_PARTICLES = 4


class Hit(NamedTuple, Generic[Key]):
    """A phrase found: words ``first`` to ``last`` (both included) of the list searched."""

    key: Key
    first: int
    last: int

    def overlaps(self, other: Hit[Any]) -> bool:
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Hit[Any]) -> bool:
        """Whether this is the longer and has all of the other in it."""
        longer = self.last - self.first > other.last - other.first
        return longer and self.first <= other.first and other.last <= self.last


class _Compiled(NamedTuple, Generic[Key]):
    """A phrase as units with the gaps before them; acronym: one of its words must be in capitals."""

    key: Key
    units: tuple[int, ...]
    needs: frozenset[int]
    gaps: tuple[int, ...]
    acronym: bool


class Matcher(Generic[Key]):
    """Finds many phrases at once; `phrases` are pairs of a phrase and the key that its hits carry.

    exceptions: phrases that are found beside the others, but are not worth a look by themselves. variants: other
    spellings of a word count as the word.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[Phrase, Key]],
        exceptions: Iterable[tuple[Phrase, Key]] = (),
        *,
        variants: bool = True,
    ) -> None:
        lexicon = Lexicon(variants=variants)
        self._phrases: list[_Compiled[Key]] = []
        anchored: dict[int, list[Start]] = defaultdict(list)
        for listed, counts in ((phrases, True), (exceptions, False)):
            for phrase, key in listed:
                units = tuple(lexicon.number(part) for part in phrase)
                first, second = anchors(phrase)
                start = Start(len(self._phrases), first, None if second is None else units[second], counts)
                anchored[units[first]].append(start)
                self._add(key, units, tuple(part.gap for part in phrase), lexicon)
                if joined := compound(phrase):
                    unit = lexicon.number(Part(joined, "inflected"), compound_of=True)
                    anchored[unit].append(Start(len(self._phrases), 0, None, counts))
                    self._add(key, (unit,), (0,), lexicon)
        self._entries = Entries(lexicon, dict(anchored))
        # Whether any phrase may be in a text: a quick look that never misses one.
        self.touches: Callable[[str], bool] = Looks(self._entries).touch
        self._capitals = lexicon.capitals

    def _add(self, key: Key, units: tuple[int, ...], gaps: tuple[int, ...], lexicon: Lexicon) -> None:
        acronym = any(unit in lexicon.capitals for unit in units)
        self._phrases.append(_Compiled(key, units, frozenset(units), gaps, acronym))

    def find(self, words: Words) -> list[Hit[Key]]:
        """Every occurrence of every phrase, overlapping ones too, in the order of their anchors, then of the phrases."""
        entries = list(map(self._entries.__getitem__, words.forms))
        found: list[Hit[Key]] = []
        here = None
        for place in [place for place, entry in enumerate(entries) if entry.alone or entry.longer]:
            entry = entries[place]
            for start in entry.alone:
                phrase = self._phrases[start.phrase]
                if not phrase.acronym or self._in_capitals(phrase.units[0], words, place):
                    found.append(Hit(phrase.key, place, place))
            if entry.longer:
                if here is None:
                    here = frozenset[int]().union(*[one.units for one in entries])
                met = entry.longer.keys() & here
                for start in sorted(start for second in met for start in entry.longer[second]) if met else ():
                    if hit := self._whole(self._phrases[start.phrase], start.at, here, entries, words, place):
                        found.append(hit)
        return found

    def _whole(
        self,
        phrase: _Compiled[Key],
        at: int,
        here: AbstractSet[int],
        entries: Sequence[Entry],
        words: Words,
        place: int,
    ) -> Hit[Key] | None:
        """The phrase whose word `at` is at `place`, if its other words stand where they should. here: all units."""
        if not phrase.needs <= here or (phrase.acronym and not self._in_capitals(phrase.units[at], words, place)):
            return None
        first = self._reach(phrase, at, -1, entries, words, place)
        last = None if first is None else self._reach(phrase, at, 1, entries, words, place)
        return None if first is None or last is None else Hit(phrase.key, first, last)

    def _in_capitals(self, unit: int, words: Words, place: int) -> bool:
        """Whether a word that may be the unit is written as it asks: an acronym in capitals."""
        letters = self._capitals.get(unit)
        return letters is None or words.written[place][:letters].isupper()

    def _reach(
        self, phrase: _Compiled[Key], at: int, step: int, entries: Sequence[Entry], words: Words, place: int
    ) -> int | None:
        """The place of the phrase's last word (step 1) or first word (step -1), the nearest there is, when part `at`
        stands at `place`; None when the others do not follow. All ways are followed at once, part by part, so that no
        pattern can run away; particles between the words do not count."""
        places = [place]
        for part in range(at + step, len(phrase.units) if step > 0 else -1, step):
            unit, gap = phrase.units[part], phrase.gaps[part if step > 0 else part + 1]
            reached: list[int] = []
            for one in places:
                near, words_left, particles_left = one + step, gap, MAX_PARTICLES
                while words_left >= 0 and 0 <= near < len(entries):
                    entry = entries[near]
                    if unit in entry.units and (not phrase.acronym or self._in_capitals(unit, words, near)):
                        reached.append(near)
                    if entry.particle and particles_left:
                        particles_left -= 1
                    else:
                        words_left -= 1
                    near += step
            if not reached:
                return None
            places = reached if len(reached) == 1 else sorted(set(reached), reverse=step < 0)
        return places[0]


def longest(hits: Iterable[Hit[Key]]) -> list[Hit[Key]]:
    """Of hits that overlap, the longest, then the first; in the order of the text."""
    kept: list[Hit[Key]] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if not any(hit.overlaps(other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
