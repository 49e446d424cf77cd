"""Keywords: the researcher's patterns, compiled once, found with exact offsets.

A pattern is a bare word (``sanksi``), a prefix or suffix (``komunikasi*``), a phrase (``surat undangan``),
alternatives (``(minta|tukar) data``) or a phrase with a gap (``usul* ~2 diterima``: up to two words between).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Generic, TypeVar

from coding.words import Word, bare, form

MAX_ALTERNATIVES = 2_000
MAX_GAP = 10

Key = TypeVar("Key", bound=Hashable)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a pattern: the form it must have, and how many words may stand before it."""

    form: str
    open_start: bool = False
    open_end: bool = False
    capitals: bool = False
    gap: int = 0

    def fits(self, word: Word, bares: Sequence[str]) -> bool:
        if self.capitals and not word.capitals:
            return False
        if self.open_start and self.open_end:
            return self.form in word.form
        if self.open_end:
            return word.form.startswith(self.form)
        if self.open_start:
            return any(one.endswith(self.form) for one in bares)
        return self.form in bares


Phrase = tuple[Part, ...]


def parse(pattern: str, *, case: bool = False) -> list[Phrase]:
    """All phrases that a pattern stands for. Raises PatternError.

    >>> [[part.form for part in phrase] for phrase in parse("(minta|tukar) data")]
    [['minta', 'data'], ['tukar', 'data']]
    """
    pieces = re.findall(r"\([^()]*\)|~\d+|[^\s()]+|[()]", pattern)
    choices: list[list[list[Part]]] = []
    gap = 0
    for piece in pieces:
        if piece in "()":
            raise PatternError("a bracket is not closed, or stands inside another")
        if re.fullmatch(r"~\d+", piece):
            gap = int(piece[1:])
            if gap > MAX_GAP:
                raise PatternError(f"a gap of more than {MAX_GAP} words")
            if not choices:
                raise PatternError("a gap stands at the beginning")
            continue
        options = piece[1:-1].split("|") if piece.startswith("(") else [piece]
        choices.append([_parts(option, gap, case) for option in options])
        gap = 0
    if gap or not choices:
        raise PatternError("a gap stands at the end" if gap else "the pattern is empty")
    size = 1
    for options_of_piece in choices:
        size *= len(options_of_piece)
    if size > MAX_ALTERNATIVES:
        raise PatternError(f"it stands for more than {MAX_ALTERNATIVES} phrases")
    return [tuple(part for option in choice for part in option) for choice in product(*choices)]


_PART = re.compile(r"(\*?)([^\W_]+)(\*?)")


def _parts(text: str, gap: int, case: bool) -> list[Part]:
    parts: list[Part] = []
    for before, word, after in _PART.findall(text):
        if after and len(word) < 2:
            raise PatternError(f"{text!r} would match nearly every word")
        capitals = case and word.isupper() and len(word) > 1
        parts.append(Part(form(word), bool(before), bool(after), capitals, 0 if parts else gap))
    if not parts:
        raise PatternError(f"{text!r} holds no word")
    return parts


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """A phrase found: words ``first`` to ``last`` (both included) of the list searched."""

    key: Key
    first: int
    last: int

    def overlaps(self, other: Hit[Any]) -> bool:
        return self.first <= other.last and other.first <= self.last


class Matcher(Generic[Key]):
    """Finds many phrases at once: one look-up a word, then a check of what follows."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Key]]) -> None:
        self._exact: dict[str, list[tuple[Phrase, Key]]] = defaultdict(list)
        self._prefix: dict[str, list[tuple[Phrase, Key]]] = defaultdict(list)
        self._other: list[tuple[Phrase, Key]] = []
        for phrase, key in phrases:
            first = phrase[0]
            if first.open_start:
                self._other.append((phrase, key))
            elif first.open_end:
                self._prefix[first.form[:2]].append((phrase, key))
            else:
                self._exact[first.form].append((phrase, key))

    def find(self, words: Sequence[Word]) -> Iterator[Hit[Key]]:
        """Every occurrence of every phrase, overlapping ones too, in the order of their first word."""
        bares = [bare(word.form) for word in words]
        for first, word in enumerate(words):
            candidates = [entry for one in bares[first] for entry in self._exact.get(one, ())]
            candidates += self._prefix.get(word.form[:2], ())
            candidates += self._other
            for phrase, key in candidates:
                if phrase[0].fits(word, bares[first]):
                    last = _follow(phrase, 1, words, bares, first)
                    if last is not None:
                        yield Hit(key, first, last)


def _follow(phrase: Phrase, number: int, words: Sequence[Word], bares: Sequence[Sequence[str]], at: int) -> int | None:
    """The place of the phrase's last word when its parts from `number` on follow the word `at`."""
    if number == len(phrase):
        return at
    part = phrase[number]
    for place in range(at + 1, min(at + 2 + part.gap, len(words))):
        if part.fits(words[place], bares[place]):
            last = _follow(phrase, number + 1, words, bares, place)
            if last is not None:
                return last
    return None


def longest(hits: Iterable[Hit[Key]]) -> list[Hit[Key]]:
    """Of hits that overlap, the longest, then the first; in the order of the text."""
    kept: list[Hit[Key]] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if not any(hit.overlaps(other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
