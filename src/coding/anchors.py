"""Where a quote stands in a text that has changed: by its words and by the words around it.

The idea of the W3C Web Annotation Data Model's TextQuoteSelector (Sanderson, Ciccarese and Young 2017): a quote is kept
with what stood before and after it. It is placed again only where that leaves no doubt; the rest is left to the person.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Characters of context at least; more, until they occur only once in the text, but no more than the second.
CONTEXT, WIDEST = 32, 400
# How like the old words must new ones be to pass for a mended quote.
ALIKE = 0.75

How = Literal["same", "context", "mended", "gone", "several", "unsure", "missing"]


class Place(NamedTuple):
    """Where a quote stands now. how: why it is sure (same, context, mended), or why it is not (then 0, 0).

    same: the words with all their context. context: the words with their context on one side; the other side changed.
    mended: other words much like them between the same contexts. gone: neither words nor context. several: more than
    one place would do. unsure: the words without their context. missing: the
    text itself is not there.
    """

    start: int
    end: int
    how: How

    @property
    def sure(self) -> bool:
        return self.how in ("same", "context", "mended")


def context(text: str, start: int, end: int) -> tuple[str, str, bool]:
    """(prefix, suffix, telling) of the words ``text[start:end]``.

    telling: each of the two occurs only once in the text, so that either alone tells the place.
    """
    prefix = next(
        (one for size in _sizes() if _once(one := text[max(0, start - size) : start], text)),
        text[max(0, start - CONTEXT) : start],
    )
    suffix = next(
        (one for size in _sizes() if _once(one := text[end : end + size], text)),
        text[end : end + CONTEXT],
    )
    return prefix, suffix, _once(prefix, text) and _once(suffix, text)


def _sizes() -> tuple[int, ...]:
    return CONTEXT, 2 * CONTEXT, 4 * CONTEXT, 8 * CONTEXT, WIDEST


def _once(part: str, text: str) -> bool:
    return bool(part) and text.count(part) == 1 and text.find(part, text.find(part) + 1) < 0


def find(text: str, quote: str, prefix: str, suffix: str, *, telling: bool = False) -> Place:
    """The place of a quote in a text that may have changed since.

    telling: prefix and suffix each occurred once in the text of that time (see `context`); without it only the words
    with all of their context are taken for sure.
    """
    held = []
    rivals = 0
    for start in _occurrences(text, quote):
        end = start + len(quote)
        before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
        sides = (before == prefix) + (after == suffix)
        if sides == 2 or (sides == 1 and telling and _tells(prefix if before == prefix else suffix)):
            held.append((start, end, sides))
        elif _alike(before, prefix) or _alike(after, suffix):
            rivals += 1  # perhaps this is it, and what looks like it is a copy
    if len(held) == 1 and not rivals:
        start, end, sides = held[0]
        return Place(start, end, "same" if sides == 2 else "context")
    if held:
        return Place(0, 0, "several")
    return (telling and not rivals and _mended(text, quote, prefix, suffix)) or _lost(text, quote)


def _tells(context: str) -> bool:
    return len(context) >= CONTEXT


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < CONTEXT // 2:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _mended(text: str, quote: str, prefix: str, suffix: str) -> Place | None:
    if not _once(prefix, text) or not _once(suffix, text):
        return None
    start, end = text.index(prefix) + len(prefix), text.index(suffix)
    now = text[start:end] if start < end <= start + 2 * len(quote) + CONTEXT else ""
    matcher = SequenceMatcher(None, quote, now, autojunk=False)
    if not now.strip() or matcher.ratio() < ALIKE:
        return None
    return Place(start, end, "mended")


def _lost(text: str, quote: str) -> Place:
    return Place(0, 0, "unsure" if quote in text else "gone")


def _occurrences(text: str, part: str) -> list[int]:
    """Every start of the part in the text, overlapping ones too."""
    found = []
    start = text.find(part)
    while part and start >= 0:
        found.append(start)
        start = text.find(part, start + 1)
    return found
