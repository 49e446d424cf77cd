"""Suggestions: what the machine proposes for a segment, and the keyword and cue that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coding.codebook import Codebook, Keyword
from coding.keywords import Hit, longest
from coding.status import judge, prepare
from coding.words import split_words

# A keyword of full weight is right about four times in five; several in one sentence add up (noisy or).
CERTAINTY = 0.8
# Below this score a suggestion is weak: it is shown only when asked for.
VISIBLE = 0.3


@dataclass(frozen=True)
class Suggestion:
    """One keyword occurrence in a segment; offsets into the canonical text; score from 0 to 1."""

    segment: str
    transcript: str
    number: int
    start: int
    end: int
    indicator: str
    keyword: str
    matched: str
    status: str
    cue: str
    score: float

    def row(self) -> dict[str, Any]:
        return {
            "suggestion": f"{self.segment}-s{self.number}",
            "segment": self.segment,
            "transcript": self.transcript,
            "start": self.start,
            "end": self.end,
            "indicator": self.indicator,
            "keyword": self.keyword,
            "matched": self.matched,
            "status": self.status,
            "cue": self.cue,
            "score": f"{self.score:.2f}",
        }


def suggest(segments: Iterable[Mapping[str, Any]], codebook: Codebook, *, weak: bool = False) -> Iterator[Suggestion]:
    """Suggestions for segments (mappings with segment, transcript, start and text), in the order of the text.

    weak: also those below the score at which they are shown by default.
    """
    for segment in segments:
        found = _in_segment(str(segment["text"]), codebook)
        number = 0
        for start, end, hit, status, cue, score in found:
            if score < VISIBLE and not weak:
                continue
            number += 1
            offset = int(segment["start"])
            yield Suggestion(
                segment=str(segment["segment"]),
                transcript=str(segment["transcript"]),
                number=number,
                start=offset + start,
                end=offset + end,
                indicator=hit.key.indicator,
                keyword=hit.key.name,
                matched=str(segment["text"])[start:end],
                status=status,
                cue=cue,
                score=score,
            )


def _in_segment(text: str, codebook: Codebook) -> list[tuple[int, int, Hit[Keyword], str, str, float]]:
    words = split_words(text)
    hits = _allowed(list(codebook.matcher.find(words)), list(codebook.exceptions.find(words)))
    if not hits:
        return []
    sentence = prepare(text, words, codebook.status_cues)
    by_indicator: dict[str, list[Hit[Keyword]]] = defaultdict(list)
    for hit in hits:
        by_indicator[hit.key.indicator].append(hit)
    found = []
    for indicator_hits in by_indicator.values():
        kept = longest(indicator_hits)
        score = _score(hit.key for hit in kept)
        for hit in kept:
            verdict = judge(sentence, hit, codebook.status_cues)
            start, end = words[hit.first].start, words[hit.last].end
            found.append((start, end, hit, verdict.status, verdict.cue, score))
    return sorted(found, key=lambda one: (one[0], one[1], one[2].key.indicator, one[2].key.name))


def _allowed(hits: list[Hit[Keyword]], exceptions: list[Hit[Keyword]]) -> list[Hit[Keyword]]:
    """Drop a hit that one of its keyword's exceptions overlaps; one that holds the whole exception stands."""
    return [
        hit
        for hit in hits
        if not any(
            hit.key is exception.key and hit.overlaps(exception) and not _holds(hit, exception)
            for exception in exceptions
        )
    ]


def _holds(outer: Hit[Any], inner: Hit[Any]) -> bool:
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.first <= inner.first and inner.last <= outer.last


def _score(keywords: Iterable[Keyword]) -> float:
    """Noisy or over the different keywords of one indicator in one segment."""
    miss = 1.0
    for weight in {keyword.name: keyword.weight for keyword in keywords}.values():
        miss *= 1 - CERTAINTY * weight
    return round(1 - miss, 2)
