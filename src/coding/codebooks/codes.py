"""What a codebook is made of: indicators (codes), their keywords, the cues of a status, the words of its matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple, get_args

from coding.labels import Text
from coding.language.keywords import Matcher
from coding.language.patterns import Phrase
from coding.language.spelling import spellings
from coding.language.words import Words

Status = Literal["present", "partial", "absent", "unclear"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, eq=False)
class Keyword:
    """A pattern, or several that count as one, that suggests an indicator.

    exceptions: a match that overlaps one of these is dropped. near: a match counts only in a sentence that speaks of
    this group of words ("" for any), at most `within` words away (0 for the whole sentence and its question).
    weight: 1 when the words say it by themselves, less when they need their context.
    status: what the words say by themselves when no cue stands near ("" for nothing).
    asked: the words stand in an interviewer's question, not in an answer.
    """

    name: str
    indicator: str
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...] = ()
    near: str = ""
    within: int = 0
    weight: float = 1.0
    subcode: str = ""
    status: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Example:
    text: Text
    status: str = ""
    subcode: str = ""


@dataclass(frozen=True)
class Subcode:
    key: str
    label: Text


@dataclass(frozen=True)
class Indicator:
    """A code of the codebook, with what a coder needs to apply it. Texts are keyed by language."""

    code: str
    label: Text
    short: Text
    definition: Text
    include: dict[str, list[str]]
    exclude: dict[str, list[str]]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]
    subcodes: tuple[Subcode, ...]
    keywords: tuple[Keyword, ...]
    questions: tuple[Keyword, ...] = ()


@dataclass(frozen=True)
class CueExample:
    """A sentence in which a cue rule decides: the keyword's words in it, and the status that it must give."""

    text: str
    keyword: str
    status: str
    indicator: str = ""


@dataclass(frozen=True, eq=False)
class CueRule:
    """Cue phrases of one status ("none" takes the words out of play).

    opening: they count only at the beginning of a clause. asked: they count in a question too.
    """

    number: int
    status: str
    phrases: tuple[Phrase, ...]
    weight: float = 1.0
    indicators: frozenset[str] = frozenset()
    name: str = ""
    opening: bool = False
    asked: bool = False
    examples: tuple[CueExample, ...] = ()


class Opener(NamedTuple):
    """Words that begin a clause; turns: one that may overrule the clause before."""

    forms: list[str]
    turns: bool


@dataclass(frozen=True)
class StatusCues:
    window: int
    boundaries: tuple[Phrase, ...]
    turning: tuple[Phrase, ...]
    tags: tuple[Phrase, ...]
    rules: tuple[CueRule, ...]

    @cached_property
    def openers(self) -> dict[str, list[Opener]]:
        """First word → what may begin a clause with it, in all its spellings."""
        found: dict[str, list[Opener]] = {}
        for phrases, turns in ((self.boundaries, False), (self.turning, True)):
            for phrase in phrases:
                for forms in product(*(spellings(part.form) for part in phrase)):
                    found.setdefault(forms[0], []).append(Opener(list(forms), turns))
        return found

    @cached_property
    def matcher(self) -> Matcher[tuple[CueRule, bool]]:
        """Finds cue phrases; the second part of a hit's key tells whether other words may stand in the phrase."""
        return Matcher(
            (phrase, (rule, any(part.gap for part in phrase))) for rule in self.rules for phrase in rule.phrases
        )


@dataclass(frozen=True, eq=False)
class Matter:
    """Words that tell whether a segment speaks of the codebook's matter (about) or of another (weight of each)."""

    about: bool
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...]
    weight: float


@dataclass(frozen=True)
class Relevance:
    """How much a segment speaks of the codebook's matter at all, by its words alone."""

    matters: tuple[Matter, ...] = ()
    groups: tuple[tuple[str, tuple[Phrase, ...]], ...] = ()
    small_talk: tuple[Phrase, ...] = ()

    @cached_property
    def _small_talk(self) -> Matcher[str]:
        return Matcher((phrase, "") for phrase in self.small_talk)

    def is_small_talk(self, words: Words) -> bool:
        """Whether all words are covered by the phrases of small talk."""
        if len(words) > 12:
            return False
        covered = {place for hit in self._small_talk.find(words) for place in range(hit.first, hit.last + 1)}
        return len(covered) == len(words)

    @cached_property
    def matcher(self) -> Matcher[tuple[Matter | str, bool]]:
        """Keys: a matter (True, or False for its exceptions), or the name of a group."""
        phrases: list[tuple[Phrase, tuple[Matter | str, bool]]] = []
        for matter in self.matters:
            phrases += [(phrase, (matter, True)) for phrase in matter.phrases]
            phrases += [(phrase, (matter, False)) for phrase in matter.exceptions]
        for name, members in self.groups:
            phrases += [(phrase, (name, True)) for phrase in members]
        return Matcher(phrases)


@dataclass(frozen=True)
class Codebook:
    """All indicators with the status cues; `hash` names this very version of the file.

    spellings: whether spoken, Javanese, abbreviated and misspelt words count as the words they stand for.
    """

    version: str
    framework: Text
    hash: str
    indicators: tuple[Indicator, ...]
    status_cues: StatusCues
    relevance: Relevance = Relevance()
    spellings: bool = True

    @property
    def codes(self) -> list[str]:
        return [indicator.code for indicator in self.indicators]

    def __getitem__(self, code: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.code == code)

    @property
    def keywords(self) -> Iterator[Keyword]:
        return (keyword for indicator in self.indicators for keyword in indicator.keywords)

    @property
    def questions(self) -> Iterator[Keyword]:
        return (keyword for indicator in self.indicators for keyword in indicator.questions)

    @cached_property
    def matcher(self) -> Matcher[tuple[Keyword, bool]]:
        """Keywords (True) and their exceptions (False)."""
        return _matcher(self.keywords, spellings=self.spellings)

    @cached_property
    def question_matcher(self) -> Matcher[tuple[Keyword, bool]]:
        return _matcher(self.questions, spellings=self.spellings)


def _matcher(keywords: Iterable[Keyword], *, spellings: bool) -> Matcher[tuple[Keyword, bool]]:
    listed = list(keywords)
    return Matcher(
        ((phrase, (keyword, True)) for keyword in listed for phrase in keyword.phrases),
        ((phrase, (keyword, False)) for keyword in listed for phrase in keyword.exceptions),
        variants=spellings,
    )
