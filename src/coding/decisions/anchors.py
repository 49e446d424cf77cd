"""Where a quote stands in a text that has changed: by its words and by the words around it.

The idea of the W3C Web Annotation Data Model's TextQuoteSelector (Sanderson, Ciccarese and Young 2017): a quote is kept
with what stood before and after it. It is placed again only where that leaves no doubt; the rest is left to the person.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Characters of context at least; more, until they occur only once in the text; where none of these does, the widest.
CONTEXT = 32
SIZES = (CONTEXT, 2 * CONTEXT, 4 * CONTEXT, 8 * CONTEXT)
WIDEST = 400
# How like the old words must new ones be to pass for a mended quote, or the words around it for the same ones, mended.
ALIKE = 0.75
# How like the quote other words may be before they cast a doubt on its place.
DOUBTFUL = 0.6
# Shorter quotes are said again and again (Ya. Belum ada.): both of their sides must speak for a place.
SHORT = 16

How = Literal["same", "context", "mended", "gone", "several", "unsure", "missing"]


class Place(NamedTuple):
    """Where a quote stands now. how: why it is sure (same, context, mended), or why it is not (then 0, 0).

    same: the words with all their context. context: the words with their context on one side; the other side changed.
    mended: other words much like them between the same contexts. gone: neither words nor context. several: more than
    one place would do. unsure: the words without their context. missing: the text itself is not there.
    """

    start: int
    end: int
    how: How

    @property
    def sure(self) -> bool:
        return self.how in ("same", "context", "mended")


def context(text: str, start: int, end: int) -> tuple[str, str, bool]:
    """(prefix, suffix, telling) of the words ``text[start:end]``.

    telling: prefix and suffix each occur only once in the text, so that either alone tells the place, and so do the
    words, unless they are short.
    """
    prefix = next(
        (one for size in SIZES if _once(one := text[max(0, start - size) : start], text)),
        text[max(0, start - WIDEST) : start],
    )
    suffix = next(
        (one for size in SIZES if _once(one := text[end : end + size], text)),
        text[end : end + WIDEST],
    )
    quote = text[start:end]
    telling = _once(prefix, text) and _once(suffix, text) and (len(quote) < SHORT or _once(quote, text))
    return prefix, suffix, telling


def _once(part: str, text: str) -> bool:
    first = text.find(part)
    return bool(part) and first >= 0 and text.find(part, first + 1) < 0


def find(text: str, quote: str, prefix: str, suffix: str, *, telling: bool = False) -> Place:
    """The place of a quote in a text that may have changed since.

    telling: as `context` gave it; without it only the words with all of their context are taken for sure.
    """
    places = _occurrences(text, quote)
    held = [place for start in places if (place := _held(text, start, quote, prefix, suffix, telling))]
    # Long words that occurred once stand twice now: they were copied. So it may be where the surroundings tell less.
    copied = len(places) > 1 and len(quote) >= SHORT and (telling or not {len(prefix), len(suffix)} <= set(SIZES))
    if len(held) > 1 or (held and copied):
        return Place(0, 0, "several")
    if held:
        # What looks like the place may be a copy of it, and the place itself have changed.
        start, end, _ = held[0]
        # Those within surroundings that are as they were stood there before.
        first = start - len(prefix) * text.endswith(prefix, 0, start)
        last = end + len(suffix) * text.startswith(suffix, end)
        others = [one for one in places if not first <= one < last]
        if _mended_elsewhere(text, held[0], quote, prefix, suffix) or _any_alike(text, others, quote, prefix, suffix):
            return Place(0, 0, "several")
        return held[0]
    if telling and not places:
        return _mended(text, quote, prefix, suffix) or Place(0, 0, "gone")
    return Place(0, 0, "unsure" if places else "gone")


def _held(text: str, start: int, quote: str, prefix: str, suffix: str, telling: bool) -> Place | None:
    """This occurrence of the words as their place, if what surrounds it leaves no doubt."""
    end = start + len(quote)
    before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    if before == prefix and after == suffix:
        # A side of one of these sizes occurred once; a side as wide as can be occurred several times, words and all
        # perhaps; a shorter one ended with the text.
        tells = telling or len(prefix) in SIZES or len(suffix) in SIZES
        return Place(start, end, "same") if tells else None
    if not telling:
        return None
    if before == prefix and len(prefix) >= CONTEXT:
        old, new = suffix, after
    elif after == suffix and len(suffix) >= CONTEXT:
        old, new = prefix, before
    else:
        return None
    if _drawn_together(quote, old, new, behind=old is suffix):
        return None
    if len(quote) < SHORT and (quote in old or not _alike(old, new)):
        return None  # the same short words of another place may have moved up to this one
    return Place(start, end, "context")


def _drawn_together(quote: str, old: str, new: str, *, behind: bool) -> bool:
    """Whether words between the quote and its old surroundings were taken out, the quote's own first or last among them.

    "soalnya kelihatan. Gajah kan |kelihatan. Orang …" and now "soalnya |kelihatan. Orang …": the first word may be the
    other one.
    """
    if behind:  # as in a mirror
        quote, old, new = quote[::-1], old[::-1], new[::-1]
    at = old.find(new[-8:])
    return len(new) >= 8 and at >= 0 and old[at + 8 :].startswith(quote[:4])


def _mended_elsewhere(text: str, place: Place, quote: str, prefix: str, suffix: str) -> bool:
    """Whether one of the contexts stands at another place too, beside words that the quote may have been mended to."""
    size = len(quote)
    behind = [start + len(prefix) for start in _occurrences(text, prefix) if len(prefix) >= CONTEXT]
    ahead = [start - size for start in _occurrences(text, suffix) if len(suffix) >= CONTEXT]
    return any(
        start != place.start and _like(text[max(0, start) : start + size], quote, DOUBTFUL) for start in behind + ahead
    )


def _any_alike(text: str, starts: list[int], quote: str, prefix: str, suffix: str) -> bool:
    """Whether the words stand anywhere else in surroundings like theirs."""
    near = prefix[-SHORT:], suffix[:SHORT]
    for start in starts if len(quote) < SHORT else ():
        end = start + len(quote)
        if near[0] == text[max(0, start - SHORT) : start] or near[1] == text[end : end + SHORT]:
            return True  # said again word for word: one of them may be a copy
    sides = [(side, SequenceMatcher(None, "", side, autojunk=False)) for side in (prefix, suffix)]
    for start in starts:
        end = start + len(quote)
        around = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
        for (side, matcher), now in zip(sides, around, strict=True):
            if min(len(side), len(now)) >= CONTEXT // 2:
                matcher.set_seq1(now)
                if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
                    return True
    return False


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= CONTEXT // 2 and _like(one, other, ALIKE)


def _like(one: str, other: str, share: float) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return bool(one and other) and matcher.quick_ratio() >= share and matcher.ratio() >= share


def _mended(text: str, quote: str, prefix: str, suffix: str) -> Place | None:
    """What stands between the old contexts, if it is much like the quote, which itself stands nowhere any more."""
    if not _once(prefix, text) or not _once(suffix, text):
        return None
    start, end = text.index(prefix) + len(prefix), text.index(suffix)
    if not start < end <= start + 2 * len(quote) + CONTEXT:
        return None
    now = text[start:end]
    if quote == quote.strip():
        start += len(now) - len(now.lstrip())
        now = now.strip()
    # Paragraph by paragraph: one that was put between, or exchanged for another, may be somebody else's.
    old, new = quote.split("\n\n"), now.split("\n\n")
    if len(old) != len(new) or not all(_like(one, other, ALIKE) for one, other in zip(new, old, strict=True)):
        return None
    pieces = [quote[at : at + SHORT] for at in range(0, len(quote) - SHORT + 1, SHORT)]
    rest = text[:start], text[start + len(now) :]
    if 2 * sum(any(piece in part for part in rest) for piece in pieces) > len(pieces):
        return Place(0, 0, "several")  # most of the words stand elsewhere too: this may be a copy, mended
    return Place(start, start + len(now), "mended")


def _occurrences(text: str, part: str) -> list[int]:
    """Every start of the part in the text, overlapping ones too."""
    found = []
    start = text.find(part)
    while part and start >= 0:
        found.append(start)
        start = text.find(part, start + 1)
    return found
