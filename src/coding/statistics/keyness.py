"""Keyness: words that one group of informants uses more than all others. It describes talk and measures no coordination.

Log-likelihood G² of the fourfold table of a word (Dunning 1993, Accurate Methods for the Statistics of Surprise and
Coincidence; for comparing corpora Rayson and Garside 2000, doi:10.3115/1117729.1117730, who leave out the cells of the
other words); its size as log ratio (Hardie 2014). Words of one talk are no independent draws, so that p is too small
(Lijffijt et al. 2016, doi:10.1093/llc/fqu064): what guards against taking one person's words for a group's is dispersion.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import NamedTuple

from coding.language.discover import STOPWORDS
from coding.language.words import Words
from coding.statistics.multiple_testing import holm

LEAST = 5  # times that a word is said in all, to be tested
SHORTEST = 3  # letters
SPREAD = 2  # transcripts, and informants, of the group that a word must come from
LEVEL = 0.05
LISTED = 6.63  # G² that a single test passes at 1 %; words below it are not listed at all
# Put in the place of a frequency of none, or the ratio would be infinite (Hardie 2014).
NONE = 0.5


class Utterance(NamedTuple):
    """A segment: the group of who says it, where, who, and the text."""

    group: str
    transcript: str
    speaker: str
    segment: str
    text: str


@dataclass(frozen=True)
class Keyword:
    """A word in one group against all others. count, elsewhere: how often it is said.

    per_thousand, elsewhere_per_thousand: of a thousand words said. p: adjusted over all words and groups tested.
    transcripts, informants: of the group, that have the word. segments: of the group, in which it stands.
    """

    group: str
    word: str
    count: int
    elsewhere: int
    per_thousand: float
    elsewhere_per_thousand: float
    g2: float
    log_ratio: float
    p: float
    transcripts: int
    informants: int
    segments: tuple[str, ...]

    @property
    def key(self) -> bool:
        """Said more than elsewhere, beyond chance after correction for all tests."""
        return self.log_ratio > 0 and self.p < LEVEL


@dataclass
class Spoken:
    """What one group says: how often each word, by whom and where."""

    words: Counter[str] = field(default_factory=Counter)
    transcripts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    informants: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    segments: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    all_transcripts: set[str] = field(default_factory=set)
    all_informants: set[str] = field(default_factory=set)

    @property
    def thin(self) -> bool:
        """Heard in one transcript, or from one informant: its words may be one person's or one occasion's."""
        return min(len(self.all_transcripts), len(self.all_informants)) < SPREAD


def spoken(utterances: Iterable[Utterance]) -> dict[str, Spoken]:
    """Group → what it says; the order of the utterances never matters."""
    groups: dict[str, Spoken] = defaultdict(Spoken)
    for one in utterances:
        group = groups[one.group]
        group.all_transcripts.add(one.transcript)
        group.all_informants.add(one.speaker)
        for word in Words(one.text).forms:
            group.words[word] += 1
            group.transcripts[word].add(one.transcript)
            group.informants[word].add(one.speaker)
            group.segments[word].add(one.segment)
    return dict(sorted(groups.items()))


def candidates(groups: dict[str, Spoken]) -> list[str]:
    """Words that are tested: said at least five times in all, of three letters or more, no number, no function word."""
    return sorted(
        word
        for word, count in _together(groups).items()
        if count >= LEAST and len(word) >= SHORTEST and word not in STOPWORDS and not word.isdecimal()
    )


def _together(groups: dict[str, Spoken]) -> Counter[str]:
    together: Counter[str] = Counter()
    for group in groups.values():
        together.update(group.words)
    return together


def compared(groups: dict[str, Spoken]) -> list[Keyword]:
    """Every candidate in every group, p adjusted by Holm over all of them; none where there is no other group."""
    if len(groups) < 2:
        return []
    words, together = candidates(groups), _together(groups)
    whole = together.total()
    found = []
    for name, group in groups.items():
        size = group.words.total()
        found += [_keyword(name, group, word, together[word], (size, whole - size)) for word in words]
    adjusted = holm([one.p for one in found])
    return [replace(one, p=p) for one, p in zip(found, adjusted, strict=True)]


def _keyword(name: str, group: Spoken, word: str, total: int, sizes: tuple[int, int]) -> Keyword:
    """total: how often all groups say the word. sizes: words said in the group and elsewhere."""
    size, others = sizes
    count = group.words[word]
    elsewhere = total - count
    g2 = log_likelihood(count, elsewhere, size, others)
    return Keyword(
        group=name,
        word=word,
        count=count,
        elsewhere=elsewhere,
        per_thousand=1000 * count / size,
        elsewhere_per_thousand=1000 * elsewhere / others,
        g2=g2,
        log_ratio=log_ratio(count, elsewhere, size, others),
        p=math.erfc(math.sqrt(g2 / 2)),
        transcripts=len(group.transcripts.get(word, ())),
        informants=len(group.informants.get(word, ())),
        segments=tuple(sorted(group.segments.get(word, ()))),
    )


def log_likelihood(count: int, elsewhere: int, size: int, others: int) -> float:
    """G² of a word's fourfold table, one degree of freedom. size, others: words said in the group and elsewhere.

    As nltk's ``BigramAssocMeasures.likelihood_ratio`` (a test holds the two together), whose import is slow.
    """
    said, whole = count + elsewhere, size + others
    cells = (
        (count, said * size),
        (elsewhere, said * others),
        (size - count, (whole - said) * size),
        (others - elsewhere, (whole - said) * others),
    )
    return max(0.0, 2 * sum(seen * math.log(seen * whole / margins) for seen, margins in cells if seen))


def log_ratio(count: int, elsewhere: int, size: int, others: int) -> float:
    """Doublings of the relative frequency: 1 is twice, 2 four times as often (Hardie 2014); a frequency of 0 counts 0.5.

    >>> log_ratio(8, 2, 1000, 1000), log_ratio(4, 0, 1000, 1000)
    (2.0, 3.0)
    """
    return math.log2((count or NONE) / size / ((elsewhere or NONE) / others))


def critical(tests: int) -> float:
    """The G² that one test in `tests` must exceed for 5 % over all of them (Bonferroni), chi-square with one degree.

    >>> round(critical(1), 2)
    3.84
    """
    return NormalDist().inv_cdf(1 - LEVEL / tests / 2) ** 2


def leading(found: Iterable[Keyword], groups: dict[str, Spoken], most: int) -> dict[str, list[Keyword]]:
    """Group → the words, at most `most`, that it uses more than others do, by G² (from `LISTED` on).

    Not all of them are key after correction for many tests; `Keyword.key` tells.

    A word has to come from two transcripts and two informants of the group, since otherwise it tells of one person. A
    group that has but one (`Spoken.thin`) cannot meet this; its words are given all the same, and the reader is warned.
    """
    chosen: dict[str, list[Keyword]] = {name: [] for name in groups}
    for one in found:
        spread = groups[one.group].thin or min(one.transcripts, one.informants) >= SPREAD
        if one.log_ratio > 0 and one.g2 >= LISTED and spread:
            chosen[one.group].append(one)
    return {name: _first(words, most) for name, words in chosen.items()}


def _first(words: Sequence[Keyword], most: int) -> list[Keyword]:
    return sorted(words, key=lambda one: (-round(one.g2, 9), one.word))[:most]
