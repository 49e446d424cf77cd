"""Suggestions: what the machine proposes for a sentence, with the keyword, the cue and the reason that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from coding.codebooks.codes import Codebook
from coding.labels import Text
from coding.suggestions.context import Source
from coding.suggestions.evidence import Case, evidence
from coding.suggestions.read import Reading
from coding.suggestions.reasons import reason
from coding.suggestions.score import score
from coding.suggestions.status import Verdict, judge
from coding.transcripts.talks import Piece, Talk

# Below this score a suggestion is weak: it is shown only when asked for.
VISIBLE = 0.28
# A sentence without a cue has the status of an earlier one of its turn, at most this many sentences back.
FOLLOWS = 3


class Suggestion(NamedTuple):
    """A proposal to code a span with an indicator; offsets into the canonical text; score from 0 to 1.

    source is None for the informant's own words, else where the sentence's topic came from; its span is then the
    sentence.
    """

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
    source: Source | None = None
    aside: bool = False

    @property
    def reason(self) -> Text:
        """Why it is suggested, in Indonesian and English."""
        keyword = self.keyword.partition(": ")[2] if self.source else self.keyword
        return reason(self.indicator, keyword, self.status, self.cue, self.source, aside=self.aside)

    def row(self) -> dict[str, Any]:
        """The row of suggestions.csv."""
        why = self.reason
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
            "reason_id": why["id"],
            "reason_en": why["en"],
        }


def suggest(talks: Iterable[Talk], codebook: Codebook, *, weak: bool = False) -> Iterator[Suggestion]:
    """Suggestions for the turns of a transcript, in their order; other transcripts may follow.

    weak: also those below the score at which they are shown by default.
    """
    for talk, readings, found in evidence(talks, codebook):
        said: dict[str, tuple[int, Verdict]] = {}
        for place, (piece, reading) in enumerate(zip(talk.pieces, readings, strict=True)):
            yield from _numbered(talk, piece, reading, found[place], codebook, said, place, weak)


def _numbered(
    talk: Talk,
    piece: Piece,
    reading: Reading,
    cases: Sequence[Case],
    codebook: Codebook,
    said: dict[str, tuple[int, Verdict]],
    place: int,
    weak: bool,
) -> Iterator[Suggestion]:
    """The suggestions of one sentence. said: indicator → where in the turn a cue last gave its status, kept up here."""
    found: list[tuple[int, int, str, str, Verdict, float, Source | None]] = []
    for case in cases:
        value = score(case.evidence)
        if value < VISIBLE and not weak:
            continue
        for start, end, keyword, verdict, source in _spans(piece, reading, case, codebook):
            since, earlier = said.get(case.indicator, (place, verdict))
            if verdict.cue and verdict.cue != "?" and value >= VISIBLE:  # an echoed question tells nothing
                said[case.indicator] = place, verdict
            elif not verdict.cue and 0 < place - since <= FOLLOWS:
                verdict = Verdict(earlier.status, f"… {earlier.cue}")
            found.append((start, end, case.indicator, keyword, verdict, value, source))
    found.sort(key=lambda one: one[:4])
    for number, (start, end, indicator, keyword, verdict, value, source) in enumerate(found, start=1):
        yield Suggestion(
            segment=piece.segment,
            transcript=talk.transcript,
            number=number,
            start=piece.start + start,
            end=piece.start + end,
            indicator=indicator,
            keyword=keyword,
            matched=piece.text[start:end],
            status=verdict.status,
            cue=verdict.cue,
            score=value,
            source=source,
            aside=reading.mass.other > reading.mass.about,
        )


def _spans(
    piece: Piece, reading: Reading, case: Case, codebook: Codebook
) -> Iterator[tuple[int, int, str, Verdict, Source | None]]:
    """(start, end, keyword, verdict, source) of each occurrence, or of the whole sentence when its topic is all."""
    cues, words = codebook.status_cues, reading.words
    for hit in case.hits:
        verdict = judge(reading.sentence, hit.first, hit.last, case.indicator, cues, own=hit.key.status)
        yield words.spans[hit.first][0], words.spans[hit.last][1], hit.key.name, verdict, None
    if not case.hits and case.topic and len(words):
        verdict = judge(reading.sentence, 0, len(words) - 1, case.indicator, cues)
        source = case.topic.source
        yield 0, len(piece.text), f"{source.origin}: {source.keyword}", verdict, source
