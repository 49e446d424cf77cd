"""What a word of a text can be in the patterns of a codebook, worked out once for each form and remembered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coding.language.morphology import ENDINGS, LONGEST_ENDING, Level, splits, table
from coding.language.patterns import Part
from coding.language.spelling import spellings, variants_of
from coding.language.wordlists import particles, whole_words
from coding.language.words import MAX_REMEMBERED, Words, form

# How many letters of a stem are its head; shorter stems are their own (`Lexicon.knows` looks for all lengths).
HEAD = 6
_TWICE = re.compile(r"(?<=[a-z]{3})2(?=[a-z]*$)")


class Unit(NamedTuple):
    """A word of a pattern, apart from its gap: the same unit in two phrases is looked up once."""

    form: str
    shape: str
    capitals: bool


class Lexicon:
    """Which units a form of the text can be."""

    def __init__(self, *, variants: bool) -> None:
        self._variants = variants
        self._numbers: dict[Unit, int] = {}
        self._stems: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        # How stems and prefixes begin: a word that begins otherwise need not be taken apart, unless pieces of words are
        # looked for anywhere in it.
        self._heads: set[str] = set()
        self._anywhere = False
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._pieces: dict[str, dict[str, list[int]]] = {shape: defaultdict(list) for shape in _PIECES}
        self._lengths: dict[str, set[int]] = {shape: set() for shape in _PIECES}
        # Acronyms: unit → how many letters of the word must be capitals ("WAnya" is WA).
        self.capitals: dict[int, int] = {}

    def number(self, part: Part, *, compound_of: bool = False) -> int:
        unit = Unit(part.form, f"{part.shape}+" if compound_of else part.shape, part.capitals)
        if unit in self._numbers:
            return self._numbers[unit]
        number = self._numbers[unit] = len(self._numbers)
        if part.capitals:
            self.capitals[number] = len(part.form)
        if part.shape == "exact":
            self._exact[part.form].append(number)
            self._heads.add(part.form[:HEAD])
        elif part.shape in _PIECES:
            self._pieces[part.shape][part.form].append(number)
            self._lengths[part.shape].add(len(part.form))
            if part.shape == "prefix":
                self._heads.add(part.form[:HEAD])
            else:
                self._anywhere = True
        else:
            level: Level = part.shape  # type: ignore[assignment]
            for word in spellings(part.form) if self._variants and not part.capitals else (part.form,):
                for stem, allowed in table(word, level, root=compound_of).items():
                    self._add(stem, number, allowed)
                    # A variant of an inflected form: diulemi stands for diundang, and so belongs to undang.
                    for variant, suffix in variants_of(stem) if self._variants and not part.capitals else ():
                        if suffix in allowed:
                            self._add(variant, number, frozenset([""]))
        return number

    def _add(self, stem: str, number: int, allowed: frozenset[str]) -> None:
        self._stems[stem].append((number, allowed))
        self._heads.add(stem[:HEAD])

    def knows(self, word: str) -> bool:
        """Whether the word may be a unit: a quick test that is right when it says no."""
        heads = self._heads
        return (
            word[:6] in heads
            or word[:5] in heads
            or word[:4] in heads
            or word[:3] in heads
            or word[:2] in heads
            or word[:1] in heads
            or self._anywhere
        )

    def units(self, word: str) -> frozenset[int]:
        """The numbers of the units that the word is or may be."""
        if not self.knows(word):
            return frozenset()
        found = set(self._exact.get(word, ()))
        self._take_apart(word, found)
        # rapat2 is rapat-rapat, rapat2nya is rapatnya; 2012 and SP2 are what they are.
        if "2" in word:
            self._take_apart(_TWICE.sub("", word), found)
        for shape, lengths in self._lengths.items():
            if lengths:
                pieces = self._pieces[shape]
                for piece in _PIECES[shape](word, lengths):
                    if piece in pieces:
                        found.update(pieces[piece])
        return frozenset(found)

    def _take_apart(self, word: str, found: set[int]) -> None:
        stems = self._stems
        longest = 0 if word in whole_words() else min(LONGEST_ENDING, max(len(word) - 2, 0))
        for ending in range(longest + 1):
            stem = word[: len(word) - ending]
            if stem in stems:
                suffixes = ENDINGS.get(word[len(stem) :], ())
                found.update(number for number, allowed in stems[stem] if any(suffix in allowed for suffix in suffixes))


def _begins(word: str, lengths: Iterable[int]) -> Iterator[str]:
    return (word[:length] for length in lengths if length <= len(word))


def _ends(word: str, lengths: Iterable[int]) -> Iterator[str]:
    stems = [stem for stem, suffix in splits(word) if not suffix]
    return (stem[-length:] for stem in stems for length in lengths if length <= len(stem))


def _insides(word: str, lengths: Iterable[int]) -> Iterator[str]:
    short = word[:80]
    return (short[n : n + length] for length in lengths for n in range(len(short) - length + 1))


_PIECES = {"prefix": _begins, "suffix": _ends, "infix": _insides}


class Start(NamedTuple):
    """A phrase that is looked for from one of its words: its number, that word's place in it, and the unit of the next
    word to expect (None: it has one word). counts: it is worth a look by itself; an exception is not."""

    phrase: int
    at: int
    second: int | None
    counts: bool


class Entry(NamedTuple):
    """What a form can be: its units, and the phrases that are looked for from here: those of one word, and those of
    several by the unit of the next word to expect.

    particle: between the words of a phrase it does not count.
    """

    units: frozenset[int]
    alone: tuple[Start, ...]
    longer: dict[int, list[Start]]
    particle: bool


NOTHING = Entry(frozenset(), (), {}, False)
PARTICLE = Entry(frozenset(), (), {}, True)


class Entries(dict[str, Entry]):
    """Form → entry, worked out when the form is first met."""

    def __init__(self, lexicon: Lexicon, anchored: dict[int, list[Start]]) -> None:
        self.lexicon, self._anchored, self._particles = lexicon, anchored, particles()

    def __missing__(self, word: str) -> Entry:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        units = self.lexicon.units(word[:200])
        particle = word in self._particles
        if units:
            starts = [start for unit in sorted(units) for start in self._anchored.get(unit, ())]
            longer: dict[int, list[Start]] = {}
            for start in starts:
                if start.second is not None:
                    longer.setdefault(start.second, []).append(start)
            entry = Entry(units, tuple(start for start in starts if start.second is None), longer, particle)
        else:
            entry = PARTICLE if particle else NOTHING
        self[word] = entry
        return entry


class Look(NamedTuple):
    """What a quick look at a piece of text between spaces shows: whether a phrase of one word is in it, the units that
    phrases of several words expect beside it, and the units in it."""

    alone: bool
    expects: frozenset[int]
    units: frozenset[int]


class Looks(dict[str, Look]):
    """Piece of text between spaces → what a quick look at it shows, worked out when it is first met."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._knows = entries.lexicon.knows
        # The pieces from which no phrase is looked for: most of a text. Of these only the ones with a unit have a look.
        self._nothing: set[str] = set()

    def __missing__(self, chunk: str) -> Look:
        if len(self._nothing) >= MAX_REMEMBERED:
            self.clear()
            self._nothing.clear()
        bare = chunk.strip(_AROUND)
        forms = (form(bare),) if bare.isascii() and bare.isalnum() else Words(chunk).forms
        look = NOWHERE
        for one in forms:
            entry = self._entries[one] if self._knows(one) else NOTHING
            if entry.units:
                alone = any(start.counts for start in entry.alone)
                expects = [second for second, starts in entry.longer.items() if any(start.counts for start in starts)]
                look = Look(look.alone or alone, look.expects.union(expects), look.units | entry.units)
        if len(chunk) <= 100:
            if look is not NOWHERE:
                self[chunk] = look
            if not look.alone and not look.expects:
                self._nothing.add(chunk)
        return look

    def touch(self, text: str) -> bool:
        """Whether any phrase may be in the text."""
        chunks = text.split()
        if self._nothing.issuperset(chunks):
            return False
        looks = [self[chunk] for chunk in set(chunks).difference(self._nothing)]
        expects = []
        for look in looks:
            if look.alone:
                return True
            if look.expects:
                expects.append(look.expects)
        if not expects:
            return False
        looks += [self[chunk] for chunk in chunks if chunk in self]
        here = frozenset[int]().union(*[look.units for look in looks])
        return any(not one.isdisjoint(here) for one in expects)


# Marks that often stand around a word; without them it is looked up more quickly.
_AROUND = ".,;:!?()[]\"'“”‘’…–-*"
NOWHERE = Look(False, frozenset(), frozenset())
