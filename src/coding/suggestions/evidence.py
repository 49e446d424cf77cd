"""The evidence for each indicator in each sentence: its own words, its question, its turn, and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coding.codebooks.codes import Codebook, Keyword
from coding.language.keywords import Hit
from coding.suggestions.context import FADE_TURN, FROM_AFTER, HORIZON, Origin, Source, Topic, Topics
from coding.suggestions.read import Reading, strongest
from coding.suggestions.relevance import NOTHING, Mass
from coding.suggestions.score import Evidence
from coding.transcripts.talks import Talk

# Of a question's sentences the last counts in full; an answer's keywords in a question count half; a question names an
# indicator from this strength on.
BEFORE_QUESTION = 0.85
ANSWER_WORD_ASKED = 0.5
NAMED = 0.3
# How a later sentence's keyword fades towards the earlier ones of its turn.
FADE_BACK = 0.8

Hits = dict[str, list[Hit[Keyword]]]


class Case(NamedTuple):
    """The evidence for one indicator in one sentence, with its keyword occurrences or, without any, its topic."""

    indicator: str
    hits: Sequence[Hit[Keyword]]
    topic: Topic | None
    evidence: Evidence


def evidence(talks: Iterable[Talk], codebook: Codebook) -> Iterator[tuple[Talk, list[Reading], list[list[Case]]]]:
    """Turn by turn: the readings of an informant's sentences and, for each, the cases for an indicator."""
    topics, asked, since, transcript = Topics(), NOTHING, 0, None
    touches = codebook.matcher.touches
    for talk in talks:
        if talk.transcript != transcript:
            topics.now, asked, since, transcript = {}, NOTHING, 0, talk.transcript
        since += 1
        if talk.role in ("asks", "heads"):
            asked, since = _ask(talk, topics, codebook), 0
            continue
        if topics.now:
            topics.fade(FADE_TURN)
        if since > HORIZON:
            asked = NOTHING
        worth = bool(topics.now)
        if not worth:
            for piece in talk.pieces:  # most sentences of a large corpus come no further than this
                if touches(piece.text):
                    worth = True
                    break
        if worth and talk.role == "answers":
            readings = [Reading(piece.text, codebook, codebook.matcher) for piece in talk.pieces]
            hits = [reading.hits(asked) for reading in readings]
            if topics.now or any(hits):
                yield talk, readings, _answer(talk, readings, hits, topics, asked, codebook)


def _ask(talk: Talk, topics: Topics, codebook: Codebook) -> Mass:
    """Take up a question: which indicators it names, and what it speaks of."""
    named: dict[str, tuple[float, str]] = {}
    mass = NOTHING
    for place, piece in enumerate(talk.pieces, start=1):
        # The last sentence of a question is the question.
        share = 1.0 if place == len(talk.pieces) else BEFORE_QUESTION
        asked = Reading(piece.text, codebook, codebook.question_matcher)
        said = Reading(piece.text, codebook, codebook.matcher)
        mass += asked.mass
        own = share if talk.role == "heads" else share * ANSWER_WORD_ASKED
        for reading, factor in ((asked, share), (said, own)):
            for code, hits in reading.hits(asked.mass).items():
                strength, keyword = strongest(hits)
                if strength * factor > named.get(code, (0.0, ""))[0]:
                    named[code] = (strength * factor, keyword)
    top = max((strength for strength, _ in named.values()), default=0.0)
    clear = {code: (one * one / top, word) for code, (one, word) in named.items()} if top >= NAMED else {}
    origin: Origin = "heading" if talk.role == "heads" else "question"
    topics.ask(clear, talk.turn, other=mass.other > mass.about, origin=origin)
    return mass


def _answer(
    talk: Talk, readings: list[Reading], hits: list[Hits], topics: Topics, asked: Mass, codebook: Codebook
) -> list[list[Case]]:
    """For each sentence of an answer, the cases for an indicator; the topics go on with it."""
    before: list[dict[str, Topic]] = []
    named = [{code: strongest(found) for code, found in own.items()} for own in hits]
    for reading, own in zip(readings, named, strict=True):
        before.append(dict(topics.now))
        topics.speak(own, talk.turn, other=reading.mass.other > reading.mass.about + 0.5)
    after = _after(named, talk.turn)
    cases = []
    for place, reading in enumerate(readings):
        around = _around(readings, place)
        strengths = {code: strength for code, (strength, _) in named[place].items()}
        leans = (before[place] or after[place]) and not reading.small_talk
        context = (before[place], after[place]) if leans else ({}, {})
        cases.append(list(_cases(reading, hits[place], strengths, *context, around, asked, codebook)))
    return cases


def _after(named: Sequence[dict[str, tuple[float, str]]], turn: int) -> list[dict[str, Topic]]:
    """For each sentence, what the sentences after it in the turn are about."""
    found: list[dict[str, Topic]] = []
    held: dict[str, Topic] = {}
    for own in reversed(named):
        found.append(held)
        held = {
            code: Topic(topic.strength * FADE_BACK, topic.source._replace(distance=topic.source.distance - 1))
            for code, topic in held.items()
        }
        for code, (strength, keyword) in own.items():
            if strength * FROM_AFTER > (held[code].strength if code in held else 0.0):
                held[code] = Topic(strength * FROM_AFTER, Source("turn", keyword, turn, -1))
    return found[::-1]


def _around(readings: Sequence[Reading], place: int) -> Mass:
    """What the two sentences before and after speak of, the nearer ones more."""
    mass = NOTHING
    if len(readings) == 1:
        return mass
    for near in range(max(0, place - 2), min(len(readings), place + 3)):
        if near != place:
            mass += readings[near].mass.times(0.5 ** (abs(near - place) - 1))
    return mass


def _cases(
    reading: Reading,
    hits: Hits,
    own: dict[str, float],
    before: dict[str, Topic],
    after: dict[str, Topic],
    around: Mass,
    asked: Mass,
    codebook: Codebook,
) -> Iterator[Case]:
    for code in codebook.codes:
        if code not in own and code not in before and code not in after:
            continue
        topic, following, strength = before.get(code), after.get(code), own.get(code, 0.0)
        question = topic.strength if topic and topic.source.origin != "turn" else 0.0
        strongest_other = max(own.values(), default=0.0)
        case = Evidence(
            own=strength,
            question=question,
            turn=topic.strength if topic and not question else 0.0,
            after=following.strength if following else 0.0,
            rival=strongest_other if strongest_other > strength else 0.0,
            rival_topic=max([one.strength for other, one in before.items() if other != code], default=0.0),
            about=reading.mass.about,
            other=reading.mass.other,
            around_about=around.about,
            around_other=around.other,
            asked_about=asked.about,
            asked_other=asked.other,
            words=len(reading.words),
            asks=reading.asks,
        )
        best = following if following and (not topic or following.strength > topic.strength) else topic
        yield Case(code, hits.get(code, ()), best, case)
