"""Status of a keyword, or of a whole sentence: does the informant say that it is there?

A magnitude code (Saldaña, The Coding Manual for Qualitative Researchers) read off cue phrases: *sudah*, *rutin*
(present), *hanya sebatas* (partial), *belum ada* (absent), *mudah-mudahan* (unclear). The codebook holds the cues, in
the order in which they are tried; this module holds their scope. It follows the idea of NegEx (Chapman et al. 2001):
a cue reaches a number of words, within its clause.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import NamedTuple

from coding.codebooks.codes import CueRule, StatusCues
from coding.language.keywords import Hit
from coding.language.patterns import Phrase
from coding.language.words import Words

_MARK = re.compile(r"[.?!;:…–,]|--")
# Cues farther from the words than this are not read: a transcript without full stops stays quick.
FAR = 60


class Verdict(NamedTuple):
    """A status and the words of the text that gave it ("" when none did)."""

    status: str
    cue: str


class Sentence(NamedTuple):
    """A segment made ready for many look-ups.

    clauses: the number of each word's clause. parts: the same, where commas part too. turned: the clauses that may
    overrule the one before. cues: in the order of their first words. asks: it is a question; what it asks begins at the
    word `asked_from`.
    """

    words: Words
    clauses: Sequence[int]
    parts: Sequence[int]
    turned: frozenset[int]
    cues: Sequence[Hit[CueRule]]
    asks: bool = False
    asked_from: int = 0


def prepare(words: Words, cues: StatusCues) -> Sentence:
    """Find clauses and cues of one segment."""
    count = len(words)
    asking = count > 0 and _is_question(words)
    hits = cues.matcher.find(words)
    if not hits:  # without a cue no clause needs to be known
        return Sentence(words, (), (), frozenset(), (), asking and _tag(words, cues) is None)
    breaks, commas = _marks(words)
    begins, turning, joining = _openings(words, cues, breaks, commas)
    clauses = _numbered(count, begins)
    parts = _numbered(count, begins | commas) if commas else clauses
    tag = _tag(words, cues) if asking else None
    end = count if tag is None else tag
    apart = breaks | commas
    found = [
        Hit(hit.key[0], hit.first, hit.last)
        for hit in hits
        if hit.last < end
        and (hit.first == hit.last or _holds_together(hit, clauses, apart))
        and not _within(hit, joining)
    ]
    found.sort(key=lambda cue: cue.first)
    asks = asking and tag is None
    asked_from = _asked_from(count, begins | commas) if asks else 0
    turned = frozenset(clauses[place] for place in turning)
    return Sentence(words, clauses, parts, turned, found, asks, asked_from)


def _marks(words: Words) -> tuple[set[int], set[int]]:
    """Places of words before which a mark ends a clause, and before which a comma stands."""
    breaks, commas = set[int](), set[int]()
    starts = [start for start, _ in words.spans]
    for mark in _MARK.finditer(words.text, words.spans[0][1], starts[-1]):
        (commas if mark.group() == "," else breaks).add(bisect(starts, mark.start()))
    return breaks, commas


def _numbered(count: int, begins: AbstractSet[int]) -> Sequence[int]:
    """The number of the stretch that each word is in, when new ones begin at these places."""
    numbers = [0] * count
    for place in begins - {0}:
        numbers[place] = 1
    return list(accumulate(numbers)) if begins else numbers


def _openings(
    words: Words, cues: StatusCues, breaks: AbstractSet[int], commas: AbstractSet[int]
) -> tuple[set[int], set[int], list[tuple[int, int]]]:
    """Where clauses begin, where they turn, and the (first, last) of conjunctions of several words."""
    begins, turning, joining = set(breaks), set[int](), list[tuple[int, int]]()
    forms, openers = words.forms, cues.openers
    for place in [place for place, form in enumerate(forms) if form in openers]:
        here = [one for one in openers[forms[place]] if one.forms == forms[place : place + len(one.forms)]]
        turns = any(one.turns for one in here)
        # What only turns (*cuma*) does so where a part of the sentence begins: not in "stafnya cuma satu".
        if not all(one.turns for one in here) or (turns and place in commas):
            begins.add(place)
        if turns and place in begins:
            turning.add(place)
        joining += [(place, place + len(one.forms) - 1) for one in here if len(one.forms) > 1]
    return begins, turning, joining


def _holds_together(hit: Hit[tuple[CueRule, bool]], clauses: Sequence[int], apart: AbstractSet[int]) -> bool:
    """Whether no mark stands within a cue phrase, and no new clause begins in its gap."""
    if hit.key[1] and clauses[hit.first] != clauses[hit.last]:
        return False
    return apart.isdisjoint(range(hit.first + 1, hit.last + 1))


def _within(hit: Hit[tuple[CueRule, bool]], joining: Sequence[tuple[int, int]]) -> bool:
    return any(first <= hit.first and hit.last <= last for first, last in joining)


def _asked_from(count: int, begins: AbstractSet[int]) -> int:
    """Where the part begins that asks: after the last comma or clause border, a single word at the end apart (*, Bu?*)."""
    return max((place for place in begins if place < count - 1), default=0)


def _is_question(words: Words) -> bool:
    return words.text.rstrip("\"'”’)! ").endswith("?")


def _tag(words: Words, cues: StatusCues) -> int | None:
    """Where a mere tag (", kan?") begins at the end of a statement."""
    for tag in cues.tags:
        place = len(words) - len(tag)
        if place > 0 and _stands(tag, words, place) and "," in words.between(place):
            return place
    return None


def _stands(phrase: Phrase, words: Words, place: int) -> bool:
    return [part.form for part in phrase] == words.forms[place : place + len(phrase)]


def asks(words: Words, cues: StatusCues) -> bool:
    """A sentence that ends in a question mark asks, unless a mere tag (", kan?") stands before the mark."""
    return bool(len(words)) and _is_question(words) and _tag(words, cues) is None


def judge(sentence: Sentence, first: int, last: int, indicator: str, cues: StatusCues, *, own: str = "") -> Verdict:
    """The status of the words `first` to `last` for an indicator.

    Order: a cue in their clause; overruled by a cue in a following clause that turns (*tapi …*), where present and
    then absent make partial; what the keyword says by itself (`own`); a cue elsewhere in the sentence; a plain
    statement is present. A question denies by a rhetorical phrase, or in a part before the one that asks.
    """
    if not sentence.cues:
        return _without_cue(sentence, first, last, own)
    readable = _readable(sentence, first, last, indicator)
    if sentence.asks:
        denied = [cue for cue in readable if _denies(cue, sentence)]
        return _decide(sentence, denied, first, last) or _without_cue(sentence, first, last, own)
    if own:  # what the words say as a whole goes before what single words of them say
        readable = [cue for cue in readable if not first <= cue.first <= cue.last <= last and cue.key.weight == 1.0]
    clauses = set(sentence.clauses[first : last + 1])
    near = [
        cue
        for cue in readable
        if not clauses.isdisjoint(sentence.clauses[cue.first : cue.last + 1])
        and _distance(cue, first, last) <= cues.window * max(cue.key.weight, 0.5)
    ]
    verdict = _decide(sentence, _beside(near, sentence, first, last) or near, first, last)
    later = max(clauses) + 1
    if later in sentence.turned:
        turn = _decide(sentence, [cue for cue in readable if sentence.clauses[cue.first] == later], first, last)
        if verdict and turn and verdict.status == "present" and turn.status == "absent":
            return Verdict("partial", turn.cue)
        verdict = turn or verdict
    if verdict:
        return verdict
    elsewhere = None if own else _decide(sentence, readable, first, last)
    return elsewhere or _without_cue(sentence, first, last, own)


def _without_cue(sentence: Sentence, first: int, last: int, own: str) -> Verdict:
    if sentence.asks:
        return Verdict("unclear", "?")
    return Verdict(own, sentence.words.quote(first, last)) if own else Verdict("present", "")


def _beside(near: Sequence[Hit[CueRule]], sentence: Sentence, first: int, last: int) -> list[Hit[CueRule]]:
    """The cues between the same commas and after, where a strong one stands between the same: what is said before the
    comma is of something else (*masukan sudah disampaikan, tindak lanjutnya ndak ada*)."""
    parts = sentence.parts
    found = [cue for cue in near if parts[cue.last] >= parts[first]]
    return found if any(cue.key.weight == 1.0 and parts[cue.first] <= parts[last] for cue in found) else []


def _denies(cue: Hit[CueRule], sentence: Sentence) -> bool:
    before = cue.last > cue.first and cue.last < sentence.asked_from
    return cue.key.status == "absent" and (cue.key.asked or before)


def _decide(sentence: Sentence, among: Sequence[Hit[CueRule]], first: int, last: int) -> Verdict | None:
    """The first rule, then the nearest cue."""
    if not among:
        return None
    best = min(among, key=lambda cue: (cue.key.number, _distance(cue, first, last), cue.first))
    return Verdict(best.key.status, sentence.words.quote(best.first, best.last))


def _readable(sentence: Sentence, first: int, last: int, indicator: str) -> list[Hit[CueRule]]:
    """The cues that may speak to these words: earlier rules and longer phrases take their words first."""
    begin = bisect_left(sentence.cues, first - FAR, key=lambda cue: cue.first)
    end = bisect_left(sentence.cues, last + FAR, begin, key=lambda cue: cue.first)
    if begin == end:
        return []
    whole = first == 0 and last == len(sentence.words) - 1
    taken: set[int] = set()
    kept: list[Hit[CueRule]] = []
    for cue in sorted(sentence.cues[begin:end], key=lambda cue: (cue.key.number, cue.first - cue.last, cue.first)):
        if cue.key.indicators and indicator not in cue.key.indicators:
            continue
        if cue.key.opening and not _begins(sentence, cue.first):
            continue
        inside = first <= cue.first and cue.last <= last
        around = cue.first <= first and last <= cue.last
        crossing = cue.first <= last and first <= cue.last and not inside and not around
        places = range(cue.first, cue.last + 1)
        if (crossing and not whole) or not taken.isdisjoint(places):
            continue
        taken.update(places)
        kept.append(cue)
    return [cue for cue in kept if cue.key.status != "none"]


# A clause begins after these too.
_LEADING = frozenset(
    ["ya", "yo", "iya", "nggih", "wah", "oh", "lha", "eh", "nah", "kan", "itu", "jadi", "tapi", "cuma"]
)


def _begins(sentence: Sentence, place: int) -> bool:
    """Whether a word is the first of its clause, or of its part between commas."""
    while place and sentence.clauses[place - 1] == sentence.clauses[place]:
        if "," in sentence.words.between(place):
            return True
        if sentence.words.forms[place - 1] not in _LEADING:
            return False
        place -= 1
    return True


def _distance(cue: Hit[CueRule], first: int, last: int) -> int:
    return max(cue.first - last, first - cue.last, 0)
