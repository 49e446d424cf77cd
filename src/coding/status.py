"""Status of a keyword, or of a whole sentence: does the informant say that it is there?

A magnitude code (Saldaña, The Coding Manual for Qualitative Researchers) read off cue phrases: *sudah*, *rutin*
(present), *hanya sebatas* (partial), *belum ada* (absent), *mudah-mudahan* (unclear). The codebook holds the cues, in
the order in which they are tried; this module holds their scope. It follows the idea of NegEx (Chapman et al. 2001):
a cue reaches a number of words, within its clause.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from coding.codes import CueRule, StatusCues
from coding.keywords import Hit
from coding.patterns import Phrase
from coding.words import Words

_BORDER = re.compile(r"[.?!;:…]|--|–")


@dataclass(frozen=True)
class Verdict:
    """A status and the words of the text that gave it ("" when none did)."""

    status: str
    cue: str


@dataclass(frozen=True)
class Sentence:
    """A segment made ready for many look-ups: its words, the clause of each, and the cues in it."""

    words: Words
    clauses: Sequence[int]
    turned: frozenset[int]
    cues: Sequence[Hit[CueRule]]
    asks: bool


def prepare(words: Words, cues: StatusCues) -> Sentence:
    """Find clauses and cues of one segment."""
    begin: set[int] = set()
    turning: set[int] = set()
    openers = cues.openers
    for place in [place for place, form in enumerate(words.forms) if form in openers]:
        for phrase, turns in openers[words.forms[place]]:
            if _stands(phrase, words, place):
                (turning if turns else begin).add(place)
    if len(words):
        starts = [start for start, _ in words.spans]
        borders = _BORDER.finditer(words.text, words.spans[0][1], starts[-1])
        begin.update(bisect(starts, border.start()) for border in borders)
    clauses, clause = [], 0
    for place in range(len(words)):
        clause += bool(place) and place in begin
        clauses.append(clause)
    turned = frozenset(clauses[place] for place in turning)
    return Sentence(words, clauses, turned, cues.matcher.find(words), asks(words, cues))


def _stands(phrase: Phrase, words: Words, place: int) -> bool:
    return [part.form for part in phrase] == words.forms[place : place + len(phrase)]


def asks(words: Words, cues: StatusCues) -> bool:
    """A sentence that ends in a question mark asks, unless a mere tag (", kan?") stands before the mark."""
    if not len(words) or not words.text.rstrip("\"'”’) ").endswith("?"):
        return False
    for tag in cues.tags:
        place = len(words) - len(tag)
        if place > 0 and _stands(tag, words, place) and "," in words.between(place):
            return False
    return True


def judge(sentence: Sentence, first: int, last: int, indicator: str, cues: StatusCues, *, own: str = "") -> Verdict:
    """The status of the words `first` to `last` for an indicator.

    Order: a cue in their clause; overruled by a cue in a following clause that turns (*tapi …*), where present and
    then absent make partial; what the keyword says by itself (`own`); a cue elsewhere in the sentence; a plain
    statement is present. In a question only cues that deny rhetorically count.
    """
    readable = _readable(sentence, first, last, indicator)
    if sentence.asks:
        denied = [cue for cue in readable if cue.key.status == "absent" and cue.last > cue.first]
        return _decide(sentence, denied, first, last) or Verdict("unclear", "?")
    if own:  # what the words say as a whole goes before what single words of them say
        readable = [cue for cue in readable if not first <= cue.first <= cue.last <= last and cue.key.weight == 1.0]
    clauses = set(sentence.clauses[first : last + 1])
    near = [
        cue
        for cue in readable
        if not clauses.isdisjoint(sentence.clauses[cue.first : cue.last + 1])
        and _distance(cue, first, last) <= cues.window * max(cue.key.weight, 0.5)
    ]
    verdict = _decide(sentence, near, first, last)
    later = max(clauses) + 1
    if later in sentence.turned:
        turn = _decide(sentence, [cue for cue in readable if sentence.clauses[cue.first] == later], first, last)
        if verdict and turn and verdict.status == "present" and turn.status == "absent":
            return Verdict("partial", turn.cue)
        verdict = turn or verdict
    if verdict:
        return verdict
    if own:
        return Verdict(own, sentence.words.quote(first, last))
    return _decide(sentence, readable, first, last) or Verdict("present", "")


def _decide(sentence: Sentence, among: Sequence[Hit[CueRule]], first: int, last: int) -> Verdict | None:
    """The first rule, then the nearest cue."""
    if not among:
        return None
    best = min(among, key=lambda cue: (cue.key.number, _distance(cue, first, last), cue.first))
    return Verdict(best.key.status, sentence.words.quote(best.first, best.last))


def _readable(sentence: Sentence, first: int, last: int, indicator: str) -> list[Hit[CueRule]]:
    """The cues that may speak to these words: earlier rules and longer phrases take their words first."""
    kept: list[Hit[CueRule]] = []
    whole = first == 0 and last == len(sentence.words) - 1
    order = sorted(sentence.cues, key=lambda cue: (cue.key.number, cue.first - cue.last, cue.first))
    for cue in order:
        if cue.key.indicators and indicator not in cue.key.indicators:
            continue
        if cue.key.opening and not _begins(sentence, cue.first):
            continue
        inside = first <= cue.first and cue.last <= last
        crossing = cue.first <= last and first <= cue.last and not inside
        if (crossing and not whole) or any(cue.overlaps(other) for other in kept):
            continue
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
