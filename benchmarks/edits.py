"""Edits of transcripts as people make them, with the true place of every character followed through them."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from coding.decisions.anchors import Place

# A text after an edit, and for each of its characters the one it was in the text before (None: a new one).
Edited = tuple[str, list[int | None]]
Edit = Callable[[str, random.Random], Edited]


def _put(text: str, start: int, end: int, new: str) -> Edited:
    """Other words in the place of some."""
    origin = [*range(start), *[None] * len(new), *range(end, len(text))]
    return text[:start] + new + text[end:], origin


def _in_order(text: str, parts: Sequence[tuple[int, int]]) -> Edited:
    """The parts of a text in another order, some perhaps twice or left out."""
    return (
        "".join(text[start:end] for start, end in parts),
        [at for start, end in parts for at in range(start, end)],
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Each with the empty line behind it."""
    bounds = [0, *(found.end() for found in re.finditer(r"\n\n", text)), len(text)]
    return [(start, end) for start, end in itertools.pairwise(bounds) if start < end]


def typo(text: str, rng: random.Random) -> Edited:
    at = rng.randrange(len(text))
    return _put(text, at, at + 1, rng.choice("aeiou"))


def letter_dropped(text: str, rng: random.Random) -> Edited:
    at = rng.randrange(len(text))
    return _put(text, at, at + 1, "")


def words_inserted(text: str, rng: random.Random) -> Edited:
    at = rng.randrange(len(text))
    return _put(text, at, at, rng.choice([" itu", " [tidak jelas]", ", Pak", " rapat", " Ya.", "\n\nP: Oh ya?\n\nI: "]))


def word_mended(text: str, rng: random.Random) -> Edited:
    """Another spelling of one word."""
    word = rng.choice(list(re.finditer(r"\w{3,}", text)))
    old = word[0]
    new = rng.choice(
        [old.capitalize(), old + "nya", old[0] + old[2:], old[:-1], old.replace("a", "e"), "[" + old + "]"]
    )
    now, origin = _put(text, *word.span(), new)
    for kept in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for at in range(kept.size):  # the letters that stay are the old ones
            origin[word.start() + kept.b + at] = word.start() + kept.a + at
    return now, origin


def sentence_removed(text: str, rng: random.Random) -> Edited:
    start, end = rng.choice([found.span() for found in re.finditer(r"[^.?!\n]+[.?!]+ ?", text)])
    return _put(text, start, end, "")


def turn_removed(text: str, rng: random.Random) -> Edited:
    parts = paragraphs(text)
    del parts[rng.randrange(len(parts))]
    return _in_order(text, parts)


def turns_removed(text: str, rng: random.Random) -> Edited:
    """An answer and the question behind it: the next answer moves up to the first question."""
    parts = paragraphs(text)
    at = rng.randrange(len(parts) - 1)
    del parts[at : at + 2]
    return _in_order(text, parts)


def paragraph_moved(text: str, rng: random.Random) -> Edited:
    parts = paragraphs(text)
    one = parts.pop(rng.randrange(len(parts)))
    parts.insert(rng.randrange(len(parts)), one)
    return _in_order(text, parts)


def paragraphs_swapped(text: str, rng: random.Random) -> Edited:
    parts = paragraphs(text)
    one, other = rng.sample(range(len(parts)), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return _in_order(text, parts)


def turn_doubled(text: str, rng: random.Random) -> Edited:
    parts = paragraphs(text)
    at = rng.randrange(len(parts))
    return _in_order(text, [*parts[: at + 1], *parts[at:]])


def spaces_changed(text: str, rng: random.Random) -> Edited:
    """Single spaces doubled here and there, double ones made single, line ends with a space before them."""
    now, origin = [], []
    for at, sign in enumerate(text):
        if sign == " " and at and text[at - 1] == " ":
            continue
        now.append(sign)
        origin.append(at)
        if sign == " " and rng.random() < 0.01:
            now.append(" ")
            origin.append(None)
    return "".join(now), origin


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        typo, letter_dropped, words_inserted, word_mended, sentence_removed, turn_removed, turns_removed,
        paragraph_moved, paragraphs_swapped, turn_doubled, spaces_changed,
    )
}  # fmt: skip


def several(text: str, rng: random.Random, edits: Sequence[Edit]) -> Edited:
    """One edit after the other."""
    now, origin = text, list[int | None](range(len(text)))
    for edit in edits:
        if len(paragraphs(now)) < 4 or len(now) < 200:
            break
        now, moved = edit(now, rng)
        origin = [None if old is None else origin[old] for old in moved]
    return now, origin


def fault(
    found: Place,
    start: int,
    end: int,
    text: str,
    now: str,
    origin: Sequence[int | None],
    left: Mapping[int | None, int],
) -> str:
    """What is wrong with the place found for the words ``text[start:end]`` of the old text; "" when nothing is.

    The place must hold all that is left of them, at least something of them, and no other old words. Where they stand
    twice by now, letter for letter, no place is the right one. Spaces do not matter.
    left: how often each old character stands there now.
    """
    if not found.sure:
        return ""
    inside = {old for old in origin[found.start : found.end] if old is not None and not text[old].isspace()}
    if not inside:
        return "none of the old words"
    if any(not start <= old < end for old in inside):
        return "words of another place"
    still = [old for old in range(start, end) if left.get(old) and not text[old].isspace()]
    if len(inside) < len(still):
        return "not all of the old words"
    doubled = all(left[old] > 1 for old in still) and (found.how == "mended" or now.count(text[start:end]) > 1)
    return "one of two copies" if doubled else ""
