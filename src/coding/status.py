"""Status of a keyword in its sentence: does the informant say that it is there?

A magnitude code (Saldaña, The Coding Manual for Qualitative Researchers) read off cue phrases: *sudah*, *rutin*
(present), *hanya sebatas* (partial), *belum ada* (absent), *mudah-mudahan* (unclear). A cue counts inside the
keyword's clause and within a window of words; the codebook holds the cues, this module their scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coding.codebook import CueRule, Keyword, StatusCues
from coding.keywords import Hit, Phrase
from coding.words import Word

_BORDER = re.compile(r"[.?!;:…]")


@dataclass(frozen=True)
class Verdict:
    """A status and the words of the text that gave it ("" when none did)."""

    status: str
    cue: str


@dataclass(frozen=True)
class Sentence:
    """A segment made ready for many look-ups: its words, the clause of each, and the cues in it."""

    text: str
    words: Sequence[Word]
    clauses: Sequence[int]
    turned: frozenset[int]
    cues: Sequence[Hit[CueRule]]
    asks: bool

    def quote(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]


def prepare(text: str, words: Sequence[Word], cues: StatusCues) -> Sentence:
    """Find clauses and cues of one segment; `words` have offsets into `text`."""
    clauses, turned, clause = [], set(), 0
    for place, word in enumerate(words):
        if place:
            between = text[words[place - 1].end : word.start]
            if _BORDER.search(between) or _opens(cues.boundaries, words, place):
                clause += 1
        if _opens(cues.turning, words, place):
            turned.add(clause)
        clauses.append(clause)
    return Sentence(text, words, clauses, frozenset(turned), list(cues.matcher.find(words)), _asks(text, words, cues))


def _opens(phrases: Sequence[Phrase], words: Sequence[Word], place: int) -> bool:
    return any(
        len(phrase) <= len(words) - place and all(part.form == words[place + n].form for n, part in enumerate(phrase))
        for phrase in phrases
    )


def _asks(text: str, words: Sequence[Word], cues: StatusCues) -> bool:
    """A sentence that ends in a question mark asks, unless a mere tag (", kan?") stands before the mark."""
    if not words or not text.rstrip("\"'”’) ").endswith("?"):
        return False
    for tag in cues.tags:
        place = len(words) - len(tag)
        if place > 0 and _opens([tag], words, place) and "," in text[words[place - 1].end : words[place].start]:
            return False
    return True


def judge(sentence: Sentence, hit: Hit[Keyword], cues: StatusCues) -> Verdict:
    """The status of one keyword occurrence.

    Order: a cue in the keyword's clause, overruled by a cue in a following clause that turns (*tapi …*); what the
    keyword says by itself; `unclear`. In a question only cues that deny rhetorically count.
    """
    taken = _readable(sentence, hit)
    clause = sentence.clauses[hit.first]
    near = [cue for cue in taken if clause in _clauses(sentence, cue) and _distance(cue, hit) <= _reach(cue, cues)]
    later = clause + 1
    if later in sentence.turned and near:
        after = [cue for cue in taken if sentence.clauses[cue.first] == later and cue.key.weight == 1.0]
        near = after or near
    if sentence.asks:
        near = [cue for cue in near if cue.key.status == "absent" and cue.key.weight < 1.0 and cue.last > cue.first]
    if near:
        best = min(near, key=lambda cue: (cue.key.number, _distance(cue, hit), cue.first))
        return Verdict(best.key.status, sentence.quote(best.first, best.last))
    if hit.key.status and not sentence.asks:
        return Verdict(hit.key.status, sentence.quote(hit.first, hit.last))
    return Verdict("unclear", "?" if sentence.asks else "")


def _readable(sentence: Sentence, hit: Hit[Keyword]) -> list[Hit[CueRule]]:
    """The cues that may speak to this keyword: earlier rules and longer phrases take their words first."""
    kept: list[Hit[CueRule]] = []
    order = sorted(sentence.cues, key=lambda cue: (cue.key.number, cue.first - cue.last, cue.first))
    for cue in order:
        rule = cue.key
        if rule.indicators and hit.key.indicator not in rule.indicators:
            continue
        inside = hit.first <= cue.first and cue.last <= hit.last and cue.last - cue.first < hit.last - hit.first
        if (cue.overlaps(hit) and not inside) or any(cue.overlaps(other) for other in kept):
            continue
        kept.append(cue)
    return [cue for cue in kept if cue.key.status != "none"]


def _clauses(sentence: Sentence, cue: Hit[CueRule]) -> set[int]:
    return {sentence.clauses[cue.first], sentence.clauses[cue.last]}


def _distance(cue: Hit[CueRule], hit: Hit[Keyword]) -> int:
    return max(cue.first - hit.last, hit.first - cue.last, 0)


def _reach(cue: Hit[CueRule], cues: StatusCues) -> float:
    """A weaker cue reaches less far."""
    return cues.window * cue.key.weight
