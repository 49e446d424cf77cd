"""What the talk is about when a sentence is spoken: the answer leans on its question, a sentence on its turn.

To *Apakah ada sanksi?* the answer *Ya nggak ada, paling ditegur* is about indicator 6 though it may hold none of its
keywords. So each indicator has a topic: how strongly the talk is on it, and the words that brought it up. A question
raises it, an informant's own keywords raise it less, it fades with every sentence and turn, and a change of subject
cuts it down. In an FGD the question may lie several turns back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Origin = Literal["question", "turn", "heading"]

# What is left of a topic … after a sentence of the answer; … when another informant goes on; … under a question that
# names nothing (Terus? Contohnya?); … when a new question names something else; … when the subject changes.
FADE_SENTENCE = 0.9
FADE_TURN = 0.85
FOLLOW_UP = 0.8
NEW_QUESTION = 0.15
OTHER_SUBJECT = 0.5
OTHER_INDICATOR = 0.7
# An informant's own keyword as a topic for the sentences after it, and for the one before it.
FROM_TURN = 0.7
FROM_AFTER = 0.5
GONE = 0.05
# Turns after which nothing is left of a topic, nor of what a question spoke of: every turn fades it by FADE_TURN or more.
HORIZON = 20


class Source(NamedTuple):
    """Where a topic came from: the words, whose, in which turn, and how many sentences ago."""

    origin: Origin
    keyword: str
    turn: int
    distance: int


class Topic(NamedTuple):
    strength: float
    source: Source


@dataclass
class Topics:
    """The topic of each indicator as the talk goes on."""

    now: dict[str, Topic] = field(default_factory=dict)

    def fade(self, factor: float, *, spare: frozenset[str] = frozenset(), step: int = 0) -> None:
        """Let all topics fade, but not those of `spare`; forget what has gone. step: sentences passed."""
        if not self.now:
            return
        self.now = {
            code: Topic(strength, topic.source._replace(distance=topic.source.distance + step))
            for code, topic in self.now.items()
            if (strength := topic.strength * (1.0 if code in spare else factor)) > GONE
        }

    def ask(self, named: dict[str, tuple[float, str]], turn: int, *, other: bool, origin: Origin = "question") -> None:
        """A question is asked. named: indicator → (strength, keyword); other: it is about another matter."""
        if not named:
            self.fade(OTHER_SUBJECT * FOLLOW_UP if other else FOLLOW_UP)
            return
        self.fade(NEW_QUESTION)
        for code, (strength, keyword) in named.items():
            self._raise(code, strength, Source(origin, keyword, turn, 0))

    def speak(self, named: dict[str, tuple[float, str]], turn: int, *, other: bool) -> None:
        """A sentence of an informant is over. named: indicator → (strength, keyword) of its own keywords."""
        if named:
            self.fade(OTHER_INDICATOR, spare=frozenset(named))
        elif other:
            self.fade(OTHER_SUBJECT)
        self.fade(FADE_SENTENCE, step=1)
        for code, (strength, keyword) in named.items():
            self._raise(code, strength * FROM_TURN, Source("turn", keyword, turn, 1))

    def _raise(self, code: str, strength: float, source: Source) -> None:
        held = self.now.get(code)
        if held is None or held.strength < strength:
            self.now[code] = Topic(strength, source)
