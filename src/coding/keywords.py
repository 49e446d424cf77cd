"""Patterns compiled to one matcher: many phrases found at once, with exact offsets.

A word of the text is looked up once in its life: what it can be (which words of which patterns) is worked out when its
form is first met and kept. A sentence none of whose words begins a phrase is left after that look-up; in the others
each candidate phrase is checked word by word. No text is stemmed or changed, so offsets are those of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from coding.morphology import ENDINGS, LONGEST_ENDING, Level, particles, splits, table
from coding.patterns import Part, Phrase, anchors, compound
from coding.spelling import spellings
from coding.words import MAX_REMEMBERED, Words

Key = TypeVar("Key", bound=Hashable)


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


class _Unit(NamedTuple):
    """A word of a pattern, apart from its gap: the same unit in two phrases is looked up once."""

    form: str
    shape: str
    capitals: bool


class _Lexicon:
    """Which units a form of the text can be."""

    def __init__(self, *, variants: bool) -> None:
        self._variants = variants
        self._numbers: dict[_Unit, int] = {}
        self._stems: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._pieces: dict[str, dict[str, list[int]]] = {shape: defaultdict(list) for shape in _PIECES}
        self._lengths: dict[str, set[int]] = {shape: set() for shape in _PIECES}
        self.capitals: set[int] = set()

    def number(self, part: Part, *, compound_of: bool = False) -> int:
        unit = _Unit(part.form, f"{part.shape}+" if compound_of else part.shape, part.capitals)
        if unit in self._numbers:
            return self._numbers[unit]
        number = self._numbers[unit] = len(self._numbers)
        if part.capitals:
            self.capitals.add(number)
        if part.shape == "exact":
            self._exact[part.form].append(number)
        elif part.shape in _PIECES:
            self._pieces[part.shape][part.form].append(number)
            self._lengths[part.shape].add(len(part.form))
        else:
            level: Level = part.shape  # type: ignore[assignment]
            for word in spellings(part.form) if self._variants and not part.capitals else (part.form,):
                for stem, allowed in table(word, level, root=compound_of).items():
                    self._stems[stem].append((number, allowed))
        return number

    def units(self, word: str) -> frozenset[int]:
        found = set(self._exact.get(word, ()))
        stems = self._stems
        whole = word[:-1] if word[-1:] == "2" else word  # rapat2 is rapat-rapat
        for ending in range(min(LONGEST_ENDING, max(len(whole) - 2, 0)) + 1):
            stem = whole[: len(whole) - ending]
            if stem in stems:
                suffix = ENDINGS.get(whole[len(stem) :])
                found.update(number for number, allowed in stems[stem] if suffix in allowed)
        for shape, pieces in self._pieces.items():
            if pieces:
                for piece in _PIECES[shape](word, self._lengths[shape]):
                    found.update(pieces.get(piece, ()))
        return frozenset(found)


def _begins(word: str, lengths: Iterable[int]) -> Iterator[str]:
    return (word[:length] for length in lengths if length <= len(word))


def _ends(word: str, lengths: Iterable[int]) -> Iterator[str]:
    stems = [stem for stem, suffix in splits(word) if not suffix]
    return (stem[-length:] for stem in stems for length in lengths if length <= len(stem))


def _insides(word: str, lengths: Iterable[int]) -> Iterator[str]:
    short = word[:80]
    return (short[n : n + length] for length in lengths for n in range(len(short) - length + 1))


_PIECES = {"prefix": _begins, "suffix": _ends, "infix": _insides}


class _Entry(NamedTuple):
    """What a form can be: its units, and the (phrase, place in it) that are looked for from here.

    particle: between the words of a phrase it does not count.
    """

    units: frozenset[int]
    starts: tuple[tuple[int, int], ...]
    particle: bool


_NOTHING = _Entry(frozenset(), (), False)
_PARTICLE = _Entry(frozenset(), (), True)


class _Look(NamedTuple):
    """What a quick look at a piece of text shows: a phrase of one word; longer phrases by the word they are looked for
    from; longer phrases by the next word to expect. Exceptions do not count."""

    alone: bool
    anchors: frozenset[int]
    seconds: frozenset[int]


_EMPTY = _Look(False, frozenset(), frozenset())


class _Entries(dict[str, _Entry]):
    """Form → entry, worked out when the form is first met."""

    def __init__(self, lexicon: _Lexicon, anchored: dict[int, list[tuple[int, int]]]) -> None:
        self._lexicon, self._anchored = lexicon, anchored

    def __missing__(self, word: str) -> _Entry:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        units = self._lexicon.units(word[:200])
        starts = tuple(start for unit in sorted(units) for start in self._anchored.get(unit, ()))
        particle = word in particles()
        nothing = _PARTICLE if particle else _NOTHING
        entry = self[word] = _Entry(units, starts, particle) if units else nothing
        return entry


class _Looks(dict[str, _Look]):
    """Piece of text between spaces → what a quick look shows."""

    def __init__(self, entries: _Entries, alone: set[int], longer: set[int], seconds: dict[int, set[int]]) -> None:
        self._entries, self._alone, self._longer, self._seconds = entries, alone, longer, seconds

    def __missing__(self, chunk: str) -> _Look:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        entries = [self._entries[form] for form in Words(chunk).forms]
        starts = {phrase for entry in entries for phrase, _ in entry.starts}
        seconds = {phrase for entry in entries for unit in entry.units for phrase in self._seconds.get(unit, ())}
        look = _EMPTY
        if starts or seconds:
            look = _Look(not self._alone.isdisjoint(starts), frozenset(starts & self._longer), frozenset(seconds))
        if len(chunk) <= 100:
            self[chunk] = look
        return look


class _Begins(dict[str, bool]):
    """Piece of text between spaces → whether a phrase may be looked for from it."""

    def __init__(self, looks: _Looks) -> None:
        self._looks = looks

    def __missing__(self, chunk: str) -> bool:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        look = self._looks[chunk]
        begins = look.alone or bool(look.anchors)
        if len(chunk) <= 100:
            self[chunk] = begins
        return begins


@dataclass(frozen=True, slots=True)
class _Compiled(Generic[Key]):
    key: Key
    units: tuple[int, ...]
    gaps: tuple[int, ...]
    capitals: bool


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
        lexicon = _Lexicon(variants=variants)
        self._phrases: list[_Compiled[Key]] = []
        anchored: dict[int, list[tuple[int, int]]] = defaultdict(list)
        alone: set[int] = set()
        longer: set[int] = set()
        seconds: dict[int, set[int]] = defaultdict(set)
        for listed, counts in ((phrases, True), (exceptions, False)):
            for phrase, key in listed:
                units = tuple(lexicon.number(part) for part in phrase)
                first, second = anchors(phrase)
                if counts and second is not None:
                    longer.add(len(self._phrases))
                    seconds[units[second]].add(len(self._phrases))
                elif counts:
                    alone.add(len(self._phrases))
                self._add(key, units, tuple(part.gap for part in phrase), first, lexicon, anchored)
                if joined := compound(phrase):
                    if counts:
                        alone.add(len(self._phrases))
                    unit = lexicon.number(Part(joined, "inflected"), compound_of=True)
                    self._add(key, (unit,), (0,), 0, lexicon, anchored)
        self._entries = _Entries(lexicon, dict(anchored))
        self._looks = _Looks(self._entries, alone, longer, dict(seconds))
        self._begins = _Begins(self._looks)
        self._capitals = frozenset(lexicon.capitals)

    def _add(
        self,
        key: Key,
        units: tuple[int, ...],
        gaps: tuple[int, ...],
        at: int,
        lexicon: _Lexicon,
        anchored: dict[int, list[tuple[int, int]]],
    ) -> None:
        anchored[units[at]].append((len(self._phrases), at))
        self._phrases.append(_Compiled(key, units, gaps, not lexicon.capitals.isdisjoint(units)))

    def touches(self, text: str) -> bool:
        """Whether any phrase may be in the text: a quick look that never misses one."""
        chunks = text.split()
        if not any(map(self._begins.__getitem__, chunks)):
            return False
        looks = list(map(self._looks.__getitem__, chunks))
        if any(look.alone for look in looks):
            return True
        begun = frozenset[int]().union(*(look.anchors for look in looks))
        return any(not begun.isdisjoint(look.seconds) for look in looks)

    def find(self, words: Words) -> list[Hit[Key]]:
        """Every occurrence of every phrase, overlapping ones too, in the order of their anchors."""
        entries = list(map(self._entries.__getitem__, words.forms))
        found: list[Hit[Key]] = []
        for place, entry in [pair for pair in enumerate(entries) if pair[1].starts]:
            for number, at in entry.starts:
                phrase = self._phrases[number]
                if len(phrase.units) == 1:
                    first = last = place
                else:
                    back = _back(phrase, at, entries, place)
                    forth = None if back is None else _forth(phrase, at, entries, place)
                    if back is None or forth is None:
                        continue
                    first, last = back, forth
                if not phrase.capitals or self._cased(phrase, words, entries, first, last):
                    found.append(Hit(phrase.key, first, last))
        return found

    def _cased(self, phrase: _Compiled[Key], words: Words, entries: Sequence[_Entry], first: int, last: int) -> bool:
        """Whether an acronym of the phrase stands in capitals in its span."""
        wanted = [unit for unit in phrase.units if unit in self._capitals]
        span = range(first, last + 1)
        return all(any(unit in entries[n].units and words.written[n].isupper() for n in span) for unit in wanted)


def _forth(phrase: _Compiled[Any], at: int, entries: Sequence[_Entry], place: int) -> int | None:
    """The place of the phrase's last word when part `at` stands at `place` and the rest follows."""
    if at + 1 == len(phrase.units):
        return place
    unit, gap = phrase.units[at + 1], phrase.gaps[at + 1]
    for following in range(place + 1, len(entries)):
        entry = entries[following]
        if unit in entry.units:
            last = _forth(phrase, at + 1, entries, following)
            if last is not None:
                return last
        gap -= not entry.particle
        if gap < 0:
            return None
    return None


def _back(phrase: _Compiled[Any], at: int, entries: Sequence[_Entry], place: int) -> int | None:
    """The place of the phrase's first word when part `at` stands at `place` and the others come before."""
    if at == 0:
        return place
    unit, gap = phrase.units[at - 1], phrase.gaps[at]
    for before in range(place - 1, -1, -1):
        entry = entries[before]
        if unit in entry.units:
            first = _back(phrase, at - 1, entries, before)
            if first is not None:
                return first
        gap -= not entry.particle
        if gap < 0:
            return None
    return None


def longest(hits: Iterable[Hit[Key]]) -> list[Hit[Key]]:
    """Of hits that overlap, the longest, then the first; in the order of the text."""
    kept: list[Hit[Key]] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if not any(hit.overlaps(other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
